"""Commands for designers: specimen, new-template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from layout import Staging, find_project, make_specimen, new_template, page_image, png_bytes, shown
from layout.base.locale import known_language
from layout.base.messages import say
from layout.cli.base import app, out, paper_of, print_findings, spoken, told

SPECIMEN_DPI = 150


@app.command()
def specimen(
    template: Annotated[Path, typer.Argument(help="The template's folder, such as templates/tabloid.")],
    dpi: Annotated[int, typer.Option(min=18, max=1200, help="Dots per inch of the PNG.")] = SPECIMEN_DPI,
    language: Annotated[
        str, typer.Option(help="As an edition in this language gets it, such as en; else by the file's own tokens.")
    ] = "",
) -> None:
    """Write a template's specimen sheet: styles, grid, head sizes, colours and borders, as PDF and PNG."""
    if language and known_language(language) is None:
        raise typer.BadParameter(
            f"the program does not know {language!r}: see docs/languages.md", param_hint="--language"
        )
    with told(paper_of(template)):
        project, name = find_project(template), template.resolve().name
        sheet = make_specimen(project, name, language)
        print_findings(sheet.findings)
        target = project.root / "output" / "specimen"
        name = f"{name}-{language}" if language else name
        with Staging(target, keep=True) as staging:
            staging.write(f"{name}.pdf", sheet.pdf)
            staging.write(f"{name}.png", png_bytes(page_image(sheet.pdf, dpi), dpi))
        out.print(escape(shown(target / f"{name}.pdf")))
        out.print(escape(shown(target / f"{name}.png")))


@app.command("new-template")
def new_template_command(
    name: Annotated[str, typer.Argument(help="The new template's name: small letters, digits and hyphens.")],
    source: Annotated[str, typer.Option("--from", help="The template to copy.")] = "tabloid",
) -> None:
    """Copy a template and make it ready to be edited."""
    with told(paper_of()):
        made = new_template(find_project(), name, source)
        out.print(spoken(say("made {target} from the template {source}", target=shown(made), source=source)))
        command = f"banmian specimen {shown(made)}"
        design = shown(made / "design.yaml")
        out.print(spoken(say("edit {design}, then: {command}", design=design, command=command)))
