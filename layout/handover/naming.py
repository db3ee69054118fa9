"""What the files of a hand-over are called: pages by the paper's scheme, plates after their page, the rest by day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.edition.filenames import ColourWords, HandoverKeys, PageFacts, file_name
from layout.edition.model import Edition
from layout.files.project import PROJECT_FILE
from layout.images.inks import BLACK, Ink, InkKind

_ODD = re.compile(r'[\s/\\:*?"<>|.\x00-\x1f]+')


def page_facts(edition: Edition, place: PurePosixPath, keys: HandoverKeys) -> Mapping[str, PageFacts]:
    """Return what names tell of an edition's pages, as far as it is known before a page is looked at.

    ``place`` is the edition's under content/: an edition that names no zone is of the folder above it.
    """
    facts = PageFacts(
        title=keys.title,
        date=edition.date,
        issue=edition.issue,
        edition=place.name,
        zone=zone_of(edition, place, keys),
        id="",
        sequence=0,
        colour="",
        version=1,
    )
    return {page.id: replace(facts, id=page.id, sequence=at) for at, page in enumerate(edition.pages, start=1)}


def zone_of(edition: Edition, place: PurePosixPath, keys: HandoverKeys) -> str:
    """Return what names call the zone of an edition: the code of its zone or of the folder it lies in, else the paper's
    own."""
    zone = edition.zone or place.parent.name
    return keys.zones.get(zone, zone) if zone else keys.zone


def colour_word(inks: Iterable[Ink], words: ColourWords) -> str:
    """Return what a name says of the inks that a page has on its plates."""
    inks = tuple(inks)
    chromatic = any(ink.kind is InkKind.PROCESS and ink != BLACK for ink in inks)
    spots = any(ink.kind is InkKind.SPOT for ink in inks)
    return (words.four if chromatic else words.black) + (words.spot if spots else "")


def page_name(keys: HandoverKeys, facts: PageFacts) -> str:
    """Return the name of a page's file. Raises ContentError if it is none."""
    try:
        return file_name(keys.name, facts)
    except ValueError as error:
        raise ContentError(
            say("the name of {page}: {error}", page=facts.id, error=error),
            say("change name under [handover] in {file}", file=PROJECT_FILE),
        ) from error


def plate_name(page_file: str, ink: Ink) -> str:
    """Return the name of a plate's file: its page's with the letter of a process ink, or the name of a spot ink."""
    stem = page_file.rpartition(".")[0]
    plate = ink.letter if ink.kind is InkKind.PROCESS else _ODD.sub("-", ink.name).strip("-")
    return f"{stem}_{plate}.tif"


def common_name(facts: PageFacts, number: int, ending: str) -> str:
    """Return the name of a file that belongs to a whole hand-over, the ``number``-th of its edition."""
    parts = (facts.title or "pages", f"{facts.date:%Y%m%d}", facts.zone, str(number))
    return "_".join(_ODD.sub("-", part) for part in parts if part) + ending


def require_apart(names: Sequence[tuple[str, str]]) -> None:
    """Raise ContentError if two of (page, name) have one name; capitals and small letters are one to some systems."""
    first: dict[str, str] = {}
    for page, name in names:
        other = first.setdefault(unicodedata.normalize("NFKC", name).casefold(), page)
        if other != page:
            raise ContentError(
                say("{pages} would have one name, {name}", pages=listed((other, page)), name=name),
                say("change name under [handover] in {file}: {{id}} is another one for each page", file=PROJECT_FILE),
            )
