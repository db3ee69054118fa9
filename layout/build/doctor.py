"""What this machine has and lacks for a paper's pages, and how what is lacking can be had.

It runs where libraries of the system or Python's packages are missing: what may be is imported when it is asked for.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module, metadata
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from layout.base import kernels, machine
from layout.base.errors import BanmianError, ContentError
from layout.base.machine import COMPILER, FONTCONFIG, LIBRARIES, OLDEST_PYTHON, PROGRAMS
from layout.base.messages import Message, listed, say
from layout.edition.language import UNSAID, language_of
from layout.files.commands import DISTRIBUTION, install_command, is_checkout
from layout.files.project import EDITION_FILE, Project, find_project, shipped
from layout.files.text import shown

if TYPE_CHECKING:
    from layout.design.fontfiles import Stock
    from layout.design.tokens import Design

_NATIVE = {
    "cffi": "_cffi_backend", "isal": "isal", "numpy": "numpy", "pi-heif": "pi_heif", "pikepdf": "pikepdf",
    "pillow": "PIL.Image", "pydantic": "pydantic", "pypdfium2": "pypdfium2", "rjieba": "rjieba",
    "uharfbuzz": "uharfbuzz", "watchfiles": "watchfiles",
}  # fmt: skip
"""Packages with compiled parts, which a machine may be unable to load: what of them is imported."""


class State(StrEnum):
    """Whether something is there; if it is not, whether pages need it."""

    THERE = "there"
    LACKING = "lacking"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that was looked for: of which kind, its name, whether it is there, what is said of it, what to do.

    ``parts`` are what packages are known for: see `layout.base.machine.System`.
    """

    kind: str
    name: str
    state: State
    said: str = ""
    remedy: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What a machine has. ``paper`` is whose faces were looked for; None where all templates of the program's were."""

    system: str
    paper: Path | None
    things: tuple[Thing, ...]

    @property
    def is_ready(self) -> bool:
        """Whether pages can be made."""
        return all(thing.state is not State.MISSING for thing in self.things)

    def command(self, state: State) -> str:
        """Return the command that installs what is missing, or lacking; empty if no package is known."""
        system = machine.this_system()
        parts = dict.fromkeys(part for thing in self.things if thing.state is state for part in thing.parts)
        return system.command(parts) if system else ""


def examine(start: Path | None = None, language: str = UNSAID) -> Examined:
    """Look for all that the pages of a paper need. ``start`` is its folder, or one of its editions.

    Without a paper all templates of the program are asked, in all languages; one language that can be set will do, and
    where none can, ``language`` is needed.
    """
    try:
        project: Project | None = find_project(start)
    except ContentError:
        project = None
    if project and project.root == shipped() and start is None:
        project = None
    things = (
        *_python(),
        *_packages(),
        *_libraries(),
        *_programs(),
        *_kernels(),
        *_workers(),
        *_faces(project, start, language),
        *press_conditions(project),
    )
    return Examined(_system_name(), project.root if project else None, things)


def _system_name() -> str:
    with suppress(OSError):
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return platform.platform(aliased=True, terse=True)


def _python() -> Iterator[Thing]:
    fits = sys.version_info[:2] >= OLDEST_PYTHON
    needed = ".".join(map(str, OLDEST_PYTHON))
    said = (
        platform.python_version()
        if fits
        else say("{version}; {needed} or newer is needed", version=platform.python_version(), needed=needed)
    )
    yield Thing("python", "Python", State.THERE if fits else State.MISSING, said)


def _packages() -> Iterator[Thing]:
    """Yield the packages of Python that are missing or cannot be loaded; all others as one."""
    try:
        wanted = [each for each in metadata.requires(DISTRIBUTION) or () if "extra ==" not in each]
    except metadata.PackageNotFoundError:
        wanted = list(_NATIVE)
    bad, anew = 0, install_command(anew=True)
    for requirement in wanted:
        name, exact = re.split(r"[^A-Za-z0-9._-]", requirement)[0], re.search(r"==([0-9.]+)", requirement)
        if fault := _fault_of(name, exact[1] if exact else ""):
            bad += 1
            yield Thing("package", name, State.MISSING, fault, say("install it anew: {command}", command=anew))
    good = len(wanted) - bad
    yield Thing("package", say("Python's packages"), State.THERE, say("{good} of {all}", good=good, all=len(wanted)))


def _fault_of(name: str, exact: str) -> str:
    """Return what is wrong with a package; empty if nothing is."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return say("it is not installed")
    if exact and version != exact:
        return say("it is {version}, and must be {exact}", version=version, exact=exact)
    try:
        import_module(_NATIVE.get(name, "sys"))
    except Exception as error:  # whatever a compiled module does when it cannot be loaded
        return say("it cannot be loaded: {error}", error=" ".join(str(error).split()))
    return ""


def _by_pip(options: str) -> Message:
    return say("{python} -m pip install --force-reinstall {options}", python=sys.executable, options=options)


def _libraries() -> Iterator[Thing]:
    for library in LIBRARIES:
        found = machine.loaded(library)
        if found:
            yield Thing("library", library.name, State.THERE, machine.version_of(found, library.version))
        else:
            yield _missing("library", library.name, say("it cannot be loaded"), library.part)


def _programs() -> Iterator[Thing]:
    for name in PROGRAMS:
        if path := shutil.which(name):
            yield Thing("program", name, State.THERE, path)
        else:
            yield _missing("program", name, say("it is not on the PATH"), FONTCONFIG)


def _missing(kind: str, name: str, said: str, part: str) -> Thing:
    system = machine.this_system()
    packages = system.named([part]) if system else []
    remedy = (
        say("package {names}", names=listed(packages, " "))
        if packages
        else say("install it with the system's package manager")
    )
    return Thing(kind, name, State.MISSING, said, remedy, (part,))


def _kernels() -> Iterator[Thing]:
    """Yield the kernels as one thing: without them pages are the same, and take longer."""
    faults = {name: kernels.fault(name) for name in kernels.NAMES}
    bad = {name: fault for name, fault in faults.items() if fault}
    name = say("compiled kernels")
    if not bad:
        yield Thing("kernel", name, State.THERE, say("{good} of {all}", good=len(faults), all=len(faults)))
        return
    said = say(
        "{names}: {why}; pages are the same, and take longer",
        names=listed(each.rpartition(".")[2] for each in bad),
        why=listed(dict.fromkeys(bad.values()), "; "),
    )
    compiler = bool(shutil.which("cc") or shutil.which("gcc") or shutil.which("clang"))
    build = (
        say("{python} setup.py build_ext --inplace", python=sys.executable)
        if is_checkout()
        else _by_pip(f"--no-deps --no-binary {DISTRIBUTION} {DISTRIBUTION}")
    )
    remedy = (
        say("compile them: {command}", command=build)
        if compiler
        else say("install a C compiler, then compile them: {command}", command=build)
    )
    yield Thing("kernel", name, State.LACKING, said, remedy, () if compiler else (COMPILER,))


def _workers() -> Iterator[Thing]:
    """Yield whether pages can be made in several processes: those need shared memory."""
    name = say("several pages at once")
    try:
        get_context("forkserver").Lock()
    except (OSError, ImportError, ValueError) as error:
        said = say("{error}; pages are made one after another", error=" ".join(str(error).split()))
        yield Thing("workers", name, State.LACKING, said, say("let this user write in /dev/shm"))
    else:
        yield Thing("workers", name, State.THERE, say("{count:process|processes}", count=os.cpu_count() or 1))


Asked = dict[tuple[str, int, str], list[str]]
"""Family, CSS weight, style of a face -> the templates that ask for it, each with its language."""


def _faces(project: Project | None, start: Path | None, needed: str) -> Iterator[Thing]:
    """Yield the faces that templates ask for, what stands behind them, and files in fonts/ that are no fonts."""
    try:
        from layout.design import fontfiles, fonts  # noqa: F401
    except ImportError:
        return  # told of the package
    places = (project or Project(shipped())).font_places
    try:
        stock = fontfiles.stock(places)
        yield from _no_fonts(places, stock)
    except BanmianError:  # told of the program; what faces there are cannot be seen without it
        stock = fontfiles.Stock({})
    if project is None:
        yield from _languages(stock, needed)
        return
    asked: Asked = {}
    behind: dict[str, None] = {}
    for template, language in _asking(project, start):
        try:
            design = _design(project, template, language)
        except BanmianError as error:
            yield Thing("template", template, State.MISSING, error.message, error.hint)
            continue
        who = f"{template} ({language})"
        for tokens in design.fonts.values():
            asked.setdefault((tokens.family, tokens.weight, tokens.style), []).append(who)
        for families in design.fallbacks.values():
            behind.update(dict.fromkeys(families))
    yield from _of_paper(asked, behind, stock)


def _design(project: Project, template: str, language: str) -> Design:
    from layout.design.tokens import load_design

    return load_design(project.template(template), language)


def _of_paper(asked: Asked, behind: Iterable[str], stock: Stock) -> Iterator[Thing]:
    from layout.design.fonts import face_at
    from layout.design.styles import FontTokens

    for (family, weight, style), who in asked.items():
        tokens = FontTokens(family=family, weight=weight, style=style)  # type: ignore[arg-type]
        name, at = _face_name(family, weight, style), face_at(tokens, stock)
        if at:
            yield Thing("face", name, State.THERE, shown(at[0]))
            continue
        said = say("asked for by {who}", who=listed(dict.fromkeys(who)))
        yield Thing("face", name, State.MISSING, said, _where(family, weight, style), tuple(machine.parts_of([family])))
    absent: dict[str, list[str]] = {}
    for family in behind:
        if not stock.styles_of(family):
            absent.setdefault("".join(machine.parts_of([family])) or family, []).append(family)
    for families in absent.values():
        said, parts = say("for letters that the paper's faces lack"), machine.parts_of(families)
        remedy = _where(families[0], 400, "normal")
        yield Thing("behind", listed(families), State.LACKING, said, remedy, tuple(parts))


def _face_name(family: str, weight: int, style: str) -> str:
    if style == "italic":
        return say("the font {family}, weight {weight}, italic", family=family, weight=weight)
    return say("the font {family}, weight {weight}", family=family, weight=weight)


def _where(family: str, weight: int, style: str) -> Message:
    """Return where a face can be had: a package of this system, and the file of its makers for fonts/."""
    typeface, system = machine.typeface_of(family), machine.this_system()
    if typeface is None:
        return say("put its file into the paper's folder fonts/, or name another family in design.yaml")
    file = machine.file_of(family, weight, style)
    if packages := system.named([typeface.family]) if system else []:
        return say(
            "package {names}; or put {file} of {project} into the paper's folder fonts/",
            names=listed(packages, " "),
            file=file,
            project=typeface.project,
        )
    return say("put {file} of {project} into the paper's folder fonts/", file=file, project=typeface.project)


def press_conditions(project: Project | None) -> Iterator[Thing]:
    """Yield the press conditions of a paper's own, and what is wrong with any that it can name."""
    try:
        from layout.build.inputs import named_press
    except ImportError:
        return  # told of the package
    if project is None:
        return
    for name in project.press_names:
        called = say("the press condition {press}", press=name)
        try:
            press = named_press(project, name, "press:")
        except BanmianError as error:
            yield Thing("press", called, State.MISSING, error.message, error.hint)
            continue
        if project.press(name) == project.press_places[0] / f"{name}.yaml":
            yield Thing("press", called, State.THERE, press.title)


def _languages(stock: Stock, needed: str) -> Iterator[Thing]:
    """Yield the languages that the program's templates can be set in, and those that lack faces, alike ones as one."""
    from layout.base.locale import LANGUAGES
    from layout.design.fonts import face_at

    project, system = Project(shipped()), machine.this_system()
    found: dict[str, list[str]] = {}
    templates = [list(_design(project, name, "").every()) for name in project.template_names]
    for language in LANGUAGES.names:
        designs = [_for_language(project, variants, language) for variants in templates]
        fonts = [tokens for each in designs if each.serves(language) for tokens in each.fonts.values()]
        found[language] = list(dict.fromkeys(tokens.family for tokens in fonts if not face_at(tokens, stock)))
    good = [language for language, lacking in found.items() if not lacking]
    if good:
        yield Thing("language", listed(good), State.THERE, say("all faces of the program's templates"))
    for lacking in dict.fromkeys(tuple(lacking) for lacking in found.values() if lacking):
        those = [language for language, each in found.items() if tuple(each) == lacking]
        said = say("these faces are missing: {families}", families=listed(lacking))
        packages = system.named(machine.parts_of(lacking)) if system else []
        remedy = (
            say("package {names}", names=listed(packages, " "))
            if packages
            else say("put their files into the paper's folder fonts/")
        )
        state = State.MISSING if not good and needed in those else State.LACKING
        yield Thing("language", listed(those), state, said, remedy, tuple(machine.parts_of(lacking)))


def _for_language(project: Project, variants: list[Design], language: str) -> Design:
    """Return the design for a language from all of a template; one that is like another is not among them."""
    from layout.design.variants import fitting

    names = fitting(variants[0].varies, language)
    found = next((each for each in variants if each.varied == names), None)
    return found or _design(project, variants[0].folder.name, language)


def _no_fonts(places: Iterable[Path], stock: Stock) -> Iterator[Thing]:
    """Yield the files in folders of fonts that hold no face which could be used."""
    from layout.design.fontfiles import ENDINGS

    used = {path for path, _ in stock.faces.values()}
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            ending = path.suffix.lower()
            if ending in (".woff", ".woff2", ".eot", ".pfb", ".dfont", ".zip"):
                said = say("a file of this kind is not read")
            elif ending in ENDINGS and path.absolute() not in used:
                said = say("no face of it is used: it is damaged, or stands behind another one of its name")
            else:
                continue
            yield Thing("file", shown(path), State.LACKING, said, say("put a .ttf, .otf or .ttc file there"))


def _asking(project: Project, start: Path | None) -> list[tuple[str, str]]:
    """Return the templates of a paper's pages, each with the language it is set in.

    They are those of the edition that was named, or of the newest one, and of what every issue has; where there is no
    edition yet, all that the paper has.
    """
    from layout.edition.new import newest_edition

    folders = [project.root / "standing"]
    if start and (start / EDITION_FILE).is_file():
        folders.append(start)
    else:
        with suppress(ContentError):
            folders.append(newest_edition(project.content))
    found = dict.fromkeys(pair for folder in folders for pair in _templates_of(folder / EDITION_FILE))
    return list(found) or [(name, UNSAID) for name in project.template_names]


def _templates_of(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the templates that a file of an edition names, with its language; whatever else is wrong with it."""
    from layout.base.diagnostics import Report
    from layout.files.text import read_source
    from layout.files.yaml import Mapping, Scalar, Sequence, parse_yaml

    report = Report()
    source = read_source(file, file.parent, report) if file.is_file() else None
    root = parse_yaml(source.text, source.file, report) if source else None
    pages = root.get("pages") if isinstance(root, Mapping) else None
    for page in pages.items if isinstance(pages, Sequence) else ():
        template = page.get("template") if isinstance(page, Mapping) else None
        if isinstance(template, Scalar):
            yield template.text, language_of(file.parent)
