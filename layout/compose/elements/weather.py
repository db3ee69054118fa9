"""The weather: a symbol, degrees, wind and rain for places or days, and the times of sun, moon and tide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Literal, Self, TypeVar
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from layout.base.codes import Code
from layout.base.locale import LANGUAGES
from layout.base.locale.elementwords import SKIES
from layout.base.locale.record import Words
from layout.base.messages import listed, say
from layout.compose.element import SetElement, missing_of, rule
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.skies import Pen, sky_shapes
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.elements.xhtml import put, xml
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.edition.blocks import Element, MapSpans, MapText, Model, Text
from layout.edition.inline import one_voice, spans_in
from layout.edition.markdown import Body, Written
from layout.scene.shapes import DrawnPath, shifted_path
from layout.scene.text import SetLine

_DEGREES = re.compile(r"(?P<sign>[-−–+]?)(?P<number>\d{1,3}(?:[.,]\d)?)\s*(?:°|℃|℉)?[CF]?")
_TOLD = re.compile(r"\s*(?P<label>.*?\S)\s*(?:(?<!\d)[:：]|[:：](?!\d))\s*(?P<value>\S.*?)\s*")
"""A word, a colon and what is told of it. The colon of a time is none."""
_FULL_COLON = re.compile(r"(?<=\d)：(?=\d)")
_TIMES = ("sunrise", "sunset", "moonrise", "moonset", "high_water", "low_water")


T = TypeVar("T")
_Draw = Callable[[T, float, float, float], float]
"""Draws a thing at a place in a width, and returns how high it is."""


class Spell(Model):
    """The weather of a place or a day: its sky, the highest and the lowest degrees, wind and rain as they are told."""

    place: Text
    sky: Literal["sun", "part-cloud", "cloud", "rain", "showers", "thunder", "snow", "sleet", "fog", "wind"]
    high: str
    low: str = ""
    wind: str = ""
    rain: str = ""

    @property
    def degrees(self) -> str:
        """The degrees as they are printed."""
        return "/".join(f"{each}°" for each in (self.high, self.low) if each)


class Told(Model):
    """A word and what is told of it: when the sun rises, how high the water is."""

    label: Text
    value: Text


class Weather(Element):
    """The weather of places or days, and what else is told of the day."""

    kind: Literal["weather"] = "weather"
    title: str = ""
    spells: tuple[Spell, ...]
    times: tuple[Told, ...] = ()

    @property
    def text(self) -> str:
        """All printed characters."""
        spells = (spell.place + spell.degrees + spell.wind + spell.rain for spell in self.spells)
        return self.title + "".join(spells) + "".join(told.label + told.value for told in self.times)

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its title put through a function."""
        return self.model_copy(update={"title": text(self.title)})


def _sky(written: str) -> str:
    """Return one of `SKIES` by its name, or by its word in any language; nothing if there is none."""
    name = written.strip().lower()
    if name in SKIES:
        return name
    words = (zip(language.words.elements.skies, SKIES, strict=True) for language in LANGUAGES)
    return next((sky for each in words for word, sky in each if word.lower() == name), "")


def read_weather(body: Body, written: Written) -> Iterator[Weather]:
    """Yield the weather; tell lines that are neither a place's weather nor a word with a colon."""
    spells: list[Spell] = []
    times: list[Told] = []
    faults = False
    for line, text in enumerate(written.text.split("\n"), written.line + 1):
        cells = [
            one_voice(spans_in(cell.strip(), body.language), body.language)
            for cell in text.strip().strip("|").split("|")
        ]
        if not text.strip():
            continue
        if len(cells) == 1 and (told := _TOLD.fullmatch(cells[0])):
            own = told["label"].lower().replace(" ", "_").replace("-", "_")
            name = getattr(body.language.words.elements, own) if own in _TIMES else told["label"]
            times.append(Told(label=name, value=_FULL_COLON.sub(":", told["value"])))
            continue
        degrees = [_DEGREES.fullmatch(cell) for cell in cells[2:4]]
        sky = _sky(cells[1]) if len(cells) > 1 else ""
        if len(cells) > 1 and not sky:
            said = say("there is no symbol for {sky}", sky=cells[1])
            hint = say(
                "the symbols are {skies}", skies=listed(dict.fromkeys((*SKIES, *body.language.words.elements.skies)))
            )
        elif not 3 <= len(cells) <= 6 or not cells[0] or not all(degrees):
            said = say("this is no line of the weather")
            hint = say("write place | sun | 24 | 11 | wind | rain, the last three if they are known, or sunrise: 6:12")
        else:
            found = [each["sign"].replace("-", "−").replace("–", "−") + each["number"] for each in degrees if each]
            keys = dict(zip(("high", "low"), found, strict=False)) | dict(
                zip(("wind", "rain"), cells[4:], strict=False)
            )
            spells.append(Spell.model_validate({"place": cells[0], "sky": sky, **keys}))
            continue
        faults = True
        body.error(Code.ELEMENT_CONTENT, said, line, hint)
    if not spells and not times and not faults:
        hint = say("write place | sun | 24 | 11 | wind | rain, the last three if they are known, or sunrise: 6:12")
        body.error(Code.ELEMENT_CONTENT, say("there is no weather here"), written.line, hint)
    elif not faults:
        yield Weather(title=written.title, spells=tuple(spells), times=tuple(times), **written.options)


class _Drawing:
    """The weather being drawn, from the top down."""

    def __init__(self, weather: Weather, width: float, voices: Voices, language: str) -> None:
        self.weather, self.width, self.design = weather, width, voices.design
        self.styles, self.tokens = voices.design.element, voices.design.element.weather
        self.texts = Texts(voices, language)
        self.bold = self.styles.cell.model_copy(update={"font": self.styles.cell.strong or self.styles.title.font})
        self.lines: list[SetLine] = []
        self.shapes: list[DrawnPath] = []

    def made(self) -> SetElement:
        tokens, ink, row = self.tokens, self.design.colours["rule"], self.design.grid.row
        self.shapes.append(rule(0.0, 0.0, self.width, tokens.rule, ink))
        y = tokens.rule + (0.0 if self.weather.title else tokens.gap / 2)
        if self.weather.title:
            for line in self.texts.few_lines(self.weather.title, self.styles.title, self.width):
                self.lines.append(centred(line, y, tokens.title_height * line.size))
                y += tokens.title_height * line.size
        y = self._in_columns(self.weather.spells, tokens.spell, y, self._spell)
        if self.weather.spells and self.weather.times:
            self.shapes.append(rule(0.0, y + tokens.gap / 2, self.width, tokens.line, ink))
            y += tokens.gap
        y = self._in_columns(self.weather.times, tokens.time, y, self._time)
        self.shapes.append(rule(0.0, y + tokens.gap / 2, self.width, tokens.line, ink))
        y += tokens.gap / 2 + tokens.line
        rows = ceil((y + 2 * tokens.air) / row)
        top = (rows * row - y) / 2
        lines = tuple(SetLine(each.line, each.baseline + top) for each in self.lines)
        shapes = tuple(shifted_path(each, 0.0, top) for each in self.shapes)
        return SetElement("weather", rows, self.width, lines, shapes, self.weather.text, missing_of(self.texts.missing))

    def _in_columns(self, things: Sequence[T], least: float, y: float, draw: _Draw[T]) -> float:
        """Draw things row by row, as many side by side as have their least width; return where they end."""
        count = max(1, min(len(things), int((self.width + self.tokens.gap) / (least + self.tokens.gap))))
        each = (self.width - (count - 1) * self.tokens.gap) / count
        for first in range(0, len(things), count):
            here = enumerate(things[first : first + count])
            y += max(draw(thing, at * (each + self.tokens.gap), y, each) for at, thing in here)
        return y

    def _height(self, words: str, style: TextStyle, width: float) -> float:
        """Return how high words stand in a width."""
        return len(self.texts.lines(words, style, width, "left")) * self.tokens.pitch * style.size if words else 0.0

    def _put(self, words: str, style: TextStyle, x: float, y: float, width: float, align: str = "left") -> float:
        """Set words from a height on; return how high they are."""
        pitch = self.tokens.pitch * style.size
        lines = self.texts.lines(words, style, width, "left") if words else ()
        for at, line in enumerate(lines):
            left = x + (width - line.width - line.x if align == "right" else 0.0)
            self.lines.append(centred(moved(line, left), y + at * pitch, pitch))
        return len(lines) * pitch

    def _spell(self, spell: Spell, x: float, y: float, width: float) -> float:
        """Draw the weather of a place: its symbol, the place over wind and rain, the degrees at the right."""
        tokens, size = self.tokens, self.tokens.symbol
        degrees = self.texts.lines(spell.degrees, self.bold, width, "left")[0]
        left = size + tokens.gap / 2
        room = width - left - degrees.width - tokens.gap / 2
        wind = self.texts.language.words.joined(spell.wind, spell.rain)
        high = sum(
            self._height(*told) for told in ((spell.place, self.bold, room), (wind, self.styles.label, width - left))
        )
        top = y + max(0.0, size - high) / 2
        self._put(spell.degrees, self.bold, x + width - degrees.width - 1, top, degrees.width + 1, "right")
        below = top + self._put(spell.place, self.bold, x + left, top, room)
        self._put(wind, self.styles.label, x + left, below, width - left)
        pen = Pen(x, y + max(0.0, high - size) / 2, size, tokens.stroke, self.design.colours["rule"])
        self.shapes += sky_shapes(spell.sky, pen)
        return max(high, size) + tokens.gap / 2

    def _time(self, told: Told, x: float, y: float, width: float) -> float:
        """Set a word and what is told of it, at the right; below it if there is no room."""
        style = self.styles.label
        value = self.texts.lines(told.value, style, 1e4, "left")[0]
        label = self.texts.lines(told.label, style, 1e4, "left")[0]
        if label.width + value.width + style.size <= width:
            self._put(told.value, style, x, y, width, "right")
            return self._put(told.label, style, x, y, width)
        high = self._put(told.label, style, x, y, width)
        return high + self._put(told.value, style, x, y + high, width, "left")


def set_weather(weather: Weather, width: float, voices: Voices, language: str) -> SetElement:
    """Set the weather to a width in pt."""
    return _Drawing(weather, width, voices, language).made()


def weather_html(weather: Weather, words: Words) -> Xml:
    """Return the weather as an XHTML table, each symbol told in a word."""
    made, said = xml("table", kind="weather"), words.elements
    put(made, "caption", weather.title)
    body = SubElement(made, "tbody")
    for spell in weather.spells:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = spell.place
        for cell in (said.sky(spell.sky), spell.degrees, spell.wind, spell.rain):
            SubElement(row, "td").text = cell
    for told in weather.times:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = told.label
        SubElement(row, "td", {"colspan": "4"}).text = told.value
    return made


KIND = ElementKind(
    model=Weather,
    fence="weather",
    read=read_weather,
    set=set_weather,
    html=weather_html,
)
