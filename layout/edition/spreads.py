"""Two facing pages that are planned and set as one (跨版, 通版): what edition.yaml says of them, checked and spelt out.

The left-hand page names the other one and has the stories and ads of both; the other is not listed. Here it becomes a
page of its own, a half without stories, so that who asks for the pages of an edition finds both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Items

from layout.base.codes import Code
from layout.base.diagnostics import Place, Ref, Report
from layout.base.messages import Message, say
from layout.edition.model import FRONT, Page
from layout.edition.references import PageWords
from layout.files.project import spread_template
from layout.files.text import meant


def facing(page: str) -> str:
    """Return the right-hand page that faces a left-hand page; empty for a right-hand page, and for the last number."""
    number = int(page[1:])
    return f"{page[0]}{number + 1}" if number % 2 == 0 and number + 1 < 100 else ""


def with_halves(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages of an edition, after each that is a spread its other half.

    A spread is made of its template as that of two pages; either half keeps the furniture of its own page.
    """
    for page in pages:
        if page.spread is None:
            yield page
            continue
        yield page.model_copy(update={"template": spread_template(page.template, page.fold)})
        bare: dict[str, object] = {"stories": (), "ads": (), "areas": (), "at": {}, "forbid": {}, "takes": ()}
        yield page.model_copy(update={**bare, "id": page.spread, "spread": page.id, "across": (), "index": None})


def both_pages(names: Items[str], pages: Iterable[Page]) -> tuple[str, ...]:
    """Return page numbers with those of the other halves of spreads, in the order of the pages that there are."""
    partners = {page.spread for page in pages if page.id in names and page.spread}
    return (*names, *sorted(partners - set(names)))


def halves_placed(places: Iterable[tuple[Ref, Place]], pages: Items[PageWords]) -> Iterator[tuple[Ref, Place]]:
    """Yield where the other halves of spreads and their keys are written: where the spreads are."""
    other = {page.id: page.spread.text for page in pages if page.spread}
    for ref, place in places:
        if ref.kind == "page" and ref.id in other:
            yield Ref("page", other[ref.id], ref.part), place


def check_spreads(pages: tuple[PageWords, ...], file: str, report: Report) -> None:
    """Report spreads of pages that do not face each other, halves that are listed, and what crosses no fold."""
    listed_pages = {page.id: page.line for page in pages}
    for page in pages:
        items = {word.text for word in (*(page.stories or ()), *(page.ads or ()))}
        for word in page.across:
            if page.stories is not None and page.ads is not None and word.text not in items:
                report.error(
                    Code.PLACE_UNKNOWN,
                    say("across: names {word!r}, which is not on page {page}", word=word.text, page=page.id),
                    Place(file, word.line),
                    hint=meant(word.text, items) or say("correct the id, or take it out"),
                    subject=page.id,
                )
        if page.spread is None or not _is_number(page.id) or not _is_number(page.spread.text):
            continue
        place, wanted, said = Place(file, page.spread.line), facing(page.id), ""
        if not wanted:
            said = say("page {page} is a right-hand page, and a spread is written on its left-hand page", page=page.id)
            hint = say("write it on the page before, or take spread: out")
        elif page.spread.text != wanted:
            said = say("page {page} does not face page {other}", page=page.id, other=page.spread.text)
            hint = say("write spread: {wanted}, or take it out", wanted=wanted)
        elif page.kind and page.kind.text == FRONT:
            said = say("page {page} is a front page, which is no part of a spread", page=page.id)
            hint = say("write another kind:, or take spread: out")
        elif wanted in listed_pages:
            said = say(
                "page {other} is the other half of page {page} already; it is listed on line {line} too",
                other=wanted,
                page=page.id,
                line=listed_pages[wanted],
            )
            hint = say("put its stories and ads on page {page}, and take page {other} out", page=page.id, other=wanted)
        if said:
            report.error(Code.SPREAD_PAGES, said, place, hint=hint, subject=page.id)


def _is_number(page: str) -> bool:
    return page[:1].isalpha() and page[1:].isdecimal()


def idle_on(page: Page) -> Iterator[tuple[str, Message, Message]]:
    """Yield keys of a page that say something of a spread and have no effect: the key, why, and what to do."""
    single = say("the page is no spread"), say("write spread: and the page facing it, or take it out")
    if page.spread is None:
        for key, given in (("across", page.across), ("gutter_bleed", page.gutter_bleed is not None)):
            if given:
                yield key, *single
        if page.fold != "apart":
            yield "fold", *single
    elif page.fold == "through" and page.across:
        why = say("printing runs through the fold, so anything may stand across it")
        yield "across", why, say("take it out, or write fold: apart")
