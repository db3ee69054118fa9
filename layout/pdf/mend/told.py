"""What is told of the colours that were changed in a ready-made ad, in a few sentences with figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from layout.base.messages import listed, say, word
from layout.images.inks import PROCESS, Ink
from layout.pdf.blacks import black_tint
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.sources import CALIBRATED_GREY, PROFILED_CMYK, Source, Table, Tints, Uncoloured
from layout.pdf.mend.targets import Plates, Target

_FEW = 3
"""Colours that are told one by one."""
_BY_NUMBERS = (CALIBRATED_GREY, PROFILED_CMYK)
"""Spaces whose numbers are taken as they are."""


def _cure(labels: Iterable[str]) -> Cure:
    return Cure.PROFILE if all(label in _BY_NUMBERS for label in labels) else Cure.COLOUR


class Told:
    """Collects what was changed on the way to a target. ``foreign``: something was in no space of the press."""

    def __init__(self, target: Target) -> None:
        self.foreign = False
        self._target = target
        self._uses: Counter[tuple[Source, tuple[float, ...]]] = Counter()
        self._made: dict[tuple[Source, tuple[float, ...]], tuple[float, ...]] = {}
        self._pictures: Counter[str] = Counter()
        self._gradients: Counter[str] = Counter()
        self._blends: Counter[str] = Counter()
        self._masks = 0
        self._spots: dict[str, tuple[float, ...]] = {}
        self._kept: dict[str, Ink] = {}
        self._over_pictures: list[float] = []
        self._over_gradients: list[float] = []

    def reckoned(self, source: Source, values: tuple[float, ...], made: tuple[float, ...]) -> None:
        """Note what a colour became, once."""
        self._met(source)
        self._made[source, values] = made

    def used(self, source: Source, values: tuple[float, ...]) -> None:
        """Note that a colour was set once more."""
        self._uses[source, values] += 1

    def picture(self, source: Source | None, over: float) -> None:
        """Note a picture that was changed, and the ink it had if that was too much."""
        self._met(source)
        if label := "JPEG 2000" if source is None else source.label:
            self._pictures[label] += 1
        if over:
            self._over_pictures.append(over)

    def gradient(self, source: Source, over: float) -> None:
        """Note a gradient that was changed, and the ink it had if that was too much."""
        self._met(source)
        if source.label:
            self._gradients[source.label] += 1
        if over:
            self._over_gradients.append(over)

    def blended(self, source: Source) -> None:
        """Note a transparency group that was blended in another space."""
        self.foreign |= not source.ours
        if source.label:
            self._blends[source.label] += 1

    def masked(self) -> None:
        """Note a soft mask that was reckoned in colours."""
        self._masks += 1

    def kept(self, source: Tints, inks: Sequence[Ink]) -> None:
        """Note spots that are printed by plates of the page."""
        self._kept |= {name: ink for name, ink in zip(source.names, inks, strict=True) if name in source.spots}

    def changes(self) -> tuple[Change, ...]:
        """Return what was changed."""
        return (*self._colours(), *self._spot_colours(), *self._ink())

    def _met(self, source: Source | None) -> None:
        self.foreign |= source is None or not source.ours
        while isinstance(source, Table | Uncoloured) and source.under is not None:
            source = source.under
        if isinstance(source, Tints) and isinstance(self._target, Plates):
            for number, name in enumerate(source.names):
                if name in source.spots and name not in self._spots:
                    alone = np.zeros((1, source.components))
                    alone[0, number] = 1
                    self._spots[name] = tuple(self._target.flat(source, alone)[0])

    def _colours(self) -> list[Change]:
        made = []
        flats = {key: count for key, count in self._uses.items() if key[0].label}
        told: dict[tuple[str, str, str], int] = {}
        for (source, values), count in flats.items():
            one = (source.label, source.told(values), self._told(self._made[source, values]))
            told[one] = told.get(one, 0) + count
        reckoned = {one: count for one, count in told.items() if one[0] not in _BY_NUMBERS}
        if reckoned:
            often = sorted(reckoned, key=lambda one: -reckoned[one])[:_FEW]
            became = listed(say("{before} became {after}", before=one[1], after=one[2]) for one in often)
            told_all = say("{became}, …", became=became) if len(reckoned) > len(often) else became
            spaces = listed(dict.fromkeys(word(one[0]) for one in reckoned))
            said = say(
                "{count:colour|colours} in {spaces} brought to the press's inks: {became}",
                count=len(reckoned), spaces=spaces, became=told_all,
            )  # fmt: skip
            made.append(Change(Cure.COLOUR, said))
        if by_numbers := dict.fromkeys(one[0] for one in told if one[0] in _BY_NUMBERS):
            spaces = listed(word(label) for label in by_numbers)
            said = say("{spaces}: the colours are printed by their numbers, the profile is left out", spaces=spaces)
            made.append(Change(Cure.PROFILE, said))
        if self._gradients:
            said = say(
                "{count:gradient|gradients} in {spaces} brought to the press's inks",
                count=sum(self._gradients.values()), spaces=listed(map(word, self._gradients)),
            )  # fmt: skip
            made.append(Change(_cure(self._gradients), said))
        if self._pictures:
            said = say(
                "{count:picture|pictures} in {spaces} brought to the press's inks",
                count=sum(self._pictures.values()), spaces=listed(map(word, self._pictures)),
            )  # fmt: skip
            made.append(Change(_cure(self._pictures), said))
        if self._blends:
            said = say(
                "what is transparent is mixed in the press's inks, not in {spaces}",
                spaces=listed(map(word, self._blends)),
            )
            made.append(Change(_cure(self._blends), said))
        if self._masks:
            said = say("{count:soft mask|soft masks} in colours reckoned in grey", count=self._masks)
            made.append(Change(Cure.COLOUR, said))
        return made

    def _spot_colours(self) -> list[Change]:
        changes = [
            say(
                "the spot colour {name} is printed from the press's inks: in full it is {inks}",
                name=name, inks=self._told(inks),
            )
            for name, inks in self._spots.items()
        ]  # fmt: skip
        changes += [
            say("the spot colour {name} is printed by a plate of its own, {ink}", name=name, ink=ink.name)
            for name, ink in self._kept.items()
        ]
        return [Change(Cure.SPOT, said) for said in changes]

    def _told(self, inks: tuple[float, ...]) -> str:
        """Return inks as printers write them; on a page of black alone as the tint of it that they become."""
        if isinstance(self._target, Plates) and self._target.mono:
            press = self._target.press
            return f"K{100 * black_tint(inks, press.profile, press.lightest, press.darkest):.0f}"
        return inks_told(inks)

    def _ink(self) -> list[Change]:
        if not isinstance(self._target, Plates):
            return []
        made, limit = [], self._target.press.limit
        over = {one: self._target.over(one[0], np.array([one[1]])) for one in self._uses}
        if often := sorted((one for one in over if over[one]), key=lambda one: -self._uses[one]):
            became = listed(
                say("{before:.0f} % became {after}", before=over[one], after=self._told(self._made[one]))
                for one in often[:_FEW]
            )
            said = say(
                "{count:colour|colours} of more than the {limit:g} % ink that the press takes held to it: {became}",
                count=len(often), limit=limit, became=became,
            )  # fmt: skip
            made.append(Change(Cure.INK, said))
        if self._over_gradients:
            said = say(
                "{count:gradient|gradients} of up to {ink:.0f} % ink held to the {limit:g} % that the press takes",
                count=len(self._over_gradients), ink=max(self._over_gradients), limit=limit,
            )  # fmt: skip
            made.append(Change(Cure.INK, said))
        if self._over_pictures:
            said = say(
                "{count:picture|pictures} of up to {ink:.0f} % ink held to the {limit:g} % that the press takes",
                count=len(self._over_pictures), ink=max(self._over_pictures), limit=limit,
            )  # fmt: skip
            made.append(Change(Cure.INK, said))
        return made


def inks_told(inks: tuple[float, ...]) -> str:
    """Return a colour as printers write it: C0 M98 Y95 K0."""
    return " ".join(f"{ink.letter}{value * 100:.0f}" for ink, value in zip(PROCESS, inks, strict=True))
