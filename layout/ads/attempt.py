"""An ad drawn whatever is wrong with it: all its faults at once, and a box that holds its place on a proof.

Drawing an ad stops at its first fault. Here that is noted and taken away, and the rest is tried, so that whoever booked
the ad mends it once. Of text that does not fit is said how much of it is too much, found by trying.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from layout.ads.draw import AdDrawing, compose_shapes, drawing_of, make_ad
from layout.ads.files import find_file
from layout.ads.kinds.supplied import SuppliedAd
from layout.ads.kit import Kit
from layout.ads.pictures import Separate, look_at, separate
from layout.ads.problems import BadFile, Fault, MissingGlyph, TooTight, as_error
from layout.ads.sizing import SMALLEST, measure
from layout.base.diagnostics import Finding, Report
from layout.base.messages import Message, listed, say
from layout.base.units import Rect
from layout.compose.itemize import Voice, itemize
from layout.design.fonts import FontBook
from layout.design.press import PressCondition
from layout.design.tokens import Design
from layout.edition.ads import Ad, AdPicture, FramedAd, QrCode
from layout.edition.blocks import Model
from layout.scene.shapes import Outline, Shape

MOST_FAULTS = 20
"""Faults of one ad that are told; one that has more is not the ad it should be."""
NEUTRAL = "x"
"""Stands in for a character that no face has while the rest of the ad is tried: every face has it."""
TALLER = (1.25, 1.6, 2.0, 3.0, 5.0, 8.0)
"""Heights that are tried for an ad that does not fit, as parts of the one it was sold."""
MOST_TRIES = 12
"""Other texts and heights that are tried for an ad: some take half a second."""
SPARE = 1.08
"""Rows more than in proportion to what has no room: columns do not come out level."""
NEAR = 0.1
"""An amount of text is told this near, as a part of it."""

_FIELD = re.compile(r"(\w+)(?:\[\d+\])?")


def attempt_ad(
    ad: Ad,
    width: float,
    height: float,
    design: Design,
    fonts: FontBook,
    *,
    folder: Path = Path(),
    separate: Separate = separate,
    language: str = "zh-Hans",
    press: PressCondition | None = None,
    fellows: tuple[Ad, ...] = (),
) -> AdDrawing:
    """Draw an ad in a box of that size (pt) as `layout.ads.draw.draw_ad` does, without its errors.

    If it cannot be drawn, everything that is wrong with it is in the drawing's findings, and the drawing is a frame of
    dashes with the ad's id. The same arguments and files give the same bytes.
    """
    faults: list[Finding] = []

    def note(fault: Fault, hint: str = "") -> None:
        finding = as_error(ad, fault, width, height, hint).finding
        if finding not in faults:
            faults.append(finding)

    rest: Ad | None = ad
    for missing in _lacking(ad, Kit.of(design, fonts, folder, separate, Report(), language)):
        note(missing)
        rest = _changed(rest, missing.character)
    for name, bad in _bad_pictures(ad, folder):
        note(bad)
        rest = _without(rest, name) if rest else None
    while rest is not None and len(faults) < MOST_FAULTS:
        try:
            made = make_ad(
                rest,
                width,
                height,
                design,
                fonts,
                folder=folder,
                separate=separate,
                language=language,
                press=press,
                fellows=fellows,
            )
        except TooTight as tight:
            kit = Kit.of(design, fonts, folder, separate, Report(), language)
            hint = _what_helps(rest, tight, width, height, design, kit)
            # With the rows that are lacking there is room for all words: one arrangement was too narrow, not all are.
            note(TooTight(tight.field) if tight.wide and hint else tight, hint)
            break
        except MissingGlyph as missing:
            note(missing)
            rest = _with_other(rest, missing.character)
        except BadFile as bad:
            note(bad)
            rest = _without(rest, bad.field)
        else:
            if not faults:
                return made
            break
    return _place_held(ad, width, height, design, fonts, language, tuple(faults))


def _lacking(ad: Ad, kit: Kit) -> Iterator[MissingGlyph]:
    """Yield the characters of an ad's texts that no face has, entry by entry.

    Of a character that only the face of its text lacks composing tells.
    """
    palette = kit.palette
    faces = tuple(dict.fromkeys((*palette.text.faces, *palette.strong.faces, *palette.display.faces)))
    voice = Voice(faces)
    for name, value in ad:
        if name in _UNPRINTED:
            continue
        entries = enumerate(value) if name == "entries" else [(None, value)]
        for entry, part in entries:
            field = name if entry is None else f"{name}[{entry + 1}]"
            for text in _printed(part):
                # Most have all their characters in one face, and are told without taking them apart.
                if any(not (char.isspace() or faces[0].has(char)) for char in dict.fromkeys(text)):
                    for char in dict.fromkeys(itemize([(text, voice)], kit.setting).missing):
                        yield MissingGlyph(field, char, faces[0].family, entry)


_UNPRINTED = frozenset(FramedAd.model_fields) | {"file"}
"""Fields that are no words of an ad."""


def _printed(value: Any) -> Iterator[str]:
    """Yield the words that a part of an ad prints."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _printed(part)
    elif isinstance(value, QrCode):
        yield value.caption
    elif isinstance(value, Model) and not isinstance(value, AdPicture):
        for _, part in value:
            yield from _printed(part)


def bad_files(ad: Ad, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the files an ad names, as far as it can be told without its size."""
    for _, bad in _bad_pictures(ad, folder):
        yield as_error(ad, bad, 0, 0).finding
    if isinstance(ad, SuppliedAd):
        try:
            find_file(ad.file, folder, "file")
        except BadFile as bad:
            yield as_error(ad, bad, 0, 0).finding


def _bad_pictures(ad: Ad, folder: Path) -> Iterator[tuple[str, BadFile]]:
    """Yield the fields whose pictures are not there or cannot be read."""
    for name, value in ad:
        for picture in _pictures(value):
            try:
                look_at(find_file(picture.file, folder, name), name)
            except BadFile as bad:
                yield name, bad


def _pictures(value: Any) -> Iterator[AdPicture]:
    """Yield the pictures that a field of an ad names, itself or in its entries."""
    if isinstance(value, AdPicture):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from (part for _, part in entry if isinstance(part, AdPicture)) if isinstance(entry, Model) else ()


def _without(ad: Ad, field: str) -> Ad | None:
    """Return the ad without what a field has; None if it must have it."""
    known = type(ad).model_fields.get(field)
    if known is None or known.is_required() or getattr(ad, field) is None:
        return None
    return ad.model_copy(update={field: None})


def _with_other(ad: Ad, character: str) -> Ad | None:
    """Return the ad with a neutral character in place of one; None if it does not have it."""
    other = _changed(ad, character)
    return other if other != ad else None


def _changed(value: Any, character: str) -> Any:
    if isinstance(value, str):
        return value.replace(character, NEUTRAL)
    if isinstance(value, tuple):
        return tuple(_changed(part, character) for part in value)
    if isinstance(value, Model) and not isinstance(value, AdPicture):
        return value.model_copy(update={name: _changed(part, character) for name, part in value if name != "file"})
    return value


def _what_helps(ad: Ad, tight: TooTight, width: float, height: float, design: Design, kit: Kit) -> str:
    """Return how much of the text is too much, and how many rows would hold it; empty if neither can be told."""

    tries = iter(range(MOST_TRIES))

    def fits(other: Ad, high: float = height) -> bool:
        if next(tries, None) is None:
            return False
        try:
            compose_shapes(other, width, high, kit, design)
        except TooTight:
            return False
        except (MissingGlyph, BadFile):
            return True
        return True

    row, most = design.grid.row, design.grid.rows
    if tight.wide:
        rows = _rows_wanted(height, row, most, lambda high: fits(ad, high))
        return say("book {many}", many=say("{rows:row|rows}", rows=rows)) if rows else ""
    if tight.problem and not tight.over:
        return ""  # it is told already what is wanting, and no shorter text helps
    if tight.over:
        over, rows = tight.over, _rows_in_proportion(tight, height / row, most)
    else:
        over, rows = _too_much(ad, tight.field, fits), _rows_wanted(height, row, most, lambda high: fits(ad, high))
    ways: list[Message] = []
    if over:
        ways.append(say("cut about {over:character|characters}", over=over))
    if rows:
        many = say("{rows:row|rows}", rows=rows)
        ways.append(say("book up to {many}", many=many) if tight.over else say("book {many}", many=many))
    elif over:
        ways.append(say("book a larger module (columns, rows)"))
    return listed(ways, ", or ") if ways else ""


def _too_much(ad: Ad, field: str, fits: Callable[[Ad], bool]) -> int:
    """Return how many characters a field has too many, of several texts from the last one's end; 0 if no cut helps."""
    found = _FIELD.fullmatch(field)
    value = getattr(ad, found[1], None) if found else None
    texts = (value,) if isinstance(value, str) else value
    if not found or not isinstance(texts, tuple) or not texts or not all(isinstance(text, str) for text in texts):
        return 0

    def kept(characters: int) -> Ad:
        left, some = characters, []
        for text in texts:
            some.append(text[:left])
            left -= len(some[-1])
        what = some[0] if isinstance(value, str) else tuple(filter(None, some))
        return ad.model_copy(update={found[1]: what})

    whole = sum(map(len, texts))
    low, high = 1, whole
    if not fits(kept(low)):
        return 0
    while high - low > max(1, NEAR * (whole - high)):
        middle = (low + high) // 2
        low, high = (middle, high) if fits(kept(middle)) else (low, middle)
    return whole - low


def _rows_in_proportion(tight: TooTight, rows: float, most: int) -> int:
    """Return the rows that a long list takes, a few more than in proportion; 0 if they are more than ``most``.

    Of hundreds of entries every height that is tried takes a second.
    """
    wanted = math.ceil(rows * SPARE / (1 - tight.share))
    return wanted if wanted <= most else 0


def _rows_wanted(height: float, row: float, most: int, fits: Callable[[float], bool]) -> int:
    """Return the rows that the text takes in the same width; 0 if they are more than ``most``."""
    low = round(height / row)
    for times in TALLER:
        high = min(most, math.ceil(height * times / row))
        if high <= low:
            return 0
        if fits(high * row):
            break
        low = high
    else:
        return 0
    while high - low > max(1, NEAR * high):
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle * row) else (middle, high)
    return high


def _place_held(
    ad: Ad, width: float, height: float, design: Design, fonts: FontBook, language: str, findings: tuple[Finding, ...]
) -> AdDrawing:
    """Return a frame of dashes as large as the ad, with its id."""
    kit = Kit.of(design, fonts, Path(), separate, Report(), language)
    palette, rule = kit.palette, kit.palette.tokens.rule
    box = Rect(0, 0, width, height).inset(0, design.ads.inset).inset(rule)
    name = measure(ad.id, palette.text, "id")
    size = max(SMALLEST, min(palette.tokens.prose.largest, (box.width - 4 * SMALLEST) / name.width))
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    shapes: tuple[Shape, ...] = (
        Outline(corners, rule, palette.ink, dash=(3 * SMALLEST / 2, SMALLEST)),
        *name.centred(box.x + box.width / 2, box.y + box.height / 2, size, palette.ink, "id"),
    )
    return drawing_of(ad, shapes, shapes, width, height, kit, findings)
