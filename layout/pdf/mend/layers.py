"""Layers of a PDF (optional content, ISO 32000-1, 8.11): which of them print."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf

from layout.base.messages import listed, say
from layout.pdf.mend.change import Change, Cure

_DEPTH = 32
"""Expressions in expressions; what goes deeper is broken or made to do harm."""
_OPERATORS = {"/And": all, "/Or": any}
_POLICIES = {"/AllOn": (all, True), "/AnyOn": (any, True), "/AllOff": (all, False), "/AnyOff": (any, False)}
"""Policy of a membership dictionary -> of how many of its layers it is asked, and in which state they have to be."""


class Layers:
    """The layers of a file as they are printed: by its default configuration, and by what they say of print.

    ``left_out`` are the names of those that were asked for and do not print.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = pdf.Root.get("/OCProperties")
        found = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
        config = found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._base = config.get("/BaseState", "/ON") != "/OFF"
        self._on, self._off = (_numbers(config.get(key)) for key in ("/ON", "/OFF"))
        self._printing: set[tuple[int, int]] = set()
        for usage in _items(config.get("/AS")):
            if isinstance(usage, pikepdf.Dictionary) and usage.get("/Event") == "/Print":
                self._printing |= _numbers(usage.get("/OCGs"))
        self.left_out: dict[str, None] = {}

    def hides(self, layer: pikepdf.Object) -> bool:
        """Tell whether what belongs to a layer, or is a member of several, does not print."""
        if layer.get("/Type") != "/OCMD":
            hidden = not self._prints(layer)
        elif isinstance(expression := layer.get("/VE"), pikepdf.Array):
            hidden = not self._holds(expression, 0)
        else:
            given = layer.get("/OCGs")
            groups = [one for one in ([given] if isinstance(given, pikepdf.Dictionary) else _items(given)) if one]
            asked, state = _POLICIES.get(str(layer.get("/P", "/AnyOn")), _POLICIES["/AnyOn"])
            hidden = bool(groups) and not asked(self._prints(one) == state for one in groups)
            layer = next(iter(groups), layer)
        if hidden:
            self.left_out[str(layer.get("/Name", ""))] = None
        return hidden

    def _prints(self, group: pikepdf.Object) -> bool:
        usage = group.get("/Usage")
        told = usage.get("/Print") if isinstance(usage, pikepdf.Dictionary) else None
        state = told.get("/PrintState") if isinstance(told, pikepdf.Dictionary) else None
        if state == "/OFF":
            return False
        if state == "/ON" and group.objgen in self._printing:
            return True
        return group.objgen in self._on if not self._base else group.objgen not in self._off

    def _holds(self, expression: pikepdf.Object, depth: int) -> bool:
        """Tell whether a visibility expression holds (ISO 32000-1, table 99)."""
        if depth > _DEPTH:
            return True
        if not isinstance(expression, pikepdf.Array):
            return not isinstance(expression, pikepdf.Dictionary) or self._prints(expression)
        operator, *operands = expression.as_list()
        held = (self._holds(one, depth + 1) for one in operands)
        if str(operator) == "/Not":
            return not next(held, False)
        return _OPERATORS.get(str(operator), all)(held)

    def changes(self) -> tuple[Change, ...]:
        """Return what was left out so far."""
        names = [name for name in self.left_out if name]
        if not self.left_out:
            return ()
        if not names:
            return (Change(Cure.LAYERS, say("layers that do not print were left out")),)
        told = say("layers that do not print were left out: {names}", names=listed(names))
        return (Change(Cure.LAYERS, told),)


def _items(value: object) -> Iterable[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else ()


def _numbers(value: object) -> set[tuple[int, int]]:
    return {one.objgen for one in _items(value) if isinstance(one, pikepdf.Dictionary)}
