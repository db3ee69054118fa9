"""The arrangements of a display ad's parts at one scale: in a column or in two cells, and what each is worth.

The white is kept together: over the foot, around all, or inside a solid; it is never spread between the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from layout.ads.frame import lozenge, rule
from layout.ads.looks.image import Image
from layout.ads.looks.job import Made
from layout.ads.looks.parts import Parts, Stack
from layout.ads.looks.pieces import Piece, over, row
from layout.ads.looks.sizes import Ranks
from layout.ads.looks.words import BREAKS, least_height
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST
from layout.base.units import Rect, summed
from layout.scene.shapes import Panel, Shape

_OPTICAL = 0.42
"""Where the middle of the white over and under a group lies: a little over half is too low to the eye."""
_DUE = 0.34
"""A picture that has so much of the ad has its due."""
_SIDE = 0.8
"""A picture over words that are centred is so wide at least, of the measure."""


@dataclass(frozen=True, slots=True)
class Split:
    """Words in two cells, ``left`` and ``right`` pt wide, so much ``apart``; the text that is in one of them."""

    first: Piece
    second: Piece
    left: float
    right: float
    apart: float
    ranks: Ranks
    text: Piece | None

    @property
    def used(self) -> float:
        """The height they take, pt."""
        return max(self.first.height, self.second.height)


class Setting(Parts):
    """An ad being set at one scale."""

    def column(self, edge: bool = False, share: float = 0.0) -> Made:
        """Set all in one column: picture, headline, text, numbers; with a share the words in two cells."""
        job, margin = self.job, self.margin
        room = self._room()
        if job.solid:
            if share:
                raise TooTight("headline")
            return self._solid_cell(job.inside.x, room, job.picture)
        split = self._split(room, share, "rest", self._left(room, edge)) if share else None
        stack = None if split else self.stack(room.width, room.height)
        if not job.picture:
            assert stack is not None
            return Made(tuple(self._placed(stack, room)), self._worth(stack, room))
        used = split.used if split else stack.used if stack else 0.0
        taken = self._picture_over(used, room, edge, whole=split is not None)
        top = taken.bottom + (margin if edge else self.gap)
        below = Rect(room.x, top, room.width, room.bottom - top)
        if split:
            made = self._in_cells(split, below)
        else:
            assert stack is not None
            made = Made(tuple(self._placed(stack, below)), self._worth(stack, below))
        return Made((job.picture.slot(taken), *made.shapes), made.worth * self._due(taken))

    def _room(self) -> Rect:
        """Return the room inside the margin."""
        room = self.job.inside.inset(self.margin)
        if room.width < 3 * SMALLEST or room.height < SMALLEST:
            raise TooTight("headline")
        return room

    def _picture_over(self, used: float, room: Rect, edge: bool, whole: bool) -> Rect:
        """Return the place of a picture over the words: as high as they leave it, no wider than its crop allows."""
        picture, inside = self.job.picture, self.job.inside
        assert picture is not None
        least, most = picture.aspects
        left, top, wide = (inside.x, inside.y, inside.width) if edge else (room.x, room.y, room.width)
        marks, white = self._between(edge)
        free = room.bottom - top - used - marks - white
        if free <= 0:
            raise TooTight("headline")
        tall = min(free, wide / least)
        width = min(wide, tall * most)
        if width < (_SIDE * wide if self.look.align and not (edge or whole) else wide - 1e-6):
            raise TooTight("picture")
        return Rect(left + self.look.align * (wide - width), top, width, tall)

    def _between(self, edge: bool) -> tuple[float, float]:
        """Return what rule and mark of the words under a picture take, and the white between the two, pt."""
        marks = self.gap * (self.look.ruled + (self.look.mark in ("lozenge", "hairline")))
        return marks, self.margin if edge else self.gap

    def _left(self, room: Rect, edge: bool) -> float:
        """Return the height that two cells of words have at most under a picture over the whole measure, pt."""
        if not self.job.picture:
            return room.height
        _, most = self.job.picture.aspects
        top, wide = (self.job.inside.y, self.job.inside.width) if edge else (room.y, room.width)
        return room.bottom - top - summed(self._between(edge)) - (wide - 1e-6) / most

    def pictured(self, share: float, edge: bool) -> Made:
        """Set the picture at the left of the words, to the border or inside the margin."""
        job, inside, margin = self.job, self.job.inside, self.margin
        picture = job.picture
        assert picture is not None
        whole = inside if edge else inside.inset(margin)
        least, most = picture.aspects
        wide = min(whole.width * share, whole.height * most)
        tall = min(whole.height, wide / least)
        if edge and tall < whole.height - 1e-6:
            raise TooTight("picture")
        taken = Rect(whole.x, whole.y + (whole.height - tall) / 2 * (2 * self.look.align), wide, tall)
        # A solid beside a picture that stands in the white begins a margin from it, and its words another one on.
        left = taken.right + (2 if job.solid and not edge else 1) * margin
        room = Rect(left, inside.y + margin, inside.right - margin - left, inside.height - 2 * margin)
        if room.width < 4 * SMALLEST:
            raise TooTight("headline")
        if job.solid:
            made = self._solid_cell(taken.right + (0 if edge else margin), room)
        else:
            stack = self.stack(room.width, room.height, room.height)
            made = Made(tuple(self._placed(stack, room)), self._worth(stack, room))
        return Made((picture.slot(taken), *made.shapes), made.worth * self._due(taken) * (tall / whole.height) ** 0.7)

    def cells(self, share: float, how: str) -> Made:
        """Set headline, and as ``how`` says text or all but the offer, at the left, the rest at the right.

        A solid fills the left to the border.
        """
        room = self._room()
        split = self._split(room, share, how, room.height)
        made = self._in_cells(split, room)
        if not self.job.solid:
            return made
        inside = self.job.inside
        solid = Rect(inside.x, inside.y, room.x + split.left + self.margin - inside.x, inside.height)
        return Made((Panel(solid, self.look.ground(self.palette)), *made.shapes), made.worth)

    def _split(self, room: Rect, share: float, how: str, most: float) -> Split:
        """Return the parts in two cells.

        Raises TooTight if there is nothing for one of them, and at once where one is seen to be higher than ``most``
        (pt): text, which takes longest to set, is set last.
        """
        solid = bool(self.job.solid)
        apart = (2 if solid or self.look.ruled else 1.5) * self.margin
        left = (room.width - apart) * share
        right = room.width - apart - left
        if min(left, right) < 4 * SMALLEST or (solid and how not in ("rest", "row")):
            raise TooTight("headline")
        if how == "row":
            return self._split_in_row(left, right, apart, room.height)
        group, ranks = self.head(left, reversed=solid)
        offer_right = solid or how == "offer"
        offer = self.offered(right if offer_right else left, ranks)
        used = group.height + (offer.height if offer and not offer_right else 0.0)
        self._fits(group, used, most)
        foot = self.feet(left if how == "offer" else right, ranks, room.height)
        measure, beside = (right, how == "rest") if how == "rest" else (left, how == "offer")
        used = (used if how != "rest" else 0.0) + (foot.height if foot and beside else 0.0)
        if ad_text := self.job.ad.text:
            used += least_height(ad_text, self.look.text_type(self.palette), ranks.text, measure, self.kit)
        self._fits(foot or group, used, most)
        text = self.body(measure, ranks)
        one = [group, None if offer_right else offer, None if how == "rest" else text, foot if how == "offer" else None]
        other = [offer if offer_right else None, text if how == "rest" else None, None if how == "offer" else foot]
        first, second = ([part for part in parts if part] for parts in (one, other))
        if not second:
            raise TooTight("headline")
        gap = self.gap
        return Split(
            over(first, [gap] * (len(first) - 1), self.look.align),
            over(second, [gap] * (len(second) - 1), self.look.align),
            left, right, apart, ranks, text,
        )  # fmt: skip

    def _split_in_row(self, left: float, right: float, apart: float, most: float) -> Split:
        """Return the parts in two cells, text and foot beside each other in the second: so a long strip has room."""
        group, ranks = self.head(left, reversed=bool(self.job.solid))
        measure = (right - self.margin) / 2
        if measure < 4 * SMALLEST:
            raise TooTight("text")
        offer = self.offered(measure if self.job.solid else left, ranks)
        foot = self.feet(measure, ranks, most)
        self._fits(foot or group, max(group.height, foot.height if foot else 0.0), most)
        text = self.body(measure, ranks)
        if text is None or foot is None:
            raise TooTight("text")
        words = over([offer, text], [self.gap], self.look.align) if offer and self.job.solid else text
        first = over([group, offer], [self.gap], self.look.align) if offer and not self.job.solid else group
        second = row([words, foot], apart, right if self.look.align == 0 else 0.0)
        return Split(first, second, left, right, apart, ranks, text)

    @staticmethod
    def _fits(piece: Piece, used: float, most: float) -> None:
        """Raise TooTight naming the piece if more is used than there is at most."""
        if used > most + 1e-6:
            raise TooTight(piece.field)

    def _in_cells(self, split: Split, room: Rect) -> Made:
        """Draw two cells: what is flush left hangs from the top, numbers at the foot; the rest stands in the middle."""
        left = Rect(room.x, room.y, split.left, room.height)
        right = Rect(room.right - split.right, room.y, split.right, room.height)
        for part, cell in ((split.first, left), (split.second, right)):
            if part.height > cell.height + 1e-6 or part.width > cell.width + 1e-6:
                raise TooTight(part.field)
        middle = left.right + split.apart / 2
        if self.look.align and not self.job.solid:
            # What is centred has as much white at its left as at its right, in its half if a rule parts the two.
            white = (room.width - split.first.width - split.second.width - split.apart) / (4 if self.look.ruled else 3)
            middle = room.x + 2 * white + split.first.width + split.apart / 2
            left = Rect(room.x + white, room.y, split.first.width, room.height)
            right = Rect(room.right - white - split.second.width, room.y, split.second.width, room.height)
        self._sparse(split.used, room.height)
        hung = self.look.mark == "bar" or (self.job.picture is not None and self.look.align == 0)
        shapes = [*self._in_cell(split.first, left, 0.0 if hung else 0.5)]
        shapes += self._in_cell(split.second, right, 0.0 if hung and self.job.picture else 1.0 if hung else 0.5)
        if self.look.ruled:
            shapes.append(rule(middle, room.y, room.height, self.palette.tokens.rule, self.palette.ink, upright=True))
        full = min(1.0, (split.first.height + split.second.height) / (1.4 * room.height))
        spread = min(1.0, (split.first.width + split.second.width) / (0.75 * room.width)) ** 0.5
        worth = self._ranked(split.ranks.headline, split.ranks.text) * self._filled(full) * spread
        return Made(tuple(shapes), worth * self._measured(split.text, split.ranks))

    def _in_cell(self, piece: Piece, cell: Rect, low: float) -> tuple[Shape, ...]:
        """Draw a piece in its cell: ``low`` 0 at the top, 0.5 in the middle, 1 at the foot."""
        x = cell.x + self.look.align * (cell.width - piece.width)
        return piece.draw(x, cell.y + low * (cell.height - piece.height))

    def _solid_cell(self, x: float, room: Rect, picture: Image | None = None) -> Made:
        """Set the headline in a solid from ``x`` to the border over the rest; a panel takes all white."""
        inside, margin = self.job.inside, self.margin
        group, ranks = self.head(room.width, reversed=True)
        air = max(self.tokens.band * ranks.headline, SMALLEST / 2)
        tall = group.height + 2 * air
        offer, text = self.offered(room.width, ranks), self.body(room.width, ranks)
        foot = self.feet(room.width, ranks, inside.height - tall)
        rest = [part for part in (offer, text, foot) if part]
        used = summed(part.height for part in rest) + self.gap * max(0, len(rest) - 1)
        due = 1.0
        if picture:
            left = inside.height - tall - 2 * margin - used - (self.gap if rest else 0.0)
            part = self._pictured_part(picture, room.width, left)
            due = self._due(Rect(0, 0, part.width, part.height))
            used += part.height + (self.gap if rest else 0.0)
            rest.insert(0, part)
        free = inside.height - tall - (used + 2 * margin if rest else 0.0)
        if free < -1e-6:
            raise TooTight(group.field)
        self._sparse(tall + used, inside.height)
        if self.job.solid == "panel" or not rest:
            tall += free
        ground = Rect(x, inside.y, inside.right - x, tall)
        shapes: list[Shape] = [Panel(ground, self.look.ground(self.palette))]
        head_y = inside.y + (tall - group.height) * (_OPTICAL if tall > group.height + 3 * air else 0.5)
        shapes += group.draw(room.x + self.look.align * (room.width - group.width), head_y)
        below = Rect(room.x, inside.y + tall + margin, room.width, max(0.0, inside.height - tall - 2 * margin))
        if rest:
            shapes += self._column_of(rest, below, foot is not None)
        full = 1 - max(free, 0.0) / inside.height if self.job.solid != "panel" else 1.0
        wide = max((part.width for part in rest), default=room.width) / room.width
        worth = self._ranked(ranks.headline, ranks.text) * self._filled(full) * min(1.0, wide / 0.7) ** 0.5
        return Made(tuple(shapes), worth * self._measured(text, ranks) * due)

    def _pictured_part(self, picture: Image, width: float, height: float) -> Piece:
        """Return the picture under a solid, over the measure if it may be, in a height that is left."""
        least, most = picture.aspects
        tall = min(height, width / least)
        wide = min(width, tall * most)
        if tall <= 0 or wide < _SIDE * width:
            raise TooTight("picture")
        return Piece("picture", wide, tall, lambda x, y: (picture.slot(Rect(x, y, wide, tall)),))

    def _column_of(self, parts: Sequence[Piece], room: Rect, footed: bool) -> Iterator[Shape]:
        """Draw groups from the top, the last one at the foot if ``footed``: the white is together over it."""
        y = room.y
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            if last and footed and (number or self.look.low):
                y = room.bottom - part.height
            yield from part.draw(room.x + self.look.align * (room.width - part.width), y)
            y += part.height + self.gap

    def _placed(self, stack: Stack, room: Rect) -> Iterator[Shape]:
        """Draw a stack: its white together, over the foot or around all."""
        free = room.height - stack.used
        ruled, mark = self._ruled(stack, room), self._marked(stack)
        need = (self.gap if ruled else 0.0) + (self.gap if mark else 0.0)
        if free - need < -1e-6:
            raise TooTight(max((p for p in (stack.head, stack.body, stack.foot) if p), key=lambda p: p.height).field)
        self._sparse(stack.used + need, room.height)
        free -= need
        upper = [part for part in (stack.head, stack.body) if part]
        foot = stack.foot
        low = self.look.low and foot is not None
        # Flush left all hangs from the top; what is centred stands in the middle of the white.
        hang = 0.0 if self.look.align == 0 and (low or not foot) else _OPTICAL
        y = room.y + hang * free
        for number, part in enumerate(upper):
            if number and mark:
                yield from self._mark(room, y, stack.ranks)
                y += self.gap
            yield from part.draw(room.x + self.look.align * (room.width - part.width), y)
            y += part.height + self.gap
        if foot:
            if low:
                y = room.bottom - foot.height
            elif ruled:
                y += self.gap
            if ruled:
                line = self.palette.tokens.rule
                yield rule(room.x, y - self.gap, room.width, line, self.palette.ink)
            yield from foot.draw(room.x + self.look.align * (room.width - foot.width), y)

    def _sparse(self, used: float, height: float) -> None:
        """Raise TooTight where an ad grows over its usual size and is no sparse one."""
        if self.scale > 1 and used > self.tokens.sparse * height:
            raise TooTight("headline")

    def _ruled(self, stack: Stack, room: Rect) -> bool:
        return self.look.ruled and stack.foot is not None

    def _marked(self, stack: Stack) -> bool:
        return self.look.mark in ("lozenge", "hairline") and stack.body is not None

    def _mark(self, room: Rect, y: float, ranks: Ranks) -> Iterator[Shape]:
        """Draw what parts the headline from the text."""
        middle, ink, line = room.x + room.width / 2, self.palette.ink, self.palette.tokens.rule
        if self.look.mark == "hairline":
            half = 1.5 * ranks.text
            yield rule(middle - half, y, 2 * half, line, ink)
            return
        half, radius = min(0.3 * room.width, 7 * ranks.text), 0.28 * ranks.text
        yield rule(middle - half, y, half - 2.2 * radius, line, ink)
        yield rule(middle + 2.2 * radius, y, half - 2.2 * radius, line, ink)
        yield lozenge(middle, y, radius, self.palette.accent)

    # What an arrangement is worth.

    @property
    def most(self) -> float:
        """What an arrangement can be worth at this scale."""
        return self._ranked(self.sizes.headline, self.sizes.text)

    def _ranked(self, headline: float, text: float) -> float:
        """Return how near the type is to what it likes to be: 1 or less."""
        return float(min(1.0, headline / self.liked.headline) * min(1.0, text / self.liked.text) ** 1.5)

    def _broken(self) -> float:
        """Return what the line ends of headline and subline, and the size of an offer, are worth."""
        return float(exp(-BREAKS * self.cost) * self.hero**0.5 * self.came**0.5)

    def _filled(self, part: float) -> float:
        """Return what it is worth that the white is no larger than what stands in it."""
        return float(min(1.0, part / 0.6) ** 0.5) * self._broken()

    def _measured(self, text: Piece | None, ranks: Ranks) -> float:
        """Return what the measure of the text is worth: too narrow tires, and too high a block too."""
        if text is None:
            return 1.0
        ems = text.width / ranks.text
        return float(min(1.0, ems / self.tokens.narrowest) ** 0.5) if text.height > 3 * ranks.text else 1.0

    def _due(self, taken: Rect) -> float:
        """Return what the size of the picture is worth."""
        share = taken.width * taken.height / (self.job.inside.width * self.job.inside.height)
        return float(min(1.0, share / _DUE) ** 0.6)

    def _worth(self, stack: Stack, room: Rect) -> float:
        wide = max(part.width for part in (stack.head, stack.body, stack.foot) if part) / room.width
        return float(
            self._ranked(stack.ranks.headline, stack.ranks.text)
            * self._filled(stack.used / room.height)
            * min(1.0, wide / 0.6) ** 0.4
            * self._measured(stack.body, stack.ranks)
        )
