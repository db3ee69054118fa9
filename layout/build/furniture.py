"""What a template prints by itself (nameplate, folio line, imprint): which keys are on the page, and what is too long.

A key is on a page if the page's own words differ without it. So it is the same whatever template it is, and in what
words it prints the key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.errors import TemplateError
from layout.base.messages import listed, say
from layout.build.printed import EDITION_KEYS, FIELDS, PAGE_KEYS, PAPER_KEYS
from layout.compose.kit import TemplateKit
from layout.edition.model import Edition, Page
from layout.render.fitting import Fitted, Fitter
from layout.render.html import render_html
from layout.render.page import PageModel

_UNSEEN = re.compile(r"<(style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dressed:
    """A page's HTML, the keys of the edition and its paper that its template prints, and what there is to say."""

    html: str
    printed: tuple[str, ...]
    findings: tuple[Finding, ...]


def dress_page(model: PageModel, kit: TemplateKit) -> Dressed:
    """Render a page's HTML; see which keys it prints and which do not fit. Raises TemplateError as `render_html`."""
    fit = Fitter(kit.fonts.named)
    html = render_html(model, kit.folder, fit)
    found = list(_overlong(model, kit, fit.overlong))
    printed = set(_printed(model, kit))
    found += [
        _dropped_on(model.page, key, model.page.key_ref(key), f"page.{key}", kit)
        for key in PAGE_KEYS
        if getattr(model.page, key) and key not in printed
    ]
    found += [
        _dropped_on(model.page, f"ears: {side}", Edition.key_ref("ears"), f"ear(fit, model.{side}_ear, …)", kit)
        for side in _ears_of(model)
        if f"{side}_ear" not in printed
    ]
    found += _covered(model, kit)
    return Dressed(html, tuple(key for key in (*PAPER_KEYS, *EDITION_KEYS) if key in printed), tuple(found))


def _printed(model: PageModel, kit: TemplateKit) -> Iterator[str]:
    """Yield the keys that are given and without which the page's own words would be others."""
    bare = replace(model, stories=(), separators=(), ads=(), index=None)
    if (words := _words(bare, kit)) is None:
        bare, words = model, _words(model, kit)
    if model.barcode:
        yield "issn"
    if model.nameplate and model.design.logo:
        yield "name"  # as a picture
    for key, changed in _without(bare):
        if _words(changed, kit) != words:
            yield key
    for side in _ears_of(model):
        if _words(replace(bare, **{f"{side}_ear": None}), kit) != words:  # type: ignore[arg-type]
            yield f"{side}_ear"
    if model.latin_name and not model.other_name:
        yield "latin_name"  # It is the name, but for capitals.


def _ears_of(model: PageModel) -> list[str]:
    """Return the sides at which an ear with a text stands; an ad in one is drawn over the page."""
    ears = {"left": model.left_ear, "right": model.right_ear}
    return [side for side, ear in ears.items() if ear and not ear.ad]


def _words(model: PageModel, kit: TemplateKit) -> str | None:
    """Return the words that a page's template prints; None if it cannot do without what the page has not."""
    try:
        return unescape(_UNSEEN.sub(" ", render_html(model, kit.folder, Fitter(kit.fonts.named))))
    except TemplateError:
        return None


def _without(model: PageModel) -> Iterator[tuple[str, PageModel]]:
    """Yield each key that is given, with the page as it were without it, or with another day or issue."""
    for key in PAPER_KEYS:
        if getattr(model, name := FIELDS.get(key, key)):
            yield key, replace(model, **dict.fromkeys([name], ""))  # type: ignore[arg-type]
    day = model.date + timedelta(days=32 if model.date.year < 9999 else -32)
    yield "date", replace(model, date=day, date_text=model.words.date(day))
    yield "issue", replace(model, issue=model.issue + 1)
    if model.volume is not None:
        yield "volume", replace(model, volume=None)
    for key in PAGE_KEYS:
        if getattr(model.page, key):
            yield key, replace(model, page=model.page.model_copy(update={key: ""}))


def _dropped_on(page: Page, key: str, ref: Ref, code: str, kit: TemplateKit) -> Finding:
    return Finding(
        Code.NOT_PRINTED,
        Severity.WARNING,
        say("page {page}: {key} is not printed", page=page.id, key=key),
        ref,
        say(
            "write {code} into {file}, or take the key out",
            code=f"{{{{ {code} }}}}",
            file=f"templates/{kit.folder.name}/{page.kind}.html",
        ),
        page.id,
    )


def _covered(model: PageModel, kit: TemplateKit) -> Iterator[Finding]:
    """Yield a finding if an ad over all of a page covers what its template prints."""
    if not any(ad.rect.x < 0 and ad.rect.y < 0 for ad in model.ads):  # beyond one edge reach ads across a fold, too
        return
    bare = replace(model, stories=(), separators=(), ads=(), index=None)
    if words := (_words(bare, kit) or "").split():
        yield Finding(
            Code.NOT_PRINTED,
            Severity.WARNING,
            say("page {page}: the ad over all of it covers “{text}”", page=model.page.id, text=" ".join(words)[:40]),
            model.page.key_ref("kind"),
            say("give the page kind: poster, which prints nothing by itself"),
            model.page.id,
        )


def _overlong(model: PageModel, kit: TemplateKit, lines: Collection[Fitted]) -> Iterator[Finding]:
    for line in _roots(lines):
        keys = list(_keys_in(line.text, model))
        named = say("{keys}: ", keys=listed(key for key, _ in keys)) if keys else ""
        yield Finding(
            Code.FURNITURE_TOO_LONG,
            Severity.ERROR,
            say(
                "page {page}: {named}“{text}” is too long for its place: "
                "{width:.0f} pt at {size:g} pt, and there are {room:.0f} pt",
                page=model.page.id,
                named=named,
                text=line.text,
                width=line.width,
                size=line.size,
                room=max(0.0, line.room),
            ),
            keys[0][1] if keys else model.page.ref,
            say(
                "shorten it, or give it more room or a smaller least size in {file}",
                file=f"templates/{kit.folder.name}/{model.page.kind}.html",
            ),
            model.page.id,
        )


def _roots(lines: Collection[Fitted]) -> tuple[Fitted, ...]:
    """Return the lines that are too long, but for those to which another of them leaves no room at all."""
    every = tuple(dict.fromkeys(lines))
    return tuple(line for line in every if line.room > 1) or every


def _keys_in(text: str, model: PageModel) -> Iterator[tuple[str, Ref]]:
    """Yield the keys whose words stand in a line, those that are longest first."""
    values = {key: (str(getattr(model, FIELDS.get(key, key)) or ""), Edition.key_ref(key)) for key in PAPER_KEYS}
    values |= {key: (getattr(model.page, key), model.page.key_ref(key)) for key in PAGE_KEYS}
    squeezed = "".join(text.split())
    for ear in filter(None, (model.left_ear, model.right_ear)):
        if squeezed in ("".join(words.split()) for words in (ear.title, *ear.lines)):
            yield "ears", Edition.key_ref("ears")
    for key, (value, ref) in sorted(values.items(), key=lambda item: -len(item[1][0])):
        if value and "".join(value.split()) in squeezed:
            yield key, ref
