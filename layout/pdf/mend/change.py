"""What was changed in a ready-made ad, for those who placed it and for the advertiser."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cure(StrEnum):
    """The kinds of mending. Their names are permanent: reports are read by other programs."""

    COLOUR = "colour"
    """RGB, Lab, calibrated and ICC colours brought to the press's inks."""
    PROFILE = "profile"
    """Inks and greys with a profile of their own brought to the press: nobody worked in RGB."""
    SPOT = "spot"
    """A spot colour printed from the process inks, or by the plate that the page has for it."""
    INK = "ink"
    """More ink than the press takes made less."""
    THIN = "thin"
    """Lines too thin to print made as thick as the press wants."""
    OVERPRINT = "overprint"
    """Overprinting that would lose something, such as white that overprints, put right."""
    SCREEN = "screen"
    """What is for a screen only left out: links, notes, forms, scripts, actions, attached files, sound and film."""
    NOTES = "notes"
    """Notes, stamps and filled-in fields that print made a part of the drawing."""
    LOCK = "lock"
    """Restrictions of a file that may be printed left behind."""
    FONT = "font"
    """A font that is not in the file replaced by one of the same widths."""
    GLYPHS = "glyphs"
    """Type of a font whose glyphs are drawings (Type 3) made a drawing."""
    LAYERS = "layers"
    """Layers that are not printed left out."""
    STATES = "states"
    """What was begun and not ended ended, such as states saved and never restored; settings of other presses left out.
    """
    RESOURCES = "resources"
    """Resources that a form took from the page that draws it given to the form."""
    DAMAGE = "damage"
    """Damage that could be put right without a guess."""
    SIZE = "size"
    """The ad brought to the size of its place, within the tolerance."""
    TRANSPARENCY = "transparency"
    """Transparent objects flattened, or the ad drawn as a picture, for a press that takes none."""

    @property
    def seen(self) -> bool:
        """Whether the ad may look otherwise after it."""
        return self not in (Cure.SCREEN, Cure.LOCK, Cure.STATES, Cure.RESOURCES, Cure.DAMAGE, Cure.GLYPHS)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed. ``said`` is a sentence for the ad desk, in words that may follow the file's name."""

    cure: Cure
    said: str


class CannotMendError(Exception):
    """Something of an ad that cannot be brought to the press: why, in words that may follow the file's name."""
