"""What of a picture its box shows: where it is cut when its proportions are not the box's."""

from __future__ import annotations

Crop = tuple[float, float, float, float]
"""Left, top, right, bottom as parts (0 to 1) of the upright picture."""

Focus = tuple[float, float]
"""The point of a picture that matters most, as parts (0 to 1) of its width and height from the top left."""

CENTRE: Focus = (0.5, 0.5)


def shown(ratio: float, wanted: float, focus: Focus = CENTRE) -> Crop:
    """Return what is seen of a picture in a box: all of its width or all of its height, nothing stretched.

    ``ratio`` and ``wanted`` are the widths of picture and box by their heights. The focus stands in the box where it
    stands in the picture: as many parts of it to the left, and above (CSS Images 3, ``object-position``).
    """
    x, y = focus
    if ratio > wanted:
        spare = 1 - wanted / ratio
        return spare * x, 0.0, 1 - spare * (1 - x), 1.0
    spare = 1 - ratio / wanted
    return 0.0, spare * y, 1.0, 1 - spare * (1 - y)
