"""Commands that make pages and look at them: build, preview, new, check, measure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from layout import Cache, Finding, Outcome, find_project, keep_said, shown, standing
from layout.base.errors import BanmianError, PageError
from layout.base.messages import say, telling
from layout.cli.again import COMMAND, asked
from layout.cli.base import (
    STOPPED,
    CacheOption,
    EditionFolder,
    EditionFolders,
    FewMoves,
    Jobs,
    Pages,
    Scheduler,
    Standard,
    app,
    err,
    laid_out,
    out,
    print_copyfit,
    print_findings,
    shown_on,
    spoken,
    standard,
    told,
)

if TYPE_CHECKING:
    from layout import Means


@app.command()
def build(
    editions: EditionFolders,
    page: Pages = None,
    pdfx: Standard = "",
    force: Annotated[bool, typer.Option("--force", help="Take the pages for printing in spite of errors.")] = False,
    few_moves: FewMoves = False,
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    cache: CacheOption = True,
) -> None:
    """Build the pages of an edition into output/<edition>, or of several editions one after another.

    Of several the exit code is the highest of any.
    """
    with told(editions[0]):
        project = find_project(editions[0])
    kept_in = project.cache if cache else None
    options = (tuple(page or ()), pdfx, force)
    # With few moves the pages depend on those before them, which is no matter of the edition's files.
    outcomes = Cache(None if few_moves else kept_in)
    several = len(editions) > 1

    with ExitStack() as stack:

        @once
        def means() -> Means:
            from layout import Means, for_several

            asked = Means(jobs, scheduler, kept_in)
            return stack.enter_context(for_several(asked)) if several else asked

        def built(edition: Path, at_once: Callable[[Sequence[Finding]], None]) -> Outcome:
            from layout import build_edition

            with err.status("loading") as status:
                return build_edition(
                    project,
                    edition,
                    pages=page or (),
                    pdfx=standard(pdfx),
                    force=force,
                    few_moves=few_moves,
                    means=means(),
                    progress=shown_on(status),
                    told=at_once,
                ).outcome

        def tell(edition: Path) -> None:
            early: list[Finding] = []

            def at_once(findings: Sequence[Finding]) -> None:
                early.extend(findings)
                print_findings(findings)

            with told(edition):
                outcome = standing(project, edition, options, outcomes, lambda: built(edition, at_once))
                print_findings([finding for finding in outcome.findings if finding not in early])
                _print_built(outcome)
                outcome.require_printable()
                if sys.argv[1:2] == [COMMAND] and not several:  # not in another program's hands
                    found = laid_out(err, lambda: print_findings(outcome.findings))
                    words = (2, found), (1, laid_out(out, lambda: _print_built(outcome)))
                    keep_said(project, outcomes, asked(sys.argv[1:]), (edition, options, outcome), words)

        worst = 0
        for edition in dict.fromkeys(editions):
            if several:
                err.rule(escape(str(edition)), align="left")
            try:
                tell(edition)
            except typer.Exit as end:
                if not several or end.exit_code == STOPPED:
                    raise
                worst = max(worst, end.exit_code)
    if worst:
        raise typer.Exit(worst)


def _print_built(outcome: Outcome) -> None:
    print_copyfit(outcome.copyfit)
    where = say("{pages:page|pages} in {folder}", pages=outcome.pages, folder=shown(outcome.folder))
    out.print(f"\n{spoken(where)}")


@app.command()
def preview(
    edition: EditionFolder,
    page: Pages = None,
    dpi: Annotated[int, typer.Option(min=18, max=1200, help="Dots per inch.")] = 150,
    proof: Annotated[
        bool, typer.Option("--proof", help="As the press prints it: through its profile, on its paper.")
    ] = False,
) -> None:
    """Draw PNG previews of pages that were built, at any resolution; with --proof as <page>-proof.png.

    Without --page and --proof, the contact sheet is drawn too.
    """
    from layout import (
        Staging,
        edition_sheet,
        page_image,
        png_bytes,
        press_of,
        soft_proof,
        thumbnail,
    )

    with told(edition):
        project = find_project(edition)
        target = project.output(edition)
        files = sorted((target / "pages").glob("*.pdf"))
        wanted = [file for file in files if not page or file.stem in page]
        if not wanted:
            raise BanmianError(
                say("no built page in {target}", target=shown(target)),
                say("build it first: make pdf EDITION={edition}", edition=edition),
            )
        names = {file: f"preview/{file.stem}{'-proof' if proof else ''}.png" for file in wanted}
        profile = press_of(project, edition).profile_data if proof else b""
        with Staging(target, keep=True) as staging:
            for file, name in names.items():
                pdf = file.read_bytes()
                image = soft_proof(pdf, profile, dpi) if proof else page_image(pdf, dpi)
                staging.write(name, png_bytes(image, dpi))
                if not proof:
                    staging.write(f"preview/{file.stem}-thumbnail.png", png_bytes(thumbnail(image)))
            sheet = None if page or proof else edition_sheet(project, edition, staging.folder)
            if sheet:
                staging.write("preview/contact-sheet.png", sheet)
        for name in names.values():
            out.print(escape(shown(target / name)))


@app.command()
def check(
    edition: EditionFolder,
    everything: Annotated[bool, typer.Option("--all", help="Name the rules that were kept, too.")] = False,
    pdfx: Standard = "",
) -> None:
    """Hold an edition's files and its built pages against templates, taboos of the page and the press (preflight).

    Exit code 6 when something is fatal, or a rule broke down.
    """
    if edition.is_file():
        from layout.cli.ads import check_file

        check_file(edition)
        return
    from layout import Means, check_edition, report_text

    early: list[Finding] = []

    def at_once(findings: Sequence[Finding]) -> None:
        early.extend(findings)
        print_findings(findings)

    with told(edition):
        project = find_project(edition)
        means = Means(cache=project.cache)
        checked = check_edition(project, edition, pdfx=standard(pdfx), means=means, told=at_once)
        print_findings([finding for finding in checked.findings if finding not in early])
        out.print(escape(report_text(checked.preflight, telling(checked.language), everything=everything)))
        if not checked.printable:
            raise PageError(say("the pages are not fit to print"), say("mend what is told as fatal, and build again"))


@app.command()
def measure(
    pdf: Annotated[list[Path], typer.Argument(help="Finished page PDFs, such as output/2022-04-15/pages/B2.pdf.")],
) -> None:
    """Read finished pages back and judge their lines: flush edges, kinsoku, grid, loosest line.

    Looks at the PDF alone. Exit code 6 when a limit is broken.
    """
    from layout import as_table, measure_pdf

    with told():
        measured = [measure_pdf(path) for path in pdf]
        for result in measured:
            out.print(escape(as_table(result, telling(""))))
        broken = [finding for result in measured for finding in result.broken_limits()]
        print_findings(broken)
        if broken:
            raise PageError(say("{count:limit|limits} broken", count=len(broken)))
