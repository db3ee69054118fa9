"""What each page is printed in: what the press has at its place in the paper, what its editor asks for, and whether
that goes together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.messages import listed, say
from layout.design.press import PressCondition, Units
from layout.edition.inknames import ALL_FOUR, BLACK_ONLY, written
from layout.edition.model import Edition, Page
from layout.files.text import meant
from layout.images.inks import Ink, ink_called, is_process, spot_ink, spots_of

InkNames = tuple[str, ...]


def page_press(edition: Edition, page: Page, press: PressCondition) -> PressCondition:
    """Return the press condition of one page: with the inks that it is printed in, as far as the press has them."""
    place = _at_place(edition, page, press)
    asked = _known(page.ink, press)
    if place and not _within(asked, place):
        asked = place
    return press.for_inks(asked or place or _known(edition.ink, press) or (ALL_FOUR,))


def press_of(inks: Sequence[Ink], press: PressCondition) -> PressCondition:
    """Return the press condition of a finished page of some inks, as far as the press has them."""
    own = ALL_FOUR if is_process(inks) else BLACK_ONLY
    return press.for_inks(_known((own, *(ink.name for ink in spots_of(inks))), press))


def with_inks(edition: Edition, press: PressCondition, report: Report) -> Edition:
    """Return an edition whose pages say what they are printed in, and report what the press cannot print.

    A page of process inks says nothing where nothing else could be meant. A page that asks for what the press has not
    is printed in what it has.
    """
    said = bool(press.positions or edition.ink)
    pages = []
    for page in edition.pages:
        report.extend(_faults(edition, page, press))
        inks = page_press(edition, page, press).printed
        pages.append(page.model_copy(update={"ink": inks}) if said or page.ink else page)
    return edition.model_copy(update={"pages": tuple(pages)}) if tuple(pages) != edition.pages else edition


def _at_place(edition: Edition, page: Page, press: PressCondition) -> InkNames:
    """Return what the press prints at a page's place in the paper; nothing where it does not say."""
    if not press.positions:
        return ()
    number = [each.id for each in edition.pages].index(page.id) + 1
    found = (inks for inks, pages in press.positions if number in pages or page.id in pages)
    return next(found, ())


def _known(inks: InkNames, press: PressCondition) -> InkNames:
    """Return inks by the names that the press has for them, without those it has not."""
    spots = [ink for name in inks[1:] if (ink := ink_called(name, _spots(press)))]
    return (*inks[:1], *dict.fromkeys(ink.name for ink in spots))


def _spots(press: PressCondition) -> list[Ink]:
    return [spot_ink(name, press) for name in press.spots]


def _faults(edition: Edition, page: Page, press: PressCondition) -> Iterator[Finding]:
    """Yield what a page asks for that the press has not."""
    place = _at_place(edition, page, press)
    asked = page.ink or edition.ink
    ref = page.key_ref("ink") if page.ink else Edition.key_ref("ink")
    known = _known(asked, press)
    for name in asked[1:]:
        if ink_called(name, _spots(press)) is None:
            said = say(
                "page {page}: the press {press!r} has no spot ink {name!r}", page=page.id, press=press.name, name=name
            )
            hint = meant(name, press.spots) or (
                say("its spot inks are {spots}", spots=listed(press.spots))
                if press.spots
                else say("name it under spots: in the press condition, with the inks that stand for it")
            )
            yield _fault(said, ref, hint, page)
    if place and page.ink and not _within(known, place):
        said = say(
            "page {page} asks for {asked}, but the press prints {place} there",
            page=page.id, asked=written(known), place=written(place),
        )  # fmt: skip
        hint = say("take ink: out, move what needs colour, or correct positions: in the press condition")
        yield _fault(said, ref, hint, page)
    wanted = known or place
    if wanted and press.units and not set(Units.of(wanted)) & set(press.units):
        said = say("page {page} asks for {asked}, which the press cannot print", page=page.id, asked=written(wanted))
        hint = say("its units print {units}", units=listed(map(str, press.units)))
        yield _fault(said, ref if asked else page.ref, hint, page)


def _within(inks: InkNames, others: InkNames) -> bool:
    """Tell whether a page of some inks can be printed where there are others."""
    if not inks:
        return True
    return set(inks[1:]) <= set(others[1:]) and (inks[:1] == others[:1] or others[0] == ALL_FOUR)


def _fault(said: str, ref: Ref, hint: str, page: Page) -> Finding:
    return Finding(Code.PAGE_INK, Severity.ERROR, said, ref, hint, page.id)
