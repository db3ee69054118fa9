"""Words that elements of stories print, or tell in the digital edition where the page has a symbol for them."""

from __future__ import annotations

from dataclasses import dataclass

SKIES = ("sun", "part-cloud", "cloud", "rain", "showers", "thunder", "snow", "sleet", "fog", "wind")
"""The skies that there are symbols of, as copy names them."""


@dataclass(frozen=True, slots=True)
class ElementWords:
    """The words of puzzles, of the times of a day, and of the weather; ``skies`` are in the order of `SKIES`."""

    across: str
    """The head over the clues of words that run level,"""
    down: str
    """and over those of words that run down."""
    solution: str
    sunrise: str
    sunset: str
    moonrise: str
    moonset: str
    high_water: str
    low_water: str
    skies: tuple[str, ...]

    def sky(self, name: str) -> str:
        """Return the word for one of `SKIES`."""
        return self.skies[SKIES.index(name)]


def told_in(puzzles: str, times: str, skies: str) -> ElementWords:
    """Return the words of a language, in the order of the fields, with commas between them."""
    across, down, solution = puzzles.split(", ")
    sunrise, sunset, moonrise, moonset, high_water, low_water = times.split(", ")
    told = tuple(skies.split(", "))
    return ElementWords(across, down, solution, sunrise, sunset, moonrise, moonset, high_water, low_water, told)


ENGLISH = told_in(
    "Across, Down, Solution",
    "Sunrise, Sunset, Moonrise, Moonset, High water, Low water",
    "sunny, partly cloudy, cloudy, rain, showers, thunderstorms, snow, sleet, fog, windy",
)
