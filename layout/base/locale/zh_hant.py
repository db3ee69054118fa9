"""Traditional Chinese, as in Taiwan, Hong Kong and Macao."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale import zh_hans
from layout.base.locale.elementwords import told_in
from layout.base.locale.han import CLINGING, CORNERS, ENGLISH_WORDS, JOINING, NAMES, RULES, TRADITIONAL, WHOLE
from layout.base.locale.record import Language, Phrases, Script, SiteWords, SpecimenTexts

WORDS = replace(
    zh_hans.WORDS,
    editor_name="責任編輯 {name}",
    continued_on="下轉{page}版",
    heading_continued="{heading}（續）",
    index_label="導讀",
    designer_name="版面設計 {name}",
    cn_number="CN {number}",
    phone_number="電話 {number}",
    price_named="零售價 {price}",
    elements=told_in(
        "橫, 縱, 答案",
        "日出, 日落, 月出, 月落, 高潮, 低潮",
        "晴, 多雲, 陰, 雨, 陣雨, 雷陣雨, 雪, 雨夾雪, 霧, 強風",
    ),
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
    not_printed="本日未見報，只在數位報刊出",
    continued_from="上接{}版",
    goes_on="下轉{}版",
    no_words="見版面圖",
    stop="，",
)

SPECIMEN = SpecimenTexts(
    paper="樣張",
    sample="字級從大到小 012",
    line="天地玄黃，宇宙洪荒。Banmian 2022",
    ad="花線樣張",
    lead=("引題寫在主題的上方", "主題一眼看見 內文慢慢去讀", "副題補上主題沒有說完的話", "本報記者 版面"),
    box=("加框", "框裡的短文", "", ""),
    first=(
        ("一張報紙先是一張網格：橫著是欄，豎著是行。", "plain"),
        ("黑體", "strong"),
        ("用來提醒，", "plain"),
        ("楷體", "em"),
        ("用來轉述，數字與 Latin letters 之間留四分之一個字的空，3200m", "plain"),
        ("2", "superscript"),
        ("的上標不撐開行距。「引號」成對，（括號）也成對。", "plain"),
    ),
    subhead="小標題站在自己的行裡",
    paragraphs=(
        "每一行字都落在同一張行網上，隔著一道欄空望過去，左右兩欄的行是齊的。行首不許出現逗號，行末不許留下上引號；該擠的擠一點，"
        "該鬆的鬆一點，鬆到看不出來為止。",
        "大標題要讓人三步之外看得見，小標題要讓人停得下來。題與文之間留的白寫在樣式表裡，誰都改得動。",
        "一張版面上的字級不必多，幾級就夠，級與級之間要拉得開。",
    ),
    source="版面",
)

COMPOUNDS = "集團 集團軍 部隊 部門 次長 小組 組織 個人 級別 條件 項目 期間 年級 名單 區域 場地 隊員 階段 分隊"
"""Words that begin with a character that counts. The dictionary is of simplified Chinese: none that it has, nor any
that is written alike there."""

LANGUAGE = Language(
    tag="zh-Hant",
    also=("zh-TW",),
    name="Chinese, traditional",
    script=Script.HAN,
    words=WORDS,
    marks=TRADITIONAL,
    quotes=CORNERS,
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(
        segmenter="zh-Hant", clinging=CLINGING, whole=WHOLE, together=NAMES, hardly_first=JOINING, words=COMPOUNDS
    ),
    rules=RULES,
    site=SITE,
    specimen=SPECIMEN,
)

HONG_KONG = replace(
    LANGUAGE,
    tag="zh-Hant-HK",
    also=("zh-HK", "zh-MO", "zh-Hant-MO"),
    name="Chinese, traditional, of Hong Kong",
    words=replace(
        WORDS,
        full_date="{year}年{month}月{day}日{day_name}",
        designer_name="美術編輯 {name}",
        publisher_name="{name}出版",
        price_named="每份售價 {price}",
    ),
    site=replace(SITE, lang="zh-Hant-HK", full_date="{year}年{month}月{day}日{day_name}", epaper="電子報"),
)
