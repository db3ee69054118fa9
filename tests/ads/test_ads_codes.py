"""QR codes and barcodes: read back from the rendered ad by a decoder that is not ours."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp
from pydantic import ValidationError

from layout.ads.barcode import barcode, barcode_scene, check_digit, ean_of, issn_digits, size
from layout.ads.canvas import write_pdf
from layout.ads.draw import compose_ad, draw_ad
from layout.ads.qr import QUIET, content_of, draw_qr, modules
from layout.base.units import MM, Rect
from layout.edition.ads import QrCode, VCard
from layout.scene.shapes import Curve, Panel
from layout.scene.text import Text

CARD = VCard(
    name="王经理",
    organisation="衡水晚报社; 发行部",
    phones=("0318-2065575", "+86 135 0318 9058"),
    email="faxing@example.com",
    address="衡水市人民东路318号",
)
CODES = (
    (QrCode(phone="0318-2065575"), "tel:03182065575"),
    (QrCode(phone="+86 135-0318-9058"), "tel:+8613503189058"),
    (QrCode(url="https://example.com/衡水/订报?a=1&b=2"), "https://example.com/衡水/订报?a=1&b=2"),
    (QrCode(vcard=CARD), None),
)


def image(pdf: bytes, dpi: float):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=dpi / 72).to_pil().convert("L")


@pytest.mark.parametrize(("qr", "text"), CODES)
@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("module", [(2, 14), (1, 34)])
def test_the_code_of_a_rendered_ad_can_be_read(qr, text, dpi, module, contact, design, fonts):
    ad = contact.model_copy(update={"qr": qr, "tint": 12})
    drawing = draw_ad(ad, design.grid.measure(module[0]), module[1] * design.grid.row, design, fonts)
    (found,) = zxingcpp.read_barcodes(image(drawing.pdf, dpi))
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.text == (text or content_of(qr))
    assert found.ec_level == "M"


def test_a_card_says_what_it_was_booked_with():
    assert content_of(QrCode(vcard=CARD)).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:王经理",
        "FN:王经理",
        r"ORG:衡水晚报社\; 发行部",
        "TEL:0318-2065575",
        "TEL:+86 135 0318 9058",
        "EMAIL:faxing@example.com",
        "ADR:;;衡水市人民东路318号;;;;",
        "END:VCARD",
        "",
    ]


def test_modules_are_large_enough_black_alone_and_stand_in_their_quiet_zone(contact, design, fonts):
    for rows in (10, 14, 20):
        found = compose_ad(contact, design.grid.measure(2), rows * design.grid.row, design, fonts)
        paper = next(s for s in found if isinstance(s, Panel) and tuple(s.colour) == (0, 0, 0, 0))
        code = found[found.index(paper) + 1]
        assert isinstance(code, Curve)
        assert tuple(code.colour) == (0, 0, 0, 1)
        module = paper.rect.width / (len(modules(content_of(contact.qr))) + 2 * QUIET)
        assert module >= 0.4 * MM - 1e-6
        xs = [x for contour in code.contours for ((x, _),) in contour]
        ys = [y for contour in code.contours for ((_, y),) in contour]
        white = (
            min(xs) - paper.rect.x, min(ys) - paper.rect.y, paper.rect.right - max(xs), paper.rect.bottom - max(ys)
        )  # fmt: skip
        assert min(white) >= 4 * module - 1e-6
        for text in found:
            if isinstance(text, Text):
                inside = text.ink.x < paper.rect.right and text.ink.right > paper.rect.x
                assert not (inside and text.ink.y < paper.rect.bottom and text.ink.bottom > paper.rect.y)


def test_a_module_too_small_is_refused():
    draw_qr("x", 0, 0, 0.4 * MM)
    with pytest.raises(ValueError, match="fill in"):
        draw_qr("x", 0, 0, 0.39 * MM)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": "https://example.com", "phone": "123"},
        {"url": "example.com"},
        {"url": "javascript:alert(1)"},
        {"phone": "ring me"},
    ],
)
def test_a_code_holds_one_thing_of_a_known_form(given):
    with pytest.raises(ValidationError):
        QrCode(**given)


# ---- barcodes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("issn", "ean"), [("0317-8471", "9770317847001"), ("2049-3630", "9772049363002")])
def test_an_issn_becomes_the_ean_everybody_else_makes_of_it(issn, ean):
    assert ean_of(issn) == ean
    assert ean_of(f"ISSN {issn}") == ean


def test_the_check_digit_x_is_known():
    assert issn_digits("2434-561X") == "2434561X"
    assert check_digit("400638133393") == "1"


@pytest.mark.parametrize("add_on", ["", "15", "04", "07", "22", "52250", "00000", "98765"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.2])
def test_a_barcode_can_be_read(add_on, scale, fonts):
    wide, tall = size(add_on)
    face = fonts["hei"]
    pdf = write_pdf(barcode_scene("2049-3630", add_on, wide * scale, tall * scale, face), {face.name: face})
    found = zxingcpp.read_barcodes(image(pdf, 300), ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)
    # The symbol is read alone and together with its add-on.
    assert {one.text.replace(" ", "") for one in found} == {"9772049363002", "9772049363002" + add_on}
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_range()
    assert "ISSN 2049-3630" in text


def test_a_barcode_is_between_four_fifths_and_six_fifths(fonts):
    wide, tall = size("")
    assert wide == pytest.approx(37.29 * MM)
    with pytest.raises(ValueError, match=r"needs 29\.8 x"):
        barcode("2049-3630", "", Rect(0, 0, wide * 0.79, tall), fonts["hei"])
    paper = barcode("2049-3630", "", Rect(0, 0, 500, 500), fonts["hei"])[0]
    assert paper.rect.width == pytest.approx(1.2 * wide)
    assert paper.rect.x == pytest.approx((500 - 1.2 * wide) / 2)


def test_bars_are_whole_modules_and_keep_the_quiet_zones(fonts):
    paper, bars, *_ = barcode("2049-3630", "15", Rect(0, 0, 300, 120), fonts["hei"])
    module = 0.33 * MM * paper.rect.width / size("15")[0]
    xs = sorted(x for contour in bars.contours for ((x, _),) in contour)
    assert xs[0] - paper.rect.x == pytest.approx(11 * module)
    assert paper.rect.right - xs[-1] >= 5 * module - 1e-6
    for contour in bars.contours:
        width = (contour[1][0][0] - contour[0][0][0]) / module
        assert width == pytest.approx(round(width))
        assert 1 <= round(width) <= 4
    assert tuple(bars.colour) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("issn", "add_on", "said"),
    [
        ("1009-1234", "", "check digit of the ISSN '1009-1234' should be 8"),
        ("10091", "", "is no ISSN"),
        ("2049-3630", "1", "two or five digits"),
        ("2049-3630", "1a", "two or five digits"),
    ],
)
def test_a_wrong_number_is_an_error(issn, add_on, said, fonts):
    with pytest.raises(ValueError, match=said):
        barcode(issn, add_on, Rect(0, 0, 300, 200), fonts["hei"])
