"""Signs of YAML and of a Chinese keyboard: what begins a key, a list's item, a comment; what begins no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from layout.base.codes import Code
from layout.base.locale.keywords import KEYS
from layout.base.messages import say

SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]*")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
NAMED = {"\t": say("a tab"), "\u3000": say("a full-width space")}
WIDTHS = {" ": 1, "\t": 4, "\u3000": 2}
LIST_MARK = re.compile("[—–－﹣‐•·‧●]\\s*(?=[^\\s—–－])|-[\u3000\u00a0]\\s*(?=\\S)|-(?=[^\\s\\d.-])")
"""What is typed for the hyphen and the blank of a list's item. Two dashes begin a text."""
OWN_MARK = re.compile("[•·‧●]|[—–－][ \t\u3000]")
"""What begins a line of a text as well: a dot, or the dash before a name."""
KEYED = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'\[{#&*!|>%@`,:\]}][^#]*?)\s*:(?=[ \t]|$)[ \t]*""")
WIDE_KEY = re.compile(r"""["'“]?([^\s：:，。,"'“”\[{#]{1,40})["'”]?\s*(?:：|﹕|︰)\s*""")
TIGHT_KEY = re.compile(r"([A-Za-z_][\w-]{0,40}):[\s\u200b]*")
KEY_WORD = re.compile(r"[a-z][a-z0-9_-]*")
OF_TEXT = frozenset(("text", "lead", "headline", "title", "kicker", "deck", "caption", "value"))
"""Keys below which no keys can stand: lines such as 地址：… are their text."""
OF_NAMES = frozenset(
    re.findall(
        r"\w+",
        "ads areas at border box boxed columns continued cut date drop_cap file filler focus form head id index issue "
        "jump kind language latin_name matter measure must not_beside page pages place position press priority rows "
        "stories template tint volume whole zones",
    )
)
"""Keys whose values are words of the program, ids, numbers and files. In all others there may be copy, in which any
sign may be meant."""
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
COMMENT_IN_LIST = re.compile(r"(?:^|(?<=[ \t\[{,]))#")
VERBATIM = re.compile(r"[|>](?:[1-9]?[-+]?|[-+][1-9])(?=[ \t]*(?:#.*)?$)")
COLON = re.compile(r":(?=[ \t]|$)")
SURE = re.compile(
    r"[-+]?(0|[1-9]\d{0,5})(\.\d+)?(mm|cm|pt|in|px|em|%)?|\d{4}-\d\d-\d\d|true|false|~|null|[|>][-+\d]{0,2}"
)
"""Values that no text can follow: one blank before the # of a comment is enough behind them."""
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
SINGLE = re.compile(r"'(?:[^']|'')*'(?!')")
OPENERS, CLOSERS = "[［【〔", "]］】〕"
SEPARATORS = re.compile(r"\s*[，、；]\s*")
ITEM = re.compile(r"[^\[\]{},，、；]+")
ID = re.compile(r"\s*[\w-]+\s*", re.ASCII)
BLOT = "\x01"
IN_QUOTES = re.compile(rf"\s*{BLOT}+\s*")
KNOWN = "|".join(sorted({key for keys in KEYS.values() for key in keys}))
BEFORE_KEY = re.compile(rf"\s*[，、；]\s*(?=[A-Za-z_-]+\s*:[ \t]|(?:{KNOWN})\s*：)")
BETWEEN_GROUPS = re.compile(r"(?<=[}\]])\s*[，、；]\s*(?=[{\[])")
WIDE_IN_GROUP = re.compile(r"[{,]\s*([a-z_-]+)(\s*：\s*)")
"""Between words of a list, and in a group of keys, full-width signs may belong to a text: [停水，停电] is one item, and
{text: 早班，QQ：1234} has one key."""
CURLY = {"“": "”", "”": "”", "‘": "’", "’": "’", "＂": "＂", "″": "″"}
MOST_DEPTH = 12


def is_comment(rest: str) -> bool:
    """Tell whether what begins with a # is written as a comment: with a blank after it."""
    return re.match(r"#+[ \t]+\S", rest) is not None


def ends_line(line: str, index: int) -> bool:
    """Tell whether a # within brackets is a comment, and not part of an item."""
    before = line[:index]
    if not before.strip():
        return True
    if before[-1] not in " \t" or not is_comment(line[index:]):
        return False
    return len(before) - len(before.rstrip()) > 1 or before.rstrip()[-1] in "[{,"


BEGINS = {
    "&": (Code.YAML_ALIAS, say("a text that begins with & is an anchor to YAML")),
    "*": (Code.YAML_ALIAS, say("a text that begins with * is an alias to YAML")),
    "!": (Code.YAML_TAG, say("a text that begins with ! is a tag to YAML")),
}


def must_be_quoted(text: str) -> tuple[Code, str] | None:
    """Return why a text cannot stand without quotes; None if it can."""
    if text[0] in BEGINS and not re.fullmatch(r"\*[\w/:.-]+|&[\w/:.-]+(\s.*)?|![!\w/:.-]*(\s.*)?", text, re.ASCII):
        return BEGINS[text[0]]
    if text[0] in "@`%,]}|>" or text in ("-", "?") or text.startswith(("- ", "? ", ": ")):
        return Code.YAML_SYNTAX, say("a text that begins with {sign} means something else in YAML", sign=text[0])
    if (found := COLON.search(text)) is None:
        return None
    if found.end() < len(text):
        return Code.YAML_SYNTAX, say("a colon and a space stand inside a text")
    return Code.YAML_SYNTAX, say("a colon ends this text")


def closing(text: str) -> str:
    """Return the brackets that close what a text opens and does not close; one at least."""
    wanted: list[str] = []
    for sign in without_quoted(text):
        if sign in "[{":
            wanted.append("]" if sign == "[" else "}")
        elif wanted and sign == wanted[-1]:
            wanted.pop()
    return "".join(reversed(wanted)) or ("]" if text[0] == "[" else "}")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a list in brackets in their order, and whether each is between quotes."""
    for found in re.finditer(r"""(?<=[\[{,:，、；\s])("[^"]*"|'[^']*')|([^"']+|["'])""", text):
        yield found[0], found[1] is not None


def between(bare: str, of_names: bool) -> Iterator[tuple[int, int]]:
    """Yield where in a list full-width signs part items, with the spaces around: begin and end.

    That is behind an item in quotes, and between two ids where a list is of such. bare: the list with what is between
    quotes blotted out.
    """
    items = list(ITEM.finditer(bare))
    for one, next_one in pairwise(items):
        are_ids = of_names and all(ID.fullmatch(item[0]) or IN_QUOTES.fullmatch(item[0]) for item in (one, next_one))
        if bare[one.end() : next_one.start()] in tuple("，、；") and (are_ids or IN_QUOTES.fullmatch(one[0])):
            yield one.start() + len(one[0].rstrip()), next_one.end() - len(next_one[0].lstrip())


def in_group(bare: str, index: int, goes_on: bool) -> bool:
    """Tell whether a place in a list stands within a group of keys. goes_on: one is open where the line begins."""
    return bare.count("{", 0, index) + goes_on > bare.count("}", 0, index)


def without_quoted(text: str) -> str:
    """Return the text with what is between quotes blotted out, as long as it was."""
    return "".join(BLOT * len(piece) if is_quoted else piece for piece, is_quoted in pieces(text))
