"""Spanish."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import BEFORE_SIGNS, SOFT, TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{Day_name}, {day} de {month_name} de {year}",
    month_date="{Month_alone} de {year}",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    issue_number="N.º {issue}",
    volume_issue="Año {volume}, n.º {issue}",
    page_count="{count} páginas",
    one_page="1 página",
    editor_name="Edición: {name}",
    continued_from="Viene de la página {page}: ",
    carried_from="Viene de la página {page}",
    heading_continued="{heading} (cont.)",
    continued_on="Pasa a la página {page}",
    dateline_before="{place}. ",
    index_label="En este número",
    designer_name="Diseño: {name}",
    publisher_name="Edita: {name}",
    phone_number="Teléfono {number}",
    price_named="Precio: {price}",
    decimal=",",
    elements=told_in(
        "Horizontales, Verticales, Solución",
        "Salida del sol, Puesta del sol, Salida de la luna, Puesta de la luna, Pleamar, Bajamar",
        "soleado, intervalos nubosos, cubierto, lluvia, chubascos, tormentas, nieve, aguanieve, niebla, viento",
    ),
)

SITE = SiteWords(
    lang="es",
    full_date="{Day_name}, {day} de {month_name} de {year}",
    short_date="{day} de {month_name}",
    short_date_of_year="{day} de {month_name} de {year}",
    epaper="Edición digital",
    issue="N.º {}",
    page="Página {}",
    pages="Páginas",
    all_editions="Todas las ediciones",
    issues="Ediciones",
    previous_issue="Edición anterior",
    next_issue="Edición siguiente",
    contents="En este número",
    stories="En esta página",
    ads="Anuncios de esta página",
    ad="Anuncio",
    picture_of="Imagen de la página {}",
    zones="Elegir una noticia en la página",
    picture="Imagen",
    to_text="Ir al texto",
    to_stories="Ir a la lista de noticias",
    previous_page="Página anterior",
    next_page="Página siguiente",
    previous_story="Noticia anterior",
    next_story="Noticia siguiente",
    printed_on="Publicado en la página {}",
    not_printed="No está en el periódico impreso de hoy",
    continued_from="Viene de la página {}",
    goes_on="Pasa a la página {}",
    no_words="véase la imagen de la página",
)

SPECIMEN = SpecimenTexts(
    paper="Muestra",
    sample="De mayor a menor 012",
    line="El barco rápido, de cinco a nueve. N.º 2022",
    ad="Un marco",
    lead=(
        "Un antetítulo encima",
        "El titular se lee primero",
        "El subtítulo dice lo que el titular calló",
        "De nuestra redacción",
    ),
    box=("En un recuadro", "Una noticia breve", "", ""),
    first=(
        ("Una página es ante todo una retícula: columnas a lo ancho y líneas a lo alto. ", "plain"),
        ("La negrita", "strong"),
        (" advierte, ", "plain"),
        ("la segunda voz", "em"),
        (" sirve para títulos y citas. Una cifra elevada, 3200 m", "plain"),
        ("2", "superscript"),
        (", no separa las líneas.", "plain"),
    ),
    subhead="Un ladillo tiene su propia línea",
    paragraphs=(
        "Cada línea del texto descansa sobre una misma retícula, de modo que las líneas de dos columnas quedan a la "
        "misma altura. Los espacios se estrechan o se ensanchan un poco, las palabras se dividen según las reglas de "
        "la lengua y se sopesa todo el párrafo antes de componer la primera línea.",
        "Un titular ha de verse a tres pasos, y un ladillo ha de ofrecer un descanso al lector. Cuánto blanco hay "
        "entre los dos está escrito en el diseño, donde cualquiera puede cambiarlo.",
        "Una página no necesita muchos cuerpos de letra, sino unos pocos bien distintos. ¿Y el color? También.",
    ),
    source="Redacción",
)

_DAY = r"\d{1,2}(?:\.?º)?"
LANGUAGE = in_letters(
    tag="es",
    name="Spanish",
    words=WORDS,
    # RAE, Ortografía de la lengua española (2010), on symbols: 10 %, 5 €, 25 °C.
    quotes=Quotes(double=("«", "»"), single=("“", "”"), dash="—", clipped="[Pp]a|[Tt]o", in_numbers=BEFORE_SIGNS),
    # RAE, Ortografía de la lengua española (2010), I 4.1.1.1: a hyphen of the copy is written again.
    hyphenation=Hyphenation("es", right=2, repeats=True),
    leaning=(
        "el la los las lo un una unos unas de del a al en por para con sin sobre entre hasta desde y e o u que se "
        "su sus no"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months((f"de {month}" for month in WORDS.months), _DAY),
        with_months(WORDS.months, rf"{_DAY}\sde"),
        # RAE, Ortografía de la lengua española (2010), V 2.1, and Diccionario panhispánico de dudas, «abreviatura» 7:
        # an abbreviation is not parted from what it goes with, nor its own parts from each other.
        numbered(r"n\.?[ºo] núms? págs? pp? arts? vol cap fig tel"),
        titled(r"Sr Sres Sra Sras Srta D D\.?ª Dña Dr Dra Prof Ing Lic Mons Sto Sta"),
        Tie(r"(?<!\w)(?:EE|FF|RR|JJ|CC|SS)\.(?=\s[A-Z]{2}\.)", SOFT),
    ),
)
