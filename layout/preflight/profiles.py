"""Profiles from press conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from layout.base.errors import PressError
from layout.base.messages import listed, say
from layout.design.press import PdfX, PressCondition
from layout.files.project import document
from layout.files.text import shown
from layout.preflight.profile import Profile
from layout.preflight.rules import RULES
from layout.preflight.states import State

OFF = "off"
SETTINGS = (OFF, str(State.INFO), str(State.WARN), str(State.FAIL), str(State.FATAL))
"""What a profile may say of a rule."""


def profile_of(
    press: PressCondition,
    *,
    pdfx: PdfX | None = None,
    severities: Mapping[str, str] | None = None,
    spots: Iterable[str] = (),
) -> Profile:
    """Return the profile of a press condition.

    pdfx: the standard the pages were written to; the press's if not given. severities: rule id -> off, info, warn,
    fail or fatal; what the press says under ``checks:`` if not given. spots: names of further spot colours the
    press prints, besides those of the page.
    Raises PressError for a rule there is not or a severity there is not.
    """
    return Profile(
        title=press.title,
        pdfx=pdfx or press.pdfx,
        destination=press.profile_data,
        bleed=press.bleed,
        safe=press.safe,
        crop_marks=press.marks.crop,
        ink=press.ink.total,
        type_positive=press.type.positive,
        type_reversed=press.type.reversed,
        several_inks=press.type.several_inks,
        several_inks_reversed=press.type.several_inks_reversed,
        screened=press.type.screened,
        rule_positive=press.rules.positive,
        rule_reversed=press.rules.reversed,
        rule_tint=press.rules.tint,
        ppi_blocks=press.images.blocks,
        ppi_least=press.images.least,
        ppi_good=press.images.good,
        ppi_most=press.images.most,
        ppi_line_art=press.images.line_art,
        tone_lightest=press.tones.lightest,
        tone_darkest=press.tones.darkest,
        spots=frozenset((*press.printed[1:], *spots)),
        mono=press.mono,
        overprint_type=press.overprint.type,
        severities=MappingProxyType(_severities(press.checks if severities is None else severities)),
    )


def _severities(settings: Mapping[str, str]) -> dict[str, State | None]:
    known = {rule.id for rule in RULES}
    for name, setting in settings.items():
        if name not in known:
            raise PressError(
                say("preflight: there is no rule {name}", name=name),
                say("{document} lists the rules", document=shown(document("preflight.md"))),
            )
        if setting not in SETTINGS:
            raise PressError(
                say("preflight: {name}: {setting} is no severity", name=name, setting=setting),
                say("write one of {settings}", settings=listed(SETTINGS)),
            )
    return {name: None if setting == OFF else State(setting) for name, setting in settings.items()}
