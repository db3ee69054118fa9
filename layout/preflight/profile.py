"""What a press wants of a page, as the rules need it: limits, and how much each rule matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from layout.design.press import PdfX
from layout.preflight.lines.model import Limits as LineLimits
from layout.preflight.states import State


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits in pt, per cent (inks, tones) and pixels per inch.

    ``safe`` is how far text keeps from the trim; ``several_inks`` and ``several_inks_reversed`` are the smallest type
    of several inks and reversed out of them, ``screened`` the smallest that need not be solid. What is no matter of
    the press has a value of our own here. ``severities`` names rules that matter more or
    less than they usually do, None for one that is not looked at. ``spots`` are the spot colours the press has
    plates for; ``mono`` tells that black is the only process ink of the page. ``destination`` are the bytes of the
    profile that pages must be made for; empty if any will do.
    """

    title: str
    pdfx: PdfX
    destination: bytes = field(repr=False)
    bleed: float
    safe: float
    crop_marks: bool
    ink: float
    type_positive: float
    type_reversed: float
    several_inks: float
    several_inks_reversed: float
    screened: float
    rule_positive: float
    rule_reversed: float
    rule_tint: float
    ppi_blocks: float
    ppi_least: float
    ppi_good: float
    ppi_most: float
    ppi_line_art: float
    tone_lightest: float
    tone_darkest: float
    spots: frozenset[str] = frozenset()
    mono: bool = False
    overprint_type: float = 24.0
    """Black type larger than this may knock out of a picture."""
    severities: Mapping[str, State | None] = field(default_factory=lambda: MappingProxyType({}))
    ppi_stretch: float = 0.02
    """Part by which pixels may differ in width and height."""
    lines: LineLimits = field(default_factory=LineLimits)
