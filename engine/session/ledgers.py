"""The pages of the ledger: consequences by who decided them, and what came of each choice.

In: a past and its ledger. Out: sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.expr import render, spoken
from engine.machine import Machine, reason
from engine.program import Say
from engine.program.ids import scene_of
from engine.record import made_again, run_before
from engine.record.causes import Cause, Ledger, Past
from engine.session.clauses import NOTHING_DECIDED, Clauses
from engine.session.emphasis import strip
from engine.session.shown import Shown
from engine.session.view import Section

QUOTED = 7
"""Words of a passage that stand for it."""

_BY = {"him": "Decided by you", "rule": "Decided for you", "chance": "By chance"}


class Ledgers:
    """Says the ledger of one past."""

    def __init__(self, machine: Machine, shown: Shown, clauses: Clauses) -> None:
        self._machine = machine
        self._program = machine.program
        self._shown = shown
        self._clauses = clauses
        self._texts: dict[int, dict[str, str]] = {}

    def sections(self, past: Past, found: Ledger) -> Iterator[Section]:
        """Some may be empty."""
        shorts = [self._short(past, line.cause) for line in found.lines]
        for by, title in _BY.items():
            told = zip(found.lines, shorts, strict=True)
            yield Section(
                title, tuple(self._consequence(past, line.cause, what) for line, what in told if line.cause.by == by)
            )
        yield Section("What came of each choice", tuple(self._came_of(past, found, shorts)))

    def _consequence(self, past: Past, cause: Cause, what: str) -> str:
        """What came about, and what is behind it."""
        known = what.rpartition(": ")[2].lower() if cause.kind == "lock" else what
        told = self._clauses.told(past, [cause] if cause.kind == "write" else cause.because)
        behind = (text for text in told if text != NOTHING_DECIDED and not text.startswith(f"Because {known}"))
        return f"{spoken.capital(what)}. {next(behind, '')}".strip()

    def _ended(self, past: Past, cause: Cause) -> str:
        ending = past.path[cause.place].ending
        return next((each.title for each in self._program.endings if each.id == ending), "The end")

    def _came_of(self, past: Past, found: Ledger, shorts: Sequence[str]) -> Iterator[str]:
        for place, later in found.later:
            label = self._shown.label(past.path[place], past.cells(place, 0)).rstrip(".")
            came = [shorts[at] for at in later]
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
                return self._passage(past, cause)
            case _:
                return self._clauses.became(cause)

    def _passage(self, past: Past, cause: Cause) -> str:
        """A passage by the title of its scene and the first of its words that were decided."""
        scene = self._program.scenes[scene_of(cause.statement)]
        title = render(scene.title, self._shown.scope(past.cells(cause.place, 0))) if scene.title else ""
        said = strip(self._said(past, cause.place).get(cause.statement, "")).split()
        at = self._parting(past, cause, said)
        words = " ".join(said[at : at + QUOTED]).strip('"\u201c\u201d,.;:')
        before, after = "..." if at else "", "..." if len(said) > at + QUOTED else ""
        quoted = f"\u201c{before}{words}{after}\u201d" if words else "words on the page"
        return f"{strip(title).rstrip('.')}: {quoted}" if title else quoted

    def _parting(self, past: Past, cause: Cause, said: Sequence[str]) -> int:
        """The first word that would be another without the writes that decided; 0 where all of it came of them."""
        scene = self._program.scenes[scene_of(cause.statement)]
        step = next((each for each in scene.steps if isinstance(each, Say) and each.id == cause.statement), None)
        if step is None:
            return 0
        cells, slots = past.cells(cause.place + 1, 0), self._machine.layout.slots
        for each in cause.because:
            if each.kind == "write":
                cells[slots[each.cell]] = each.old
        other = strip(render(step.words, self._shown.scope(cells))).split()
        apart = (at for at, pair in enumerate(zip(said, other, strict=False)) if pair[0] != pair[1])
        return next(apart, min(len(said), len(other))) % max(1, len(said))

    def _said(self, past: Past, place: int) -> dict[str, str]:
        """What the turn at `place` said, by passage, what has a short version in it."""
        if place not in self._texts:
            turn, header = past.path[place], past.record.header
            run = run_before(self._machine, header.seed, past.cells(place, 0), turn, safe=True)
            change = made_again(self._machine, run, turn, header.profile)
            self._texts[place] = {passage: text for passage, text, _ in change.said}
        return self._texts[place]
