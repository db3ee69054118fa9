"""What of a ready-made PDF comes into ours: only what the tables here name (ISO 32000-1), the rest stays behind.

A list of what is kept, not of what is dropped: scripts, actions, attached files, annotations, form fields, layers,
references to other files and whatever will be thought of next are not in it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

from layout.base.messages import say

_DEEPEST = 60
"""Things inside things; a file that goes deeper is broken or made to do harm."""

_FUNCTION = (
    *("FunctionType", "Domain", "Range", "Size", "BitsPerSample", "Order", "Encode", "Decode"),
    *("C0", "C1", "N", "Bounds"),
)
_SHADING = (
    *("ShadingType", "Background", "BBox", "AntiAlias", "Domain", "Matrix", "Coords", "Extend"),
    *("BitsPerCoordinate", "BitsPerComponent", "BitsPerFlag", "Decode", "VerticesPerRow"),
)
_FONT = (
    *("Type", "Subtype", "BaseFont", "Name", "FirstChar", "LastChar", "Widths", "DW", "W", "DW2", "W2"),
    *("FontBBox", "FontMatrix"),
)
_DESCRIPTOR = (
    *("Type", "FontName", "FontFamily", "FontStretch", "FontWeight", "Flags", "FontBBox", "ItalicAngle", "Ascent"),
    *("Descent", "Leading", "CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth", "MissingWidth"),
    *("CharSet", "Lang"),
)
_STATE = (
    *("Type", "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "FL", "SM", "SA", "BM", "CA", "ca", "AIS", "TK"),
)
_PARMS = (
    *("Predictor", "Colors", "BitsPerComponent", "Columns", "EarlyChange", "K", "EndOfLine", "EncodedByteAlign"),
    *("Rows", "EndOfBlock", "BlackIs1", "DamagedRowsBeforeError", "ColorTransform"),
)


def _plain(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "plain")


KEPT: dict[str, dict[str, str]] = {
    "form": {
        **_plain("Type", "Subtype", "FormType", "BBox", "Matrix"),
        "Resources": "resources",
        "Group": "group",
        "OC": "layer",
    },
    "group": {**_plain("Type", "S", "I", "K"), "CS": "space"},
    "image": {
        **_plain("Type", "Subtype", "Width", "Height", "BitsPerComponent", "Intent", "ImageMask", "Decode"),
        **_plain("Interpolate", "SMaskInData", "Matte"),
        "ColorSpace": "space",
        "Mask": "mask",
        "SMask": "image",
        "OC": "layer",
    },
    "resources": {
        **_plain("ProcSet"),
        "ExtGState": "state*",
        "ColorSpace": "space*",
        "Pattern": "pattern*",
        "Shading": "shading*",
        "XObject": "object*",
        "Font": "font*",
        # The names stay, because the drawing uses them; of layers and the like nothing is left behind them.
        "Properties": "property*",
    },
    "nothing": {},
    "property": {},
    "state": {**_plain(*_STATE), "Font": "sized font", "SMask": "soft mask"},
    "soft mask": {**_plain("Type", "S", "BC"), "G": "object", "TR": "function"},
    "pattern": {
        **_plain("Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix"),
        "Resources": "resources",
        "Shading": "shading",
        "ExtGState": "state",
    },
    "shading": {**_plain(*_SHADING), "ColorSpace": "space", "Function": "function"},
    "function": {**_plain(*_FUNCTION), "Functions": "function"},
    "font": {
        **_plain(*_FONT),
        "FontDescriptor": "descriptor",
        "Encoding": "encoding",
        "ToUnicode": "cmap",
        "DescendantFonts": "font",
        "CIDSystemInfo": "system info",
        "CIDToGIDMap": "bytes",
        "CharProcs": "bytes*",
        "Resources": "resources",
    },
    "system info": _plain("Registry", "Ordering", "Supplement"),
    "encoding": {
        **_plain("Type", "BaseEncoding", "Differences", "CMapName", "WMode"),
        "CIDSystemInfo": "system info",
        "UseCMap": "cmap",
    },
    "cmap": {**_plain("Type", "CMapName", "WMode"), "CIDSystemInfo": "system info", "UseCMap": "cmap"},
    "descriptor": {**_plain(*_DESCRIPTOR), "FontFile": "font file", "FontFile2": "font file", "FontFile3": "font file"},
    "font file": _plain("Length1", "Length2", "Length3", "Subtype"),
    "profile": {**_plain("N", "Range"), "Alternate": "space"},
    "bytes": {},
    "calibrated": _plain("WhitePoint", "BlackPoint", "Gamma", "Matrix", "Range"),
    "inks": {**_plain("Subtype"), "Colorants": "space*", "Process": "process", "MixingHints": "nothing"},
    "process": {**_plain("Components"), "ColorSpace": "space"},
    "parms": {**_plain(*_PARMS), "JBIG2Globals": "bytes"},
}
"""What a thing is -> the keys it keeps, each with what stands under it. A star: names of the file's own choice."""

_SPACES = {
    "/ICCBased": ("plain", "profile"),
    "/Indexed": ("plain", "space", "plain", "bytes"),
    "/I": ("plain", "space", "plain", "bytes"),
    "/Separation": ("plain", "plain", "space", "function"),
    "/DeviceN": ("plain", "plain", "space", "function", "inks"),
    "/Pattern": ("plain", "space"),
    "/CalGray": ("plain", "calibrated"),
    "/CalRGB": ("plain", "calibrated"),
    "/Lab": ("plain", "calibrated"),
}
"""Family of a colour space -> what each item of its array is (ISO 32000-1, 8.6)."""

HIDDEN = "/BmHidden"
"""The key that stands in a copy's layer, form or picture that is not printed; `layout.pdf.mend.tidy` takes it out."""

DEVICE_STATES = frozenset(("/BG", "/BG2", "/UCR", "/UCR2", "/TR", "/TR2", "/HT"))
"""Keys of a graphics state that are about one device (ISO 32000-1, 10.4 and 10.5): another's curves and screens."""
_USUAL = ("/Default", "/Identity")


class TooDeepError(ValueError):
    """The file's things are nested more deeply than any drawing's."""


class Keeper:
    """Copies a form into another file, with what it needs to be drawn and nothing else.

    hidden: tells of an optional content dictionary whether what belongs to it is not printed; that gets the mark
    `HIDDEN`. ``sources`` are the numbers that the things copied have in their own file, ``lost`` the settings of
    another device that were left behind, ``curves`` the transfer functions among them. ``elsewhere`` are the copies of
    streams that say that their data is in another file or at an address (ISO 32000-1, table 5); ``referring`` tells
    that a drawing stands for one in another file.
    """

    def __init__(self, out: pikepdf.Pdf, hidden: Callable[[pikepdf.Object], bool] = lambda layer: False) -> None:
        self._out, self._hidden = out, hidden
        self._known: dict[tuple[str, tuple[int, int]], Any] = {}
        self.sources: set[tuple[int, int]] = set()
        self.lost: set[str] = set()
        self.curves: list[pikepdf.Object] = []
        self.elsewhere: set[tuple[int, int]] = set()
        self.referring = False

    def form(self, form: pikepdf.Object) -> pikepdf.Object:
        """Return the copy of a Form XObject. Raises TooDeepError, and what pikepdf does on a broken file."""
        copied = self._copy("form", form, 0)
        assert isinstance(copied, pikepdf.Object)
        return copied

    def _copy(self, kind: str, value: Any, depth: int) -> Any:
        """Return the copy of a value that is of a kind, None where it cannot be one."""
        if depth > _DEEPEST:
            raise TooDeepError(say("its things are nested too deeply"))
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            return _simple(value)
        kind = _exact(kind, value)
        if isinstance(value, pikepdf.Array):
            return self._list(kind, value, depth)
        self.sources.add(value.objgen)
        if kind in ("plain", "layer"):
            return None
        if kind.endswith("*"):
            return self._named(kind[:-1], value, depth)
        key = (kind, value.objgen)
        if value.is_indirect and key in self._known:
            return self._known[key]
        made: Any = self._out.make_stream(b"") if isinstance(value, pikepdf.Stream) else pikepdf.Dictionary()
        if value.is_indirect and not isinstance(value, pikepdf.Stream):
            made = self._out.make_indirect(made)
        if value.is_indirect:
            self._known[key] = made
        layer = value if kind == "property" else value.get("/OC") if "OC" in KEPT[kind] else None
        if isinstance(layer, pikepdf.Dictionary) and self._hidden(layer):
            made[HIDDEN] = True
        if isinstance(value, pikepdf.Stream) and "/F" in value:
            self.elsewhere.add(made.objgen)
        self.referring |= kind in ("form", "image") and ("/OPI" in value or "/Ref" in value)
        if kind == "state":
            self.lost |= {key for key in DEVICE_STATES & set(value.keys()) if value[key] not in _USUAL}
            self.curves += [value[key] for key in ("/TR", "/TR2") if key in value and value[key] not in _USUAL]
        for name, inner in KEPT[kind].items():
            self._set(made, f"/{name}", inner, value.get(f"/{name}"), depth)
        if isinstance(value, pikepdf.Stream):
            self._fill(made, value, depth)
        return made

    def _set(self, made: Any, name: str, kind: str, value: Any, depth: int) -> None:
        if value is not None and (copied := self._copy(kind, value, depth + 1)) is not None:
            made[name] = copied

    def _named(self, kind: str, value: Any, depth: int) -> pikepdf.Dictionary:
        made = pikepdf.Dictionary()
        for name, inner in value.items():
            self._set(made, name, kind, inner, depth)
        return made

    def _list(self, kind: str, value: pikepdf.Array, depth: int) -> pikepdf.Array:
        kinds = _SPACES.get(str(value[0]), ()) if kind == "space" and len(value) else ()
        made = []
        for number, item in enumerate(value.as_list()):
            inner = kind if kind != "space" else kinds[number] if number < len(kinds) else "plain"
            copied = self._copy("font" if inner == "sized font" else inner, item, depth + 1)
            if copied is not None:
                made.append(copied)
        return pikepdf.Array(made)

    def _fill(self, made: pikepdf.Stream, value: pikepdf.Stream, depth: int) -> None:
        """Give a stream its data, packed as it is."""
        packed = self._copy("plain", value.get("/Filter"), depth + 1)
        if packed is None:
            made.write(value.read_raw_bytes())
        else:
            parms = self._copy("parms", value.get("/DecodeParms"), depth + 1)
            made.write(value.read_raw_bytes(), filter=packed, decode_parms=parms)


def _simple(value: Any) -> Any:
    """Return a name, a text or a number that belongs to no file."""
    if isinstance(value, pikepdf.Name):
        return pikepdf.Object.parse(value.unparse(resolved=True))  # not by its text: names of glyphs may be no UTF-8
    if isinstance(value, pikepdf.String):
        return pikepdf.String(bytes(value))
    return value if isinstance(value, bool | int | float | Decimal) else None


def _exact(kind: str, value: Any) -> str:
    """Return what a thing is, where that depends on the thing itself."""
    if kind == "object":
        return "form" if value.get("/Subtype") == "/Form" else "image"
    if kind == "mask":
        return "plain" if isinstance(value, pikepdf.Array) else "image"
    return kind
