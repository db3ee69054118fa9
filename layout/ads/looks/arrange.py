"""How a display ad is arranged: in a column, in two cells side by side, with its picture over or beside the words.

Every arrangement that a look has is set as large as it goes, at most as large as its module asks for; the one taken is
that in which the ranks of the type, the measure of the text and the picture come out best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from layout.ads.frame import lozenge, rule
from layout.ads.kit import Kit
from layout.ads.looks.image import Image
from layout.ads.looks.pieces import Piece, over
from layout.ads.looks.reply import code_piece, foot_pieces, logo_piece, offer_piece
from layout.ads.looks.sizes import Ranks, Sizes
from layout.ads.looks.table import Look
from layout.ads.looks.words import break_display, display_piece, text_piece
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED
from layout.base.units import Rect, summed
from layout.design.ads import DisplayTokens
from layout.edition.ads import Contact, Offer, QrCode
from layout.scene.shapes import Panel, Shape

_STEP, _STEPS = 0.94, 28
"""The scales that are tried, largest first: each 6 % under the one before, so many of them."""
_OPTICAL = 0.42
"""Where the middle of the white over and under a group lies: a little over half is too low to the eye."""
_DUE = 0.34
"""A picture that has so much of the ad has its due."""
_SIDE = 2 / 3
"""A picture over the words is so wide at least, of the measure."""
_RULE = 2.0
"""White on both sides of a rule over the foot together, of the white between two groups."""


class Copy(Protocol):
    """What a display ad says."""

    @property
    def headline(self) -> str: ...
    @property
    def subline(self) -> str: ...
    @property
    def text(self) -> tuple[str, ...]: ...
    @property
    def offer(self) -> Offer | None: ...
    @property
    def contacts(self) -> tuple[Contact, ...]: ...
    @property
    def qr(self) -> QrCode | None: ...


@dataclass(frozen=True, slots=True)
class Made:
    """An ad arranged, and how well: larger is better."""

    shapes: tuple[Shape, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Job:
    """One ad to be arranged: its words and pictures, its look, the room inside its border."""

    ad: Copy
    look: Look
    inside: Rect
    kit: Kit
    picture: Image | None = None
    logo: Image | None = None

    @property
    def tokens(self) -> DisplayTokens:
        """The measures of display ads."""
        return self.kit.palette.tokens.display_ad

    @property
    def solid(self) -> str:
        """What the headline stands in; a picture to the border takes the place of a panel."""
        return "" if self.look.solid == "panel" and self.picture else self.look.solid


def arranged(job: Job) -> tuple[Shape, ...]:
    """Return the shapes of an ad inside its border. Raises TooTight, if it fits in no way, as the first way does."""
    best: Made | None = None
    tight: TooTight | None = None
    for way in _ways(job):
        made: Made | None = None
        for step in range(_STEPS):
            setting = Setting(job, job.tokens.most_sparse * _STEP**step)
            if best and setting.most <= best.worth:
                break
            try:
                made = way(setting)
            except TooTight as error:
                tight = tight or error if step < _STEPS - 1 else error
                continue
            break
        if made and (best is None or made.worth > best.worth + 1e-9):
            best = made
    if best is None:
        raise tight or TooTight("headline")
    return best.shapes


Way = Callable[["Setting"], Made]


def _ways(job: Job) -> Iterator[Way]:
    """Yield the arrangements that a look has for what an ad holds."""
    bled = job.look.bled and job.picture is not None
    rest = bool(job.ad.text or job.ad.contacts or job.ad.qr or job.logo)
    for edge in (True, False) if bled else (False,):
        yield lambda setting, edge=edge: setting.column(edge)  # type: ignore[misc]
        if job.picture:
            for share in job.tokens.pictures:
                yield lambda setting, share=share, edge=edge: setting.pictured(share, edge)  # type: ignore[misc]
    if rest and not job.picture:
        for share in job.tokens.cells:
            yield lambda setting, share=share: setting.cells(share, False)  # type: ignore[misc]
            if job.ad.text and (job.ad.contacts or job.ad.qr or job.logo):
                yield lambda setting, share=share: setting.cells(share, True)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Stack:
    """Groups of pieces of one measure; ``used`` is their height without the white that is left over, pt."""

    head: Piece
    body: Piece | None
    foot: Piece | None
    ranks: Ranks
    gap: float

    @property
    def used(self) -> float:
        """The height they take, pt."""
        parts = [part for part in (self.head, self.body, self.foot) if part]
        return summed(part.height for part in parts) + self.gap * (len(parts) - 1)


class Setting:
    """An ad being set at one scale."""

    def __init__(self, job: Job, scale: float) -> None:
        self.job, self.scale = job, scale
        self.look, self.kit, self.palette, self.tokens = job.look, job.kit, job.kit.palette, job.tokens
        self.own = job.look.tokens(self.palette)
        self.sizes = Sizes.of(job.inside, self.tokens, self.own, scale)
        self.liked = Sizes.of(job.inside, self.tokens, self.own, 1.0)
        self.gap = self.tokens.gap * self.sizes.margin
        self.margin = self.sizes.margin

    # The parts.

    def head(self, width: float, reversed: bool = False) -> tuple[Piece, Ranks]:
        """Return headline, subline and offer in one group, and how the rest ranks under them."""
        ad, look, palette, tokens = self.job.ad, self.look, self.palette, self.tokens
        least = SMALLEST_REVERSED if reversed else SMALLEST
        broken = break_display(
            ad.headline, "headline", look.type(palette), width, self.sizes.headline, least, tokens.headline_lines,
            self.own.tracking,
        )  # fmt: skip
        ranks = self.sizes.ranked(broken.size)
        ink = palette.paper if reversed else palette.ink
        head = display_piece(
            broken, "headline", ink, tokens.headline_leading, align=look.align, reversed=reversed
        )
        pieces, gaps = [head], []
        if look.mark == "bar" and not reversed:
            pieces.insert(0, self._bar(ranks))
            gaps.append(0.5 * ranks.headline)
        if ad.subline:
            size = max(least, ranks.subline)
            sub = break_display(
                ad.subline, "subline", look.text_type(palette) if look.align else palette.strong, width, size, least, 3,
                self.own.spaced,
            )  # fmt: skip
            colour = palette.paper if reversed else palette.accent if look.mark != "hairline" else palette.ink
            gaps.append(tokens.subline_gap * ranks.headline)
            pieces.append(display_piece(sub, "subline", colour, 0.5, align=look.align, reversed=reversed))
        return over(pieces, gaps, look.align), ranks

    def offered(self, width: float, ranks: Ranks) -> Piece | None:
        """Return the offer as large as the look has it."""
        if self.job.ad.offer is None:
            return None
        times = self.tokens.offer.number if self.look.hero else self.tokens.offered
        return offer_piece(self.job.ad.offer, times * ranks.headline, width, ranks, self.look.align, self.kit)

    def body(self, width: float, ranks: Ranks) -> Piece | None:
        """Return the text."""
        ad, look = self.job.ad, self.look
        if not ad.text:
            return None
        return text_piece(ad.text, look.text_type(self.palette), ranks.text, width, look.align, self.kit)

    def feet(self, width: float, ranks: Ranks, room: float) -> Piece | None:
        """Return logo, numbers and code: the way with the largest numbers of those no higher than a room."""
        ad, job = self.job.ad, self.job
        if not (ad.contacts or ad.qr or job.logo):
            return None
        growth = self.sizes.growth
        logo = logo_piece(job.logo, growth, width, self.kit) if job.logo else None
        code = code_piece(ad.qr, growth, width, self.kit) if ad.qr else None
        ways = list(
            foot_pieces(
                ad.contacts, logo, code, width, self.gap, ranks, self.look.align, self.own.spaced, self.kit
            )
        )
        ways = [way for way in ways if way.width <= width + 1e-6]
        if not ways:
            raise TooTight("contacts" if ad.contacts else "qr")
        return next((way for way in ways if way.height <= room), min(ways, key=lambda way: way.height))

    def stack(self, width: float, height: float, *, head: bool = True, body: bool = True, foot: bool = True) -> Stack:
        """Return the groups that stand in a measure, pt."""
        group, ranks = self.head(width)
        offer = self.offered(width, ranks)
        if offer:
            group = over([group, offer], [0.9 * self.gap], self.look.align)
        text = self.body(width, ranks) if body else None
        low = self.feet(width, ranks, height) if foot else None
        return Stack(group, text, low, ranks, self.gap)

    # The arrangements.

    def column(self, edge: bool) -> Made:
        """Set all in one column: picture, headline, text, numbers."""
        job, inside, margin = self.job, self.job.inside, self.margin
        room = inside.inset(margin)
        if room.width < 3 * SMALLEST or room.height < SMALLEST:
            raise TooTight("headline")
        shapes: list[Shape] = []
        worth = 1.0
        if job.solid:
            return self._solid_column(room)
        stack = self.stack(room.width, room.height)
        if job.picture:
            taken = self._picture_over(stack, room, edge)
            shapes.append(job.picture.slot(taken))
            worth *= self._due(taken)
            top = taken.bottom + (margin if edge else self.gap)
            room = Rect(room.x, top, room.width, room.bottom - top)
        shapes += self._placed(stack, room)
        return Made(tuple(shapes), worth * self._worth(stack, room))

    def _picture_over(self, stack: Stack, room: Rect, edge: bool) -> Rect:
        """Return the place of a picture over the words: as high as they leave it, no wider than its crop allows."""
        picture, inside = self.job.picture, self.job.inside
        assert picture is not None
        least, most = picture.aspects
        left, top, wide = (inside.x, inside.y, inside.width) if edge else (room.x, room.y, room.width)
        free = room.bottom - top - stack.used - (self.margin if edge else self.gap)
        if free <= 0:
            raise TooTight(stack.head.field)
        tall = min(free, wide / least)
        width = min(wide, tall * most)
        if width < (wide - 1e-6 if edge else _SIDE * wide):
            raise TooTight("picture")
        return Rect(left + self.look.align * (wide - width), top, width, tall)

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
        left = taken.right + margin
        room = Rect(left, inside.y + margin, inside.right - margin - left, inside.height - 2 * margin)
        if room.width < 4 * SMALLEST:
            raise TooTight("headline")
        if job.solid:
            made = self._solid_cell(Rect(taken.right + (0 if edge else margin), inside.y, 0, 0), room)
        else:
            stack = self.stack(room.width, room.height)
            made = Made(tuple(self._placed(stack, room)), self._worth(stack, room))
        return Made((picture.slot(taken), *made.shapes), made.worth * self._due(taken))

    def cells(self, share: float, texted: bool) -> Made:
        """Set headline (and text) at the left, the rest at the right; a solid fills the left to the border."""
        job, inside, margin = self.job, self.job.inside, self.margin
        apart = 2 * margin if job.solid or self.look.ruled else 1.5 * margin
        room = inside.inset(margin)
        wide = (room.width - apart) * share
        left = Rect(room.x, room.y, wide, room.height)
        right = Rect(left.right + apart, room.y, room.width - apart - wide, room.height)
        if min(left.width, right.width) < 4 * SMALLEST or room.height < SMALLEST or (job.solid and texted):
            raise TooTight("headline")
        group, ranks = self.head(left.width, reversed=bool(job.solid))
        offer = self.offered(right.width if job.solid else left.width, ranks)
        shapes: list[Shape] = []
        if job.solid:
            solid = Rect(inside.x, inside.y, left.right + margin - inside.x, inside.height)
            shapes.append(Panel(solid, self.look.ground(self.palette)))
        one = [group, *([offer] if offer and not job.solid else [])]
        text = self.body(left.width if texted else right.width, ranks)
        foot = self.feet(right.width, ranks, right.height)
        other = [part for part in (offer if job.solid else None, None if texted else text, foot) if part]
        if texted and text:
            one.append(text)
        if not other:
            raise TooTight("headline")
        first, second = (over(parts, [self.gap] * (len(parts) - 1), self.look.align) for parts in (one, other))
        for part, cell in ((first, left), (second, right)):
            if part.height > cell.height or part.width > cell.width + 1e-6:
                raise TooTight(part.field)
        shapes += self._in_cell(first, left, 0.0 if self.look.mark == "bar" else 0.5)
        if self.look.mark == "bar" and foot and text and not texted:
            # Text begins where the headline does, the numbers end where the ad does.
            shapes += text.draw(right.x, right.y)
            shapes += foot.draw(right.x, right.bottom - foot.height)
        else:
            shapes += self._in_cell(second, right, 1.0 if self.look.mark == "bar" else 0.5)
        if self.look.ruled:
            x = left.right + apart / 2
            shapes.append(rule(x, room.y, room.height, self.palette.tokens.rule, self.palette.ink, upright=True))
        stack = Stack(first, None, None, ranks, self.gap)
        full = min(1.0, (first.height + second.height) / (1.2 * room.height))
        return Made(tuple(shapes), self._ranked(ranks.headline, ranks.text) * self._filled(full) * self._measured(text, ranks, stack))

    def _in_cell(self, piece: Piece, cell: Rect, low: float) -> tuple[Shape, ...]:
        """Draw a piece in its cell: ``low`` 0 at the top, 0.5 in the middle, 1 at the foot."""
        x = cell.x + self.look.align * (cell.width - piece.width)
        return piece.draw(x, cell.y + low * (cell.height - piece.height))

    def _solid_column(self, room: Rect) -> Made:
        """Set the headline in a solid at the top, to the border at three sides."""
        inside = self.job.inside
        return self._solid_cell(inside, room)

    def _solid_cell(self, solid: Rect, room: Rect) -> Made:
        """Set headline in a solid over the rest; of a panel all white is inside the solid."""
        inside, margin = self.job.inside, self.margin
        group, ranks = self.head(room.width, reversed=True)
        air = max(self.tokens.band * ranks.headline, SMALLEST / 2)
        tall = group.height + 2 * air
        offer, text = self.offered(room.width, ranks), self.body(room.width, ranks)
        foot = self.feet(room.width, ranks, inside.height - tall)
        rest = [part for part in (offer, text, foot) if part]
        used = summed(part.height for part in rest) + self.gap * max(0, len(rest) - 1)
        free = inside.height - tall - (used + 2 * margin if rest else 0.0)
        if free < -1e-6:
            raise TooTight(group.field)
        if self.job.solid == "panel" or not rest:
            tall += free
        ground = Rect(solid.x, inside.y, inside.right - solid.x, tall)
        shapes: list[Shape] = [Panel(ground, self.look.ground(self.palette))]
        head_y = inside.y + (tall - group.height) * (_OPTICAL if tall > group.height + 3 * air else 0.5)
        shapes += group.draw(room.x + self.look.align * (room.width - group.width), head_y)
        below = Rect(room.x, inside.y + tall + margin, room.width, max(0.0, inside.height - tall - 2 * margin))
        if rest:
            shapes += self._column_of(rest, below, foot is not None)
        stack = Stack(group, text, foot, ranks, self.gap)
        full = 1 - max(free, 0.0) / inside.height if self.job.solid != "panel" else 1.0
        return Made(tuple(shapes), self._ranked(ranks.headline, ranks.text) * self._filled(full) * self._measured(text, ranks, stack))

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
        if self.scale > 1 and stack.used + need > self.tokens.sparse * room.height:
            raise TooTight(stack.head.field)
        free -= need
        upper = [part for part in (stack.head, stack.body) if part]
        foot = stack.foot
        low = self.look.low and foot is not None
        # Flush left all hangs from the top; what is centred stands in the middle of the white.
        hang = 0.0 if self.look.align == 0 and (low or not foot) else _OPTICAL
        y = room.y + hang * free
        for number, part in enumerate(upper):
            if number:
                if mark:
                    yield from self._mark(room, y + self.gap / 2 - self.gap / 2, stack.ranks)
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

    def _bar(self, ranks: Ranks) -> Piece:
        """Return the short bar over a headline."""
        wide, tall = 1.2 * ranks.headline, max(1.5, 0.11 * ranks.headline)
        return Piece("headline", wide, tall, lambda x, y: (Panel(Rect(x, y, wide, tall), self.palette.accent),))

    # What an arrangement is worth.

    @property
    def most(self) -> float:
        """What an arrangement can be worth at this scale."""
        return self._ranked(self.sizes.headline, self.sizes.text)

    def _ranked(self, headline: float, text: float) -> float:
        """Return how near the type is to what it likes to be: 1 or less."""
        return float(min(1.0, headline / self.liked.headline) * min(1.0, text / self.liked.text) ** 1.5)

    def _filled(self, part: float) -> float:
        """Return what it is worth that the white is no larger than what stands in it."""
        return min(1.0, part / 0.5) ** 0.3

    def _measured(self, text: Piece | None, ranks: Ranks, stack: Stack) -> float:
        """Return what the measure of the text is worth: too narrow tires, and too high a block too."""
        if text is None:
            return 1.0
        ems = text.width / ranks.text
        return min(1.0, ems / self.tokens.narrowest) ** 0.5 if text.height > 3 * ranks.text else 1.0

    def _due(self, taken: Rect) -> float:
        """Return what the size of the picture is worth."""
        share = taken.width * taken.height / (self.job.inside.width * self.job.inside.height)
        return float(min(1.0, share / _DUE) ** 0.6)

    def _worth(self, stack: Stack, room: Rect) -> float:
        wide = max(part.width for part in (stack.head, stack.body, stack.foot) if part) / room.width
        return (
            self._ranked(stack.ranks.headline, stack.ranks.text)
            * self._filled(stack.used / room.height)
            * min(1.0, wide / 0.6) ** 0.4
            * self._measured(stack.body, stack.ranks, stack)
        )


def narrowed(job: Job, inside: Rect) -> Job:
    """Return the job in another room."""
    return replace(job, inside=inside)
