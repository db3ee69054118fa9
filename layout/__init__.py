"""Banmian (版面): turns a folder of stories and ads into print-ready newspaper pages.

This is the public face: what a guest of the program may lean on, and all that the command line and the desk lean on.
`Session` is an edition in memory; `build_edition`, `check_edition` and `plan_edition` are the chain over folders. What
is named in docs/api.md stays as it is until a version says otherwise; every other module is free to change.

Names are imported when they are first asked for: what makes pages takes longer to import than a build in which nothing
has changed takes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from layout.base.codes import Code as Code
    from layout.base.codes import Severity as Severity
    from layout.base.diagnostics import Finding as Finding
    from layout.base.diagnostics import Place as Place
    from layout.base.diagnostics import Report as Report
    from layout.base.errors import BanmianError as BanmianError
    from layout.base.errors import ContentError as ContentError
    from layout.base.errors import EnvironmentError_ as EnvironmentError_
    from layout.base.errors import OutputError as OutputError
    from layout.base.errors import PageError as PageError
    from layout.base.errors import PressError as PressError
    from layout.base.errors import TemplateError as TemplateError
    from layout.build import inputs, pipeline
    from layout.build.about import About as About
    from layout.build.about import about as about
    from layout.build.adcheck import AdChecked as AdChecked
    from layout.build.adcheck import AdDesk as AdDesk
    from layout.build.adcheck import AdOrder as AdOrder
    from layout.build.adcheck import ad_data as ad_data
    from layout.build.adcheck import ad_report as ad_report
    from layout.build.adcheck import check_ad as check_ad
    from layout.build.adcheck import open_desk as open_desk
    from layout.build.adcheck import orders as orders
    from layout.build.adcheck import passed_over as passed_over
    from layout.build.adfix import write_fixed as write_fixed
    from layout.build.adfix import write_pictures as write_pictures
    from layout.build.adspecimen import make_ad_specimen as make_ad_specimen
    from layout.build.alternatives import choose as choose
    from layout.build.alternatives import draw_alternatives as draw_alternatives
    from layout.build.alternatives import plans_folder as plans_folder
    from layout.build.answers import EditionAnswer as EditionAnswer
    from layout.build.answers import answer as answer
    from layout.build.answers import built_answer as built_answer
    from layout.build.answers import checked_answer as checked_answer
    from layout.build.answers import failed_answer as failed_answer
    from layout.build.answers import made_answer as made_answer
    from layout.build.answers import planned_answer as planned_answer
    from layout.build.answers import with_error as with_error
    from layout.build.copyfit import Copyfit as Copyfit
    from layout.build.copyfit import last_copyfit as last_copyfit
    from layout.build.doctor import Examined as Examined
    from layout.build.doctor import State as State
    from layout.build.doctor import Thing as Thing
    from layout.build.doctor import examine as examine
    from layout.build.founding import QUESTIONS as QUESTIONS
    from layout.build.founding import AnswerError as AnswerError
    from layout.build.founding import Answers as Answers
    from layout.build.founding import checked as checked
    from layout.build.founding import default_of as default_of
    from layout.build.founding import language_here as language_here
    from layout.build.founding import templates_for as templates_for
    from layout.build.heldover import last_held_over as last_held_over
    from layout.build.impose import Imposed as Imposed
    from layout.build.impose import impose_edition as impose_edition
    from layout.build.jobs import PREVIEW_DPI as PREVIEW_DPI
    from layout.build.jobs import FinishedPage as FinishedPage
    from layout.build.nextissue import next_issue as next_issue
    from layout.build.pdfanswer import PdfAnswer as PdfAnswer
    from layout.build.pdfanswer import pdf_answer as pdf_answer
    from layout.build.pdfcheck import PdfChecked as PdfChecked
    from layout.build.pdfcheck import check_pdfs as check_pdfs
    from layout.build.pdfcheck import is_picture as is_picture
    from layout.build.pdfcheck import nearest_project as nearest_project
    from layout.build.pdfcheck import pdf_orders as pdf_orders
    from layout.build.pdfcheck import press_named as press_named
    from layout.build.pdfreport import pdf_report as pdf_report
    from layout.build.pipeline import BuildResult as BuildResult
    from layout.build.pipeline import Checked as Checked
    from layout.build.pipeline import Means as Means
    from layout.build.pipeline import edition_sheet as edition_sheet
    from layout.build.pipeline import for_several as for_several
    from layout.build.pipeline import press_of as press_of
    from layout.build.pipeline import shared_out as shared_out
    from layout.build.preview import png_bytes as png_bytes
    from layout.build.preview import soft_proof as soft_proof
    from layout.build.preview import spreads as spreads
    from layout.build.preview import thumbnail as thumbnail
    from layout.build.records import FindingRecord as FindingRecord
    from layout.build.records import PageCopyfit as PageCopyfit
    from layout.build.records import ReportRecord as ReportRecord
    from layout.build.records import finding_record as finding_record
    from layout.build.records import read_built as read_built
    from layout.build.said import said_before as said_before
    from layout.build.schemas import SCHEMAS as SCHEMAS
    from layout.build.schemas import schema_text as schema_text
    from layout.build.schemas import write_schemas as write_schemas
    from layout.build.session import Change as Change
    from layout.build.session import PageState as PageState
    from layout.build.session import Session as Session
    from layout.build.specimen import make_specimen as make_specimen
    from layout.build.standing import Outcome as Outcome
    from layout.build.standing import keep_said as keep_said
    from layout.build.standing import standing as standing
    from layout.build.starter import NewPaper as NewPaper
    from layout.build.starter import new_paper as new_paper
    from layout.compose.copyfit import StoryFit as StoryFit
    from layout.design.new import new_template as new_template
    from layout.design.press import PdfX as PdfX
    from layout.edition.language import language_of as language_of
    from layout.edition.model import FRONT as FRONT
    from layout.edition.model import Edition as Edition
    from layout.edition.model import Page as Page
    from layout.edition.model import Story as Story
    from layout.edition.new import NewEdition as NewEdition
    from layout.edition.new import new_edition as new_edition
    from layout.edition.new import newest_edition as newest_edition
    from layout.files.cache import Cache as Cache
    from layout.files.codec import from_data as from_data
    from layout.files.codec import to_data as to_data
    from layout.files.commands import build_command as build_command
    from layout.files.output import Staging as Staging
    from layout.files.output import json_text as json_text
    from layout.files.project import EDITION_FILE as EDITION_FILE
    from layout.files.project import Project as Project
    from layout.files.project import find_project as find_project
    from layout.files.text import shown as shown
    from layout.pdf.pdfium import page_image as page_image
    from layout.plan.edition import EditionPlan as EditionPlan
    from layout.plan.solver.budget import Budget as Budget
    from layout.plan.solver.budget import Cancel as Cancel
    from layout.plan.solver.budget import Cancelled as Cancelled
    from layout.plan.solver.budget import Level as Level
    from layout.plan.solver.grid import GridRect as GridRect
    from layout.plan.solver.grid import PagePlan as PagePlan
    from layout.plan.stored import PlanRecord as PlanRecord
    from layout.preflight import report_text as report_text
    from layout.preflight.lines import as_table as as_table
    from layout.preflight.lines import measure_pdf as measure_pdf
    from layout.render.svg import write_svg as write_svg
    from layout.scene.model import Scene as Scene
    from layout.scene.record import LayoutRecord as LayoutRecord
    from layout.scene.record import PageRecord as PageRecord

    build_edition, check_edition, plan_edition = pipeline.build, pipeline.check, pipeline.plan_folder
    read_edition = inputs.load

__version__ = "0.1.0"

_ROOMS = {
    "base.codes": ("Code", "Severity"),
    "base.diagnostics": ("Finding", "Place", "Report"),
    "base.errors": (
        *("BanmianError", "ContentError", "EnvironmentError_", "OutputError", "PageError", "PressError"),
        "TemplateError",
    ),
    "build.about": ("About", "about"),
    "build.adcheck": (
        "AdChecked",
        "AdDesk",
        "AdOrder",
        "ad_data",
        "ad_report",
        "check_ad",
        "open_desk",
        "orders",
        "passed_over",
    ),
    "build.adfix": ("write_fixed", "write_pictures"),
    "build.adspecimen": ("make_ad_specimen",),
    "build.alternatives": ("choose", "draw_alternatives", "plans_folder"),
    "build.answers": (
        *("EditionAnswer", "answer", "built_answer", "checked_answer", "failed_answer", "made_answer"),
        *("planned_answer", "with_error"),
    ),
    "build.founding": (
        "QUESTIONS",
        "AnswerError",
        "Answers",
        "checked",
        "default_of",
        "language_here",
        "templates_for",
    ),
    "build.copyfit": ("Copyfit", "last_copyfit"),
    "build.doctor": ("Examined", "State", "Thing", "examine"),
    "build.heldover": ("last_held_over",),
    "build.impose": ("Imposed", "impose_edition"),
    "build.inputs": ("load as read_edition",),
    "build.jobs": ("PREVIEW_DPI", "FinishedPage"),
    "build.nextissue": ("next_issue",),
    "build.pdfanswer": ("PdfAnswer", "pdf_answer"),
    "build.pdfcheck": ("PdfChecked", "check_pdfs", "is_picture", "nearest_project", "pdf_orders", "press_named"),
    "build.pdfreport": ("pdf_report",),
    "build.pipeline": (
        *("BuildResult", "Checked", "Means", "build as build_edition", "check as check_edition", "edition_sheet"),
        *("for_several", "plan_folder as plan_edition", "press_of", "shared_out"),
    ),
    "build.preview": ("png_bytes", "soft_proof", "spreads", "thumbnail"),
    "build.records": ("FindingRecord", "PageCopyfit", "ReportRecord", "finding_record", "read_built"),
    "build.said": ("said_before",),
    "build.schemas": ("SCHEMAS", "schema_text", "write_schemas"),
    "build.session": ("Change", "PageState", "Session"),
    "build.specimen": ("make_specimen",),
    "build.standing": ("Outcome", "keep_said", "standing"),
    "build.starter": ("NewPaper", "new_paper"),
    "compose.copyfit": ("StoryFit",),
    "design.new": ("new_template",),
    "design.press": ("PdfX",),
    "edition.language": ("language_of",),
    "edition.model": ("FRONT", "Edition", "Page", "Story"),
    "edition.new": ("NewEdition", "new_edition", "newest_edition"),
    "files.cache": ("Cache",),
    "files.commands": ("build_command",),
    "files.codec": ("from_data", "to_data"),
    "files.output": ("Staging", "json_text"),
    "files.project": ("EDITION_FILE", "Project", "find_project"),
    "files.text": ("shown",),
    "pdf.pdfium": ("page_image",),
    "plan.edition": ("EditionPlan",),
    "plan.solver.budget": ("Budget", "Cancel", "Cancelled", "Level"),
    "plan.solver.grid": ("GridRect", "PagePlan"),
    "plan.stored": ("PlanRecord",),
    "preflight": ("report_text",),
    "preflight.lines": ("as_table", "measure_pdf"),
    "render.svg": ("write_svg",),
    "scene.model": ("Scene",),
    "scene.record": ("LayoutRecord", "PageRecord"),
}
"""Module -> the names of it that are public, some under another name."""

_NAMES = {name.split(" as ")[-1]: (room, name.split(" as ")[0]) for room, names in _ROOMS.items() for name in names}

__all__ = ["__version__", *_NAMES]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room, inner = _NAMES[name]
    value = getattr(import_module(f"{__name__}.{room}"), inner)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
