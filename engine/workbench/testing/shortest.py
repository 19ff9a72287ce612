"""The shortest play that still fails: fewer choices that come to the same block and find the same fault there.

First choices are left out, many at a time and then one by one; then all plays shorter than what is left are tried,
breadth first, within a bound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from engine.workbench.testing.acting import Acting, Deed
from engine.workbench.testing.judging import Judgement

Check = Callable[[Acting], Judgement | None]

MOST_PLAYS = 300
"""Plays made to shorten one failure; a failure of a play longer than this is shortened less."""


def shortest(failed: Acting, check: Check) -> tuple[Deed, ...]:
    """The fewest choices found after which the story stands where `failed` stands and `check` fails as there."""
    trial = _Trial(failed, check)
    left = _without(tuple(failed.deeds), trial)
    return _searched(left, trial)


class _Trial:
    """Plays choices from the start and says whether they fail so; counts what that costs."""

    def __init__(self, failed: Acting, check: Check) -> None:
        self._failed = failed
        self._check = check
        self._stands = (failed.block, failed.run.change.ending)
        self.left = MOST_PLAYS

    def stage(self, deeds: Sequence[Deed]) -> Acting | None:
        """The play after these choices; None when they cannot be made or no play is left."""
        if self.left == 0:
            return None
        self.left -= 1
        acting = Acting(self._failed.machine, self._failed.script)
        return acting if acting.follow(deeds) else None

    def fails(self, acting: Acting | None) -> bool:
        """Whether a play stands where the failed one stood and fails there."""
        if acting is None or (acting.block, acting.run.change.ending) != self._stands:
            return False
        return self._check(acting) is not None


def _without(deeds: tuple[Deed, ...], trial: _Trial) -> tuple[Deed, ...]:
    """Leave out stretches of choices, the longest first, as long as it still fails."""
    size = len(deeds) // 2
    while size:
        at = 0
        while at < len(deeds):
            shorter = deeds[:at] + deeds[at + size :]
            if trial.fails(trial.stage(shorter)):
                deeds = shorter
            else:
                at += size
        size //= 2
    return deeds


def _searched(deeds: tuple[Deed, ...], trial: _Trial) -> tuple[Deed, ...]:
    """A play shorter than `deeds` that fails too, the shortest first; `deeds` when none is found in time."""
    waiting: deque[tuple[Deed, ...]] = deque([()])
    while waiting:
        tried = waiting.popleft()
        acting = trial.stage(tried)
        if acting is None:
            continue
        offers = [] if acting.run.asked is not None else [each[0] for each in acting.run.change.offers if each[1]]
        if len(tried) < len(deeds) and trial.fails(acting):
            return tried
        if len(tried) + 1 < len(deeds):
            waiting.extend((*tried, (choice, None)) for choice in offers)
    return deeds
