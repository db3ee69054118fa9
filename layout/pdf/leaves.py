"""The pages of a PDF one by one, for whatever reads a file's first page."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from layout.base.messages import say
from layout.pdf import guard
from layout.pdf.document import damage_said
from layout.pdf.foreign import names_as_text
from layout.pdf.pdfium import NotAPdfError

guard.limit()


def leaf_count(data: bytes) -> int:
    """Return how many pages a PDF has. Raises NotAPdfError, with the reason, for what cannot be read."""
    with _opened(data) as pdf:
        return len(pdf.pages)


def leaf(data: bytes, page: int) -> bytes:
    """Return a page, from 0, as a file of its own that says of itself what the whole says; of one page it is the file.

    Restrictions stay. Names in GBK, as Chinese programs write them, become text. Raises NotAPdfError as `leaf_count`
    does.
    """
    with _opened(data) as pdf:
        try:
            renamed = names_as_text(pdf)
            if len(pdf.pages) == 1 and not renamed:
                return data
            for other in reversed(range(len(pdf.pages))):
                if other != page:
                    del pdf.pages[other]
            out = BytesIO()
            pdf.save(out, encryption=pdf.is_encrypted, static_id=True)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
            raise NotAPdfError(damage_said(error)) from error
        return out.getvalue()


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise NotAPdfError(say("it is locked with a password")) from error
    except (pikepdf.PdfError, RuntimeError) as error:
        raise NotAPdfError(damage_said(error)) from error
    try:
        if not len(pdf.pages):
            raise NotAPdfError(say("it has no page"))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise NotAPdfError(damage_said(error)) from error
    return pdf
