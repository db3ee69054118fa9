"""A picture of an ad in its place: its proportions, and how far cropping may change them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.ads.files import find_file
from layout.ads.kit import Kit
from layout.ads.pictures import is_drawn, look_at
from layout.base.units import Rect
from layout.edition.ads import AdPicture
from layout.scene.shapes import Slot


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the ad: its file and how far its proportions (width over height) may be changed by cropping."""

    field: str
    path: Path
    aspect: float
    crop: float

    @property
    def aspects(self) -> tuple[float, float]:
        """The least and the most width over height that it may be cropped to."""
        return self.aspect * (1 - self.crop), self.aspect / (1 - self.crop)

    def in_room(self, room: Rect) -> Rect:
        """Return the largest place for the picture in the middle of a room."""
        least, most = self.aspects
        aspect = min(max(room.width / room.height, least), most)
        width = min(room.width, room.height * aspect)
        height = width / aspect
        return Rect(room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height)

    def slot(self, room: Rect) -> Slot:
        """Return the picture in a room."""
        return Slot(self.in_room(room), room, self.field, self.path)


def image_of(picture: AdPicture, field: str, crop: float, kit: Kit) -> Image:
    """Return a picture that an ad names; a drawing is never cropped. Raises BadFile naming the field."""
    path = find_file(picture.file, kit.folder, field)
    aspect = look_at(path, field).aspect
    whole = is_drawn(path, field) if picture.whole is None and crop else picture.whole
    return Image(field, path, aspect, 0.0 if whole else crop)
