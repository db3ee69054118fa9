"""All editions that have a site: the list of them, and links from each one's pages to the edition before and after.

The pages of an edition are plain files, so its links to others are written into them. When an edition is made, added or
taken away, the links of all are looked at, and an edition whose links are other ones now gets its pages anew, as a
whole. Only an edition that is there is linked to.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.errors import OutputError, PageError
from layout.base.messages import say
from layout.edition.model import Edition
from layout.epaper.html import EditionLink, Neighbours, PictureFile, editions_page, relinked
from layout.files.atomic import write_whole
from layout.files.codec import SELDOM, read_record
from layout.files.output import BusyError, Staging, claimed
from layout.files.text import shown

CARD = "edition.json"
"""What an edition tells the list of all editions."""
FRONT = "index.html"
"""The first page of an edition, and the file of the list."""


@dataclass(frozen=True, slots=True)
class EditionCard:
    """What an edition tells the list of all editions: the date as 2022-04-15, ``picture`` that of its first page."""

    paper: str
    date: str
    issue: int
    language: str
    picture: str
    width: int
    height: int
    zone: str = field(default="", metadata=SELDOM)
    """What the edition is called among those of its day."""


def edition_card(edition: Edition, picture: PictureFile) -> EditionCard:
    """Return the card of an edition; ``picture`` is that of its first page."""
    return EditionCard(
        paper=edition.paper.name,
        date=edition.date.isoformat(),
        issue=edition.issue,
        language=edition.language,
        picture=picture.file,
        width=picture.width,
        height=picture.height,
        zone=edition.zone,
    )


def link_of(folder: str, card: EditionCard) -> EditionLink:
    """Return the link to an edition that has this card. Raises ValueError if its date is none."""
    date = datetime.date.fromisoformat(card.date)
    size = card.width, card.height
    return EditionLink(folder, card.paper, date, card.issue, card.language, card.picture, *size, card.zone)


def editions_in(folder: Path) -> list[EditionLink]:
    """Return the editions that have a site in a folder, the oldest first; one whose card cannot be read is left out."""
    found = []
    for path in _sites(folder):
        with suppress(PageError, ValueError):
            card = read_record(EditionCard, path / CARD, "make the digital edition again")
            found.append(link_of(path.relative_to(folder).as_posix(), card))
    return sorted(found, key=_order)


def _sites(folder: Path) -> Iterator[Path]:
    """Yield the folders of the sites in a folder and in the folders of zones in it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or not path.is_dir():
            continue
        if not (path / CARD).is_file():
            yield from _sites(path)
        elif (path / FRONT).is_file():
            yield path


def neighbours(edition: EditionLink, editions: Sequence[EditionLink]) -> Neighbours:
    """Return the editions of the same paper and zone before and after one, which may but need not be among them."""
    kin = (edition.paper, edition.series, edition.zone)
    others = [one for one in editions if (one.paper, one.series, one.zone) == kin and one.folder != edition.folder]
    before = [one for one in others if _order(one) < _order(edition)]
    after = [one for one in others if _order(one) > _order(edition)]
    return Neighbours(edition, max(before, key=_order, default=None), min(after, key=_order, default=None))


def _order(edition: EditionLink) -> tuple[datetime.date, int, str]:
    return edition.date, edition.issue, edition.folder


def link_editions(folder: Path, language: str, report: Report) -> Path:
    """Put the list of all editions and their links to each other right; return the list's file.

    An edition whose site is just being made is passed over: its own run comes here when it ends. One whose pages
    cannot be written is told as a warning. Raises OutputError if the list cannot be written.
    """
    with claimed(folder, wait=True):
        editions = editions_in(folder)
        for edition in editions:
            try:
                _relink(folder / edition.folder, neighbours(edition, editions))
            except BusyError:
                continue
            except (OutputError, OSError, ValueError) as error:
                report.warning(
                    Code.EPAPER_NOT_LINKED,
                    say(
                        "the pages of {folder} do not link to the editions before and after it: {error}",
                        folder=edition.folder,
                        error=error,
                    ),
                    Place(shown(folder / edition.folder)),
                    hint=say("see that the folder can be written, then run the command again"),
                )
        path = folder / FRONT
        write_whole(path, editions_page(editions[::-1], language).encode("utf-8"))
    return path


def _relink(folder: Path, links: Neighbours) -> None:
    """Write the pages of an edition anew if they link to other editions than these."""
    # All pages of an edition are written together, so the first one tells of all.
    if next(_changed(folder, [folder / FRONT], links), None) is None:
        return
    with Staging(folder, keep=True) as staging:
        for name, html in _changed(staging.folder, sorted(staging.folder.rglob("*.html")), links):
            staging.write(name, html.encode("utf-8"))


def _changed(folder: Path, pages: Sequence[Path], links: Neighbours) -> Iterator[tuple[str, str]]:
    """Yield (file, HTML) of the pages that link to other editions than these, with these links."""
    for page in pages:
        name = page.relative_to(folder)
        html = page.read_bytes().decode("utf-8")
        made = relinked(html, links, "../" * (len(name.parts) - 1))
        if made != html:
            yield name.as_posix(), made
