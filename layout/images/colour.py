"""Colour conversion with LittleCMS: any picture to the inks of a press. Pillow's ImageCms lives only here.

Pictures go perceptually, with black point compensation. A profile whose perceptual table already maps black to the
press's black is not compensated twice: LittleCMS estimates its black point from the table and finds it at nil.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath

CHANNELS = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "LAB"}
"""Pillow's mode -> the colour space an ICC profile for it names (ICC.1, 7.2.6)."""

_WORDS = 1 << 16
"""Pixels that are summed at once: what is worked out on the way stays in the processor's cache."""

_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION

Intent = ImageCms.Intent
"""What of colours is kept where a press cannot print them (ICC.1, 0.6); a profile has tables for each."""


@lru_cache(maxsize=8)
def _profile(data: bytes) -> Any:
    return ImageCms.getOpenProfile(BytesIO(data))


def _srgb() -> Any:
    return ImageCms.createProfile("sRGB")


@lru_cache(maxsize=64)
def profile_fits(data: bytes, mode: str) -> bool:
    """Tell whether an embedded profile is one for the picture's kind of pixels, and colours can be reckoned with it.

    A header says nothing of what follows it: transforms are built, and a scale of tones is brought through them. White
    has to come out light, black dark, and no tone much lighter than one before it (ICC.1, 6.3: perceptual and relative
    intents are told of the medium's white).
    """
    try:
        profile = _profile(data)
        if profile.profile.xcolor_space.strip() != CHANNELS.get(mode) or profile.profile.device_class not in _DEVICES:
            return False
        for intent in (ImageCms.Intent.PERCEPTUAL, ImageCms.Intent.RELATIVE_COLORIMETRIC):
            _transform(data, b"", mode, "RGB", intent, _FLAGS)
            for scale in _scales(mode):
                tones = _lightness(scale, data, intent)
                steps = [one - other for one, other in pairwise(tones)]
                if tones[0] < _LIGHT or tones[0] - tones[-1] < _RANGE or min(steps) < -_BACKWARDS:
                    return False
    except (OSError, ValueError, TypeError, AttributeError, ImageCms.PyCMSError):
        return False
    return True


_DEVICES = ("scnr", "mntr", "prtr", "spac")
"""Classes of profiles that tell what numbers look like (ICC.1, 7.2.5): not links of devices, nor names or effects."""
_LIGHT, _RANGE, _BACKWARDS = 190.0, 90.0, 8.0
"""Of 255: the least lightness of white, how much darker black is at least, what a darker tone may be lighter by."""


@lru_cache(maxsize=4)
def _scales(mode: str) -> tuple[Image.Image, ...]:
    """Return scales from white to the darkest for a kind of pixels: of greys; of black, and of the other three inks."""
    scale = Image.frombytes("L", (18, 1), bytes(range(255, -1, -15)))
    if mode != "CMYK":
        return (scale.convert(mode),)
    ink, none = ImageChops.invert(scale), Image.new("L", scale.size)
    return Image.merge("CMYK", (none, none, none, ink)), Image.merge("CMYK", (ink, ink, ink, none))


def inks_of_few(image: Image.Image, press: bytes, intent: Intent) -> Image.Image:
    """Return a few colours in the press's inks by its tables alone, RGB with black point compensation.

    Nothing is worked out beforehand for many pixels, so a hundred take some milliseconds. Raises ValueError for a
    profile that cannot be used.
    """
    return _few(image, b"", press, "CMYK", intent, _FLAGS if image.mode == "RGB" else ImageCms.Flags.NONE)


def colours_of_few(inks: Image.Image, press: bytes, intent: Intent) -> Image.Image:
    """Return the colours of a few mixtures of a press's inks as LAB; as `inks_of_few`."""
    return _few(inks, press, b"", "LAB", intent, ImageCms.Flags.NONE)


def _few(
    image: Image.Image, source: bytes, target: bytes, mode: str, intent: ImageCms.Intent, flags: ImageCms.Flags
) -> Image.Image:
    try:
        return _converted(image, source, target, mode, intent, flags | ImageCms.Flags.NOOPTIMIZE)
    except (OSError, TypeError, AttributeError, ImageCms.PyCMSError) as error:
        raise ValueError(str(error)) from error


def separate(image: Image.Image, press: bytes, embedded: bytes = b"") -> Image.Image:
    """Return an RGB or CIELAB picture in the press's inks.

    ``press`` is the press's ICC profile, ``embedded`` the picture's own; without one RGB is sRGB (IEC 61966-2-1).
    """
    return _converted(image, embedded, press, "CMYK", ImageCms.Intent.PERCEPTUAL, _FLAGS)


def reseparate(image: Image.Image, press: bytes, embedded: bytes = b"") -> Image.Image:
    """Return a CMYK picture separated anew for the press, within the ink of its profile's tables.

    ``embedded`` is the profile it was made for; without one it is taken to be made for this press.
    """
    return _converted(image, embedded or press, press, "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, _FLAGS)


def for_screen(image: Image.Image, embedded: bytes, press: bytes) -> Image.Image:
    """Return a picture as sRGB; CMYK without a profile of its own is taken to be made for the press."""
    if image.mode in ("1", "L") and not embedded:
        return image.convert("RGB")
    source = embedded or (press if image.mode == "CMYK" else b"")
    if not source and image.mode != "LAB":
        return image if image.mode == "RGB" else image.convert("RGB")
    return _converted(image, source, b"", "RGB", ImageCms.Intent.PERCEPTUAL, _FLAGS)


def matched(image: Image.Image, embedded: bytes, press: bytes = b"") -> Image.Image:
    """Return flat colours, a pixel each, of mode RGB or LAB in the press's inks; without a press as sRGB.

    Relative colorimetric with black point compensation: a colour that the press can print is met, where pictures
    trade that for what lies beside it. ``embedded`` is as `separate` has it.
    """
    mode = "CMYK" if press else "RGB"
    transform = _transform(embedded, press, image.mode, mode, ImageCms.Intent.RELATIVE_COLORIMETRIC, _FLAGS)
    made = Image.new(mode, image.size)
    # Without the profile, which Pillow puts beside every picture: to write it takes longer than a thousand colours.
    transform.transform.apply(image.getim(), made.getim())
    return made


def black_only(image: Image.Image, press: bytes, embedded: bytes = b"") -> Image.Image:
    """Return a grey picture (mode L) as tone values of the black plate: 255 is paper, 0 is full black.

    The press's tone value increase is made up for: white comes to paper, black to full black, and what lies between
    keeps its place on the lightness scale between the two.
    """
    return image.point(black_tones(press, embedded))


@lru_cache(maxsize=8)
def black_tones(press: bytes, embedded: bytes = b"") -> tuple[int, ...]:
    """Return for each grey of a picture the tone value of the black plate, 255 for paper."""
    scale = Image.frombytes("L", (256, 1), bytes(range(256)))
    wanted = _lightness(scale if embedded else scale.convert("RGB"), embedded)
    inks = Image.merge("CMYK", [Image.new("L", (256, 1))] * 3 + [scale])
    printed = _lightness(inks, press)
    paper, black = printed[0], printed[255]
    lightness = [(value - black) / (paper - black) for value in printed]
    table = [255 - min(range(256), key=lambda k: abs(lightness[k] - target / 255)) for target in wanted]
    table[0], table[255] = 0, 255
    return tuple(table)


def in_black(inks: Image.Image, press: bytes) -> Image.Image:
    """Return a CMYK picture as tone values of the black plate alone: 255 is paper, 0 is full black.

    What is as light in print takes its place, so the press's tone value increase is in it. Black without other inks
    keeps its numbers; what is darker than black alone is black.
    """
    cyan, magenta, yellow, black = inks.split()
    most = ImageChops.lighter(ImageChops.lighter(cyan, magenta), yellow)
    lightness = _converted(inks, press, b"", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC).getchannel(0)
    coloured = most.point(lambda value: 255 * (value > 0))
    return Image.composite(lightness.point(_black_by_lightness(press)), ImageChops.invert(black), coloured)


@lru_cache(maxsize=8)
def _black_by_lightness(press: bytes) -> tuple[int, ...]:
    """Return for each lightness, 0 to 255, the tone value of black alone that is as light in print, 255 for paper."""
    scale = Image.frombytes("L", (256, 1), bytes(range(256)))
    none = Image.new("L", scale.size)
    printed = _lightness(Image.merge("CMYK", (none, none, none, scale)), press)
    return tuple(255 - min(range(256), key=lambda k: abs(printed[k] - wanted)) for wanted in range(256))


def lab_rgb(lab: tuple[float, ...]) -> tuple[int, int, int]:
    """Return a colour of CIELAB (D50) as sRGB, each 0 to 255, as light as it is beside white paper."""
    light, a, b = lab
    codes = bytes((round(light * 2.55), round(a) & 255, round(b) & 255))
    shown = _converted(Image.frombytes("LAB", (1, 1), codes), b"", b"", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    red, green, blue = shown.tobytes()
    return red, green, blue


def as_printed(inks: Image.Image, press: bytes) -> Image.Image:
    """Return a CMYK picture as an sRGB one that shows what the press prints, the paper's own colour with it.

    Absolute colorimetric, so that white is the paper and black no darker than on the press.
    """
    return _converted(inks, press, b"", "RGB", ImageCms.Intent.ABSOLUTE_COLORIMETRIC)


def on_screen(inks: Image.Image, press: bytes) -> Image.Image:
    """Return a CMYK picture as a screen shows it (sRGB), relative colorimetric: white is white."""
    return _converted(inks, press, b"", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, _FLAGS)


@lru_cache(maxsize=8)
def screen_greys(press: bytes) -> tuple[int, ...]:
    """Return for each tone value of the black plate, 255 for paper, the grey that a screen shows.

    As light as the press prints it, between paper as white and full black as black: by itself the black of a press is
    a brown grey, on which nobody wants to read.
    """
    scale = Image.frombytes("L", (256, 1), bytes(range(255, -1, -1)))
    none = Image.new("L", (256, 1))
    printed = on_screen(Image.merge("CMYK", (none, none, none, scale)), press).convert("L").tobytes()
    black, paper = printed[0], printed[255]
    return tuple(round(255 * max(0, value - black) / max(1, paper - black)) for value in printed)


def screen_profile() -> bytes:
    """Return the ICC profile of sRGB (IEC 61966-2-1), the same bytes every day: without the moment it was made."""
    made = bytearray(ImageCms.ImageCmsProfile(_srgb()).tobytes())
    made[_MADE] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    made[_ID] = bytes(16)
    return bytes(made)


_MADE, _ID = slice(24, 36), slice(84, 100)
"""Where a profile's header has the moment it was made, and its digest (ICC.1, 7.2.8 and 7.2.18)."""


def max_ink(image: Image.Image) -> float:
    """Return the largest sum of inks of any pixel of a CMYK, grey or black and white picture, per cent."""
    if image.mode in ("1", "L"):
        return (255 - float(_extrema(image)[0])) / 2.55
    import numpy as np  # where no picture is made ready, it is not waited for

    # A pixel's four inks are one word of 32 bits: two by two they are summed in its halves, then the halves.
    words, most = np.frombuffer(image.tobytes(), np.uint32), 0
    for start in range(0, len(words), _WORDS):
        part = words[start : start + _WORDS]
        pairs = (part & 0x00FF00FF) + ((part >> 8) & 0x00FF00FF)
        most = max(most, int(((pairs & 0xFFFF) + (pairs >> 16)).max()))
    return float(np.float32(most) * np.float32(100 / 255))


def within(image: Image.Image, limit: float) -> Image.Image:
    """Return a CMYK picture in which no pixel has more ink than the limit, per cent.

    Only pixels over the limit change: their three chromatic inks go down in proportion, black stays, as colour
    management software limits ink. It is the last resort: a profile's own tables do it with the colour in mind.
    """
    if max_ink(image) <= limit:
        return image
    most = limit * 2.55
    c, m, y, k = (band.convert("F") for band in image.split())

    def limited(band: Image.Image) -> Image.Image:
        # Whole numbers are rounded down, so that three inks together never pass the limit again.
        less: Image.Image = ImageMath.lambda_eval(
            lambda a: a["convert"](
                a["x"] * a["min"](a["max"](most - a["k"], 0) / a["max"](a["c"] + a["m"] + a["y"], 1), 1), "L"
            ),
            x=band, c=c, m=m, y=y, k=k,
        )  # fmt: skip
        return less

    return Image.merge("CMYK", [limited(c), limited(m), limited(y), image.getchannel("K")])


def is_grey(image: Image.Image, tolerance: int = 4) -> bool:
    """Tell whether an RGB picture has no colour: red, green and blue of every pixel are the same, or nearly."""
    return all(float(_extrema(each)[1]) <= tolerance for each in _differences(image))


def with_greys_in_black(inks: Image.Image, image: Image.Image, press: bytes, tolerance: int = 4) -> Image.Image:
    """Return the inks of an RGB picture with what has no colour in it on the black plate alone, as of a drawing.

    Black lines of four inks have coloured edges wherever plates do not quite meet.
    """
    first, second, third = _differences(image)
    most = ImageChops.lighter(ImageChops.lighter(first, second), third)
    greys = most.point(lambda value: 255 * (value <= tolerance))
    none = Image.new("L", image.size)
    black = ImageChops.invert(black_only(image.convert("L"), press))
    return Image.composite(Image.merge("CMYK", (none, none, none, black)), inks, greys)


def _differences(image: Image.Image) -> list[Image.Image]:
    """Return how far red, green and blue of every pixel are from each other."""
    red, green, blue = image.split()
    return [ImageChops.difference(one, other) for one, other in ((red, green), (green, blue), (red, blue))]


def _extrema(image: Image.Image) -> tuple[Any, Any]:
    low, high = image.getextrema()
    return low, high


def _converted(
    image: Image.Image,
    source: bytes,
    target: bytes,
    mode: str,
    intent: ImageCms.Intent,
    flags: ImageCms.Flags = ImageCms.Flags.NONE,
) -> Image.Image:
    converted = ImageCms.applyTransform(image, _transform(source, target, image.mode, mode, intent, flags))
    if converted is None:
        raise AssertionError("a conversion that is not in place returns a picture")
    return converted


@lru_cache(maxsize=16)
def _transform(
    source: bytes, target: bytes, before: str, after: str, intent: ImageCms.Intent, flags: ImageCms.Flags
) -> ImageCms.ImageCmsTransform:
    """Return what brings pixels of one mode into another; see `_space` for a profile that is empty.

    To build one takes as long as to bring half a million pixels through it.
    """
    return ImageCms.buildTransform(_space(source, before), _space(target, after), before, after, intent, flags)


def _space(profile: bytes, mode: str) -> Any:
    """Return a profile; without one that of CIELAB or of sRGB, as the mode says."""
    return _profile(profile) if profile else ImageCms.createProfile("LAB") if mode == "LAB" else _srgb()


def _lightness(
    image: Image.Image, profile: bytes, intent: ImageCms.Intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
) -> list[float]:
    """Return CIE lightness of each pixel, 0 to 255, relative to the medium's white; without a profile it is sRGB."""
    converted = _converted(image, profile, b"", "LAB", intent)
    return [float(value) for value in converted.getchannel(0).tobytes()]
