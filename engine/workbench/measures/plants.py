"""Planted acts and their returns: which later text reads what a planted choice wrote last.

In: a bench and a frozen task that says which runs. Out: counts by act. An author binds nothing: an act is a choice
tagged `plant`, or any choice of a scene tagged so of which no choice is tagged; its return is a passage, an option or
an ending that reads a cell which the act was the last to write, or `seen` of the act or of the scene it led to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

from engine.frozen import Frozen
from engine.machine import Change, Run
from engine.program import CLOCK, HERE, Go, Program, Say
from engine.workbench.measures.options import blocks, branch
from engine.workbench.measures.reads import Reads
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, changes, choice_tags, seed_of

PLANT = "plant"
NEAR_PASSAGES = 3
FAR_PASSAGES, FAR_MINUTES = 12, 3 * 24 * 60


class Acts:
    """The planted acts of a program: the block of each, and the steps that are its own."""

    def __init__(self, program: Program) -> None:
        self.blocks: dict[str, str] = {}
        self.owners: dict[tuple[str, int], list[str]] = {}
        found = list(blocks(program))
        for scene, at, step in found:
            tagged = any(PLANT in option.tags for here, _, each in found if here is scene for option in each.options)
            for option in step.options:
                if PLANT in option.tags or (PLANT in scene.tags and not tagged):
                    self.blocks[option.id] = step.id
                    for index in branch(scene, at, option.to):
                        self.owners.setdefault((scene.id, index), []).append(option.id)


class Planted:
    """By act: plays that took it, saw it return near, saw it return far, saw both. `both` is of plays by acts."""

    __slots__ = ("both", "far", "near", "per_play", "runs", "taken")

    def __init__(self) -> None:
        self.runs = 0
        self.taken: Counter[str] = Counter()
        self.near: Counter[str] = Counter()
        self.far: Counter[str] = Counter()
        self.both: Counter[str] = Counter()
        self.per_play: Counter[int] = Counter()

    def add(self, other: Planted) -> None:
        """Take in the counts of a later batch."""
        self.runs += other.runs
        for name in ("taken", "near", "far", "both", "per_play"):
            getattr(self, name).update(getattr(other, name))


class PlantTask(Frozen):
    """The runs from `first` to `last`."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> Planted:
        """Play and follow them."""
        planted, chooser = Planted(), Chooser(self.policy, bench.once(choice_tags))
        reads, acts = bench.once(Reads), bench.once(Acts)
        for number in range(self.first, self.last + 1):
            follow = _Following(bench, self.profile, reads, acts)
            plays = changes(bench.traced(), seed_of(self.seed, number), self.profile, chooser, self.most)
            for choice, change, run in plays:
                follow.turn(choice, change, run)
            follow.note(planted)
        return planted


class _Following:
    """Follows one play: who wrote each cell last, and what reads it."""

    def __init__(self, bench: Bench, profile: str, reads: Reads, acts: Acts) -> None:
        machine = bench.traced()
        first = machine.first_cells(machine.profile(profile))
        self._program = bench.program
        self._names = machine.layout.names
        self._reads = reads
        self._acts = acts
        self._last: dict[str, str] = {}
        self._made: dict[str, tuple[int, int, str]] = {}
        self._near: set[str] = set()
        self._far: set[str] = set()
        self._turn = 0
        self._clock = cast(int, first[CLOCK])
        self._here = cast(str, first[HERE])

    def turn(self, choice: str, change: Change, run: Run) -> None:
        """Follow one turn, step by step in the order of happening."""
        if choice:
            self._turn += 1
        act = choice if choice in self._acts.blocks else ""
        if act:
            self._made[act] = (self._turn, self._clock, self._here)
        met = list(run.trace)
        run.trace.clear()
        self._writes(change.wrote[: met[0][2] if met else None], "")
        led = False
        for index, (scene, at, before) in enumerate(met):
            until = met[index + 1][2] if index + 1 < len(met) else None
            own = act in self._acts.owners.get((scene, at), ())
            step = self._program.scenes[scene].steps[at]
            if isinstance(step, Say) and not own:
                self._read(self._reads.passages[scene, at])
            self._writes(change.wrote[before:until], act if own or led else "")
            led = own and isinstance(step, Go)
        for offer, _, _ in change.offers:
            self._read(self._reads.options.get(offer, ()))
        if change.ending is not None:
            self._read(self._reads.endings.get(change.ending, ()))

    def _writes(self, wrote: Iterable[tuple[int, object, object, str]], act: str) -> None:
        for slot, _, new, _ in wrote:
            if slot == CLOCK:
                self._clock = cast(int, new)
            elif slot == HERE:
                self._here = cast(str, new)
            elif slot > HERE:
                self._last[self._names[slot]] = act

    def _read(self, cells: Iterable[str]) -> None:
        for act in {self._last.get(cell, "") for cell in cells} - {""}:
            turn, clock, here = self._made[act]
            passages = self._turn - turn + 1
            if passages <= NEAR_PASSAGES:
                self._near.add(act)
            elsewhere = here != self._here or not here
            if elsewhere and (passages >= FAR_PASSAGES or self._clock - clock >= FAR_MINUTES):
                self._far.add(act)

    def note(self, planted: Planted) -> None:
        """Add this play to the counts."""
        planted.runs += 1
        planted.taken.update(self._made.keys())
        planted.near.update(self._near)
        planted.far.update(self._far)
        both = self._near & self._far
        planted.both.update(both)
        planted.per_play[len({self._acts.blocks[each] for each in both})] += 1


class PlantCount(Frozen):
    """A planted block: in how many plays one of its acts was taken, returned near, far, and both."""

    block: str
    taken: int
    near: int
    far: int
    both: int


def plant_counts(program: Program, planted: Planted) -> tuple[PlantCount, ...]:
    """The planted blocks that were come to, in the order of the files."""
    acts: dict[str, list[str]] = {}
    for act, block in Acts(program).blocks.items():
        acts.setdefault(block, []).append(act)
    found = []
    for block, mine in acts.items():
        taken = sum(planted.taken[each] for each in mine)
        if taken:
            sums = [sum(counts[each] for each in mine) for counts in (planted.near, planted.far, planted.both)]
            found.append(PlantCount(block, taken, *sums))
    return tuple(found)
