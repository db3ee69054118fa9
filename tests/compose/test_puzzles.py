"""Puzzles from their cells: what is read and told, that every sudoku is solved, and where digits and letters stand."""

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.locale import language_for
from layout.compose.elements import ELEMENTS, set_element
from layout.compose.elements.crossword import Crossword, numbered, words_of
from layout.compose.elements.listing import Listing
from layout.compose.elements.solution import Solution
from layout.compose.elements.sudoku import Sudoku
from layout.compose.elements.sudokusolver import clash, solutions
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace, Subhead
from layout.edition.markdown import read_body
from layout.files.text import Source
from layout.scene.writer import runs

CROSSWORD = """\
```crossword 第三期
S A W
E # E
A R T
across 1: What *cuts*
across 3: What is hung
down 1: The water
down 2: Not dry
solution: this
```"""
SUDOKU = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
SOLVED = """
534678912 672195348 198342567 859761423 426853791 713924856 961537284 287419635 345286179
"""
SOLVED_ROWS = tuple(SOLVED.split())


def read(text, language="en"):
    report = Report()
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS, language_for(language))
    return blocks, [(each.code, each.place.line, str(each.message)) for each in report.findings]


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def test_a_crossword_is_its_cells_two_lists_of_clues_and_a_solution():
    (crossword, across, first, down, second, solution), findings = read(CROSSWORD)
    assert findings == []
    assert crossword == Crossword(title="第三期", rows=("SAW", "E#E", "ART"))
    assert (across, down) == (Subhead(text="Across"), Subhead(text="Down"))
    assert isinstance(first, Listing)
    assert (first.marks, second.marks) == (("1.", "3."), ("1.", "2."))
    assert first.text == "What cutsWhat is hung"
    assert solution == Solution(title="Solution", rows=("SAW", "E#E", "ART"))


def test_words_are_numbered_from_the_left_row_after_row():
    rows = ("AB#C", "D#EF", "GHI#", "#JKL")
    assert numbered(rows) == {(0, 0): 1, (0, 3): 2, (1, 2): 3, (2, 0): 4, (2, 1): 5, (3, 1): 6}
    assert words_of(rows) == {"across": [1, 3, 4, 6], "down": [1, 2, 3, 5]}


def test_a_chinese_crossword_with_clues_in_groups_and_open_cells():
    text = "```crossword\n春 ． 花\n■■下\n横：\n1、名篇\n纵\n2：时辰\n```"
    (crossword, head, clues, _, _), findings = read(text.replace("纵\n", "纵：\n"), "zh-Hans")
    assert crossword.rows == ("春.花", "##下")
    assert (head.text, clues.text, findings) == ("横", "名篇", [])


@pytest.mark.parametrize(
    ("language", "across", "down"),
    [
        ("en", "ACROSS\n1 What cuts\n3) What is hung", "Down\n1. The water\n2 Not dry"),
        ("zh-Hans", "横向1：锯\n横3 画", "竖1、海\n纵向2 湿"),
        ("de", "waagerecht 1: x\nwaagerecht 3: y", "Senkrecht:\n1: z\n2: w"),
        ("ru", "По горизонтали\n1. x\n3. y", "По вертикали\n1. z\n2. w"),
        ("ja", "ヨコのカギ\n1 x\n3 y", "タテ1：z\nタテ2：w"),
    ],
)
def test_clues_are_called_as_a_language_calls_them(language, across, down):
    (_, _, first, _, second), findings = read(f"```crossword\nSAW\nE#E\nART\n{across}\n{down}\n```", language)
    assert (first.marks, second.marks, findings) == (("1.", "3."), ("1.", "2."), [])


def test_a_head_as_long_as_a_row_is_a_head_if_clues_follow():
    (crossword, _, clues), _ = read("```crossword\nSEAL\nDOWN\nEELS\nDown\n1 Not up\n```")
    assert crossword.rows == ("SEAL", "DOWN", "EELS")
    assert clues.marks == ("1.",)


@pytest.mark.parametrize("cells", ["CAT*DOG", "CAT-DOG", "CAT/DOG", "A\u0331BCDEF"])
def test_a_sign_is_no_letter_of_a_cell(cells):
    blocks, ((code, line, _),) = read(f"```crossword\nABCDEFG\n{cells}\n```")
    assert (blocks, code, line) == ((), Code.ELEMENT_CONTENT, 3)


def test_a_wide_crossword_stands_over_two_columns():
    (crossword,), _ = read("```crossword\n" + "ABCDEFGHIJ\n" * 3 + "```")
    assert (crossword.columns, crossword.place) == (2, InsetPlace.TOP_LEFT)
    (small,), findings = read("```crossword columns=half {optional}\n" + "ABCDEFGHIJ\n" * 3 + "```")
    assert (small.columns, small.place, small.optional) == ("half", None, False)
    assert [each[0] for each in findings] == [Code.MARK_IDLE]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("E # E", "E #", Code.ELEMENT_CONTENT, 3),
        ("across 3", "across 2", Code.ELEMENT_CONTENT, 6),
        ("down 2", "down 1", Code.ELEMENT_CONTENT, 8),
        ("down 1: The water", "The water", Code.ELEMENT_CONTENT, 7),
        ("down 2: Not dry\n", "", Code.PUZZLE_UNSOUND, 2),
        ("S A W", ". A W", Code.ELEMENT_CONTENT, 9),
        ("solution: this", "solution: last one", Code.ELEMENT_CONTENT, 9),
        ("solution: this", "solution: last one\nAB\nC", Code.ELEMENT_CONTENT, 11),
        ("S A W\nE # E\nA R T\n", "", Code.ELEMENT_CONTENT, 1),
        ("S A W", "S A W" + " A" * 30 + "\n" + "A" * 33, Code.ELEMENT_CONTENT, 4),
    ],
)
def test_what_is_wrong_with_a_crossword_is_told_at_its_line(old, new, code, line):
    assert old in CROSSWORD
    _, findings = read(CROSSWORD.replace(old, new))
    assert (code, line) in [each[:2] for each in findings]


def test_every_sudoku_of_one_solution_is_solved():
    rows = tuple(SUDOKU[at : at + 9] for at in range(0, 81, 9))
    assert solutions(rows) == [SOLVED_ROWS]
    assert len(solutions(("." * 9,) * 9, 5)) == 5


def test_a_sudoku_may_have_no_solution_though_no_digit_clashes():
    rows = ("123.", "...4", "....", "....")
    assert (clash(rows), solutions(rows)) == (None, [])


def brute(rows):
    """Solve by trying every digit in every cell in turn."""
    size, cells = len(rows), "".join(rows)
    high, wide = {4: (2, 2), 6: (2, 3)}[size]
    if "." not in cells:
        return 1
    at = cells.index(".")
    row, column = divmod(at, size)
    count = 0
    for digit in "123456"[:size]:
        box = [
            rows[r][c]
            for r in range(size)
            for c in range(size)
            if r // high == row // high and c // wide == column // wide
        ]
        if digit not in rows[row] and digit not in [each[column] for each in rows] and digit not in box:
            made = cells[:at] + digit + cells[at + 1 :]
            count += brute(tuple(made[start : start + size] for start in range(0, size * size, size)))
    return count


@pytest.mark.parametrize(
    "rows",
    [
        ("1...", "..3.", ".4..", "...2"),
        ("1...", "....", "....", "...4"),
        ("12..", "..12", "....", "...."),
        ("123.", "...4", "....", "...."),
        ("1.3.5.", ".56.12", "2.4.6.", "......", "....1.", "6..5.."),
    ],
)
def test_as_many_solutions_are_found_as_by_trying_all(rows):
    assert len(solutions(rows, 10**6)) == brute(rows)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("53..7", "53..5", Code.PUZZLE_UNSOUND, 2),
        ("53..7", "13..7", Code.PUZZLE_UNSOUND, 1),
        ("79\n", "..\n", Code.PUZZLE_UNSOUND, 1),
        ("53..7", "53.7", Code.ELEMENT_CONTENT, 3),
        ("53..7", "5A..7", Code.ELEMENT_CONTENT, 2),
    ],
)
def test_a_sudoku_of_none_or_several_solutions_is_told(old, new, code, line):
    text = "```sudoku 中等\n" + "\n".join(SUDOKU[at : at + 9] for at in range(0, 81, 9)) + "\n```"
    assert old in text
    assert [each[:2] for each in read(text.replace(old, new, 1))[1]] == [(code, line)]


def test_a_sudoku_may_have_strokes_between_its_boxes():
    rows = [" | ".join(row[at : at + 3] for at in (0, 3, 6)) for row in (SUDOKU[at : at + 9] for at in range(0, 81, 9))]
    ruled = "\n".join([*rows[:3], "----+-----+----", *rows[3:6], "| --- | --- | --- |", *rows[6:]])
    (sudoku,), findings = read(f"```sudoku\n{ruled}\n```")
    assert ("".join(sudoku.rows), findings) == (SUDOKU, [])


def test_a_sudokus_own_solution_is_worked_out():
    (sudoku, solution), findings = read(f"```sudoku\n{SUDOKU.replace('.', '0')}\n答案：本期\n```", "zh-Hans")
    assert (findings, solution.title, solution.rows) == ([], "答案", SOLVED_ROWS)
    assert sudoku.text == SUDOKU.replace(".", "")


def test_a_digit_stands_in_the_middle_of_its_cell_and_boxes_are_ruled(voices, design):
    tokens = design.element.puzzle
    made = set_element(Sudoku(title="", rows=("1...", "..3.", ".4..", "...2")), 100.0, voices, "zh-Hans")
    lines = {line.line.text: line for line in made.lines}
    cell, left = 22.0, (100.0 - 4 * 22.0) / 2
    assert lines["4"].line.x + lines["4"].line.width / 2 == pytest.approx(left + 1.5 * cell)
    assert lines["4"].baseline - lines["3"].baseline == pytest.approx(cell)
    upright = [each.rect.width for each in made.shapes if each.rect.height > 4 * cell]
    assert upright == [tokens.frame, tokens.line, tokens.frame, tokens.line, tokens.frame]


def test_black_cells_are_black_and_numbers_stand_in_corners(voices, design):
    made = set_element(Crossword(rows=("SAW", "E##", "ART")), 66.0 + design.element.puzzle.frame, voices, "en")
    (black,) = [each.rect for each in made.shapes if each.rect.height == pytest.approx(22) == each.rect.width / 2]
    assert black.width == pytest.approx(44)
    numbers = {line.line.text: line for line in made.lines}
    assert sorted(numbers) == ["1", "2"]
    assert "S" not in made.text
    for line in numbers.values():
        assert 0 < (line.line.x - design.element.puzzle.frame / 2) % 22 < 3


def test_a_solution_stands_on_its_head(voices, design):
    solution = Solution(title="Solution", rows=("AB", "#C"))
    made = set_element(solution, 100.0, voices, "en")
    title, *letters = made.lines
    assert (title.line.text, title.turned) == ("Solution", False)
    assert [(line.line.text, line.turned) for line in letters] == [("A", True), ("B", True), ("C", True)]
    first, second, third = letters
    assert first.line.x > second.line.x, "the first letter is at the right,"
    assert first.baseline > third.baseline, "and at the foot"
    (run,) = runs(first, design.colours["rule"])
    assert run.turned
    # Its letters hang from the line they stand on, and are as wide as upright ones.
    assert run.baseline < first.baseline
    assert run.x - run.run.glyphs[0].x <= first.line.x + first.line.width + 1
