"""The figures of a measurement as a plain table."""

from __future__ import annotations

import unicodedata

from layout.base.messages import ENGLISH, Message, listed, say, told
from layout.preflight.lines.gaps import VERY_WIDE, WIDE
from layout.preflight.lines.model import Measurement, PageFigures, Spot


def as_table(measurement: Measurement, language: str = ENGLISH) -> str:
    """Return the figures of all pages as lines of text, each page a block of its own; no colours, no boxes."""
    return "\n\n".join(_block(measurement, page, language) for page in measurement.pages)


def _block(measurement: Measurement, page: PageFigures, language: str) -> str:
    rows = [(told(name, language), told(value, language)) for name, value in _rows(measurement, page)]
    width = max(_width(name) for name, _ in rows)
    title = told(say("{file} page {page}", file=measurement.file, page=page.page), language).strip()
    return "\n".join([title, *(f"  {name}{' ' * (width - _width(name))}  {value}" for name, value in rows)])


def _width(text: str) -> int:
    """Return the cells of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _rows(measurement: Measurement, page: PageFigures) -> list[tuple[Message, Message]]:
    limits = measurement.limits
    rows = [
        (
            say("body"),
            say(
                "{font} {size:g} pt, {edges}",
                font=page.body_font or say("none"),
                size=page.body_size,
                edges=_edges(page),
            ),
        ),
        (
            say("lines"),
            say(
                "{lines} in {paragraphs} paragraphs; {full} full",
                lines=page.lines,
                paragraphs=page.paragraphs,
                full=page.full_lines,
            ),
        ),
        (
            say("flush"),
            say(
                "{share:.1%} of full lines within {limit:g} pt at both edges",
                share=page.flush_share,
                limit=limits.flush,
            ),
        ),
        (say("largest error"), _spot(page.largest_error, "pt", 3)),
        (say("kinsoku violations"), _count(page.kinsoku)),
        (
            say("off the grid"),
            say(
                "{count} (rows of {pitch:.3f} pt from {first:.3f} pt; largest error {error:.3f} pt)",
                count=len(page.off_grid),
                pitch=page.pitch,
                first=page.first_baseline,
                error=page.largest_grid_error,
            ),
        ),
        (say("loosest line"), _spot(page.loosest, "em", 3)),
        (say("looser than {limit:g} em", limit=limits.loosest), _count(page.loose)),
        (say("widest han-latin gap"), _spot(page.widest_han_latin, "em", 3)),
        (say("hyphen ladders over {limit}", limit=limits.ladder), _count(page.ladders)),
        (say("runts"), _count(page.runts)),
        (say("widows, orphans"), listed((_count(page.widows), _count(page.orphans)))),
        (say("marks not trimmed"), say("{count}", count=page.untrimmed)),
    ]
    if spaces := page.word_spaces:
        said = say("{least:.2f} to {most:.2f} of the font's own", least=spaces.narrowest, most=spaces.widest)
        rows.append((say("word spaces"), said))
        said = say(
            "{wide:.1%} of {lines} lines over {one:g} times, {very:.1%} over {two:g}",
            wide=spaces.wide / spaces.lines,
            lines=spaces.lines,
            one=WIDE,
            very=spaces.very_wide / spaces.lines,
            two=VERY_WIDE,
        )
        rows.append((say("wide word spaces"), said))
        rows.append((say("lines ending with a hyphen"), _share(page.hyphens, page.full_lines)))
    if page.unjudged:
        said = say("{count} lines of the body's size stand in no column that was found", count=page.unjudged)
        rows.append((say("not judged"), said))
    return rows


def _edges(page: PageFigures) -> Message:
    widths = sorted({round(right - left, 2) for left, right in page.columns}) or [0]
    return say(
        "{count} columns of {widths} pt",
        count=len(page.columns),
        widths=listed(say("{width:g}", width=width) for width in widths),
    )


def _count(spots: tuple[Spot, ...]) -> Message:
    return say("{count}", count=len(spots))


def _share(count: int, of: int) -> Message:
    return say("{count} ({share:.1%} of full lines)", count=count, share=count / of if of else 0.0)


def _spot(spot: Spot | None, unit: str, digits: int) -> Message:
    if spot is None:
        return say("none")
    amount = f"{abs(spot.amount):.{digits}f} {unit}"
    return say("{amount} ({spot})", amount=amount, spot=spot.said)
