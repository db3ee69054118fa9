"""What PDFium tells of every character of a page, in arrays.

PDFium tells one thing of one character a call, and the calls are what reading a page costs. What a whole text object
has in common is asked once for it; where the kernel `_glyphs.c` was built it makes the calls, to the same digits.
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
    """The addresses of PDFium's functions that tell of characters and text objects (fpdf_text.h, fpdf_edit.h)."""

    is_generated: int
    text_object: int
    code: int
    pen: int
    box: int
    loose_box: int
    matrix: int
    size: int
    font: int
    mode: int


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """What PDFium tells of the characters that are really drawn, a row for each, in the page's own points.

    ``number`` is the character's in the text page, ``object`` the address of the text object it is of, ``code`` its
    Unicode or one of two halves of it. ``pen`` is x and y before it, ``box`` left, right, lower and upper side of its
    ink, ``loose`` the box around it and its advance, as PDFium's FS_RECTF: left, top, right, bottom.

    What those in one text object have in common has a row for each run of them: the number of the glyph that is its
    ``begin``, the address of the ``font``, the ``size``, the ``matrix`` (a to f) and the rendering ``mode``.
    """

    number: NDArray[np.int32]
    object: NDArray[np.int64]
    code: NDArray[np.uint32]
    pen: Array
    box: Array
    loose: NDArray[np.float32]
    begin: NDArray[np.int32]
    font: NDArray[np.int64]
    size: Array
    matrix: NDArray[np.float32]
    mode: NDArray[np.int32]


_COLUMNS: tuple[tuple[type, int], ...] = (
    (np.int32, 1), (np.int64, 1), (np.uint32, 1), (np.float64, 2), (np.float64, 4), (np.float32, 4),
    (np.int32, 1), (np.int64, 1), (np.float64, 1), (np.float32, 6), (np.int32, 1),
)  # fmt: skip
"""The kinds of numbers in the columns of `Glyphs`, and how many a row has."""


def read_glyphs(calls: Calls, page: int, count: int) -> Glyphs:
    """Ask for the characters of a text page, told by its address, which has so many."""
    if _kernel is None:
        return read_in_python(calls, page, count)
    return read_in_c(_kernel, calls, page, count)


def read_in_c(kernel: ModuleType, calls: Calls, page: int, count: int) -> Glyphs:
    """Have the kernel ask."""
    columns: list[Any] = []
    for told, (kind, wide) in zip(kernel.read(tuple(calls), page, count), _COLUMNS, strict=True):
        numbers: NDArray[Any] = np.frombuffer(told, kind)
        columns.append(numbers if wide == 1 else numbers.reshape(-1, wide))
    return Glyphs(*columns)


def read_in_python(calls: Calls, page: int, count: int) -> Glyphs:
    """Ask call by call: addresses go as plain numbers, and answers straight into the rows of arrays."""
    is_generated, text_object = called(calls.is_generated, ctypes.c_int), called(calls.text_object, ctypes.c_void_p)
    # PDFium makes spaces and line ends up where it sees gaps; they are not on the page.
    numbers = [number for number in range(count) if is_generated(page, number) != 1]
    objects = [text_object(page, number) or 0 for number in numbers]
    begins = [at for at, one in enumerate(objects) if at == 0 or one != objects[at - 1]]
    sizes = [len(numbers)] * 6 + [len(begins)] * 5
    columns: list[Any] = [
        np.zeros(rows if wide == 1 else (rows, wide), kind) for rows, (kind, wide) in zip(sizes, _COLUMNS, strict=True)
    ]
    made = Glyphs(*columns)
    made.number[:], made.object[:], made.begin[:] = numbers, objects, begins
    code, size = called(calls.code, ctypes.c_uint), called(calls.size, ctypes.c_double)
    pen, box, loose_box, matrix = (
        called(address, ctypes.c_int, answers)
        for address, answers in ((calls.pen, 2), (calls.box, 4), (calls.loose_box, 1), (calls.matrix, 1))
    )
    to_pen, to_box, to_loose = made.pen.ctypes.data, made.box.ctypes.data, made.loose.ctypes.data
    for at, number in enumerate(numbers):
        made.code[at] = code(page, number)
        pen(page, number, to_pen, to_pen + 8)
        box(page, number, to_box, to_box + 8, to_box + 16, to_box + 24)
        loose_box(page, number, to_loose)
        to_pen, to_box, to_loose = to_pen + 16, to_box + 32, to_loose + 16
    font, mode = (
        ctypes.CFUNCTYPE(gives, ctypes.c_void_p)(address)
        for gives, address in ((ctypes.c_void_p, calls.font), (ctypes.c_int, calls.mode))
    )
    for run, at in enumerate(begins):
        made.font[run], made.mode[run] = font(objects[at]) or 0, mode(objects[at])
        made.size[run] = size(page, numbers[at])
        matrix(page, numbers[at], made.matrix[run].ctypes.data)
    return made


def called(address: int, gives: Any, answers: int = 0) -> Any:
    """Return a function of a page and a number that writes so many answers where it is told to."""
    return ctypes.CFUNCTYPE(gives, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * answers)(address)
