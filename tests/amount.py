"""How much is tried: a fifth of what tests ask for every day, all with ``BANMIAN_EXAMPLES=1``, more with more."""

import os

SHARE = float(os.environ.get("BANMIAN_EXAMPLES", "0.2"))


def some(asked: int) -> int:
    """Return how many examples of those a test asks for are tried now."""
    return max(1, round(SHARE * asked))
