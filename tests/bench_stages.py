"""Where the time of a build goes: the stages' functions are timed from outside, nothing in the program knows of it.

Times are processor seconds of this process; what a stage calls of another stage counts for that one alone.
"""

from __future__ import annotations

import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from layout.build import pipeline
from layout.files.project import Project
from layout.render import subsets

ROOT = Path(__file__).resolve().parent.parent

STAGES = (
    ("reading the edition", "layout.build.pipeline", "load"),
    ("fingerprint", "layout.build.pipeline", "fingerprint"),
    ("opening templates and fonts", "layout.build.inputs", "open_template"),
    ("sharing out stories", "layout.plan.edition", "share_out"),
    ("shapes of stories", "layout.plan.page", "story_footprints"),
    ("planning: search", "layout.plan.page", "solve"),
    ("planning: the rest", "layout.plan.page", "plan_page"),
    ("composing", "layout.build.page", "compose_page"),
    ("checking what the files tell", "layout.build.foreseen", "foresee"),
    ("setting the page: the rest", "layout.build.page", "set_page"),
    ("dressing the page", "layout.build.furniture", "dress_page"),
    ("record of the page", "layout.render.trace", "page_record"),
    ("ads", "layout.build.page", "attempt_ad"),
    ("pictures", "layout.build.page", "prepare"),
    ("HTML", "layout.build.page", "render_html"),
    ("WeasyPrint: layout", "weasyprint:HTML", "render"),
    ("WeasyPrint: drawing", "weasyprint.document", "draw_page"),
    ("WeasyPrint: font subsets", "weasyprint.pdf.fonts:Font", "clean"),
    ("WeasyPrint: the rest", "layout.build.page", "render_pdf"),
    ("finishing", "layout.build.page", "finish_page"),
    ("ink: plates", "layout.pdf.ink", "separations"),
    ("ink: the rest", "layout.pdf.ink", "page_ink"),
    ("preflight: reading", "layout.preflight.runner", "read_facts"),
    ("preflight: rules", "layout.preflight", "preflight_page"),
    ("preview: opening the page", "layout.pdf.pdfium:OpenPage", "__init__"),
    ("preview: drawing", "layout.pdf.pdfium", "_image"),
    ("preview: PNG", "layout.build.preview", "png_bytes"),
    ("preview: thumbnail", "layout.build.preview", "thumbnail"),
    ("preview: contact sheet", "layout.build.preview", "contact_sheet"),
    ("binding the edition", "layout.pdf.binding", "merge"),
    ("JSON and reports", "layout.build.pipeline", "write_output"),
)
"""What a stage is called, the module (and the class in it) that holds its function, the function."""


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Time the stages while the block runs; the times grow in what is given."""
    times: dict[str, float] = defaultdict(float)
    inner: list[float] = []
    replaced: list[tuple[Any, str, Any]] = []

    def timing(label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*words: Any, **named: Any) -> Any:
            start = time.process_time()
            inner.append(0.0)
            try:
                return function(*words, **named)
            finally:
                taken = time.process_time() - start
                times[label] += taken - inner.pop()
                if inner:
                    inner[-1] += taken

        return run

    for label, where, name in STAGES:
        module, _, cls = where.partition(":")
        owner = importlib.import_module(module)
        owner = getattr(owner, cls) if cls else owner
        replaced.append((owner, name, getattr(owner, name)))
        setattr(owner, name, timing(label, getattr(owner, name)))
    try:
        yield times
    finally:
        for owner, name, function in reversed(replaced):
            setattr(owner, name, function)


def bench_stages(folder: Path = ROOT / "content" / "2022-04-15") -> None:
    """Build an edition twice in this process, without a cache, and print what the stages took the second time."""
    project = Project(ROOT)
    pipeline.build(project, folder, force=True)
    subsets.forget()  # another page shows other glyphs
    start = time.process_time()
    with timed() as times:
        pages = len(pipeline.build(project, folder, force=True).pages)
    whole = time.process_time() - start
    print(f"stages of {folder.name}, {pages} pages, warm: {whole:.2f} s processor, {whole / pages:.2f} s a page")
    for label, taken in sorted(times.items(), key=lambda item: -item[1]):
        print(f"  {label:30}{taken:7.2f} s{100 * taken / whole:6.1f} %")
    print(f"  {'everything else':30}{whole - sum(times.values()):7.2f} s")
