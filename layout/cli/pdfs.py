"""What `check` does with files: PDFs from anywhere, and pictures as ready-made ads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from layout.base.errors import PageError
from layout.base.messages import say
from layout.cli.base import err, out, paper_of, print_answer, shown_on, spoken, told, tongue

if TYPE_CHECKING:
    from layout import PdfChecked, PdfX

STYLES = {
    "pass": "",
    "skip": "dim",
    "info": "dim",
    "warn": "yellow",
    "fail": "red",
    "error": "red",
    "fatal": "bold red",
}
"""State -> the colour of a line of a report."""


def check_files(
    files: Sequence[Path],
    pdfx: PdfX | None,
    press: str,
    pages: Sequence[int],
    size: str,
    bleed: str,
    everything: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Check files one by one; exit code 6 when one of them is not fit for the press."""
    with told(paper_of()):
        from layout import check_pdfs, is_picture, nearest_project, pdf_answer, pdf_orders, press_named

        orders = pdf_orders(files, pages, size, bleed)
        pictures = [] if as_json else [one.path for one in orders if is_picture(one.path)]
        orders = tuple(one for one in orders if one.path not in pictures)
        condition = press_named(nearest_project(), press)
        checked: list[PdfChecked] = []
        with err.status("") as status:
            for one in check_pdfs(orders, condition, pdfx, shown_on(status)):
                checked.append(one)
                if not as_json:
                    _print(one, everything=everything, quiet=quiet)
        if as_json:
            print_answer("check", (), [pdf_answer(one, tongue(), PageError.exit_code) for one in checked])
            return
        if pictures:
            from layout.cli.ads import check as check_ads

            check_ads(pictures, size=size, press=press, bleed=bleed)
        if unfit := [one for one in checked if not one.sound]:
            raise PageError(
                say("{count} of {all:PDF is|PDFs are} not fit to print as sent", count=len(unfit), all=len(checked)),
                say("--size judges a file as an ad, which is mended when it is taken in")
                if not size
                else say("ask for what is told above; banmian ad fix writes a letter to the advertiser"),
            )


def _print(checked: PdfChecked, *, everything: bool, quiet: bool) -> None:
    from layout import pdf_report

    for number, line in enumerate(pdf_report(checked, everything=everything)):
        if not (quiet and checked.sound and number):
            out.print(spoken(line.told(tongue())), style=STYLES[str(line.state)])
