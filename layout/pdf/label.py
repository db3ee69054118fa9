"""What a finished page says it is: its boxes, the standard it keeps and the condition it was made for."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf

from layout.base.errors import PageError
from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.document import boxes_of, claimed_standard


@dataclass(frozen=True, slots=True)
class Label:
    """The sheet, the page with its bleed and the page as it is cut, pt from the trim's top left; what it claims to be.

    ``condition`` is what its output intent names, empty if it has none.
    """

    sheet: Rect
    bleed: Rect
    trim: Rect
    pdfx: str
    condition: str


def label_of(finished: bytes) -> Label:
    """Read the label of a page. Raises PageError if it is no page with a trim."""
    try:
        with pikepdf.open(BytesIO(finished)) as pdf:
            boxes = boxes_of(pdf.pages[0])
            intents = list(pdf.Root.get("/OutputIntents", ()))
            condition = str(intents[0].get("/OutputConditionIdentifier", "")) if intents else ""
            told = str(intents[0].get("/OutputCondition", "")) if intents else ""
    except (pikepdf.PdfError, IndexError) as error:
        raise PageError(say("the file cannot be read: {error}", error=error), say("build the page again")) from error
    if boxes.trim is None or boxes.media is None:
        raise PageError(say("the page has no TrimBox"), say("build the page again"))
    left, _, _, upper = boxes.trim

    def rect(box: tuple[float, float, float, float]) -> Rect:
        return Rect(box[0] - left, upper - box[3], box[2] - box[0], box[3] - box[1])

    return Label(
        rect(boxes.media),
        rect(boxes.bleed or boxes.trim),
        rect(boxes.trim),
        claimed_standard(finished),
        told or condition,
    )
