"""The pages of the ledger: consequences by who decided them, and what came of each choice.

In: a past and its ledger. Out: sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import render, spoken
from engine.machine import Machine, reason
from engine.record.causes import Cause, Ledger, Past
from engine.session.clauses import NOTHING_DECIDED, Clauses
from engine.session.emphasis import strip
from engine.session.shown import Shown
from engine.session.view import Section

_BY = {"him": "Decided by you", "rule": "Decided for you", "chance": "By chance"}


class Ledgers:
    """Says the ledgers of one story."""

    def __init__(self, machine: Machine, shown: Shown, clauses: Clauses) -> None:
        self._machine = machine
        self._program = machine.program
        self._shown = shown
        self._clauses = clauses

    def sections(self, past: Past, found: Ledger) -> Iterator[Section]:
        """Some may be empty."""
        yield from (Section(title, tuple(self._lines_by(past, found, by))) for by, title in _BY.items())
        yield Section("What came of each choice", tuple(self._came_of(past, found)))

    def _lines_by(self, past: Past, found: Ledger, by: str) -> Iterator[str]:
        for line in found.lines:
            if line.cause.by == by:
                yield self._consequence(past, line.cause)

    def _consequence(self, past: Past, cause: Cause) -> str:
        what = self._short(past, cause)
        known = what.rpartition(": ")[2].lower() if cause.kind == "lock" else what
        told = self._clauses.told(past, [cause] if cause.kind == "write" else cause.because)
        behind = (text for text in told if text != NOTHING_DECIDED and not text.startswith(f"Because {known}"))
        return f"{spoken.capital(what)}. {next(behind, '')}".strip()

    def _ended(self, past: Past, cause: Cause) -> str:
        ending = past.path[cause.place].ending
        return next((each.title for each in self._program.endings if each.id == ending), "The end")

    def _came_of(self, past: Past, found: Ledger) -> Iterator[str]:
        for place, later in found.later:
            label = self._shown.label(past.path[place], past.cells(place, 0)).rstrip(".")
            came = [self._short(past, found.lines[at].cause) for at in later]
            yield f"{place}. {label}: {'; '.join(dict.fromkeys(came)) if came else 'nothing yet'}."

    def _short(self, past: Past, cause: Cause) -> str:
        """The consequence itself, in a few words."""
        match cause.kind:
            case "ending":
                return self._ended(past, cause)
            case "remembered":
                return str(cause.new).rstrip(".")
            case "lock":
                cells = past.cells(cause.place + 1, 0)
                label = self._shown.offered(cause.statement, cells).rstrip(".")
                why = reason(self._machine.program, self._machine.layout, cells, cause.statement)
                return f"“{label}” stood closed: {why.rstrip('.')}"
            case "passage":
                scene = self._program.scenes[cause.statement.rpartition(".")[0]]
                title = render(scene.title, self._shown.scope(past.cells(cause.place, 0))) if scene.title else ""
                return f"the words of “{strip(title).rstrip('.')}”" if title else "words on the page"
            case _:
                return self._clauses.became(cause)
