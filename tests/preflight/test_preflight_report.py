"""Reports people read: plain lines and the HTML page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from layout.base.codes import Code
from layout.base.units import MM, Rect
from layout.preflight import Outcome, PageReport, Preflight, Rule, State, preflight_page, report_html, report_text
from layout.preflight.report import marks
from tests.preflight.spoil import area, spoiled

RULE = Rule(Code.INK_TOTAL, State.FAIL, "It smears & sets off.", "our own", lambda f, p: [])
WIDTH, HEIGHT = 200 * MM, 400 * MM


def page(*outcomes: Outcome, name: str = "B2") -> PageReport:
    return PageReport(name, outcomes, WIDTH, HEIGHT)


def found(rect: Rect | None = None, state: State = State.FAIL, message: str = "280 % ink") -> Outcome:
    return Outcome.of(RULE, state, message, "lighten it", rect)


class Tags(HTMLParser):
    """Gathers start tags and looks whether every tag is closed."""

    VOID = frozenset(("meta", "img", "br", "link", "hr"))

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return tags


def html(*pages: PageReport) -> str:
    return report_html(Preflight(pages, "Coldset <news>"), title="衡水晚报 <2022-04-15>")


def test_text_says_what_where_and_what_to_do():
    text = report_text(Preflight((page(found(Rect(10 * MM, 20 * MM, 5, 5)), Outcome.of(RULE, State.SKIP, "why")),)))
    assert text.splitlines() == [
        "B2: to be mended (1 fail, 1 skip)",
        "  fail  ink-total: 280 % ink (10.0 mm from the left, 20.0 mm from the top)",
        "        lighten it",
        "  skip  ink-total: why",
    ]


def test_text_with_passes_names_them():
    report = Preflight((page(Outcome.of(RULE, State.PASS, RULE.title)),))
    assert "ink-total" not in report_text(report)
    assert "  pass  ink-total: Flat colours keep within the press's total ink" in report_text(report, everything=True)


def test_a_mark_is_told_in_per_cent_of_the_trim():
    (mark,) = marks(page(found(Rect(20 * MM, 100 * MM, 50 * MM, 20 * MM))))
    assert mark.number == 1
    assert mark.box == {"left": 10.0, "top": 25.0, "width": 25.0, "height": 5.0}


def test_marks_stay_on_the_picture_and_are_large_enough_to_see():
    dot, over, beside, nowhere = marks(
        page(
            found(Rect(WIDTH / 2, HEIGHT / 2, 0, 0)),
            found(Rect(-30, -30, 2 * WIDTH, 60)),
            found(Rect(WIDTH + 20, 0, 10, 10)),
            found(None),
        )
    )
    assert dot.box["width"] == pytest.approx(100 * 8 / WIDTH, abs=0.001)
    assert dot.box["left"] + dot.box["width"] / 2 == pytest.approx(50, abs=0.001)
    assert (over.box["left"], over.box["top"], over.box["width"]) == (0, 0, 100)
    assert beside.box is None
    assert nowhere.box is None


def test_a_mark_leads_to_its_finding():
    tags = parsed(html(page(found(Rect(10, 10, 40, 40)), found(None, State.FATAL, "no TrimBox"))))
    ids = {attributes["id"] for _, attributes in tags.tags if attributes.get("id")}
    links = [attributes for tag, attributes in tags.tags if tag == "a" and "mark" in (attributes.get("class") or "")]
    assert [link["href"] for link in links] == ["#finding-1-2"], "the fatal one is first and has no place"
    assert {"finding-1-1", "finding-1-2"} <= ids
    assert links[0]["aria-label"] == "Finding 2"


def test_nothing_in_the_page_is_fetched_or_run_but_the_pictures():
    text = html(page(found(Rect(1, 1, 9, 9)), name="A1"), page(name="A2"))
    tags = parsed(text)
    assert "script" not in {tag for tag, _ in tags.tags}
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)
    assert [attributes["src"] for _, attributes in tags.tags if "src" in attributes] == [
        "preview/A1.png",
        "preview/A2.png",
    ]
    assert re.findall(r"https?:|@import|url\(", text) == []
    assert all(attributes["alt"] for tag, attributes in tags.tags if tag == "img")


def test_what_comes_from_the_page_is_text_and_no_markup():
    text = html(page(found(message='<img src=x onerror="alert(1)">“引文”')))
    parsed(text)
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;“引文”" in text
    assert "衡水晚报 &lt;2022-04-15&gt;" in text
    assert "Coldset &lt;news&gt;" in text
    assert "It smears &amp; sets off." in text


def test_a_real_page_in_html(page_x4, profile):
    pdf = spoiled(page_x4.pdf, lambda pdf: area(pdf, "0.8 0.8 0.8 0.4 k"))
    report = preflight_page(pdf, profile, page_x4.layout, page_x4.fits)
    text = report_html(Preflight((report,), profile.title), title="2022-04-15")
    tags = parsed(text)
    assert sum((attributes.get("class") or "").startswith("finding") for _, attributes in tags.tags) == 1
    for outcome in (*report.found, *report.skipped, *report.passed):
        assert f">{outcome.rule.id}</code>" in text


def test_a_file_that_cannot_be_read_has_no_picture(profile):
    report = preflight_page(b"no PDF", profile, page="A1")
    text = report_html(Preflight((report,)), title="x")
    assert not [tag for tag, _ in parsed(text).tags if tag == "img"]
    assert "the file cannot be read" in text
