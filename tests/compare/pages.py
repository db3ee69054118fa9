"""Pages as layout.json and report.json have them, and pictures of them, small enough to be read in a test."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw

from layout.compare import PageSide

Rect = tuple[float, float, float, float]
SCALE = 100 / 25.4
"""Pixels in a millimetre at the resolution pages are compared at."""


def rect(x: float, y: float, width: float, height: float) -> dict[str, float]:
    return {"x": x, "y": y, "width": width, "height": height}


def story(name: str, where: Rect, body: str = "正文一行。", head: str = "标题", **more: Any) -> dict[str, Any]:
    def galley(text: str) -> list[dict[str, Any]]:
        return [{"lines": [{"text": line, "width": 4.0 * len(line)} for line in text.split("|")]}]

    return {"id": name, "rect": rect(*where), "head": galley(head), "body": galley(body), "picture": None, **more}


def page(*stories: dict[str, Any], ads: dict[str, Rect] | None = None) -> dict[str, Any]:
    placed = [{"id": name, "rect": rect(*where)} for name, where in (ads or {}).items()]
    return {"id": "A1", "trim": {"width": 100.0, "height": 150.0}, "stories": list(stories), "ads": placed}


def side(layout: dict[str, Any], *ink: Rect, fits: dict[str, str] | None = None) -> PageSide:
    """A page with black where ink (mm) is."""
    image = Image.new("RGB", (round(100 * SCALE), round(150 * SCALE)), "white")
    draw = ImageDraw.Draw(image)
    for x, y, width, height in ink:
        draw.rectangle((x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1), fill="black")
    report = {"stories": [{"id": name, "fit": fit} for name, fit in (fits or {}).items()]}
    return PageSide("A1", image, layout, report)
