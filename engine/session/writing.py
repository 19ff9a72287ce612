"""Writing a play-through down, come what may: what could not be written waits and is tried again with the next turn."""

from __future__ import annotations

from collections.abc import Iterable

from engine.errors import SaveError
from engine.record import Entry, Journal


class Backlog:
    """Stands between a session and its journal, which is None where nothing can be saved."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal
        self._waiting: list[Entry] = []

    @property
    def name(self) -> str:
        """The save's name; "" when nothing is being saved."""
        return "" if self._journal is None else self._journal.name

    def write(self, entries: Iterable[Entry]) -> str:
        """Write what waits and then `entries`; the sentence of what went wrong, "" when all is on the disk."""
        if self._journal is None:
            return ""
        self._waiting += entries
        try:
            self._journal.extend(tuple(self._waiting))
            self._waiting.clear()
        except SaveError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Let go of the save."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
