"""One program, ready to run: the pure face (`start`, `choose`) and runs in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.errors import ChoiceError, StoryError
from engine.machine.codebook import CodeBook
from engine.machine.events import Change
from engine.machine.run import Run
from engine.machine.state import State
from engine.program import CLOCK, HERE, Ask, Layout, Profile, Program
from engine.program.layout import CellValue


class Machine:
    """Owns what is compiled from `program`. Without text it says nothing and is faster; the cells are the same.

    `traced` machines note in `run.trace` each step they come to (see `engine.record.causes`); they are for questions
    about a play, not for play.
    """

    def __init__(self, program: Program, *, with_text: bool = True, traced: bool = False) -> None:
        self.program = program
        self.layout = Layout(program)
        self.book = CodeBook(program, self.layout, with_text=with_text, traced=traced)
        self._run = Run(self.book, 0, [])
        self._standing: State | None = None

    def profile(self, name: str | None) -> Profile:
        """The profile called `name`; the first one for None. Raises StoryError when there is no such profile."""
        if not self.program.profiles:
            raise StoryError(f'the story "{self.program.title}" has no profile')
        found = next((each for each in self.program.profiles if each.id == name), None)
        if name is not None and found is None:
            known = ", ".join(each.id for each in self.program.profiles)
            raise StoryError(f'"{self.program.title}" has no profile "{name}"; it has {known}')
        return found or self.program.profiles[0]

    def first_cells(self, profile: Profile) -> list[CellValue]:
        """The cells as `profile` starts, before its first scene."""
        cells = self.layout.first_values()
        for name, value in profile.given:
            cells[self.layout.slots[name]] = value
        cells[HERE] = profile.place or ""
        return cells

    def begin(
        self,
        seed: int,
        profile: str | None = None,
        *,
        forced: Mapping[tuple[str, int], str] | None = None,
        safe: bool = False,
    ) -> Run:
        """A run at its first choices; `run.change` is the first step."""
        return self.begin_as(self.profile(profile), seed, forced=forced, safe=safe)

    def begin_as(
        self,
        man: Profile,
        seed: int,
        *,
        clock: int | None = None,
        forced: Mapping[tuple[str, int], str] | None = None,
        safe: bool = False,
    ) -> Run:
        """As `begin`, for a man who need not be one of the story's; at `clock`, where that is given."""
        cells = self.first_cells(man)
        if clock is not None:
            cells[CLOCK] = clock
        run = Run(self.book, seed, cells, forced=forced, safe=safe)
        run.enter(man.start)
        return run

    def run_from(
        self,
        seed: int,
        cells: list[CellValue],
        *,
        forced: Mapping[tuple[str, int], str] | None = None,
        safe: bool = False,
    ) -> Run:
        """A run that goes on from `cells`, which it takes over."""
        run = Run(self.book, seed, cells, forced=forced, safe=safe)
        run.settle()
        return run

    def start(self, seed: int, profile: str | None = None) -> tuple[State, Change]:
        """The first state and what happened on the way to it."""
        run = self.begin(seed, profile)
        state = State(self.layout, seed, run.cells, run.change.ending)
        self._run, self._standing = run, state
        return state, run.change

    def choose(self, state: State, choice: str) -> tuple[State, Change]:
        """The state after `choice`, and what happened. `state` stays as it was. Raises ChoiceError."""
        change = self._run_at(state).choose(choice)
        after = self._standing = state.followed_by(change)
        return after, change

    def answer(self, state: State, ask: str, value: int | str) -> tuple[State, Change]:
        """The state after `value` answered the question `ask`, and what happened; else as `choose`."""
        change = self._run_at(state).answer(ask, value)
        after = self._standing = state.followed_by(change)
        return after, change

    def _run_at(self, state: State) -> Run:
        """The run that stands at `state`: the one of the last step where that is so. Raises ChoiceError at an end."""
        if state.ending is not None:
            raise ChoiceError("the play-through is over")
        run = self._run
        if self._standing is not state or run.cells is not state.cells():
            run = self._run = self.run_from(state.seed, state.cells())
            self._standing = state
        return run

    def asked(self, state: State) -> Ask | None:
        """The question that waits at `state` for an answer; None where choices are offered, and at an end."""
        return self.run_from(state.seed, state.cells()).asked

    def offers(self, state: State) -> tuple[tuple[str, bool, str], ...]:
        """What `state` offers, as `Offer` tuples; empty at an ending."""
        run = self.run_from(state.seed, state.cells())
        return tuple(run.change.offers)

    def values(self, cells: list[CellValue]) -> dict[str, CellValue]:
        """Cells by name: a copy."""
        return dict(zip(self.layout.names, cells, strict=True))

    def cells_from(self, values: Mapping[str, object]) -> list[CellValue]:
        """Cells from values by name; names the story no longer has are left out, new ones get their first value."""
        cells = self.layout.first_values()
        for name, value in values.items():
            slot = self.layout.slots.get(name)
            if slot is not None:
                cells[slot] = tuple(value) if isinstance(value, list) else cast(CellValue, value)
        return cells
