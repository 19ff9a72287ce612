"""What comes of an outcome when its causes are taken back one by one, in words.

In: a past, what is asked about. Out: `Tested`, plain data, and a page of it. What the story has no words for
is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program.layout import CellValue
from engine.record import Progress
from engine.record.causes import (
    MOST_STEPS,
    MOST_VERIFIED,
    Cause,
    Otherwise,
    Past,
    Question,
    Verdict,
    Verified,
    Verifying,
    Why,
)
from engine.session.clauses import Clauses
from engine.session.shown import Shown
from engine.session.view import Page, Section

NOTHING_TO_TEST = "Nothing that was done decided this, so there is nothing to take back."

_SAME = {
    "value": "this would be the same",
    "passage": "the page would say the same",
    "ending": "the story would end the same",
}
_OTHER = {
    "value": "this would be {}",
    "passage": "the page would not say this",
    "ending": "the story would not have ended like this here",
}
_LOCKS: dict[CellValue, str] = {
    True: "it would be open",
    False: "it would be closed",
    None: "it would not be offered here",
}


class Asked(Frozen):
    """Something that is asked about: a heading, sentences that stand before the answer, and the question.

    `is_open` says so of a choice.
    """

    heading: str
    lead: tuple[str, ...]
    question: Question
    is_open: bool = False


class Check(Frozen):
    """One test. `causes` are clauses, all taken back at once; `came` is same, other or lost; `told` says it whole.

    `lost` is the choice, by its number on this path, that could not be made again; None where all could. `instead` is
    the value that would be, in words, where a value is asked about and would be another, else "".
    """

    causes: tuple[str, ...]
    came: str
    lost: int | None
    instead: str
    told: str


class Outcome(Frozen):
    """An outcome and the tests of its causes, nearest first; empty where nothing that was done decided it."""

    heading: str
    lead: tuple[str, ...]
    checks: tuple[Check, ...]


class Tested(Frozen):
    """All outcomes that were asked about. `left` causes were not tested, for the bound was met.

    `trouble` is a sentence where what was asked about is not there, else "".
    """

    outcomes: tuple[Outcome, ...]
    left: int
    trouble: str = ""


class Verifications:
    """Tests the causes of one story's plays. `searching` is a machine without text."""

    def __init__(self, machine: Machine, searching: Machine, shown: Shown, clauses: Clauses) -> None:
        self._machine = machine
        self._searching = searching
        self._shown = shown
        self._clauses = clauses

    def tested(self, past: Past, why: Why, asked: Sequence[Asked], progress: Progress | None) -> Tested:
        """The tests of all that is asked about, within one bound."""
        plays = Otherwise(past, self._searching), Otherwise(past, self._machine)
        verifying = Verifying(past, *plays, progress)
        outcomes = []
        for each in asked:
            found = verifying.verified(each.question, why.answer(each.question))
            checks = {check.told: check for verified in found for check in self._check(past, each, verified)}
            if checks or each.question.kind != "passage":
                outcomes.append(Outcome(each.heading, each.lead, tuple(checks.values())))
        return Tested(tuple(outcomes), verifying.left)

    def _check(self, past: Past, asked: Asked, verified: Verified) -> Iterator[Check]:
        """The test as told; none where the story has no words for the cause."""
        causes = [f"{said}{self._clauses.when(past, each)}" for each, said in self._said(past, verified.causes)]
        if not causes:
            return
        verdict, question = verified.verdict, asked.question
        came = verdict.came
        instead = self._value(question, verdict.instead) if came == "other" and question.kind == "value" else ""
        told = f"{_taken_back(verified.causes, causes)} {self._came(past, asked, verdict, instead)}."
        yield Check(tuple(causes), came, verdict.lost if came == "lost" else None, instead, told)

    def _came(self, past: Past, asked: Asked, verdict: Verdict, instead: str) -> str:
        kind = asked.question.kind
        if verdict.came == "lost":
            return self._lost(past, verdict)
        if kind == "lock" and verdict.came == "other":
            return _LOCKS[verdict.instead]
        if kind == "lock":
            return f"it would be {'open' if asked.is_open else 'closed'} all the same"
        return _SAME[kind] if verdict.came == "same" else _OTHER[kind].format(instead)

    def _said(self, past: Past, causes: Sequence[Cause]) -> Iterator[tuple[Cause, str]]:
        for each in causes:
            said = self._clauses.clause(past, each)
            if said:
                yield each, said

    def _value(self, question: Question, value: CellValue) -> str:
        return self._shown.value(self._machine.layout.variables[question.of], value, "")

    def _lost(self, past: Past, verdict: Verdict) -> str:
        turn = past.path[verdict.lost]
        label = self._shown.label(turn, past.cells(verdict.lost, 0)).rstrip(".") if turn.choice else "the opening"
        return f"this cannot be followed: choice {verdict.lost}, “{label}”, could not have been made"


def _taken_back(causes: Sequence[Cause], said: Sequence[str]) -> str:
    if causes[0].kind == "choice":
        return f"Taken back: {said[0]}. With any other choice there and the same ones after it,"
    if len(said) > 1:
        return f"Taken back together: {'; '.join(said)}. With the same choices after them,"
    return f"Taken back: {said[0]}. With the same choices after it,"


def tested_page(tested: Tested) -> Page:
    """The same as a page."""
    if tested.trouble:
        return Page("Why, verified", (Section("", (tested.trouble,)),))
    sections = [
        Section(each.heading, (*each.lead, *(tuple(check.told for check in each.checks) or (NOTHING_TO_TEST,))))
        for each in tested.outcomes
    ]
    if tested.left:
        many = "1 more cause was" if tested.left == 1 else f"{tested.left} more causes were"
        sections.append(
            Section("", (f"{many} not tested: {MOST_VERIFIED} causes or {MOST_STEPS:,} turns are the most.",))
        )
    return Page("Why, verified", tuple(sections) or (Section("", (NOTHING_TO_TEST,)),))
