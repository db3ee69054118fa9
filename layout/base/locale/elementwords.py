"""Words that elements of stories print, or tell in the digital edition where the page has a symbol for them."""

from __future__ import annotations

from dataclasses import dataclass

SKIES = ("sun", "part-cloud", "cloud", "rain", "showers", "thunder", "snow", "sleet", "fog", "wind")
"""The skies that there are symbols of, as copy names them."""


@dataclass(frozen=True, slots=True)
class ElementWords:
    """The words of puzzles and of the weather; ``skies`` are in the order of `SKIES`."""

    across: str = "Across"
    """The head over the clues of words that run level,"""
    down: str = "Down"
    """and over those of words that run down."""
    solution: str = "Solution"
    high: str = "high"
    low: str = "low"
    wind: str = "wind"
    rain: str = "rain"
    sunrise: str = "Sunrise"
    sunset: str = "Sunset"
    moonrise: str = "Moonrise"
    moonset: str = "Moonset"
    high_water: str = "High water"
    low_water: str = "Low water"
    skies: tuple[str, ...] = (
        *("sunny", "partly cloudy", "cloudy", "rain", "showers"),
        *("thunderstorms", "snow", "sleet", "fog", "windy"),
    )

    def sky(self, name: str) -> str:
        """Return the word for one of `SKIES`."""
        return self.skies[SKIES.index(name)]


ENGLISH = ElementWords()
