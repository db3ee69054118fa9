"""Benchmarks: python -m tests.bench (make bench). Figures of one run on one machine; compare ratios, not seconds.

Times are processor seconds of this process, the least of several rounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from layout.build.inputs import read_folder
from layout.compose import breaking, pour
from layout.compose.breaking import Breaker, break_greedy, break_optimum
from layout.compose.itemize import Voice
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.compose.text import LOOSENESS_COST
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.blocks import Paragraph as Copy
from tests.bench_build import bench_build, bench_processes, bench_zones
from tests.bench_plan import bench_planner
from tests.bench_stages import bench_stages

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = 100_000
ROUNDS = 3


def least(work: Callable[[], object]) -> float:
    """Return the least processor time of several rounds, s."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def paragraphs() -> list[str]:
    """Return the sample edition's paragraphs, repeated to CHARACTERS characters."""
    edition = read_folder(ROOT / "content" / "2022-04-15", ROOT / "templates").edition
    assert edition is not None
    texts = [block.text for story in edition.stories.values() for block in story.blocks if isinstance(block, Copy)]
    repeated: list[str] = []
    while sum(map(len, repeated)) < CHARACTERS:
        repeated += texts
    return repeated


def bench_composer() -> None:
    """Characters a second, and optimum against greedy: time and cost."""
    design = load_design(ROOT / "templates" / "tabloid")
    voice = Voice((FontBook(design.fonts)[design.body.font],))
    style = ParagraphStyle(design.body.size, design.grid.column, design.body.indent)
    texts = paragraphs()
    count = sum(map(len, texts))

    def compose(breaker: Breaker) -> None:
        for text in texts:
            paragraph = prepare([(text, voice)], style)
            paragraph.lines(paragraph.broken(breaker=breaker))

    optimum, greedy = least(lambda: compose(break_optimum)), least(lambda: compose(break_greedy))
    problems = [prepare([(text, voice)], style).problem for text in texts]
    print(f"composer: {count} characters in {design.grid.column / design.body.size:g}-em columns")
    print(f"  optimum  {count / optimum:10,.0f} characters/s   a page of 5,000: {optimum / count * 5e6:6.1f} ms")
    print(f"  greedy   {count / greedy:10,.0f} characters/s   a page of 5,000: {greedy / count * 5e6:6.1f} ms")
    print(f"  time optimum/greedy      {optimum / greedy:.2f}")
    breakers = (break_optimum, break_greedy)
    times = [least(lambda b=b: [b(problem) for problem in problems]) for b in breakers]  # type: ignore[misc]
    costs = [sum(b(problem).demerits for problem in problems) for b in breakers]
    print(f"  breaking optimum/greedy  {times[0] / times[1]:.2f}")
    print(f"  cost optimum/greedy      {costs[0] / costs[1]:.1e} (greedy leaves runts and ladders, which are dear)")


def bench_kernels() -> None:
    """The compiled kernels of the composer against the Python that does the same: microseconds a search."""
    if breaking._kernel is None or pour._kernel is None:
        print("kernels: not compiled (make setup), or not wanted (BANMIAN_KERNELS)")
        return
    design = load_design(ROOT / "templates" / "tabloid")
    voice = Voice((FontBook(design.fonts)[design.body.font],))
    style = ParagraphStyle(design.body.size, design.grid.column, design.body.indent)
    made = [prepare([(text, voice)], style) for text in paragraphs()[:30]]
    story = pour.Prepared.of(pour.Piece(_lengths(paragraph)) for paragraph in made)
    lines = sum(len(piece.lengths[0].lines) for piece in story.pieces)
    choices = [[-(-(lines + more) // count)] * count for count in range(1, 9) for more in range(-6, 7)]
    ends = [(breaking.search_in_c, (breaking._kernel,)), (breaking.search_in_python, ())]
    breaks = [
        least(lambda f=f, words=words: [f(*words, each.problem, each.problem.tolerance) for each in made]) / len(made)  # type: ignore[misc]
        for f, words in ends
    ]
    pours = [
        least(lambda: pour.outcomes(story, choices)) / len(choices),
        least(lambda: [pour.search_in_python(story, columns) for columns in choices]) / len(choices),
    ]
    print("kernels: microseconds a search in C and in Python")
    for name, (c, python) in (("line ends of a paragraph", breaks), (f"pouring {len(made)} paragraphs", pours)):
        print(f"  {name:26}{c * 1e6:8.1f}{python * 1e6:10.1f}   Python/C {python / c:.0f}")


def _lengths(paragraph: Paragraph) -> tuple[pour.Length, ...]:
    """Return the lengths a paragraph may have: its best one, and a line shorter and longer."""
    best = paragraph.broken()
    others = [each for each in paragraph.lengths((-1, 1)) if each.tolerable and len(each.breaks) != len(best.breaks)]
    return tuple(
        pour.Length(
            paragraph.lines(each),
            max(0.0, (each.demerits - best.demerits) / LOOSENESS_COST),
            len(each.breaks) - len(best.breaks),
        )
        for each in (best, *others)
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        bench_build()  # first: a process's greatest memory counts from that of the one which started it
        bench_composer()
        bench_kernels()
        bench_stages()
    if "planner" in sys.argv[1:]:  # some minutes: make bench ARGS=planner
        bench_planner()
    if "zones" in sys.argv[1:]:  # some minutes: make bench ARGS=zones
        bench_zones()
    if "pages" in sys.argv[1:]:  # some minutes: make bench ARGS=pages
        bench_build((1, 64), rounds=1)
        bench_processes(64)
