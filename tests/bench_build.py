"""Building whole editions, measured: alone and beside others that set the same text on the same page size.

Every figure is of a program of its own, started for it and waited for, so that imports count. Processor time is what
the system says of it and of the processes it waited for, wall time is by the clock; on a machine that does other
work the former is the one to compare. The least of several rounds is told. Peers that are not installed are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from layout.build import pipeline
from layout.build.inputs import read_folder
from layout.build.pipeline import Means
from layout.edition.blocks import Paragraph
from layout.edition.model import Edition
from layout.files.project import Project
from tests.editions import write_edition, write_zones

ROOT = Path(__file__).resolve().parent.parent
DATE = "2022-04-15"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TYPST = os.environ.get("BENCH_TYPST", sys.executable)
"""A Python that can import typst: it need not be this one."""
COLD = ("--no-cache", "--jobs", "1")
"""The options of a build that does everything anew in one process."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took: processor time and wall time, s, and the most memory of its largest process, MB."""

    processor: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.processor:7.2f} s processor {self.wall:7.2f} s wall {self.memory:6.0f} MB"


def spent(command: Sequence[str], rounds: int = 1, before: Callable[[], object] = lambda: None) -> Spent | None:
    """Run a program and tell what it took at least; None if it fails. ``before`` sets the stage for each round."""
    found = []
    for _ in range(rounds):
        before()
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 6):  # 6: built, with findings
            return None
        found.append((usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024))
    return Spent(*map(min, zip(*found, strict=True)))


@contextmanager
def edition_of(pages: int, *, planned: bool = False) -> Iterator[tuple[Project, Path]]:
    """Give a project of its own with a generated edition, with areas or to be ``planned``."""
    with TemporaryDirectory(prefix="banmian-bench-") as place:
        root = Path(place)
        for name in ("templates", "assets", "banmian.toml"):
            (root / name).symlink_to(ROOT / name)
        yield Project(root), write_edition(root / "content" / DATE, pages, areas=not planned)


def banmian(folder: Path, *words: str) -> list[str]:
    """Return the command that builds an edition of a generated project."""
    root = folder.parent.parent
    code = f"import os, sys; os.chdir({str(root)!r}); sys.argv[0] = 'banmian'; from layout.cli import main; main()"
    return [sys.executable, "-c", code, "build", str(folder), *words]


@dataclass(frozen=True, slots=True)
class Figures:
    """What an edition of so many pages took: made cold, planned and made cold, again unchanged, and by the peers."""

    pages: int
    cold: Spent
    planned: Spent
    same: Spent
    shown: float
    """From a story changed to its page's picture, in a process that is warm: processor time, s."""
    peers: dict[str, Spent]


def bench_build(pages: Sequence[int] = (1, 16), rounds: int = 2) -> None:
    """Cold builds, planned or with areas, unchanged ones, one story changed, the peers; then how far the aims are."""
    _tell_aims([bench_edition(count, rounds if count < 16 else 1) for count in pages])


def bench_edition(count: int, rounds: int) -> Figures:
    """Build an edition of so many pages in every way and have the peers set it; raise RuntimeError if a build fails."""
    with edition_of(count, planned=True) as (_, folder):
        planned = _needed("banmian, cold, planned", spent(banmian(folder, *COLD), rounds))
    with edition_of(count) as (project, folder):
        edition = read_folder(folder, project.templates).edition
        assert edition is not None
        print(f"{count} page(s) of {_characters(edition) // count} characters each", flush=True)
        _tell("banmian, cold, planned", planned)
        cold = _needed("banmian, cold, with areas", spent(banmian(folder, *COLD), rounds))
        _tell("banmian, cold, with areas", cold)
        spent(banmian(folder, "--jobs", "1"))
        same = _needed("banmian, nothing changed", spent(banmian(folder, "--jobs", "1"), rounds))
        _tell("banmian, nothing changed", same)
        _tell("banmian, a story changed", spent(banmian(folder, "--jobs", "1"), rounds, lambda: _correct(folder)))
        warm = subprocess.run(
            [sys.executable, "-m", "tests.bench_build", str(folder), str(rounds)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        shown, written = map(float, warm.stdout.split())
        print(f"    the same in a process that is warm: {written:.2f} s processor, shown after {shown:.2f} s")
        peers = bench_peers(edition, rounds)
        for name, taken in peers.items():
            _tell(name, taken)
            print(
                f"    to {name}: planned {planned.processor / taken.processor:.2f}, with areas "
                f"{cold.processor / taken.processor:.2f}, nothing changed {same.processor / taken.processor:.2f} "
                "times its processor time"
            )
    return Figures(count, cold, planned, same, shown, peers)


def _needed(what: str, taken: Spent | None) -> Spent:
    if taken is None:
        raise RuntimeError(f"the build failed: {what}")
    return taken


def _tell_aims(found: Sequence[Figures]) -> None:
    """Tell each aim of docs/performance.md, the figure of this run, and whether it is held."""
    few, many = found[0], found[-1]
    print("aims, as ratios of this run")
    if taken := few.peers.get("chromium"):
        _aim(f"{few.pages} page(s) cold, to Chromium", few.cold.processor / taken.processor, 1)
    if many.pages > few.pages:
        more = many.pages - few.pages
        if ("weasyprint" in few.peers) and ("weasyprint" in many.peers):
            alone = (many.peers["weasyprint"].processor - few.peers["weasyprint"].processor) / more
            for what, figures in (("with areas", (few.cold, many.cold)), ("planned", (few.planned, many.planned))):
                further = (figures[1].processor - figures[0].processor) / more
                _aim(f"each further page, {what}, to WeasyPrint alone", further / alone, 0.8)
                print(f"    {further:.3f} s a page, WeasyPrint alone {alone:.3f} s")
        _aim("memory a further page, MB", (many.cold.memory - few.cold.memory) / more, 0.2)
    if taken := many.peers.get("weasyprint"):
        _aim(f"{many.pages} pages cold, to WeasyPrint alone", many.cold.processor / taken.processor, 0.75)
    if taken := many.peers.get("typst"):
        _aim(f"{many.pages} pages cold, to typst", many.cold.processor / taken.processor, 3)
        _aim("nothing changed, to typst", many.same.processor / taken.processor, 0.5)
    _aim("memory, MB", many.cold.memory, 200)
    _aim("a story changed, till its page is shown, s", few.shown, 0.15)


def _aim(what: str, ratio: float, most: float) -> None:
    print(f"  {what:52}{ratio:8.2f}  at most {most:g}: {'yes' if ratio <= most else 'no'}", flush=True)


def bench_processes(count: int) -> None:
    """An edition in one process and in two: wall time, and how much of the work cannot be shared out."""
    with edition_of(count) as (_, folder):
        one = spent(banmian(folder, *COLD))
        two = spent(banmian(folder, "--no-cache", "--jobs", "2"))
        _tell(f"{count} pages, one process", one)
        _tell(f"{count} pages, two processes", two)
        if one and two:
            print(f"    wall time, one process to two: {one.wall / two.wall:.2f} (aim: 1.8)")


def bench_zones(zones: int = 24, pages: int = 10, own: int = 2) -> None:
    """An edition cold, and zones of it cold by one command, each with so many pages of its own: processor time."""
    with edition_of(pages, planned=True) as (_, folder):
        made = write_zones(folder, zones, own)
        one = _needed("an edition, cold", spent(banmian(folder, *COLD)))
        _tell(f"{pages} pages, cold", one)
        every = _needed("zones, cold", spent([*banmian(made[0], *COLD), *map(str, made[1:])]))
        _tell(f"{zones} zones of them, {own} own pages each", every)
        _aim(f"{zones} zones, to one edition", every.processor / one.processor, 5)


def _tell(what: str, taken: Spent | None) -> None:
    print(f"  {what:34}{taken or 'failed'}", flush=True)


def _characters(edition: Edition) -> int:
    return sum(story.characters for story in edition.stories.values())


def _correct(folder: Path) -> None:
    """Change a character of one story to another of the same width, each time another one."""
    path = folder / "a1-third.md"
    head, rule, body = path.read_text("utf-8").rpartition("---\n")
    swapped = body.translate(str.maketrans("一二三四五六七八九", "二三四五六七八九一"))
    marked = swapped if swapped != body else body.replace("的", "地", 1)
    path.write_text(head + rule + marked, "utf-8")


def warm_build(folder: Path, rounds: int) -> tuple[float, float]:
    """Return the least processor time of builds after a story changed, in this process, s: till shown, till written."""
    project = Project(folder.parent.parent)
    means = Means(cache=project.cache)
    pipeline.build(project, folder, means=means)
    times = []
    for _ in range(rounds):
        _correct(folder)
        shown: list[float] = []
        start = time.process_time()
        pipeline.build(project, folder, means=means, shown=lambda _, shown=shown: shown.append(time.process_time()))
        # Pages that did not change are shown, too, out of the cache; the changed one is the first.
        times.append((time.process_time() - start, shown[0] - start))
    written, first = min(times)
    return first, written


def bench_peers(edition: Edition, rounds: int) -> dict[str, Spent | None]:
    """Have others set the same text in five columns of the same pages: no heads ranked, no page planned or filled."""
    with TemporaryDirectory(prefix="banmian-bench-") as place:
        html, typ, out = Path(place, "pages.html"), Path(place, "pages.typ"), Path(place, "out.pdf")
        html.write_text(as_html(edition), "utf-8")
        typ.write_text(as_typst(edition), "utf-8")
        code = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
        peers = {"weasyprint": spent([sys.executable, "-c", code, str(html), str(out)], rounds)}
        code = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
        peers["typst"] = spent([TYPST, "-c", code, str(typ), str(out)], rounds)
        if CHROMIUM:
            options = (
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--user-data-dir={place}",
            )
            peers["chromium"] = spent([CHROMIUM, *options, f"--print-to-pdf={out}", html.as_uri()], rounds)
        return {name: taken for name, taken in peers.items() if taken}


def as_html(edition: Edition) -> str:
    """Return the edition's text as one HTML page a newspaper page."""
    parts = [
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><style>@page { size: 285mm 420mm; margin: 14mm }",
        "body { margin: 0; font: 9pt/13pt 'Noto Serif CJK SC'; text-align: justify }",
        "section { columns: 5; column-gap: 13.5pt; height: 390mm; column-fill: auto; break-after: page }",
        "p { margin: 0; text-indent: 2em } h1 { font: 900 18pt/22pt 'Noto Serif CJK SC'; margin: 13pt 0 }</style>",
    ]
    for page in edition.pages:
        parts.append("<section>")
        for story in (edition.stories[name] for name in page.stories):
            parts.append(f"<h1>{story.headline}</h1>")
            parts += [f"<p>{block.text}</p>" for block in story.blocks if isinstance(block, Paragraph)]
        parts.append("</section>")
    return "\n".join(parts)


def as_typst(edition: Edition) -> str:
    """Return the same for typst."""
    parts = [
        "#set page(width: 285mm, height: 420mm, margin: 14mm, columns: 5)",
        '#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh")',
        "#set columns(gutter: 13.5pt)\n#set par(justify: true, leading: 4pt, first-line-indent: 2em)",
        "#show heading: set text(size: 18pt, weight: 900)",
    ]
    for number, page in enumerate(edition.pages):
        if number:
            parts.append("#pagebreak()")
        for story in (edition.stories[name] for name in page.stories):
            parts.append(f"= {story.headline}")
            parts += [block.text for block in story.blocks if isinstance(block, Paragraph)]
    return "\n\n".join(parts)


if __name__ == "__main__":  # a process whose memory and imports are its own
    print(*warm_build(Path(sys.argv[1]), int(sys.argv[2])))
