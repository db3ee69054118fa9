"""Broken editions, as tables: each row is one change to the small good edition, and the finding it must lead to."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tests.trust.tiny import ADS, EDITION, LEAD, MARKET, Tiny, jpeg

E, A, L, M = "edition.yaml", "ads.yaml", "lead.md", "market.md"
TEXT = {E: EDITION, A: ADS, L: LEAD, M: MARKET}
BODY = MARKET.split("---\n")[2]

Change = Callable[[Tiny], object]


@dataclass(frozen=True)
class Case:
    """One broken edition: what is done to the good one, the finding's code, and the file and line it must name.

    ``at`` is a passage of the changed file whose line is expected, or the line itself; 0 for the file as a whole.
    """

    name: str
    change: Change
    code: str
    file: str
    at: str | int

    def line(self, tiny: Tiny) -> int:
        """Return the line expected in the changed file."""
        if isinstance(self.at, int):
            return self.at
        text = tiny.read(self.file)
        assert self.at in text, f"{self.at!r} is not in {self.file}"
        return text[: text.index(self.at)].count("\n") + 1


def swap(file: str, old: str, new: str) -> Change:
    return lambda tiny: tiny.replace(file, old, new)


def body(text: str) -> Change:
    return lambda tiny: tiny.body(M, text)


def raw(file: str, data: bytes | Callable[[bytes], bytes]) -> Change:
    return lambda tiny: tiny.write(file, data(TEXT[file].encode()) if callable(data) else data)


def _swaps(code: str, file: str, rows: list[tuple[str, str, str, str | int]]) -> list[Case]:
    return [Case(name, swap(file, old, new), code, file, at) for name, old, new, at in rows]


def _bodies(code: str, rows: list[tuple[str, str, str | int]]) -> list[Case]:
    return [Case(name, body(text), code, M, at) for name, text, at in rows]


def _bytes(code: str, rows: list[tuple[str, str, bytes | Callable[[bytes], bytes], str | int]]) -> list[Case]:
    return [Case(name, raw(file, data), code, file, at) for name, file, data, at in rows]


def _put(mark: bytes, data: bytes) -> Callable[[bytes], bytes]:
    def change(good: bytes) -> bytes:
        assert good.count(mark) == 1
        return good.replace(mark, mark + data)

    return change


ENCODINGS = _bytes(
    "file-encoding",
    [
        ("big5 story", M, lambda good: good.decode().replace("菜", "臺").encode("big5", "ignore"), 2),
        ("shift-jis ads", A, "- id: 渋谷\n".encode("shift-jis"), 1),
        ("euc-kr story", M, "---\nheadline: 한글 신문\n---\n서울\n".encode("euc-kr"), 1),
        ("latin-1 café", M, _put(b"headline: ", b"caf\xe9 "), 2),
        ("windows quotes", M, _put(b"headline: ", b"\x93ok\x94 "), 2),
        ("one line of gbk", M, lambda good: good + "\n第二段。\n".encode("gbk"), 8),
        ("gbk with windows line ends", L, lambda good: good.decode().replace("\n", "\r\n").encode("gbk"), 1),
        ("utf-16 of latin copy", E, lambda good: EDITION.encode("utf-16-le"), 1),
        ("utf-32 without a mark", E, lambda good: EDITION.encode("utf-32-be"), 1),
        ("overlong slash", M, _put(b"headline: ", b"\xc0\xaf"), 2),
        ("half a surrogate pair", M, _put(b"headline: ", b"\xed\xa0\x80"), 2),
        ("beyond Unicode", M, _put(b"headline: ", b"\xf4\x90\x80\x80"), 2),
        ("last character cut in half", M, lambda good: good.rstrip()[:-1], 6),
        ("a picture named .md", M, lambda good: jpeg(), 1),
        ("a zip named edition.yaml", E, b"PK\x03\x04\xff\xfe\x9c\x80\x80", 1),
    ],
)

CHARACTERS = [
    *_bodies(
        "bad-character",
        [
            ("escape sequence in copy", "菜价\x1b[31m红\x1b[0m。", 4),
            ("bell", "菜价\x07。", 4),
            ("backspace", "菜价\x08。", 4),
            ("form feed", "菜价\x0c。", 4),
            ("delete", "菜价\x7f。", 4),
            ("next line U+0085", "菜价\x85。", 4),
            ("C1 control sequence introducer", "菜价\x9b31m。", 4),
            ("left-to-right mark", "菜价\u200e。", 4),
            ("right-to-left mark", "菜价\u200f。", 4),
            ("right-to-left embedding", "第一段。\n\n菜价\u202b。", 6),
            ("pop directional formatting", "菜价\u202c。", 4),
            ("first strong isolate", "菜价\u2068。", 4),
            ("Arabic letter mark", "菜价\u061c。", 4),
            ("paragraph separator", "菜价\u2029。", 4),
            ("non-character of plane 0", "菜价\ufdd0。", 4),
            ("non-character of plane 16", "菜价\U0010ffff。", 4),
            ("in the third paragraph", "一。\n\n二。\n\n三\x00。", 8),
        ],
    ),
    *_swaps(
        "bad-character",
        E,
        [
            ("escape sequence in the paper's name", "渡口晚报", '"渡口\\e[2J晚报"', "name:"),
            ("escape of a bidi mark", "section: 要闻", 'section: "\\u202E闻要"', "section"),
            ("escape of a line separator", "section: 要闻", 'section: "要\\L闻"', "section"),
            ("escape of a next line", "section: 要闻", 'section: "要\\N闻"', "section"),
        ],
    ),
    *_swaps(
        "bad-character",
        A,
        [
            ("zero in a title", "停水公告", '"停水\\x00公告"', "title"),
            ("mark in text", "[人民", "[人民\ufeff", "text:"),
        ],
    ),
]

YAML = [
    *_swaps(
        "yaml-sign",
        E,
        [
            ("no space after a colon", "issue: 4210", "issue:4210", "issue"),
            ("a full-width colon", "issue: 4210", "issue：4210", "issue"),
        ],
    ),
    *_swaps(
        "yaml-syntax",
        E,
        [
            ("tab for indentation", "  name: 渡口晚报", "\tname: 渡口晚报", "\tname"),
            ("a quote that never ends", "section: 要闻", 'section: "要闻', "section"),
            ("a bracket that never ends", "[lead, market]", "[lead, market", "stories"),
            ("a brace that never ends", "section: 要闻", "section: {a: b", "section"),
            ("an unknown escape", "section: 要闻", 'section: "\\q"', "section"),
            ("a list item under a value", "section: 要闻", "section: 要闻\n    - 二", "    - 二"),
            ("a key out of line", "    template: tiny", "   template: tiny", "   template"),
            ("a second document", "issue: 4210", "issue: 4210\n---\na: b", "---"),
            ("a directive in the middle", "issue: 4210", "issue: 4210\n%YAML 1.2", "pages"),
            ("a list as a key", "issue: 4210", "issue: 4210\n? [a, b]\n: c", "? [a"),
            ("an at sign", "section: 要闻", "section: @要闻", "section"),
            ("a backtick", "section: 要闻", "section: `要闻`", "section"),
            ("a per cent sign", "section: 要闻", "section: %要闻", "section"),
            ("a quoted text with more after it", "section: 要闻", 'section: "要"闻', "section"),
            ("a comma for a colon", "section: 要闻", "section, 要闻", "section"),
        ],
    ),
    *_swaps(
        "yaml-alias",
        A,
        [
            ("a billion laughs", "停水公告", "&a [&b [*b, *b]]", "title"),
            ("a merge key", "  rows: 8", "  <<: *base\n  rows: 8", "<<"),
            ("emphasis for an alias", "停水公告", "*重要* 停水", "title"),
        ],
    ),
    *_swaps(
        "yaml-tag",
        A,
        [
            ("a Python object", "停水公告", "!!python/object/apply:os.system [ls]", "title"),
            ("an exclamation", "停水公告", "!notice 停水公告", "title"),
            ("a binary", "停水公告", "!!binary aGk=", "title"),
        ],
    ),
    *_swaps("yaml-depth", A, [("nested braces", "停水公告", "{a: " * 30 + "b" + "}" * 30, "title")]),
    *_swaps(
        "yaml-duplicate-key",
        E,
        [("issue twice", "issue: 4210", "issue: 4210\nissue: 4211", "issue: 4211"),
         ("hyphen and underscore", "issue: 4210", "issue: 4210\nx-y: 1\nx_y: 2", "x_y")],
    ),
    *_swaps("yaml-syntax", M, [("front matter", "headline: 春菜上市", "headline: 春菜: 上市", "headline")]),
    *_swaps("yaml-alias", M, [("front matter alias", "headline: 春菜上市", "headline: *春菜*", "headline")]),
]  # fmt: skip

KEYS = [
    *_swaps(
        "wrong-type",
        E,
        [
            ("a date as issue", "issue: 4210", "issue: 2022-04-15", "issue"),
            ("a list as date of paper", "  name: 渡口晚报", "  name: [渡口, 晚报]", "name"),
            ("pages as a group", "pages:\n", "pages:\n  a: 1\nx:\n", "pages"),
            ("infinity as issue", "issue: 4210", "issue: .inf", "issue"),
            ("hexadecimal text as stories", "[lead, market]", "0x1F", "stories"),
        ],
    ),
    *_swaps(
        "bad-value",
        E,
        [
            ("a page id with a path", "id: A1", 'id: "../A1"', "id:"),
            ("a page id with a line end", "id: A1", 'id: "A1\\n"', "id:") if False else
            ("a page id of three digits", "id: A1", "id: A100", "id:"),
            ("a full-width page id", "id: A1", "id: Ａ１", "id:"),
            ("a template with a slash", "template: tiny", "template: tiny/..", "template"),
            ("a kind with a path", "section: 要闻", "kind: ../../x", "kind"),
            ("a press with a path", "issue: 4210", "issue: 4210\npress: ../secret", "press"),
            ("a language of hostile length", "issue: 4210", "issue: 4210\nlanguage: " + "z" * 5000, "language"),
            ("a negative issue", "issue: 4210", "issue: -1", "issue"),
            ("a wrong check digit", "name: 渡口晚报", "name: 渡口晚报\n  issn: 2049-3631", "issn"),
            ("no ISSN at all", "name: 渡口晚报", "name: 渡口晚报\n  issn: CN 12-3456", "issn"),
            ("a story id with capitals", "[lead, market]", "[lead, Market]", "stories"),
            ("a story id of 65 letters", "[lead, market]", f"[lead, {'m' * 65}]", "stories"),
        ],
    ),
    *_swaps(
        "bad-date",
        E,
        [
            ("a month too many", "date: 2022-04-15", "date: 2022-13-01", "date"),
            ("the year nought", "date: 2022-04-15", "date: 0000-01-01", "date"),
            ("full-width digits", "date: 2022-04-15", "date: ２０２２-０４-１５", "date"),
            ("with a time", "date: 2022-04-15", "date: 2022-04-15T00:00:00", "date"),
        ],
    ),
    *_swaps(
        "bad-value",
        A,
        [
            ("an ad of no columns", "columns: 1", "columns: 0", "columns"),
            ("an ad of minus one row", "rows: 8", "rows: -1", "rows"),
            ("an ad of a million rows", "rows: 8", "rows: 1000000", "rows"),
            ("an ad of 17 columns", "columns: 1", "columns: 17", "columns"),
            ("a border there is not", "title: 停水公告", "title: 停水公告\n  border: gold", "border"),
            ("a tint of all black", "title: 停水公告", "title: 停水公告\n  tint: 100", "tint"),
            ("a notice without text", "[人民路今夜停水，明早恢复。]", "[]", "text"),
            ("white space for a title", "title: 停水公告", 'title: " 　 "', "title"),
        ],
    ),
    *_swaps(
        "unknown-key",
        A,
        [
            ("a script", "title: 停水公告", "title: 停水公告\n  script: alert(1)", "script"),
            ("an inner name", "title: 停水公告", "title: 停水公告\n  place: here", "place"),
            ("a dunder", "title: 停水公告", "title: 停水公告\n  __class__: x", "__class__"),
        ],
    ),
    *_swaps("missing-key", A, [("no rows", "  rows: 8\n", "", 1), ("no text", "  text:", "  signature:", 1)]),
    *_swaps("unknown-ad-kind", A, [("an empty kind", "kind: notice", 'kind: ""', "kind"),
                                   ("a path for a kind", "kind: notice", "kind: ../notice", "kind")]),
    *_swaps(
        "needs-quotes",
        M,
        [
            ("a year for a headline", "headline: 春菜上市", "headline: 2022", "headline"),
            ("not a number", "headline: 春菜上市", "headline: .nan", "headline"),
            ("a truth for a headline", "headline: 春菜上市", "headline: True", "headline"),
        ],
    ),
    *_swaps(
        "bad-value",
        M,
        [
            ("an empty headline", "headline: 春菜上市", 'headline: ""', "headline"),
            ("a priority of nought", "headline: 春菜上市", "headline: 春菜上市\npriority: 0", "priority"),
            ("a jump to a word", "headline: 春菜上市", "headline: 春菜上市\ncontinued-on: 下版", "continued-on"),
            ("a drop cap of nine lines", "headline: 春菜上市", "headline: 春菜上市\ndrop-cap: 9", "drop-cap"),
        ],
    ),
    Case("a continued-from in a circle",
         lambda tiny: tiny.replace(M, "headline: 春菜上市", "headline: 春菜上市\ncontinued-from: B2\ncontinued-on: B2"),
         "jump-to-itself", M, "continued-on"),
    Case("two parts that go on to each other's page",
         lambda tiny: (tiny.replace(M, "headline: 春菜上市", "headline: 春菜上市\ncontinued-on: A1"),
                       tiny.replace(L, "priority: 1", "priority: 1\ncontinued-on: A1")),
         "jump-to-itself", M, "continued-on"),
]  # fmt: skip

STORIES = [
    *_bodies(
        "story-empty",
        [
            ("nothing", "", 3),
            ("blank lines", "\n\n   \n\t\n", 3),
            ("ideographic spaces", "　　\n　　\n", 3),
            ("zero width spaces", "\u200b\u200b\n", 3),
            ("joiners", "\u200d\u2060\n", 3),
            ("only no-break spaces", "\u00a0\n", 3),
        ],
    ),
    *_bodies(
        "markdown-unsupported",
        [
            ("a code fence that never ends", "一。\n\n```\n二。", 6),
            ("nested quotes", "> > 一", 4),
            ("a rule of underscores", "一。\n\n___\n", 6),
            ("a fence of tildes", "~~~\n一\n~~~", 4),
        ],
    ),
    Case("an empty file", raw(M, b""), "front-matter", M, 1),
    Case("a byte order mark alone", raw(M, b"\xef\xbb\xbf"), "front-matter", M, 1),
    Case("only the fence", raw(M, b"---\n"), "front-matter", M, 1),
    Case("four hyphens", raw(M, MARKET.replace("---\n", "----\n", 1).encode()), "front-matter", M, 1),
    Case("an empty line before the fence", raw(M, b"\n" + MARKET.encode()), "front-matter", M, 1),
    Case("fences with nothing between", raw(M, b"---\n---\ntext\n"), "missing-key", M, 2),
    Case("an empty edition.yaml", raw(E, b""), "file-empty", E, 1),
    Case("nulls for an edition", raw(E, b"~\n"), "file-empty", E, 1),
    Case("a word for an edition", raw(E, b"hello\n"), "wrong-type", E, 1),
    Case("ads as a word", raw(A, b"hello\n"), "wrong-type", A, 1),
    Case("a file of two megabytes", raw(A, b"#" * 2_000_001), "file-too-large", A, 0),
]


def picture(data: bytes | None, name: str = "a.jpg") -> Change:
    """Give the second story a picture."""

    def change(tiny: Tiny) -> None:
        if data is not None:
            tiny.write("a.jpg", data)
        tiny.replace(M, "headline: 春菜上市", f"headline: 春菜上市\npicture:\n  file: {name}")

    return change


def image(mode: str, size: tuple[int, int] = (60, 40), form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **more)
    return out.getvalue()


def png_of(width: int, height: int, data: bytes = b"", chunks: bytes = b"") -> bytes:
    """Return a PNG that claims a size and has whatever data."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunks + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    content = b"Comment\0\0" + zlib.compress(bytes(30_000_000), 9)
    return struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))


PICTURES = [
    Case(f"picture: {name}", picture(data), "picture-unreadable", M, "file:")
    for name, data in {
        "nothing in it": b"",
        "text": b"hello",
        "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "a PDF": b"%PDF-1.7",
        "a GIF cut in the middle": image("P", (600, 400), form="GIF")[:700],
        "a BMP cut in the middle": image("RGB", form="BMP")[:400],
        "a camera's raw file": b"II*\0\x10\0\0\0CR\2\0" + bytes(90),
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "a JPEG cut in the middle": jpeg("RGB")[: len(jpeg("RGB")) // 2],
        "a JPEG cut after its head": jpeg("RGB")[:30],
        "a PNG cut in the middle": image("RGB", (600, 400))[:120],
        "a TIFF cut in the middle": image("RGB", form="TIFF")[:400],
        "a PNG of 3.6 billion pixels": png_of(60000, 60000),
        "a PNG of 2^62 pixels": png_of(2**31 - 1, 2**31 - 1),
        "a PNG that claims more than it has": png_of(3000, 3000, bytes(1000)),
        "a PNG with a bomb in its text": png_of(60, 40, bytes(60 * 40 * 4), text_bomb()),
        "floating point": image("F", form="TIFF"),
        "32-bit integers": image("I", form="TIFF"),
    }.items()
] + [
    Case("picture: not there", picture(None, "b.jpg"), "picture-missing", M, "file:"),
    Case("picture: a name of 3000 letters", picture(None, "b" * 3000), "picture-missing", M, "file:"),
    Case("picture: the folder itself", picture(None, "."), "picture-missing", M, "file:"),
    Case("picture: a data address", picture(None, "data:image/png;base64,AAAA"), "picture-outside", M, "file:"),
    Case("picture: a home folder", picture(None, '"~/a.jpg"'), "picture-outside", M, "file:"),
    Case("picture: another machine", picture(None, "//host/share/a.jpg"), "picture-outside", M, "file:"),
    Case("picture: upwards", picture(None, "x/../../a.jpg"), "picture-outside", M, "file:"),
]

LOADED = [*ENCODINGS, *CHARACTERS, *YAML, *KEYS, *STORIES, *PICTURES]
"""Editions with an error that loading finds."""
