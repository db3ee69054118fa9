"""Commands for the time between the first pour and the deadline: copyfit, diff, watch."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from layout import (
    EDITION_FILE,
    Project,
    Staging,
    choose,
    find_project,
    json_text,
    language_of,
    last_copyfit,
    plans_folder,
    png_bytes,
    read_edition,
    shown,
)
from layout.base.diagnostics import Report
from layout.base.messages import say
from layout.cli.base import (
    EditionFolder,
    OutputFolder,
    Pages,
    Standard,
    app,
    err,
    out,
    paper_of,
    print_copyfit,
    spoken,
    standard,
    told,
)
from layout.compare import Comparison, compare_folders
from layout.compare.draw import side_by_side
from layout.desk import Board, DeskServer, SignBook, Watcher

DIFFERENT = 9
"""Exit code of `banmian diff` when the pages differ. (1, which diff has, is a fault of the program here.)"""

PORT = 8642
"""Where the desk is unless another port is asked for."""

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command()
def watch(
    edition: EditionFolder,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The desk's port on this machine; a free one if it is taken or 0.")
    ] = PORT,
    pdfx: Standard = "",
    output: OutputFolder = None,
) -> None:
    """Keep an edition built while you write, and show it in the browser: the desk.

    Runs until Ctrl-C. What is wrong with the files is shown, on the desk and here, and the last good pages stay.
    """
    with told(edition):
        project = find_project(edition, output)
        if not edition.is_dir():
            read_edition(project, edition, Report())  # says what is wrong with the name
        built = project.output(edition)

        def take(page: str, number: int) -> None:
            choose(project, edition, page, number)

        can = {"can_choose": True, "can_sign": True}
        board = Board(shown(edition), plans_folder(project, edition), **can, language=language_of(edition))
        book = SignBook(project, edition, board)
        watcher = Watcher(project, edition, board, pdfx=standard(pdfx), log=_logged, signs=book.look)
        rebuild = partial(watcher.look, everything=True)
        server = DeskServer(board, built, port=port, choose=take, rebuild=rebuild, sign=book.sign)
        threading.Thread(target=server.serve_forever, name="desk", daemon=True).start()
        where = say(
            "the desk of {edition}: {address}   (Ctrl-C ends it)", edition=shown(edition), address=server.address
        )
        out.print(spoken(where))
        try:
            watcher.run()
        finally:
            watcher.stop()
            server.stop()


def _logged(says: str) -> None:
    err.print(spoken(says))


@app.command()
def copyfit(edition: EditionFolder, page: Pages = None, as_json: AsJson = False, output: OutputFolder = None) -> None:
    """Tell how the copy fits, story by story, as the last build found it: what to cut (超) or to add (缺)."""
    with told(edition):
        fits = last_copyfit(find_project(edition, output).output(edition), edition).of(page or ())
        if as_json:
            out.print(escape(json_text(fits.as_json()).rstrip()))
        else:
            print_copyfit(fits)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="An output folder, or an edition whose output is meant.")],
    after: Annotated[Path, typer.Argument(help="Another one, such as output/2022-04-15.proof.")],
    page: Pages = None,
    output: Annotated[
        Path | None, typer.Option(help="Where pictures and diff.json go; AFTER with .diff if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the pages of two builds: story by story, and what else looks different.

    Writes a picture of every page that differs, both versions side by side, and diff.json. Exit code 0 when nothing
    differs, 9 when something does.
    """
    with told(_edition(after)):
        old, new = _output(before), _output(after)
        compared = compare_folders(old, new, page or ())
        target = output or new.with_name(f"{new.name}.diff")
        pictures = _write(compared, target)
        out.print(escape(json_text(compared.as_json()).rstrip()) if as_json else spoken(compared.text()))
        if not as_json:
            for picture in pictures:
                out.print(escape(shown(picture)))
        if compared.different:
            raise typer.Exit(DIFFERENT)


def _edition(folder: Path) -> Path | None:
    """Return the edition that a folder is, or is the output of; the paper's folder, if it is neither."""
    root = paper_of(folder)
    if root is None or (folder / EDITION_FILE).is_file():
        return folder
    built, outputs = folder.resolve(), Project(root).outputs.resolve()
    if outputs not in built.parents:
        return root
    place = built.relative_to(outputs)
    return Project(root).content / place.with_name(place.name.removesuffix(".proof"))


def _output(folder: Path) -> Path:
    return find_project(folder).output(folder) if (folder / EDITION_FILE).is_file() else folder.resolve()


def _write(compared: Comparison, target: Path) -> list[Path]:
    """Write the pictures of the pages that differ, and diff.json; return the pictures."""
    pictures = []
    with Staging(target) as staging:
        for page in compared.pages:
            if page.different:
                staging.write(f"{page.page}.png", png_bytes(side_by_side(page)))
                pictures.append(target / f"{page.page}.png")
        staging.write_json("diff.json", compared.as_json())
    return pictures
