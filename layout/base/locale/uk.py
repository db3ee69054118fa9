"""Ukrainian: an apostrophe is inside words (м’я)."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import SOFT, TIES, before_next, counted, in_letters, numbered, shortened, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{Day_name}, {day} {month_name} {year}\u00a0р.",
    month_date="{Month_alone} {year}\u00a0р.",
    months=(
        *("січня", "лютого", "березня", "квітня", "травня", "червня"),
        *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
    ),
    months_alone=(
        *("січень", "лютий", "березень", "квітень", "травень", "червень"),
        *("липень", "серпень", "вересень", "жовтень", "листопад", "грудень"),
    ),
    days=("понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"),
    issue_number="№ {issue}",
    volume_issue="{volume}-й рік видання, № {issue}",
    page_count="{count} сторінок",
    one_page="{count} сторінка",
    few_pages="{count} сторінки",
    plural="east-slavic",
    editor_name="Редактор: {name}",
    continued_from="Продовження. Початок на стор. {page}. ",
    carried_from="Продовження. Початок на стор. {page}",
    heading_continued="{heading} (прод.)",
    continued_on="Продовження на стор. {page}",
    dateline_before="{place}. ",
    index_label="У номері",
    designer_name="Верстка: {name}",
    publisher_name="Видавець: {name}",
    phone_number="Телефон {number}",
    price_named="Ціна {price}",
    decimal=",",
    elements=told_in(
        "По горизонталі, По вертикалі, Відповіді",
        "Схід сонця, Захід сонця, Схід місяця, Захід місяця, Повна вода, Мала вода",
        "ясно, мінлива хмарність, похмуро, дощ, зливи, гроза, сніг, мокрий сніг, туман, вітряно",
    ),
)

SITE = SiteWords(
    lang="uk",
    full_date="{Day_name}, {day} {month_name} {year}\u00a0р.",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}\u00a0р.",
    epaper="Цифровий випуск",
    issue="№ {}",
    page="Сторінка {}",
    pages="Сторінки",
    all_editions="Усі випуски",
    issues="Випуски",
    previous_issue="Попередній випуск",
    next_issue="Наступний випуск",
    contents="У номері",
    stories="На цій сторінці",
    ads="Оголошення на цій сторінці",
    ad="Оголошення",
    picture_of="Зображення сторінки {}",
    zones="Виберіть матеріал на сторінці",
    picture="Світлина",
    to_text="Перейти до тексту",
    to_stories="Перейти до списку матеріалів",
    previous_page="Попередня сторінка",
    next_page="Наступна сторінка",
    previous_story="Попередній матеріал",
    next_story="Наступний матеріал",
    printed_on="Надруковано на сторінці {}",
    not_printed="Немає в сьогоднішньому друкованому випуску",
    continued_from="Початок на стор. {}",
    goes_on="Продовження на стор. {}",
    no_words="див. зображення сторінки",
)

SPECIMEN = SpecimenTexts(
    paper="Зразок",
    sample="Від великого до малого 012",
    line="Швидкий пором, з п’ятої до дев’ятої. № 2022",
    ad="Рамка",
    lead=(
        "Надзаголовок угорі",
        "Заголовок читають першим",
        "Підзаголовок каже те, про що заголовок змовчав",
        "Наш кореспондент",
    ),
    box=("У рамці", "Коротка замітка", "", ""),
    first=(
        ("Шпальта — це передусім сітка: колонки поруч і рядки один під одним. ", "plain"),
        ("Напівжирний шрифт", "strong"),
        (" застерігає, ", "plain"),
        ("другий голос", "em"),
        (" служить для назв і цитат. Верхній індекс, 3200 м", "plain"),
        ("2", "superscript"),
        (", не розсуває рядків.", "plain"),
    ),
    subhead="Підзаголовок має власний рядок",
    paragraphs=(
        "Кожен рядок тексту стоїть на одній сітці, тому рядки двох колонок розташовані на одній висоті. Пробіли трохи "
        "звужуються чи розширюються, слова переносяться за правилами мови, і весь абзац зважують раніше, ніж набрано "
        "перший рядок.",
        "Заголовок має бути видно за три кроки, а підзаголовок має дати читачеві перепочинок. Скільки білого між ними, "
        "записано в макеті, і кожен може це змінити.",
        "Шпальті не потрібно багато кеглів: досить кількох, але виразно різних.",
    ),
    source="Наш кореспондент",
)

LANGUAGE = in_letters(
    tag="uk",
    name="Ukrainian",
    words=WORDS,
    quotes=Quotes(double=("«", "»"), single=("„", "“"), dash="—"),
    hyphenation=Hyphenation("uk_UA", right=2, script="Cyrl", apostrophe=True),
    leaning="а і й в у з о я на по за із зі від до об не ні але та для при над під без через або що як це",
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        before_next("а і й в у з о я", SOFT),
        *TIES,
        with_months(WORDS.months),
        # Український правопис (2019), «Технічні правила переносу».
        Tie(r"\d{4}(?=\sрр?\.)"),
        Tie(r"\w(?=\s(?:би|б|же|ж)(?!\w))", SOFT),
        counted(r"куб\. кв\. тис\. млн млрд трлн коп\. осіб шт\. ст\."),
        counted(r"ст\.", r"(?<!\w)[IVXІХ]+"),
        numbered("стор с ст п пп т гл рис табл тел буд кв"),
        shortened("м вул ім пр просп бульв пл обл с смт св тис куб акад проф доц ген гр"),
    ),
)
