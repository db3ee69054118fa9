"""Editions kept for good: everything that made them in one file, and the proof that it still makes the same pages."""

from layout.archive.keep import Kept, archive_edition
from layout.archive.verify import Verified, verify_archive

__all__ = ["Kept", "Verified", "archive_edition", "verify_archive"]
"""What the command needs."""
