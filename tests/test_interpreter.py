"""The one interpreter of content streams: what its table says, what a visitor sees, what colours come to."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from layout.base.errors import ContentError
from layout.design.press import PdfX
from layout.images.inks import PROCESS
from layout.pdf.interpreter import DEPTH, Content, Drawing, follow
from layout.pdf.operators import OPERATORS, without
from layout.pdf.spaces import CMYK, GREY, Space, colour_of, space_of
from layout.pdf.state import Paint, State
from layout.pdf.treatment import Treatment


class Listener:
    """Notes the operators it is led to, with the matrix they are carried out under."""

    follows = frozenset(Drawing)

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, float]] = []
        self.faults: list[str] = []

    def enter(self, content, state):
        return self

    def step(self, machine) -> None:
        self.seen.append((machine.content.source, machine.operator.name, round(machine.state.ctm.a, 6)))

    def fault(self, content, fault, operator, error) -> None:
        self.faults.append(f"{content.source} {operator} {fault}")


def stream(pdf, content: str, **entries):
    return pdf.make_stream(content.encode(), BBox=Array([0, 0, 99, 99]), **entries)


def led(content: str, resources=lambda pdf: {}) -> Listener:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    page.obj.Contents = pdf.make_stream(content.encode())
    page.obj.Resources = Dictionary(resources(pdf))
    listener = Listener()
    follow(Content.of_page(page), State(), listener)
    return listener


def test_the_table_has_every_operator_of_the_standard() -> None:
    inline = {"BI", "ID", "EI"}  # which pikepdf hands over as one instruction
    assert len(set(OPERATORS) - {"INLINE IMAGE"} | inline) == 73


@pytest.mark.parametrize(
    ("operator", "no_fill", "no_stroke"),
    [("f", "n", "f"), ("f*", "n", "f*"), ("S", "S", "n"), ("s", "s", "n"), ("B", "S", "f"), ("b*", "s", "f*")],
)
def test_painting_without_filling_or_stroking(operator: str, no_fill: str, no_stroke: str) -> None:
    assert without(OPERATORS[operator], fill=True) == no_fill
    assert without(OPERATORS[operator], stroke=True) == no_stroke


def test_a_pattern_is_told_from_the_stream_it_is_painted_in() -> None:
    def resources(pdf):
        cell = stream(pdf, "n", PatternType=1, PaintType=1, Matrix=Array([2, 0, 0, 2, 0, 0]))
        inner = Dictionary(Pattern=Dictionary(P=cell))
        form = stream(pdf, "7 0 0 7 0 0 cm /Pattern cs /P scn", Subtype=Name.Form, Resources=inner)
        return {"/XObject": Dictionary(F=form)}

    assert led("3 0 0 3 0 0 cm /F Do", resources).seen[-1] == ("/F/P", "n", 6)


def test_a_glyph_is_followed_in_the_size_of_its_text() -> None:
    def resources(pdf):
        procs = Dictionary(a=pdf.make_stream(b"n"))
        font = Dictionary(Subtype=Name.Type3, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]), CharProcs=procs)
        return {"/Font": Dictionary(F=font)}

    assert led("BT /F 2 Tf 10 0 0 10 5 5 Tm (a) Tj ET", resources).seen[-2] == ("/a", "n", 2)


def test_what_makes_no_sense_is_told_and_passed_over() -> None:
    listener = led("1 0 cm 2 0 0 2 0 0 cm")
    assert listener.faults == ["page cm makes no sense"]
    assert listener.seen == [("page", "cm", 2)]


@pytest.mark.parametrize(("levels", "deep"), [(DEPTH, 0), (DEPTH + 1, 1)])
def test_forms_are_followed_so_deep_and_no_deeper(levels: int, deep: int) -> None:
    def resources(pdf):
        form = stream(pdf, "n", Subtype=Name.Form)
        for _ in range(levels - 1):
            inner = Dictionary(XObject=Dictionary(F=form))
            form = stream(pdf, "/F Do", Subtype=Name.Form, Resources=inner)
        return {"/XObject": Dictionary(F=form)}

    listener = led("/F Do", resources)
    assert len(listener.faults) == deep
    assert any(name == "n" for _, name, _ in listener.seen) == (not deep)


def test_a_colour_of_a_table_is_what_the_table_says() -> None:
    table = String(bytes([0, 0, 0, 0, 255, 51, 0, 0]))
    space = space_of(Array([Name.Indexed, Name.DeviceCMYK, 1, table]), {})
    assert colour_of(space, (1.0,)).inks == (1, 0.2, 0, 0)
    assert colour_of(space, (2.0,)).inks is None


def test_what_leaves_a_plate_alone() -> None:
    cyan = Space("Separation", 1, ("Cyan",), CMYK)
    assert [Paint(cyan, (0.0,)).leaves(ink, 0) for ink in PROCESS] == [False, True, True, True]
    assert [Paint(CMYK, (1, 0, 0, 0)).leaves(ink, 1) for ink in PROCESS] == [False, True, True, True]
    assert not any(Paint(CMYK, (1, 0, 0, 0)).leaves(ink, 0) for ink in PROCESS)
    assert not any(Paint(GREY, (0.0,)).leaves(ink, 1) for ink in PROCESS)


def test_what_a_form_without_resources_uses_of_the_page_stays() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    page.obj.Contents = pdf.make_stream(b"/F Do")
    state = Dictionary(LW=2)
    page.obj.Resources = Dictionary(
        XObject=Dictionary(F=stream(pdf, "/Thick gs 0 0 m 9 9 l S", Subtype=Name.Form)),
        ExtGState=Dictionary(Thick=state, Unused=state),
    )
    Treatment(pdf, PdfX.X4, ContentError).page(page)
    assert list(page.obj.Resources.XObject.keys()) == ["/F"]
    assert list(page.obj.Resources.ExtGState.keys()) == ["/Thick"]
