"""How a display ad is arranged: every way that a look has is set as large as it goes, and the best one is taken.

No way is set larger than its module asks for, but where an ad has few words. The best one is that in which the ranks of
the type, the measure of the text and the picture come out best (see `layout.ads.looks.setting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from layout.ads.looks.job import Job, Made
from layout.ads.looks.setting import Setting
from layout.ads.problems import TooTight
from layout.scene.shapes import Shape

_STEP, _STEPS = 0.94, 28
"""The scales that are tried, largest first: each 6 % under the one before, so many of them."""
_SMALLER = 5
"""So many more are tried where a picture becomes larger with smaller type."""
_CELLS = 1.3
"""An ad so much wider than high, or more, is parted into cells side by side."""
_STRIP = 4.0
"""In an ad so much wider than high text and numbers are tried side by side."""
_BESIDE = 0.85
"""A picture stands beside the words where the ad, times this, is wider than high, or than the picture."""


def arranged(job: Job) -> tuple[Shape, ...]:
    """Return the shapes of an ad inside its border. Raises TooTight, if it fits in no way, as the first way does."""
    tight: TooTight | None = None
    most = job.tokens.most_sparse
    scales = (most, (1 + most) / 2, *(_STEP**step for step in range(_STEPS)))
    for ways in (_ways(job, usual=True), _ways(job, usual=False)):
        best: Made | None = None
        for way in ways:
            fitting = 0
            for scale in scales:
                setting = Setting(job, scale)
                if best and setting.most <= best.worth:
                    break
                try:
                    made = way(setting)
                except TooTight as error:
                    tight = tight or error
                    continue
                if best is None or made.worth > best.worth + 1e-9:
                    best = made
                fitting += 1
                if fitting > (_SMALLER if job.picture else 0):
                    break  # smaller type would only leave more white, where no picture takes it
        if best:
            return best.shapes
    raise tight or TooTight("headline")


Way = Callable[[Setting], Made]


def _ways(job: Job, *, usual: bool) -> Iterator[Way]:
    """Yield the arrangements that a look has for what an ad holds: the ``usual`` ones for its proportions, or more."""
    rest = bool(job.ad.text or job.ad.contacts or job.ad.qr or job.logo)
    wide = job.inside.width / job.inside.height
    cells = [
        (share, how)
        for share in job.tokens.cells
        for how in (
            "rest",
            *(("row",) if job.ad.text and wide > _STRIP else ()),
            *(("text",) if job.ad.text else ()),
            *(("offer",) if job.ad.offer else ()),
        )
    ]
    if not job.picture:
        if usual:
            yield lambda setting: setting.column()
        if usual == (wide > _CELLS):
            for share, how in cells:
                yield lambda setting, share=share, how=how: setting.cells(share, how)  # type: ignore[misc]
        return
    # To the border if the look has it so and the picture's proportions allow it.
    bled, beside = job.look.bled, wide * _BESIDE > min(1.0, job.picture.aspect)
    edge = bled and usual
    if usual or bled:
        yield lambda setting: setting.column(edge)
        if rest:
            for share in job.tokens.cells:
                yield lambda setting, share=share: setting.column(edge, share)  # type: ignore[misc]
    if beside == usual or bled:
        for share in job.tokens.pictures:
            yield lambda setting, share=share: setting.pictured(share, edge)  # type: ignore[misc]
