"""Judging finished pages from the PDF alone, knowing nothing of how they were made."""

from layout.preflight.lines.judge import measure_page, measure_pdf, measure_text
from layout.preflight.lines.model import Limits, Measurement, PageFigures, Spot
from layout.preflight.lines.readings import story_text
from layout.preflight.lines.table import as_table

__all__ = [
    "Limits",
    "Measurement",
    "PageFigures",
    "Spot",
    "as_table",
    "measure_page",
    "measure_pdf",
    "measure_text",
    "story_text",
]
