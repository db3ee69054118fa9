"""The pages of a hand-over made ready and sent: what there is to tell of each, its plates, the tables beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from layout.base.errors import ContentError, OutputError
from layout.base.messages import say, telling, told
from layout.base.units import MM, Rect
from layout.build.signing import Signature
from layout.edition.filenames import HandoverKeys, PageFacts, Plates
from layout.edition.model import Edition
from layout.files.codec import to_data
from layout.files.output import json_text
from layout.files.project import PROJECT_FILE
from layout.files.text import shown
from layout.handover.hotfolder import Delivery
from layout.handover.inktable import ink_table
from layout.handover.judging import Refusal
from layout.handover.naming import colour_word, common_name, page_name, plate_name, require_apart
from layout.handover.record import GonePage, HandoverLedger, HandoverRecord, SentFile, SentInk, SentPage
from layout.pdf.coverage import plate_inks
from layout.pdf.identity import PROGRAM
from layout.pdf.label import label_of
from layout.pdf.platefiles import plates_of
from layout.pdf.plates import inks_of
from layout.scene.record import SizeRecord

GREY_DPI, SCREENED_DPI = 300, 1270
"""Resolution of separations where none is asked for: three pixels to a line of newsprint's screen; an imagesetter's."""
LEAST_PIXELS = 6
"""Of a line of the screen: fewer make less than 37 tones, and skies fall into steps."""


@dataclass(frozen=True, slots=True)
class Separating:
    """How separations are made: which, pixels an inch, and the ruling of the screen (0 for grey)."""

    plates: Plates
    dpi: int
    ruling: float

    @classmethod
    def of(cls, plates: Plates, dpi: int, screen: float) -> Separating:
        """Return how they are made for a press of that ``screen``. Raises ContentError if its dots would be too coarse.

        A resolution of 0 is the usual one.
        """
        screened = plates == "1-bit"
        dpi = dpi or (SCREENED_DPI if screened else GREY_DPI)
        if screened and dpi < LEAST_PIXELS * screen:
            raise ContentError(
                say("{dpi} pixels an inch are too few for a screen of {screen:.0f} lines", dpi=dpi, screen=screen),
                say("ask for at least {least:.0f}: --resolution", least=LEAST_PIXELS * screen),
            )
        return cls(plates, dpi, screen if screened else 0.0)


@dataclass(frozen=True, slots=True)
class Sending:
    """What all pages of a hand-over share: the edition, the paper's keys, what names tell, what the press has."""

    edition: Edition
    keys: HandoverKeys
    facts: Mapping[str, PageFacts]
    ledger: HandoverLedger
    there: HandoverLedger
    """What went into this very folder: another plant has its own pages."""
    separating: Separating
    now: str

    @property
    def number(self) -> int:
        """The number of the hand-over among those of its edition."""
        return len(self.ledger.handovers) + 1

    @property
    def gone(self) -> tuple[GonePage, ...]:
        """The pages that the press has and the edition has not."""
        return tuple(GonePage(name, page.file.name) for name, page in self.there.last.items() if name not in self.facts)

    def page(
        self, page: str, pdf: bytes, changes: Iterable[str], against: Iterable[Refusal], signature: Signature | None
    ) -> SentPage:
        """Return what there is to tell of a page. Raises ContentError if it cannot have its name."""
        label = label_of(pdf)
        along_height = self.keys.keys_along == "height"
        measured = plate_inks(pdf, label, inks_of(pdf), self.keys.keys, along_height=along_height)
        facts = replace(self.facts[page], colour=colour_word((each.ink for each in measured), self.keys.colours))
        name = page_name(self.keys, facts)
        before = self.there.last.get(page)
        digest = hashlib.sha256(pdf).hexdigest()
        language = telling(self.edition.language)
        return SentPage(
            id=page,
            file=SentFile(name, len(pdf), digest),
            page_version=facts.version,
            inks=tuple(
                SentInk(each.ink.name, each.ink.letter, each.percent, each.area, each.keys) for each in measured
            ),
            trim=_size(label.trim),
            bleed=_size(label.bleed),
            sheet=_size(label.sheet),
            pdfx=label.pdfx,
            condition=label.condition,
            signed_by=signature.name if signature else "",
            signed_at=signature.time if signature else "",
            replaces=before.file.name if before and before.file.name != name else "",
            changes=tuple(told(change, language) for change in changes),
            anyway=tuple(told(each.message, language) for each in against),
        )

    def record(self, target: Path, pages: tuple[SentPage, ...], gone: tuple[GonePage, ...]) -> HandoverRecord:
        """Return the record of the hand-over. Raises ContentError if two pages would have one name at the press."""
        last = self.there.last
        others = set(last) - {page.id for page in pages} - {each.id for each in gone}
        require_apart(
            [*((page.id, page.file.name) for page in pages), *((name, last[name].file.name) for name in others)]
        )
        facts = next(iter(self.facts.values()))
        return HandoverRecord(
            program=PROGRAM,
            paper=self.edition.paper.name,
            title=self.keys.title,
            edition=self.edition.date.isoformat(),
            issue=self.edition.issue,
            zone=facts.zone,
            number=self.number,
            time=self.now,
            to=str(target),
            pages=pages,
            gone=gone,
        )

    def require_free(self, target: Path, record: HandoverRecord) -> None:
        """Raise OutputError if a file in the folder has the name of a page and was not handed over from here."""
        for page in record.pages:
            place = target / page.file.name
            if page.file.name in self.there.names or not place.is_file():
                continue
            if hashlib.sha256(place.read_bytes()).hexdigest() != page.file.sha256:
                raise OutputError(
                    say("{path} is there already, from elsewhere: another edition or zone?", path=shown(place)),
                    say(
                        "take it away, or tell them apart by name under [handover] in {file}; or put this one in its "
                        "place: --anyway",
                        file=PROJECT_FILE,
                    ),
                )

    def deliver(
        self,
        target: Path,
        mark: str,
        record: HandoverRecord,
        pdfs: Mapping[str, bytes],
        progress: Callable[[str], None],
    ) -> tuple[HandoverRecord, str]:
        """Put everything into the hot folder; return the record with all its files, and the manifest's name.

        Raises OutputError.
        """
        facts = next(iter(self.facts.values()))
        name = partial(common_name, facts, record.number)
        with Delivery(target, mark) as delivery:
            pages = []
            for page in record.pages:
                progress(say("writing {page}", page=page.id))
                delivery.put(page.file.name, pdfs[page.id])
                pages.append(self._with_plates(delivery, page, pdfs[page.id], progress))
            tables: tuple[SentFile, ...] = ()
            if self.keys.ink and pages:
                tables = (delivery.put(name(".ink.csv"), ink_table(pages, telling(self.edition.language))),)
            record = replace(record, pages=tuple(pages), tables=tables)
            manifest = ""
            if self.keys.manifest:
                manifest = name(".manifest.json")
                if record.files:
                    delivery.put(name(".sha256"), record.sums.encode("utf-8"))
                delivery.put(manifest, json_text(to_data(record)).encode("utf-8"))
            delivery.show()
        return record, manifest

    def _with_plates(self, delivery: Delivery, page: SentPage, pdf: bytes, progress: Callable[[str], None]) -> SentPage:
        """Write the separations of a page if they are wanted."""
        if self.separating.plates == "off":
            return page
        inks = inks_of(pdf)
        wanted = {ink.name for ink in page.inks}
        made: dict[str, SentFile] = {}
        for plate in plates_of(pdf, label_of(pdf), inks, [ink for ink in inks if ink.name in wanted]):
            progress(say("writing {page}, {plate}", page=page.id, plate=plate.ink.name))
            write = partial(plate.write, dpi=self.separating.dpi, ruling=self.separating.ruling)
            made[plate.ink.name] = delivery.put(plate_name(page.file.name, plate.ink), write)
        return replace(page, inks=tuple(replace(ink, plate=made.get(ink.name)) for ink in page.inks))


def mark_of(place: str) -> str:
    """Return what tells the hand-overs of one edition from those of others in a folder that they share."""
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _size(rect: Rect) -> SizeRecord:
    return SizeRecord(round(rect.width / MM, 3), round(rect.height / MM, 3))
