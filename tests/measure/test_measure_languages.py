"""A page in every language, set in the faces that a template has for it, drawn, and read back from the PDF."""

from __future__ import annotations

import pytest

from layout.base.locale import LANGUAGES
from layout.base.locale.record import Language, Script
from layout.compose.itemize import Setting
from layout.compose.paragraph import ParagraphStyle, compose
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.blocks import Span
from layout.edition.typography.normalise import normalise
from layout.pdf.pdfium import page_texts
from layout.preflight.lines import measure_text, story_text
from tests.conftest import TABLOID
from tests.measure.test_measure_real import MEASURE, rendered, two_columns

NOTHING = dict.fromkeys(map(ord, " -\u00a0\u202f\u3000\u00ad"))
"""White, and hyphens that a line's end may have made."""
SIZE = 7.2
"""Of the type, pt: about 40 letters a line, so that none is left ragged."""
NOT_OF_A_LANGUAGE = {"measure-loose", "measure-hyphens", "measure-runts", "measure-widows"}
"""What the measure and a page of two short columns decide."""


def copy_of(language: Language) -> list[str]:
    """Return the copy of its specimen sheet, its first paragraph between straight quotes, as the loader has it."""
    first, *rest = language.specimen.paragraphs
    return [normalise(text, language)[0] for text in (f'"{first}"', *rest)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_page_in_a_language_is_read_back(language: Language) -> None:
    design = load_design(TABLOID, language.tag)
    book = FontBook(design.fonts)
    voices = Voices(design, book)
    body, copy = design.body, copy_of(language)
    setting = Setting(language, fit=voices.fit)
    style = ParagraphStyle(SIZE, MEASURE, body.indent, setting=setting)
    lines = [
        line
        for number, text in enumerate(copy)
        for line in compose(voices.spans((Span(text=text),), body, language), style, number=number)
    ]
    pdf = rendered([box for box in two_columns(lines) if box.lines], book)
    measurement = measure_text(page_texts(pdf))
    assert {finding.code for finding in measurement.broken_limits()} <= NOT_OF_A_LANGUAGE
    (page,) = page_texts(pdf)
    read = "".join("".join(story_text(page)).split())
    assert read.translate(NOTHING) == "".join("".join(copy).split()).translate(NOTHING)
    assert "\ufffd" not in read
    opening = language.quotes.double[0].strip()
    assert read.startswith(opening)
    if language.script is Script.LATIN:
        assert all(line.ragged or line.final or line.width < MEASURE + 0.01 for line in lines)
