"""Languages that are asked for, each held against what can be set: one that cannot is told at its line."""

from __future__ import annotations

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.locale import LANGUAGES, known_language
from layout.base.locale.unset import Unset, why_unset
from layout.base.messages import listed, say
from layout.files.project import document
from layout.files.text import shown


def check_language(tag: str, place: Place, report: Report, subject: str = "") -> None:
    """Report a language that cannot be set, and what there is."""
    why = why_unset(tag)
    if why is None and known_language(tag):
        return
    if why is Unset.LEFTWARDS:
        said = say("language: {tag} is written from right to left, and so cannot be set", tag=tag)
    elif why is Unset.DOWNWARDS:
        said = say("language: {tag} is written from the top down, and so cannot be set", tag=tag)
    elif why is Unset.JOINED:
        said = say("language: {tag} has letters that change beside each other, and so cannot be set", tag=tag)
    else:
        said = say("language: {tag} is not known: its words, marks and hyphens are not", tag=tag)
    tags = listed(each.tag for each in LANGUAGES)
    hint = say(
        "write one of {tags}; {document} tells how to add one", tags=tags, document=shown(document("languages.md"))
    )
    report.error(Code.LANGUAGE_NOT_KNOWN, said, place, hint=hint, subject=subject)
