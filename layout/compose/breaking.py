"""Choosing line ends: an optimum breaker and a greedy one behind one signature.

Source: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981) 1119-1184; the constants keep the names and values of The TeXbook, chapter 14, where not said
otherwise. The breakers know numbers only: boxes with widths, and between box i and box i + 1 a gap.
Widths are in any one unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

LINE_PENALTY = 10.0
"""Cost of a line as such: fewer lines are better (\\linepenalty)."""
FITNESS_DEMERITS = 3000.0
"""Cost of two lines of clearly different looseness one above the other (\\adjdemerits is 10000; a column of
15 han has few line ends to choose from, and is judged by its worst line more than by contrasts)."""
FLAG_DEMERITS = 10000.0
"""Cost of a second line ending with a hyphen, or in the same mark, below another (\\doublehyphendemerits)."""
RUN_DEMERITS = 1e7
"""Cost of a third such line: a ladder."""
MOST_IN_A_RUN = 2
"""Lines that may end alike one below the other before it is a ladder."""
RUNT_DEMERITS = 1e6
"""Cost of a paragraph's last line being too short (Problem.runt_from)."""
OVERFULL_DEMERITS = 1e12
"""Cost of a line wider than its measure, chosen only where nothing else is left."""
INFINITE_BADNESS = 1e4
"""Badness is cut off here (The TeXbook: inf_bad), so that sums stay comparable."""


class BreakGap(NamedTuple):
    """A gap as the breaker sees it. ``penalty`` None: no break here. ``extra``: width drawn if broken here.

    ``flag``: what a line ending here ends in (0 nothing of note), compared with the next line's.
    """

    width: float
    stretch: float
    shrink: float
    penalty: float | None
    extra: float = 0.0
    flag: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A paragraph to break: n box widths, n - 1 gaps, the measure of each line, and what is tolerable.

    ``measure`` gives the width of line k, from 0; ``uniform_from`` is the line from which it no longer changes.
    ``tolerance`` is the largest stretch ratio a line may have in the first pass. ``looseness`` asks for that
    many lines more or fewer than the best number. A break at gap ``runt_from`` or later leaves a runt behind.
    """

    widths: Sequence[float]
    gaps: Sequence[BreakGap]
    measure: Callable[[int], float]
    tolerance: float = 4.0
    looseness: int = 0
    runt_from: int = 1_000_000_000
    uniform_from: int = 1


class Broken(NamedTuple):
    """The chosen breaks: indexes of gaps, in order; the cost; whether every line kept within tolerance."""

    breaks: tuple[int, ...]
    demerits: float
    tolerable: bool


Breaker = Callable[[Problem], Broken]


class _Sums:
    """Running sums, so that any line's width, stretch and shrink are one subtraction each."""

    def __init__(self, problem: Problem) -> None:
        gaps = problem.gaps
        # At index k: everything before box k.
        self.width = [0.0, *accumulate(w + g.width for w, g in zip(problem.widths, gaps, strict=False))]
        self.stretch = [0.0, *accumulate(g.stretch for g in gaps)]
        self.shrink = [0.0, *accumulate(g.shrink for g in gaps)]


def _badness(ratio: float) -> float:
    return min(INFINITE_BADNESS, 100.0 * abs(ratio) ** 3)


def _fitness(ratio: float) -> int:
    """Return tight 0, decent 1, loose 2, very loose 3 (Knuth and Plass, "Fitness classes")."""
    if ratio < -0.5:
        return 0
    if ratio <= 0.5:
        return 1
    return 2 if ratio <= 1.0 else 3


def line_ratio(problem: Problem, first: int, last: int, line: int) -> float:
    """Return the adjustment ratio of boxes first to last set as that line (0 natural, -1 fully shrunk)."""
    widths, gaps = problem.widths, problem.gaps
    inner = gaps[first:last]
    natural = sum(widths[first : last + 1]) + sum(gap.width for gap in inner)
    if last < len(gaps):
        natural += gaps[last].extra
    return _ratio(
        problem.measure(line) - natural,
        sum(gap.stretch for gap in inner),
        sum(gap.shrink for gap in inner),
        last == len(widths) - 1,
    )


def _ratio(room: float, stretch: float, shrink: float, final: bool) -> float:
    if final and room >= 0:
        return 0.0  # the last line ends where it ends
    if abs(room) < 1e-9:
        return 0.0
    if room > 0:
        return room / stretch if stretch > 0 else float("inf")
    return room / shrink if shrink > 0 else float("-inf")


class _Node(NamedTuple):
    """A way to have reached a line end: the paragraph up to the gap ``at`` is set in ``line`` lines."""

    at: int
    line: int
    fitness: int
    run: int
    demerits: float
    before: _Node | None


def demerits_of(problem: Problem, breaks: Sequence[int]) -> float:
    """Return the total cost of the given line ends: the function both breakers are judged by."""
    node = _Node(-1, 0, 1, 0, 0.0, None)
    ends = [*breaks, len(problem.widths) - 1]
    for line, end in enumerate(ends):
        ratio = line_ratio(problem, node.at + 1, end, line)
        node = _extend(problem, node, end, ratio)
    return node.demerits + _runt(problem, node.before.at if node.before else -1)


def _extend(problem: Problem, node: _Node, end: int, ratio: float) -> _Node:
    """Return the node reached from ``node`` by a line up to box ``end`` with that ratio."""
    final = end == len(problem.widths) - 1
    gap = None if final else problem.gaps[end]
    fitness = _fitness(ratio)
    demerits = (LINE_PENALTY + _badness(ratio)) ** 2
    if ratio < -1.0 - 1e-9:
        demerits += OVERFULL_DEMERITS
    run = 0
    if gap is not None:
        if gap.penalty:
            demerits += gap.penalty * abs(gap.penalty)
        if gap.flag:
            run = 1
            if node.at >= 0 and problem.gaps[node.at].flag == gap.flag:
                run = node.run + 1
                demerits += FLAG_DEMERITS if run <= MOST_IN_A_RUN else RUN_DEMERITS
    if abs(fitness - node.fitness) > 1:
        demerits += FITNESS_DEMERITS
    return _Node(end, node.line + 1, fitness, run, node.demerits + demerits, node)


def _runt(problem: Problem, last_break: int) -> float:
    return RUNT_DEMERITS if last_break >= problem.runt_from else 0.0


def _breaks(node: _Node) -> tuple[int, ...]:
    found = []
    walk = node.before
    while walk is not None and walk.at >= 0:
        found.append(walk.at)
        walk = walk.before
    return tuple(reversed(found))


def break_optimum(problem: Problem) -> Broken:
    """Return the line ends of least total cost.

    Tries the tolerance first, then any stretch, then, where a box is wider than its line, an overfull line.
    """
    if not problem.widths:
        return Broken((), 0.0, True)
    for tolerance, overfull in ((problem.tolerance, False), (float("inf"), False), (float("inf"), True)):
        ends = _search(problem, tolerance, overfull)
        if ends:
            node = _choose(problem, ends)
            return Broken(_breaks(node), node.demerits, tolerance == problem.tolerance)
    raise AssertionError("the last pass admits every line")


def _choose(problem: Problem, ends: Sequence[_Node]) -> _Node:
    best = min(ends, key=lambda node: node.demerits)
    if problem.looseness == 0:
        return best
    wanted = best.line + problem.looseness
    return min(ends, key=lambda node: (abs(node.line - wanted), node.demerits))


def _search(problem: Problem, tolerance: float, overfull: bool) -> list[_Node]:
    """Return the best nodes at the paragraph's end, one for each number of lines and fitness."""
    widths, gaps, measure = problem.widths, problem.gaps, problem.measure
    sums = _Sums(problem)
    sum_width, sum_stretch, sum_shrink = sums.width, sums.stretch, sums.shrink
    last = len(widths) - 1
    by_line = problem.looseness != 0
    settle = 1_000_000 if by_line else problem.uniform_from
    active: list[_Node] = [_Node(-1, 0, 1, 0, 0.0, None)]
    ends: list[_Node] = []
    for end in range(last + 1):
        final = end == last
        if final:
            extra, stop_width = 0.0, sum_width[end] + widths[end]
        else:
            gap = gaps[end]
            if gap.penalty is None:
                continue
            extra = gap.extra
            stop_width = sum_width[end] + widths[end] + extra
        stretch_to, shrink_to = sum_stretch[end], sum_shrink[end]
        best: dict[tuple[int, int, int], _Node] = {}
        keep: list[_Node] = []
        for node in active:
            start = node.at + 1
            room = measure(node.line) - (stop_width - sum_width[start])
            shrink = shrink_to - sum_shrink[start]
            ratio = _ratio(room, stretch_to - sum_stretch[start], shrink, final)
            if ratio < -1.0 - 1e-9:
                # Longer lines from here are overfull as well, but for a hyphen's or a shorter mark's width.
                if room + shrink > -2.0 * extra - 1e-9:
                    keep.append(node)
                if not overfull:
                    continue
            elif not final:
                keep.append(node)
            if ratio > tolerance:
                continue
            new = _extend(problem, node, end, ratio)
            if final:
                new = new._replace(demerits=new.demerits + _runt(problem, node.at))
            key = (min(new.line, settle), new.fitness, new.run)
            if key not in best or new.demerits < best[key].demerits:
                best[key] = new
        if overfull and not keep and best:
            pass  # every line was overfull; the new nodes carry on
        active = keep + list(best.values()) if not final else []
        if final:
            ends = list(best.values())
        elif not active:
            return []
    return ends


def break_greedy(problem: Problem) -> Broken:
    """Return the line ends of first fit: each line takes as many boxes as its natural width allows.

    Where not even one legal break fits naturally, the gaps are squeezed; failing that the line is overfull.
    """
    if not problem.widths:
        return Broken((), 0.0, True)
    sums = _Sums(problem)
    last = len(problem.widths) - 1
    breaks: list[int] = []
    start = 0
    while start <= last:
        fits = squeezed = first_legal = None
        for end in range(start, last + 1):
            gap = problem.gaps[end] if end < last else None
            if gap is not None and gap.penalty is None:
                continue
            if first_legal is None:
                first_legal = end
            extra = gap.extra if gap else 0.0
            natural = sums.width[end] + problem.widths[end] + extra - sums.width[start]
            room = problem.measure(len(breaks)) - natural
            if room >= -1e-9:
                fits = end
            elif room + sums.shrink[end] - sums.shrink[start] >= -1e-9:
                squeezed = end
            else:
                break
        chosen = fits if fits is not None else squeezed if squeezed is not None else first_legal
        assert chosen is not None
        if chosen == last:
            break
        breaks.append(chosen)
        start = chosen + 1
    cost = demerits_of(problem, breaks)
    ratios = _ratios(problem, breaks)
    return Broken(tuple(breaks), cost, all(-1.0 - 1e-9 <= ratio <= problem.tolerance for ratio in ratios))


def _ratios(problem: Problem, breaks: Sequence[int]) -> list[float]:
    ends = [*breaks, len(problem.widths) - 1]
    starts = [0, *(end + 1 for end in breaks)]
    return [line_ratio(problem, a, b, line) for line, (a, b) in enumerate(zip(starts, ends, strict=True))]
