"""The page model through a template folder's Jinja2 files to HTML. Content is data: it is always escaped."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError

from layout.base.errors import TemplateError
from layout.base.messages import listed, say
from layout.design.styles import CAPS, FIGURES, LetterStyle, families_behind
from layout.design.tokens import Design
from layout.design.values import Colour, Tokens, unit_of
from layout.files.project import document, shipped
from layout.files.text import shown
from layout.render.fitting import Fitter
from layout.render.page import PageModel

SHARED = "shared"
"""The folder beside the template folders whose files every template may use."""


def template_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders a template's files are looked for in: its own, then what all templates share.

    A paper may have a shared folder of its own; what is not in it is the program's.
    """
    return tuple(dict.fromkeys((folder, folder.parent / SHARED, shipped() / "templates" / SHARED)))


_VARIANTS = {"figures": FIGURES, "caps": CAPS}


@lru_cache(maxsize=8)
def _environment(folder: Path) -> Environment:
    """Return what reads a template folder's files; one that was changed is read again."""
    return Environment(
        loader=FileSystemLoader(template_folders(folder)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def render_html(
    model: PageModel, folder: Path, fit: Fitter, further: Mapping[str, object] = MappingProxyType({})
) -> str:
    """Return the HTML of a page from ``<kind>.html`` of the template folder.

    ``fit`` fits the lines that the template sets by itself, and has those that are too long afterwards. ``further``
    are names the template is given besides page, model, design, words and fit.

    Raises TemplateError with file, line and word where the template is at fault.
    """
    environment = _environment(folder)
    name = f"{model.page.kind}.html"
    try:
        template = environment.get_template(name)
        return template.render(
            model=model,
            page=model.page,
            design=model.design,
            words=model.words,
            fit=fit,
            properties=css_properties(model.design),
            sheet_width=model.design.page.width + 2 * model.design.page.slug,
            sheet_height=model.design.page.height + 2 * model.design.page.slug,
            **further,
        )
    except TemplateSyntaxError as error:
        path = Path(error.filename) if error.filename else folder / (error.name or name)
        raise TemplateError(
            say(
                "{path}:{lineno}: {error}{near}",
                path=shown(path),
                lineno=error.lineno,
                error=error.message,
                near=_near(path, error.lineno),
            ),
            say("mend this line"),
        ) from error
    except TemplateNotFound as error:
        raise TemplateError(
            say("{raised_at}: there is no file {error}", raised_at=_raised_at(error, folder / name), error=error.name),
            say(
                "it is looked for in {template_folders}",
                template_folders=listed((shown(place) for place in template_folders(folder)), " and in "),
            ),
        ) from error
    except (JinjaError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateError(
            say("{raised_at}: {error}", raised_at=_raised_at(error, folder / name), error=error),
            say(
                "the template may use only page, model, design, words and fit; {document} names what they hold",
                document=shown(document("templates.md")),
            ),
        ) from error


def _near(path: Path, line: int) -> str:
    """Return the line of a template as the user wrote it, to show the word that is at fault."""
    try:
        written = path.read_text("utf-8").splitlines()[line - 1].strip()
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
    return f": {written}"


def _raised_at(error: BaseException, path: Path) -> str:
    """Return file and line where a template raised: Jinja2 puts its files into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"{shown(Path(frames[-1].filename))}:{frames[-1].lineno}" if frames else shown(path)


def css_properties(design: Design) -> str:
    """Return the design tokens as CSS custom properties, one declaration a line.

    A token ``grid: {row: 13pt}`` becomes ``--grid-row: 13pt``; a face ``song`` becomes ``--font-song``, its family and
    those behind it, ``--weight-song`` and ``--style-song``; a colour ``accent`` becomes ``--colour-accent``. What a
    style asks of figures and capitals becomes values of ``font-variant``: ``--caption-figures: oldstyle-nums``.
    """
    lines = [f"--{name}: {value};" for name, value in _flatten((), design)]
    lines += [f"--colour-{name}: {colour.css};" for name, colour in design.colours.items()]
    for name, font in design.fonts.items():
        behind = families_behind(font.like, design.fallbacks)
        families = ", ".join(f"'{family}'" for family in dict.fromkeys((font.family, *behind)))
        lines.append(f"--font-{name}: {families};")
        lines.append(f"--weight-{name}: {font.weight};")
        lines.append(f"--style-{name}: {font.style};")
    return "\n".join(lines)


def property_names(design: Design) -> frozenset[str]:
    """Return the names of all custom properties the tokens become, such as ``--grid-row``."""
    return frozenset(re.findall(r"^--[\w-]+", css_properties(design), re.MULTILINE))


def _flatten(path: tuple[str, ...], tokens: Tokens) -> Iterator[tuple[str, str]]:
    """Yield lengths and counts; parts of something and distances in em mean nothing outside of what they style."""
    for name, field in type(tokens).model_fields.items():
        value = getattr(tokens, name)
        here = (*path, name)
        if isinstance(value, Colour):
            continue
        if isinstance(value, Tokens):
            yield from _flatten(here, value) if value.in_css else ()
        elif isinstance(value, float) and unit_of(field) == "pt":
            yield "-".join(here), f"{value:g}pt"
        elif isinstance(value, int) and not isinstance(value, bool):
            yield "-".join(here), str(value)
        elif isinstance(tokens, LetterStyle) and name in _VARIANTS:
            yield "-".join(here), _VARIANTS[name][value].css
