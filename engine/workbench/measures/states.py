"""States from which a block's options can be continued: a fair sample of all that plays came to, spread over plays.

In: a bench and a frozen task that says which runs. Out: for each block the states whose hash is least, at most one a
play. Which those are does not depend on the order of looking, so samples of batches merge into the sample of all.
"""

from __future__ import annotations

from itertools import combinations

from engine.frozen import Frozen
from engine.machine.draws import fraction
from engine.program.layout import PLACE
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, changes, choice_tags, seed_of


class Reached(Frozen):
    """A state: the play's seed and the choices that lead to it. `order` decides which states are kept."""

    order: int
    seed: int
    choices: tuple[str, ...]


Key = tuple[str, str, str]
"""A block and two of its options; both "" for the block itself, whatever is open there."""


class States:
    """States by block and pair of open options. `met` counts the plays that came to a block with more than one open."""

    __slots__ = ("found", "met", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: dict[Key, list[Reached]] = {}
        self.met: dict[str, int] = {}

    def put(self, key: Key, state: Reached) -> None:
        """One state more; the list is cut when it is merged."""
        self.found.setdefault(key, []).append(state)

    def add(self, other: States) -> None:
        """Take in the states of a later batch."""
        for key, states in other.found.items():
            self.found[key] = sorted(self.found.get(key, []) + states, key=_order)[: self.most]
        for block, count in other.met.items():
            self.met[block] = self.met.get(block, 0) + count


class StatesTask(Frozen):
    """The runs from `first` to `last`, at most `keep` states of each block and of each pair of its options."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    keep: int
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> States:
        """Play them."""
        batch, kept = States(self.keep), States(self.keep)
        chooser = Chooser(self.policy, bench.once(choice_tags))
        for number in range(self.first, self.last + 1):
            for key, state in self._of_play(bench, chooser, seed_of(self.seed, number)).items():
                batch.put(key, state)
                if not key[1]:
                    batch.met[key[0]] = batch.met.get(key[0], 0) + 1
        kept.add(batch)
        return kept

    def _of_play(self, bench: Bench, chooser: Chooser, seed: int) -> dict[Key, Reached]:
        """One state of this play for each block and pair, that with the least hash."""
        taken: list[str] = []
        found: dict[Key, Reached] = {}
        for choice, change, run in changes(bench.silent(), seed, self.profile, chooser, self.most):
            if choice:
                taken.append(choice)
            opened = sorted(choice for choice, is_open, _ in change.offers if is_open)
            if len(opened) < 2:
                continue
            block = str(run.cells[PLACE])
            state = Reached(fraction(seed, f"state {block}", len(taken)), seed, tuple(taken))
            for one, other in (("", ""), *combinations(opened, 2)):
                known = found.get((block, one, other))
                if known is None or state.order < known.order:
                    found[block, one, other] = state
        return found


def _order(state: Reached) -> tuple[int, int]:
    return state.order, state.seed
