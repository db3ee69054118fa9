"""The ad desk asks before closing: what is said of ready-made ads, what is made of them, what senders are told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from layout.ads.doctor import Form, look_over
from layout.ads.draw import draw_ad
from layout.ads.modules import Module, nearest, nearest_like, parse_size
from layout.base.errors import ContentError, OutputError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.build.adcheck import (
    AdOrder,
    Verdict,
    ad_data,
    ad_files,
    ad_report,
    check_ad,
    open_desk,
    orders,
    passed_over,
)
from layout.build.adfix import write_fixed, write_pictures
from layout.build.adletter import ad_letter
from layout.build.adpicture import Look, before_and_after
from layout.build.apart import Apart
from layout.cli.application import command_line
from layout.files.project import Project
from layout.pdf.canvas import read_page
from layout.pdf.foreign import foreign_page
from layout.pdf.mend.change import Change, Cure
from tests.conftest import ROOT

WIDTH, HEIGHT = 283.5, 130.0
"""Two columns and ten rows of the tabloid."""
PLAIN = b"q 0 0 0 1 k 20 20 100 40 re f 0 1 1 0 k 150 30 60 60 re f Q"


def pdf(content: bytes = PLAIN, width: float = WIDTH, height: float = HEIGHT, trim: float = 0.0) -> bytes:
    """Return an ad of one page; ``trim`` is how far its TrimBox is inside of the sheet, pt."""
    made, out = pikepdf.new(), BytesIO()
    page = made.add_blank_page(page_size=(width + 2 * trim, height + 2 * trim))
    page.obj.Contents = made.make_stream(content)
    if trim:
        page.trimbox = [trim, trim, width + trim, height + trim]
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def desk():
    return open_desk(Project(ROOT), template="tabloid")


@pytest.fixture
def put(tmp_path):
    def put(name: str, data: bytes | Image.Image):
        path = tmp_path / name
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            data.save(path)
        return path

    return put


@pytest.fixture(scope="module")
def sound(desk, tmp_path_factory):
    """A sound ad in a place of its size, checked."""
    path = tmp_path_factory.mktemp("sound") / "ad.pdf"
    path.write_bytes(pdf(trim=20.0))
    return check_ad(desk, AdOrder(path, place=Module(WIDTH, HEIGHT)))


def with_cures(checked, *cures: Cure):
    """Return an ad as if it had been mended so."""
    changes = tuple(Change(cure, say("it was mended: {cure}", cure=str(cure))) for cure in cures)
    return replace(checked, looked=replace(checked.looked, changes=changes))


@pytest.fixture(scope="module")
def place(desk):
    return Module.of(desk.kit.design.grid, 2, 10, desk.kit.design.ads.inset)


# ---- places ----------------------------------------------------------------------------------------------------


def test_a_place_is_filled_whole_or_without_the_white_at_top_and_foot(place):
    assert (place.width, place.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
    low = place.height - 2 * place.inset
    assert place.room(place.width + 1.4, place.height - 1.4) == Rect(0, 0, place.width, place.height)
    assert place.room(place.width, low) == Rect(0, place.inset, place.width, low)
    assert place.room(place.width + 1.5, place.height) is None
    assert place.room_like(place.width / low).height == pytest.approx(low)
    assert place.room_like(3.0) is None


def test_an_ad_that_is_as_much_larger_at_all_sides_may_have_bleed(place):
    more = 3 * MM
    assert place.bleed_of(place.width + 2 * more, place.height + 2 * more) == pytest.approx(more)
    assert place.bleed_of(place.width + 2 * more, place.height) == 0
    assert place.bleed_of(place.width + 22 * MM, place.height + 22 * MM) == 0


@pytest.mark.parametrize(("columns", "rows"), [(1, 2), (2, 10), (5, 84)])
def test_the_nearest_module_is_the_one_an_ad_was_made_for(columns, rows, desk):
    grid, inset = desk.kit.design.grid, desk.kit.design.ads.inset
    width, height = grid.measure(columns), rows * grid.row
    for tall in (height, height - 2 * inset):
        found = nearest(width - 4, tall + 0.3, grid, inset)
        assert (found.columns, found.rows) == (columns, rows)
    if rows > 2:
        assert nearest_like(width / height, columns, grid, inset).rows == rows


@pytest.mark.parametrize("text", ["128x90mm", "128 × 90 mm", "128mm x 90mm", "12.8cm*90mm"])
def test_a_size_is_width_and_height(text):
    assert parse_size(text) == pytest.approx((128 * MM, 90 * MM))


@pytest.mark.parametrize("text", ["128x90", "90mm", "x90mm", "-1x90mm", "128x90ell", "0x90mm"])
def test_what_is_no_size_is_told(text):
    with pytest.raises(ValueError, match=r"is not a (size|length)"):
        parse_size(text)


@pytest.mark.parametrize(
    ("trim", "rotate", "around"),
    [
        ((10, 20, 110, 220), 0, (9, 9, 5, 9)),
        ((10, 20, 110, 220), 90, (9, 5, 9, 9)),
        ((3, 20, 103, 220), 270, (9, 3, 9, 9)),
    ],
)
def test_what_is_kept_beyond_a_trim_reaches_as_far_as_its_sheet(trim, rotate, around):
    made, out = pikepdf.new(), BytesIO()
    page = made.add_blank_page(page_size=(115, 240))
    page.obj.Contents, page.obj.Rotate = made.make_stream(PLAIN), rotate
    page.trimbox = list(trim)
    made.save(out)
    with foreign_page(out.getvalue(), 0.0, beyond=9.0) as found:
        assert found.around == pytest.approx(around)
        assert (found.width, found.height) == pytest.approx((200, 100) if rotate else (100, 200))


@pytest.mark.parametrize(
    ("more", "trim", "bleed", "short"),
    [
        (3 * MM, True, 0.0, False),
        (5 * MM, True, 0.0, False),
        (3 * MM, False, 0.0, False),
        (5 * MM, False, 0.0, False),
        (4 * MM, False, 4 * MM, False),
        (1 * MM, True, 0.0, True),
        (0.0, False, 0.0, True),
    ],
)
def test_an_ad_that_runs_off_the_page_keeps_its_bleed_and_is_told_to_lack_it(more, trim, bleed, short, put, desk):
    place = Module(WIDTH + 6 * MM, HEIGHT + 6 * MM, beyond=3 * MM)
    ground = b"0.2 0 0 0 k 0 0 2000 2000 re f"
    data = pdf(ground, trim=more) if trim else pdf(ground, WIDTH + 2 * more, HEIGHT + 2 * more)
    looked = look_over(put("ad.pdf", data), desk.press, place, bleed)
    assert (looked.problems, looked.changes, len(looked.remarks)) == ((), (), short)
    (fill,) = read_page(looked.pdf)[0].fills
    edge = 3 * MM - min(more, 3 * MM)
    assert (fill.rect.x, fill.rect.y) == pytest.approx((edge, edge), abs=0.1)
    assert fill.rect.width == pytest.approx(place.width - 2 * edge, abs=0.2)


# ---- what is found in a file -----------------------------------------------------------------------------------


def test_a_sound_ad_is_put_on_a_page_of_its_place(put, desk, place):
    looked = look_over(put("ad.pdf", pdf()), desk.press, place)
    assert (looked.form, looked.problems, looked.changes, looked.remarks) == (Form.PDF, (), (), ())
    with pikepdf.open(BytesIO(looked.pdf)) as made:
        assert float(made.pages[0].mediabox[3]) == pytest.approx(place.height, abs=0.01)


def test_everything_that_is_wrong_is_told_at_once_with_what_to_ask_for(put, desk, place):
    path = put("ad.pdf", pdf(b"1 0 0 rg 0 0 9 9 re f", WIDTH + 40))
    looked = look_over(path, desk.press, place)
    assert any("its place is 2 columns x 10 rows" in problem for problem in looked.problems)
    assert looked.fits is False
    assert not looked.pdf
    assert "in the size of its place" in looked.ask
    larger = put("b.pdf", pdf(PLAIN, WIDTH + 6 * MM, HEIGHT + 6 * MM))
    looked = look_over(larger, desk.press, place)
    assert looked.fits or "3.0 mm more at each side are bleed" in looked.ask
    assert look_over(larger, desk.press, place, 3 * MM).fits


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("no.pdf", b"not a pdf", "no.pdf is no PDF"),
        ("no.tif", b"", "no.tif is empty"),
        ("no.png", b"not a picture", "no.png is no picture that can be read"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "cut.pdf "),
    ],
)
def test_what_is_no_ad_is_no_fault_of_the_program(name, data, said, put, desk):
    looked = look_over(put(name, data), desk.press)
    assert looked.problems[0].startswith(said)
    assert looked.ask
    assert not looked.pdf


def test_a_file_that_is_not_there_is_told(tmp_path, desk):
    assert look_over(tmp_path / "gone.pdf", desk.press).problems[0] == "there is no file gone.pdf"


def test_a_page_that_is_not_there_asks_for_another_number_and_no_other_file(put, desk):
    looked = look_over(put("ad.pdf", pdf()), desk.press, page=3)
    assert (looked.problems, looked.ask) == (
        ("ad.pdf has no page 3: it has 1 page",),
        "correct page: in ads.yaml, or --page",
    )


def test_a_picture_has_the_size_of_its_place_and_enough_pixels_for_it(put, desk):
    square = Module(100.0, 100.0)
    red = put("red.png", Image.new("RGB", (300, 300), (200, 20, 30)))
    looked = look_over(red, desk.press, square)
    assert [change.cure for change in looked.changes] == [Cure.COLOUR]
    assert (looked.problems, looked.pixels, looked.fits) == ((), (300, 300), True)
    blocks = look_over(red, desk.press, Module(370.0, 370.0))
    assert "58 pixels per inch" in blocks.problems[0]
    assert "1028 x 1028" in blocks.ask
    coarse = look_over(red, desk.press, Module(300.0, 300.0))
    assert (coarse.problems, "72 pixels per inch" in coarse.remarks[0]) == ((), True)
    assert "833 x 833" in coarse.remarks[0]
    soft = look_over(red, desk.press, Module(150.0, 150.0))
    assert (soft.problems, len(soft.remarks)) == ((), 1)
    assert "not the proportions" in look_over(red, desk.press, Module(100.0, 50.0)).problems[0]
    grey = look_over(put("grey.png", Image.new("L", (300, 300), 90)), desk.press, square)
    assert grey.changes == ()


# ---- its page ----------------------------------------------------------------------------------------------------


def test_the_finished_ad_is_a_page_for_the_press_without_marks(sound, desk):
    assert sound.verdict is Verdict.AS_IT_IS
    with pikepdf.open(BytesIO(sound.finished)) as made:
        assert [float(side) for side in made.pages[0].trimbox] == pytest.approx([0, 0, WIDTH, HEIGHT])
        assert [float(side) for side in made.pages[0].mediabox] == pytest.approx([0, 0, WIDTH, HEIGHT])
        (intent,) = made.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == desk.press.profile_data
    assert sound.facts.boxes[0][1] == pytest.approx(WIDTH + 40)
    assert "DeviceCMYK" in sound.facts.colours
    assert sound.facts.ink == pytest.approx(200, abs=1)
    assert check_ad(desk, sound.order).finished == sound.finished


def test_small_type_is_refused_as_on_a_page_and_a_pdf_is_made_of_it_all_the_same(put, desk, design, fonts, notice):
    drawn = draw_ad(notice, WIDTH, 169.0, design, fonts)
    with pikepdf.open(BytesIO(drawn.pdf)) as made:
        made.pages[0].contents_add(b"0.3 0 0 0.3 0 0 cm", prepend=True)
        out = BytesIO()
        made.save(out)
    checked = check_ad(desk, AdOrder(put("small.pdf", out.getvalue())))
    codes = {remark.code for remark in checked.refused}
    assert "type-small" in codes
    assert checked.verdict is Verdict.REFUSED
    assert checked.finished
    assert any(embedded for _, embedded in checked.facts.fonts)
    said = "\n".join(map(str, ad_report(checked)))
    assert "more of this kind" in said
    letter = ad_letter(checked, desk, "en")
    assert f"type of at least {desk.press.type.positive:g} pt" in letter
    assert "Please send us the ad once more" in letter
    assert "next ad" not in letter


def test_type_in_the_black_that_every_page_begins_in_overprints(put, desk, design, fonts, notice):
    with pikepdf.open(BytesIO(draw_ad(notice, WIDTH, 169.0, design, fonts).pdf)) as made:
        page = made.pages[0]
        page.contents_coalesce()
        content = re.sub(rb"([0-9. ]+ [kK]|/\w+ gs)\b", b"", page.Contents.read_bytes())
        page.Contents = made.make_stream(content)
        out = BytesIO()
        made.save(out)
    checked = check_ad(desk, AdOrder(put("plain.pdf", out.getvalue())))
    assert b" k" not in content
    assert [remark.said for remark in checked.refused] == []


@pytest.mark.parametrize(("pixels", "refused"), [((2, 2), False), ((1, 40), False), ((9, 9), True)])
def test_a_strip_stretched_into_an_area_is_no_coarse_picture(pixels, refused, put, desk):
    wide, tall = pixels
    head = b"q 200 0 0 100 20 20 cm BI /W %d /H %d /BPC 8 /CS /CMYK ID " % pixels
    checked = check_ad(desk, AdOrder(put("strip.pdf", pdf(head + bytes(4 * wide * tall) + b" EI Q"))))
    assert bool(checked.refused) == refused


def test_what_a_ready_made_page_says_of_its_mending_is_taken_over(put, desk):
    checked = check_ad(desk, AdOrder(put("ad.pdf", pdf(b"1 0 0 rg 20 20 100 40 re f"))))
    assert checked.verdict is Verdict.MENDED
    assert [change.cure for change in checked.looked.changes] == [Cure.COLOUR]
    assert any("is mended: 1 colour in RGB" in line for line in ad_report(checked))


def test_what_was_mended_is_told_and_what_to_do_next_time(sound, desk):
    order = replace(sound.order, advertiser="Ferry Inn")
    checked = with_cures(replace(sound, order=order), Cure.SCREEN, Cure.SPOT)
    data = ad_data(checked, "en")
    assert [change["cure"] for change in data["changes"]] == ["screen", "spot"]
    assert (data["verdict"], data["fits"], data["problems"]) == ("mended", True, [])
    letter = ad_letter(checked, desk, "en")
    assert letter.startswith("To Ferry Inn\n")
    assert "- it was mended: spot\n" in letter
    assert "spot colours (such as Pantone) turned into CMYK" in letter
    chinese = ad_letter(checked, desk, "zh")
    assert chinese.startswith("Ferry Inn：\n")
    assert "专色（如潘通色）转成 CMYK" in chinese
    assert chinese.endswith("广告部\n")


def test_errors_that_nobody_sees_are_one_thing_to_an_advertiser(sound, desk):
    letter = ad_letter(with_cures(sound, Cure.STATES, Cure.DAMAGE), desk, "en")
    assert letter.count("\n- ") == 2  # and one for the next ad
    assert "change nothing that is seen" in letter
    assert "before we go to press" not in letter


def test_a_letter_of_a_sound_ad_asks_for_nothing(sound, desk):
    letter = ad_letter(sound, desk, "en")
    assert "we have changed nothing" in letter
    assert "- " not in letter


@pytest.mark.parametrize("cure", [Cure.COLOUR, Cure.SPOT, Cure.INK, Cure.THIN, Cure.SIZE, Cure.LAYERS])
def test_a_cure_that_can_be_seen_has_advice(cure, sound, desk):
    assert "the next ad" in ad_letter(with_cures(sound, cure), desk, "en")


# ---- before and after ----------------------------------------------------------------------------------------------


def test_the_picture_has_the_screen_at_the_left_and_the_press_at_the_right(put, desk):
    red = put("red.png", Image.new("RGB", (300, 300), (230, 20, 30)))
    checked = check_ad(desk, AdOrder(red, place=Module(100.0, 100.0)))
    board = Image.open(BytesIO(before_and_after(checked, desk, "en"))).convert("RGB")
    look = Look()
    side = round(100 * 150 / 72)
    middle = look.margin + side // 2
    cells = (board.width - 2 * look.margin - look.gap) // 2
    assert board.getpixel((look.margin + cells // 4 * 2, middle)) == (230, 20, 30)
    printed = board.getpixel((board.width - look.margin - cells // 4 * 2, middle))
    assert printed[0] < 220
    assert printed[1] > 40


@pytest.mark.parametrize(("name", "mode"), [("lab.tif", "LAB"), ("fax.tif", "1"), ("web.webp", "RGBA")])
def test_every_kind_of_picture_that_is_printed_is_shown_as_it_came(name, mode, put, desk):
    white = {"LAB": (255, 128, 128), "1": 1, "RGBA": (0, 0, 0, 0)}[mode]
    checked = check_ad(desk, AdOrder(put(name, Image.new(mode, (300, 300), white)), place=Module(30.0, 30.0)))
    board = Image.open(BytesIO(before_and_after(checked, desk, "en"))).convert("RGB")
    corner = board.getpixel((Look().margin + (board.width - 2 * Look().margin - Look().gap) // 4, Look().margin + 20))
    assert min(corner) >= 250


def test_an_ad_of_which_nothing_is_made_has_no_picture(put, desk):
    with pytest.raises(ValueError, match="no after"):
        before_and_after(check_ad(desk, AdOrder(put("no.pdf", b"no"))), desk, "en")


# ---- what is written -----------------------------------------------------------------------------------------------


def test_a_mended_ad_is_written_with_its_picture_and_letter_and_nothing_is_replaced(tmp_path, sound, desk):
    checked = with_cures(sound, Cure.INK)
    (written,) = write_fixed(desk, [checked], tmp_path / "out" / "shop.pdf", "en")
    assert [path.name for path in written.files] == ["shop.pdf", "shop.png", "shop.txt"]
    assert written.files[0].read_bytes() == checked.finished
    with pytest.raises(OutputError, match=r"shop\.pdf, .*would be replaced"):
        write_fixed(desk, [checked], tmp_path / "out" / "shop.pdf", "en")
    assert write_fixed(desk, [checked], tmp_path / "out" / "shop.pdf", "en", force=True)
    (picture,) = write_pictures(desk, [sound, checked], tmp_path / "seen", "en")
    assert picture.read_bytes() == written.files[1].read_bytes()


def test_the_file_that_came_is_never_written_over(sound, desk):
    source = sound.order.path
    before = source.read_bytes()
    for to in (source.parent, source):
        with pytest.raises(ContentError, match="is the ad itself"):
            write_fixed(desk, [sound], to, "en", force=True)
    assert source.read_bytes() == before
    assert [path.name for path in source.parent.iterdir()] == ["ad.pdf"]


def test_of_a_refused_ad_there_is_the_letter_and_ads_of_one_name_do_not_meet(tmp_path, put, desk):
    (tmp_path / "in").mkdir()
    ads = [check_ad(desk, AdOrder(put(name, b"no"))) for name in ("ad.pdf", "in/ad.pdf", "ad.png")]
    written = write_fixed(desk, ads, tmp_path / "out", "en")
    assert [[path.name for path in one.files] for one in written] == [["ad.txt"], ["ad.pdf.txt"], ["ad.png.txt"]]
    with pytest.raises(ContentError, match="one file, but there are 3 ads"):
        write_fixed(desk, ads, tmp_path / "all.pdf", "en")


# ---- what is checked -----------------------------------------------------------------------------------------------


def test_a_folder_is_all_ads_in_it(tmp_path, put):
    for name in ("b.pdf", "a.JPG", "c.heic", "notes.txt", ".hidden.pdf"):
        put(name, b"")
    (tmp_path / "sub.pdf").mkdir()
    assert [path.name for path in ad_files([tmp_path, tmp_path / "b.pdf"])] == ["a.JPG", "b.pdf", "c.heic"]
    assert [path.name for path in passed_over([tmp_path, tmp_path / "b.pdf"])] == ["notes.txt", "sub.pdf"]


EDITION = """\
paper: {name: 渡口晚报, latin_name: FERRY EVENING NEWS}
date: 2026-03-04
issue: 118
pages:
  - {id: B2, section: 时事, template: tabloid, kind: inside, stories: [b], ads: [one, two]}
"""
SOLD = """\
- {id: one, kind: supplied, columns: 2, rows: 10, file: one.pdf, advertiser: Ferry Inn}
- {id: two, kind: supplied, columns: 3, rows: 10, file: two.pdf}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with an edition of two ready-made ads, one of which is no PDF."""
    for name in ("templates", "assets", "banmian.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    folder = tmp_path / "content" / "day"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION, "utf-8")
    (folder / "ads.yaml").write_text(SOLD, "utf-8")
    (folder / "b.md").write_text("---\nheadline: The ferry\n---\nIt runs again.\n", "utf-8")
    (folder / "one.pdf").write_bytes(pdf())
    (folder / "two.pdf").write_bytes(b"not a pdf")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BANMIAN_LANGUAGE", "en")  # a command that takes --language sets it
    return Project(tmp_path)


def run(*words: str):
    done = CliRunner().invoke(command_line(words), list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_ads_of_an_edition_are_checked_at_their_places_without_a_page(project):
    done = run("ad", "check", "--edition", "content/day")
    assert done.exit_code == 6
    assert "content/day/one.pdf (ad one): 100.0 x 45.9 mm: can be printed as it is" in done.output
    assert "place: 2 columns x 10 rows" in done.output
    assert "two.pdf is no PDF" in done.output
    assert not (project.root / "output").exists()


def test_a_file_that_is_booked_has_its_place_and_json_has_everything(project):
    done = run("ad", "check", "content/day/one.pdf", "--edition", "content/day", "--json")
    assert done.exit_code == 0
    (told,) = json.loads(done.stdout)
    assert (told["ad"], told["advertiser"], told["fits"]) == ("one", "Ferry Inn", True)
    assert told["place"]["columns"] == 2
    assert told["boxes"]["MediaBox"] == [100.01, 45.86]


def test_a_file_given_to_check_with_a_size_is_an_ad(project, monkeypatch):
    monkeypatch.setattr(Apart, "run", lambda self, function, *values: function(*values))
    done = run("check", "content/day/one.pdf", "--size", "100x45.9mm")
    assert done.exit_code == 0
    assert "as an ad of 100.0 x 45.9 mm: can be printed as it is" in done.output


def test_letters_name_the_paper_and_the_day_and_are_in_the_language_asked_for(project):
    done = run("ad", "fix", "--edition", "content/day", "--to", "out", "--language", "zh")
    assert done.exit_code == 6
    names = sorted(path.name for path in (project.root / "out").iterdir())
    assert names == ["one.pdf", "one.png", "one.txt", "two.txt"]
    letter = (project.root / "out" / "two.txt").read_text("utf-8")
    assert "刊登：渡口晚报 2026年3月4日" in letter
    assert "渡口晚报广告部" in letter


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("content/day/one.pdf", "--size", "90"), "is not a size"),
        (("content/day/one.pdf", "--columns", "2"), "columns and rows are those of a template"),
        (("content/day/one.pdf", "--columns", "2", "--rows", "999", "--template", "tabloid"), "there is no place of"),
        (("content/day/one.pdf", "--template", "nothing"), "there is no template"),
        (("content/day/one.pdf", "--size", "9x9mm", "--columns", "2", "--rows", "9"), "a size, or columns and rows"),
        (("content/day/one.pdf", "--press", "nothing"), "there is no press condition"),
        (("templates",), "no ready-made ad"),
        (("content/day/ome.pdf",), "there is no file content/day/ome.pdf"),
    ],
)
def test_what_cannot_be_asked_is_told(words, said, project):
    done = run("ad", "check", *words)
    assert done.exit_code == 3
    assert said in done.output


def test_a_size_or_a_module_may_be_given(project):
    assert "it does not fit" in run("ad", "check", "content/day/one.pdf", "--size", "90x90mm").output
    module = run("ad", "check", "content/day/one.pdf", "--columns", "2", "--rows", "10", "--template", "tabloid")
    assert "2 columns x 10 rows (100.0 x 45.9 mm): it fits" in module.output
    assert "it fits 2 columns" in run("ad", "check", "content/day/one.pdf", "--template", "tabloid").output


def test_stories_that_are_not_there_yet_do_not_keep_the_ad_desk_from_asking(project):
    (project.content / "day" / "b.md").unlink()
    with (project.content / "day" / "ads.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: three, kind: supplied, columns: 2, file: one.pdf}\n")
    done = run("ad", "check", "content/day/one.pdf", "--edition", "content/day")
    assert done.exit_code == 3
    assert "content/day/one.pdf (ad one)" in done.output
    assert "ads.yaml:3: error: " in done.output
    (project.content / "day" / "edition.yaml").write_text("paper: 1\n", "utf-8")
    assert "edition.yaml:1: error" in run("ad", "check", "--edition", "content/day").output


def test_orders_have_the_places_that_were_sold(project):
    desk = open_desk(project, project.content / "day")
    assert [(order.ad, order.place.columns) for order in orders(desk)] == [("one", 2), ("two", 3)]
    assert orders(desk, [project.content / "day" / "b.md"])[0].ad == ""
