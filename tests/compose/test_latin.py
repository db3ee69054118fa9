"""Paragraphs of Latin text: word spaces, hyphens, dashes, kerned widths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pyphen
import pytest

from layout.base.locale import DEFAULT, language_for
from layout.base.locale.record import Hyphenation
from layout.compose.breaking import Breaker, break_greedy, break_optimum, line_ratio
from layout.compose.classes import regime_for
from layout.compose.cuts import CODE, EXPLICIT_HYPHEN, GROUP, HYPHEN, URL, URL_HYPHEN, find_cuts
from layout.compose.itemize import Setting, Voice
from layout.compose.paragraph import LATIN_LEAST_LAST, ParagraphStyle, prepare
from layout.compose.parting import _patterns, _read
from layout.design.fonts import FontBook
from tests.compose.setting import paragraph, parts, set_text, texts

STORY = (
    "Hengshui Lake has seen an increase in migratory birds this spring, with more than 300 species recorded by "
    "volunteers—among them the critically endangered Baer’s pochard, a diving duck whose worldwide population is "
    "estimated at fewer than one thousand individuals. “They arrive earlier every year,” said the reserve’s "
    "director, who has counted waterfowl here since 1998, “and they stay longer.” The long-standing restoration "
    "of reed beds, she explained, has given the birds undisturbed places to nest; fishing boats, which once "
    "crossed the lake at all hours, are now restricted to its south-eastern corner."
)

GB = regime_for(DEFAULT)
AMERICAN = Hyphenation("en_US")


def hyphenated(cuts: Iterable[int], text: str) -> str:
    return "-".join(text[a:b] for a, b in pairwise((0, *sorted(cuts), len(text))))


@pytest.mark.parametrize("em", [33.5, 35.5, 43.0, 47.5])
def test_word_spaces_stay_between_two_thirds_and_three_halves(fonts: FontBook, em: float) -> None:
    """At these measures the story can be set so, but for a line that saves a hyphen. In narrow columns some lines
    cannot; see test_breaking."""
    made = paragraph(STORY, fonts, em=em, indent=1.0, language="en")
    broken = made.broken()
    assert broken.tolerable
    normal = fonts["song"].glyph(" ").advance  # type: ignore[union-attr]
    lines = made.lines(broken)
    starts = (0, *(at + 1 for at in broken.breaks))
    widths = []
    for first, last, line in zip(starts, broken.breaks, lines[:-1], strict=False):
        spaces = sum(bool(gap.text) for gap in made.items.gaps[first:last])
        room = line.width - sum(atom.width for atom in made.items.atoms[first : last + 1])
        if (hyphen := made.items.hyphens.get(last)) is not None:
            room -= hyphen.width
        assert line.x + line.width == pytest.approx(em)
        widths.append(room / spaces / normal)
    assert min(widths) >= 2 / 3 - 1e-9
    assert max(widths) <= 1.6
    assert sum(width > 3 / 2 + 1e-9 for width in widths) <= 1


def test_hyphenation_is_pyphens_and_can_be_had_beside_marks() -> None:
    for text in ("international", "international,", "(international)", "“international”"):
        cuts = find_cuts(text, AMERICAN, GB)
        assert hyphenated(cuts, text) == text.replace("international", "in-ter-na-tional")
        assert all(cut.hyphen and cut.penalty == HYPHEN for cut in cuts.values())


def test_hyphenation_follows_the_language() -> None:
    german = find_cuts("Zeitungsdruckerei", Hyphenation("de"), GB)
    assert hyphenated(german, "Zeitungsdruckerei") == "Zei-tungs-dru-cke-rei"
    assert find_cuts("Zeitungsdruckerei", Hyphenation("xx"), GB).keys() != german.keys()
    assert not any(cut.hyphen for cut in find_cuts("Zeitungsdruckerei", None, GB).values())
    assert Setting(language_for("de-AT")).hyphens == language_for("de").hyphenation
    assert Setting(language_for("sw")).hyphens is None
    assert Setting(language_for("zh-Hans")).hyphens == AMERICAN
    assert Setting(language_for("en")).hyphens == Hyphenation("en_GB")
    assert Setting(language_for("en"), breaks=frozenset()).hyphens is None
    assert Setting(language_for("en"), hyphenate=False).hyphens is None


def test_a_language_says_how_small_a_part_may_be() -> None:
    russian = Hyphenation("ru", right=2, script="Cyrl")
    assert hyphenated(find_cuts("типография", russian, GB), "типография") == "ти-по-гра-фия"
    assert hyphenated(find_cuts("типография", replace(russian, left=3), GB), "типография") == "типо-гра-фия"
    assert find_cuts("типография", replace(russian, shortest=11), GB) == {}


@pytest.mark.parametrize(
    ("tag", "parted"),
    [
        ("de", "Bun-des-stra-ße Kreis-stadt Ge-mein-de-rats-sit-zung Haupt-bahn-hof Feu-er-wehr-ein-satz wuss-te"),
        ("de", "Ver-kehrs-mi-nis-te-ri-um So-zi-al-ver-si-che-rung Ge-schäfts-stel-le BUN-DES-STRAS-SE"),
        ("fr", "l’ad-mi-nis-tra-tion au-jourd’hui gou-ver-ne-ment"),
        ("es", "ayun-ta-mien-to ¿ad-mi-nis-tra-ción? de-sa-rro-llo"),
        ("it", "del-l’am-mi-ni-stra-zio-ne nel-l’ac-qua"),
        ("pt", "de-sen-vol-vi-mento"),
        ("pt-BR", "de-sen-vol-vi-mento"),
        ("nl", "ge-meen-te-raads-ver-kie-zin-gen"),
        ("pl", "przed-się-bior-stwo miesz-kań-ców"),
        ("cs", "za-stu-pi-tel-stvo Pl-zeň-ského"),
        ("sv", "kom-mun-full-mäk-ti-ge till-stånd"),
        ("tr", "ger-çek-leş-ti-ri-le-bi-le-ce-ği-ni İS-TAN-BUL’DAKİ Tür-ki-ye’nin sa-at-ler"),
        ("ru", "до-сто-при-ме-ча-тель-но-стей ЖЕ-ЛЕЗ-НО-ДО-РОЖ-НИ-КИ подъ-езд"),
        ("uk", "м’я-кий зв’я-зок об’-єд-на-ти"),
        ("el", "πρω-θυ-πουρ-γός συμ-βού-λιο"),
        ("vi", "nghiêng"),
    ],
)
def test_words_of_a_language(tag: str, parted: str) -> None:
    """Read by people who speak them: a part of a word never ends where the language's own rules let it not."""
    for word in parted.split():
        whole = word.replace("-", "")
        cuts = find_cuts(whole, language_for(tag).hyphenation, GB)
        assert hyphenated(cuts, whole) == word
        assert all(cut.hyphen for cut in cuts.values())


@pytest.mark.parametrize(
    ("tag", "text", "again"),
    [
        ("pl", "biało-czerwony", True),
        ("cs", "severo-východní", True),
        ("cs", "bude-li", True),
        ("pt", "segunda-feira", True),
        ("pt-BR", "guarda\u2010chuva", True),
        ("es", "teórico-práctico", True),
        ("ru", "научно-производственный", False),
        ("de", "Baden-Württemberg", False),
        ("pl", "2021-2022", None),
    ],
)
def test_a_hyphen_of_the_copy_is_written_again_on_the_next_line(tag: str, text: str, again: bool | None) -> None:
    cuts = find_cuts(text, language_for(tag).hyphenation, GB)
    after = min(at for at, char in enumerate(text) if char in "-\u2010") + 1
    assert (after in cuts) == (again is not None)
    assert [at for at, cut in cuts.items() if cut.repeated] == ([after] if again else [])


@pytest.mark.parametrize("breaker", [break_optimum, break_greedy])
def test_a_line_begins_with_the_hyphen_that_ended_the_one_above(breaker: Breaker, fonts: FontBook) -> None:
    text = "Flagi biało-czerwone i niebiesko-żółte, hale targowo-wystawowe oraz pokoje socjalno-bytowe. " * 3
    hyphen = fonts["song"].glyph("-").advance  # type: ignore[union-attr]
    seen = 0
    for em in (8.0, 9.5, 11.0, 12.5, 14.0):
        made = paragraph(text.strip(), fonts, em=em, language="pl")
        lines = made.lines(made.broken(breaker=breaker))
        for line, following in pairwise(lines):
            begins = line.text.endswith("-") and line.text[-2].isalpha()
            assert following.text.startswith("\u00ad") == begins
            if begins:
                seen += 1
                assert following.shown.startswith("-")
                assert following.runs[0].glyphs[0].text == "-"
                assert following.runs[0].glyphs[0].x == pytest.approx(0.0, abs=0.1)
                assert following.runs[1].glyphs[0].x == pytest.approx(hyphen, abs=0.1)
                if not (following.final or following.ragged):
                    assert following.x + following.width == pytest.approx(em)
    assert seen > 3


@pytest.mark.parametrize("name", ["nl_NL", "uk_UA", "el_GR", "en_GB"])
def test_patterns_find_what_pyphen_finds(name: str) -> None:
    words = ["Gemeenteraad", "об’єднати", "м'який", "πρωθυπουργός", "administration", "newspapers", "pyjama's", "fiets"]
    theirs, ours = pyphen.HyphDict(pyphen.LANGUAGES[name]), _patterns(_read(pyphen.LANGUAGES[name]))
    assert [ours(word) for word in words] == [[int(at) for at in theirs.positions(word)] for word in words]
    assert any(ours(word) for word in words)


def test_capitals_are_words_and_short_ones_abbreviations() -> None:
    assert hyphenated(find_cuts("INTERNATIONAL", AMERICAN, GB), "INTERNATIONAL") == "IN-TER-NA-TIONAL"
    assert find_cuts("over", AMERICAN, GB) == {}
    assert find_cuts("UNESCO", AMERICAN, GB) == {}
    assert find_cuts("ЮНЕСКО", Hyphenation("ru", right=2, script="Cyrl"), GB) == {}


def test_a_soft_hyphen_says_where_a_word_may_be_parted(fonts: FontBook) -> None:
    text = "Xx\u00adyyzz\u00adqq"
    assert set(find_cuts(text, AMERICAN, GB)) == {3, 8}
    items = paragraph(text, fonts, language="en").items
    assert items.missing == ()
    assert sum(atom.width for atom in items.atoms) == pytest.approx(
        sum(atom.width for atom in paragraph("Xxyyzzqq", fonts, language="en").items.atoms), abs=0.05
    )


def test_a_letter_and_its_accent_are_one_letter() -> None:
    assert hyphenated(find_cuts("cafe\u0301teria", AMERICAN, GB), "cafe\u0301teria") == "cafe\u0301-te-ria"
    # Its small form is two characters, which would move every place after it.
    assert hyphenated(find_cuts("İnternational", AMERICAN, GB), "İnternational") == "İn-ter-na-tional"


def test_a_word_of_another_script() -> None:
    """A Cyrillic word is parted as Russian, a Greek one as Greek; a Latin one among others may be of any language."""
    assert hyphenated(find_cuts("типография", AMERICAN, GB), "типография") == "ти-по-гра-фия"
    assert hyphenated(find_cuts("συμβούλιο", AMERICAN, GB), "συμβούλιο") == "συμ-βού-λιο"
    assert find_cuts("international", language_for("ru").hyphenation, GB) == {}
    assert find_cuts("международный", None, GB) == {}


@pytest.mark.parametrize("word", ["достопримечательностей", "gerçekleştirilebileceğini", "ΑΥΤΟΚΙΝΗΤΟΔΡΟΜΟΣ", "x" * 40])
def test_without_patterns_no_word_is_parted(word: str) -> None:
    assert find_cuts(word, None, GB) == {}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("well-known", [5]),
        ("half—way", [5]),
        ("“But—”", []),
        ("“—well", []),
        ("COVID-19", []),
        ("2021-2022", []),
        ("-5", []),
        ("wait—“now”", [5]),
        ("long--dash", []),
    ],
)
def test_dashes(text: str, places: list[int]) -> None:
    """A line may end after a hyphen or dash that joins words, but not before a closing quote or inside numbers."""
    assert [at for at, cut in find_cuts(text, None, GB).items() if cut.penalty == EXPLICIT_HYPHEN] == places


@pytest.mark.parametrize(
    ("text", "parted", "dear"),
    [
        ("http://www.example.com/a?b=cd", "http://|www.|example.|com/|a?|b=|cd", ["www.", "example."]),
        ("www.ferry-landing.example/programs,", "www.|ferry-|landing.|example/|programs,", ["www.", "ferry-"]),
        ("service-counter@ferry-landing.example", "service-|counter|@ferry-|landing.|example", ["service-", "@ferry-"]),
        ("stadt.de/rathaus", "stadt.|de/|rathaus", ["stadt."]),
        ("(почта@пример.рф)", "(почта|@пример.|рф)", ["@пример."]),
        ("notes.txt", "notes.|txt", ["notes."]),
        ("town.example.org.uk", "town.|example.|org.|uk", ["org."]),
        ("U.S.", "U.S.", []),
        ("z.B.", "z.B.", []),
    ],
)
def test_addresses(text: str, parted: str, dear: list[str]) -> None:
    """After / and . and before @; dearer where a reader takes the line's end for a hyphen's or a sentence's; never by a
    hyphen that is added."""
    cuts = find_cuts(text, AMERICAN, GB)
    assert parts_of(text, cuts) == parted
    assert not any(cut.hyphen for cut in cuts.values())
    dearer = [at for at, cut in cuts.items() if cut.penalty == URL_HYPHEN]
    ends = [sum(map(len, parted.split("|")[: number + 1])) for number in range(len(cuts))]
    assert [parted.split("|")[ends.index(at)] for at in dearer] == dear
    assert {cut.penalty for at, cut in cuts.items() if at not in dearer} <= {URL}


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("ISO9001", "ISO|9001"),
        ("ISO14001:2015", "ISO|14001:2015"),
        ("GB/T15834", "GB/|T15834"),
        ("and/or", "and/|or"),
        ("91130000MA07KXYZ12", "91130000|MA|07|KXYZ|12"),
        *((text, text) for text in ("A4", "CO2", "MH370", "PM2.5", "5000km", "kg/m3", "km/h", "2021/2022", "24/7")),
    ],
)
def test_codes(text: str, parted: str) -> None:
    cuts = find_cuts(text, AMERICAN, GB)
    assert parts_of(text, cuts) == parted
    assert {cut.penalty for cut in cuts.values()} <= {CODE}


def test_a_very_long_number_is_parted_into_groups() -> None:
    cuts = find_cuts("6222021234567890123", AMERICAN, GB)
    assert parts_of("6222021234567890123", cuts) == "6222|0212|3456|7890|123"
    assert {cut.penalty for cut in cuts.values()} == {GROUP}
    assert find_cuts("123456789012", AMERICAN, GB) == {}


def parts_of(text: str, cuts: Iterable[int]) -> str:
    return hyphenated(cuts, text.replace("-", "\0")).replace("-", "|").replace("\0", "-")


@pytest.mark.parametrize("em", [13.0, 15.0, 18.0, 24.0])
def test_ladders_have_two_rungs_at_most(fonts: FontBook, em: float) -> None:
    lines = texts(set_text(STORY, fonts, em=em, indent=1.0, language="en"))
    ends = [line.endswith("-") for line in lines]
    assert sum(ends) >= 1
    assert not any(a and b and c for a, b, c in zip(ends, ends[1:], ends[2:], strict=False))


@pytest.mark.parametrize("em", [12.0, 15.0, 18.0, 24.0])
def test_the_last_line_has_five_letters(fonts: FontBook, em: float) -> None:
    last = set_text(STORY, fonts, em=em, language="en")[-1]
    assert sum(char.isalnum() for char in last.text) >= LATIN_LEAST_LAST


def test_a_dash_ends_a_line(fonts: FontBook) -> None:
    assert parts("volunteers—among", fonts, language="en")[-2:] == ["teers—", "among"]


@pytest.mark.parametrize("font", ["song", "hei", "kai"])
def test_kerned_widths_are_harfbuzzs(fonts: FontBook, font: str) -> None:
    """The parts of a run keep the places they have when the whole run is shaped."""
    text = "AVATAR, Toronto. Wave—office"
    face = fonts[font]
    style = ParagraphStyle(1.0, 60.0, setting=Setting(language_for("en")))
    made = prepare([(text, Voice((face,)))], style)
    line = made.lines(made.broken())[0]
    glyphs = [glyph for run in line.runs for glyph in run.glyphs if glyph.gid != -1]
    at = 0
    x = 0.0
    for word in text.split():
        for shaped in face.shape(word):
            assert glyphs[at].gid == shaped.gid
            assert glyphs[at].x == pytest.approx(x + shaped.shift)
            x += shaped.advance
            at += 1
        x += face.glyph(" ").advance  # type: ignore[union-attr]
    assert at == len(glyphs)
    plain = sum(face.advance(shaped.gid) for char in "AVATAR" for shaped in face.shape(char))
    if font != "kai":
        assert sum(glyph.advance for glyph in face.shape("AVATAR")) < plain


def test_accents_are_not_parted_from_their_letters(fonts: FontBook) -> None:
    """A line may end after the dash; the letter there is two glyphs, the first of which stands for no text."""
    items = paragraph("half—q\u0303uick", fonts, language="en").items
    assert [items.text[atom.start : atom.end] for atom in items.atoms] == ["half—", "q\u0303uick"]


def test_ratio_one_is_three_halves_of_a_space(fonts: FontBook) -> None:
    made = paragraph("one two three four", fonts, em=8.0, language="en")
    natural = sum(made.problem.widths[:3]) + sum(gap.width for gap in made.problem.gaps[:2])
    space = made.problem.gaps[0].width
    wider = ParagraphStyle(1.0, natural + space, setting=Setting(language_for("en")))
    again = prepare([("one two three four", Voice((fonts["song"],)))], wider)
    assert line_ratio(again.problem, 0, 2, 0) == pytest.approx(1.0)


@pytest.mark.parametrize("em", [9.0, 11.0, 13.0, 17.0])
def test_a_line_ends_where_its_last_letter_ends_alone(fonts: FontBook, em: float) -> None:
    """A letter drawn to the next one (w. V, AV) has its own width back where the line is broken between the two."""
    words = "Visit www.northhaven-Avocado.example.org/Tavern/AVAWAY/www.waves.example.org/To.Vote, P.O. VAT/AVATAR."
    face = fonts["song"]
    made = paragraph(f"{words} {words}", fonts, em=em, language="en")
    kerned = 0
    for line in made.lines(made.broken())[:-1]:
        last = [glyph for run in line.runs for glyph in run.glyphs if glyph.gid >= 0][-1]
        alone = face.shape(last.text)[-1].advance
        assert line.x + last.x + alone == pytest.approx(line.x + line.width), line.text
        kerned += 1
    assert kerned > 5
