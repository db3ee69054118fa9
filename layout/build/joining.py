"""One fault, one finding: of what several stages saw of the same fact, the finding nearest to its root stays.

A row of `ROOTS` says which findings tell the cause of another, and what the two must have in common. What is explained
so is dropped, and its root matters as much as the worst of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.messages import Message
from layout.base.units import Rect
from layout.build.whose import holds


class Shared(Enum):
    """What a finding has in common with the one that explains it."""

    PAGE = "the page"
    ITEM = "the story or ad they are about, or the line of a file they are told at"
    PART = "the story and the part of its head; the other was told before"
    PLACE = "the line of a file they are told at"
    WORDS = "the page, and the words of a line"
    BOX = "the page, and its place lies in the box of what the other is about"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding of the code is explained by one of the ``roots``, told first to last."""

    code: Code
    roots: tuple[Code, ...]
    shared: Shared = Shared.PAGE


ROOTS = (
    # What a story has too much for any page is known before the page is planned; the page only shows by how much.
    Row(Code.HEAD_TOO_LONG, (Code.HEAD_TOO_LONG,), Shared.PART),
    Row(Code.STORY_LEFT_OVER, (Code.STORY_TOO_LONG,), Shared.ITEM),
    Row(Code.PLAN_STRETCHED, (Code.STORY_TOO_LONG,), Shared.ITEM),
    Row(Code.COPY_OVERSET, (Code.STORY_TOO_LONG,), Shared.ITEM),
    # The planner and the composer say what to cut or add; the finished page only shows that it is so.
    Row(Code.COPY_OVERSET, (Code.PLAN_STRETCHED, Code.COPY_OVERSET)),
    Row(Code.COPY_HOLE, (Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.PAGE_WAITS, Code.COPY_HOLE)),
    Row(Code.PLAN_SHAPE, (Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.PAGE_WAITS, Code.COPY_OVERSET, Code.COPY_HOLE)),
    Row(Code.PAGE_WHITE, (Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.PAGE_WAITS, Code.PLAN_HOLE, Code.COPY_HOLE)),
    Row(Code.HEAD_ALONE, (Code.PLAN_STRETCHED, Code.COPY_OVERSET)),
    # A text that is too long for its place runs into what stands beside it, or off the page.
    Row(Code.TYPE_TRIMMED, (Code.FURNITURE_TOO_LONG,), Shared.WORDS),
    Row(Code.TEXT_SAFE, (Code.FURNITURE_TOO_LONG, Code.TYPE_TRIMMED), Shared.WORDS),
    Row(Code.COPY_MISSING, (Code.TYPE_TRIMMED,), Shared.WORDS),
    Row(Code.TYPE_OUTSIDE, (Code.FURNITURE_TOO_LONG, Code.TYPE_TRIMMED), Shared.WORDS),
    Row(Code.TYPE_OVER_RULE, (Code.FURNITURE_TOO_LONG, Code.TYPE_OUTSIDE, Code.TYPE_TRIMMED), Shared.WORDS),
    Row(Code.TYPE_OVER_TYPE, (Code.FURNITURE_TOO_LONG, Code.TYPE_OUTSIDE, Code.TYPE_TRIMMED), Shared.WORDS),
    # A word that is wider than its column is known to the composer, and seen on the page in what it runs into.
    Row(Code.LINE_FLUSH, (Code.WORD_TOO_WIDE,), Shared.WORDS),
    Row(Code.TYPE_OVER_TYPE, (Code.WORD_TOO_WIDE,), Shared.WORDS),
    Row(Code.TYPE_OVER_RULE, (Code.WORD_TOO_WIDE,), Shared.WORDS),
    Row(Code.TYPE_OUTSIDE, (Code.WORD_TOO_WIDE,), Shared.WORDS),
    Row(Code.TYPE_TRIMMED, (Code.WORD_TOO_WIDE,), Shared.WORDS),
    # Beside it stands what had no room in its line: its paragraph is broken anew when it is mended.
    Row(Code.LOOSE_LINE, (Code.WORD_TOO_WIDE,), Shared.PLACE),
    # A line that is set too wide is known to the composer, to the record of the page, and seen on it.
    Row(Code.COPY_LOOSE, (Code.LOOSE_LINE,), Shared.WORDS),
    Row(Code.LINE_LOOSE, (Code.LOOSE_LINE, Code.COPY_LOOSE), Shared.WORDS),
    # Every character that a page lacks is named with its story or ad.
    Row(Code.FONT_NOTDEF, (Code.MISSING_GLYPH, Code.AD_TEXT)),
    # An ad that could not be drawn is not on its page; a coarse picture of an ad is told where the ad is named.
    Row(Code.COPY_ADS, (Code.AD_TEXT, Code.AD_FILE)),
    Row(Code.PICTURE_COARSE, (Code.AD_FILE,), Shared.BOX),
    Row(Code.PICTURE_WEAK, (Code.AD_FILE,), Shared.BOX),
    Row(Code.PICTURE_LINE_ART, (Code.AD_FILE,), Shared.BOX),
)

_RANK = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_WORDS = ("line", "text", "spot", "gone", "other")
"""Names of the values of a message that have the words of lines."""
_PART = "role"
"""The name of the value of a message that is a part of a head."""
_LEAST = 6
"""Characters two lines have in common at least if they are to be one."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where stories and ads stand: the page of each, and its box there, pt from the trim's top left, if it is known."""

    pages: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, Rect] = field(default_factory=dict)


def joined(findings: Iterable[Finding], places: Places) -> tuple[Finding, ...]:
    """Return the findings in their order without those that another explains, and each but once."""
    every = list(dict.fromkeys(findings))
    rows: dict[Code, list[Row]] = {}
    for row in ROOTS:
        rows.setdefault(row.code, []).append(row)
    root_of: dict[int, int] = {}
    for at, finding in enumerate(every):
        for row in rows.get(finding.code, ()):
            among = range(at if row.shared is Shared.PART else len(every))
            root = next((other for other in among if _explains(every[other], finding, row, places)), None)
            if root is not None:
                root_of[at] = root
                break
    worst = {at: finding.severity for at, finding in enumerate(every)}
    for at in sorted(root_of, reverse=True):
        root = root_of[at]
        while root in root_of and root_of[root] != at:
            root = root_of[root]
        worst[root] = max(worst[root], worst[at], key=_RANK.index)
    return tuple(
        finding if finding.severity is worst[at] else replace(finding, severity=worst[at])
        for at, finding in enumerate(every)
        if at not in root_of
    )


def _explains(root: Finding, finding: Finding, row: Row, places: Places) -> bool:
    if root.code not in row.roots or root is finding:
        return False
    if row.shared in (Shared.ITEM, Shared.PART):
        same_part = _values(root).get(_PART) == _values(finding).get(_PART)
        return _same_item(root, finding) and (same_part or row.shared is Shared.ITEM)
    if row.shared is Shared.PLACE:
        return _same_place(root, finding)
    page = _page(finding, places)
    if not page or _page(root, places) != page or (root.code == finding.code and (root.page or not finding.page)):
        return False
    if row.shared is Shared.WORDS:
        return any(_same_words(one, other) for one in _words(root) for other in _words(finding))
    if row.shared is Shared.BOX:
        box, rect = places.boxes.get(root.subject), finding.rect
        return box is not None and rect is not None and holds(box, rect)
    return True


def _same_item(one: Finding, other: Finding) -> bool:
    if one.subject and one.subject == other.subject:
        return True
    return _same_place(one, other)


def _same_place(one: Finding, other: Finding) -> bool:
    return one.place == other.place and bool(one.place.file or isinstance(one.place, Ref))


def _page(finding: Finding, places: Places) -> str:
    return finding.page or places.pages.get(finding.subject, "")


def _values(finding: Finding) -> Mapping[str, object]:
    return dict(finding.message.values) if isinstance(finding.message, Message) else {}


def _words(finding: Finding) -> Iterator[str]:
    for name, value in _values(finding).items():
        if name in _WORDS:
            yield "".join(str(value).split()).removeprefix("“").removesuffix("”").removesuffix("…")


def _same_words(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LEAST and (one.startswith(other) or other.startswith(one))
