"""What a build writes of versions: versions.json, and the PDF of the whole edition, which has a version of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from layout.build.sources import Common, sources_of
from layout.build.versions import WHOLE, Before, VersionRecord, version_of
from layout.edition.model import Edition
from layout.files.codec import to_data
from layout.files.digest import file_digest
from layout.files.output import Staging
from layout.files.project import Project
from layout.pdf.stamp import content_digest

if TYPE_CHECKING:
    from layout.build.jobs import Foreman
    from layout.build.pipeline import BuiltPage


def built_versions(project: Project, written: Edition, made: Iterable[BuiltPage]) -> VersionRecord:
    """Return the versions of pages that were built, with what they are made of in the edition as it is written."""
    pages, sources, common = [], {}, Common(project)
    for each in made:
        pages.append(each.version)
        stories = [fit.part_of or fit.id for fit in each.copyfit.stories]
        sources[each.page.id] = sources_of(common, written, each.page.id, stories, [ad.id for ad in each.layout.ads])
    return VersionRecord(written.date.isoformat(), tuple(pages), sources=sources)


def write_versions(
    staging: Staging, edition: Edition, record: VersionRecord, before: Before, foreman: Foreman, now: str
) -> None:
    """Write versions.json, and the PDF of the edition if all its pages are there."""
    names = [page.id for page in edition.pages]
    pdfs = [staging.folder / "pages" / f"{name}.pdf" for name in names]
    if all(path.is_file() for path in pdfs):
        title = f"{edition.paper.name} {edition.date.isoformat()}"
        content = content_digest((), title, edition.paper.name, [file_digest(path) for path in pdfs])
        whole = version_of(WHOLE, content, before.of(WHOLE), edition.date, now)
        record = replace(record, whole=whole)

        def bound() -> bytes:
            from layout.pdf.binding import merge
            from layout.pdf.identity import PressInfo

            return merge(pdfs, PressInfo(edition.paper.name, edition.date, WHOLE, title, whole.stamp))

        data = foreman.workshop.store.remember("edition", lambda: (whole,), bound)
        staging.write(f"{edition.folder.resolve().name}.pdf", data)
    staging.write_json(record.FILE, to_data(record))
