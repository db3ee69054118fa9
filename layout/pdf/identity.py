"""What a file says of itself: title, dates and ids, the same in the Info dictionary and in XMP.

Everything follows from the edition and the version of the page: it was made on the day of the edition, changed when its
version was first made, ids are computed. So the same input gives the same bytes, today and next year.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

from layout import __version__
from layout.pdf.stamp import Stamp

PROGRAM = f"Banmian {__version__}"

_NAMESPACE = uuid.UUID("5b0a5d0e-7d0c-5f0e-9a39-8f7c2f6f4b11")
"""Made once for this program; document ids are computed in it (RFC 4122, version 5)."""

_PDFX_ID = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


@dataclass(frozen=True, slots=True)
class PressInfo:
    """Which page of which paper this is, and which version of it if that is known.

    ``page`` is empty for the PDF of a whole edition.
    """

    paper: str
    date: datetime.date
    page: str
    title: str
    stamp: Stamp | None = None

    @property
    def document_id(self) -> uuid.UUID:
        """The id of this page of this edition; it stays when the page is built again with other stories."""
        return uuid.uuid5(_NAMESPACE, "\n".join((self.paper, self.date.isoformat(), self.page)))

    @property
    def number(self) -> int:
        """The number of the version."""
        return self.stamp.number if self.stamp else 1

    @property
    def instance_id(self) -> uuid.UUID:
        """The id of this version of the page: another one with every number, and with every content."""
        return uuid.uuid5(self.document_id, f"{self.number}\n{self.stamp.content if self.stamp else ''}")

    @property
    def begun(self) -> datetime.datetime:
        """When the page was begun: at the first hour of the edition's day, unless it was changed before that."""
        day = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        return min(day, self.changed)

    @property
    def changed(self) -> datetime.datetime:
        """When this version was first made."""
        day = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        return self.stamp.made if self.stamp else day


def pdfx_version(pdf: pikepdf.Pdf) -> str:
    """Return the PDF/X version the file claims, such as PDF/X-4 or PDF/X-1a:2003; empty if none."""
    if claimed := pdf.docinfo.get("/GTS_PDFXVersion"):
        return str(claimed)
    return str(pdf.open_metadata().get(_PDFX_ID, ""))


def identify(pdf: pikepdf.Pdf, info: PressInfo, pdfx: str) -> None:
    """Replace the Info dictionary, the XMP packet and the permanent half of the file id by our own.

    The changing half of the file id (ISO 32000-1, 14.4) is computed from the content on saving.
    """
    entries = {
        "/Title": info.title,
        "/Author": info.paper,
        "/Creator": PROGRAM,
        "/Producer": PROGRAM,
        "/CreationDate": f"D:{info.begun:%Y%m%d%H%M%S}+00'00'",
        "/ModDate": f"D:{info.changed:%Y%m%d%H%M%S}+00'00'",
    }
    if _told_in_info(pdfx):
        entries |= {"/GTS_PDFXVersion": pdfx, "/GTS_PDFXConformance": pdfx}
    dictionary = pikepdf.Dictionary({key: pikepdf.String(value) for key, value in entries.items()})
    dictionary.Trapped = pikepdf.Name("/False")
    pdf.trailer.Info = pdf.make_indirect(dictionary)

    packet = pdf.make_stream(_xmp(info, pdfx).encode("utf-8"))
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = packet

    permanent = pikepdf.String(info.document_id.bytes)
    pdf.trailer.ID = pikepdf.Array([permanent, permanent])


def _told_in_info(pdfx: str) -> bool:
    """PDF/X-1a and X-3 are claimed in the Info dictionary, PDF/X-4 in XMP only (ISO 15930-7)."""
    return pdfx.startswith(("PDF/X-1", "PDF/X-3"))


def _xmp(info: PressInfo, pdfx: str) -> str:
    """Return the XMP packet (ISO 16684-1)."""
    begun, changed = info.begun.isoformat(), info.changed.isoformat()
    title, paper, program = escape(info.title), escape(info.paper), escape(PROGRAM)
    claim = ""
    if _told_in_info(pdfx):
        claim = f"""
   <pdfx:GTS_PDFXVersion>{pdfx}</pdfx:GTS_PDFXVersion>
   <pdfx:GTS_PDFXConformance>{pdfx}</pdfx:GTS_PDFXConformance>"""
    elif pdfx:
        claim = f"""
   <pdfxid:GTS_PDFXVersion>{pdfx}</pdfxid:GTS_PDFXVersion>"""
    body = f"""
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{paper}</rdf:li></rdf:Seq></dc:creator>
   <pdf:Producer>{program}</pdf:Producer>
   <pdf:Trapped>False</pdf:Trapped>{claim}
   <xmp:CreatorTool>{program}</xmp:CreatorTool>
   <xmp:CreateDate>{begun}</xmp:CreateDate>
   <xmp:ModifyDate>{changed}</xmp:ModifyDate>
   <xmp:MetadataDate>{changed}</xmp:MetadataDate>
   <xmpMM:DocumentID>uuid:{info.document_id}</xmpMM:DocumentID>
   <xmpMM:InstanceID>uuid:{info.instance_id}</xmpMM:InstanceID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
   <xmpMM:VersionID>{info.number}</xmpMM:VersionID>"""
    return xmp_packet(body, "pdfx", "pdfxid")


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def xmp_packet(body: str, *claims: str) -> str:
    """Return an XMP packet with the elements of a body; ``claims`` are the prefixes of the standards it names."""
    used = ("dc", "pdf", *claims, "xmp", "xmpMM")
    names = "".join(f'\n    xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in used)
    return f"""<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""{names}>{body}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
