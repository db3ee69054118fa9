"""The number of a serial (ISO 3297): its form and its check digit (annex B)."""

from __future__ import annotations

import re

from layout.base.messages import say


def issn_digits(issn: str) -> str:
    """Return the eight characters of an ISSN. Raises ValueError for a wrong form or a wrong check digit."""
    if not re.fullmatch(r"(ISSN\s*)?[0-9]{4}-?[0-9]{3}[0-9Xx]", issn.strip()):
        raise ValueError(
            say("{issn!r} is no ISSN: it has four digits, a hyphen, three digits and a check digit", issn=issn)
        )
    digits = issn.strip().removeprefix("ISSN").strip().replace("-", "").upper()
    total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    check = "0123456789X"[-total % 11]
    if digits[7] != check:
        raise ValueError(say("the check digit of the ISSN {issn!r} should be {check}", issn=issn, check=check))
    return digits
