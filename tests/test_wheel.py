"""What is installed: the source distribution and both wheels are built, and a wheel makes the pages of the checkout."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout import __version__
from layout.cli.application import command_line
from tests.test_repo import HOME_PATHS, ROOT, repository_files
from tests.trust.tiny import make_tiny

NAME = f"banmian-{__version__}"
PURE = f"{NAME}-py3-none-any.whl"

BUILD = """
import os, sys
from setuptools import build_meta
out, kind = sys.argv[1:]
getattr(build_meta, f"build_{kind}")(out)
"""

RUN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from layout.cli import main
for words in json.loads(sys.argv[2]):
    sys.argv[:] = ["banmian", *words]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise
"""
"""Gives several commands to what lies in a folder. Python is told -I: it looks for modules neither here nor there."""


def built(source: Path, out: Path, kind: str, **environment: str) -> None:
    """Have something built of a folder as pip would, with the tools that are here."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, out, kind],
        cwd=source,
        env={**os.environ, "PYTHONWARNINGS": "ignore", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what is built: of the checkout's files a source distribution, and of that the wheels.

    All processes of a run share it.
    """
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "dist"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / PURE).exists():
            source = folder / "source"
            for path in repository_files():
                target = source / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
            before = {path.name for path in source.iterdir()}
            built(source, folder, "sdist")
            with tarfile.open(folder / f"{NAME}.tar.gz") as sdist:
                sdist.extractall(folder, filter="data")
            built(folder / NAME, folder, "wheel", BANMIAN_PURE="")
            built(source, folder, "wheel", BANMIAN_PURE="1")
            assert {path.name for path in source.iterdir()} == before  # no build/, no egg-info
    return folder


def compiled(dist: Path) -> Path:
    """The wheel that is not the pure one."""
    (wheel,) = (path for path in dist.glob("*.whl") if path.name != PURE)
    return wheel


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_source_distribution_is_the_repository(dist: Path) -> None:
    with tarfile.open(dist / f"{NAME}.tar.gz") as sdist:
        members = sdist.getnames()
    packed = {name.partition("/")[2] for name in members if (dist / name).is_file()}
    made = {name for name in packed if name in ("PKG-INFO", "setup.cfg") or name.startswith("banmian.egg-info/")}
    assert packed - made == {path.relative_to(ROOT).as_posix() for path in repository_files()} - made


def test_the_wheels_have_the_program_and_what_it_ships(dist: Path) -> None:
    ours = {path.relative_to(ROOT) for path in repository_files()}
    package = {path.as_posix() for path in ours if path.parts[0] == "layout" and path.suffix != ".c"}
    lends = {"assets", "content", "docs", "templates"}
    lent = {path for path in ours if path.parts[0] in lends and path.suffix not in (".py", ".1")}
    lent = {path for path in lent if not path.is_relative_to("docs/site")}
    shipped = {f"layout/shipped/{path.as_posix()}" for path in lent}
    assert {"layout/py.typed", "layout/shipped/assets/press/newsprint.icc"} <= package | shipped
    for wheel in (dist / PURE, compiled(dist)):
        found = {name for name in names(wheel) if not name.startswith(NAME) and not name.endswith(".so")}
        assert found == package | shipped
        beside = {name.partition("/")[2] for name in names(wheel) if name.startswith(NAME)}
        assert {"licenses/LICENSE", "licenses/NOTICE", "data/share/man/man1/banmian.1"} <= beside


def test_one_wheel_has_the_kernels_and_one_is_for_every_system(dist: Path) -> None:
    assert not [name for name in names(dist / PURE) if name.endswith(".so")]
    if not shutil.which("gcc"):
        pytest.skip("the kernels cannot be built without a compiler")
    assert "-cp311-abi3-" in compiled(dist).name
    kernels = {path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "layout").rglob("_*.c")}
    made = {name.partition(".")[0] for name in names(compiled(dist)) if name.endswith((".so", ".pyd"))}
    assert made == kernels


def test_no_path_of_the_machine_is_in_a_wheel(dist: Path) -> None:
    machine = re.compile("|".join(map(re.escape, (str(dist), str(ROOT), sys.prefix, sys.base_prefix))).encode())
    for wheel in dist.glob("*.whl"):
        with zipfile.ZipFile(wheel) as package:
            for name in package.namelist():
                found = (HOME_PATHS if not name.endswith("LICENSE") else machine).search(package.read(name))
                assert not found, (wheel.name, name, found)
                assert not machine.search(package.read(name)), (wheel.name, name)


def test_the_description_needs_no_other_file(dist: Path) -> None:
    told = zipfile.ZipFile(dist / PURE).read(f"{NAME}.dist-info/METADATA").decode("utf-8").partition("\n\n")[2]
    assert "## Two commands" in told
    links = re.findall(r"\]\(([^)]*)\)|<img", told)
    assert [link for link in links if not link.startswith(("https://", "#"))] == []


def test_the_installed_program_makes_the_pages_of_the_checkout(dist: Path, tmp_path: Path) -> None:
    """Of a paper that has a template of its own alone; what it lacks is the program's."""
    zipfile.ZipFile(compiled(dist)).extractall(tmp_path / "lib")
    papers = [make_tiny(tmp_path / name) for name in ("installed", "checkout")]
    for paper in papers:
        (paper.root / "assets").unlink()
        (paper.root / "templates" / "shared").unlink()
    build = ["build", "content/2022-04-15", "--jobs", "1"]
    commands = [["--version"], ["new-template", "evening"], build]
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN, tmp_path / "lib", json.dumps(commands)],
        cwd=papers[0].root,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"banmian {__version__}\nPython ")
    assert f"{tmp_path / 'lib' / 'layout' / 'shipped'}\n" in done.stdout
    assert f"the paper here: {papers[0].root}\n" in done.stdout
    assert not shutil.which("gcc") or "kernels: compiled\n" in done.stdout
    assert (papers[0].root / "templates" / "evening" / "design.yaml").is_file()

    words = ["build", str(papers[1].edition), "--jobs", "1"]
    built_here = CliRunner().invoke(command_line(words), words)
    assert built_here.exit_code == 0, built_here.output
    pages = [sorted((paper.output / "pages").iterdir()) for paper in papers]
    assert [page.name for page in pages[0]] == [page.name for page in pages[1]] == ["A1.pdf"]
    assert pages[0][0].read_bytes() == pages[1][0].read_bytes()
