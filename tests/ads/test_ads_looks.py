"""The looks of display ads, measured on what is drawn: how type ranks, how near it is to the border, its line ends."""

from __future__ import annotations

import itertools
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.ads.kinds.display import DisplayAd, compose, look_of
from layout.ads.kit import Kit
from layout.ads.looks.table import LOOKS
from layout.ads.pictures import separate
from layout.base.diagnostics import Report
from layout.base.units import Rect
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.ads import AdPicture, Contact, Offer, QrCode
from layout.scene.shapes import Panel, Slot
from layout.scene.text import Text

DESIGN = load_design(Path(__file__).parents[2] / "templates" / "tabloid")
SIZES = ((1, 6), (1, 20), (5, 10), (5, 84))
PHONE = Contact(label="订购热线", value="0318-2065575")
TEXT = "十年老店回馈街坊：实木床、餐桌、沙发现场看样，当日送货上门并免费安装，数量有限，送完为止。"
FULL = DisplayAd(
    kind="display", id="shop", columns=3, rows=14, headline="家具大卖场周年庆", subline="全场五折起", contacts=(PHONE,)
)
TEXTED = FULL.model_copy(update={"text": (TEXT,)})


@lru_cache(maxsize=1)
def book() -> FontBook:
    return FontBook(DESIGN.fonts)


def set_in(ad: DisplayAd, columns: int, rows: int, folder: Path = Path(), language: str = "zh-Hans"):
    """Return an ad's shapes and the room inside its border."""
    from layout.ads.borders import frame

    kit = Kit.of(DESIGN, book(), folder, separate, Report(), language)
    box = Rect(0, 0, DESIGN.grid.measure(columns), rows * DESIGN.grid.row).inset(0, DESIGN.ads.inset)
    inside = frame(box, ad.border or look_of(ad, box).border, ad.corners, kit.palette.ink, DESIGN.ads.border).inside
    return compose(ad, box, kit), inside


def sizes_of(shapes, field: str) -> list[float]:
    return [shape.size for shape in shapes if isinstance(shape, Text) and shape.field == field]


def check_room(shapes, inside: Rect) -> None:
    """Assert that all words are inside the border and none stands on another or on a picture."""
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    for text in texts:
        assert inside.x < text.ink.x
        assert text.ink.right < inside.right
        assert inside.y < text.ink.y
        assert text.ink.bottom < inside.bottom
        assert text.size >= (9 if text.reversed else 7)
    for one, other in itertools.combinations([text.ink for text in texts], 2):
        assert (
            one.right <= other.x + 0.05
            or other.right <= one.x + 0.05
            or (one.bottom <= other.y + 0.05 or other.bottom <= one.y + 0.05)
        )
    for slot in (shape for shape in shapes if isinstance(shape, Slot)):
        for text in texts:
            assert (
                slot.rect.right <= text.ink.x + 0.05
                or text.ink.right <= slot.rect.x + 0.05
                or slot.rect.bottom <= text.ink.y + 0.05
                or text.ink.bottom <= slot.rect.y + 0.05
            )


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
def test_every_look_ranks_its_type_at_every_size(look, size):
    ad = (FULL if size == (1, 6) else TEXTED).model_copy(update={"look": look})
    shapes, inside = set_in(ad, *size)
    check_room(shapes, inside)
    (headline,) = set(sizes_of(shapes, "headline"))
    (subline,) = set(sizes_of(shapes, "subline"))
    label, number = min(sizes_of(shapes, "contacts")), max(sizes_of(shapes, "contacts"))
    text = sizes_of(shapes, "text") or [label]
    assert headline > 1.15 * subline
    assert headline >= number
    assert headline >= 1.25 * max(text)
    assert max(text) <= 17
    assert len({round(shape.size, 1) for shape in shapes if isinstance(shape, Text)}) <= 5
    for line in (shape for shape in shapes if isinstance(shape, Text) and shape.field == "headline"):
        near = min(line.ink.x - inside.x, inside.right - line.ink.right, line.ink.y - inside.y)
        assert near >= 0.44 * headline


def test_text_is_read_in_lines_of_a_measure_and_at_a_size_that_suit_reading():
    shapes, _ = set_in(TEXTED.model_copy(update={"look": "modern", "text": (TEXT * 2,) * 3}), 5, 42)
    lines = [shape for shape in shapes if isinstance(shape, Text) and shape.field == "text"]
    widest = max(line.ink.width / line.size for line in lines)
    assert 12 <= widest <= 30
    assert 9 <= lines[0].size <= 17


@pytest.mark.parametrize("columns", [1, 5])
def test_few_words_in_a_large_module_are_composed_and_not_blown_up(columns):
    bare = FULL.model_copy(update={"look": "classic", "subline": ""})
    shapes, inside = set_in(bare, columns, 42)
    (head,) = set(sizes_of(shapes, "headline"))
    lines = [shape.ink for shape in shapes if isinstance(shape, Text) and shape.field == "headline"]
    assert max(line.right for line in lines) - min(line.x for line in lines) <= inside.width - head
    assert max(shape.ink.bottom for shape in shapes if isinstance(shape, Text)) > inside.bottom - 0.12 * inside.height


def test_an_offer_is_the_largest_in_its_look():
    offer = Offer(amount="268", before="¥", unit="/套起", was="原价398元")
    shapes, inside = set_in(TEXTED.model_copy(update={"look": "offer", "offer": offer}), 3, 14)
    check_room(shapes, inside)
    by_text = {shape.text: shape for shape in shapes if isinstance(shape, Text) and shape.field == "offer"}
    (headline,) = set(sizes_of(shapes, "headline"))
    assert by_text["268"].size > 1.5 * headline
    assert by_text["¥"].ink.right < by_text["268"].ink.x
    struck = next(shape for shape in by_text.values() if "398" in shape.text).ink
    assert any(
        isinstance(shape, Panel) and shape.rect.height < 1 and struck.y < shape.rect.y < struck.bottom
        for shape in shapes
    )
    assert look_of(FULL.model_copy(update={"offer": offer}), inside).name == "offer"


def test_the_picture_of_a_poster_runs_to_the_border_and_no_other_does(folder):
    ad = TEXTED.model_copy(update={"picture": AdPicture(file="shop.jpg")})
    for look, bled in (("poster", True), ("modern", False), ("bold", False)):
        shapes, inside = set_in(ad.model_copy(update={"look": look}), 3, 28, folder)
        (slot,) = (shape for shape in shapes if isinstance(shape, Slot))
        assert (slot.rect.x == pytest.approx(inside.x)) == bled
        assert slot.rect.width * slot.rect.height > 0.2 * inside.width * inside.height
        check_room(shapes, inside)


def test_a_headline_in_a_solid_beside_a_picture_keeps_off_its_edge(folder):
    ad = TEXTED.model_copy(update={"picture": AdPicture(file="shop.jpg"), "look": "bold"})
    shapes, _ = set_in(ad, 5, 21, folder)
    solid = max((shape.rect for shape in shapes if isinstance(shape, Panel)), key=lambda rect: rect.height)
    for line in (shape for shape in shapes if isinstance(shape, Text) and shape.reversed):
        assert solid.x + 0.4 * line.size < line.ink.x


@pytest.mark.parametrize("look", ["classic", "elegant"])
def test_a_strip_has_headline_text_and_numbers_side_by_side(look):
    shapes, _ = set_in(TEXTED.model_copy(update={"look": look}), 5, 10)
    head, text, number = (
        [shape.ink for shape in shapes if isinstance(shape, Text) and shape.field == field]
        for field in ("headline", "text", "contacts")
    )
    assert max(ink.right for ink in head) < min(ink.x for ink in text)
    assert max(ink.right for ink in text) < min(ink.x for ink in number)


@pytest.mark.parametrize("look", ["classic", "bold"])
def test_a_headline_breaks_between_phrases_and_leaves_no_word_alone(look):
    ad = FULL.model_copy(update={"look": look, "headline": "旧家电换新 上门估价", "subline": ""})
    shapes, _ = set_in(ad, 1, 20)
    lines = [shape.text for shape in shapes if isinstance(shape, Text) and shape.field == "headline"]
    assert lines == ["旧家电换新", "上门估价"]


def test_a_look_that_is_not_said_is_what_suits_the_ad():
    large, small = Rect(0, 0, 400, 300), Rect(0, 0, 135, 80)
    assert look_of(FULL, large).name == "classic"
    assert look_of(FULL, small).name == "bold"
    assert look_of(FULL.model_copy(update={"text": (TEXT * 5,)}), large).name == "modern"
    assert look_of(FULL.model_copy(update={"look": "elegant"}), small).name == "elegant"


COPY = {
    "zh-Hans": ("家具大卖场周年庆全场五折起", TEXT),
    "en": ("Bread as it was in 1911, and better", "We light the oven at two and the first loaves are out at six. "),
    "ja": ("春の家具まつり 全品半額から", "創業十年の感謝をこめて、展示品をご覧いただけます。送料は無料です。"),
}


@settings(max_examples=6, deadline=None)
@given(
    st.sampled_from(list(LOOKS)),
    st.sampled_from(sorted(COPY)),
    st.integers(0, 12),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from([(2, 24), (3, 20), (5, 21)]),
)
def test_any_parts_of_an_ad_have_room(look, language, texts, contacts, coded, size):
    headline, text = COPY[language]
    ad = FULL.model_copy(
        update={
            "look": look,
            "headline": headline,
            "text": tuple(text[: 12 + at] for at in range(texts)),
            "contacts": (PHONE, Contact(label="地址", value="河堤路12号"), PHONE, PHONE)[:contacts],
            "qr": QrCode(phone="0318-2065575", caption="扫码") if coded else None,
        }
    )
    shapes, inside = set_in(ad, *size, language=language)
    check_room(shapes, inside)
    assert max(sizes_of(shapes, "headline")) >= max(sizes_of(shapes, "text"), default=7)
