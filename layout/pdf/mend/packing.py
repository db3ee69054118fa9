"""Streams of an ad's copy packed once: plates and press know a picture by its codec, and PDF/X does not allow LZW."""

from __future__ import annotations

import pikepdf

from layout.pdf.guard import unpacked

_PLAIN = ("/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
_SHORT = {"/Fl": "/FlateDecode", "/DCT": "/DCTDecode", "/CCF": "/CCITTFaxDecode"}


def repack(copy: pikepdf.Pdf) -> None:
    """Take every packing off the streams but the last, and all that no press needs."""
    for thing in copy.objects:
        if isinstance(thing, pikepdf.Stream) and "/Filter" in thing:
            given = thing.Filter
            names = [given] if isinstance(given, pikepdf.Name) else list(given.as_list())
            if len(names) == 1 and str(names[0]) in _PLAIN:
                continue
            data, codecs, parms = unpacked(thing)
            if not codecs:
                thing.write(data)
            elif len(codecs) == 1:
                name = str(codecs[0])
                held = [one for one in parms if isinstance(one, pikepdf.Dictionary)]
                filters = pikepdf.Name(_SHORT.get(name, name))
                thing.write(data, filter=filters, decode_parms=held[0] if held else None)
