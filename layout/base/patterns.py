"""How ids, page numbers and languages are written, and what is said of a word that is written otherwise."""

from __future__ import annotations

from layout.base.messages import say

NAME_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
"""Names of templates, page kinds and press conditions: they are folders and files of the program, too."""
_NO_SIGN = (
    r"\u0000-\u002f:-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u1680\u2000-\u209f\u20d0-\u2bff\u2e00-\u2fff\u3000-\u3004\u3008-\u3020\u302a-\u3030\u303d-\u303f"
    r"\u30fb\ue000-\uf8ff\ufe00-\ufe6f\ufeff\uff00-\uff0f\uff1a-\uff40\uff5b-\uff65\uffe0-\uffff"
)
ID_PATTERN = rf"^[^{_NO_SIGN}]([^{_NO_SIGN}]|-)*$"
"""Ids of stories and ads: letters of any script, no Latin capitals (to some disks Lead.md is lead.md), digits, hyphens.

All but the hyphen that is no letter and no digit is named, as neither Python's regular expressions nor those of a JSON
Schema know letters of every script by a short name that the other has.
"""
PAGE_PATTERN = r"^[A-Z][0-9]{1,2}$"
JUMP_PATTERN = r"^(auto|never|[A-Z][0-9]{1,2})$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

TOLD = {
    NAME_PATTERN: (say("is no name"), say("a name has small Latin letters, digits and hyphens, such as evening-paper")),
    ID_PATTERN: (
        say("is no id"),
        say("an id has letters that are no capitals, digits and hyphens, such as lead, 头条 or house-ad-2"),
    ),
    PAGE_PATTERN: (say("is no page number"), say("write a capital letter and one or two digits, such as B2")),
    JUMP_PATTERN: (
        say("is no way to continue a story"),
        say("write auto, never, or the page it goes on to, such as A3"),
    ),
    LANGUAGE_PATTERN: (say("is no language"), say("write it as zh-Hans, zh-Hant or en")),
}
"""Of each pattern what a word is that does not fit it, and what to write instead."""
