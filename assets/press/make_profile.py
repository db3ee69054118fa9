"""Makes the profiles newsprint.icc, coated.icc and snap.icc. Run by hand, never by a build.

    python assets/press/make_profile.py newsprint
    python assets/press/make_profile.py snap=/usr/share/color/icc/TR002.ti3

It needs `colprof` of ArgyllCMS (Debian: argyll) and takes a minute or two. For snap.icc presses were measured: the
file of ANSI CGATS/SNAP TR 002-2007 (Debian: icc-profiles-free) has the colours of 928 patches, the average of 102 sets
of measurements. It is not ours and does not lie here; profiles made from it may be given on if the report is named.

For the other two no press was measured. The script computes what a press that hits the aims of ISO 12647 would print,
and has colprof make a profile of that:

1. The aims: CIELAB colours (D50, 2 degrees, black backing) of paper, solids and overprints of the chromatic inks,
   and a tone value increase. The standard gives no colours of overprints with black; they are reckoned.
2. Every mixture of the four inks by the Neugebauer equations with the Demichel weights and the Yule-Nielsen
   exponent, which stands for the light that spreads in the paper.
3. colprof: black generation and total ink as told below; the perceptual table maps the gamut of sRGB.

A press that has a profile of its own uses that: name it in `profile:` of the press condition.
The script and the two computed profiles are in the public domain (CC0 1.0); what we added to snap.icc is, too.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Lab = tuple[float, float, float]
Xyz = tuple[float, float, float]
Inks = tuple[float, float, float, float]
Overprint = tuple[int, int, int, int]

HERE = Path(__file__).resolve().parent
D50: Xyz = (96.422, 100.0, 82.521)
PAPER: Overprint = (0, 0, 0, 0)
LEADING_CHANNEL = (0, 1, 2, 1)
"""The channel of XYZ in which an ink's tone value is told: X for cyan, Y for magenta, Z for yellow, Y for black."""

BLACK_TRAP = 0.2
"""How much of a colour's density is still seen when black lies over it. Not of the standard: black ink covers well,
and wet ink takes the next one badly."""

STEPS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
BLACK_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
RAMP = tuple(step / 20 for step in range(21))


@dataclass(frozen=True, slots=True)
class Process:
    """A printing process: its aims, what is assumed beyond them, and how pictures are separated for it.

    ``tone_value_increase`` is that of a 50 % tint; to both ends it falls off like a parabola. ``total_ink``, in
    per cent, is asked of colprof: tables are interpolated, rounded to 8 bits, and pictures then compressed, so it
    is less than the press allows. ``black_curve`` is colprof's -kp: black at white, where it starts and ends along
    the lightness axis, black at the end, shape.
    """

    title: str
    aims: dict[Overprint, Lab]
    tone_value_increase: float
    yule_nielsen: float
    total_ink: int
    black_curve: tuple[str, str, str, str, str]


PROCESSES = {
    "newsprint": Process(
        title="Newsprint, coldset offset (computed from ISO 12647-3 aims)",
        aims={
            PAPER: (82, 0, 3),
            (1, 0, 0, 0): (57, -23, -27),
            (0, 1, 0, 0): (54, 44, -2),
            (0, 0, 1, 0): (78, -3, 58),
            (0, 1, 1, 0): (52, 41, 25),
            (1, 0, 1, 0): (53, -34, 17),
            (1, 1, 0, 0): (41, 7, -22),
            (1, 1, 1, 0): (40, 0, 1),
            (0, 0, 0, 1): (36, 1, 4),
        },
        tone_value_increase=0.26,
        yule_nielsen=2.0,
        total_ink=228,
        black_curve=("0", "0.05", "1", "1", "0.8"),
    ),
    "coated": Process(
        title="Coated paper, offset (computed from ISO 12647-2 aims)",
        aims={
            PAPER: (93, 0, -3),
            (1, 0, 0, 0): (54, -36, -49),
            (0, 1, 0, 0): (46, 72, -5),
            (0, 0, 1, 0): (87, -6, 90),
            (0, 1, 1, 0): (46, 67, 47),
            (1, 0, 1, 0): (49, -66, 24),
            (1, 1, 0, 0): (24, 16, -45),
            (1, 1, 1, 0): (23, 0, 0),
            (0, 0, 0, 1): (16, 0, 0),
        },
        tone_value_increase=0.14,
        yule_nielsen=1.7,
        total_ink=288,
        black_curve=("0", "0.1", "1", "1", "1"),
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A process that was measured by others: whose measurements they are, and how pictures are separated for it."""

    title: str
    notice: str
    total_ink: int
    black_curve: tuple[str, str, str, str, str]


MEASUREMENTS = {
    "snap": Measured(
        title="Newsprint, coldset offset (ANSI CGATS/SNAP TR 002-2007)",
        notice="Made from the characterization data of ANSI CGATS/SNAP TR 002-2007, Copyright 2007 NPES",
        total_ink=228,
        black_curve=("0", "0.05", "1", "1", "0.8"),
    ),
}


def xyz_of(lab: Lab) -> Xyz:
    """Return XYZ, white 100, of a CIELAB colour under D50 (CIE 15)."""
    fy = (lab[0] + 16) / 116
    channels = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29) for f in channels)
    return x * D50[0], y * D50[1], z * D50[2]


class Press:
    """What a process prints: the colour of any mixture of inks."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._solids = _solids(process.aims)

    def coverage(self, ink: int, tone: float) -> float:
        """Return the part of the paper an ink covers, so that its tone value in print has the increase of the aims."""
        seen = tone + 4 * self._process.tone_value_increase * tone * (1 - tone)
        channel, root = LEADING_CHANNEL[ink], 1 / self._process.yule_nielsen
        paper = self._solids[PAPER][channel]
        solid = self._solids[int(ink == 0), int(ink == 1), int(ink == 2), int(ink == 3)][channel]
        printed = paper - seen * (paper - solid)
        return float((paper**root - printed**root) / (paper**root - solid**root))

    def colour(self, inks: Inks) -> Xyz:
        """Return the XYZ a mixture of inks (each 0 to 1) prints."""
        exponent = self._process.yule_nielsen
        covered = [self.coverage(number, tone) for number, tone in enumerate(inks)]
        sums = [0.0, 0.0, 0.0]
        for overprint, colour in self._solids.items():
            weight = 1.0
            for has, part in zip(overprint, covered, strict=True):
                weight *= part if has else 1 - part
            for channel in range(3):
                sums[channel] += weight * colour[channel] ** (1 / exponent)
        x, y, z = (total**exponent for total in sums)
        return x, y, z


def _solids(aims: dict[Overprint, Lab]) -> dict[Overprint, Xyz]:
    """Return the colour of each of the sixteen overprints of solid inks."""
    colours = {inks: xyz_of(lab) for inks, lab in aims.items()}
    paper, black = colours[PAPER], colours[0, 0, 0, 1]
    for c, m, y in itertools.product((0, 1), repeat=3):
        if c or m or y:
            over = colours[c, m, y, 0]
            dark = [k * (o / p) ** BLACK_TRAP for k, o, p in zip(black, over, paper, strict=True)]
            colours[c, m, y, 1] = dark[0], dark[1], dark[2]
    return colours


def patches() -> Iterator[Inks]:
    """Yield the mixtures of the chart: a grid of all four inks, and fine ramps of each and of grey."""
    mixtures: list[Inks] = list(itertools.product(STEPS, STEPS, STEPS, BLACK_STEPS))
    for tone in RAMP:
        mixtures += [(tone, 0, 0, 0), (0, tone, 0, 0), (0, 0, tone, 0), (0, 0, 0, tone)]
        mixtures.append((tone, 0.8 * tone, 0.8 * tone, 0))
    yield from dict.fromkeys(mixtures)


def chart(process: Process) -> str:
    """Return the patches and their colours as ArgyllCMS reads them (CGATS, .ti3)."""
    press = Press(process)
    rows = []
    for number, inks in enumerate(patches(), 1):
        values = (*(100 * ink for ink in inks), *press.colour(inks))
        rows.append(f"{number} " + " ".join(f"{value:.5f}" for value in values))
    fields = "SAMPLE_ID CMYK_C CMYK_M CMYK_Y CMYK_K XYZ_X XYZ_Y XYZ_Z"
    return "\n".join(
        (
            "CTI3",
            'DESCRIPTOR "Computed from the aims of ISO 12647"',
            'ORIGINATOR "Banmian make_profile.py"',
            'DEVICE_CLASS "OUTPUT"',
            'COLOR_REP "CMYK_XYZ"',
            "NUMBER_OF_FIELDS 8",
            "BEGIN_DATA_FORMAT",
            fields,
            "END_DATA_FORMAT",
            f"NUMBER_OF_SETS {len(rows)}",
            "BEGIN_DATA",
            *rows,
            "END_DATA",
            "",
        )
    )


def made(name: str, chart: bytes, process: Process | Measured, notice: str, quality: str) -> None:
    """Have colprof make a profile of a chart and put it beside this script. Quality is that of colprof's -q."""
    colprof = shutil.which("colprof")
    if colprof is None:
        sys.exit("colprof is not here: install ArgyllCMS (Debian: apt-get install argyll)")
    srgb = Path("/usr/share/color/argyll/ref/sRGB.icm")
    if not srgb.is_file():
        sys.exit(f"{srgb} is not here: it comes with ArgyllCMS")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / name
        base.with_suffix(".ti3").write_bytes(chart)
        command = [colprof, "-v", f"-q{quality}", "-bm", "-nc", f"-l{process.total_ink}", "-kp", *process.black_curve]
        command += ["-S", str(srgb), "-cmt", "-dpp", "-Zp"]
        command += ["-A", "Banmian", "-M", name, "-D", f"Banmian {process.title}"]
        command += ["-C", notice, str(base)]
        subprocess.run(command, check=True)
        target = HERE / f"{name}.icc"
        shutil.copyfile(base.with_suffix(".icc"), target)
    print(f"{target.name}: {target.stat().st_size} bytes")


def main(words: list[str]) -> None:
    """Make the profiles of that name; that of a measured press is told with its file: name=file."""
    for word in words:
        name, _, file = word.partition("=")
        if process := None if file else PROCESSES.get(name):
            made(name, chart(process).encode("ascii"), process, "Public domain (CC0 1.0)", "l")
        elif measured := MEASUREMENTS.get(name) if file else None:
            made(name, Path(file).read_bytes(), measured, measured.notice, "m")
        else:
            words = []
    if not words:
        sys.exit(f"name what to make: {', '.join(PROCESSES)}, {', '.join(f'{name}=FILE' for name in MEASUREMENTS)}")


if __name__ == "__main__":
    main(sys.argv[1:])
