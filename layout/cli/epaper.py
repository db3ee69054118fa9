"""The command that makes the digital edition: epaper."""

from __future__ import annotations

from layout import find_project, shown
from layout.base.messages import say
from layout.cli.base import EditionFolder, OutputFolder, app, err, out, print_findings, shown_on, spoken, told
from layout.epaper import make_epaper


@app.command()
def epaper(edition: EditionFolder, output: OutputFolder = None) -> None:
    """Make the digital edition (数字报) of the pages last built: output/epaper/<edition>/index.html."""
    with told(edition):
        with err.status("loading") as status:
            made = make_epaper(find_project(edition, output), edition, shown_on(status))
        print_findings(made.findings)
        what = say(
            "{pages:page|pages}, {stories:story|stories} in {folder}",
            pages=made.pages,
            stories=made.stories,
            folder=shown(made.folder),
        )
        out.print(spoken(what))
        index = made.folder / "index.html"
        out.print(spoken(say("open {index}; all editions: {all}", index=shown(index), all=shown(made.index))))
