"""Colours of ready-made ads brought to the press's inks: the numbers that are written, and that no other is left."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from layout.base.messages import told
from layout.images import colour
from layout.pdf.functions import function_of
from layout.pdf.mend.change import CannotMendError, Cure
from layout.pdf.mend.colours import brought_to_inks
from layout.pdf.mend.sources import Inks
from layout.pdf.pdfium import page_image
from tests.conftest import ROOT

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SRGB_MATRIX = (0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505)
PRESS = ROOT / "assets" / "press"
BOX = b" 0 0 9 9 re f"


class Ad:
    """A form in a file of its own, made from operators and resources, to be brought to a press."""

    def __init__(self, content=b"", **resources):
        self.pdf = pikepdf.new()
        self.resources = Dictionary(**{name: Dictionary(things) for name, things in resources.items()})
        self.form = self.stream(content, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=self.resources)

    def stream(self, data, **entries):
        return self.pdf.make_stream(data, **entries)

    def put(self, category, name, thing):
        if category not in self.resources:
            self.resources[category] = Dictionary()
        self.form.Resources = self.resources
        self.form.Resources[category] = self.resources[category]
        self.form.Resources[category][name] = thing
        self.resources = self.form.Resources
        return thing

    def drawn(self, content, **entries):
        self.form.write(content)
        return self

    def icc(self, count, data=b"", **more):
        return Array([Name.ICCBased, self.stream(data, N=count, **more)])

    def tint(self, program, inputs=1, outputs=4):
        pairs = [[0, 1] * each for each in (inputs, outputs)]
        return self.stream(program, FunctionType=4, Domain=Array(pairs[0]), Range=Array(pairs[1]))

    def picture(self, data, space, size, bits=8, **more):
        width, height = size
        entries = {"ColorSpace": space} if space is not None else {}
        return self.stream(
            data, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=bits, **entries, **more
        )

    def mended(self, press):
        self.changes = brought_to_inks(self.pdf, self.form, press)
        return self

    @property
    def said(self):
        return "; ".join(change.said for change in self.changes)


def operators(stream, *wanted):
    """The operators of a stream that are asked for, each with its numbers."""
    found = []
    for each in pikepdf.parse_content_stream(stream):
        if not wanted or str(each.operator) in wanted:
            found.append((str(each.operator), [str(x) if isinstance(x, Name) else float(x) for x in each.operands]))
    return found


def inks(press, values, mode="RGB", embedded=b"", *, flat=True):
    """What LittleCMS makes of one colour, relative colorimetric with black point compensation.

    Of a flat one in tints that the plates hold: traces are left out, what is nearly full is full.
    """
    source = io.BytesIO(embedded) if embedded else ImageCms.createProfile("sRGB" if mode == "RGB" else "LAB")
    made = ImageCms.profileToProfile(
        Image.frombytes(mode, (1, 1), bytes(values)),
        source,
        io.BytesIO(press.profile_data),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    parts = [value / 255 for value in made.tobytes()]
    if not flat:
        return parts
    least, most = press.tones.lightest / 100, press.tones.darkest / 100
    full = [part if part <= most else most if part < (1 + most) / 2 else 1.0 for part in parts]
    return [part if part >= least else 0.0 for part in full]


def black(press, grey):
    """The tone of the black plate for a grey of a picture."""
    return 1 - colour.black_only(Image.new("L", (1, 1), grey), press.profile_data).tobytes()[0] / 255


def foreign(pdf):
    """What is left in a file that no plate can take."""
    found = set()

    def look(value):
        if isinstance(value, Name) and str(value) in FOREIGN:
            found.add(str(value))
        elif isinstance(value, Array):
            for each in value.as_list():
                inner(each)
        elif isinstance(value, Dictionary | pikepdf.Stream):
            for _, each in value.items():
                inner(each)

    def inner(value):
        if not isinstance(value, pikepdf.Object) or not value.is_indirect:
            look(value)

    for each in pdf.objects:
        look(each)
        if isinstance(each, pikepdf.Stream) and (each.get("/Subtype") == "/Form" or "/PatternType" in each):
            found |= {name for name, _ in operators(each, "rg", "RG", "sc", "SC")}
            found |= {space for _, (space,) in operators(each, "cs", "CS") if space in FOREIGN}
    return found


FOREIGN = {"/DeviceRGB", "/ICCBased", "/Lab", "/CalRGB", "/CalGray", "/Separation", "/DeviceN", "/DefaultRGB"}


def saved(ad):
    """The file as it is after saving, drawn by a page: what nobody draws is gone."""
    page = ad.pdf.add_blank_page(page_size=(9, 9))
    page.Resources = Dictionary(XObject=Dictionary(F=ad.form))
    page.Contents = ad.stream(b"/F Do")
    out = io.BytesIO()
    ad.pdf.save(out)
    return pikepdf.open(io.BytesIO(out.getvalue()))


def flat(press, content, space=None):
    """The first ink colour of a drawing, and its ad."""
    ad = Ad()
    if space is not None:
        ad.put("/ColorSpace", "/S", space(ad) if callable(space) else space)
    ad.drawn(content + BOX).mended(press)
    assert foreign(saved(ad)) == set()
    return operators(ad.form, "k", "K", "g")[-1][1], ad


def test_tints_of_flat_colours_are_such_as_plates_hold():
    press = Inks(b"", 240, 3, 90)
    rows = np.array([[0.02, 0.9, 0.91, 0.02], [0, 0.96, 0, 0.03], [0, 0.01, 0.02, 0], [1, 0, 0, 0]])
    assert press.held(rows).tolist() == [[0, 0.9, 0.9, 0], [0, 1, 0, 0.03], [0, 0.01, 0.02, 0], [1, 0, 0, 0]]


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 128, 64), (26, 76, 204), (255, 230, 200)])
def test_rgb_by_the_profile_of_the_press(press, rgb):
    numbers = " ".join(f"{value / 255:.5f}" for value in rgb).encode()
    wanted = pytest.approx(inks(press, rgb), abs=1e-4)
    assert flat(press, numbers + b" rg")[0] == wanted
    assert flat(press, b"/DeviceRGB cs " + numbers + b" sc")[0] == wanted
    assert flat(press, b"/S cs " + numbers + b" scn", lambda ad: ad.icc(3, SRGB))[0] == pytest.approx(
        inks(press, rgb, embedded=SRGB), abs=1e-4
    )
    # A profile that is broken: the usual RGB.
    assert flat(press, b"/S cs " + numbers + b" scn", lambda ad: ad.icc(3, b"nothing"))[0] == wanted
    ad = Ad()
    ad.put("/ColorSpace", "/DefaultRGB", ad.icc(3, SRGB))
    assert operators(ad.drawn(numbers + b" RG").mended(press).form, "K")[0][1] == pytest.approx(
        inks(press, rgb, embedded=SRGB), abs=1e-4
    )


@pytest.mark.parametrize("grey", [0, 40, 128, 200, 255])
def test_colours_without_a_hue_are_printed_in_black_alone(press, grey):
    numbers = b" ".join([f"{grey / 255:.5f}".encode()] * 3)
    wanted = [0, 0, 0, pytest.approx(black(press, grey), abs=1e-4)]
    assert flat(press, numbers + b" rg")[0] == wanted
    assert flat(press, b"/S cs " + numbers + b" scn", lambda ad: ad.icc(3, SRGB))[0] == wanted


def test_white_is_no_ink_and_black_is_black(press):
    assert flat(press, b"1 1 1 rg")[0] == [0, 0, 0, 0]
    assert flat(press, b"0 0 0 rg")[0] == [0, 0, 0, 1]
    assert flat(press, b"/S cs 100 0 0 sc", Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]))[0] == [
        *[0] * 4
    ]


def test_nothing_leaps_between_greys_and_colours(press):
    """From grey to red in small steps of the one into the other: no ink goes further than a step's worth at once."""
    content = b"".join(b"%.4f 0.5 0.5 rg " % (0.5 + step / 255) for step in range(40))
    ad = Ad(content).mended(press)
    steps = np.array([numbers for _, numbers in operators(ad.form, "k")])
    assert steps[0].tolist() == [0, 0, 0, pytest.approx(black(press, 128), abs=1e-4)]
    assert np.abs(np.diff(steps, axis=0)).max() < 0.06


def test_lab_and_calibrated_rgb(press):
    lab = lambda ad: Array([Name.Lab, Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]), Range=Array([-100, 100] * 2))])  # noqa: E731
    coded = [round(50 * 2.55), 60, (-30) % 256]
    assert flat(press, b"/S cs 50 60 -30 scn", lab)[0] == pytest.approx(inks(press, coded, "LAB"), abs=1e-4)
    calibrated = Array(
        [
            Name.CalRGB,
            Dictionary(WhitePoint=Array([0.9505, 1, 1.089]), Gamma=Array([2.2] * 3), Matrix=Array(list(SRGB_MATRIX))),
        ]
    )
    # With the primaries of sRGB it is all but sRGB.
    assert flat(press, b"/S cs 1 0.2 0 scn", calibrated)[0] == pytest.approx(inks(press, (255, 51, 0)), abs=0.03)
    assert flat(press, b"/S cs 0.5 0.5 0.5 scn", calibrated)[0] == [0, 0, 0, pytest.approx(black(press, 128), abs=0.02)]


def test_numbers_of_profiles_of_grey_and_of_cmyk_stay(press):
    made, ad = flat(press, b"/S cs 0 0 0 1 scn", lambda ad: ad.icc(4, press.profile_data))
    assert made == [0, 0, 0, 1]
    assert ad.said == "CMYK with a profile: the colours are printed by their numbers, the profile is left out"
    assert [change.cure for change in ad.changes] == [Cure.PROFILE]
    assert flat(press, b"/S cs 0.25 sc", lambda ad: ad.icc(1))[0] == [0, 0, 0, 0.75]
    assert flat(press, b"/S cs 0.25 sc", Array([Name.CalGray, Dictionary(WhitePoint=Array([1, 1, 1]))]))[0][3] == 0.75


SPOT = b"{ dup 0.9 mul exch 0.7 mul 0 3 1 roll 0 }"
"""A red: no cyan, 90 % magenta, 70 % yellow."""


def separation(name, program=SPOT, alternate=Name.DeviceCMYK, outputs=4):
    return lambda ad: Array([Name.Separation, Name(name), alternate, ad.tint(program, 1, outputs)])


def test_a_spot_colour_is_printed_from_the_process_inks(press):
    made, ad = flat(press, b"/S cs 0.5 scn", separation("/HARBOUR RED"))
    assert made == [0, 0.45, 0.35, 0]
    assert [change.cure for change in ad.changes] == [Cure.SPOT]
    assert ad.said == "the spot colour HARBOUR RED is printed from the press's inks: in full it is C0 M90 Y70 K0"
    assert told(ad.changes[0].said, "zh") == "专色 HARBOUR RED 改用印刷油墨印，实地为 C0 M90 Y70 K0"
    rgb = separation("/Red", b"{ 1 exch 0 0 3 -1 roll pop }", Name.DeviceRGB, 3)
    assert flat(press, b"/S cs 1 scn", rgb)[0] == pytest.approx(inks(press, (255, 0, 0)), abs=1e-4)
    lab = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])

    def violet(ad):
        made = separation("/Violet", b"{ pop 50 60 -30 }", lab, 3)(ad)
        made[3].Range = Array([0, 100, -128, 127, -128, 127])
        return made

    coded = [round(50 * 2.55), 60, (-30) % 256]
    assert flat(press, b"/S cs 1 scn", violet)[0] == pytest.approx(inks(press, coded, "LAB"), abs=1e-4)


@pytest.mark.parametrize(
    ("space", "content", "wanted"),
    [
        (separation("/Black"), b"0.3 scn", [0, 0, 0, 0.3]),
        (separation("/Cyan"), b"0.3 scn", [0.3, 0, 0, 0]),
        (separation("/All"), b"0.5 scn", [0.5] * 4),
        (separation("/All"), b"1 scn", [pytest.approx(1.4 / 3, abs=1e-4)] * 3 + [1]),
    ],
)
def test_inks_that_the_press_has_and_registration(press, space, content, wanted):
    assert flat(press, b"/S cs " + content, space)[0] == wanted


def test_inks_of_several_names(press):
    known = lambda ad: Array(  # noqa: E731
        [Name.DeviceN, Array([Name.Black, Name.Magenta, Name("/None")]), Name.DeviceCMYK, ad.tint(SPOT, 3)]
    )
    assert flat(press, b"/S cs 0.2 0.4 1 scn", known)[0] == [0, 0.4, 0, 0.2]
    # A spot beside black, told in RGB: black stays black alone.
    mixed = lambda ad: Array(  # noqa: E731
        [
            *(Name.DeviceN, Array([Name.Spot, Name.Black]), Name.DeviceRGB),
            ad.tint(b"{ pop 1 exch sub dup 1 exch }", 2, 3),
        ]
    )
    assert flat(press, b"/S cs 0 0.7 scn", mixed)[0] == [0, 0, 0, 0.7]


def test_the_colour_of_a_space_that_is_only_chosen(press):
    """Choosing a space sets a colour: a full tint, black, or the first of a table."""
    assert flat(press, b"/S cs", separation("/Spot"))[0] == [0, 0.9, 0.7, 0]
    assert flat(press, b"/DeviceRGB cs")[0] == [0, 0, 0, 1]
    table = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes([255, 0, 0, 0, 0, 0]))])
    made, ad = flat(press, b"/S cs", table)
    assert made == pytest.approx(inks(press, (255, 0, 0)), abs=1e-4)
    assert ad.changes == ()
    assert flat(press, b"/S cs 1 sc", table)[0] == [0, 0, 0, 1]


def test_what_is_no_ink_leaves_no_mark(press):
    ad = Ad()
    ad.put("/ColorSpace", "/S", separation("/None")(ad))
    ad.drawn(b"/S cs 1 scn 0 0 9 9 re f 0 0 9 9 re B BT (a) Tj ET 0 g 1 1 1 1 re f").mended(press)
    assert [name for name, _ in operators(ad.form, "f", "B", "n", "S", "Tr")] == ["n", "S", "Tr", "Tr", "f"]


def test_ink_over_the_limit_is_less(press):
    made, ad = flat(press, b"1 1 1 1 k")
    assert made == [pytest.approx(1.4 / 3, abs=1e-4)] * 3 + [1]
    assert sum(made) <= press.ink.total / 100
    assert ad.said == (
        "1 colour of more than the 240 % ink that the press takes held to it: 400 % became C47 M47 Y47 K100"
    )
    made, ad = flat(press, b"0.6 0.6 0.6 0.6 k")
    assert made == [0.6] * 4
    assert ad.changes == ()


def test_what_is_told_is_what_is_drawn_most(press):
    ad = Ad(b"1 0 0 rg 0 0 1 rg 0 1 0 rg 1 0 0 rg 0 1 0 rg 1 0 0 rg 1 1 0 rg").mended(press)
    red, green = ("C{:.0f} M{:.0f} Y{:.0f} K{:.0f}".format(*(100 * v for v in inks(press, rgb))) for rgb in RED_GREEN)
    assert ad.said.startswith(
        f"4 colours in RGB brought to the press's inks: R255 G0 B0 became {red}, R0 G255 B0 became {green}, R"
    )
    assert ad.said.endswith(", …")
    assert told(ad.changes[0].said, "zh").startswith(f"4 种 RGB 颜色转成了印刷油墨：R255 G0 B0 变成 {red}、")


RED_GREEN = ((255, 0, 0), (0, 255, 0))


def test_colours_are_kept_and_brought_back_with_the_state(press):
    ad = Ad()
    ad.put("/ColorSpace", "/S", separation("/Spot")(ad))
    ad.drawn(b"/S cs 1 scn q 1 0 0 rg Q 0.5 scn").mended(press)
    assert operators(ad.form, "k")[-1][1] == [0, 0.45, 0.35, 0]


def test_no_number_sets_no_colour(press):
    assert flat(press, b"/DeviceRGB cs 1 0 0 sc scn")[0] == pytest.approx(inks(press, (255, 0, 0)), abs=1e-4)


def test_a_form_goes_on_in_the_space_of_who_draws_it(press):
    ad = Ad()
    ad.put("/ColorSpace", "/S", separation("/Spot")(ad))
    inner = ad.put("/XObject", "/X", ad.stream(b"0.5 scn" + BOX, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    ad.drawn(b"/S cs 1 scn /X Do").mended(press)
    assert operators(inner, "k") == [("k", [0, 0.45, 0.35, 0])]


def test_patterns_of_a_colour_and_without(press):
    ad = Ad()
    cell = {"PatternType": 1, "TilingType": 1, "BBox": Array([0, 0, 1, 1]), "XStep": 1, "YStep": 1}
    bare = Dictionary()
    coloured = ad.put("/Pattern", "/A", ad.stream(b"1 0 0 rg 0 0 1 1 re f", PaintType=1, Resources=bare, **cell))
    under = ad.put("/Pattern", "/B", ad.stream(b"1 0 0 rg 0 0 1 1 re f", PaintType=2, Resources=bare, **cell))
    ad.put("/ColorSpace", "/S", Array([Name.Pattern, Name.DeviceRGB]))
    ad.drawn(b"/Pattern cs /A scn 0 0 9 9 re f /S cs 1 0 0 /B scn 0 0 9 9 re f").mended(press)
    red = pytest.approx(inks(press, (255, 0, 0)), abs=1e-4)
    assert operators(coloured, "k", "rg") == [("k", red)]
    assert operators(under, "k", "rg") == []
    assert operators(ad.form, "cs")[-1] == ("cs", ["/S"])
    numbers = operators(ad.form, "scn")[-1][1]
    assert (numbers[:4], numbers[4]) == (red, "/B")
    assert [str(each) for each in ad.form.Resources.ColorSpace.S] == ["/Pattern", "/DeviceCMYK"]


def test_glyphs_that_have_no_colour_of_their_own(press):
    ad = Ad()
    marks = Dictionary(
        a=ad.stream(b"9 0 0 0 9 9 d1 1 0 0 rg 0 0 9 9 re f"), b=ad.stream(b"9 0 d0 1 0 0 rg 0 0 9 9 re f")
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=marks, Resources=Dictionary())
    ad.put("/Font", "/F", ad.pdf.make_indirect(font))
    ad.drawn(b"BT /F 9 Tf (ab) Tj ET").mended(press)
    glyphs = ad.form.Resources.Font.F.CharProcs
    assert operators(glyphs.a, "rg", "k") == []
    assert operators(glyphs.b, "rg", "k") == [("k", pytest.approx(inks(press, (255, 0, 0)), abs=1e-4))]


@pytest.mark.parametrize(
    ("content", "mode", "wanted"),
    [
        (b"1 0 0 rg", 1, [0]),  # RGB covers what is under it, whatever inks it is made of
        (b"/S cs 1 scn", 0, [1]),  # a spot left the plates alone that its inks are not on
        (b"1 0 0 0 k", 1, []),
        (b"1 0 0 0 k", 0, []),
    ],
)
def test_the_overprint_mode_goes_with_the_space(press, content, mode, wanted):
    ad = Ad()
    ad.put("/ColorSpace", "/S", separation("/Spot")(ad))
    ad.put("/ExtGState", "/O", Dictionary(OP=True, op=True, OPM=mode))
    ad.drawn(b"/O gs " + content + BOX).mended(press)
    states = [str(numbers[0]) for _, numbers in operators(ad.form, "gs")][1:]
    assert [int(ad.form.Resources.ExtGState[name].OPM) for name in states] == wanted


# Gradients


def axial(space, function, **more):
    entries = {"Coords": Array([0, 0, 9, 0]), **more}
    return Dictionary(ShadingType=2, ColorSpace=space, Function=function, **entries)


def ramp(first, last):
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(first), C1=Array(last), N=1)


def at(shading, value):
    return function_of(shading.Function)(np.array([[value]]))[0].tolist()


def test_a_gradient_has_the_colours_of_flat_areas_all_along(press):
    ad = Ad(b"/H sh")
    ad.put(
        "/Shading",
        "/H",
        axial(Name.DeviceRGB, ramp([1, 0, 0], [0, 0, 1]), Extend=Array([True, False]), Background=Array([1, 1, 1])),
    )
    shading = ad.mended(press).form.Resources.Shading.H
    assert shading.ColorSpace == Name.DeviceCMYK
    for part in (0.0, 0.2, 0.6, 1.0):
        rgb = [round(255 * (1 - part)), 0, round(255 * part)]
        assert at(shading, part) == pytest.approx(inks(press, rgb, flat=False), abs=0.01)
    assert [float(value) for value in shading.Background.as_list()] == [0, 0, 0, 0]
    assert [bool(value) for value in shading.Extend.as_list()] == [True, False]
    assert ad.said == "1 gradient in RGB brought to the press's inks"


def test_a_hard_edge_in_a_gradient_stays_hard(press):
    ad = Ad(b"/H sh")
    parts = Array([ramp([1, 0, 0], [1, 0, 0]), ramp([0, 0, 1], [0, 0, 1])])
    edge = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=parts, Bounds=Array([0.3]), Encode=Array([0, 1] * 2)
    )
    ad.put("/Shading", "/H", axial(Name.DeviceRGB, edge))
    shading = ad.mended(press).form.Resources.Shading.H
    assert at(shading, 0.29999) == pytest.approx(inks(press, (255, 0, 0), flat=False), abs=1e-3)
    assert at(shading, 0.3) == pytest.approx(inks(press, (0, 0, 255), flat=False), abs=1e-3)


def test_gradients_of_the_press_stay_and_too_much_ink_goes(press):
    ad = Ad(b"/A sh /B sh")
    ad.put("/Shading", "/A", axial(Name.DeviceCMYK, ramp([1, 0, 0, 0], [0, 0, 0, 1])))
    ad.put("/Shading", "/B", axial(Name.DeviceCMYK, ramp([0, 0, 0, 0], [1, 1, 1, 1])))
    shadings = ad.mended(press).form.Resources.Shading
    assert int(shadings.A.Function.FunctionType) == 2
    assert sum(at(shadings.B, 1.0)) == pytest.approx(press.ink.total / 100, abs=1e-3)
    assert at(shadings.B, 0.5) == pytest.approx([0.5] * 4, abs=1e-3)
    assert ad.said == "1 gradient of up to 400 % ink held to the 240 % that the press takes"


def test_a_gradient_in_a_pattern_and_one_of_two_numbers(press):
    ad = Ad(b"/Pattern cs /P scn 0 0 9 9 re f /Named cs /P scn 0 0 9 9 re f /H sh")
    spot = separation("/Spot")(ad)
    pattern = Dictionary(PatternType=2, Shading=axial(spot, ramp([0], [1])))
    ad.put("/Pattern", "/P", ad.pdf.make_indirect(pattern))
    ad.put("/ColorSpace", "/Named", Array([Name.Pattern]))
    both = ad.tint(b"{ pop dup dup }", 2, 3)
    ad.put("/Shading", "/H", Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=both))
    ad.mended(press)
    assert operators(ad.form, "cs") == [("cs", ["/Pattern"])] * 2
    assert at(ad.form.Resources.Pattern.P.Shading, 0.5) == pytest.approx([0, 0.45, 0.35, 0], abs=1e-3)
    square = function_of(ad.form.Resources.Shading.H.Function)(np.array([[0.0, 0.3], [1.0, 0.9]]))
    assert square.tolist() == [pytest.approx([0, 0, 0, 1]), pytest.approx([0, 0, 0, 0])]
    assert foreign(saved(ad)) == set()


def bits(*numbers):
    """Numbers of some bits each, packed one after another, filled up to a whole byte."""
    text = "".join(f"{number:0{width}b}" for number, width in numbers)
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big")


def test_a_mesh_keeps_its_corners(press):
    corner = lambda flag, x, y, rgb: bits((flag, 2), (x, 12), (y, 12), *((value, 4) for value in rgb))  # noqa: E731
    data = corner(0, 0, 0, (15, 0, 0)) + corner(0, 4095, 0, (0, 0, 15)) + corner(0, 0, 4095, (15, 15, 15))
    ad = Ad(b"/H sh")
    mesh = ad.stream(
        data,
        ShadingType=4, ColorSpace=Name.DeviceRGB, BitsPerCoordinate=12, BitsPerComponent=4, BitsPerFlag=2,
        Decode=Array([0, 9, 0, 9, *[0, 1] * 3]),
    )  # fmt: skip
    ad.put("/Shading", "/H", mesh)
    ad.mended(press)
    colours = [[round(value * 255) for value in inks(press, rgb, flat=False)] for rgb in ((255, 0, 0), (0, 0, 255))] + [
        [0] * 4
    ]
    places = [(0, 0), (4095, 0), (0, 4095)]
    wanted = b"".join(
        bits((0, 2), (x, 12), (y, 12), *((value, 8) for value in inked))
        for (x, y), inked in zip(places, colours, strict=True)
    )
    assert mesh.read_bytes() == wanted
    assert (int(mesh.BitsPerComponent), len(mesh.Decode)) == (8, 12)


def test_patches_go_on_from_the_last(press):
    ad = Ad(b"/H sh")
    first = [(0, 8), *((number, 16) for number in range(24)), *((255 * (number == 0), 8) for number in range(3))]
    data = bits(*first, *[(0, 8)] * 9) + bits((1, 8), *((number, 16) for number in range(16)), *[(255, 8)] * 6)
    mesh = ad.stream(
        data,
        ShadingType=6, ColorSpace=Name.DeviceRGB, BitsPerCoordinate=16, BitsPerComponent=8, BitsPerFlag=8,
        Decode=Array([0, 9, 0, 9, *[0, 1] * 3]),
    )  # fmt: skip
    ad.put("/Shading", "/H", mesh)
    ad.mended(press)
    red = [round(value * 255) for value in inks(press, (255, 0, 0), flat=False)]
    wanted = bits(
        (0, 8),
        *((number, 16) for number in range(24)),
        *((each, 8) for each in red),
        *[(0, 8), (0, 8), (0, 8), (255, 8)] * 3,
    )
    assert mesh.read_bytes() == wanted + bits((1, 8), *((number, 16) for number in range(16)), *[(0, 8)] * 8)


# Pictures


def pictured(press, ad, image):
    ad.put("/XObject", "/I", image)
    ad.drawn(b"/I Do").mended(press)
    assert foreign(saved(ad)) == set()
    return image


def pixels(image):
    """The pixels of a picture as a reader sees them, in inks or in grey, from 0 to 255."""
    data = image.read_bytes(pikepdf.StreamDecodeLevel.all)
    count = 4 if image.ColorSpace == Name.DeviceCMYK else 1
    made = np.frombuffer(data, np.uint8).reshape(int(image.Height), int(image.Width), count)
    return 255 - made if "/Decode" in image and float(image.Decode[0]) == 1 else made


COLOURED = np.array([[[255, 0, 0], [0, 128, 64]], [[0, 0, 255], [250, 240, 10]]], np.uint8)


def separated(press, rgb=COLOURED, embedded=b""):
    made = colour.separate(Image.fromarray(rgb), press.profile_data, embedded)
    return np.asarray(colour.within(made, press.ink.total))


def test_a_picture_is_separated_as_a_storys_is(press):
    ad = Ad()
    image = pictured(press, ad, ad.picture(COLOURED.tobytes(), Name.DeviceRGB, (2, 2)))
    assert pixels(image).tolist() == separated(press).tolist()
    assert ad.said == "1 picture in RGB brought to the press's inks"
    ad = Ad()
    words = ad.picture((COLOURED.astype(">u2") * 257).tobytes(), ad.icc(3, SRGB), (2, 2), 16)
    assert pixels(pictured(press, ad, words)).tolist() == separated(press, embedded=SRGB).tolist()


def test_a_picture_turned_round_and_one_of_few_bits(press):
    ad = Ad()
    turned = ad.picture((255 - COLOURED).tobytes(), Name.DeviceRGB, (2, 2), Decode=Array([1, 0] * 3))
    assert pixels(pictured(press, ad, turned)).tolist() == separated(press).tolist()
    ad = Ad()
    few = ad.picture(bytes([0b10001000, 0b00100000]), Name.DeviceRGB, (2, 2), 1)
    plain = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [0, 0, 0]]], np.uint8)
    assert pixels(pictured(press, ad, few)).tolist() == separated(press, plain).tolist()


def test_a_picture_without_colour_goes_to_the_black_plate(press):
    ad = Ad()
    grey = np.repeat(np.array([[[0], [90]], [[200], [255]]], np.uint8), 3, axis=2)
    image = pictured(press, ad, ad.picture(grey.tobytes(), Name.DeviceRGB, (2, 2)))
    assert image.ColorSpace == Name.DeviceGray
    assert (255 - pixels(image)[:, :, 0]).tolist() == [
        [round(255 * black(press, value)) for value in row] for row in ([0, 90], [200, 255])
    ]


def test_a_jpeg_packed_twice(press):
    ad = Ad()
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 30)).save(out, "JPEG", quality=95)
    packed = ad.picture(zlib.compress(out.getvalue()), Name.DeviceRGB, (16, 16))
    packed.Filter = Array([Name.FlateDecode, Name.DCTDecode])
    image = pictured(press, ad, packed)
    wanted = separated(press, np.array([[[200, 30, 30]]], np.uint8))[0, 0]
    assert np.abs(pixels(image).astype(int) - wanted).max() <= 4


def test_a_jpeg_of_four_inks_and_one_whose_dictionary_errs(press):
    """Adobe's files have 0 for full ink, and the PDF turns them round."""
    out = io.BytesIO()
    Image.new("CMYK", (16, 16), (200, 100, 50, 20)).save(out, "JPEG", quality=95)
    turned = Array([1, 0] * 4)
    ad = Ad()
    image = ad.picture(out.getvalue(), ad.icc(4, press.profile_data), (16, 16), Filter=Name.DCTDecode, Decode=turned)
    pictured(press, ad, image)
    assert np.abs(pixels(image).astype(int) - [200, 100, 50, 20]).max() <= 4
    ad = Ad()
    out = io.BytesIO()
    Image.new("L", (16, 16), 90).save(out, "JPEG", quality=95)
    image = pictured(press, ad, ad.picture(out.getvalue(), Name.DeviceRGB, (8, 8), Filter=Name.DCTDecode))
    assert (int(image.Width), int(image.Height)) == (16, 16)
    assert set(pixels(image).reshape(-1).tolist()) <= set(range(85, 96))


def test_a_table_of_colours_keeps_its_picture(press):
    ad = Ad()
    table = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes([255, 0, 0, 255, 255, 255]))])
    image = pictured(press, ad, ad.picture(b"\x40\x80", table, (2, 2), 1, Mask=Array([1, 1])))
    assert image.read_bytes() == b"\x40\x80"
    assert [str(image.ColorSpace[number]) for number in range(2)] == ["/Indexed", "/DeviceCMYK"]
    assert (
        list(bytes(image.ColorSpace[3]))
        == [round(value * 255) for value in inks(press, (255, 0, 0), flat=False)] + [0] * 4
    )
    assert image.Mask.as_list() == [1, 1]


def test_tints_become_tables_and_black_becomes_grey(press):
    ad = Ad()
    image = pictured(press, ad, ad.picture(b"\x00\x80\xff\x40", separation("/Spot")(ad), (2, 2)))
    assert image.read_bytes() == b"\x00\x80\xff\x40"
    assert list(bytes(image.ColorSpace[3]))[-4:] == [0, round(0.9 * 255), round(0.7 * 255), 0]
    assert [change.cure for change in ad.changes if change.cure is Cure.SPOT] == [Cure.SPOT]
    ad = Ad()
    image = pictured(press, ad, ad.picture(b"\x00\x80\xff\x40", separation("/Black")(ad), (2, 2)))
    assert [str(image.ColorSpace[number]) for number in range(2)] == ["/Indexed", "/DeviceGray"]
    assert list(bytes(image.ColorSpace[3]))[:3] == [255, 254, 253]
    ad = Ad()
    image = pictured(press, ad, ad.picture(b"\x00\x80\xff\x40", ad.icc(1), (2, 2)))
    assert (image.ColorSpace, image.read_bytes()) == (Name.DeviceGray, b"\x00\x80\xff\x40")


def test_pixels_of_several_inks(press):
    ad = Ad()
    space = Array([Name.DeviceN, Array([Name.Black, Name.Magenta]), Name.DeviceCMYK, ad.tint(SPOT, 2)])
    image = pictured(press, ad, ad.picture(bytes([255, 0, 0, 51, 102, 51, 0, 0]), space, (2, 2)))
    assert pixels(image).tolist() == [[[0, 0, 0, 255], [0, 51, 0, 0]], [[0, 51, 0, 102], [0, 0, 0, 0]]]


def test_a_key_of_colours_becomes_a_stencil(press):
    ad = Ad()
    image = ad.picture(COLOURED.tobytes(), Name.DeviceRGB, (2, 2), Mask=Array([250, 255, 0, 5, 0, 5]))
    pictured(press, ad, image)
    assert (image.Mask.ImageMask, image.Mask.read_bytes()) == (True, bytes([0b10000000, 0]))


def test_a_picture_mixed_with_a_matte_is_unmixed(press):
    ad = Ad()
    soft = ad.picture(bytes([128, 255, 255, 255]), Name.DeviceGray, (2, 2), Matte=Array([1, 1, 1]))
    mixed = COLOURED.copy()
    mixed[0, 0] = [255, 127, 127]  # half of red, half of white
    image = pictured(press, ad, ad.picture(mixed.tobytes(), Name.DeviceRGB, (2, 2), SMask=soft))
    assert np.abs(pixels(image).astype(int) - separated(press)).max() <= 3
    assert "/Matte" not in image.SMask


def test_pictures_of_the_press_are_left_alone_and_too_much_ink_goes(press):
    ad = Ad()
    image = pictured(press, ad, ad.picture(bytes([100] * 16), Name.DeviceCMYK, (2, 2)))
    assert (image.read_raw_bytes(), ad.changes) == (bytes([100] * 16), ())
    ad = Ad()
    image = pictured(press, ad, ad.picture(bytes([255] * 16), Name.DeviceCMYK, (2, 2)))
    assert pixels(image).sum(axis=2).max() <= 2.55 * press.ink.total
    assert ad.said == "1 picture of up to 400 % ink held to the 240 % that the press takes"
    assert [change.cure for change in ad.changes] == [Cure.INK]


def test_a_picture_of_another_press_is_separated_anew(press):
    ad = Ad()
    other = (PRESS / "coated.icc").read_bytes()
    data = bytes([200, 100, 50, 20] * 4)
    image = pictured(press, ad, ad.picture(data, ad.icc(4, other), (2, 2)))
    wanted = colour.reseparate(Image.frombytes("CMYK", (2, 2), data), press.profile_data, other)
    assert pixels(image).tolist() == np.asarray(colour.within(wanted, press.ink.total)).tolist()
    ad = Ad()
    image = pictured(press, ad, ad.picture(data, ad.icc(4, press.profile_data), (2, 2)))
    assert pixels(image).tobytes() == data


def test_jpeg_2000_with_its_opacity_inside(press):
    ad = Ad()
    out = io.BytesIO()
    Image.new("RGBA", (16, 16), (200, 30, 30, 128)).save(out, "JPEG2000")
    image = ad.picture(out.getvalue(), None, (16, 16), SMaskInData=1)
    image.Filter = Name.JPXDecode
    pictured(press, ad, image)
    wanted = separated(press, np.array([[[200, 30, 30]]], np.uint8))[0, 0]
    assert np.abs(pixels(image).astype(int) - wanted).max() <= 4
    assert image.SMask.read_bytes() == bytes([128] * 256)
    assert ad.said == "1 picture in JPEG 2000 brought to the press's inks"
    assert "/SMaskInData" not in image


def test_inline_pictures(press):
    ad = Ad(b"q BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID ff0000> EI Q BI /W 1 /H 1 /CS /G /BPC 8 ID \x40 EI").mended(
        press
    )
    (name,) = (numbers[0] for _, numbers in operators(ad.form, "Do"))
    image = ad.form.Resources.XObject[name]
    assert pixels(image).tolist() == separated(press, COLOURED[:1, :1]).tolist()
    assert ad.form.read_bytes().count(b"BI") == 1


# Soft masks, groups, and what is shared


def test_a_soft_mask_is_light_and_what_it_shares_is_ink(press):
    ad = Ad()
    image = ad.picture(COLOURED.tobytes(), Name.DeviceRGB, (2, 2))
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    shared = ad.stream(
        b"1 0 0 rg 0 0 9 9 re f /I Do",
        Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Group=group,
        Resources=Dictionary(XObject=Dictionary(I=image)),
    )  # fmt: skip
    mask = Dictionary(S=Name.Luminosity, G=shared, BC=Array([0, 1, 0]))
    ad.put("/ExtGState", "/M", ad.pdf.make_indirect(Dictionary(SMask=mask)))
    ad.put("/XObject", "/X", shared)
    ad.drawn(b"/M gs /X Do").mended(press)
    light, ink = ad.form.Resources.ExtGState.M.SMask, ad.form.Resources.XObject.X
    assert operators(light.G, "g", "k", "rg") == [("g", [0.3])]
    assert [float(value) for value in light.BC.as_list()] == [0.59]
    assert [group.Group.CS for group in (light.G, ink)] == [Name.DeviceGray, Name.DeviceCMYK]
    assert pixels(light.G.Resources.XObject.I)[:, :, 0].tolist() == [[76, 83], [28, 218]]
    assert operators(ink, "g", "k", "rg") == [("k", pytest.approx(inks(press, (255, 0, 0)), abs=1e-4))]
    assert pixels(ink.Resources.XObject.I).tolist() == separated(press).tolist()
    assert foreign(saved(ad)) == set()


def test_a_soft_mask_of_the_press_stays(press):
    ad = Ad(b"/M gs 0 g" + BOX)
    group = ad.stream(
        b"0.5 g 0 0 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Group=Dictionary(CS=Name.DeviceGray)
    )
    ad.put("/ExtGState", "/M", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))
    ad.mended(press)
    assert ad.form.Resources.ExtGState.M.SMask.G.objgen == group.objgen
    assert ad.changes == ()


def test_what_is_drawn_is_drawn_where_it_was(press):
    """Rendered before and after, the same places have ink: shapes, gradients, pictures with masks, patterns."""

    def made():
        ad = Ad(
            b"1 0 0 rg 1 1 20 9 re f q 15 0 0 15 25 1 cm /I Do Q q 45 1 20 20 re W n /H sh Q "
            b"/S cs 0 0 1 /P scn 1 25 20 20 re f BI /W 2 /H 1 /CS /RGB /BPC 8 /F /AHx ID ff0000ffffff> EI"
        )
        ad.form.BBox = Array([0, 0, 70, 50])
        key = Array([250, 255, 0, 5, 0, 5])
        ad.put("/XObject", "/I", ad.picture(COLOURED.tobytes(), Name.DeviceRGB, (2, 2), Mask=key))
        ad.put("/Shading", "/H", axial(Name.DeviceRGB, ramp([1, 0, 0], [0, 0, 1]), Coords=Array([50, 0, 60, 0])))
        cell = {"PatternType": 1, "TilingType": 1, "BBox": Array([0, 0, 5, 5]), "XStep": 5, "YStep": 5}
        ad.put("/Pattern", "/P", ad.stream(b"0 0 3 3 re f", PaintType=2, Resources=Dictionary(), **cell))
        ad.put("/ColorSpace", "/S", Array([Name.Pattern, Name.DeviceRGB]))
        return ad

    def inked(ad):
        page = ad.pdf.add_blank_page(page_size=(70, 50))
        page.Resources = Dictionary(XObject=Dictionary(F=ad.form))
        page.Contents = ad.stream(b"/F Do")
        out = io.BytesIO()
        ad.pdf.save(out)
        return np.asarray(page_image(out.getvalue(), 72).convert("L")) < 250

    before, after = inked(made()), inked(made().mended(press))
    assert before.mean() > 0.15
    assert (before != after).mean() == 0


def test_an_ad_that_cannot_be_mended_is_as_it_was(press):
    ad = Ad(b"1 0 0 rg /S cs 1 scn" + BOX)
    ad.put("/ColorSpace", "/S", separation("/Spot", b"{ frobnicate }")(ad))
    before = ad.form.read_bytes(), ad.form.Resources.unparse()
    with pytest.raises(CannotMendError, match="has a colour that cannot be reckoned"):
        ad.mended(press)
    assert (ad.form.read_bytes(), ad.form.Resources.unparse()) == before


@pytest.mark.parametrize(
    "content", [b"/S cs 1 scn", b"/Nowhere cs 1 scn", b"/DeviceRGB cs 1 sc", b"/H sh", b"/I Do", b"1 rg"]
)
def test_what_makes_no_sense_is_one_kind_of_error(press, content):
    ad = Ad(content + BOX)
    ad.put("/ColorSpace", "/S", Array([Name.Separation, Name.Spot]))
    ad.put("/Shading", "/H", Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB))
    ad.put("/XObject", "/I", ad.picture(b"abc", Name.DeviceRGB, (200, 200)))
    with pytest.raises(CannotMendError):
        ad.mended(press)


def test_what_nothing_draws_is_gone_and_damages_nothing(press):
    ad = Ad(b"0 g" + BOX)
    ad.put("/ColorSpace", "/S", Array([Name.Separation, Name.Spot]))
    ad.put("/XObject", "/I", ad.picture(b"abc", Name.DeviceRGB, (200, 200)))
    ad.put("/ColorSpace", "/DefaultCMYK", ad.icc(4, b""))
    assert ad.mended(press).changes == ()
    assert list(ad.form.Resources.keys()) == []
