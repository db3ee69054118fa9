"""Benchmarks: python -m tests.bench (make bench). Figures of one run on one machine; compare ratios, not seconds.

Times are processor seconds of this process, the least of several rounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from layout.build.inputs import read_folder
from layout.compose.breaking import Breaker, break_greedy, break_optimum
from layout.compose.itemize import Voice
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.blocks import Paragraph
from tests.bench_build import bench_build, bench_processes
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
    texts = [block.text for story in edition.stories.values() for block in story.blocks if isinstance(block, Paragraph)]
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


if __name__ == "__main__":
    if len(sys.argv) < 2:
        bench_build()  # first: a process's greatest memory counts from that of the one which started it
        bench_composer()
        bench_stages()
    if "planner" in sys.argv[1:]:  # some minutes: make bench ARGS=planner
        bench_planner()
    if "pages" in sys.argv[1:]:  # some minutes: make bench ARGS=pages
        bench_build((16,), rounds=1)
        bench_processes(64)
