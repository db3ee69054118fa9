"""How ids, page numbers and languages are written, and what is said of a word that is written otherwise."""

from __future__ import annotations

from layout.base.messages import say

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
PAGE_PATTERN = r"^[A-Z][0-9]{1,2}$"
JUMP_PATTERN = r"^(auto|never|[A-Z][0-9]{1,2})$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

TOLD = {
    ID_PATTERN: (say("is no id"), say("an id has small Latin letters, digits and hyphens, such as lead or house-ad-2")),
    PAGE_PATTERN: (say("is no page number"), say("write a capital letter and one or two digits, such as B2")),
    JUMP_PATTERN: (
        say("is no way to continue a story"),
        say("write auto, never, or the page it goes on to, such as A3"),
    ),
    LANGUAGE_PATTERN: (say("is no language"), say("write it as zh-Hans, zh-Hant or en")),
}
"""Of each pattern what a word is that does not fit it, and what to write instead."""
