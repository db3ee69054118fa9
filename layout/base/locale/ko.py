"""Korean. It is set in words."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.han import CURLY, ENGLISH_WORDS, MAINLAND, WHOLE
from layout.base.locale.record import Language, Phrases, Script, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{year}년 {month}월 {day}일 {day_name}",
    month_date="{year}년 {month}월",
    months=tuple(f"{month}월" for month in range(1, 13)),
    days=tuple(f"{day}요일" for day in "월화수목금토일"),
    issue_number="제{issue}호",
    volume_issue="제{volume}권 제{issue}호",
    page_count="오늘 {count}면",
    editor_name="편집 {name}",
    continued_from="{page}면에서 이어짐 ",
    carried_from="{page}면에서 이어짐",
    heading_continued="{heading} (계속)",
    continued_on="{page}면에 계속",
    source_and_jump="{source} {jump}",
    reading_note="({reading})",
    source_line="({text})",
    dateline_before="[{place}] ",
    index_label="지면 안내",
    designer_name="디자인 {name}",
    publisher_name="발행 {name}",
    phone_number="전화 {number}",
    price_named="값 {price}",
    unit_note="(단위: {unit})",
    elements=told_in(
        "가로 열쇠, 세로 열쇠, 정답",
        "해 뜸, 해 짐, 달 뜸, 달 짐, 만조, 간조",
        "맑음, 구름 조금, 흐림, 비, 소나기, 천둥번개, 눈, 진눈깨비, 안개, 강풍",
    ),
)

SITE = SiteWords(
    lang="ko",
    full_date="{year}년 {month}월 {day}일 {day_name}",
    short_date="{month}월 {day}일",
    short_date_of_year="{year}년 {month}월 {day}일",
    epaper="디지털판",
    issue="제{}호",
    page="{}면",
    pages="지면",
    all_editions="지난 신문",
    issues="각 호",
    previous_issue="이전 호",
    next_issue="다음 호",
    contents="이번 호 목차",
    stories="이 면의 기사",
    ads="이 면의 광고",
    ad="광고",
    picture_of="{}면 지면 이미지",
    zones="지면에서 기사를 고르세요",
    picture="사진",
    to_text="본문으로 이동",
    to_stories="기사 목록으로 이동",
    previous_page="이전 면",
    next_page="다음 면",
    previous_story="이전 기사",
    next_story="다음 기사",
    printed_on="{}면에 실림",
    not_printed="오늘 지면에는 실리지 않음",
    continued_from="{}면에서 이어짐",
    goes_on="{}면에 계속",
    no_words="지면 이미지를 보세요",
)

SPECIMEN = SpecimenTexts(
    paper="견본",
    sample="큰 글자에서 작은 글자로 012",
    line="나룻배는 다섯 시부터 아홉 시까지. Banmian 2022",
    ad="테두리",
    lead=("제목 위의 어깨제목", "제목을 가장 먼저 읽는다", "부제는 제목이 못다 한 말을 한다", "본보 기자"),
    box=("상자 기사", "짧은 기사", "", ""),
    first=(
        ("지면은 먼저 격자다. 단이 나란히 서고 줄이 차례로 놓인다. ", "plain"),
        ("굵은 글자", "strong"),
        ("는 주의를 끌고, ", "plain"),
        ("다른 글꼴", "em"),
        ("은 인용에 쓴다. 위첨자 3200m", "plain"),
        ("2", "superscript"),
        ("는 줄을 밀어내지 않는다.", "plain"),
    ),
    subhead="중간 제목은 한 줄을 차지한다",
    paragraphs=(
        "본문의 줄은 모두 같은 격자 위에 놓여 이웃한 단의 줄과 높이가 같다. 낱말 사이를 조금 좁히거나 넓히고, "
        "문단 전체를 "
        "헤아린 다음에 첫 줄을 짠다.",
        "제목은 세 걸음 밖에서도 보여야 하고 중간 제목은 독자에게 쉴 자리를 주어야 한다. 둘 사이의 여백은 "
        "설계에 적혀 있어 "
        "누구나 고칠 수 있다.",
        "글자 크기는 많지 않아도 된다. 뚜렷이 다른 몇 가지면 넉넉하다.",
    ),
    source="본보",
)

LANGUAGE = Language(
    tag="ko",
    also=(),
    name="Korean",
    script=Script.HANGUL,
    words=WORDS,
    marks=MAINLAND,
    quotes=CURLY,
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(whole=WHOLE),
    rules=("zero-width", "tab", "apostrophe", "double-quotes", "single-quotes", "unpaired-quote"),
    site=SITE,
    specimen=SPECIMEN,
)
