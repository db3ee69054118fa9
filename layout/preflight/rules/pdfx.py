"""What PDF/X asks of a file beside its colours and fonts."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.design.press import PdfX, profile_problem
from layout.pdf.facts import overlap
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, ISO_15930_4, ISO_15930_7, OUR_OWN, quoted
from layout.preflight.states import State

_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_ANEW = say("build the page anew for the press")
_NEEDED = {
    f"{_DC}title": "title",
    f"{_XMP}CreateDate": "date of creation",
    f"{_XMP}ModifyDate": "date of change",
    f"{_XMP}MetadataDate": "date of its own",
    f"{_MM}DocumentID": "document id",
    f"{_MM}VersionID": "version",
    f"{_MM}RenditionClass": "rendition class",
}
_NEEDED_INFO = ("Title", "Creator", "Producer", "CreationDate", "ModDate")


def _version(facts: Facts, profile: Profile) -> Iterator[Fault]:
    info = facts.file.info.get("GTS_PDFXVersion", "")
    claimed = info or (facts.file.xmp or {}).get(_PDFX, "")
    if claimed != str(profile.pdfx):
        what = (
            say("the file claims to be {claimed}", claimed=claimed)
            if claimed
            else say("the file claims no PDF/X version")
        )
        yield Fault(say("{what}; the press wants {pdfx}", what=what, pdfx=profile.pdfx), _ANEW)


def _header(facts: Facts, profile: Profile) -> Iterator[Fault]:
    if facts.file.version > profile.pdfx.pdf_version:
        what = say(
            "the file is PDF {version}; {pdfx} is PDF {pdf_version}",
            version=facts.file.version,
            pdfx=profile.pdfx,
            pdf_version=profile.pdfx.pdf_version,
        )
        yield Fault(what, _ANEW)


def _metadata(facts: Facts, profile: Profile) -> Iterator[Fault]:
    xmp = facts.file.xmp
    if xmp is None:
        yield Fault(say("the XMP packet cannot be read"), _ANEW)
    elif profile.pdfx is PdfX.X4:
        for key, name in _NEEDED.items():
            if key not in xmp:
                yield Fault(say("the XMP packet has no {name}", name=name), _ANEW)
    if profile.pdfx is PdfX.X1A:
        for key in _NEEDED_INFO:
            if not facts.file.info.get(key):
                yield Fault(say("the file's information has no {key}", key=key), _ANEW)


def _agree(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    xmp, info = facts.file.xmp, facts.file.info
    if not xmp or not info:
        yield Skip(say("the file tells of itself in one place only"))
        return
    pairs = (("Title", f"{_DC}title"), ("Producer", f"{_PDF}Producer"), ("Creator", f"{_XMP}CreatorTool"))
    for name, key in pairs:
        if name in info and key in xmp and info[name] != xmp[key]:
            yield Fault(
                say(
                    "{name} is {info} in one place and {xmp} in XMP",
                    name=name,
                    info=quoted(info[name]),
                    xmp=quoted(xmp[key]),
                ),
                _ANEW,
            )
    trapped = info.get("Trapped", "").lstrip("/")
    if trapped and xmp.get(f"{_PDF}Trapped", trapped) != trapped:
        yield Fault(
            say("Trapped is {trapped} in one place and {xmp} in XMP", trapped=trapped, xmp=xmp[f"{_PDF}Trapped"]), _ANEW
        )


def _intent(facts: Facts, profile: Profile) -> Iterator[Fault]:
    intents = [intent for intent in facts.file.intents if intent.kind == "GTS_PDFX"]
    if len(intents) != 1:
        what = say("the file has {count:output intent|output intents} for PDF/X; one is needed", count=len(intents))
        yield Fault(what, _ANEW)
        return
    intent = intents[0]
    if not intent.identifier:
        yield Fault(
            say("the output intent has no OutputConditionIdentifier"), say("set output.identifier in the condition")
        )
    elif not intent.registry and not intent.info:
        yield Fault(
            say(
                "the output intent's identifier {identifier} is of no registry, and Info does not explain it",
                identifier=intent.identifier,
            ),
            say("set output.registry or output.info in the press condition"),
        )
    if not intent.profile and profile.pdfx is PdfX.X4:
        # A registered condition may leave it out in PDF/X-1a; in PDF/X-4 colours are blended and converted with it.
        yield Fault(say("the output intent has no profile"), _ANEW)
    elif not intent.profile and not intent.registry:
        yield Fault(say("the output intent has no profile and is of no registry"), _ANEW)


def _destination(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    profiles = [intent.profile for intent in facts.file.intents if intent.kind == "GTS_PDFX" and intent.profile]
    if not profiles:
        yield Skip(say("no profile is embedded"))
        return
    for data in profiles:
        if problem := profile_problem(data):
            yield Fault(
                say("the output intent's profile {problem}", problem=problem),
                say("put the press's own profile into assets/press"),
            )
        elif profile.destination and data != profile.destination:
            yield Fault(say("the page was made for another profile than the press's"), _ANEW)


def _ids(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if len(facts.file.ids) != 2 or not all(facts.file.ids):
        yield Fault(say("the file has no ids"), _ANEW)


def _trapped(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    told = facts.file.info.get("Trapped", "") or (facts.file.xmp or {}).get(f"{_PDF}Trapped", "")
    if told.lstrip("/") not in ("True", "False"):
        yield Fault(say("the file does not tell whether it is trapped"), say("set Trapped to True or False"))


def _encrypted(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.file.encrypted:
        yield Fault(say("the file is encrypted"), say("save it without a password and without restrictions"))


def _transparency(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    if profile.pdfx.transparency:
        yield Skip(say("{pdfx} allows transparency", pdfx=profile.pdfx))
        return
    for one in facts.transparency:
        yield Fault(
            say("{pdfx} knows no transparency: {what}", pdfx=profile.pdfx, what=one.what),
            say("flatten it, or write PDF/X-4"),
            one.rect,
        )


def _blend_space(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    used = facts.see_through
    if not used or not profile.pdfx.transparency:
        yield Skip(
            say("nothing is transparent") if not used else say("{pdfx} knows no transparency", pdfx=profile.pdfx)
        )
    elif facts.group != "DeviceCMYK":
        yield Fault(
            say(
                "the page has transparent objects ({what}) and is blended in {group}",
                what=used[0].what,
                group=facts.group or say("no told space"),
            ),
            say("give the page a transparency group in DeviceCMYK"),
            used[0].rect,
        )


def _annotations(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for one in facts.annotations:
        if one.kind in ("PrinterMark", "TrapNet"):
            continue
        if one.rect is None or overlap(one.rect, facts.bleed):
            yield Fault(
                say("an annotation ({kind}) lies on the page", kind=one.kind),
                say("remove links and comments"),
                one.rect,
            )


def _actions(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for what in facts.file.actions:
        yield Fault(say("the file has {what}", what=what), say("remove scripts, actions and forms"))


def _attachments(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for what in facts.file.attachments:
        yield Fault(say("the file has {what}", what=what), say("remove them"))


def _external(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for what in facts.file.external:
        yield Fault(
            say("the page needs something replaced or fetched: {what}", what=what),
            say("place the real thing in the page"),
        )


def _transfer(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for what in facts.file.transfer:
        yield Fault(
            say("tones are changed by a transfer curve ({what})", what=what),
            say("apply the curve to the picture instead"),
        )


def _layers(facts: Facts, profile: Profile) -> Iterator[Fault]:
    if facts.file.layers:
        most = None if profile.pdfx is PdfX.X1A else State.WARN
        yield Fault(say("the file has layers that can be switched off"), say("flatten them"), None, most)


RULES = (
    Rule(
        Code.PDFX_VERSION,
        State.FATAL,
        "The claim is what a platemaker's system sorts by; without it the file is any PDF.",
        BOTH_X,
        _version,
    ),
    Rule(
        Code.PDFX_HEADER,
        State.FAIL,
        "PDF/X-1a:2003 is PDF 1.4, PDF/X-4 is PDF 1.6; newer files have things the standard does not know.",
        BOTH_X,
        _header,
    ),
    Rule(
        Code.PDFX_METADATA,
        State.FAIL,
        "They tell two versions of a page apart.",
        BOTH_X,
        _metadata,
    ),
    Rule(
        Code.PDFX_AGREE,
        State.FAIL,
        "Two answers to one question are none.",
        BOTH_X,
        _agree,
    ),
    Rule(
        Code.PDFX_INTENT,
        State.FATAL,
        "Without it nobody knows for what paper and ink the tone values are meant.",
        BOTH_X,
        _intent,
    ),
    Rule(
        Code.PDFX_PROFILE,
        State.FAIL,
        "A page separated for another press prints too dark or too thin.",
        BOTH_X,
        _destination,
    ),
    Rule(
        Code.PDFX_IDS,
        State.FAIL,
        "They tell two files of one name apart.",
        BOTH_X,
        _ids,
    ),
    Rule(
        Code.PDFX_TRAPPED,
        State.FAIL,
        "A page trapped twice has fat seams, one not trapped at all white ones.",
        BOTH_X,
        _trapped,
    ),
    Rule(
        Code.PDFX_ENCRYPTED,
        State.FATAL,
        "Restrictions keep the press's programs from opening or changing the page.",
        BOTH_X,
        _encrypted,
    ),
    Rule(
        Code.PDFX_TRANSPARENCY,
        State.FATAL,
        "Its interpreters paint transparent things opaque, or not at all.",
        ISO_15930_4,
        _transparency,
    ),
    Rule(
        Code.PDFX_BLEND_SPACE,
        State.FAIL,
        "Blended in RGB, black and tints come out on four plates.",
        ISO_15930_7,
        _blend_space,
    ),
    Rule(
        Code.PDFX_ANNOTATIONS,
        State.FAIL,
        "Some programs print them.",
        BOTH_X,
        _annotations,
    ),
    Rule(
        Code.PDFX_ACTIONS,
        State.FAIL,
        "A file for the press shows one thing only, whatever opens it.",
        BOTH_X,
        _actions,
    ),
    Rule(
        Code.PDFX_ATTACHMENTS,
        State.FAIL,
        "What is attached is not printed, and may carry anything.",
        f"{ISO_15930_4}; {OUR_OWN}",
        _attachments,
    ),
    Rule(
        Code.PDFX_EXTERNAL,
        State.FAIL,
        "OPI, PostScript and references to other files print what is found, or a placeholder.",
        BOTH_X,
        _external,
    ),
    Rule(
        Code.PDFX_TRANSFER,
        State.FAIL,
        "They change tone values after everybody has looked at them.",
        BOTH_X,
        _transfer,
    ),
    Rule(
        Code.PDFX_LAYERS,
        State.FAIL,
        "PDF/X-1a knows none; elsewhere the wrong one may be switched on.",
        ISO_15930_4,
        _layers,
    ),
)
