"""All samples that the measures of one man are made of, taken one after another by whoever does the work.

In: an executor, a man, a policy, how much to sample. Out: `Samples`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from engine.frozen import Frozen
from engine.workbench.measures.effects import LEAST_CONTINUATIONS, LEAST_STATES, BlockEffect, effect_tasks
from engine.workbench.measures.fresh import FreshTask
from engine.workbench.measures.lives import LedgerTask, OtherTask
from engine.workbench.measures.plants import Planted, PlantTask
from engine.workbench.measures.states import States, StatesTask
from engine.workbench.playing import Executor, Mixture, Tally, batches, playtest


class Sampling(Frozen):
    """How much is sampled. `states` of each pair of options, each continued `each` times; the rest are plays."""

    runs: int = 10_000
    states: int = LEAST_STATES
    each: int = 5
    plants: int = 2_000
    pairs: int = 1_000
    ledgers: int = 100
    lives: int = 1_000

    @property
    def quick(self) -> bool:
        """Whether it is only a look: fewer states or continuations than a measure needs, or fewer plays."""
        return self.runs < 10_000 or self.states < LEAST_STATES or self.states * self.each < LEAST_CONTINUATIONS


FULL = Sampling()
QUICK = Sampling(1_000, 20, 3, 200, 100, 10, 100)


class Samples:
    """What was sampled of one man. `others` are pairs of endings by the man who made the same decisions."""

    __slots__ = ("effects", "fresh", "ledgers", "others", "planted", "policy", "profile", "sampling", "seed", "tally")

    def __init__(self, profile: str, policy: Mixture, sampling: Sampling, seed: int) -> None:
        self.profile = profile
        self.policy = policy
        self.sampling = sampling
        self.seed = seed
        self.tally = Tally()
        self.effects: list[BlockEffect] = []
        self.planted = Planted()
        self.fresh: list[float] = []
        self.ledgers: list[tuple[int, int]] = []
        self.others: dict[str, list[tuple[str, str]]] = {}


Telling = Callable[[str, int, int], None]
"""Is told what is being done, and how much of it is done."""


def sample(
    executor: Executor,
    profile: str,
    policy: Mixture,
    *,
    men: Iterable[str],
    sampling: Sampling,
    seed: int,
    tell: Telling,
) -> Samples:
    """Take all samples of the man `profile`; `men` are all of the story's."""
    taken = Samples(profile, policy, sampling, seed)
    taken.tally = playtest(
        executor,
        profile,
        policy,
        runs=sampling.runs,
        seed=seed,
        watch=lambda done, whole: tell("playing", done, whole),
    )
    taken.effects = list(_effects(executor, taken, tell))
    for part in _done(executor, PlantTask, taken, sampling.plants, 100, "following planted acts", tell):
        taken.planted.add(part)
    for part in _done(executor, FreshTask, taken, sampling.pairs, 50, "reading twice", tell):
        taken.fresh += part
    for part in _done(executor, LedgerTask, taken, sampling.ledgers, 5, "reading ledgers", tell):
        taken.ledgers += part
    for man in men:
        if man != profile:
            found = taken.others.setdefault(man, [])
            for part in _done(executor, OtherTask, taken, sampling.lives, 50, f"living as {man}", tell, man):
                found += part
    return taken


def find_effects(
    executor: Executor, profile: str, policy: Mixture, *, sampling: Sampling, seed: int, tell: Telling
) -> list[BlockEffect]:
    """What the blocks of choices do, in the order of their ids, and nothing else."""
    return list(_effects(executor, Samples(profile, policy, sampling, seed), tell))


def _effects(executor: Executor, taken: Samples, tell: Telling) -> Iterator[BlockEffect]:
    sampling = taken.sampling
    states = States(sampling.states)
    tasks = (
        StatesTask(taken.seed, each[0], each[-1], taken.profile, taken.policy, sampling.states)
        for each in batches(sampling.runs, 200)
    )
    for done, part in enumerate(executor.results(tasks), 1):
        states.add(part)
        tell("looking for states", done, -(-sampling.runs // 200))
    waiting = list(effect_tasks(states, taken.profile, taken.policy, sampling.each))
    for done, effect in enumerate(executor.results(waiting), 1):
        tell("continuing choices", done, len(waiting))
        yield effect


def _done(
    executor: Executor,
    kind: Callable[..., Any],
    taken: Samples,
    count: int,
    size: int,
    doing: str,
    tell: Telling,
    *more: str,
) -> Iterator[Any]:
    """The results of tasks of one kind over the runs 1 to `count`."""
    tasks = (kind(taken.seed, each[0], each[-1], taken.profile, taken.policy, *more) for each in batches(count, size))
    done = 0
    for part in executor.results(tasks):
        done = min(count, done + size)
        tell(doing, done, count)
        yield part
