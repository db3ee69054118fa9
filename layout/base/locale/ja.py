"""Japanese."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.han import CLINGING, CORNERS, ENGLISH_WORDS, JAPANESE, JOINING, NAMES, WHOLE
from layout.base.locale.record import Language, Phrases, Script, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{year}年{month}月{day}日{day_name}",
    month_date="{year}年{month}月",
    months=tuple(f"{month}月" for month in range(1, 13)),
    days=tuple(f"{day}曜日" for day in "月火水木金土日"),
    issue_number="第{issue}号",
    volume_issue="第{volume}巻　第{issue}号",
    page_count="本日{count}ページ",
    editor_name="編集　{name}",
    continued_from="（{page}面から続く）",
    carried_from="（{page}面から続く）",
    heading_continued="{heading}（続き）",
    continued_on="{page}面に続く",
    source_and_jump="{source}　{jump}",
    source_line="（{text}）",
    dateline_before="【{place}】",
    caption_credit="{text}　{credit}",
    index_label="紙面案内",
    reading_note="（{reading}）",
    unit_note="（{unit}）",
    quoted_by="——{name}",
    designer_name="紙面構成　{name}",
    publisher_name="発行　{name}",
    phone_number="電話　{number}",
    price_named="定価　{price}",
    between="　",
    elements=told_in(
        "ヨコのカギ, タテのカギ, 解答",
        "日の出, 日の入り, 月の出, 月の入り, 満潮, 干潮",
        "晴れ, 晴れ時々曇り, 曇り, 雨, にわか雨, 雷雨, 雪, みぞれ, 霧, 強風",
    ),
)

SITE = SiteWords(
    lang="ja",
    full_date="{year}年{month}月{day}日{day_name}",
    short_date="{month}月{day}日",
    short_date_of_year="{year}年{month}月{day}日",
    epaper="電子版",
    issue="第{}号",
    page="{}面",
    pages="紙面",
    all_editions="バックナンバー",
    issues="各号",
    previous_issue="前の号",
    next_issue="次の号",
    contents="今号の目次",
    stories="この面の記事",
    ads="この面の広告",
    ad="広告",
    picture_of="{}面の紙面画像",
    zones="紙面から記事を選ぶ",
    picture="写真",
    to_text="本文へ移動",
    to_stories="記事一覧へ移動",
    previous_page="前の面",
    next_page="次の面",
    previous_story="前の記事",
    next_story="次の記事",
    printed_on="{}面に掲載",
    not_printed="本日の紙面には掲載していません",
    continued_from="{}面から続く",
    goes_on="{}面に続く",
    no_words="紙面画像をご覧ください",
    stop="、",
)

SPECIMEN = SpecimenTexts(
    paper="組版見本",
    sample="大きい字から小さい字へ 012",
    line="渡し船は五時から九時まで。Banmian 2022",
    ad="飾り枠",
    lead=("見出しの上の前見出し", "見出しは最初に読まれる", "脇見出しは見出しの言い残したことを伝える", "本紙記者"),
    box=("囲み", "短い記事", "", ""),
    first=(
        ("紙面はまず格子である。横に段が並び、縦に行が並ぶ。", "plain"),
        ("太い字", "strong"),
        ("は注意を促し、", "plain"),
        ("別の書体", "em"),
        ("は引用に使う。数字や Latin letters との間は四分あける。3200m", "plain"),
        ("2", "superscript"),
        ("の上付き文字は行を押し広げない。", "plain"),
    ),
    subhead="小見出しは一行を占める",
    paragraphs=(
        "本文の行はすべて同じ格子の上に並び、隣の段の行と高さがそろう。行頭に句読点を置かず、行末に始めかぎを残さない。"
        "詰めるところは少し詰め、あけるところは少しあけて、段落全体を見渡してから最初の行を組む。",
        "見出しは三歩離れても読め、小見出しは読者に一息つかせる。その間の余白は設計に書いてあり、だれでも直せる。",
        "字の大きさは多くなくてよい。はっきり違う数種があれば足りる。",
    ),
    source="本紙",
)

COMPOUNDS = "集団 部隊 部門 次長 組織 個人 級友 項目 期間 区間 場所 隊員 分隊 分団 分科会"
"""Words that begin with a character that counts. The dictionary is of simplified Chinese: none that it has, nor any
that is written alike there."""

RULES = (
    *("zero-width", "tab", "alphanumerics", "percent", "decimal-point", "apostrophe", "double-quotes", "single-quotes"),
    *("ellipsis", "dash", "brackets", "space-inside", "space-mark", "unpaired-quote"),
)
"""Ids of the rules of Japanese copy; a paragraph begins with a typed square of white, which the composer makes too."""

LANGUAGE = Language(
    tag="ja",
    also=(),
    name="Japanese",
    script=Script.HAN,
    words=WORDS,
    marks=JAPANESE,
    quotes=CORNERS,
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(
        segmenter="ja", clinging=CLINGING, whole=WHOLE, together=NAMES, hardly_first=JOINING, words=COMPOUNDS
    ),
    rules=RULES,
    readings=True,
    site=SITE,
    specimen=SPECIMEN,
)
