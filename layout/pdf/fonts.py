"""Fonts as the page uses them: codes to characters and advances (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

from layout.pdf.facts import Font

_SUBSET = re.compile(r"[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<((?:[0-9A-Fa-f]{2})+)>\s*<((?:[0-9A-Fa-f]{2})+)>")
_UNTOLD = "\ufffd"
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(frozen=True)
class FontUse:
    """A font and what is needed to follow its text. Advances are in thousandths of an em."""

    font: Font
    wide: bool
    """Two bytes a code, else one."""
    characters: Mapping[int, str] = field(repr=False)
    advances: Mapping[int, float] = field(repr=False)
    usual: float = 1000.0

    def codes(self, shown: bytes) -> Sequence[int]:
        """Return the character codes of a string."""
        return struct.unpack_from(f">{len(shown) // 2}H", shown) if self.wide else shown

    @cached_property
    def table(self) -> array[float]:
        """The advances of all codes, em."""
        table = array("d", (self.usual / 1000,)) * (1 << 16 if self.wide else 1 << 8)
        for code in self.advances:
            if 0 <= code < len(table):
                table[code] = self.advance(code)
        return table

    @cached_property
    def known(self) -> frozenset[int]:
        """The codes that the font tells a character of, and that draw one."""
        return frozenset(code for code, text in self.characters.items() if text and not self.is_notdef(code))

    def text(self, codes: Iterable[int]) -> str:
        """Return what codes stand for; U+FFFD where the font does not tell."""
        told = self.characters.get
        return "".join([told(code) or _UNTOLD for code in codes])

    def advance(self, code: int) -> float:
        """Return a code's advance, em."""
        return self.advances.get(code, self.usual) / 1000

    def is_notdef(self, code: int) -> bool:
        """Tell whether a code draws the font's blank; only told of CID fonts, where it is glyph 0."""
        return self.wide and code == 0


def font_use(font: pikepdf.Object) -> FontUse:
    """Read a font dictionary."""
    kind = str(font.get("/Subtype", "/?")).lstrip("/")
    wide = kind == "Type0"
    inner = font.DescendantFonts[0] if wide else font
    if wide:
        kind = str(inner.get("/Subtype", "/?")).lstrip("/")
    name = str(font.get("/BaseFont", font.get("/Name", "/?"))).lstrip("/")
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    facts = Font(
        name=name,
        kind=kind,
        embedded=kind == "Type3" or any(key in descriptor for key in _FILES),
        subset=bool(_SUBSET.match(name)) or kind == "Type3",
        unicode="/ToUnicode" in font or (not wide and kind != "Type3" and "/Encoding" in font),
    )
    characters = _characters(font)
    if wide:
        return FontUse(facts, True, characters, dict(_wide_advances(inner)), float(inner.get("/DW", 1000)))
    first = int(font.get("/FirstChar", 0))
    scale = 1000 * float(font.FontMatrix[0]) if kind == "Type3" and "/FontMatrix" in font else 1.0
    advances = {first + at: scale * float(width) for at, width in enumerate(font.get("/Widths", pikepdf.Array()))}
    return FontUse(facts, False, characters, advances, float(descriptor.get("/MissingWidth", 0)))


def _wide_advances(font: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """Yield code and advance from the two forms of a W array (ISO 32000-1, 9.7.4.3)."""
    values = list(font.get("/W", pikepdf.Array()))
    at = 0
    while at + 1 < len(values):
        first, second = int(values[at]), values[at + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
            at += 2
        elif at + 2 < len(values):
            width = float(values[at + 2])
            yield from ((code, width) for code in range(first, min(int(second), 0xFFFF) + 1))
            at += 3
        else:
            return


def _characters(font: pikepdf.Object) -> dict[int, str]:
    """Return what the codes stand for, by ToUnicode; by Latin-1 for a font of one byte that has an Encoding alone."""
    table = font.get("/ToUnicode")
    if isinstance(table, pikepdf.Stream):
        return dict(_mapped(table.read_bytes()))
    if "/Encoding" in font and font.get("/Subtype") != "/Type0":
        return {code: chr(code) for code in range(32, 256)}
    return {}


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Yield code and text of a ToUnicode CMap's bfchar and bfrange blocks."""
    for kind, block in _BLOCK.findall(cmap):
        pairs = _PAIR.findall(block)
        if kind == b"bfchar" and 2 * len(pairs) == block.count(b"<"):
            # Nothing but pairs, as nearly all programs write them: no need to look at token by token.
            yield from ((int(code, 16), _text(bytes.fromhex(text.decode("ascii")))) for code, text in pairs)
            continue
        tokens = [_token(match) for match in _TOKEN.finditer(block)]
        if kind == b"bfchar":
            codes, texts = tokens[::2], tokens[1::2]
            yield from (
                (int.from_bytes(code, "big"), _text(text))
                for code, text in zip(codes, texts, strict=False)
                if isinstance(code, bytes) and isinstance(text, bytes)
            )
        else:
            yield from _ranges(tokens)


def _token(match: re.Match[bytes]) -> bytes | str:
    if match[1] is None:
        return "[" if match[2] else "]"
    digits = b"".join(match[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _ranges(tokens: list[bytes | str]) -> Iterator[tuple[int, str]]:
    at = 0
    while at + 2 < len(tokens):
        low, high, target = tokens[at : at + 3]
        if not isinstance(low, bytes) or not isinstance(high, bytes):
            return
        first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
        at += 3
        if isinstance(target, bytes):
            start = int.from_bytes(target, "big")
            for code in range(first, min(last, first + 0xFFFF) + 1):
                yield code, _text((start + code - first).to_bytes(len(target), "big"))
            continue
        for code in range(first, last + 1):
            if at >= len(tokens) or not isinstance(text := tokens[at], bytes):
                break
            yield code, _text(text)
            at += 1
        if at < len(tokens) and tokens[at] == "]":
            at += 1


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace").strip("\0")
