"""How much a PDF unpacks to: asked in a process of its own, with little memory and little time, before we open it.

A few kilobytes can be made to unpack to gigabytes, at many places of a PDF and as soon as it is opened. So the file
is opened here first. The module is also the program of that process and imports nothing of ours: it starts quickly.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

MEMORY = 1_500_000_000
"""Bytes the process may take, its libraries counted."""
SECONDS = 30
"""Seconds of computing it may take."""
PATIENCE = 20
"""How many times as long it may take on the clock: on a busy machine it gets little of the computer."""
MOST_STREAM = 256_000_000
"""Bytes one stream may unpack to: a full page in four inks at 300 pixels per inch has 70 million."""
MOST_TOTAL = 1_000_000_000
"""Bytes all streams of a file may unpack to."""
MOST_OBJECTS = 200_000
"""Objects a file may have; a page of vector drawing has a few thousand."""
MOST_ITEMS = 500_000
"""Items an array may have, in the file or among the operators of its drawing."""
MOST_PAGES = 2_000
MOST_FILTERS = 4
"""Packings in one another that a stream may have."""

SLOW, HEAVY, ENORMOUS, OBJECTS, PAGES = "slow", "heavy", "enormous", "objects", "pages"
"""Why a file is not to be opened: permanent tokens, for who asks to put into words."""

_PACKINGS = frozenset(
    (
        *("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"),
        *("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"),
    )
)
"""Filters that pack any data; all others are codecs of pictures, or keys."""
_PREDICTING = frozenset(("/FlateDecode", "/Fl", "/LZWDecode", "/LZW"))
"""Those of them that have parameters (ISO 32000-1, table 5)."""


def problem_of(data: bytes) -> str:
    """Return why a PDF is not to be opened, as one of the tokens; empty if it may be.

    A file that is broken or locked is no problem here: opening it will say so.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__], input=data, capture_output=True, timeout=PATIENCE * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return SLOW
    if done.returncode == 0:
        return done.stdout.decode("ascii", "replace").strip()
    return HEAVY


def measure(data: bytes) -> str:
    """Return the same, having opened the file here."""
    import pikepdf

    limit()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                return OBJECTS
            total = 0
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    size = _size(thing)
                    total += size
                    if size > MOST_STREAM or total > MOST_TOTAL:
                        return ENORMOUS
            if len(pdf.pages) > MOST_PAGES:
                return PAGES
    except (MemoryError, _LimitError):
        return ENORMOUS
    except Exception as error:
        return ENORMOUS if "limit" in str(error) else ""
    return ""


def limit() -> None:
    """Set limits for whatever PDF this process opens: qpdf refuses what goes beyond them."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        max_stream_filters=MOST_FILTERS,
        parser_max_container_size=MOST_ITEMS,
        flate_max_memory=MOST_STREAM,
        run_length_max_memory=MOST_STREAM,
        png_max_memory=MOST_STREAM,
        tiff_max_memory=MOST_STREAM,
    )


class _LimitError(Exception):
    """A stream unpacks to more than it may, or is packed more often."""


def _size(stream: pikepdf.Stream) -> int:
    """Return the bytes a stream unpacks to; of one that cannot be unpacked what it has. Raises _LimitError."""
    import pikepdf

    try:
        return len(unpacked(stream)[0])
    except (pikepdf.PdfError, RuntimeError) as error:  # a limit of memory is no PdfError
        if "limit" in str(error) or len(_listed(stream.get("/Filter"))) > MOST_FILTERS:
            raise _LimitError from error
        return len(stream.read_raw_bytes())


def unpacked(stream: pikepdf.Stream) -> tuple[bytes, list[pikepdf.Object], list[pikepdf.Object | None]]:
    """Return a stream's data unpacked up to the codec of its picture, the filters left, and their parameters.

    Raises PdfError for data that cannot be unpacked, or goes beyond the limits.
    """
    import pikepdf

    names = _listed(stream.get("/Filter"))
    parms: list[pikepdf.Object | None] = [*_listed(stream.get("/DecodeParms"))]
    parms += [None] * (len(names) - len(parms))
    count = next((at for at, name in enumerate(names) if str(name) not in _PACKINGS), len(names))
    if not count:
        return stream.read_raw_bytes(), names, parms
    with pikepdf.new() as scratch:
        outer = scratch.make_stream(stream.read_raw_bytes())
        outer.stream_dict.Filter = pikepdf.Array([pikepdf.Name(str(name)) for name in names[:count]])
        asked = [_numbers(name, one) for name, one in zip(names[:count], parms, strict=False)]
        if any(one is not None for one in asked):
            outer.stream_dict.DecodeParms = pikepdf.Array(asked)
        data = outer.read_bytes(decode_level=pikepdf.StreamDecodeLevel.specialized)
    return data, names[count:], parms[count:]


def _listed(value: object) -> list[pikepdf.Object]:
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return list(value.as_list())
    return [value] if isinstance(value, pikepdf.Object) else []


def _numbers(name: object, parms: object) -> pikepdf.Object | None:
    """Return the numbers of a filter's parameters in a dictionary that belongs to no file; None without any.

    Filters that have no parameters may have some all the same; qpdf would not unpack them then.
    """
    import pikepdf

    if str(name) not in _PREDICTING or not isinstance(parms, pikepdf.Dictionary):
        return None
    return pikepdf.Dictionary({key: value for key, value in parms.items() if isinstance(value, int)})


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(measure(sys.stdin.buffer.read()))
