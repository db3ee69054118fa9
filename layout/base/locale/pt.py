"""Portuguese: of Portugal, and of Brazil."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{Day_name}, {day} de {month_name} de {year}",
    month_date="{Month_alone} de {year}",
    months=(
        *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
        *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    ),
    days=("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
    issue_number="N.º {issue}",
    volume_issue="Ano {volume}, n.º {issue}",
    page_count="{count} páginas",
    one_page="1 página",
    editor_name="Edição: {name}",
    continued_from="Continuação da página {page}: ",
    carried_from="Continuação da página {page}",
    heading_continued="{heading} (cont.)",
    continued_on="Continua na página {page}",
    dateline_before="{place} – ",
    index_label="Nesta edição",
    designer_name="Paginação: {name}",
    publisher_name="Editado por {name}",
    phone_number="Telefone {number}",
    price_named="Preço: {price}",
    decimal=",",
    elements=told_in(
        "Horizontais, Verticais, Solução",
        "Nascer do sol, Pôr do sol, Nascer da lua, Ocaso da lua, Preia-mar, Baixa-mar",
        "céu limpo, pouco nublado, encoberto, chuva, aguaceiros, trovoadas, neve, água-neve, nevoeiro, vento",
    ),
)

SITE = SiteWords(
    lang="pt-PT",
    full_date="{Day_name}, {day} de {month_name} de {year}",
    short_date="{day} de {month_name}",
    short_date_of_year="{day} de {month_name} de {year}",
    epaper="Edição digital",
    issue="N.º {}",
    page="Página {}",
    pages="Páginas",
    all_editions="Todas as edições",
    issues="Edições",
    previous_issue="Edição anterior",
    next_issue="Edição seguinte",
    contents="Nesta edição",
    stories="Nesta página",
    ads="Anúncios desta página",
    ad="Anúncio",
    picture_of="Imagem da página {}",
    zones="Escolher uma notícia na página",
    picture="Imagem",
    to_text="Ir para o texto",
    to_stories="Ir para a lista de notícias",
    previous_page="Página anterior",
    next_page="Página seguinte",
    previous_story="Notícia anterior",
    next_story="Notícia seguinte",
    printed_on="Publicado na página {}",
    not_printed="Não está no jornal impresso de hoje",
    continued_from="Continuação da página {}",
    goes_on="Continua na página {}",
    no_words="ver a imagem da página",
)

SPECIMEN = SpecimenTexts(
    paper="Amostra",
    sample="Do maior ao menor 012",
    line="O barco rápido, das cinco às nove. N.º 2022",
    ad="Uma moldura",
    lead=(
        "Um antetítulo por cima",
        "O título é o primeiro a ser lido",
        "O subtítulo diz o que o título deixou de fora",
        "Da nossa redação",
    ),
    box=("Numa caixa", "Uma notícia breve", "", ""),
    first=(
        ("Uma página é, antes de tudo, uma grelha: colunas lado a lado e linhas de cima a baixo. ", "plain"),
        ("O negrito", "strong"),
        (" avisa, ", "plain"),
        ("a segunda voz", "em"),
        (" serve para títulos e citações. Um algarismo elevado, 3200 m", "plain"),
        ("2", "superscript"),
        (", não afasta as linhas.", "plain"),
    ),
    subhead="Um intertítulo tem linha própria",
    paragraphs=(
        "Cada linha do texto assenta na mesma grelha, de modo que as linhas de duas colunas ficam à mesma altura. Os "
        "espaços apertam-se ou alargam-se um pouco, as palavras dividem-se segundo as regras da língua e todo o "
        "parágrafo é pesado antes de se compor a primeira linha.",
        "Um título deve ver-se a três passos e um intertítulo deve dar descanso ao leitor. Quanto branco fica entre os "
        "dois está escrito no projeto, onde qualquer pessoa o pode mudar.",
        "Uma página não precisa de muitos corpos de letra, só de alguns bem distintos.",
    ),
    source="Redação",
)

_DAY = r"\d{1,2}(?:\.?º)?"
_SHORTENED = r"(?i:t[áóôéã]|tás|tou|tão|tav\w+|tiv\w+|bora|xa)(?!\w)"
"""What is left of estar and a few other words in speech: ’tá, ’tou."""

LANGUAGE = in_letters(
    tag="pt",
    also=("pt-PT",),
    name="Portuguese",
    words=WORDS,
    quotes=Quotes(double=("«", "»"), single=("“", "”"), dash="—", shortened=_SHORTENED),
    # Acordo Ortográfico de 1990, Base XX, 6.º: a hyphen of the copy is written again.
    hyphenation=Hyphenation("pt_PT", repeats=True),
    leaning=(
        "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre "
        "entre até e ou "
        "que se ao à aos às não"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months((f"de {month}" for month in WORDS.months), _DAY),
        with_months(WORDS.months, rf"{_DAY}\sde"),
        # Código de redação interinstitucional (União Europeia), on spaces that are not to be parted.
        numbered(r"n\.?[ºo] págs? pp? arts? vol cap fig tel"),
        titled(r"Srs? Sr[ªa]s? Drs? Dr[ªa]s? Prof Prof\.ª D Eng Arq Sto Sta"),
    ),
)

BRAZILIAN = replace(
    LANGUAGE,
    tag="pt-BR",
    also=(),
    name="Portuguese, Brazilian",
    words=replace(
        WORDS,
        issue_number="Nº {issue}",
        volume_issue="Ano {volume}, nº {issue}",
        designer_name="Diagramação: {name}",
        publisher_name="Publicado por {name}",
        first_day="1º",
    ),
    quotes=Quotes(shortened=_SHORTENED),
    hyphenation=Hyphenation("pt_BR", repeats=True),
    site=replace(SITE, lang="pt-BR", issue="Nº {}", next_issue="Próxima edição", next_page="Próxima página"),
)
