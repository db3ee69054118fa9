"""Figures and small capitals of a style: what its faces are asked for, and what is told where one lacks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.build.missing import report_lacking_features
from layout.compose.itemize import Setting, itemize
from layout.compose.kit import TemplateKit
from layout.compose.voices import Voices
from layout.design.fonts import Face, FontBook
from layout.design.styles import CAPS, FIGURES, FontTokens
from layout.design.tokens import load_design
from layout.edition.blocks import Emphasis
from layout.render.html import css_properties
from tests.source import ROOT

WEEKLY = (ROOT / "templates" / "weekly" / "design.yaml").read_text("utf-8")
BODY = "body: {font: text, size: 9.2pt,"


@pytest.fixture(scope="module")
def book() -> FontBook:
    families = {"termes": "TeX Gyre Termes", "song": "Noto Serif CJK SC", "wenkai": "LXGW WenKai"}
    return FontBook({name: FontTokens(family=family) for name, family in families.items()})


def kit(folder: Path, *changes: tuple[str, str]) -> TemplateKit:
    """Return the weekly with its tokens changed."""
    text = WEEKLY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "design.yaml").write_text(text, "utf-8")
    design = load_design(folder)
    fonts = FontBook(design.fonts, design.fallbacks)
    return TemplateKit(folder, design, fonts, Voices(design, fonts))


def gids(face: Face, text: str, features: tuple[str, ...] = ()) -> list[int]:
    return [glyph.gid for glyph in face.dressed(features).shape(text)]


def test_small_capitals_are_other_glyphs_of_the_letters_typed(book: FontBook) -> None:
    face, features = book["termes"], CAPS["small"].features
    small = face.dressed(features)
    assert small.name == face.name
    assert [glyph.text for glyph in small.shape("Straße fi")] == list("Straße fi")
    assert [a == b for a, b in zip(gids(face, "Abc"), gids(face, "Abc", features), strict=True)] == [True, False, False]
    letter = small.glyph("a")
    assert letter is not None
    assert [letter.gid] == gids(face, "a", features)
    assert small.glyph("永") is None


@pytest.mark.parametrize("kind", ["tabular", "oldstyle-tabular"])
def test_tabular_figures_are_all_of_one_width(kind: str, book: FontBook) -> None:
    figures = book["termes"].dressed(FIGURES[kind].features)
    assert len({glyph.advance for glyph in figures.shape("0123456789")}) == 1
    single = {glyph.advance for digit in "0123456789" if (glyph := figures.glyph(digit))}
    assert len(single) == 1


def test_oldstyle_figures_are_as_wide_as_they_are(book: FontBook) -> None:
    figures = book["termes"].dressed(FIGURES["oldstyle"].features)
    assert len({glyph.advance for glyph in figures.shape("0123456789")}) > 5


def test_a_face_that_a_feature_changes_nothing_of_stays_itself(book: FontBook) -> None:
    assert book["song"].dressed(FIGURES["tabular"].features) is book["song"]
    assert book["termes"].dressed(FIGURES["oldstyle"].features) is book["termes"].dressed(FIGURES["oldstyle"].features)


@pytest.mark.parametrize(
    ("font", "lacks"),
    [
        ("termes", set()),
        ("song", {"oldstyle", "tabular", "oldstyle-tabular", "small"}),
        ("wenkai", {"oldstyle", "oldstyle-tabular", "small"}),
    ],
)
def test_what_a_face_lacks(font: str, lacks: set[str], book: FontBook) -> None:
    kinds = {**FIGURES, **CAPS}
    assert {name for name, kind in kinds.items() if book[font].lacks(kind.features)} == lacks


def test_a_style_sets_its_figures_but_no_superscript_in_them(tmp_path: Path) -> None:
    made = kit(tmp_path, (BODY, f"{BODY} figures: oldstyle, caps: small,"))
    table, face = made.voices.table(made.design.body), made.fonts["text"]
    features = made.design.body.features

    def drawn(text: str, voice: Emphasis) -> list[int]:
        return [each.gid for atom in itemize([(text, table[voice])], Setting()).atoms for each in atom.glyphs]

    assert drawn("a2", Emphasis.PLAIN) == gids(face, "a2", features) != gids(face, "a2")
    assert drawn("2", Emphasis.SUPERSCRIPT) == gids(face, "2")


def test_cells_have_tabular_figures_if_nothing_is_said(tmp_path: Path) -> None:
    assert kit(tmp_path).design.element.cell.figures == "tabular"
    assert not list(_told(kit(tmp_path)))


def _told(made: TemplateKit) -> list[tuple[str, int]]:
    report = Report()
    report_lacking_features(made, report)
    assert {finding.code for finding in report.findings} <= {Code.FEATURE_LACKING}
    return [(str(finding.message), finding.place.line) for finding in report.findings if finding.place]


def test_what_no_face_of_a_style_has_is_told_at_its_line(tmp_path: Path) -> None:
    sans = ("  label: {family: TeX Gyre Heros Cn,", "  label: {family: Noto Sans CJK SC,")
    caption = ("caption: {font: label, size: 8.4pt,", "caption: {font: label, size: 8.4pt, caps: small,")
    made = kit(tmp_path, sans, caption)
    line = next(at for at, each in enumerate(made.folder.joinpath("design.yaml").read_text().splitlines(), 1)
                if each.startswith("caption:"))  # fmt: skip
    ((message, told_at),) = _told(made)
    assert message.startswith("caption.caps: small, which Noto Sans CJK SC lacks")
    assert told_at == line


def test_css_has_them_as_values_of_font_variant(tmp_path: Path) -> None:
    css = css_properties(kit(tmp_path, (BODY, f"{BODY} figures: oldstyle-tabular, caps: small,")).design)
    assert "--body-figures: oldstyle-nums tabular-nums;" in css
    assert "--body-caps: small-caps;" in css
    assert "--head-headline-figures: normal;" in css
