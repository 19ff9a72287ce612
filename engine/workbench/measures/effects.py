"""What the options of one block do: whether they last, when they first show, how far they move the endings.

In: a bench and a frozen task that names a block and states. Out: a `BlockEffect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.frozen import Frozen
from engine.machine.draws import fraction
from engine.program.layout import CellValue
from engine.workbench.measures.continuing import Among, Continued, cells_at, continued, ended
from engine.workbench.measures.differing import NEVER, first_difference, lasts
from engine.workbench.measures.estimates import Estimate, influence, share
from engine.workbench.measures.options import own_passages
from engine.workbench.measures.states import Reached, States
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, choice_tags

LEAST_STATES, LEAST_CONTINUATIONS = 200, 1_000
"""What an option needs to be measured."""


class PairEffect(Frozen):
    """Two options of a block, in the `states` where both were open. `continuations` are of each.

    `lasting` is the share of states in which they differ for good, `moves` how far they move the endings; `alike` says
    that nothing but their own words ever differed.
    """

    one: str
    other: str
    states: int
    continuations: int
    lasting: Estimate
    moves: Estimate
    alike: bool


class BlockEffect(Frozen):
    """A block: its pairs of options, and for each state the first passage that depends on the choice, counted.

    `first` are pairs of a passage's number (NEVER among them) and in how many states. `met` is in how many plays the
    block was come to.
    """

    block: str
    met: int
    states: int
    pairs: tuple[PairEffect, ...]
    first: tuple[tuple[int, int], ...]

    @property
    def alike(self) -> bool:
        """Whether the choice is false: no option differs from any other."""
        return bool(self.pairs) and all(each.alike for each in self.pairs)


class EffectTask(Frozen):
    """The options of `block` continued `each` times from the states of each pair; the pair ("", "") is the block."""

    block: str
    met: int
    samples: tuple[tuple[str, str, tuple[Reached, ...]], ...]
    profile: str
    policy: Mixture
    each: int
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> BlockEffect:
        """Continue them all."""
        return _Effects(self, bench).found()


class _Gathered:
    """What the continuations of one pair of options showed."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, str]]] = []
        self.lasting = 0
        self.alike = True


class _Effects:
    """Gathers what the continuations of one block show."""

    def __init__(self, task: EffectTask, bench: Bench) -> None:
        self._task = task
        self._bench = bench
        self._own = bench.once(own_passages)[task.block]
        self._chooser = Chooser(task.policy, bench.once(choice_tags))
        self._pairs: dict[tuple[str, str], _Gathered] = {}
        self._first: dict[int, int] = {}
        self._wanted: dict[Reached, set[tuple[str, str]]] = {}
        for one, other, states in task.samples:
            for state in states:
                self._wanted.setdefault(state, set()).add((one, other))

    def found(self) -> BlockEffect:
        """The effect of the block."""
        for state, wanted in self._wanted.items():
            self._state(state, wanted)
        pairs = tuple(_pair(pair, found) for pair, found in sorted(self._pairs.items()))
        states = sum(self._first.values())
        return BlockEffect(self._task.block, self._task.met, states, pairs, tuple(sorted(self._first.items())))

    def _state(self, state: Reached, wanted: set[tuple[str, str]]) -> None:
        bench, task = self._bench, self._task
        cells = cells_at(bench.silent(), state.seed, task.profile, state.choices)
        offers = bench.silent().run_from(state.seed, list(cells)).change.offers
        opened = sorted(each for each, is_open, _ in offers if is_open)
        self._chooser.begin(state.seed)
        among = self._chooser.among
        seed = fraction(state.seed, f"continue {task.block}", 0)
        spoken = {each: continued(bench.speaking(), seed, cells, each, among, task.most) for each in opened}
        endings = {each: [spoken[each].ending] for each in opened}
        for number in range(1, task.each):
            self._endings(fraction(state.seed, f"continue {task.block}", number), cells, among, endings)
        self._compare(wanted, spoken, endings)

    def _endings(self, seed: int, cells: list[CellValue], among: Among, endings: Mapping[str, list[str]]) -> None:
        machine, most = self._bench.silent(), self._task.most
        for option, found in endings.items():
            found.append(ended(machine, seed, cells, option, among, most))

    def _compare(
        self, wanted: set[tuple[str, str]], spoken: Mapping[str, Continued], endings: Mapping[str, list[str]]
    ) -> None:
        first = NEVER
        for pair in combinations(sorted(spoken), 2):
            one, other = spoken[pair[0]], spoken[pair[1]]
            differs = first_difference(one, other, self._own)
            first = min(first, differs)
            if pair in wanted:
                gathered = self._pairs.setdefault(pair, _Gathered())
                gathered.rows.append(list(zip(endings[pair[0]], endings[pair[1]], strict=True)))
                gathered.lasting += lasts(one, other)
                gathered.alike &= differs == NEVER and endings[pair[0]] == endings[pair[1]]
        if ("", "") in wanted:
            self._first[first] = self._first.get(first, 0) + 1


def _pair(pair: tuple[str, str], found: _Gathered) -> PairEffect:
    states = len(found.rows)
    continuations = sum(map(len, found.rows))
    lasting = share(found.lasting, states)
    return PairEffect(*pair, states, continuations, lasting, influence(found.rows), found.alike)


def effect_tasks(states: States, profile: str, policy: Mixture, each: int) -> Iterator[EffectTask]:
    """A task for each block that was met."""
    by_block: dict[str, list[tuple[str, str, tuple[Reached, ...]]]] = {}
    for (block, one, other), found in sorted(states.found.items()):
        by_block.setdefault(block, []).append((one, other, tuple(found)))
    for block, samples in by_block.items():
        yield EffectTask(block, states.met[block], tuple(samples), profile, policy, each)
