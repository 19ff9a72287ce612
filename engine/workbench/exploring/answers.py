"""What may be answered where a story asks, as far as it makes a difference.

In: a question, what matters behind it. Out: answers, one of each sort, and whether these are all sorts there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.expr import Cell, Compare, Const, Expr
from engine.program import Ask, Program
from engine.program.answers import canonical, tidied
from engine.program.ids import scene_of
from engine.program.steps import Branch, Choices
from engine.workbench.exploring.cuts import Cuts
from engine.workbench.exploring.points import Points, owners
from engine.workbench.exploring.relevance import Relevance
from engine.workbench.exploring.values import Values

MOST_ANSWERS = 200
"""Answers to one question that are tried."""


class Answers:
    """Answers for one man's story. Without `points` every number in range is an answer of its own."""

    def __init__(self, program: Program, values: Values, points: Points | None, relevance: Relevance | None) -> None:
        self._program = program
        self._values = values
        self._points = points
        self._relevance = relevance
        self._words = _Words(program, values)

    def of(self, ask: Ask, stack: tuple[str, ...]) -> tuple[list[int | str], bool]:
        """Answers to `ask` where the calls of `stack` are under way, and whether they stand for all."""
        matters, cuts = self._matter(ask, stack)
        if not matters:
            return [canonical(ask)], True
        if ask.kind == "number":
            return _numbers(ask, cuts)
        claimed = [] if self._relevance is None else self._relevance.looked_at(ask.into)
        found, whole = self._words.compared_with(ask.into, claimed)
        words = [word for word in found if tidied(word, ask.most) == word and word]
        other = canonical(ask)
        return [*words, *([other] if other not in words else ["x" * min(ask.most, 3)])], whole

    def _matter(self, ask: Ask, stack: tuple[str, ...]) -> tuple[bool, Cuts]:
        """Whether the answer matters, and how finely."""
        if self._points is None or self._relevance is None:
            return True, None
        scene = scene_of(ask.id)
        at = next(at for at, step in enumerate(self._program.scenes[scene].steps) if getattr(step, "id", "") == ask.id)
        number = self._points.find(owners(stack), scene, at + 1)
        if number is None:
            return True, None
        return self._relevance.once_written(number, ask.into)


def _numbers(ask: Ask, cuts: Cuts) -> tuple[list[int | str], bool]:
    """One number of each class; all of them where each counts and there are not too many."""
    if cuts is not None:
        inside = sorted(each for each in cuts if ask.least < each <= ask.most)
        found: list[int | str] = [ask.least, *inside]
        return found[:MOST_ANSWERS], len(found) <= MOST_ANSWERS
    every: list[int | str] = list(range(ask.least, min(ask.most, ask.least + MOST_ANSWERS - 1) + 1))
    return every, ask.most - ask.least < MOST_ANSWERS


class _Words:
    """The texts that a cell of typed text is compared with, and whether it is only ever compared."""

    def __init__(self, program: Program, values: Values) -> None:
        self._program = program
        self._values = values

    def compared_with(self, cell: str, more: Iterable[Expr]) -> tuple[list[str], bool]:
        """Texts in order, in the story and in `more`, and whether nothing else is done with it."""
        words: dict[str, None] = {}
        whole = True
        for node in (*self._tests(), *more):
            for inner in self._all(node):
                word, other = _word(inner, cell)
                if word is not None:
                    words[word] = None
                whole = whole and not other
        return list(words), whole

    def _tests(self) -> Iterator[Expr]:
        for scene in self._program.scenes.values():
            for step in scene.steps:
                if isinstance(step, Branch):
                    yield step.test
                elif isinstance(step, Choices):
                    for option in step.options:
                        yield from (test for test in (option.shown, option.open_if) if test is not None)
                else:
                    yield from (value for value in step.fields() if isinstance(value, Expr))
        yield from (each.when for each in self._program.storylets)

    def _all(self, node: Expr) -> Iterator[Expr]:
        yield node
        for each in self._values.inside(node):
            if not (isinstance(node, Compare) and node.op in ("==", "!=") and isinstance(each, Cell)):
                yield from self._all(each)


def _word(node: Expr, cell: str) -> tuple[str | None, bool]:
    """The text that `node` compares `cell` with; and whether it reads the cell otherwise."""
    if isinstance(node, Compare) and node.op in ("==", "!="):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Cell) and one.name == cell:
                return (str(other.value), False) if isinstance(other, Const) else (None, True)
    return None, isinstance(node, Cell) and node.name == cell
