"""From a PDF's bytes to facts. With ``layout.finish``, the only place in the program that knows pikepdf."""

from layout.preflight.reading.document import claimed_standard
from layout.preflight.reading.page import NotReadableError, read_facts

__all__ = ["NotReadableError", "claimed_standard", "read_facts"]
