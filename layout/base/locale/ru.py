"""Russian."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import SOFT, TIES, before_next, counted, in_letters, numbered, shortened, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{Day_name}, {day} {month_name} {year}\u00a0г.",
    month_date="{Month_alone} {year}\u00a0г.",
    months=(
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    months_alone=(
        *("январь", "февраль", "март", "апрель", "май", "июнь"),
        *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
    days=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    issue_number="№ {issue}",
    volume_issue="{volume}-й год издания, № {issue}",
    page_count="{count} страниц",
    one_page="{count} страница",
    few_pages="{count} страницы",
    plural="east-slavic",
    editor_name="Редактор: {name}",
    continued_from="Продолжение. Начало на стр. {page}. ",
    carried_from="Продолжение. Начало на стр. {page}",
    heading_continued="{heading} (прод.)",
    continued_on="Продолжение на стр. {page}",
    dateline_before="{place}. ",
    index_label="В номере",
    designer_name="Вёрстка: {name}",
    publisher_name="Издатель: {name}",
    phone_number="Телефон {number}",
    price_named="Цена {price}",
    decimal=",",
    elements=told_in(
        "По горизонтали, По вертикали, Ответы",
        "Восход солнца, Заход солнца, Восход луны, Заход луны, Полная вода, Малая вода",
        "ясно, переменная облачность, пасмурно, дождь, ливни, гроза, снег, мокрый снег, туман, ветрено",
    ),
)

SITE = SiteWords(
    lang="ru",
    full_date="{Day_name}, {day} {month_name} {year}\u00a0г.",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}\u00a0г.",
    epaper="Цифровой выпуск",
    issue="№ {}",
    page="Страница {}",
    pages="Страницы",
    all_editions="Все выпуски",
    issues="Выпуски",
    previous_issue="Предыдущий выпуск",
    next_issue="Следующий выпуск",
    contents="В номере",
    stories="На этой странице",
    ads="Объявления на этой странице",
    ad="Объявление",
    picture_of="Изображение страницы {}",
    zones="Выберите материал на странице",
    picture="Снимок",
    to_text="Перейти к тексту",
    to_stories="Перейти к списку материалов",
    previous_page="Предыдущая страница",
    next_page="Следующая страница",
    previous_story="Предыдущий материал",
    next_story="Следующий материал",
    printed_on="Напечатано на странице {}",
    not_printed="Нет в сегодняшнем печатном выпуске",
    continued_from="Начало на стр. {}",
    goes_on="Продолжение на стр. {}",
    no_words="см. изображение страницы",
)

SPECIMEN = SpecimenTexts(
    paper="Образец",
    sample="От крупного к мелкому 012",
    line="Быстрый паром, с пяти до девяти. № 2022",
    ad="Рамка",
    lead=(
        "Надзаголовок сверху",
        "Заголовок читают первым",
        "Подзаголовок говорит то, о чём умолчал заголовок",
        "Наш корреспондент",
    ),
    box=("В рамке", "Короткая заметка", "", ""),
    first=(
        ("Полоса — это прежде всего сетка: колонки рядом и строки одна под другой. ", "plain"),
        ("Полужирный шрифт", "strong"),
        (" предупреждает, ", "plain"),
        ("второй голос", "em"),
        (" служит для названий и цитат. Верхний индекс, 3200 м", "plain"),
        ("2", "superscript"),
        (", не раздвигает строки.", "plain"),
    ),
    subhead="У подзаголовка своя строка",
    paragraphs=(
        "Каждая строка текста стоит на одной сетке, поэтому строки двух колонок находятся на одной высоте. Пробелы "
        "немного сужаются или расширяются, слова переносятся по правилам языка, и весь абзац взвешивается прежде, чем "
        "набрана первая строка.",
        "Заголовок должен быть виден за три шага, а подзаголовок должен дать читателю передышку. Сколько белого между "
        "ними, записано в макете, и каждый может это изменить.",
        "Полосе не нужно много кеглей: довольно нескольких, но ясно различимых.",
    ),
    source="Наш корреспондент",
)

LANGUAGE = in_letters(
    tag="ru",
    name="Russian",
    words=WORDS,
    quotes=Quotes(double=("«", "»"), single=("„", "“"), dash="—"),
    hyphenation=Hyphenation("ru_RU", right=2, script="Cyrl"),
    leaning=("а и в к о с у я на по за из от до об во ко со не ни но да для при над под без через или что как это"),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        before_next("а и в к о с у я", SOFT),
        *TIES,
        with_months(WORDS.months),
        # А. Э. Мильчин, Л. К. Чельцова, Справочник издателя и автора, on what is not parted at a line's end.
        Tie(r"\d{4}(?=\sгг?\.)"),
        Tie(r"\w(?=\s(?:бы|ли|же|б|ж|ль)(?!\w))", SOFT),
        counted(r"куб\. кв\. тыс\. млн млрд трлн руб\. коп\. чел\. шт\. экз\. вв?\."),
        counted(r"вв?\.", r"(?<!\w)[IVXХ]+"),
        numbered("стр с ст п пп т гл рис табл тел д кв корп"),
        shortened("г ул им пр просп пер пл обл пос дер с св тыс куб акад проф доц ген гр"),
    ),
)
