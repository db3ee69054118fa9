"""Days as the site tells them, in the language of the edition."""

from __future__ import annotations

import datetime

from layout.base.locale.record import Language


def day(date: datetime.date, language: Language) -> str:
    """Return a day in words, such as 2022年4月15日 星期五."""
    return language.words.date(date, language.site.full_date)


def short_day(date: datetime.date, beside: datetime.date, language: Language) -> str:
    """Return a day as it is told beside another one: 4月15日, with the year if it is another year's."""
    site = language.site
    return language.words.date(date, site.short_date if date.year == beside.year else site.short_date_of_year)
