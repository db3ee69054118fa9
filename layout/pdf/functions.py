"""Functions of a PDF (ISO 32000-1, 7.10) worked out: sampled, exponential, stitched, and PostScript calculators.

A function takes many colours at once: rows of an array, a number of the function's input in each column. What a file
says is checked when a function is read, so that a broken or a hostile one is refused before anything is worked out.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pikepdf
from numpy.typing import NDArray

from layout.base.messages import say

Rows: TypeAlias = NDArray[np.float64]

_DEPTH = 8
"""Functions that are stitched of functions; what goes deeper goes in a circle."""
_MOST_SAMPLES = 16_000_000
_MOST_INPUTS = 8
"""A sampled function is looked up at two to the power of so many places for every colour."""
_MOST_TOKENS = 20_000
_MOST_STACK = 100
"""What a calculator's stack holds (ISO 32000-1, annex C, table C.1)."""


class FunctionError(ValueError):
    """A function that cannot be worked out: what it says is not what the standard knows, or beyond its limits."""


class Function(ABC):
    """A function of ``inputs`` numbers. ``bounds`` are the values of its one input at which it may leap."""

    bounds: tuple[float, ...] = ()

    def __init__(self, domain: Rows, range_: Rows | None) -> None:
        self.domain, self._range = domain, range_

    @property
    def inputs(self) -> int:
        """How many numbers it takes."""
        return len(self.domain)

    def __call__(self, values: Rows) -> Rows:
        """Return the function's numbers for every row. Raises FunctionError where there are none."""
        if values.ndim != 2 or values.shape[1] != self.inputs:
            raise FunctionError(say("a function does not get the numbers that it takes"))
        try:
            made = self._of(np.clip(values, self.domain[:, 0], self.domain[:, 1]))
        except (TypeError, LookupError, ArithmeticError) as error:
            raise FunctionError(say("a function makes no sense")) from error
        made = made if self._range is None else np.clip(made, self._range[:, 0], self._range[:, 1])
        return np.nan_to_num(made, nan=0.0, posinf=0.0, neginf=0.0)

    @abstractmethod
    def _of(self, values: Rows) -> Rows:
        """Return the numbers for rows that are within the domain."""


def function_of(value: object, depth: int = 0) -> Function:
    """Return a function, or functions of one number each as one that gives them all.

    Raises FunctionError for what is none.
    """
    if depth > _DEPTH:
        raise FunctionError(say("functions rest on one another without end"))
    try:
        if isinstance(value, pikepdf.Array):
            return _Several([function_of(each, depth + 1) for each in value.as_list()])
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            raise FunctionError(say("there is no function where one should be"))
        domain, range_ = _pairs(value.Domain), _pairs(value.Range) if "/Range" in value else None
        kind = int(value.FunctionType)
        if kind in _KINDS:
            return _KINDS[kind](value, domain, range_, depth)
    except FunctionError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, pikepdf.PdfError) as error:
        raise FunctionError(say("a function makes no sense")) from error
    raise FunctionError(say("a function is of a kind that is not known"))


def _pairs(value: Any) -> Rows:
    made = np.array([float(each) for each in value.as_list()], np.float64).reshape(-1, 2)
    if not len(made) or not np.isfinite(made).all() or (made[:, 0] > made[:, 1]).any():
        raise FunctionError(say("a function makes no sense"))
    return made


def _interpolated(values: Rows, before: Rows, after: Rows) -> Rows:
    """Return numbers of one interval brought to another (7.10.2); an interval of no length gives its new start."""
    width = before[:, 1] - before[:, 0]
    part = np.divide(values - before[:, 0], width, out=np.zeros_like(values), where=width != 0)
    return after[:, 0] + part * (after[:, 1] - after[:, 0])


class _Several(Function):
    """Functions side by side, as a gradient or a halftone has them."""

    def __init__(self, parts: Sequence[Function]) -> None:
        if not parts or any(part.inputs != parts[0].inputs for part in parts):
            raise FunctionError(say("a function makes no sense"))
        super().__init__(parts[0].domain, None)
        self._parts = parts
        self.bounds = tuple(sorted({bound for part in parts for bound in part.bounds}))

    def _of(self, values: Rows) -> Rows:
        return np.hstack([part(values) for part in self._parts])


class _Sampled(Function):
    """Type 0: a grid of samples, between which is interpolated linearly, whatever Order asks for."""

    def __init__(self, value: Any, domain: Rows, range_: Rows | None, _: int) -> None:
        super().__init__(domain, range_)
        if range_ is None or len(domain) > _MOST_INPUTS:
            raise FunctionError(say("a function makes no sense"))
        size = [int(each) for each in value.Size.as_list()]
        self._size, outputs, bits = np.array(size), len(range_), int(value.BitsPerSample)
        count = outputs
        for each in size:
            count *= each
        if len(size) != len(domain) or min(size) < 1 or count > _MOST_SAMPLES or bits not in _SAMPLE_BITS:
            raise FunctionError(say("a function makes no sense"))
        samples = _unpacked(value.read_bytes(), bits, count) / (2.0**bits - 1)
        decode = _ends(value.get("/Decode"), range_)
        # The first input's samples follow one another.
        grid = samples.reshape(*reversed(size), outputs)
        self._grid = decode[:, 0] + grid * (decode[:, 1] - decode[:, 0])
        self._encode = _ends(value.get("/Encode"), np.array([[0, each - 1] for each in size], np.float64))

    def _of(self, values: Rows) -> Rows:
        at = np.clip(_interpolated(values, self.domain, self._encode), 0, self._size - 1)
        low = np.minimum(at.astype(np.int64), np.maximum(self._size - 2, 0))
        part, made = at - low, np.zeros((len(values), self._grid.shape[-1]))
        for corner in product((0, 1), repeat=self.inputs):
            weight = np.prod(np.where(corner, part, 1 - part), axis=1)
            place = np.minimum(low + corner, self._size - 1)
            made += weight[:, None] * self._grid[tuple(reversed(place.T))]
        return made


_SAMPLE_BITS = (1, 2, 4, 8, 12, 16, 24, 32)


def _ends(value: Any, usual: Rows) -> Rows:
    """Return pairs that need not be in order."""
    if value is None:
        return usual
    made = np.array([float(each) for each in value.as_list()], np.float64).reshape(-1, 2)
    if len(made) != len(usual):
        raise FunctionError(say("a function makes no sense"))
    return made


def _unpacked(data: bytes, bits: int, count: int) -> Rows:
    """Return so many numbers of so many bits each, packed without gaps."""
    if len(data) * 8 < bits * count:
        raise FunctionError(say("a function makes no sense"))
    if bits in (8, 16, 32):
        return np.frombuffer(data, f">u{bits // 8}", count).astype(np.float64)
    planes = np.unpackbits(np.frombuffer(data, np.uint8), count=bits * count).reshape(count, bits)
    return planes @ (2.0 ** np.arange(bits - 1, -1, -1))


class _Exponential(Function):
    """Type 2."""

    def __init__(self, value: Any, domain: Rows, range_: Rows | None, _: int) -> None:
        super().__init__(domain, range_)
        self._first, self._last = (
            np.array([float(each) for each in value.get(key, [usual])], np.float64)
            for key, usual in (("/C0", 0), ("/C1", 1))
        )
        self._power = float(value.N)
        if len(domain) != 1 or len(self._first) != len(self._last):
            raise FunctionError(say("a function makes no sense"))

    def _of(self, values: Rows) -> Rows:
        with np.errstate(all="ignore"):
            return self._first + values**self._power * (self._last - self._first)


class _Stitched(Function):
    """Type 3: an interval of the input for each of several functions."""

    def __init__(self, value: Any, domain: Rows, range_: Rows | None, depth: int) -> None:
        super().__init__(domain, range_)
        self._parts = [function_of(part, depth + 1) for part in value.Functions.as_list()]
        self.bounds = tuple(float(bound) for bound in value.Bounds.as_list())
        self._encode = _ends(value.Encode, np.zeros((len(self._parts), 2)))
        if (
            len(domain) != 1
            or not self._parts
            or len(self.bounds) != len(self._parts) - 1
            or list(self.bounds) != sorted(self.bounds)
            or any(part.inputs != 1 for part in self._parts)
        ):
            raise FunctionError(say("a function makes no sense"))

    def _of(self, values: Rows) -> Rows:
        edges = [self.domain[0, 0], *self.bounds, self.domain[0, 1]]
        taken, made = np.searchsorted(self.bounds, values[:, 0], side="right"), None
        for number, part in enumerate(self._parts):
            rows = taken == number
            if rows.any():
                before = np.array([edges[number : number + 2]])
                found = part(_interpolated(values[rows], before, self._encode[number : number + 1]))
                made = np.zeros((len(values), found.shape[1])) if made is None else made
                made[rows] = found
        assert made is not None
        return made


_Value: TypeAlias = "NDArray[Any]"
_Procedure: TypeAlias = "list[float | str | bool | _Procedure]"


class _Calculator(Function):
    """Type 4: a program of PostScript's arithmetic. Rows take a branch each; they go on together after it."""

    def __init__(self, value: Any, domain: Rows, range_: Rows | None, _: int) -> None:
        super().__init__(domain, range_)
        if range_ is None:
            raise FunctionError(say("a function makes no sense"))
        self._outputs = len(range_)
        text = re.sub(rb"%[^\r\n]*", b" ", value.read_bytes()).decode("latin-1")
        tokens = re.findall(r"[{}]|[^\s{}]+", text)
        if len(tokens) > _MOST_TOKENS or not tokens or tokens[0] != "{":
            raise FunctionError(say("a function makes no sense"))
        self._program = _procedure(iter(tokens[1:]), 0)

    def _of(self, values: Rows) -> Rows:
        with np.errstate(all="ignore"):
            stack = _carried_out(self._program, [values[:, number] for number in range(self.inputs)], len(values))
        if len(stack) < self._outputs:
            raise FunctionError(say("a function gives fewer numbers than it says"))
        return np.column_stack([np.asarray(each, np.float64) for each in stack[len(stack) - self._outputs :]])


def _procedure(tokens: Iterator[str], depth: int) -> _Procedure:
    """Return what stands up to the bracket that closes it."""
    if depth > _MOST_STACK:
        raise FunctionError(say("a function makes no sense"))
    made: _Procedure = []
    for token in tokens:
        match token:
            case "}":
                return made
            case "{":
                made.append(_procedure(tokens, depth + 1))
            case "true" | "false":
                made.append(token == "true")
            case _ if token in _ARITHMETIC or token in _STACK or token in ("if", "ifelse"):
                made.append(token)
            case _:
                radix, mark, digits = token.partition("#")
                made.append(float(int(digits, int(radix))) if mark else float(token))
    raise FunctionError(say("a function makes no sense"))


def _carried_out(program: _Procedure, stack: list[_Value], count: int) -> list[_Value]:
    """Return the stack after a program."""
    waiting: list[_Procedure] = []
    for each in program:
        if isinstance(each, list):
            waiting.append(each)
        elif isinstance(each, bool | float):
            stack.append(np.full(count, each))
        elif each in ("if", "ifelse"):
            wanted = 1 if each == "if" else 2
            if len(waiting) < wanted:
                raise FunctionError(say("a function makes no sense"))
            yes, no = [*waiting[-wanted:], []][:2]
            del waiting[-wanted:]
            stack = _branched(_taken(stack, 1)[0] != 0, yes, no, stack, count)
        elif each in _STACK:
            _STACK[each](stack)
        else:
            operands, work = _ARITHMETIC[each]
            stack.append(work(*_taken(stack, operands)))
        if len(stack) > _MOST_STACK:
            raise FunctionError(say("a function makes no sense"))
    if waiting:
        raise FunctionError(say("a function makes no sense"))
    return stack


def _taken(stack: list[_Value], count: int) -> list[_Value]:
    if len(stack) < count:
        raise FunctionError(say("a function takes more numbers than there are"))
    taken = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    return taken


def _branched(
    chosen: NDArray[np.bool_], yes: _Procedure, no: _Procedure, stack: list[_Value], count: int
) -> list[_Value]:
    """Return the stack after each row has gone its way; both ways must leave as many numbers."""
    if chosen.all():
        return _carried_out(yes, stack, count)
    if not chosen.any():
        return _carried_out(no, stack, count)
    ways = [
        _carried_out(way, [each[rows] for each in stack], int(rows.sum()))
        for way, rows in ((yes, chosen), (no, ~chosen))
    ]
    if len(ways[0]) != len(ways[1]):
        raise FunctionError(say("a function makes no sense"))
    made = []
    for one, other in zip(*ways, strict=True):
        both = np.empty(count, np.result_type(one, other))
        both[chosen], both[~chosen] = one, other
        made.append(both)
    return made


def _whole(value: _Value) -> int:
    """Return a number that says how much of the stack is meant: the same one in every row."""
    if len(value) and (value != value[0]).any():
        raise FunctionError(say("a function makes no sense"))
    return int(value[0]) if len(value) else 0


def _copy(stack: list[_Value]) -> None:
    count = _whole(_taken(stack, 1)[0])
    if not 0 <= count <= len(stack):
        raise FunctionError(say("a function takes more numbers than there are"))
    stack += stack[len(stack) - count :]


def _index(stack: list[_Value]) -> None:
    back = _whole(_taken(stack, 1)[0])
    if not 0 <= back < len(stack):
        raise FunctionError(say("a function takes more numbers than there are"))
    stack.append(stack[-1 - back])


def _roll(stack: list[_Value]) -> None:
    count, turns = (_whole(each) for each in _taken(stack, 2))
    if count < 0:
        raise FunctionError(say("a function makes no sense"))
    if rolled := _taken(stack, count):
        turns %= count
        stack += rolled[count - turns :] + rolled[: count - turns]


def _exchange(stack: list[_Value]) -> None:
    stack += reversed(_taken(stack, 2))


def _twice(stack: list[_Value]) -> None:
    stack += _taken(stack, 1) * 2


def _pop(stack: list[_Value]) -> None:
    _taken(stack, 1)


_STACK: dict[str, Callable[[list[_Value]], None]] = {
    "copy": _copy,
    "dup": _twice,
    "exch": _exchange,
    "index": _index,
    "pop": _pop,
    "roll": _roll,
}


def _bits(work: Callable[[Any, Any], Any]) -> Callable[[_Value, _Value], _Value]:
    """Return an operator of truths, which of numbers works on their bits."""

    def worked(one: _Value, other: _Value) -> _Value:
        if one.dtype == np.bool_ and other.dtype == np.bool_:
            return np.asarray(work(one, other))
        return np.asarray(work(one.astype(np.int64), other.astype(np.int64)), np.float64)

    return worked


def _turned(value: _Value) -> _Value:
    return ~value if value.dtype == np.bool_ else (~value.astype(np.int64)).astype(np.float64)


def _shifted(value: _Value, by: _Value) -> _Value:
    whole, steps = value.astype(np.int64), np.clip(by, -63, 63).astype(np.int64)
    left, right = np.maximum(steps, 0), np.maximum(-steps, 0)
    return np.asarray((whole << left) >> right, np.float64)


def _quotient(one: _Value, other: _Value) -> _Value:
    return np.divide(one, other, out=np.zeros(len(one)), where=other != 0)


_ARITHMETIC: dict[str, tuple[int, Callable[..., _Value]]] = {
    "abs": (1, np.abs),
    "add": (2, np.add),
    "atan": (2, lambda one, other: np.degrees(np.arctan2(one, other)) % 360),
    "ceiling": (1, np.ceil),
    "cos": (1, lambda one: np.cos(np.radians(one))),
    "cvi": (1, np.trunc),
    "cvr": (1, lambda one: one),
    "div": (2, _quotient),
    "exp": (2, lambda one, other: np.power(one, other)),
    "floor": (1, np.floor),
    "idiv": (2, lambda one, other: np.trunc(_quotient(np.trunc(one), np.trunc(other)))),
    "ln": (1, np.log),
    "log": (1, np.log10),
    "mod": (2, lambda one, other: np.fmod(one, np.where(other == 0, 1, other))),
    "mul": (2, np.multiply),
    "neg": (1, np.negative),
    "round": (1, lambda one: np.floor(one + 0.5)),
    "sin": (1, lambda one: np.sin(np.radians(one))),
    "sqrt": (1, np.sqrt),
    "sub": (2, np.subtract),
    "truncate": (1, np.trunc),
    "and": (2, _bits(np.bitwise_and)),
    "bitshift": (2, _shifted),
    "eq": (2, np.equal),
    "ge": (2, np.greater_equal),
    "gt": (2, np.greater),
    "le": (2, np.less_equal),
    "lt": (2, np.less),
    "ne": (2, np.not_equal),
    "not": (1, _turned),
    "or": (2, _bits(np.bitwise_or)),
    "xor": (2, _bits(np.bitwise_xor)),
}
"""Operator -> how many numbers it takes, and what it makes of them (ISO 32000-1, table 42)."""

_KINDS: dict[int, Callable[[Any, Rows, Rows | None, int], Function]] = {
    0: _Sampled,
    2: _Exponential,
    3: _Stitched,
    4: _Calculator,
}
