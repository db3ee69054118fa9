"""German."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import BEFORE_SIGNS, TIES, counted, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{day_name}, {day}. {month_name} {year}",
    month_date="{month_name} {year}",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    issue_number="Nr. {issue}",
    volume_issue="{volume}. Jahrgang, Nr. {issue}",
    page_count="{count} Seiten",
    one_page="1 Seite",
    editor_name="Redaktion: {name}",
    continued_from="Fortsetzung von Seite {page}: ",
    carried_from="Fortsetzung von Seite {page}",
    heading_continued="{heading} (Forts.)",
    continued_on="Fortsetzung auf Seite {page}",
    dateline_before="{place} – ",
    index_label="In dieser Ausgabe",
    designer_name="Gestaltung: {name}",
    publisher_name="Herausgegeben von {name}",
    phone_number="Telefon {number}",
    price_named="Preis {price}",
    decimal=",",
    elements=told_in(
        "Waagerecht, Senkrecht, Lösung",
        "Sonnenaufgang, Sonnenuntergang, Mondaufgang, Monduntergang, Hochwasser, Niedrigwasser",
        "sonnig, wolkig, bedeckt, Regen, Schauer, Gewitter, Schnee, Schneeregen, Nebel, windig",
    ),
)

SITE = SiteWords(
    lang="de",
    full_date="{day_name}, {day}. {month_name} {year}",
    short_date="{day}. {month_name}",
    short_date_of_year="{day}. {month_name} {year}",
    epaper="Digitale Ausgabe",
    issue="Nr. {}",
    page="Seite {}",
    pages="Seiten",
    all_editions="Alle Ausgaben",
    issues="Ausgaben",
    previous_issue="Vorige Ausgabe",
    next_issue="Nächste Ausgabe",
    contents="In dieser Ausgabe",
    stories="Auf dieser Seite",
    ads="Anzeigen auf dieser Seite",
    ad="Anzeige",
    picture_of="Bild von Seite {}",
    zones="Einen Artikel auf der Seite wählen",
    picture="Bild",
    to_text="Zum Text springen",
    to_stories="Zur Liste der Artikel springen",
    previous_page="Vorige Seite",
    next_page="Nächste Seite",
    previous_story="Voriger Artikel",
    next_story="Nächster Artikel",
    printed_on="Gedruckt auf Seite {}",
    not_printed="Nicht in der heutigen gedruckten Zeitung",
    continued_from="Fortsetzung von Seite {}",
    goes_on="Fortsetzung auf Seite {}",
    no_words="siehe das Bild der Seite",
)

SPECIMEN = SpecimenTexts(
    paper="Musterblatt",
    sample="Von groß bis klein 012",
    line="Die schnelle Fähre, fünf vor neun. Nr. 2022",
    ad="Ein Rahmen",
    lead=(
        "Eine Dachzeile darüber",
        "Die Überschrift wird zuerst gelesen",
        "Die Unterzeile sagt, was die Überschrift ausließ",
        "Von unserer Redaktion",
    ),
    box=("Im Kasten", "Eine kurze Meldung", "", ""),
    first=(
        ("Eine Seite ist zuerst ein Raster: Spalten nebeneinander, Zeilen untereinander. ", "plain"),
        ("Fette Schrift", "strong"),
        (" warnt, ", "plain"),
        ("die zweite Stimme", "em"),
        (" steht für Titel und für Zitiertes. Eine hochgestellte Ziffer, 3200 m", "plain"),
        ("2", "superscript"),
        (", drückt die Zeilen nicht auseinander.", "plain"),
    ),
    subhead="Ein Zwischentitel hat seine eigene Zeile",
    paragraphs=(
        "Jede Zeile steht auf demselben Raster, sodass die Zeilen zweier Spalten über den Zwischenschlag hinweg auf "
        "einer Höhe stehen. Wortzwischenräume werden ein wenig enger oder weiter, Wörter nach den Regeln der Sprache "
        "getrennt, und der ganze Absatz wird bedacht, bevor die erste Zeile gesetzt ist.",
        "Eine Überschrift muss aus drei Schritten Entfernung zu sehen sein, ein Zwischentitel muss den Leser anhalten "
        "lassen. Wie viel Weiß zwischen beiden steht, ist im Entwurf festgehalten und kann von jedem geändert werden.",
        "Eine Seite braucht nicht viele Schriftgrade, nur einige, die deutlich auseinanderliegen.",
    ),
    source="Eigener Bericht",
)

_ELIDED = r"(?:s|n|ne|nen|nem|ner)(?![\w'’])"
_SHORTENED = r"(?:r(?:aus|ein|unter|auf|über|an|um)|n(?:aus|auf|unter)|mal)(?!\w)"
"""What is left where spoken words lack their beginning (Amtliches Regelwerk, § 97): ’s ist, ’ne; ’raus."""

LANGUAGE = in_letters(
    tag="de",
    names=False,
    name="German",
    words=WORDS,
    # DIN 5008 and Duden: 10 %, 5 €, 25 °C; 10%ig.
    quotes=Quotes(
        double=("„", "“"), single=("‚", "‘"), dash="–", elided=_ELIDED, shortened=_SHORTENED, in_numbers=BEFORE_SIGNS
    ),
    hyphenation=Hyphenation(
        "de_DE",
        right=2,
        # Of ss and t one never knows which joint of a compound they are: wuss-te, but Kreis-stadt.
        never="(?<=ss)(?=t[^e])",
        joints="(?:feuerwehr|rathaus|sozial(?!is|e|it)|(?:kreis|haus|bus|gas|preis)(?=st))(?=...)",
    ),
    leaning=(
        "der die das den dem des ein eine einen einem einer eines und oder aber von vom zu zum zur in im an am auf "
        "bei beim mit für aus nach über unter vor als wie um durch gegen ohne bis"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months, r"\d{1,2}\."),
        # Duden, Textverarbeitung, and DIN 5008, on spaces that are not to be parted: at a cost, for a date may be.
        numbered("Nr Abs Art Bd Kap Abb Tel S"),
        titled("Dr Prof St Hr Fr Hl"),
        counted(r"Mio\. Mrd\. Tsd\."),
    ),
)
