"""A path told without what its player typed.

In: turns as they were played, one after another. Out: the same with each word that hangs on an answer left out. How it
is found: the turn is made a second time with another answer in the cells, and what is not said in the same words then
tells of the answer. A text that the story copies to another variable is followed; what it works out from a number is
its own. Cost: a second step for each turn after the first answer, nothing before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from difflib import SequenceMatcher

from engine.errors import ChoiceError
from engine.expr.marks import JOIN
from engine.machine import Change, Machine, Run
from engine.program import Ask, Variable
from engine.program.layout import CellValue
from engine.record import Header, Turn, made_again, run_before
from engine.session.shown import LEFT_OUT
from engine.session.view import EndingView, PassageView, Section, TurnView

_TOKENS = re.compile(r"\d+(?:[,.\u00a0\u202f ]\d{3})*(?!\w)|\w+|\s+|[^\w\s]")
_RUNS = re.compile(rf"{re.escape(LEFT_OUT)}(\s+{re.escape(LEFT_OUT)})+")
_OTHER, _OTHERWISE = "\u2026", "answer"


class Veil:
    """Goes along one path. `names` are the variables that hold something typed, so far."""

    def __init__(self, machine: Machine, header: Header, *, safe: bool) -> None:
        self._machine = machine
        self._header = header
        self._safe = safe
        self.names: set[str] = set()
        self._typed: list[str] = []

    # -- turns -------------------------------------------------------------------------------------------------------

    def other(self, cells: Sequence[CellValue]) -> list[CellValue]:
        """`cells` with other values where something typed stands."""
        found = list(cells)
        for name in self.names:
            slot = self._machine.layout.slots[name]
            found[slot] = self._other(self._machine.layout.variables[name], found[slot])
        return found

    def turn(self, turn: Turn, change: Change, before: Sequence[CellValue], after: Sequence[CellValue]) -> Change:
        """What `turn` did, as it may be told. Cells `before` and `after` it are the true ones."""
        if carries(turn):
            self.names |= self._may_be_typed(turn)
        if turn.typed is None and not self.names:
            return change
        run = self._made(turn, before)
        self._follow(turn, run, after)
        found = copy(change)
        others: dict[str, list[str]] = {}
        for passage, text, _ in () if run is None else run.change.said:
            others.setdefault(passage, []).append(text)
        found.said = [(passage, _beside(text, others.get(passage, [])), clock) for passage, text, clock in change.said]
        return found

    def _made(self, turn: Turn, before: Sequence[CellValue]) -> Run | None:
        """A run that has made `turn` otherwise; None where that cannot be."""
        run = run_before(self._machine, self._header.seed, self.other(before), turn, safe=self._safe)
        asked = run.asked
        if turn.typed is not None and asked is not None:
            self._typed.append(str(turn.typed))
            self.names.add(asked.into)
            turn = turn.replace(typed=_other_answer(asked, turn.typed))
        try:
            made_again(self._machine, run, turn, self._header.profile)
        except ChoiceError:
            return None
        return run

    def _follow(self, turn: Turn, run: Run | None, after: Sequence[CellValue]) -> None:
        """Note the variables that a typed text was copied to; all that were written, where that cannot be told."""
        layout = self._machine.layout
        for cell, _, _, _ in turn.wrote:
            variable = layout.variables.get(cell)
            if variable is not None and variable.kind == "text":
                slot = layout.slots[cell]
                if run is None or run.cells[slot] != after[slot]:
                    self.names.add(cell)

    def _may_be_typed(self, turn: Turn) -> set[str]:
        """Of a state that was carried over: what any question asks for, and all text. Its turns are in another save."""
        program, variables = self._machine.program, self._machine.layout.variables
        steps = (step for scene in program.scenes.values() for step in scene.steps)
        asked = {step.into for step in steps if isinstance(step, Ask)}
        wrote = (cell for cell, _, _, _ in turn.wrote if cell in variables)
        return {cell for cell in wrote if cell in asked or variables[cell].kind == "text"}

    def _other(self, variable: Variable, value: CellValue) -> CellValue:
        if variable.kind == "text":
            return _OTHER if value else value
        return _near(value, variable.low, variable.high) if isinstance(value, int) else value

    # -- what is told ------------------------------------------------------------------------------------------------

    def scrubbed(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """The engine's own sentences, in which something typed may stand as it was typed."""
        words = [re.escape(each) for each in self._typed if each]
        if not words:
            return tuple(sentences)
        pattern = re.compile(rf"(?<!\w)({'|'.join(words)})(?!\w)", re.IGNORECASE)
        return tuple(pattern.sub(LEFT_OUT, each) for each in sentences)


def carries(turn: Turn) -> bool:
    """Whether a turn carried a state over from an earlier version of the story."""
    return not turn.choice and turn.parent is not None


def _other_answer(ask: Ask, typed: int | str) -> int | str:
    if ask.kind == "number":
        return _near(int(typed), ask.least, ask.most)
    return _OTHER if typed != _OTHER else _OTHERWISE[: ask.most]


def _near(value: int, low: int | None, high: int | None) -> int:
    """The next number, so that what is asked of it mostly has the same answer; the one before it at the bound."""
    if high is None or value < high:
        return value + 1
    return value - 1 if low is None or value > low else value


def _beside(text: str, others: list[str]) -> str:
    """`text` beside the first of `others`, which is used up."""
    if others:
        return veiled(text, others.pop(0))
    return LEFT_OUT + (JOIN if text.endswith(JOIN) else "")


def veiled(text: str, other: str) -> str:
    """`text` without the words in which it differs from `other`."""
    if text == other:
        return text
    one, two = _TOKENS.findall(text), _TOKENS.findall(other)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    parts = (
        "".join(one[a:b]) if tag == "equal" else LEFT_OUT if b > a else "" for tag, a, b, _, _ in matcher.get_opcodes()
    )
    return _RUNS.sub(LEFT_OUT, "".join(parts))


def veiled_view(view: TurnView, other: TurnView) -> TurnView:
    """A turn whose headings differ from those of `other` in what is to be left out."""
    passages = zip(view.passages, other.passages, strict=False)
    return view.replace(passages=tuple(_passage(*each) for each in passages))


def _passage(view: PassageView, other: PassageView) -> PassageView:
    return view.replace(heading=veiled(view.heading, other.heading))


def veiled_ending(ending: EndingView, other: EndingView) -> EndingView:
    """An ending without what differs."""
    return ending.replace(
        title=veiled(ending.title, other.title),
        paragraphs=_paragraphs(ending.paragraphs, other.paragraphs),
        debrief=tuple(
            Section(each.heading, _paragraphs(each.paragraphs, beside.paragraphs))
            for each, beside in zip(ending.debrief, other.debrief, strict=False)
        ),
    )


def _paragraphs(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(veiled(each, other[at] if at < len(other) else "") for at, each in enumerate(one))
