"""The kernels that read pages tell what their Python twins tell, to the last digit."""

from __future__ import annotations

import ctypes
import random
from dataclasses import fields

import numpy as np
import pikepdf
import pypdfium2.raw as raw
import pytest

from layout.base.kernels import kernel
from layout.base.units import Rect
from layout.pdf.chars import Char, Chars
from layout.pdf.facts import Font
from layout.pdf.fonts import FontUse
from layout.pdf.glyphs import Calls, read_in_c, read_in_python
from layout.pdf.pdfium import OpenPage, _calls
from layout.pdf.shown import shown, shown_in_c, shown_in_python
from layout.pdf.state import State
from tests.measure.pages import ENGLISH, drawn, english_lines, good_page, set_text

FACTS = Font("Toy", "Type0", embedded=True, subset=True, unicode=True)
WIDE = FontUse(FACTS, True, {1: "a", 40: "fi"}, {code: 500.0 + 7.3 * code for code in range(300)}, usual=1000.0)
NARROW = FontUse(FACTS, False, {65: "A"}, {code: 250.0 + 3.1 * code for code in range(32, 200)}, usual=0.0)
PDF = pikepdf.new()
STATE = State(size=9.3, stretch=0.97, spacing=0.11, word_spacing=1.7)


def built(name: str):
    made = kernel(f"layout.pdf.{name}")
    if made is None:
        pytest.skip("the kernel was not built: make setup")
    return made


def parsed(written: bytes) -> pikepdf.Object:
    """Return the operand of an operator as it is written."""
    ((operand,), _), *_ = pikepdf.parse_content_stream(pikepdf.Stream(PDF, written + b" TJ"))
    return operand


def random_array(seed: int) -> bytes:
    """Return an array of strings, in both ways of writing them, and of numbers of all forms."""
    chance = random.Random(seed)
    parts = []
    for _ in range(12):
        shown = bytes(chance.choice(b"\x00\x01 A()\\\n\r\t\b\f\xfe\x7f<>[]%1") for _ in range(chance.randrange(9)))
        parts.append(
            bytes(pikepdf.String(shown).unparse()) if chance.random() < 0.5 else b"<%s>" % shown.hex().encode()
        )
        number = chance.choice(("-18.717", "0", "-0", "500", "+3", ".25", "-.5", "217.", "99999.99999", "0.000001"))
        parts.append(number.encode())
    return b"[ %s ]" % b" ".join(parts)


@pytest.mark.parametrize("use", [WIDE, NARROW])
@pytest.mark.parametrize("seed", range(30))
def test_what_is_shown_is_the_same_in_both_ways(use, seed):
    operand = parsed(random_array(seed))
    run = shown_in_c(built("_shown"), operand, use, STATE)
    assert run is not None
    assert run == shown_in_python(operand, use, STATE)
    assert run.codes


@pytest.mark.parametrize(
    "written",
    [
        b"[ (A) /Name (B) ]",
        b"[ (A) [ 5 ] /X ]",
        b"[ (A) [ (B) 100 ] (A) ]",
        b"[ (A) 1234567890.1234567 ]",
        b"[ (A) true null ]",
        b"(A\\\nB)",
    ],
)
def test_what_the_kernel_does_not_know_is_followed_all_the_same(written):
    operand = parsed(written)
    wanted = shown_in_python(operand, NARROW, STATE)
    assert shown(operand, NARROW, STATE) == wanted
    assert wanted.codes[0] == 65


def test_a_string_of_its_own_and_one_of_no_whole_code():
    for written in (b"(AB\\)C)", b"<4142434>", b"()", b"<>", b"[]"):
        operand = parsed(written)
        for use in (WIDE, NARROW):
            assert shown_in_c(built("_shown"), operand, use, STATE) == shown_in_python(operand, use, STATE)


def test_the_kernel_wants_an_advance_for_each_code():
    with pytest.raises(ValueError, match="for each code"):
        built("_shown").shown(b"(A)", b"\0" * 8, False, 1.0, 1.0, 0.0, 0.0)


def test_pdfium_tells_the_same_in_both_ways():
    lines = [*good_page(), *english_lines(ENGLISH.split(), 20.0, 250.0, 200.0), set_text("fi\U00020bb7", 20.0, 360.0)]
    with OpenPage(drawn(lines, [set_text("in", 30.0, 390.0)])) as page:
        text = page._leaf.get_textpage()
        address, count = ctypes.cast(text.raw, ctypes.c_void_p).value, raw.FPDFText_CountChars(text.raw)
        ours, twin = read_in_c(built("_glyphs"), _calls(), address, count), read_in_python(_calls(), address, count)
        for field in fields(ours):
            one, other = getattr(ours, field.name), getattr(twin, field.name)
            assert one.dtype == other.dtype
            assert np.array_equal(one, other), field.name
        assert len(ours.number) > 400
        assert 1 < len(ours.begin) <= len(ours.number)
        assert (ours.box[:, 1] > ours.box[:, 0]).any()
        text.close()


def test_a_kernel_is_not_called_without_addresses():
    with pytest.raises(ValueError, match="no address"):
        built("_glyphs").read(tuple(Calls(*(0,) * 10)), 1, 0)


def test_characters_in_columns_are_characters():
    ones = [Char(text, 10.0 * at, 5.0, 9.0, 9.0, "Song", at == 1) for at, text in enumerate("一二三")]
    chars = Chars.of(ones)
    assert list(chars) == ones
    assert chars[1] == ones[1]
    assert list(chars[1:] + chars[:1]) == [*ones[1:], ones[0]]
    assert list(chars.those(not inside for inside in chars.inside)) == [ones[0], ones[2]]
    assert chars.numbers().T.tolist() == [[one.x, one.baseline, one.advance, one.size] for one in ones]
    assert len(Chars.of([])) == 0


def test_an_open_page_draws_itself_as_its_file_is_drawn():
    with OpenPage(drawn(good_page())) as page:
        whole = page.image(72)
        (part,) = page.details([Rect(0.0, 0.0, whole.width, whole.height)], 72)
    assert part.tobytes() == whole.convert("L").tobytes()
    assert whole.convert("L").getextrema()[0] < 100
