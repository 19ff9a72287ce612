"""Many whole plays of one man, by whoever does the work, merged in the order of the runs."""

from __future__ import annotations

from collections.abc import Callable

from engine.workbench.playing.executor import Executor
from engine.workbench.playing.play import BATCH, MOST_TURNS, PlayTask
from engine.workbench.playing.policies import Mixture
from engine.workbench.playing.tally import Tally, batches

Watch = Callable[[int, int], None]
"""Is told how much is done of how much, every now and then."""


def unwatched(done: int, whole: int) -> None:
    """Nobody looks."""


def playtest(
    executor: Executor,
    profile: str,
    policy: Mixture,
    *,
    runs: int,
    seed: int = 0,
    most: int = MOST_TURNS,
    watch: Watch = unwatched,
) -> Tally:
    """The tally of runs 1 to `runs`. Memory does not grow with them."""
    tally = Tally()
    tasks = (PlayTask(seed, each[0], each[-1], profile, policy, most) for each in batches(runs, BATCH))
    for part in executor.results(tasks):
        tally.add(part)
        watch(tally.runs, runs)
    return tally
