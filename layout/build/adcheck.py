"""Ready-made ads checked before closing: each put on a page of its own, finished and judged as pages are.

What `layout.ads.doctor` finds in the file, and what the rules of the preflight about an ad's own content say of
the page that is made of it, come together here. No page of the edition is planned or built.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from layout.ads.doctor import ENDINGS, Form, Looked, look_over
from layout.ads.kinds.supplied import SuppliedAd
from layout.ads.modules import Module, nearest, nearest_like, parse_size, sold_module
from layout.base.codes import Code
from layout.base.diagnostics import Finding, listing, on_page
from layout.base.errors import BanmianError, ContentError
from layout.base.messages import Message, listed, say, told
from layout.base.units import MM, Rect, parse_length
from layout.build.inputs import named_press, open_template, read_folder
from layout.compose.kit import TemplateKit
from layout.design.press import PressCondition
from layout.edition.ads import Ad
from layout.edition.language import UNSAID, language_of
from layout.edition.load import EditionKeys
from layout.edition.model import Edition
from layout.edition.paperfile import read_paper_file
from layout.edition.spreads import with_halves
from layout.files.project import ADS_FILE, Project
from layout.files.text import meant, shown
from layout.pdf.alone import finish_alone
from layout.pdf.canvas import read_page
from layout.pdf.facts import Family, Page
from layout.pdf.identity import PressInfo
from layout.pdf.ink import page_ink
from layout.pdf.place import PlacedAd
from layout.preflight.model import PageReport
from layout.preflight.profiles import profile_of
from layout.preflight.rules import black, boxes, colour, fonts, images, ink, text, thin
from layout.preflight.runner import preflight_page
from layout.preflight.states import State

NOT_AN_ADS = frozenset(
    (
        *(Code.COLOUR_LEFT_OVER, Code.BLACK_BODY, Code.PICTURE_WEAK, Code.PICTURE_FINE),
        *(Code.FONT_SUBSET, Code.FONT_UNICODE),
    )
)
"""Rules of these groups that tell an advertiser nothing, or what looking the file through has told already."""
RULES = tuple(
    rule
    for group in (colour, ink, black, images, fonts, text, thin)
    for rule in group.RULES
    if rule.id not in NOT_AN_ADS
)
"""The rules of the preflight that are about an ad's own content."""
RUNNING_OFF = tuple(rule for rule in boxes.RULES if rule.id is Code.BLEED_CONTENT)
"""Those about an ad that runs off the page besides."""
NO_DAY = datetime.date(2000, 1, 1)
"""The day of a PDF that is made for no edition: the same file gives the same bytes whenever it is mended."""
MOST_ALIKE = 3
"""Findings of one rule that are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class AdOrder:
    """A file to be checked. ``ad`` is its id and ``advertiser`` whose it is, if it is booked; ``bleed`` in pt."""

    path: Path
    ad: str = ""
    advertiser: str = ""
    place: Module | None = None
    template: str = ""
    bleed: float = 0.0
    page: int = 0
    """Which page of a PDF of several it is, from 1."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An edition as far as its ads need it: what edition.yaml says, its ads, its folder, what is wrong with ads.yaml.

    Its stories may be missing yet, or wrong: ads come in before them.
    """

    head: EditionKeys
    ads: tuple[Ad, ...]
    folder: Path
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class AdDesk:
    """What ads are held against. ``booked`` is None where no edition was named; ``kit`` is the template of places.

    ``sized`` tells that the template was asked for, so that its module is told of ads without a place.
    """

    project: Project
    press: PressCondition
    kit: TemplateKit
    booked: Booked | None = None
    sized: bool = False

    @property
    def paper(self) -> str:
        """The paper's name, empty if it is not known."""
        return self.booked.head.paper.name if self.booked else ""

    @property
    def date(self) -> datetime.date | None:
        """The edition's day, if it is known."""
        return self.booked.head.date if self.booked else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the edition's ads.yaml."""
        return self.booked.findings if self.booked else ()


class Verdict(StrEnum):
    """What comes of an ad. The names are permanent: other programs read them."""

    AS_IT_IS = "as-it-is"
    MENDED = "mended"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AdRemark:
    """One thing that is said of an ad: the code of its rule or of its finding, and where in the ad, pt."""

    code: str
    said: str
    rect: Rect | None = None


@dataclass(frozen=True, slots=True)
class AdFacts:
    """What a file holds: its boxes (name, width and height, pt), colours, fonts and pictures, each in words.

    ``ink`` is the largest sum of inks of what is printed, per cent; None if nothing is.
    """

    boxes: tuple[tuple[str, float, float], ...] = ()
    colours: tuple[str, ...] = ()
    fonts: tuple[tuple[str, bool], ...] = ()
    """Names of fonts, and whether they are embedded."""
    pictures: tuple[tuple[int, int, float, str], ...] = ()
    """Pixels across and down, pixels per inch where they stand, and the colours."""
    ink: float | None = None


@dataclass(frozen=True, slots=True)
class AdChecked:
    """An ad that was checked. ``module`` is the place of a template that it would fit or comes nearest to.

    ``refused`` is why it cannot be printed, ``remarks`` what is only told, ``marks`` are the places in it of what
    looking it through told of. ``finished`` is the PDF for the press; a file may have one and be refused, for what the
    preflight of its page would say.
    """

    order: AdOrder
    looked: Looked
    facts: AdFacts
    refused: tuple[AdRemark, ...]
    remarks: tuple[AdRemark, ...]
    module: Module | None = None
    marks: tuple[Rect, ...] = ()
    finished: bytes = field(default=b"", repr=False)

    @property
    def verdict(self) -> Verdict:
        """What comes of it."""
        if self.refused:
            return Verdict.REFUSED
        return Verdict.MENDED if self.looked.changes else Verdict.AS_IT_IS

    @property
    def name(self) -> str:
        """The file as its user knows it, and the ad it is booked as."""
        file = shown(self.order.path)
        return say("{file} (ad {ad})", file=file, ad=self.order.ad) if self.order.ad else file


def open_desk(project: Project, folder: Path | None = None, *, press: str = "", template: str = "") -> AdDesk:
    """Return what ads are held against: an edition's press and templates, or those that are named.

    Without either they are the usual press and the first template. Raises ContentError, TemplateError, PressError.
    """
    if project.file.is_file():
        read_paper_file(project.root)
    booked = _read_booked(project, folder) if folder else None
    usual = project.template_names
    if not (name := template or (booked.head.pages[0].template if booked else next(iter(usual), ""))):
        raise ContentError(say("there is no template"), say("give the project a folder templates/"))
    if name not in usual:
        hint = say("there are {known}", known=listed(usual))
        raise ContentError(say("there is no template {template!r}", template=name), hint)
    where = say("press: in edition.yaml") if booked and not press else "--press"
    usual_press = booked.head.press if booked else Edition.model_fields["press"].default
    condition = named_press(project, press or usual_press, where)
    kit = open_template(project, name, booked.head.language if booked else language_of(project.root) or UNSAID)
    return AdDesk(project, condition, kit, booked, bool(template))


def _read_booked(project: Project, folder: Path) -> Booked:
    """Read of an edition what its ads need. Raises ContentError if edition.yaml cannot be read."""
    loaded = read_folder(folder, project.template_places)
    if loaded.parts is None or loaded.parts.head is None:
        raise ContentError(listing(loaded.errors))
    sold = tuple(each for each in loaded.errors if Path(each.place.file).name == ADS_FILE)
    return Booked(loaded.parts.head, tuple(loaded.parts.ads.values()), loaded.parts.provenance.folder, sold)


def ad_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that are named, and of folders all that may be ready-made ads, each once."""
    return tuple(dict.fromkeys(file for path in paths for file in (_inside(path) or [path]) if _is_ad(path, file)))


def passed_over(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return what is in the folders that are named, and is not looked at: other kinds of files, and folders."""
    return tuple(dict.fromkeys(file for path in paths for file in _inside(path) if not _is_ad(path, file)))


def _inside(path: Path) -> list[Path]:
    """Return what is in a folder, but hidden files; nothing of a file. Raises ContentError if it cannot be read."""
    try:
        return sorted(file for file in path.iterdir() if not file.name.startswith(".")) if path.is_dir() else []
    except OSError as error:
        why = say("{file} cannot be read: {reason}", file=shown(path), reason=error.strerror or error)
        raise ContentError(why, say("see that the file is there and may be read")) from error


def _is_ad(named: Path, file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and not file.is_dir() if named.is_dir() else True


def orders(
    desk: AdDesk,
    files: Sequence[Path] = (),
    *,
    size: str = "",
    columns: int = 0,
    rows: int = 0,
    bleed: str = "",
    page: int = 0,
) -> tuple[AdOrder, ...]:
    """Return what is to be checked: files, with the places they are booked for, or all ready-made ads of an edition.

    size: such as 128x90mm; columns and rows: of the desk's template. They hold for all files. Raises ContentError for a
    size, a bleed or a module that is none, and for a file that is not there.
    """
    try:
        extra = parse_length(bleed) if bleed else 0.0
        place = Module(*parse_size(size)) if size else None
    except ValueError as error:
        raise ContentError(str(error) if not error.args else error.args[0]) from error
    if columns or rows:
        if place:
            raise ContentError(say("give a size, or columns and rows"))
        if not (desk.sized or desk.booked):
            raise ContentError(
                say("columns and rows are those of a template"), say("name it: --template, or the edition: --edition")
            )
        grid = desk.kit.design.grid
        if not (1 <= columns <= grid.columns and 2 <= rows <= grid.rows):
            most = say("{columns:column|columns} and {rows:row|rows}", columns=grid.columns, rows=grid.rows)
            raise ContentError(
                say("there is no place of {columns} columns and {rows} rows", columns=columns, rows=rows),
                say("give both; the template {name} has {most}", name=desk.kit.design.name, most=most),
            )
        place = Module.of(grid, columns, rows, desk.kit.design.ads.inset)
    booked = tuple(_booked(desk, desk.booked)) if desk.booked else ()
    if not files:
        return booked
    made: list[AdOrder] = []
    for path in files:
        require_there(path)
    for file in ad_files(files):
        sold = [] if place else [order for order in booked if order.path.resolve() == file.resolve()]
        made += [replace(order, path=file, bleed=extra or order.bleed, page=page or order.page) for order in sold]
        made += [] if sold else [AdOrder(file, place=place, bleed=extra, page=page)]
    return tuple(made)


def require_there(path: Path) -> None:
    """Raise ContentError if there is no file or folder of that name, with a name that may be meant."""
    if not path.exists():
        near = [file.name for file in _inside(path.parent)] if path.parent.is_dir() else []
        hint = meant(path.name, near) or say("see that the file is there and may be read")
        raise ContentError(say("there is no file {file}", file=shown(path)), hint)


def _booked(desk: AdDesk, booked: Booked) -> Iterator[AdOrder]:
    """Yield the ready-made ads of an edition with their places, one for each size that its templates make of them."""
    pages = tuple(with_halves(booked.head.pages))
    for ad in booked.ads:
        if isinstance(ad, SuppliedAd):
            names = [page.template for page in pages if ad.id in page.ads] or [pages[0].template]
            places: dict[Module, str] = {}
            for name in names:
                design = open_template(desk.project, name, booked.head.language).design
                places.setdefault(sold_module(ad, design), name)
            for place, name in places.items():
                yield AdOrder(booked.folder / ad.file, ad.id, ad.advertiser, place, name, ad.bleed, ad.page)


def check_ad(desk: AdDesk, order: AdOrder) -> AdChecked:
    """Check one ad; everything that there is to say about it is said at once."""
    checked = check_alone(desk.press, order, desk.paper, desk.date)
    return replace(checked, module=_module(desk, order, checked.looked))


def check_alone(press: PressCondition, order: AdOrder, paper: str = "", date: datetime.date | None = None) -> AdChecked:
    """Check one ad for a press, whatever templates there are."""
    looked = look_over(order.path, press, order.place, order.bleed, order.page)
    refused = [AdRemark(Code.AD_FILE, problem) for problem in looked.problems]
    remarks = [AdRemark(Code.AD_FILE, remark) for remark in looked.remarks]
    finished = b""
    if looked.pdf:
        try:
            finished = _finished(press, order, looked, paper, date or NO_DAY)
        except BanmianError as error:
            refused.append(AdRemark(Code.AD_FILE, error.message))
    marks: list[Rect] = []
    if finished:
        for state, remark in _judged(finished, press, _beyond(order)):
            if remark.code in looked.coarse:
                marks += [remark.rect] if remark.rect else []
                continue
            (refused if state.rank >= State.FAIL.rank and state is not State.ERROR else remarks).append(remark)
    facts = _facts(order, looked, finished)
    return AdChecked(order, looked, facts, tuple(refused), tuple(remarks), marks=tuple(marks), finished=finished)


def _finished(press: PressCondition, order: AdOrder, looked: Looked, paper: str, date: datetime.date) -> bytes:
    place = order.place
    width, height = (place.width, place.height) if place else (looked.width, looked.height)
    info = PressInfo(paper, date, order.ad or order.path.stem, order.path.stem)
    ad = PlacedAd(order.ad or order.path.stem, looked.pdf, Rect(0, 0, width, height))
    return finish_alone(ad, info, press, _beyond(order))


def _beyond(order: AdOrder) -> float:
    """Return how much of an ad runs off the page at each side, pt."""
    return order.place.beyond if order.place else 0.0


def _judged(finished: bytes, press: PressCondition, beyond: float) -> Iterator[tuple[State, AdRemark]]:
    """Yield what the rules say of an ad's page. The edge of a page is no matter of an ad that keeps to it."""
    profile = replace(profile_of(press), bleed=beyond, safe=0.0, crop_marks=False)
    report: PageReport = preflight_page(finished, profile, rules=(*RULES, *RUNNING_OFF) if beyond else RULES)
    for outcome in report.found:
        if outcome.state.rank >= State.WARN.rank:
            finding = outcome.finding
            yield outcome.state, AdRemark(finding.code, finding.message, finding.rect)


def _module(desk: AdDesk, order: AdOrder, looked: Looked) -> Module | None:
    """Return the module that an ad without a place that it fits would fit best; None if that is not asked for."""
    if looked.fits or not (looked.width or looked.pixels) or not (desk.sized or desk.booked):
        return None
    grid, inset = desk.kit.design.grid, desk.kit.design.ads.inset
    if looked.pixels:
        columns = order.place.columns if order.place else 0
        near = nearest(looked.width, looked.height, grid, inset)
        return nearest_like(looked.pixels[0] / looked.pixels[1], columns or near.columns, grid, inset)
    return nearest(looked.width - 2 * order.bleed, looked.height - 2 * order.bleed, grid, inset)


def _facts(order: AdOrder, looked: Looked, finished: bytes) -> AdFacts:
    """Return what a file holds, as far as it can be read; a file that may do harm is not read."""
    most = page_ink(finished).most if finished else None
    if looked.form is not Form.PDF or not looked.safe or order.page > 1:  # its first page is read
        return AdFacts(ink=most)
    try:
        page, _ = read_page(order.path.read_bytes())
    # It is only to be described: what cannot be followed was told by who looked it through.
    except Exception:
        return AdFacts(ink=most)
    named = (("MediaBox", page.boxes.media), ("BleedBox", page.boxes.bleed), ("TrimBox", page.boxes.trim))
    boxes = tuple((name, box[2] - box[0], box[3] - box[1]) for name, box in named if box)
    pictures = tuple((one.width, one.height, min(one.ppi), str(one.family)) for one in page.images if not one.mask)
    return AdFacts(
        boxes, tuple(_colours(page)), tuple((font.name, font.embedded) for font in page.fonts), pictures, most
    )


def _colours(page: Page) -> Iterator[str]:
    """Yield the colour spaces and spot colours that a page is painted in, the commonest first."""
    painted = [*(fill.colour for fill in page.fills), *(stroke.colour for stroke in page.strokes)]
    painted += [each for one in page.texts for each in (one.fill, one.stroke) if each]
    count = Counter(str(one.family) for one in painted if one.family is not Family.SPOT)
    count.update(str(one.family) for one in page.images if not one.mask)
    count.update(name for one in painted for name, _ in one.spots)
    yield from (name for name, _ in count.most_common())


VERDICTS = {
    Verdict.AS_IT_IS: say("can be printed as it is"),
    Verdict.MENDED: say("can be printed, mended"),
    Verdict.REFUSED: say("cannot be printed as it is"),
}


def ad_report(checked: AdChecked) -> tuple[Message, ...]:
    """Return what there is to say about an ad, line by line, the verdict first."""
    looked = checked.looked
    lines = [
        say("{ad}: {size}: {verdict}", ad=checked.name, size=looked.size, verdict=VERDICTS[checked.verdict]),
        *(say("  place: {place}", place=place) for place in _place(checked)),
        *(say("  file: {fact}", fact=fact) for fact in _said(checked.facts)),
        *ad_lines(checked),
    ]
    return tuple(lines)


def ad_lines(checked: AdChecked) -> Iterator[Message]:
    """Yield what comes of an ad line by line: why it is refused and what to ask for, what is mended, what is told."""
    yield from (say("  cannot be: {said}", said=said) for said in alike(checked.refused))
    if checked.refused and checked.looked.ask:
        yield say("  ask: {ask}", ask=checked.looked.ask)
    yield from (say("  is mended: {said}", said=change.said) for change in checked.looked.changes)
    yield from (say("  is told: {said}", said=said) for said in alike(checked.remarks))


def alike(remarks: Sequence[AdRemark]) -> Iterator[Message]:
    """Yield remarks in words; of one rule a few, and how many more there are."""
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter(remark.code for remark in remarks)
    for remark in remarks:
        seen[remark.code] += 1
        more = left[remark.code] - MOST_ALIKE
        # What looking the file through has told is all different.
        if seen[remark.code] <= MOST_ALIKE or remark.code == Code.AD_FILE:
            yield listed((remark.said, on_page(remark.rect)), "")
        elif seen[remark.code] == MOST_ALIKE + 1:
            yield say("and {count} more of this kind", count=more)


def _place(checked: AdChecked) -> Iterator[Message]:
    place, module = checked.order.place, checked.module
    if place and checked.looked.fits:
        yield say("{place}: it fits", place=place.said)
    elif place and checked.looked.fits is False:
        yield say("{place}: it does not fit", place=place.said)
    if module:
        fits = bool(module.room(checked.looked.width, checked.looked.height)) and not checked.looked.pixels
        known = {"module": module.said}
        yield say("it fits {module}", **known) if fits else say("the nearest there is: {module}", **known)


def _said(facts: AdFacts) -> Iterator[Message]:
    """Yield the facts of a file in words."""
    if facts.boxes:
        yield listed(
            say("{box} {size}", box=name, size=say("{wide:.1f} x {tall:.1f} mm", wide=wide / MM, tall=tall / MM))
            for name, wide, tall in facts.boxes
        )
    if facts.colours:
        most = say("; at most {ink:.0f} % ink when printed", ink=facts.ink) if facts.ink is not None else ""
        yield say("colours: {colours}{most}", colours=listed(facts.colours), most=most)
    elif facts.ink is not None:
        yield say("at most {ink:.0f} % ink when printed", ink=facts.ink)
    if facts.fonts:
        yield say(
            "fonts: {fonts}",
            fonts=listed(
                name if embedded else say("{name} (not embedded)", name=name) for name, embedded in facts.fonts
            ),
        )
    if facts.pictures:
        fine = sorted(round(one[2]) for one in facts.pictures)
        if fine[0] == fine[-1]:
            yield say("{count:picture|pictures}, {least} pixels per inch", count=len(fine), least=fine[0])
        else:
            known = {"count": len(fine), "least": fine[0], "most": fine[-1]}
            yield say("{count:picture|pictures}, {least} to {most} pixels per inch", **known)


def ad_data(checked: AdChecked, language: str) -> dict[str, Any]:
    """Return a check as plain data for another program: lengths in mm, words in a language."""
    order, looked, facts, place = checked.order, checked.looked, checked.facts, checked.order.place

    def module(one: Module | None) -> dict[str, Any] | None:
        if one is None:
            return None
        sold = {"columns": one.columns, "rows": one.rows} if one.columns else {}
        return {"width": _mm(one.width), "height": _mm(one.height), **sold}

    def remark(one: AdRemark) -> dict[str, Any]:
        rect = one.rect.as_mm() if one.rect else None
        at = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height} if rect else {}
        return {"code": str(one.code), "said": told(one.said, language), **({"rect": at} if at else {})}

    return {
        "file": str(order.path),
        "ad": order.ad,
        "advertiser": order.advertiser,
        "verdict": str(checked.verdict),
        "width": _mm(looked.width),
        "height": _mm(looked.height),
        "pixels": list(looked.pixels) if looked.pixels else None,
        "place": module(place),
        "fits": looked.fits,
        "nearest": module(checked.module),
        "changes": [{"cure": str(one.cure), "said": told(one.said, language)} for one in looked.changes],
        "remarks": [remark(one) for one in checked.remarks],
        "problems": [remark(one) for one in checked.refused],
        "ask": told(looked.ask, language),
        "boxes": {name: [_mm(wide), _mm(tall)] for name, wide, tall in facts.boxes},
        "colours": list(facts.colours),
        "ink": facts.ink,
        "fonts": [{"name": name, "embedded": embedded} for name, embedded in facts.fonts],
        "pictures": [
            {"width": wide, "height": tall, "ppi": round(ppi, 1), "colours": family}
            for wide, tall, ppi, family in facts.pictures
        ],
    }


def _mm(length: float) -> float:
    return round(length / MM, 2)
