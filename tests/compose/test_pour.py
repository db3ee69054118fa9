"""Pouring: widows, orphans, subheads at a foot, holes, levers; nothing lost, nothing out of order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from layout.compose.pour import Length, Piece, pour
from layout.scene.text import Line


def line(name):
    return Line(name, (), 0.0, 100.0, 9.0)


def lines(name, count):
    return tuple(line(f"{name}{number}") for number in range(count))


def paragraph(name, count, *others):
    lengths = [Length(lines(name, count))]
    lengths += [Length(lines(name, other), looseness=other - count) for other in others]
    return Piece(tuple(lengths))


def subhead(name="S", before=1):
    return Piece((Length(lines(name, 1)),), before, before + 1, keeps=True)


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


@settings(max_examples=200, deadline=None)
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
