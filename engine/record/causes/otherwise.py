"""What would have been: the same choices made again with one write taken back, or with the least other choice.

In: a machine without text and a past. Out: `Verdict` and `Opening`. Draws give what they gave, while they still can.
Costs: a play from the turn in question on for each thing tried; the search is bounded by `MOST_TRIED` plays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, SupportsIndex, cast

from engine.errors import ChoiceError
from engine.machine import Change, Machine, Run
from engine.program.layout import PLACE, CellValue
from engine.record.causes.model import Opening, Question, Verdict, Writing
from engine.record.causes.past import Past
from engine.record.ports import Progress
from engine.record.replay import again, made_again

MOST_TRIED = 2_000
"""Plays that a search for the least change makes at most."""

MOST_STEPS = 100_000
"""Steps of all those plays together, so that a search late in a long play takes no longer than any other."""


class _Withholding(list[CellValue]):
    """Cells that pass over some assignments: of each slot those whose numbers, from 0, are in `kept`."""

    def __init__(self, cells: Sequence[CellValue], kept: Mapping[int, frozenset[int]]) -> None:
        super().__init__(cells)
        self._kept = kept
        self._met: Counter[int] = Counter()

    def __setitem__(self, slot: SupportsIndex | slice, value: Any) -> None:
        if isinstance(slot, int) and slot in self._kept:
            self._met[slot] += 1
            if self._met[slot] - 1 in self._kept[slot]:
                return
        super().__setitem__(slot, value)


class Otherwise:
    """Plays the turns of one past again, otherwise. `machine` runs with text if passages are to be asked about.

    `steps` counts the turns played so far, for whoever keeps a bound.
    """

    def __init__(self, past: Past, machine: Machine) -> None:
        self._past = past
        self._machine = machine
        self._seed = past.record.header.seed
        self.steps = 0

    @cached_property
    def _forced(self) -> Mapping[tuple[str, int], str]:
        """What chance gave on the path; gathered when first asked for."""
        return {(stream, count): outcome for turn in self._past.path for stream, count, outcome in turn.drawn}

    # -- one write taken back ----------------------------------------------------------------------------------------

    def without(self, writing: Writing, question: Question) -> Verdict:
        """What comes of the question when `writing` had not been made and all later choices were the same."""
        return self.without_all((writing,), question)

    def without_all(self, writings: Sequence[Writing], question: Question) -> Verdict:
        """The same for several writes, none of which had been made. A play from the first of them on.

        Lost is also a turn that cannot be played without them: a scene called with nothing for a thing.
        """
        first = min(each.place for each in writings)
        run = self._machine.run_from(self._seed, self._past.cells(first, 0), forced=self._forced)
        for place in range(first, question.place + 1):
            self.steps += 1
            try:
                self._take_without(run, place, [each for each in writings if each.place == place])
            except (ChoiceError, KeyError, TypeError):
                return Verdict("lost", place)
        return self._verdict(question, run)

    def instead(self, place: int, question: Question) -> Verdict:
        """What comes of the question with any other choice at the turn at `place`, and all later choices the same.

        Other, where at least one can be followed and none comes to the outcome as it was.
        """
        came = Verdict("lost", place)
        for other in self._others(place):
            run, lost = self._followed({place: other}, place, question.place)
            found = Verdict("lost", lost) if run is None else self._verdict(question, run)
            if found.came == "same":
                return found
            came = found if came.came == "lost" and (found.came == "other" or found.lost > came.lost) else came
        return came

    def _verdict(self, question: Question, run: Run) -> Verdict:
        was = self._outcome(question, self._as_recorded(question.place))
        now = self._outcome(question, run)
        value = cast(CellValue, now) if question.kind in ("value", "lock") else None
        return Verdict("same") if now == was else Verdict("other", instead=value)

    def _take_without(self, run: Run, place: int, writings: Sequence[Writing]) -> None:
        """Make the turn at `place`, some of its writes apart."""
        if not writings:
            self._take(run, place)
            return
        run.cells = _Withholding(run.cells, self._numbers(place, writings))
        self._take(run, place)
        run.cells = list(run.cells)

    def _numbers(self, place: int, writings: Sequence[Writing]) -> dict[int, frozenset[int]]:
        """Of each cell's slot, the how-manieth of the turn's writes to it are these."""
        wrote, slots = self._past.path[place].wrote, self._machine.layout.slots
        found: dict[int, frozenset[int]] = {}
        for each in writings:
            number = sum(cell == each.cell for cell, _, _, _ in wrote[: each.index])
            slot = slots[each.cell]
            found[slot] = found.get(slot, frozenset()) | {number}
        return found

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
        run, _ = self._followed({at: other}, at, place)
        turn = self._past.path[place]
        stands = next((new for cell, _, new, _ in reversed(turn.wrote) if cell == "@place"), None)
        return run is not None and run.change.ending == turn.ending and run.cells[PLACE] == stands

    def _followed(self, changes: Mapping[int, str], first: int, place: int) -> tuple[Run | None, int]:
        """The run after the turns from `first` to `place`, otherwise chosen where `changes` says; None when lost, and
        the last place that was come to.
        """
        run = self._machine.run_from(self._seed, self._past.cells(first, 0), forced=self._forced)
        for at in range(first, place + 1):
            self.steps += 1
            try:
                if at in changes:
                    run.choose(changes[at])
                else:
                    again(run, self._past.path[at])
            except ChoiceError:
                return None, at
        return run, place

    # -- the least other choice --------------------------------------------------------------------------------------

    def opening(self, choice: str, place: int, progress: Progress | None = None) -> Opening:
        """The least change of choices before `place` after which `choice` is offered there and open.

        One other choice is tried everywhere, the latest first, then two; all that is not changed is chosen as it was.
        """
        tried = self.steps = 0
        for size in (1, 2):
            for changes in self._changes(place, size):
                if tried == MOST_TRIED or self.steps > MOST_STEPS:
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
        run, _ = self._followed(changes, min(changes), place)
        return run is not None and any(offered == choice and is_open for offered, is_open, _ in run.change.offers)
