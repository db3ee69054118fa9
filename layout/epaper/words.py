"""What the site itself says, in the language of the edition."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the site in one language. Those with ``{}`` take a page number or an issue number."""

    lang: str
    epaper: str
    issue: str
    page: str
    pages: str
    all_editions: str
    issues: str
    previous_issue: str
    next_issue: str
    contents: str
    stories: str
    stories_of: str
    ads: str
    ad: str
    picture_of: str
    zones: str
    picture: str
    to_text: str
    to_stories: str
    previous_page: str
    next_page: str
    previous_story: str
    next_story: str
    printed_on: str
    continued_from: str
    goes_on: str
    also_printed: str
    no_words: str
    stop: str


_HANS = Words(
    lang="zh-Hans",
    epaper="数字报",
    issue="第{}期",
    page="{}版",
    pages="版面",
    all_editions="往期",
    issues="各期",
    previous_issue="上一期",
    next_issue="下一期",
    contents="本期目录",
    stories="本版稿件",
    stories_of="{}版稿件",
    ads="本版广告",
    ad="广告",
    picture_of="{}版版面图",
    zones="点版面读稿件",
    picture="图片",
    to_text="跳到正文",
    to_stories="跳到稿件列表",
    previous_page="上一版",
    next_page="下一版",
    previous_story="上一篇",
    next_story="下一篇",
    printed_on="载{}版",
    continued_from="上接{}版",
    goes_on="下转{}版",
    also_printed="续载",
    no_words="见版面图",
    stop="，",
)

_HANT = Words(
    lang="zh-Hant",
    epaper="數位報",
    issue="第{}期",
    page="{}版",
    pages="版面",
    all_editions="往期",
    issues="各期",
    previous_issue="上一期",
    next_issue="下一期",
    contents="本期目錄",
    stories="本版稿件",
    stories_of="{}版稿件",
    ads="本版廣告",
    ad="廣告",
    picture_of="{}版版面圖",
    zones="點版面讀稿件",
    picture="圖片",
    to_text="跳到正文",
    to_stories="跳到稿件列表",
    previous_page="上一版",
    next_page="下一版",
    previous_story="上一篇",
    next_story="下一篇",
    printed_on="載{}版",
    continued_from="上接{}版",
    goes_on="下轉{}版",
    also_printed="續載",
    no_words="見版面圖",
    stop="，",
)

_EN = Words(
    lang="en",
    epaper="Digital edition",
    issue="No. {}",
    page="Page {}",
    pages="Pages",
    all_editions="All editions",
    issues="Editions",
    previous_issue="Previous edition",
    next_issue="Next edition",
    contents="In this issue",
    stories="On this page",
    stories_of="On page {}",
    ads="Advertisements on this page",
    ad="Advertisement",
    picture_of="Picture of page {}",
    zones="Choose a story on the page",
    picture="Picture",
    to_text="Skip to the text",
    to_stories="Skip to the list of stories",
    previous_page="Previous page",
    next_page="Next page",
    previous_story="Previous story",
    next_story="Next story",
    printed_on="Printed on page {}",
    continued_from="Continued from page {}",
    goes_on="Continued on page {}",
    also_printed="continued",
    no_words="see the picture of the page",
    stop=", ",
)


def words_for(language: str) -> Words:
    """Return the words for an edition's language; English where we have none of its own."""
    if language.startswith(("zh-Hant", "zh-TW", "zh-HK")):
        return _HANT
    return _HANS if language.split("-")[0] == "zh" else _EN


def day(date: datetime.date, words: Words) -> str:
    """Return a day in words, such as 2022年4月15日 星期五."""
    if words is _EN:
        return f"{date:%A}, {date.day} {date:%B} {date.year}"
    return f"{date.year}年{date.month}月{date.day}日 星期{'一二三四五六日'[date.weekday()]}"


def short_day(date: datetime.date, beside: datetime.date, words: Words) -> str:
    """Return a day as it is told beside another one: 4月15日, with the year if it is another year's."""
    if words is _EN:
        return f"{date.day} {date:%B}" + (f" {date.year}" if date.year != beside.year else "")
    return (f"{date.year}年" if date.year != beside.year else "") + f"{date.month}月{date.day}日"
