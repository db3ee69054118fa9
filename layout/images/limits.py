"""What a picture may have: pixels at most, and pixels per inch in print."""

from __future__ import annotations

MAX_PIXELS = 150_000_000
"""More than any camera's; a file that claims more is a mistake or an attack (a decompression bomb)."""

LEAST_PPI = 120.0
"""A picture of fewer pixels per inch in print shows them, and is refused."""

GOOD_PPI = 200.0
"""Two pixels a line of the newspaper's screen of 100; fewer are worth a remark."""

MOST_PPI = 300.0
"""More pixels per inch than this the screen cannot show; a picture is made smaller."""
