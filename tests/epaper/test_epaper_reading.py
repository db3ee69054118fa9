"""The PDF for readers: tagged in reading order as PDF/UA-1 asks, with words as they are read, links, labels, sRGB."""

import datetime
import io

import numpy as np
import pikepdf
import pytest

from layout.base.diagnostics import Report
from layout.base.locale import language_for
from layout.base.millimetres import MmRect
from layout.base.units import MM, Rect
from layout.build.inputs import load, open_press
from layout.build.records import read_built
from layout.design.press import load_press
from layout.epaper.facing import as_read, beside_of
from layout.epaper.paragraphs import Copy, Jump, addresses, node_of, said_of
from layout.epaper.readers import make_reading_pdf, reading_pdf
from layout.epaper.site import make_site
from layout.images.colour import lab_rgb
from layout.images.inks import Ink, InkKind
from layout.pdf.mend.sources import Cmyk, Inks, Tints
from layout.pdf.mend.targets import Screen
from layout.pdf.tagged.booklet import bind
from layout.pdf.tagged.model import Area, Bit, Booklet, Bookmark, Line, Node, ReadPage, Spot
from layout.scene.record import (
    AdRecord,
    GalleyRecord,
    LayoutRecord,
    LineRecord,
    PageRecord,
    PictureRecord,
    SizeRecord,
    SpreadRecord,
    StoryRecord,
)
from layout.scene.text import Role
from tests.conftest import ROOT
from tests.epaper.printed import make_edition, print_pages
from tests.epaper.tagged import elements, faults, outline

PROFILE = load_press(ROOT / "assets" / "press" / "newsprint.yaml").profile_data
ENGLISH = Copy("a reader goes to www.example.org/news for more", language_for("en"))


def record(text, x=10.0, baseline=20.0, *, final=False, width=180.0):
    return LineRecord(text, Role.BODY, x / MM, baseline / MM, width / MM, 10.0, final)


def drawn(folder, *texts, name="A1", more=""):
    """Write a page of 200 x 100 pt (after a margin of 20) that shows texts at places from the trim's top left."""
    shows = "".join(f"BT /F {size} Tf 1 0 0 1 {20 + x} {120 - y} Tm ({text}) Tj ET\n" for text, x, y, size in texts)
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(240, 140))
    page = pdf.pages[0]
    page.obj.TrimBox = pikepdf.Array([20, 20, 220, 120])
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
        FirstChar=0,
        Widths=pikepdf.Array([500] * 256),
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(f"0 0 0 1 k\n{more}\n{shows}".encode("latin-1"))
    pdf.save(folder / f"{name}.pdf")
    return folder / f"{name}.pdf"


def booklet(*pages, bookmarks=()):
    return Booklet("The Paper, 15 April", "The Paper", "en", datetime.date(2022, 4, 15), pages, bookmarks)


def bound(*pages, **more):
    return bind(booklet(*pages, **more), PROFILE)


@pytest.fixture(scope="module")
def real(one_page):
    """A page of the sample edition for readers."""
    project, folder, _ = one_page
    edition, built = load(project, folder, Report()), project.output(folder)
    layout = read_built(LayoutRecord, built, folder)
    site = make_site(edition, layout, Report())
    press = open_press(project, edition, None).profile_data
    return edition, reading_pdf(site, layout, built, press)


def test_a_real_page_keeps_the_rules(real):
    _, data = real
    assert faults(data) == []


def test_its_stories_are_read_one_after_the_other_and_its_ads_are_told(real):
    edition, data = real
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [str(element.S)[1:] for element in elements(pdf)]
        assert tags.count("Art") == len(edition.page("B2").stories)
        assert tags.count("Figure") >= len(edition.page("B2").ads)
        assert tags.count("H2") == tags.count("Art")
        (mark,) = pdf.open_outline().root
        assert mark.title == "B2版 时事"
        assert len(mark.children) == tags.count("Art")
        assert str(pdf.Root.PageLabels.Nums[1].P) == "B2"
        assert str(pdf.Root.Lang) == "zh-Hans"


def test_what_is_read_is_marked_and_all_else_an_artifact(tmp_path):
    line, caption = Line(10, 20, 60, 10, "First line"), Line(10, 80, 60, 8, "A picture")
    page = drawn(
        tmp_path, ("First line", 10, 20, 10), ("A picture", 10, 80, 8), ("Folio", 150, 8, 6), ("Slug", 0, -10, 6),
        more="40 40 60 30 re f 0 0 5 140 re f",
    )  # fmt: skip
    figure = Node("Figure", (Area(Rect(15, 45, 70, 40), whole=True), Node("Caption", (Bit(caption),))), alt="Said",
                  box=Rect(15, 45, 70, 40))  # fmt: skip
    data = bound(ReadPage("A1", page, (Node("Art", (Node("P", (Bit(line),)), figure)),)))
    assert faults(data) == []
    assert outline(data) == ["P: First line", "Figure: Said", "Caption: A picture"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert b"/Artifact <</Type /Pagination>> BDC" in content.replace(b"<< ", b"<<").replace(b" >>", b">>")
        assert b"0 0 5 140 re" not in content, "a mark beside the trim is left out"
        assert [float(side) for side in pdf.pages[0].mediabox] == [20, 20, 220, 120]


def test_colours_are_those_of_a_screen(tmp_path):
    """Black and paper are black and white, a spot has the colour it stands for, pictures are no finer than shown."""
    path = drawn(tmp_path, more="0 0 20 20 re f 0 0 0 0 k 30 30 9 9 re f /Spot cs 1 scn 40 40 9 9 re f "
                 "q 72 0 0 36 60 60 cm /Im Do Q q 36 0 0 36 60 60 cm /Gr Do Q")  # fmt: skip
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        resources = pdf.pages[0].Resources
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
        spot = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Red"), pikepdf.Name.DeviceCMYK, tint])
        resources.ColorSpace = pikepdf.Dictionary(Spot=spot)
        how = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "BitsPerComponent": 8}
        inks = pdf.make_stream(bytes([255, 0, 0, 0]) * 600 * 300, **how, Width=600, Height=300,
                               ColorSpace=pikepdf.Name.DeviceCMYK)  # fmt: skip
        grey = pdf.make_stream(bytes(range(256)) * 2, **how, Width=256, Height=2, ColorSpace=pikepdf.Name.DeviceGray)
        resources.XObject = pikepdf.Dictionary(Im=inks, Gr=grey)
        pdf.save()
    data = bound(ReadPage("A1", path, ()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fills = [tuple(map(float, one.operands)) for one in pikepdf.parse_content_stream(pdf.pages[0])
                 if str(one.operator) == "rg"]  # fmt: skip
        black, white, _, (red, green, blue) = fills
        assert black == (0, 0, 0)
        assert white == (1, 1, 1)
        assert red > 0.7 > 0.4 > max(green, blue)
        images = pdf.pages[0].Resources.XObject
        assert (images.Im.ColorSpace, images.Im.Width, images.Im.Height) == ("/DeviceRGB", 150, 75)
        assert (images.Gr.ColorSpace, images.Gr.Width) == ("/DeviceGray", 75)
        cyan = pikepdf.PdfImage(images.Im).as_pil_image().getpixel((70, 30))
        assert cyan[0] < 60 < 150 < min(cyan[1:])


def test_words_are_read_as_the_copy_has_them(tmp_path):
    texts = ("It is a govern\u00ad", "ment of well-", "known words")
    lines = [record(text, baseline=20 + 12 * number) for number, text in enumerate(texts)]
    copy = Copy("It is a government of well-known words", language_for("en"))
    shows = [(text.replace("\u00ad", "-"), 10, 20 + 12 * number, 10) for number, text in enumerate(texts)]
    data = bound(ReadPage("A1", drawn(tmp_path, *shows), (node_of("P", lines, copy),)))
    assert outline(data) == ["P: It is a govern\u00adment of well-known words"]
    assert said_of(lines, copy) == copy.written
    apart = [record("one", baseline=20), record("two", baseline=32)]
    data = bound(ReadPage("A1", drawn(tmp_path, ("one", 10, 20, 10), ("two", 10, 32, 10), (" ", 10, 50, 10)),
                          (node_of("P", apart, copy),)))  # fmt: skip
    assert outline(data) == ["P: one two"]


@pytest.mark.parametrize(
    ("line", "following", "language", "spaced"),
    [
        ("车辆", "绕行", "zh-Hans", False),
        ("a reader", "goes to", "en", True),
        ("a reader goes to www.example", ".org/news", "en", False),
        ("unknown", "words", "de", True),
        ("unknown", "words", "zh-Hans", False),
        ("half-", "way", "en", False),
        ("FERRY TOWN —", "The boat", "en", True),
    ],
)
def test_the_copy_tells_whether_a_blank_is_read_at_a_line_s_end(line, following, language, spaced):
    assert Copy(ENGLISH.written, language_for(language)).spaced(line, following) is spaced


def test_addresses():
    text = "Write to news@example.org. See https://example.org/a?b=1, or www.example.org或（免费）"
    assert [(text[start:end], target) for start, end, target in addresses(text)] == [
        ("news@example.org", "mailto:news@example.org"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("www.example.org", "https://www.example.org"),
    ]


def test_addresses_and_jumps_lead_where_they_say(tmp_path):
    lines = [record("goes to www.example.org/", baseline=20), record("news for more", baseline=32)]
    jump = Jump("Continued on A2", Spot("A2", 50.0, 30.0), "Goes on on page A2")
    copy = Copy(ENGLISH.written, ENGLISH.language, (jump,))
    there = node_of("P", [record("Continued on A2", baseline=50, final=True)], copy)
    first = drawn(tmp_path, ("goes to www.example.org/", 10, 20, 10), ("news for more", 10, 32, 10),
                  ("Continued on A2", 10, 50, 10))  # fmt: skip
    second = drawn(tmp_path, ("The end", 50, 40, 10), name="A2")
    end = Node("P", (Bit(Line(50, 40, 60, 10, "The end")),))
    mark = Bookmark("A1", Spot("A1", 0, 0), (Bookmark("Head", Spot("A2", 50, 30)), Bookmark("Gone", Spot("A9", 0, 0))))
    data = bound(ReadPage("A1", first, (node_of("P", lines, copy), there)), ReadPage("A2", second, (end,)),
                 bookmarks=(mark,))  # fmt: skip
    assert faults(data) == []
    assert outline(data)[:2] == ["P: goes to  for more", "Link: www.example.org/news"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        web, again, on = pdf.pages[0].Annots
        assert str(web.A.URI) == str(again.A.URI) == "https://www.example.org/news"
        assert [round(float(side)) for side in web.Rect][::2] == [20 + 10 + 8 * 5, 20 + 10 + 24 * 5]
        assert on.Dest[0].objgen == pdf.pages[1].objgen
        assert [float(each) for each in on.Dest[2:4]] == [70.0, 90.0]
        assert str(on.Contents) == "Goes on on page A2"
        with pdf.open_outline() as outlined:
            assert [(item.title, [inner.title for inner in item.children]) for item in outlined.root] == [
                ("A1", ["Head"])
            ]


def test_readings_stand_with_their_words_and_not_between_the_lines(tmp_path):
    copy = Copy("the ship sails", language_for("en"), read=("ship",))
    node = node_of("P", [record("the ship sails", baseline=40)], copy)
    page = drawn(tmp_path, ("the ship sails", 10, 40, 10), ("bo", 31, 29, 5), ("at", 41, 29, 5))
    data = bound(ReadPage("A1", page, (node,)))
    assert faults(data) == []
    assert outline(data) == ["P: the  sails", "RB: ship", "RT: boat"]


@pytest.mark.parametrize(("headings", "tags"), [(("News",), ["H1", "H2"]), ((), ["H1"])])
def test_no_level_of_headings_is_skipped(tmp_path, headings, tags):
    page = drawn(tmp_path, ("NE WS", 10, 10, 12), ("Head", 10, 40, 20))
    head = Node("H2", (Bit(Line(10, 40, 40, 20, "Head")),))
    data = bound(ReadPage("A1", page, (Node("Art", (head,)),), headings))
    assert [said.split(":")[0] for said in outline(data)] == tags
    assert faults(data) == []


def test_the_checker_sees_what_is_wrong(tmp_path):
    page = drawn(tmp_path, ("Head", 10, 40, 20), more="0 0 50 50 re f")
    area = Area(Rect(0, 0, 200, 100), whole=True)
    good = bound(ReadPage("A1", page, (Node("Figure", (area,), alt="All of it", box=area.rect),)))
    assert faults(good) == []

    def spoiled(spoil):
        with pikepdf.open(io.BytesIO(good)) as pdf:
            spoil(pdf)
            out = io.BytesIO()
            pdf.save(out)
        return faults(out.getvalue())

    def figure(pdf):
        return next(element for element in elements(pdf) if element.S == "/Figure")

    assert "figure" in spoiled(lambda pdf: figure(pdf).__delitem__("/Alt"))[0]
    assert "H4" in spoiled(lambda pdf: figure(pdf).__setitem__("/S", pikepdf.Name.H4))[0]
    assert "no element" in spoiled(lambda pdf: figure(pdf).__setitem__("/K", pikepdf.Array([7])))[0]
    assert "language" in spoiled(lambda pdf: pdf.Root.__delitem__("/Lang"))[0]
    bare = spoiled(lambda pdf: pdf.pages[0].contents_add(b"0 0 1 1 re f"))
    assert "neither" in bare[0]


def test_the_same_pages_give_the_same_bytes(tmp_path):
    page = ReadPage("A1", drawn(tmp_path, ("one", 10, 20, 10)), (Node("P", (Bit(Line(10, 20, 20, 10, "one")),)),))
    assert bound(page) == bound(page)


def test_it_stands_beside_the_pages_it_is_made_of(tmp_path):
    project = make_edition(tmp_path)
    print_pages(project)
    path = make_reading_pdf(project, project.content / "2022-04-15")
    assert path == project.root / "output" / "2022-04-15" / "2022-04-15-read.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2


def side(name, other, fold, x, words):
    """The page of a spread at one side of its fold, with one story: a picture and a head from 5 mm before the fold."""
    head = GalleyRecord(
        "headline", MmRect(x, 10, 30, 10), (LineRecord(words, Role.HEADLINE, max(x, 1), 15, 9, 9, True),)
    )
    picture = PictureRecord(MmRect(x, 20, 30, 10), None)
    story = StoryRecord("bridge", MmRect(0, 0, 5, 5), False, 1, (head,), (), (picture,), ())
    spread = SpreadRecord(other, fold, "through", 0.0)
    ads = (AdRecord("double", MmRect(x, 40, 30, 10)),)
    return PageRecord(
        name, "tabloid", SizeRecord(60, 40), MmRect(0, 0, 60, 40), 5, (story,), None, None, ads, (), spread
    )


def test_a_story_across_the_fold_of_a_spread_is_read_once_and_whole():
    pages = as_read([side("A2", "A3", "right", 55, "Old ferry"), side("A3", "A2", "left", -5, "sails on")])
    (story,) = pages["A2"].stories
    assert [(line.text, line.x, line.final) for line in story.head[0].lines] == [
        ("Old ferry", 55, False),
        ("sails on", 61, True),
    ]
    assert len(story.pictures) == len(pages["A2"].ads) == 1
    assert not pages["A3"].stories
    assert not pages["A3"].ads
    assert beside_of(pages["A3"], pages) == ("A2", 60)


def test_an_element_holds_what_stands_on_the_page_beside(tmp_path):
    across = Area(Rect(150, 50, 100, 30), whole=True)
    head = node_of("H2", [record("old ferry", 150, 30, width=50), record("sails", 205, 30, width=40)], ENGLISH)
    figure = Node("Figure", (across,), alt="the ferry", box=across.rect)
    left = drawn(tmp_path, ("old ferry", 150, 30, 10), name="A2", more="0 1 0 0 k 170 40 70 30 re f")
    right = drawn(tmp_path, ("sails", 5, 30, 10), name="A3", more="0 1 0 0 k 0 40 70 30 re f")
    data = bound(ReadPage("A2", left, (head, figure)), ReadPage("A3", right, (), left=200.0, beside="A2"))
    assert faults(data) == []
    assert outline(data) == ["H1: old ferry sails", "Figure: the ferry"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (figure,) = [element for element in elements(pdf) if "/Alt" in element]
        assert [float(side) for side in figure.A.BBox] == [170, 40, 220, 70]
        assert figure.K[1].Pg == pdf.pages[1].obj


def test_a_spot_is_shown_as_it_looks_and_over_the_other_inks():
    spot = Ink("Red", "R", InkKind.SPOT, (0, 1, 1, 0), (50.0, 70.0, 40.0))
    screen, look = Screen(Inks(PROFILE, 400.0), {}, (spot,)), np.array(lab_rgb(spot.lab)) / 255

    def black(rows):
        return np.column_stack((np.zeros((len(rows), 3)), rows[:, 0]))

    alone = Tints(("Red",), Cmyk(), lambda: lambda rows: np.zeros((len(rows), 4)))
    assert screen.of(alone, np.array([[0.0], [1.0]])) == pytest.approx(np.array([[1, 1, 1], look]))
    both = Tints(("Black", "Red"), Cmyk(), lambda: black)
    grey = screen.of(both, np.array([[0.5, 0.0]]))
    assert screen.of(both, np.array([[0.5, 1.0]])) == pytest.approx(grey * look)


def test_a_source_at_the_right_of_the_last_line_is_parted_from_the_text():
    copy = Copy("Bring proof.", language_for("en"), endings=("Staff reports",))
    lines = [record("Bring proof.Staff reports", final=True)]
    assert said_of(lines, copy) == "Bring proof. Staff reports"
    assert said_of(lines, Copy("", language_for("zh-Hans"), endings=("Staff reports",))) == lines[0].text


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://例子.cn/活动?q=1", "https://xn--fsqu00a.cn/%E6%B4%BB%E5%8A%A8?q=1"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/a%20b#c", "https://example.org/a%20b#c"),
    ],
)
def test_a_link_leads_to_an_address_beyond_ascii(tmp_path, address, leads):
    node = Node("P", (Node("Link", node_of("P", [record("more")], ENGLISH).kids, target=address, said=address),))
    data = bound(ReadPage("A1", drawn(tmp_path, ("more", 10, 20, 10)), (node,)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == leads


def test_marks_of_a_ready_made_ad_are_none_of_ours(tmp_path):
    path = drawn(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        form = pdf.make_stream(
            b"/P <</MCID 0>> BDC 0 0 5 5 re f EMC /Artifact BMC /Span <</ActualText (a)>> BDC EMC EMC"
        )
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.StructParents = pikepdf.Array([0, 0, 50, 30]), 0
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Ad=form)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 1 0 0 1 40 40 cm /Ad Do Q")
        pdf.save(path)
    area = Area(Rect(0, 0, 200, 100), whole=True)
    data = bound(ReadPage("A1", path, (Node("Figure", (area,), alt="an ad", box=area.rect),)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].Resources.XObject.values()
        assert "/StructParents" not in form

        assert b"MCID" not in form.read_bytes()
        assert b"Artifact" not in form.read_bytes()
        assert form.read_bytes().count(b"EMC") == 1
