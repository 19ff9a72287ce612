"""Causes put to the test: each is taken back, the same later choices are made again, and the outcomes are compared.

In: a past, a question and its causes. Out: a `Verified` each. Writes that decided together are taken back together; of
a choice every other option is tried. What he began with and chance are no writes that could be taken back. Costs: a
play from each cause on; `MOST_VERIFIED` causes and `otherwise.MOST_STEPS` turns in all, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.record.causes.model import Cause, Question, Verdict, Verified, Writing
from engine.record.causes.otherwise import MOST_STEPS, Otherwise
from engine.record.causes.past import Past
from engine.record.ports import Progress

MOST_VERIFIED = 40
"""Causes that one question puts to the test at most, nearest first."""


class Verifying:
    """Tests the causes of one path. `left` counts those that the bound left out, of all questions so far.

    `worded` must run with text, and is played only where the question is about a passage.
    """

    def __init__(self, past: Past, otherwise: Otherwise, worded: Otherwise, progress: Progress | None = None) -> None:
        self._past = past
        self._plays = {True: worded, False: otherwise}
        self._progress = progress
        self._done = 0
        self.left = 0

    def verified(self, question: Question, causes: Sequence[Cause]) -> Iterator[Verified]:
        """What was found of each cause, nearest first, until the bound is met."""
        for group in _groups(causes):
            if self._done >= MOST_VERIFIED or self._steps() > MOST_STEPS:
                self.left += 1
                continue
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, MOST_VERIFIED)
            yield Verified(group, self._verdict(question, group))

    def _steps(self) -> int:
        return sum(each.steps for each in self._plays.values())

    def _verdict(self, question: Question, group: Sequence[Cause]) -> Verdict:
        otherwise = self._plays[question.kind == "passage"]
        if group[0].kind == "choice":
            return otherwise.instead(group[0].place, question)
        return otherwise.without_all([writing_of(self._past, each) for each in group], question)


def writing_of(past: Past, cause: Cause) -> Writing:
    """The write that a cause is: the last of its turn that did just this."""
    did = (cause.cell, cause.old, cause.new, cause.statement)
    wrote = past.path[cause.place].wrote
    index = max(at for at, each in enumerate(wrote) if each == did)
    return Writing(cause.cell, cause.place, index, cause.old, cause.new, cause.statement)


def _groups(causes: Sequence[Cause]) -> Iterator[tuple[Cause, ...]]:
    """What is to be taken back at once, each group once, as chains are told: a cause, then what is behind it."""
    seen: set[tuple[tuple[int, str, str], ...]] = set()
    for group in _all_groups(causes):
        key = tuple((each.place, each.cell, each.statement) for each in group)
        if key not in seen:
            seen.add(key)
            yield group


def _all_groups(causes: Sequence[Cause]) -> Iterator[tuple[Cause, ...]]:
    together = tuple(each for each in causes if each.how == "together" and each.kind == "write")
    if together:
        yield together
    for each in causes:
        if each.how == "decisive" and each.kind in ("write", "choice"):
            yield (each,)
        if each.how != "touched":
            yield from _all_groups(each.because)
