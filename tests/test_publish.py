from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from layout.base.errors import OutputError
from layout.files import output as publish
from layout.files.output import Staging, claimed, json_text, spooled

ROOT = Path(__file__).parents[1]
OLD = {"report.json": b"old report", "pages/B1.pdf": b"old B1", "pages/B2.pdf": b"old B2"}
NEW = {"report.json": b"new report", "pages/B2.pdf": b"new B2", "preview/B2.png": b"new picture"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def build(target: Path, content: dict[str, bytes], keep: bool = False) -> None:
    with Staging(target, keep=keep) as stage:
        for name, data in content.items():
            stage.write(name, data)


def build_then_raise(target: Path, error: type[BaseException], keep: bool = False) -> None:
    with Staging(target, keep=keep) as stage:
        for name, data in NEW.items():
            stage.write(name, data)
        raise error


def beside(target: Path) -> list[str]:
    """What stands beside the output, but for the lock."""
    return sorted(p.name for p in target.parent.iterdir() if p != target and p.name != f".{target.name}.lock")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "output" / "2022-04-15"


@pytest.fixture
def published(target: Path) -> Path:
    build(target, OLD)
    return target


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of changing places: the system's exchange, and two renames where it has none."""
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    return str(request.param)


def test_the_system_here_can_exchange(tmp_path: Path) -> None:
    """Else the tests of the exchange would test the fallback twice."""
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert publish._exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()


@pytest.mark.usefixtures("way")
def test_a_build_replaces_the_whole_output(target: Path) -> None:
    build(target, OLD)
    assert files(target) == OLD
    build(target, NEW)
    assert files(target) == NEW
    assert beside(target) == []


@pytest.mark.usefixtures("way")
def test_with_keep_the_other_files_stay(published: Path) -> None:
    build(published, NEW, keep=True)
    assert files(published) == {**OLD, **NEW}
    assert beside(published) == []


def test_keep_without_a_last_output_starts_empty(target: Path) -> None:
    build(target, NEW, keep=True)
    assert files(target) == NEW


def test_kept_files_are_shared_and_written_ones_are_not(published: Path) -> None:
    with Staging(published, keep=True) as stage:
        assert (stage.folder / "pages/B1.pdf").stat().st_nlink == 2
        stage.path("pages/B2.pdf").write_bytes(b"half a page")
        stage.write("report.json", b"new report")
        assert files(published) == OLD


def test_keep_copies_where_hard_links_are_not_to_be_had(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_args: object, **_kw: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    build(published, NEW, keep=True)
    assert files(published) == {**OLD, **NEW}


def test_keep_carries_links_over_as_links(published: Path) -> None:
    (published / "latest.pdf").symlink_to("pages/B2.pdf")
    (published / "all").symlink_to("pages")
    build(published, NEW, keep=True)
    assert os.readlink(published / "latest.pdf") == "pages/B2.pdf"
    assert os.readlink(published / "all") == "pages"


def test_an_output_that_is_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "disk" / "papers"
    build(real, OLD)
    link = tmp_path / "output"
    link.symlink_to(real)
    build(link, NEW)
    assert link.is_symlink()
    assert files(real) == NEW


@pytest.mark.parametrize("name", ["../B2.pdf", "/etc/B2.pdf", "pages/../../B2.pdf", ""])
def test_no_file_is_written_outside(target: Path, name: str) -> None:
    with Staging(target) as stage, pytest.raises(ValueError, match="not a path inside"):
        stage.write(name, b"")


def test_the_output_folder_can_be_read_like_any_other(target: Path) -> None:
    mask = os.umask(0o022)
    try:
        build(target, NEW)
    finally:
        os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o755


def test_every_file_reaches_the_disk_before_the_swap(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    fsync, exchange = os.fsync, publish._exchange

    def spied_fsync(handle: int) -> None:
        events.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        fsync(handle)

    def spied_exchange(one: Path, other: Path) -> bool:
        events.append("swap")
        return exchange(one, other)

    monkeypatch.setattr(os, "fsync", spied_fsync)
    monkeypatch.setattr(publish, "_exchange", spied_exchange)
    build(published, NEW)
    before = events[: events.index("swap")]
    assert {"report.json", "B2.pdf", "B2.png", "pages", "preview"} <= set(before)
    assert events[-1] == published.parent.name


# --- builds that end early


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("keep", [False, True])
def test_a_failed_build_leaves_the_last_output(published: Path, error: type[BaseException], keep: bool) -> None:
    with pytest.raises(error):
        build_then_raise(published, error, keep)
    assert files(published) == OLD
    assert beside(published) == []


def test_a_first_build_that_fails_leaves_nothing(target: Path) -> None:
    with pytest.raises(RuntimeError):
        build_then_raise(target, RuntimeError)
    assert not target.exists()
    assert beside(target) == []


def child(work: Callable[[], None]) -> int:
    """Run something in a process of its own; return how the process ended, as os.waitstatus_to_exitcode."""
    pid = os.fork()
    if pid == 0:
        # A shell that runs the tests in the background has Ctrl-C ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            work()
        except SystemExit as leaving:
            os._exit(int(leaving.code or 0))
        except BaseException:
            os._exit(99)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill_self_at(point: int) -> None:
    """From now on count what this process does to the file system and kill it before the given step."""
    left = point
    watched = {
        "open",
        "os.rename",
        "os.mkdir",
        "os.link",
        "os.remove",
        "os.rmdir",
        "os.chmod",
        "tempfile.mkdtemp",
    }

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def spied(function: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object) -> object:
            step()
            result = function(*args)
            step()
            return result

        return wrapper

    sys.addaudithook(lambda event, _args: step() if event in watched else None)
    # These two raise no audit event.
    os.fsync = spied(os.fsync)
    publish._exchange = spied(publish._exchange)


@pytest.mark.parametrize("keep", [False, True])
def test_a_build_killed_at_any_step_leaves_a_whole_output(published: Path, way: str, keep: bool) -> None:
    complete = {**OLD, **NEW} if keep else NEW
    seen = set()
    # The state between two renames is that of one step. Where there is none, every second step will do.
    for point in range(1000) if way == "two renames" else range(int(keep), 1000, 2):
        ended = child(lambda point=point: (kill_self_at(point), build(published, NEW, keep)))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL, f"step {point} ended with {ended}"
        if way == "two renames" and not published.exists():
            seen.add("between")
        else:
            now = files(published)
            assert now in (OLD, complete), f"killed at step {point}: {sorted(now)}"
            seen.add("old" if now == OLD else "new")
        # The next build mends what was broken, clears the rest away, and is not kept out by the lock.
        with pytest.raises(RuntimeError):
            build_then_raise(published, RuntimeError)
        assert files(published) in (OLD, complete)
        assert beside(published) == []
        build(published, OLD)
    assert ended == 0
    assert point > 20, "too few steps were seen: the watch does not work"
    assert seen == ({"old", "new"} if way == "exchange" else {"old", "between", "new"})


def spool_then(target: Path, end: Callable[[], object]) -> None:
    with claimed(target) as claim, spooled(claim) as folder:
        (folder / "B2.pdf").write_bytes(b"a page")
        end()


def test_pages_that_wait_are_put_beside_the_output_and_go_when_the_build_ends(published: Path) -> None:
    seen: list[str] = []
    spool_then(published, lambda: seen.extend(beside(published)))
    (name,) = seen
    assert name.startswith(".2022-04-15.pages-")
    assert beside(published) == []
    with pytest.raises(ZeroDivisionError):
        spool_then(published, lambda: 1 / 0)
    assert beside(published) == []


def test_pages_of_a_killed_build_are_cleared_away_by_the_next_one(published: Path) -> None:
    other = published.parent / ".2022-04-15-weekend.pages-x"
    other.mkdir()
    assert child(lambda: spool_then(published, lambda: os.kill(os.getpid(), signal.SIGKILL))) == -signal.SIGKILL
    assert len(beside(published)) == 2
    with claimed(published):
        assert beside(published) == [other.name]
    assert child(lambda: spool_then(published, lambda: os.kill(os.getpid(), signal.SIGKILL))) == -signal.SIGKILL
    with claimed(published) as claim, spooled(claim) as folder:
        assert beside(published) == sorted([other.name, folder.name])
        assert list(folder.iterdir()) == []
        # The output is staged while its pages wait; they are still there when it looks for leftovers of its own.
        with Staging(published, claim=claim) as staging:
            assert folder.is_dir()
            staging.write("report.json", b"new report")
    assert beside(published) == [other.name]
    assert files(published) == {"report.json": b"new report"}


def test_leftovers_of_another_edition_are_let_alone(published: Path) -> None:
    other = published.parent / ".2022-04-15-weekend.new-1-x"
    other.mkdir()
    build(published, NEW)
    assert other.is_dir()


def signalled(target: Path, number: signal.Signals) -> int:
    def work() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with Staging(target) as stage:
            stage.write("report.json", b"new report")
            signal.raise_signal(number)
            stage.write("never.json", b"")

    return child(work)


def test_sigterm_clears_away_and_ends_with_its_code(published: Path) -> None:
    assert signalled(published, signal.SIGTERM) == 128 + signal.SIGTERM
    assert files(published) == OLD
    assert beside(published) == []


def test_ctrl_c_clears_away(published: Path) -> None:
    assert signalled(published, signal.SIGINT) == 99
    assert files(published) == OLD
    assert beside(published) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_between_the_renames_waits_until_they_are_done(published: Path, number: signal.Signals) -> None:
    def work() -> None:
        def first_half_then_signal(_one: Path, _other: Path) -> bool:
            signal.raise_signal(number)
            return False

        publish._exchange = first_half_then_signal
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        build(published, NEW)

    assert child(work) in (128 + signal.SIGTERM, 99)
    assert files(published) == NEW
    assert beside(published) == []


def test_signal_handlers_are_put_back(target: Path) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    build(target, NEW)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_a_second_rename_that_fails_puts_the_last_output_back(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, calls = os.rename, []

    def failing(one: Path, other: Path) -> None:
        calls.append(one)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error", str(one))
        rename(one, other)

    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(OutputError, match="Input/output error"):
        build(published, NEW)
    assert files(published) == OLD
    assert beside(published) == []


# --- two builds at once


@pytest.fixture
def other_build(published: Path) -> Iterator[int]:
    """Another process that is in the middle of a build of the same edition."""
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from layout.files.output import Staging
        with Staging(Path(sys.argv[1])) as stage:
            stage.write("report.json", b"of the other build")
            print("building", flush=True)
            sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"building\n"
        yield process.pid


def test_a_second_build_is_told_who_builds(published: Path, other_build: int) -> None:
    with pytest.raises(OutputError, match=rf"another build .*\(process {other_build}\)") as caught:
        build(published, NEW)
    assert f"kill {other_build}" in caught.value.hint
    assert files(published) == OLD
    assert len(beside(published)) == 1, "the running build's folder was touched"


def test_a_build_of_another_edition_goes_on(published: Path, other_build: int) -> None:
    other = published.with_name("2022-04-16")
    build(other, NEW)
    assert files(other) == NEW


def test_who_waits_comes_after_the_one_before(target: Path) -> None:
    came: list[str] = []
    trying = threading.Event()

    def second() -> None:
        trying.set()
        with claimed(target, wait=True):
            came.append("second")

    thread = threading.Thread(target=second)
    with claimed(target):
        thread.start()
        assert trying.wait(20)
        came.append("first")
    thread.join(20)
    assert came == ["first", "second"]


# --- folders that cannot be written


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        build(tmp_path / "output" / "2022-04-15", NEW)
    assert "a file stands where a folder should be" in caught.value.hint
    with pytest.raises(OutputError, match="not a folder") as caught:
        build(tmp_path / "output", NEW)
    assert "a file stands where a folder should be" in caught.value.hint
    assert (tmp_path / "output").read_bytes() == b""
    assert beside(tmp_path / "output") == []


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.EACCES, "you may not write there"), (errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full")],
)
def test_a_folder_that_may_not_be_written_is_told(
    published: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    def refused(path: object, *_args: object, **_kw: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(os, "mkdir", refused)
    with pytest.raises(OutputError, match="last good output is as it was") as caught:
        build(published, NEW)
    assert hint in caught.value.hint
    assert os.strerror(number) in caught.value.message
    assert files(published) == OLD
    assert beside(published) == []


@pytest.mark.parametrize("keep", [False, True])
def test_a_disk_that_fills_up_leaves_the_last_output(
    published: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    write = Path.write_bytes

    def fills_up(path: Path, data: bytes) -> int:
        if path.name == "B2.pdf":
            write(path, data[:3])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fills_up)
    with pytest.raises(OutputError, match=r"No space left on device.*B2\.pdf") as caught:
        build(published, NEW, keep)
    assert "free some space" in caught.value.hint
    assert files(published) == OLD
    assert beside(published) == []


def test_a_disk_found_full_only_when_syncing_leaves_the_last_output(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        build(published, NEW)
    assert files(published) == OLD
    assert beside(published) == []


def test_an_error_about_the_staged_files_is_told_and_another_is_let_through(published: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), Staging(published) as stage:
        (stage.folder / "no-such-folder" / "x.png").write_bytes(b"")
    with pytest.raises(FileNotFoundError), Staging(published):
        Path("no-such-picture.jpg").read_bytes()
    assert files(published) == OLD


# --- JSON


def test_json_is_sorted_readable_and_complete() -> None:
    data = {
        "版": "B2",
        "a": {"x": 1.5, "list": (1, 2, 3), "none": None, "empty": {}},
        "lines": [{"text": "衡水晚报" * 4, "x": n, "baseline": n * 13} for n in range(4)],
        "long": "很" * 200,
    }
    text = json_text(data)
    assert json.loads(text) == json.loads(json.dumps(data))
    assert text == json_text(dict(reversed(data.items())))
    assert text.endswith("}\n")
    assert "衡水晚报" in text
    assert '  "a": {"empty": {}, "list": [1, 2, 3], "none": null, "x": 1.5},' in text.splitlines()
    assert all(len(line) <= 111 for line in text.splitlines() if "很" not in line)
    assert text.count("\n") == 11


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_json_refuses_what_json_cannot_say(bad: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_text({"x": bad})


def test_json_is_written_into_the_output(target: Path) -> None:
    with Staging(target) as stage:
        stage.write_json("report.json", {"b": 1, "a": "版"})
    assert (target / "report.json").read_text("utf-8") == '{"a": "版", "b": 1}\n'
