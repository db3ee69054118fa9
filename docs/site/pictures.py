"""Makes the gallery's pictures: editions written from the snippets, built by the program, cut out of its previews.

Everything is made in a temporary project that has the checkout's templates and assets; what was made is kept under the
digest of all it was made of, so that a second run makes nothing.
"""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps

from docs.site.shown import PAPERS, SNIPPETS, TAGS, TEMPLATES, Section, Shown, keys_of, sections
from layout.ads.attempt import attempt_ad
from layout.base.codes import Severity
from layout.base.diagnostics import Report
from layout.base.millimetres import MmRect
from layout.build.fingerprint import fingerprint
from layout.build.inputs import load, open_press, open_template
from layout.build.orders import report_orders
from layout.build.page import draw_page, set_page
from layout.build.pipeline import BuildResult, Means, build
from layout.compose.kit import TemplateKit, open_story
from layout.compose.shape import StoryShape
from layout.edition.model import Edition
from layout.files.digest import digest, file_digest, folder_digest
from layout.files.project import Project
from layout.pdf.pdfium import page_image
from layout.plan.page import Planned
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.render.trace import page_record

ROOT = Path(__file__).resolve().parents[2]
DPI = 150
"""The resolution of the previews."""
WHITE = 14
"""White around what is cut out of a page, pixels."""
GAP = 2
"""Rows between what stands below each other on a page of snippets."""
PAGE_WIDTH = 900
"""Pixels of the picture of a whole page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was made: its file's name and its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures by what they show, the folder they are in, and what the builds had to say that nobody expects."""

    folder: Path
    pictures: dict[str, Picture]
    told: tuple[str, ...]


Make = Callable[[Project, Path], Iterator[tuple[str, Image.Image | str]]]
"""Makes pictures in a project; yields each with its name, and what there is to tell under the name ``told``."""


def album(name: str, kept: Path, of: Sequence[object], make: Make) -> Album:
    """Return the pictures of an album, made if they are not there; ``of`` is all they depend on but the program."""
    code = [file_digest(Path(inspect.getfile(each))) for each in (album, Section, make)]
    folder = kept / f"{name}-{digest(made_with(), code, *of)[:16]}"
    record = folder / "album.json"
    if not record.exists():
        print(f"pictures: {name}", flush=True)
        for old in kept.glob(f"{name}-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
        pictures, told = {}, []
        with project() as made:
            for each, image in make(made, made.root / "content"):
                if isinstance(image, str):
                    told.append(f"{name}: {image}")
                else:
                    pictures[each] = _written(image, folder, f"{name}-{each}.webp")
        record.write_text(json.dumps({"told": told, "pictures": {k: asdict(v) for k, v in pictures.items()}}))
    data = json.loads(record.read_text("utf-8"))
    return Album(folder, {each: Picture(**one) for each, one in data["pictures"].items()}, tuple(data["told"]))


@cache
def made_with() -> str:
    """Return the digest of what all pages are made with."""
    return fingerprint(Project(ROOT))


def _written(image: Image.Image, folder: Path, name: str) -> Picture:
    grey = image.convert("RGB")
    grey.save(folder / name, "WEBP", quality=78, method=6)
    return Picture(name, image.width, image.height)


class project:
    """A project of its own for a while, with the checkout's templates and assets."""

    def __enter__(self) -> Project:
        """Make its folder."""
        self._folder = TemporaryDirectory(prefix="banmian-docs-")
        root = Path(self._folder.name)
        for name in ("templates", "assets", "banmian.toml"):
            (root / name).symlink_to(ROOT / name)
        (root / "content").mkdir()
        return Project(root)

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._folder.cleanup()


# ---- cutting out -------------------------------------------------------------------------------------------------


def built(made: Project, folder: Path, pages: Sequence[str] = ()) -> BuildResult:
    """Build an edition of the project."""
    return build(made, folder, pages=pages, means=Means(jobs=0, cache=ROOT / ".cache" / "banmian"))


def preview(result: BuildResult, page: str) -> Image.Image:
    """Return the preview of a page."""
    with Image.open(result.folder / "preview" / f"{page}.png") as image:
        return image.convert("RGB")


def cut(image: Image.Image, rect: MmRect, beyond: int = 3) -> Image.Image:
    """Return a part of a page, mm, with white around it."""
    scale = DPI / 25.4
    left, top = rect.x * scale - beyond, rect.y * scale - beyond
    right, bottom = (rect.x + rect.width) * scale + beyond, (rect.y + rect.height) * scale + beyond
    part = image.crop((max(0, round(left)), max(0, round(top)), round(right), round(bottom)))
    return ImageOps.expand(part, WHITE, "white")


def small(image: Image.Image, width: int = PAGE_WIDTH) -> Image.Image:
    """Return the picture of a whole page at the width it is shown at."""
    size = width, round(image.height * width / image.width)
    return ImageOps.expand(image.resize(size, Image.Resampling.LANCZOS), 1, "#999999")


def unexpected(result: BuildResult, allowed: Sequence[str] = ()) -> Iterator[str]:
    """Yield the errors of a build, and its warnings but for those of codes that are expected."""
    for finding in result.findings:
        expected = finding.severity is Severity.WARNING and str(finding.code).startswith(tuple(allowed))
        if finding.severity is not Severity.INFO and not expected:
            yield str(finding)


# ---- snippets ----------------------------------------------------------------------------------------------------

_EXPECTED = ("jump-",)
"""What is said of snippets and needs no mending: the other part of a story is on no page."""


def snippets(language: str) -> Make:
    """Return what makes the pictures of a language's snippets.

    They are set on pages of their own, each in as many rows as it needs, and drawn as any page is; nothing is planned,
    for such pages are not full.
    """

    def make(made: Project, content: Path) -> Iterator[tuple[str, Image.Image | str]]:
        shown = [one for each in sections(language) for one in each.shown if one.language in ("", language)]
        kit = open_template(made, TEMPLATES[language], TAGS[language])
        edition = read_snippets(made, content / language, language, shown, kit)
        press = open_press(made, edition, None)
        for page, plan in zip(edition.pages, plans(edition, shown, kit), strict=True):
            there = {placed.item for placed in plan.placements}
            mine = {
                "stories": tuple(n for n in edition.stories if n in there),
                "ads": tuple(n for n in edition.ads if n in there),
            }
            ready = set_page(edition, Planned(page.model_copy(update=mine), plan, None), kit, press)
            told = [one for one in edition.provenance.told(ready.findings) if one.severity is not Severity.INFO]
            yield from (("told", str(one)) for one in told if not str(one.code).startswith(_EXPECTED))
            image = page_image(draw_page(made, edition, ready, kit, press), DPI)
            record = page_record(ready.model)
            yield from ((ad.id, cut(image, ad.rect)) for ad in record.ads)
            yield from ((story.id, cut(image, story.rect)) for story in record.stories)

    return make


def read_snippets(made: Project, folder: Path, language: str, shown: Sequence[Shown], kit: TemplateKit) -> Edition:
    """Return an edition of all the snippets, written into a folder and read; its pages are as many as they may need."""
    folder.mkdir()
    shutil.copytree(images(language), folder / "images")
    for one in shown:
        if not one.is_ad:
            (folder / f"{one.id}.md").write_text(one.source, "utf-8")
    ads = {one.id: one.source for one in shown if one.is_ad}
    stories = [one.id for one in shown if not one.is_ad]

    def write(names: Sequence[str]) -> Edition:
        (folder / "ads.yaml").write_text("\n".join(ads[name] for name in names), "utf-8")
        (folder / "edition.yaml").write_text(
            f"paper: {{name: {PAPERS[language]}}}\ndate: 2022-04-15\nissue: 1\nlanguage: {TAGS[language]}\n"
            f"pages:\n  - id: A1\n    template: {TEMPLATES[language]}\n    stories: [{', '.join(stories)}]\n"
            f"    ads: [{', '.join(names)}]\n",
            "utf-8",
        )
        return load(made, folder, Report())

    # The ready-made ad is another one's drawing, in the size of its module.
    keys, grid = keys_of(ads["supplied"]), kit.design.grid
    other = write([name for name in ads if name != "supplied"]).ads[READY]
    size = grid.measure(keys["columns"]), keys["rows"] * grid.row
    drawn = attempt_ad(other, *size, kit.design, kit.fonts, folder=folder, language=TAGS[language])
    (folder / keys["file"]).write_bytes(drawn.pdf)
    edition = write(list(ads))
    count = len(plans(edition, shown, kit))
    first = edition.pages[0].model_copy(update={"stories": (), "ads": ()})
    pages = tuple(first.model_copy(update={"id": f"A{number}"}) for number in range(1, count + 1))
    return edition.model_copy(update={"pages": pages})


READY = "contact"
"""The ad whose drawing is the file of the ready-made one."""


def plans(edition: Edition, shown: Sequence[Shown], kit: TemplateKit) -> list[PagePlan]:
    """Return pages with all snippets, filled from the left to the right and from the top down."""
    across, down = kit.design.grid.columns, kit.design.grid.rows
    pages: list[list[Placement]] = [[]]
    x = y = height = 0
    for one in shown:
        columns = edition.ads[one.id].columns if one.is_ad else one.columns
        if x + columns > across:
            x, y, height = 0, y + height + GAP, 0
        rows = _rows(one, edition, kit, at_top=y == 0)
        if y + rows > down:
            pages.append([])
            x = y = height = 0
            rows = _rows(one, edition, kit, at_top=True)
        kind = ItemKind.AD if one.is_ad else ItemKind.STORY
        pages[-1].append(Placement(one.id, kind, GridRect(x, y, columns, rows)))
        x, height = x + columns, max(height, rows)
    return [PagePlan(f"A{number}", across, down, tuple(page)) for number, page in enumerate(pages, start=1)]


def _rows(one: Shown, edition: Edition, kit: TemplateKit, *, at_top: bool) -> int:
    """Return the rows that a snippet needs."""
    if one.is_ad:
        return edition.ads[one.id].rows
    composer = open_story(edition.stories[one.id], kit, edition.folder)
    needed = composer.needed_rows(one.columns, at_top=at_top)

    def faults(rows: int) -> tuple[int, int, int, int]:
        made, report = composer.compose(StoryShape(one.columns, rows, at_top)), Report()
        report_orders([made], kit.design, report)
        return made.fit.over_characters, len(report.findings), made.fit.under_lines, rows

    tried = []
    for rows in range(max(4, needed // 2), needed + SPARE):
        tried.append(faults(rows))
        if not any(tried[-1][:3]):
            break
    return min(tried)[-1]


SPARE = 12
"""Rows that a story is tried in beyond those its text needs, so that its pictures have the widths it orders."""


def images(language: str) -> Path:
    """Return the folder of the pictures that snippets of a language name."""
    return ROOT / "content" / ("2022-04-15" if language == "zh" else "weekly-sample") / "images"


def sources(language: str) -> list[str]:
    """Return the digests of the folders that a language's snippets are made of."""
    return [folder_digest(SNIPPETS / language), folder_digest(images(language))]
