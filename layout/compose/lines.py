"""Setting a line: the adjustment given out step by step, every glyph placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from layout.base.units import summed
from layout.compose.classes import Kind
from layout.compose.items import Atom, AtomGlyph, Items
from layout.compose.readings import at_edges
from layout.compose.spacing import LATIN_WORD_SPACE_STRETCH, STRETCH_UNIT, Gap, Shrink, Stretch
from layout.scene.text import Glyph, Line, Role, Run

SLIGHT = 0.02
"""White that nobody sees where a word may be parted, em: a line without a space is filled with no more."""
OUT = 0.1
"""What is wider than its measure by this, pt, stands out of it: less is rounding."""
TORN = 3.0
"""Stretch ratio of the loosest line that is filled: 0.3 em between han, word spaces of 5/2 of normal."""
_NOTHING = 1e-9
_SOFT_HYPHEN = "\u00ad"
"""How a line's text tells the hyphen that its end makes, or its beginning."""


def set_line(
    items: Items,
    first: int,
    last: int,
    *,
    measure: float,
    indent: float,
    size: float,
    align: str = "justify",
    tracking: float = 0.0,
    torn: float = TORN,
    role: Role = Role.BODY,
    paragraph: int = 0,
) -> Line:
    """Set atoms first to last as one line of ``measure`` pt, ``indent`` pt in, at ``size`` pt.

    ``align`` "justify" fills the measure, but for the paragraph's last line and lines looser than the stretch ratio
    ``torn``. ``tracking`` (em) is added at every gap. The returned x are from the column's left edge.
    """
    atoms = items.atoms[first : last + 1]
    gaps = items.gaps[first:last]
    final = last == len(items.atoms) - 1
    if items.boxes:
        atoms = at_edges(items, first, last, filled=align == "justify" and not final)
    hyphen, repeated = items.hyphens.get(last), items.repeated.get(first - 1)
    natural = summed(atom.width for atom in atoms) + summed(gap.width for gap in gaps) + tracking * len(gaps)
    give = summed(items.gives[first : last + 1]) if items.gives and align == "justify" else 0.0
    if hyphen:
        natural += hyphen.width
        give += hyphen.gives(items.fit) if give else 0.0
    if repeated:
        natural += repeated.width
    hang = items.hangs(last) if align == "justify" and not final else 0.0
    room = measure / size - natural + hang
    change = _AS_IT_IS
    if room < 0:
        change = _shrink(gaps, give, -room)
    elif align == "justify" and not final:
        change = _stretch(gaps, give, room, torn)
    start = 0.0
    if room > 0 and align == "center":
        start = room / 2
    elif room > 0 and align == "right":
        start = room
    extra = change.gaps or [0.0] * len(gaps)
    widths = [gap.width + more + tracking for gap, more in zip(gaps, extra, strict=True)]
    start = start * size + indent
    lead = repeated.width * size if repeated else 0.0
    line = _place(items, first, atoms, widths, hyphen, start + lead, size, change.letters)
    if repeated:
        line = _begun(line, repeated, start)
    line = replace(line, role=role, final=final, paragraph=paragraph, hang=hang * size)
    return held(replace(line, added=change.added, ragged=change.ragged), measure)


class _Change(NamedTuple):
    """How a line is filled or squeezed: what each gap gets, em, and the part its letters take of what they may.

    ``added`` and ``ragged`` are those of a `Line`.
    """

    gaps: list[float]
    letters: float = 0.0
    added: float = 0.0
    ragged: bool = False


_AS_IT_IS = _Change([])


def _shrink(gaps: Sequence[Gap], give: float, needed: float) -> _Change:
    """Take ``needed`` em from the gaps, step by step; inside a step in proportion to what each can give.

    Letters give ``give`` em at the most, together with the word spaces.
    """
    change, letters = [0.0] * len(gaps), 0.0
    for step in list(Shrink)[1:]:
        able = summed(gap.shrink for gap in gaps if gap.shrink_step is step)
        if step is Shrink.WORD_SPACE:
            able += give
        if needed <= 1e-9:
            break
        if able <= 0:
            continue
        share = min(1.0, needed / able)
        if step is Shrink.WORD_SPACE:
            letters = -share
        for at, gap in enumerate(gaps):
            if gap.shrink_step is step:
                change[at] -= gap.shrink * share
        needed -= able * share
    return _Change(change, letters)


def _stretch(gaps: Sequence[Gap], give: float, needed: float, torn: float) -> _Change:
    """Give ``needed`` em to the gaps, step by step, and what is left to those that are open without a limit.

    These are the gaps of the last step; in a line without one (Latin only) its word spaces. Letters take ``give`` em
    at the most, in proportion with these gaps up to stretch ratio 1. A line over the ratio ``torn`` is left ragged:
    beside one that ends where it ends, an address that did not fit is seen; beside a torn one, a fault.
    """
    change = [0.0] * len(gaps)
    takers = [at for at, gap in enumerate(gaps) if gap.stretch_step is Stretch.ALL]
    takers = takers or [at for at, gap in enumerate(gaps) if gap.stretch_step is Stretch.WORD_SPACE]
    takers = takers or [at for at, gap in enumerate(gaps) if gap.stretch_step is not Stretch.NONE]
    last = gaps[takers[0]].stretch_step if takers else Stretch.NONE
    for step in (Stretch.WORD_SPACE, Stretch.HAN_LATIN):
        if step is last or needed <= _NOTHING:
            continue
        able = summed(gap.stretch for gap in gaps if gap.stretch_step is step)
        share = min(1.0, needed / able) if able > 0 else 0.0
        for at, gap in enumerate(gaps):
            if gap.stretch_step is step:
                change[at] += gap.stretch * share
        needed -= able * share
    if needed <= _NOTHING:
        return _Change(change)
    letters = min(1.0, needed / (give + summed(gaps[at].stretch for at in takers))) if give else 0.0
    needed -= give * letters
    if needed <= _NOTHING:
        return _Change(change, letters)
    if not takers and needed > SLIGHT * len(gaps):
        return _Change([], ragged=True)
    takers = takers or list(range(len(gaps)))  # a part of an address that all but fills its line
    share = needed / len(takers)
    added = share if last is Stretch.ALL else 0.0
    spaced = last is Stretch.WORD_SPACE
    units = (LATIN_WORD_SPACE_STRETCH * gaps[at].width if spaced else STRETCH_UNIT for at in takers)
    if any(share > torn * unit for unit in units):
        return _Change([], 0.0, added, ragged=True)
    for at in takers:
        change[at] += share
    return _Change(change, letters, added)


def _place(
    items: Items,
    first: int,
    atoms: Sequence[Atom],
    widths: Sequence[float],
    hyphen: Atom | None,
    start: float,
    size: float,
    letters: float,
) -> Line:
    """Place the glyphs of the line that begins with atom ``first``; ``widths`` are its gaps' in em.

    Letters are drawn wider or narrower by that part (-1 to 1) of what they may.
    """
    fitted, between = 1.0 + items.fit.glyphs * letters, items.fit.tracking * letters * size
    runs: list[tuple[tuple[str, float, float, float], list[Glyph]]] = []
    text = []
    boxes = items.boxes
    over: list[tuple[AtomGlyph, float]] = []
    glyphs: list[Glyph] = []
    last, stretched = None, 1.0
    x = start
    for at, atom in enumerate((*atoms, hyphen) if hyphen else atoms):
        if 0 < at < len(atoms):
            if space := items.gaps[first + at - 1].text:
                # A space is drawn where the copy has one, so that copying the text gives it back.
                glyphs.append(Glyph(-1, x, " "))
                text.append(space)
            x += widths[at - 1] * size
        stretch, tracked = (fitted, between) if letters and atom.kind is Kind.LATIN else (1.0, 0.0)
        begun = tuple(atom.letters()) if tracked else ()
        for number, glyph in enumerate(atom.glyphs):
            if (
                last is None
                or glyph.face != last.face
                or glyph.scale != last.scale
                or glyph.rise != last.rise
                or stretch != stretched
            ):
                glyphs, last, stretched = [], glyph, stretch
                runs.append(((glyph.face, size * glyph.scale, size * glyph.rise, stretch), glyphs))
            if tracked and number and begun[number]:
                x += tracked
            glyphs.append(Glyph(glyph.gid, x + glyph.x * stretch * size, glyph.text))
        if at < len(atoms):
            text.append(items.text[atom.start : atom.end])
        elif not text[-1].endswith(_SOFT_HYPHEN):  # one that was typed is told already
            text.append(_SOFT_HYPHEN)
        if boxes and atom is not hyphen and (box := boxes.get(first + at)):
            over += ((glyph, x + glyph.x * size) for glyph in box.over)
        x += atom.width * stretch * size
        if tracked and atom is not hyphen and first + at in items.hyphens:
            x += tracked  # another letter or a hyphen is right behind it
    made = tuple(Run(face, em, tuple(glyphs), rise, stretch) for (face, em, rise, stretch), glyphs in runs)
    return Line("".join(text), made, start, x - start, size, readings=tuple(_runs(over, size)) if over else ())


def _runs(placed: Sequence[tuple[AtomGlyph, float]], size: float) -> Iterator[Run]:
    """Yield glyphs at their x in runs of one face, size and rise."""
    for (face, scale, rise), same in groupby(placed, key=lambda each: (each[0].face, each[0].scale, each[0].rise)):
        yield Run(face, size * scale, tuple(Glyph(glyph.gid, x, glyph.text) for glyph, x in same), size * rise)


def _begun(line: Line, hyphen: Atom, start: float) -> Line:
    """Return a line with a hyphen of the copy that ended the line above repeated before it, ``start`` pt in."""
    runs = _runs([(glyph, start + glyph.x * line.size) for glyph in hyphen.glyphs], line.size)
    text, width = _SOFT_HYPHEN + line.text, line.width + line.x - start
    return replace(line, text=text, runs=(*runs, *line.runs), x=start, width=width)


def held(line: Line, measure: float) -> Line:
    """Return a line with how much wider it is than a measure, pt."""
    over = line.width - line.hang - measure
    return replace(line, over=over) if over > OUT else line


def shifted(line: Line, dx: float) -> Line:
    """Return a line moved to the right by ``dx`` pt."""
    runs, readings = (
        tuple(replace(run, glyphs=tuple(replace(glyph, x=glyph.x + dx) for glyph in run.glyphs)) for run in every)
        for every in (line.runs, line.readings)
    )
    return replace(line, runs=runs, readings=readings, x=line.x + dx)
