"""Pictures as people send them: on their side, with broken profiles, in odd kinds, as line art and drawings."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageOps

from layout.base.errors import ContentError
from layout.base.units import Rect
from layout.images import colour
from layout.images.drawing import is_drawing
from layout.images.metadata import PictureWords, Rights, words_of
from layout.images.prepare import check, prepare, proportions, screen_image
from layout.images.prepare import pixels as size_of
from layout.images.reading import read
from layout.preflight.model import Fault
from layout.preflight.rules.images import RULES
from layout.preflight.states import State
from tests.press.test_press_images import pixels

STRIPES = [(200, 30, 30), (230, 200, 40), (60, 150, 80), (20, 90, 160), (140, 60, 140), (90, 100, 110)]
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""Orientation -> how an upright picture lies in such a file."""


def stripes() -> Image.Image:
    """Six stripes side by side, twice as wide as high, darker below."""
    image = Image.new("RGB", (240, 120))
    draw = ImageDraw.Draw(image)
    for at, ink in enumerate(STRIPES):
        draw.rectangle((40 * at, 0, 40 * at + 39, 119), fill=ink)
    draw.rectangle((0, 100, 239, 119), fill=(10, 10, 10))
    return image


def as_sent(form: str, orientation: int, path: Path) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    way = TURNED[orientation]
    image = stripes() if way is None else stripes().transpose(way)
    more = {"JPEG": {"quality": 98, "subsampling": 0}, "AVIF": {"quality": 95, "speed": 9}}.get(form, {})
    if form == "MPO":
        more = {"save_all": True, "append_images": [image], "quality": 98, "subsampling": 0}
    if form == "TIFF, packed":
        form, more = "TIFF", {"compression": "tiff_lzw"}
    image.save(path, form, exif=exif, **more)
    return path


@pytest.mark.parametrize("form", ["TIFF", "TIFF, packed", "JPEG", "MPO", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_upright_once_however_it_lies_in_its_file(form, tmp_path, press) -> None:
    for orientation in TURNED:
        path = as_sent(form, orientation, tmp_path / f"{orientation}.pic")
        assert (size_of(path), proportions(path)) == ((240, 120), 2.0), orientation
        image = read(path).image
        found = [image.getpixel((40 * at + 20, 50)) for at in range(6)]
        pairs = zip(sum(found, ()), sum(STRIPES, ()), strict=True)
        far = max(abs(one - other) for one, other in pairs)
        assert far < 30, orientation
        assert max(image.getpixel((120, 112))) < 60, orientation
    shown = screen_image(path, press)
    assert (shown.width, shown.height) == (240, 120)
    made = prepare(path, Rect(0, 0, 72, 36), None, press)
    assert (made.width, made.height) == (240, 120)


def test_a_tiff_of_which_xmp_alone_says_how_it_lies(tmp_path) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    stripes().transpose(TURNED[6]).save(tmp_path / "a.tif", tiffinfo={700: xmp})
    assert size_of(tmp_path / "a.tif") == read(tmp_path / "a.tif").image.size == (240, 120)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGBA", "LA"])
def test_a_tiff_on_its_side_that_is_not_packed(mode, tmp_path) -> None:
    for orientation in TURNED:
        image = stripes().convert(mode)
        way = TURNED[orientation]
        image = image if way is None else image.transpose(way)
        image.save(tmp_path / f"{orientation}.tif", tiffinfo={0x0112: orientation})
    first, *others = (read(tmp_path / f"{orientation}.tif").image for orientation in TURNED)
    assert first.size == (240, 120)
    assert {other.tobytes() for other in others} == {first.tobytes()}


# --- profiles


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_header(profile: bytes, at: int, value: bytes) -> bytes:
    return profile[:at] + value + profile[at + len(value) :]


def test_a_profile_is_tested_by_what_it_does(press) -> None:
    good, own = srgb(), press.profile_data
    assert colour.profile_fits(good, "RGB")
    assert colour.profile_fits(own, "CMYK")
    assert not colour.profile_fits(good, "CMYK")
    noise = Random(5).randbytes(len(own))
    for name, broken in {
        "cut off": own[:5000],
        "cut off behind its header": own[:200],
        "cut off, and its size mended": with_header(own[:5000], 0, (5000).to_bytes(4, "big")),
        "noise behind its tags": own[:600] + noise[600:],
        "noise behind its header": own[:128] + noise[128:],
        "nothing behind its tags": own[:600] + bytes(len(own) - 600),
        "a size that lies": with_header(own, 0, (900).to_bytes(4, "big")),
        "a link": with_header(own, 12, b"link"),
        "names": with_header(own, 12, b"nmcl"),
        "an effect": with_header(own, 12, b"abst"),
        "no profile": b"x" * 3000,
        "nothing": b"",
    }.items():
        assert not colour.profile_fits(broken, "CMYK"), name
    for name, broken in {"cut off": good[:-300], "its curves gone": good.replace(b"para", b"none")}.items():
        assert not colour.profile_fits(broken, "RGB"), name


def test_a_picture_with_a_broken_profile_is_taken_as_if_it_had_none(tmp_path, press) -> None:
    image = Image.new("CMYK", (200, 150), (30, 90, 60, 20))
    image.save(tmp_path / "none.jpg")
    image.save(tmp_path / "cut.jpg", icc_profile=press.profile_data[:5000])
    box = Rect(0, 0, 144, 108)
    made, bare = prepare(tmp_path / "cut.jpg", box, None, press), prepare(tmp_path / "none.jpg", box, None, press)
    assert made.data == bare.data
    assert screen_image(tmp_path / "cut.jpg", press).data == screen_image(tmp_path / "none.jpg", press).data
    assert [(note.code, "cut.jpg" in note.said) for note in check(tmp_path / "cut.jpg").notes] == [
        ("picture-profile", True)
    ]


def test_greys_with_a_profile_of_colours_are_not_told(tmp_path) -> None:
    Image.linear_gradient("L").save(tmp_path / "a.jpg", icc_profile=srgb())
    assert check(tmp_path / "a.jpg").notes == ()


# --- line art


def lines(size: int = 1200) -> Image.Image:
    image = Image.new("1", (size, size), 1)
    draw = ImageDraw.Draw(image)
    for x in range(0, size, 24):
        draw.line((x, 0, x, size), fill=0, width=2)
    return image


def sent_lines(kind: str, folder: Path) -> Path:
    path, image = folder / "a.pic", lines()
    match kind:
        case "TIFF, 0 is white":
            ImageOps.invert(image.convert("L")).convert("1").save(path, "TIFF", tiffinfo={262: 1})
            black, white = (b"\x06\x01\x03\0\1\0\0\0" + bytes([value]) for value in (1, 0))
            data = path.read_bytes()
            assert data.count(black) == 1
            path.write_bytes(data.replace(black, white))
        case "TIFF, 0 is black":
            image.save(path, "TIFF", compression="group4", tiffinfo={262: 1})
        case "two colours":
            image.convert("RGB").quantize(2).save(path, "PNG")
        case "see-through":
            clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
            clear.paste((0, 0, 0, 255), mask=ImageOps.invert(image.convert("L")))
            clear.save(path, "PNG")
        case "GIF" | "BMP":
            image.save(path, kind)
        case mode:
            image.convert(mode).save(path, "PNG")
    return path


@pytest.mark.parametrize(
    "kind", ["1", "L", "RGB", "two colours", "see-through", "GIF", "BMP", "TIFF, 0 is white", "TIFF, 0 is black"]
)
def test_black_and_white_alone_stays_so(kind, tmp_path, press) -> None:
    made = prepare(sent_lines(kind, tmp_path), Rect(0, 0, 72, 72), None, press)
    assert (made.bits, made.space, made.width, made.height, made.dpi) == (1, "DeviceGray", 1200, 1200, 1200)
    assert zlib.decompress(made.data) == lines().tobytes()
    assert made.max_ink == 100


def test_line_art_finer_than_a_plate_is_made_smaller_without_greys(tmp_path, press) -> None:
    lines().save(tmp_path / "a.png")
    made = prepare(tmp_path / "a.png", Rect(0, 0, 18, 18), None, press)  # 4800 pixels an inch
    assert (made.bits, made.width, made.dpi) == (1, 600, 4800)
    dark = sum(pixel == 0 for pixel in pixels(made).tobytes()) / 600**2
    assert dark == pytest.approx(2 / 24, rel=0.05)


def test_one_shade_alone_or_a_grey_between_is_no_line_art(tmp_path, press) -> None:
    Image.new("L", (300, 300), 0).save(tmp_path / "black.png")
    grey = lines(300).convert("L")
    grey.putpixel((5, 5), 128)
    grey.save(tmp_path / "grey.png")
    assert {prepare(tmp_path / f"{name}.png", Rect(0, 0, 72, 72), None, press).bits for name in ("black", "grey")} == {
        8
    }


@pytest.mark.parametrize(("ppi", "state"), [(59, None), (100, State.WARN), (383, State.WARN), (600, "fine")])
def test_coarse_line_art_is_a_warning(ppi, state) -> None:
    class Printed:
        name, bits, rect, ppi, width, height = "a", 1, Rect(0, 0, 9, 9), (0.0, 0.0), 90, 90

    class Facts:
        printed = Printed()

    class Profile:
        ppi_blocks, ppi_least, ppi_line_art = 60, 120, 600

    Printed.ppi, Printed.images = (ppi, ppi), [Printed]
    rule = next(rule for rule in RULES if rule.id == "picture-line-art")
    found = [fault.most for fault in rule.check(Facts(), Profile()) if isinstance(fault, Fault)]
    assert found == ([] if state == "fine" else [state])


# --- drawings


def comic(mode: str = "RGB") -> Image.Image:
    """Four framed panels with smooth edges, as a program draws them."""
    image = Image.new("RGB", (1600, 480), "white")
    draw = ImageDraw.Draw(image)
    for at in range(4):
        draw.rectangle((at * 400 + 8, 8, at * 400 + 390, 470), outline="black", width=8, fill=(255, 240 - 9 * at, 200))
        draw.ellipse(
            (at * 400 + 120, 150, at * 400 + 280, 330), outline="black", width=6, fill=(120, 180, 90 + 30 * at)
        )
    return image.resize((800, 240), Image.Resampling.LANCZOS).convert(mode)


def photo(mode: str = "RGB") -> Image.Image:
    """Gradations with grain."""
    ramp = Image.linear_gradient("L").resize((480, 360))
    sky = Image.merge(
        "RGB", (ramp, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.radial_gradient("L").resize(ramp.size))
    )
    grain = Image.effect_noise(sky.size, 24).convert("RGB")
    return Image.blend(sky, grain, 0.2).convert(mode)


def test_what_surely_is_a_drawing() -> None:
    drawn = lines(300).convert("L").resize((290, 290), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    comic().save(out, "JPEG", quality=80)
    chart = Image.new("RGB", (400, 300), (250, 250, 245))
    ImageDraw.Draw(chart).rectangle((50, 100, 90, 280), fill=(200, 40, 40))
    for name, image in {"lines": lines(300), "smooth lines": drawn, "comic": comic(), "chart": chart}.items():
        assert is_drawing(image), name
    assert is_drawing(Image.open(io.BytesIO(out.getvalue())).convert("RGB"))


def test_photographs_are_no_drawings(photograph) -> None:
    high_key = photo("L").point(lambda v: 150 + v * 100 // 255)
    few = photo("L").point(lambda v: v // 16 * 17)
    night = photo("L").point(lambda v: max(0, v - 200))
    for name, image in {"photo": photo(), "grey": photo("L"), "pale": high_key, "few": few}.items():
        assert not is_drawing(image), name
    assert not is_drawing(night)
    disc = Image.new("L", (480, 360))
    ImageDraw.Draw(disc).ellipse((120, 60, 360, 300), fill=255)
    for ground in ("white", "black"):  # cut out as for a catalogue; a lamp at night
        for mode in ("RGB", "L"):
            cut_out = Image.composite(photo(mode), Image.new(mode, disc.size, ground), disc)
            assert not is_drawing(cut_out), (ground, mode)
    assert not check(photograph).drawing


def test_what_has_no_colour_in_a_drawing_is_black_alone(tmp_path, press) -> None:
    """Black of four inks has coloured edges; in a photograph that is how shadows are deep."""
    comic().save(tmp_path / "a.png")
    inks = pixels(prepare(tmp_path / "a.png", Rect(0, 0, 288, 86.4), None, press))
    assert inks.getpixel((6, 100)) == (0, 0, 0, 255)
    assert inks.getpixel((1, 1)) == (0, 0, 0, 0)
    leaf = inks.getpixel((100, 120))
    assert min(leaf[0], leaf[2]) > 60
    dark = photo().point(lambda v: v // 3)
    dark.save(tmp_path / "b.png")
    darkest = max(pixels(prepare(tmp_path / "b.png", Rect(0, 0, 288, 216), None, press)).get_flattened_data(), key=sum)
    assert sum(darkest[:3]) > 200


# --- kinds


def test_what_programs_of_pages_write_into_pictures_is_no_page(tmp_path) -> None:
    stripes().save(tmp_path / "a.jpg", comment=b"made from %PDF-1.5")
    assert size_of(tmp_path / "a.jpg") == (240, 120)


@pytest.mark.parametrize("form", ["BMP", "GIF", "AVIF", "WEBP", "JPEG2000"])
def test_kinds_that_are_read(form, tmp_path, press) -> None:
    stripes().save(tmp_path / "a.pic", form)
    made = prepare(tmp_path / "a.pic", Rect(0, 0, 144, 72), None, press)
    assert (made.space, made.width, made.height) == ("DeviceCMYK", 240, 120)


def test_deep_colour_in_jpeg_2000_is_refused_by_its_depth(tmp_path) -> None:
    stripes().save(tmp_path / "a.jp2")
    data = bytearray((tmp_path / "a.jp2").read_bytes())
    data[data.find(b"\xff\x4f\xff\x51") + 42] = 15  # 16 bits
    (tmp_path / "a.jp2").write_bytes(data)
    with pytest.raises(ContentError, match="16 bits a colour"):
        read(tmp_path / "a.jp2")


def test_of_several_pages_or_frames_the_first_is_printed_and_told(tmp_path, press) -> None:
    others = [Image.new("RGB", (240, 120), "white")] * 2
    for name, form in (("a.gif", "GIF"), ("a.tif", "TIFF"), ("a.webp", "WEBP"), ("a.png", "PNG")):
        stripes().save(tmp_path / name, form, save_all=True, append_images=others)
        assert [(note.code, name in note.said) for note in check(tmp_path / name).notes] == [("picture-taken", True)]
        red = read(tmp_path / name).image.convert("RGB").getpixel((20, 50))
        assert red[0] > 150 > red[1], name


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n", "EPS"),
        ("a.eps", b"\xc5\xd0\xd3\xc6" + bytes(28), "EPS"),
        ("a.jpg", b"%PDF-1.7\n", "PDF"),
        ("a.svg", b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("a.nef", b"MM\0*" + bytes(60), "raw"),
        ("a.tif", b"II*\0\x10\0\0\0CR\2\0" + bytes(60), "raw"),
        ("a.cr3", b"\0\0\0\x18ftypcrx " + bytes(60), "raw"),
        ("a.psb", b"8BPS\0\2" + bytes(60), "PSB"),
        ("a.jpg", b"<!DOCTYPE html><html>", "web page"),
        ("a.jxl", b"\xff\x0a" + bytes(60), "JPEG XL"),
    ],
)
def test_kinds_that_are_not_read_are_told_by_name_with_what_to_do(name, head, kind, tmp_path) -> None:
    (tmp_path / name).write_bytes(head)
    with pytest.raises(ContentError, match=kind) as raised:
        check(tmp_path / name)
    assert name in raised.value.message
    assert raised.value.hint


def psd(merged: int) -> bytes:
    """A Photoshop file of 2 x 1 pixels in RGB that says whether its layers were merged."""
    info = b"8BIM" + (1057).to_bytes(2, "big") + b"\0\0" + (6).to_bytes(4, "big") + b"\0\0\0\1" + bytes([merged, 0])
    head = b"8BPS\0\1" + bytes(6) + b"\0\3" + (1).to_bytes(4, "big") + (2).to_bytes(4, "big") + b"\0\x08\0\3"
    return head + bytes(4) + len(info).to_bytes(4, "big") + info + bytes(4) + b"\0\0" + bytes([200, 10, 30, 20, 50, 60])


def test_a_photoshop_file_is_read_if_its_layers_were_merged(tmp_path) -> None:
    (tmp_path / "a.psd").write_bytes(psd(1))
    assert [read(tmp_path / "a.psd").image.getpixel((x, 0)) for x in (0, 1)] == [(200, 30, 50), (10, 20, 60)]
    (tmp_path / "b.psd").write_bytes(psd(0))
    with pytest.raises(ContentError, match=r"b\.psd holds layers alone"):
        check(tmp_path / "b.psd")


def test_no_library_speaks_in_a_message(tmp_path) -> None:
    stripes().save(tmp_path / "a.tif", compression="tiff_lzw")
    data = (tmp_path / "a.tif").read_bytes()
    for cut in (9, 60, len(data) // 2):
        (tmp_path / "a.tif").write_bytes(data[:cut])
        with pytest.raises(ContentError) as raised:
            check(tmp_path / "a.tif")
        said = ("the picture a.tif is damaged: it breaks off", "the picture a.tif is damaged: its data cannot be read")
        assert raised.value.message in (*said, "a.tif is no picture that can be read")


def box(kind: bytes, content: bytes) -> bytes:
    """A box of the ISO base media format."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def test_a_heic_file_that_breaks_off_is_refused_as_one_that_is_none(tmp_path) -> None:
    data = box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", bytes(90)) + box(b"mdat", bytes(500))
    for name, sent, said in (
        ("a.heic", data[:-200], "the picture a.heic is damaged: it breaks off"),
        ("b.heic", data, "b.heic is no picture that can be read"),
    ):
        (tmp_path / name).write_bytes(sent)
        with pytest.raises(ContentError) as raised:
            check(tmp_path / name)
        assert raised.value.message == said


# --- what a file says of itself


def iptc(sets: dict[tuple[int, int], bytes]) -> bytes:
    """The Photoshop segment of a JPEG file with data sets of IPTC-IIM."""
    data = b"".join(b"\x1c" + bytes(name) + len(value).to_bytes(2, "big") + value for name, value in sets.items())
    block = b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment


def with_words(path: Path, sets: dict[tuple[int, int], bytes], **more) -> Path:
    stripes().save(path, "JPEG", **more)
    data = path.read_bytes()
    path.write_bytes(data[:2] + iptc(sets) + data[2:])
    return path


CAPTION, BYLINE, CREDIT, NOTICE = "江边的码头，清晨。", "林舟", "渡口社", "© 2026 渡口社"


@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
def test_iptc_is_read_in_the_codings_of_newsrooms(coding, tmp_path) -> None:
    sets = {(2, 120): CAPTION.encode(coding), (2, 80): BYLINE.encode(coding), (2, 110): CREDIT.encode(coding)}
    sets = {(1, 90): b"\x1b%G"} | sets if coding == "utf-8" else sets
    sets |= {(2, 55): b"20260304", (2, 116): NOTICE.encode(coding)}
    path = with_words(tmp_path / "a.jpg", sets)
    rights = Rights(BYLINE, CREDIT, NOTICE)
    assert words_of(path) == PictureWords(CAPTION, f"{BYLINE}/{CREDIT}", "", "2026-03-04", rights)


def test_other_words_than_chinese_ones_and_those_of_cameras(tmp_path) -> None:
    path = with_words(tmp_path / "a.jpg", {(2, 120): "Café am Fluß".encode("cp1252"), (2, 80): b"X"})
    assert words_of(path, chinese=False) == PictureWords("Café am Fluß", "X", rights=Rights("X"))
    path = with_words(tmp_path / "b.jpg", {(2, 120): b"OLYMPUS DIGITAL CAMERA         "})
    assert words_of(path) == PictureWords()


def test_a_notice_alone_is_the_credit_and_a_tiff_tells_it_as_well(tmp_path) -> None:
    sets = b"".join(b"\x1c\x02" + bytes([n]) + len(v).to_bytes(2, "big") + v for n, v in ((116, NOTICE.encode()),))
    stripes().save(tmp_path / "a.tif", tiffinfo={33723: sets})
    assert words_of(tmp_path / "a.tif") == PictureWords(credit=NOTICE, rights=Rights(notice=NOTICE))


def test_xmp_is_read_and_a_broken_one_is_nothing(tmp_path) -> None:
    xmp = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        photoshop:Credit="{CREDIT}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">{CAPTION}</rdf:li></rdf:Alt>
      </dc:description><dc:creator><rdf:Seq><rdf:li>{BYLINE}</rdf:li></rdf:Seq></dc:creator><dc:rights><rdf:Alt><rdf:li
        xml:lang="x-default">{NOTICE}</rdf:li></rdf:Alt></dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>"""
    stripes().save(tmp_path / "a.jpg", xmp=xmp.encode())
    stripes().save(tmp_path / "a.tif", tiffinfo={700: xmp.encode()})
    for name in ("a.jpg", "a.tif"):
        rights = Rights(BYLINE, CREDIT, NOTICE)
        assert words_of(tmp_path / name) == PictureWords(CAPTION, f"{BYLINE}/{CREDIT}", rights=rights)
    for broken in (b"<x:xmpmeta", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\0\1"):
        stripes().save(tmp_path / "b.jpg", xmp=broken)
        assert words_of(tmp_path / "b.jpg") == PictureWords()
