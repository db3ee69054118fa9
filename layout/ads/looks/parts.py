"""The parts of a display ad at one scale, as pieces: headline and subline, offer, text, and what is at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from layout.ads.looks.job import Job
from layout.ads.looks.pieces import Piece, over
from layout.ads.looks.reply import Hand, code_piece, feet, logo_piece, offer_piece
from layout.ads.looks.sizes import Ranks, Sizes
from layout.ads.looks.words import break_display, display_piece, text_piece
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED
from layout.base.units import Rect, summed
from layout.scene.shapes import Panel

_FOOT, _NEARLY = 0.45, 0.8
"""A foot takes so much of the height at most where a lower one would do; numbers so near to their rank are large."""


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


class Parts:
    """The parts of an ad at one scale, as pieces."""

    def __init__(self, job: Job, scale: float) -> None:
        self.job, self.scale = job, scale
        self.look, self.kit, self.palette, self.tokens = job.look, job.kit, job.kit.palette, job.tokens
        self.own = job.look.tokens(self.palette)
        self.sizes = Sizes.of(job.inside, self.tokens, self.own, scale)
        self.liked = Sizes.of(job.inside, self.tokens, self.own, 1.0)
        self.gap = max(self.tokens.gap * self.sizes.margin, self.sizes.text)
        self.margin = self.sizes.margin
        self.cost = 0.0
        self.hero = 1.0
        self.came = 1.0
        palette = self.palette
        self.hand = Hand(
            self.look.number_type(palette), self.look.text_type(palette), self.look.align, self.own.spaced, palette
        )

    def head(self, width: float, reversed: bool = False) -> tuple[Piece, Ranks]:
        """Return headline, subline and offer in one group, and how the rest ranks under them."""
        ad, look, palette, tokens = self.job.ad, self.look, self.palette, self.tokens
        least = SMALLEST_REVERSED if reversed else SMALLEST
        broken = break_display(
            ad.headline, "headline", look.type(palette), width, self.sizes.headline, least, tokens.headline_lines,
            self.own.tracking,
        )  # fmt: skip
        ranks = self.sizes.ranked(broken.size)
        self.cost = broken.cost
        ink = palette.paper if reversed else palette.ink
        head = display_piece(broken, "headline", ink, tokens.headline_leading, align=look.align, reversed=reversed)
        pieces, gaps = [head], []
        if look.mark == "bar" and not reversed:
            pieces.insert(0, self._bar(ranks))
            gaps.append(0.5 * ranks.headline)
        if ad.subline:
            size = max(least, ranks.subline)
            sub = break_display(
                ad.subline, "subline", look.text_type(palette) if look.align else palette.strong, width, size, least, 3,
                self.own.spaced, 0.3,
            )  # fmt: skip
            self.cost += sub.cost / 2
            colour = palette.paper if reversed else palette.accent if look.mark != "hairline" else palette.ink
            gaps.append(tokens.subline_gap * ranks.headline)
            pieces.append(display_piece(sub, "subline", colour, 0.36, align=look.align, reversed=reversed))
        return over(pieces, gaps, look.align), ranks

    def offered(self, width: float, ranks: Ranks) -> Piece | None:
        """Return the offer as large as the look has it."""
        if self.job.ad.offer is None:
            return None
        times = self.tokens.offer.number if self.look.hero else self.tokens.offered
        size = times * ranks.headline
        piece, came = offer_piece(self.job.ad.offer, size, width, ranks, self.hand, self.kit)
        self.hero = came / size
        return piece

    def body(self, width: float, ranks: Ranks) -> Piece | None:
        """Return the text."""
        ad, look = self.job.ad, self.look
        if not ad.text:
            return None
        return text_piece(ad.text, look.text_type(self.palette), ranks.text, width, look.align, self.kit)

    def feet(self, width: float, ranks: Ranks, room: float) -> Piece | None:
        """Return logo, numbers and code: the lowest way in which the numbers are large, of those that leave room."""
        ad, job = self.job.ad, self.job
        if not (ad.contacts or ad.qr or job.logo):
            return None
        growth = self.sizes.growth
        logo = logo_piece(job.logo, growth, width, self.kit) if job.logo else None
        code = code_piece(ad.qr, growth, width, self.kit) if ad.qr else None
        ways = list(feet(ad.contacts, logo, code, width, self.gap, ranks, self.hand))
        ways = [way for way in ways if way.piece.width <= width + 1e-6]
        if not ways:
            raise TooTight("contacts" if ad.contacts else "qr")
        lowest = min(way.piece.height for way in ways)
        # Larger numbers are worth more height, as long as the foot leaves room for the rest.
        low = [way for way in ways if way.piece.height <= max(lowest, _FOOT * room)]
        best = max(low, key=lambda way: (way.came >= _NEARLY, -way.piece.height if way.came >= _NEARLY else way.came))
        self.came = best.came
        return best.piece

    def stack(self, width: float, height: float, most: float = inf) -> Stack:
        """Return the groups in a measure, pt. Raises TooTight at once if the first is higher than ``most``."""
        group, ranks = self.head(width)
        offer = self.offered(width, ranks)
        if offer:
            group = over([group, offer], [0.9 * self.gap], self.look.align)
        if group.height > most:
            raise TooTight(group.field)
        return Stack(group, self.body(width, ranks), self.feet(width, ranks, height), ranks, self.gap)

    def _bar(self, ranks: Ranks) -> Piece:
        """Return the short bar over a headline."""
        wide, tall = 1.2 * ranks.headline, max(1.5, 0.11 * ranks.headline)
        return Piece("headline", wide, tall, lambda x, y: (Panel(Rect(x, y, wide, tall), self.palette.accent),))
