"""A new paper: its folder, written whole from a starter of assets/starter and the founder's answers.

The files of a starter have marks for answers, ``{{ name }}``. A line with a mark that has no answer is left out. In
YAML and TOML an answer is written as inside double quotes, in Markdown with its signs escaped.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout.base.errors import OutputError
from layout.base.locale.starters import StarterWords, starter_words
from layout.base.messages import Message, say
from layout.build.founding import Answers, starter_data, starters, told_days, written_days
from layout.design.new import new_template
from layout.design.tokens import load_design
from layout.files.folders import check_free, reason_of
from layout.files.project import EDITION_FILE, PROJECT_FILE, Project, shipped
from layout.files.text import shown

_MARK = re.compile(r"\{\{ *([a-z_.-]+) *\}\}")
_SIGNS = re.compile(r"([\\*^{}\[\]<>`_#|])")
_ITEM = re.compile(r"^(\d*)([-+.)])(?= )")
"""What would make a list of a paragraph that begins with it."""
_ADS = "ads.yaml"
_AS_IT_IS = frozenset({"days"})
"""Marks whose answer is written in the file's own form."""


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that was made: its folder, that of its first issue, and what is to be known of it."""

    folder: Path
    edition: Path
    told: tuple[Message, ...] = ()


def new_paper(target: Path, answers: Answers) -> NewPaper:
    """Write the folder of a new paper, whole or not at all.

    Raises OutputError if the place is taken by something that is not an empty folder, or cannot be written.
    """
    check_free(target)
    target = target.absolute()
    words, name = starter_words(answers.language), _id(target.name)
    edition = Path("content", answers.date.isoformat())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.new-", dir=target.parent) as place:
            made = Path(place) / "paper"
            for path, text in _files(answers, words, name):
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_text(text, "utf-8")
            shutil.copytree(starters() / "pictures", made / edition / "pictures", copy_function=shutil.copyfile)
            new_template(Project(made), name, answers.template)
            _take(made, target)
    except OSError as error:
        raise OutputError(
            say("{target} cannot be made: {reason}", target=shown(target), reason=reason_of(error)),
            say("look at the disk and your rights"),
        ) from error
    days = {"date": answers.date, "file": PROJECT_FILE, "days": answers.days}
    told = () if answers.days.has(answers.date) else (say("{date} is no day of issue by {file}: {days}", **days),)
    return NewPaper(target, target / edition, told)


def _take(made: Path, target: Path) -> None:
    """Bring a folder to its place. An empty folder there stays the one it is: somebody may stand in it."""
    if not target.exists():
        made.rename(target)
        return
    moved: list[Path] = []
    try:
        for path in sorted(made.iterdir()):
            path.rename(target / path.name)
            moved.append(path)
    except OSError:
        for path in moved:
            (target / path.name).rename(path)
        raise


def _id(name: str) -> str:
    """Return the name of the paper's template: that of its folder as an id, which no template of the program has."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "paper"
    return f"{plain}-look" if plain in Project(shipped()).template_names else plain


def _files(answers: Answers, words: StarterWords, name: str) -> Iterator[tuple[Path, str]]:
    """Yield the files of the paper, those of its template and pictures aside."""
    folder, edition = starters() / words.folder, Path("content", answers.date.isoformat())
    form: Mapping[str, Any] = starter_data(words.folder, "formats")[answers.template]
    marks = _marks(answers, words, name, form)

    def filled(file: Path, **other: str) -> str:
        return _filled(words.turned(file.read_text("utf-8")), marks | other, _KINDS.get(file.suffix, str))

    yield Path(".gitignore"), (starters() / "gitignore").read_text("utf-8")
    yield Path("README.md"), filled(folder / "README.md")
    yield Path(PROJECT_FILE), filled(folder / PROJECT_FILE)
    standing = tuple(sorted((folder / "standing").glob("*.md")))
    for home, stories in (
        (Path("standing"), standing),
        (edition, (*standing, *sorted((folder / "content").glob("*.md")))),
    ):
        for story in stories:
            text = filled(story)
            yield (
                home / story.name,
                text.replace("---\n", f"---\nlanguage: {words.language}\n", 1) if words.language else text,
            )
    ads = filled(folder / "standing" / _ADS)
    yield Path("standing", _ADS), ads
    yield edition / _ADS, ads + filled(folder / "content" / _ADS)
    head = folder / EDITION_FILE
    kept = {story.stem for story in standing}, set(re.findall(r"^- id: (\S+)", ads, re.MULTILINE))
    yield edition / EDITION_FILE, filled(head) + _pages(form, name, words)
    yield Path("standing", EDITION_FILE), filled(head, date="", issue="") + _pages(form, name, words, kept)


def _marks(answers: Answers, words: StarterWords, name: str, form: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands for each mark."""
    grid = load_design(Project(shipped()).template(answers.template), answers.language).grid
    told = starter_data(words.folder, "answers")["told"]
    own = words.language or answers.language
    marks = {key: str(getattr(answers, key)) for key in _GIVEN}
    marks |= {"id": name, "issue": "1", "days": written_days(answers.days), "date": answers.date.isoformat()}
    marks |= {"days.words": words.turned(told_days(answers.days, own, told))}
    marks |= {"grid.columns": str(grid.columns), "grid.rows": str(grid.rows)}
    for page in form["pages"]:
        marks |= {f"{story}.page": page["id"] for story in page["stories"]}
    for ad, (columns, rows) in form["ads"].items():
        marks |= {f"{ad}.columns": str(columns), f"{ad}.rows": str(rows)}
    return marks


_GIVEN = ("language", "name", "town", "latin_name", "motto", "publisher", "cn", "issn", "phone", "price")


def _filled(text: str, marks: Mapping[str, str], written: Callable[[str], str]) -> str:
    """Return text with answers in place of its marks; a line with a mark that has none is left out."""
    lines = (line for line in text.splitlines(keepends=True) if all(marks[mark] for mark in _MARK.findall(line)))
    return "".join(
        _MARK.sub(lambda mark: marks[mark[1]] if mark[1] in _AS_IT_IS else written(marks[mark[1]]), line)
        for line in lines
    )


def _quoted(answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False)[1:-1]


def _escaped(answer: str) -> str:
    return _ITEM.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", answer))


_KINDS: Mapping[str, Callable[[str], str]] = {".yaml": _quoted, ".toml": _quoted, ".md": _escaped}
"""How an answer is written in a file, by the ending of its name."""


def _pages(
    form: Mapping[str, Any], template: str, words: StarterWords, kept: tuple[set[str], set[str]] | None = None
) -> str:
    """Return the pages as edition.yaml has them; with ``kept``, those stories and ads alone."""
    lines = []
    for page in form["pages"]:
        stories = [story for story in page["stories"] if kept is None or story in kept[0]]
        ads = [ad for ad in page["ads"] if kept is None or ad in kept[1]]
        lines += [
            f"  - id: {page['id']}",
            f"    section: {_named(words.turned(page['section']))}",
            f"    template: {_named(template)}",
            f"    kind: {page.get('kind', 'inside')}",
            f"    stories: [{', '.join(stories)}]",
            *([f"    ads: [{', '.join(ads)}]"] if ads else ()),
        ]
    return "\n".join([*lines, ""])


def _named(text: str) -> str:
    """Return a name as YAML has it: between quotes where it would be read as a number, a date or nothing."""
    bare = re.fullmatch(r"[^\W\d_]\w*(-\w+)*", text) and text.casefold() not in _NO_NAMES
    return text if bare else json.dumps(text, ensure_ascii=False)


_NO_NAMES = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML, or a reader of an older one, takes for something else than text."""
