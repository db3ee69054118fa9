"""Getting copy in: Word documents, plain text and wire items become story files of an edition."""

from layout.intake.readers import Refused, Taken, read_copy, take_in

__all__ = ["Refused", "Taken", "read_copy", "take_in"]
