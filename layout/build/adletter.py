"""The letter to an advertiser: what was changed in an ad that came ready-made, what to do next time, what to send anew.

It is plain text for an e-mail, in the words of an ad desk, with as few of the trade's as can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from layout.base.codes import Code
from layout.base.locale import language_for
from layout.base.messages import CHINESE, ENGLISH, TRADITIONAL, Message, say, told
from layout.base.units import MM
from layout.build.adcheck import AdChecked, AdDesk, Verdict, alike
from layout.design.press import PressCondition
from layout.pdf.mend.change import Change, Cure

_DATED = {ENGLISH: "en", CHINESE: "zh-Hans", TRADITIONAL: "zh-Hant"}
"""Language that is told -> the tag of the language whose dates it has."""

_ERRORS = frozenset((Cure.LOCK, Cure.STATES, Cure.RESOURCES, Cure.DAMAGE))
"""Cures of errors that a file has, and its reader does not see."""


def ad_letter(checked: AdChecked, desk: AdDesk, language: str) -> str:
    """Return the letter about an ad in a language that messages can be told in."""
    lines = [told(line, language) for line in _letter(checked, desk, language)]
    return "\n".join(lines) + "\n"


def _letter(checked: AdChecked, desk: AdDesk, language: str) -> Iterator[str]:
    order, looked = checked.order, checked.looked
    yield say("To {advertiser}", advertiser=order.advertiser) if order.advertiser else say("To the advertiser")
    yield ""
    yield say("About your ad: {file}", file=order.path.name)
    if desk.date:
        day = language_for(_DATED[language]).words.date(desk.date)
        yield say("In: {paper}, {day}", paper=desk.paper, day=day)
    if order.place:
        yield say("Booked size: {place}", place=order.place.said)
    yield ""
    yield say("Thank you for your ad. We have looked at it to see how it will print.")
    yield ""
    if checked.verdict is Verdict.REFUSED:
        yield say("As it is, we cannot print it:")
        yield from map(_item, alike(checked.refused))
        yield ""
        yield say("Please send us the ad once more:")
        yield from map(_item, _wanted(checked, desk.press))
    else:
        yield (
            say("It can be printed. For that we have changed a little:")
            if looked.changes
            else say("It can be printed as it is; we have changed nothing.")
        )
        yield from map(_item, _changed(looked.changes))
    if checked.verdict is Verdict.MENDED and any(change.cure.seen for change in looked.changes):
        yield ""
        yield say(
            "The picture that comes with this letter has your ad as it came at the left, and as it will be printed at "
            "the right. Paper is not as bright as a screen, so all colours are calmer. If anything is not as you want "
            "it, please tell us before we go to press."
        )
    if checked.remarks:
        yield ""
        yield say("Please look at this, too:")
        yield from map(_item, alike(checked.remarks))
    if advice := tuple(_advice(checked, desk.press)):
        yield ""
        yield (
            say("If it can be done, please also make it like this:")
            if checked.refused
            else say("It would help us if the next ad were made like this:")
        )
        yield from map(_item, advice)
    yield ""
    yield say("With kind regards,")
    yield say("the ad desk of {paper}", paper=desk.paper) if desk.paper else say("the ad desk")


def _changed(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what was changed; errors of the file that nobody sees are one thing to an advertiser."""
    yield from dict.fromkeys(change.said for change in changes if change.cure not in _ERRORS)
    if any(change.cure in _ERRORS for change in changes):
        yield say("small errors in the file, which change nothing that is seen, were put right")


def _item(text: object) -> Message:
    return say("- {text}", text=text)


def _wanted(checked: AdChecked, press: PressCondition) -> Iterator[Message]:
    """Yield what a new file is to be like: its size, how it is to be saved, and what is wrong with this one."""
    place = checked.order.place or checked.module
    if place:
        yield say("{wide:.1f} mm wide and {tall:.1f} mm high", wide=place.width / MM, tall=place.height / MM)
    if checked.looked.pixels:
        yield say("a picture (JPEG, PNG or TIFF), or a PDF with all fonts in it")
        if place:
            wide, tall = (round(side / 72 * press.images.good) for side in (place.width, place.height))
            yield say("a picture of {wide} x {tall} pixels or more", wide=wide, tall=tall)
    else:
        yield say("saved as “PDF/X-4” or “PDF/X-1a”, of one page, without a password")
        yield say("with all fonts in the file, and the colours in CMYK")
    codes = {*(remark.code for remark in checked.refused), *checked.looked.coarse}
    yield from (ask for code, ask in _asked(press).items() if code in codes)


def _advice(checked: AdChecked, press: PressCondition) -> Iterator[Message]:
    """Yield what an advertiser may do next time, of what was changed and what was only told."""
    cures = {change.cure for change in checked.looked.changes}
    yield from (ask for cure, ask in _next_time(press).items() if cure in cures)
    codes = {remark.code for remark in checked.remarks} - {remark.code for remark in checked.refused}
    codes |= set() if checked.refused else set(checked.looked.coarse)
    yield from (ask for code, ask in _asked(press).items() if code in codes)


def _next_time(press: PressCondition) -> Mapping[Cure, Message]:
    """Return what is said to an advertiser of a cure; one that changes nothing to be seen asks for nothing."""
    return {
        Cure.COLOUR: say("colours in CMYK rather than RGB, so that you see beforehand how they come out"),
        Cure.SPOT: say("spot colours (such as Pantone) turned into CMYK, unless one was booked"),
        Cure.INK: say("no more than {most:.0f} % of the four inks in one place", most=press.ink.total),
        Cure.THIN: say("lines of at least {least:g} pt", least=press.rules.positive),
        Cure.OVERPRINT: say("no overprinting for white and light colours"),
        Cure.SCREEN: say("without links, forms, notes and attached files: they are for a screen"),
        Cure.NOTES: say("without notes and stamps, and with forms filled in as type"),
        Cure.FONT: say("with all fonts in the file"),
        Cure.GLYPHS: say("type as type, in TrueType or OpenType fonts"),
        Cure.LAYERS: say("without hidden layers"),
        Cure.DAMAGE: say("exported anew from the program that it was made in"),
        Cure.SIZE: say("exactly as large as the place that is booked"),
        Cure.TRANSPARENCY: say("without transparency (“PDF/X-1a” has none)"),
    }


def _asked(press: PressCondition) -> Mapping[str, Message]:
    """Return what an advertiser is asked for, of what the rules say of an ad."""
    small = say("type of at least {least:g} pt", least=press.type.positive)
    light = say("white type on a dark ground of at least {least:g} pt", least=press.type.reversed)
    thin = say("lines of at least {least:g} pt", least=press.rules.positive)
    ink = say("no more than {most:.0f} % of the four inks in one place", most=press.ink.total)
    pixels = say("pictures of at least {least:.0f} pixels per inch", least=press.images.good)
    cmyk = say("with all fonts in the file, and the colours in CMYK")
    return {
        Code.TYPE_SMALL: small,
        Code.TYPE_SMALL_REVERSED: light,
        Code.TYPE_SEVERAL_INKS: say("small type in black alone, or in one ink"),
        Code.TYPE_SCREENED: say("small type in full black, not in grey"),
        Code.TYPE_REVERSED_INKS: say("small white type on a ground of one ink only"),
        Code.RULE_HAIRLINE: thin,
        Code.RULE_THIN: thin,
        Code.RULE_THIN_REVERSED: say("white lines of at least {least:g} pt", least=press.rules.reversed),
        Code.RULE_TINT: say("grey and tinted lines of at least {least:g} pt", least=press.rules.tint),
        Code.INK_TOTAL: ink,
        Code.INK_OVERLAP: ink,
        Code.INK_PICTURE: ink,
        Code.INK_RICH_TEXT: say("black type in black alone"),
        Code.WHITE_OVERPRINT: say("no overprinting for white and light colours"),
        Code.PICTURE_COARSE: pixels,
        Code.PICTURE_WEAK: pixels,
        Code.PICTURE_LINE_ART: say(
            "drawings of black and white alone as vectors, or {least:.0f} pixels per inch", least=press.images.line_art
        ),
        Code.COLOUR_RGB: cmyk,
        Code.COLOUR_ICC_RGB: cmyk,
        Code.COLOUR_LAB: cmyk,
        Code.PICTURE_COLOUR: cmyk,
        Code.FONT_EMBEDDED: cmyk,
        Code.FONT_TYPE3: _next_time(press)[Cure.GLYPHS],
        Code.COLOUR_SPOT: say("spot colours (such as Pantone) turned into CMYK, unless one was booked"),
    }
