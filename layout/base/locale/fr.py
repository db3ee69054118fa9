"""French: narrow white before its double marks and inside its quotes."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import BEFORE_SIGNS, TIES, counted, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{Day_name} {day} {month_name} {year}",
    month_date="{Month_alone} {year}",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    issue_number="Nº {issue}",
    volume_issue="Vol. {volume}, nº {issue}",
    page_count="{count} pages",
    one_page="1 page",
    editor_name="Rédaction\u00a0: {name}",
    continued_from="Suite de la page {page}\u00a0: ",
    carried_from="Suite de la page {page}",
    heading_continued="{heading} (suite)",
    continued_on="Suite page {page}",
    dateline_before="{place} – ",
    index_label="Sommaire",
    designer_name="Mise en page\u00a0: {name}",
    publisher_name="Édité par {name}",
    phone_number="Tél. {number}",
    price_named="Prix\u00a0: {price}",
    first_day="1er",
    decimal=",",
    elements=told_in(
        "Horizontalement, Verticalement, Solution",
        "Lever du soleil, Coucher du soleil, Lever de la lune, Coucher de la lune, Pleine mer, Basse mer",
        "ensoleillé, éclaircies, couvert, pluie, averses, orages, neige, neige fondue, brouillard, vent",
    ),
)

SITE = SiteWords(
    lang="fr",
    full_date="{Day_name} {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Édition numérique",
    issue="Nº {}",
    page="Page {}",
    pages="Pages",
    all_editions="Toutes les éditions",
    issues="Éditions",
    previous_issue="Édition précédente",
    next_issue="Édition suivante",
    contents="Dans ce numéro",
    stories="Sur cette page",
    ads="Publicités de cette page",
    ad="Publicité",
    picture_of="Image de la page {}",
    zones="Choisir un article sur la page",
    picture="Image",
    to_text="Aller au texte",
    to_stories="Aller à la liste des articles",
    previous_page="Page précédente",
    next_page="Page suivante",
    previous_story="Article précédent",
    next_story="Article suivant",
    printed_on="Paru en page {}",
    not_printed="Absent du journal imprimé d’aujourd’hui",
    continued_from="Suite de la page {}",
    goes_on="Suite page {}",
    no_words="voir l’image de la page",
)

SPECIMEN = SpecimenTexts(
    paper="Spécimen",
    sample="Du plus grand au plus petit 012",
    line="Le bac rapide, de cinq à neuf. Nº 2022",
    ad="Un filet",
    lead=(
        "Un surtitre au-dessus",
        "Le titre se lit en premier",
        "Le sous-titre dit ce que le titre a laissé de côté",
        "De notre rédaction",
    ),
    box=("En encadré", "Une brève", "", ""),
    first=(
        ("Une page est d’abord une grille\u00a0: des colonnes et des lignes. ", "plain"),
        ("Le gras", "strong"),
        (" avertit, ", "plain"),
        ("la seconde voix", "em"),
        (" sert aux titres d’œuvres et aux citations. Un chiffre en exposant, 3\u202f200 m", "plain"),
        ("2", "superscript"),
        (", n’écarte pas les lignes.", "plain"),
    ),
    subhead="Un intertitre a sa propre ligne",
    paragraphs=(
        "Chaque ligne du texte repose sur une même grille, si bien que les lignes de deux colonnes voisines sont de "
        "niveau. Les espaces se resserrent ou s’élargissent un peu, les mots se coupent selon les règles de la langue, "
        "et tout le paragraphe est pesé avant que la première ligne soit composée.",
        "Un titre doit se voir à trois pas\u202f; un intertitre doit offrir une halte au lecteur. Le blanc qui les "
        "sépare est inscrit dans la maquette, où chacun peut le changer.",
        "Une page n’a pas besoin de beaucoup de corps, mais de quelques-uns, bien distincts.",
    ),
    source="De notre rédaction",
)

LANGUAGE = in_letters(
    tag="fr",
    name="French",
    words=WORDS,
    quotes=Quotes(
        double=("«\u202f", "\u202f»"),
        single=("“", "”"),
        dash="–",
        white=(("\u202f", ";!?"), ("\u00a0", ":")),
        # Lexique des règles typographiques en usage à l'Imprimerie nationale: 10 %, 5 €, 25 °C, 20 h 30.
        in_numbers=rf"{BEFORE_SIGNS}|(?<=\d)(?=h(?:\d\d)?(?!\w))|(?<=\d\u00a0h)(?=\d\d(?!\w))",
    ),
    hyphenation=Hyphenation("fr"),
    leaning=(
        "le la les l’ un une des du de d’ au aux et ou à en dans par pour sur sous avec sans chez vers ce "
        "cet cette "
        "ces son sa ses leur leurs que qui ne se"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months, r"\d{1,2}(?:er)?"),
        # Lexique des règles typographiques en usage à l'Imprimerie nationale: abréviations, coupures, heures.
        titled("MM? Mmes? Mlles? Drs? Pr Mgr Me Ste?"),
        numbered("n[º°os]+ pp? art chap vol fig al tél"),
        counted(r"\d\d", r"\d\sh"),
    ),
)
