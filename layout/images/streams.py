"""The samples of pictures that stand in other files, as PDF has them: JPEG and JPEG 2000 without a file around."""

from __future__ import annotations

import io

from PIL import Image, ImageChops

from layout.base.messages import say
from layout.images.limits import MAX_PIXELS
from layout.images.reading import jpx_depth, strict


def cmyk_samples(jpeg: bytes) -> bytes:
    """Return the samples of a CMYK JPEG file as they are stored, four to a pixel; empty if it is not one.

    Adobe's files store 255 for no ink, and Pillow turns all of them about; here they are turned back.
    """
    try:
        with strict(), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            return ImageChops.invert(image).tobytes() if image.mode == "CMYK" else b""
    except (OSError, SyntaxError, ValueError):
        return b""


def jpeg_samples(jpeg: bytes) -> bytes:
    """Return the samples of a JPEG file as they are stored, whatever stands before it. Raises OSError and ValueError.

    See `cmyk_samples` for those of four inks.
    """
    jpeg = jpeg[max(0, jpeg.find(b"\xff\xd8")) :]
    with strict(), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        return (ImageChops.invert(image) if image.mode == "CMYK" else image).tobytes()


def jpeg_size(jpeg: bytes) -> tuple[int, int, int]:
    """Return width, height and numbers a pixel of a JPEG file. Raises OSError and ValueError for what is none."""
    with strict(), Image.open(io.BytesIO(jpeg[max(0, jpeg.find(b"\xff\xd8")) :]), formats=("JPEG",)) as image:
        return image.width, image.height, len(image.getbands())


def jpx_image(data: bytes) -> Image.Image:
    """Return the picture of a JPEG 2000 file. Raises OSError and ValueError for what is none, or too large.

    In colour it is read at 8 bits only: of deeper ones Pillow lets white run over into black.
    """
    depth = jpx_depth(data)
    with strict(), Image.open(io.BytesIO(data), formats=("JPEG2000",)) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(say("{width} x {height} pixels", width=image.width, height=image.height))
        image.load()
        if depth > 8 and image.mode != "I;16":
            raise ValueError(say("{bits} bits", bits=depth))
        return image
