"""A whole path told from its start: every turn with its words, and when asked for with causes, sources, what was typed.

In: a record and the machine it was played with. Out: `Told`. Linear in the path; causes cost a few milliseconds a turn.
"""

from __future__ import annotations

from engine.machine import Change, Machine
from engine.program.layout import CellValue
from engine.record import Record, Turn, replay
from engine.session.because import Because
from engine.session.pages import Pages
from engine.session.shown import Shown
from engine.session.told import Told, ToldTurn
from engine.session.veil import Veil, carries, veiled, veiled_ending, veiled_view
from engine.session.view import EndingView, TurnView


def told(
    machine: Machine,
    pages: Pages,
    record: Record,
    *,
    causes: bool = False,
    sources: bool = False,
    typed: bool = False,
    safe: bool = False,
) -> Told:
    """The present path of `record`."""
    return _Whole(machine, pages, record, typed=typed, safe=safe).told(causes=causes, sources=sources)


class _Whole:
    """Tells one path."""

    def __init__(self, machine: Machine, pages: Pages, record: Record, *, typed: bool, safe: bool) -> None:
        self._machine = machine
        self._pages = pages
        self._record = record
        self._typed = typed
        self._path = record.path()
        self._safe = safe
        self._veil = Veil(machine, record.header, safe=safe)
        self._shown = Shown(machine, veiled=self._veil.names)
        self._because = Because(machine, self._shown)

    def told(self, *, causes: bool, sources: bool) -> Told:
        """All of it."""
        header, machine = self._record.header, self._machine
        profile = machine.profile(header.profile)
        turns = []
        cells = machine.first_cells(profile)
        played = replay(machine, header.seed, header.profile, self._path, safe=self._safe)
        for place, (turn, change) in enumerate(zip(self._path, played.changes, strict=False)):
            before = list(cells)
            change.redo(cells)
            turns.append(self._turn(place, turn, change, before, cells, sources=sources))
        ending = self._ending(cells)
        behind: tuple[str, ...] = ()
        if causes:  # when all that was typed is known
            turns = [each.replace(because=self._said(self._because.turn(self._record, each.number))) for each in turns]
            behind = () if ending is None else self._said(self._because.ending(self._record))
        return Told(
            header, profile.name, machine.program.language, tuple(turns), ending, behind, bool(self._veil.names)
        )

    def _said(self, sentences: tuple[str, ...]) -> tuple[str, ...]:
        return self._veil.scrubbed(sentences)

    def _turn(
        self,
        place: int,
        turn: Turn,
        change: Change,
        before: list[CellValue],
        after: list[CellValue],
        *,
        sources: bool,
    ) -> ToldTurn:
        view = self._view(turn, change, before, after)
        cited = [line for each in view.passages for line in self._pages.cited(each)] if sources else []
        typed = turn.typed if self._typed else None
        told = ToldTurn(
            place, turn.choice, self._shown.now(before), view, turn.drawn, (), tuple(dict.fromkeys(cited)), typed
        )
        return self._carrying(told, turn) if carries(turn) else told

    def _carrying(self, told: ToldTurn, turn: Turn) -> ToldTurn:
        """With the cells of a state that was carried over, all that may have been typed left out."""
        names = self._veil.names
        carried = tuple((cell, old, new) for cell, old, new, _ in turn.wrote if cell not in names)
        return told.replace(carried=carried, left_out=tuple(cell for cell, _, _, _ in turn.wrote if cell in names))

    def _view(self, turn: Turn, change: Change, before: list[CellValue], after: list[CellValue]) -> TurnView:
        shown, veil, answered = self._shown, self._veil, turn.typed is not None
        if self._typed or not (answered or veil.names or carries(turn)):
            return shown.turn(turn.id, self._label(turn, before), change, after, answered=answered)
        told = veil.turn(turn, change, before, after)
        other_before, other_after = veil.other(before), veil.other(after)
        label = veiled(self._label(turn, before), self._label(turn, other_before))
        views = (shown.turn(turn.id, label, told, cells, answered=answered) for cells in (after, other_after))
        return veiled_view(*views)

    def _label(self, turn: Turn, cells: list[CellValue]) -> str:
        return self._shown.label(turn, cells) if turn.choice else ""

    def _ending(self, cells: list[CellValue]) -> EndingView | None:
        last = self._path[-1].ending
        if last is None:
            return None
        ending = self._shown.ending(last, cells)
        return veiled_ending(ending, self._shown.ending(last, self._veil.other(cells)))
