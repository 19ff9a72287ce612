"""Which cells a text, a condition, a passage or an option reads, whatever the state: the static half of returns.

In: a program. Out: names of cells. A passage reads what its words read and what the forks of its scene read that it
stands behind; derived variables are followed to the cells behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Expr, Words
from engine.expr.nodes import Cell, Chosen, Derived, Either, Field, Part, Show, children
from engine.program import Branch, Choices, Option, Program, Say, Scene
from engine.program.ways import certain_after, following


class Reads:
    """Cells read by passages (scene and index), options and endings of one program. Made once; linear in its steps."""

    def __init__(self, program: Program) -> None:
        self._derived = {each.name: each.value for each in program.quantities}
        self._known: dict[str, frozenset[str]] = {}
        self.passages: dict[tuple[str, int], frozenset[str]] = {}
        self.options: dict[str, frozenset[str]] = {}
        self.endings: dict[str, frozenset[str]] = {}
        for scene in program.scenes.values():
            self._scene(scene)
        for ending in program.endings:
            texts = [text for text in (ending.text, ending.next, ending.door) if text is not None]
            self.endings[ending.id] = frozenset(cell for text in texts for cell in self._of_words(text))

    def _scene(self, scene: Scene) -> None:
        guards = _guards(scene)
        for at, step in enumerate(scene.steps):
            if isinstance(step, Say):
                cells = set(self._of_words(step.words))
                for fork in guards.get(at, ()):
                    found = scene.steps[fork]
                    assert isinstance(found, Branch)
                    cells.update(self._of(found.test))
                self.passages[scene.id, at] = frozenset(cells)
            elif isinstance(step, Choices):
                self.options.update({option.id: frozenset(self._of_option(option)) for option in step.options})

    def _of_option(self, option: Option) -> Iterator[str]:
        for test in (option.shown, option.open_if):
            if test is not None:
                yield from self._of(test)
        yield from self._of_words(option.label)
        if option.closed is not None:
            yield from self._of_words(option.closed)

    def _of_words(self, text: Words) -> Iterator[str]:
        for test in _tests(text.parts):
            yield from self._of(test)

    def _of(self, node: Expr) -> Iterator[str]:
        match node:
            case Cell(name=name):
                yield name
            case Field(holder=holder, field=field, things=things):
                yield holder
                yield from (f"{thing}.{field}" for thing in things)
            case Derived(name=name):
                yield from self._behind(name)
            case _:
                for child in children(node):
                    yield from self._of(child)

    def _behind(self, name: str) -> frozenset[str]:
        if name not in self._known:
            self._known[name] = frozenset()  # a circle is told by the compiler
            self._known[name] = frozenset(self._of(self._derived[name]))
        return self._known[name]


def _tests(parts: tuple[Part, ...]) -> Iterator[Expr]:
    """The expressions of a text: values and tests."""
    for part in parts:
        if isinstance(part, Show):
            yield part.value
        elif isinstance(part, Either):
            for test, words in part.cases:
                yield test
                yield from _tests(words.parts)
            yield from _tests(part.other.parts)
        elif isinstance(part, Chosen):
            yield part.at
            for words in part.ways:
                yield from _tests(words.parts)


def _guards(scene: Scene) -> dict[int, list[int]]:
    """For each passage the forks of its scene without which it need not be come to."""
    sure = certain_after(scene.steps)
    found: dict[int, list[int]] = {}
    for fork, step in enumerate(scene.steps):
        if isinstance(step, Branch):
            for at in _reached(scene, fork):
                if isinstance(scene.steps[at], Say) and not sure[fork] >> at & 1:
                    found.setdefault(at, []).append(fork)
    return found


def _reached(scene: Scene, fork: int) -> set[int]:
    """Indexes of the steps on a way from `fork`, not past the next choices."""
    seen: set[int] = set()
    waiting = list(following(scene.steps[fork], fork))
    while waiting:
        at = waiting.pop()
        if at not in seen and at < len(scene.steps):
            seen.add(at)
            if not isinstance(scene.steps[at], Choices):
                waiting += following(scene.steps[at], at)
    return seen
