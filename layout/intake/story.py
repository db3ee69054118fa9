"""A draft as a story file: front matter and Markdown that the loader reads back to exactly the same characters.

Every block is read back with the loader's own parser before it is written; what Markdown cannot say is put plainly, and
goes to the editor's list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from layout.content.fields import resolve
from layout.content.markdown import read_body
from layout.content.model import Emphasis, Paragraph, Span, Subhead
from layout.content.source import Source
from layout.content.yamlfile import Mapping as YamlMapping
from layout.content.yamlfile import Scalar, parse_yaml
from layout.diagnostics import Report
from layout.intake.copy import HEAD_KEYS, Draft, tidy

_SIGNS = {Emphasis.PLAIN: "", Emphasis.STRONG: "**", Emphasis.EM: "*", Emphasis.SUPERSCRIPT: "^"}
_ALWAYS = re.compile(r"[\\*^]|<(?=[A-Za-z/!])|&(?=#?[A-Za-z0-9]{1,31};)|!(?=\[)|\[(?=[^\[\]\n]*\]\()")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINE_START = re.compile(r"#|>|[-+](?=\s|$)|(?=([-_=~`])[\1\s]*$)|~~~|```")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def story_text(draft: Draft, picture: Mapping[str, str] | None = None) -> str:
    """Return the story file of a draft; what could not be written as it was is added to the draft's notes.

    picture: the keys of ``picture:``, its file and whatever else is known.
    """
    lines = ["---"]
    # Without a headline the key stands there empty: the loader then asks for it by name.
    lines += [_entry(key, draft.head.get(key, "")) for key in HEAD_KEYS if key in draft.head or key == "headline"]
    if draft.language:
        lines.append(_entry("language", draft.language))
    if draft.priority:
        lines.append(f"priority: {draft.priority}")
    if picture:
        lines += ["picture:", *(f"  {_entry(key, value)}" for key, value in picture.items() if value)]
    lines.append("---")
    blocks = [block_text(block, draft) for block in draft.blocks]
    return "\n".join(lines) + "\n" + "\n\n".join(blocks) + "\n"


def _entry(key: str, text: str) -> str:
    """Return a line of front matter: without quotes if it is read back the same, else with them."""
    if not text:
        return f"{key}:"
    for line in (f"{key}: {text}", f'{key}: "{_quoted(text)}"'):
        root = parse_yaml(line, "", Report())
        value = root.get(key) if isinstance(root, YamlMapping) else None
        if isinstance(value, Scalar) and resolve(value) == text:
            return line
    raise AssertionError(f"{text!r} cannot be written as YAML")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def block_text(block: Paragraph | Subhead, draft: Draft) -> str:
    """Return a paragraph or subhead as Markdown on one line."""
    if isinstance(block, Subhead):
        for escaped in (escape(block.text), _PUNCTUATION.sub(r"\\\g<0>", block.text)):
            text = f"## {escaped}"
            if _blocks(text) == [block.text]:
                return text
        draft.note("import-markdown", "this subhead cannot be written in Markdown", block.text, "write it anew")
        return f"## {escape(block.text)}"
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
                    "import-emphasis",
                    f"this was {span.emphasis}, which cannot be written here",
                    span.text,
                    "emphasis needs a space, a han character or a mark beside it; superscripts are numbers and signs",
                )
    if text := _paragraph(kept):
        return text
    draft.note(
        "import-markdown",
        "this paragraph would be read differently",
        block.text,
        "it begins with a sign that copy must not begin with; write it anew",
    )
    return escape(block.text)


def _paragraph(spans: Sequence[Span]) -> str:
    """Return spans as Markdown, or nothing if they would not be read back as they are."""
    wanted = tidy(spans)
    for escaped in (escape, lambda text: _PUNCTUATION.sub(r"\\\g<0>", text)):
        parts = []
        for number, span in enumerate(wanted):
            sign = _SIGNS[span.emphasis]
            inner = span.text if span.emphasis is Emphasis.SUPERSCRIPT else escaped(span.text)
            if number == 0 or escaped is not escape:
                parts.append(f"{sign}{inner}{sign}")
            else:
                # Only the paragraph's first characters stand at a line's beginning.
                parts.append(f"{sign}{_ALWAYS.sub(_backslash, span.text) if sign != '^' else inner}{sign}")
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
    blocks = read_body(f"{markdown}\n", Source("", markdown), 1, report)
    if report.findings:
        return []
    return [block.spans if isinstance(block, Paragraph) else block.text for block in blocks]
