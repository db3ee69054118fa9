"""Whose a picture is, said where the press, an archive or a reader's program looks for it: in the picture's own object.

A picture of a PDF may have metadata of its own (ISO 32000-1, 14.3.2; both standards of PDF/X let it stand), in XMP
(ISO 16684-1) with the properties that agencies fill (IPTC Photo Metadata): dc:creator, dc:rights, photoshop:Credit.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

import pikepdf

from layout.images.metadata import UNTOLD, Rights


def say_whose(pdf: pikepdf.Pdf, image: pikepdf.Object, rights: Rights) -> None:
    """Give an Image XObject metadata of whose it is; where nothing is known it stays as it is."""
    if rights == UNTOLD:
        return
    packet = pdf.make_stream(_xmp(rights).encode("utf-8"))
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    image.Metadata = packet


def _xmp(rights: Rights) -> str:
    told = (
        ("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", rights.creator),
        ('<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>', rights.notice),
        ("<photoshop:Credit>{}</photoshop:Credit>", rights.credit),
    )
    properties = "\n   ".join(form.format(escape(text)) for form, text in told if text)
    return f"""<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
   {properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
