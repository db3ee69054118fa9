"""From a rendered page to a file for the press. The only place in the program that knows pikepdf.

`finish_page` takes the one-page PDF the renderer wrote and returns the page as it goes to the press: pictures and
ads in their boxes, page boxes, marks, the press's colours and output intent, own document information, nothing
random. `merge` binds finished pages into the PDF of the edition. `separations` takes a page apart into its four
plates. All are pure: bytes in, bytes out, and the same bytes for the same input.
"""

from __future__ import annotations

from layout.finish.binding import merge
from layout.finish.identity import PressInfo
from layout.finish.page import finish_page
from layout.finish.place import PlacedAd, PlacedPicture
from layout.finish.separate import PLATES, Separations, separations

__all__ = [
    "PLATES",
    "PlacedAd",
    "PlacedPicture",
    "PressInfo",
    "Separations",
    "finish_page",
    "merge",
    "separations",
]
