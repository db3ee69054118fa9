"""Pouring: widows, orphans, subheads at a foot, holes, levers; nothing lost, nothing out of order; C as Python does."""

from array import array
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.base.kernels import kernel
from layout.compose import pour as pouring
from layout.compose.pour import LONE_SOURCE, WIDOW, Length, Piece, Prepared, outcome, outcomes, pour
from layout.scene.text import Line, Role
from tests.amount import some

QUICK = settings(max_examples=some(150), deadline=None)


def line(name, role=Role.BODY):
    return Line(name, (), 0.0, 100.0, 9.0, role)


def lines(name, count):
    return tuple(line(f"{name}{number}") for number in range(count))


def paragraph(name, count, *others):
    lengths = [Length(lines(name, count))]
    lengths += [Length(lines(name, other), looseness=other - count) for other in others]
    return Piece(tuple(lengths))


def subhead(name="S", before=1):
    return Piece((Length(lines(name, 1)),), before, before + 1, keeps=True)


def sourced(name, count, *others):
    """A paragraph whose last line is the story's source, on a line of its own."""
    lengths = [Length((*lines(name, each), line("source", Role.SOURCE)), looseness=each - count) for each in others]
    return Piece((Length((*lines(name, count), line("source", Role.SOURCE))), *lengths))


def element(name, count):
    return Piece((Length(lines(name, count)),), whole=True)


def rows(poured, name):
    return [(placed.column, placed.row) for placed in poured.lines if placed.line.text.startswith(name)]


def test_lines_fill_column_after_column():
    poured = pour([paragraph("a", 7)], [5, 5])
    assert rows(poured, "a") == [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1)]
    assert poured.empty_rows == 3
    assert poured.overset == ()


def test_what_does_not_fit_is_overset_and_not_lost():
    poured = pour([paragraph("a", 4), paragraph("b", 4)], [5])
    assert [placed.line.text for placed in poured.lines] == ["a0", "a1", "a2", "a3", "b0"]
    assert [line.text for line in poured.overset] == ["b1", "b2", "b3"]


def test_a_subhead_has_white_above_but_not_at_a_columns_head():
    poured = pour([paragraph("a", 3), subhead(), paragraph("b", 3)], [8])
    assert rows(poured, "S") == [(0, 4)]
    poured = pour([paragraph("a", 4), subhead(), paragraph("b", 3)], [4, 4])
    assert rows(poured, "S") == [(1, 0)]


def test_a_subhead_never_ends_a_column():
    poured = pour([paragraph("a", 6), subhead(), paragraph("b", 5)], [9, 9])
    assert rows(poured, "S") == [(1, 0)]
    assert poured.holes == 3


def test_a_paragraph_is_loosened_to_avoid_a_widow():
    stiff = pour([paragraph("a", 6), paragraph("b", 9)], [5, 11])
    assert stiff.widows == 1
    supple = pour([paragraph("a", 6, 7), paragraph("b", 9)], [5, 11])
    assert supple.widows == 0
    assert supple.levers == ("paragraph 1 +1 line",)


def test_an_orphan_is_avoided_by_shortening():
    supple = pour([paragraph("a", 4, 5, 3), paragraph("b", 5)], [5, 4])
    assert supple.orphans == 0
    assert supple.overset == ()


def test_levers_close_the_end_of_a_story():
    poured = pour([paragraph("a", 4), paragraph("b", 5, 6)], [10])
    assert poured.empty_rows == 0
    assert poured.levers == ("paragraph 2 +1 line",)


def test_the_white_above_a_subhead_is_a_lever_too():
    poured = pour([paragraph("a", 4), subhead(), paragraph("b", 3)], [11])
    assert rows(poured, "S") == [(0, 6)]
    assert poured.levers == ("subhead 2 +1 row",)


@settings(max_examples=some(200), deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=8),
    st.lists(st.integers(1, 12), min_size=1, max_size=5),
)
def test_no_line_is_lost_doubled_or_out_of_order(shapes, columns):
    pieces = []
    for number, (count, has_subhead) in enumerate(shapes):
        if has_subhead:
            pieces.append(subhead(f"s{number}-"))
        pieces.append(paragraph(f"p{number}-", count))
    wanted = [line.text for piece in pieces for line in piece.lengths[0].lines]
    poured = pour(pieces, columns)
    assert [placed.line.text for placed in poured.lines] + [line.text for line in poured.overset] == wanted
    places = [(placed.column, placed.row) for placed in poured.lines]
    assert places == sorted(set(places))
    assert all(row < columns[column] for column, row in places)


# ---- the source alone -------------------------------------------------------------------------------------------


def test_the_source_does_not_have_a_column_of_its_own():
    stiff = pour([sourced("a", 10)], [5, 5, 5])
    assert rows(stiff, "source") == [(2, 0)]
    assert stiff.lone_source
    assert stiff.cost == LONE_SOURCE + WIDOW + pouring.END_GAP * 4**2
    supple = pour([paragraph("a", 6, 5), sourced("b", 4)], [5, 5, 5])
    assert not supple.lone_source
    assert rows(supple, "source") == [(1, 4)]
    assert supple.levers == ("paragraph 1 -1 line",)


@pytest.mark.parametrize(
    ("pieces", "columns"),
    [
        ([sourced("a", 10)], [5, 5, 1]),  # no row is left under it
        ([sourced("a", 11)], [5, 5, 5]),  # a line of text stands over it
        ([sourced("a", 10), paragraph("b", 1)], [5, 5, 5]),  # something follows
        ([sourced("a", 10)], [5, 5]),  # it has no row at all
        ([paragraph("a", 11)], [5, 5, 5]),  # a widow is no source
    ],
)
def test_only_a_source_with_white_around_it_is_alone(pieces, columns):
    assert not pour(pieces, columns).lone_source


# ---- exact ------------------------------------------------------------------------------------------------------

COSTS = st.sampled_from([0.0, 0.0, 1.5, 7.25, 15.0])  # few of them, so that many ways cost the same


@st.composite
def some_pieces(draw, most=9, lines_most=9, rows_matter=False):
    made = []
    for number in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(["text", "text", "text", "subhead", "element", *(["beside"] * rows_matter)]))
        count = draw(st.integers(1, lines_most))
        if kind == "subhead":
            before = draw(st.integers(0, 2))
            heading = lines(f"s{number}-", draw(st.integers(1, 2)))
            made.append(Piece((Length(heading),), before, before + draw(st.integers(0, 2)), keeps=True))
            continue
        if kind == "element":
            made.append(replace(element(f"e{number}-", count), before=draw(st.integers(0, 1))))
            continue
        others = [each for each in (count - 1, count + 1, count + 2) if each > 0 and draw(st.booleans())]
        lengths = [Length(lines(f"p{number}-", count))]
        lengths += [Length(lines(f"p{number}-", each), draw(COSTS), each - count) for each in others]
        if draw(st.booleans()):
            lengths = [replace(each, lines=(*each.lines[:-1], line("source", Role.SOURCE))) for each in lengths]
        beside = None
        if kind == "beside":
            narrow = tuple(Length(lines("n", count + more), draw(COSTS)) for more in (1, 2))
            beside = lambda row, narrow=narrow: narrow[row % 2 :]  # noqa: E731
        made.append(Piece(tuple(lengths), beside=beside))
    return made


NARROW = st.lists(st.booleans(), max_size=12)
"""Rows on which lines are shorter."""


def every_cost(prepared, columns):
    """Return the cost of every way there is to pour the pieces: one after another, nothing left out."""
    tops = (0, *accumulate(columns))
    ways = [pouring._State(0, 0.0, 0)]
    for number in range(len(prepared.pieces)):
        last = number + 1 == len(prepared.pieces)
        ways = [
            pouring._State(step.end, state.cost + step.cost, state.holes + empty)
            for state in ways
            for start, extra, empty in pouring._starts(prepared, number, state.row, tops)
            for way in prepared.ways_at(number, start)
            for step in [pouring._step(way, start, extra, empty, tops, last=last)]
        ]
    return [pouring._total(state, tops[-1]) for state in ways]


@QUICK
@given(some_pieces(most=4, lines_most=6, rows_matter=True), NARROW, st.lists(st.integers(0, 6), max_size=4))
def test_no_way_to_pour_is_cheaper(pieces, narrow, columns):
    prepared = Prepared.of(pieces, narrow)
    assert pour(prepared, columns).cost == pytest.approx(min(every_cost(prepared, columns)), rel=1e-12)


@QUICK
@given(some_pieces(rows_matter=True), NARROW, st.lists(st.lists(st.integers(0, 12), max_size=5), max_size=4))
def test_the_outcome_is_that_of_the_lines_placed(pieces, narrow, choices):
    prepared = Prepared.of(pieces, narrow)
    for made, columns in zip(outcomes(prepared, choices), choices, strict=True):
        poured = pour(prepared, columns)
        assert made == outcome(prepared, columns)
        assert made.over_lines == len(poured.overset)
        assert made[:3] == (poured.cost, poured.empty_rows, poured.holes)
        assert made[4:6] == (poured.widows, poured.orphans)
        assert made.lone_source == poured.lone_source
        if poured.lines and not poured.overset:
            assert made.end == sum(columns[: poured.lines[-1].column]) + poured.lines[-1].row + 1


def test_a_hole_is_not_bought_with_what_it_costs_at_the_end():
    # The way with a hole is the cheapest one to its row, and dearer at the end: 375.
    poured = pour([paragraph("a", 1, 2), paragraph("b", 1, 2), paragraph("c", 2, 3)], [3, 2, 5])
    assert (poured.cost, poured.holes, poured.empty_rows) == (365.0, 0, 3)


def test_a_piece_without_a_length_is_refused():
    with pytest.raises(ValueError, match="no length"):
        Prepared.of([Piece(())])


# ---- compiled ---------------------------------------------------------------------------------------------------


@pytest.fixture
def compiled():
    module = kernel("layout.compose._pour")
    if module is None:
        pytest.skip("the kernel was not built: make setup")
    return module


def in_c(compiled, prepared, columns):
    figures, chain = compiled.search(*pouring._plain(prepared), columns)
    return pouring.Outcome(*figures), chain


COLUMNS = st.one_of(
    st.lists(st.integers(0, 12), max_size=6),
    st.tuples(st.integers(1, 30), st.integers(1, 4), st.integers(0, 4)).map(
        lambda at: [at[0] + 1] * at[1] + [at[0]] * at[2]
    ),
    st.lists(st.integers(0, 400), max_size=4),
)


def test_c_and_python_make_the_same_choices_to_the_same_digits(compiled):
    @QUICK
    @given(some_pieces(most=12, rows_matter=True), NARROW, COLUMNS)
    def hold(pieces, narrow, columns):
        prepared = Prepared.of(pieces, narrow)
        wanted = pouring.search_in_python(prepared, columns)
        assert in_c(compiled, prepared, columns) == wanted
        assert compiled.outcomes(*pouring._plain(prepared), [columns, columns]) == (wanted[0], wanted[0])

    hold()


def test_c_and_python_agree_where_stories_are_long(compiled):
    pieces = []
    for number in range(40):
        pieces += [subhead(f"s{number}")] if number % 7 == 3 else []
        pieces.append(paragraph(f"p{number}", 3 + number * 5 % 11, 4 + number * 5 % 11, 2 + number * 5 % 11))
    prepared = Prepared.of(pieces)
    for columns in ([100] * 4, [101, 101, 100, 99], [30] * 12, [400], [3] * 90, []):
        assert in_c(compiled, prepared, columns) == pouring.search_in_python(prepared, columns)


def test_python_does_all_the_work_if_it_is_told_to(monkeypatch):
    pieces = Prepared.of([paragraph("a", 4, 5), subhead(), sourced("b", 7, 8)])
    usual = pour(pieces, [6, 6, 4]), outcomes(pieces, [[6, 6, 4], [9, 9]])
    monkeypatch.setattr(pouring, "_kernel", None)
    assert (pour(pieces, [6, 6, 4]), outcomes(pieces, [[6, 6, 4], [9, 9]])) == usual


@pytest.mark.parametrize("columns", [[-1], [5, -2]])
def test_a_column_of_less_than_no_rows_is_refused(columns):
    prepared = Prepared.of([paragraph("a", 4)])
    with pytest.raises(ValueError, match="less than no rows"):
        pour(prepared, columns)
    with pytest.raises(ValueError, match="less than no rows"):
        pouring.search_in_python(prepared, columns)


def test_tables_that_do_not_fit_together_are_refused(compiled):
    table, numbers, costs, *others = pouring._plain(Prepared.of([paragraph("a", 4, 5), subhead()]))
    wrong = [
        (array("i", [*table[:-1]]), numbers, costs),
        (table, array("i", [*numbers, 1, 0]), costs),
        (table, numbers, costs[:-1]),
        (array("i", [3, *table[1:]]), numbers, costs),
        (table, array("i", [-1, *numbers[1:]]), costs),
        (array("i"), array("i"), array("d")),
    ]
    for each in wrong:
        with pytest.raises(ValueError, match="do not fit together"):
            compiled.search(*each, *others, [5])
    with pytest.raises(TypeError):
        compiled.search(array("q", table), numbers, costs, *others, [5])
    with pytest.raises(TypeError):
        compiled.search(table, numbers, costs, *others, ["5"])


def test_lengths_beside_something_are_asked_for_only_where_a_piece_comes_to_it():
    asked = set()

    def beside(row):
        asked.add(row)
        return (Length(lines("b", 4)),)

    piece = Piece((Length(lines("b", 3)),), beside=beside)
    prepared = Prepared.of([paragraph("a", 4), piece, piece, piece], [False] * 8 + [True] * 2)
    poured = pour(prepared, [30])
    assert asked == {7}  # the first piece stands on rows 4 to 6, the last one below the narrow rows
    assert len(poured.lines) == 4 + 3 + 4 + 3


def test_what_goes_wrong_in_the_lengths_beside_something_comes_out(compiled):
    def beside(row):
        raise LookupError(row)

    prepared = Prepared.of([paragraph("a", 4), Piece((Length(lines("b", 3)),), beside=beside)], [False] * 11 + [True])
    with pytest.raises(LookupError, match="9"):
        compiled.search(*pouring._plain(prepared), [9])
