"""Made-up pages on a desk, for tests that build nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from layout.base.units import MM
from layout.build.records import PageCopyfit
from layout.desk import Board, DeskServer
from layout.desk.board import PlacedFinding
from layout.scene.record import PageRecord
from tests import records


def page_pdf(says: str) -> bytes:
    """A page of a tabloid's proportions, a fifth of its size: it is drawn in no time."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(57 * MM, 84 * MM), invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(12, 180, says)
    canvas.rect(10, 10, 140, 140)
    canvas.save()
    return out.getvalue()


def layout_of(page: str, *stories: str) -> PageRecord:
    placed = (records.story(name, (20 + 130 * at, 60, 120, 200), "正文", "正文") for at, name in enumerate(stories))
    return records.page(*placed, name=page, size=(285.0, 420.0))


def report_of(page: str, *stories: str, over: int = 0, headline: str = "") -> PageCopyfit:
    return PageCopyfit(
        page,
        tuple(
            records.fit(
                name,
                over=13 * over,
                over_lines=over,
                over_text="放不下的文字" if over else "",
                headline=headline or f"{name} 的标题",
                rows=40,
                characters=800,
                lines=60,
                capacity_lines=60 - over,
            )
            for name in stories
        ),
    )


@dataclass
class Desk:
    """A desk that runs, on a board the test writes on."""

    board: Board
    server: DeskServer
    output: Path
    orders: list[Any] = field(default_factory=list)

    def show(
        self,
        page: str,
        says: str,
        *stories: str,
        findings: Iterable[PlacedFinding] = (),
        over: int = 0,
        headline: str = "",
    ) -> None:
        report = report_of(page, *stories, over=over, headline=headline)
        self.board.made(page, page_pdf(says), layout_of(page, *stories), report)
        self.board.checked(page, findings, fit=not over, folder=self.output.name)


@contextmanager
def running(server: DeskServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.stop()
        thread.join()
