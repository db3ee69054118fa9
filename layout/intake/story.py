"""A draft as a story file: front matter and Markdown that the loader reads back to exactly the same characters.

Every block is read back with the loader's own parser before it is written; what Markdown cannot say is put plainly, and
goes to the editor's list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import say
from layout.compose.elements import ELEMENTS
from layout.edition.blocks import Block, Emphasis, Paragraph, Span, Subhead, written_as_one
from layout.edition.markdown import read_body
from layout.files.models import resolve
from layout.files.text import Source
from layout.files.yaml import Mapping as YamlMapping
from layout.files.yaml import Scalar, parse_yaml
from layout.intake.draft import HEAD_KEYS, Draft, tidy

_SIGNS = {Emphasis.PLAIN: "", Emphasis.STRONG: "**", Emphasis.EM: "*", Emphasis.SUPERSCRIPT: "^"}
_ALWAYS = re.compile(r"[\\*^]|<(?=[A-Za-z/!])|&(?=#?[A-Za-z0-9]{1,31};)|!(?=\[)|\[(?=[^\[\]\n]*\]\()|\{(?=[^{}\n]*\|)")
_READING = re.compile(r"[\\{}|*^]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINE_START = re.compile(r"#|>|[-+](?=\s|$)|(?=([-_=~`])[\1\s]*$)|~~~|```")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def story_text(draft: Draft, picture: Mapping[str, str] | None = None, section: str = "") -> str:
    """Return the story file of a draft; what could not be written as it was is added to the draft's notes.

    picture: the keys of ``picture:``, its file and whatever else is known. section: one of the edition's.
    """
    lines = ["---"]
    # Without a headline the key stands there empty: the loader then asks for it by name.
    lines += [_entry(key, draft.head.get(key, "")) for key in HEAD_KEYS if key in draft.head or key == "headline"]
    if draft.language:
        lines.append(_entry("language", draft.language))
    if section:
        lines.append(_entry("section", section))
    if draft.priority:
        lines.append(f"priority: {draft.priority}")
    if draft.drop_cap:
        lines.append(f"drop_cap: {draft.drop_cap}")
    if picture:
        lines += ["picture:", *(f"  {_entry(key, value)}" for key, value in picture.items() if value)]
    lines.append("---")
    body = "\n\n".join(_written(blocks, draft) for blocks in written_as_one(draft.blocks))
    if _characters(read_body(f"{body}\n", Source("", body), 1, Report(), ELEMENTS)) != _characters(draft.blocks):
        draft.note(
            Code.IMPORT_MARKDOWN,
            say("the text is read differently as a whole"),
            "",
            say("compare it with the original"),
        )
    return "\n".join(lines) + "\n" + body + "\n"


def _characters(blocks: Iterable[Block]) -> str:
    return "".join("".join(block.text.split()) for block in blocks)


def _entry(key: str, text: str) -> str:
    """Return a line of front matter: without quotes if it is read back the same, else with them."""
    if not text:
        return f"{key}:"
    for line in (f"{key}: {text}", f'{key}: "{_quoted(text)}"'):
        report = Report()
        root = parse_yaml(line, "", report)
        value = root.get(key) if isinstance(root, YamlMapping) else None
        if isinstance(value, Scalar) and resolve(value) == text and not report.findings:
            return line
    raise AssertionError(f"{text!r} cannot be written as YAML")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _written(blocks: Sequence[Block], draft: Draft) -> str:
    """Return a block as Markdown, or the lines of a paragraph with hard breaks."""
    if len(blocks) == 1:
        return block_text(blocks[0], draft)
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    text = "\\\n".join(_paragraph(line.spans) for line in lines)
    if all(_paragraph(line.spans) for line in lines) and _blocks(text) == [tidy(line.spans) for line in lines]:
        return text
    return "\n\n".join(block_text(line, draft) for line in lines)


def block_text(block: Block, draft: Draft) -> str:
    """Return a block as Markdown."""
    if isinstance(block, Subhead):
        return _subhead_text(block, draft)
    if isinstance(block, Paragraph):
        return _paragraph_text(block, draft)
    kind = ELEMENTS.named(block.kind)
    if (text := kind.markdown(block, _Say())) and _reads_as(text, block):
        return text
    said = say("a {kind} cannot be written here as it is; it was set as paragraphs", kind=block.kind)
    draft.note(Code.IMPORT_MARKDOWN, said, block.text[:60], say("write it anew"))
    return "\n\n".join(_paragraph_text(Paragraph(spans=tidy(spans)), draft) for spans in kind.paragraphs(block))


class _Say:
    """Writes the words of elements: see layout.compose.elements.kind.Say."""

    def spans(self, spans: Iterable[Span]) -> str:
        return _paragraph(tuple(spans))

    def cell(self, text: str) -> str:
        return _ALWAYS.sub(_backslash, text).replace("|", "\\|")


def _reads_as(markdown: str, block: Block) -> bool:
    """Tell whether the loader reads one block that is this one, and has nothing to say about it."""
    report = Report()
    blocks = read_body(f"{markdown}\n", Source("", markdown), 1, report, ELEMENTS)
    return not report.findings and blocks == (block,)


def _subhead_text(block: Subhead, draft: Draft) -> str:
    for escaped in (escape(block.text), _PUNCTUATION.sub(r"\\\g<0>", block.text)):
        text = f"## {escaped}"
        if _blocks(text) == [block.text]:
            return text
    draft.note(
        Code.IMPORT_MARKDOWN, say("this subhead cannot be written in Markdown"), block.text, say("write it anew")
    )
    return f"## {escape(block.text)}"


def _paragraph_text(block: Paragraph, draft: Draft) -> str:
    spans = list(block.spans)
    plain = [span.model_copy(update={"emphasis": Emphasis.PLAIN}) for span in spans]
    if text := _paragraph(spans):
        return text
    # One voice after the other, as many as can be said.
    kept = list(plain)
    for number, span in enumerate(spans):
        if span.emphasis is not Emphasis.PLAIN:
            tried = [*kept[:number], span, *kept[number + 1 :]]
            if _paragraph(tried):
                kept = tried
            else:
                draft.note(
                    Code.IMPORT_EMPHASIS,
                    say("this was {emphasis}, which cannot be written here", emphasis=span.emphasis),
                    span.text,
                    say(
                        "emphasis needs a space, a han character or a mark beside it; superscripts are "
                        "numbers and signs"
                    ),
                )
    if text := _paragraph(kept):
        return text
    draft.note(
        Code.IMPORT_MARKDOWN,
        say("this paragraph would be read differently"),
        block.text,
        say("it begins with a sign that copy must not begin with; write it anew"),
    )
    return escape(block.text)


def _paragraph(spans: Sequence[Span]) -> str:
    """Return spans as Markdown, or nothing if they would not be read back as they are."""
    wanted = tidy(spans)
    for escaped in (escape, lambda text: _PUNCTUATION.sub(r"\\\g<0>", text)):
        parts: list[str] = []
        for emphasis, same in groupby(wanted, key=lambda span: span.emphasis):
            parts.append(_SIGNS[emphasis])
            for span in same:
                if span.reading:
                    said = "|".join(_READING.sub(_backslash, each) for each in (span.text, *span.reading))
                    parts.append(f"{{{said}}}")
                elif emphasis is Emphasis.SUPERSCRIPT:
                    parts.append(span.text)
                elif len(parts) == 1 or escaped is not escape:
                    parts.append(escaped(span.text))
                else:  # only the paragraph's first characters stand at a line's beginning
                    parts.append(_ALWAYS.sub(_backslash, span.text))
            parts.append(_SIGNS[emphasis])
        text = "".join(parts)
        if _blocks(text) == [wanted]:
            return text
    return ""


def _backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def escape(text: str) -> str:
    """Return text with a backslash before every sign that Markdown would take for its own at a line's beginning."""
    text = _ALWAYS.sub(_backslash, text)
    if found := _NUMBERED.match(text):
        return f"{found[1]}\\{text[found.end(1) :]}"
    if _LINE_START.match(text):
        text = f"\\{text}"
    return re.sub(r"(#+)$", r"\\\1", text) if text.endswith("#") and not text.endswith("\\#") else text


def _blocks(markdown: str) -> list[tuple[Span, ...] | str]:
    """Return what the loader reads; nothing if it has anything to say about it."""
    report = Report()
    blocks = read_body(f"{markdown}\n", Source("", markdown), 1, report, ELEMENTS)
    if report.findings:
        return []
    return [block.spans if isinstance(block, Paragraph) else block.text for block in blocks]
