"""The built pages of an edition put on sheets: for small presses, and as proofs of pages beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from layout.ads.canvas import write_pdf
from layout.base.diagnostics import Report
from layout.base.errors import ContentError, PageError
from layout.base.messages import Message, listed, say, telling, told, word
from layout.base.units import MM
from layout.build.inputs import load, open_template
from layout.build.pipeline import require_built
from layout.build.preview import png_bytes
from layout.build.signing import standing_of
from layout.edition.model import Edition
from layout.files.codec import to_data
from layout.files.commands import build_command
from layout.files.output import Staging
from layout.files.project import Beside, Project
from layout.files.text import shown
from layout.pdf.binding import merge
from layout.pdf.identity import PressInfo
from layout.pdf.imposition import SCHEMES, Side, blanks, imposed
from layout.pdf.pdfium import sheet_image
from layout.pdf.screen import for_screen
from layout.pdf.sheets import Leaf, bleed_of, leaf_of, one_condition, reduced, sheet_side
from layout.pdf.slug import SlugPen

DPI = 72
"""Resolution of the pictures of sheets."""
SIZE_PLAY = 0.1
"""Pages of one size differ by less, pt."""


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One side of a sheet: its section, which of how many sheets, its face, its pages from the left ("" is blank)."""

    section: str
    sheet: int
    of: int
    face: str
    left: str
    right: str
    pdf: str
    preview: str


@dataclass(frozen=True, slots=True)
class SheetsRecord:
    """sheets.json: how the pages of an edition lie on sheets. Sizes are the trimmed sheet's, mm."""

    FILE: ClassVar[str] = "sheets.json"

    edition: str
    scheme: str
    binding: str
    proof: bool
    sides: tuple[SideRecord, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Imposed:
    """Sheets that were made: the folder, the PDF with all sides, the sides, and what is told of them."""

    folder: Path
    whole: Path
    sides: tuple[Side, ...]
    remarks: tuple[Message, ...]


def sheets_folder(project: Project, edition: Path) -> Path:
    """Return where the sheets of an edition are: beside its output."""
    return Beside.SHEETS.of(project.output(edition))


def impose_edition(
    project: Project,
    folder: Path,
    scheme: str = "saddle",
    *,
    proof: bool = False,
    progress: Callable[[Message], None] = lambda _now: None,
) -> Imposed:
    """Put the pages of the last build on sheets, into output/<edition>.sheets, which is replaced.

    scheme: saddle (printer's spreads) or pairs (in reading order). proof: on A3 for an office printer. Raises PageError
    for pages that were not built, or are of several sizes in a section; ContentError for a scheme there is not.
    """
    if scheme not in SCHEMES:
        raise ContentError(
            say("there is no scheme {scheme!r}", scheme=scheme), say("there are {known}", known=listed(SCHEMES))
        )
    edition = load(project, folder, Report())
    leaves = _leaves(project, edition)
    sides = imposed(leaves, scheme, edition.paper.binding)
    sections = {section: {page: leaves[page] for page in pages} for section, pages in _sections(sides).items()}
    for section, pages in sections.items():
        _require_one_size(section, pages)
    bleeds = {section: bleed_of((side for side in sides if side.section == section), leaves) for section in sections}
    kit = open_template(project, edition.pages[0].template, edition.language)
    pen = SlugPen(kit.fonts[kit.design.ads.text], write_pdf)
    target = sheets_folder(project, folder)
    name = folder.resolve().name
    whole = f"{name}-a3.pdf" if proof else f"{name}-sheets.pdf"
    remarks = [*_changed(project, folder, leaves), *_remarks(sides, leaves)]
    made: list[bytes] = []
    records: list[SideRecord] = []
    with Staging(target) as staging:
        for number, side in enumerate(sides, 1):
            progress(say("sheet {sheet}, {number} of {all}", sheet=side.name, number=number, all=len(sides)))
            info = PressInfo(edition.paper.name, edition.date, f"sheet {side.name}", _title(edition, side))
            pages = sections[side.section]
            pdf = sheet_side(side, pages, bleeds[side.section], _lines(edition, side, leaves), info, pen)
            if proof:
                pdf, scale = reduced(pdf, info)
                if number == 1:
                    remarks.append(say("the sheets are at {scale:.0f} % of their size", scale=100 * scale))
            made.append(pdf)
            file, picture = f"sheets/{side.name}.pdf", f"preview/{side.name}.png"
            staging.write(file, pdf)
            staging.write(picture, png_bytes(sheet_image(for_screen(pdf), DPI), DPI))
            place = (side.section, side.number, side.of, side.face, side.left, side.right)
            records.append(SideRecord(*place, file, picture))
        title = f"{edition.paper.name} {edition.date.isoformat()}"
        staging.write(whole, merge(made, PressInfo(edition.paper.name, edition.date, "sheets", title)))
        record = SheetsRecord(name, scheme, edition.paper.binding, proof, tuple(records))
        staging.write_json(SheetsRecord.FILE, to_data(record))
    return Imposed(target, target / whole, sides, tuple(remarks))


def _leaves(project: Project, edition: Edition) -> dict[str, Leaf]:
    """Return the finished pages of an edition by their numbers. Raises PageError if one is not built."""
    output = project.output(edition.folder)
    files = {page.id: output / "pages" / f"{page.id}.pdf" for page in edition.pages}
    require_built(project, edition, [page for page, file in files.items() if not file.is_file()])
    leaves = {}
    for page, file in files.items():
        try:
            leaves[page] = leaf_of(file.read_bytes())
        except (ValueError, OSError) as error:
            hint = say("build it anew: {command}", command=build_command(edition.folder))
            raise PageError(say("{file} is no finished page", file=shown(file)), hint) from error
    return leaves


def _sections(sides: tuple[Side, ...]) -> Mapping[str, list[str]]:
    pages: dict[str, list[str]] = defaultdict(list)
    for side in sides:
        pages[side.section] += side.pages
    return pages


def _require_one_size(section: str, pages: Mapping[str, Leaf]) -> None:
    sizes: dict[tuple[int, int], list[str]] = defaultdict(list)
    for page, leaf in pages.items():
        sizes[round(leaf.width / SIZE_PLAY), round(leaf.height / SIZE_PLAY)].append(page)
    if len(sizes) > 1:
        each = (
            say(
                "{pages}: {wide:.1f} x {tall:.1f} mm",
                pages=listed(sorted(names)),
                wide=pages[names[0]].width / MM,
                tall=pages[names[0]].height / MM,
            )
            for names in sizes.values()
        )
        raise PageError(
            say(
                "the pages of section {section} are of several sizes: {sizes}",
                section=section,
                sizes=listed(each, "; "),
            ),
            say("give them templates of one size, or another letter"),
        )


def _changed(project: Project, folder: Path, pages: Iterable[str]) -> Iterator[Message]:
    """Yield what changed in the files of pages since they were built: the sheets are of the pages as they are."""
    for sign, changes in standing_of(project, folder, tuple(pages)):
        if changes:
            yield say("{page}: changed since it was built: {changes}", page=sign.page, changes=listed(changes))


def _remarks(sides: tuple[Side, ...], leaves: Mapping[str, Leaf]) -> Iterator[Message]:
    for section in dict.fromkeys(side.section for side in sides):
        if count := blanks(sides, section):
            yield say("section {section}: {count:page stays|pages stay} blank", section=section, count=count)
    for side in sides:
        if not one_condition({page: leaves[page] for page in side.pages}):
            yield say(
                "sheet {sheet}: {pages} are made for several printing conditions, so it claims no PDF/X",
                sheet=side.name,
                pages=listed(side.pages),
            )


def _lines(edition: Edition, side: Side, leaves: Mapping[str, Leaf]) -> tuple[str, ...]:
    """Return the slug line of a side; after the whole line shorter ones, for narrow sheets."""
    language = telling(edition.language)
    here = {page: leaves[page] for page in side.pages}
    sheet = say(
        "section {section}, sheet {number} of {of}, {face}",
        section=side.section,
        number=side.number,
        of=side.of,
        face=word(side.face),
    )
    halves = " | ".join(page or told(say("blank"), language) for page in (side.left, side.right))
    one = next(iter(here.values())) if here and one_condition(here) else None
    made_for = (one.condition, one.claim) if one else ()
    whose = (edition.paper.name, edition.date.isoformat(), told(sheet, language), halves)
    lines = ((*whose, *made_for), (*whose, *made_for[:1]), whose)
    return tuple(dict.fromkeys("  ".join(part for part in line if part) for line in lines))


def _title(edition: Edition, side: Side) -> str:
    return f"{edition.paper.name} {edition.date.isoformat()} {side.name}"
