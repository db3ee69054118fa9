"""The command of a founder: init."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from layout import QUESTIONS, AnswerError, Answers, checked, default_of, language_here, new_paper, shown, templates_for
from layout.base.messages import listed, say, telling
from layout.cli.base import app, err, out, speaking, spoken, told


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The paper's folder: a new one, or an empty one.")],
    language: Annotated[str, typer.Option("--language", help="The paper's language, such as zh-Hans or en.")] = "",
    name: Annotated[str, typer.Option(help="The paper's name.")] = "",
    town: Annotated[str, typer.Option(help="Where it comes out.")] = "",
    template: Annotated[str, typer.Option(help="The format to begin with: tabloid, weekly, broadsheet, daily …")] = "",
    days: Annotated[str, typer.Option(help="Days of issue: daily, friday, 'monday, thursday', '1, 15'.")] = "",
    date: Annotated[str, typer.Option(help="The day of the first issue, such as 2026-12-04.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes it.")] = "",
    phone: Annotated[str, typer.Option(help="Its telephone number.")] = "",
    price: Annotated[str, typer.Option(help="What a copy costs.")] = "",
    latin_name: Annotated[str, typer.Option(help="Its name in Latin letters.")] = "",
    motto: Annotated[str, typer.Option(help="A line near the name.")] = "",
    cn: Annotated[str, typer.Option(help="Its CN serial number.")] = "",
    issn: Annotated[str, typer.Option(help="Its ISSN; the front page then has its barcode.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take what is given, and defaults.")] = False,
) -> None:
    """Begin a paper of your own: a folder with its look, and a first issue that tells how it is made.

    What no option gives is asked for on a terminal; elsewhere, and with --yes, a default is taken.
    """
    given = {
        "language": language,
        "name": name,
        "town": town,
        "template": template,
        "days": days,
        "date": date,
        "publisher": publisher,
        "phone": phone,
        "price": price,
        "latin_name": latin_name,
        "motto": motto,
        "cn": cn,
        "issn": issn,
    }
    with told():
        asks = not yes and sys.stdin.isatty() and sys.stderr.isatty()
        made = new_paper(folder, _answers(given, asks))
        edition = shown(made.edition.relative_to(made.folder))
        out.print(
            spoken(say("made {folder}; its first issue is {edition}", folder=shown(made.folder), edition=edition))
        )
        for line in made.told:
            out.print(spoken(line))
        out.print(spoken(say("What to do next:")))
        if Path.cwd() != made.folder:
            out.print(f"  cd {shlex.quote(os.path.relpath(made.folder))}", markup=False)
        for command, does in (("build", say("makes the pages")), ("watch", say("shows them while you write"))):
            out.print(f"  {f'banmian {command} {edition}':<40} {spoken(does)}")
        out.print(spoken(say("The pages tell the rest; README.md names what to change first.")))


def _answers(given: dict[str, str], asks: bool) -> Answers:
    """Return the answers: those given, those asked for, and defaults."""
    today, known = datetime.date.today(), dict[str, Any]()
    speaking(telling(language_here()))
    for key in (*QUESTIONS, *(key for key in given if key not in QUESTIONS)):
        answer = given[key] or (default_of(key, known, today) if key in QUESTIONS else "")
        if asks and key in QUESTIONS and not given[key]:
            known[key] = _asked(key, answer, known)
        else:
            known[key] = checked(key, answer, known)
        if key == "language":
            speaking(telling(known[key]))
    return Answers(**known)


def _asked(key: str, default: str, known: dict[str, Any]) -> Any:
    """Ask on the terminal until the answer can be taken."""
    question = spoken(QUESTIONS[key])
    if key == "template":
        question += f" ({', '.join(templates_for(known['language']))})"
    while True:
        try:
            return checked(key, typer.prompt(question, default=default, show_default=bool(default), err=True), known)
        except AnswerError as error:
            err.print(spoken(listed((error.message, error.hint), ": ")), style="red")
