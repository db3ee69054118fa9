"""Proving an archive: every file is as it was, and a build from it gives the same pages, or what exactly differs."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from layout.archive.environment import differences, environment, font_differences, fonts
from layout.archive.manifest import MANIFEST, Manifest, read_manifest, sums
from layout.base.diagnostics import Report
from layout.base.errors import BanmianError, ContentError
from layout.base.messages import listed, say
from layout.build import pipeline
from layout.build.inputs import load, open_templates
from layout.build.versions import VersionRecord
from layout.design.press import PdfX
from layout.files.project import Project
from layout.files.text import is_inside, shown
from layout.files.zips import ZipLimits, opened_zip
from layout.plan.stored import PlanRecord
from layout.scene.record import LayoutRecord

LIMITS = ZipLimits(members=50_000, bytes=2_000_000_000, ratio=200)

MOST = 20
"""So many differences of one kind are told."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of proving an archive.

    ``damaged`` are files of the archive that are not what the manifest says: then nothing was built. ``changed`` is
    what the machine has otherwise than then, ``differing`` what a build makes otherwise, ``failed`` why it could not
    be made. ``compared`` counts the files that were compared.
    """

    manifest: Manifest
    damaged: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    failed: BanmianError | None = None
    compared: int = 0

    @property
    def same(self) -> bool:
        """Whether the archive is whole and gives the same bytes."""
        return not (self.damaged or self.differing or self.failed)


def verify_archive(archive: Path, progress: Callable[[str], None] = lambda _: None) -> Verified:
    """Hold an archive, a zip file or its unpacked folder, against its manifest, and build its edition anew.

    Raises ContentError if it is no archive. Nothing is written outside of a temporary folder.
    """
    progress(say("reading"))
    files = dict(_members(archive))
    if MANIFEST not in files:
        raise ContentError(
            say("{archive} has no {manifest}", archive=shown(archive), manifest=MANIFEST),
            say("it is no archive of banmian"),
        )
    manifest = read_manifest(files.pop(MANIFEST), shown(archive))
    if damaged := list(_damage(files, manifest)):
        return Verified(manifest, damaged=tuple(damaged))
    with tempfile.TemporaryDirectory(prefix="banmian-verify-") as place:
        root = Path(place)
        for name, data in files.items():
            path = root / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _rebuilt(Project(root), manifest, files, progress)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of the files of an archive."""
    if archive.is_dir():
        for path in sorted(archive.rglob("*")):
            if not is_inside(path, archive):
                raise ContentError(
                    say("{path} is a link that leads out of the archive", path=shown(path)), say("it is not safe")
                )
            if path.is_file():
                yield path.relative_to(archive).as_posix(), path.read_bytes()
        return
    with opened_zip(archive, LIMITS) as file:
        for member in file.infolist():
            if not member.is_dir():
                yield member.filename, file.read(member)


def _damage(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[str]:
    """Yield in words which files are not what the manifest says."""
    for name in sorted({*files, *manifest.files}):
        if name not in files:
            yield say("{name} is missing", name=name)
        elif name not in manifest.files:
            yield say("{name} is not in the manifest", name=name)
        elif sums(files[name]) != manifest.files[name]:
            yield say("{name} was changed since the archive was made", name=name)


def _rebuilt(
    project: Project, manifest: Manifest, files: Mapping[str, bytes], progress: Callable[[str], None]
) -> Verified:
    folder = project.content / manifest.edition
    changed = differences(manifest.environment, environment())
    try:
        edition = load(project, folder, Report())
        kits = open_templates(project, edition)
        changed += font_differences(manifest.fonts, fonts(kit.fonts.faces for kit in kits.values()))
        kept = {name: data for name, data in files.items() if _is_compared(name, manifest.edition)}
        wanted = PdfX(manifest.pdfx) if manifest.pdfx in set(PdfX) else None
        # Someone may have taken the pages in spite of findings; here only their bytes matter.
        pipeline.build(project, folder, pdfx=wanted, force=True, progress=progress)
        differing = list(_differences(kept, project.root))
        if differing and f"output/{manifest.edition}/{PlanRecord.FILE}" in files:
            progress(say("once more, near the kept plan"))
            # The pages may have been built with few moves, from a plan that no edition tells.
            plan = project.output(folder) / PlanRecord.FILE
            plan.write_bytes(files[f"output/{manifest.edition}/{PlanRecord.FILE}"])
            # What was built just now is no version that anybody had.
            if kept_versions := files.get(f"output/{manifest.edition}/{VersionRecord.FILE}"):
                (plan.parent / VersionRecord.FILE).write_bytes(kept_versions)
            pipeline.build(project, folder, pdfx=wanted, force=True, few_moves=True, progress=progress)
            again = list(_differences(kept, project.root))
            differing = again if len(again) < len(differing) else differing
    except BanmianError as error:
        return Verified(manifest, changed=tuple(changed), failed=error)
    return Verified(manifest, changed=tuple(changed), differing=tuple(differing), compared=len(kept))


def _is_compared(name: str, edition: str) -> bool:
    """Tell whether a file of the output is the same wherever it is built; the reports name the folder they were in."""
    inner = name.removeprefix(f"output/{edition}/")
    return inner != name and (inner in (LayoutRecord.FILE, PlanRecord.FILE) or inner.endswith(".pdf"))


def _differences(kept: Mapping[str, bytes], root: Path) -> Iterator[str]:
    """Yield in words which files a build makes otherwise, and where in them."""
    for name, data in sorted(kept.items()):
        path = root / PurePosixPath(name)
        if not path.is_file():
            yield say("{name} is not made any more", name=name)
        elif (now := path.read_bytes()) != data:
            if name.endswith(".json"):
                places = list(_json_differences(json.loads(data), json.loads(now), ""))
                told = places[:MOST]
                if len(places) > MOST:
                    told.append(say("and {many} more", many=len(places) - MOST))
                what = listed(told, "; ") if told else say("only in how it is written")
                yield say("{name} differs: {what}", name=name, what=what)
            else:
                yield say(
                    "{name} differs: {then} bytes then, {now} now, the first at {first}",
                    name=name,
                    then=len(data),
                    now=len(now),
                    first=_first(data, now),
                )


def _first(one: bytes, other: bytes) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _json_differences(then: Any, now: Any, place: str) -> Iterator[str]:
    """Yield the places at which two values differ; things that have an id are named by it."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            yield from _json_differences(then.get(key), now.get(key), f"{place}.{key}" if place else key)
    elif isinstance(then, list) and isinstance(now, list):
        if all(isinstance(one, dict) and "id" in one for one in (*then, *now)):
            before, after = ({str(one["id"]): one for one in many} for many in (then, now))
            for name in dict.fromkeys((*before, *after)):
                yield from _json_differences(before.get(name), after.get(name), f"{place}[{name}]")
        elif len(then) != len(now):
            yield say("{place} has {now} entries, it had {then}", place=place, now=len(now), then=len(then))
        else:
            for number, (one, other) in enumerate(zip(then, now, strict=True)):
                yield from _json_differences(one, other, f"{place}[{number}]")
    elif then != now:
        yield say("{place} is {now}, it was {then}", place=place, now=_short(now), then=_short(then))


def _short(value: Any) -> str:
    if value is None:
        return say("not there")
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
