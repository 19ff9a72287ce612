"""What a second play of the same man reads that the first did not.

In: a bench and a frozen task that says which pairs of runs. Out: for each pair the share of the second's words that
stand in no sentence of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine.frozen import Frozen
from engine.workbench.measures.prose import sentences, words
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, changes, choice_tags, seed_of


class FreshTask(Frozen):
    """The pairs from `first` to `last`: pair n is of the runs 2n - 1 and 2n."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> list[float]:
        """Read both of each pair."""
        chooser = Chooser(self.policy, bench.once(choice_tags))
        found: list[float] = []
        for number in range(self.first, self.last + 1):
            once, again = (list(self._read(bench, chooser, 2 * number - each)) for each in (1, 0))
            known = {sentence for sentence, _ in once}
            whole = sum(count for _, count in again)
            found.append(sum(count for sentence, count in again if sentence not in known) / max(1, whole))
        return found

    def _read(self, bench: Bench, chooser: Chooser, run: int) -> Iterator[tuple[str, int]]:
        """The sentences of a run with their words."""
        for _, change, _ in changes(bench.speaking(), seed_of(self.seed, run), self.profile, chooser, self.most):
            for _, text, _ in change.said:
                yield from _sentences(text)


@lru_cache(20_000)
def _sentences(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((each, len(words(each))) for each in sentences(text))
