"""What would have been: the same choices made again with one write taken back, or with the least other choice.

In: a machine without text and a past. Out: `Verdict` and `Opening`. Draws give what they gave, while they still can.
Costs: a play from the turn in question on for each thing tried; the search is bounded by `MOST_TRIED` plays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, SupportsIndex

from engine.errors import ChoiceError
from engine.machine import Change, Machine, Run
from engine.program.layout import PLACE, CellValue
from engine.record.causes.model import Opening, Question, Verdict, Writing
from engine.record.causes.past import Past
from engine.record.replay import again, made_again

MOST_TRIED = 2_000
"""Plays that a search for the least change makes at most."""

MOST_STEPS = 100_000
"""Steps of all those plays together, so that a search late in a long play takes no longer than any other."""

Progress = Callable[[int, int], None]
"""Told how many plays of how many were made."""


class _Withholding(list[CellValue]):
    """Cells that pass over one assignment to one slot: the `nth` from 0."""

    slot = -1
    nth = 0

    def __setitem__(self, slot: SupportsIndex | slice, value: Any) -> None:
        if slot == self.slot:
            self.nth -= 1
            if self.nth == -1:
                return
        super().__setitem__(slot, value)


class Otherwise:
    """Plays the turns of one past again, otherwise. `machine` runs with text if passages are to be asked about."""

    def __init__(self, past: Past, machine: Machine) -> None:
        self._past = past
        self._machine = machine
        self._seed = past.record.header.seed
        self._steps = 0

    @cached_property
    def _forced(self) -> Mapping[tuple[str, int], str]:
        """What chance gave on the path; gathered when first asked for."""
        return {(stream, count): outcome for turn in self._past.path for stream, count, outcome in turn.drawn}

    # -- one write taken back ----------------------------------------------------------------------------------------

    def without(self, writing: Writing, question: Question) -> Verdict:
        """What comes of the question when `writing` had not been made and all later choices were the same.

        Lost at its own place is a turn that cannot be played without it: a scene called with nothing for a thing.
        """
        try:
            run = self._step_without(writing)
        except (KeyError, TypeError):
            return Verdict("lost", writing.place)
        for place in range(writing.place + 1, question.place + 1):
            try:
                again(run, self._past.path[place])
            except ChoiceError:
                return Verdict("lost", place)
        as_it_was = self._outcome(question, self._as_recorded(question.place))
        return Verdict("same" if self._outcome(question, run) == as_it_was else "other")

    def _step_without(self, writing: Writing) -> Run:
        turn = self._past.path[writing.place]
        cells = _Withholding(self._past.cells(writing.place, 0))
        cells.slot = self._machine.layout.slots[writing.cell]
        cells.nth = sum(cell == writing.cell for cell, _, _, _ in turn.wrote[: writing.index])
        run = self._machine.run_from(self._seed, cells, forced=self._forced)
        self._take(run, writing.place)
        run.cells = list(cells)
        return run

    def _take(self, run: Run, place: int) -> Change:
        turn = self._past.path[place]
        return made_again(self._machine, run, turn, self._past.record.header.profile)

    def _as_recorded(self, place: int) -> Run:
        run = self._machine.run_from(self._seed, self._past.cells(place, 0), forced=self._forced)
        self._take(run, place)
        return run

    def _outcome(self, question: Question, run: Run) -> object:
        match question.kind:
            case "lock":
                return next((is_open for choice, is_open, _ in run.change.offers if choice == question.of), None)
            case "value":
                return run.cells[self._machine.layout.slots[question.of]]
            case "passage":
                return next((text for passage, text, _ in run.change.said if passage == question.of), None)
            case _:
                return run.change.ending

    # -- roads -------------------------------------------------------------------------------------------------------

    def forks(self, place: int) -> tuple[int, ...]:
        """Places of the choices that made the road to where the turn at `place` came, nearest first.

        Such a choice had another open beside it, and none of the others, with the same later choices, comes there.
        """
        found = []
        for at in range(place, 0, -1):
            others = self._others(at)
            if others and not any(self._comes_there(at, other, place) for other in others):
                found.append(at)
        return tuple(found)

    def _comes_there(self, at: int, other: str, place: int) -> bool:
        run = self._follow({at: other}, at, place)
        turn = self._past.path[place]
        stands = next((new for cell, _, new, _ in reversed(turn.wrote) if cell == "@place"), None)
        return run is not None and run.change.ending == turn.ending and run.cells[PLACE] == stands

    def _follow(self, changes: Mapping[int, str], first: int, place: int) -> Run | None:
        """The run after the turns from `first` to `place`, otherwise chosen where `changes` says; None when lost."""
        run = self._machine.run_from(self._seed, self._past.cells(first, 0), forced=self._forced)
        for at in range(first, place + 1):
            self._steps += 1
            try:
                if at in changes:
                    run.choose(changes[at])
                else:
                    again(run, self._past.path[at])
            except ChoiceError:
                return None
        return run

    # -- the least other choice --------------------------------------------------------------------------------------

    def opening(self, choice: str, place: int, progress: Progress | None = None) -> Opening:
        """The least change of choices before `place` after which `choice` is offered there and open.

        One other choice is tried everywhere, the latest first, then two; all that is not changed is chosen as it was.
        """
        tried = self._steps = 0
        for size in (1, 2):
            for changes in self._changes(place, size):
                if tried == MOST_TRIED or self._steps > MOST_STEPS:
                    return Opening((), tried, size > 1)
                tried += 1
                if progress is not None:
                    progress(tried, MOST_TRIED)
                if self._opens(dict(changes), choice, place):
                    return Opening(changes, tried, True)
        return Opening((), tried, True)

    def _changes(self, place: int, size: int) -> Iterator[tuple[tuple[int, str], ...]]:
        for at in range(place, 0, -1):
            for other in self._others(at):
                if size == 1:
                    yield ((at, other),)
                else:
                    yield from ((*rest, (at, other)) for rest in self._changes(at - 1, size - 1))

    def _others(self, place: int) -> tuple[str, ...]:
        """Open choices that were not taken at the turn at `place`."""
        run = self._machine.run_from(self._seed, self._past.cells(place, 0), forced=self._forced)
        taken = self._past.path[place].choice
        return tuple(choice for choice, is_open, _ in run.change.offers if is_open and choice != taken)

    def _opens(self, changes: Mapping[int, str], choice: str, place: int) -> bool:
        run = self._follow(changes, min(changes), place)
        return run is not None and any(offered == choice and is_open for offered, is_open, _ in run.change.offers)
