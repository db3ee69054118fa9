"""What tests of several stages share."""

from pathlib import Path

import pytest

from layout.design import Design, load_design
from layout.fonts import FontBook

ROOT = Path(__file__).resolve().parent.parent
TABLOID = ROOT / "templates" / "tabloid"


@pytest.fixture(scope="session")
def design() -> Design:
    """The tabloid's tokens."""
    return load_design(TABLOID)


@pytest.fixture(scope="session")
def fonts(design: Design) -> FontBook:
    """The tabloid's faces."""
    return FontBook(design.fonts)
