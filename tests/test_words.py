"""Languages: what a tag stands for, the program's own words, and that a language is added as one record."""

import ast
import dataclasses
import datetime
import re

import pytest
from babel import Locale
from babel.dates import format_date, get_month_names

from layout.base.locale import DEFAULT, LANGUAGES, en, known_language, language_for, zh_hans, zh_hant
from layout.base.locale.record import Language, Quotes, Script, Words
from layout.base.locale.unset import SCRIPTS, Unset, why_unset
from layout.compose.classes import Kind, regime_for
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.edition.typography.normalise import normalise
from tests.source import LAYOUT, ROOT, nodes

DAY = datetime.date(2022, 4, 14)
CHINESE, TRADITIONAL, AMERICAN, BRITISH = zh_hans.WORDS, zh_hant.WORDS, en.WORDS, en.BRITISH.words


DOCUMENT = (ROOT / "docs" / "languages.md").read_text("utf-8")


# The table


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-Hans-TW", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-MO", "zh-Hant-HK"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("zh-Hant-TW", "zh-Hant"),
        ("en", "en"),
        ("en-CA", "en"),
        ("en-US", "en-US"),
        ("en-IE", "en-GB"),
        ("en-Latn-GB", "en-GB"),
        ("ja-JP", "ja"),
        ("ko", "ko"),
        ("de-AT", "de"),
        ("es-MX", "es"),
        ("fr-CA", "fr"),
        ("pt-PT", "pt"),
        ("pt-Latn-BR", "pt-BR"),
    ],
)
def test_a_tag_finds_its_language(tag, found):
    assert known_language(tag).tag == language_for(tag).tag == found


@pytest.mark.parametrize("tag", ["sw", "zhx", "eng", "sr-Latn-RS", "x", ""])
def test_an_unknown_language_stands_in_as_english_and_no_word_of_it_is_parted(tag):
    assert known_language(tag) is None
    stood_in = language_for(tag)
    assert (stood_in.tag, stood_in.words, stood_in.script) == (tag, AMERICAN, Script.LATIN)
    assert (stood_in.rules, stood_in.hyphenation) == ((), None)


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        *((tag, Unset.LEFTWARDS) for tag in ("ar", "ar-EG", "he", "fa", "ur", "yi", "en-Arab", "zh-Arab-CN")),
        *((tag, Unset.JOINED) for tag in ("hi", "th", "km", "bn-IN", "ta", "sr-Deva")),
        *((tag, Unset.DOWNWARDS) for tag in ("mn-Mong", "mn-Mong-CN", "zh-Phag")),
        *((tag, None) for tag in ("mn", "sat", "sat-Olck")),
        *((tag, None) for tag in ("de", "ru", "sw", "zh-Hant-HK", "ar-Latn", "en-GB")),
    ],
)
def test_a_script_that_cannot_be_set(tag, why):
    assert why_unset(tag) == why


def test_the_scripts_of_languages_and_of_letters_are_one_table():
    codes = [code for script in SCRIPTS for code in script.codes.split()]
    assert len(set(codes)) == len(codes)
    for script in SCRIPTS:
        assert {why_unset(f"qaa-{code}") for code in script.codes.split()} == {script.why}
        assert not re.search(f"[{script.blocks}]", "ᱚᱞ English 汉字 ру ελ")


def test_no_tag_stands_in_the_table_twice():
    tags = [tag for language in LANGUAGES for tag in (language.tag, *language.also)]
    assert len(set(tags)) == len(tags)
    assert language_for(DEFAULT.tag) is DEFAULT


def test_marks_of_one_name_are_the_same():
    by_name = {language.marks.name: language.marks for language in LANGUAGES}
    assert all(by_name[language.marks.name] == language.marks for language in LANGUAGES)


def test_the_table_in_the_documents():
    rows = []
    for language in LANGUAGES:
        also = ", ".join(f"`{tag}`" for tag in language.also)
        parts = language.hyphenation
        by = "none" if parts is None else "its syllables" if parts.vowels else f"`{parts.dictionary}`"
        quotes = " ".join(
            "".join(pair).replace("\u202f", "") for pair in (language.quotes.double, language.quotes.single)
        )
        rows.append(
            f"| `{language.tag}` | {also} | {language.name} | {language.script} | {language.marks.name} | {quotes} "
            f"| {by} | {len(language.rules)} | {len(language.ties)} |"
        )
    there_are, holds = DOCUMENT.split("## What a record holds")
    assert [line for line in there_are.splitlines() if line.startswith("| `")] == rows
    parts = [line.split("|")[1] for line in holds.splitlines() if line.startswith("| `")]
    assert re.findall(r"\w+", "".join(parts)) == [field.name for field in dataclasses.fields(Language)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_record_is_whole(language):
    assert len(language.words.months) == 12
    assert len(language.words.days) == 7
    assert all(re.compile(pattern) for pattern in language.phrases.whole)
    marks = [mark for row in language.marks.full_width for mark in row.marks]
    assert len(set(marks)) == len(marks)
    assert set(regime_for(language).marks) == set(marks)
    assert {row.kind.upper() for row in language.marks.full_width} <= set(Kind.__members__)
    for field in dataclasses.fields(language.site):
        assert getattr(language.site, field.name), field.name


# Words


@pytest.mark.parametrize(
    ("language", "words", "date"),
    [
        ("zh-Hans", CHINESE, "2022年4月14日 星期四"),
        ("zh-Hant", TRADITIONAL, "2022年4月14日 星期四"),
        ("zh-TW", TRADITIONAL, "2022年4月14日 星期四"),
        ("en", AMERICAN, "Thursday, April 14, 2022"),
        ("en-GB", BRITISH, "Thursday, 14 April 2022"),
    ],
)
def test_dates(language, words, date):
    assert language_for(language).words == words
    assert words.date(DAY) == date


LOCALES = {"pt": "pt_PT", "zh-Hant-HK": "zh_Hant_HK"}
"""Where CLDR's name is another one than the tag; pt alone is the Portuguese of Brazil there."""
OWN_DATES = {"zh-Hans"}
"""Languages whose full date is not CLDR's: there is a space before the day of the week."""


def locale_of(language):
    return Locale.parse(LOCALES.get(language.tag, language.tag.replace("-", "_")))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_dates_are_those_of_cldr(language):
    """But for the capital of a line of its own, and for how the first of a month is written."""
    found, words = locale_of(language), language.words
    for month in range(1, 13):
        day = datetime.date(2022, month, 2 + month)
        theirs, ours = format_date(day, "full", found), words.date(day)
        if language.tag in OWN_DATES:
            theirs, ours = theirs.replace(" ", ""), ours.replace(" ", "")
        assert ours.replace("’", "ʼ").replace("\u00a0", " ").casefold() == theirs.replace("\u202f", " ").casefold()
    assert words.decimal == found.number_symbols["latn"]["decimal"]
    if len(set(words.months_alone)) == 12:
        alone = [name.casefold() for name in get_month_names("wide", "stand-alone", found).values()]
        assert [name.casefold() for name in words.months_alone] == alone


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_pages_are_counted_by_the_rules_of_cldr(language):
    found, words = locale_of(language), language.words
    patterns = {"one": words.one_page, "few": words.few_pages}
    for count in range(1, 130):
        pattern = patterns.get(found.plural_form(count), "") or words.page_count
        assert words.pages(count) == pattern.format(count=count)


def test_the_first_of_a_month():
    first = datetime.date(2022, 5, 1)
    said = {tag: language_for(tag).words.date(first) for tag in ("fr", "it", "de", "pt-BR")}
    assert said == {
        "fr": "Dimanche 1er mai 2022",
        "it": "Domenica 1º maggio 2022",
        "de": "Sonntag, 1. Mai 2022",
        "pt-BR": "Domingo, 1º de maio de 2022",
    }
    assert language_for("ru").words.month(first) == "Май 2022\u00a0г."
    assert language_for("de").words.figure("3.5") == "3,5"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_what_is_printed_is_in_its_own_words(language):
    """No language prints another one's words, but for those of one family (Chinese, English, Portuguese)."""
    family = language.tag.split("-")[0]
    others = [other for other in LANGUAGES if other.tag.split("-")[0] != family]
    for said in (language.words.continued_on, language.words.continued_from, language.site.not_printed):
        assert said not in [
            text
            for other in others
            for text in (other.words.continued_on, other.words.continued_from, other.site.not_printed)
        ]
    assert language.specimen.paragraphs not in [other.specimen.paragraphs for other in others]


def test_sunday_is_the_last_day_of_the_week():
    assert CHINESE.date(datetime.date(2022, 4, 17)).endswith("星期日")
    assert AMERICAN.date(datetime.date(2022, 4, 17)).startswith("Sunday")


@pytest.mark.parametrize(
    ("words", "source", "page", "says"),
    [
        (CHINESE, "新华社电", "A3", "（新华社电　下转A3版）"),
        (CHINESE, "", "A3", "（下转A3版）"),
        (CHINESE, "新华社电", None, "（新华社电）"),
        (AMERICAN, "Staff report", "A3", "Staff report. Continued on A3"),
        (AMERICAN, "", "A3", "Continued on A3"),
        (AMERICAN, "", None, ""),
    ],
)
def test_the_end_of_a_story(words, source, page, says):
    assert words.ending(source, page) == says


def test_what_a_carried_part_says():
    assert (CHINESE.jump_from("A3"), CHINESE.carried("A3")) == ("（上接A3版）", "（上接A3版）")
    assert (AMERICAN.jump_from("A3"), AMERICAN.carried("A3")) == ("From A3: ", "From A3")


def test_what_a_chart_counts():
    assert CHINESE.of_unit("公里") == "（公里）"
    assert AMERICAN.of_unit("km") == "(km)"


def test_what_a_chart_counts_and_who_is_quoted_in_other_languages():
    assert {tag: language_for(tag).words.of_unit("X") for tag in ("ko", "vi", "ja", "de")} == {
        "ko": "(단위: X)",
        "vi": "(Đơn vị: X)",
        "ja": "（X）",
        "de": "(X)",
    }
    quoted = {tag: language_for(tag).words.quoted_by for tag in ("ja", "zh-Hant", "en", "de", "pt-BR", "ru")}
    assert quoted == {
        "ja": "——{name}",
        "zh-Hant": "——{name}",
        "en": "— {name}",
        "de": "– {name}",
        "pt-BR": "— {name}",
        "ru": "— {name}",
    }


def test_volume_and_issue():
    assert CHINESE.issue(8642) == "第8642期"
    assert AMERICAN.issue(15, 61) == "Vol. 61, No. 15"
    assert AMERICAN.issue(15) == "No. 15"


# A language from outside


TOY_WORDS = Words(
    full_date="{day_name} {day}. {month_name} {year}",
    month_date="{month_alone} {year}",
    months=tuple(f"m{number}ku" for number in range(1, 13)),
    days=("mono", "tuno", "weno", "tono", "fino", "sano", "suno"),
    issue_number="na {issue}",
    volume_issue="vo {volume} na {issue}",
    page_count="{count} pagi",
    editor_name="edi {name}",
    continued_from="ke {page}; ",
    carried_from="ke {page}",
    continued_on="go {page}",
    source_and_jump="{source}, {jump}",
    source_line="<{text}>",
    dateline_before="{place}: ",
    caption_credit="{text} / {credit}",
    index_label="Indo",
    unit_note="[{unit}]",
    months_alone=tuple(f"m{number}" for number in range(1, 13)),
)
TOY = Language(
    tag="qaa",
    also=("qab",),
    name="Toy",
    script=Script.LATIN,
    words=TOY_WORDS,
    marks=dataclasses.replace(en.LANGUAGE.marks, name="toy", not_last=en.LANGUAGE.marks.not_last + "§"),
    quotes=Quotes(double=("«\u202f", "\u202f»"), single=("‚", "‘")),
    hyphenation=None,
    phrases=en.LANGUAGE.phrases,
    rules=("apostrophe", "double-quotes", "single-quotes"),
    site=en.SITE,
    specimen=en.SPECIMEN,
)
WITH_TOY = (*LANGUAGES, TOY)


def test_a_language_is_added_by_its_record_alone(design, fonts):
    assert known_language("qab-Latn", WITH_TOY) is TOY
    assert known_language("qaa") is None
    assert language_for("qaa", WITH_TOY).words.date(DAY) == "tono 14. m4ku 2022"
    assert TOY.words.month(DAY) == "m4 2022"
    assert AMERICAN.month(DAY) == "April 2022"
    lines = toy_lines(design, fonts, TOY)
    assert lines[0].startswith("Lo: ke A1; Unquest")
    assert lines[-1].endswith("<Ag, go B3>")
    # It has no hyphenation, so no word is parted.
    assert not any(line.endswith("\u00ad") for line in lines)
    parted = toy_lines(design, fonts, dataclasses.replace(TOY, hyphenation=en.LANGUAGE.hyphenation))
    assert any(line.endswith("\u00ad") for line in parted)


def toy_lines(design, fonts, toy):
    """Set a story of the toy language that comes from a page and goes on to another; return its lines."""
    story = Story(
        id="s",
        headline="Toy",
        dateline="Lo",
        source="Ag",
        language="qaa",
        continued_from="A1",
        continued_on="B3",
        blocks=(Paragraph(spans=(Span(text="Unquestionably interesting international communication. " * 12),)),),
    )
    composer = StoryComposer(story, Voices(design, fonts, (*LANGUAGES, toy)))
    made = composer.compose(StoryShape(2, composer.needed_rows(2)))
    return [placed.line.text for column in made.columns for placed in column.lines]


def test_straight_quotes_become_those_of_the_language():
    said, changes = normalise('"Na \'mi\' lo," ka "don\'t".', TOY)
    assert said == "«\u202fNa ‚mi‘ lo,\u202f» ka «\u202fdon’t\u202f»."
    assert {change.rule for change in changes} == {"apostrophe", "double-quotes", "single-quotes"}
    assert normalise(said, TOY) == (said, ())
    one_sign = dataclasses.replace(TOY, tag="qac", quotes=Quotes(double=("”", "”"), single=("‚", "‘")))
    assert normalise('”Na” "mi" ”lo”', one_sign)[0] == "”Na” ”mi” ”lo”"


def test_a_mark_of_the_language_may_not_end_a_line():
    assert "§" in regime_for(TOY).not_at_end
    assert "§" not in regime_for(en.LANGUAGE).not_at_end


# No other words


def test_no_other_module_has_words_of_its_own():
    """What the program puts on a page stands in the table of words, whatever its language."""
    ours = re.compile("上接|下转|下轉|星期|责任编辑|導讀|导读|今日|Continued on|Monday")
    found = []
    for path, inside in nodes().items():
        if path.relative_to(LAYOUT).parts[0] not in ("compose", "render", "plan"):
            continue
        described = {id(node.value) for node in inside if isinstance(node, ast.Expr)}
        for node in inside:
            text = node.value if isinstance(node, ast.Constant) and id(node) not in described else ""
            if isinstance(text, str) and ours.search(text):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    for path in (ROOT / "templates").rglob("*.html"):
        found += [f"{path.name}: {text}" for text in ours.findall(path.read_text("utf-8"))]
    assert found == []


def test_no_other_module_asks_which_language_it_is():
    asked = re.compile(r"""startswith\(\(?["'](?:zh|en|ja)\b|(?:==|!=|in) \(?["'](?:zh|en|ja|ko)(?:-\w+)?["']""")
    found = []
    for path in sorted((ROOT / "layout").rglob("*.py")):
        if "locale" not in path.parts:
            found += [f"{path.relative_to(ROOT)}: {text}" for text in asked.findall(path.read_text("utf-8"))]
    assert found == []
