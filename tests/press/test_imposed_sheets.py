"""Pages on sheets: which lie beside each other, how they meet at the fold, what stands beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from layout.ads.canvas import write_pdf
from layout.base.errors import PageError
from layout.base.messages import told
from layout.build.impose import _require_one_size, impose_edition
from layout.design.press import PdfX
from layout.design.sheet import Margins, PageTokens
from layout.images.inks import PROCESS
from layout.pdf.canvas import read_page
from layout.pdf.facts import Family
from layout.pdf.finish import Gutter, finish_page
from layout.pdf.imposition import blanks, imposed
from layout.pdf.pdfium import page_image, sheet_image
from layout.pdf.plates import inks_of
from layout.pdf.sheets import A3, MARGIN, bleed_of, leaf_of, one_condition, reduced, sheet_side
from layout.pdf.slug import SlugPen, colour_bar
from layout.preflight.profiles import profile_of
from layout.preflight.rules import boxes, colour, fonts, pdfx
from layout.preflight.runner import preflight_page
from tests.pdfread import box, opened, text
from tests.press.conftest import INFO, SPOT

WIDTH, HEIGHT, BLEED, SLUG = 200.0, 260.0, 8.5, 28.0


def numbers(sides):
    return [(side.left, side.right) for side in sides]


# Which pages lie beside each other


@pytest.mark.parametrize(
    ("pages", "scheme", "binding", "found"),
    [
        ("A1 A2 A3 A4", "saddle", "left", [("A4", "A1"), ("A2", "A3")]),
        ("A1 A2 A3 A4", "saddle", "right", [("A1", "A4"), ("A3", "A2")]),
        (
            "A1 A2 A3 A4 A5 A6 A7 A8",
            "saddle",
            "left",
            [("A8", "A1"), ("A2", "A7"), ("A6", "A3"), ("A4", "A5")],
        ),
        ("A1 A2 A3", "saddle", "left", [("", "A1"), ("A2", "A3")]),
        ("A1 A2 B1 B2", "saddle", "left", [("", "A1"), ("A2", ""), ("", "B1"), ("B2", "")]),
        # A section that is numbered on from the one before it begins with its own first page.
        ("B5 B6 B7 B8", "saddle", "left", [("B8", "B5"), ("B6", "B7")]),
        # Numbers are places: what is not there leaves its place white.
        ("A2 A4", "saddle", "left", [("A4", ""), ("A2", "")]),
        ("A1 A2 A3 A4 A5", "pairs", "left", [("", "A1"), ("A2", "A3"), ("A4", "A5")]),
        # Of a pair without a page there is nothing to be seen.
        ("A1 B2 B6", "pairs", "left", [("", "A1"), ("B2", ""), ("B6", "")]),
        ("A1 A2 A3 A4", "pairs", "right", [("A1", ""), ("A3", "A2"), ("", "A4")]),
    ],
)
def test_pages_lie_as_they_are_folded(pages, scheme, binding, found):
    assert numbers(imposed(pages.split(), scheme, binding)) == found


@pytest.mark.parametrize("count", range(1, 25))
def test_every_page_lies_once_and_backs_the_one_it_is_turned_to(count):
    pages = [f"C{number}" for number in range(1, count + 1)]
    sides = imposed(pages, "saddle")
    assert sorted(page for side in sides for page in side.pages) == sorted(pages)
    assert len(pages) + blanks(sides, "C") == 2 * len(sides)
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        # Turned over its upright middle, the right half of the front has the left half of the back behind it.
        for one, behind in ((front.right, back.left), (back.right, front.left)):
            if one and behind:
                assert int(behind[1:]) == int(one[1:]) + 1
    assert len({side.name for side in sides}) == len(sides)


# One side


@pytest.fixture(scope="module")
def pen(fonts):
    return SlugPen(fonts["hei"], write_pdf)


def page(press, ink: str, standard: PdfX = PdfX.X4, width: float = WIDTH, gutter: Gutter | None = None) -> bytes:
    """A page all over in one ink, bleed and beyond, finished for the press."""
    tokens = PageTokens.model_construct(
        width=width, height=HEIGHT, bleed=BLEED, slug=SLUG, margins=Margins.model_construct(top=0.0, left=0.0)
    )
    pdf, out = pikepdf.new(), BytesIO()
    blank = pdf.add_blank_page(page_size=(width + 2 * SLUG, HEIGHT + 2 * SLUG))
    blank.Contents = pdf.make_stream(f"{ink} k 0 0 {width + 2 * SLUG} {HEIGHT + 2 * SLUG} re f".encode())
    pdf.save(out)
    return finish_page(out.getvalue(), tokens, [], INFO, press=press, pdfx=standard, gutter=gutter)


CYAN, MAGENTA = "1 0 0 0", "0 1 0 0"


@pytest.fixture(scope="module", params=[PdfX.X4, PdfX.X1A], ids=str)
def side(request, press, pen) -> tuple[bytes, PdfX]:
    standard = request.param
    leaves = {"A2": leaf_of(page(press, CYAN, standard)), "A3": leaf_of(page(press, MAGENTA, standard))}
    (_, back) = imposed(["A1", "A2", "A3", "A4"], "saddle")
    return sheet_side(back, leaves, BLEED, ("Ferry News  sheet",), replace(INFO, page="sheet"), pen), standard


def test_trims_meet_at_the_fold_and_bleed_stays_round_the_sheet(side):
    pdf, _ = side
    with opened(pdf) as file:
        trim = box(file.pages[0], "/TrimBox")
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((2 * WIDTH, HEIGHT), abs=1e-3)
        bleed = box(file.pages[0], "/BleedBox")
        assert [trim[0] - bleed[0], bleed[3] - trim[3]] == pytest.approx([BLEED, BLEED], abs=1e-3)
    image = page_image(pdf, 72)
    assert image.getpixel((199, 130)) == image.getpixel((3, 3))
    assert image.getpixel((200, 130)) == image.getpixel((396, 256))
    assert image.getpixel((199, 130)) != image.getpixel((200, 130))
    sheet = sheet_image(pdf, 72)
    edge = round(BLEED + MARGIN)
    assert sheet.getpixel((edge - 6, 150)) == image.getpixel((3, 3))  # in the bleed
    assert sheet.getpixel((edge - 12, 150)) == (255, 255, 255)  # and nothing of the page beyond it


def test_marks_line_and_bar_stand_outside_the_bleed_and_the_claim_is_kept_and_true(side, press):
    pdf, standard = side
    read, _ = read_page(pdf)
    assert "Ferry News sheet C M Y K" in text(pdf)
    marks = [one for one in read.strokes if one.colour.family is Family.REGISTRATION]
    assert len(marks) == 10
    folds = [one for one in marks if abs(one.rect.x + one.rect.width / 2 - WIDTH) < 0.5]
    assert [round(one.rect.y) < 0 for one in folds] == [False, True]
    solids = {fill.colour.inks for fill in read.fills if fill.rect.bottom < -BLEED}
    assert {(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)} <= solids
    rules = (*pdfx.RULES, *boxes.RULES, *colour.RULES, *fonts.RULES)
    report = preflight_page(pdf, profile_of(press, pdfx=standard), rules=rules)
    assert [(str(one.finding.code), one.finding.message) for one in report.found] == []


def test_the_same_pages_give_the_same_bytes_and_two_conditions_no_claim(press, pen):
    first, other = leaf_of(page(press, CYAN)), leaf_of(page(press, MAGENTA, PdfX.X1A))
    (pair,) = [one for one in imposed(["A1", "A2", "A3"], "pairs") if one.pages == ("A2", "A3")]
    alike, mixed = {"A2": first, "A3": first}, {"A2": first, "A3": other}
    made = [sheet_side(pair, alike, BLEED, ("line",), INFO, pen) for _ in range(2)]
    assert made[0] == made[1]
    assert one_condition(alike)
    assert not one_condition(mixed)
    with opened(sheet_side(pair, mixed, BLEED, ("line",), INFO, pen)) as file:
        assert "/OutputIntents" not in file.Root
        assert b"GTS_PDFXVersion" not in file.Root.Metadata.read_bytes()


INKS = {"black": ("black",), "red": ("black", SPOT), "process": ("process",), "five": ("process", SPOT)}


@pytest.mark.parametrize(
    ("asked", "names", "marked"),
    [
        (("black", "black"), ["Black"], ["Black"]),
        (("black", "red"), ["Black", SPOT], ["Black", SPOT]),
        (("black", "process"), [ink.name for ink in PROCESS], "All"),
        (("red", "process"), [*(ink.name for ink in PROCESS), SPOT], "All"),
        (("five", "black"), [*(ink.name for ink in PROCESS), SPOT], "All"),
    ],
)
def test_a_sheet_has_the_inks_of_its_pages_and_no_mark_on_other_plates(red, pen, asked, names, marked):
    made = [leaf_of(page(red.for_inks(INKS[one]), "0 0 0 0.2")) for one in asked]
    leaves = dict(zip(("A2", "A3"), made, strict=True))
    pair = imposed(["A1", "A2", "A3"], "pairs")[1]
    pdf = sheet_side(pair, leaves, BLEED, ("line",), INFO, pen)
    inks = inks_of(pdf)
    assert [ink.name for ink in inks] == names
    assert f"line {' '.join(ink.letter for ink in inks)}" in text(pdf)
    read, _ = read_page(pdf)
    lines = [one for one in read.strokes if one.rect.y < -BLEED or one.rect.bottom > HEIGHT + BLEED]
    assert len(lines) == 6  # the upright crop marks and those of the fold
    if marked == "All":
        assert {one.colour.family for one in lines} == {Family.REGISTRATION}
    else:
        assert {name for one in lines for name, tone in one.colour.spots if tone} == set(marked) - {"Black"}
        assert {one.colour.inks[3] for one in lines if one.colour.inks} == {1.0}
    assert len(colour_bar(inks)) == len([one for one in read.fills if one.rect.bottom < -BLEED])
    report = preflight_page(
        pdf, profile_of(red.for_inks(_asked(names))), rules=(*pdfx.RULES, *boxes.RULES, *colour.RULES)
    )
    assert [(str(one.finding.code), one.finding.message) for one in report.found] == []
    assert [ink.name for ink in inks_of(reduced(pdf, INFO)[0])] == names


def _asked(names):
    return ("process" if "Cyan" in names else "black", *(name for name in names if name == SPOT))


def test_a_page_of_a_spread_that_runs_through_has_its_bleed_at_the_other_sides(press, pen):
    leaves = {
        "A2": leaf_of(page(press, CYAN, gutter=Gutter(at_left=False, bleed=0.0))),
        "A3": leaf_of(page(press, MAGENTA, gutter=Gutter(at_left=True, bleed=0.0))),
    }
    (pair,) = [one for one in imposed(["A2", "A3"], "pairs") if one.pages == ("A2", "A3")]
    assert bleed_of([pair], leaves) == pytest.approx(BLEED, abs=1e-3)
    image = page_image(sheet_side(pair, leaves, bleed_of([pair], leaves), ("line",), INFO, pen), 72)
    assert image.getpixel((199, 130)) == image.getpixel((3, 3))
    assert image.getpixel((200, 130)) == image.getpixel((396, 256)) != image.getpixel((199, 130))


def test_a_line_that_is_wider_than_its_sheet_gives_way_to_a_shorter_one(press, pen):
    leaves = {"A2": leaf_of(page(press, CYAN))}
    pair = imposed(["A2"], "pairs")[0]
    pdf = sheet_side(pair, leaves, BLEED, ("line " * 50, "a shorter line"), INFO, pen)
    assert "a shorter line C M Y K" in text(pdf)


def test_a_proof_is_the_whole_sheet_on_a3_and_claims_nothing(side):
    pdf, scale = reduced(side[0], INFO)
    assert scale == 1.0  # it is smaller than A3
    with opened(pdf) as file:
        assert box(file.pages[0], "/MediaBox") == pytest.approx((0, 0, *A3), abs=1e-3)
        assert b"GTS_PDFXVersion" not in file.Root.Metadata.read_bytes()
    large = leaf_of(side[0])
    assert large.width == pytest.approx(2 * WIDTH, abs=1e-3)


def test_pages_of_several_sizes_are_told_with_their_sizes(press):
    leaves = {"A1": leaf_of(page(press, CYAN)), "A2": leaf_of(page(press, CYAN, width=220.0))}
    with pytest.raises(PageError) as caught:
        _require_one_size("A", leaves)
    assert caught.value.message == (
        "the pages of section A are of several sizes: A1: 70.6 x 91.7 mm; A2: 77.6 x 91.7 mm"
    )
    assert "A 叠各版的尺寸不一样" in told(caught.value.message, "zh")


# An edition


def test_an_edition_is_imposed_beside_its_output_on_the_side_its_paper_is_bound(one_page):
    project, folder, _ = one_page
    head = folder / "edition.yaml"
    written = head.read_text("utf-8")
    try:
        head.write_text(written.replace("paper:\n", "paper:\n  binding: right\n", 1), "utf-8")
        made = impose_edition(project, folder, proof=True)
    finally:
        head.write_text(written, "utf-8")
    assert made.folder == project.output(folder).with_name(f"{folder.name}.sheets")
    assert [str(remark) for remark in made.remarks] == [
        # Its edition.yaml has just been: the sheets are of what was built.
        "B2: changed since it was built: what it tells of the paper, the day or other pages",
        "section B: 3 pages stay blank",
        "the sheets are at 65 % of their size",
    ]
    record = json.loads((made.folder / "sheets.json").read_text("utf-8"))
    sides = record["sides"]
    assert record["binding"] == "right"
    assert [(one["face"], one["left"], one["right"]) for one in sides] == [("front", "", ""), ("back", "", "B2")]
    for one in sides:
        assert (made.folder / one["pdf"]).is_file()
        assert (made.folder / one["preview"]).is_file()
    with pikepdf.open(made.whole) as whole:
        assert len(whole.pages) == 2
    assert "| B2" in text(made.whole.read_bytes(), 1)
