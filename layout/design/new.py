"""A new template: another one's folder copied beside it under a name of its own, ready to be edited."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from layout.base.errors import BanmianError, OutputError, TemplateError
from layout.base.messages import listed, say
from layout.base.patterns import NAME_PATTERN
from layout.files.folders import make_writable
from layout.files.project import Project
from layout.files.text import meant, shown

_NAME = re.compile(r"^name:[^\n]*$", re.MULTILINE)


def new_template(project: Project, name: str, source: str) -> Path:
    """Copy the template ``source`` to ``templates/<name>`` and write the name into its design.yaml.

    The copy appears whole or not at all. Raises BanmianError for a name that is none, TemplateError if there is no
    such source, OutputError if the folder is there already or cannot be written.
    """
    target, folder = project.templates / name, project.template(source)
    if not re.fullmatch(NAME_PATTERN, name):
        raise BanmianError(
            say("{name!r} is no name of a template", name=name),
            say("use small Latin letters, digits and hyphens, such as evening-paper"),
        )
    if not (folder / "design.yaml").is_file():
        known = project.template_names
        raise TemplateError(
            say("there is no template {source!r} in {templates}", source=source, templates=shown(project.templates)),
            meant(source, known) or say("the templates are {known}", known=listed(known)),
        )
    if target.exists():
        raise OutputError(
            say("{target} is there already", target=shown(target)), say("give another name, or move it away")
        )
    try:
        project.templates.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=project.templates, prefix=".new-") as place:
            copy = Path(place) / name
            shutil.copytree(folder, copy)
            make_writable(copy)
            design = copy / "design.yaml"
            text = design.read_text("utf-8")
            design.write_text(_NAME.sub(f"name: {name}", text, count=1), "utf-8")
            copy.rename(target)
    except OSError as error:
        raise OutputError(
            say("{target} cannot be made: {reason}", target=shown(target), reason=error.strerror or error),
            say("look at the disk and your rights"),
        ) from error
    return target
