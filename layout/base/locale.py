"""The few words the program itself puts on a page, in the language of the edition or of the story.

One table a language: the date, the issue, the lines of continued stories, what stands between a dateline and its
text. An editor's own words (By Maud Ashdown, 本报记者) are copy and are never touched. No other module and no shared
template has words of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Each is a pattern of `str.format`; dates have the fields named in `date`."""

    full_date: str
    month_date: str
    months: tuple[str, ...]
    days: tuple[str, ...]
    issue_number: str
    volume_issue: str
    page_count: str
    editor_name: str
    continued_from: str
    """Stands before the first word of a story that begins on another page (上接)."""
    continued_on: str
    """Ends a story that goes on elsewhere (下转)."""
    source_and_jump: str
    source_line: str
    """What ends a story at the right: its source, the line of its continuation, or both."""
    dateline_before: str
    caption_credit: str
    index_label: str
    index_page: str

    def date(self, day: datetime.date, pattern: str = "") -> str:
        """Return the day in words. A pattern has the fields year, month, month_name, day and day_name."""
        return (pattern or self.full_date).format(
            year=day.year,
            month=day.month,
            month_name=self.months[day.month - 1],
            day=day.day,
            day_name=self.days[day.weekday()],
        )

    def month(self, day: datetime.date) -> str:
        """Return month and year, for the ear of a front page."""
        return self.date(day, self.month_date)

    def issue(self, issue: int, volume: int | None = None) -> str:
        """Return the issue number, with the volume if the paper counts volumes."""
        pattern = self.volume_issue if volume else self.issue_number
        return pattern.format(issue=issue, volume=volume)

    def pages(self, count: int) -> str:
        """Return how many pages the edition has."""
        return self.page_count.format(count=count)

    def editor(self, name: str) -> str:
        """Return the editor's name with what he is."""
        return self.editor_name.format(name=name)

    def jump_from(self, page: str) -> str:
        """Return the line that begins a story continued from a page."""
        return self.continued_from.format(page=page)

    def ending(self, source: str, continued_on: str | None) -> str:
        """Return what ends a story at the right: source and continuation; empty if it has neither."""
        jump = self.continued_on.format(page=continued_on) if continued_on else ""
        both = self.source_and_jump.format(source=source, jump=jump) if source and jump else source or jump
        return self.source_line.format(text=both) if both else ""

    def dateline(self, place: str) -> str:
        """Return a dateline with what parts it from the text."""
        return self.dateline_before.format(place=place)

    def caption(self, text: str, credit: str) -> str:
        """Return a caption with the credit of its picture; either may be empty."""
        return self.caption_credit.format(text=text, credit=credit) if text and credit else text or credit


CHINESE = Words(
    full_date="{year}年{month}月{day}日 {day_name}",
    month_date="{year}年{month}月",
    months=tuple(f"{month}月" for month in range(1, 13)),
    days=tuple(f"星期{day}" for day in "一二三四五六日"),
    issue_number="第{issue}期",
    volume_issue="第{volume}卷 第{issue}期",
    page_count="今日{count}版",
    editor_name="责任编辑 {name}",
    continued_from="（上接{page}版）",
    continued_on="下转{page}版",
    source_and_jump="{source}　{jump}",
    source_line="（{text}）",
    dateline_before="{place}　",
    caption_credit="{text}　{credit}",
    index_label="导读",
    index_page="{page}　",
)

TRADITIONAL = replace(CHINESE, editor_name="責任編輯 {name}", continued_on="下轉{page}版", index_label="導讀")

AMERICAN = Words(
    full_date="{day_name}, {month_name} {day}, {year}",
    month_date="{month_name} {year}",
    months=_MONTHS,
    days=_DAYS,
    issue_number="No. {issue}",
    volume_issue="Vol. {volume}, No. {issue}",
    page_count="{count} pages",
    editor_name="Editor: {name}",
    continued_from="From {page}: ",
    continued_on="Continued on {page}",
    source_and_jump="{source}. {jump}",
    source_line="{text}",
    dateline_before="{place} — ",
    caption_credit="{text} {credit}",
    index_label="Inside",
    index_page="{page}\u2002",
)

BRITISH = replace(AMERICAN, full_date="{day_name}, {day} {month_name} {year}")


def words_for(language: str) -> Words:
    """Return the words of a language, written as BCP 47 does. English stands in for languages without a table."""
    primary, *rest = language.split("-")
    if primary == "zh":
        return TRADITIONAL if {"Hant", "TW", "HK", "MO"} & set(rest) else CHINESE
    return BRITISH if primary == "en" and {"GB", "IE", "AU", "NZ"} & set(rest) else AMERICAN
