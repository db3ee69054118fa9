"""A Word document as a story: it is walked, made a story, and the account of it settled."""

from __future__ import annotations

from layout.intake.document.story import Story
from layout.intake.draft import Draft
from layout.intake.word.account import settle_account, tell_notes
from layout.intake.word.drawings import drawing
from layout.intake.word.ledger import Ledger
from layout.intake.word.numbering import Numbering
from layout.intake.word.package import open_package
from layout.intake.word.styles import Styles
from layout.intake.word.text import Walker


def read_word(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the draft of a Word document. Raises ContentError for one that cannot be read, or should not be."""
    package = open_package(data, file)
    main = package.main
    styles = Styles(package.tree(main, "styles"))
    draft = Draft(name)
    ledger = Ledger(package=package, draft=draft)
    walker = Walker(ledger, styles, Numbering(package.tree(main, "numbering"), styles), main, drawing)
    story = Story(draft, ledger)
    for body in package.trees[main]:
        if body.tag == "w:body":
            for item in walker.items(body):
                story.item(item)
    walker.settle_fields()
    story.finish()
    tell_notes(walker)
    settle_account(ledger)
    return [draft]
