"""What a machine has to have: the table of libraries, typefaces and packages, and what `banmian doctor` makes of it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import typer
from ruamel.yaml import YAML
from typer.testing import CliRunner

from layout.base import kernels, machine
from layout.base.machine import FONTCONFIG, LIBRARIES, PANGO, SYSTEMS, TYPEFACES
from layout.base.units import summed
from layout.build import doctor, executors
from layout.build.doctor import State, examine
from layout.cli.application import command_line
from layout.design import fontfiles
from layout.design.fontfiles import Stock
from tests.conftest import ROOT
from tests.trust.tiny import make_tiny

SYSTEM = {system.ids[0]: system for system in SYSTEMS}


# ---- the table -------------------------------------------------------------------------------------------------


def test_debians_packages_are_those_that_the_set_up_installs() -> None:
    lists = ("system-packages", "system-packages-kernels", "system-packages-letters")
    listed = [
        line.partition("#")[0] for name in lists for line in (ROOT / ".ci" / f"{name}.txt").read_text().split("\n")
    ]
    named = " ".join(SYSTEM["debian"].packages.values()).split()
    assert sorted(set(named)) == sorted(filter(None, map(str.strip, listed)))


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.ids[0])
def test_a_system_names_parts_that_there_are_and_says_which_names_are_unsure(system: machine.System) -> None:
    parts = {each.part for each in LIBRARIES} | {face.family for face in TYPEFACES} | {machine.COMPILER, machine.VENV}
    assert set(system.packages) <= parts
    assert {each.part for each in LIBRARIES} <= set(system.packages)
    assert system.unsure <= set(system.named(system.packages))
    told = (ROOT / "docs" / "machines.md").read_text("utf-8")
    assert [name for name in system.named(system.packages) if f"`{name}`" not in told] == []
    assert [name for name in system.unsure if f"`{name}` (not verified)" not in told] == []


def test_commands_are_what_each_system_understands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_is_root", lambda: False)
    wanted = [PANGO, "TeX Gyre Termes", "TeX Gyre Schola", "no such part"]
    debian = "libpango-1.0-0 libpangoft2-1.0-0 fonts-texgyre"
    install = f"apt-get update && apt-get install -y --no-install-recommends {debian}"
    assert SYSTEM["debian"].command(wanted) == f"sudo sh -c '{install}'"
    assert SYSTEM["debian"].command(wanted, as_root=True) == install
    assert SYSTEM["debian"].asking(wanted) == f"apt-get install {debian}"
    assert SYSTEM["fedora"].command(wanted) == "sudo dnf install -y pango texlive-tex-gyre"
    assert SYSTEM["darwin"].command(wanted) == "brew install pango font-tex-gyre-termes font-tex-gyre-schola"
    assert SYSTEM["arch"].command(["LXGW WenKai"]) == ""  # Arch's own packages have none


@pytest.mark.parametrize(
    ("release", "found"),
    [
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "debian"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "opensuse"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ({"ID": "plan9"}, None),
    ],
)
def test_a_system_is_known_by_what_it_is_like(
    release: dict, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine.platform, "freedesktop_os_release", lambda: release)
    system = machine.this_system.__wrapped__()
    assert (system.ids[0] if system else None) == found
    monkeypatch.setenv("BANMIAN_SYSTEM", "alpine")
    assert machine.this_system.__wrapped__() is SYSTEM["alpine"]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("cannot load library 'libpangoft2-1.0-0': no such file", PANGO),
        ("cannot load library 'libharfbuzz-subset.so.0'", machine.HARFBUZZ),
        ("cannot load library 'libfontconfig-1'", FONTCONFIG),
    ],
)
def test_a_library_is_known_by_what_the_loader_says(said: str, part: str) -> None:
    library = machine.library_for(said)
    assert library
    assert library.part == part
    assert library.files[0].partition(".so")[0] in said.replace("-0'", "'").replace("-1'", "'") or part == PANGO


@pytest.mark.parametrize(
    ("family", "weight", "style"),
    [
        ("Noto Serif CJK SC", 900, "normal"),
        ("Noto Serif", 400, "italic"),
        ("Noto Sans Georgian", 700, "normal"),
        ("TeX Gyre Heros Cn", 700, "italic"),
        ("TeX Gyre Termes", 400, "normal"),
        ("LXGW WenKai", 400, "normal"),
        ("BabelStone Han", 400, "normal"),
    ],
)
def test_files_are_named_as_their_makers_name_them(family: str, weight: int, style: str) -> None:
    kinds = {400: 80, 700: 200, 900: 210}
    at = fontfiles.stock().faces[family, kinds[weight], style]
    assert machine.file_of(family, weight, style) == at[0].name


def test_the_kernels_are_those_that_setup_builds() -> None:
    sources = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / "layout").rglob("_*.c"))
    assert tuple(sorted(".".join(path.parts) for path in sources)) == kernels.NAMES


# ---- doctor ----------------------------------------------------------------------------------------------------


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    """A paper of the weekly's template, and no edition but what every issue has."""
    (tmp_path / "banmian.toml").touch()
    (tmp_path / "standing").mkdir()
    pages = "pages:\n  - {id: A1, template: weekly, kind: front}\n"
    (tmp_path / "standing" / "edition.yaml").write_text(f"language: en\n{pages}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "this_system", lambda: SYSTEM["debian"])
    monkeypatch.setattr(machine, "_is_root", lambda: True)


def without(monkeypatch: pytest.MonkeyPatch, *families: str) -> None:
    """Let the machine have all its faces but those of some families."""
    faces = {kind: at for kind, at in fontfiles.stock().faces.items() if not kind[0].startswith(families)}
    monkeypatch.setattr(fontfiles, "stock", lambda _places=(): Stock(faces))


def test_a_paper_is_asked_for_its_own_faces_alone(weekly: Path, debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "Noto Serif CJK", "Noto Sans CJK", "LXGW", "Symbola")
    found = examine(weekly)
    assert found.is_ready
    assert found.command(State.MISSING) == ""
    assert found.command(State.LACKING).endswith(" fonts-noto-cjk fonts-noto-cjk-extra fonts-symbola")
    assert all("CJK" not in thing.name for thing in found.things if thing.kind == "face")
    without(monkeypatch, "TeX Gyre Schola")
    found = examine(weekly)
    assert not found.is_ready
    missing = [thing for thing in found.things if thing.state is State.MISSING]
    assert [thing.name for thing in missing] == [
        "the font TeX Gyre Schola, weight 700", "the font TeX Gyre Schola, weight 400, italic",
    ]  # fmt: skip
    assert missing[0].said == "asked for by weekly (en)"
    assert "package fonts-texgyre; or put texgyreschola-bold.otf of gust.org.pl" in missing[0].remedy
    assert found.command(State.MISSING) == "apt-get update && apt-get install -y --no-install-recommends fonts-texgyre"


def test_an_edition_that_is_named_is_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = make_tiny(tmp_path / "paper")
    without(monkeypatch, "LXGW")
    (missing,) = (thing for thing in examine(tiny.edition).things if thing.state is State.MISSING)
    assert (missing.name, missing.said) == ("the font LXGW WenKai, weight 400", "asked for by tiny (zh-Hans)")


def test_without_a_paper_each_language_is_told(tmp_path: Path, debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "tabloid").symlink_to(ROOT / "templates" / "tabloid")
    monkeypatch.setattr(doctor, "shipped", lambda: tmp_path)
    monkeypatch.setattr(doctor, "find_project", lambda _start: doctor.Project(tmp_path))
    without(monkeypatch, "Noto Serif CJK", "Noto Sans CJK")
    found = {thing.name: thing.state for thing in examine().things if thing.kind == "language"}
    assert found["zh-Hans"] is State.LACKING
    assert found["ja"] is State.LACKING
    assert next(state for name, state in found.items() if "pt-BR" in name) is State.THERE
    without(monkeypatch, "Noto", "TeX Gyre", "LXGW")
    nothing = examine(None, "zh-Hans")
    assert [thing.name for thing in nothing.things if thing.state is State.MISSING] == ["zh-Hans"]
    assert nothing.command(State.MISSING).endswith("fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai")


def test_a_machine_without_libraries_is_told_all_at_once(
    weekly: Path, debian: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "loaded", lambda _library: None)
    monkeypatch.setattr(fontfiles, "_listing", lambda: fontfiles._told("no-such-program"))
    fontfiles._machine.cache_clear()
    fontfiles._stock.cache_clear()
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    done = CliRunner().invoke(command_line(["doctor"]), ["doctor", "--json", str(weekly)])
    fontfiles._machine.cache_clear()
    fontfiles._stock.cache_clear()
    assert done.exit_code == 5
    told = json.loads(done.stdout)
    assert told["needed"].endswith(" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-texgyre")
    assert (told["version"], told["ready"], told["paper"]) == (1, False, str(weekly))
    missing = [thing["name"] for thing in told["things"] if thing["kind"] in ("library", "program")]
    assert missing == [*(each.name for each in LIBRARIES), *machine.PROGRAMS]


def test_what_is_good_to_have_stops_nothing(weekly: Path, debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (weekly / "fonts").mkdir()
    for name in ("broken.ttf", "web.woff2"):
        (weekly / "fonts" / name).write_bytes(b"no font")
    (weekly / "fonts" / "OFL.txt").write_text("licence")
    monkeypatch.setattr(kernels, "import_module", lambda name: (_ for _ in ()).throw(ModuleNotFoundError(name)))
    monkeypatch.setattr(
        doctor.shutil, "which", lambda name: None if name in ("cc", "gcc", "clang") else f"/usr/bin/{name}"
    )

    class NoMemory:
        def Lock(self) -> None:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor, "get_context", lambda _way: NoMemory())
    done = CliRunner().invoke(command_line(["doctor"]), ["doctor", str(weekly)])
    assert done.exit_code == 0
    assert "_breaking, _pour, _glyphs, _shown, _sweep: not compiled; pages are the same" in done.stdout
    assert "install -y --no-install-recommends gcc libc6-dev python3-dev" in done.stdout
    assert "pages are made one after another" in done.stdout
    assert re.findall(r"fonts/(\S+?):", done.stdout) == ["broken.ttf", "web.woff2"]
    assert done.stdout.endswith("pages can be made\n")


def test_without_shared_memory_jobs_are_done_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(executors, "ProcessPoolExecutor", refuse)
    with executors.Processes(2) as workers:
        assert list(workers.run(abs, [-1, 2, -3])) == [1, 2, 3]


def test_a_paper_with_all_that_it_needs_is_given_no_command(weekly: Path, debian: None) -> None:
    done = CliRunner().invoke(command_line(["doctor"]), ["doctor", "--command", str(weekly)])
    assert (done.exit_code, done.stdout) == (0, "")


# ---- containers and recipes ------------------------------------------------------------------------------------

CI = ROOT / "assets" / "starter" / "ci"


def test_the_container_has_all_that_the_programs_templates_need() -> None:
    text = (CI / "Containerfile").read_text("utf-8")
    installed = re.search(r"--no-install-recommends(.*?)&&", text, re.DOTALL)
    assert installed
    parts = {machine.VENV, *(each.part for each in LIBRARIES), *(face.family for face in TYPEFACES)}
    needed = SYSTEM["debian"].named(parts)
    assert sorted(installed[1].replace("\\", " ").split()) == sorted([*needed, "python3", "ca-certificates"])
    assert text.index("USER editor") < text.index('RUN ["banmian", "doctor"]') < text.index("WORKDIR /paper")


@pytest.mark.parametrize("file", ["github.yml", "gitlab.yml"])
def test_what_a_recipe_runs_is_there(file: str) -> None:
    recipe = YAML(typ="safe", pure=True).load(CI / file)
    gitlab = recipe.get("build-pages", {})
    steps = recipe["jobs"]["pages"]["steps"] if "jobs" in recipe else [{"run": "\n".join(gitlab["script"])}]
    lines = [line.strip() for step in steps for line in step.get("run", "").splitlines()]
    commands = typer.main.get_command(command_line(["build"]) and command_line(["doctor"]))
    given = [shlex.split(line.partition("|")[0]) for line in lines if line.startswith("banmian ")]
    for _, name, *words in given:
        commands.commands[name].make_context(name, [*words])
    assert [words[1] for words in given] == ["doctor", "doctor", "build"]
    kept = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    assert "output/" in (*kept, *gitlab.get("artifacts", {}).get("paths", ()))


def test_lengths_come_to_the_same_in_every_python() -> None:
    """Since 3.12 ``sum`` makes up for what is rounded away; the compiled kernels do not."""
    assert summed([0.1] * 10) == 0.9999999999999999
    assert summed(iter(())) == 0
