"""What is read before anything is made: the edition, its templates, its press condition.

Templates and fonts are opened when they are asked for: where nothing has changed since the last build, an edition is
read and nothing is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from layout.ads.kinds import KINDS
from layout.ads.modules import with_sizes
from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError, EnvironmentError_, TemplateError
from layout.base.guests import let_in
from layout.base.messages import listed, say
from layout.compose.elements import ELEMENTS
from layout.design.fontfiles import Stock, stock
from layout.design.press import PdfX, PressCondition, load_press
from layout.edition.load import Kinds, Loaded, Parts, load_edition
from layout.edition.model import Edition, Fold, Story, fold_named
from layout.edition.paperfile import check_paper_file
from layout.files.project import Project, fold_of_template
from layout.files.text import meant, shown

if TYPE_CHECKING:
    from layout.compose.kit import TemplateKit
    from layout.design.fonts import FontBook
    from layout.design.tokens import Design


def load(project: Project, folder: Path, report: Report) -> Edition:
    """Load an edition. Raises ContentError when there are errors; the findings are in the report.

    Raises EnvironmentError_ if a guest fails.
    """
    loaded = read_folder(folder, project.template_places)
    report.extend(loaded.findings)
    try:
        return sound(loaded, report, project)
    except ContentError as error:
        raise ContentError(
            say(
                "{error}\n{count:error|errors} in {folder}",
                error=error.message,
                count=len(report.errors),
                folder=shown(folder),
            ),
            findings=error.findings,
        ) from None


def read_folder(folder: Path, templates: Path | Sequence[Path]) -> Loaded:
    """Read an edition with all kinds of ad and element that there are, those of guests too: see `load_edition`.

    ``templates`` is the folder its templates are in, or several that are asked one after another.

    Raises EnvironmentError_ if a guest fails.
    """
    return load_edition(folder, (templates,) if isinstance(templates, Path) else templates, every_kind())


def every_kind() -> Kinds:
    """Return all kinds of ad and element that there are. Raises EnvironmentError_ if a guest fails."""
    let_in()
    return Kinds({kind.name: kind.model for kind in KINDS}, ELEMENTS)


def sound(loaded: Loaded, report: Report, project: Project) -> Edition:
    """Return what was loaded if its pictures can be read too; ``report`` has what was found already, and gets the rest.

    Pictures that are drawings are whole in it, unless their stories say otherwise; ads that were sold by the name of a
    size have columns and rows, by the templates of the project. A banmian.toml that cannot be read is told, too: a
    paper must not learn of it on the day its next issue is made. Raises ContentError with everything
    in the report if there are errors; then the files of ads are told of as well, which otherwise are looked at when the
    ads are drawn.
    """
    stories: dict[str, Story] = {}
    if project.file.is_file():
        check_paper_file(project.root, report)
    if loaded.parts is not None and any(story.every_picture for story in loaded.parts.stories.values()):
        from layout.build.pictures import look_at_pictures

        stories = look_at_pictures(loaded.parts, report)
    if loaded.parts is not None and report.errors:
        _check_ads(loaded.parts, report)
    if loaded.edition is None or report.errors:
        raise ContentError(listing(report.findings), findings=report.findings)
    edition = with_sizes(loaded.edition, partial(_design, project, loaded.edition.language))
    changed = {name: story for name, story in stories.items() if name in edition.stories}
    return edition.model_copy(update={"stories": edition.stories | changed}) if changed else edition


def _design(project: Project, language: str, template: str) -> Design:
    from layout.design.fold import spread_design
    from layout.design.tokens import load_design

    design, fold = load_design(project.template(template), language), fold_of_template(template)
    return spread_design(design, fold_named(fold)) if fold else design


def _check_ads(parts: Parts, report: Report) -> None:
    """Report the files of ads that are not there or are no pictures."""
    from layout.ads.attempt import bad_files

    for ad in parts.ads.values():
        report.extend(parts.provenance.told(bad_files(ad, parts.provenance.folder)))


def open_template(project: Project, name: str, language: str = "") -> TemplateKit:
    """Read a template's tokens as they are for a language, and find its fonts; the same kit while they stay the same.

    Without a language they are those that the file has outside of ``for:``.
    """
    from layout.render.faults import check_tokens

    folder = project.template(name)
    tokens = folder / "design.yaml"
    read = hashlib.sha256(tokens.read_bytes()).hexdigest() if tokens.is_file() else ""
    kit = _kit(folder, read, language, stock(project.font_places))
    check_tokens(folder, kit.design)
    fold = fold_of_template(name)
    return _spread_kit(folder, read, language, stock(project.font_places), fold_named(fold)) if fold else kit


@lru_cache(maxsize=8)
def _spread_kit(folder: Path, tokens: str, language: str, faces: Stock, fold: Fold) -> TemplateKit:
    """Return the kit of two pages of a template as one."""
    from layout.compose.voices import Voices
    from layout.design.fold import spread_design

    kit = _kit(folder, tokens, language, faces)
    design = spread_design(kit.design, fold)
    return replace(kit, design=design, voices=Voices(design, kit.fonts), of_page=kit)


@lru_cache(maxsize=8)
def _kit(folder: Path, _tokens: str, language: str, faces: Stock) -> TemplateKit:
    from layout.compose.kit import TemplateKit
    from layout.compose.voices import Voices
    from layout.design.tokens import load_design

    design = load_design(folder, language)
    for each in design.every() if design.varies else (design,):
        _check_score(each, folder)
    fonts = _open_fonts(design, folder, faces)
    return TemplateKit(folder, design, fonts, Voices(design, fonts))


def _check_score(design: Design, folder: Path) -> None:
    """Raise TemplateError if ``score:`` has a term there is not, or a weight that is negative."""
    from layout.plan.solver.terms import TERMS

    for name, weight in design.score.items():
        if name in TERMS and weight >= 0:
            continue
        path, line = folder / "design.yaml", design.line_of(f"score.{name}")
        said = (
            say("{name}: {weight} is negative", name=name, weight=weight)
            if name in TERMS
            else say("score: has no term {name!r}", name=name)
        )
        hint = (
            say("a weight is 0 or more")
            if name in TERMS
            else meant(name, TERMS) or say("the terms are {terms}", terms=listed(TERMS))
        )
        raise TemplateError(say("{path}:{line}: {said}", path=shown(path), line=line, said=said), hint)


def _open_fonts(design: Design, folder: Path, faces: Stock) -> FontBook:
    from layout.design.fonts import FontBook, MissingFontsError

    try:
        return FontBook(design.fonts, design.fallbacks, faces)
    except MissingFontsError as error:
        path = folder / "design.yaml"
        places = [
            say("{path}:{line}: {name}", path=shown(path), line=design.line_of(f"fonts.{name}.family"), name=name)
            for name in error.names
        ]
        message = listed((error.message, *places), "\n")
        # A family no package of ours has is more likely a slip of the pen than a font to be installed.
        raise (EnvironmentError_ if error.packaged else TemplateError)(message, error.hint) from error


def open_templates(project: Project, edition: Edition) -> dict[str, TemplateKit]:
    """Open the templates that an edition's pages are made of, each once."""
    names = dict.fromkeys(page.template for page in edition.pages)
    return {name: open_template(project, name, edition.language) for name in names}


def open_press(project: Project, edition: Edition, pdfx: PdfX | None) -> PressCondition:
    """Read the press condition an edition is printed under. Raises PressError or ContentError."""
    return named_press(project, edition.press, say("press: in edition.yaml"), pdfx)


def named_press(project: Project, name: str, where: str, pdfx: PdfX | None = None) -> PressCondition:
    """Read a press condition by its name; ``where`` it stands is told if there is none of that name.

    Its profile is put to the test for ``pdfx``, the condition's own standard if there is none. Raises PressError or
    ContentError.
    """
    from layout.images.profiles import press_profile_fault

    path = project.press(name)
    if path is None:
        known = ", ".join(project.press_names)
        raise ContentError(
            say("there is no press condition {press!r}", press=name),
            say(
                "{where} may be {known}; they lie in {places}",
                where=where,
                known=known,
                places=listed([shown(place) for place in project.press_places]),
            ),
        )
    return load_press(path, pdfx=pdfx, places=project.press_places, test=press_profile_fault)


def check_known(edition: Edition, pages: Sequence[str]) -> None:
    """Raise ContentError if an edition lacks one of the pages."""
    known = {page.id for page in edition.pages}
    for name in pages:
        if name not in known:
            raise ContentError(
                say("there is no page {name} in this edition", name=name),
                say("its pages are {known}", known=listed(sorted(known))),
            )


def press_file(project: Project, path: Path) -> PressCondition:
    """Read a press condition that may lie anywhere: its profile lies beside it, or where those of the paper do.

    Raises PressError.
    """
    from layout.images.profiles import press_profile_fault

    places = tuple(dict.fromkeys((path.parent, *project.press_places)))
    return load_press(path, places=places, test=press_profile_fault)
