"""Pages in other inks than the four: black alone, black and a spot, process and a spot, read back plate by plate."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from layout.ads.canvas import write_pdf
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.units import Rect
from layout.build.colourads import in_colour
from layout.build.pageinks import page_press, with_inks
from layout.build.preview import page_image, soft_proof
from layout.design.press import Units
from layout.design.values import Colour
from layout.edition.inknames import ink_names
from layout.edition.model import Edition, Page, Paper
from layout.images.colour import lab_rgb
from layout.images.inks import BLACK, PROCESS, ink_called, printed_inks, spelled, spots_of
from layout.images.prepare import prepare
from layout.pdf.blacks import PageInks
from layout.pdf.finish import finish_page
from layout.pdf.ink import page_ink
from layout.pdf.inking import Inking
from layout.pdf.mend.colours import brought_to_inks, brought_to_screen
from layout.pdf.mend.sources import Inks
from layout.pdf.mend.targets import Screen
from layout.pdf.pdfium import page_image as rendered_image
from layout.pdf.place import PlacedAd
from layout.pdf.plates import inks_of, separations
from layout.pdf.slug import SlugPen
from layout.preflight import preflight_page, profile_of
from layout.render.svg import inked_rgb
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.shapes import Panel
from tests.pdfread import opened
from tests.press.conftest import AD_RECT, INFO, LAB, STANDS, WHITE, ad_text, render
from tests.press.conftest import BLACK as BLACK_COLOUR
from tests.press.conftest import SPOT as RED

GHOSTSCRIPT = shutil.which("gs")


@pytest.fixture(scope="module")
def spotted(design):
    """A design whose accent is the spot, spelled in another way."""
    accent = Colour.of_spot("PMS 185", 1.0, (0.0, 1.0, 0.9, 0.1))
    return design.model_copy(update={"colours": {**design.colours, "accent": accent}})


@pytest.fixture(scope="module")
def pages(red, spotted, fonts):
    """The page of the press's tests in each kind of inks, by what an editor writes."""
    deep, sun = Colour(c=1, m=0.7, y=0, k=0.1), Colour(c=0, m=0, y=0.9, k=0)
    shapes = [
        Panel(Rect(0, 0, 200, 50), deep),
        Panel(Rect(0, 50, 100, 50), spotted.colours["accent"]),
        Panel(Rect(100, 50, 100, 50), Colour(c=0.6, m=0, y=0, k=0)),
        ad_text(fonts, "黄字", sun, 40),
        ad_text(fonts, "黑字", BLACK_COLOUR, 90),
        ad_text(fonts, "        白字", WHITE, 90),
    ]
    drawn = write_pdf(Scene.of(Owner(OwnerKind.AD, "ad"), shapes, 200, 100), fonts.faces)
    extra = '<h2 style="left: 560pt; top: 80pt; font: 9pt var(--font-hei); color: var(--colour-accent)">小字</h2>'
    rendered = render(spotted, fonts, extra)
    return {
        asked: finish_page(
            rendered,
            spotted.page,
            [PlacedAd("ad", drawn, AD_RECT)],
            INFO,
            press=red.for_inks(ink_names(asked)),
            slug=SlugPen(fonts["hei"], write_pdf),
            colours=spotted.colours.values(),
        )
        for asked in ("black", RED, "process", f"process + {RED}")
    }


@cache
def tones(page: bytes) -> dict[str, np.ndarray]:
    """The plates of a page's trim by their names, per cent."""
    found = separations(page)
    assert found.unknown == ()
    drawn = {ink.name: 1 - np.asarray(rendered_image(plate, 72).convert("L")) / 255
             for ink, plate in zip(found.inks, found.plates, strict=True) if plate}  # fmt: skip
    return {name: np.rint(100 * plate).astype(int) for name, plate in drawn.items()}


def at(plates: dict[str, np.ndarray], x: float, y: float) -> dict[str, int]:
    return {name: int(plate[int(y), int(x)]) for name, plate in plates.items() if plate[int(y), int(x)]}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("black", ("black",)),
        ("Process", ("process",)),
        (RED, ("black", RED)),
        (f"{RED} + black", ("black", RED)),
        (["process", RED, "HKS 13"], ("process", RED, "HKS 13")),
        (None, ()),
    ],
)
def test_what_an_editor_writes_for_inks(written, read) -> None:
    assert ink_names(written) == read


@pytest.mark.parametrize("written", ["black + process", f"{RED} + {RED}", [f"s{number}" for number in range(7)]])
def test_inks_that_cannot_be_meant(written) -> None:
    with pytest.raises(ValueError, match=r"process, or black|named twice|more than 6"):
        ink_names(written)


def test_a_spot_is_known_however_it_is_spelled() -> None:
    assert {spelled(name) for name in ("PANTONE® 185 CVC", "PMS 185", "Pantone Red 185 CV", "pantone_185-U")} == {
        "PANTONE 185"
    }
    assert spelled("PANTONE Reflex Blue C") == spelled("Pantone Reflex-Blue U") != spelled("PANTONE Process Blue C")
    assert spelled("PANTONE Cool Gray 7 C") != spelled("PANTONE Warm Gray 7 C")
    assert spelled("HKS 13 K") == spelled("hks_13 k") != spelled("HKS 14 K")


def test_units_print_what_is_less_than_they_could() -> None:
    assert Units.of(("black",)) == (
        Units.BLACK,
        Units.BLACK_SPOT,
        Units.PROCESS,
        Units.PROCESS_SPOT,
        Units.PROCESS_SPOTS,
    )
    assert Units.of(("black", "a")) == (Units.BLACK_SPOT, Units.PROCESS_SPOT, Units.PROCESS_SPOTS)
    assert Units.of(("process", "a", "b")) == (Units.PROCESS_SPOTS,)


def edition(*inks: tuple[str, ...], ink: tuple[str, ...] = ()) -> Edition:
    pages = tuple(
        Page(id=f"A{number}", template="tabloid", stories=(), ink=each) for number, each in enumerate(inks, 1)
    )
    return Edition(
        paper=Paper(name="-"), date=datetime.date(2026, 1, 2), issue=1, ink=ink, pages=pages, stories={}, ads={}
    )


def test_what_each_page_is_printed_in(red) -> None:
    four = ((), (), ("process", "PMS 185"), ())
    placed = red.model_copy(update={"positions": ((("black",), (2, "A4")),)})

    def inks(press, given) -> list[tuple[str, ...]]:
        report = Report()
        made = with_inks(given, press, report)
        assert report.findings == ()
        assert [page_press(made, page, press).printed for page in made.pages] == [
            page.ink or ("process",) for page in made.pages
        ]
        return [page.ink for page in made.pages]

    assert inks(red, edition(*four)) == [(), (), ("process", RED), ()]
    assert inks(red, edition(*four, ink=("black",))) == [("black",), ("black",), ("process", RED), ("black",)]
    assert inks(placed, edition(*four)) == [("process",), ("black",), ("process", RED), ("black",)]


@pytest.mark.parametrize(
    ("asked", "changes", "said", "printed"),
    [
        (("black", "PANTONE 300 C"), {}, "no spot ink 'PANTONE 300 C'", ("black",)),
        (
            ("process",),
            {"positions": ((("black", RED), (1,)),)},
            f"the press prints black + {RED} there",
            ("black", RED),
        ),
        (("process", RED), {"units": (Units.PROCESS,)}, "which the press cannot print", ("process", RED)),
    ],
)
def test_what_a_page_cannot_have_is_told_before_planning(red, asked, changes, said, printed) -> None:
    report = Report()
    made = with_inks(edition(asked), red.model_copy(update=changes), report)
    (finding,) = report.errors
    assert (finding.code, finding.place.part, finding.hint != "") == (Code.PAGE_INK, "ink", True)
    assert said in finding.message
    assert made.pages[0].ink == printed


def test_a_black_page_has_ink_on_the_black_plate_alone(pages) -> None:
    page = pages["black"]
    assert inks_of(page) == (BLACK,)
    with_all = separations(page, inks=PROCESS)
    assert [bool(plate) for plate in with_all.plates] == [False, False, False, True]
    plates = tones(page)
    assert at(plates, 490, 195) == {"Black": 57}  # the accent's stand-in, C0 M100 Y90 K10: as light as it is in print
    assert at(plates, 140, 330) == {"Black": 6}  # the tint of a box is black's as it was


def test_type_on_a_black_page_is_solid_black_or_white(pages, red) -> None:
    plates = tones(pages["black"])
    head, small = plates["Black"][80:120, 300:380], plates["Black"][80:90, 560:578]
    assert head.max() == 100
    assert small.max() > 75  # a tint would be 57
    deep = plates["Black"][AD_RECT.y.__int__() + 2, 50]
    words = plates["Black"][int(AD_RECT.y) + 28 : int(AD_RECT.y) + 42, 60:84]
    assert deep > 60
    assert words.min() < 15  # the yellow of C0 Y90 would be 7 at least, and smoothed
    # White type on cyan of 60 %, which is 26 % of black: the ground is made dark enough for it.
    assert at(plates, 230, 595) == {"Black": 50}


def inked(press, content: bytes, inner: bytes = b"") -> tuple[list[tuple[str, tuple]], list[tuple[str, tuple]]]:
    """The operators of a page, and of a form that it draws, with their operands, when both are in black alone."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = pdf.make_stream(inner, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 100])
    form.Resources = pikepdf.Dictionary(Font={"/F": font})
    page.Resources = pikepdf.Dictionary(Font={"/F": font}, XObject={"/X": form})
    page.Contents = pdf.make_stream(content)
    Inking(pdf, PageInks.of(press.for_inks(("black",)), ())).page(page)
    streams = (pikepdf.parse_content_stream(each) for each in (page.Contents, form))
    drawn, within = ([(str(one.operator), tuple(one.operands)) for one in each] for each in streams)
    return drawn, within


def painting(operators: list[tuple[str, tuple]], name: str) -> float:
    """The black in which the first operator of a name paints."""
    at = next(number for number, (operator, _) in enumerate(operators) if operator == name)
    return float(next(values[-1] for operator, values in reversed(operators[:at]) if operator == "k"))


LIGHT_TYPE = b"0.4 0 0 0 k BT /F 20 Tf 20 20 Td (A) Tj ET"


def test_type_in_a_frame_stands_on_paper(red) -> None:
    frame = b"q 0 0 99 50 re 5 5 89 40 re W* n 0 1 1 0 k 0 0 99 50 re 5 5 89 40 re f* Q "
    drawn, _ = inked(red, frame + LIGHT_TYPE)
    assert 0 < painting(drawn, "Tj") < painting(drawn, "f*") < 1


def test_type_of_a_form_stands_on_a_ground_of_the_page(red) -> None:
    _, within = inked(red, b"1 0.7 0 0.1 k 0 0 99 50 re f /X Do", LIGHT_TYPE)
    assert painting(within, "Tj") == 0
    _, within = inked(red, b"/X Do", LIGHT_TYPE)
    assert 0 < painting(within, "Tj") < 0.3


def test_type_on_a_picture_keeps_to_its_side(red) -> None:
    image = b"q 99 0 0 50 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \xff\xff\x00\x00 EI Q "
    assert painting(inked(red, image + LIGHT_TYPE.replace(b"0.4 0 0", b"0 0 1"))[0], "Tj") == 0
    assert painting(inked(red, image + LIGHT_TYPE.replace(b"0.4 0 0", b"0 1 1"))[0], "Tj") == 1


def test_no_colour_is_set_in_the_midst_of_a_path(red) -> None:
    white = b"0.6 0 0 0 k 0 0 99 50 re f 0 0 0 0 k BT /F 20 Tf 20 20 Td (A) Tj ET "
    drawn, _ = inked(red, white + b"0 1 1 0 K 0.4 w 120 0 m 120 90 l S")
    names = [operator for operator, _ in drawn]
    assert painting(drawn, "f") == 0.5
    assert [names[names.index(one) - 1] for one in ("f", "S")] == ["re", "l"]
    assert names[names.index("m") - 1] == "K"


def test_black_type_overprints_on_a_black_page(pages, red) -> None:
    checked = preflight_page(pages["black"], profile_of(red.for_inks(("black",))), page="A1")
    wanted = (Code.BLACK_OVERPRINT, Code.COLOUR_BLACK_PAGE, Code.MARKS_CROP, Code.COLOUR_SPOT, Code.TYPE_SCREENED)
    assert [one.finding for one in checked.found if one.finding.code in wanted] == []


def test_a_spot_page_prints_the_design_s_spot_by_its_plate(pages) -> None:
    page = pages[RED]
    assert [(ink.name, ink.letter, ink.lab) for ink in inks_of(page)] == [("Black", "K", ()), (RED, "R", LAB)]
    plates = tones(page)
    assert set(plates) == {"Black", RED}
    assert at(plates, 490, 195) == {RED: 100}
    assert at(plates, 50, 595) == {RED: 100}  # in the drawn ad
    assert plates[RED][80:120, 300:380].max() == 100  # the head in CSS
    assert at(plates, 50, 505) == {"Black": 73}  # another colour comes in grey
    assert set(page_ink(page).plates) == {"Black", RED}


def test_process_and_a_spot_and_process_alone(pages) -> None:
    with_spot, without = tones(pages[f"process + {RED}"]), tones(pages["process"])
    assert at(with_spot, 490, 195) == {RED: 100}
    assert at(with_spot, 50, 505) == at(without, 50, 505) == {"Cyan": 100, "Magenta": 70, "Black": 10}
    assert at(without, 490, 195) == {"Magenta": 100, "Yellow": 90, "Black": 10}
    assert [ink.name for ink in inks_of(pages["process"])] == [ink.name for ink in PROCESS]
    with opened(pages["process"]) as pdf:
        assert "/PieceInfo" not in pdf.pages[0].obj
        drawn = [pdf.pages[0].Contents, pdf.pages[0].Resources.XObject["/BmAd1"]]
        set_to = [
            tuple(map(float, one.operands))
            for each in drawn
            for one in pikepdf.parse_content_stream(each)
            if str(one.operator) in "kK"
        ]
    # As it was written, without the mark by which it is known.
    assert (0.0, 1.0, 0.9, 0.1) in set_to
    assert {round(value * 100, 2) % 1 for values in set_to for value in values} == {0.0}


@pytest.mark.parametrize(("asked", "letters"), [("black", "K"), (RED, "KR"), (f"process + {RED}", "CMYKR")])
def test_the_slug_has_a_letter_and_two_patches_for_each_ink(pages, asked, letters) -> None:
    with opened(pages[asked]) as pdf:
        slug = pdf.pages[0].Resources.XObject["/BmSlug"]
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(slug)]
    mixed = 4 if "C" in letters else 0
    assert operators.count("re") == 2 * len(letters) + mixed + 1


def test_a_marked_colour_is_like_no_other() -> None:
    one, other = (Colour.of_spot(name, 1.0, (0.0, 1.0, 1.0, 0.0)) for name in ("a", "b"))
    assert tuple(one) != tuple(other)
    assert one.stands == (0.0, 1.0, 1.0, 0.0)
    assert max(abs(mark - value) for mark, value in zip(one, one.stands, strict=True)) < 0.0011


def spot_ad(name: str) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    """A form with an area, a mix with black, a picture and a gradient of a spot; and an area of another spot."""
    pdf = pikepdf.new()
    under = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)

    def alone(spot: str) -> pikepdf.Array:
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name(f"/{spot}"), pikepdf.Name.DeviceCMYK, under])

    mixed = pdf.make_stream(b"{ exch dup 0 3 1 roll 4 3 roll }", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)
    names = pikepdf.Array([pikepdf.Name(f"/{name}"), pikepdf.Name.Black])
    both = pikepdf.Array([pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceCMYK, mixed])
    shading = pikepdf.Dictionary(ShadingType=2, ColorSpace=alone(name), Coords=[30, 0, 40, 0], Function=under)
    shading.Function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
    picture = pdf.make_stream(
        b"\x80" * 4, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2, BitsPerComponent=8
    )
    picture.ColorSpace = alone(name)
    form = pdf.make_stream(
        b"/A cs 1 scn 0 0 10 10 re f /B cs 0.5 0.25 scn 10 0 10 10 re f "
        b"q 10 0 0 10 20 0 cm /P Do Q q 30 0 10 10 re W n /S sh Q /C cs 1 scn 40 0 10 10 re f",
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 10],
    )  # fmt: skip
    form.Resources = pikepdf.Dictionary(
        ColorSpace={"/A": alone(name), "/B": both, "/C": alone("PANTONE 300 C")},
        XObject={"/P": picture},
        Shading={"/S": shading},
    )
    return pdf, form


def page_of(pdf: pikepdf.Pdf, form: pikepdf.Object) -> bytes:
    page = pdf.add_blank_page(page_size=(50, 10))
    page.Resources = pikepdf.Dictionary(XObject={"/F": form})
    page.Contents = pdf.make_stream(b"/F Do")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_ready_made_ad_keeps_the_spot_that_its_page_has(red) -> None:
    pdf, form = spot_ad("Pantone Red 185 CVC")
    changes = brought_to_inks(pdf, form, red.for_inks(("process", RED)))
    plates = tones(page_of(pdf, form))
    assert [at(plates, x, 5) for x in (5, 15, 25, 35, 45)] == [
        {RED: 100}, {RED: 50, "Black": 25}, {RED: 50}, {RED: 100}, {"Magenta": 100, "Yellow": 100},
    ]  # fmt: skip
    assert [change.said for change in changes] == [
        "the spot colour PANTONE 300 C is printed from the press's inks: in full it is C0 M100 Y100 K0",
        f"the spot colour Pantone Red 185 CVC is printed by a plate of its own, {RED}",
    ]


def test_an_ad_s_mix_of_a_spot_and_cyan_is_black_where_there_is_no_cyan(red) -> None:
    pdf, form = spot_ad("PANTONE 185 C")
    form.Resources.ColorSpace["/B"][1] = pikepdf.Array([pikepdf.Name("/PANTONE 185 C"), pikepdf.Name.Cyan])
    page = red.for_inks(("black", RED))
    brought_to_inks(pdf, form, page)
    Inking(pdf, PageInks.of(page, ())).form(form)
    plates = tones(page_of(pdf, form))
    assert at(plates, 5, 5) == {RED: 100}
    assert set(at(plates, 15, 5)) == {"Black"}


def test_a_colour_is_told_as_the_tint_that_its_plate_has(red) -> None:
    page, pdf = red.for_inks(("black",)), pikepdf.new()
    form = pdf.make_stream(b"0 0.9 0.7 1 k 0 0 9 9 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    (change,) = brought_to_inks(pdf, form, page)
    Inking(pdf, PageInks.of(page, ())).form(form)
    made = painting([(str(one.operator), tuple(one.operands)) for one in pikepdf.parse_content_stream(form)], "f")
    assert made == 1
    assert "260 % became K100" in change.said


def test_a_page_without_the_spot_has_no_plate_of_it(red) -> None:
    pdf, form = spot_ad("Pantone Red 185 CVC")
    brought_to_inks(pdf, form, red)
    page = page_of(pdf, form)
    assert inks_of(page) == PROCESS
    assert at(tones(page), 5, 5) == {"Magenta": 100, "Yellow": 100}
    assert in_colour(page)


def test_a_photograph_on_a_black_page_is_grey(photograph, red) -> None:
    rect = Rect(0, 0, 100, 75)
    made = prepare(photograph, rect, None, red.for_inks(("black",)))
    assert (made.space, made.max_ink <= 100) == ("DeviceGray", True)
    assert prepare(photograph, rect, None, red).space == "DeviceCMYK"


def test_colour_on_a_black_page_fails_its_check(pages, red) -> None:
    checked = preflight_page(pages["process"], profile_of(red.for_inks(("black",))), page="A1")
    assert Code.COLOUR_BLACK_PAGE in {one.finding.code for one in checked.found}
    foreign = preflight_page(pages[RED], profile_of(red), page="A1")
    assert Code.COLOUR_SPOT in {one.finding.code for one in foreign.found}


def test_previews_proofs_and_drawings_show_a_spot_as_it_looks(pages, red, spotted) -> None:
    look = lab_rgb(LAB)
    assert page_image(pages[RED], 36).getpixel((245, 97)) == pytest.approx(look, abs=2)
    proof = soft_proof(pages[f"process + {RED}"], red.profile_data, 36).getpixel((245, 97))
    assert proof[0] > 150 > 80 > max(proof[1:])
    with opened(pages[RED]) as pdf:
        brought_to_screen(pdf, pdf.pages[0], Screen(Inks(red.profile_data, 400), {}, spots_of(inks_of(pages[RED]))))
        told = [one for one in pikepdf.parse_content_stream(pdf.pages[0]) if str(one.operator) == "rg"]
    readers = {tuple(round(255 * float(value)) for value in one.operands) for one in told}
    assert look in readers
    accent = spotted.colours["accent"]
    assert inked_rgb(red.for_inks(("black", RED)))(accent) == "#" + bytes(look).hex()
    grey = inked_rgb(red.for_inks(("black",)))(accent)
    assert grey[1:3] == grey[3:5] == grey[5:7] != "00"


def test_the_inks_of_a_condition(red) -> None:
    assert ink_called("PMS 185", printed_inks(red.for_inks(("black", RED)))).cmyk == STANDS
    assert printed_inks(red) == PROCESS


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed")
def test_another_program_s_plates_are_the_same(pages, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(pages[RED])
    command = [GHOSTSCRIPT, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r18"]
    subprocess.run([*command, f"-sOutputFile={tmp_path}/p%d.tif", str(tmp_path / "page.pdf")], check=True)
    found = {file.stem.split("(")[1][:-1]: file for file in tmp_path.glob("p1(*).tif")}
    with_ink = set()
    for name, file in found.items():
        with Image.open(file) as plate:
            if plate.convert("L").getextrema()[0] < 255:
                with_ink.add(name)
    assert with_ink == {"Black", RED}
