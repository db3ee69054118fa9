"""Formulas of Word (OMML) as characters in one line (ECMA-376, part 1, 22.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from layout.edition.blocks import Emphasis, Span
from layout.intake.word.styles import find, value


def formula(node: Element) -> list[Span]:
    """Return a formula's characters: a fraction with a stroke, what is raised as a superscript."""
    return list(_spans(node))


def _spans(nodes: Iterable[Element]) -> Iterator[Span]:
    for node in nodes:
        match node.tag:
            case "m:t" | "w:t" | "w:delText":
                yield Span(text=node.text or "")
            case "w:del" | "w:moveFrom" | "m:ctrlPr" | "w:rPr":
                continue
            case "m:f":
                yield from _held(find(node, "m:num"))
                yield Span(text="/")
                yield from _held(find(node, "m:den"))
            case "m:sSup":
                yield from _inside(find(node, "m:e"))
                yield from (_raised(span) for span in _inside(find(node, "m:sup")))
            case "m:rad":
                yield Span(text="√")
                yield from (_raised(span) for span in _inside(find(node, "m:deg")))
                yield from _held(find(node, "m:e"))
            case "m:nary":
                yield Span(text=value(node, "m:naryPr", "m:chr", name="m:val") or "∫")
                yield from _spans(inner for inner in node if inner.tag != "m:naryPr")
            case "m:d":
                properties = find(node, "m:dPr")
                begin, end, between = (
                    value(properties, name, name="m:val") if find(properties, name) is not None else otherwise
                    for name, otherwise in (("m:begChr", "("), ("m:endChr", ")"), ("m:sepChr", "|"))
                )
                yield Span(text=begin)
                for at, part in enumerate(inner for inner in node if inner.tag == "m:e"):
                    yield from [Span(text=between)] if at else []
                    yield from _spans(part)
                yield Span(text=end)
            case "m:mr":
                yield from _spans(node)
                yield Span(text=" ")
            case _:
                yield from _spans(node)


def _inside(node: Element | None) -> Iterator[Span]:
    """Yield the characters of a part of a formula, if it has that part."""
    return _spans(node if node is not None else ())


def _held(node: Element | None) -> list[Span]:
    """Return a part of a formula, in brackets if it is more than one number or letter."""
    spans = list(_inside(node))
    return spans if "".join(span.text for span in spans).isalnum() else [Span(text="("), *spans, Span(text=")")]


def _raised(span: Span) -> Span:
    return span.model_copy(update={"emphasis": Emphasis.SUPERSCRIPT})
