"""Finished pages handed over to the press (传版): under its names, whole, with checksums, those that changed alone."""

from layout.handover.handing import HandedOver, Request, hand_over
from layout.handover.judging import Refusal
from layout.handover.record import HandoverLedger, HandoverRecord, SentPage

__all__ = ["HandedOver", "HandoverLedger", "HandoverRecord", "Refusal", "Request", "SentPage", "hand_over"]
