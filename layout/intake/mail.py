"""Mail as it is kept in files: messages, boxes of them, and mail that was saved as text.

The subject is the headline, the text is the copy; what is quoted and the signature go to the list. Documents that came
with it are read as stories of their own, pictures become pictures.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.text import one_line
from layout.files.text import EncodingError, decode_any
from layout.intake.draft import Aside, Draft, Enclosed, FoundPicture, all_lines
from layout.intake.lines import width
from layout.intake.markup import BLOCKS, read_blocks
from layout.intake.plain import read_text
from layout.intake.xml import all_text, local, read_html

MOST_PARTS = 200
"""A message has no more parts than this."""
MOST_MESSAGES = 500
"""A mail box has no more messages than this."""
COVERING = 60
"""A text of at most so many han characters is a covering letter, if its mail holds documents or forwards another."""

_NAMES = {
    "from": ("from", "发件人", "發件人", "寄件者", "差出人", "von", "de", "от", "보낸사람", "보낸 사람"),
    "to": ("to", "cc", "bcc", "收件人", "抄送", "密送", "收件者", "副本", "宛先", "an", "à", "para", "кому", "받는사람",
           "받는 사람"),
    "subject": ("subject", "主题", "主題", "主旨", "件名", "betreff", "objet", "asunto", "oggetto", "тема", "제목"),
    "date": ("date", "sent", "日期", "时间", "時間", "发送时间", "發送時間", "发送日期", "送信日時", "日時", "gesendet",
             "datum", "envoyé", "fecha", "enviado", "дата", "보낸날짜", "날짜", "日付", "傳送日期", "寄件日期"),
    "other": ("reply-to", "attachments", "附件", "message-id", "importance", "重要性", "mime-version", "content-type",
              "content-transfer-encoding", "received", "return-path", "delivered-to", "x-mailer", "anlagen",
              "添付ファイル", "回复", "回复给", "优先级", "priority", "x-priority"),
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names}
_HEADER = re.compile(r"[ \t*>]*([A-Za-z\u00c0-\uffef][\w\u00c0-\uffef -]{0,40}?)[ \t*]*[:：][ \t*]*(.*)")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9-]*$")
_MARKS = (r"(?:(?:re|fwd?|aw|wg|tr|rv|答复|回复|回覆|转发|轉寄|轉發|投稿|来稿|稿件|新闻稿|通稿|press release)"
          r"\s*(?:\[\d+\])?\s*[:：]|[【\[](?:投稿|来稿|稿件|新闻稿|通稿)[】\]])")  # fmt: skip
_PREFIX = re.compile(rf"\s*(?:{_MARKS}\s*)+", re.IGNORECASE)
_NO_SUBJECTS = frozenset({"", "无主题", "無主題", "(no subject)", "no subject", "投稿", "来稿", "稿件", "新闻稿",
                          "通稿", "press release"})  # fmt: skip
"""Subjects that say nothing of the story."""
_FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE)
_QUOTED = re.compile(
    r"[ \t>]*(?:-{2,}[ \t]*(?:original message|forwarded (?:message|by)|原始邮件|原始郵件|原邮件|转发邮件|转发的邮件"
    r"|轉寄的郵件|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré"
    r"|mensaje original|元のメッセージ).*|begin forwarded message:|_{20,})[ \t]*",
    re.IGNORECASE,
)
"""A line that the words of another mail stand under."""
_WROTE = re.compile(
    r"[ \t>]*(?:.{6,200}(?:wrote|schrieb|écrit|escribió|написал\(?а?\)?|写道|寫道)"
    r"|(?=.*[0-9]{4}).{2,160}<[^<>\s]+@[^<>\s]+>.{0,40})[ \t]*[:：][ \t]*",
    re.IGNORECASE,
)
_SENT = re.compile(r"@|[0-9][:.][0-9]{2}|^[ \t>]*在 [0-9]{4}年[0-9]+月[0-9]+日")
"""What tells such a line from copy that quotes a letter: an address, the time of day, a date as Apple's Mail has it."""
_WRAPPED = re.compile(r"[ \t>]*(?:(?:on|am|le|el)\b.*|[在于].*|)[0-9]{4}.*", re.IGNORECASE)
"""How such a line begins where it was broken at a width."""
_FORWARDED = re.compile("forward|转发|轉寄|weitergeleitet|transféré", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"--[ \t]*|(?:sent from my|发自我的|发送自我的|從我的|von meinem|envoyé de mon|iPhoneから).{0,30}", re.IGNORECASE
)
_FOOTER = re.compile(r"ATT\d+\.(?:txt|html?)", re.IGNORECASE)
"""What some servers call the footers that they put under mail."""
_OF_OTHERS = frozenset({"gmail_quote", "gmail_signature", "moz-signature", "moz-cite-prefix", "yahoo_quoted"})
"""Classes that mail programs give to what is quoted, and to signatures."""
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "shift_jis": "cp932",
           "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-2022-jp": "iso2022_jp_ext",
           "big5": "big5hkscs"}  # fmt: skip
"""What mail says its encoding is -> the larger one that programs really write."""
_NO_FAULT = (HeaderParseError, MessageError, LookupError, ValueError, TypeError, AttributeError)
"""What the library raises for parts and headers that are no mail."""
_COPY = frozenset(
    {".docx", ".odt", ".fodt", ".txt", ".md", ".markdown", ".xml", ".nitf", ".newsml", ".json", ".ninjs", ".anpa",
     ".eml", ".html", ".htm"}
)  # fmt: skip
"""Endings of files in a mail that may be copy."""


def read_mail(data: bytes, name: str, file: str) -> list[Draft | Aside | Enclosed]:
    """Return what a message holds. Raises ContentError for what is no mail, or in an encoding that is not certain."""
    try:
        return _found(email.message_from_bytes(data.lstrip()), name, file)
    except RecursionError as error:
        raise _too_many_parts(file) from error


def _too_many_parts(file: str) -> ContentError:
    return ContentError(say("{file} has more than {most} parts", file=file, most=MOST_PARTS), say("split it"))


def _found(message: Message, name: str, file: str) -> list[Draft | Aside | Enclosed]:
    if not any(_header(message, key) for key in ("from", "subject", "date")):
        raise ContentError(say("{file} is no mail: it has no headers", file=file), say("save it again as .eml"))
    draft = Draft(name)
    _head(draft, _header(message, "subject"), _header(message, "from"), _header(message, "date"))
    body, alternatives, others = _parts(message)
    if len(others) > MOST_PARTS:
        raise _too_many_parts(file)
    if body is not None:
        _read_part(body, file, draft, forwards=bool(_FORWARD.match(_header(message, "subject"))))
    mine = "".join(draft.body.split()) + "".join(note.quoted for note in draft.notes)
    for part in alternatives:
        text = _text(part, file)
        plain = all_text(_without_rules(read_html(text, file))) if part.get_content_subtype() == "html" else text
        missing = [line for line in plain.split("\n") if "".join(line.split()) not in "".join(mine.split())]
        if missing and len(missing) < plain.count("\n") + 1:
            said = say("another form of the text, {other}, reads differently", other=part.get_content_type())
            draft.note(Code.IMPORT_OTHER_BODY, said, "\n".join(missing), say("compare the two"))
    return list(_with_parts(draft, others, file))


def read_box(data: bytes, name: str, file: str) -> list[Draft | Aside | Enclosed]:
    """Return what the messages of a mail box hold (mbox, RFC 4155). Raises ContentError as `read_mail` does."""
    parts = re.split(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]+:)", data)
    messages = [re.sub(rb"(?m)^>(>*From )", rb"\1", part) for part in parts if part.strip()]
    if not is_box(data) or not messages or len(messages) > MOST_MESSAGES:
        raise ContentError(
            say("{file} is no mail box of at most {most} messages", file=file, most=MOST_MESSAGES),
            say("save the messages as .eml"),
        )
    found: list[Draft | Aside | Enclosed] = []
    for number, message in enumerate(messages, start=1):
        own = f"{name}-{number}" if len(messages) > 1 else name
        try:
            found += read_mail(message, own, file)
        except ContentError as error:
            found.append(Aside(say("a message that cannot be read"), own, (error.message,), hint=error.hint))
    return found


def is_box(data: bytes) -> bool:
    """Tell whether a file is a mail box."""
    return data.startswith(b"From ")


def read_saved(data: bytes, name: str, file: str) -> list[Draft | Aside | Enclosed]:
    """Return what mail that was saved as text holds: its headers stand above the text. Raises as `read_mail` does."""
    if re.search(rb"(?mi)^(?:content-type|mime-version):", data[:20_000]):
        return read_mail(data, name, file)
    headers, rest = _split_headers(_without_mark(data))
    of = {kind: value for kind, value, _ in reversed(headers)}
    draft = Draft(name)
    _head(draft, of.get("subject", ""), of.get("from", ""), of.get("date", ""))
    other = [line for kind, _, line in headers if kind in ("to", "other") and line.strip()]
    if other:
        draft.note(Code.IMPORT_SENDER, say("further headers of the mail"), "\n".join(other))
    _copy("\n".join(rest), draft, forwards=bool(_FORWARD.match(of.get("subject", ""))))
    return list(_with_parts(draft, (), file))


def is_saved(data: bytes) -> bool:
    """Tell whether a text begins with the headers of a mail, in any of the languages that are known."""
    with suppress(EncodingError):
        headers, _ = _split_headers(_without_mark(data))
        kinds = {kind for kind, _, _ in headers} - {"other"}
        return ("from" in kinds and len(kinds) > 1) or kinds >= {"to", "subject", "date"}
    return False


def _without_mark(data: bytes) -> list[str]:
    """Return the lines of a saved mail without the line over its headers that says it was forwarded."""
    lines = decode_any(data)[0].splitlines()
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first + 1 :] if first < len(lines) and _QUOTED.fullmatch(lines[first]) else lines


def _split_headers(lines: Sequence[str]) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the headers at the beginning of lines, each with its kind, what it says and its line, and the rest."""
    headers: list[tuple[str, str, str]] = []
    at = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    while at < len(lines) and lines[at].strip():
        found = _HEADER.fullmatch(lines[at])
        kind = _kind(found[1]) if found else ""
        if found and (kind or (headers and _TOKEN.match(found[1]))):
            headers.append((kind or "other", found[2].strip(), lines[at]))
        elif headers and lines[at][0] in " \t":
            last = headers[-1]
            headers[-1] = (last[0], f"{last[1]} {lines[at].strip()}", f"{last[2]} {lines[at].strip()}")
        else:
            break
        at += 1
    return headers, list(lines[at:])


def _kind(name: str) -> str:
    """Return which header has a name; programs spread names of two han characters, as 主　题."""
    name = name.strip().lower()
    return _KIND_OF.get(name) or _KIND_OF.get("".join(name.split()), "")


def _header(message: Message, key: str) -> str:
    """Return a header with its encoded words read (RFC 2047); a character may be spread over two of them."""
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == key), "")
    return _words(raw)


def _words(raw: str) -> str:
    raw = re.sub(r"\r?\n[ \t]*", " ", raw)
    try:
        if not raw.isascii():  # Bytes that no header may have; words may be encoded around them all the same.
            text = decode_any(raw.encode("utf-8", "surrogateescape"))[0].strip()
            return re.sub(r"=\?[^?]+\?[Qq]\?([^?]*)\?=", lambda found: found[1].replace("_", " "), text)
        parts = decode_header(raw)
        return "".join(
            part if isinstance(part, str) else part.decode(_codec(charset or "ascii"), "replace")
            for part, charset in parts
        ).strip()
    except (*_NO_FAULT, EncodingError):
        return raw.encode("ascii", "replace").decode("ascii").strip()


def _codec(charset: str) -> str:
    return _CODECS.get(charset.lower(), charset.lower())


def _parts(message: Message) -> tuple[Message | None, list[Message], list[Message]]:
    """Return the part that is the text, other forms of it, and all other parts."""
    leaves = list(_leaves(message, within=0))
    texts = [
        (part, group)
        for part, group in leaves
        if part.get_content_type() in ("text/plain", "text/html") and not _is_attached(part)
    ]
    plain = [(part, group) for part, group in texts if part.get_content_type() == "text/plain" and _bytes(part).strip()]
    body, group = next(iter(plain or texts), (None, 0))
    same = [part for part, its in texts if part is not body and group and its == group]
    return body, same, [part for part, _ in leaves if part is not body and part not in same]


def _leaves(message: Message, within: int, group: int = 0) -> Iterator[tuple[Message, int]]:
    """Yield the parts that have none inside, each with what tells of which alternatives it is one, 0 for none."""
    inner = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(inner, list) or within > 20:
        yield message, group
        return
    if message.get_content_subtype() == "alternative":
        group = id(message)
    for part in inner:
        if isinstance(part, Message):
            yield from _leaves(part, within + 1, group)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _bytes(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"".join(one.as_bytes() for one in inner if isinstance(one, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message, file: str) -> str:
    """Return the text of a part. Raises ContentError if its encoding is not what it says and not certain."""
    data, named = _bytes(part), (part.get_content_charset() or "").lower()
    if named and named not in ("us-ascii", "ascii", "unknown-8bit", "default_charset"):
        with suppress(LookupError, UnicodeError):
            return data.decode(_codec(named))
    try:
        return decode_any(data)[0]
    except EncodingError as error:
        raise ContentError(
            say("{file}: the encoding of the mail cannot be told for certain", file=file), error.hint
        ) from error


def _read_part(part: Message, file: str, draft: Draft, *, forwards: bool = False) -> None:
    text = _text(part, file)
    if part.get_content_type() != "text/html":
        _copy(_unflowed(text) if part.get_param("format") == "flowed" else text, draft, forwards=forwards)
        return
    root = _without_rules(read_html(text, file))
    left, forwarded = _take_out_others(root, forwards=forwards)
    if not (forwarded or forwards):
        left += "\n".join(_take_out_quoted(root)).split("\n")
    _leave(draft, left)
    read_blocks(root, draft)
    draft.named = [one for one in draft.named if not all(name.startswith(("cid:", "data:")) for name in one.names)]


def _without_rules(root: Element) -> Element:
    """Return markup without style sheets and scripts, which mail programs put into every message."""
    for node in root.iter():
        if local(node) in ("style", "script"):
            node.text = ""
    return root


def _take_out_quoted(root: Element) -> Iterator[str]:
    """Take what is marked as quoted, or as a signature, out of markup; yield its text."""
    for parent in list(root.iter()):
        for node in list(parent):
            cited = local(node) == "blockquote" and node.get("type") == "cite"
            if cited or not _OF_OTHERS.isdisjoint(node.get("class", "").split()):
                yield all_text(node)
                tail, before = node.tail or "", list(parent).index(node)
                parent.remove(node)
                if before:
                    parent[before - 1].tail = (parent[before - 1].tail or "") + tail
                else:
                    parent.text = (parent.text or "") + tail


def _take_out_others(root: Element, *, forwards: bool) -> tuple[list[str], bool]:
    """Take the words of others out of markup by the lines they stand under, which not all programs mark.

    Return the lines that were taken out, and whether they are those over a mail that was forwarded.
    """
    places = [(root, "text"), *_places(root)]
    pieces = list(_lines_of_markup(places))
    lines = [" ".join("".join(getattr(*piece) for piece in line).split()) for line in pieces]
    begin = _begin_of_other(lines)
    end = next((at for at, line in enumerate(lines[:begin]) if _SIGNATURE.fullmatch(line)), begin)
    first, after = end, len(lines)
    forwarded = begin < len(lines) and (forwards or bool(_FORWARDED.search(lines[begin])))
    forwarded = forwarded and width("".join("".join(lines[:end]).split())) <= COVERING
    if forwarded:
        first, after = 0, begin + bool(_QUOTED.fullmatch(lines[begin]))
        while after < len(lines) and (found := _HEADER.fullmatch(lines[after])) and _kind(found[1]):
            after += 1
    worded = (next(piece for piece in line if getattr(*piece).strip()) for line in pieces[first : first + 1])
    start = next((places.index(piece) for piece in worded), len(places))
    stop = places.index(pieces[after][0]) if after < len(lines) else len(places)
    for node, place in places[start:stop]:
        if place in ("text", "tail"):
            setattr(node, place, "")
        if place == "text":
            node.tag = "span"  # neither a table nor a picture any more
    return lines[first:after], forwarded


def _lines_of_markup(places: Iterable[tuple[Element, str]]) -> Iterator[list[tuple[Element, str]]]:
    """Yield the lines of markup that have words, each as the places of its pieces."""
    line: list[tuple[Element, str]] = []
    for node, place in places:
        if place in ("begin", "end"):
            if any((getattr(*piece) or "").strip() for piece in line):
                yield line
                line = []
            continue
        if getattr(node, place) is None:
            setattr(node, place, "")
        line.append((node, place))
    if any(getattr(*piece).strip() for piece in line):
        yield line


def _places(parent: Element) -> Iterator[tuple[Element, str]]:
    """Yield where text stands, in its order: of elements the text and the tail; and the ends of lines about them."""
    for node in parent:
        parts = local(node) in BLOCKS or local(node) in ("br", "tr")
        if local(node) not in ("head", "title"):
            yield from [(node, "begin")] if parts else []
            yield node, "text"
            yield from _places(node)
            yield from [(node, "end")] if parts else []
        yield node, "tail"


def _unflowed(text: str) -> str:
    """Return text of format=flowed with its lines joined (RFC 3676): one that ends with a space goes on."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        own = line.removeprefix(" ") if not line.startswith(">") else line
        if goes_on and own != "-- ":
            lines[-1] += own
        else:
            lines.append(own)
        goes_on = own.endswith(" ") and own != "-- " and not own.startswith(">")
    return "\n".join(lines)


def _head(draft: Draft, subject: str, sender: str, date: str) -> None:
    """Take the subject for the headline; who sent the mail, and when, is told."""
    subject = one_line(subject)
    plain = _PREFIX.sub("", subject, count=1).strip()
    if plain.lower() not in _NO_SUBJECTS:
        draft.set("headline", plain)
    if subject != draft.head.get("headline", ""):
        draft.note(Code.IMPORT_LABEL, say("the subject of the mail"), subject)
    if sender or date:
        hint = say("if that is the writer, write byline: into the story")
        draft.note(Code.IMPORT_SENDER, say("sent by mail"), "\n".join(filter(None, (sender, date))), hint)


def _copy(text: str, draft: Draft, *, forwards: bool = False) -> None:
    """Read the text of a mail: what is quoted and the signature go to the list."""
    kept, left = _own_words(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), forwards=forwards)
    _leave(draft, left)
    first = next((at for at, line in enumerate(kept) if line.strip()), 0)
    if kept and one_line(kept[first]) == draft.head.get("headline"):
        kept = kept[first + 1 :]
    read_text("\n".join(kept), draft)


def _leave(draft: Draft, lines: Sequence[str]) -> None:
    if told := [line.rstrip() for line in lines if line.strip()]:
        said = say("words of another mail or a signature were left out")
        draft.note(Code.IMPORT_QUOTED, said, "\n".join(told), say("if they are copy, put them into the story"))


def _own_words(lines: Sequence[str], *, forwards: bool) -> tuple[list[str], list[str]]:
    """Return the lines that are copy and the others.

    They are what the sender wrote above what is quoted; of a mail that forwards another, and adds next to nothing, what
    the other says.
    """
    begin = _begin_of_other(lines)
    end = next((at for at, line in enumerate(lines[:begin]) if _SIGNATURE.fullmatch(line)), begin)
    own = [line for line in lines[:end] if not line.lstrip().startswith(">")]
    quoted = [line for line in lines[:end] if line.lstrip().startswith(">")]
    forwarded = begin < len(lines) and (forwards or bool(_FORWARDED.search(lines[begin])))
    if forwarded and width("".join("".join(own).split())) <= COVERING:
        under = begin + bool(_QUOTED.fullmatch(lines[begin]) or _WROTE.fullmatch(lines[begin]))
        marked = [line for line in lines[under:] if line.strip()]
        all_marked = all(line.startswith(">") for line in marked)
        after = [re.sub("^> ?", "", line) if all_marked else line for line in lines[under:]]
        headers, words = _split_headers(after)
        inner, other = _own_words(words, forwards=True)
        return inner, [*own, *lines[end:under], *(line for _, _, line in headers), *quoted, *other]
    return own, [*quoted, *lines[end:]]


def _begin_of_other(lines: Sequence[str]) -> int:
    """Return where the words of another mail begin: their number of lines if nowhere.

    That is a line that says so, one that says who wrote them, or their headers.
    """
    lines = [line.replace("\u00a0", " ") for line in lines]
    for at, line in enumerate(lines):
        if _QUOTED.fullmatch(line) or _says_who_wrote(lines, at):
            return at
        if (found := _HEADER.fullmatch(line)) and _kind(found[1]):
            kinds = {kind for kind, _, _ in _split_headers(lines[at : at + 20])[0]}
            if kinds >= {"from", "subject"} and kinds & {"to", "date"}:
                return at
    return len(lines)


def _says_who_wrote(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line says who wrote what follows; it may be broken at a width once or twice."""
    parted = at == 0 or not lines[at - 1].strip()
    for after in range(at + 1, 1 + min(len(lines), at + (3 if parted and _WRAPPED.fullmatch(lines[at]) else 1))):
        line = " ".join(each.strip() for each in lines[at:after])
        if len(line) < 300 and _WROTE.fullmatch(line):
            following = next((each for each in lines[after:] if each.strip()), "")
            return bool(_SENT.search(line)) or following.startswith(">")
    return False


def _with_parts(draft: Draft, parts: Sequence[Message], file: str) -> Iterator[Draft | Aside | Enclosed]:
    """Yield the story of a mail, and the files that came with it."""
    enclosed: list[Enclosed] = []
    pictures: list[tuple[bool, FoundPicture]] = []
    for number, part in enumerate(parts, start=1):
        kind, data = part.get_content_type(), _bytes(part)
        named = PurePosixPath(_words(part.get_filename() or "").replace("\\", "/")).name.replace("\0", "")
        ending = PurePosixPath(named).suffix.lower()
        if part.get_content_maintype() == "image" or ending in (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"):
            inline = part.get_content_disposition() != "attachment"
            pictures.append((inline, FoundPicture(data, named or f"{draft.name}-{number}")))
        elif _FOOTER.fullmatch(named):
            _leave(draft, _text(part, file).split("\n"))
        elif kind == "message/rfc822" or ending in _COPY:
            known = named if ending in _COPY else f"{named or f'{draft.name}-{number}'}.eml"
            enclosed.append(Enclosed(known, data))
        elif kind in ("text/plain", "text/html") and not named:
            _read_part(part, file, draft)
        else:
            said = say("a file that came with the mail is not read")
            draft.note(Code.IMPORT_ATTACHMENT, said, named or kind, say("save it from the mail and look at it"))
    draft.pictures += [picture for _, picture in sorted(pictures, key=lambda one: one[0])]
    if draft.blocks and not (enclosed and width("".join(draft.body.split())) <= COVERING):
        yield draft
    else:
        what = say("a mail without text")
        if enclosed:
            what = say("a covering letter: what came with it was read by itself")
        lines = (*all_lines(draft), *(picture.name for picture in draft.pictures))
        hint = say("save its pictures from the mail") if draft.pictures else ""
        yield Aside(what, draft.head.get("headline", ""), lines, hint=hint)
    yield from enclosed
