"""The command line: parse, call, print, exit code.

Exit codes: 0 done; 1 a fault of the program; 2 wrong usage; 3 the edition, 4 a template, 5 the machine, 6 the
pages, 7 the output folder, 8 the press condition is at fault; 130 stopped by the user.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from layout import __version__, pipeline
from layout.content.source import shown
from layout.diagnostics import Diagnostic, Severity
from layout.errors import BanmianError, PageError
from layout.measure import as_table, measure_pdf
from layout.newedition import new_edition
from layout.preflight import report_text
from layout.press import PdfX
from layout.preview import page_image, png_bytes
from layout.project import find_project
from layout.publish import Staging

app = typer.Typer(
    help="Banmian (版面): turns a folder of stories and ads into print-ready newspaper pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

EditionFolder = Annotated[Path, typer.Argument(help="The edition's folder, such as content/2022-04-15.")]
Pages = Annotated[list[str] | None, typer.Option("--page", help="Only this page (may be given several times).")]

Standard = Annotated[str, typer.Option("--pdfx", help="x-4 or x-1a; what the press condition says if not given.")]

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of ours into its message and exit code, without a traceback."""
    try:
        yield
    except BanmianError as error:
        err.print(escape(error.message), style="red" if "\n" not in error.message else "")
        if error.hint:
            err.print(f"  {escape(error.hint)}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        err.print("stopped; the last good output is as it was")
        raise typer.Exit(130) from None


def _standard(name: str) -> PdfX | None:
    standards = {"": None, "x-4": PdfX.X4, "x-1a": PdfX.X1A}
    if name not in standards:
        raise typer.BadParameter(f"{name!r} is neither x-4 nor x-1a", param_hint="--pdfx")
    return standards[name]


@app.command()
def build(
    edition: EditionFolder,
    page: Pages = None,
    pdfx: Standard = "",
    force: Annotated[bool, typer.Option("--force", help="Take the pages for printing in spite of errors.")] = False,
) -> None:
    """Build the pages of an edition into output/<edition>."""
    with _told():
        project = find_project()
        with err.status("loading") as status:
            result = pipeline.build(
                project, edition, pages=page or (), pdfx=_standard(pdfx), force=force, progress=status.update
            )
        _print_findings(result.findings)
        _print_copyfit(result)
        out.print(f"\n{len(result.pages)} page(s) in [bold]{escape(shown(result.folder))}[/]")
        pipeline.require_printable(result)


@app.command()
def preview(
    edition: EditionFolder,
    page: Pages = None,
    dpi: Annotated[int, typer.Option(min=18, max=1200, help="Dots per inch.")] = 150,
) -> None:
    """Draw PNG previews of pages that were built, at any resolution."""
    with _told():
        target = find_project().output(edition)
        files = sorted((target / "pages").glob("*.pdf"))
        wanted = [file for file in files if not page or file.stem in page]
        if not wanted:
            raise BanmianError(f"no built page in {shown(target)}", f"build it first: make pdf EDITION={edition}")
        with Staging(target, keep=True) as staging:
            for file in wanted:
                staging.write(f"preview/{file.stem}.png", png_bytes(page_image(file.read_bytes(), dpi), dpi))
        for file in wanted:
            out.print(escape(shown(target / "preview" / f"{file.stem}.png")))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(help="The folder to make, such as content/2022-04-16.")],
    source: Annotated[Path | None, typer.Option("--from", help="The edition to copy; the newest if not given.")] = None,
) -> None:
    """Make a ready-to-edit copy of an edition."""
    with _told():
        made = new_edition(target, source)
        out.print(f"made {escape(shown(target))} from {escape(shown(made.source))}")
        out.print(f"edit it, then: make pdf EDITION={escape(shown(target))}")


@app.command()
def check(
    edition: EditionFolder,
    everything: Annotated[bool, typer.Option("--all", help="Name the rules that were kept, too.")] = False,
    pdfx: Standard = "",
) -> None:
    """Hold the built pages of an edition against its press condition (preflight).

    Exit code 6 when something is fatal, or a rule broke down.
    """
    with _told():
        preflight = pipeline.check_output(find_project(), edition, _standard(pdfx))
        out.print(escape(report_text(preflight, everything=everything)))
        if not preflight.printable:
            raise PageError("the pages are not fit to print", "mend what is told as fatal, and build again")


@app.command()
def plan(
    edition: EditionFolder,
    page: Pages = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell the score term by term.")] = False,
) -> None:
    """Plan the pages of an edition without building them: where every story and ad would stand."""
    with _told():
        for planned in pipeline.plan_edition(find_project(), edition, pages=page or ()):
            out.print(escape(planned.text(explain=explain)))


@app.command()
def measure(
    pdf: Annotated[list[Path], typer.Argument(help="Finished page PDFs, such as output/2022-04-15/pages/B2.pdf.")],
) -> None:
    """Read finished pages back and judge their lines: flush edges, kinsoku, grid, loosest line.

    Looks at the PDF alone. Exit code 6 when a limit is broken.
    """
    with _told():
        measured = [measure_pdf(path) for path in pdf]
        for result in measured:
            out.print(escape(as_table(result)))
        broken = [finding for result in measured for finding in result.broken_limits()]
        _print_findings(broken)
        if broken:
            raise PageError(f"{len(broken)} limit(s) broken")


def _print_findings(findings: Sequence[Diagnostic]) -> None:
    for finding in findings:
        err.print(escape(str(finding)), style=_COLOURS[finding.severity])


def _print_copyfit(result: pipeline.BuildResult) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("page", "story", "chars", "lines", "fit", "used"):
        table.add_column(heading, justify="right" if heading in ("chars", "lines") else "left")
    for page in result.pages:
        for composed in page.stories:
            fit = composed.fit
            lines = f"{fit.lines}/{fit.capacity}"
            table.add_row(
                page.page.id,
                escape(composed.story.id),
                str(fit.characters),
                lines,
                fit.summary,
                escape(", ".join(fit.levers)),
            )
    out.print(table)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Answer --version."""
    if show:
        out.print(f"banmian {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    sys.exit(app())
