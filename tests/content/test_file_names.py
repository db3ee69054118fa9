"""What files of pages are called: schemes of presses, what no file may be called, and faults with their line."""

from __future__ import annotations

import datetime
import re

import pytest

from layout.base.errors import ContentError
from layout.edition.filenames import ColourWords, PageFacts, file_name
from layout.edition.paperfile import read_paper_file
from layout.handover.naming import colour_word, require_apart
from layout.images.inks import BLACK, PROCESS, Ink, InkKind

FACTS = PageFacts("ABC", datetime.date(2013, 1, 16), 4211, "2013-01-16", "1", "B4", 12, "P", 1)


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("{id}.pdf", "B4.pdf"),
        ("{title}_{date:%Y%m%d}_{section}{page:03}_{colour}{zone}{version:a}.pdf", "ABC_20130116_B004_P1a.pdf"),
        (
            "{title}XYZ1T{date:%d%m%y}{zone}1{version}{section}{page:03}.pdf",
            "ABCXYZ1T160113111B004.pdf",
        ),
        ("hswb{title:lower}{date:%Y%m%d}{sequence:02}.pdf", "hswbabc2013011612.pdf"),
        ("衡水晚报{date:%Y%m%d}{id}版.pdf", "衡水晚报20130116B4版.pdf"),
        ("{issue}-{edition}-{date}-{id}.PDF", "4211-2013-01-16-2013-01-16-B4.PDF"),
    ],
)
def test_a_scheme_gives_the_name_that_a_press_asks_for(scheme, name):
    assert file_name(scheme, FACTS) == name


@pytest.mark.parametrize(
    ("scheme", "facts", "said"),
    [
        ("{zone}{id}.pdf", {"zone": ""}, "{zone} is empty"),
        ("{zone}{id}.pdf", {"zone": "a:b"}, "':'"),
        ("{zone}{id}.pdf", {"zone": "."}, "full stop"),
        ("{title}{id}.pdf", {"title": "CO", "id": "M1"}, "device"),
        ("{title}{id}.pdf", {"title": "报" * 70}, "216 bytes"),
        ("{version:a}{id}.pdf", {"version": 27}, "no letter for 27"),
    ],
)
def test_a_name_that_some_system_would_not_take_is_refused(scheme, facts, said):
    values = {name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__} | facts
    with pytest.raises(ValueError, match=re.escape(said)):
        file_name(scheme, PageFacts(**values))


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("{titel}{id}.pdf", "there is no placeholder {titel} (did you mean 'title'?)"),
        ("{id", "write each placeholder between braces"),
        ("{page!r}.pdf", "!r is nothing"),
        ("{}{id}.pdf", "{} has no name in it"),
        ("{page:3}.pdf", "page is not written as '3'"),
        ("{date:%H}{id}.pdf", "date is not written as '%H'"),
        ("{date:%d/%m}{id}.pdf", "'/' may be in no file name"),
        ("a/{id}.pdf", "'/' may be in no file name"),
        ("{title}.pdf", "all pages would have one name"),
        ("{id}.tif", "must end in .pdf"),
    ],
)
def test_a_scheme_that_cannot_be_is_told_with_its_line(tmp_path, scheme, said):
    (tmp_path / "banmian.toml").write_text(f'[handover]\nsigned = true\nname = "{scheme}"\n', "utf-8")
    with pytest.raises(ContentError) as caught:
        read_paper_file(tmp_path)
    assert "banmian.toml:3: error: name: " in caught.value.message
    assert said in caught.value.message


def test_names_that_differ_in_capitals_alone_are_one():
    with pytest.raises(ContentError, match=r"A1, B1 would have one name"):
        require_apart([("A1", "Ä_1.pdf"), ("A2", "ä_2.pdf"), ("B1", "ä_1.pdf")])
    require_apart([("A1", "1.pdf"), ("A2", "2.pdf")])


def test_the_colour_is_that_of_the_plates_there_are():
    words, red = ColourWords(), Ink("PANTONE 485 C", "S", InkKind.SPOT)
    inks = ((), (BLACK,), (PROCESS[1],), PROCESS, (BLACK, red), (*PROCESS, red))
    assert [colour_word(each, words) for each in inks] == ["K", "K", "4C", "4C", "K+S", "4C+S"]
