"""Who does the work: results in order, faults in order, nothing left running, the same pages whoever makes them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout.base.errors import ContentError, EnvironmentError_
from layout.base.garbage import SELDOM
from layout.build import pipeline
from layout.build.executors import Cluster, Here, Processes, executor
from layout.build.pipeline import Means, for_several
from layout.files.project import Project
from tests.conftest import ROOT
from tests.editions import write_edition
from tests.jobs import LONGEST, deadly, faulty, looked_for, square

DATE = "2022-04-15"


def wait_for(what, why: str):
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError(why)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_results_come_in_the_order_of_the_jobs_from_several_processes():
    with Processes(2) as workers:
        results = list(workers.run(square, range(9)))
    assert [result for result, _ in results] == [number * number for number in range(9)]
    assert os.getpid() not in {process for _, process in results}


def test_commands_and_workers_look_for_garbage_seldom():
    with Processes(2) as workers:
        assert set(workers.run(looked_for, range(2))) == {SELDOM}
    code = (
        "import atexit, gc, sys; from layout.cli import main; sys.argv[1:] = ['--version'];"
        "atexit.register(lambda: print(gc.get_threshold()[0])); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == str(SELDOM)


def test_one_job_needs_no_other_process():
    with Processes(2) as workers:
        assert list(workers.run(square, [3])) == [(9, os.getpid())]
    assert isinstance(executor(1), Here)


@pytest.mark.parametrize("workers", [Here(), Processes(2)], ids=["here", "processes"])
def test_the_first_fault_is_told_first_with_its_hint(workers):
    got = []

    def gather() -> None:
        with workers:
            got.extend(workers.run(faulty, range(5)))

    with pytest.raises(ContentError, match="page 2 is at fault") as raised:
        gather()
    assert raised.value.hint == "mend it"
    assert got == [0, 1]


def test_a_pool_is_gone_when_a_fault_is_told():
    """Else its thread closes a pipe while the program, which ends, writes into it."""
    threads = []

    def faultily() -> None:
        with Processes(2) as workers:
            try:
                list(workers.run(faulty, range(5)))
            finally:
                threads.append(workers._pool._executor_manager_thread)
                assert threads[0].is_alive()

    with pytest.raises(ContentError):
        faultily()
    assert not threads[0].is_alive()


def test_a_worker_that_is_killed_is_told_and_later_jobs_are_done_by_others():
    with Processes(2) as workers:
        with pytest.raises(EnvironmentError_, match="ended before its page was made") as raised:
            list(workers.run(deadly, range(4)))
        assert "--jobs 1" in raised.value.hint
        assert [result for result, _ in workers.run(square, range(4))] == [0, 1, 4, 9]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_workers_end_with_the_program(tmp_path, how):
    script = tmp_path / "program.py"
    script.write_text(
        "from layout.build.executors import Processes\nfrom tests.jobs import patient\n"
        "if __name__ == '__main__':\n"
        f"    with Processes(2) as workers:\n        list(workers.run(patient, [{str(tmp_path)!r}] * 4))\n"
    )
    program = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: len([p for p in tmp_path.iterdir() if p.name.isdigit()]) == 2, "no worker began")
        workers = [int(path.name) for path in tmp_path.iterdir() if path.name.isdigit()]
        if how == signal.SIGINT:
            os.killpg(program.pid, how)  # as a terminal does: to every process of the group
        else:
            program.kill()
        assert program.wait(LONGEST) != 0
        wait_for(lambda: not any(map(alive, workers)), "workers outlived the program")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    for name in ("templates", "assets", "banmian.toml"):
        (root / name).symlink_to(ROOT / name)
    base = write_edition(root / "content" / DATE, 3, scale=0.25)
    zone = base.with_name("east")
    zone.mkdir()
    (zone / "edition.yaml").write_text(f"based-on: ../{DATE}\nzone: 城东版\n", "utf-8")
    story = (base / "a2-third.md").read_text("utf-8")
    (zone / "a2-third.md").write_text(story.replace("headline: ", "headline: 城东"), "utf-8")
    return Project(root)


@pytest.fixture(scope="module")
def alone(project):
    """What one process makes of the edition."""
    return contents(pipeline.build(project, project.content / DATE).folder)


@pytest.fixture(scope="module")
def zone_alone(project):
    """What one process makes of its zone, of which one page is another."""
    return contents(pipeline.build(project, project.content / "east").folder)


def pages_made(said: list[str]) -> list[str]:
    """Return the pages that a build said it had made, in its order."""
    return [text.removeprefix("made page ").split(",")[0] for text in said if text.startswith("made page ")]


def test_two_processes_make_the_same_bytes_in_the_same_order(project, alone):
    said = []
    result = pipeline.build(project, project.content / DATE, means=Means(jobs=2), progress=said.append)
    made = pages_made(said)
    assert contents(result.folder) == alone
    assert made == [page.page.id for page in result.pages] == ["A1", "A2", "A3"]
    report = json.loads((result.folder / "report.json").read_text("utf-8"))
    assert [page["id"] for page in report["pages"]] == made


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own as on its own machine, and the workers."""
    pytest.importorskip("distributed")
    address = tmp_path / "scheduler.json"
    started = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:], "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
        process = subprocess.Popen(
            [*command, "--scheduler-file", str(address)] if words[0] == "worker" else command,
            env=environment,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address))
        wait_for(address.is_file, "the scheduler did not start")
        workers = [start("worker", "--nthreads", "1", "--no-nanny", "--death-timeout", "60") for _ in range(2)]
        yield json.loads(address.read_text())["address"], workers
    finally:
        for process in reversed(started):
            process.kill()
            process.wait(LONGEST)


@pytest.mark.cluster
def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed_in_the_middle(
    project, alone, zone_alone, cluster, monkeypatch
):
    """Of an edition and its zone: what they have in common is asked for once, though nothing is kept on the disk."""
    address, workers = cluster
    from distributed import Client

    with Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=LONGEST)
    said = []

    def progress(text: str) -> None:
        said.append(text)
        if pages_made(said) == ["A1"]:
            workers[0].kill()  # pages may be in work there, or made there and not fetched yet

    asked = []
    run = Cluster.run

    def counted(self, function, jobs):
        jobs = list(jobs)
        asked.extend((type(job).__name__, job.key()) for job in jobs)
        return run(self, function, jobs)

    monkeypatch.setattr(Cluster, "run", counted)
    with for_several(Means(scheduler=address)) as means:
        results = [pipeline.build(project, project.content / DATE, means=means, progress=progress)]
        results.append(pipeline.build(project, project.content / "east", means=means))
        assert means.cache is None
    assert workers[0].wait(LONGEST) != 0
    assert pages_made(said) == ["A1", "A2", "A3"]
    assert [contents(result.folder) for result in results] == [alone, zone_alone]
    assert len(set(asked)) == len(asked)
    assert [kind for kind, _ in asked].count("PageJob") == 4


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("layout.build.executors.CONNECT", "1s")
    with (
        pytest.raises(EnvironmentError_, match=r"no scheduler at tcp://127\.0\.0\.1:1\b"),
        Cluster("tcp://127.0.0.1:1"),
    ):
        pass
