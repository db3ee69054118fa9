"""Made-up pages on a desk, for tests that build nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from layout.base.units import MM
from layout.desk import Board, DeskServer


def page_pdf(says: str) -> bytes:
    """A page of a tabloid's proportions, a fifth of its size: it is drawn in no time."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(57 * MM, 84 * MM), invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(12, 180, says)
    canvas.rect(10, 10, 140, 140)
    canvas.save()
    return out.getvalue()


def layout_of(page: str, *stories: str) -> dict[str, Any]:
    galley = [{"lines": [{"text": "正文", "width": 8.0}]}]
    placed = [
        {
            "id": name,
            "rect": {"x": 20 + 130 * at, "y": 60, "width": 120, "height": 200},
            "head": galley,
            "body": galley,
            "picture": None,
        }
        for at, name in enumerate(stories)
    ]
    return {"id": page, "trim": {"width": 285.0, "height": 420.0}, "stories": placed, "ads": []}


def report_of(page: str, *stories: str, over: int = 0, headline: str = "") -> dict[str, Any]:
    return {
        "id": page,
        "stories": [
            {
                "id": name,
                "headline": headline or f"{name} 的标题",
                "file": f"content/day/{name}.md",
                "columns": 2,
                "rows": 40,
                "characters": 800,
                "lines": 60,
                "capacity_lines": 60 - over,
                "over_lines": over,
                "over_characters": 13 * over,
                "over_text": "放不下的文字" if over else "",
                "under_lines": 0,
                "under_characters": 0,
                "fit": "正好",
                "levers": ["head +1 row"],
                "loose_lines": [],
            }
            for name in stories
        ],
    }


@dataclass
class Desk:
    """A desk that runs, on a board the test writes on."""

    board: Board
    server: DeskServer
    output: Path
    orders: list[Any] = field(default_factory=list)

    def show(self, page: str, says: str, *stories: str, findings: Any = (), over: int = 0, headline: str = "") -> None:
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
