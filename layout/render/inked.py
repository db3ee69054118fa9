"""Pictures that a template has of its own, brought into the press's inks before the renderer has them.

A picture of pixels is prepared as a story's is, for the size it is drawn at; only its transparent parts stay so, for a
sign may stand on a tint. In an SVG the colours are changed where they are written; a gradient in RGB cannot be, and is
refused with the page (`layout.render.ownpictures`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from math import hypot
from pathlib import Path
from typing import Any

import pydyf
from tinycss2.color5 import parse_color

from layout.base.errors import ContentError
from layout.design.press import PressCondition
from layout.images.kinds import RASTERS
from layout.images.prepare import PreparedImage, prepare_seen_through, press_inks
from layout.images.reading import read


class Pictures(dict[str, object]):
    """WeasyPrint's cache of images by address: the galleys of a page, and the template's own pictures when asked for.

    ``found`` gives the file of an address, None for one that is not to be read.
    """

    def __init__(
        self, galleys: Mapping[str, object], found: Callable[[str], Path | None], press: PressCondition
    ) -> None:
        super().__init__(galleys)
        self._found, self._press, self._tried = found, press, set[str]()

    def __contains__(self, url: object) -> bool:
        if super().__contains__(url) or not isinstance(url, str) or url in self._tried:
            return super().__contains__(url)
        self._tried.add(url)
        path = self._found(url)
        if path is not None and path.suffix.lower() in RASTERS and path.is_file():
            try:
                self[url] = InkedPicture(path, self._press)
            except ContentError:
                return False  # the renderer cannot read it either, and says so
        return super().__contains__(url)


class InkedPicture:
    """A picture file in WeasyPrint's image protocol, upright. Raises ContentError for one that cannot be read."""

    def __init__(self, path: Path, press: PressCondition) -> None:
        self._path, self._press, self._reading = path, press, read(path, bare=True)
        self.width, self.height = self._reading.image.size
        self.ratio = self.width / self.height
        self._made: dict[float, _Placed] = {}

    def get_intrinsic_size(self, resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Return width and height in px, and their ratio."""
        return self.width / resolution, self.height / resolution, self.ratio

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draw the picture over the given width and height (px) of the page's content stream."""
        if width <= 0 or height <= 0:
            return
        matrix = stream.ctm
        across = round(max(width * hypot(*matrix[0][:2]), self.ratio * height * hypot(*matrix[1][:2])), 1)
        if across not in self._made:
            self._made[across] = _Placed(*prepare_seen_through(self._path, self._reading, across, self._press))
        name = stream.add_image(self._made[across], False, 1)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)


class _Placed:
    """A picture at a size it is drawn at: what WeasyPrint puts into its file."""

    def __init__(self, made: PreparedImage, alpha: bytes) -> None:
        self._made, self._alpha = made, alpha
        self.id = hashlib.sha256(made.data + alpha).hexdigest()[:24]

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:
        """Return the Image XObject (ISO 32000-1, 8.9.5)."""
        made = self._made
        extra = pydyf.Dictionary(
            {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": made.width,
                "Height": made.height,
                "ColorSpace": f"/{made.space}",
                "BitsPerComponent": made.bits,
                "Filter": f"/{made.filter}",
            }
        )
        if made.inverted:
            extra["Decode"] = pydyf.Array([1, 0] * 4)
        if self._alpha:
            mask = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": made.width,
                "Height": made.height,
                "ColorSpace": "/DeviceGray",
                "BitsPerComponent": 8,
                "Filter": "/FlateDecode",
            }
            extra["SMask"] = pydyf.Stream([self._alpha], mask)
        return pydyf.Stream([made.data], extra)


_PROPERTY = r"(?:fill|stroke|stop-color|flood-color|lighting-color|color)"
_ATTRIBUTE = re.compile(rf"""(?<![\w:-])({_PROPERTY}\s*=\s*)(["'])(.*?)\2""", re.DOTALL)
_DECLARATION = re.compile(rf"""(?<![\w-])({_PROPERTY}\s*:\s*)([^;"'<>{{}}!]+)""")
_MARKUP = re.compile(r"<style\b[^>]*>.*?</style>|<[^>]*>", re.DOTALL)
"""What colours are written in: the text between is what is read in the picture."""
_ROOT = re.compile(r"<(?:\w+:)?svg\b[^>]*>")


def svg_in_inks(data: bytes, press: PressCondition) -> bytes:
    """Return an SVG whose colours are the press's inks; what is no UTF-8 is returned as it is.

    Colours are told from what is no colour (none, currentColor, a gradient) by reading them as CSS does.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    text = _MARKUP.sub(lambda found: _markup_in_inks(found[0], press), text)
    if root := _ROOT.search(text):
        # What has no colour is black, which the renderer would write as RGB.
        black = "".join(
            f' {name}="{BLACK}"' for name in ("fill", "color") if not re.search(rf"(?<![\w:-]){name}\s*=", root[0])
        )
        at = root.end() - (2 if root[0].endswith("/>") else 1)
        text = text[:at] + black + text[at:]
    return text.encode("utf-8")


def _markup_in_inks(markup: str, press: PressCondition) -> str:
    markup = _ATTRIBUTE.sub(lambda found: f"{found[1]}{found[2]}{_inked(found[3], press)}{found[2]}", markup)
    return _DECLARATION.sub(lambda found: f"{found[1]}{_inked(found[2], press)}", markup)


BLACK = "device-cmyk(0 0 0 1)"


def _inked(written: str, press: PressCondition) -> str:
    """Return a colour in the press's inks as CSS writes it; what is no colour, or in inks already, as it stands."""
    colour = parse_color(written)
    if colour is None or isinstance(colour, str) or colour.space == "device-cmyk":
        return written
    red, green, blue = (min(1.0, max(0.0, value)) for value in colour.to("srgb").coordinates)
    inks = press_inks((round(255 * red), round(255 * green), round(255 * blue)), press)
    opacity = "" if colour.alpha >= 1 else f" / {colour.alpha:g}"
    return f"device-cmyk({' '.join(f'{ink:.4g}' for ink in inks)}{opacity})"
