"""What PDFium tells of every character of a page, in arrays.

PDFium tells one thing of one character a call, and the calls are what reading a page costs: there is none here for what
a whole text object has in common. Where the kernel `_glyphs.c` was built it makes them, to the same digits.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.base.kernels import kernel

Array = NDArray[np.float64]

_kernel = kernel("layout.pdf._glyphs")


class Calls(NamedTuple):
    """The addresses of PDFium's functions that are called for every character (fpdf_text.h)."""

    is_generated: int
    text_object: int
    code: int
    pen: int
    box: int
    loose_box: int


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """What PDFium tells of the characters that are really drawn, a row for each, in the page's own points.

    ``number`` is the character's in the text page, ``object`` the address of the text object it is of, ``code`` its
    Unicode or one of two halves of it. ``pen`` is x and y before it, ``box`` left, right, lower and upper side of its
    ink, ``reach`` the right side of its loose box.
    """

    number: NDArray[np.int32]
    object: NDArray[np.int64]
    code: NDArray[np.uint32]
    pen: Array
    box: Array
    reach: Array

    @classmethod
    def of(cls, columns: tuple[Any, ...]) -> Glyphs:
        """Return the glyphs of six buffers; the last has loose boxes."""
        kinds = (np.int32, np.int64, np.uint32, np.float64, np.float64, np.float32)
        number, told, code, pen, box, loose = map(np.frombuffer, columns, kinds)
        reach = loose.reshape(-1, 4)[:, _LOOSE_RIGHT].astype(np.float64)
        return cls(number, told, code, pen.reshape(-1, 2), box.reshape(-1, 4), reach)


_LOOSE_RIGHT = 2
"""The place of the right side in PDFium's FS_RECTF of 32-bit floats: left, top, right, bottom."""


def read_glyphs(calls: Calls, page: int, count: int) -> Glyphs:
    """Ask for the characters of a text page, told by its address, which has so many."""
    if _kernel is None:
        return read_in_python(calls, page, count)
    return read_in_c(_kernel, calls, page, count)


def read_in_c(kernel: ModuleType, calls: Calls, page: int, count: int) -> Glyphs:
    """Have the kernel ask."""
    return Glyphs.of(kernel.read(tuple(calls), page, count))


def read_in_python(calls: Calls, page: int, count: int) -> Glyphs:
    """Ask call by call: addresses go as plain numbers, and answers straight into the rows of arrays."""
    is_generated = called(calls.is_generated, ctypes.c_int)
    text_object = called(calls.text_object, ctypes.c_void_p)
    code = called(calls.code, ctypes.c_uint)
    told = [called(address, ctypes.c_int, answers) for address, answers in zip(calls[3:], (2, 4, 1), strict=True)]
    # PDFium makes spaces and line ends up where it sees gaps; they are not on the page.
    numbers = [number for number in range(count) if is_generated(page, number) != 1]
    pen, box = np.zeros((len(numbers), 2)), np.zeros((len(numbers), 4))
    loose = np.zeros((len(numbers), 4), dtype=np.float32)
    to_pen, to_box, to_loose = pen.ctypes.data, box.ctypes.data, loose.ctypes.data
    for number in numbers:
        told[0](page, number, to_pen, to_pen + 8)
        told[1](page, number, to_box, to_box + 8, to_box + 16, to_box + 24)
        told[2](page, number, to_loose)
        to_pen, to_box, to_loose = to_pen + 16, to_box + 32, to_loose + 16
    objects = np.array([text_object(page, number) or 0 for number in numbers], dtype=np.int64)
    codes = np.array([code(page, number) for number in numbers], dtype=np.uint32)
    return Glyphs.of((np.array(numbers, dtype=np.int32), objects, codes, pen.ravel(), box.ravel(), loose.ravel()))


def called(address: int, gives: Any, answers: int = 0) -> Any:
    """Return a function of a page and a number that writes so many answers where it is told to."""
    return ctypes.CFUNCTYPE(gives, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * answers)(address)
