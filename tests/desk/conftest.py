"""A desk with made-up pages, and the browser to look at it with."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from layout.desk import Board, DeskServer
from layout.edition.model import Edition, Page, Paper
from tests.desk.made import Desk, running

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser_program() -> str:
    """The browser of this machine. Without one the test fails, or is skipped where nobody may install one."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    may_install = os.geteuid() == 0 or (
        shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    )
    if may_install:
        pytest.fail("there is no Chromium on this machine: make setup installs it (.ci/system-packages-dev.txt)")
    pytest.skip("there is no Chromium on this machine, and installing it needs root: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file; while it runs, no other test could run an event loop of its own."""
    program = browser_program()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    yield from context(browser, viewport={"width": 1400, "height": 900})


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    yield from context(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    yield from context(browser, java_script_enabled=False)


def context(browser: Browser, **how: Any) -> Iterator[BrowserContext]:
    opened = browser.new_context(**how)
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    output = tmp_path / "output" / "day"
    output.mkdir(parents=True)
    board = Board("content/day", output.with_name("day.plans"), can_choose=True, can_sign=True)
    orders: list[Any] = []
    server = DeskServer(
        board,
        output,
        choose=lambda *plan: orders.append(plan),
        rebuild=lambda: orders.append("rebuild"),
        sign=lambda *sign: orders.append(sign),
    )
    pages = tuple(Page(id=name, template="tabloid", stories=("x",)) for name in ("A1", "A2", "A3"))
    day = datetime.date(2022, 4, 15)
    edition = Edition.model_construct(paper=Paper(name="渡口晚报"), date=day, issue=1, language="zh-Hans", pages=pages)
    board.edition(edition)
    with running(server):
        yield Desk(board, server, output, orders)
