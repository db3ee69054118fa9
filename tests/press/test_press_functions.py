"""Functions of a PDF: what the standard says comes out, for each type, and what is none is refused."""

from __future__ import annotations

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary

from layout.pdf.functions import FunctionError, function_of

PDF = pikepdf.new()


def sampled(size, samples, bits=8, *, outputs=1, **more):
    inputs = len(size)
    return PDF.make_stream(
        samples,
        FunctionType=0,
        Domain=Array([0, 1] * inputs),
        Range=Array([0, 1] * outputs),
        Size=Array(size),
        BitsPerSample=bits,
        **more,
    )


def exponential(first, last, power=1, **more):
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(first), C1=Array(last), N=power, **more)


def stitched(parts, bounds, encode=None, domain=(0, 1)):
    return Dictionary(
        FunctionType=3,
        Domain=Array(list(domain)),
        Functions=Array(parts),
        Bounds=Array(bounds),
        Encode=Array(encode or [0, 1] * len(parts)),
    )


def calculator(program, inputs=1, outputs=1, low=-1000, high=1000):
    return PDF.make_stream(
        program.encode(), FunctionType=4, Domain=Array([low, high] * inputs), Range=Array([low, high] * outputs)
    )


def worked(function, *values):
    return function_of(function)(np.array([values], float))[0].tolist()


@pytest.mark.parametrize(
    ("function", "values", "made"),
    [
        (sampled([2], b"\x00\xff"), [0.25], [0.25]),
        (sampled([3], b"\x00\xff\x00"), [0.75], [0.5]),
        (sampled([2], b"\x00\xff", outputs=1, Decode=Array([1, 0])), [0.25], [0.75]),
        (sampled([2], b"\x00\xff", Encode=Array([1, 0])), [0.25], [0.75]),
        (sampled([2], b"\x40", 1), [0.5], [0.5]),
        (sampled([2], b"\x30", 2), [0.5], [0.5]),
        (sampled([3], b"\x0f\x80", 4), [1], [8 / 15]),
        (sampled([2], b"\x00\x0f\xff", 12), [0.5], [0.5]),
        (sampled([2], b"\x00\x00\xff\xff", 16), [0.5], [0.5]),
        # The first number's samples follow one another: 0 1 for a second number of 0, then 0 0.
        (sampled([2, 2], b"\x00\xff\x00\x00"), [1, 0], [1]),
        (sampled([2, 2], b"\x00\xff\x00\x00"), [0.5, 0.5], [0.25]),
        (sampled([2], b"\x00\xff\xff\x00", outputs=2), [0.25], [0.25, 0.75]),
        (exponential([0], [1], 2), [0.5], [0.25]),
        (exponential([1, 0], [0, 0.5]), [0.5], [0.5, 0.25]),
        (exponential([0], [1]), [7], [1]),
        (stitched([exponential([0], [1]), exponential([0.5], [0])], [0.5]), [0.25], [0.5]),
        (stitched([exponential([0], [1]), exponential([0.5], [0])], [0.5]), [0.5], [0.5]),
        (stitched([exponential([0], [1]), exponential([0.5], [0])], [0.5]), [1], [0]),
        (stitched([exponential([0], [1])], [], [1, 0]), [0.25], [0.75]),
        (Array([exponential([0], [1]), exponential([1], [0])]), [0.25], [0.25, 0.75]),
    ],
)
def test_what_comes_out(function, values, made):
    assert worked(function, *values) == pytest.approx(made, abs=1e-6)


@pytest.mark.parametrize(
    ("program", "values", "made"),
    [
        ("{ 2 mul 1 add }", [3], 7),
        ("{ neg abs }", [3], 3),
        ("{ 7 exch div }", [2], 3.5),
        ("{ 7 exch idiv }", [2], 3),
        ("{ -7 exch idiv }", [2], -3),
        ("{ -5 exch mod }", [3], -2),
        ("{ 3 exch sub }", [1], 2),
        ("{ ceiling }", [1.2], 2),
        ("{ floor }", [-1.2], -2),
        ("{ round }", [2.5], 3),
        ("{ truncate }", [-1.7], -1),
        ("{ cvi cvr }", [1.7], 1),
        ("{ sqrt }", [16], 4),
        ("{ 2 exp }", [3], 9),
        ("{ ln }", [1], 0),
        ("{ log }", [100], 2),
        ("{ sin }", [90], 1),
        ("{ cos }", [180], -1),
        ("{ 0 atan }", [1], 90),
        ("{ -1 exch pop 0 atan }", [0], 270),
        ("{ 5 exch pop }", [1], 5),
        ("{ dup mul }", [3], 9),
        ("{ 1 2 3 4 -1 roll }", [9], 9),
        ("{ 1 2 3 4 1 roll pop pop }", [9], 9),
        ("{ 1 2 2 index exch pop exch pop exch pop }", [8], 8),
        ("{ 4 2 copy pop exch pop exch pop }", [6], 6),
        ("{ 2 gt { 10 } { 20 } ifelse }", [3], 10),
        ("{ 2 gt { 10 } { 20 } ifelse }", [1], 20),
        ("{ dup 2 le { pop 0 } if }", [1], 0),
        ("{ dup 2 le { pop 0 } if }", [5], 5),
        ("{ 1 eq true and not { 1 } { 2 } ifelse }", [1], 2),
        ("{ cvi 6 and }", [3], 2),
        ("{ cvi 6 or }", [3], 7),
        ("{ cvi 6 xor }", [3], 5),
        ("{ cvi not }", [0], -1),
        ("{ cvi 3 bitshift }", [1], 8),
        ("{ cvi -1 bitshift }", [8], 4),
        ("{ 16#ff exch pop } % a comment }", [0], 255),
        ("{ 1 0 div exch pop }", [1], 0),
    ],
)
def test_a_calculator(program, values, made):
    assert worked(calculator(program), *values) == pytest.approx([made])


def test_rows_go_their_own_ways_and_on_together():
    function = function_of(calculator("{ dup 0.5 lt { 2 mul } { 1 exch sub 2 mul } ifelse 1 add }"))
    assert function(np.array([[0.25], [0.75], [0.5]]))[:, 0].tolist() == [1.5, 1.5, 2.0]


@pytest.mark.parametrize(
    "function",
    [
        None,
        Dictionary(FunctionType=2),
        Dictionary(FunctionType=9, Domain=Array([0, 1])),
        exponential([0, 0], [1]),
        sampled([2], b"\x00"),
        sampled([100_000, 100_000], b""),
        sampled([2], b"\x00\xff", 5),
        stitched([exponential([0], [1])], [0.5]),
        stitched([exponential([0], [1])] * 3, [0.7, 0.2]),
        calculator("2 mul"),
        calculator("{ 2 mul"),
        calculator("{ 2 frobnicate }"),
        calculator("{" * 200 + "}" * 200),
    ],
)
def test_what_is_no_function_is_refused(function):
    with pytest.raises(FunctionError):
        function_of(function)


@pytest.mark.parametrize(
    "program", ["{ pop }", "{ add }", "{ 5 copy }", "{ 9 index }", "{ 3 1 roll }", "{ { 1 } }", "{ 1 if }"]
)
def test_what_runs_out_of_numbers_is_refused(program):
    with pytest.raises(FunctionError):
        worked(calculator(program), 1)


def test_functions_that_rest_on_themselves_are_refused():
    circle = PDF.make_indirect(stitched([exponential([0], [1])], []))
    circle.Functions = Array([circle])
    with pytest.raises(FunctionError):
        function_of(circle)
