"""What colours are brought to: the press's inks, the light of a soft mask, or those of a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

import numpy as np
from PIL import Image

from layout.images import colour
from layout.images.colour import in_black, lab_rgb
from layout.images.inks import BLACK, PROCESS, Ink
from layout.pdf.functions import Rows
from layout.pdf.mend.sources import Inks, Source, Tints


class Target(Protocol):
    """A device space: its name, how many numbers it has, and its operators for fills (true) and strokes (false)."""

    @property
    def name(self) -> str:
        """The space's name."""

    @property
    def components(self) -> int:
        """How many numbers a colour has."""

    @property
    def operators(self) -> Mapping[bool, str]:
        """The operator that sets a colour of fills (true), and of strokes (false)."""

    def of(self, source: Source, rows: Rows) -> Rows:
        """Return colours of a space, a row each, in this one. Raises FunctionError."""

    def flat(self, source: Source, rows: Rows) -> Rows:
        """Return flat colours of a space in this one, as it can hold them. Raises FunctionError."""

    def over(self, source: Source, rows: Rows) -> float:
        """Return the most ink, per cent, that somebody chose for one of the colours, if it is over the limit; or 0."""


@dataclass(frozen=True, slots=True)
class Plates:
    """The press's inks, within its limit; and the spots that the page has plates for.

    ``mono`` tells that the page will have black alone of them, as `layout.pdf.inking` makes it.
    """

    press: Inks
    spots: tuple[Ink, ...] = ()
    mono: bool = False
    name: ClassVar[str] = "/DeviceCMYK"
    components: ClassVar[int] = len(PROCESS)
    operators: ClassVar[Mapping[bool, str]] = {True: "k", False: "K"}

    def of(self, source: Source, rows: Rows) -> Rows:
        """Return inks."""
        return self.press.within(source.inks(rows, self.press))

    def flat(self, source: Source, rows: Rows) -> Rows:
        """Return inks; of colours that the profile made inks of, in tints that the plates hold."""
        inks = source.inks(rows, self.press)
        return self.press.within(self.press.held(inks) if source.reckoned else inks)

    def over(self, source: Source, rows: Rows) -> float:
        """Return it for colours that are told in inks; of others the profile makes the inks."""
        if not source.in_inks:
            return 0.0
        most = float(source.inks(rows, self.press).sum(axis=1).max(initial=0) * 100)
        return most if most > self.press.limit + 0.01 else 0.0


@dataclass(frozen=True, slots=True)
class Black:
    """The black plate alone, of a page that has no other process ink: as light in print as the colours were."""

    profile: bytes = field(repr=False)
    name: ClassVar[str] = "/DeviceGray"
    components: ClassVar[int] = 1
    operators: ClassVar[Mapping[bool, str]] = {True: "g", False: "G"}

    def of(self, source: Source, rows: Rows) -> Rows:
        """Return greys by their numbers, 1 for paper."""
        inks = np.rint(np.clip(source.inks(rows, Inks(self.profile, 400)), 0, 1) * 255).astype(np.uint8)
        made = in_black(Image.frombytes("CMYK", (len(inks), 1), inks.tobytes()), self.profile)
        return np.frombuffer(made.tobytes(), np.uint8)[:, None] / 255.0

    def flat(self, source: Source, rows: Rows) -> Rows:
        """Return greys."""
        return self.of(source, rows)

    def over(self, source: Source, rows: Rows) -> float:
        """Return 0: one ink is never too much."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Light:
    """The luminosity of a soft mask: how much of what it masks is seen, no ink."""

    name: ClassVar[str] = "/DeviceGray"
    components: ClassVar[int] = 1
    operators: ClassVar[Mapping[bool, str]] = {True: "g", False: "G"}

    def of(self, source: Source, rows: Rows) -> Rows:
        """Return luminosities."""
        return source.light(rows)

    def flat(self, source: Source, rows: Rows) -> Rows:
        """Return luminosities."""
        return self.of(source, rows)

    def over(self, source: Source, rows: Rows) -> float:
        """Return 0: there is no ink."""
        return 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """A screen (sRGB) that shows what is printed, on white: a press's inks by its profile, black alone as black.

    ``sizes`` are the most pixels across and down that pictures are shown with, by their objects. ``spots`` are inks of
    which it is known what they look like on the paper.
    """

    press: Inks
    sizes: Mapping[tuple[int, int], tuple[int, int]]
    spots: tuple[Ink, ...] = ()
    name: ClassVar[str] = "/DeviceRGB"
    components: ClassVar[int] = 3
    operators: ClassVar[Mapping[bool, str]] = {True: "rg", False: "RG"}

    def of(self, source: Source, rows: Rows) -> Rows:
        """Return colours of the screen; spots that are known are laid over all else."""
        known = {ink.name: np.array(lab_rgb(ink.lab)) / 255 for ink in self.spots if ink.lab}
        laid = [at for at, name in enumerate(source.names) if name in known] if isinstance(source, Tints) else []
        if not laid or not isinstance(source, Tints):
            return self._seen(source.inks(rows, self.press))
        rest = np.clip(rows, 0, 1)
        tints, rest[:, laid] = rest[:, laid].copy(), 0
        made = self._seen(source.inks(rest, self.press))
        for number, at in enumerate(laid):
            made = made * (1 - tints[:, number : number + 1] * (1 - known[source.names[at]]))
        return made

    def _seen(self, parts: Rows) -> Rows:
        inks = np.rint(np.clip(parts, 0, 1) * 255).astype(np.uint8)
        image = Image.frombytes("CMYK", (len(inks), 1), inks.tobytes())
        made = np.frombuffer(colour.on_screen(image, self.press.profile).tobytes(), np.uint8).reshape(-1, 3)
        black = PROCESS.index(BLACK)
        greys = np.array(colour.screen_greys(self.press.profile), np.uint8)[255 - inks[:, black]]
        alone = ~inks[:, :black].any(axis=1, keepdims=True)
        return np.where(alone, greys[:, None], made) / 255

    def flat(self, source: Source, rows: Rows) -> Rows:
        """Return colours of the screen."""
        return self.of(source, rows)

    def over(self, source: Source, rows: Rows) -> float:
        """Return 0: a screen has no ink."""
        return 0.0
