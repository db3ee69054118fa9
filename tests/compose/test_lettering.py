"""Which face sets what: letters a face lacks come whole from those behind it, word by word."""

from __future__ import annotations

import unicodedata

import pytest

from layout.base.characters import characters
from layout.compose.itemize import Setting, itemize
from layout.compose.lettering import Lettering
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.styles import FALLBACKS, FontTokens
from layout.design.tokens import Design


@pytest.fixture(scope="module")
def book(design: Design) -> FontBook:
    return FontBook(design.fonts, design.fallbacks)


@pytest.fixture(scope="module")
def voices(design: Design, book: FontBook) -> Voices:
    return Voices(design, book)


def faces_of(text: str, voices: Voices, font: str = "song") -> dict[str, str]:
    """Return what each face of a paragraph sets: name -> text."""
    items = itemize([(text, voices.faced(font))], Setting())
    assert items.missing == ()
    set_by: dict[str, str] = {}
    for atom in items.atoms:
        for glyph in atom.glyphs:
            assert glyph.gid
            set_by[glyph.face] = set_by.get(glyph.face, "") + glyph.text
    return set_by


EUROPE = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x180), *range(0x218, 0x21C))))
VIETNAM = "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹƠơƯư"
GREEK = "ΆΈΉΊΌΎΏΐάέήίΰϊϋόύώἈἀἅᾳῃῶὸ"
CYRILLIC = "".join(map(chr, range(0x400, 0x460))) + "ҐґҒғҚқҢңҮүҺһӘәӨө"
SIGNS = "½⅓⅔¼¾⅛⅜₀₁₂₃⁰⁴⁵′″₹₺₽₴₿№→←↔⇒①⑳❶✓✔✗☎♥♡★♪"


@pytest.mark.parametrize("font", ["song", "song-black", "hei-bold", "kai"])
@pytest.mark.parametrize("letters", [EUROPE, VIETNAM, GREEK, CYRILLIC, SIGNS], ids=["eu", "vi", "el", "ru", "signs"])
def test_every_letter_is_one_glyph_of_one_face(letters: str, font: str, voices: Voices) -> None:
    voice = voices.faced(font)
    for letter in letters:
        items = itemize([(letter, voice)], Setting())
        assert items.missing == ()
        (glyph,) = (glyph for atom in items.atoms for glyph in atom.glyphs)
        assert glyph.gid
        assert glyph.text == letter


WORDS = "Dvořák Djoković İstanbul Ľudovít Erdoğan Łódź Győr Timișoara Šeško Kraków’ś O’Șeil Żywiec-Łódź"


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_is_set_from_one_face(word: str, voices: Voices) -> None:
    for font, behind in (("song", "Noto Serif 400"), ("hei-bold", "Noto Sans 700"), ("song-black", "Noto Serif 700")):
        assert faces_of(f"在{word}和Oslo。", voices, font) == {font: "在和Oslo。", behind: word}


@pytest.mark.parametrize("number", ["1⅜", "2⅔", "H₂O", "CO₂"])
def test_a_number_is_of_one_face_with_its_fraction(number: str, voices: Voices) -> None:
    assert faces_of(f"约{number}。", voices) == {"song": "约。", "Noto Serif 400": number}


def test_a_sign_takes_the_face_of_the_word_beside_it(voices: Voices) -> None:
    assert faces_of("见(Dvořák, Oslo)", voices) == {"song": "见Oslo)", "Noto Serif 400": "(Dvořák,"}


def test_italic_text_falls_back_to_italic_letters(design: Design) -> None:
    fonts = {
        "text": FontTokens(family="TeX Gyre Termes"),
        "text-italic": FontTokens(family="TeX Gyre Termes", style="italic"),
    }
    book = FontBook(fonts, FALLBACKS)
    assert [face.name for face in book["text-italic"].behind[:2]] == ["Noto Serif 400 italic", "Noto Serif CJK SC 400"]
    shown = Lettering((book["text-italic"], *book["text-italic"].behind)).shape("Путин")
    assert {glyph.face for glyph in shown} == {"Noto Serif 400 italic"}
    # Termes has lower small letters than Noto Serif: they come to one height.
    assert {0.75 < glyph.scale < 0.9 for glyph in shown} == {True}


@pytest.mark.parametrize("composed", [*"řáőșğňİŁé", *VIETNAM[:8]])
def test_a_letter_typed_in_parts_is_set_as_the_whole_one(composed: str, voices: Voices) -> None:
    typed = unicodedata.normalize("NFD", composed)
    whole, parts = (itemize([(text, voices.faced("song"))], Setting()).atoms[0] for text in (composed, typed))
    assert [(glyph.face, glyph.gid) for glyph in whole.glyphs] == [(glyph.face, glyph.gid) for glyph in parts.glyphs]
    assert "".join(glyph.text for glyph in parts.glyphs) == typed


@pytest.mark.parametrize("cluster", ["e\u0307\u0301", "x\u0304", "ọ\u0300", "м\u0301"])
def test_a_mark_without_a_whole_letter_is_moved_to_its_letter(cluster: str, voices: Voices) -> None:
    (atom,) = itemize([(cluster, voices.faced("song"))], Setting()).atoms
    letter, mark = atom.glyphs
    assert letter.face == mark.face == "Noto Serif 400"
    assert letter.text + mark.text == cluster
    assert mark.x == pytest.approx(atom.width, abs=0.35)
    assert atom.width == pytest.approx(
        itemize([(letter.text, voices.faced("song"))], Setting()).atoms[0].width, rel=0.2
    )


def test_no_face_takes_a_letter_apart(book: FontBook) -> None:
    for face in book.named.values():
        for letter in (*EUROPE, *VIETNAM, *GREEK):
            (glyph,) = face.shape(letter)
            assert glyph.text == letter
            assert bool(glyph.gid) == face.has(letter) == face.covers(letter)


@pytest.mark.parametrize(
    ("typed", "glyphs"),
    [("👍🏻", 1), ("❤\ufe0f", 1), ("☎\ufe0e", 1), ("👨\u200d👩\u200d👧", 3), ("🇨🇳", 2), ("葛\U000e0100", 1),
     ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1), ("🌡", 1)],
)  # fmt: skip
def test_selectors_joiners_and_tones_belong_to_their_base(typed: str, glyphs: int, voices: Voices) -> None:
    items = itemize([(f"国{typed}国", voices.faced("song"))], Setting())
    assert items.missing == ()
    _, atom, _ = items.atoms
    assert len(atom.glyphs) == glyphs
    assert all(glyph.gid for glyph in atom.glyphs)
    assert "".join(glyph.text for glyph in atom.glyphs) == typed


def test_what_no_face_has_is_named_and_nothing_else(voices: Voices) -> None:
    items = itemize([("国Dvo\U0001d800řák和\U0001fad8\ufe0f国", voices.faced("song"))], Setting())
    assert items.missing == ("\U0001d800", "\U0001fad8")


def test_a_word_of_another_face_is_hyphenated_without_losing_a_letter(voices: Voices) -> None:
    made = prepare([("我们在Ľubľanasmeštanský合作", voices.faced("song"))], ParagraphStyle(1.0, 6.0))
    said = "".join(glyph.text for line in made.lines(made.broken()) for run in line.runs for glyph in run.glyphs)
    assert said.replace("-", "") == "我们在Ľubľanasmeštanský合作"


def test_characters() -> None:
    assert list(characters("e\u0301a👨\u200d👩b")) == ["e\u0301", "a", "👨\u200d👩", "b"]
    assert list(characters("\u0436\u0483x\u20d7")) == ["\u0436\u0483", "x\u20d7"]
    assert list(characters("")) == []


def test_families_that_are_not_installed_are_told_and_do_no_harm(design: Design) -> None:
    book = FontBook(design.fonts, {"serif": ("No Such Family", "Noto Serif"), "sans": (), "last": ("Symbola",)})
    assert book.absent == ("No Such Family",)
    assert [face.name for face in book["song-bold"].behind] == ["Noto Serif 700", "Symbola 400"]
    assert [face.name for face in book["hei"].behind] == ["Symbola 400"]
