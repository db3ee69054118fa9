"""A table of records, one a kind: of ad, of element, of rule, of language, of file that copy comes in.

The program's own records stand in the module of their table. What comes from outside comes in by `Table.add`, which
only a guest calls (see `layout.base.guests`), before anything is read or made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

Record = TypeVar("Record")


class Table(Sequence[Record], Generic[Record]):
    """Records in their order, each under a name of its own. It can grow, and nothing in it is ever changed.

    ``what`` says in messages what a record is. ``name`` gives a record's name.
    """

    def __init__(self, what: str, name: Callable[[Record], str], records: Iterable[Record]) -> None:
        self.what = what
        self._name = name
        self._records: dict[str, Record] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Put a record at the end. Raises ValueError if its name is taken."""
        name = self._name(record)
        if name in self._records:
            raise ValueError(f"there is a {self.what} {name!r} already")
        self._records[name] = record

    @property
    def names(self) -> tuple[str, ...]:
        """The records' names, in their order."""
        return tuple(self._records)

    def get(self, name: str) -> Record | None:
        """Return the record of that name, None if there is none."""
        return self._records.get(name)

    def named(self, name: str) -> Record:
        """Return the record of that name. Raises KeyError if there is none."""
        return self._records[name]

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        return tuple(self._records.values())[at]

    def __len__(self) -> int:
        return len(self._records)
