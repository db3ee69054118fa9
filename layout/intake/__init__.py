"""Getting copy in: documents and wire items become story files of an edition, bookings its ads."""

from layout.intake.bookings import Bookings, take_bookings
from layout.intake.readers import READERS, Reader, Refused, Taken, read_copy, take_in

__all__ = ["READERS", "Bookings", "Reader", "Refused", "Taken", "read_copy", "take_bookings", "take_in"]
