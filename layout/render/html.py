"""The page model through a template folder's Jinja2 files to HTML. Content is data: it is always escaped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError
from pydantic import BaseModel

from layout.design import Colour, Design
from layout.errors import TemplateError
from layout.render.page import PageModel


def render_html(model: PageModel, folder: Path) -> str:
    """Return the HTML of a page from ``<kind>.html`` of the template folder.

    Raises TemplateError with file and line where the template is at fault.
    """
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    name = f"{model.page.kind}.html"
    try:
        template = environment.get_template(name)
        return template.render(
            model=model,
            page=model.page,
            design=model.design,
            properties=css_properties(model.design),
            sheet_width=model.design.page.width + 2 * model.design.page.slug,
            sheet_height=model.design.page.height + 2 * model.design.page.slug,
        )
    except TemplateSyntaxError as error:
        raise TemplateError(f"{folder / (error.name or name)}:{error.lineno}: {error.message}") from error
    except JinjaError as error:
        raise TemplateError(
            f"{folder / name}: {error}",
            f"the page kind {model.page.kind!r} needs a file {name} in {folder}, and may use only known names",
        ) from error


def css_properties(design: Design) -> str:
    """Return the design tokens as CSS custom properties, one declaration a line.

    A token ``grid: {row: 13pt}`` becomes ``--grid-row: 13pt``; a face ``song`` becomes ``--font-song`` and
    ``--weight-song``; a colour ``accent`` becomes ``--colour-accent``.
    """
    lines = [f"--{name}: {value};" for name, value in _flatten((), design)]
    lines += [f"--colour-{name}: {colour.css};" for name, colour in design.colours.items()]
    for name, font in design.fonts.items():
        lines.append(f"--font-{name}: '{font.family}';")
        lines.append(f"--weight-{name}: {font.weight};")
    return "\n".join(lines)


def _flatten(path: tuple[str, ...], tokens: BaseModel) -> Iterator[tuple[str, str]]:
    for name, field in type(tokens).model_fields.items():
        value = getattr(tokens, name)
        here = (*path, name)
        if isinstance(value, Colour):
            continue
        if isinstance(value, BaseModel):
            yield from _flatten(here, value)
        elif isinstance(value, float) and field.metadata and not _is_plain_number(name):
            yield "-".join(here), f"{value:g}pt"
        elif isinstance(value, int) and not isinstance(value, bool):
            yield "-".join(here), str(value)


def _is_plain_number(name: str) -> bool:
    return name in ("indent", "tracking", "max_tracking")
