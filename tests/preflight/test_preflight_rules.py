"""Every rule has a page on which it fires: a good page with that one thing spoiled, and no other rule fires on it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from layout.base.millimetres import MmRect
from layout.base.units import MM
from layout.compose.copyfit import StoryFit
from layout.files.codec import from_data, to_data
from layout.preflight import Fault, State, preflight_page
from layout.preflight.facts import Copy
from layout.preflight.lines.model import Spot
from layout.preflight.rules import RULES
from layout.scene.record import GalleyRecord, LineRecord, PageRecord
from tests import records
from tests.preflight.spoil import (
    BODY,
    FREE,
    area,
    at,
    box,
    draw,
    font_of,
    full_lines,
    icc,
    lab,
    line,
    over,
    picture,
    rewrite,
    spoiled,
    tint,
    with_metadata,
    write,
)

K = "0 0 0 1 k"
WHITE = "0 0 0 0 k"
PANEL = (*FREE, 90, 40)
TINT = "0 0 0 0.15 k"
BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True)
class Case:
    """How a page is spoiled, and what else has to fire because the one thing cannot go wrong alone."""

    spoil: Callable[[pikepdf.Pdf], None] = lambda pdf: None
    also: tuple[str, ...] = ()
    x1a: bool = False
    plan: bool = True
    """Whether layout.json and report.json are at hand."""
    layout: Callable[[dict[str, Any]], None] = lambda layout: None
    fits: Callable[[list[dict[str, Any]]], None] = lambda fits: None
    saving: Mapping[str, Any] | None = None
    bytes_: Callable[[bytes], bytes] = lambda data: data


def panel(pdf: pikepdf.Pdf, colour: str) -> str:
    return f"{colour} {box(pdf, *PANEL)} f"


# ---- what is done to the page, where it takes more than a line


def no_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"")


def no_marks(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, lambda all_: [one for one in all_ if str(one.operator) != "S"])


def crop_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.CropBox = pdf.pages[0].TrimBox


def thin_bleed(pdf: pikepdf.Pdf) -> None:
    left, lower, right, upper = (float(value) for value in pdf.pages[0].TrimBox)
    pdf.pages[0].BleedBox = [left - 3, lower - 8.5, right + 8.5, upper + 8.5]


def mark_in_bleed(pdf: pikepdf.Pdf) -> None:
    x, y = at(pdf, -6, 300)
    draw(pdf, f"/All CS 1 SCN 0.3 w {x:.2f} {y:.2f} m {x + 4:.2f} {y:.2f} l S", ColorSpace={"/All": tint(pdf, "All")})


def overprint_on_panel(pdf: pikepdf.Pdf) -> None:
    write(pdf, 14, K, before=panel(pdf, "0.7 0.7 0.6 0 k"))


def white_overprint(pdf: pikepdf.Pdf) -> None:
    inner = box(pdf, FREE[0] + 10, FREE[1] + 10, 30, 20)
    draw(pdf, f"{panel(pdf, K)} /TestOver gs {WHITE} {inner} f", ExtGState=over())


def rgb_profile(pdf: pikepdf.Pdf) -> Array:
    return icc(pdf, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), 3)


def press_space(pdf: pikepdf.Pdf) -> Array:
    return icc(pdf, pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes(), 4)


def left_over(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].add_resource(lab(), Name.ColorSpace, Name("/Unused"))


def font_file(pdf: pikepdf.Pdf) -> None:
    name, _ = font_of(pdf, "Noto-Serif-CJK-SC-Heavy")
    del pdf.pages[0].Resources.Font[name].DescendantFonts[0].FontDescriptor.FontFile3


def whole_font(pdf: pikepdf.Pdf) -> None:
    name, _ = font_of(pdf, "Noto-Serif-CJK-SC-Heavy")
    font = pdf.pages[0].Resources.Font[name]
    font.BaseFont = font.DescendantFonts[0].BaseFont = Name("/Noto-Serif-CJK-SC-Heavy")


def type3(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    cmap = pdf.make_stream(b"1 beginbfchar <61> <0061> endbfchar")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=97, LastChar=97, Widths=[1000], CharProcs=Dictionary(a=glyph), ToUnicode=cmap,
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
    )  # fmt: skip
    pdf.pages[0].add_resource(pdf.make_indirect(font), Name.Font, Name("/Drawn"))
    write(pdf, 14, K, font="/Drawn", shown=b"a")


def silent_font(pdf: pikepdf.Pdf) -> None:
    name, _ = font_of(pdf, "Noto-Serif-CJK-SC-Heavy")
    font = Dictionary(pdf.pages[0].Resources.Font[name])
    del font.ToUnicode
    font.BaseFont = Name("/ABCDEF+Silent")
    pdf.pages[0].add_resource(pdf.make_indirect(font), Name.Font, Name("/Silent"))
    write(pdf, 14, K, font="/Silent")


def moved(dx: float, dy: float) -> Callable[[pikepdf.Pdf], None]:
    """Move one full line of body text."""

    def change(pdf: pikepdf.Pdf) -> None:
        def every(instructions: list[Any]) -> list[Any]:
            matrix, _ = full_lines(pdf, instructions)[5]
            a, b, c, d, e, f = (float(value) for value in instructions[matrix].operands)
            operands = [a, b, c, d, e + dx, f + dy]
            instructions[matrix] = pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("Tm"))
            return instructions

        rewrite(pdf, every)

    return change


def comma_first(pdf: pikepdf.Pdf) -> None:
    """Let a full line inside a paragraph begin with a comma."""

    def every(instructions: list[Any]) -> list[Any]:
        body, _ = font_of(pdf, BODY)
        cmap = pdf.pages[0].Resources.Font[body].ToUnicode.read_bytes()
        comma = bytes.fromhex(re.search(rb"<([0-9a-f]{4})> <ff0c>", cmap)[1].decode())
        _, shown = full_lines(pdf, instructions)[5]
        pieces = list(instructions[shown].operands[0])
        pieces[0] = pikepdf.String(comma + bytes(pieces[0])[2:])
        instructions[shown] = pikepdf.ContentStreamInstruction([Array(pieces)], pikepdf.Operator("TJ"))
        return instructions

    rewrite(pdf, every)


def wide_gap(pdf: pikepdf.Pdf) -> None:
    """Put 0.6 em between two characters of a full line and take it back before the last."""

    def every(instructions: list[Any]) -> list[Any]:
        # A line of han alone, set without any adjustment, so that nothing else of it changes.
        plain = (shown for _, shown in full_lines(pdf, instructions) if len(instructions[shown].operands[0]) == 1)
        shown = next(plain)
        codes = b"".join(bytes(one) for one in instructions[shown].operands[0] if isinstance(one, pikepdf.String))
        pieces = [pikepdf.String(codes[:8]), -600, pikepdf.String(codes[8:-2]), 600, pikepdf.String(codes[-2:])]
        instructions[shown] = pikepdf.ContentStreamInstruction([Array(pieces)], pikepdf.Operator("TJ"))
        return instructions

    rewrite(pdf, every)


def other_profile(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    data = bytearray(intent.DestOutputProfile.read_bytes())
    data[40] ^= 1  # the primary platform: another file, as good a profile
    intent.DestOutputProfile = pdf.make_stream(bytes(data), N=4)


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def not_told(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name.Unknown
    with_metadata(pdf, "<pdf:Trapped>False", "<pdf:Trapped>Unknown")


def seen_through(pdf: pikepdf.Pdf) -> None:
    state = Dictionary(Type=Name.ExtGState, ca=0.5)
    area(pdf, f"/Through gs {K}", ExtGState={"/Through": state})


def blended_in_rgb(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Group.CS = Name.DeviceRGB
    seen_through(pdf)


def link(pdf: pikepdf.Pdf) -> None:
    x, y = at(pdf, 100, 100)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[x, y, x + 50, y + 20])
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["plan.txt"] = pikepdf.AttachedFileSpec(pdf, b"plan")


def postscript(pdf: pikepdf.Pdf) -> None:
    program = pikepdf.Stream(pdf, b"showpage", Type=Name.XObject, Subtype=Name.PS)
    draw(pdf, "/Program Do", XObject={"/Program": program})


def transfer(pdf: pikepdf.Pdf) -> None:
    curve = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1.2)
    area(pdf, f"/Curve gs {K}", ExtGState={"/Curve": Dictionary(Type=Name.ExtGState, TR=pdf.make_indirect(curve))})


def layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


def without_ids(data: bytes) -> bytes:
    found = re.search(rb"/ID \[<[0-9a-f]*><[0-9a-f]*>\]", data)
    assert found
    return data[: found.start()] + b" " * (found.end() - found.start()) + data[found.end() :]


def twice(pdf: pikepdf.Pdf) -> None:
    for shift in (0, 5):
        write(pdf, 14, K, (FREE[0] + 10 + shift, FREE[1] + 25 + shift))


def struck(pdf: pikepdf.Pdf) -> None:
    write(pdf, 14, K)
    draw(pdf, f"{K} {box(pdf, FREE[0] + 10, FREE[1] + 19, 60, 0.6)} f")


# ---- what is done to the plan


def another_line(layout: dict[str, Any]) -> None:
    lines = layout["stories"][0]["body"][0]["lines"]
    lines.append({**lines[-1], "text": "这一行不在版面上"})


def another_ad(layout: dict[str, Any]) -> None:
    layout["ads"].append({"id": "lost", "rect": {"x": 2, "y": 2, "width": 1, "height": 1}})


def onto_its_neighbour(layout: dict[str, Any]) -> None:
    layout["ads"][0]["rect"] = dict(layout["ads"][1]["rect"])


def lower_type_area(layout: dict[str, Any]) -> None:
    layout["type_area"]["height"] += 90


def no_text(layout: dict[str, Any]) -> None:
    layout["stories"][0] |= {"body": [], "elements": [], "pictures": [], "picture": None}


def overset(fits: list[dict[str, Any]]) -> None:
    fits[0] |= {"over_lines": 3, "over_characters": 44}


def hole(fits: list[dict[str, Any]]) -> None:
    fits[0] |= {"under_lines": 9, "under_characters": 130}


def loose(fits: list[dict[str, Any]]) -> None:
    fits[0] |= {"loose_lines": ["一 行"]}


OWNER_ONLY = {"encryption": pikepdf.Encryption(owner="press", user="", R=4), "force_version": None}
PLAIN = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}

CASES: dict[str, Case] = {
    "page-content": Case(lambda pdf: draw(pdf, "/NotThere Do")),
    "page-single": Case(lambda pdf: pdf.pages.append(pdf.pages[0])),
    "page-empty": Case(no_content, also=("marks-crop", "copy-missing", "copy-ads")),
    "box-trim": Case(lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox")),
    "box-art": Case(lambda pdf: pdf.pages[0].obj.__setitem__("/ArtBox", pdf.pages[0].TrimBox)),
    "box-nesting": Case(crop_box),
    "box-bleed": Case(thin_bleed),
    "box-size": Case(layout=lambda layout: layout["trim"].update(width=286)),
    "box-turned": Case(lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 180)),
    "bleed-content": Case(lambda pdf: area(pdf, "0 0 0 0.2 k", (0, 300, 60, 30)), also=("type-over-edge",)),
    "text-safe": Case(lambda pdf: write(pdf, 12, K, (6, 300))),
    "marks-crop": Case(no_marks),
    "marks-in-bleed": Case(mark_in_bleed),
    "colour-rgb": Case(lambda pdf: area(pdf, "0.2 0.3 0.4 rg")),
    "colour-lab": Case(lambda pdf: area(pdf, "/L cs 50 10 10 scn", ColorSpace={"/L": lab()})),
    "colour-icc-rgb": Case(lambda pdf: area(pdf, "/S cs 1 0 0 scn", ColorSpace={"/S": rgb_profile(pdf)})),
    "colour-icc": Case(lambda pdf: area(pdf, "/P cs 0 1 0 0 scn", ColorSpace={"/P": press_space(pdf)}), x1a=True),
    "colour-spot": Case(lambda pdf: area(pdf, "/R cs 1 scn", ColorSpace={"/R": tint(pdf, "Warm#20Red")})),
    "colour-registration": Case(lambda pdf: area(pdf, "/A cs 1 scn", ColorSpace={"/A": tint(pdf, "All")})),
    "colour-left-over": Case(left_over),
    "ink-total": Case(lambda pdf: area(pdf, "0.8 0.8 0.8 0.4 k")),
    "ink-overlap": Case(overprint_on_panel),
    "ink-picture": Case(lambda pdf: picture(pdf, pixel=b"\xc8\xc8\xc8\xc8")),
    "ink-rich-text": Case(lambda pdf: write(pdf, 14, "0.4 0 0 1 k")),
    "ink-faint": Case(lambda pdf: area(pdf, "0 0 0 0.02 k")),
    "ink-filled-in": Case(lambda pdf: area(pdf, "0 0 0 0.95 k")),
    "black-body": Case(lambda pdf: write(pdf, 9, "1 0 0 0 k", base=BODY)),
    "black-overprint": Case(lambda pdf: write(pdf, 14, K, overprints=False)),
    "white-overprint": Case(white_overprint),
    "picture-coarse": Case(lambda pdf: picture(pdf, 50), also=("type-over-edge",)),
    "picture-weak": Case(lambda pdf: picture(pdf, 150)),
    "picture-fine": Case(lambda pdf: picture(pdf, 400)),
    "picture-line-art": Case(lambda pdf: picture(pdf, 50, bits=1, space=Name.DeviceGray), also=("type-over-edge",)),
    "picture-colour": Case(lambda pdf: picture(pdf, space=Name.DeviceRGB, pixel=b"\x20\x20\x20")),
    "picture-stretched": Case(lambda pdf: picture(pdf, stretch=1.08)),
    "picture-codec": Case(lambda pdf: picture(pdf, Filter=Name.JPXDecode, data=b"\x00"), x1a=True),
    "font-embedded": Case(font_file),
    "font-subset": Case(whole_font),
    "font-type3": Case(type3),
    "font-unicode": Case(silent_font),
    "font-notdef": Case(lambda pdf: write(pdf, 14, K, shown=b"\x00\x00")),
    "type-small": Case(lambda pdf: write(pdf, 4, K)),
    "type-small-reversed": Case(lambda pdf: write(pdf, 6, WHITE, overprints=False, before=panel(pdf, K))),
    "type-reversed-inks": Case(lambda pdf: write(pdf, 9.5, WHITE, overprints=False, before=panel(pdf, "0 1 0 0.5 k"))),
    "type-several-inks": Case(lambda pdf: write(pdf, 8, "1 1 0 0 k")),
    "type-screened": Case(lambda pdf: write(pdf, 10, "0 0 0 0.5 k")),
    "type-unseen": Case(lambda pdf: write(pdf, 14, WHITE, overprints=False)),
    "type-over-type": Case(twice),
    "type-over-rule": Case(struck),
    "type-over-edge": Case(lambda pdf: write(pdf, 14, K, (FREE[0] + 70, FREE[1] + 25), before=panel(pdf, TINT))),
    "type-outside": Case(lambda pdf: write(pdf, 14, K, (FREE[0], FREE[1] + 25))),
    "type-trimmed": Case(lambda pdf: write(pdf, 12, K, (-5, 300)), also=("text-safe",)),
    "line-kinsoku": Case(comma_first, plan=False),
    "line-flush": Case(moved(0.4, 0)),
    "line-grid": Case(moved(0, 1.2)),
    "line-loose": Case(wide_gap, plan=False),
    "rule-hairline": Case(lambda pdf: line(pdf, 0, "0 0 0 1 K")),
    "rule-thin": Case(lambda pdf: line(pdf, 0.15, "0 0 0 1 K")),
    "rule-thin-reversed": Case(lambda pdf: line(pdf, 0.35, "0 0 0 0 K", before=panel(pdf, K))),
    "rule-tint": Case(lambda pdf: line(pdf, 0.5, "0 0 0 0.4 K")),
    "pdfx-version": Case(lambda pdf: with_metadata(pdf, "PDF/X-4", "PDF/X-3")),
    "pdfx-header": Case(saving={"force_version": "1.7"}),
    "pdfx-metadata": Case(lambda pdf: with_metadata(pdf, "xmpMM:VersionID", "xmpMM:Unknown")),
    "pdfx-agree": Case(lambda pdf: pdf.docinfo.__setitem__("/Title", "another")),
    "pdfx-intent": Case(no_intent),
    "pdfx-profile": Case(other_profile),
    "pdfx-ids": Case(saving=PLAIN, bytes_=without_ids),
    "pdfx-trapped": Case(not_told),
    "pdfx-encrypted": Case(saving=OWNER_ONLY),
    "pdfx-transparency": Case(seen_through, x1a=True),
    "pdfx-blend-space": Case(blended_in_rgb),
    "pdfx-annotations": Case(link),
    "pdfx-actions": Case(script),
    "pdfx-attachments": Case(attachment),
    "pdfx-external": Case(postscript),
    "pdfx-transfer": Case(transfer),
    "pdfx-layers": Case(layers, x1a=True),
    "copy-missing": Case(layout=another_line),
    "copy-ads": Case(layout=another_ad),
    "copy-collision": Case(layout=onto_its_neighbour),
    "copy-overset": Case(fits=overset),
    "copy-hole": Case(fits=hole),
    "copy-loose": Case(fits=loose),
    "page-white": Case(layout=lower_type_area),
    "head-alone": Case(layout=no_text),
}

FROM_FIGURES = {
    "line-hyphens": {"ladders": 3},
    "line-runt": {"runts": 1},
    "line-widow": {"orphans": 1},
}
"""Rules told by figures that the tests of lines spoil pages for; here only the finding is looked at."""


def fired(report: Any) -> dict[str, set[State]]:
    found: dict[str, set[State]] = {}
    for outcome in report.found:
        found.setdefault(outcome.rule.id, set()).add(outcome.state)
    return found


@pytest.mark.parametrize("x1a", [False, True], ids=["X-4", "X-1a"])
def test_a_good_page_keeps_every_rule(x1a, page_x4, page_x1a, profile, profile_x1a):
    built, held = (page_x1a, profile_x1a) if x1a else (page_x4, profile)
    report = preflight_page(built.pdf, held, built.layout, built.fits)
    assert [f"{one.rule.id}: {one.finding.message}" for one in report.found] == []
    assert report.worst is State.SKIP
    allowed = {"colour-icc", "pdfx-transparency", "pdfx-blend-space"}
    assert {one.rule.id for one in report.skipped} <= allowed


def test_a_good_picture_keeps_every_rule(page_x4, profile):
    pdf = spoiled(page_x4.pdf, picture)
    report = preflight_page(pdf, profile, page_x4.layout, page_x4.fits)
    assert fired(report) == {}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_fires_on_what_it_is_for_and_no_other_does(rule, page_x4, page_x1a, profile, profile_x1a):
    case = CASES[rule]
    built, held = (page_x1a, profile_x1a) if case.x1a else (page_x4, profile)
    saving = {"object_stream_mode": pikepdf.ObjectStreamMode.disable} if case.x1a else {}
    pdf = case.bytes_(spoiled(built.pdf, case.spoil, **{**saving, **(case.saving or {})}))
    layout, fits = to_data(built.layout), [to_data(fit) for fit in built.fits]
    case.layout(layout)
    case.fits(fits)
    page, stories = from_data(PageRecord, layout), tuple(from_data(StoryFit, fit) for fit in fits)
    report = preflight_page(pdf, held, page, stories) if case.plan else preflight_page(pdf, held)
    found = fired(report)
    assert set(found) == {rule, *case.also}, [f"{one.rule.id}: {one.finding.message}" for one in report.found]
    assert found[rule] == {BY_ID[rule].severity}
    for outcome in report.found:
        assert outcome.finding.message
        assert outcome.finding.hint


def test_a_picture_a_little_too_coarse_is_its_editor_s_choice(page_x4, profile):
    report = preflight_page(spoiled(page_x4.pdf, lambda pdf: picture(pdf, 100)), profile, page_x4.layout, page_x4.fits)
    assert fired(report) == {"picture-coarse": {State.WARN}}


@pytest.mark.parametrize("each", [False, True], ids=["one halftone", "one for each ink"])
def test_a_halftone_that_brings_a_curve_is_a_transfer_curve(each, page_x4, profile):
    def halftone(pdf: pikepdf.Pdf) -> None:
        curve = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1.2)
        screen = Dictionary(HalftoneType=1, Frequency=100, Angle=45, SpotFunction=Name.Round)
        screen.TransferFunction = pdf.make_indirect(curve)
        plain = Dictionary(HalftoneType=1, Frequency=100, Angle=45, SpotFunction=Name.Round)
        state = Dictionary(HT=Dictionary(HalftoneType=5, Default=plain, Cyan=screen) if each else screen)
        area(pdf, f"/Screen gs {K}", ExtGState={"/Screen": state})

    report = preflight_page(spoiled(page_x4.pdf, halftone), profile, rules=(BY_ID["pdfx-transfer"],))
    assert fired(report) == {"pdfx-transfer": {State.FAIL}}


def test_only_x1a_may_leave_the_profile_of_a_registered_condition_to_the_registry(
    page_x4, page_x1a, profile, profile_x1a
):
    def registered(pdf: pikepdf.Pdf) -> None:
        (intent,) = pdf.Root.OutputIntents
        intent.OutputConditionIdentifier, intent.RegistryName = "FOGRA39", "http://www.color.org"
        del intent.DestOutputProfile

    for page, held, found in ((page_x4, profile, {"pdfx-intent": {State.FATAL}}), (page_x1a, profile_x1a, {})):
        pdf = spoiled(page.pdf, registered)
        assert fired(preflight_page(pdf, held, rules=(BY_ID["pdfx-intent"],))) == found


def test_every_rule_is_tested():
    assert set(CASES) | set(FROM_FIGURES) | {"page-opens"} == set(BY_ID)


@pytest.mark.parametrize("rule", FROM_FIGURES)
def test_lines_that_were_measured_become_findings(rule, facts, profile):
    ((name, amount),) = FROM_FIGURES[rule].items()
    left, right = facts.figures.columns[0]
    spot = Spot(1, left, 500.0, amount, "what was measured", "一行正文")
    spoilt = replace(facts, figures=replace(facts.figures, **{name: (spot,)}), copy=Copy())
    (found,) = BY_ID[rule].check(spoilt, profile)
    assert isinstance(found, Fault)
    assert found.message == "“一行正文”: what was measured"
    assert (found.rect.x, found.rect.bottom) == (left, pytest.approx(500 + 0.12 * 9))
    assert found.rect.right <= right
    assert list(BY_ID[rule].check(facts, profile)) == []


def test_a_word_of_an_element_that_is_not_printed_is_missed(page_x4, profile):
    first, *others = page_x4.layout.stories
    element = replace(first.body[0], role="facts", lines=(replace(first.body[0].lines[-1], text="框里的一句话"),))
    layout = replace(page_x4.layout, stories=(replace(first, elements=(element,)), *others))
    report = preflight_page(page_x4.pdf, profile, layout, page_x4.fits)
    assert "copy-missing" in fired(report)


@pytest.mark.parametrize("what", ["an element beside it", "a list", "a paragraph's end", "nothing"])
def test_a_short_line_is_excused_where_layout_says_why(what, facts, profile):
    left, _ = facts.figures.columns[0]
    baseline, size = 500.0, 9.0
    spot = Spot(1, left, baseline, -60.0, "short", "一行正文")
    line = LineRecord(
        "一行正文",
        "list" if what == "a list" else "body",
        x=left / MM,
        baseline=baseline / MM,
        width=40 / MM,
        size=size,
        final=what == "a paragraph's end",
    )
    where = ((left + 50) / MM, (baseline - 30) / MM, 60 / MM, 60 / MM)
    elements = (records.galley("", where, "quote"),) if what == "an element beside it" else ()
    story = records.story("one", where, [GalleyRecord("body", MmRect(*where), (line,))], elements=elements)
    told = replace(
        facts,
        figures=replace(facts.figures, edges=(spot,)),
        copy=replace(facts.copy, layout=records.page(story)),
    )
    assert len(list(BY_ID["line-flush"].check(told, profile))) == (what == "nothing")


@pytest.mark.parametrize("broken", ["cut off", "no PDF", "locked"])
def test_a_file_that_cannot_be_opened_is_a_finding(broken, page_x4, profile):
    locked = {"encryption": pikepdf.Encryption(owner="press", user="reader", R=4), "force_version": None}
    pdf = {
        "cut off": lambda: page_x4.pdf[:2000],
        "no PDF": lambda: b"a letter to the editor",
        "locked": lambda: spoiled(page_x4.pdf, lambda _: None, **locked),
    }[broken]()
    report = preflight_page(pdf, profile, page_x4.layout, page_x4.fits)
    assert fired(report) == {"page-opens": {State.FATAL}}
    assert report.page == "B2"


def test_a_page_without_boxes_for_bleed(page_x4, profile):
    pdf = spoiled(page_x4.pdf, lambda pdf: pdf.pages[0].obj.__delitem__("/BleedBox"))
    report = preflight_page(pdf, profile, page_x4.layout, page_x4.fits)
    assert fired(report) == {"box-bleed": {State.FAIL}}


def test_findings_say_where(page_x4, profile):
    pdf = spoiled(page_x4.pdf, lambda pdf: area(pdf, "0.8 0.8 0.8 0.4 k", (72, 144, 30, 20)))
    (found,) = preflight_page(pdf, profile).found
    place = found.finding.rect
    assert (place.x, place.y, place.width, place.height) == pytest.approx((72, 144, 30, 20), abs=0.01)
    assert "280 %" in found.finding.message
    assert "240 %" in found.finding.message


def test_a_spot_colour_the_press_has_a_plate_for(page_x4, profile):
    space = lambda pdf: {"/R": tint(pdf, "Gold")}  # noqa: E731
    pdf = spoiled(page_x4.pdf, lambda pdf: area(pdf, "/R cs 1 scn", ColorSpace=space(pdf)))
    assert set(fired(preflight_page(pdf, profile))) == {"colour-spot"}
    assert fired(preflight_page(pdf, replace(profile, spots=frozenset({"Gold"})))) == {}


def test_white_that_overprints_paper_hides_nothing(page_x4, profile):
    pdf = spoiled(page_x4.pdf, lambda pdf: area(pdf, f"/TestOver gs {WHITE}", ExtGState=over()))
    assert fired(preflight_page(pdf, profile)) == {}


def test_a_few_dark_pixels_are_a_warning(page_x4, profile):
    columns, rows = 80, 60
    pixels = b"\x20\x20\x20\x20" * (columns * rows - 2) + b"\xc8\xc8\xc8\xc8" * 2
    pdf = spoiled(page_x4.pdf, lambda pdf: picture(pdf, data=pixels))
    assert fired(preflight_page(pdf, profile)) == {"ink-picture": {State.WARN}}


def test_a_picture_out_of_sight_is_not_judged(page_x4, profile):
    """Clipped away, it prints nothing; its resolution does not matter."""

    def hidden(pdf: pikepdf.Pdf) -> None:
        picture(pdf, 40, before=f"{box(pdf, 500, 800, 10, 10)} W n")

    assert fired(preflight_page(spoiled(page_x4.pdf, hidden), profile)) == {}


def test_owner_restrictions_are_named(page_x4, profile):
    pdf = spoiled(page_x4.pdf, lambda _: None, **OWNER_ONLY)
    assert pikepdf.open(io.BytesIO(pdf)).is_encrypted
    (found,) = preflight_page(pdf, profile).found
    assert found.rule.id == "pdfx-encrypted"
