"""What a picture file may have, whatever it is printed at; what it should have in print is the press condition's."""

from __future__ import annotations

MAX_PIXELS = 150_000_000
"""More than any camera's; a file that claims more is a mistake or an attack (a decompression bomb)."""

MAX_BYTES = 200_000_000
"""No picture file may be larger: at newspaper resolution a full page has some 70 MB, unpacked."""

STRIP = 4
"""A picture of so few pixels across or down is a strip that is stretched into a plain area or a gradient."""
