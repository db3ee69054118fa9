"""Content is data: it is set as it stands, runs nothing, fetches nothing, and cannot speak to the terminal."""

from __future__ import annotations

import http.server
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from layout.base.errors import OutputError, TemplateError, visible
from layout.build import pipeline
from layout.build.inputs import read_folder
from layout.edition.new import new_edition
from layout.files.project import Project
from tests.conftest import ROOT
from tests.trust.corpus import picture, png_of
from tests.trust.tiny import DAY, EDITION, Tiny, jpeg, make_tiny

HTML = '<script>alert(1)</script><img src="http://127.0.0.1:9/x" onerror=alert(1)>'
JINJA = "{{ 7*7 }}{% for x in y %}{# c #}${7*7}"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.chdir(tmp_path)
    return make_tiny(tmp_path / "p")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(document[0].get_textpage().get_text_range().split())


def squeezed(text: str) -> str:
    return "".join(text.split())


# --- HTML and templates in every field


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> pipeline.BuildResult:
    """An edition with HTML and template signs in every field that is printed or told."""
    tiny = make_tiny(tmp_path_factory.mktemp("hostile") / "p")
    quoted = json.dumps(HTML)
    template = json.dumps(JINJA)
    tiny.write("a.jpg", jpeg())
    tiny.write(
        "edition.yaml",
        f"""\
paper: {{name: {template}, latin_name: {quoted}}}
date: 2022-04-15
issue: 7
pages:
  - id: A1
    section: {template}
    editor: {quoted}
    template: tiny
    stories: [lead, market]
    ads: [house]
    areas: [lead market, lead house]
""",
    )
    tiny.write(
        "ads.yaml",
        "- id: house\n  kind: notice\n  columns: 1\n  rows: 8\n"
        '  title: "{{ 7*7 }}"\n  text: ["<b>{% x %}</b>&lt;"]\n  advertiser: "</title><script>"\n',
    )
    head = (
        f"kicker: {json.dumps('<i>{{ a }}')}\nheadline: {json.dumps('<b>{% b %}')}\nbyline: {json.dumps('{# c #}')}\n"
    )
    pictured = 'picture:\n  file: a.jpg\n  caption: "<u>{{ d }}"\n'
    tiny.write("market.md", f"---\n{head}---\n{HTML}\n\n{JINJA}\n")
    tiny.write(
        "lead.md", f"---\nheadline: {json.dumps('&lt;{{ 9 }}')}\n{pictured}---\n{JINJA}\n\n<style>*{{{{x}}}}</style>\n"
    )
    return pipeline.build(tiny.project, tiny.edition)


def test_html_and_template_signs_are_printed_as_they_stand(hostile: pipeline.BuildResult) -> None:
    printed = text_of(hostile.pages[0].pdf)
    for text in (
        JINJA,
        HTML,
        "<style>*{{x}}</style>",
        "<i>{{ a }}",
        "<b>{% b %}",
        "{# c #}",
        "&lt;{{ 9 }}",
        "<u>{{ d }}",
    ):
        # Straight quotes may have become curly ones, and long words are hyphenated.
        plain = squeezed(text).replace('"', "")
        assert plain in printed.replace("“", "").replace("”", "").replace('"', "").replace("-\n", ""), text
    assert "49" not in printed
    assert "{{7*7}}" in printed
    assert "<b>{%x%}</b>&lt;" in printed


def test_the_page_has_no_script_link_or_action(hostile: pipeline.BuildResult) -> None:
    with pikepdf.open(io.BytesIO(hostile.pages[0].pdf)) as pdf:
        assert "/Annots" not in pdf.pages[0]
        keys = {key for thing in pdf.objects if hasattr(thing, "keys") for key in thing.keys()}  # noqa: SIM118
        assert keys & {"/JS", "/A", "/AA", "/OpenAction", "/EF", "/URI", "/AcroForm"} == set()


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.found |= {name for name, _ in attrs if name.startswith("on")}


def test_the_report_shows_html_as_text(hostile: pipeline.BuildResult) -> None:
    report = (hostile.folder / "report.html").read_text("utf-8")
    assert "7*7" in report
    assert Tags(report).found & {"script", "iframe", "object", "onerror", "style>"} == set()
    assert "<script>alert" not in report
    json.loads((hostile.folder / "report.json").read_text("utf-8"))


# --- what WeasyPrint may fetch


@pytest.fixture
def server() -> Iterator[list[str]]:
    """A web server on this machine; the list has every path that was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        asked.append(f"http://127.0.0.1:{made.server_port}")
        yield asked
        made.shutdown()


SECRET = "a secret of the machine"

OUTSIDE = {
    "an address": "{web}/a.png",
    "a file by its path": "file://{root}/secret.png",
    "a file upwards": "../../secret.png",
    "a file upwards, in code": "%2e%2e/%2e%2e/secret.png",
    "a link": "link.png",
    "another machine": "file://example.com{root}/templates/tiny/style.css",
    "data in the address": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    "an FTP server": "ftp://127.0.0.1/a.png",
}


def test_a_style_sheet_gets_nothing_from_outside(tiny: Tiny, server: list[str]) -> None:
    secret = tiny.root / "secret.png"
    secret.write_bytes(png_of(2, 2, bytes(14)))
    (tiny.template / "link.png").symlink_to(secret)
    rules = [f'.x{number} {{ background: url("{url}") }}' for number, url in enumerate(OUTSIDE.values())]
    page = tiny.template / "inside.html"
    boxes = "".join(f'<i class="x{number}"></i>' for number in range(len(OUTSIDE)))
    page.write_text(page.read_text("utf-8").replace("{% block folio %}", "{% block folio %}" + boxes), encoding="utf-8")
    style = tiny.template / "style.css"
    added = "\n".join(rules).replace("{web}", server[0]).replace("{root}", str(tiny.root))
    style.write_text(f"{style.read_text('utf-8')}\n{added}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match="the template asks for") as raised:
        pipeline.build(tiny.project, tiny.edition)
    asked = raised.value.message.removeprefix("the template asks for ").split(", ")
    assert len(asked) == len(OUTSIDE) - 1, asked  # by its path and upwards are one file
    assert server[1:] == []


MARKUP = [
    '<link rel="stylesheet" href="{url}">',
    '<style>@import "{url}";</style>',
    '<style>@font-face {{ font-family: x; src: url("{url}") }} .folio {{ font-family: x }}</style>',
    '<img src="{url}" alt="">',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
]
LATE = [
    '<link rel="attachment" href="{url}">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
]
"""What WeasyPrint asks for only when it writes the file."""


@pytest.mark.parametrize("markup", [MARKUP, LATE], ids=["read", "written"])
def test_a_page_gets_nothing_from_outside(markup: list[str], tiny: Tiny, server: list[str]) -> None:
    page = tiny.template / "inside.html"
    urls = [f"{server[0]}/{number}" for number in range(len(markup))]
    made = "".join(one.format(url=url) for one, url in zip(markup, urls, strict=True))
    page.write_text(page.read_text("utf-8").replace("{% block folio %}", "{% block folio %}" + made), encoding="utf-8")
    with pytest.raises(TemplateError, match="the template asks for") as raised:
        pipeline.build(tiny.project, tiny.edition)
    assert [url for url in urls if url not in raised.value.message] == []
    assert server[1:] == []


def test_entities_of_an_svg_bring_in_no_file(tiny: Tiny) -> None:
    secret = tiny.root / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    (tiny.template / "mark.svg").write_text(
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="12" font-size="9">&x;</text></svg>',
        encoding="utf-8",
    )
    style = tiny.template / "style.css"
    style.write_text(style.read_text("utf-8") + '\n.folio { background: url("mark.svg") }\n', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"mark\.svg") as raised:
        pipeline.build(tiny.project, tiny.edition)
    assert SECRET not in raised.value.message
    assert not tiny.output.exists()


def test_a_picture_that_became_a_link_after_loading_leads_nowhere(tiny: Tiny) -> None:
    (tiny.root / "secret.jpg").write_bytes(jpeg())
    picture(None)(tiny)
    tiny.path("a.jpg").symlink_to(tiny.root / "secret.jpg")
    codes = [finding.code for finding in read_folder(tiny.edition, tiny.project.templates).findings]
    assert codes == ["picture-outside"]


# --- names


@pytest.mark.parametrize(
    "name", ["day.proof", "day.plans", ".hidden", ".2022-04-16.new-1-x", "day.new-1", "day.pages-1"]
)
def test_an_edition_cannot_have_the_name_of_something_else_among_the_outputs(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot have the name"):
        Project(tmp_path).output(tmp_path / "content" / name)


def test_the_root_folder_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot have the name ''"):
        Project(tmp_path).output(Path("/"))


@pytest.mark.parametrize("name", ["-rf", "a b", "报 纸", "x';touch y;'", "*", "[1]", "{{x}}", "<b>"])
def test_an_edition_of_any_name_is_built_into_a_folder_of_that_name(name: str, tiny: Tiny) -> None:
    tiny.edition.rename(tiny.edition.with_name(name))
    target = Project(tiny.root).output(tiny.edition.with_name(name))
    assert target == tiny.root / "output" / name
    assert read_folder(tiny.edition.with_name(name), tiny.project.templates).errors == ()


def test_the_last_day_of_the_calendar_has_no_next_one(tiny: Tiny) -> None:
    tiny.replace("edition.yaml", "2022-04-15", "9999-12-31")
    with pytest.raises(Exception, match="the calendar ends") as caught:
        new_edition(tiny.edition.with_name("next"), tiny.edition)
    assert type(caught.value).__name__ == "ContentError"


# --- the terminal

ESCAPES = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066"


def test_what_cannot_be_seen_is_written_out() -> None:
    assert visible(ESCAPES) == r"\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066"
    assert visible("中文 — “好”　a\u00a0b\n下一行") == "中文 — “好”　a\u00a0b\n下一行"
    assert visible("\ud800") == r"\ud800"


def test_no_message_gives_orders_to_the_terminal(tiny: Tiny) -> None:
    names = [f"{ESCAPES}.md", "ok\x1b[31m.md", "\u202egnp.md"]
    for name in names:
        tiny.write(name, "x")
    tiny.write("market.md", f"---\nheadline: x\n{ESCAPES}: 1\n---\n{ESCAPES}\n")
    tiny.write("ads.yaml", f'- id: house\n  kind: "{ESCAPES}"\n')
    done = subprocess.run(
        [sys.executable, "-m", "layout", "build", f"content/{DAY}"],
        cwd=tiny.root,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )
    assert done.returncode == 3
    for out in (done.stdout, done.stderr):
        assert [one for one in out.decode("utf-8") if not one.isprintable() and one not in "\n\u3000"] == []
    assert rb"\x1b[31m.md" in done.stderr


# --- long inputs

LONG = 8_000
"""Characters of a long input, about."""
LINES: dict[str, Callable[[int], str]] = {
    "asterisks": lambda long: "*a **b " * (long // 7),
    "brackets": lambda long: "[" * long,
    "pictures": lambda long: "![" * (long // 2),
    "links": lambda long: "[a](b" * (long // 5),
    "tags": lambda long: "<a " * (long // 3),
    "entities": lambda long: "&#1" * (long // 3),
    "backslashes": lambda long: "\\\n" * (long // 2),
    "carets": lambda long: "^1" * (long // 2),
    "quotes": lambda long: "\"a' " * (long // 4),
    "frames": lambda long: "(" * (long // 2) + ")" * (long // 2),
    "marks": lambda long: '字,a."' * (long // 5),
    "numbers": lambda long: "1,2.3:" * (long // 6),
    "addresses": lambda long: "http://" + "a." * (long // 2),
    "blanks": lambda long: "a" + " \t" * (long // 2) + "b",
    "cells": lambda long: "|a" * (long // 2) + "\n" + "|-" * (long // 2),
    "quotations": lambda long: "> " * (long // 2),
}


@pytest.mark.parametrize("name", LINES)
def test_reading_takes_time_in_proportion(name: str, tiny: Tiny) -> None:
    """Four times the length may take six times as long, not sixteen: that would be one pass for each character.

    What is counted is calls, not time.
    """
    tiny.body("market.md", LINES[name](LONG // 4))
    quarter = steps_of(tiny)
    tiny.body("market.md", LINES[name](LONG))
    assert steps_of(tiny) < 6 * quarter + 50_000


def test_unknown_names_cost_in_proportion(tiny: Tiny) -> None:
    def steps(count: int) -> int:
        ads = "".join(f"- id: ad-number-{number}\n  kind: x\n" for number in range(count))
        names = ", ".join(f"adnumber{number}" for number in range(count))
        tiny.write("ads.yaml", ads)
        tiny.write("edition.yaml", EDITION.replace("[house]", f"[{names}]"))
        return steps_of(tiny)

    assert steps(200) < 3 * steps(100)


def steps_of(tiny: Tiny) -> int:
    count = 0

    def step(_frame: object, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        read_folder(tiny.edition, tiny.project.templates)
    finally:
        sys.setprofile(None)
    return count


COPY = "渡口大桥从15日零时起封闭检修，预计工期二十天。过江车辆可以走上游的新桥，公交改线，站点不变。"


ENDLESS = {
    "fifty thousand characters in paragraphs": f"{COPY}\n\n" * 1100,
    "three thousand letters without a blank": "a" * 3000,
    "400 subheads": "## 字\n\n字\n\n" * 400,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_copy_without_end_is_told_as_too_long(text: str, tiny: Tiny) -> None:
    tiny.body("market.md", text)
    result = pipeline.build(tiny.project, tiny.edition)
    assert result.proof
    assert any(finding.code == "story-too-long" and finding.subject == "market" for finding in result.findings)
