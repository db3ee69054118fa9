"""Making an archive: content, templates, press files and pages in one zip file with a manifest.

The same edition and pages on the same machine give the same bytes: files in order of their names, one time stamp for
all, nothing packed (pages and pictures are packed already, and how a packer does it differs between versions).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from layout.archive.environment import environment, fonts
from layout.archive.manifest import MANIFEST, Manifest, sums
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, OutputError
from layout.base.messages import say
from layout.build.inputs import load, open_press, open_templates
from layout.build.records import read_built
from layout.design.press import PdfX
from layout.edition.model import Edition
from layout.epaper.site import make_site
from layout.files.atomic import write_whole
from layout.files.bases import every_folder
from layout.files.project import DESIGN_FILE, READING, Project, page_template
from layout.files.text import is_inside, shown
from layout.pdf.document import claimed_standard
from layout.scene.record import LayoutRecord

TIME = (1980, 1, 1, 0, 0, 0)
"""The time every member carries: the first a zip file can."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive that was made: its file, how much is in it, and what there is to say."""

    path: Path
    files: int
    size: int
    findings: tuple[Finding, ...]


def archive_edition(
    project: Project, folder: Path, to: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> Kept:
    """Put an edition and its pages into a zip file, output/<edition>.archive.zip if no other is named.

    Raises ContentError if the edition cannot be used, PageError if its pages are not built or were built from another
    state of it, OutputError if the file cannot be written.
    """
    report = Report()
    edition = load(project, folder, report)
    output = project.output(folder)
    path = to or output.with_name(f"{output.name}.archive.zip")
    if path.suffix != ".zip":
        raise OutputError(
            say("{path} is no name for an archive", path=shown(path)), say("give a name that ends in .zip")
        )
    if any(is_inside(path.parent, inner) for inner in (folder, output, project.templates, project.assets)):
        raise OutputError(
            say("{path} would lie in a folder that is archived", path=shown(path)),
            say("give a name outside of the edition and its output"),
        )
    layout = read_built(LayoutRecord, output, folder)
    # It finds pages that are missing and pages that were made of something else.
    told = Report()
    make_site(edition, layout, told)
    report.extend(told.findings)
    progress(say("reading"))
    kits = open_templates(project, edition)
    press = open_press(project, edition, None)
    files = {name: place.read_bytes() for name, place in _files(project, edition, folder, output)}
    # A condition of the paper's own may have one of the program's profiles.
    files[f"assets/press/{press.profile}"] = press.profile_data
    progress(say("fonts"))
    manifest = Manifest(
        edition=str(project.place(folder)),
        paper=edition.paper.name,
        date=edition.date.isoformat(),
        issue=edition.issue,
        pdfx=_pdfx(output, edition),
        press=edition.press,
        environment=environment(),
        fonts=fonts(kit.fonts.faces for kit in kits.values()),
        files={name: sums(data) for name, data in files.items()},
    )
    progress(say("writing"))
    files[MANIFEST] = manifest.text().encode("utf-8")
    write_whole(path, lambda file: _zip(file, files))
    return Kept(path, len(files), path.stat().st_size, report.findings)


def _files(project: Project, edition: Edition, folder: Path, output: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name in the archive, file) of everything a build reads, and of what it made but for the previews."""
    place = project.place(folder)
    for each in every_folder(edition.folder):
        yield from _tree(each, f"content/{project.place(each)}")
    used = {page_template(page.template) for page in edition.pages}
    for name in sorted(used):
        yield from _tree(project.template(name), f"templates/{name}")
    for common in _common(project):
        yield from _tree(common, f"templates/{common.name}")
    if condition := project.press(edition.press):
        yield f"assets/press/{condition.name}", condition
    for asset in sorted(project.assets.iterdir()) if project.assets.is_dir() else ():
        if asset.is_dir() and asset.name not in ("press", "starter"):
            yield from ((name, path) for name, path in _tree(asset, f"assets/{asset.name}") if path.suffix != ".py")
        elif asset.is_file() and asset.suffix != ".py":
            yield f"assets/{asset.name}", asset
    for name, path in _tree(output, f"output/{place}"):
        # What readers are given is made of the pages, and can be made of them again.
        if not name.startswith(f"output/{place}/preview/") and not name.endswith(READING):
            yield name, path


def _common(project: Project) -> Iterator[Path]:
    """Yield the folders of what several templates share; the paper's own last, for its files count."""
    for place in reversed(project.template_places):
        for folder in sorted(place.iterdir()) if place.is_dir() else ():
            if folder.is_dir() and not (folder / DESIGN_FILE).is_file():
                yield folder


def _tree(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder that are neither hidden nor an editor's backup; a link out of it is refused."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") or part.endswith("~") or part == "__pycache__" for part in inner.parts):
            continue
        if not is_inside(path, folder):
            raise ContentError(
                say("{path} is a link that leads out of its folder", path=shown(path)), say("put the file itself there")
            )
        if path.is_file():
            yield f"{name}/{inner.as_posix()}", path


def _pdfx(output: Path, edition: Edition) -> str:
    """Return the standard the pages were written to: a build may have been asked for another than the press's own."""
    claimed = claimed_standard((output / "pages" / f"{edition.pages[0].id}.pdf").read_bytes())
    return claimed if claimed in set(PdfX) else ""


def _zip(file: IO[bytes], files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for inner in sorted(files):
            member = zipfile.ZipInfo(inner, TIME)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            made.writestr(member, files[inner])
