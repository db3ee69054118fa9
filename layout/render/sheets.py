"""Style sheets that stay parsed from page to page: a template's are the same on every page, and to parse them takes
longer than to lay the page out.

A sheet is taken again if the text is the same, and every file that it was read from too; the files are read each time,
by way of the page's own fetcher. One is kept only after a page was laid out of which nothing was said, as what is wrong
with a sheet is told while it is parsed; and only if its rules concern the sheet alone, not the fonts, counters or
layers of a document. This leans on parts of WeasyPrint that are not its public API: that it makes a `CSS` by that name
for each sheet, and adds the rules of ``@page`` to a list of the document. The version is pinned, and
tests/render/test_sheets.py fails when one of them moves.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from layout.render.engine import CSS, URLFetcher, URLFetcherResponse, weasyprint_css

KEPT = 32
"""Sheets kept for one thread: three for each kind of page of a template, some 200 KB each."""
_RULE = re.compile(rb"@([^\s;{(\"']*)")
_OWN = frozenset((b"charset", b"import", b"media", b"page"))
"""Rules that concern nothing but the sheet they stand in."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sheet, the rules it has for pages, and what was read for it, by address."""

    sheet: Any
    page_rules: tuple[Any, ...]
    read: Mapping[str, bytes]


class _Thread(threading.local):
    """The sheets kept in this thread, and those of the page that is being laid out, if one is."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Any, ...], _Kept] = {}
        self.new: dict[tuple[Any, ...], _Kept] | None = None


_thread = _Thread()


@contextmanager
def sheets_kept() -> Iterator[None]:
    """While the block runs, WeasyPrint in this thread uses sheets that are kept; if it ends well, new ones are kept."""
    _thread.new = {}
    try:
        yield
        kept = _thread.kept | _thread.new
        _thread.kept = dict(list(kept.items())[-KEPT:])
    finally:
        _thread.new = None


class _Reading(URLFetcher):  # type: ignore[misc]
    """A fetcher that notes what another one reads."""

    def __init__(self, fetcher: URLFetcher) -> None:
        super().__init__()
        self._fetcher = fetcher
        self.read: dict[str, bytes] = {}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        response = self._fetcher.fetch(url, headers)
        self.read[url] = response.read()
        response.close()
        return URLFetcherResponse(response.url, self.read[url], response.headers, response.status)


def _sheet(matcher: Any = None, **given: Any) -> Any:
    """Stand for WeasyPrint's class of the same duty; ``matcher`` is given for a sheet that another one imports."""
    if _thread.new is None or matcher is not None:
        return CSS(matcher=matcher, **given)
    rules, layers, fetcher = given["page_rules"], given["layers"], given["url_fetcher"]
    key = tuple(given.get(name) for name in ("url", "string", "base_url", "media_type"))
    kept = _thread.kept.get(key)
    if kept and not layers and _read_again(kept.read, fetcher):
        rules += kept.page_rules
        sheet = copy(kept.sheet)
        sheet.page_rules, sheet.layers = rules, layers
        return sheet
    reading, before = _Reading(fetcher), len(rules)
    sheet = CSS(**{**given, "url_fetcher": reading})
    texts = [(given.get("string") or "").encode(), *reading.read.values()]
    if not layers and all(_OWN.issuperset(map(bytes.lower, _RULE.findall(text))) for text in texts):
        _thread.new[key] = _Kept(copy(sheet), tuple(rules[before:]), reading.read)
    return sheet


def _read_again(read: Mapping[str, bytes], fetcher: URLFetcher) -> bool:
    """Tell whether files still hold what was read from them; False too if they may not be read for this page."""
    again = _Reading(fetcher)
    try:
        return all(again.fetch(url).read() == data for url, data in read.items())
    except (OSError, ValueError):
        return False


weasyprint_css.CSS = _sheet
