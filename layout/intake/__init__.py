"""Getting copy in: Word documents, plain text and wire items become story files of an edition."""

from layout.intake.readers import READERS, Reader, Refused, Taken, read_copy, take_in

__all__ = ["READERS", "Reader", "Refused", "Taken", "read_copy", "take_in"]
