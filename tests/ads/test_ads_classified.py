"""Classified ads: their order, their columns, and who is told when they do not fit."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from pydantic import ValidationError

from layout.ads import entries as entries_module
from layout.ads.draw import compose_ad
from layout.ads.kinds.classified import ClassifiedAd, ClassifiedEntry, in_order
from layout.ads.problems import AdTextError
from layout.base.diagnostics import Ref
from layout.base.locale import language_for
from layout.scene.shapes import Panel
from layout.scene.text import Text

MODULES = ((3, 20), (2, 26), (1, 48), (5, 18), (3, 34))


def shapes(ad, module, design, fonts):
    return compose_ad(ad, design.grid.measure(module[0]), module[1] * design.grid.row, design, fonts)


def body(found) -> list[Text]:
    return [shape for shape in found if isinstance(shape, Text) and shape.field.startswith("entries")]


def columns(found) -> list[list[Text]]:
    """The lines of the entries and the headings by column: a column's left edge is where headings' solids begin."""
    texts = [s for s in found if isinstance(s, Text) and (s.field == "headings" or s.field.startswith("entries"))]
    edges = sorted({round(shape.rect.x, 1) for shape in found if is_hairline(shape)})
    by_column: dict[int, list[Text]] = {}
    for text in texts:
        by_column.setdefault(sum(text.ink.x > edge for edge in edges), []).append(text)
    return [sorted(by_column[key], key=lambda text: text.baseline) for key in sorted(by_column)]


def is_hairline(shape) -> bool:
    return isinstance(shape, Panel) and shape.rect.width < 0.5 and shape.rect.height > 40


def test_entries_stand_by_heading_in_the_order_given_and_then_by_text(classified):
    ordered = [(entry.heading, entry.lead) for _, entry in in_order(classified)]
    assert [heading for heading, _ in dict.fromkeys((heading, "") for heading, _ in ordered)] == list(
        classified.headings
    )
    assert [lead for heading, lead in ordered if heading == "招聘"] == ["诚聘店员", "招保洁"]  # cheng before zhao
    assert [lead for heading, lead in ordered if heading == "家政"] == ["月嫂", "专业搬家"]  # yue before zhuan


def test_without_an_order_headings_stand_as_they_first_appear(classified):
    free = classified.model_copy(update={"headings": ()})
    ordered = list(dict.fromkeys(entry.heading for _, entry in in_order(free)))
    assert ordered == ["转让", "招聘", "声明", "家政", "房屋出租"]


@pytest.mark.parametrize("module", MODULES)
def test_they_are_read_down_the_columns_in_that_order(classified, module, design, fonts):
    found = shapes(classified, module, design, fonts)
    read = [text.field for column in columns(found) for text in column if text.field != "headings"]
    assert list(dict.fromkeys(read)) == [f"entries[{number}]" for number, _ in in_order(classified)]


@pytest.mark.parametrize("module", MODULES)
def test_no_heading_is_the_last_of_a_column_and_no_line_of_an_entry_stands_alone(classified, module, design, fonts):
    for column in columns(shapes(classified, module, design, fonts)):
        assert column[-1].field != "headings"
        for end in (0, -1):
            field = column[end].field
            if field != "headings":
                assert len({text.baseline for text in column if text.field == field}) >= 2


@pytest.mark.parametrize("module", [(3, 20), (2, 26), (1, 48), (3, 34)])
def test_columns_are_narrow_and_about_as_long_as_one_another(classified, module, design, fonts):
    found = shapes(classified, module, design, fonts)
    size = min(text.size for text in body(found))
    widest = max(text.ink.right - text.ink.x for text in body(found))
    assert widest <= 18.1 * size
    feet = [max(text.ink.bottom for text in column) for column in columns(found)]
    top = min(text.ink.y for text in body(found))
    assert max(feet) - min(feet) <= 0.25 * (max(feet) - top)


@pytest.mark.parametrize("module", MODULES)
def test_every_heading_is_reversed_in_a_solid_over_its_column(classified, module, design, fonts):
    found = shapes(classified, module, design, fonts)
    headings = [text for text in found if isinstance(text, Text) and text.field == "headings"]
    first = [text.text for text in headings if not text.text.endswith("（续）")]
    assert first == list(classified.headings)
    assert {text.text.removesuffix("（续）") for text in headings} == set(first)
    assert all(text.reversed and text.size >= 9 for text in headings)


def test_telephone_numbers_and_first_words_are_bold(classified, design, fonts):
    bold = {
        text.text for text in body(shapes(classified, (3, 20), design, fonts)) if fonts[text.run.face].weight == 700
    }
    assert {"13503189058", "0318-2065575"} <= bold
    assert any("诚聘店员" in says for says in bold)
    assert not any("理货员" in says for says in bold)


def test_the_entry_that_does_not_fit_is_named_with_its_line(classified, design, fonts):
    with pytest.raises(AdTextError) as caught:
        shapes(classified, (2, 13), design, fonts)
    number = int(caught.value.field.removeprefix("entries[").removesuffix("]"))
    entry = classified.entries[number - 1]
    ref = Ref("ad", "small-ads", "entry", number - 1)
    assert caught.value.message.startswith(f"{ref}: ad 'small-ads', field 'entries[{number}]': ")
    assert entry.lead in caught.value.message
    assert f"({entry.heading})" in caught.value.message
    # Without it and those after it in order, the rest fits.
    order = [at for at, _ in in_order(classified)]
    kept = order[: order.index(number)]
    fewer = classified.model_copy(update={"entries": tuple(classified.entries[at - 1] for at in kept)})
    shapes(fewer, (2, 13), design, fonts)


def test_an_entry_with_a_character_no_face_has_is_named_with_its_line(classified, design, fonts):
    odd = classified.entries[2].model_copy(update={"text": "来电\U0001f4de"})
    entries = (*classified.entries[:2], odd, *classified.entries[3:])
    with pytest.raises(AdTextError, match=r"small-ads entry 2⟧: .*entries\[3\].*U\+1F4DE"):
        shapes(classified.model_copy(update={"entries": entries}), (3, 20), design, fonts)


def test_one_entry_alone_is_an_ad_too(design, fonts):
    ad = ClassifiedAd(
        kind="classified",
        id="one",
        columns=1,
        rows=8,
        entries=(ClassifiedEntry(heading="招聘", text="诚聘店员两名，电话13503189058"),),
    )
    assert "".join(text.text for text in body(shapes(ad, (1, 8), design, fonts))) == ad.entries[0].text


def under_headings(found) -> list[list[tuple[str, str]]]:
    """What stands in each column: a heading, or the field of a line."""
    return [
        [(text.text if text.field == "headings" else "", text.field) for text in column] for column in columns(found)
    ]


@pytest.mark.parametrize("module", [(3, 34), (5, 84)])
def test_a_heading_is_said_again_over_the_rest_of_its_entries(classified, module, design, fonts):
    many = classified.model_copy(update={"entries": classified.entries * (5 if module == (3, 34) else 20)})
    heading = {f"entries[{number}]": entry.heading for number, entry in in_order(many)}
    over = ""
    for number, column in enumerate(under_headings(shapes(many, module, design, fonts))):
        (first, _), (_, entry) = column[0], column[1]
        assert first == (f"{over}（续）" if number and heading[entry] == over else heading[entry])
        assert all("续" not in said for said, _ in column[1:])
        over = heading[column[-1][1]]


@pytest.mark.parametrize(("module", "times"), [((3, 34), 2), ((5, 84), 3), ((2, 30), 1)])
def test_all_columns_end_on_one_line(classified, module, times, design, fonts):
    many = classified.model_copy(update={"entries": classified.entries * times})
    found = shapes(many, module, design, fonts)
    feet = [max(text.baseline for text in column) for column in columns(found)]
    assert len(feet) > 1
    assert max(feet) - min(feet) < 0.01


def test_words_for_a_heading_that_goes_on_are_those_of_the_language():
    assert language_for("zh").words.goes_on("招聘") == "招聘（续）"
    assert language_for("zh-TW").words.goes_on("徵才") == "徵才（續）"
    assert language_for("en").words.goes_on("Jobs") == "Jobs, continued"
    assert language_for("de").words.goes_on("Stellen") == "Stellen (Forts.)"


def test_a_heading_wider_than_its_column_has_two_lines(classified, design, fonts):
    wide = "房屋出租与商铺转让信息中介服务"
    entries = tuple(entry.model_copy(update={"heading": wide}) for entry in classified.entries)
    found = shapes(classified.model_copy(update={"headings": (), "entries": entries}), (2, 30), design, fonts)
    lines = [text for text in found if isinstance(text, Text) and text.field == "headings"]
    assert "".join(text.text for text in lines[:2]) == wide
    assert lines[0].baseline < lines[1].baseline


def test_entries_are_set_closer_before_one_is_refused(classified, design, fonts):
    def leadings(times: int) -> set[float]:
        many = classified.model_copy(update={"entries": (classified.entries * 50)[:times]})
        lines = body(shapes(many, (5, 84), design, fonts))
        by_entry: dict[str, list[float]] = {}
        for text in lines:
            by_entry.setdefault(text.field, []).append(text.baseline)
        steps = {round(b - a, 2) for at in by_entry.values() for a, b in pairwise(sorted(set(at))) if b > a}
        return {step / min(text.size for text in lines) for step in steps if step < 20}

    assert 1.11 < min(leadings(232)) < 1.2


def test_where_no_room_is_left_indents_part_entries_instead_of_hairlines(classified, design, fonts):
    def parted(high: float, ruled: bool = True) -> tuple[int, int]:
        """How many hairlines lie between entries, and how many entries are indented."""
        tokens = design.ads.classified.model_copy(update={"ruled": ruled})
        other = design.model_copy(update={"ads": design.ads.model_copy(update={"classified": tokens})})
        found = compose_ad(small, 190.0, high, other, fonts)
        lines = [shape for shape in found if isinstance(shape, Panel) and shape.rect.height < 0.5]
        first = {text.field: text.x for text in reversed(body(found))}
        edges = sorted({text.x for text in body(found)})
        return len(lines), sum(any(5 < x - edge < 13 for edge in edges) for x in first.values())

    entries = tuple(each.model_copy(update={"heading": "转让"}) for each in classified.entries)
    small = classified.model_copy(
        update={"title": "", "note": "", "contacts": (), "headings": (), "border": "none", "entries": entries}
    )
    heights = [high for high in range(120, 180, 4) if fits(small, 190.0, high, design, fonts)]
    assert parted(heights[0]) == (0, len(entries))
    assert parted(heights[0] + 60)[0] >= len(entries) - 3
    assert parted(heights[0] + 60)[1] == 0
    assert parted(heights[0] + 60, ruled=False) == (0, len(entries))


def fits(ad, width: float, height: float, design, fonts) -> bool:
    try:
        compose_ad(ad, width, height, design, fonts)
    except AdTextError:
        return False
    return True


def test_two_hundred_entries_are_set(classified, design, fonts):
    many = classified.model_copy(update={"entries": classified.entries * 20})
    found = shapes(many, (5, 84), design, fonts)
    assert len({text.field for text in body(found)}) == 160


def test_hundreds_of_entries_are_set_at_few_sizes(classified, design, fonts, monkeypatch):
    """At a size at which their characters alone cover more than the columns they need not be set."""
    tried = []
    set_ = entries_module._set
    monkeypatch.setattr(entries_module, "_set", lambda *what: tried.append(what[1]) or set_(*what))
    many = classified.model_copy(update={"entries": classified.entries * 20})
    shapes(many, (5, 84), design, fonts)
    assert 1 <= len(tried) <= 6


@pytest.mark.parametrize("module", MODULES)
def test_entries_take_no_less_than_is_told_before_they_are_set(classified, module, design, fonts):
    """The entries are set at the largest size that holds them, whether sizes were left out before or not."""
    made = shapes(classified, module, design, fonts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries_module, "_least_height", lambda *_: 0.0)
        assert shapes(classified, module, design, fonts) == made


def test_of_entries_without_room_the_first_are_named(classified, design, fonts):
    many = classified.model_copy(update={"entries": classified.entries * 75})
    with pytest.raises(AdTextError, match=r"it and (\d+) after it have no room: (.*)") as caught:
        shapes(many, (5, 84), design, fonts)
    over, names = re.search(r"it and (\d+) after it have no room: (.*)", str(caught.value.message)).groups()
    *named, more = names.split(", ")
    assert len(named) == 12
    assert f"and {int(over) - 12} more" in more


def test_a_heading_that_is_not_in_the_order_is_an_error(classified):
    with pytest.raises(ValidationError, match="家政"):
        ClassifiedAd(**{**dict(classified), "headings": ("招聘", "房屋出租", "转让", "声明")})
