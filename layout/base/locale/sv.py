"""Swedish: quotes open and close with one sign."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import BEFORE_SIGNS, SOFT, TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{Day_name} {day} {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    days=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    issue_number="Nr {issue}",
    volume_issue="Årgång {volume}, nr {issue}",
    page_count="{count} sidor",
    one_page="1 sida",
    editor_name="Redaktör: {name}",
    continued_from="Fortsättning från sidan {page}: ",
    carried_from="Fortsättning från sidan {page}",
    heading_continued="{heading} (forts.)",
    continued_on="Fortsättning på sidan {page}",
    dateline_before="{place}. ",
    index_label="I dagens nummer",
    designer_name="Formgivning: {name}",
    publisher_name="Utges av {name}",
    phone_number="Telefon {number}",
    price_named="Pris {price}",
    decimal=",",
    elements=told_in(
        "Vågrätt, Lodrätt, Lösning",
        "Solen upp, Solen ned, Månen upp, Månen ned, Högvatten, Lågvatten",
        "soligt, halvklart, mulet, regn, skurar, åska, snö, snöblandat regn, dimma, blåsigt",
    ),
)

SITE = SiteWords(
    lang="sv",
    full_date="{Day_name} {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Digital utgåva",
    issue="Nr {}",
    page="Sidan {}",
    pages="Sidor",
    all_editions="Alla utgåvor",
    issues="Utgåvor",
    previous_issue="Föregående utgåva",
    next_issue="Nästa utgåva",
    contents="I dagens nummer",
    stories="På denna sida",
    ads="Annonser på denna sida",
    ad="Annons",
    picture_of="Bild av sidan {}",
    zones="Välj en artikel på sidan",
    picture="Bild",
    to_text="Gå till texten",
    to_stories="Gå till listan över artiklar",
    previous_page="Föregående sida",
    next_page="Nästa sida",
    previous_story="Föregående artikel",
    next_story="Nästa artikel",
    printed_on="Tryckt på sidan {}",
    not_printed="Finns inte i dagens tryckta tidning",
    continued_from="Fortsättning från sidan {}",
    goes_on="Fortsättning på sidan {}",
    no_words="se bilden av sidan",
)

SPECIMEN = SpecimenTexts(
    paper="Provblad",
    sample="Från stort till smått 012",
    line="Den snabba färjan, fem till nio. Nr 2022",
    ad="En ram",
    lead=(
        "En överrubrik",
        "Rubriken läses först",
        "Ingressen säger det som rubriken utelämnade",
        "Från vår redaktion",
    ),
    box=("I en ruta", "En notis", "", ""),
    first=(
        ("En sida är först och främst ett rutnät: spalter bredvid varandra och rader under varandra. ", "plain"),
        ("Fet stil", "strong"),
        (" varnar, ", "plain"),
        ("den andra rösten", "em"),
        (" är till för titlar och citat. En upphöjd siffra, 3 200 m", "plain"),
        ("2", "superscript"),
        (", skjuter inte isär raderna.", "plain"),
    ),
    subhead="En mellanrubrik har sin egen rad",
    paragraphs=(
        "Varje rad i texten står på samma rutnät, så att raderna i två spalter är i jämnhöjd. Ordmellanrummen blir "
        "något smalare eller vidare, orden avstavas enligt språkets regler och hela stycket vägs innan den första "
        "raden är satt.",
        "En rubrik ska synas på tre stegs håll och en mellanrubrik ska ge läsaren en vilopunkt. Hur mycket luft som "
        "finns mellan dem står i formgivningen, där var och en kan ändra det.",
        "En sida behöver inte många teckengrader, bara några som skiljer sig tydligt åt.",
    ),
    source="Från vår redaktion",
)

LANGUAGE = in_letters(
    tag="sv",
    name="Swedish",
    words=WORDS,
    # Svenska skrivregler (Språkrådet): 10 %, 5 €, 25 °C.
    quotes=Quotes(double=("”", "”"), single=("’", "’"), dash="–", in_numbers=BEFORE_SIGNS),
    hyphenation=Hyphenation("sv", right=2),
    leaning=("en ett den det de och eller av i på till från för med om vid hos mot utan under över efter att som men"),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months),
        # Svenska skrivregler (Språkrådet), on abbreviations, numbers and times.
        numbered("nr kl sid s kap art fig tel"),
        titled("[Dd]r [Pp]rof St"),
        Tie(r"(?<!\w)bl\.(?=\sa\.)", SOFT),
    ),
)
