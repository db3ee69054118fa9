"""Polish: words of one letter stay with the next one."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import SOFT, TIES, before_next, counted, in_letters, numbered, shortened, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{Day_name}, {day} {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    months_alone=(
        *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
        *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
    ),
    days=("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
    issue_number="Nr {issue}",
    volume_issue="Rok {volume}, nr {issue}",
    page_count="{count} stron",
    one_page="{count} strona",
    few_pages="{count} strony",
    plural="polish",
    editor_name="Redakcja: {name}",
    continued_from="Ciąg dalszy ze strony {page}: ",
    carried_from="Ciąg dalszy ze strony {page}",
    heading_continued="{heading} (cd.)",
    continued_on="Ciąg dalszy na stronie {page}",
    dateline_before="{place}. ",
    index_label="W numerze",
    designer_name="Opracowanie graficzne: {name}",
    publisher_name="Wydawca: {name}",
    phone_number="Telefon {number}",
    price_named="Cena: {price}",
    decimal=",",
    elements=told_in(
        "Poziomo, Pionowo, Rozwiązanie",
        "Wschód słońca, Zachód słońca, Wschód księżyca, Zachód księżyca, Przypływ, Odpływ",
        "słonecznie, częściowe zachmurzenie, pochmurno, deszcz, przelotny deszcz, "
        "burze, śnieg, deszcz ze śniegiem, mgła, wietrznie",
    ),
)

SITE = SiteWords(
    lang="pl",
    full_date="{Day_name}, {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Wydanie cyfrowe",
    issue="Nr {}",
    page="Strona {}",
    pages="Strony",
    all_editions="Wszystkie wydania",
    issues="Wydania",
    previous_issue="Poprzednie wydanie",
    next_issue="Następne wydanie",
    contents="W numerze",
    stories="Na tej stronie",
    ads="Ogłoszenia na tej stronie",
    ad="Ogłoszenie",
    picture_of="Obraz strony {}",
    zones="Wybierz artykuł na stronie",
    picture="Zdjęcie",
    to_text="Przejdź do tekstu",
    to_stories="Przejdź do listy artykułów",
    previous_page="Poprzednia strona",
    next_page="Następna strona",
    previous_story="Poprzedni artykuł",
    next_story="Następny artykuł",
    printed_on="Wydrukowano na stronie {}",
    not_printed="Nie ma w dzisiejszym wydaniu drukowanym",
    continued_from="Ciąg dalszy ze strony {}",
    goes_on="Ciąg dalszy na stronie {}",
    no_words="zobacz obraz strony",
)

SPECIMEN = SpecimenTexts(
    paper="Wzornik",
    sample="Od dużych do małych 012",
    line="Szybki prom, od piątej do dziewiątej. Nr 2022",
    ad="Ramka",
    lead=(
        "Nadtytuł u góry",
        "Tytuł czyta się najpierw",
        "Podtytuł mówi to, co tytuł pominął",
        "Od redakcji",
    ),
    box=("W ramce", "Krótka wiadomość", "", ""),
    first=(
        ("Strona to przede wszystkim siatka: kolumny obok siebie i wiersze jeden pod drugim. ", "plain"),
        ("Pismo grube", "strong"),
        (" ostrzega, ", "plain"),
        ("drugi głos", "em"),
        (" służy tytułom i cytatom. Cyfra w indeksie górnym, 3200 m", "plain"),
        ("2", "superscript"),
        (", nie rozsuwa wierszy.", "plain"),
    ),
    subhead="Śródtytuł ma własny wiersz",
    paragraphs=(
        "Każdy wiersz tekstu stoi na tej samej siatce, więc wiersze dwóch kolumn są na jednej wysokości. "
        "Odstępy między "
        "wyrazami nieco się zwężają lub rozszerzają, wyrazy dzieli się według zasad języka, a cały akapit rozważa się, "
        "zanim złoży się pierwszy wiersz.",
        "Tytuł musi być widoczny z trzech kroków, a śródtytuł musi dać czytelnikowi chwilę oddechu. Ile światła jest "
        "między nimi, zapisano w projekcie i każdy może to zmienić.",
        "Strona nie potrzebuje wielu stopni pisma, tylko kilku, które wyraźnie się różnią.",
    ),
    source="Inf. wł.",
)

LANGUAGE = in_letters(
    tag="pl",
    name="Polish",
    words=WORDS,
    quotes=Quotes(double=("„", "”"), single=("«", "»"), dash="–"),
    # Wielki słownik ortograficzny PWN, on division: a hyphen of the copy is written again.
    hyphenation=Hyphenation("pl_PL", right=2, repeats=True),
    leaning="a i o u w z ze we na do od ku po za dla przy przez nad pod oraz lub że się nie co to",
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        before_next("a i o u w z"),
        *TIES,
        with_months(WORDS.months),
        # A. Wolański, Edycja tekstów, on what is not to be parted at a line's end.
        Tie(r"\d{4}(?=\sr\.)"),
        counted(r"w\.", r"(?<!\w)[IVX]+"),
        counted(r"gr tys\. mln mld proc\. szt\. os\. godz\."),
        numbered("nr nry str s t art ust pkt godz tel rys tab"),
        shortened("ul al pl św prof im ok tys ks inż gen"),
        before_next("dr mgr", SOFT),
    ),
)
