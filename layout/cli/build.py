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
from layout.base.errors import PageError
from layout.base.messages import say, telling
from layout.cli.again import COMMAND, asked
from layout.cli.base import (
    STOPPED,
    AsJson,
    CacheOption,
    EditionFolder,
    EditionFolders,
    FewMoves,
    Jobs,
    OutputFolder,
    Pages,
    Quiet,
    Scheduler,
    Standard,
    answered,
    app,
    err,
    laid_out,
    out,
    print_answer,
    print_copyfit,
    print_findings,
    spoken,
    standard,
    told,
    tongue,
)

if TYPE_CHECKING:
    from layout import EditionAnswer, Means


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
    output: OutputFolder = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Build the pages of an edition into output/<edition>, or of several editions one after another.

    Of several the exit code is the highest of any.
    """
    with told(editions[0]):
        project = find_project(editions[0], output)
    kept_in = project.cache if cache else None
    options = (tuple(page or ()), pdfx, force, str(output or ""))
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
            from layout.cli.progress import steps

            with steps(quiet=quiet) as progress:
                return build_edition(
                    project,
                    edition,
                    pages=page or (),
                    pdfx=standard(pdfx),
                    force=force,
                    few_moves=few_moves,
                    means=means(),
                    progress=progress,
                    told=at_once,
                ).outcome

        def keep(edition: Path, outcome: Outcome, words: Callable[[], tuple[tuple[int, str], ...]]) -> None:
            if sys.argv[1:2] == [COMMAND] and not several:  # not in another program's hands
                keep_said(project, outcomes, asked(sys.argv[1:]), (edition, options, outcome), words())

        def tell(edition: Path) -> None:
            early: list[Finding] = []

            def at_once(findings: Sequence[Finding]) -> None:
                early.extend(findings)
                print_findings(findings, quiet=quiet)

            def words() -> tuple[tuple[int, str], ...]:
                found = laid_out(err, lambda: print_findings(outcome.findings, quiet=quiet))
                return (2, found), (1, laid_out(out, lambda: _print_built(outcome, quiet=quiet)))

            with told(edition):
                outcome = standing(project, edition, options, outcomes, lambda: built(edition, at_once))
                print_findings([finding for finding in outcome.findings if finding not in early], quiet=quiet)
                _print_built(outcome, quiet=quiet)
                outcome.require_printable()
                keep(edition, outcome, words)

        def tell_as_json() -> None:
            made: dict[Path, Outcome] = {}
            answers = []
            for edition in dict.fromkeys(editions):
                early: list[Finding] = []

                def work(edition: Path = edition, early: list[Finding] = early) -> EditionAnswer:
                    made[edition] = standing(project, edition, options, outcomes, lambda: built(edition, early.extend))
                    return _built_answer(edition, made[edition])

                with told(edition):
                    answers.append(answered(edition, work, early))
            text = print_answer(COMMAND, answers)
            for edition, outcome in made.items():
                keep(edition, outcome, lambda: ((1, text),))

        if as_json:
            tell_as_json()
            return
        worst = 0
        for edition in dict.fromkeys(editions):
            if several and not quiet:
                err.rule(escape(str(edition)), align="left")
            try:
                tell(edition)
            except typer.Exit as end:
                if not several or end.exit_code == STOPPED:
                    raise
                worst = max(worst, end.exit_code)
    if worst:
        raise typer.Exit(worst)


def _built_answer(edition: Path, outcome: Outcome) -> EditionAnswer:
    from layout import built_answer, with_error

    done = built_answer(edition, outcome, tongue())
    try:
        outcome.require_printable()
    except PageError as error:
        return with_error(done, error, tongue())
    return done


def _print_built(outcome: Outcome, *, quiet: bool) -> None:
    if not quiet:
        print_copyfit(outcome.copyfit)
        out.print()
    where = say("{pages:page|pages} in {folder}", pages=outcome.pages, folder=shown(outcome.folder))
    out.print(spoken(where))


@app.command()
def preview(
    edition: EditionFolder,
    page: Pages = None,
    dpi: Annotated[int, typer.Option(min=18, max=1200, help="Dots per inch.")] = 150,
    proof: Annotated[
        bool, typer.Option("--proof", help="As the press prints it: through its profile, on its paper.")
    ] = False,
    output: OutputFolder = None,
) -> None:
    """Draw PNG previews of pages that were built, at any resolution; with --proof as <page>-proof.png.

    Without --page and --proof, the contact sheet is drawn too.
    """
    from layout import (
        Staging,
        build_command,
        edition_sheet,
        page_image,
        png_bytes,
        press_of,
        soft_proof,
        thumbnail,
    )

    with told(edition):
        project = find_project(edition, output)
        target = project.output(edition)
        files = sorted((target / "pages").glob("*.pdf"))
        wanted = [file for file in files if not page or file.stem in page]
        if not wanted:
            raise PageError(
                say("no built page in {target}", target=shown(target)),
                say("build it first: {command}", command=build_command(edition)),
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
    what: Annotated[
        list[Path],
        typer.Argument(metavar="EDITION|PDF...", help="The edition's folder; or PDFs from anywhere, one or several."),
    ],
    everything: Annotated[bool, typer.Option("--all", help="Name the rules that were kept, too.")] = False,
    pdfx: Standard = "",
    press: Annotated[
        str, typer.Option("--press", help="Of PDFs: the press condition, by its name or its file; else newsprint.")
    ] = "",
    leaves: Annotated[
        list[int] | None,
        typer.Option("--page", min=1, help="Of PDFs: only this page, from 1 (may be given several times)."),
    ] = None,
    size: Annotated[str, typer.Option("--size", help="Of PDFs: judge them as ads of this size: 128x90mm.")] = "",
    bleed: Annotated[str, typer.Option("--bleed", help="Of ads without a TrimBox: what is around them: 3mm.")] = "",
    output: OutputFolder = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Hold an edition's files and its built pages against templates, taboos of the page and the press (preflight).

    Of PDFs, whosever they are: what they hold (boxes, inks, fonts, pictures), what the preflight says of each page,
    and what would be mended of them as ads. Exit code 6 when something is fatal, or a rule broke down.
    """
    if not what[0].is_dir() and (len(what) > 1 or what[0].is_file() or what[0].suffix):
        from layout.cli.pdfs import check_files

        check_files(what, standard(pdfx), press, leaves or (), size, bleed, everything, quiet, as_json)
        return
    if len(what) > 1 or press or leaves or size or bleed:
        raise typer.BadParameter("an edition is checked by itself, at its own press", param_hint="EDITION|PDF...")
    edition = what[0]
    from layout import Checked, Means, check_edition, checked_answer, report_text, with_error

    unfit = PageError(say("the pages are not fit to print"), say("mend what is told as fatal, and build again"))
    early: list[Finding] = []

    def checked_now(at_once: Callable[[Sequence[Finding]], None]) -> Checked:
        project = find_project(edition, output)
        means = Means(cache=project.cache)
        return check_edition(project, edition, pdfx=standard(pdfx), means=means, told=at_once)

    def work() -> EditionAnswer:
        checked = checked_now(early.extend)
        done = checked_answer(edition, checked, tongue())
        return done if checked.printable else with_error(done, unfit, tongue())

    def at_once(findings: Sequence[Finding]) -> None:
        early.extend(findings)
        print_findings(findings, quiet=quiet)

    with told(edition):
        if as_json:
            print_answer("check", [answered(edition, work, early)])
            return
        checked = checked_now(at_once)
        print_findings([finding for finding in checked.findings if finding not in early], quiet=quiet)
        if not (quiet and checked.printable):
            out.print(escape(report_text(checked.preflight, telling(checked.language), everything=everything)))
        if not checked.printable:
            raise unfit
        if quiet:
            out.print(spoken(say("the pages are fit to print")))


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
