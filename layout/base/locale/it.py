"""Italian."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{Day_name} {day} {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
        *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    days=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    issue_number="N. {issue}",
    volume_issue="Anno {volume}, n. {issue}",
    page_count="{count} pagine",
    one_page="1 pagina",
    editor_name="A cura di {name}",
    continued_from="Segue da pagina {page}: ",
    carried_from="Segue da pagina {page}",
    heading_continued="{heading} (segue)",
    continued_on="Continua a pagina {page}",
    dateline_before="{place} – ",
    index_label="In questo numero",
    designer_name="Grafica: {name}",
    publisher_name="Edito da {name}",
    phone_number="Telefono {number}",
    price_named="Prezzo: {price}",
    first_day="1º",
    decimal=",",
    elements=told_in(
        "Orizzontali, Verticali, Soluzione",
        "Il sole sorge, Il sole tramonta, La luna sorge, La luna tramonta, Alta marea, Bassa marea",
        "sereno, poco nuvoloso, coperto, pioggia, rovesci, temporali, neve, nevischio, nebbia, vento",
    ),
)

SITE = SiteWords(
    lang="it",
    full_date="{Day_name} {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Edizione digitale",
    issue="N. {}",
    page="Pagina {}",
    pages="Pagine",
    all_editions="Tutte le edizioni",
    issues="Edizioni",
    previous_issue="Edizione precedente",
    next_issue="Edizione successiva",
    contents="In questo numero",
    stories="In questa pagina",
    ads="Annunci di questa pagina",
    ad="Annuncio",
    picture_of="Immagine della pagina {}",
    zones="Scegliere un articolo nella pagina",
    picture="Immagine",
    to_text="Vai al testo",
    to_stories="Vai all’elenco degli articoli",
    previous_page="Pagina precedente",
    next_page="Pagina successiva",
    previous_story="Articolo precedente",
    next_story="Articolo successivo",
    printed_on="Stampato a pagina {}",
    not_printed="Non presente nel giornale stampato di oggi",
    continued_from="Segue da pagina {}",
    goes_on="Continua a pagina {}",
    no_words="vedi l’immagine della pagina",
)

SPECIMEN = SpecimenTexts(
    paper="Campione",
    sample="Dal grande al piccolo 012",
    line="Il traghetto veloce, dalle cinque alle nove. N. 2022",
    ad="Una cornice",
    lead=(
        "Un occhiello in alto",
        "Il titolo si legge per primo",
        "Il sommario dice ciò che il titolo ha taciuto",
        "Dalla redazione",
    ),
    box=("In un riquadro", "Una notizia breve", "", ""),
    first=(
        ("Una pagina è prima di tutto una griglia: colonne affiancate e righe una sotto l’altra. ", "plain"),
        ("Il neretto", "strong"),
        (" avverte, ", "plain"),
        ("la seconda voce", "em"),
        (" serve per i titoli e le citazioni. Una cifra in apice, 3200 m", "plain"),
        ("2", "superscript"),
        (", non allontana le righe.", "plain"),
    ),
    subhead="Un titoletto ha una riga tutta sua",
    paragraphs=(
        "Ogni riga del testo poggia su un’unica griglia, così che le righe di due colonne stanno alla stessa altezza. "
        "Gli spazi si stringono o si allargano un poco, le parole si dividono secondo le regole della lingua e "
        "l’intero "
        "capoverso viene soppesato prima di comporre la prima riga.",
        "Un titolo deve vedersi a tre passi, un titoletto deve offrire una sosta al lettore. Quanto bianco stia fra i "
        "due è scritto nel progetto, dove ciascuno può cambiarlo.",
        "A una pagina non servono molti corpi, ma pochi e ben distinti.",
    ),
    source="Redazione",
)

_ELIDED = r"\d{3}(?!\d)|(?i:st[oaie]|ndranghet\w*|nduj\w+|gnorsì)(?!\w)"
_SHORTENED = r"(?i:l|na|nu|no|un|o|a|e|sera|notte|mmazza|spetta)(?!\w)"
"""What is left where a word's beginning is not spoken or written (Treccani, La grammatica italiana, “aferesi”):
’sto, ’ndrangheta, dal ’900; ’na, ’o sole."""

LANGUAGE = in_letters(
    tag="it",
    name="Italian",
    words=WORDS,
    quotes=Quotes(
        double=("«", "»"),
        single=("“", "”"),
        dash="–",
        elided=_ELIDED,
        shortened=_SHORTENED,
        clipped="[Pp]o|[Mm]o|[Bb]e",
    ),
    hyphenation=Hyphenation("it_IT", right=2, apostrophe=True),
    leaning=(
        "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla "
        "dai in nel nella nei nelle con su sul sulla per tra fra e ed o che non si"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months, r"\d{1,2}[º°]?"),
        # R. Lesina, Il nuovo manuale di stile, on what is not to be parted.
        numbered("n[º°]? nn artt? pagg? pp? vol cap fig tel"),
        titled(r"[Ss]igg? [Ss]ig\.ra [Dd]ott [Dd]ott\.ssa [Dd]r [Pp]rof [Aa]vv [Ii]ng [Oo]n [Mm]ons S Ss"),
    ),
)
