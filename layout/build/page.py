"""A planned page made: its stories set, its boxes drawn, its PDF finished for the press.

Nothing here depends on another page, so pages can be made in any order and in other processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from pathlib import Path
from types import MappingProxyType

from layout.ads.alike import fellows
from layout.ads.attempt import attempt_ad
from layout.ads.barcode import barcode_scene
from layout.ads.canvas import write_pdf
from layout.ads.draw import AdDrawing
from layout.ads.kinds import KINDS
from layout.ads.modules import sold_module
from layout.base.codes import Code
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.errors import ContentError
from layout.base.messages import CHINESE, Name, say, word
from layout.base.units import Rect
from layout.build.colourads import in_colour, on_black
from layout.build.drawn import ad_parts
from layout.build.missing import report_lacking
from layout.build.onfold import report_ads_on_fold, report_on_fold
from layout.build.orders import report_orders
from layout.build.versions import PageVersion
from layout.build.widewords import (
    report_lost_teasers,
    report_tight_teasers,
    report_wide_index,
    report_wide_words,
    wide_in_head,
)
from layout.compose.composed import ComposedStory
from layout.compose.copyfit import StoryFit
from layout.compose.kit import TemplateKit, open_story
from layout.compose.story import StoryComposer
from layout.design.fonts import Face
from layout.design.press import PressCondition
from layout.design.sheet import PageTokens
from layout.edition.ads import Ad
from layout.edition.inknames import ALL_FOUR
from layout.edition.model import Edition, Page, lead_of
from layout.files.digest import file_digest
from layout.files.project import Project
from layout.images.crop import CENTRE, Crop, Focus
from layout.images.inks import printed_inks
from layout.images.metadata import words_of
from layout.images.prepare import PreparedImage, prepare
from layout.pdf.boxes import sheet_of
from layout.pdf.finish import Gutter, finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.marks import crop_marks
from layout.pdf.place import PlacedAd, PlacedPicture
from layout.pdf.slug import SlugPen, slug_place, slug_scene, slug_text
from layout.pdf.stamp import content_digest
from layout.plan.index import page_index
from layout.plan.notches import shape_of
from layout.plan.page import Planned
from layout.plan.solver.grid import ItemKind, PagePlan
from layout.plan.solver.items import HEADED
from layout.plan.teasers import page_teasers
from layout.render.fitting import Fitter
from layout.render.fold import on_fold, over_fold
from layout.render.halves import begun_on, half_of
from layout.render.html import render_html, template_folders
from layout.render.page import PageModel, page_model
from layout.render.pdf import render_pdf
from layout.render.scene import page_scene
from layout.scene.model import Block, Owner, OwnerKind, Scene

_UNFILLED = (Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.PAGE_WAITS)
"""What the planner says of a page that its copy does not fit; the composer need not say it of each story then."""


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page set, its ads drawn: everything that stands on it, as boxes for its template and as a scene for writers.

    ``findings`` is everything there is to say about it.
    """

    page: Page
    plan: PagePlan
    model: PageModel
    scene: Scene
    stories: tuple[ComposedStory, ...]
    placed: tuple[PlacedAd, ...]
    info: PressInfo
    findings: tuple[Finding, ...]


def set_page(
    edition: Edition,
    planned: Planned,
    kit: TemplateKit,
    press: PressCondition,
    drawn: Mapping[str, AdDrawing] = MappingProxyType({}),
    half: Page | None = None,
) -> SetPage:
    """Set one planned page. What there is to say about it is in the result's findings.

    ``drawn`` are ads that were drawn before, by their ids. ``half`` is the one to be set of the two pages that a
    spread is; what there is to say about both is said of the left one.
    """
    report = Report(planned.findings)
    page, plan = planned.page, planned.plan
    composers = {name: open_story(edition.stories[name], kit, edition.folder) for name in page.stories}
    stories = compose_page(plan, composers)
    for name, characters in planned.asked:
        stories[name] = replace(stories[name], fit=_asked(stories[name].fit, characters))
    stretched = any(finding.code in _UNFILLED for finding in planned.findings)
    report_copy(stories.values(), report, fits_told=stretched)
    report_orders(stories.values(), kit.design, report)
    index = page_index(edition, page, plan, kit)
    report_wide_index(index, edition, page, report)
    teasers = page_teasers(edition, page, plan, kit)
    report_tight_teasers(teasers, edition, page, report)
    report_lost_teasers(edition, page, report)
    model = page_model(edition, page, plan, stories, kit.design, index, teasers)
    ordered = tuple(stories[name] for name in page.stories)
    if (fold := kit.design.fold) is not None:
        page, whole = half or page, over_fold(model, fold, _whole_pictures(ordered))
        if page.is_half:
            plan, report = replace(plan, page=page.id, placements=()), Report()
        else:
            report_on_fold(edition, page, on_fold(whole, fold, _told_focus(ordered)), report)
        begun = begun_on(whole, page, fold)
        ordered = tuple(story for story in ordered if story.story.id in begun)
        model = half_of(whole, page, fold, kit.single.design)
    report_lacking(edition, model, stories, kit.fonts, report)
    ads, barcode = draw_ads(edition, model, kit, press, report, drawn), draw_barcode(edition, model, kit)
    if fold and not page.is_half:
        report_ads_on_fold(edition, page, ads, fold, report)
    named = " ".join(filter(None, (edition.paper.name, page.zone)))
    info = PressInfo(named, edition.date, page.id, f"{named} {edition.date} {page.id}")
    further = [
        *(Block.form(Owner(OwnerKind.AD, ad.id), ad.rect, ad.scene) for ad in ads),
        *(Block.form(Owner(OwnerKind.FURNITURE, made.id), made.rect, made.scene) for made in barcode),
        *_beside(model.design.page, info, press, kit.fonts[kit.design.ads.text]),
    ]
    return SetPage(page, plan, model, page_scene(model, further), ordered, (*ads, *barcode), info, report.findings)


def _told_focus(stories: Iterable[ComposedStory]) -> frozenset[str]:
    """Return the files of pictures of which it is said what, from the left, they are about."""
    pictures = (picture for each in stories for picture in each.story.every_picture)
    return frozenset(picture.file for picture in pictures if picture.focus and picture.focus[0] is not None)


def _whole_pictures(stories: Iterable[ComposedStory]) -> frozenset[str]:
    """Return the files of pictures that are never cropped."""
    return frozenset(picture.file for each in stories for picture in each.story.every_picture if picture.whole)


def _asked(fit: StoryFit, characters: int) -> StoryFit:
    """Return the fit of a story with what its editor is to cut or to add, in the place it stands in then."""
    return replace(fit, over_characters=max(0, characters), under_characters=max(0, -characters))


def draw_page(
    project: Project,
    edition: Edition,
    made: SetPage,
    kit: TemplateKit,
    press: PressCondition,
    html: str = "",
    report: Report | None = None,
) -> bytes:
    """Return the PDF for the press of a page that was set: rendered, its ads and pictures placed, finished.

    Of a spread it is the page that was set, and ``kit`` may be that of the spread. ``html`` is the page's own, if it
    was rendered before (see `layout.build.furniture`). ``report`` takes what is seen of pictures as they are separated.
    """
    drawn = _drawn(project, edition, made, kit, press, html, report)
    return _finished(made, kit.single, press, *drawn)


def draw_version(
    project: Project,
    edition: Edition,
    made: SetPage,
    kit: TemplateKit,
    press: PressCondition,
    html: str,
    report: Report,
    version: Callable[[str], PageVersion],
) -> tuple[bytes, PageVersion]:
    """Return the PDF for the press of a page as `draw_page` does, told as the version it is, and that version.

    ``version`` returns it for the digest of all that the PDF is made of.
    """
    kit = kit.single
    rendered, pictures = _drawn(project, edition, made, kit, press, html, report)
    face = kit.fonts[kit.design.ads.text]
    given = (
        *(kit.design.page, made.info, press, (face.family, face.weight, face.style, face.path.name, face.index)),
        *((ad.id, ad.rect) for ad in made.placed),
        *((made.model.side,) if made.model.side else ()),
        *(colour for colour in kit.design.colours.values() if colour.spot),
        *((placed.id, placed.rect, replace(placed.picture, data=b"", notes=())) for placed in pictures),
    )
    data = (rendered, *(ad.pdf for ad in made.placed), *(placed.picture.data for placed in pictures))
    found = version(content_digest(data, *given))
    told = replace(made, info=replace(made.info, stamp=found.stamp))
    return _finished(told, kit, press, rendered, pictures), found


def _drawn(
    project: Project,
    edition: Edition,
    made: SetPage,
    kit: TemplateKit,
    press: PressCondition,
    html: str,
    report: Report | None,
) -> tuple[bytes, list[PlacedPicture]]:
    """Return a page as it was rendered, without ads and pictures, and its pictures separated."""
    kit = kit.single
    html = html or render_html(made.model, kit.folder, Fitter(kit.fonts.named))
    folders = [*template_folders(kit.folder), project.assets]
    rendered = render_pdf(html, made.model.galleys, kit.fonts.faces, folders, press, kit.fonts.stock)
    return rendered, prepare_pictures(edition, made.model, kit, press, report or Report())


def _finished(
    made: SetPage, kit: TemplateKit, press: PressCondition, rendered: bytes, pictures: Sequence[PlacedPicture]
) -> bytes:
    """Return a page that was drawn as the press gets it."""
    return finish_page(
        rendered,
        kit.design.page,
        made.placed,
        made.info,
        pictures=pictures,
        press=press,
        slug=SlugPen(kit.fonts[kit.design.ads.text], write_pdf),
        gutter=Gutter(side.side == "left", side.bleed) if (side := made.model.side) else None,
        colours=kit.design.colours.values(),
    )


def _beside(tokens: PageTokens, info: PressInfo, press: PressCondition, face: Face) -> Iterator[Block]:
    """Yield what stands on the sheet beside the page: the crop marks and the slug line, where the press wants them."""
    if press.marks.crop:
        yield crop_marks(tokens, sheet_of(tokens))
    if press.marks.slug and tokens.slug:
        scene = slug_scene(tokens, slug_text(info, press, press.pdfx), face, printed_inks(press))
        yield Block.form(Owner(OwnerKind.FURNITURE, "slug"), slug_place(tokens), scene)


def draw_ads(
    edition: Edition,
    model: PageModel,
    kit: TemplateKit,
    press: PressCondition,
    report: Report,
    drawn: Mapping[str, AdDrawing] = MappingProxyType({}),
) -> list[PlacedAd]:
    """Draw the ads of a page at the size they were sold, but for those that are drawn; what is wrong is reported.

    Those that are set alike were drawn by themselves, for their faults, before it was known which stand on the page.
    """
    placed = []
    alike = _alike(edition, model)
    for box in model.ads:
        ad, others = edition.ads[box.id], alike.get(box.id, ())
        known = drawn.get(box.id) if not others and _is_as_sold(ad, box.rect, kit) else None
        drawing = known or _kept(ad, box.rect, edition, kit, press, others)
        report.extend(drawing.findings)
        placed.append(PlacedAd(box.id, drawing.pdf, box.rect, drawing.scene))
    return placed


def _is_as_sold(ad: Ad, rect: Rect, kit: TemplateKit) -> bool:
    """Tell whether an ad stands in the size it was sold: across the fold of a spread it is wider."""
    return kit.design.fold is None or (rect.width, rect.height) == sold_size(ad, kit)


def _alike(edition: Edition, model: PageModel) -> Mapping[str, tuple[Ad, ...]]:
    """Return the other ads of a page that each ad is set alike with, by its id, of the kinds that are."""
    boxes = [(edition.ads[box.id], box.rect.width, box.rect.height) for box in model.ads]
    return fellows([each for each in boxes if KINDS.named(each[0].kind).alike])


def _kept(
    ad: Ad, rect: Rect, edition: Edition, kit: TemplateKit, press: PressCondition, others: tuple[Ad, ...] = ()
) -> AdDrawing:
    """Return an ad drawn in its box. Ads run for weeks, so what was drawn yesterday is worth keeping."""
    language, folder = edition.language, edition.folder
    if (rect.width, rect.height) != sold_size(ad, kit):
        return draw_box(ad, rect.width, rect.height, language, kit, press, folder, others)
    return kit.store.remember(
        "ad",
        lambda: ad_parts(ad, kit.template, language, press, folder, others),
        lambda: draw_sold(ad, language, kit, press, folder, others),
    )


def sold_size(ad: Ad, kit: TemplateKit) -> tuple[float, float]:
    """Return the width and height that an ad was sold on pages of a template, pt."""
    module = sold_module(ad, kit.design)
    return module.width, module.height


def draw_sold(
    ad: Ad, language: str, kit: TemplateKit, press: PressCondition, folder: Path, others: tuple[Ad, ...] = ()
) -> AdDrawing:
    """Draw an ad at the size it was sold on pages of a template: see `draw_box`."""
    return draw_box(ad, *sold_size(ad, kit), language, kit, press, folder, others)


def draw_box(
    ad: Ad,
    width: float,
    height: float,
    language: str,
    kit: TemplateKit,
    press: PressCondition,
    folder: Path,
    others: tuple[Ad, ...] = (),
) -> AdDrawing:
    """Draw an ad in a box of that size (pt); its pictures are separated for the press; ``others`` are set alike.

    Whatever is wrong with it is in the drawing's findings (see `layout.ads.attempt.attempt_ad`); a ready-made one whose
    colours a black page does not print is told, too.
    """

    def drawn(press: PressCondition) -> AdDrawing:
        return attempt_ad(
            ad,
            width,
            height,
            kit.design,
            kit.fonts,
            folder=folder,
            separate=partial(_prepared, kit=kit, press=press),
            language=language,
            press=press,
            fellows=others,
        )

    made = drawn(press)
    if (
        press.mono
        and KINDS.named(ad.kind).place
        and in_colour(drawn(press.for_inks((ALL_FOUR, *press.printed[1:]))).pdf)
    ):
        return replace(made, findings=(*made.findings, on_black(ad, press.printed)))
    return made


def _prepared(
    path: Path, rect: Rect, crop: Crop | None, kit: TemplateKit, press: PressCondition, focus: Focus = CENTRE
) -> PreparedImage:
    """Return a picture cut and separated for a box."""
    return kit.store.remember(
        "picture",
        lambda: (file_digest(path), rect.width, rect.height, crop, press, focus),
        lambda: prepare(path, rect, crop, press, focus),
    )


def draw_barcode(edition: Edition, model: PageModel, kit: TemplateKit) -> list[PlacedAd]:
    """Draw the serial's barcode in the nameplate, if the paper has an ISSN and the design a place for it."""
    box = kit.design.barcode
    if not (edition.paper.issn and box and model.nameplate):
        return []
    face = kit.fonts[kit.design.ads.text]
    add_on = f"{edition.issue % 100:02d}"
    try:
        scene = barcode_scene(edition.paper.issn, add_on, box.width, box.height, face)
    except ValueError as error:
        raise ContentError(
            say("paper: issn: {error}", error=error), say("correct issn: in edition.yaml, or take it out")
        ) from error
    rect = Rect(model.nameplate.x + box.x, model.nameplate.y + box.y, box.width, box.height)
    return [PlacedAd("barcode", write_pdf(scene, {face.name: face}), rect, scene)]


def prepare_pictures(
    edition: Edition, model: PageModel, kit: TemplateKit, press: PressCondition, report: Report
) -> list[PlacedPicture]:
    """Cut and separate the pictures of a page for their boxes; what is seen only now is reported."""
    placed = []
    for box in model.pictures:
        path = edition.folder / box.file
        made = _prepared(path, box.rect, None, kit, press, box.focus)
        for note in made.notes:
            if note.printed:
                number = [picture.file for picture in edition.stories[box.story].every_picture].index(box.file)
                place = Ref("story", box.story, "picture", number)
                report.extend([Finding(note.code, note.code.severity, note.said, place, note.hint, subject=box.story)])
        chinese = edition.stories[box.story].language.split("-")[0] == CHINESE
        placed.append(PlacedPicture(box.name, made, box.rect, words_of(path, chinese=chinese).rights))
    return placed


def compose_page(plan: PagePlan, composers: Mapping[str, StoryComposer]) -> dict[str, ComposedStory]:
    """Set every story of a plan in its rectangle; no headline is larger than the lead's, if its story can do with less.

    ``composers`` are in the page's order, which tells the lead among stories of one priority.
    """
    placed = {each.item: each for each in plan.placements if each.kind in HEADED}
    lead = lead_of(composer.story for name, composer in composers.items() if name in placed)
    if lead is None:
        return {}
    composed = {lead.id: composers[lead.id].compose(shape_of(placed[lead.id]))}
    largest = composed[lead.id].head.size
    for name, placement in placed.items():
        if name != lead.id:
            most = largest if placement.kind is ItemKind.STORY else inf
            composed[name] = composers[name].compose(shape_of(placement), most)
    return composed


def report_copy(stories: Iterable[ComposedStory], report: Report, *, fits_told: bool = False) -> None:
    """Say how the copy fits: overset, holes, heads too long, words too wide, loose lines.

    ``fits_told``: the plan of the page has said already which stories are over or under, and is told once.
    """
    for composed in stories:
        story, fit = composed.story, composed.fit
        subject = story.id
        if fit.over_lines and not fits_told:
            report.error(
                Code.COPY_OVERSET,
                say(
                    "{story}: {fit}: {over_lines} lines do not fit",
                    story=Name(story.id),
                    fit=fit.said,
                    over_lines=fit.over_lines,
                ),
                story.ref,
                hint=say(
                    "cut about {over_characters} characters, or give the story more room",
                    over_characters=fit.over_characters,
                ),
                subject=subject,
            )
        elif fit.has_hole and not fits_told:
            report.warning(
                Code.COPY_HOLE,
                say(
                    "{story}: {fit}: {under_lines} rows stay empty",
                    story=Name(story.id),
                    fit=fit.said,
                    under_lines=fit.under_lines,
                ),
                story.ref,
                hint=say(
                    "add about {under_characters} characters, or give the story less room",
                    under_characters=fit.under_characters,
                ),
                subject=subject,
            )
        for role in composed.head.too_long:
            report.error(
                Code.HEAD_TOO_LONG,
                say(
                    "{story}: the {role} does not fit over {columns:column|columns}",
                    story=Name(story.id),
                    role=word(role),
                    columns=composed.shape.columns,
                ),
                story.ref,
                hint=wide_in_head(composed.head, role, say("shorten it, or give the story more columns")),
                subject=subject,
            )
        report_wide_words(composed, report)
        for line in composed.loose:
            report.warning(
                Code.LOOSE_LINE,
                say("{story}: loose line: {line}", story=Name(story.id), line=line.shown),
                story.block_ref(line.paragraph),
                subject=subject,
            )
