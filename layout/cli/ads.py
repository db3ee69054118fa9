"""Commands about ready-made ads, for those who take them in: ad check, ad fix."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from layout import find_project, shown
from layout.base.errors import ContentError, PageError
from layout.base.messages import listed, say
from layout.cli.base import app, err, out, paper_of, print_findings, speak, spoken, told, tongue

if TYPE_CHECKING:
    from layout import AdChecked, AdDesk

ad = typer.Typer(help="Look through ready-made ads before closing, and mend them.", no_args_is_help=True)
app.add_typer(ad, name="ad")

STYLES = {"as-it-is": "green", "mended": "yellow", "refused": "bold red"}

Edition = Annotated[
    Path | None,
    typer.Option("--edition", help="The edition they are booked in: its places, its press, its paper's name."),
]
Size = Annotated[str, typer.Option("--size", help="The place they are to fit, such as 128x90mm.")]
Columns = Annotated[int, typer.Option("--columns", min=0, help="The place they are to fit: columns of the template.")]
Rows = Annotated[int, typer.Option("--rows", min=0, help="The place they are to fit: rows of the template.")]
Template = Annotated[
    str, typer.Option("--template", help="The template that columns and rows are of, such as tabloid.")
]
Press = Annotated[str, typer.Option("--press", help="The press condition, a file of assets/press; else the edition's.")]
Bleed = Annotated[str, typer.Option("--bleed", help="What PDFs without a TrimBox have around the ad, such as 3mm.")]
Page = Annotated[int, typer.Option("--page", min=0, help="The page of PDFs that have several, from 1.")]
Language = Annotated[str, typer.Option("--language", help="en, zh or zh-Hant: what is told; else the edition's.")]


@ad.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="PDFs and pictures, or folders of them; else the edition's own."),
    ] = None,
    edition: Edition = None,
    size: Size = "",
    columns: Columns = 0,
    rows: Rows = 0,
    template: Template = "",
    press: Press = "",
    bleed: Bleed = "",
    page: Page = 0,
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="Write before and after of changed ads into this folder.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Tell it as JSON, for another program.")] = False,
    language: Language = "",
) -> None:
    """Tell of ready-made ads whether they can be printed: their size, what is mended, what is to be asked for.

    Everything of every file is told at once; no page is built. Exit code 6 when one cannot be printed as it is.
    """
    speak(language)
    with _asking(edition):
        desk, checked = _checked(files, edition, size, columns, rows, template, press, bleed, page, quiet=json)
        if json:
            from layout import ad_data, json_text

            out.file.write(json_text([ad_data(one, tongue()) for one in checked]))
        else:
            _print(checked)
        if pictures:
            from layout import write_pictures

            for path in write_pictures(desk, checked, pictures, tongue()):
                err.print(escape(shown(path)))
        _require_sound(desk, checked)


@ad.command()
def fix(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="PDFs and pictures, or folders of them; else the edition's own."),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help="The PDF to write, or a folder for those of several.")] = None,
    edition: Edition = None,
    size: Size = "",
    columns: Columns = 0,
    rows: Rows = 0,
    template: Template = "",
    press: Press = "",
    bleed: Bleed = "",
    page: Page = 0,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    language: Language = "",
) -> None:
    """Write ready-made ads mended, each with a picture of before and after and a letter to the advertiser.

    Of an ad that cannot be printed there is the letter, which says what to send. The files that came are not changed.
    Exit code 6 when one cannot be printed as it is.
    """
    speak(language)
    if to is None:
        raise typer.BadParameter("say where to write: --to OUT.pdf, or --to FOLDER", param_hint="--to")
    with _asking(edition):
        from layout import write_fixed

        desk, checked = _checked(files, edition, size, columns, rows, template, press, bleed, page)
        written = write_fixed(desk, checked, to, tongue(), force=force)
        for one in written:
            _print([one.checked])
            for path in one.files:
                out.print(f"  [bold]-> {escape(shown(path))}[/]")
        _require_sound(desk, checked)


def _asking(edition: Path | None) -> AbstractContextManager[None]:
    """Tell in the edition's language; without one in that of the paper."""
    return told(edition or paper_of())


def _checked(
    files: Sequence[Path] | None,
    edition: Path | None,
    size: str,
    columns: int,
    rows: int,
    template: str,
    press: str,
    bleed: str,
    page: int,
    *,
    quiet: bool = False,
) -> tuple[AdDesk, list[AdChecked]]:
    from layout import EDITION_FILE, check_ad, open_desk, orders, passed_over

    if not files and not edition:
        raise typer.BadParameter("name files, or an edition with --edition", param_hint="FILE...")
    desk = open_desk(find_project(edition), edition, press=press, template=template)
    print_findings(desk.findings)
    asked = orders(desk, tuple(files or ()), size=size, columns=columns, rows=rows, bleed=bleed, page=page)
    whole = next((path for path in files or () if (path / EDITION_FILE).is_file()), None)
    if whole and not asked:
        raise ContentError(
            say("{folder} is an edition, and no folder of ads that came in", folder=shown(whole)),
            say("for its ready-made ads give --edition {folder}", folder=shown(whole)),
        )
    if left := passed_over(files or ()):
        names = listed(path.name for path in left)
        err.print(spoken(say("not looked at, as no ads come in such files: {files}", files=names)))
    if not asked:
        raise ContentError(
            say("there is no ready-made ad to be checked"),
            say("name PDFs or pictures; of an edition they are the ads of kind: supplied"),
        )
    checked = []
    with err.status("") as status:
        for order in asked:
            if not quiet:
                status.update(spoken(say("looking at {file}", file=order.path.name)))
            checked.append(check_ad(desk, order))
    return desk, checked


def _print(checked: Sequence[AdChecked]) -> None:
    from layout import ad_report

    for one in checked:
        first, *lines = ad_report(one)
        out.print(spoken(first), style=STYLES[one.verdict])
        for line in lines:
            out.print(spoken(line))


def _require_sound(desk: AdDesk, checked: Sequence[AdChecked]) -> None:
    refused = [one for one in checked if one.refused]
    if refused:
        raise PageError(
            say("{count:ad|ads} of {all} cannot be printed as sent", count=len(refused), all=len(checked)),
            say("ask for what is told above; banmian ad fix writes a letter to the advertiser"),
        )
    if desk.findings:
        raise ContentError(say("{count:error|errors} in {file}", count=len(desk.findings), file="ads.yaml"))
