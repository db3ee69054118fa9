"""What is wrong with an edition that its files tell by themselves, found before anything is planned.

Planning takes most of a build's time, and nobody should wait for it to hear of a picture that is not there. All of it
is found at once: no stage stops at its first fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.base.errors import TemplateError
from layout.base.messages import listed, say
from layout.build.bare import bare_page
from layout.build.dryrun import check_kind
from layout.build.furniture import dress_page
from layout.build.impossible import possible
from layout.build.missing import report_absent, report_lacking_features, report_lacking_of_page, report_lacking_of_story
from layout.build.pageinks import with_inks
from layout.build.printed import not_printed
from layout.build.unsettable import report_unsettable
from layout.design.press import PressCondition
from layout.design.tokens import Design
from layout.edition.model import Edition, Page
from layout.plan.view import page_view
from layout.render.ownpictures import check_pictures

if TYPE_CHECKING:
    from layout.compose.kit import TemplateKit


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An edition without what it cannot have, and everything that was found wrong, as findings with references."""

    edition: Edition
    findings: tuple[Finding, ...]


def foresee(edition: Edition, kits: Mapping[str, TemplateKit], assets: Path, press: PressCondition) -> Foreseen:
    """Look for what the files of an edition and of its templates tell to be wrong.

    ``assets`` is the folder whose files templates may use, ``press`` what the pages are made for. Raises TemplateError
    with the faults of all templates that cannot be used.
    """
    report = Report()
    edition = with_inks(edition, press, report)
    opened = open_all(edition, kits, assets, press)
    designs = {name: kit.design for name, kit in opened.items()}
    report.extend(_foreign(edition, designs))
    made = possible(edition, designs, report)
    stories = dict(made.stories)
    for page in made.pages:
        stories |= report_unsettable(made, page, opened, press, report)
    made = made.model_copy(update={"stories": stories})
    for kit in opened.values():
        report_absent(kit, report)
        report_lacking_features(kit, report)
    for page in edition.pages:
        kit = opened[page.template]
        report_lacking_of_page(edition, page, kit.fonts, report)
        for name in page.stories:
            report_lacking_of_story(edition.stories[name], kit, report)
    named = edition.page_of
    template = {section: page.template for page in reversed(edition.pages) for section in page.sections}
    for name, story in edition.stories.items():
        if name not in named and story.section in template:
            report_lacking_of_story(story, opened[template[story.section]], report)
    _report_furniture(made, opened, report)
    return Foreseen(made, tuple(dict.fromkeys(report.findings)))


def _foreign(edition: Edition, designs: Mapping[str, Design]) -> Iterator[Finding]:
    """Yield a finding for each template that is not made for the edition's language."""
    for name, design in designs.items():
        if not design.serves(edition.language):
            made_for = listed(dict.fromkeys((*design.languages, *design.varies)))
            yield Finding(
                Code.TEMPLATE_LANGUAGE,
                Severity.WARNING,
                say(
                    "the template {name!r} is not made for {language}, but for {made_for}",
                    name=name,
                    language=edition.language,
                    made_for=made_for,
                ),
                Edition.key_ref("language"),
                say(
                    "take another template, or say under for: in templates/{name}/design.yaml what is otherwise in it",
                    name=name,
                ),
            )


def _report_furniture(edition: Edition, kits: Mapping[str, TemplateKit], report: Report) -> None:
    """Report what templates print of an edition, or do not: of pages that need their stories for it, a build tells."""
    printed, seen = set[str](), 0
    for page in edition.pages:
        kit = kits[page.template]
        # Pages that several editions have alike are looked at once.
        view = page_view(edition, page)
        parts, make = partial(_furniture_parts, view, kit), partial(_furniture, view, page, kit)
        for keys, findings in kit.store.remember("furniture", parts, make):
            report.extend(findings)
            printed.update(keys)
            seen += 1
    if seen and seen == len(edition.pages):
        report.extend(not_printed(edition, printed))


def _furniture_parts(view: Edition, kit: TemplateKit) -> tuple[object, ...]:
    return kit.name, view


def _furniture(view: Edition, page: Page, kit: TemplateKit) -> tuple[tuple[tuple[str, ...], tuple[Finding, ...]], ...]:
    """Return the keys that a page prints and what there is to say; nothing of one that needs its stories for it."""
    try:
        dressed = dress_page(bare_page(view, page, kit.single), kit.single)
    except TemplateError:
        return ()
    return ((dressed.printed, dressed.findings),)


def open_all(
    edition: Edition, kits: Mapping[str, TemplateKit], assets: Path, press: PressCondition
) -> dict[str, TemplateKit]:
    """Open templates, each once, and try them. Raises TemplateError with the faults of all that cannot be used."""
    opened, faults = {}, []
    for name in kits:
        try:
            opened[name] = kits[name]
            check_pictures(opened[name].folder, assets, press)
            for page in {page.kind: page for page in edition.pages if page.template == name}.values():
                check_kind(edition, page, opened[name].single, assets, press)
        except TemplateError as error:
            faults.append(error)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        hints = dict.fromkeys(error.hint for error in faults if error.hint)
        raise TemplateError(listed((error.message for error in faults), "\n"), listed(hints, "\n  "))
    return opened
