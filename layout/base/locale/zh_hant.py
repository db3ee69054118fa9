"""Traditional Chinese, as in Taiwan, Hong Kong and Macao."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale import zh_hans
from layout.base.locale.han import CLINGING, ENGLISH_WORDS, RULES, TRADITIONAL, WHOLE
from layout.base.locale.record import Language, Phrases, Quotes, Script, SiteWords

WORDS = replace(
    zh_hans.WORDS,
    editor_name="責任編輯 {name}",
    continued_on="下轉{page}版",
    index_label="導讀",
    designer_name="版面設計 {name}",
    cn_number="CN {number}",
    phone_number="電話 {number}",
    price_named="零售價 {price}",
)

SITE = SiteWords(
    lang="zh-Hant",
    full_date="{year}年{month}月{day}日 {day_name}",
    short_date="{month}月{day}日",
    short_date_of_year="{year}年{month}月{day}日",
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
    not_printed="本日未見報，只在數字報刊出",
    continued_from="上接{}版",
    goes_on="下轉{}版",
    no_words="見版面圖",
    stop="，",
)

LANGUAGE = Language(
    tag="zh-Hant",
    also=("zh-TW", "zh-HK", "zh-MO"),
    name="Chinese, traditional",
    script=Script.HAN,
    words=WORDS,
    marks=TRADITIONAL,
    quotes=Quotes(),
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(segmenter="zh-Hant", clinging=CLINGING, whole=WHOLE),
    rules=RULES,
    site=SITE,
    specimen=zh_hans.SPECIMEN,
)
