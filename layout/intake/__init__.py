"""Getting copy in: Word documents, plain text, wire items, mail and the web become story files of an edition."""

from layout.intake.readers import READERS, PutAside, Reader, Refused, Taken, read_copy, take_in

__all__ = ["READERS", "PutAside", "Reader", "Refused", "Taken", "read_copy", "take_in"]
