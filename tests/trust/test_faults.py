"""Builds that are killed, kept out, or find no room: the last good output stays, and the message says what to do."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from layout.build import pipeline
from layout.files.output import Staging, claimed
from tests.amount import some
from tests.conftest import ROOT
from tests.trust.tiny import DAY, Tiny, make_tiny

POINTS = {"the whole build": some(15), "the writing of made pages": some(30)}
"""How often a part of a build is killed. Its end is short, and where most can be broken."""
BETWEEN = 3
"""After so many kills a whole build follows; after each, only what every build does first."""


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def beside(tiny: Tiny) -> list[str]:
    """What stands beside the output, but for the lock."""
    return sorted(path.name for path in tiny.output.parent.iterdir() if path.name not in (DAY, f".{DAY}.lock"))


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.chdir(tmp_path)
    return make_tiny(tmp_path / "p")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A small edition that was built once."""
    made = make_tiny(tmp_path_factory.mktemp("built") / "p")
    pipeline.build(made.project, made.edition)
    return made


@pytest.fixture
def published(built: Tiny, tiny: Tiny) -> Tiny:
    """A project with a good last output."""
    shutil.copytree(built.output, tiny.output)
    return tiny


def child(work: Callable[[], object]) -> int:
    """Run something in a process of its own; return how the process ended, as os.waitstatus_to_exitcode."""
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            work()
        except BaseException:
            os._exit(99)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def after(steps: int, work: Callable[[], object], said: Path | None = None) -> None:
    """Do something; at the given step of the interpreter (files, imports, processes, objects) kill this process."""
    left = steps

    def step(_event: str, _args: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    work()
    if said:
        said.write_text(str(steps - left), encoding="ascii")


@pytest.mark.parametrize("part", POINTS)
def test_a_build_killed_at_any_moment_leaves_a_whole_output(
    part: str, published: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = files(published.output)
    published.replace("market.md", "春菜上市", "鲜菜上市")
    if part != "the whole build":
        make, made = pipeline.Foreman.make, []
        monkeypatch.setattr(pipeline.Foreman, "make", lambda *given: made.extend(make(*given)) or iter(made))
        pipeline.build(published.project, published.edition)
        monkeypatch.setattr(pipeline.Foreman, "make", lambda *_: iter(made))

    def build() -> object:
        return pipeline.build(published.project, published.edition)

    build()  # what a process opens once is open now, so that every build takes the same steps
    assert child(lambda: after(10**9, build, tmp_path / "steps")) == 0
    steps = int((tmp_path / "steps").read_text("ascii"))
    new = files(published.output)
    assert new.keys() == old.keys()
    assert new["pages/A1.pdf"] != old["pages/A1.pdf"]
    put_back(old, published)
    dice = random.Random(part)
    seen = set()
    for number, moment in enumerate(dice.sample(range(1, steps), POINTS[part]), 1):
        ended = child(lambda moment=moment: after(moment, build))
        assert ended == -signal.SIGKILL, f"at step {moment} of {steps} the build ended with {ended}"
        now = files(published.output)
        assert now in (old, new), f"killed at step {moment} of {steps}"
        seen.add("new" if now == new else "old")
        if beside(published):
            seen.add("leftovers")
        if number % BETWEEN:
            with claimed(published.output) as claim, Staging(published.output, keep=True, claim=claim):
                pass
        else:
            build()
        assert beside(published) == []
        if now != old or number % BETWEEN == 0:
            put_back(old, published)
    assert "old" in seen
    assert part == "the whole build" or "leftovers" in seen


def put_back(content: dict[str, bytes], tiny: Tiny) -> None:
    with Staging(tiny.output) as staging:
        for name, data in content.items():
            staging.write(name, data)


# --- through the command line


def run(tiny: Tiny, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "layout", *words],
        cwd=tiny.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **{"env": environment(), **more},
    )


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", **more}


def told(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


@pytest.fixture
def other_build(published: Tiny) -> Iterator[int]:
    """Another process that builds the same edition and takes its time."""
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from layout.files.output import claimed
        with claimed(Path(sys.argv[1])):
            print("building", flush=True)
            sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(published.output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"building\n"
        yield process.pid


def test_a_second_build_is_told_before_it_makes_a_page(published: Tiny, other_build: int) -> None:
    made: list[str] = []
    with pytest.raises(Exception, match=f"another build of this edition is running .process {other_build}"):
        pipeline.build(published.project, published.edition, progress=made.append)
    assert made == []
    told(run(published, "build", f"content/{DAY}"), 7, "another build", f"kill {other_build}")


def test_an_output_folder_that_is_a_file_is_told(tiny: Tiny) -> None:
    (tiny.root / "output").write_bytes(b"")
    told(run(tiny, "build", f"content/{DAY}"), 7, "cannot be written", "a file stands where a folder should be")


def full_disk(limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def test_a_file_that_cannot_be_written_whole_leaves_the_last_output(published: Tiny) -> None:
    old = files(published.output)
    done = run(published, "build", f"content/{DAY}", preexec_fn=full_disk(20_000))
    told(done, 7, "cannot be written", "the last good output is as it was", "raise the limit")
    assert files(published.output) == old
    assert beside(published) == []


@pytest.fixture
def small_disk(published: Tiny) -> Iterator[Tiny]:
    """The output on a disk of its own with hardly any room left; only root may make one."""
    disk = published.root / "output"
    kept = files(published.output)
    shutil.rmtree(disk)
    disk.mkdir()
    room = sum(map(len, kept.values())) // 1024 + 120
    command = ["mount", "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    try:
        for name, data in kept.items():
            path = published.output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield published
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_last_output_and_nothing_else(small_disk: Tiny) -> None:
    old = files(small_disk.output)
    told(run(small_disk, "build", f"content/{DAY}"), 7, "No space left", "free some space", "is as it was")
    assert files(small_disk.output) == old
    assert beside(small_disk) == []


def test_a_disk_that_may_only_be_read_is_told(small_disk: Tiny) -> None:
    disk = small_disk.root / "output"
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told(
        run(small_disk, "build", f"content/{DAY}"),
        7,
        "Read-only",
        "read-only: build into a folder of another one: --output",
    )


def test_a_missing_font_is_told_with_its_package(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig><cachedir>cache</cachedir></fontconfig>", encoding="utf-8")
    done = run(tiny, "build", f"content/{DAY}", env=environment(FONTCONFIG_FILE=str(tmp_path / "fonts.conf")))
    told(done, 5, "fonts are not installed", "Noto Serif CJK SC", "apt-get install fonts-noto-cjk", "banmian doctor")
    assert not tiny.output.exists()


def test_a_missing_fontconfig_is_told(tiny: Tiny, tmp_path: Path) -> None:
    told(run(tiny, "build", f"content/{DAY}", env=environment(PATH=str(tmp_path))), 5, "apt-get install fontconfig")


def without(what: str, word: str = "--help") -> list[str]:
    """Return a command that runs the program where a library cannot be loaded, or a package not be imported."""
    code = f"""
        import runpy, sys
        import _cffi_backend
        class Lacking(_cffi_backend.FFI):
            def dlopen(self, name, *flags):
                return super().dlopen("gone-" + name if name and {what!r} in name else name, *flags)
        _cffi_backend.FFI = Lacking
        class Finder:
            def find_spec(self, name, path=None, target=None):
                if name == {what!r}:
                    raise ModuleNotFoundError("No module named " + repr(name), name=name)
        sys.meta_path.insert(0, Finder())
        sys.argv = ["banmian", {word!r}]
        runpy.run_module("layout", run_name="__main__")
    """
    return [sys.executable, "-c", textwrap.dedent(code)]


@pytest.mark.parametrize(
    ("what", "said"),
    [("pango-1", "apt-get install libpango-1.0-0"), ("segno", "make setup"), ("pikepdf", "make setup")],
)
def test_what_the_machine_lacks_is_told_before_anything_is_done(what: str, said: str) -> None:
    done = subprocess.run(
        without(what), cwd=ROOT, capture_output=True, encoding="utf-8", check=False, env=environment()
    )
    told(done, 5, "is missing", said)
    assert what in done.stderr


def test_versions_are_told_where_something_is_missing_too() -> None:
    asked = without("pango-1", "--version")
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=True, env=environment())
    assert "Pango -, HarfBuzz " in done.stdout


def test_a_terminal_of_another_encoding_gets_all_that_is_told(tiny: Tiny) -> None:
    tiny.replace("market.md", "headline: 春菜上市", "headlin: 春菜上市")
    done = run(tiny, "build", f"content/{DAY}", env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"))
    told(done, 3, "market.md:2", "unknown key")


def test_temporary_files_are_gone_after_a_build(tiny: Tiny, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = run(tiny, "build", f"content/{DAY}", env=environment(TMPDIR=str(temporary)))
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
    assert beside(tiny) == []
