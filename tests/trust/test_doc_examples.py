"""What the docs show is run as it stands: editions, stories, ads, designs, commands, messages.

That every command can be given is held by test_doc_commands.py.

Every fenced block of README.md and docs/ belongs to a test here, by its file and the words it begins with, or is listed
with a reason why it is not run.
"""

from __future__ import annotations

import ast
import datetime
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import typer
from ruamel.yaml import YAML

import layout
from layout.ads.attempt import attempt_ad
from layout.base.codes import Severity
from layout.base.diagnostics import Report
from layout.base.errors import ContentError, TemplateError
from layout.build import pipeline
from layout.build.impossible import possible
from layout.build.inputs import load, open_template, read_folder
from layout.cli.application import command_line
from layout.design.new import new_template
from layout.design.press import load_press
from layout.design.tokens import load_design
from layout.edition.filenames import HandoverKeys, PageFacts, file_name
from layout.edition.model import Edition, Page
from layout.edition.paperfile import read_paper_file
from layout.edition.spreads import with_halves
from layout.files.project import Project
from layout.intake.bookings_map import read_map
from layout.pdf.pdfium import page_image
from layout.preflight import profile_of
from layout.render.ownpictures import check_pictures
from tests.conftest import ROOT
from tests.trust.tiny import jpeg

GUIDES = [path for folder in ("guides", "zh", "zh/guides") for path in sorted((ROOT / "docs" / folder).glob("*.md"))]
"""Their stories, ads and designs belong to one paper; what they share with other papers is held here."""
FILES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDES]


@dataclass(frozen=True)
class Block:
    """A fenced block: its file, its line, what it is said to be, its text."""

    file: str
    line: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"


def blocks() -> list[Block]:
    found = []
    for path in FILES:
        text = path.read_text("utf-8")
        for match in re.finditer(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(str(path.relative_to(ROOT)), line, match[2], match[3]))
    return found


BLOCKS = blocks()


def of(file: str, kind: str, begins: str = "") -> list[Block]:
    return [b for b in BLOCKS if (b.file, b.kind) == (file, kind) and b.text.lstrip().startswith(begins)]


def one(file: str, kind: str, begins: str) -> str:
    (found,) = of(file, kind, begins)
    return found.text


CONTENT, ADS, TEMPLATES = "docs/content-format.md", "docs/ads.md", "docs/templates.md"
FOUNDER = "docs/first-paper.md"

GUIDED = [block for block in BLOCKS if (ROOT / block.file) in GUIDES]


def guided(kind: str, *begins: str) -> list[Block]:
    return [b for b in GUIDED if b.kind == kind and b.text.lstrip().startswith(begins or "")]


COMMANDS = [block for block in BLOCKS if block.kind == "sh"]
EDITION = [
    *of(CONTENT, "yaml", "paper:"),
    *of(CONTENT, "yaml", "- id: subscribe"),
    *(block for block in of(CONTENT, "markdown", "---") if "picture:" not in block.text),
]
"""The complete edition: edition.yaml, ads.yaml and its stories in the order of their page."""
PAGE_KEYS = [*of(CONTENT, "yaml", "at:"), *of(CONTENT, "yaml", "areas:")]
STORIES = [
    *of("README.md", "markdown", "---"),
    *of(FOUNDER, "markdown", "---"),
    *guided("markdown", "---"),
    *(block for block in of(CONTENT, "markdown", "---") if "picture:" in block.text),
]
BODIES = [
    block
    for begins in ("## 历史", "老榆树", "每行、", "今晚的", "```weather")
    for block in of(CONTENT, "markdown", begins)
]
FRONT = [*of(CONTENT, "yaml", "must:"), *guided("yaml", "must:")]
SOLD = [
    *of("README.md", "yaml", "- id:"),
    *of(FOUNDER, "yaml", "- id:"),
    *of(ADS, "yaml"),
    *guided("yaml", "- id: bakery", "- id: bazaar"),
]
FIRST = of("README.md", "yaml", "paper:")
DESIGNS = [*of(TEMPLATES, "yaml"), *guided("yaml", "page:", "fonts:", "head:", "colours:", "for:")]
MESSAGES = [*of(CONTENT, "", "content/2022-04-15/ads.yaml"), *of(TEMPLATES, "", "templates/evening")]
BOOKINGS = of("docs/import.md", "yaml", "columns:")
CHECKS = [*of("docs/press.md", "yaml", "checks:"), *of("docs/press.md", "yaml", "spots:")]
RUN = [*COMMANDS, *CHECKS, *EDITION, *PAGE_KEYS, *STORIES, *BODIES, *FRONT, *SOLD, *FIRST, *DESIGNS, *MESSAGES]
PAPER_FILE = of(CONTENT, "toml", "[issues]")
HANDOVER = of("docs/handover.md", "toml", "[handover]")
SPREADS = [*of(CONTENT, "yaml", "- id: A8"), *guided("yaml", "- id: A8")]
RUN += [*BOOKINGS, *PAPER_FILE, *HANDOVER, *SPREADS]
SAID = [block for block in GUIDED if block.kind in ("", "css", "jinja")]
"""What the program said on the evening that a guide tells of, tables it was given, and parts of page files."""
PARTS = [
    *guided("yaml", "- id: A1", "- id: bank", "picture:", "name:", "press:"),
    *guided("python"),
    *guided("toml", "[handover]"),
]
"""Parts of an edition or a press condition whose keys stand in examples that are run, and of Python: see below."""

NOT_RUN = {
    ("docs/api.md", "python", ""): "all of them are run one after the other by tests/build/test_public_face.py",
    ("docs/architecture.md", "", "content/<edition>/"): "a drawing of the stages",
    ("docs/architecture.md", "", "cli > archive"): "the contract of pyproject.toml, which make check holds",
    (CONTENT, "", "content/2022-04-15/\n"): "a drawing of a folder",
    (CONTENT, "", "content/2022-04-15-east/\n"): "a drawing of a folder",
    (CONTENT, "yaml", "ears:"): "keys of a front page, which tests/planning/test_front_page.py sets and reads",
    (CONTENT, "", "standing/\n"): "a drawing of a folder",
    (FOUNDER, "", "courier/"): "a drawing of a folder",
    (FOUNDER, "yaml", "picture:"): "keys of a story, as in the example of pictures in content-format.md",
    ("docs/epaper.md", "", "output/epaper/"): "a drawing of a folder",
    ("docs/planning.md", "", "planner:"): "a measurement",
    ("docs/sheets.md", "", "output/"): "a drawing of a folder",
    ("docs/sheets.md", "yaml", "paper:"): "a key of the paper, which tests/press/test_imposed_sheets.py sets",
    ("docs/handover.md", "", "B2 →"): "what a replate tells, as tests/handover makes one",
    (TEMPLATES, "jinja", "{% from"): "a part of a page file; those of the templates are drawn by tests/templates",
}
"""Blocks that are not run, by file, kind and first words, and why."""


@pytest.mark.parametrize("block", SPREADS, ids=lambda block: block.name)
def test_a_spread_is_two_pages(block):
    (given,) = YAML(typ="safe").load(block.text)
    keys = {key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    page = Page(**{"template": "tabloid", "stories": ("bridge",), **keys})
    assert [(half.id, half.spread) for half in with_halves([page])] == [("A8", "A9"), ("A9", "A8")]
    assert page.across == ("bridge",)


def test_every_block_is_run_or_listed_with_a_reason():
    listed = [block for file, kind, begins in NOT_RUN for block in of(file, kind, begins)]
    assert all(of(*key) for key in NOT_RUN)
    forgotten = [block.name for block in BLOCKS if block not in (*RUN, *listed, *SAID, *PARTS)]
    assert forgotten == []
    assert [block.name for block in RUN if block in listed or RUN.count(block) > 1] == []


# ---- editions ------------------------------------------------------------------------------------------------------


def project(root: Path) -> Project:
    for name in ("templates", "assets", "banmian.toml"):
        (root / name).symlink_to(ROOT / name)
    (root / "content").mkdir()
    return Project(root)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose one edition is the complete one of the docs."""
    made = project(tmp_path)
    monkeypatch.chdir(tmp_path)
    folder = made.content / "2022-04-15"
    folder.mkdir()
    stories = re.findall(r"stories: \[(.*)\]", EDITION[0].text)[0].split(", ")
    names = ["edition.yaml", "ads.yaml", *(f"{name}.md" for name in stories)]
    for name, block in zip(names, EDITION, strict=True):
        (folder / name).write_text(block.text, "utf-8")
    return made


def read(made: Project) -> Edition:
    """Return the edition, in which nothing is wrong."""
    report = Report()
    edition = load(made, made.content / "2022-04-15", report)
    designs = {page.template: load_design(made.templates / page.template) for page in edition.pages}
    possible(edition, designs, report)
    assert [str(finding) for finding in report.findings] == []
    return edition


def test_the_complete_edition_is_fit_to_print_and_its_page_is_full(paper):
    result = pipeline.build(paper, paper.content / "2022-04-15")
    assert [str(finding) for finding in result.findings if finding.severity is not Severity.INFO] == []
    assert not result.proof
    (page,) = result.pages
    area = load_design(paper.templates / "tabloid").type_area
    image = page_image(page.pdf, 36).convert("L")
    # White within an ad is the ad's own. Elsewhere a reader sees a centimetre and a half without any ink.
    for ad in page.layout.ads:
        sold = ad.rect
        left, top, right, bottom = sold.x, sold.y, sold.x + sold.width, sold.y + sold.height
        image.paste(0, tuple(round(at * 36 / 25.4) for at in (left, top, right, bottom)))
    box = image.crop(tuple(round(at / 2) for at in (area.x, area.y, area.right, area.bottom)))
    tile = 21
    tiles = [
        box.crop((x, y, x + tile, y + tile)).getextrema()[0] < 200
        for x in range(0, box.width - tile, tile)
        for y in range(0, box.height - tile, tile)
    ]
    assert sum(tiles) > 0.8 * len(tiles)


@pytest.mark.parametrize("block", PAGE_KEYS, ids=lambda block: block.name)
def test_keys_of_a_page_stand_in_a_page(block, paper):
    path = paper.content / "2022-04-15" / "edition.yaml"
    path.write_text(path.read_text("utf-8") + block.text, "utf-8")
    (page,) = read(paper).pages
    assert page.areas or (page.at and page.forbid)


def test_the_first_page_of_the_readme_is_one_of_the_sample(tmp_path, monkeypatch):
    made = project(tmp_path)
    monkeypatch.chdir(tmp_path)
    sample, folder = ROOT / "content" / "2022-04-15", made.content / "2022-04-15"
    folder.mkdir()
    (folder / "edition.yaml").write_text(FIRST[0].text, "utf-8")
    page = YAML(typ="safe", pure=True).load(FIRST[0].text)["pages"][0]
    for name in page["stories"]:
        shutil.copy(sample / f"{name}.md", folder)
    ads = YAML(typ="safe", pure=True).load(sample / "ads.yaml")
    with (folder / "ads.yaml").open("w", encoding="utf-8") as file:
        YAML().dump([ad for ad in ads if ad["id"] in page["ads"]], file)
    loaded = load(made, folder, Report())
    report = Report()
    possible(loaded, {"tabloid": load_design(made.templates / "tabloid")}, report)
    assert report.findings == ()


# ---- stories -------------------------------------------------------------------------------------------------------


def told_of_story(paper: Project, text: str) -> list[str]:
    """Put a text in the place of a story of the edition; return what is said of it, remarks apart."""
    folder = paper.content / "2022-04-15"
    (folder / "bridge.md").write_text(text, "utf-8")
    (folder / "pictures").mkdir()
    for name in {"bridge.jpg", *re.findall(r"file: pictures/(\S+)", text)}:
        (folder / "pictures" / name).write_bytes(jpeg())
    loaded = read_folder(folder, paper.templates)
    assert loaded.edition is not None, [str(finding) for finding in loaded.findings]
    return [str(finding) for finding in loaded.findings if finding.severity != "info"]


@pytest.mark.parametrize("block", STORIES, ids=lambda block: block.name)
def test_a_story_is_a_story(block, paper):
    assert told_of_story(paper, block.text) == []


@pytest.mark.parametrize("block", BODIES, ids=lambda block: block.name)
def test_a_body_is_the_body_of_a_story(block, paper):
    assert told_of_story(paper, f"---\nheadline: 老榆树\n---\n大家都知道它。\n\n{block.text}") == []


@pytest.mark.parametrize("block", FRONT, ids=lambda block: block.name)
def test_keys_of_front_matter_stand_there(block, paper):
    head = "headline: 老榆树\ndeck: 站了两百年\n"
    assert told_of_story(paper, f"---\n{head}{block.text}---\n大家都知道它。\n\n> 树是停着的。\n") == []


# ---- ads -----------------------------------------------------------------------------------------------------------


def ready_made(width: float, height: float, bleed: float) -> bytes:
    """Return a black ad as a PDF of one page without a TrimBox, so much larger at each side (pt)."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(width + 2 * bleed, height + 2 * bleed))
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 0 1 k 20 20 60 40 re f")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("block", SOLD, ids=lambda block: block.name)
def test_an_ad_is_drawn(block, paper):
    folder, kit = paper.content / "2022-04-15", open_template(paper, "tabloid")
    path = folder / "edition.yaml"
    keys = YAML(typ="safe", pure=True).load(block.text)
    path.write_text(re.sub(r"ads: \[.*\]", f"ads: [{keys[0]['id']}]", path.read_text("utf-8")), "utf-8")
    (folder / "ads.yaml").write_text(block.text, "utf-8")
    grid = kit.design.grid
    width, height = grid.measure(keys[0]["columns"]), keys[0]["rows"] * grid.row
    (folder / "shop.jpg").write_bytes(jpeg("L", 1800, 1200))
    (folder / "logo.png").write_bytes(jpeg("L", 600, 400))
    (folder / "bank.pdf").write_bytes(ready_made(width, height, bleed=3 * 72 / 25.4 if "bleed" in keys[0] else 0))
    (ad,) = load(paper, folder, Report()).ads.values()
    drawn = attempt_ad(ad, width, height, kit.design, kit.fonts, folder=folder)
    assert [str(finding) for finding in drawn.findings] == []


# ---- designs -------------------------------------------------------------------------------------------------------


def merged(design: dict, part: dict) -> dict:
    both = {name: merged(design[name], value) if isinstance(value, dict) and isinstance(design.get(name), dict)
            and name not in ("natural", "max_lines") else value for name, value in part.items()}  # fmt: skip
    return {**design, **both}


@pytest.mark.parametrize("block", DESIGNS, ids=lambda block: block.name)
def test_tokens_are_those_of_a_design(block, tmp_path):
    yaml = YAML(typ="safe", pure=True)
    design = merged(yaml.load(ROOT / "templates" / "tabloid" / "design.yaml"), yaml.load(block.text))
    with (tmp_path / "design.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(design, file)
    load_design(tmp_path)


# ---- commands ------------------------------------------------------------------------------------------------------

CLI = typer.main.get_command(command_line())


def test_the_first_commands_for_a_template_do_what_is_said(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "banmian.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    (command,) = of(TEMPLATES, "sh", ".venv/bin/banmian new-template")
    CLI.main(shlex.split(command.text)[1:], standalone_mode=False)
    assert load_design(tmp_path / "templates" / "evening").name == "evening"


def test_python_of_the_guides_is_that_of_the_program():
    """Names from the public face are there; a class is the one of tests/toys.py, word by word."""
    toys = (ROOT / "tests" / "toys.py").read_text("utf-8")
    for block in guided("python"):
        names = [n.name for node in ast.walk(ast.parse(block.text)) if isinstance(node, ast.ImportFrom)
                 if node.module == "layout" for n in node.names]  # fmt: skip
        assert all(hasattr(layout, name) for name in names), block.name
        assert names or all(part in toys for part in block.text.strip().split("\n\n\n")), block.name


# ---- messages ------------------------------------------------------------------------------------------------------


def test_the_message_of_an_edition_is_what_is_said(paper):
    path = paper.content / "2022-04-15" / "ads.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r'value: "0300-1234567"', "value: 13503189058", text), "utf-8")
    with pytest.raises(ContentError) as raised:
        load(paper, Path("content/2022-04-15"), Report())
    assert MESSAGES[0].text.rstrip() in raised.value.message


@pytest.mark.parametrize("block", CHECKS, ids=lambda block: block.name)
def test_checks_stand_in_a_press_condition(block, tmp_path):
    shutil.copytree(ROOT / "assets" / "press", tmp_path / "press")
    path = tmp_path / "press" / "newsprint.yaml"
    path.write_text(path.read_text("utf-8") + block.text, "utf-8")
    condition = load_press(path)
    assert profile_of(condition).severities or condition.spots


def test_the_messages_of_a_template_are_what_is_said(tmp_path, monkeypatch):
    """But for the lines, which move with the template."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "banmian.toml", tmp_path)
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    monkeypatch.chdir(tmp_path)
    new_template(Project(tmp_path), "evening", "tabloid")
    path = tmp_path / "templates" / "evening" / "style.css"
    path.write_text(path.read_text("utf-8") + "p { color: var(--colour-tnt) }\n", "utf-8")
    with pytest.raises(TemplateError) as token:
        open_template(Project(Path()), "evening")
    design = path.with_name("design.yaml")
    design.write_text(design.read_text("utf-8").replace("caption: {font: kai", "caption: {font: kaii"), "utf-8")
    with pytest.raises(TemplateError) as font:
        load_design(Path("templates/evening"))
    sign = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><linearGradient id="g"><stop/><stop offset="1" '
    )
    sign += 'stop-color="red"/></linearGradient><rect width="9" height="9" fill="url(#g)"/></svg>'
    path.with_name("nameplate.svg").write_text(sign, "utf-8")
    front = path.with_name("front.html")
    front.write_text(f'{front.read_text("utf-8")}<img src="nameplate.svg">', "utf-8")
    with pytest.raises(TemplateError) as picture:
        check_pictures(Path("templates/evening"), tmp_path / "assets", load_press(ROOT / "assets/press/newsprint.yaml"))
    said = [re.sub(r":\d+: (error: )?", ": ", line) for line in MESSAGES[1].text.splitlines()]
    made = [re.sub(r":\d+: (error: )?", ": ", error.value.message) for error in (token, font, picture)]
    assert [said[0] in made[0], said[3].split(", but")[0] in made[1], said[4] in made[2]] == [True] * 3, made


def test_the_days_of_issue_are_read(tmp_path):
    (block,) = PAPER_FILE
    (tmp_path / "banmian.toml").write_text(block.text, "utf-8")
    days = read_paper_file(tmp_path).issue_days
    assert days.after(datetime.date(2026, 12, 18)) == datetime.date(2027, 1, 1)
    assert not days.has(datetime.date(2027, 2, 12))


def test_how_pages_are_handed_over_is_read_and_schemes_give_the_names_beside_them(tmp_path):
    (block,) = HANDOVER
    (tmp_path / "banmian.toml").write_text(block.text, "utf-8")
    keys = read_paper_file(tmp_path).handover
    assert set(HandoverKeys.model_fields) == keys.model_fields_set
    facts = PageFacts("ABC", datetime.date(2013, 1, 16), 1, "2013-01-16", "1", "B4", 12, "P", 1)
    rows = re.findall(
        r"\| `([^`|]*\{[^`|]*)` \| `([^`|]*\.pdf)` \|", (ROOT / "docs" / "handover.md").read_text("utf-8")
    )
    assert len(rows) == 5
    assert [file_name(scheme, facts) for scheme, _ in rows] == [name for _, name in rows]


def test_a_mapping_of_bookings_is_read(tmp_path):
    (block,) = BOOKINGS
    (tmp_path / "map.yaml").write_text(block.text, "utf-8")
    mapping = read_map(tmp_path / "map.yaml")
    half = mapping.size("半版")
    assert (mapping.field("甲方"), half.columns, half.rows) == ("advertiser", 5, 42)
