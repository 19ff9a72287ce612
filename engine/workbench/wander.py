"""Whole play-throughs at random: one policy, uniform among what is open, seeded; the same seed gives the same play."""

from __future__ import annotations

from collections.abc import Iterator

from engine.frozen import Frozen
from engine.machine import Change, Machine
from engine.machine.draws import fraction

MOST_TURNS = 1_000


class Wandering(Frozen):
    """One play: its choices, what each step did (the opening first), its ending (None when it came to none)."""

    seed: int
    choices: tuple[str, ...]
    changes: tuple[Change, ...]
    ending: str | None


def wander(machine: Machine, profile: str | None, seeds: range, *, most: int = MOST_TURNS) -> Iterator[Wandering]:
    """One play for each of `seeds`, at most `most` turns long; the seed is also that of chance."""
    for seed in seeds:
        run = machine.begin(seed, profile)
        changes, choices = [run.change], list[str]()
        while run.change.offers and len(choices) < most:
            open_ = [offer[0] for offer in run.change.offers if offer[1]]
            if not open_:
                break
            choice = open_[fraction(seed, "wander", len(choices)) * len(open_) >> 48]
            choices.append(choice)
            changes.append(run.choose(choice))
        yield Wandering(seed, tuple(choices), tuple(changes), run.change.ending)
