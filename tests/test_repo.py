"""The repository keeps its promises: what may be in it, what the README says, what the set-up does."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from layout.base.kernels import NAMES
from layout.base.locale import LANGUAGES
from layout.design.tokens import load_design

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")

# A letter in brackets keeps this file from matching its own patterns.
REGISTRIES = re.compile(
    rb"py[p]i\.|pythonho[s]ted|np[m]js|crates\.i[o]|ana[c]onda\.|artif[a]ctory|jfro[g]|pk[g]\.dev"
    rb"|(?:deb|ftp|security|snapshot)\.de[b]ian|archive\.ub[u]ntu|mirr[o]rs?\.[a-z]|simple/?\s*-*index",
    re.IGNORECASE,
)
HOME_PATHS = re.compile(rb"(?<![\w.~/-])/(?:home|Users|root|work|tmp)/\w+")

PASSED_BY = {ROOT / name for name in (".git", ".venv", "output", "build", "dist", ".hypothesis", ".cache")}
"""Folders that hold nothing of the repository; what git would ignore, for a checkout without git."""


def repository_files() -> list[Path]:
    """Every file git tracks or would add; without git, every file outside the folders nothing comes from."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if done.returncode == 0:
            names = done.stdout.decode().split("\0")
            return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())
    return sorted(walk(ROOT))


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files a checkout without git has, leaving out caches and what was built."""
    for entry in folder.iterdir():
        if entry.is_dir():
            cache = entry.name == "__pycache__" or entry.name.endswith(("_cache", ".egg-info"))
            if not cache and entry not in PASSED_BY:
                yield from walk(entry)
        elif entry.suffix != ".pyc" and entry.name != ".coverage":
            yield entry


def findings(pattern: re.Pattern[bytes]) -> list[str]:
    """Return file:line and the text of every match in the repository."""
    found = []
    for path in repository_files():
        data = path.read_bytes()
        for match in pattern.finditer(data):
            line = data.count(b"\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match[0].decode(errors='replace')}")
    return found


def makefile_targets() -> dict[str, bool]:
    """Return every target of .PHONY, and whether it has a ## description."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony
    described = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    return {name: name in described for name in phony[1].split()}


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Return package -> version of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_the_walk_without_git_sees_the_same_files() -> None:
    if not ((ROOT / ".git").exists() and shutil.which("git")):
        pytest.skip("no git here to compare with")
    assert set(repository_files()) <= set(walk(ROOT)) | set((ROOT / "output").glob("README.md"))


def test_no_file_names_a_package_registry() -> None:
    assert findings(REGISTRIES) == []


def test_no_file_holds_the_path_of_somebodys_folder() -> None:
    assert findings(HOME_PATHS) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, b"https://py" + b"pi.org/simple"),
        (REGISTRIES, b"URIs: http://deb.deb" + b"ian.org/debian"),
        (HOME_PATHS, b"see /ho" + b"me/li/paper"),
        (HOME_PATHS, b'"/wo' + b'rk/main"'),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[bytes], text: bytes) -> None:
    assert pattern.search(text)


def test_no_file_is_over_a_megabyte() -> None:
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in repository_files()}
    assert {name: size for name, size in large.items() if size > 1_000_000} == {}


@pytest.mark.parametrize("name", [".ci/run", ".ci/setup"])
def test_scripts_may_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR


# ---- README ----------------------------------------------------------------------------------------------------


def test_the_readme_pictures_are_here_and_small() -> None:
    sources = re.findall(r"!\[[^\]]*\]\(([^)\s]+)|<img[^>]+src=\"([^\"]+)\"", readme())
    pictures = [ROOT / (markdown or html) for markdown, html in sources]
    assert pictures, "the README's first screen shows a page"
    assert [p.name for p in pictures if not p.is_file() or p.stat().st_size > 400 * 1024] == []


# ---- names of modules ------------------------------------------------------------------------------------------

MODULE_NAMES = re.compile(r"(?<![\w./-])layout((?:\.[A-Za-z_]\w*)+)")
MODULE_FILES = re.compile(r"(?<![\w./-])layout/[a-z_0-9/]+\.py\b")


def stale_names(text: str) -> list[str]:
    """Return the modules, names in modules, and files of modules that a text tells of and that are not there."""
    stale = [path for path in MODULE_FILES.findall(text) if not (ROOT / path).is_file()]
    for dotted in MODULE_NAMES.findall(text):
        module, names = ROOT / "layout", dotted[1:].split(".")
        if names[0] in ("json", "html"):  # files of an output folder
            continue
        while names and (module / names[0]).is_dir():
            module /= names.pop(0)
        if names and (module / f"{names[0]}.c").is_file():  # a kernel
            continue
        if names and (module / f"{names[0]}.py").is_file():
            module /= f"{names.pop(0)}.py"
        source = module if module.suffix else module / "__init__.py"
        if names and not re.search(rf"\b{names[0]}\b", source.read_text("utf-8") if source.is_file() else ""):
            stale.append(f"layout{dotted}")
    return stale


def words_of(path: Path) -> str:
    """Return a document's text, or what a module says in its strings and comments."""
    if path.suffix != ".py":
        return path.read_text("utf-8")
    with path.open("rb") as source:
        tokens = list(tokenize.tokenize(source.readline))
    kinds = (tokenize.COMMENT, tokenize.STRING)
    return "\n".join(each.string for each in tokens if each.type in kinds and each.string[0] not in "fF")


def test_docs_and_docstrings_name_modules_that_are_there() -> None:
    # What a decision says is of its day; this file tells of modules that are not there.
    folders = (ROOT / "layout", ROOT / "tests", ROOT / "docs")
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".md", ".j2")]
    told = [path for path in (*paths, *ROOT.glob("*.md")) if path != Path(__file__) and path.parent.name != "decisions"]
    assert {str(path.relative_to(ROOT)): stale for path in told if (stale := stale_names(words_of(path)))} == {}


@pytest.mark.parametrize("name", ["layout.trace", "layout.build.gone", "layout.pdf.finish.merge", "layout/ads/gone.py"])
def test_a_module_that_is_not_there_is_found(name: str) -> None:
    assert stale_names(f"See `{name}`, and layout.pdf.finish.finish_page of layout/pdf/finish.py.") == [name]


# ---- Makefile --------------------------------------------------------------------------------------------------


def test_the_architecture_tells_the_import_contract_as_it_is() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = [re.sub(r"layout\.|[()]", "", layer) for layer in contract["layers"]]
    (told,) = re.findall(r"```\n(cli >.*?)```", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.DOTALL)
    assert [" ".join(layer.split()) for layer in told.split(">")] == layers


def test_every_target_has_a_description() -> None:
    assert [name for name, described in makefile_targets().items() if not described] == []


def test_make_alone_lists_every_target() -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    listing = subprocess.run(["make"], cwd=ROOT, env=_environment(), capture_output=True, check=True, text=True)
    listed = re.findall(r"^  make ([a-z-]+) +\S", listing.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(makefile_targets())


def test_make_new_names_a_folder_only_if_one_was_asked_for() -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")

    def told(*words: str) -> str:
        done = subprocess.run(
            ["make", "-n", "new", *words], cwd=ROOT, env=_environment(), capture_output=True, text=True
        )
        return done.stdout.split("layout new", 1)[-1].strip()

    assert told() == ""
    assert told("FROM=content/2022-04-15") == '--from "content/2022-04-15"'
    assert told("EDITION=content/2022-04-16") == '"content/2022-04-16"'


def test_make_takes_the_newest_edition_of_the_paper_and_its_zones(tmp_path: Path) -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    shutil.copy(ROOT / "Makefile", tmp_path)

    def newest() -> str:
        done = subprocess.run(["make", "help"], cwd=tmp_path, env=_environment(), capture_output=True, text=True)
        return done.stdout.partition("EDITION is ")[2].partition(";")[0]

    wanted = []
    for name, day in (("a", 15), ("b", 14), ("east/c", 16), ("_kept/d", 20), (".hidden", 20), ("east/c/pool/e", 21)):
        folder = tmp_path / "content" / name
        folder.mkdir(parents=True)
        (folder / "edition.yaml").write_text(f"issue: 1\ndate: 2022-04-{day}\n", "utf-8")
        wanted.append(newest())
    assert wanted == ["content/a", "content/a", *["content/east/c"] * 4]


def _environment() -> dict[str, str]:
    """Return our environment without what an outer make hands down to an inner one."""
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "EDITION", "PAGE"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def test_a_kernel_that_changed_is_made_anew(tmp_path: Path) -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    kernels = [path.relative_to(ROOT) for path in (ROOT / "layout").rglob("_*.c")]
    assert kernels
    stamps = [Path(".venv", name) for name in (".ready-run", ".ready-dev")]
    for name in ("pyproject.toml", "setup.py", *LOCKS, *kernels, *stamps):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    def is_ready(stamp: Path) -> bool:
        asked = ["make", "--question", str(stamp)]
        return subprocess.run(asked, cwd=tmp_path, env=_environment(), capture_output=True).returncode == 0

    assert all(map(is_ready, stamps))
    later = (tmp_path / stamps[1]).stat().st_mtime + 10
    for kernel in kernels:
        os.utime(tmp_path / kernel, (later, later))
        assert not any(map(is_ready, stamps)), kernel
        os.utime(tmp_path / kernel, (0, 0))


# ---- lock files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_pins_and_hashes_and_nothing_else(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64}\b)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[0-9a-z.]+ \\\n +--hash=sha256:", entry), entry[:80]


def test_locks_fit_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    dev = [*run, *project["project"]["optional-dependencies"]["dev"]]
    for lock, wanted in zip(LOCKS, (run, dev), strict=True):
        pinned = pins(lock)
        for requirement in map(Requirement, wanted):
            version = pinned.get(canonicalize_name(requirement.name))
            assert version, f"{lock} lacks {requirement.name}: make lock"
            assert version in requirement.specifier, f"{lock}: {requirement} but {version}: make lock"


def test_the_tests_run_with_the_versions_that_make_pages() -> None:
    run, dev = map(pins, LOCKS)
    assert {name: dev.get(name) for name in run} == run


# ---- set-up ----------------------------------------------------------------------------------------------------


def check_system() -> ModuleType:
    """The set-up's own look at the machine, which is in no package."""
    spec = spec_from_file_location("check_system", ROOT / ".ci" / "check_system.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_set_up_looks_for_every_face_of_the_templates() -> None:
    faces = {
        (font.family, font.weight, font.style)
        for file in (ROOT / "templates").glob("*/design.yaml")
        for language in ("", *LANGUAGES.names)
        for font in load_design(file.parent, language).fonts.values()
    }
    assert faces
    assert faces == set(check_system().FONTS)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A copy of the set-up beside a bin/ of programs that only pretend: nothing on this machine is touched."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    # All that is asked before Python's packages are there; whatever it imports besides is missed here.
    (tmp_path / "layout" / "base").mkdir(parents=True)
    for name in ("__init__.py", "base/__init__.py", "base/machine.py", "base/messages.py"):
        shutil.copy(ROOT / "layout" / name, tmp_path / "layout" / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "env", "sed", "mktemp", "rm", "mkdir", "touch", "find", "tail", "dirname"):
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)
    pretend(programs / "python3", f'exec {sys.executable} "$@"')
    pretend(programs / "id", "echo 1000")
    return tmp_path


def pretend(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def set_up(machine: Path, mode: str = "run", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", ".ci/setup", mode],
        cwd=machine,
        env={"PATH": str(machine / "bin"), "HOME": str(machine), "TMPDIR": str(machine), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_root_the_set_up_names_the_command_and_stops(machine: Path) -> None:
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = fontconfig ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine)
    assert done.returncode == 5
    assert "apt-get update && apt-get install -y --no-install-recommends fontconfig'" in done.stderr
    assert not (machine / ".venv").exists()


def test_a_package_removed_but_for_its_settings_counts_as_missing(machine: Path) -> None:
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = fontconfig ] && printf "rc " || printf "hi "')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine)
    assert done.returncode == 5
    assert "packages are missing: fontconfig\n" in done.stderr


def test_root_installs_only_what_is_missing(machine: Path) -> None:
    pretend(machine / "bin" / "id", "echo 0")
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = fontconfig ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "dpkg", f'echo dpkg "$@" >>{machine}/calls')
    pretend(machine / "bin" / "apt-get", f'echo "$DEBIAN_FRONTEND" "$@" >>{machine}/calls')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine)
    calls = (machine / "calls").read_text(encoding="utf-8").splitlines()
    assert [call.split()[-1] for call in calls] == ["-a", "update", "fontconfig"]
    assert calls[-1].startswith("noninteractive ")
    assert "--no-install-recommends fontconfig" in calls[-1]
    # The pretended apt brought no fc-list, and the set-up does not take its word for it.
    assert done.returncode == 5
    assert "fontconfig's command fc-list" in done.stderr


def test_the_tests_set_up_installs_their_packages_too_and_goes_on_without_them(machine: Path) -> None:
    pretend(machine / "bin" / "id", "echo 0")
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = chromium ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "dpkg", ":")
    pretend(machine / "bin" / "apt-get", f'echo "$@" >>{machine}/calls; [ "$1" = x ]')
    pretend(machine / "bin" / "fc-list", "exit 1")
    assert "chromium" not in set_up(machine, "run").stderr
    assert not (machine / "calls").exists()
    done = set_up(machine, "dev")
    calls = (machine / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[-1].endswith("--no-install-recommends chromium")
    assert "could not be installed: chromium" in done.stderr
    assert "fontconfig's command fc-list" in done.stderr, "the set-up stopped where it should have gone on"


def test_a_compiler_that_cannot_be_had_does_not_stop_the_set_up(machine: Path) -> None:
    pretend(machine / "bin" / "id", "echo 0")
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = gcc ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "dpkg", ":")
    pretend(machine / "bin" / "apt-get", f'echo "$@" >>{machine}/calls; [ "$1" = x ]')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine, "run")
    calls = (machine / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[-1].endswith("--no-install-recommends gcc")
    assert "could not be installed: gcc" in done.stderr
    assert "only slower" in done.stderr
    assert "fontconfig's command fc-list" in done.stderr, "the set-up stopped where it should have gone on"


def test_without_root_a_compiler_is_no_reason_to_stop(machine: Path) -> None:
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = gcc ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine)
    assert "Debian packages are missing" not in done.stderr
    assert "fontconfig's command fc-list" in done.stderr


def test_the_kernels_that_are_told_of_are_those_that_setup_py_finds() -> None:
    files = sorted(path.relative_to(ROOT).with_suffix("") for path in (ROOT / "layout").rglob("_*.c"))
    assert [".".join(file.parts) for file in files] == list(NAMES)


def test_without_root_the_tests_packages_are_left_out_and_that_is_said(machine: Path) -> None:
    pretend(machine / "bin" / "dpkg-query", '[ "$3" = chromium ] && exit 1; printf "ii "')
    pretend(machine / "bin" / "fc-list", "exit 1")
    done = set_up(machine, "dev")
    assert "left out, as installing needs root: chromium" in done.stderr
    assert "fontconfig's command fc-list" in done.stderr


def test_a_failing_apt_is_shown(machine: Path) -> None:
    pretend(machine / "bin" / "id", "echo 0")
    pretend(machine / "bin" / "dpkg-query", "exit 1")
    pretend(machine / "bin" / "dpkg", ":")
    pretend(machine / "bin" / "apt-get", "echo E: no such package; exit 100")
    done = set_up(machine)
    assert done.returncode == 1
    assert "E: no such package" in done.stderr
    assert not (machine / ".venv").exists()


def test_another_system_is_told_what_is_missing_by_name(machine: Path) -> None:
    pretend(machine / "bin" / "fc-list", 'printf "80\\t0\\tNoto Serif CJK SC\\n"')
    done = set_up(machine)
    assert done.returncode == 5
    assert "the font LXGW WenKai, weight 400" in done.stderr
    assert "the font Noto Serif CJK SC, weight 400" not in done.stderr
    assert not (machine / ".venv").exists()


@pytest.mark.parametrize("user", ["1000", "0"])
def test_on_another_system_its_packages_are_installed_by_root_and_named_to_others(machine: Path, user: str) -> None:
    pretend(machine / "bin" / "id", f"echo {user}")
    pretend(machine / "bin" / "dnf", f'echo "$@" >>{machine}/calls')
    pretend(machine / "bin" / "fc-list", 'printf "80\\t0\\tNoto Serif CJK SC\\n"')
    done = set_up(machine, BANMIAN_SYSTEM="fedora")
    assert done.returncode == 5  # the pretended dnf brings nothing
    assert "What packages are known for: dnf install -y google-noto-serif-cjk-fonts" in done.stderr
    calls = machine / "calls"
    assert calls.exists() == (user == "0")
    assert user != "0" or calls.read_text().startswith("install -y google-noto-serif-cjk-fonts google-noto-sans-cjk")


def test_a_python_too_old_is_told(machine: Path) -> None:
    pretend(machine / "bin" / "python3", '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    done = set_up(machine)
    assert done.returncode == 5
    assert "Python 3.11 or newer is needed; python3 here is Python 3.9.2." in done.stderr


@pytest.fixture
def complete_machine(machine: Path) -> Path:
    """The same with every font and a finished .venv, in which only ``-m`` (pip, venv) fails."""
    check = check_system()
    listed = (
        (check._FONTCONFIG_WEIGHT[weight], check._FONTCONFIG_SLANT[style], name) for name, weight, style in check.FONTS
    )
    faces = "".join("\\t".join(face) + "\\n" for face in listed)
    pretend(machine / "bin" / "fc-list", f'printf "{faces}"')
    failing = f'[ "$1" = -m ] && echo no luck && exit 1; exec {sys.executable} "$@"'
    pretend(machine / "bin" / "python3", failing)
    (machine / ".venv" / "bin").mkdir(parents=True)
    pretend(machine / ".venv" / "bin" / "python", failing)
    (machine / ".venv" / ".ready-run").touch()
    (machine / ".venv" / ".ready-dev").touch()
    return machine


def test_a_failed_step_leaves_a_mark_and_no_stamp(complete_machine: Path) -> None:
    done = set_up(complete_machine)
    assert done.returncode == 1
    assert "this step failed: installing the Python packages of requirements.txt" in done.stderr
    assert "    no luck\n" in done.stderr
    assert {path.name for path in (complete_machine / ".venv").iterdir()} == {".unfinished", "bin"}


def test_an_unfinished_venv_is_made_anew(complete_machine: Path) -> None:
    (complete_machine / ".venv" / ".unfinished").touch()
    done = set_up(complete_machine)
    assert done.returncode == 1
    assert "this step failed: making .venv" in done.stderr
    assert [path.name for path in (complete_machine / ".venv").iterdir()] == [".unfinished"]


def test_wrong_use_is_told(machine: Path) -> None:
    assert set_up(machine, "everything").returncode == 2
