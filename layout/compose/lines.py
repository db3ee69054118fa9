"""Setting a line: the adjustment given out step by step, every glyph placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout.compose.items import Atom, AtomGlyph, Items
from layout.compose.spacing import Gap, Shrink, Stretch
from layout.scene.text import Glyph, Line, Role, Run

SLIGHT = 0.02
"""White that nobody sees where a word may be parted, em: a line without a space is filled with no more."""


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
    role: Role = Role.BODY,
    paragraph: int = 0,
) -> Line:
    """Set atoms first to last as one line of ``measure`` pt, ``indent`` pt in, at ``size`` pt.

    ``align`` "justify" fills the measure except on the paragraph's last line. ``tracking`` (em) is added at
    every gap. The returned x are from the column's left edge.
    """
    atoms = items.atoms[first : last + 1]
    gaps = items.gaps[first:last]
    final = last == len(items.atoms) - 1
    hyphen = items.hyphens.get(last)
    natural = sum(atom.width for atom in atoms) + sum(gap.width for gap in gaps) + tracking * len(gaps)
    if hyphen:
        natural += hyphen.width
    room = measure / size - natural
    extra, added = [0.0] * len(gaps), 0.0
    if room < 0:
        extra = _shrink(gaps, -room)
    elif align == "justify" and not final:
        extra, added = _stretch(gaps, room)
    start = 0.0
    if room > 0 and align == "center":
        start = room / 2
    elif room > 0 and align == "right":
        start = room
    widths = [gap.width + more + tracking for gap, more in zip(gaps, extra, strict=True)]
    return _place(items, atoms, gaps, widths, hyphen, start * size + indent, size, role, final, added, paragraph)


def _shrink(gaps: Sequence[Gap], needed: float) -> list[float]:
    """Take ``needed`` em from the gaps, step by step; inside a step in proportion to what each can give."""
    change = [0.0] * len(gaps)
    for step in list(Shrink)[1:]:
        able = sum(gap.shrink for gap in gaps if gap.shrink_step is step)
        if needed <= 1e-9:
            break
        if able <= 0:
            continue
        share = min(1.0, needed / able)
        for at, gap in enumerate(gaps):
            if gap.shrink_step is step:
                change[at] -= gap.shrink * share
        needed -= able * share
    return change


def _stretch(gaps: Sequence[Gap], needed: float) -> tuple[list[float], float]:
    """Give ``needed`` em to the gaps, step by step; return the shares and what each last-step gap got."""
    change = [0.0] * len(gaps)
    for step in (Stretch.WORD_SPACE, Stretch.HAN_LATIN):
        able = sum(gap.stretch for gap in gaps if gap.stretch_step is step)
        if needed <= 1e-9:
            break
        if able <= 0:
            continue
        share = min(1.0, needed / able)
        for at, gap in enumerate(gaps):
            if gap.stretch_step is step:
                change[at] += gap.stretch * share
        needed -= able * share
    if needed <= 1e-9:
        return change, 0.0
    takers = [at for at, gap in enumerate(gaps) if gap.stretch_step is Stretch.ALL]
    # A line without such a gap (Latin only) can but widen its spaces beyond their limit, or stay short.
    takers = takers or [at for at, gap in enumerate(gaps) if gap.stretch_step is not Stretch.NONE]
    if not takers and needed <= SLIGHT * len(gaps):
        takers = list(range(len(gaps)))  # a part of an address that all but fills its line
    if not takers:
        return change, 0.0
    share = needed / len(takers)
    for at in takers:
        change[at] += share
    return change, share if gaps[takers[0]].stretch_step is Stretch.ALL else 0.0


def _place(
    items: Items,
    atoms: Sequence[Atom],
    gaps: Sequence[Gap],
    widths: Sequence[float],
    hyphen: Atom | None,
    start: float,
    size: float,
    role: Role,
    final: bool,
    added: float,
    paragraph: int,
) -> Line:
    runs: list[tuple[tuple[str, float, float], list[Glyph]]] = []
    text = []
    glyphs: list[Glyph] = []
    last: AtomGlyph | None = None
    x = start
    for at, atom in enumerate((*atoms, hyphen) if hyphen else atoms):
        if 0 < at < len(atoms):
            if gaps[at - 1].text:
                # A space is drawn where the copy has one, so that copying the text gives it back.
                glyphs.append(Glyph(-1, x, " "))
                text.append(gaps[at - 1].text)
            x += widths[at - 1] * size
        for glyph in atom.glyphs:
            if last is None or glyph.face != last.face or glyph.scale != last.scale or glyph.rise != last.rise:
                glyphs, last = [], glyph
                runs.append(((glyph.face, size * glyph.scale, size * glyph.rise), glyphs))
            glyphs.append(Glyph(glyph.gid, x + glyph.x * size, glyph.text))
        text.append(items.text[atom.start : atom.end] if at < len(atoms) else "\u00ad")
        x += atom.width * size
    made = tuple(Run(face, em, tuple(glyphs), rise) for (face, em, rise), glyphs in runs)
    return Line("".join(text), made, start, x - start, size, role, final, added, paragraph)


def shifted(line: Line, dx: float) -> Line:
    """Return a line moved to the right by ``dx`` pt."""
    runs = tuple(
        replace(run, glyphs=tuple(replace(glyph, x=glyph.x + dx) for glyph in run.glyphs)) for run in line.runs
    )
    return replace(line, runs=runs, x=line.x + dx)
