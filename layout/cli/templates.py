"""Commands for designers: specimen, new-template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from layout import Staging, find_project, make_ad_specimen, make_specimen, new_template, page_image, png_bytes, shown
from layout.base.locale import known_language
from layout.base.messages import say
from layout.cli.base import app, out, paper_of, print_findings, spoken, told

SPECIMEN_DPI = 150


@app.command()
def specimen(
    template: Annotated[Path, typer.Argument(help="The template's folder, such as templates/tabloid.")],
    dpi: Annotated[int, typer.Option(min=18, max=1200, help="Dots per inch of the PNG.")] = SPECIMEN_DPI,
    ads: Annotated[bool, typer.Option("--ads", help="The looks of display ads at the sizes they are sold in.")] = False,
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
        stem = f"{name}-{language}" if language else name
        if ads:
            made = make_ad_specimen(project, name, language)
            sheets = {f"{stem}-ads-{number:02}": sheet for number, sheet in enumerate(made, start=1)}
        else:
            sheets = {stem: make_specimen(project, name, language)}
        target = project.root / "output" / "specimen"
        with Staging(target, keep=True) as staging:
            for stem, sheet in sheets.items():
                print_findings(sheet.findings)
                staging.write(f"{stem}.pdf", sheet.pdf)
                staging.write(f"{stem}.png", png_bytes(page_image(sheet.pdf, dpi), dpi))
        for stem in sheets:
            out.print(escape(shown(target / f"{stem}.pdf")))
            out.print(escape(shown(target / f"{stem}.png")))


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
