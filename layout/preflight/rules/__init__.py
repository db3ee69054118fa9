"""All rules, in the order in which a page is judged."""

from __future__ import annotations

import copyreg

from layout.base.codes import Code
from layout.base.tables import Table
from layout.preflight.model import Rule
from layout.preflight.rules import (
    black,
    boxes,
    colour,
    copy,
    fonts,
    images,
    ink,
    lines,
    page,
    pdfx,
    seen,
    text,
    thin,
    white,
)

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("The file and its page", page.RULES),
    ("Boxes and marks", boxes.RULES),
    ("Colour", colour.RULES),
    ("Ink", ink.RULES),
    ("Black and white", black.RULES),
    ("Pictures", images.RULES),
    ("Fonts", fonts.RULES),
    ("Type", text.RULES),
    ("What a reader sees of the type", seen.RULES),
    ("Lines of text", lines.RULES),
    ("Thin rules", thin.RULES),
    ("PDF/X", pdfx.RULES),
    ("Copy", copy.RULES),
    ("White", white.RULES),
)
RULES = Table("rule", lambda rule: str(rule.id), (rule for _, rules in GROUPS for rule in rules))
"""The table: those of the groups, and after them those of guests."""

__all__ = ["GROUPS", "RULES", "named"]


def named(rule: Code) -> Rule:
    """Return the rule of that id; raises KeyError if there is none."""
    return RULES.named(rule)


# A rule is sent to another process, or kept, by its id: what it checks with is code, and not sent.
copyreg.pickle(Rule, lambda rule: (named, (rule.id,)))
