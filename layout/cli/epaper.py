"""The command that makes the digital edition: epaper."""

from __future__ import annotations

from rich.markup import escape

from layout import find_project, shown
from layout.cli.base import EditionFolder, app, err, out, print_findings, told
from layout.epaper import make_epaper


@app.command()
def epaper(edition: EditionFolder) -> None:
    """Make the digital edition (数字报) of the pages last built: output/epaper/<edition>/index.html."""
    with told():
        with err.status("loading") as status:
            made = make_epaper(find_project(), edition, status.update)
        print_findings(made.findings)
        out.print(f"{made.pages} page(s), {made.stories} stories in [bold]{escape(shown(made.folder))}[/]")
        out.print(f"open {escape(shown(made.folder / 'index.html'))}; all editions: {escape(shown(made.index))}")
