"""Getting copy in: documents, mail, wire items and the web become story files of an edition, bookings its ads."""

from layout.intake.bookings import Bookings, take_bookings
from layout.intake.readers import READERS, Reader, read_copy
from layout.intake.taking import PutAside, Refused, Taken, take_in

__all__ = ["READERS", "Bookings", "PutAside", "Reader", "Refused", "Taken", "read_copy", "take_bookings", "take_in"]
