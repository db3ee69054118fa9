"""The figures as plain text."""

from __future__ import annotations

from layout.preflight.lines.model import Measurement, PageFigures, Spot


def as_table(measurement: Measurement) -> str:
    """Return the figures of all pages as lines of text, each page a block of its own; no colours, no boxes."""
    return "\n\n".join(_block(measurement, page) for page in measurement.pages)


def _block(measurement: Measurement, page: PageFigures) -> str:
    limits = measurement.limits
    rows = [
        ("body", f"{page.body_font or 'none'} {page.body_size:g} pt, {_edges(page)}"),
        ("lines", f"{page.lines} in {page.paragraphs} paragraphs; {page.full_lines} full"),
        ("flush", f"{page.flush_share:.1%} of full lines within {limits.flush:g} pt at both edges"),
        ("largest error", _spot(page.largest_error, "pt", 3)),
        ("kinsoku violations", _count(page.kinsoku)),
        (
            "off the grid",
            f"{_count(page.off_grid)} (rows of {page.pitch:.3f} pt from {page.first_baseline:.3f} pt; "
            f"largest error {page.largest_grid_error:.3f} pt)",
        ),
        ("loosest line", _spot(page.loosest, "em", 3)),
        (f"looser than {limits.loosest:g} em", _count(page.loose)),
        ("widest han-latin gap", _spot(page.widest_han_latin, "em", 3)),
        (f"hyphen ladders over {limits.ladder}", _count(page.ladders)),
        ("runts", _count(page.runts)),
        ("widows, orphans", f"{_count(page.widows)}, {_count(page.orphans)}"),
        ("marks not trimmed", str(page.untrimmed)),
    ]
    if page.word_spaces:
        narrowest, widest = page.word_spaces
        rows.append(("word spaces", f"{narrowest:.2f} to {widest:.2f} of the font's own"))
    if page.unjudged:
        rows.append(("not judged", f"{page.unjudged} lines of the body's size stand in no column that was found"))
    width = max(len(name) for name, _ in rows)
    title = f"{measurement.file} page {page.page}".strip()
    return "\n".join([title, *(f"  {name:<{width}}  {value}" for name, value in rows)])


def _edges(page: PageFigures) -> str:
    widths = sorted({round(right - left, 2) for left, right in page.columns})
    return f"{len(page.columns)} columns of {', '.join(f'{width:g}' for width in widths) or '0'} pt"


def _count(spots: tuple[Spot, ...]) -> str:
    return str(len(spots))


def _spot(spot: Spot | None, unit: str, digits: int) -> str:
    if spot is None:
        return "none"
    return f"{abs(spot.amount):.{digits}f} {unit} ({spot})"
