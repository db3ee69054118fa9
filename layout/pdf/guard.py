"""How much a PDF unpacks to: asked in a process of its own, with little memory and little time, before we open it.

A few kilobytes can be made to unpack to gigabytes, at many places of a PDF and as soon as it is opened. So the file
is opened here first. The module is also the program of that process and imports nothing of ours: it starts quickly.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from io import BytesIO

MEMORY = 1_500_000_000
"""Bytes the process may take, its libraries counted."""
SECONDS = 30
"""Seconds of computing it may take; on the clock four times as many."""
MOST_STREAM = 256_000_000
"""Bytes one stream may unpack to: a full page in four inks at 300 pixels per inch has 70 million."""
MOST_TOTAL = 1_000_000_000
"""Bytes all streams of a file may unpack to."""
MOST_OBJECTS = 200_000
"""Objects a file may have; a page of vector drawing has a few thousand."""
MOST_ITEMS = 500_000
"""Items an array may have, in the file or among the operators of its drawing."""
MOST_PAGES = 2_000

_OURS = ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL")
_TEXT = ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx")


def problem_of(data: bytes) -> str:
    """Return why a PDF is not to be opened, in words that follow its name; empty if it may be.

    A file that is broken or locked is no problem here: opening it will say so.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__], input=data, capture_output=True, timeout=4 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "takes too long to read: it is broken, or made to do harm"
    if done.returncode == 0:
        return done.stdout.decode("ascii", "replace").strip()
    return "takes too much memory or time to read: it is broken, or made to do harm"


def measure(data: bytes) -> str:
    """Return the same, having opened the file here."""
    import pikepdf

    limit()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                return f"has more than {MOST_OBJECTS} objects"
            total = 0
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    size = _unpacked(thing)
                    total += size
                    if size > MOST_STREAM or total > MOST_TOTAL:
                        return "unpacks to an enormous size"
            if len(pdf.pages) > MOST_PAGES:
                return f"has more than {MOST_PAGES} pages"
    except MemoryError:
        return "unpacks to an enormous size"
    except pikepdf.PdfError as error:
        return "unpacks to an enormous size" if "limit" in str(error) or "unfilterable" in str(error) else ""
    except Exception:
        return ""
    return ""


def limit() -> None:
    """Set limits for whatever PDF this process opens: qpdf refuses what goes beyond them."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        max_stream_filters=4,
        parser_max_container_size=MOST_ITEMS,
        flate_max_memory=MOST_STREAM,
        run_length_max_memory=MOST_STREAM,
        png_max_memory=MOST_STREAM,
        tiff_max_memory=MOST_STREAM,
    )


def _unpacked(stream: object) -> int:
    """Return the bytes of a stream, unpacked as far as qpdf can: pictures are left packed."""
    import pikepdf

    assert isinstance(stream, pikepdf.Stream)
    given = stream.get("/Filter", pikepdf.Array())
    names = [str(given)] if isinstance(given, pikepdf.Name) else [str(name) for name in given.as_list()]
    if not all(name in (*_OURS, *_TEXT) for name in names):
        # A picture that is packed twice, once as a picture: what is around it is unpacked by nobody but the printer.
        return len(stream.read_raw_bytes()) if len(names) == 1 else MOST_TOTAL + 1
    if any(name in ("/RunLengthDecode", "/RL") for name in names):
        return len(stream.read_raw_bytes())  # qpdf leaves these packed, and as a drawing they are refused
    return len(stream.read_bytes())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(measure(sys.stdin.buffer.read()))
