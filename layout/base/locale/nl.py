"""Dutch."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{Day_name} {day} {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    days=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    issue_number="Nr. {issue}",
    volume_issue="Jaargang {volume}, nr. {issue}",
    page_count="{count} pagina’s",
    one_page="1 pagina",
    editor_name="Redactie: {name}",
    continued_from="Vervolg van pagina {page}: ",
    carried_from="Vervolg van pagina {page}",
    heading_continued="{heading} (vervolg)",
    continued_on="Lees verder op pagina {page}",
    dateline_before="{place} – ",
    index_label="In dit nummer",
    designer_name="Vormgeving: {name}",
    publisher_name="Uitgave van {name}",
    phone_number="Telefoon {number}",
    price_named="Prijs {price}",
    decimal=",",
    elements=told_in(
        "Horizontaal, Verticaal, Oplossing",
        "Zon op, Zon onder, Maan op, Maan onder, Hoogwater, Laagwater",
        "zonnig, half bewolkt, bewolkt, regen, buien, onweer, sneeuw, natte sneeuw, mist, harde wind",
    ),
)

SITE = SiteWords(
    lang="nl",
    full_date="{Day_name} {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Digitale editie",
    issue="Nr. {}",
    page="Pagina {}",
    pages="Pagina’s",
    all_editions="Alle edities",
    issues="Edities",
    previous_issue="Vorige editie",
    next_issue="Volgende editie",
    contents="In dit nummer",
    stories="Op deze pagina",
    ads="Advertenties op deze pagina",
    ad="Advertentie",
    picture_of="Beeld van pagina {}",
    zones="Kies een artikel op de pagina",
    picture="Foto",
    to_text="Naar de tekst",
    to_stories="Naar de lijst van artikelen",
    previous_page="Vorige pagina",
    next_page="Volgende pagina",
    previous_story="Vorig artikel",
    next_story="Volgend artikel",
    printed_on="Gedrukt op pagina {}",
    not_printed="Niet in de gedrukte krant van vandaag",
    continued_from="Vervolg van pagina {}",
    goes_on="Lees verder op pagina {}",
    no_words="zie het beeld van de pagina",
)

SPECIMEN = SpecimenTexts(
    paper="Proefblad",
    sample="Van groot naar klein 012",
    line="De snelle veerboot, vijf voor negen. Nr. 2022",
    ad="Een kader",
    lead=(
        "Een bovenkop",
        "De kop wordt het eerst gelezen",
        "De onderkop zegt wat de kop wegliet",
        "Van onze redactie",
    ),
    box=("In een kader", "Een kort bericht", "", ""),
    first=(
        ("Een pagina is eerst een raster: kolommen naast elkaar en regels onder elkaar. ", "plain"),
        ("Vette letters", "strong"),
        (" waarschuwen, ", "plain"),
        ("de tweede stem", "em"),
        (" is voor titels en voor wat geciteerd wordt. Een verhoogd cijfer, 3200 m", "plain"),
        ("2", "superscript"),
        (", duwt de regels niet uit elkaar.", "plain"),
    ),
    subhead="Een tussenkop heeft een eigen regel",
    paragraphs=(
        "Elke regel van de tekst staat op hetzelfde raster, zodat de regels van twee kolommen op gelijke hoogte staan. "
        "De woordspaties worden een beetje smaller of breder, woorden worden volgens de regels van de taal afgebroken "
        "en de hele alinea wordt gewogen voordat de eerste regel gezet is.",
        "Een kop moet van drie passen afstand te zien zijn en een tussenkop moet de lezer een rustpunt geven. Hoeveel "
        "wit tussen de twee staat, is in het ontwerp vastgelegd en kan door iedereen veranderd worden.",
        "Een pagina heeft niet veel lettergrootten nodig, alleen enkele die duidelijk verschillen.",
    ),
    source="Van onze redactie",
)

LANGUAGE = in_letters(
    tag="nl",
    name="Dutch",
    words=WORDS,
    quotes=Quotes(dash="–", elided=r"(?:[stnkmr]|ns)(?![\w'’])", shortened=r"(?:ie|em|er)(?!\w)"),
    hyphenation=Hyphenation("nl_NL", right=2),
    leaning=(
        "de het een en of van voor in op aan bij met uit naar over onder te ten ter als om door tegen "
        "zonder tot dat "
        "die zijn haar hun"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months),
        # J. Renkema, Schrijfwijzer, on what stays on one line.
        numbered("nrs? no blz p pag art lid afb tel"),
        titled("[Dd]hr [Mm]evr [Mm]w [Dd]rs? [Pp]rof [Ii]r [Ii]ng [Mm]r [Dd]s St"),
    ),
)
