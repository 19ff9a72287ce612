"""Plays that show what a search that came to no end has not met: breadth meets the late scenes of a long story last.

In: a run in which chance is a choice, what is watched for, what is not yet known. Out: a play for each thing that one
met, as the deeds it is made of. A play prefers the choice that was taken least often, and chance is free; nothing is
proved by what no play meets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import cast

from engine.machine import Change
from engine.program import PLACE, STACK
from engine.workbench.exploring.answers import Answers
from engine.workbench.exploring.chance import ChanceRun
from engine.workbench.exploring.search import Deed
from engine.workbench.exploring.watching import Watching

MOST_CHOICES = 300
"""Choices of one play."""

MOST_BARREN = 200
"""Plays, one after another, that meet nothing new; then no more are tried."""

STRAY = 0.2
"""How often a play takes any choice instead of the one that was taken least often."""


class Witnesses:
    """Plays of one man; `made` gives a run at the beginning, `enter` takes its first step."""

    def __init__(
        self, made: Callable[[], ChanceRun], start: str, watching: Watching, answers: Answers, wanted: int
    ) -> None:
        self.found: dict[int, list[Deed]] = {}
        self._made = made
        self._start = start
        self._watching = watching
        self._answers = answers
        self._wanted = wanted
        self._random = Random(0)
        self._taken: Counter[str] = Counter()

    def go(self, more: Callable[[], bool]) -> dict[int, list[Deed]]:
        """Play until all is met, many plays meet nothing, or `more` says no."""
        barren = 0
        while self._wanted and barren < MOST_BARREN and more():
            barren = 0 if self._played() else barren + 1
        return self.found

    def _played(self) -> bool:
        """One play; whether it met something new."""
        run = self._made()
        before = len(self.found)
        deeds: list[Deed] = []
        self._dice(run)
        change = run.enter(self._start)
        self._note(run, change, Deed("", self._fell(run)), deeds, self._watching.first(run.cells))
        while change.ending is None and run.cells[PLACE] and len(deeds) <= MOST_CHOICES:
            self._dice(run)
            if run.asked is not None:
                given, _ = self._answers.of(run.asked, cast(tuple[str, ...], run.cells[STACK]))
                choice, answer = run.asked.id, self._random.choice(given)
                change = run.answer(choice, answer)
                self._note(run, change, Deed(choice, self._fell(run), answer), deeds, 0)
                continue
            choice = self._choice([offer[0] for offer in change.offers if offer[1]])
            if not choice:
                break
            self._taken[choice] += 1
            change = run.choose(choice)
            self._note(run, change, Deed(choice, self._fell(run)), deeds, 0)
        return len(self.found) > before

    def _choice(self, open_: list[str]) -> str:
        if not open_:
            return ""
        if self._random.random() < STRAY:
            return self._random.choice(open_)
        least = min(self._taken[each] for each in open_)
        return self._random.choice([each for each in open_ if self._taken[each] == least])

    def _dice(self, run: ChanceRun) -> None:
        """Chance is free in the next step: a script longer than any step draws."""
        run.follow(tuple(self._random.randrange(1 << 16) for _ in range(MOST_DRAWS)))

    @staticmethod
    def _fell(run: ChanceRun) -> tuple[int, ...]:
        return tuple([taken for taken, _ in run.followed])

    def _note(self, run: ChanceRun, change: Change, deed: Deed, deeds: list[Deed], more: int) -> None:
        deeds.append(deed)
        hits = (self._watching.hit(change, run.cells) | more) & self._wanted
        self._wanted &= ~hits
        while hits:
            bit = hits & -hits
            self.found[bit] = list(deeds)
            hits ^= bit


MOST_DRAWS = 32
"""Draws of one step that are thrown; any further take their first outcome."""
