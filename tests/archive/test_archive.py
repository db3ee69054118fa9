"""Archives: whole, the same bytes each time, safe to open; and what differs is told exactly."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout.archive import archive_edition, verify_archive
from layout.archive.environment import font_differences, fonts
from layout.archive.manifest import MANIFEST, FileSum, sums
from layout.base.errors import ContentError, EnvironmentError_, OutputError, PageError
from layout.build import pipeline
from layout.cli.application import app
from layout.design.fonts import FontBook
from layout.design.press import PdfX
from layout.design.styles import FontTokens
from layout.files.project import Project
from tests.conftest import ROOT

E = "2022-04-15"
TERMES = "TeX Gyre Termes"


@pytest.fixture(scope="module")
def kept(one_page):
    project, folder, _ = one_page
    return archive_edition(project, folder)


@pytest.fixture(scope="module")
def members(kept):
    with zipfile.ZipFile(kept.path) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def same_build(monkeypatch):
    """Let a build make what the archive has, with changes; return what it was asked for."""
    asked, changes = [], {}

    def build(project, folder, **options):
        asked.append(options)
        for name, change in changes.items():
            path = project.root / name
            path.write_bytes(change(path.read_bytes()))

    monkeypatch.setattr(pipeline, "build", build)
    return asked, changes


def rezip(path: Path, members, **changes):
    """Write members as an archive, with changed files; their hashes in the manifest stay as they were."""
    with zipfile.ZipFile(path, "w") as file:
        for name, data in {**members, **changes}.items():
            if data is not None:
                file.writestr(name, data)
    return path


def with_manifest(path: Path, members, change):
    manifest = json.loads(members[MANIFEST])
    change(manifest)
    return rezip(path, members, **{MANIFEST: json.dumps(manifest).encode("utf-8")})


def test_an_archive_holds_what_made_the_pages_and_the_pages(members):
    assert set(members) == {
        "manifest.json",
        f"content/{E}/edition.yaml",
        f"content/{E}/ads.yaml",
        *(f"content/{E}/{name}.md" for name in ("lead", "nft", "epa", "wuqiang")),
        *(name for name in members if name.startswith("templates/")),
        "assets/press/newsprint.yaml",
        "assets/press/newsprint.icc",
        *(f"output/{E}/{name}" for name in (f"{E}.pdf", "layout.json", "plan.json", "report.json", "report.html")),
        f"output/{E}/versions.json",
        f"output/{E}/pages/B2.pdf",
    }
    assert {"templates/tabloid/design.yaml", "templates/tabloid/style.css"} <= set(members)


def test_the_manifest_says_what_everything_is(members):
    manifest = json.loads(members[MANIFEST])
    assert (manifest["edition"], manifest["pdfx"], manifest["press"]) == (E, "PDF/X-4", "newsprint")
    assert {"weasyprint", "reportlab", "pikepdf", "uharfbuzz"} <= set(manifest["environment"]["packages"])
    assert manifest["environment"]["pango"].count(".") == 2
    assert {font["family"] for font in manifest["fonts"]} >= {"Noto Serif CJK SC", "Noto Sans CJK SC"}
    assert all(len(font["sha256"]) == 64 for font in manifest["fonts"])
    told = {name: FileSum(**one) for name, one in manifest["files"].items()}
    assert told == {name: sums(data) for name, data in members.items() if name != MANIFEST}


def test_the_same_edition_gives_the_same_archive(one_page, kept, tmp_path):
    project, folder, _ = one_page
    again = archive_edition(project, folder, tmp_path / "again.zip")
    assert again.path.read_bytes() == kept.path.read_bytes()
    with zipfile.ZipFile(again.path) as file:
        infos = file.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


def test_a_build_from_the_archive_gives_the_same_bytes(kept):
    """The one test that really builds: nothing of the project but the archive is used."""
    result = verify_archive(kept.path)
    assert result.damaged == ()
    assert result.changed == ()
    assert result.differing == ()
    assert result.failed is None
    assert result.same
    assert result.compared == 4


def test_an_unpacked_archive_is_one_too(kept, tmp_path, same_build):
    with zipfile.ZipFile(kept.path) as file:
        file.extractall(tmp_path / "folder")
    assert verify_archive(tmp_path / "folder").same
    (tmp_path / "folder" / "link").symlink_to("/etc/hostname")
    with pytest.raises(ContentError, match="leads out"):
        verify_archive(tmp_path / "folder")


def test_it_is_built_to_the_standard_the_pages_have(members, tmp_path, same_build):
    asked, _ = same_build
    assert verify_archive(with_manifest(tmp_path / "a.zip", members, lambda m: m.update(pdfx="PDF/X-1a:2003"))).same
    assert [one["pdfx"] for one in asked] == [PdfX.X1A]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (f"content/{E}/lead.md", b"changed", "was changed"),
        (f"output/{E}/pages/B2.pdf", None, "is missing"),
        ("templates/tabloid/more.css", b"", "is not in the manifest"),
    ],
)
def test_damage_is_told_and_nothing_is_built(members, tmp_path, same_build, name, data, said):
    asked, _ = same_build
    result = verify_archive(rezip(tmp_path / "a.zip", members, **{name: data}))
    assert result.damaged == (next(line for line in result.damaged if line.startswith(name)),)
    assert said in result.damaged[0]
    assert not result.same
    assert asked == []


def test_another_version_and_another_font_are_told(members, tmp_path, same_build):
    def change(manifest):
        manifest["environment"]["packages"]["weasyprint"] = "1.0"
        manifest["environment"]["packages"]["gone"] = "2.0"
        manifest["environment"]["program_sha256"] = "0" * 64
        manifest["fonts"][0]["sha256"] = "0" * 64

    result = verify_archive(with_manifest(tmp_path / "a.zip", members, change))
    assert result.same
    assert len(result.changed) == 4
    assert any(line.startswith("package weasyprint: 1.0 then, 70") for line in result.changed)
    assert "package gone: 2.0 then, none now" in result.changed
    assert any(line.startswith("font ") and "another" in line for line in result.changed)
    assert any("its files are others" in line for line in result.changed)


def test_an_italic_and_its_upright_are_two_fonts():
    faces = {"roman": FontTokens(family=TERMES), "slanted": FontTokens(family=TERMES, style="italic")}
    then = fonts([FontBook(faces).faces])
    assert [(font.family, font.weight) for font in then] == [(TERMES, 400)] * 2
    assert len({font.file for font in then}) == len({font.sha256 for font in then}) == 2
    assert font_differences(then, then) == []
    slanted = next(font for font in then if "italic" in font.file)
    (told,) = font_differences(then, [font for font in then if font is not slanted])
    assert told.endswith(f"{slanted.file} then, not used now")


def test_what_a_build_makes_otherwise_is_told_by_its_place(members, tmp_path, same_build):
    _, changes = same_build

    def moved(data):
        layout = json.loads(data)
        story = next(story for story in layout["pages"][0]["stories"] if story["id"] == "epa")
        story["head"][0]["lines"][0]["x"] += 1
        story["body"].pop()
        return json.dumps(layout).encode("utf-8")

    changes[f"output/{E}/layout.json"] = moved
    changes[f"output/{E}/pages/B2.pdf"] = lambda data: data[:100] + b"?" + data[101:]
    result = verify_archive(rezip(tmp_path / "a.zip", members))
    assert not result.same
    layout, pdf = result.differing
    assert "pages[B2].stories[epa].head[0].lines[0].x is " in layout
    assert "pages[B2].stories[epa].body has 1 entries, it had 2" in layout
    assert pdf.endswith("the first at 100")
    assert pdf.startswith(f"output/{E}/pages/B2.pdf differs")


def test_pages_built_near_an_earlier_plan_are_built_so_again(members, tmp_path, same_build, monkeypatch):
    def build(project, folder, *, few_moves=False, **_):
        page = project.root / "output" / E / "pages" / "B2.pdf"
        versions = page.parent.with_name("versions.json")
        assert versions.read_bytes() == members[f"output/{E}/versions.json"], "each build goes on from what was kept"
        versions.write_bytes(b"{}")
        page.write_bytes(members[f"output/{E}/pages/B2.pdf"] if few_moves else b"another plan")

    monkeypatch.setattr(pipeline, "build", build)
    assert verify_archive(rezip(tmp_path / "a.zip", members)).same


def test_what_cannot_be_built_any_more_is_told(members, tmp_path, monkeypatch):
    def build(*_, **__):
        raise EnvironmentError_("fonts are not installed: X", "install them")

    monkeypatch.setattr(pipeline, "build", build)
    result = verify_archive(rezip(tmp_path / "a.zip", members))
    assert not result.same
    assert "fonts are not installed" in result.failed.message


@pytest.mark.parametrize("name", ["../evil", "/evil", "content/../../evil", "a\\b"])
def test_names_that_lead_out_are_refused(members, tmp_path, name):
    with pytest.raises(ContentError, match="no name of a file inside"):
        verify_archive(rezip(tmp_path / "a.zip", members, **{name: b"x"}))
    assert not list(tmp_path.parent.glob("evil"))

    def change(manifest):
        manifest["edition"] = name

    with pytest.raises(ContentError, match="files outside"):
        verify_archive(with_manifest(tmp_path / "b.zip", members, change))


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"format": "other/9"}', b"\xff"])
def test_what_is_no_archive_is_told(tmp_path, data):
    with pytest.raises(ContentError) as caught:
        verify_archive(rezip(tmp_path / "a.zip", {MANIFEST: data}))
    assert "a.zip" in caught.value.message
    assert caught.value.hint
    with pytest.raises(ContentError, match="has no manifest"):
        verify_archive(rezip(tmp_path / "b.zip", {"x": b""}))


def test_pages_must_be_built_and_of_this_edition(one_page, tmp_path):
    project, folder, _ = one_page
    other = shutil.copytree(folder, project.content / "unbuilt")
    with pytest.raises(PageError, match="no built pages"):
        archive_edition(project, other)
    with pytest.raises(OutputError, match="no name for an archive"):
        archive_edition(project, folder, tmp_path / "a.tar")
    with pytest.raises(OutputError, match="in a folder that is archived"):
        archive_edition(project, folder, folder / "a.zip")


def test_the_command_tells_what_differs_and_says_so_with_its_exit_code(members, tmp_path, same_build):
    _, changes = same_build
    good = rezip(tmp_path / "a.zip", members)
    done = CliRunner().invoke(app, ["archive", "--verify", str(good)])
    assert (done.exit_code, "the same byte for byte" in done.output) == (0, True)
    changes[f"output/{E}/plan.json"] = lambda data: data.replace(b'"rows": ', b'"rows": 1')
    assert CliRunner().invoke(app, ["archive", "--verify", str(good)]).exit_code == 6
    bad = rezip(tmp_path / "b.zip", members, **{f"content/{E}/lead.md": b"x"})
    assert CliRunner().invoke(app, ["archive", "--verify", str(bad)]).exit_code == 3


def test_an_edition_of_a_zone_keeps_its_place_under_content(one_page, same_build, tmp_path):
    project, folder, _ = one_page
    zone = project.content / "east"
    try:
        shutil.copytree(folder, zone / E)
        shutil.copytree(project.output(folder), project.output(zone / E))
        kept = archive_edition(project, zone / E, tmp_path / "east.zip")
    finally:
        shutil.rmtree(zone)
        shutil.rmtree(project.root / "output" / "east", ignore_errors=True)
    with zipfile.ZipFile(kept.path) as file:
        names = set(file.namelist())
        assert json.loads(file.read(MANIFEST))["edition"] == f"east/{E}"
    assert {f"content/east/{E}/edition.yaml", f"output/east/{E}/pages/B2.pdf", f"output/east/{E}/{E}.pdf"} <= names
    result = verify_archive(kept.path)
    assert result.same
    assert result.compared == 4


def test_a_condition_of_the_papers_own_takes_the_programs_profile_along(one_page, tmp_path):
    project, folder, _ = one_page
    own = Project(tmp_path)
    for name in ("content", "output"):
        shutil.copytree(project.root / name, tmp_path / name)
    place = own.assets / "press"
    place.mkdir(parents=True)
    shutil.copy(ROOT / "assets" / "press" / "newsprint.yaml", place)
    with zipfile.ZipFile(archive_edition(own, own.content / folder.name).path) as file:
        assert file.read("assets/press/newsprint.icc") == (ROOT / "assets" / "press" / "newsprint.icc").read_bytes()
