"""One face of all regions draws each language's own characters, and marks stand where the language has them."""

from __future__ import annotations

import pytest

from layout.base.locale import language_for
from layout.compose.classes import Kind, regime_for
from layout.compose.itemize import Setting, Voice, itemize
from layout.design.fonts import Face, FontBook
from layout.design.styles import FontTokens

REGIONS = {"zh-Hans": "SC", "zh-TW": "TC", "zh-HK": "HK", "ja": "JP", "ko": "KR"}
KAI = "LXGW WenKai"


@pytest.fixture(scope="module")
def book() -> FontBook:
    noto = {
        f"{kind} {region}": FontTokens(family=f"Noto {kind} CJK {region}", weight=weight)
        for kind, weight in (("Serif", 400), ("Sans", 900))
        for region in REGIONS.values()
    }
    return FontBook({**noto, KAI: FontTokens(family=KAI), "latin": FontTokens(family="TeX Gyre Termes")})


def ink_in_box(mark: str, voice: Voice, language: str) -> tuple[float, float, str]:
    """Return where a mark's ink begins and ends in its box, em, and its face; its neighbour has a box of its own."""
    items = itemize([(f"路{mark}路", voice)], Setting(language_for(language)))
    atom = items.atoms[1]
    (glyph,) = atom.glyphs
    face = next(face for face in voice.faces if face.name == glyph.face)
    assert isinstance(face, Face)
    left, right = face.ink(glyph.gid)
    return glyph.x + left, glyph.x + right - atom.width, glyph.face


@pytest.mark.parametrize("language", REGIONS)
@pytest.mark.parametrize("kind", ["Serif", "Sans"])
def test_the_face_of_any_region_draws_a_language_as_its_own_does(book: FontBook, kind: str, language: str) -> None:
    own = book[f"{kind} {REGIONS[language]}"]
    for region in REGIONS.values():
        spoken = book[f"{kind} {region}"].spoken(language_for(language))
        assert spoken.name == f"{kind} {region}"
        for char in "骨直角誤今令路，。、；：？！あ한":
            plain = own.glyph(char)
            assert plain is not None
            assert spoken.glyph(char) == plain


def test_regions_do_differ(book: FontBook) -> None:
    face = book["Serif SC"]
    drawn = {tag: face.spoken(language_for(tag)).glyph("骨") for tag in ("zh-Hans", "zh-TW", "ja")}
    assert len(set(drawn.values())) == 3
    assert face.glyph("骨") == drawn["zh-Hans"]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-TW", "zh-HK", "ja", "en"])
@pytest.mark.parametrize("faces", [("Serif SC",), ("Sans TC",), (KAI, "Sans SC"), (KAI,), ("latin", "Serif SC")])
def test_the_ink_of_every_mark_is_in_its_own_box(book: FontBook, faces: tuple[str, ...], language: str) -> None:
    """An opening mark may begin and a closing one end a little outside: it has white there."""
    voice = Voice(tuple(book[name] for name in faces))
    regime = regime_for(language_for(language))
    for mark, found in regime.marks.items():
        if (language == "en" and found.kind in (Kind.OPEN, Kind.CLOSE)) or not voice.faces[-1].covers(mark):
            continue
        begins, ends, _ = ink_in_box(mark, voice, language)
        assert begins >= -0.08, mark
        assert ends <= 0.08, mark


@pytest.mark.parametrize("language", ["zh-TW", "zh-HK"])
def test_marks_of_taiwan_and_hong_kong_stand_in_the_middle(book: FontBook, language: str) -> None:
    for faces in (("Serif SC",), ("Sans SC",), (KAI, "Serif SC"), (KAI,)):
        for mark in "，。、；：？！":
            begins, ends, face = ink_in_box(mark, Voice(tuple(book[name] for name in faces)), language)
            assert begins == pytest.approx(-ends, abs=0.1), (mark, face)
            assert face == faces[-1], "a face with the mark in its corner leaves it to the one behind"


def test_marks_of_the_mainland_and_of_japan_stand_in_the_corner(book: FontBook) -> None:
    for language in ("zh-Hans", "ja"):
        for faces in (("Serif TC",), (KAI, "Serif SC")):
            for mark in "，。、":
                begins, _, face = ink_in_box(mark, Voice(tuple(book[name] for name in faces)), language)
                assert begins < 0.2
                assert face == faces[0]


def test_two_languages_of_one_voice_are_kept_apart(book: FontBook) -> None:
    voice = Voice((book["Serif SC"],))
    first, between, again = (ink_in_box("。", voice, tag) for tag in ("zh-Hans", "zh-TW", "zh-Hans"))
    assert first == again != between


def test_a_dash_of_two_squares_fills_them(book: FontBook) -> None:
    for language in ("zh-Hans", "zh-TW", "ja"):
        face = book["Serif SC"].spoken(language_for(language))
        (dash,) = face.shape("——")
        left, right = face.ink(dash.gid)
        assert (dash.text, dash.advance) == ("——", 2.0)
        assert right - left > 1.8


@pytest.mark.parametrize(("language", "parts"), [("en", 1), ("de", 1), ("tr", 2)])
def test_turkish_keeps_the_dot_of_its_i(book: FontBook, language: str, parts: int) -> None:
    """A ligature of f and i has no dot, and Turkish has a letter without one."""
    assert len(book["latin"].spoken(language_for(language)).shape("fi")) == parts
