"""Tables from elsewhere, CSV and Excel's .xlsx, as rows of texts as they are shown. The only module that uses openpyxl.

Nothing is trusted: the size of a file, of what is packed in it and the number of its rows are limited, XML with a
document type is refused, and nothing is computed or fetched. A number is written as its cell shows it, as far as its
format tells: a telephone number keeps its zeros.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.text import EncodingError, decode_any, decode_western
from layout.files.zips import ZipLimits, opened_zip

MAX_BYTES = 20_000_000
"""No file may be larger; a year's bookings have some 5 MB."""
MAX_ROWS = 20_000
MAX_CELLS = 60
"""Cells of a row; what is farther to the right is no column of bookings, and a file that has more is refused."""
_LIMITS = ZipLimits(members=2000, bytes=150_000_000, ratio=150)
_FOREIGN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The namespace of workbooks in which openpyxl finds no cells (ISO/IEC 29500-1)."""
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, and its cells as they are shown. ``notes`` are comments on them."""

    number: int
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``name`` is the sheet's, empty in a file that has one."""

    name: str
    rows: tuple[Row, ...]
    encoding: str = ""
    """Of a text that is not UTF-8."""


def read_sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the tables of a file that have rows; ``file`` is what messages call it.

    Raises ContentError for one that is no table or must not be read.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(
            say("{file} is too large: {size} MB", file=file, size=len(data) // 1_000_000), say("split it")
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ContentError(say("{file} is an old Excel file, or one with a password", file=file), _SAVE_ANEW)
    sheets = _excel(data, file) if data.startswith(_ZIP) else (_csv(data, file),)
    return tuple(sheet for sheet in sheets if sheet.rows)


_SAVE_ANEW = say("open it in Excel or WPS and save it as .xlsx or as CSV UTF-8")


def _csv(data: bytes, file: str) -> Sheet:
    try:
        text, encoding = decode_any(data)
    except EncodingError as error:
        if not (text := decode_western(data)):
            raise ContentError(say("{file} {error}", file=file, error=error), error.hint) from error
        encoding = "Windows-1252"
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise ContentError(say("{file} is no table", file=file), _SAVE_ANEW)
    first = 1
    if named := re.match(r"sep=(.)\r?\n", text):
        delimiter, text, first = named[1], text[named.end() :], 2
    else:
        delimiter = _delimiter(text)
    rows, number = [], first
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, tuple(_unformulated(cell) for cell in cells)))
                _check(len(rows), len(cells), file)
            number = first + reader.line_num
    except csv.Error as error:
        raise ContentError(
            say("{file}:{line}: a quote is not closed, or text stands behind one", file=file, line=number),
            say("look at the quotes of this row: one within a text is to be written twice"),
        ) from error
    return Sheet("", tuple(rows), "" if encoding == "UTF-8" else encoding)


def _unformulated(cell: str) -> str:
    """Return a cell without the ="…" that keeps Excel from taking a text for a number."""
    found = re.fullmatch(r'="((?:[^"]|"")*)"', cell.strip())
    return found[1].replace('""', '"') if found else cell.strip()


def _delimiter(text: str) -> str:
    """Return what parts the cells: comma, semicolon or tab, which the first rows have most of outside quotes."""
    bare = re.sub(r'"[^"]*"', "", "\n".join(text.split("\n")[:20]))
    return max("\t;,", key=bare.count) if any(map(bare.count, "\t;,")) else ","


def _check(rows: int, cells: int, file: str) -> None:
    if rows > MAX_ROWS:
        raise ContentError(say("{file} has more than {most} rows", file=file, most=MAX_ROWS), say("split it"))
    if cells > MAX_CELLS:
        raise ContentError(
            say("{file} has a row of more than {most} cells", file=file, most=MAX_CELLS),
            say("take out the columns that are no part of bookings"),
        )


def _excel(data: bytes, file: str) -> tuple[Sheet, ...]:
    with opened_zip(io.BytesIO(data), _LIMITS, file) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as part:
                    begins = part.read(4000)
                    if _STRICT in begins:
                        raise ContentError(say("{file} is a workbook in Strict Open XML", file=file), _SAVE_ANEW)
                    if _FOREIGN.search(begins):
                        raise ContentError(
                            say("{file} declares entities or a document type: it was not read", file=file), _SAVE_ANEW
                        )
    shown, written = (_workbook(data, file, values=values) for values in (True, False))
    found = []
    for sheet in shown.worksheets:
        formulas = written[sheet.title]
        if isinstance(sheet, Worksheet) and isinstance(formulas, Worksheet):
            found.append(Sheet(sheet.title, tuple(_excel_rows(sheet, formulas, file))))
    return tuple(found)


def _workbook(data: bytes, file: str, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that it does not know
            return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # openpyxl raises whatever its parts do at a damaged file
        raise ContentError(say("{file} is no Excel file that can be read", file=file), _SAVE_ANEW) from error


def _excel_rows(sheet: Worksheet, formulas: Worksheet, file: str) -> list[Row]:
    below = _merged(sheet)
    rows: list[Row] = []
    for number, line in enumerate(sheet.iter_rows(), 1):
        cells: list[str] = []
        notes: list[str] = []
        for at, cell in enumerate(line):
            text = _shown(cell)
            source = formulas.cell(number, at + 1).value
            if not text and isinstance(source, str) and source.startswith("="):
                text = _unformulated(source)
                if text == source:
                    notes.append(say("{cell} is a formula without its result", cell=cell.coordinate))
            if not text and (number, at) in below:
                top, column = below[number, at]
                text = _shown(sheet.cell(top, column))
            if (comment := getattr(cell, "comment", None)) is not None:
                notes.append(f"{cell.coordinate}: {comment.text}")
            cells.append(text)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(Row(number, tuple(cells), tuple(notes)))
            _check(len(rows), len(cells), file)
    return rows


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return of cells merged downwards the one that has their text: it holds for all their rows."""
    return {
        (row, area.min_col - 1): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, min(area.max_row, area.min_row + 1000) + 1)
    }


def _shown(cell: object) -> str:
    """Return what a cell of Excel shows."""
    value = getattr(cell, "value", None)
    if value is None or not isinstance(cell, Cell):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return str(value.date()) if value.time() == datetime.time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return shown_number(value, str(cell.number_format))
    return str(value).strip()


def shown_number(value: float, code: str) -> str:
    """Return a number as a format code of Excel shows it; by its digits alone for a code that is not understood.

    Understood are zeros, number signs, thousands, decimals, per cent and literal signs: ``0000-0000000``, ``#,##0.00``.
    """
    plain = format(Decimal(repr(value)).normalize(), "f")
    parts = code.split(";")
    section = parts[1] if value < 0 and len(parts) > 1 else parts[0]
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    literals = re.sub(
        r'"([^"]*)"|\\(.)', lambda found: "".join(f"\\{sign}" for sign in found[1] or found[2] or ""), section
    )
    bare = re.sub(r"\\.", "", literals)
    if (
        section in ("General", "@")
        or not re.search("[0#]", bare)
        or re.search(r"[A-Za-z?/]", bare)
        or bare.count(".") > 1
    ):
        return plain
    number = Decimal(repr(value)) * (100 if "%" in bare else 1)
    whole, _, decimals = literals.partition(".")
    places = len(re.findall("[0#]", decimals))
    least = len(re.findall("0", decimals))
    text = format(abs(number), f".{places}f")
    digits, _, fraction = text.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    grouped = re.search(r"[0#],[0#]", whole) is not None
    sign = "-" if number < 0 and len(parts) == 1 else ""
    return sign + _filled(whole, digits, grouped=grouped) + _decimals(decimals, fraction)


def _filled(pattern: str, digits: str, *, grouped: bool) -> str:
    """Return digits in the places of a pattern, from the right; what is left over stands before the first place."""
    if grouped:
        digits = format(int(digits), ",")
        found = re.search(r"(?<!\\)[0#][0#,]*", pattern)
        assert found is not None
        return _literal(pattern[: found.start()]) + digits + _literal(pattern[found.end() :])
    tokens = re.findall(r"\\.|.", pattern)
    first = next((at for at, token in enumerate(tokens) if token in "0#"), None)
    left, made = digits.lstrip("0"), []
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token not in "0#" or len(token) > 1:
            made.append(token[-1])
            continue
        digit, left = (left[-1], left[:-1]) if left else ("0" if token == "0" else "", "")
        made.append((left + digit) if at == first else digit)
    return "".join(reversed(made))


def _decimals(pattern: str, fraction: str) -> str:
    tail = _literal(re.sub(r"(?<!\\)[0#]", "", pattern))
    return (f".{fraction}" if fraction else "") + tail


def _literal(pattern: str) -> str:
    return re.sub(r"\\(.)", r"\1", pattern)
