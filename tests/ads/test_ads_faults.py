"""Everything that is wrong with an ad is told at once, and what would help; a frame of its size holds its place."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from layout.ads.attempt import attempt_ad
from layout.ads.draw import draw_ad
from layout.ads.kinds.classified import in_order
from layout.ads.kinds.supplied import SuppliedAd
from layout.base.diagnostics import Ref
from layout.edition.ads import AdPicture, Contact


def attempted(ad, design, fonts, folder=Path(), rows=None):
    grid = design.grid
    return attempt_ad(ad, grid.measure(ad.columns), (rows or ad.rows) * grid.row, design, fonts, folder=folder)


def test_a_good_ad_comes_out_as_it_is_drawn(notice, design, fonts):
    width, height = design.grid.measure(notice.columns), notice.rows * design.grid.row
    made = attempted(notice, design, fonts)
    assert made.pdf == draw_ad(notice, width, height, design, fonts).pdf
    assert made.findings == ()


def test_every_fault_of_an_ad_is_told(display, design, fonts, tmp_path):
    bad = display.model_copy(
        update={
            "headline": "大卖场🫘",
            "subline": "全场五折🪸",
            "text": ("字" * 2000,),
            "picture": AdPicture(file="gone.jpg"),
            "logo": AdPicture(file="../logo.png"),
        }
    )
    made = attempted(bad, design, fonts, tmp_path)
    said = [finding.message for finding in made.findings]
    for words in ("'picture': there is no file 'gone.jpg'", "'logo': '../logo.png' is not a file", "U+1FAD8", "U+1FAB8",
                  "'text': the text does not fit"):  # fmt: skip
        assert sum(words in each for each in said) == 1, said
    keys = ["text", "picture", "logo", "headline", "subline"]
    assert {finding.place for finding in made.findings} == {display.key_ref(key) for key in keys}
    assert all(finding.hint for finding in made.findings)
    assert (made.width, made.height) == (design.grid.measure(bad.columns), bad.rows * design.grid.row)
    assert made.texts == (bad.id,)


def test_every_bad_entry_is_told_at_its_own_line(classified, design, fonts):
    entries = list(classified.entries)
    for at, char in ((1, "🫘"), (4, "🪸")):
        entries[at] = entries[at].model_copy(update={"text": f"来电{char}"})
    made = attempted(classified.model_copy(update={"entries": tuple(entries)}), design, fonts, rows=40)
    assert {finding.place for finding in made.findings} == {Ref("ad", classified.id, "entry", at) for at in (1, 4)}


def test_a_name_in_a_character_that_no_face_has_is_no_second_fault(display, design, fonts, tmp_path):
    """A file's name is no text of the ad."""
    bad = display.model_copy(update={"headline": "蟹🫘", "picture": AdPicture(file="🫘.jpg"), "logo": None})
    made = attempted(bad, design, fonts, tmp_path)
    assert sorted(finding.code for finding in made.findings) == ["ad-file", "ad-text"]


def test_doing_what_is_said_of_too_much_text_makes_it_fit(notice, design, fonts):
    long = notice.model_copy(update={"text": ("人民路今夜停水，明早恢复。" * 40,)})
    (found,) = attempted(long, design, fonts).findings
    cut, rows = map(int, re.fullmatch(r"cut about (\d+) characters, or book (\d+) rows", found.hint).groups())
    text = long.text[0]
    shorter = long.model_copy(update={"text": (text[: len(text) - cut],)})
    assert attempted(shorter, design, fonts).findings == ()
    assert attempted(long, design, fonts, rows=rows).findings == ()
    # And it is not said to be much worse than it is.
    longer = long.model_copy(update={"text": (text[: len(text) - math.floor(0.8 * cut)],)})
    assert attempted(longer, design, fonts).findings


def test_classified_ads_say_how_much_has_no_room(classified, design, fonts):
    (found,) = attempted(classified, design, fonts, rows=11).findings
    cut = int(re.match(r"cut about (\d+) characters", found.hint)[1])
    order = [at for at, _ in in_order(classified)]
    first = order.index(int(re.search(r"entries\[(\d+)\]", found.message)[1]))
    gone = [classified.entries[at - 1] for at in order[first:]]
    assert sum(len(each.lead + each.text) for each in gone[1:]) <= cut
    assert cut <= sum(len(each.lead + each.text) + 1 for each in gone)
    assert attempted(classified, design, fonts, rows=int(found.hint.split()[-2])).findings == ()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("ad.pdf", b"not a pdf", "is no PDF"), ("ad.jpg", b"no picture", "no picture that can be read")],
)
def test_a_ready_made_ad_that_is_nothing_is_told_as_what_it_should_be(name, data, says, design, fonts, tmp_path):
    (tmp_path / name).write_bytes(data)
    ad = SuppliedAd(kind="supplied", id="bank", columns=2, rows=10, file=name)
    (found,) = attempted(ad, design, fonts, tmp_path).findings
    assert says in found.message


LONG = "xyzq" * 40


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("display", "headline", f"家具 {LONG}"),
        ("display", "subline", f"家具 {LONG}"),
        ("display", "text", (f"家具 {LONG} 现货",)),
        ("notice", "title", LONG),
        ("notice", "text", (f"停水 {LONG} 公告",)),
        ("notice", "signature", LONG),
        ("contact", "title", LONG),
        ("contact", "lines", ("地址", LONG)),
        ("classified", "title", LONG),
        ("classified", "note", f"真实 {LONG}"),
        ("slogan", "slogans", (LONG, LONG)),
        ("slogan", "title", LONG),
        ("slogan", "subtitle", LONG),
        ("house", "title", LONG),
        ("house", "claims", (LONG,)),
        ("house", "services", (LONG,)),
        ("house", "services_title", LONG),
        ("house", "highlight", LONG),
        ("house", "contacts", (Contact(label="热线", value=LONG),)),
    ],
)
def test_a_word_wider_than_its_line_is_named_with_its_width(kind, key, value, design, fonts, tmp_path, request):
    ad = request.getfixturevalue(kind).model_copy(update={key: value})
    if kind == "display":
        ad = ad.model_copy(update={"picture": None, "logo": None})
    (found,) = attempted(ad, design, fonts, tmp_path).findings
    assert found.place == ad.key_ref(key)
    said = re.search(r"xyzq is ([\d.]+) mm wide at the smallest size that prints, its line ([\d.]+) mm", found.message)
    assert said, found.message
    assert 5 < float(said[2]) < float(said[1])


def test_a_wide_word_of_an_entry_is_named_at_its_line(classified, design, fonts):
    entries = list(classified.entries)
    entries[2] = entries[2].model_copy(update={"text": f"转让 {LONG}"})
    (found,) = attempted(classified.model_copy(update={"entries": tuple(entries)}), design, fonts).findings
    assert found.place == Ref("ad", classified.id, "entry", 2)
    assert re.search(r"xyzq is [\d.]+ mm wide", found.message)


def test_a_word_too_wide_for_columns_has_the_whole_measure(display, design, fonts, tmp_path):
    """Text that would stand in two columns stands in one if a word asks for it."""
    text = ("十年老店回馈街坊。" * 30 + "https" + "xyzq" * 16 + "。",)
    plain = {"columns": 5, "rows": 20, "picture": None, "logo": None, "qr": None}
    assert attempted(display.model_copy(update={**plain, "text": text}), design, fonts, tmp_path).findings == ()
