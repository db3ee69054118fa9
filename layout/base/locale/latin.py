"""What languages in words of letters share: the rules of their copy, and what of it stays on one line.

What stays on a line is every language's own custom; what is common is how it is found. A tie without a cost is one that
no line may break; one that costs gives way before words are set far apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from layout.base.locale.han import MAINLAND, WHOLE
from layout.base.locale.record import (
    Hyphenation,
    Language,
    Phrases,
    Quotes,
    Script,
    SiteWords,
    SpecimenTexts,
    Tie,
    Words,
)

RULES = (
    *("zero-width", "tab", "apostrophe", "elision", "double-quotes", "single-quotes", "white-inside", "white-before"),
    *("unpaired-quote", "foreign-quote", "en-dash", "spaced-hyphen", "en-ellipsis"),
)
"""Ids of the rules of copy in words."""

BEFORE_SIGNS = r"(?<=\d)(?=[%‰€$£¥](?!\w|-[^\W\d])|°[CF](?!\w))"
"""Where a number is parted from its sign by white. Not all languages agree: 10% is a word of its own in Czech, English,
Italian, Dutch and Polish papers have no white, Turkish has the sign first, usage is divided in Portuguese, Greek,
Russian and Ukrainian. Only where one authority is followed by all does a record have it."""

SOFT = 400.0
"""Cost of a line end that is avoided: it is taken rather than word spaces over one and a half times the normal."""

_CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩΆΈ-ΏА-ЯЁЄІЇҐ"
_UNITS = (
    "km|m|dm|cm|mm|km²|m²|cm²|m³|ha|kg|g|mg|t|l|dl|cl|ml|kW|MW|GW|kWh|MWh|GWh|V|W|Hz|MB|GB|TB|h|min|s|"
    "км|м|см|мм|км²|м²|м³|га|кг|г|т|л|ч|мин|χλμ|μ|τ|EUR|USD|CHF|GBP|Kč|zł|kr|TL|грн"
)
_SIGNS = "€£$¥₽₴₺"

DASHES = Tie(r"\S(?=\s[–—]\s)")
"""A dash between spaces begins no line."""
NUMBERS = (
    Tie(r"\d(?=\s\d{3}(?!\d))"),
    Tie(rf"\d(?=\s[%‰°{_SIGNS}])"),
    Tie(rf"[{_SIGNS}§№](?=\s\d)"),
    Tie(rf"\d(?=\s(?:{_UNITS})(?!\w))", SOFT),
)
"""A number with its thousands, its sign on either side, its unit (ISO 80000-1, 7; ISO 4217)."""
INITIALS = Tie(rf"(?<![\w.])[{_CAPITALS}]\.(?=\s[{_CAPITALS}])", SOFT)
"""An initial and the name after it."""
LETTERS = Tie(r"(?<![\w.])[^\W\d_]\.(?=\s[^\W\d_]{1,3}\.)", SOFT)
"""Words of which one letter is left, and another short one: z. B., т. е., p. ej., m. fl."""
_NAMES = (rf"[{_CAPITALS}][\w'’.-]*(?:\s[{_CAPITALS}][\w'’.-]*)+",)
"""Words with capitals: in a title that has others too they are a name."""
TIES = (DASHES, *NUMBERS, INITIALS, LETTERS)


def in_letters(
    tag: str,
    name: str,
    *,
    words: Words,
    quotes: Quotes,
    hyphenation: Hyphenation | None,
    leaning: str,
    site: SiteWords,
    specimen: SpecimenTexts,
    ties: tuple[Tie, ...],
    also: tuple[str, ...] = (),
    rules: tuple[str, ...] = RULES,
    names: bool = True,
) -> Language:
    """Return the record of a language in letters; the han in its copy are set, and kept whole, as the mainland's.

    The dash before the name of who is quoted is the language's own. ``names`` tells that words with capitals amid
    others are names, and not all nouns.
    """
    return Language(
        tag=tag,
        also=also,
        name=name,
        script=Script.LATIN,
        words=replace(words, quoted_by=f"{quotes.dash} {{name}}"),
        marks=MAINLAND,
        quotes=quotes,
        hyphenation=hyphenation,
        phrases=Phrases(leaning=spaced(leaning), whole=WHOLE, together=_NAMES if names else ()),
        rules=(*rules, "white-in-numbers") if quotes.in_numbers else rules,
        site=site,
        specimen=specimen,
        ties=ties,
    )


def spaced(words: str) -> frozenset[str]:
    """Return words that are written with spaces between them."""
    return frozenset(words.split())


def before_next(words: str, cost: float | None = None) -> Tie:
    """Return the tie of words, parted by spaces, to the word after them."""
    return Tie(rf"(?<![\w’'.-])(?i:{_any(words.split())})(?=\s)", cost)


def with_months(months: Iterable[str], day: str = r"\d{1,2}") -> Tie:
    """Return the tie of a day to its month."""
    return Tie(rf"(?<!\d){day}(?=\s{_any(months)}(?!\w))", SOFT)


def shortened(words: str) -> Tie:
    """Return the tie of words that are written short and with a full stop, parted by spaces, to what they are of."""
    return Tie(rf"(?<!\w)(?i:{_any(words.split())})\.(?=\s)", SOFT)


def titled(words: str) -> Tie:
    """Return the tie of titles before names, parted by spaces: Mr X, Dr. X. A full stop may end them."""
    return Tie(rf"(?<!\w){_any(words.split())}\.?(?=\s[{_CAPITALS}])", SOFT)


def numbered(words: str) -> Tie:
    """Return the tie of words to the number after them, parted by spaces: p. 5, nr 5. A full stop may end them."""
    return Tie(rf"(?<!\w)(?i:{_any(words.split())})\.?(?=\s(?:\d|[IVXLC]+(?!\w)))", SOFT)


def counted(words: str, number: str = r"\d") -> Tie:
    """Return the tie of a number to words that are written short, parted by spaces, regular expressions: 5 тыс."""
    return Tie(rf"{number}(?=\s{_any(words.split())}(?!\w))", SOFT)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"
