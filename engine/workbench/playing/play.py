"""One batch of whole plays, counted.

In: a bench and a frozen task that says which runs. Out: a `Tally`. The task is plain data, so that another process or
another machine can do it, and the same task gives the same tally everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from engine.frozen import Frozen
from engine.machine import Change, Machine, Run
from engine.program import Variable
from engine.workbench.playing.bench import Bench, seed_of
from engine.workbench.playing.policies import Chooser, Mixture, choice_tags
from engine.workbench.playing.tally import Failure, Tally, rounded

BATCH = 200
"""Runs of one task. `least-used` counts within it, so the number is part of what a seed means."""

MOST_TURNS = 1_000
"""Choices after which a play is called too long."""

_NUMBERS = ("number", "duration", "moment")


class PlayTask(Frozen):
    """The runs from `first` to `last` of a playtest with the seed `seed`."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> Tally:
        """Play them."""
        return _Batch(self, bench).tally()


class _Batch:
    """Plays the runs of one task one after another."""

    def __init__(self, task: PlayTask, bench: Bench) -> None:
        self._task = task
        self._machine = bench.traced()
        self._chooser = Chooser(task.policy, bench.once(choice_tags))
        self._tally = Tally()
        self._taking = ""
        self._begin = bench.program.clock.start
        self._watched = watched(self._machine)
        self._numbers = {
            slot: name for slot, name, variable in self._watched if variable.kind in _NUMBERS and not variable.local
        }
        self._met: Counter[tuple[str, int]] = Counter()

    def tally(self) -> Tally:
        """Play all of them."""
        first = self._machine.first_cells(self._machine.profile(self._task.profile))
        for slot, name in self._numbers.items():
            self._bound(name, cast(int, first[slot]))
        for number in range(self._task.first, self._task.last + 1):
            self._play(number, seed_of(self._task.seed, number))
        tally = self._tally
        tally.steps = self._met
        tally.scenes = Counter({scene: count for (scene, at), count in self._met.items() if at == 0})
        return tally

    def _play(self, number: int, seed: int) -> None:
        tally = self._tally
        turns: list[tuple[str, tuple[tuple[str, int, str], ...]]] = []
        tally.runs += 1
        self._chooser.begin(seed)
        self._taking = ""
        try:
            wrong = self._go(seed, turns)
        except Exception as error:  # whatever breaks a play is a finding, with the seed that finds it again
            wrong = ("exception", f"{type(error).__name__}: {error} on {self._taking or 'the way to the first choice'}")
        if wrong is not None:
            tally.fail(Failure(number, seed, *wrong, tuple(turns)))

    def _go(self, seed: int, turns: list[tuple[str, tuple[tuple[str, int, str], ...]]]) -> tuple[str, str] | None:
        """One play, counted; what was wrong with it, None for one that came to an ending without a fault."""
        run = self._machine.begin(seed, self._task.profile)
        change, choice, wrong = run.change, "", None
        while True:
            turns.append((choice, tuple(change.drawn)))
            self._count(run, change)
            if change.faults and wrong is None:
                wrong = ("fault", f"{change.faults[0][0]} at {change.faults[0][1]}")
            opened = [offer[0] for offer in change.offers if offer[1]]
            if change.ending is not None or not opened or len(turns) > self._task.most:
                break
            choice = self._taking = self._chooser.choose(seed, len(turns), opened)
            self._tally.chosen[choice] += 1
            change = run.choose(choice)
        self._finish(run, len(turns) - 1)
        return wrong or self._end(change, opened, turns)

    def _end(self, change: Change, opened: Sequence[str], turns: Sequence[object]) -> tuple[str, str] | None:
        if change.ending is not None:
            return None
        if opened:
            return ("too long", f"more than {self._task.most:,} choices")
        return ("dead end", f"nothing open at {change.wrote[-1][3]}")

    def _count(self, run: Run, change: Change) -> None:
        tally = self._tally
        self._met.update((scene, at) for scene, at, _ in run.trace)
        run.trace.clear()
        for choice, is_open, _ in change.offers:
            tally.offered[choice] += 1
            if is_open:
                tally.opened[choice] += 1
        numbers = self._numbers
        for slot, _, new, _ in change.wrote:
            if slot in numbers:
                self._bound(numbers[slot], cast(int, new))

    def _bound(self, name: str, value: int) -> None:
        lows, highs = self._tally.lows, self._tally.highs
        lows[name] = min(value, lows.get(name, value))
        highs[name] = max(value, highs.get(name, value))

    def _finish(self, run: Run, choices: int) -> None:
        tally = self._tally
        tally.lengths[choices] += 1
        if run.change.ending is not None:
            tally.endings[run.change.ending] += 1
        for slot, name, variable in self._watched:
            value = run.cells[slot]
            if variable.kind in _NUMBERS:
                self._bound(name, cast(int, value))
                since = self._begin if variable.kind == "moment" else 0
                tally.values[name, rounded(cast(int, value) - since) + since] += 1
            elif isinstance(value, tuple):
                tally.values.update((name, member) for member in value or (None,))
            else:
                tally.values[name, value] += 1


def watched(machine: Machine) -> tuple[tuple[int, str, Variable], ...]:
    """The declared cells whose values are counted: all but texts that a player typed, and what belongs to one scene."""
    slots = machine.layout.slots
    return tuple(
        (slots[name], name, variable)
        for name, variable in machine.layout.variables.items()
        if not variable.local and variable.kind != "text"
    )


def changes(
    machine: Machine, seed: int, profile: str, chooser: Chooser, most: int = MOST_TURNS
) -> Iterator[tuple[str, Change, Run]]:
    """One play, turn by turn: its choice ("" for the opening), what it did, and the run as it stands."""
    chooser.begin(seed)
    run = machine.begin(seed, profile)
    yield "", run.change, run
    for turn in range(1, most + 1):
        opened = [offer[0] for offer in run.change.offers if offer[1]]
        if run.change.ending is not None or not opened:
            return
        choice = chooser.choose(seed, turn, opened)
        run.choose(choice)
        yield choice, run.change, run
