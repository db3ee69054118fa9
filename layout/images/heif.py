"""HEIC and HEIF, as telephones write them. pi-heif lives only here; it decodes and cannot encode."""

from __future__ import annotations

from functools import cache

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
