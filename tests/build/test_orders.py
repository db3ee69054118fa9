"""Orders of a story's front matter on the finished page: kept, or told at their line with what they would need."""

from __future__ import annotations

import io
import re
import textwrap

import pikepdf
import pytest
from PIL import Image, ImageDraw

from layout.base.codes import Code
from layout.build import pipeline
from layout.files.project import Project
from tests.conftest import ROOT
from tests.editions import SENTENCES

EDGE = (200, 30, 30)


def framed(size: tuple[int, int]) -> bytes:
    """A grey picture with a red frame."""
    image = Image.new("RGB", size, (150, 150, 150))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=EDGE, width=size[1] // 20)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def built(tmp_path):
    """Returns a function that builds a page of two stories, the first with keys of its own over so many columns."""
    for name in ("templates", "assets", "banmian.toml"):
        (tmp_path / name).symlink_to(ROOT / name)

    def build(keys: str, columns: int = 5, sentences: int = 60):
        folder = tmp_path / "content" / "2022-04-15"
        folder.mkdir(parents=True)
        for name, size in (("strip.png", (1600, 480)), ("line.png", (1600, 160)), ("wide.png", (1500, 1000))):
            (folder / name).write_bytes(framed(size))
        body = "\n\n".join("".join(SENTENCES[at % 8 : at % 8 + 4]) for at in range(sentences // 4))
        (folder / "lead.md").write_text(f"---\nheadline: 老桥换新颜\n{textwrap.dedent(keys)}---\n{body}\n", "utf-8")
        (folder / "rest.md").write_text(f"---\nheadline: 集市搬进大棚\n---\n{body}\n", "utf-8")
        band = " ".join(["lead"] * columns + ["rest"] * (5 - columns))
        areas = [band] if columns < 5 else [band, "rest rest rest rest rest"]
        (folder / "edition.yaml").write_text(
            "paper: {name: 渡口晚报}\ndate: 2022-04-15\nissue: 1\npages:\n  - id: A2\n    template: tabloid\n"
            "    stories: [lead, rest]\n    areas:\n" + "".join(f"      - {line}\n" for line in areas),
            "utf-8",
        )
        result = pipeline.build(Project(tmp_path), folder)
        output = next((tmp_path / "output").glob("2022-04-15*"))
        return result, next(output.rglob("A2*.pdf"))

    return build


def told(result, code):
    return [finding for finding in result.findings if finding.code is code]


def placed(path):
    """The pictures of a page: width and height of each on the sheet, pt, and its pixels."""
    with pikepdf.open(path) as pdf:
        page, found, matrices = pdf.pages[0], [], [pikepdf.Matrix()]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "q":
                matrices.append(matrices[-1])
            elif str(operator) == "Q":
                matrices.pop()
            elif str(operator) == "cm":
                matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
            elif str(operator) == "Do" and page.Resources.XObject[operands[0]].Subtype == "/Image":
                a, _, _, d, *_ = matrices[-1].shorthand
                image = pikepdf.PdfImage(page.Resources.XObject[operands[0]]).as_pil_image()
                found.append((abs(a), abs(d), image))
    return found


def is_edge(pixel) -> bool:
    """Whether a CMYK pixel is the frame's red, not the grey inside it."""
    return pixel[1] - pixel[0] > 60


def test_a_whole_picture_has_all_its_edges_on_the_page(built):
    result, pdf = built("picture:\n  file: strip.png\n  whole: true\n")
    ((width, height, image),) = placed(pdf)
    assert width / height == pytest.approx(1600 / 480, rel=1e-3)
    assert image.width / image.height == pytest.approx(1600 / 480, rel=5e-3)
    cmyk = image.convert("CMYK")
    middles = (
        (0, image.height // 2),
        (image.width - 1, image.height // 2),
        (image.width // 2, 0),
        (image.width // 2, image.height - 1),
    )
    assert all(is_edge(cmyk.getpixel(at)) for at in middles)
    assert not told(result, Code.PICTURE_CROPPED)


def test_a_picture_that_loses_much_is_told_with_how_much_and_where(built):
    # Half a column is never lower than two rows, and a line of a picture is cut at its sides to fill them.
    result, _ = built("picture:\n  file: line.png\n  columns: half\n  focus: left\n")
    (finding,) = told(result, Code.PICTURE_CROPPED)
    assert finding.place.line == 4
    assert re.search(r"line.png loses [67]\d% of its width, 0% at the left and [67]\d% at the right", finding.message)
    assert "focus:" in finding.hint
    assert "whole: true" in finding.hint


def test_columns_that_its_story_has_not_are_told_at_the_picture(built):
    result, _ = built("picture:\n  file: wide.png\n  columns: 3\n", columns=2)
    (finding,) = told(result, Code.PICTURE_WIDTH)
    assert (finding.place.line, finding.subject) == (5, "lead")
    assert "stands over 2 columns, not 3" in finding.message
    assert "columns: 3 or more" in finding.hint


def test_columns_that_its_story_has_are_kept_and_nothing_is_told(built):
    result, pdf = built("picture:\n  file: wide.png\n  columns: 3\n  place: top-left\n")
    ((width, _, _),) = placed(pdf)
    assert width == pytest.approx(3 * 135 + 2 * 13.5, abs=1)
    assert not told(result, Code.PICTURE_WIDTH)
    assert not told(result, Code.PICTURE_PLACE)


def test_a_place_that_another_picture_has_is_told(built):
    result, _ = built(
        "pictures:\n  - file: wide.png\n    columns: 2\n    place: top-left\n"
        "  - file: strip.png\n    columns: 2\n    place: top-left\n"
    )
    (finding,) = told(result, Code.PICTURE_PLACE)
    assert finding.place.line == 9
    assert "wide.png stands there" in finding.message


def test_a_picture_has_no_middle_in_columns_it_parts_unevenly(built):
    result, _ = built("picture:\n  file: wide.png\n  columns: 2\n  place: top-center\n")
    (finding,) = told(result, Code.PICTURE_PLACE)
    assert "no middle in 5 columns" in finding.message


def test_a_measure_that_is_not_wide_is_told_at_its_line(built):
    result, _ = built("measure: wide\n", columns=2)
    (finding,) = told(result, Code.MEASURE_NOT_WIDE)
    assert finding.place.line == 3


def test_a_measure_that_is_wide_is_not_told(built):
    result, _ = built("measure: wide\n")
    assert not told(result, Code.MEASURE_NOT_WIDE)


def test_a_level_head_and_a_drop_cap_not_set_are_told_at_their_lines(built):
    result, _ = built("head: vertical\ndrop-cap: 2\ndateline: 渡口\n", columns=1)
    assert [finding.place.line for finding in told(result, Code.HEAD_LEVEL)] == [3]
    assert [finding.place.line for finding in told(result, Code.DROP_CAP_NOT_SET)] == [4]
