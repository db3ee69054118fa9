"""Every stream of an ad's copy written anew as the standard wants it, so that all readers see the same.

- What belongs to layers that do not print goes.
- States saved and never restored, text and paths begun and never ended are ended; what ends nothing goes.
- A name that a stream's own resources lack comes from those of the stream that draws it, as readers take it. After
  this every stream has resources of its own (ISO 32000-1, 7.8.3).
- What names nothing that is in the file goes, and text without a font, and operators that nobody knows: no reader
  draws them. A font is named only where it is shown.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from layout.base.messages import listed, say
from layout.pdf.allowlist import HIDDEN
from layout.pdf.interpreter import (
    DEPTH,
    INHERITED,
    SENSELESS,
    Content,
    Drawing,
    Instruction,
    Machine,
    inner_contents,
    instruction,
    unparsed,
)
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.inspection import MOST_CONTENT, SenselessError, is_embedded
from layout.pdf.mend.whole import is_whole
from layout.pdf.operators import CATEGORIES, OPERATORS, Kind
from layout.pdf.resources import Resources
from layout.pdf.state import INVISIBLE

_DEEPEST = DEPTH - 4
"""How deep an ad's streams may be drawn in one another: on the page it stands in some more."""


class TooMuchError(Exception):
    """The drawing is larger than any ad's, or its streams are nested more deeply: why, in words after its name."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done. ``missing`` are the names of what the drawing uses and the file does not have, ``broken`` what
    the streams are called that are cut off; ``empty`` tells that nothing is drawn at all.
    """

    changes: tuple[Change, ...]
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    empty: bool


def tidied(form: pikepdf.Object) -> Tidied:
    """Write a form and all that it draws anew. Its file is the copy that `layout.pdf.allowlist` made.

    Raises TooMuchError, and SenselessError for a drawing that cannot be followed.
    """
    work = _Work()
    work.stream(form, Drawing.FORM, str(Drawing.PAGE), (), 0)
    work.prune()
    changes = []
    if work.balanced:
        changes.append(Change(Cure.STATES, say("states, text or paths that were begun and not ended were put right")))
    if work.provided:
        said = say("drawings were given the fonts and colours that they took from what draws them")
        changes.append(Change(Cure.RESOURCES, said))
    if work.unknown:
        said = say("drawing operators that no reader knows were left out: {names}", names=listed(sorted(work.unknown)))
        changes.append(Change(Cure.DAMAGE, said))
    return Tidied(tuple(changes), tuple(sorted(work.missing)), tuple(sorted(work.broken)), not work.paints)


@dataclass(slots=True)
class _Work:
    """One ad on its way. ``done`` are the streams written, ``size`` what they held, bytes.

    ``used`` are the resource dictionaries with the categories and names that any of their streams uses.
    """

    done: set[tuple[int, int]] = field(default_factory=set)
    used: dict[tuple[int, int] | int, tuple[Resources, set[tuple[str, str]]]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    balanced: bool = False
    paints: bool = False
    provided: bool = False
    size: int = 0

    def stream(self, stream: Any, kind: Drawing, source: str, above: tuple[Resources, ...], depth: int) -> None:
        """Write a stream that has or gets resources of its own, and all that it draws."""
        if stream.objgen in self.done:
            return
        self.done.add(stream.objgen)
        if "/Resources" not in stream:
            stream.Resources = pikepdf.Dictionary()
        self.content(Content(stream, kind, source, Resources(stream.Resources)), above, depth)

    def content(self, content: Content, above: tuple[Resources, ...], depth: int) -> None:
        if depth > _DEEPEST:
            raise TooMuchError(say("its drawings are nested too deeply"))
        if not is_whole(content.stream):
            self.broken.add(content.source)
        self.size += len(content.stream.read_bytes())
        if self.size > MOST_CONTENT:
            raise TooMuchError(say("its drawing operators unpack to an enormous size"))
        try:
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                instructions = content.instructions()
        except pikepdf.PdfError as error:
            raise SenselessError(content.source) from error
        if told:
            self.broken.add(content.source)  # it ends amidst an instruction
        self._provide(content, instructions, above)
        held = content.resources.dictionary
        key = held.objgen if held is not None and held.is_indirect else id(content.resources)
        writer = _Writer(content, self)
        content.stream.write(unparsed(list(writer.written(instructions))))
        self.used.setdefault(key, (content.resources, set()))[1].update(writer.used)
        inner_above = (content.resources, *above)
        for inner in inner_contents(content, writer.uses):
            if inner.kind is not Drawing.GLYPH:
                self.stream(inner.stream, inner.kind, inner.source, inner_above, depth + 1)
        for name, font in content.resources.items("/Font"):
            if writer.uses("/Font", name) and font.get("/Subtype") == "/Type3":
                self._glyphs(font, inner_above, depth + 1)
        for name, state in content.resources.items("/ExtGState"):
            mask = state.get("/SMask") if writer.uses("/ExtGState", name) else None
            if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
                self.stream(mask.G, Drawing.SOFT_MASK, "soft mask", inner_above, depth + 1)

    def prune(self) -> None:
        """Take out of the resources what no stream names, and what does not print."""
        for resources, names in self.used.values():
            for category in CATEGORIES:
                for name in [name for name, _ in resources.items(category)]:
                    if (category, name) not in names and not name.startswith("/Default"):
                        assert resources.dictionary is not None
                        del resources.dictionary[category][name]

    def _glyphs(self, font: pikepdf.Object, above: tuple[Resources, ...], depth: int) -> None:
        """Write the glyphs of a Type 3 font, whose resources are the font's (ISO 32000-1, table 112)."""
        if font.objgen in self.done and font.is_indirect:
            return
        self.done.add(font.objgen)
        if "/Resources" not in font:
            font.Resources = pikepdf.Dictionary()
        resources = Resources(font.Resources)
        for name, glyph in font.get("/CharProcs", pikepdf.Dictionary()).items():
            if isinstance(glyph, pikepdf.Stream) and glyph.objgen not in self.done:
                self.done.add(glyph.objgen)
                self.content(Content(glyph, Drawing.GLYPH, name, resources), above, depth)

    def _provide(self, content: Content, instructions: Sequence[Instruction], above: tuple[Resources, ...]) -> None:
        """Give a stream's resources what it names and they lack, from the nearest stream around it that has it."""
        held = content.resources.dictionary
        assert held is not None
        for category, name in _named(instructions):
            group = held.get(category)
            if isinstance(group, pikepdf.Dictionary) and name in group:
                continue
            found = next((thing for one in above if (thing := _held(one, category, name)) is not None), None)
            if found is not None:
                if not isinstance(group, pikepdf.Dictionary):
                    held[category] = pikepdf.Dictionary()
                held[category][name] = found
                self.provided = True


def _held(resources: Resources, category: str, name: str) -> Any:
    return next((thing for known, thing in resources.items(category) if known == name), None)


def _named(instructions: Sequence[Instruction]) -> Iterator[tuple[str, str]]:
    """Yield the categories and names of resources that instructions name, each once."""
    seen = set()
    for one in instructions:
        if isinstance(one, pikepdf.ContentStreamInlineImage):
            space = one.iimage.obj.get("/CS", one.iimage.obj.get("/ColorSpace"))
            asked = [("/ColorSpace", space)]
        else:
            row = OPERATORS.get(str(one.operator))
            asked = [(row.category, value) for value in one.operands] if row and row.category else []
        for category, value in asked:
            if isinstance(value, pikepdf.Name) and (key := (category, str(value))) not in seen:
                seen.add(key)
                yield key


_OF_PICTURES = ("BI", "ID", "EI")
"""What is left of an inline picture whose end was not found."""
_NAMING = frozenset((Kind.IMAGE, Kind.SHOW))
"""What may name something though its operator does not: a picture its space, a text the font that was held back."""
_DIRECT = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"))


class _Writer:
    """Writes one stream. ``_open`` are the marked contents that are open, with whether they hide what is in them."""

    def __init__(self, content: Content, work: _Work) -> None:
        self._content, self._work = content, work
        self.used: set[tuple[str, str]] = set()
        self._open: list[bool] = []
        self._hiding = 0
        self._text: int | None = None
        """How much was hidden where the text began that is open."""
        self._path = False
        self._font: Instruction | None = None
        self._named: Instruction | None = None
        """The font in force, and the one in force in what is written."""
        self._saved: list[tuple[Instruction | None, Instruction | None]] = []

    def uses(self, category: str, name: str) -> bool:
        """Tell whether the stream names that resource."""
        return (category, name) in self.used

    def written(self, instructions: Sequence[Instruction]) -> Iterator[Instruction]:
        """Yield the instructions that stand for those."""
        machine = Machine(self._content, INHERITED)
        for one in instructions:
            try:
                machine.advance(one)
            except SENSELESS as error:
                where = say("{source}, operator {operator}", source=self._content.source, operator=str(one.operator))
                raise SenselessError(where) from error
            made_of = self._made(machine)
            self._work.paints |= machine.operator.paints and bool(made_of)
            names = machine.operator.category or machine.operator.kind in _NAMING
            for made in made_of:
                if names:
                    self.used.update(_named((made,)))
                yield made
        yield from self._ends()

    def _ends(self) -> Iterator[Instruction]:
        closing = ["n"] * self._path + ["ET"] * (self._text is not None) + ["EMC"] * len(self._open)
        closing += ["Q"] * len(self._saved)
        self._work.balanced |= bool(closing)
        yield from map(instruction, closing)

    def _made(self, machine: Machine) -> Sequence[Instruction]:
        row, one = machine.operator, machine.instruction
        match row.kind:
            case Kind.SAVE:
                self._saved.append((self._font, self._named))
            case Kind.RESTORE:
                if not self._saved:
                    return self._nothing()
                self._font, self._named = self._saved.pop()
            case Kind.MARK:
                return self._mark(machine)
            case Kind.TEXT:
                return self._text_state(machine)
            case Kind.SHOW:
                return self._shown(machine)
            case Kind.PATH:
                self._path = True
            case Kind.PAINT:
                self._path = False
                return (instruction("n"),) if self._hiding and row.paints else (one,)
            case Kind.NAMED_STATE | Kind.SHADING | Kind.OBJECT:
                if machine.thing is None:
                    return self._absent(machine)
                if row.kind is not Kind.NAMED_STATE and (self._hiding or HIDDEN in machine.thing):
                    return ()
            case Kind.SPACE:
                name = str(machine.operands[0])
                if name not in _DIRECT and machine.thing is None and not _is_space(machine, name):
                    return self._absent(machine)
            case Kind.COLOUR if row.category and machine.operands and isinstance(machine.operands[-1], pikepdf.Name):
                if machine.thing is None:
                    return self._absent(machine)
            case Kind.IMAGE if self._hiding:
                return ()
            case Kind.OTHER if row.name not in ("BX", "EX"):
                if str(one.operator) in _OF_PICTURES:
                    self._work.broken.add(self._content.source)
                self._work.unknown.add(str(one.operator))
                return ()
        return (one,)

    def _nothing(self) -> Sequence[Instruction]:
        self._work.balanced = True
        return ()

    def _absent(self, machine: Machine) -> Sequence[Instruction]:
        if not self._hiding:
            self._work.missing.add(str(machine.operands[-1 if machine.operator.kind is not Kind.TEXT else 0])[1:])
        return ()

    def _mark(self, machine: Machine) -> Sequence[Instruction]:
        if machine.operator.name == "EMC":
            if not self._open:
                return self._nothing()
            self._hiding -= self._open.pop()
        elif machine.operator.name in ("BMC", "BDC"):
            hides = machine.thing is not None and HIDDEN in machine.thing
            self._open.append(hides)
            self._hiding += hides
            if hides:
                return (instruction("BMC", machine.operands[0]),)
        return (machine.instruction,)

    def _text_state(self, machine: Machine) -> Sequence[Instruction]:
        match machine.operator.name:
            case "Tf":
                if machine.thing is None:
                    self._absent(machine)
                self._font = machine.instruction if machine.thing is not None else None
                return ()
            case "BT":
                begun, self._text = self._text is not None, self._hiding
                if begun:
                    self._work.balanced = True
                    return (instruction("ET"), machine.instruction)
            case "ET":
                if self._text is None:
                    return self._nothing()
                self._text = None
        return (machine.instruction,)

    def _shown(self, machine: Machine) -> Sequence[Instruction]:
        state = machine.state
        if (
            state.font is None
            or (self._hiding and self._text == self._hiding)
            or (state.rendering == INVISIBLE and not is_embedded(state.font))
        ):
            return ()
        made: list[Instruction] = []
        if self._font is not None and self._font is not self._named:
            made.append(self._font)
            self._named = self._font
        if self._hiding:  # it moves the pen for text that is seen
            return (*made, instruction("Tr", INVISIBLE), machine.instruction, instruction("Tr", state.rendering))
        return (*made, machine.instruction)


def _is_space(machine: Machine, name: str) -> bool:
    """Tell whether a name that is not in the resources means a space all the same: the short ones of pictures."""
    return machine.content.resources.space(pikepdf.Name(name)).kind.startswith("Device")
