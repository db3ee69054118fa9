"""Czech: prepositions and conjunctions of one letter stay with the next word."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, before_next, counted, in_letters, numbered, shortened, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{Day_name} {day}. {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("ledna", "února", "března", "dubna", "května", "června"),
        *("července", "srpna", "září", "října", "listopadu", "prosince"),
    ),
    months_alone=(
        *("leden", "únor", "březen", "duben", "květen", "červen"),
        *("červenec", "srpen", "září", "říjen", "listopad", "prosinec"),
    ),
    days=("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"),
    issue_number="Číslo {issue}",
    volume_issue="Ročník {volume}, číslo {issue}",
    page_count="{count} stran",
    one_page="{count} strana",
    few_pages="{count} strany",
    plural="czech",
    editor_name="Redakce: {name}",
    continued_from="Pokračování ze strany {page}: ",
    carried_from="Pokračování ze strany {page}",
    heading_continued="{heading} (pokr.)",
    continued_on="Pokračování na straně {page}",
    dateline_before="{place} – ",
    index_label="V tomto čísle",
    designer_name="Grafická úprava: {name}",
    publisher_name="Vydává {name}",
    phone_number="Telefon {number}",
    price_named="Cena {price}",
    decimal=",",
    elements=told_in(
        "Vodorovně, Svisle, Řešení",
        "Východ slunce, Západ slunce, Východ měsíce, Západ měsíce, Příliv, Odliv",
        "slunečno, polojasno, zataženo, déšť, přeháňky, bouřky, sníh, déšť se sněhem, mlha, větrno",
    ),
)

SITE = SiteWords(
    lang="cs",
    full_date="{Day_name} {day}. {month_name} {year}",
    short_date="{day}. {month_name}",
    short_date_of_year="{day}. {month_name} {year}",
    epaper="Digitální vydání",
    issue="Číslo {}",
    page="Strana {}",
    pages="Strany",
    all_editions="Všechna vydání",
    issues="Vydání",
    previous_issue="Předchozí vydání",
    next_issue="Následující vydání",
    contents="V tomto čísle",
    stories="Na této straně",
    ads="Inzeráty na této straně",
    ad="Inzerát",
    picture_of="Obraz strany {}",
    zones="Vyberte článek na straně",
    picture="Snímek",
    to_text="Přejít k textu",
    to_stories="Přejít k seznamu článků",
    previous_page="Předchozí strana",
    next_page="Následující strana",
    previous_story="Předchozí článek",
    next_story="Následující článek",
    printed_on="Vytištěno na straně {}",
    not_printed="V dnešním tištěném vydání není",
    continued_from="Pokračování ze strany {}",
    goes_on="Pokračování na straně {}",
    no_words="viz obraz strany",
)

SPECIMEN = SpecimenTexts(
    paper="Vzorník",
    sample="Od velkých k malým 012",
    line="Rychlý přívoz, od pěti do devíti. Číslo 2022",
    ad="Rámeček",
    lead=(
        "Nadtitulek nahoře",
        "Titulek se čte nejdřív",
        "Podtitulek říká, co titulek vynechal",
        "Od naší redakce",
    ),
    box=("V rámečku", "Krátká zpráva", "", ""),
    first=(
        ("Strana je nejprve síť: sloupce vedle sebe a řádky pod sebou. ", "plain"),
        ("Tučné písmo", "strong"),
        (" varuje, ", "plain"),
        ("druhý hlas", "em"),
        (" patří názvům a citátům. Horní index, 3200 m", "plain"),
        ("2", "superscript"),
        (", řádky od sebe neodtlačí.", "plain"),
    ),
    subhead="Mezititulek má svůj vlastní řádek",
    paragraphs=(
        "Každý řádek textu stojí na téže síti, takže řádky dvou sloupců jsou ve stejné výšce. Mezery mezi slovy se "
        "trochu zužují nebo rozšiřují, slova se dělí podle pravidel jazyka a celý odstavec se zváží dřív, než "
        "se vysází "
        "první řádek.",
        "Titulek musí být vidět na tři kroky a mezititulek musí dát čtenáři chvíli oddechu. Kolik místa mezi nimi je, "
        "stojí v návrhu a každý to může změnit.",
        "Strana nepotřebuje mnoho stupňů písma, jen několik, které se zřetelně liší.",
    ),
    source="Vlastní zpráva",
)

_CAPITALS = "A-ZÁČĎÉÍŇÓŘŠŤÚŽ"
LANGUAGE = in_letters(
    tag="cs",
    name="Czech",
    words=WORDS,
    quotes=Quotes(double=("„", "“"), single=("‚", "‘"), dash="–"),
    # Internetová jazyková příručka (ÚJČ AV ČR), „Spojovník“: a hyphen of the copy is written again.
    hyphenation=Hyphenation("cs_CZ", repeats=True),
    leaning="a i k o s u v z ke ku se ve ze na do od po za pro při nad pod nebo ani že aby co to",
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        # Internetová jazyková příručka (ÚJČ AV ČR), „Zalomení řádků a nevhodné výrazy na jejich konci“.
        before_next("a i k o s u v z"),
        *TIES,
        with_months(WORDS.months, r"\d{1,2}\."),
        counted("[a-záéíóúýčďěňřšťůž]+", r"(?<!\d)\d{1,3}\.?"),
        counted(r"[IVX]+\.", rf"(?<!\w)[{_CAPITALS}]\w+"),
        numbered("č čl s str odst kap obr tab tel"),
        shortened("p ul nám sv prof doc dr ing mgr judr mudr phdr rndr tis"),
    ),
)
