"""Where two pictures of a page differ, as boxes."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFilter

from layout.base.units import MM, Rect

CELL = 2.0 * MM
"""Side of the squares in which differences are gathered, pt; differences up to two squares apart are one."""
LEAST = 40
"""A pixel differs if one of its channels does by more than this, of 255: less is not seen in a proof."""


def changed_boxes(before: Image.Image, after: Image.Image, dpi: float) -> tuple[Rect, ...]:
    """Return boxes around what differs between two RGB pictures of a page, pt from its top left, from the top down.

    What one picture has and the other, being smaller, has not is different if it is not white.
    """
    size = (max(before.width, after.width), max(before.height, after.height))
    difference = ImageChops.difference(_on_paper(before, size), _on_paper(after, size))
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    mask = most.point(lambda value: 255 if value > LEAST else 0)
    side = max(1, round(CELL * dpi / 72))
    # Summing up by squares rounds a lone pixel of a large square to nothing; thickened first, it is kept.
    cells = mask.filter(ImageFilter.MaxFilter(3)).reduce(side).point(lambda value: 255 if value else 0)
    scale = 72 / dpi
    boxes = []
    for group in _groups(cells):
        left, right = min(x for x, _ in group) * side, (max(x for x, _ in group) + 1) * side
        top, bottom = min(y for _, y in group) * side, (max(y for _, y in group) + 1) * side
        found = mask.crop((left, top, min(right, size[0]), min(bottom, size[1]))).getbbox()
        if found:
            x0, y0, x1, y1 = found
            boxes.append(Rect((left + x0) * scale, (top + y0) * scale, (x1 - x0) * scale, (y1 - y0) * scale))
    return tuple(sorted(boxes, key=lambda box: (box.y, box.x)))


def _on_paper(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size and image.mode == "RGB":
        return image
    paper = Image.new("RGB", size, "white")
    paper.paste(image.convert("RGB"), (0, 0))
    return paper


def _groups(cells: Image.Image) -> Iterator[list[tuple[int, int]]]:
    """Yield the marked cells in groups that touch each other, or are one cell apart."""
    data, width = cells.tobytes(), cells.width
    left = {divmod(number, width)[::-1] for number, value in enumerate(data) if value}
    while left:
        group, edge = [], [left.pop()]
        while edge:
            x, y = edge.pop()
            group.append((x, y))
            near = {(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-2, 3)} & left
            left -= near
            edge.extend(near)
        yield group
