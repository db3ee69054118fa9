"""What is told of a PDF that was checked, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from layout.base.diagnostics import on_page
from layout.base.messages import Message, listed, say, told, word
from layout.base.units import MM
from layout.build.adcheck import MOST_ALIKE, VERDICTS, ad_lines
from layout.build.pdfcheck import FileFacts, PdfChecked, found_everywhere
from layout.files.text import shown
from layout.preflight.model import Outcome
from layout.preflight.report import verdict
from layout.preflight.rules.wording import quoted
from layout.preflight.states import State
from layout.preflight.summary import BoxSizes, PageSummary, UsedFont, UsedPicture

MOST_NAMED = 8
"""Fonts and pictures of a page that are told one by one; the rest are counted."""

_SEEN = ("ink-", "picture-")
"""How the ids of rules about ink and pictures begin."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report: how far in it stands, its words, and how bad what it tells is."""

    depth: int
    said: str
    state: State = State.PASS

    def told(self, language: str) -> str:
        """Return it in a language."""
        return "  " * self.depth + told(self.said, language)


def pdf_report(checked: PdfChecked, *, everything: bool = False) -> Iterator[Line]:
    """Yield what there is to say of a file: the file, its pages with their figures and findings, the ad it would be."""
    name, facts = shown(checked.order.path), checked.facts
    worst = checked.preflight.worst
    if not facts.pages or (checked.pages[0].summary is None and len(checked.pages) == 1):
        refused = checked.pages[0].report.found[0].finding
        yield Line(0, say("{file}: {verdict}", file=name, verdict=refused.message), State.FATAL)
        if refused.hint:
            yield Line(1, refused.hint)
        return
    yield Line(0, say("{file}: {verdict}", file=name, verdict=listed(_file(facts))), worst)
    if checked.order.place is not None and not everything:
        # Of an ad of some size nobody asks whether it could go to the press as a page.
        for page in checked.pages:
            yield from (Line(1, said) for said in (_figures(page.summary) if page.summary else ()))
        yield from _as_ad(checked)
        return
    # An ad desk asks for this: whether it can be taken in. What a page lacks comes after it.
    yield from _as_ad(checked)
    whole = found_everywhere(checked)
    for outcome in checked.pages[0].report.found:
        if outcome.finding in whole:
            yield from _outcome(outcome, 1, facts)
    for page in checked.pages:
        said = say("page {page} as it is: {verdict}", page=page.number, verdict=verdict(page.report))
        yield Line(1, said, page.report.worst)
        if page.summary is not None:
            yield from (Line(2, figure) for figure in _figures(page.summary))
        alike = {(one.code, one.message) for one in whole}
        own = [one for one in page.report.found if (one.finding.code, one.finding.message) not in alike]
        yield from _some_of_each(own, facts, MOST_ALIKE if not everything else len(own))
        for outcome in page.report.passed if everything else ():
            yield from _outcome(outcome, 2, facts)
    yield from _not_judged(checked, everything=everything)
    if checked.left:
        yield Line(1, say("{count:page was|pages were} not looked at: name them with --page", count=checked.left))


def _some_of_each(found: Sequence[Outcome], facts: FileFacts, most: int) -> Iterator[Line]:
    """Yield the findings of a page; of one rule a few, and how many more there are."""
    for _code, alike in groupby(found, key=lambda one: one.finding.code):
        each = list(alike)
        for outcome in each[:most]:
            yield from _outcome(outcome, 2, facts)
        if len(each) > most:
            more = say("and {count} more of this kind", count=len(each) - most)
            yield Line(2, _ruled(each[0], more), each[0].state)


def _not_judged(checked: PdfChecked, *, everything: bool) -> Iterator[Line]:
    """Yield why rules were not judged, each reason once with all rules that say so.

    Unless everything is asked for, only where it is ink or pictures: others wait for what only pages made here have,
    or for what the page does not have.
    """
    rules: dict[str, dict[str, None]] = {}
    for page in checked.pages:
        for outcome in page.report.skipped:
            rules.setdefault(outcome.finding.message, {})[str(outcome.finding.code)] = None
    left: set[str] = set()
    for why, codes in rules.items():
        if everything or any(code.startswith(_SEEN) for code in codes):
            yield Line(1, say("not judged: {why} ({rules})", why=why, rules=listed(codes)), State.SKIP)
        else:
            left.update(codes)
    if left:
        yield Line(1, say("not judged: {count:rule|rules}; --all tells why", count=len(left)), State.SKIP)


def _outcome(outcome: Outcome, depth: int, facts: FileFacts) -> Iterator[Line]:
    finding = outcome.finding
    yield Line(depth, listed((_ruled(outcome, finding.message), on_page(finding.rect)), ""), outcome.state)
    # What to do is said to who builds pages here; others are asked for another file.
    if finding.hint and facts.ours:
        yield Line(depth + 3, finding.hint)


def _ruled(outcome: Outcome, said: str) -> Message:
    return say("{state:<5} {code}: {said}", state=word(str(outcome.state)), code=outcome.finding.code, said=said)


def _file(facts: FileFacts) -> Iterator[Message]:
    yield say("{count:page|pages}", count=facts.pages)
    if facts.version:
        yield say("PDF {version}", version=facts.version)
    yield word(facts.claim) if facts.claim else say("no PDF/X")
    yield say("for {condition}", condition=facts.intent) if facts.intent else say("no output intent")
    if facts.encrypted:
        yield say("with restrictions")


def _figures(summary: PageSummary) -> Iterator[Message]:
    yield listed(_boxes(summary.boxes))
    yield say("inks: {inks}", inks=listed(_inks(summary)))
    if summary.foreign:
        yield say("on no plate: {colours}", colours=listed(map(word, summary.foreign)))
    fonts = [_font(font) for font in summary.fonts]
    yield say("fonts: {fonts}", fonts=_some(fonts) or say("none"))
    pictures = [_picture(picture) for picture in summary.pictures]
    yield say("pictures: {pictures}", pictures=_some(pictures) or say("none"))
    if summary.transparency:
        yield say("transparency: {what}", what=_some([word(what) for what in summary.transparency]))
    if summary.thinnest:
        yield say("thinnest line: {width:.2f} pt", width=summary.thinnest.size)
    if summary.smallest:
        size, text = summary.smallest.size, summary.smallest.text
        said = say("smallest type: {size:.1f} pt", size=size)
        yield say("{said} ({text})", said=said, text=quoted(text)) if text else said


def _some(items: Sequence[Message]) -> Message | None:
    more = len(items) - MOST_NAMED
    told_ones = [*items[:MOST_NAMED], *([say("and {count} more", count=more)] if more > 0 else [])]
    return listed(told_ones, "; ") if told_ones else None


def _size(size: tuple[float, float]) -> Message:
    return say("{wide:.1f} x {tall:.1f} mm", wide=size[0] / MM, tall=size[1] / MM)


def _boxes(boxes: BoxSizes) -> Iterator[Message]:
    if boxes.trim:
        yield say("trim {size}", size=_size(boxes.trim))
    else:
        yield say("no TrimBox")
    yield say("bleed {bleed:.1f} mm", bleed=boxes.bleed / MM) if boxes.bleed else say("no bleed")
    if boxes.media:
        yield say("sheet {size}", size=_size(boxes.media))
    if boxes.rotate:
        yield say("turned by {rotate} degrees", rotate=boxes.rotate)


def _inks(summary: PageSummary) -> Iterator[Message]:
    for ink in summary.inks:
        name = word(ink.name)
        yield name if ink.cover is None else say("{ink} on {cover:.1f} %", ink=name, cover=ink.cover)
    if not summary.inks:
        yield say("none")
    if summary.most_ink is not None and summary.broad_ink is not None:
        yield say(
            "at most {most:.0f} % together, {broad:.0f} % in areas", most=summary.most_ink, broad=summary.broad_ink
        )


def _font(font: UsedFont) -> Message:
    how = say("embedded") if font.embedded else say("not embedded")
    name = font.name[7:] if font.name[6:7] == "+" else font.name
    if font.least == font.most:
        size = say("{size:g} pt", size=font.most) if font.most else say("not seen")
    else:
        size = say("{least:g} to {most:g} pt", least=font.least, most=font.most)
    return say("{name} ({kind}, {how}, {size})", name=name, kind=font.kind, how=how, size=size)


def _picture(picture: UsedPicture) -> Message:
    size = say("{width} x {height} pixels", width=picture.width, height=picture.height)
    return say("{size}, {ppi:.0f} per inch, {colours}", size=size, ppi=picture.ppi, colours=word(picture.colours))


def _as_ad(checked: PdfChecked) -> Iterator[Line]:
    ad = checked.ad
    if ad is None:
        if checked.order.place is not None:
            yield Line(1, say("an ad is one page: name it with --page"), State.FAIL)
        return
    worst = State.FAIL if ad.refused else State.PASS
    said = VERDICTS[ad.verdict]
    place = checked.order.place
    if place:
        yield Line(1, say("as an ad of {size}: {verdict}", size=place.said, verdict=said), worst)
    else:
        yield Line(1, say("as an ad: {verdict}", verdict=said), worst)
    for line in ad_lines(ad):
        yield Line(1, line)
