"""Gradients of a ready-made ad brought to the press's inks (ISO 32000-1, 8.7.4.5).

What lies between two colours of a gradient is a straight line in its own space and a curve in the press's. So its
functions become samples, close enough that no step is seen, and hard edges between two colours stay hard. A mesh that
has colours at its corners keeps them there; between them the press's inks are mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pikepdf

from layout.base.messages import say
from layout.pdf.functions import Function, FunctionError, Rows, function_of
from layout.pdf.mend.change import CannotMendError
from layout.pdf.mend.sources import CMYK, GREY, Grey, Source, Uncoloured
from layout.pdf.mend.targets import Plates, Target

_SAMPLES = 256
"""Samples of a gradient from end to end, and of each part of one that has parts: a plate has no more steps."""
_MOST_PARTS = 64
"""Parts of a gradient that get samples of their own."""
_SQUARE = 64
"""Samples along each side of a gradient that is a function of two numbers."""
_FULL = 65535
_JUST_BEFORE = 1e-9
_PATCH = {6: ((24, 4), (16, 2)), 7: ((32, 4), (24, 2))}
"""Type of mesh -> how many coordinates and colours a patch has, and one that goes on from the last."""
_MOST_CORNERS = 2_000_000


@dataclass(frozen=True, slots=True)
class BroughtGradient:
    """What becomes of a gradient: entries of its dictionary, functions to be made, and its data if that changes.

    ``over`` is the ink it had, per cent, if that was more than the press takes.
    """

    entries: Mapping[str, Any]
    function: _Sampled | None = None
    data: bytes | None = None
    over: float = 0.0

    def apply(self, pdf: pikepdf.Pdf, shading: pikepdf.Object) -> None:
        """Write it into the gradient."""
        for key, value in self.entries.items():
            shading[key] = value
        if self.function is not None:
            shading.Function = self.function.written(pdf)
        if self.data is not None:
            assert isinstance(shading, pikepdf.Stream)
            shading.write(self.data)


@dataclass(frozen=True, slots=True)
class _Sampled:
    """A function as samples: of the ``domain``, parted at ``bounds``, each part with samples of its own."""

    domain: Rows
    bounds: tuple[float, ...]
    parts: tuple[Rows, ...]

    def written(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Return it as a function of a file."""
        made = [self._part(pdf, part) for part in self.parts]
        if len(made) == 1:
            return made[0]
        return pdf.make_indirect(
            pikepdf.Dictionary(
                FunctionType=3,
                Domain=pikepdf.Array([float(each) for each in self.domain[0]]),
                Functions=pikepdf.Array(made),
                Bounds=pikepdf.Array(list(self.bounds)),
                Encode=pikepdf.Array([0, 1] * len(made)),
            )
        )

    def _part(self, pdf: pikepdf.Pdf, samples: Rows) -> pikepdf.Object:
        domain = [0.0, 1.0] if len(self.parts) > 1 else [float(each) for each in self.domain.reshape(-1)]
        size = [len(samples)] if len(self.domain) == 1 else [_SQUARE, _SQUARE]
        return pdf.make_stream(
            np.floor(np.clip(samples, 0, 1) * _FULL + _ROUNDED).astype(">u2").tobytes(),
            FunctionType=0,
            Domain=pikepdf.Array(domain),
            Range=pikepdf.Array([0, 1] * samples.shape[1]),
            Size=pikepdf.Array(size),
            BitsPerSample=16,
        )


_ROUNDED = 0.5


def brought_gradient(shading: pikepdf.Object, source: Source, target: Target) -> BroughtGradient | None:
    """Return what becomes of a gradient in a space; None if it stays as it is.

    Raises CannotMendError for one that cannot be worked out.
    """
    try:
        return _brought(shading, source, target)
    except FunctionError as error:
        raise CannotMendError(say("has a colour that cannot be reckoned: {error}", error=error)) from error
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, pikepdf.PdfError) as error:
        raise CannotMendError(say("has a gradient that makes no sense")) from error


def _brought(shading: pikepdf.Object, source: Source, target: Target) -> BroughtGradient | None:
    if isinstance(source, Uncoloured):
        raise CannotMendError(say("has a gradient that makes no sense"))
    if source is GREY:
        return None
    if isinstance(source, Grey):
        return BroughtGradient({"/ColorSpace": pikepdf.Name.DeviceGray})
    kind = int(shading.ShadingType)
    entries: dict[str, Any] = {"/ColorSpace": pikepdf.Name(target.name)}
    if "/Background" in shading:
        ground = np.array([[float(value) for value in shading.Background.as_list()]])
        entries["/Background"] = _array(target.of(source, _fitting(ground, source))[0])
    inks = isinstance(target, Plates)
    if "/Function" in shading:
        function = function_of(shading.Function)
        made, over = _sampled(function, _domain(shading, kind, function), source, target)
        if source is CMYK and inks and not over:
            return None
        return BroughtGradient(entries, made, over=over)
    if kind < 4:
        raise CannotMendError(say("has a gradient that makes no sense"))
    assert isinstance(shading, pikepdf.Stream)
    data, bits, over = _mesh(shading, kind, source, target)
    if source is CMYK and inks and not over:
        return None
    decode = [float(value) for value in shading.Decode.as_list()][:4]
    entries |= {"/Decode": pikepdf.Array([*decode, *[0, 1] * target.components]), "/BitsPerComponent": bits}
    return BroughtGradient(entries, data=data, over=over)


def _array(values: Rows) -> pikepdf.Array:
    return pikepdf.Array([round(float(value), 4) for value in values])


def _fitting(rows: Rows, source: Source) -> Rows:
    if rows.shape[1] != source.components:
        raise CannotMendError(say("has a gradient that makes no sense"))
    return rows


def _domain(shading: pikepdf.Object, kind: int, function: Function) -> Rows:
    """Return the numbers that a gradient asks its function for, a row of least and greatest for each."""
    if kind >= 4:
        return np.array([[float(value) for value in shading.Decode.as_list()[4:6]]])
    usual = [0, 1, 0, 1] if kind == 1 else [0, 1]
    found = [float(value) for value in shading.get("/Domain", pikepdf.Array(usual)).as_list()]
    made = np.array(found).reshape(-1, 2)
    if len(made) != function.inputs:
        raise CannotMendError(say("has a gradient that makes no sense"))
    return made


def _sampled(function: Function, domain: Rows, source: Source, target: Target) -> tuple[_Sampled, float]:
    """Return a function's colours as samples in the target's space, and the ink they had if it was too much."""
    if len(domain) == 2:
        first, second = (np.linspace(low, high, _SQUARE) for low, high in domain)
        grid = np.column_stack([np.tile(first, _SQUARE), np.repeat(second, _SQUARE)])
        made, over = _coloured(function(grid), source, target)
        return _Sampled(domain, (), (made,)), over
    low, high = domain[0]
    bounds = tuple(sorted({bound for bound in function.bounds if low < bound < high}))
    bounds = bounds if len(bounds) < _MOST_PARTS else ()
    edges, parts, most = [low, *bounds, high], [], 0.0
    for number, (start, end) in enumerate(pairwise(edges)):
        # At its end a part still has its own colour, not the next one's.
        last = end - (end - start) * _JUST_BEFORE if number < len(bounds) else end
        rows = function(np.linspace(start, last, _SAMPLES)[:, None])
        made, over = _coloured(rows, source, target)
        parts.append(made)
        most = max(most, over)
    return _Sampled(domain, bounds, tuple(parts)), most


def _coloured(rows: Rows, source: Source, target: Target) -> tuple[Rows, float]:
    return target.of(source, _fitting(rows, source)), target.over(source, rows)


def _mesh(shading: pikepdf.Stream, kind: int, source: Source, target: Target) -> tuple[bytes, int, float]:
    """Return the data of a mesh with other colours, the bits of a number of theirs, and the ink it had."""
    decode = np.array([float(value) for value in shading.Decode.as_list()]).reshape(-1, 2)[2:]
    place, each = int(shading.BitsPerCoordinate), int(shading.BitsPerComponent)
    flag = int(shading.get("/BitsPerFlag", 0)) if kind != 5 else 0
    if not 1 <= place <= 32 or not 1 <= each <= 16 or not 0 <= flag <= 8 or len(decode) != source.components:
        raise CannotMendError(say("has a gradient that makes no sense"))
    records = _records(shading.read_bytes(), kind, flag, place, each * source.components)
    codes = [
        [colour >> each * (source.components - 1 - number) & (1 << each) - 1 for number in range(source.components)]
        for _, _, colours in records
        for colour in colours
    ]
    rows = decode[:, 0] + np.array(codes, float).reshape(-1, source.components) / (2.0**each - 1) * np.ptp(decode, 1)
    made, over = _coloured(rows, source, target)
    bits = 8 if each <= 8 else 16
    words = np.floor(np.clip(made, 0, 1) * (2**bits - 1) + _ROUNDED).astype(f">u{bits // 8}").tobytes()
    size, at, out = target.components * bits // 8, 0, _Writer()
    for head, length, colours in records:
        out.add(head, length)
        for _ in colours:
            out.add(int.from_bytes(words[at : at + size], "big"), size * 8)
            at += size
        if kind in (4, 5):
            out.align()
    return out.done(), bits, over


def _records(data: bytes, kind: int, flag: int, place: int, colour: int) -> list[tuple[int, int, list[int]]]:
    """Return a mesh's corners or patches: flag and coordinates as one number, its bits, and the colours' numbers."""
    made: list[tuple[int, int, list[int]]] = []
    at, corners, total = 0, 0, len(data) * 8

    def taken(bits: int) -> int:
        nonlocal at
        first, last = at // 8, (at + bits + 7) // 8
        found = int.from_bytes(data[first:last], "big") >> (last * 8 - at - bits)
        at += bits
        return found & (1 << bits) - 1

    while True:
        places, colours = (2, 1) if kind in (4, 5) else _PATCH[kind][0]
        if kind in (6, 7) and at + flag <= total:
            places, colours = _PATCH[kind][1 if taken(flag) & 3 else 0]
            at -= flag
        head = flag + places * place
        if at + head + colours * colour > total:
            return made
        made.append((taken(head), head, [taken(colour) for _ in range(colours)]))
        corners += colours
        if corners > _MOST_CORNERS:
            raise CannotMendError(say("has a gradient that makes no sense"))
        if kind in (4, 5):
            at = (at + 7) // 8 * 8


class _Writer:
    """Writes numbers of some bits one after another."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._rest = self._bits = 0

    def add(self, number: int, bits: int) -> None:
        """Write a number."""
        self._rest, self._bits = self._rest << bits | number, self._bits + bits
        if whole := self._bits // 8:
            left = self._bits % 8
            self._done += (self._rest >> left).to_bytes(whole, "big")
            self._rest, self._bits = self._rest & (1 << left) - 1, left

    def align(self) -> None:
        """Fill up the last byte."""
        if self._bits:
            self.add(0, 8 - self._bits)

    def done(self) -> bytes:
        """Return what was written, up to a whole byte."""
        self.align()
        return bytes(self._done)
