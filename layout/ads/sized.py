"""A ready-made page brought into its place: scaled within what nobody sees, bleed that it does not tell of cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout.base.messages import Message, say
from layout.base.units import MM, Rect
from layout.pdf.foreign import ForeignPage
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.sizes import Fit, bleed_of, fitted


@dataclass(frozen=True, slots=True)
class Sized:
    """A page and how it comes into one of the rooms it may fill; ``changes`` are all that was changed in it."""

    page: ForeignPage
    fit: Fit
    changes: tuple[Change, ...]

    def placed(self, box: Rect, over: str = "") -> bytes:
        """Return a PDF page of the size of a box, the ad's trim in the middle of its room. See `ForeignPage.placed`."""
        fit, room = self.fit, self.fit.room
        x = room.x + (room.width - fit.across * self.page.width) / 2
        y = box.height - room.bottom + (room.height - fit.up * self.page.height) / 2
        return self.page.placed(box, x, y, over, (fit.across, fit.up))


def sized(page: ForeignPage, rooms: Sequence[Rect], beyond: float = 0.0) -> Sized | None:
    """Bring a page into one of the rooms; None if it fits none. Bleed that it does not tell of is cut off.

    So much of that, pt, is kept ``beyond`` the trim of an ad that runs off the page.
    """
    changes = list(page.changes)
    fit = fitted(page.width, page.height, rooms)
    other = fit is None or (beyond > 0 and fit.scaled)
    if other and not page.trimmed and (bleed := bleed_of(page.width, page.height, rooms)):
        page = page.cut(bleed, beyond)
        fit = fitted(page.width, page.height, rooms)
        if not beyond:
            said = say("it is larger than its place by {bleed:g} mm at each side, which were cut off", bleed=bleed / MM)
            changes.append(Change(Cure.SIZE, said))
    if fit is None:
        return None
    if fit.scaled:
        changes.append(Change(Cure.SIZE, _scaling(page.width, page.height, fit)))
    return Sized(page, fit, tuple(changes))


def _scaling(width: float, height: float, fit: Fit) -> Message:
    return say(
        "it is {width:.1f} x {height:.1f} mm and was scaled to {across:.1f} x {up:.1f} % for its place",
        width=width / MM,
        height=height / MM,
        across=100 * fit.across,
        up=100 * fit.up,
    )
