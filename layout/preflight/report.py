"""Reports: plain lines, and a page to read in a browser. The record of report.json is layout.build.records'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from layout.base.diagnostics import on_page
from layout.base.messages import ENGLISH, Message, listed, say, told, word
from layout.base.units import Rect
from layout.plan.heldover import NOTHING, TakenOff
from layout.preflight.model import Outcome, PageReport, Preflight
from layout.preflight.states import State

TEMPLATE = "report.html.j2"
LEAST_SIDE = 8.0
"""A mark on the page's picture is at least this large, pt, so that it can be seen."""

WORDS: Mapping[State, Message] = {
    State.FATAL: say("must not be printed"),
    State.ERROR: say("not judged: a rule broke down"),
    State.FAIL: say("to be mended"),
    State.WARN: say("to be looked at"),
    State.INFO: say("to be known"),
    State.SKIP: say("not judged"),
    State.PASS: say("good"),
}


def report_text(preflight: Preflight, language: str = ENGLISH, *, everything: bool = False) -> str:
    """Return the findings as plain lines, page by page, the worst first; with ``everything`` passes by name too."""
    lines: list[str] = []
    for page in preflight.pages:
        lines.append(told(say("{page}: {verdict}", page=page.page or say("page"), verdict=verdict(page)), language))
        for outcome in (*page.found, *page.skipped, *(page.passed if everything else ())):
            finding = outcome.finding
            state = told(word(str(outcome.state)), language)
            said = told(finding.message, language) + told(on_page(finding.rect), language)
            lines.append(f"  {state:<5} {finding.code}: {said}")
            lines += [f"        {told(finding.hint, language)}"] if finding.hint else []
    return "\n".join(lines)


def verdict(page: PageReport) -> Message:
    """Return how a page stands in one line."""
    counts = []
    for state in reversed(State):
        count = sum(outcome.state is state for outcome in page.outcomes)
        if count:
            counts.append(say("{count} {state}", count=count, state=word(str(state))))
    worst = page.worst if page.worst.rank >= State.INFO.rank else State.PASS
    counted = listed(counts) if counts else say("no rule was asked")
    return say("{worst} ({counts})", worst=WORDS[worst], counts=counted)


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in the report: its number on the page, and its box in per cent of the trim, if it has a place."""

    number: int
    outcome: Outcome
    box: Mapping[str, float] | None


def marks(page: PageReport) -> tuple[Mark, ...]:
    """Number a page's findings and place their boxes on its picture."""
    return tuple(Mark(number, one, _box(one.finding.rect, page)) for number, one in enumerate(page.found, 1))


def _box(rect: Rect | None, page: PageReport) -> dict[str, float] | None:
    """Return a rectangle in per cent of the trim, cut to it; None where none of it is on the page."""
    if rect is None or page.width <= 0 or page.height <= 0:
        return None
    wider, taller = max(0.0, LEAST_SIDE - rect.width) / 2, max(0.0, LEAST_SIDE - rect.height) / 2
    left, top = max(0.0, rect.x - wider), max(0.0, rect.y - taller)
    right, bottom = min(page.width, rect.right + wider), min(page.height, rect.bottom + taller)
    if right <= left or bottom <= top:
        return None
    return {
        "left": round(100 * left / page.width, 3),
        "top": round(100 * top / page.height, 3),
        "width": round(100 * (right - left) / page.width, 3),
        "height": round(100 * (bottom - top) / page.height, 3),
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def report_html(
    preflight: Preflight,
    *,
    title: str,
    language: str = "zh-Hans",
    spoken: str = ENGLISH,
    pictures: str = "preview/{page}.png",
    taken_off: TakenOff = NOTHING,
    signed: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the report as one HTML page without scripts and without anything fetched but the pages' pictures.

    title: what edition it is. language: the pages', for the browser's fonts; spoken: the report's own. pictures: where
    page's picture is, seen from the report; it shows the trim and nothing beside it. taken_off: what was held over or
    cut. signed: what is told of pages that changed after they were signed off, by page.
    """
    pages = [
        {
            "report": page,
            "verdict": told(verdict(page), spoken),
            "marks": marks(page),
            "signed": told(signed.get(page.page, ""), spoken),
            "picture": pictures.format(page=page.page) if page.width else "",
        }
        for page in preflight.pages
    ]
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            preflight=preflight,
            title=title,
            language=language,
            pages=pages,
            on_page=on_page,
            words=WORDS,
            spoken=spoken,
            t=lambda template, **values: told(say(template, **values), spoken),
            told=lambda message: told(message, spoken),
            taken_off=taken_off,
        )
    )
