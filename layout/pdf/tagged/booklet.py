"""The edition for readers as one file: its pages trimmed, in sRGB, tagged, with bookmarks, labels and what it says.

What PDF/UA-1 (ISO 14289-1) asks for of the file itself is here; of structure and content in `tree` and `marking`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from xml.sax.saxutils import escape

import pikepdf

from layout.base.errors import PageError
from layout.base.messages import say
from layout.base.units import Rect
from layout.images.colour import screen_profile
from layout.images.inks import spots_of
from layout.pdf.geometry import Matrix
from layout.pdf.identity import PROGRAM, PressInfo, xmp_packet
from layout.pdf.inknote import inks_noted
from layout.pdf.interpreter import PRESS_START, Content, Drawing, Fault, Machine, follow
from layout.pdf.mend.change import CannotMendError
from layout.pdf.mend.colours import brought_to_screen
from layout.pdf.mend.sources import Inks
from layout.pdf.mend.targets import Screen
from layout.pdf.operators import Kind
from layout.pdf.save import saved
from layout.pdf.state import OVERPRINTING, State
from layout.pdf.tagged.marking import Marked, mark
from layout.pdf.tagged.model import Area, Bit, Booklet, Bookmark, Kid, Line, Node, Readings, ReadPage
from layout.pdf.tagged.tree import TaggedPage, Tree, box_on

FINENESS = 150
"""Pixels an inch that pictures keep: finer than a screen shows at the page's own size, and no burden to send."""


def bind(booklet: Booklet, press: bytes, progress: Callable[[str], None] = lambda _: None) -> bytes:
    """Return the PDF of an edition for readers; ``press`` is the ICC profile that its pages were made for.

    Raises PageError for a page that cannot be brought to a screen, ValueError where there is none.
    """
    if not booklet.pages:
        raise ValueError("an edition has at least one page")
    with ExitStack() as files:
        made = files.enter_context(pikepdf.new())
        found: dict[str, Marked] = {}
        pages: dict[str, TaggedPage] = {}
        for read in booklet.pages:
            progress(say("page {page}", page=read.id))
            source = files.enter_context(pikepdf.open(read.path))
            page = source.pages[0]
            lines, areas = _places([node for each in _facing(read, booklet.pages) for node in each.nodes])
            found[read.id] = mark(source, page, lines, areas, read)
            try:
                brought_to_screen(source, page, Screen(Inks(press, 400.0), _sizes(page), spots_of(inks_noted(page))))
            except CannotMendError as error:
                raise PageError(
                    say("page {page} cannot be shown on a screen: it {error}", page=read.id, error=error),
                    say("build the edition again, and see what is told of the page's pictures and ads"),
                ) from error
            _trim(page)
            made.pages.append(page)
        for page, read in zip(made.pages, booklet.pages, strict=True):
            held = Marked()
            for each in _facing(read, booklet.pages):
                held.take(found[each.id])
            pages[read.id] = TaggedPage(page, read, found[read.id], held)
        _knock_out(made)
        _unmark(made)
        Tree(made, pages).write(booklet.language)
        _outline(made, booklet.bookmarks, pages)
        _labels(made, list(pages))
        _say(made, booklet)
        return saved(made, "1.7")


def _facing(read: ReadPage, pages: Sequence[ReadPage]) -> list[ReadPage]:
    """Return a page, and with it the one that it is told with as a spread."""
    return [each for each in pages if read.id in (each.id, each.beside) or each.id == read.beside]


def _places(nodes: Sequence[Kid]) -> tuple[list[Line], list[Area]]:
    """Return the lines and areas that nodes hold, each once."""
    found: dict[Line | Area, None] = {}

    def look(kids: Sequence[Kid]) -> None:
        for kid in kids:
            match kid:
                case Node():
                    look(kid.kids)
                case Bit():
                    found[kid.line] = None
                case Readings():
                    found.update(dict.fromkeys(bit.line for bit in kid.over))
                case Area():
                    found[kid] = None

    look(nodes)
    return [one for one in found if isinstance(one, Line)], [one for one in found if isinstance(one, Area)]


def _trim(page: pikepdf.Page) -> None:
    """Leave of a sheet the trimmed page."""
    trim = page.trimbox
    for name in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
    page.obj.MediaBox = page.obj.TrimBox = trim


def _knock_out(pdf: pikepdf.Pdf) -> None:
    """Take overprinting out of everything: there are no plates that it could be of."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            resources = thing.get("/Resources", thing)
            states = resources.get("/ExtGState") if isinstance(resources, pikepdf.Dictionary) else None
            for state in states.as_dict().values() if isinstance(states, pikepdf.Dictionary) else ():
                for key in OVERPRINTING:
                    if key in state:
                        del state[key]


def _unmark(pdf: pikepdf.Pdf) -> None:
    """Take marks of their own out of ready-made ads, but for what glyphs stand for: each is one figure."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Form":
            continue
        if "/StructParents" in thing:
            del thing.StructParents
        data = thing.read_bytes()
        if b"BMC" not in data and b"BDC" not in data:
            continue
        written, kept = [], list[bool]()
        for step in pikepdf.parse_content_stream(thing):
            match str(step.operator):
                case "BMC" | "BDC":
                    told = step.operands[-1]
                    kept.append(isinstance(told, pikepdf.Dictionary) and "/ActualText" in told and "/MCID" not in told)
                    written += [step] * kept[-1]
                case "EMC":
                    written += [step] * (kept.pop() if kept else False)
                case _:
                    written.append(step)
        if len(kept) == 0:
            thing.write(pikepdf.unparse_content_stream(written))


class _Sizes:
    """Looks how large the pictures of a page are drawn; a picture that is drawn twice counts at its largest."""

    follows = frozenset((Drawing.FORM, Drawing.PATTERN))

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], tuple[int, int]] = {}

    def enter(self, content: Content, state: State) -> _Sizes:
        """Look into whatever is drawn."""
        return self

    def step(self, machine: Machine) -> None:
        """Note a picture."""
        image = machine.thing
        if machine.operator.kind is Kind.OBJECT and image is not None and image.get("/Subtype") == "/Image":
            across, down = self.found.get(image.objgen, (1, 1))
            matrix: Matrix = machine.state.ctm
            wide, high = (round(length * FINENESS / 72) for length in (matrix.width, matrix.height))
            self.found[image.objgen] = max(across, wide), max(down, high)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Pass over what makes no sense."""


def _sizes(page: pikepdf.Page) -> dict[tuple[int, int], tuple[int, int]]:
    looking = _Sizes()
    follow(Content.of_page(page), PRESS_START, looking)
    return looking.found


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark], pages: dict[str, TaggedPage]) -> None:
    def items(marks: Sequence[Bookmark]) -> Iterator[pikepdf.OutlineItem]:
        numbers = {name: number for number, name in enumerate(pages)}
        for each in marks:
            if each.spot.page not in pages:
                continue
            page = pages[each.spot.page]
            left, _, _, upper = box_on(page, Rect(each.spot.x, each.spot.y, 0.0, 0.0))
            item = pikepdf.OutlineItem(each.title, numbers[each.spot.page], "XYZ", left=left, top=upper)
            item.children.extend(items(each.under))
            yield item

    with pdf.open_outline() as outline:
        outline.root.extend(items(bookmarks))
    if bookmarks:
        pdf.Root.PageMode = pikepdf.Name.UseOutlines


def _labels(pdf: pikepdf.Pdf, names: Sequence[str]) -> None:
    """Call the pages by their own numbers, such as A1 (ISO 32000-1, 12.4.2)."""
    numbers: list[object] = []
    for at, name in enumerate(names):
        numbers += [at, pikepdf.Dictionary(P=pikepdf.String(name))]
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _say(pdf: pikepdf.Pdf, booklet: Booklet) -> None:
    """Write what the file says of itself: all of it follows from the edition."""
    root = pdf.Root
    root.Lang = pikepdf.String(booklet.language)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(screen_profile(), N=3, Alternate=pikepdf.Name.DeviceRGB)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        RegistryName=pikepdf.String("http://www.color.org"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
    packet = pdf.make_stream(_xmp(booklet).encode("utf-8"))
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    root.Metadata = packet
    day = f"D:{booklet.date:%Y%m%d}000000+00'00'"
    entries = {
        "/Title": booklet.title,
        "/Author": booklet.paper,
        "/Creator": PROGRAM,
        "/Producer": PROGRAM,
        "/CreationDate": day,
        "/ModDate": day,
    }
    pdf.trailer.Info = pdf.make_indirect(
        pikepdf.Dictionary({key: pikepdf.String(value) for key, value in entries.items()})
    )


def _xmp(booklet: Booklet) -> str:
    """Return the XMP packet (ISO 16684-1), with what PDF/UA-1 is claimed by."""
    moment = f"{booklet.date.isoformat()}T00:00:00+00:00"
    title, paper, program = escape(booklet.title), escape(booklet.paper), escape(PROGRAM)
    known = PressInfo(booklet.paper, booklet.date, "read", booklet.title).document_id
    body = f"""
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{paper}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{booklet.language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{program}</pdf:Producer>
   <pdfuaid:part>1</pdfuaid:part>
   <xmp:CreatorTool>{program}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <xmp:MetadataDate>{moment}</xmp:MetadataDate>
   <xmpMM:DocumentID>uuid:{known}</xmpMM:DocumentID>"""
    return xmp_packet(body, "pdfuaid")
