"""Choosing line ends: an optimum breaker and a greedy one behind one signature.

Source: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981) 1119-1184; the constants keep the names and values of The TeXbook, chapter 14, where not said
otherwise. The breakers know numbers only: boxes with widths that may give a little, and between box i and box i + 1
a gap. Widths are in any one unit. `_breaking.c` does the optimum breaker's search as this module does, step by step
and to the same digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf, sqrt
from types import ModuleType
from typing import NamedTuple

from layout.base.kernels import kernel
from layout.base.units import summed


@dataclass(frozen=True, slots=True)
class Costs:
    """What the search weighs against each other, in demerits. All are 0 or more, and ``run`` is above ``flag``."""

    line: float = 10.0
    """Badness of a line as such: fewer lines are better (\\linepenalty)."""
    fitness: float = 3000.0
    """Two lines of clearly different looseness one above the other (\\adjdemerits is 10000; a column of
    15 han has few line ends to choose from, and is judged by its worst line more than by contrasts)."""
    flag: float = 10000.0
    """A second line ending with a hyphen, or in the same mark, below another (\\doublehyphendemerits)."""
    run: float = 1e7
    """A third such line: a ladder."""
    runt: float = 1e8
    """A paragraph's last line being too short (Problem.runt_from): worse than any line within the tolerance."""


MOST_IN_A_RUN = 2
"""Lines that may end alike one below the other before it is a ladder."""
INFINITE_BADNESS = 1e6
"""Badness is cut off here, so that sums stay comparable. The TeXbook cuts off at 10000, a ratio of 4.6; a
narrow column with a long address has worse lines, and the least bad of them is wanted."""
OVERFULL_DEMERITS = 1e15
"""Cost of what stands out of a line, as a part of the measure; half of it again for its standing out at all. So a
line as loose as can be (the square of INFINITE_BADNESS) is better than one that stands out, two lines that
stand out are better than one that holds both, and what stands out is the least that can."""
RIGID = 60.0
"""A line without any gap that gives (a part of a long address) is short. A tenth of its measure counts as much as
a stretch ratio of 6: narrow columns are better off with such a line than with han an em apart beside it."""
FIRST_TRY = 1.0
"""Stretch ratio up to which lines are looked at first. It changes the speed, never the result."""
_TINY = 1e-9
"""Widths that differ by less are the same: what is left of rounding."""
_APART = 1_000_000
"""More lines than any paragraph has."""

_kernel = kernel("layout.compose._breaking")


class BreakGap(NamedTuple):
    """A gap as the breaker sees it. ``penalty`` None: no break here. ``extra``: width drawn if broken here.

    ``flag``: what a line ending here ends in (0 nothing of note), compared with the next line's. ``limited``
    is the part of ``stretch`` that is used up at ratio 1 (word spaces have a greatest width); the rest goes on.
    ``lead`` is the width drawn before the next box if a line begins with that.
    """

    width: float
    stretch: float
    shrink: float
    penalty: float | None
    extra: float = 0.0
    flag: int = 0
    limited: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """A paragraph to break: n box widths, n - 1 gaps, the measure of each line, and what is tolerable.

    ``measure`` gives the width of line k, from 0; ``uniform_from`` is the line from which it no longer changes.
    ``tolerance`` is the largest stretch ratio a line may have in the first pass. ``looseness`` asks for that
    many lines more or fewer than the best number. A break at gap ``runt_from`` or later leaves a runt behind.
    ``gives`` is how much wider or narrower each box may be set, which is used up at ratio 1 or -1 (letter fitting: Hàn
    Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000); empty if none gives. None gives as
    much as it is wide.
    """

    widths: Sequence[float]
    gaps: Sequence[BreakGap]
    measure: Callable[[int], float]
    tolerance: float = 4.0
    looseness: int = 0
    runt_from: int = 1_000_000_000
    uniform_from: int = 1
    costs: Costs = Costs()
    gives: Sequence[float] = ()


class Broken(NamedTuple):
    """The chosen breaks: indexes of gaps, in order; the cost; whether every line kept within tolerance."""

    breaks: tuple[int, ...]
    demerits: float
    tolerable: bool


Breaker = Callable[[Problem], Broken]


class _Sums:
    """Running sums, so that any line's width, stretch, shrink and what its boxes give are one subtraction each.

    At index k: everything before box k.
    """

    def __init__(self, problem: Problem) -> None:
        gaps = problem.gaps
        self.width = [0.0, *accumulate(w + g.width for w, g in zip(problem.widths, gaps, strict=False))]
        self.stretch = [0.0, *accumulate(g.stretch for g in gaps)]
        self.limited = [0.0, *accumulate(g.limited for g in gaps)]
        self.shrink = [0.0, *accumulate(g.shrink for g in gaps)]
        self.give = [0.0, *accumulate(problem.gives)] if problem.gives else [0.0] * (len(problem.widths) + 1)


def _badness(ratio: float) -> float:
    size = abs(ratio)
    return min(INFINITE_BADNESS, 100.0 * size * size * size)


def _loosest_worth(costs: Costs, demerits: float) -> float:
    """Return the stretch ratio of a line that alone costs that much: the reverse of the cost of a line."""
    badness = sqrt(demerits) - costs.line
    if badness >= INFINITE_BADNESS:
        return inf
    return float((max(0.0, badness) / 100.0) ** (1 / 3)) + _TINY


def _fitness(ratio: float) -> int:
    """Return tight 0, decent 1, loose 2, very loose 3 (Knuth and Plass, "Fitness classes")."""
    if ratio < -0.5:
        return 0
    if ratio <= 0.5:
        return 1
    return 2 if ratio <= 1.0 else 3


def line_ratio(problem: Problem, first: int, last: int, line: int) -> float:
    """Return the adjustment ratio of boxes first to last set as that line (0 natural, -1 fully shrunk)."""
    return _line(problem, first, last, line)[0]


def _line(problem: Problem, first: int, last: int, line: int) -> tuple[float, float]:
    """Return a line's ratio, and how far astray it is: see _astray."""
    widths, gaps = problem.widths, problem.gaps
    inner = gaps[first:last]
    natural = summed(widths[first : last + 1]) + summed(gap.width for gap in inner)
    if last < len(gaps):
        natural += gaps[last].extra
    if first:
        natural += gaps[first - 1].lead
    room = problem.measure(line) - natural
    shrink = summed(gap.shrink for gap in inner)
    give = summed(problem.gives[first : last + 1])
    ratio = _ratio(
        room,
        summed(gap.stretch for gap in inner),
        summed(gap.limited for gap in inner),
        shrink,
        give,
        last == len(widths) - 1,
    )
    return ratio, _astray(ratio, room, shrink + give, problem.measure(problem.uniform_from))


def _astray(ratio: float, room: float, shrink: float, measure: float) -> float:
    """Return by how much a line that is not filled misses its measure, as a part of the common ``measure``."""
    if ratio == inf:
        return room / measure
    return -(room + shrink) / measure if ratio < -1.0 - _TINY else 0.0


def _ratio(room: float, stretch: float, limited: float, shrink: float, give: float, final: bool) -> float:
    """Boxes and gaps give in one proportion; at ratio 1 the boxes have given what they can."""
    if abs(room) < _TINY:
        return 0.0
    if room < 0:
        shrink += give
        return room / shrink if shrink > 0 else -inf
    if final:
        return 0.0  # the last line ends where it ends
    if room <= stretch + give:
        return room / (stretch + give)
    room -= give
    if stretch <= 0:
        return inf
    if room > stretch and 0 < limited < stretch:
        return (room - limited) / (stretch - limited)
    return room / stretch


class _Node(NamedTuple):
    """A way to have reached a line end: the paragraph up to the gap ``at`` is set in ``line`` lines."""

    at: int
    line: int
    fitness: int
    run: int
    demerits: float
    before: _Node | None


_START = _Node(-1, 0, 1, 0, 0.0, None)


def demerits_of(problem: Problem, breaks: Sequence[int]) -> float:
    """Return the total cost of the given line ends: the function both breakers are judged by."""
    node = _START
    last = len(problem.widths) - 1
    for line, end in enumerate((*breaks, last)):
        ratio, astray = _line(problem, node.at + 1, end, line)
        gap = problem.gaps[end] if end < last else None
        fitness = _fitness(ratio)
        alike = gap is not None and node.at >= 0 and problem.gaps[node.at].flag == gap.flag
        step, run = _joint(problem.costs, node, fitness, gap.flag if gap else 0, alike)
        step += _line_demerits(problem.costs, ratio, astray, gap)
        node = _Node(end, line + 1, fitness, run, node.demerits + step, node)
    return node.demerits + _runt(problem, node.before.at if node.before else -1)


def _line_demerits(costs: Costs, ratio: float, astray: float, gap: BreakGap | None) -> float:
    """Return the cost of a line by itself; ``gap`` is the one it ends at, None for the last line."""
    badness = _badness(RIGID * astray if ratio == inf else ratio)
    demerits = (costs.line + badness) * (costs.line + badness)  # a power need not be rounded alike everywhere
    if ratio < -1.0 - _TINY:
        demerits += OVERFULL_DEMERITS * (0.5 + astray)
    if gap is not None and gap.penalty:
        demerits += gap.penalty * abs(gap.penalty)
    return demerits


def _joint(costs: Costs, above: _Node, fitness: int, flag: int, alike: bool) -> tuple[float, int]:
    """Return what a line costs because of the line above, and how many lines end alike so far."""
    demerits = costs.fitness if abs(fitness - above.fitness) > 1 else 0.0
    if not flag:
        return demerits, 0
    if not alike:
        return demerits, 1
    if above.run < MOST_IN_A_RUN:
        return demerits + costs.flag, above.run + 1
    return demerits + costs.run, MOST_IN_A_RUN


def _runt(problem: Problem, last_break: int) -> float:
    return problem.costs.runt if last_break >= problem.runt_from else 0.0


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
    ends = _tolerable(problem)
    within = bool(ends)
    ends = ends or _search(problem, inf) or _search(problem, inf, overfull=True)
    end = _choose(problem, ends)
    return Broken(end.breaks, end.demerits, within)


def break_lengths(problem: Problem, asked: Sequence[int]) -> tuple[Broken, ...]:
    """Return what `break_optimum` gives for each looseness asked for; all come from one search."""
    if not problem.widths:
        return (Broken((), 0.0, True),) * len(asked)
    any_length = replace(problem, looseness=1)
    ends = _search(any_length, problem.tolerance)
    within = bool(ends)
    ends = ends or _search(any_length, inf) or _search(any_length, inf, overfull=True)
    chosen = [_choose(replace(problem, looseness=looseness), ends) for looseness in asked]
    return tuple(Broken(end.breaks, end.demerits, within) for end in chosen)


class End(NamedTuple):
    """A way to have set the whole paragraph: in how many lines, what it costs, the gaps they end at."""

    lines: int
    demerits: float
    breaks: tuple[int, ...]


def _tolerable(problem: Problem) -> list[End]:
    """Search within the tolerance.

    Nearly always a paragraph can be had without very loose lines, and far fewer lines need to be looked at
    then. Its cost shows which looser lines could still be part of something better: a line that alone costs
    more than the whole paragraph cannot.
    """
    tolerance = problem.tolerance
    if problem.looseness == 0 and tolerance > FIRST_TRY and all((gap.penalty or 0.0) >= 0.0 for gap in problem.gaps):
        ends = _search(problem, FIRST_TRY)
        if ends:
            worth = _loosest_worth(problem.costs, _choose(problem, ends).demerits)
            if worth <= FIRST_TRY:
                return ends
            tolerance = min(tolerance, worth)
    return _search(problem, tolerance)


def _choose(problem: Problem, ends: Sequence[End]) -> End:
    best = min(ends, key=lambda end: end.demerits)
    if problem.looseness == 0:
        return best
    wanted = best.lines + problem.looseness
    return min(ends, key=lambda end: (abs(end.lines - wanted), end.demerits))


def _search(problem: Problem, tolerance: float, *, overfull: bool = False) -> list[End]:
    """Return the best ways to the paragraph's end, one for each number of lines, fitness and run.

    Lines are told apart only as far as they have to be.
    """
    if _kernel is None:
        return search_in_python(problem, tolerance, overfull=overfull)
    return search_in_c(_kernel, problem, tolerance, overfull=overfull)


def search_in_c(kernel: ModuleType, problem: Problem, tolerance: float, *, overfull: bool = False) -> list[End]:
    """Have the kernel do the search."""
    costs, uniform = problem.costs, problem.uniform_from
    first = [problem.measure(line) for line in range(min(uniform, len(problem.widths) + 1))]
    found = kernel.search(
        problem.widths,
        problem.gives,
        problem.gaps,
        [*first, problem.measure(uniform)],
        tolerance,
        problem.runt_from,
        _settled_from(problem),
        overfull,
        (costs.line, costs.fitness, costs.flag, costs.run, costs.runt),
        (INFINITE_BADNESS, OVERFULL_DEMERITS, RIGID, _TINY, MOST_IN_A_RUN),
    )
    return list(map(End._make, found))


def _settled_from(problem: Problem) -> int:
    """Return the line from which on ways of different numbers of lines need not be told apart."""
    return _APART if problem.looseness else problem.uniform_from


class _Active(NamedTuple):
    """A line start: the nodes that end before it in the same number of lines, and the sums up to it."""

    measure: float
    width: float
    stretch: float
    limited: float
    shrink: float
    give: float
    start: int
    nodes: list[_Node]


def search_in_python(problem: Problem, tolerance: float, *, overfull: bool = False) -> list[End]:
    """Search as the kernel does.

    What is still to come depends on no more than a node's place, line, fitness and run, so one node of each
    is enough.
    """
    widths, gaps, costs = problem.widths, problem.gaps, problem.costs
    sums = _Sums(problem)
    last = len(widths) - 1
    settle = _settled_from(problem)
    # Line starts are kept in order. Where a line is too loose, later starts make it looser still:
    ordered = problem.uniform_from <= 1 and all(a <= b + _TINY for a, b in pairwise(sums.width))
    ordered = ordered and not any(gap.lead for gap in gaps)
    full = problem.measure(problem.uniform_from)
    active = [_Active(problem.measure(0), 0.0, 0.0, 0.0, 0.0, 0.0, 0, [_START])]
    found: dict[tuple[int, int, int], _Node] = {}
    for end in range(last + 1):
        final = end == last
        gap = None if final else gaps[end]
        if gap is not None and gap.penalty is None:
            continue
        extra, flag, lead = (gap.extra, gap.flag, gap.lead) if gap else (0.0, 0, 0.0)
        stop = sums.width[end] + widths[end] + extra
        stretch_to, limited_to, shrink_to = sums.stretch[end], sums.limited[end], sums.shrink[end]
        give_to = sums.give[end + 1]
        found = {}
        over = set()
        for at, (measure, width, stretch, limited, shrink, give, start, nodes) in enumerate(active):
            room = measure - (stop - width)
            given = give_to - give
            ratio = _ratio(room, stretch_to - stretch, limited_to - limited, shrink_to - shrink, given, final)
            if ratio > tolerance:
                if ordered and start:
                    break
                continue
            astray = _astray(ratio, room, shrink_to - shrink + given, full)
            if ratio < -1.0 - _TINY:
                # Longer lines from here stand out as well, but for this one's hyphen, and then by more. Where
                # measures differ, a line that stands out by more can still be the way to a wider one.
                if astray * full > extra + _TINY and not (overfull and (extra or problem.uniform_from > 1)):
                    over.add(at)
                if not overfull:
                    continue
            base = _line_demerits(costs, ratio, astray, gap)
            if final:
                base += _runt(problem, start - 1)
            fitness = _fitness(ratio)
            alike = start > 0 and gaps[start - 1].flag == flag
            for node in nodes:
                joint, run = _joint(costs, node, fitness, flag, alike)
                demerits = node.demerits + (base + joint)
                line = node.line + 1
                key = (line if line < settle else settle, fitness, run)
                if key not in found or demerits < found[key].demerits:
                    found[key] = _Node(end, line, fitness, run, demerits, node)
        if final:
            break
        if over:
            active = [group for at, group in enumerate(active) if at not in over]
        if found:
            width, stretch, limited, shrink, give = (
                each[end + 1] for each in (sums.width, sums.stretch, sums.limited, sums.shrink, sums.give)
            )
            for nodes in _by_line(costs, found):
                measure = problem.measure(nodes[0].line)
                active.append(_Active(measure, width - lead, stretch, limited, shrink, give, end + 1, nodes))
        elif not active:
            return []
    return [End(node.line, node.demerits, _breaks(node)) for node in found.values()]


def _by_line(costs: Costs, found: dict[tuple[int, int, int], _Node]) -> list[list[_Node]]:
    """Group nodes of one place by line, without those that another one of their line beats whatever follows."""
    if len(found) == 1:
        return [list(found.values())]
    lines: dict[int, list[_Node]] = {}
    for (line, _, _), node in found.items():
        lines.setdefault(line, []).append(node)
    kept = []
    for nodes in lines.values():
        least = min(nodes, key=lambda node: node.demerits)
        limit = least.demerits + costs.fitness
        kept.append([node for node in nodes if node is least or node.demerits < limit or node.run < least.run])
    return kept


def break_greedy(problem: Problem) -> Broken:
    """Return the line ends of first fit: each line takes as many boxes as its natural width allows.

    Where not even one legal break fits naturally, the gaps are squeezed; failing that the line is overfull.
    """
    if not problem.widths:
        return Broken((), 0.0, True)
    sums = _Sums(problem)
    give = sums.give
    last = len(problem.widths) - 1
    breaks: list[int] = []
    start = 0
    while start <= last:
        fits = squeezed = first_legal = None
        lead = problem.gaps[start - 1].lead if start else 0.0
        for end in range(start, last + 1):
            gap = problem.gaps[end] if end < last else None
            if gap is not None and gap.penalty is None:
                continue
            if first_legal is None:
                first_legal = end
            extra = gap.extra if gap else 0.0
            natural = sums.width[end] + problem.widths[end] + extra + lead - sums.width[start]
            room = problem.measure(len(breaks)) - natural
            squeezable = sums.shrink[end] - sums.shrink[start] + give[end + 1] - give[start]
            if room >= -_TINY:
                fits = end
            elif room + squeezable >= -_TINY:
                squeezed = end
            elif room + squeezable + extra < -_TINY:
                break  # not even without this one's hyphen, so nothing further on will fit
        chosen = fits if fits is not None else squeezed if squeezed is not None else first_legal
        assert chosen is not None
        if chosen == last:
            break
        breaks.append(chosen)
        start = chosen + 1
    ends = tuple(breaks)
    return Broken(ends, demerits_of(problem, ends), _is_tolerable(problem, ends))


def _is_tolerable(problem: Problem, breaks: Sequence[int]) -> bool:
    """Say whether every line keeps within the tolerance and its measure."""
    ends = (*breaks, len(problem.widths) - 1)
    starts = (0, *(end + 1 for end in breaks))
    return all(
        -1.0 - _TINY <= line_ratio(problem, first, last, line) <= problem.tolerance + _TINY
        for line, (first, last) in enumerate(zip(starts, ends, strict=True))
    )
