"""The specimen of a template's ads: every look of a display ad at the sizes ads are sold in, in real proportion."""

from __future__ import annotations

from layout.build.specimen import SpecimenSheet
from layout.files.project import Project


def make_ad_specimen(project: Project, name: str, language: str) -> tuple[SpecimenSheet, ...]:
    """Make the sheets that show a template's ads, with copy in a language (its tag).

    Raises TemplateError and EnvironmentError_ as a build does.
    """
    return ()
