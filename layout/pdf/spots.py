"""Colour spaces of spot inks (ISO 32000-1, 8.6.6): a plate by its name, with the process inks that stand for it."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from layout.images.inks import PROCESS, Ink, number_of

_COUNT = len(PROCESS)


def spot_space(pdf: pikepdf.Pdf, inks: Sequence[Ink]) -> pikepdf.Object:
    """Return the space of tints of inks, one number each: a Separation of one, a DeviceN of several.

    Where there are no such plates a tint is so much of what stands for the full ink; several are added up.
    """
    if len(inks) == 1:
        return pdf.make_indirect(_separation(pdf, inks[0]))
    names = pikepdf.Array([_name(ink) for ink in inks])
    mixed = pdf.make_stream(
        _sums(inks).encode("ascii"),
        FunctionType=4,
        Domain=pikepdf.Array([0, 1] * len(inks)),
        Range=pikepdf.Array([0, 1] * _COUNT),
    )
    # What each spot is by itself: ISO 15930-7 asks for it.
    alone = {str(_name(ink)): pdf.make_indirect(_separation(pdf, ink)) for ink in inks if ink not in PROCESS}
    about = pikepdf.Dictionary(Colorants=pikepdf.Dictionary(alone))
    space = [pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceCMYK, pdf.make_indirect(mixed), about]
    return pdf.make_indirect(pikepdf.Array(space))


def _separation(pdf: pikepdf.Pdf, ink: Ink) -> pikepdf.Array:
    tint = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0] * _COUNT, C1=list(_full(ink)), N=1, Range=[0, 1] * _COUNT
    )
    return pikepdf.Array([pikepdf.Name.Separation, _name(ink), pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)])


def _name(ink: Ink) -> pikepdf.Name:
    return pikepdf.Name(f"/{ink.name}")


def _full(ink: Ink) -> tuple[float, ...]:
    """Return the full ink in process inks."""
    return ink.cmyk or tuple(float(number == number_of(ink)) for number in range(_COUNT))


def _sums(inks: Sequence[Ink]) -> str:
    """Return PostScript that adds up what stands for tints of inks (ISO 32000-1, 7.10.5).

    The tints lie lowest on the stack; the sums come over them one by one, and the tints go at the end.
    """
    count, parts = len(inks), []
    for number in range(_COUNT):
        terms = [(at, _full(ink)[number]) for at, ink in enumerate(inks) if _full(ink)[number] > 0]
        for done, (at, full) in enumerate(terms):
            parts.append(f"{count - 1 - at + number + bool(done)} index {full:g} mul" + " add" * bool(done))
        if not terms:
            parts.append("0")
    return "{ " + " ".join((*parts, f"{count + _COUNT} {_COUNT} roll", *("pop",) * count)) + " }"
