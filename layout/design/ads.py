"""Tokens of ads: their faces, borders, blocks and kinds.

Sizes of type are those a kind of ad likes at scale 1; a whole ad is scaled until it fills its box. What newsprint
cannot hold is no token: the press's limits are in `layout.ads.sizing`, `layout.ads.frame` and `layout.ads.qr`.
"""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from pydantic import Field

from layout.design.styles import Align
from layout.design.values import REQUIRED, FontName, Length, Share, Tokens, amount, em, pt, share, shares
from layout.edition.ads import GridSize


class Drawn(Tokens):
    """Base of the groups that only drawn ads use: no stylesheet could want them."""

    in_css: ClassVar[bool] = False


class Padded(Drawn):
    """Base of a kind of ad that stands inside its border with white around."""

    padding: Length = pt(9.0, "white between the border and what it holds, at most", most=72)
    padding_share: float = share(
        0.05, "white between the border and what it holds, at most", "the box's shorter side", most=0.4
    )

    def inset(self, width: float, height: float) -> float:
        """Return the white inside the border of a box of that size, pt."""
        return min(self.padding, self.padding_share * min(width, height))


class Measured(Padded):
    """Base of a kind of ad that grows with its module, but not until it touches the border."""

    module: Length = pt(300.0, "side of a square as large as the module that the sizes suit", least=50, most=2000)
    growth: float = amount(0.78, "how sizes and white grow with the module", "power of its side", least=0, most=1)
    most: float = amount(1.2, "largest scale", "times what the module asks for", least=0.5, most=4)
    most_sparse: float = amount(1.9, "largest scale of an ad with few words", "times that too", least=0.5, most=4)

    def most_scale(self, width: float, height: float, *, sparse: bool) -> float:
        """Return the largest scale in a module of that size (pt); ``sparse`` if the ad has few words."""
        return (self.most_sparse if sparse else self.most) * self.asked(width, height)

    def asked(self, width: float, height: float) -> float:
        """Return the scale that a module of that size (pt) asks for."""
        return float((math.sqrt(width * height) / self.module) ** self.growth)

    def inset(self, width: float, height: float) -> float:
        """Return the white inside the border of a box of that size, pt."""
        return min(self.padding * self.asked(width, height), self.padding_share * min(width, height))


class BorderTokens(Drawn):
    """Borders (边框, 花线): rules, dots, waves, a fret, and their corners."""

    plain: Length = pt(0.75, "a plain rule", least=0.3, most=24)
    thick: Length = pt(2.4, "the thick rule of a thick and of a thick-thin border (文武线)", least=0.3, most=24)
    thin: Length = pt(0.5, "the thin rule of a thick-thin border and of a slogan's plaque", least=0.3, most=24)
    space: Length = pt(1.7, "white between the two rules of a thick-thin border", most=24)
    double: Length = pt(0.6, "each rule of a double border", least=0.3, most=24)
    double_space: Length = pt(1.6, "white between the two rules of a double border", most=24)
    dot: Length = pt(2.2, "diameter of a dot", least=0.3, most=24)
    dot_step: Length = pt(4.6, "about the distance of two dots", least=1, most=72)
    wave: Length = pt(1.7, "height of a wave over its middle", least=0.3, most=24)
    wave_length: Length = pt(8.0, "about the length of a wave", least=1, most=72)
    wave_rule: Length = pt(1.0, "the rule of a wave", least=0.3, most=24)
    fret: Length = pt(1.35, "the unit a fret (回纹) is drawn in", least=0.5, most=24)
    fret_rule: Length = pt(0.8, "the rule of a fret", least=0.3, most=24)
    cut: Length = pt(0.75, "the dashes along which a coupon is cut out", least=0.3, most=24)
    cut_dash: Length = pt(5.0, "length of these dashes", least=1, most=72)
    cut_gap: Length = pt(3.0, "white between them", least=1, most=72)
    scissors: Length = pt(12.0, "height of the scissors on them", least=4, most=36)
    corner: Length = pt(9.0, "size of a corner that is not square, at most", least=1, most=144)
    corner_share: float = share(
        0.08, "size of a corner that is not square, at most", "the box's shorter side", most=0.4
    )
    notched: float = share(0.65, "size of a notched corner", "that of others", least=0.1, most=2)


class StackTokens(Drawn):
    """Blocks one under another: how large they grow, and the white between them."""

    largest: float = amount(3.0, "largest scale", "times the sizes of a kind", least=0.5, most=12)
    most_gap: float = amount(2.2, "how far gaps grow before the blocks do", "times the gap", least=1, most=12)
    most_taller: float = share(
        0.3, "how much taller blocks become in an ad that keeps its white together", "their height", most=3
    )
    least_gap: Length = pt(2.5, "least white between two blocks of a small ad", most=36)
    least_beside: Length = pt(4.0, "least white between two blocks side by side", most=72)


class AdHeadTokens(Drawn):
    """The head of an ad, in the display face."""

    leading: float = em(0.22, "white between the ink of two lines, in bars too", "the head")
    growth: float = amount(1.15, "how much larger than the scale says it may be", "times its size", least=0.5, most=3)
    spread: float = em(0.12, "most space added between characters to fill the measure", "the head", most=1)
    tracking: float = em(0.06, "most space added where not all lines fill it, in bars too", "the type", most=1)


class BarTokens(Drawn):
    """A solid bar with reversed type in it."""

    padding: float = em(0.6, "least white at each end", "the type")
    air: float = em(0.42, "white above and below the type", "the type")


class ClaimsTokens(Drawn):
    """A row of short claims between two rules."""

    gap: float = em(1.6, "least white between two claims, a lozenge in its middle", "the type")
    leading: float = em(0.5, "white between two rows", "the type")
    padding: float = em(0.5, "white inside the rules", "the type")
    ornament: float = em(0.22, "from the middle of a lozenge to its corners", "the type", most=1)


class NumbersTokens(Drawn):
    """Contact numbers with their labels beside or over them."""

    label: float = share(0.54, "size of a label beside its number", "the number", least=0.2, most=1.5)
    gap: float = em(0.4, "white between the two", "the number")
    row_gap: float = em(0.42, "white between two rows of them", "the number")
    apart: float = em(1.0, "least white between two pairs in a row, in slogan and house ads", "the number")
    divider: float = em(0.84, "height of the rule between two pairs in a row", "the number")
    over: float = share(0.44, "size of a label over its number", "the number", least=0.2, most=1.5)
    over_gap: float = em(0.28, "white between the two", "the number")
    over_row_gap: float = em(0.5, "white between two rows of them", "the number")
    over_apart: float = em(0.8, "least white between two of them in a row", "the number")
    spread: float = em(
        0.6, "most space added in a label to make it as wide as others or its number", "the label", most=2
    )


class ServicesTokens(Drawn):
    """A list of services on a grid of equal columns, an ornament before each."""

    columns: int = amount(6, "most columns", "columns", most=16)
    gutter: float = em(0.9, "white between two columns", "the type")
    mark: float = em(0.85, "from an entry's left to its text: ornament and white", "the type")
    ornament: float = em(0.26, "from the middle of an ornament to its corners", "the type", most=1)
    leading: float = em(0.72, "white between the ink of two rows", "the type")
    compact: float = em(0.45, "the same where room is scarce", "the type")


class ProseTokens(Drawn):
    """Running text of ads. What is larger than ``largest`` is display type; a few words in a large place become it."""

    largest: Length = pt(15.0, "its largest size", least=7, most=72)
    step: Length = pt(0.25, "its sizes, and those of classified ads, go in these steps", least=0.05, most=5)
    growth: float = amount(1.5, "how far it grows", "times the size it likes", least=1, most=6)
    few: float = amount(
        13.0, "a few words in a large place grow until so much fills the measure", "characters", least=4, most=80
    )
    few_lines: float = amount(
        3.0, "words that have no room on so many such lines are not few", "lines", least=1, most=20
    )
    alone: float = share(0.9, "a line that is all there is, and shorter, stands in the middle", "the measure")
    leading: float = em(1.45, "distance of two lines where there is no room for more", "the type", least=1, most=3)
    most_leading: float = em(
        1.85, "distance of two lines up to which left-over height goes into it", "the type", least=1, most=4
    )
    widest: float = amount(34.0, "a wider measure is parted into columns: the eye loses the next line", "characters")
    too_wide: float = amount(
        48.0, "a measure nobody can follow: columns may be of two lines then", "characters", most=200
    )
    fewest: int = amount(3, "least lines of each of several columns", "lines", most=40)
    narrowest: float = amount(10.0, "a narrower measure cuts text to pieces", "characters")
    column_gap: float = em(2.0, "white between two columns", "the type")
    align: Align = Field(default="justify", description="justify, or left: words in short lines are torn apart")


class CodeTokens(Drawn):
    """The caption under a QR code. Its modules are what press and standard say."""

    caption: float = share(0.11, "size of the caption", "the code's side", least=0.02, most=0.5)
    most_caption: Length = pt(11.0, "largest size of the caption", least=7, most=72)
    leading: float = em(0.25, "white above the caption and between its lines", "the caption")


class LookTokens(Drawn):
    """A look of display ads: how far it goes from the measures that all looks share."""

    headline: float = amount(1.0, "size of the headline", "times that of all looks", least=0.3, most=3)
    text: float = amount(1.0, "size of the text", "times that of all looks", least=0.5, most=2)
    margin: float = amount(1.0, "white inside the border", "times that of all looks", least=0.3, most=3)
    tracking: float = em(0.0, "space between the characters of the headline", "the headline", most=1)
    spaced: float = em(0.0, "space between the characters of subline and labels", "the type", most=1)


class ClassicLook(LookTokens):
    """The classic look (经典): centred, with rules."""


class BoldLook(LookTokens):
    """The bold look (醒目): the headline reversed in a solid."""

    headline: float = amount(1.05, "size of the headline", "times that of all looks", least=0.3, most=3)


class ModernLook(LookTokens):
    """The modern look (简约): flush left, in the face of bars, with much white."""

    margin: float = amount(1.15, "white inside the border", "times that of all looks", least=0.3, most=3)


class ElegantLook(LookTokens):
    """The elegant look (雅致): centred, in the body face, spaced."""

    headline: float = amount(0.84, "size of the headline", "times that of all looks", least=0.3, most=3)
    margin: float = amount(1.3, "white inside the border", "times that of all looks", least=0.3, most=3)
    tracking: float = em(0.08, "space between the characters of the headline", "the headline", most=1)
    spaced: float = em(0.14, "space between the characters of subline and labels", "the type", most=1)


class OfferLook(LookTokens):
    """The offer look (促销): a number or a price is seen first."""

    headline: float = amount(0.82, "size of the headline", "times that of all looks", least=0.3, most=3)
    number: float = amount(2.2, "size of the offer's number", "times the headline", least=0.5, most=6)


class PosterLook(LookTokens):
    """The poster look (海报): a picture, or a solid, to the border."""

    headline: float = amount(1.2, "size of the headline", "times that of all looks", least=0.3, most=3)


class DisplayTokens(Drawn):
    """The display ad (商业广告). Its sizes suit a module as large as a square of ``module``; with it they grow."""

    module: Length = pt(300.0, "side of a square as large as the module that the sizes suit", least=50, most=2000)
    headline: Length = pt(33.0, "size of the headline there", least=7)
    growth: float = amount(
        0.78, "how headline, code and logo grow with the module", "power of its side", least=0, most=1
    )
    text: Length = pt(10.2, "size of the text there", least=7)
    text_growth: float = amount(0.46, "how the text grows with the module", "power of its side", least=0, most=1)
    most_text: Length = pt(17.0, "largest size of the text: it is read, not looked at", least=7, most=72)
    subline: float = share(0.42, "how far the subline is from the text to the headline, by ratio", "the way")
    number: float = share(0.6, "how far numbers are from the text to the headline, by ratio", "the way")
    offered: float = amount(1.3, "size of an offer's number in other looks", "times the headline", least=0.3, most=6)
    beside_offer: float = share(0.36, "size of what stands before and after an offer's number", "the number", least=0.1)
    code: Length = pt(60.0, "side of a code it likes there", least=20, most=500)
    logo: Length = pt(36.0, "height of a logo it likes there", least=4, most=500)
    least_logo: Length = pt(10.0, "least height of a logo", least=4, most=500)
    most_logo: float = share(0.3, "most width of a logo", "the measure", least=0.05)
    margin: float = em(0.58, "white between the border and what it holds", "the headline", most=3)
    margin_share: float = share(0.1, "the same, at most", "the box's shorter side", most=0.4)
    x_height: float = em(0.5, "no headline is nearer to the border", "the headline", most=2)
    gap: float = share(0.75, "white between two groups", "the white inside the border", most=3)
    headline_lines: int = amount(4, "most lines of the headline", "lines", most=8)
    headline_leading: float = em(0.26, "white between the ink of two of its lines", "the headline")
    subline_gap: float = em(0.42, "white between headline and subline", "the headline")
    leading: float = em(1.5, "distance of two lines", "the text", least=1, most=3)
    paragraph: float = em(0.55, "white between two paragraphs more than between lines", "the text", most=3)
    narrowest: float = em(12.0, "least measure of a column, if there are several", "the text", least=4, most=60)
    widest: float = em(27.0, "largest measure of the text", "the text", least=10, most=80)
    most_sparse: float = amount(1.35, "how much an ad with few words grows", "times the sizes", least=1, most=3)
    sparse: float = share(0.5, "an ad that takes no more of its height has few words", "the height")
    band: float = em(0.62, "white above and below a headline in a solid", "the headline", most=3)
    crop: float = share(0.3, "most that is cut off a picture to fill its place", "its width or height", most=0.8)
    pictures: tuple[Share, ...] = shares(
        (0.36, 0.44, 0.52, 0.6), "widths tried for a picture beside the words", "the box"
    )
    cells: tuple[Share, ...] = shares(
        (0.34, 0.42, 0.5, 0.58, 0.66), "widths tried for the headline beside the rest", "the box"
    )
    classic: ClassicLook = ClassicLook.usual()
    bold: BoldLook = BoldLook.usual()
    modern: ModernLook = ModernLook.usual()
    elegant: ElegantLook = ElegantLook.usual()
    offer: OfferLook = OfferLook.usual()
    poster: PosterLook = PosterLook.usual()


class ClassifiedTokens(Padded):
    """Classified ads (行分类) in columns. Sizes at scale 1 suit a box of ``width`` by ``height``."""

    padding: Length = pt(6.0, "white between the border and what it holds, at most", most=72)
    padding_share: float = share(
        0.04, "white between the border and what it holds, at most", "the box's shorter side", most=0.4
    )
    width: Length = pt(270.0, "of a box at scale 1", least=20, most=3000)
    height: Length = pt(300.0, "of a box at scale 1", least=20, most=3000)
    least_scale: float = amount(
        0.75, "smallest scale of title, note and numbers", "times their size", least=0.2, most=1
    )
    most_scale: float = amount(1.5, "largest scale of title, note and numbers", "times their size", least=1, most=6)
    title: Length = pt(17.0, "size it likes", least=7)
    note: Length = pt(7.5, "size it likes", least=7)
    note_growth: float = amount(1.1, "how far the note grows", "times its size", least=1, most=3)
    note_leading: float = em(1.3, "distance of the note's lines", "the note", least=1, most=3)
    number: Length = pt(13.0, "size of numbers it likes", least=7)
    numbers_apart: float = em(2.4, "least white between two numbers in a row", "the number")
    gap: Length = pt(5.0, "white around title, numbers and note, at scale 1")
    largest: Length = pt(10.0, "largest size of entries", least=7, most=36)
    measure: float = amount(13.0, "characters a column likes to have: what 行分类 is sold by", "characters", least=4)
    least_measure: float = amount(11.0, "least characters of a column", "characters", least=4)
    most_measure: float = amount(18.0, "most characters of a column", "characters", least=4)
    gutter: Length = pt(9.0, "white between two columns")
    hairline: Length = pt(0.35, "rules between columns and between entries", least=0.3, most=12)
    least_leading: float = em(1.22, "least distance of two lines", "the entries", least=1, most=3)
    most_leading: float = em(1.62, "distance of two lines where there is room", "the entries", least=1, most=3)
    between: float = em(0.62, "white between two entries, a hairline in its middle", "the entries")
    tight_leading: float = em(
        1.12, "the distance of two lines where entries would have no room otherwise", "the entries", least=1, most=3
    )
    tight_between: float = em(0.32, "the white between two entries there", "the entries")
    tight_gutter: Length = pt(6.0, "white between two columns where that is not enough")
    tight_measure: float = amount(10.0, "least characters of a column there", "characters", least=4)
    crowded_leading: float = em(
        1.08, "the distance of two lines where nor is this: without hairlines then", "the entries", least=1, most=3
    )
    ruled: bool = Field(default=True, description="a hairline between two entries; without it they are indented")
    indent: float = em(1.0, "indent of entries that no hairline parts", "the entries", most=8)
    heading: float = share(1.1, "size of a heading", "the entries", least=0.5, most=3)
    heading_height: float = em(1.5, "height of a heading's solid", "the heading", least=1)
    heading_leading: float = em(
        1.15, "distance of the lines of a heading wider than its column", "the heading", least=1
    )
    heading_padding: float = em(0.8, "least white at both ends of a heading together", "the heading")
    heading_spread: float = em(1.0, "most space added between a heading's characters", "the heading", most=3)
    heading_widest: float = amount(1.9, "how wide a heading is spread", "times its width", least=1, most=6)
    over_heading: float = em(0.75, "white over a heading", "the entries")
    under_heading: float = em(0.4, "white under a heading", "the entries")
    growth: float = em(1.6, "how much the white between two entries may grow to level a column", "the entries")


class ContactTokens(Measured):
    """The contact ad. Its sizes suit two base columns by ten rows."""

    padding: Length = pt(10.0, "white between the border and what it holds in such a module, at most", most=72)
    padding_share: float = share(
        0.08, "white between the border and what it holds, at most", "the box's shorter side", most=0.4
    )
    module: Length = pt(190.0, "side of a square as large as the module that the sizes suit", least=50, most=2000)
    title: Length = pt(18.0, "size it likes", least=7)
    line: Length = pt(9.5, "size of address and hours it likes", least=7)
    number: Length = pt(19.0, "size of numbers it likes", least=7)
    code: Length = pt(62.0, "side of a code it likes", least=20, most=500)
    title_lines: int = amount(2, "most lines of the title", "lines", most=8)
    gap: Length = pt(7.0, "white above the lines, and above the code")
    number_gap: Length = pt(8.0, "white above the numbers")
    code_gap: Length = pt(8.0, "white between a code and what stands at its side")
    column_gap: Length = pt(12.0, "white between name, lines and numbers in a row")
    numbers_apart: float = em(2.4, "least white between two numbers in a row", "the number")
    numbers: tuple[Share, ...] = shares((0.42, 0.5), "widths tried for numbers beside the name", "the measure")
    strip_numbers: float = share(
        0.5, "width of the numbers beside the lines in a strip", "what the name leaves", least=0.1, most=0.9
    )
    strip_name: float = share(
        0.6, "what a strip's name gets more than half: one less this part", "of the numbers' width", most=1
    )


class HouseTokens(Measured):
    """The paper's own ad. Its sizes suit three base columns by sixteen rows."""

    padding: Length = pt(13.0, "white between the border and what it holds in such a module, at most", most=72)
    padding_share: float = share(
        0.07, "white between the border and what it holds, at most", "the box's shorter side", most=0.4
    )
    title: Length = pt(25.0, "size it likes", least=7)
    claim: Length = pt(13.0, "size of claims it likes", least=7)
    service: Length = pt(13.0, "size of services it likes", least=7)
    tab: Length = pt(14.0, "size of the services' title it likes", least=7)
    highlight: Length = pt(15.5, "size it likes", least=7)
    number: Length = pt(20.0, "size of numbers it likes", least=7)
    title_lines: int = amount(4, "most lines of the title", "lines", most=8)
    claim_gap: Length = pt(8.0, "white above the claims")
    gap: Length = pt(9.0, "white above services, highlight and numbers")
    halves_gap: Length = pt(24.0, "white between two halves, at most")
    halves_gap_share: float = share(0.04, "white between two halves, at most", "the measure", most=0.4)
    left: float = share(0.56, "width of the left half, half of the white with it", "the measure", least=0.1, most=0.9)
    tab_beside: float = em(18.0, "from this measure on the services' title stands at their side", "the title", most=100)
    tab_padding: float = em(1.1, "white at both ends of a title at the side together", "the title")
    tab_gap: float = em(1.2, "white between it and the services", "the title")
    tab_leading: float = em(0.25, "white between its two lines", "the title")
    tab_air: float = em(0.7, "white above and below the title together", "the title")
    strip_gap: float = em(0.6, "white between a title above and the services", "the title")
    strip_tracking: float = em(0.25, "space between the characters of a title above", "the title", most=2)


class AlikeTokens(Padded):
    """Base of notices that are set alike: where the white goes that one of them does not need."""

    most_gap: float = amount(2.0, "how far the white between its parts grows", "times that white", least=1, most=12)
    above: float = share(0.42, "what of the white left over stands above it", "that white", most=0.9)
    foot: float = em(12.0, "how much more one that is short may have above who signs it", "the text", most=99)


class NoticeTokens(AlikeTokens):
    """The notice (公告, 遗失声明). Its sizes suit a box of two base columns by twelve rows."""

    padding: Length = pt(18.0, "white between the border and what it holds, at most", most=72)
    padding_share: float = share(
        0.06, "white between the border and what it holds, at most", "the box's shorter side", most=0.4
    )
    title: Length = pt(19.0, "size it likes", least=7)
    text: Length = pt(9.5, "size it likes", least=7)
    signed: Length = pt(9.5, "size of signature and date it likes", least=7)
    side: Length = pt(210.0, "mean of width and height of a box from which on its type grows", least=20, most=3000)
    most_text: Length = pt(21.0, "largest size of the text: it is read, not seen from afar", least=7)
    title_lines: int = amount(3, "most lines of the title", "lines", most=8)
    title_spread: float = em(0.25, "space added between the characters of a short title", "the title", most=1)
    short_title: float = share(0.6, "a title that is no wider so is a short one", "the measure")
    least_measure: float = amount(14.0, "narrowest measure of a short text in a large box", "characters", least=4)
    most_measure: float = amount(30.0, "widest measure of such a text", "characters", least=4)
    slim: float = amount(12.0, "how much wider than high such a text is", "times", least=1, most=99)
    most_leading: float = em(1.65, "distance of two lines where there is room", "the text", least=1, most=4)
    to_leading: float = share(0.4, "what of the white left over goes between the lines", "that white")
    indent: float = em(2.0, "indent of its paragraphs", "the text", most=8)
    gap: Length = pt(8.0, "white above the text")
    signed_gap: Length = pt(6.0, "white above the signature")
    signed_leading: float = em(1.45, "distance of signature and date", "the signature", least=1, most=3)
    from_right: float = em(1.0, "white behind signature and date", "the signature")


class SloganTokens(Drawn):
    """The slogan ad: a plaque with couplets, and solids for title and numbers. Sizes suit two columns by eight rows."""

    slogan: Length = pt(24.0, "size it likes", least=7)
    signature: Length = pt(13.0, "size of the title it likes", least=7)
    number: Length = pt(20.0, "size of numbers it likes", least=7)
    most_signature: float = share(0.58, "largest size of the title", "the number", least=0.1, most=3)
    solids: tuple[Share, ...] = shares(
        (0.24, 0.27, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5), "sizes tried for the two solids together", "the box"
    )
    titles: tuple[Share, ...] = shares(
        (0.3, 0.33, 0.36, 0.38, 0.4, 0.42, 0.45, 0.5), "sizes tried for the title's solid", "both solids"
    )
    plaque: Length = pt(1.7, "white between the border and the plaque", most=36)
    module: Length = pt(170.0, "side of a square as large as the module that the sizes suit", least=50, most=2000)
    growth: float = amount(0.78, "how the slogan grows with the module", "power of its side", least=0, most=1)
    most: float = amount(1.3, "largest scale of the slogan", "times what the module asks for", least=0.5, most=4)
    notch: Length = pt(9.0, "size of the plaque's notches, at most", most=72)
    notch_share: float = share(0.11, "size of the plaque's notches, at most", "the plaque's shorter side", most=0.4)
    inside: Length = pt(2.0, "white between the notches and the couplets at left and right", most=72)
    above: Length = pt(4.5, "least white above and below the couplets", most=72)
    above_share: float = share(0.55, "white above and below the couplets", "the notch", most=3)
    gap: float = em(1.25, "least white between two phrases of a row, a lozenge in its middle", "the slogan")
    stop_gap: float = em(0.5, "the same where phrases end with a stop", "the slogan")
    most_gap: float = em(1.7, "most white between two phrases of a row", "the slogan")
    leading: float = em(0.3, "white between the ink of two rows", "the slogan")
    ornament: float = em(0.17, "from the middle of a lozenge to its corners", "the slogan", most=1)
    spread: float = em(0.34, "most space added in a phrase to level it with its fellow", "the slogan", most=2)
    solid_side: Length = pt(5.0, "least white at the sides of a solid", most=72)
    solid_side_share: float = share(0.04, "white at the sides of a solid", "its width", most=0.4)
    solid_air: Length = pt(4.0, "least white above and below in a solid", most=72)
    solid_air_share: float = share(0.12, "white above and below in a solid", "its height", most=0.4)
    title_gap: float = em(0.3, "white between title and subtitle in a line", "the title")
    subtitle: float = share(0.8, "size of a subtitle under the title", "the title", least=0.2, most=2)
    subtitle_leading: float = em(0.26, "white between the two", "the title")
    subtitle_width: float = share(0.8, "width the subtitle is spread to", "the title's", least=0.1)
    subtitle_spread: float = em(0.5, "most space added between its characters for that", "the subtitle", most=2)


class CouponTokens(Padded):
    """The coupon (回执). Its sizes suit two base columns by sixteen rows."""

    headline: Length = pt(20.0, "size it likes", least=7)
    subline: Length = pt(12.0, "size it likes", least=7)
    text: Length = pt(9.5, "size it likes", least=7)
    field: Length = pt(9.0, "size of the fields' labels it likes", least=7)
    most_field: Length = pt(12.0, "largest size of these labels", least=7)
    reply: Length = pt(9.0, "size of the reply address it likes", least=7)
    code: Length = pt(13.0, "size of the reply code it likes", least=7)
    qr: Length = pt(62.0, "side of a QR code it likes", least=20, most=500)
    headline_lines: int = amount(3, "most lines of the headline", "lines", most=8)
    row: Length = pt(21.0, "height of a field it likes: room to write by hand", least=8)
    least_row: Length = pt(15.0, "least height of a field", least=8)
    most_row: Length = pt(34.0, "largest height of a field", least=8)
    label: float = share(0.6, "most width of a label", "the measure", least=0.1, most=0.9)
    label_gap: float = em(0.5, "white between a label and its rule", "the label")
    under: float = em(0.3, "white under the rule to write on", "the label")
    gap: Length = pt(6.0, "white above text, reply address and codes")
    field_gap: Length = pt(8.0, "white above the fields")
    beside: Length = pt(14.0, "white between parts side by side")
    sent: float = share(0.38, "width of the reply address beside the fields", "the measure", least=0.1, most=0.9)


class MastheadTokens(Padded):
    """The masthead box (报头栏). Its sizes suit a base column by twenty rows."""

    title: Length = pt(18.0, "size it likes", least=7)
    text: Length = pt(8.5, "size it likes", least=7)
    code: Length = pt(56.0, "side of a QR code it likes", least=20, most=500)
    title_lines: int = amount(3, "most lines of the title", "lines", most=8)
    gap: Length = pt(6.0, "white above entries, lines and code")
    apart: Length = pt(14.0, "white between entries and lines side by side")


class NoticesTokens(AlikeTokens):
    """Equal notices (讣告, 贺词). Its sizes suit a base column and a half by sixteen rows each."""

    heading: Length = pt(17.0, "size of the title over all that it likes", least=7)
    name: Length = pt(16.0, "size of a name it likes", least=7)
    dates: Length = pt(8.5, "size of the line under a name it likes", least=7)
    text: Length = pt(9.5, "size it likes", least=7)
    most_text: Length = pt(17.0, "largest size of the text", least=7)
    name_lines: int = amount(2, "most lines of a name", "lines", most=8)
    short: int = amount(3, "a text of no more lines stands in the middle, parted between its phrases", "lines", most=12)
    gap: Length = pt(7.0, "white between the parts of a notice")
    between: Length = pt(8.0, "white between two notices", most=72)
    most_across: int = amount(5, "most columns of notices", "columns", most=12)
    portrait: float = share(0.36, "width of a picture beside the words", "the notice", least=0.1, most=0.8)
    crop: float = share(0.3, "most that a picture may lose", "its width or height", most=0.5)
    slim: float = amount(1.6, "how much higher than wide, or wider than high, a notice stands well", "times", most=6)
    filled: float = amount(3.0, "how much empty places count against larger type", "power of the part filled", most=9)
    largest: float = amount(2.2, "largest scale tried", "times the sizes", least=0.5, most=12)
    smallest: float = amount(0.4, "smallest scale tried", "times the sizes", least=0.1, most=1)
    step: float = share(0.94, "each scale that is tried", "the one before", least=0.5, most=0.99)


SoldAs = tuple[Annotated[int, Field(ge=1, le=12)], Annotated[int, Field(ge=2, le=200)]]
"""Columns and rows of a size."""


class AdTokens(Tokens):
    """What the ads take from the paper's design: faces, and the measures of their blocks and kinds."""

    inset: Length = pt(REQUIRED, "white between an ad's frame and its cells at top and foot", most=72)
    display: FontName = Field(description="the face of heads")
    text: FontName = Field(description="the face of running text and lists")
    accent_text: FontName = Field(description="the face of bars, labels and numbers")
    rule: Length = pt(0.5, "rules inside an ad", least=0.3, most=12)
    sizes: dict[GridSize, SoldAs] = Field(
        default_factory=dict,
        description="name of a `size` that ads are sold in: its columns and rows, where the price list has others than "
        "halves, quarters and eighths of the grid, as in `{strip: [5, 18], quarter: [3, 40]}`",
        json_schema_extra={"unit": "columns, rows"},
    )
    border: BorderTokens = BorderTokens.usual()
    stack: StackTokens = StackTokens.usual()
    head: AdHeadTokens = AdHeadTokens.usual()
    bar: BarTokens = BarTokens.usual()
    claims: ClaimsTokens = ClaimsTokens.usual()
    numbers: NumbersTokens = NumbersTokens.usual()
    services: ServicesTokens = ServicesTokens.usual()
    prose: ProseTokens = ProseTokens.usual()
    code: CodeTokens = CodeTokens.usual()
    display_ad: DisplayTokens = DisplayTokens.usual()
    classified: ClassifiedTokens = ClassifiedTokens.usual()
    contact: ContactTokens = ContactTokens.usual()
    house: HouseTokens = HouseTokens.usual()
    notice: NoticeTokens = NoticeTokens.usual()
    slogan: SloganTokens = SloganTokens.usual()
    coupon: CouponTokens = CouponTokens.usual()
    masthead: MastheadTokens = MastheadTokens.usual()
    notices: NoticesTokens = NoticesTokens.usual()
