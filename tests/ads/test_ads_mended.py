"""What is put right in a ready-made ad, each fault alone: what is drawn afterwards, what is told, what is refused."""

from __future__ import annotations

import re
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageFile

from layout.base.units import Rect
from layout.design.namedglyphs import named_face
from layout.design.press import PdfX, load_press
from layout.pdf import guard
from layout.pdf.canvas import read_page
from layout.pdf.foreign import foreign_page
from layout.pdf.mend.change import Cure
from layout.pdf.mend.faces import standard_of
from layout.pdf.mend.sizes import bleed_of, fitted
from layout.pdf.place import PlacedAd
from layout.pdf.treatment import Treatment

ROOT = Path(__file__).parents[2]
SIZE = (100.0, 60.0)
BOX = b"0 0 0 1 k 10 10 30 30 re f "
"""Black at (25, 25) from the lower left; nothing at (75, 30)."""


@pytest.fixture(scope="module")
def press():
    return load_press(ROOT / "assets" / "press" / "newsprint.yaml")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The files of these tests do no harm; the gauge has tests of its own."""
    monkeypatch.setattr(guard, "problem_of", lambda data: "")


@dataclass
class Looked:
    """A page looked through, and placed."""

    problems: tuple[str, ...]
    changes: dict[Cure, str]
    size: tuple[float, float]
    pdf: bytes

    def dark(self, x, y):
        """Tell whether there is ink at a point, pt from the lower left."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            picture = document[0].render(scale=4).to_pil().convert("L")
        return picture.getpixel((round(4 * x), picture.height - round(4 * y))) < 160


@pytest.fixture
def look(press):
    def look(content=BOX, resources=None, change=None, data=b"", page=0, press=press, **save):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some of these files are wrong on purpose
            return looked(content, resources, change, data, page, press, save)

    def looked(content, resources, change, data, page, press, save):
        if not data:
            pdf = pikepdf.new()
            leaf = pdf.add_blank_page(page_size=SIZE)
            leaf.obj.Contents = pdf.make_stream(content)
            leaf.obj.Resources = Dictionary(resources(pdf) if resources else {})
            if change:
                change(pdf, leaf)
            out = BytesIO()
            pdf.save(out, **save)
            data = out.getvalue()
        with foreign_page(data, 0.0, press, page) as found:
            placed = found.placed(Rect(0, 0, found.width, found.height), 0, 0)
            changes = {one.cure: str(one.said) for one in found.changes}
            return Looked(found.problems, changes, (found.width, found.height), placed)

    return look


def operators(pdf: bytes) -> list[str]:
    """Return the operators of an ad's own stream."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        form = opened.pages[0].Resources.XObject.Ad
        return [str(one.operator) for one in pikepdf.parse_content_stream(form)]


def form(pdf, content, **entries):
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *SIZE]), **entries)


# ---- layers ----------------------------------------------------------------------------------------------------


def layer(pdf, name, **entries):
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), **entries))


OFF_IN_PRINT, ON_IN_PRINT = Name.OFF, Name.ON


@pytest.mark.parametrize(
    ("own", "config", "member", "seen"),
    [
        (None, lambda one: {}, None, True),
        (None, lambda one: {"OFF": Array([one])}, None, False),
        (None, lambda one: {"BaseState": Name.OFF}, None, False),
        (None, lambda one: {"BaseState": Name.OFF, "ON": Array([one])}, None, True),
        (OFF_IN_PRINT, lambda one: {}, None, False),
        (ON_IN_PRINT, lambda one: {"OFF": Array([one])}, None, False),
        (
            ON_IN_PRINT,
            lambda one: {
                "OFF": Array([one]),
                "AS": Array([Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([one]))]),
            },
            None,
            True,
        ),
        (None, lambda one: {}, lambda one: {"P": Name.AllOff, "OCGs": one}, False),
        (None, lambda one: {"OFF": Array([one])}, lambda one: {"P": Name.AnyOff, "OCGs": Array([one])}, True),
        (None, lambda one: {}, lambda one: {"VE": Array([Name.Not, one])}, False),
        (None, lambda one: {}, lambda one: {"VE": Array([Name.Or, Array([Name.Not, one]), one])}, True),
    ],
)
@pytest.mark.parametrize("where", ["marked", "form"])
def test_layers_that_do_not_print_are_left_out(where, own, config, member, seen, look):
    def change(pdf, page):
        usage = {"Usage": Dictionary(Print=Dictionary(PrintState=own))} if own else {}
        one = layer(pdf, "Proof marks", **usage)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(**config(one)))
        what = pdf.make_indirect(Dictionary(Type=Name.OCMD, **member(one))) if member else one
        if where == "marked":
            page.obj.Resources = Dictionary(Properties=Dictionary(L=what))
            page.obj.Contents = pdf.make_stream(b"/OC /L BDC q 60 10 30 30 re W f Q EMC " + BOX)
        else:
            page.obj.Resources = Dictionary(XObject=Dictionary(L=form(pdf, b"60 10 30 30 re f", OC=what)))
            page.obj.Contents = pdf.make_stream(b"/L Do " + BOX)

    found = look(change=change)
    assert found.dark(25, 25)
    assert found.dark(75, 25) == seen
    assert (Cure.LAYERS in found.changes) != seen
    assert seen or member or "Proof marks" in found.changes[Cure.LAYERS]
    assert b"OCG" not in found.pdf
    assert b"BmHidden" not in found.pdf


def test_what_a_hidden_layer_does_to_the_state_stays(look):
    """Only what it paints goes: the pen of a text and the matrix are where they were."""

    def change(pdf, page):
        one = layer(pdf, "hidden")
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(OFF=Array([one])))
        page.obj.Resources = Dictionary(Properties=Dictionary(L=one))
        page.obj.Contents = pdf.make_stream(b"/OC /L BDC 1 0 0 1 50 0 cm 10 10 30 30 re f EMC 0 0 20 20 re f")

    found = look(change=change)
    assert found.dark(55, 5)
    assert not found.dark(75, 35)


# ---- annotations -----------------------------------------------------------------------------------------------


def noted(kind=Name.Stamp, flags=4, rect=(60, 10, 90, 40), bbox=(0, 0, 10, 10), appearance=True, **entries):
    def change(pdf, page):
        note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(rect), F=flags, **entries)
        if appearance:
            drawn = pdf.make_stream(b"0 0 0 1 k 0 0 10 10 re f", BBox=Array(bbox), Matrix=Array([2, 0, 0, 2, 5, 5]))
            note.AP = Dictionary(N=drawn)
        page.obj.Annots = Array([pdf.make_indirect(note)])

    return change


@pytest.mark.parametrize(
    ("kind", "flags", "printed"),
    [
        (Name.Stamp, 4, True),
        (Name.FreeText, 4, True),
        (Name.Widget, 4, True),
        (Name.Stamp, 0, False),
        (Name.Stamp, 4 | 2, False),
        (Name.Popup, 4, False),
        (Name.Screen, 4, False),
    ],
)
def test_annotations_that_print_are_drawn_where_they_stand(kind, flags, printed, look):
    found = look(change=noted(kind, flags))
    assert found.problems == ()
    assert found.dark(25, 25)
    assert [found.dark(x, y) for x, y in ((62, 12), (88, 38), (58, 25), (75, 42))] == [printed, printed, False, False]
    assert (Cure.NOTES in found.changes, Cure.SCREEN in found.changes) == (printed, not printed)


def test_a_page_under_annotations_and_they_begin_in_black(look):
    """As single_page has the whole begin: only so is it known of type without a colour that it is black."""
    found = look(change=noted())
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        parts = pdf.pages[0].Resources.XObject.Ad.Resources.XObject
        begins = {
            name: [str(one.operator) for one in pikepdf.parse_content_stream(part)][:2] for name, part in parts.items()
        }
    assert begins == {"/BmPage": ["g", "G"], "/BmNote1": ["g", "G"]}


def test_an_appearance_is_chosen_by_its_state_and_hidden_by_its_layer(look):
    def change(pdf, page):
        noted(Name.Widget)(pdf, page)
        note = page.obj.Annots[0]
        note.AP = Dictionary(N=Dictionary(Yes=note.AP.N, Off=pdf.make_stream(b"", BBox=Array([0, 0, 9, 9]))))
        note.AS = Name.Yes

    assert look(change=change).dark(75, 25)

    def off(pdf, page):
        change(pdf, page)
        page.obj.Annots[0].AS = Name.Off

    assert not look(change=off).dark(75, 25)

    def hidden(pdf, page):
        change(pdf, page)
        one = layer(pdf, "hidden")
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(OFF=Array([one])))
        page.obj.Annots[0].OC = one

    assert not look(change=hidden).dark(75, 25)


def test_a_turned_page_keeps_its_annotations_in_place(look):
    def change(pdf, page):
        noted()(pdf, page)
        page.obj.Rotate = 90

    found = look(change=change)
    assert found.size == (60, 100)
    assert found.dark(25, 100 - 75)


def test_text_that_only_a_reader_draws_is_no_loss_that_is_passed_over(look):
    found = look(change=noted(Name.Widget, appearance=False, FT=Name.Tx, V=String("9.90"), T=String("price")))
    assert [str(one) for one in found.problems] == ["only a reader on a screen draws the text of its form field price"]


# ---- operators -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "ends"),
    [
        (BOX + b"Q", ["re", "f"]),
        (b"q " + BOX, ["f", "Q"]),
        (b"q q Q Q Q Q " + BOX, ["re", "f"]),
        (BOX + b"BT", ["BT", "ET"]),
        (BOX + b"ET", ["re", "f"]),
        (BOX + b"/Span BMC", ["BMC", "EMC"]),
        (BOX + b"EMC", ["re", "f"]),
        (BOX + b"q 0 0 m 9 9 l", ["l", "n", "Q"]),
    ],
)
def test_what_was_begun_is_ended_and_what_ends_nothing_goes(content, ends, look):
    found = look(content)
    assert operators(found.pdf)[-len(ends) :] == ends
    assert found.dark(25, 25)
    assert Cure.STATES in found.changes


def test_a_sound_drawing_is_not_changed(look):
    found = look(b"q " + BOX + b"Q")
    assert (found.problems, found.changes) == ((), {})


def test_streams_of_a_page_that_are_sound_together_are_sound(look):
    def change(pdf, page):
        page.obj.Contents = Array([pdf.make_stream(b"q 1 0 0 1 0 0 cm "), pdf.make_stream(BOX + b"Q")])

    assert look(change=change).changes == {}


def glyph_font(pdf, **entries):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1, 1]), FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            CharProcs=Dictionary(a=pdf.make_stream(b"1 0 d0 /In Do")), FirstChar=97, LastChar=97, Widths=Array([1]),
            Encoding=Dictionary(Differences=Array([97, Name.a])), **entries,
        )
    )  # fmt: skip


@pytest.mark.parametrize("drawn", ["form", "nested", "two parents", "some of its own", "pattern", "type 3"])
def test_names_that_a_stream_lacks_are_those_of_what_draws_it(drawn, look, press):
    def resources(pdf):
        square = form(pdf, b"0 0 1 1 re f")
        out = {"/XObject": Dictionary(In=square), "/ExtGState": Dictionary(Unused=Dictionary(LW=3))}
        inner = form(pdf, b"q 30 0 0 30 10 10 cm /In Do Q")
        match drawn:
            case "form":
                out["/XObject"].F = inner
            case "nested":
                out["/XObject"].F = form(pdf, b"/G Do")
                out["/XObject"].G = inner
            case "two parents":
                out["/XObject"].F = form(pdf, b"/G Do", Resources=Dictionary(XObject=Dictionary(G=inner, In=square)))
            case "some of its own":
                inner.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(LW=1)))
                out["/XObject"].F = inner
            case "pattern":
                cell = pdf.make_stream(b"q 30 0 0 30 10 10 cm /In Do Q", PatternType=1, PaintType=1, TilingType=1)
                cell.BBox, cell.XStep, cell.YStep = Array([0, 0, *SIZE]), *SIZE
                out["/Pattern"] = Dictionary(P=cell)
                out["/XObject"].F = form(pdf, b"/Pattern cs /P scn 0 0 100 60 re f")
            case "type 3":
                out["/Font"] = Dictionary(T=glyph_font(pdf))
                out["/XObject"].F = form(pdf, b"BT /T 30 Tf 10 10 Td (a) Tj ET")
        return out

    found = look(b"/F Do", resources=resources)
    assert found.problems == ()
    assert found.dark(25, 25)
    assert Cure.RESOURCES in found.changes
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        Treatment(pdf, PdfX.X4, lambda what, hint: AssertionError(what)).page(pdf.pages[0])
        out = BytesIO()
        pdf.save(out)
    assert Looked((), {}, SIZE, out.getvalue()).dark(25, 25)


def test_fonts_of_drawn_glyphs_that_share_their_resources_with_the_page_are_no_nesting(look):
    """Each stream draws what it names, not what others of the same resources do."""
    fonts = {f"/T{number}": None for number in range(40)}

    def resources(pdf):
        shared = pdf.make_indirect(Dictionary(XObject=Dictionary(In=form(pdf, b"0 0 1 1 re f"))))
        for name in fonts:
            fonts[name] = glyph_font(pdf, Resources=shared)
        shared.Font = Dictionary(fonts)
        return {"/XObject": Dictionary(F=form(pdf, text, Resources=shared))}

    text = b"".join(b"BT %s 30 Tf 10 10 Td (a) Tj ET\n" % name.encode() for name in fonts)
    found = look(b"/F Do", resources=resources)
    assert found.problems == ()
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        Treatment(pdf, PdfX.X4, lambda what, hint: AssertionError(what)).page(pdf.pages[0])


def test_what_the_file_does_not_have_is_left_out_as_every_reader_does(look):
    found = look(b"/Gone Do /Gone gs BT /Gone 9 Tf (a) Tj ET /Gone sh " + BOX)
    assert found.dark(25, 25)
    assert found.problems == ()
    assert "Gone" in found.changes[Cure.DAMAGE]
    assert not {"Do", "gs", "Tf", "Tj", "sh"} & set(operators(found.pdf))


def test_a_font_that_is_named_and_not_shown_goes(look):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Verdana)
    found = look(
        b"BT /F 9 Tf ET BT /F 9 Tf 3 Tr (unseen) Tj ET " + BOX, resources=lambda pdf: {"/Font": Dictionary(F=font)}
    )
    assert found.problems == ()
    assert b"Verdana" not in found.pdf


# ---- damage ----------------------------------------------------------------------------------------------------


def picture(pdf, data, **entries):
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=60, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, **entries,
    )  # fmt: skip


def jpeg():
    out = BytesIO()
    Image.effect_noise((60, 60), 90).save(out, "JPEG")
    return out.getvalue()


PLACED = b"q 30 0 0 30 10 10 cm /I Do Q"
TEXTED = "".join(f"{byte:02x}" for byte in jpeg()).encode() + b">"


@pytest.mark.parametrize(
    ("data", "filters", "said"),
    [
        (zlib.compress(bytes(3600)), Name.FlateDecode, ""),
        (zlib.compress(bytes(3600))[:-4], Name.FlateDecode, ""),
        (zlib.compress(bytes(1800)), Name.FlateDecode, "cut off after 30 rows"),
        (zlib.compress(bytes(range(240)) * 15)[:60], Name.FlateDecode, "cut off after"),
        (jpeg(), Name.DCTDecode, ""),
        (jpeg()[:-300], Name.DCTDecode, "60 x 60 pixels is damaged"),
        (zlib.compress(jpeg()), Array([Name.FlateDecode, Name.DCTDecode]), ""),
        (TEXTED, Array([Name.ASCIIHexDecode, Name.DCTDecode]), ""),
        (zlib.compress(zlib.compress(bytes(3600))), Array([Name.FlateDecode, Name.FlateDecode]), ""),
    ],
)
def test_a_picture_is_whole_or_told(data, filters, said, look, monkeypatch):
    # As WeasyPrint has it, once it is imported.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    found = look(PLACED, resources=lambda pdf: {"/XObject": Dictionary(I=picture(pdf, data, Filter=filters))})
    assert [said in str(one) for one in found.problems] == [True] * bool(said)
    if not said:
        with pikepdf.open(BytesIO(found.pdf)) as pdf:
            kept = pdf.pages[0].Resources.XObject.Ad.Resources.XObject.I.Filter
            assert kept in (Name.FlateDecode, Name.DCTDecode)


def test_operators_that_were_flushed_and_never_ended_are_whole(look):
    def change(pdf, page):
        packer = zlib.compressobj()
        data = packer.compress(BOX) + packer.flush(zlib.Z_SYNC_FLUSH)
        page.obj.Contents = pdf.make_stream(data, Filter=Name.FlateDecode)

    found = look(change=change, compress_streams=False)
    assert found.problems == ()
    assert found.dark(25, 25)


def test_a_damaged_picture_that_is_not_drawn_does_not_matter(look):
    bad = lambda pdf: {"/XObject": Dictionary(I=picture(pdf, b"nonsense", Filter=Name.FlateDecode))}  # noqa: E731
    assert look(BOX, resources=bad).problems == ()


@pytest.mark.parametrize("spoil", ["table", "xref", "trailer", "object", "length"])
def test_a_file_whose_lists_are_wrong_is_whole(spoil, look):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=SIZE).obj.Contents = pdf.make_stream(BOX)
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    data = out.getvalue()
    match spoil:
        case "table":
            data = data.replace(b"/Size ", b"/Size 1")
        case "xref":
            data = data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF"
        case "trailer":
            data = data[: data.rindex(b"xref\n0")]
            data += b"trailer <</Root 1 0 R>>"
        case "object":
            data = b"%PDF-1.4\n% moved\n" + data[9:]
        case "length":
            data = data.replace(b"/Length %d" % len(BOX), b"/Length %d" % (len(BOX) + 9))
    found = look(data=data)
    assert found.problems == ()
    assert found.dark(25, 25)
    assert Cure.DAMAGE in found.changes


def test_a_damaged_file_that_lost_what_it_draws_is_refused(look):
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SIZE)
    page.obj.Contents = pdf.make_stream(BOX + b"/I Do")
    page.obj.Resources = Dictionary(XObject=Dictionary(I=picture(pdf, bytes(3600))))
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = out.getvalue()
    number = data.rindex(b" 0 obj", 0, data.index(b"/Subtype /Image"))
    found = look(data=data[:number] + b" 9 xxx" + data[number + 6 :])
    assert any("does not have: I" in str(one) for one in found.problems)


# ---- lines, overprinting, fonts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "width"),
    [
        (b"0 0 0 1 K 0 w 0 30 m 100 30 l S", 0.25),
        (b"0 0 0 1 K 0.1 w 0 30 m 100 30 l S", 0.25),
        (b"0 0 0 1 K q 0.1 0 0 0.1 0 0 cm 1 w 0 300 m 1000 300 l S Q", 2.5),
        (b"0 0 0 .5 K 0.5 w 0 30 m 100 30 l S", 1.0),
        (b"0 0 0 0 K 0.3 w 0 30 m 100 30 l S", 0.5),
    ],
)
def test_a_line_is_as_thick_as_the_press_prints(content, width, look):
    found = look(content)
    assert "was thinner than the press prints" in found.changes[Cure.THIN]
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        drawn = pdf.pages[0].Resources.XObject.Ad
        widths = [float(one.operands[0]) for one in pikepdf.parse_content_stream(drawn) if str(one.operator) == "w"]
    assert widths[-1] == pytest.approx(width)


@pytest.mark.parametrize(
    ("content", "rectangle"),
    [
        (b"0 0 0 1 k 10 30 80 0.1 re f", (10, 29.925, 80, 0.25)),
        (b"0 0 0 1 k 30 10 -0.1 40 re f*", (29.825, 10, 0.25, 40)),
        (b"0 0 0 1 k 10 30 80 -0.1 re f", (10, 29.825, 80, 0.25)),
        (b"0 0 0 1 k 10 30 80 0.3 re f", (10, 30, 80, 0.3)),
        (b"0 0 0 1 k 10 30 0.9 0.2 re f", (10, 29.975, 0.9, 0.25)),
        (b"0 0 0 1 k 10 30 0.3 0.1 re f", (10, 30, 0.3, 0.1)),
        (b"0 0 0 1 k 10 30 80 0.1 re W n 0 0 9 9 re f", (10, 30, 80, 0.1)),
    ],
)
def test_a_filled_line_is_as_thick_too(content, rectangle, look):
    found = look(content)
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0].Resources.XObject.Ad)
        (first, *_) = [tuple(map(float, one.operands)) for one in drawn if str(one.operator) == "re"]
    assert first == pytest.approx(rectangle)


def test_a_line_in_a_form_is_judged_where_it_is_drawn(look):
    def resources(pdf):
        return {"/XObject": Dictionary(F=form(pdf, b"1 w 0 300 m 1000 300 l S", Resources=Dictionary()))}

    assert Cure.THIN in look(b"0 0 0 1 K q .1 0 0 .1 0 0 cm /F Do Q", resources=resources).changes
    assert Cure.THIN not in look(b"0 0 0 1 K /F Do", resources=resources).changes


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"0 g /F Do", ["g", "G"]),
        (b"0 0 0 1 k 0 1 1 0 K /F Do", ["g"]),
        (b"0 g /F Do 0 1 1 0 k /F Do", ["G"]),
        (b"0 g /G Do 0 1 1 0 k /G Do", ["G"]),
        (b"0 1 1 0 k 0 1 0 0 K /F Do", []),
    ],
)
def test_a_form_of_type_that_is_always_drawn_in_black_says_so(content, begins, look):
    def resources(pdf):
        helvetica = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        fonts = Dictionary(Font=Dictionary(T=helvetica))
        inner = form(pdf, b"BT /T 30 Tf (a) Tj ET", Resources=fonts)
        return {"/XObject": Dictionary(F=inner, G=form(pdf, b"/F Do", Resources=Dictionary(XObject={"/F": inner})))}

    found = look(content, resources=resources)
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        drawn = pdf.pages[0].Resources.XObject.Ad.Resources.XObject
        drawn = drawn.F if "/F" in drawn else drawn.G.Resources.XObject.F
        asked = [str(one.operator) for one in pikepdf.parse_content_stream(drawn)]
    assert asked[: asked.index("BT")] == begins


@pytest.mark.parametrize("paint", [b"0 0 0 0 k 10 10 30 30 re f", b"1 g 10 10 30 30 re f"])
def test_white_that_overprints_covers(paint, look):
    state = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    found = look(
        b"/G gs " + paint + b" 0 1 0 0 k 50 10 9 9 re f", resources=lambda pdf: {"/ExtGState": Dictionary(G=state)}
    )
    assert Cure.OVERPRINT in found.changes
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        drawn = pdf.pages[0].Resources.XObject.Ad
        asked = [str(one.operands[0]) for one in pikepdf.parse_content_stream(drawn) if str(one.operator) == "gs"]
        states = [drawn.Resources.ExtGState[name] for name in asked]
        over = [bool(one.op) for one in states if "/op" in one]  # one without tells the mode alone
    assert over == [True, False, True]


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("Helvetica", "Helvetica"),
        ("ArialMT", "Helvetica"),
        ("Arial,BoldItalic", "Helvetica-BoldOblique"),
        ("Arial-BoldMT", "Helvetica-Bold"),
        ("TimesNewRomanPS-ItalicMT", "Times-Italic"),
        ("Times-Roman", "Times-Roman"),
        ("Courier New,Bold", "Courier-Bold"),
        ("ArialNarrow", ""),
        ("Helvetica-Light", ""),
        ("SimSun", ""),
    ],
)
def test_which_fonts_every_reader_has(name, standard):
    assert standard_of(name) == standard


@pytest.mark.parametrize(("widths", "taken"), [(None, True), ([722], True), ([500], False)])
def test_a_font_that_every_reader_has_is_put_in(widths, taken, look):
    def resources(pdf):
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Arial,Bold"), Encoding=Name.WinAnsiEncoding
        )
        if widths:
            font.FirstChar, font.LastChar, font.Widths = 72, 72, Array(widths)
        return {"/Font": Dictionary(F=pdf.make_indirect(font))}

    found = look(b"0 0 0 1 k BT /F 40 Tf 10 10 Td (H) Tj ET", resources=resources)
    assert (found.problems == ()) == taken
    if taken:
        assert "Arial,Bold" in found.changes[Cure.FONT]
        assert found.dark(10 + 0.13 * 40, 20)
        with pikepdf.open(BytesIO(found.pdf)) as pdf:
            font = pdf.pages[0].Resources.XObject.Ad.Resources.Font.F
            assert [float(width) for width in font.Widths] == [722]
            assert "/FontFile3" in font.FontDescriptor


@pytest.mark.parametrize(("spacing", "taken"), [(0, False), (8.88, True)])
def test_widths_that_spacing_makes_up_for_are_those_of_the_face(spacing, taken, look):
    """Of a file that says 500 of a glyph of 722 and moves the pen by the rest: 222 thousandths of 40 pt."""

    def resources(pdf):
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Helvetica,Bold"), FirstChar=72)
        font.LastChar, font.Widths = 72, Array([500])
        return {"/Font": Dictionary(F=pdf.make_indirect(font))}

    found = look(b"0 0 0 1 k BT /F 40 Tf %g Tc 10 10 Td (H) Tj ET" % spacing, resources=resources)
    assert (found.problems == ()) == taken


def test_a_symbol_font_is_put_in_with_no_more_than_is_shown(look):
    def resources(pdf):
        return {"/Font": Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))}

    found = look(b"0 0 0 1 k BT /F 40 Tf 10 10 Td (n) Tj ET", resources=resources)
    assert found.problems == ()
    assert found.dark(10 + 0.4 * 40, 10 + 0.3 * 40)  # n is a black square
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        font = pdf.pages[0].Resources.XObject.Ad.Resources.Font.F
        assert re.fullmatch("/[A-Z]{6}[+].+", str(font.BaseFont))
        assert set(named_face(font.FontDescriptor.FontFile3.read_bytes()).advances) == {".notdef", "a73"}


# ---- glyphs that are drawings ------------------------------------------------------------------------------------


def drawn_font(pdf, glyph):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0] * 4), FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]),
            CharProcs=Dictionary(a=pdf.make_stream(glyph)), FirstChar=97, LastChar=97, Widths=Array([150]),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
        )
    )  # fmt: skip


def test_type_of_drawn_glyphs_is_a_drawing_and_other_type_keeps_its_place(look):
    """A glyph is a square of 10 pt and moves the pen by 15; the letter after it is told by no place of its own."""
    square = b"150 0 0 0 100 100 d1 1 0 0 rg 0 0 100 100 re f"

    def resources(pdf):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        return {"/Font": Dictionary(F=pdf.make_indirect(font), T=drawn_font(pdf, square))}

    text = b"0 0 0 1 k BT 10 10 Td /T 10 Tf [(a) -1000 (a)] TJ /F 40 Tf (I) Tj 0 40 Td /T 10 Tf (a) Tj 3 Tr (a) Tj ET"
    found = look(text, resources=resources)
    assert (found.problems, Cure.GLYPHS in found.changes) == ((), True)
    seen = {(x, y): found.dark(x, y) for x in (15, 23, 40, 45) for y in (15, 55)}
    assert seen == {
        (15, 15): True, (23, 15): False, (40, 15): True, (45, 15): False,
        (15, 55): True, (23, 55): False, (40, 55): False, (45, 55): False,
    }  # fmt: skip
    assert found.dark(50 + 0.14 * 40, 25)  # the I, at 10 + 15 + 10 + 15
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        ad = pdf.pages[0].Resources.XObject.Ad
        assert list(ad.Resources.Font.keys()) == ["/F"]
        glyph = next(iter(ad.Resources.XObject.values()))
        assert [str(one.operator) for one in pikepdf.parse_content_stream(glyph)] == ["re", "f"]


def test_strokes_of_a_glyph_without_colour_are_in_the_colour_of_the_text(look):
    def resources(pdf):
        return {"/Font": Dictionary(T=drawn_font(pdf, b"150 0 0 0 100 100 d1 30 w 0 50 m 100 50 l S"))}

    assert look(b"0 0 0 1 k 0 0 0 0 K BT 10 10 Td /T 10 Tf (a) Tj ET", resources=resources).dark(15, 15)


# ---- black on dark ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "over"),
    [
        (b".87 .84 0 .29 k 0 0 90 90 re f", False),
        (b".6 .4 0 .9 k 0 0 90 90 re f", True),  # black in it is no more ink
        (b".87 .84 0 .29 k 0 0 90 90 re f 0 0 .2 0 k 0 0 90 90 re f", True),
        (b".87 .84 0 .29 k 0 40 90 50 re f", True),
        (b"q 50 50 9 9 re W n .87 .84 0 .29 k 0 0 90 90 re f Q", True),
    ],
)
def test_black_type_knocks_out_where_it_would_be_too_much_ink_with_its_ground(ground, over, look):
    def resources(pdf):
        return {"/Font": Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))}

    found = look(ground + b" 0 0 0 1 k BT /F 12 Tf 10 10 Td (H) Tj 82 0 Td (H) Tj ET", resources=resources)
    assert (Cure.OVERPRINT in found.changes) == (not over)
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        Treatment(pdf, PdfX.X4, lambda what, hint: AssertionError(what)).page(pdf.pages[0])
        pdf.save(out := BytesIO())
    assert [text.overprint.fills for text in read_page(out.getvalue())[0].texts] == [over, True]


def test_transparency_becomes_a_picture_where_the_standard_does_not_allow_it(look, press):
    def resources(pdf):
        return {"/ExtGState": Dictionary(G=Dictionary(Type=Name.ExtGState, ca=0.5))}

    content = BOX + b"/G gs 0 1 0 0 k 60 10 30 30 re f"
    assert Cure.TRANSPARENCY not in look(content, resources).changes
    found = look(content, resources, press=press.model_copy(update={"pdfx": PdfX.X1A}))
    assert found.problems == ()
    assert "600 pixels per inch" in found.changes[Cure.TRANSPARENCY]
    assert found.dark(25, 25)
    with pikepdf.open(BytesIO(found.pdf)) as pdf:
        picture = pdf.pages[0].Resources.XObject.Ad.Resources.XObject.BmPicture
        at = lambda x, y: 4 * (round((60 - y) / 60 * picture.Height) * picture.Width + round(x / 100 * picture.Width))  # noqa: E731
        data = picture.read_bytes()
        assert [list(data[at(x, 25) : at(x, 25) + 4]) for x in (25, 50)] == [[0, 0, 0, 255], [0, 0, 0, 0]]
        assert list(data[at(75, 25) : at(75, 25) + 4]) == pytest.approx([0, 128, 0, 0], abs=2)


# ---- the file and its size -------------------------------------------------------------------------------------


def test_units_of_the_page_are_applied(look):
    def change(pdf, page):
        page.obj.UserUnit = 2

    found = look(change=change)
    assert (found.problems, found.size) == ((), (200, 120))
    assert found.dark(50, 50)


def test_settings_of_another_press_are_left_out_and_told(look):
    state = Dictionary(Type=Name.ExtGState, TR=Name.Identity, HT=Dictionary(Type=Name.Halftone, HalftoneType=1))
    found = look(b"/G gs " + BOX, resources=lambda pdf: {"/ExtGState": Dictionary(G=state)})
    assert "halftones" in found.changes[Cure.STATES]
    assert b"Halftone" not in found.pdf


@pytest.mark.parametrize(("ends", "refused"), [((0, 1), False), ((0.1, 0.9), False), ((1, 0), True), ((0, 0), True)])
def test_transfer_curves_that_turn_colours_are_no_setting(ends, refused, look):
    curve = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([ends[0]]), C1=Array([ends[1]]), N=1)
    state = Dictionary(Type=Name.ExtGState, TR=curve)
    assert bool(look(b"/G gs " + BOX, resources=lambda pdf: {"/ExtGState": Dictionary(G=state)}).problems) == refused


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((100, 50), (1, 1)),
        ((101, 51), (1, 1)),
        ((105, 52), (100 / 105, 50 / 52)),
        ((98, 48), (100 / 98, 50 / 48)),
        ((100, 52.5), None),
        ((112, 56), None),
        ((1000, 500), None),
    ],
)
def test_an_ad_is_scaled_within_the_tolerance_or_not_at_all(size, scale):
    fit = fitted(*size, [Rect(0, 0, 100, 50)])
    assert (fit and (fit.across, fit.up)) == (scale and pytest.approx(scale, abs=0.002))


def test_the_room_that_needs_no_scaling_is_taken_first():
    rooms = [Rect(0, 0, 100, 50), Rect(0, 3, 100, 44)]
    assert fitted(100, 44, rooms).room == rooms[1]
    assert fitted(100, 50, rooms).room == rooms[0]


def test_a_bleed_is_seen_where_it_is_the_same_at_every_side():
    room, bleed = Rect(0, 0, 100, 50), 3 * 72 / 25.4
    assert bleed_of(100 + 2 * bleed, 50 + 2 * bleed, [room]) == pytest.approx(bleed)
    assert bleed_of(100 + 2 * bleed, 50, [room]) == 0


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("专色".encode("gbk"), "专色"),
        ("宋体".encode("gbk"), "宋体"),
        ("金".encode(), "金"),
        ("Café Ñandú".encode(), "Café Ñandú"),
        ("Золото".encode(), "Золото"),
        ("זהב".encode(), "זהב"),
    ],
)
def test_a_name_is_in_the_encoding_in_which_it_makes_sense(written, said, look):
    def resources(pdf):
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1)
        name = pikepdf.Object.parse(b"/" + b"".join(b"#%02x" % each for each in written))
        return {"/ColorSpace": Dictionary(S=Array([Name.Separation, name, Name.DeviceCMYK, tint]))}

    assert said in look(b"/S cs 1 scn 10 10 30 30 re f", resources=resources).changes[Cure.SPOT]


def test_a_picture_that_says_itself_what_it_is_in_is_brought_over(look):
    out = BytesIO()
    Image.new("RGB", (90, 90), (0, 128, 0)).save(out, "JPEG2000")

    def resources(pdf):
        held = pdf.make_stream(out.getvalue(), Subtype=Name.Image, Width=90, Height=90, Filter=Name.JPXDecode)
        return {"/XObject": Dictionary(I=held)}

    found = look(b"q 30 0 0 30 10 10 cm /I Do Q", resources=resources)
    assert found.problems == ()
    assert found.dark(25, 25)


@pytest.mark.parametrize(
    ("data", "filters", "parms", "said"),
    [
        (zlib.compress(bytes(9000)), ["Flate"], [{}], guard.ENORMOUS),
        (b"\x81\x00" * 2000, ["RunLength"], [{}], guard.ENORMOUS),
        (zlib.compress(bytes(900)), ["Flate"], [{}], ""),
        (b"z~>", ["ASCII85"], [{}], ""),
        (b"z~>", ["ASCII85"], [{"/Columns": 9}], ""),
        (zlib.compress(b"abc"), ["Flate"], [{"/Predictor": 99}], ""),
        (b"z~>", ["ASCII85"] * 5, [{}] * 5, guard.ENORMOUS),
    ],
)
def test_what_unpacks_to_too_much_is_told_from_what_cannot_be_unpacked(data, filters, parms, said, monkeypatch):
    pdf, out = pikepdf.new(), BytesIO()
    held = pdf.make_stream(data, Filter=Array([Name(f"/{one}Decode") for one in filters]))
    held.DecodeParms = Array([Dictionary(one) for one in parms])
    pdf.Root.Held = held
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    monkeypatch.setattr(guard, "MOST_STREAM", 1000)
    try:
        assert guard.measure(out.getvalue()) == said
    finally:
        monkeypatch.undo()
        guard.limit()


def test_the_mended_copy_is_ready_for_the_page(look):
    """Nothing of it troubles who places it."""
    found = look(b"q " + BOX)
    assert PlacedAd("x", found.pdf, Rect(0, 0, *SIZE)).pdf.startswith(b"%PDF")
