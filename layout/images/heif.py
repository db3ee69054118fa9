"""HEIC and HEIF, as telephones write them. pi-heif lives only here; it decodes and cannot encode."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FORMAT = "HEIF"
"""What Pillow calls the format once it knows it."""


@cache
def known() -> None:
    """Let Pillow open HEIF files. It takes a while, so nobody does it who has none."""
    import pi_heif

    # Small pictures inside the file are no pages of it; one thread gives the bytes of several.
    pi_heif.options.DEPTH_IMAGES = False
    pi_heif.options.AUX_IMAGES = False
    pi_heif.options.THUMBNAILS = False
    pi_heif.register_heif_opener()


def is_whole(path: Path) -> bool:
    """Tell whether the boxes of a file end where it does (ISO 14496-12, 4.2): libheif leaves grey what is not there."""
    end, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at < end:
            file.seek(at)
            head = file.read(16)
            size = int.from_bytes(head[:4], "big")
            if size == 1:
                size = int.from_bytes(head[8:16], "big")
            elif size == 0:
                return True  # it reaches to the end, wherever that is
            if size < 8 or at + size > end:
                return False
            at += size
    return True
