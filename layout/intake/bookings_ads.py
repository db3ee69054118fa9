"""One booking, a row of a table, as an ad or a classified entry in the keys of ads.yaml."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from layout.base.locale.traditional import traditional
from layout.base.messages import say
from layout.base.text import one_line
from layout.files.slips import quoted
from layout.intake.bookings_map import BookingMap
from layout.intake.sizes import Designs, Sold, length, sold_as, sold_for, unit_in

Value = str | int | list["Value"] | dict[str, "Value"]
"""What stands in ads.yaml."""


@dataclass(slots=True)
class Booking:
    """One row: its place, what its cells are by field, and the names of their columns."""

    place: str
    """The file, the sheet and the row, as messages call it."""
    row: int
    values: dict[str, str]
    names: dict[str, str]
    loose: list[tuple[str, str]] = field(default_factory=list)
    """Cells of columns that are not known: name, text."""
    notes: tuple[str, ...] = ()
    guesses: list[str] = field(default_factory=list)
    """What was understood and may be meant otherwise: messages for the list."""
    used: set[str] = field(default_factory=set)

    def take(self, key: str) -> str:
        """Return a value, which is then in the ad."""
        self.used.add(key)
        return self.values.get(key, "")

    def has(self, *keys: str) -> bool:
        """Tell whether one of these is given."""
        return any(self.values.get(key) for key in keys)

    def rest(self) -> Iterator[tuple[str, str]]:
        """Yield what is not in the ad: the column's name and its text."""
        for key, text in self.values.items():
            if text and key not in self.used:
                yield self.names.get(key, key), text
        yield from self.loose


class NoAd(ValueError):
    """A row that makes no ad; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_KINDS = {
    "classified": "classified 分类 行分类 分类广告 小广告 line",
    "notice": "notice legal 公告 声明 启事 通知 遗失声明 通告 讣告 拍卖公告",
    "display": "display 展示 普通 图文 商业 硬广",
    "contact": "contact 联系 名片 便民",
    "supplied": "supplied artwork 成品 完稿 来稿",
}
KINDS = {said: kind for kind, words in _KINDS.items() for word in words.split() for said in (word, traditional(word))}
_NOTICES = ("公告", "声明", "聲明", "启事", "啟事", "通知", "通告", "notice", "Notice")
_SHORT = 24
"""A first line of no more characters may be a headline."""


def kind_of(booking: Booking) -> str:
    """Return the kind of ad of a booking, as it says or as what it has makes likely."""
    for key in ("kind", "heading"):
        word = unicodedata.normalize("NFKC", booking.values.get(key, "")).strip().lower()
        if word in KINDS and not (key == "heading" and KINDS[word] == "classified"):
            booking.used.add(key)
            return KINDS[word]
        if word and key == "kind":
            raise NoAd(
                say("{kind} is no kind of ad that is known", kind=word),
                say("the kinds are {known}", known=", ".join(_KINDS)),
            )
    if booking.has("file") and not booking.has("text"):
        return "supplied"
    if booking.has("heading") and not booking.has("size", "columns", "rows"):
        return "classified"
    if not booking.has("text") and booking.has("phone", "address"):
        return "contact"
    title = booking.values.get("title", "") or booking.values.get("text", "").split("\n")[0][:_SHORT]
    return "notice" if title.rstrip("。").endswith(_NOTICES) else "display"


def ad_of(booking: Booking, kind: str, map_: BookingMap, designs: Designs, ad_id: str) -> dict[str, Value]:
    """Return an ad of a kind with everything of a booking that it can hold. Raises NoAd."""
    sold = _sold(booking, map_, designs)
    size: dict[str, Value] = {"size": sold.name} if sold.name else {"columns": sold.columns, "rows": sold.rows}
    ad: dict[str, Value] = {"id": ad_id, "kind": kind} | size
    for key in ("advertiser", "border", "matter"):
        if booking.has(key):
            ad[key] = one_line(booking.take(key))
    if booking.has("position"):
        ad["position"] = [
            word for word in booking.take("position").replace("，", ",").replace(" ", ",").split(",") if word
        ]
    if kind == "supplied":
        ad["file"] = one_line(booking.take("file"))
        if not ad["file"]:
            raise NoAd(say("it names no file"), say("write the name of its PDF or picture"))
        return ad
    title, lines = _title(booking, kind)
    if not title:
        raise NoAd(
            say("it has no headline"), say("give it a column for its title, or make the text's first line short")
        )
    if kind == "notice":
        lines += [_labelled(booking, key) for key in ("address", "phone") if booking.has(key)]
        ad |= {"title": title, "text": list(lines)}
        if booking.has("signature"):
            ad["signature"] = one_line(booking.take("signature"))
        return ad
    contacts: list[Value] = [
        {"label": _label(booking, key), "value": one_line(booking.take(key))} for key in ("phone",) if booking.has(key)
    ]
    if kind == "contact":
        lines += [_labelled(booking, "address")] if booking.has("address") else []
        ad |= {"title": title} | ({"lines": list(lines)} if lines else {})
    else:
        contacts += (
            [{"label": _label(booking, "address"), "value": one_line(booking.take("address"))}]
            if booking.has("address")
            else []
        )
        ad["headline"] = title
        if booking.has("subline"):
            ad["subline"] = one_line(booking.take("subline"))
        if lines:
            ad["text"] = list(lines)
        if booking.has("file"):
            ad["picture"] = {"file": one_line(booking.take("file"))}
    return ad | ({"contacts": contacts} if contacts else {})


def entry_of(booking: Booking) -> dict[str, Value]:
    """Return the classified entry of a booking. Raises NoAd."""
    heading, text = one_line(booking.take("heading")), one_line(booking.take("text"))
    lead = booking.take("lead") or booking.take("title")
    for key in ("address", "phone"):
        told = one_line(booking.take(key))
        if told and told not in text:
            stop = "" if not text or text[-1] in "。！？；.!?;" else "." if text.isascii() else "。"
            gap = " " if text and text.isascii() else ""
            text = f"{text}{stop}{gap}{_label(booking, key)}{gap}{told}"
    if not text:
        raise NoAd(say("it has no text"), say("write what is to be printed"))
    if not heading:
        raise NoAd(say("it does not say what heading it stands under"), say("give it a column for its category"))
    entry: dict[str, Value] = {"heading": heading}
    if lead:
        entry["lead"] = one_line(lead)
    return entry | {"text": text}


def _is_wide(text: str) -> bool:
    return not text.isascii()


def _label(booking: Booking, key: str) -> str:
    """Return what stands before a number or an address: the name of its column."""
    return one_line(booking.names.get(key, key)).strip(":：")


def _labelled(booking: Booking, key: str) -> str:
    text = one_line(booking.take(key))
    return f"{_label(booking, key)}{'：' if _is_wide(_label(booking, key) + text) else ': '}{text}"


def _title(booking: Booking, kind: str) -> tuple[str, list[Value]]:
    """Return the headline and the lines under it; without a title the text's first line, if it is short."""
    lines = [one_line(line) for line in booking.take("text").split("\n") if line.strip()]
    title = one_line(booking.take("title"))
    if not title and kind == "contact" and booking.has("advertiser"):
        title = one_line(booking.take("advertiser"))
    if not title and lines and len(lines[0]) <= _SHORT:
        title, lines = lines[0], lines[1:]
    return title, list(lines)


def _sold(booking: Booking, map_: BookingMap, designs: Designs) -> Sold:
    """Return the columns and rows of a booking: as it says them, or of the size it names."""
    template, design = designs.of(booking.values.get("page", ""))
    if booking.has("size"):
        text = booking.take("size")
        unit = unit_in(booking.names.get("size", ""))
        if (size := None if unit and not map_.names_size(text) else map_.size(text)) is not None:
            return size
        sold = sold_as(text, design, unit) if design else None
    else:
        text = " × ".join(filter(None, (booking.values.get("columns", ""), booking.values.get("rows", ""))))
        if (counted := _counted(booking)) is not None:
            return Sold(*counted)
        units = [unit_in(booking.names.get(key, "")) for key in ("columns", "rows")]
        wide, high = (
            length(booking.take(key), own or other)
            for key, own, other in (("columns", units[0], units[1]), ("rows", units[1], units[0]))
        )
        sold = sold_for(wide, high, design.grid) if design and wide and high else None
    if sold is None:
        said = say("{text} is no size in columns and rows, nor one that the page can hold", text=text)
        hint = say("write it such as 2×18, or say under sizes: of the mapping file what it is")
        raise NoAd(said if text else say("it has no size"), hint)
    booking.guesses.append(_taken_as(text, sold, template))
    return sold


def _counted(booking: Booking) -> tuple[int, int] | None:
    """Return the numbers of columns and rows, if both are such."""
    numbers = []
    for key in ("columns", "rows"):
        text = unicodedata.normalize("NFKC", booking.values.get(key, "")).strip()
        text = text.removesuffix("栏").removesuffix("行").strip()
        if not text.isdigit() or unit_in(booking.names.get(key, "")):
            return None
        numbers.append(int(text))
    booking.used |= {"columns", "rows"}
    return numbers[0], numbers[1]


def _taken_as(text: str, sold: Sold, template: str) -> str:
    values = {"text": text, "columns": sold.columns, "rows": sold.rows, "template": template}
    if sold.name and not sold.columns:
        return say("{text} was taken as size: {size}", text=text, size=sold.name)
    if sold.name:
        return say(
            "{text} was taken as size: {size}, on the template {template} {columns} columns and {rows} rows",
            size=sold.name,
            **values,
        )
    if sold.is_turned:
        return say(
            "{text} was taken as {columns} columns and {rows} rows of the template {template}, the second number as "
            "its width: it is too wide otherwise",
            **values,
        )
    if sold.is_guess:
        return say(
            "{text} was taken as {columns} columns and {rows} rows of the template {template}: its columns cannot be "
            "divided so",
            **values,
        )
    return say("{text} was taken as {columns} columns and {rows} rows of the template {template}", **values)


_PLAIN = frozenset({"id", "kind", "size", "columns", "rows", "border"})
"""Keys whose values need no quotes."""


def ad_text(ad: Map[str, Value], indent: str) -> str:
    """Return an ad as an item of ads.yaml, its hyphen at an indent."""
    lines = list(_lines(ad, f"{indent}  "))
    return "\n".join((f"{indent}- {lines[0].lstrip()}", *lines[1:], ""))


def _lines(group: Map[str, Value], indent: str) -> Iterator[str]:
    for key, value in group.items():
        if isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                if isinstance(item, dict):
                    first, *others = _lines(item, f"{indent}    ")
                    yield f"{indent}  - {first.lstrip()}"
                    yield from others
                else:
                    yield f"{indent}  - {quoted(str(item))}"
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{indent}{key}: {value if key in _PLAIN else quoted(str(value))}"
