"""What a step hit: endings, scenes that were entered, conditions that held at some moment of it.

In: what a step did, and the cells after it. Out: bits, one for each target. A condition is looked at when a choice or
an item has written all that it writes at once of what the condition reads; where a number is held at its bound, also
with the value that was wanted; and at the very beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from engine.machine import Change
from engine.machine.codebook import CodeBook
from engine.machine.functions import Function, functions
from engine.program import CLOCK, Choices, Layout, Program, Target
from engine.program.claims import EVERY
from engine.program.ids import scene_of, statement_owner
from engine.program.layout import TURN, CellValue
from engine.workbench.exploring import actions
from engine.workbench.exploring.values import QUIET, Values

Cells = list[CellValue]


class _Test(NamedTuple):
    bit: int
    slots: frozenset[int]
    holds: Function


class Watching:
    """Targets of one man's story, each with a bit of its own."""

    def __init__(self, program: Program, book: CodeBook, values: Values, targets: Iterable[Target]) -> None:
        self._layout = book.layout
        self._endings: dict[str, int] = {}
        self._scenes: dict[int, int] = {}
        self._choices: dict[str, int] = {}
        self._rules: dict[tuple[int, CellValue], int] = {}
        self.bits: dict[Target, int] = {}
        tests: dict[Target, int] = {}
        for at, target in enumerate(dict.fromkeys(targets)):
            bit = self.bits[target] = 1 << at
            match target.kind:
                case "ending":
                    wanted = [each.id for each in program.endings if target.name in (EVERY, each.id)]
                    self._endings.update((each, self._endings.get(each, 0) | bit) for each in wanted)
                case "test":
                    tests[target] = bit
                case "choice":
                    self._choices[target.name] = bit
                case "rule":
                    crossing, _, code = target.name.rpartition(".")
                    self._rules[self._layout.slots[f"{crossing}.rule"], code] = bit
                case _:
                    for scene in scenes_of(program, target):
                        slot = self._layout.slots[f"#{scene}"]
                        self._scenes[slot] = self._scenes.get(slot, 0) | bit
        self._tests = _tests(program, book, values, tests)
        self._read = frozenset(slot for test in self._tests for slot in test.slots)

    def first(self, cells: Cells) -> int:
        """What holds before anything has happened, and at a stop."""
        return _holding(self._tests, cells)

    def hit(self, change: Change, cells: Cells) -> int:
        """What a step hit."""
        found = 0 if change.ending is None else self._endings.get(change.ending, 0)
        if self._choices and change.wrote and change.wrote[0][0] == TURN:
            found |= self._choices.get(change.wrote[0][3], 0)
        if self._rules:
            for slot, _, new, _ in change.wrote:
                found |= self._rules.get((slot, new), 0)
        scenes = self._scenes
        if scenes:
            for row in change.wrote:
                if row[0] in scenes:
                    found |= scenes[row[0]]
        if self._tests and any(row[0] in self._read for row in change.wrote):
            found |= self._moments(change, cells)
        return found

    def _moments(self, change: Change, cells: Cells) -> int:
        """What held at some moment: the step is undone and written again, one write after another."""
        wanted: dict[str, list[int]] = {}
        for code, statement, would_be in change.faults:
            if code == "range":
                wanted.setdefault(statement, []).append(would_be)
        found = 0
        pending: dict[_Test, str] = {}
        change.undo(cells)
        for slot, _, new, statement in change.wrote:
            waiting = wanted.get(statement)
            wish = waiting.pop(0) if waiting and isinstance(new, int) else new
            if slot in self._read:
                found |= self._written(slot, statement_owner(statement), cells, pending)
                if wish != new:
                    cells[slot] = wish
                    found |= _holding((test for test in self._tests if slot in test.slots), cells)
            cells[slot] = new
        return found | _holding(pending, cells)

    def _written(self, slot: int, owner: str, cells: Cells, pending: dict[_Test, str]) -> int:
        """Before a write of another owner: what held when the owner before it had written all that it had to."""
        read = [test for test in self._tests if slot in test.slots]
        found = _holding((test for test in read if pending.get(test, owner) != owner), cells)
        pending.update((test, owner) for test in read)
        return found


def _holding(tests: Iterable[_Test], cells: Cells) -> int:
    return sum(test.bit for test in tests if test.holds(QUIET, cells))


def every(program: Program, kind: str) -> tuple[str, ...]:
    """The names of all things of a kind that a story has of its own."""
    match kind:
        case "ending":
            return tuple(each.id for each in program.endings)
        case "scene":
            return tuple(each for each in program.scenes if not each.startswith("@"))
        case "choice":
            blocks = (step for scene in program.scenes.values() for step in scene.steps if isinstance(step, Choices))
            return tuple(option.id for block in blocks for option in block.options)
        case "event":
            return tuple(each.id for each in program.schedule)
        case _:
            return tuple(f"{each.id}.{rule.code}" for each in program.world.crossings for rule in each.rules)


def scenes_of(program: Program, target: Target) -> tuple[str, ...]:
    """The scenes that a target means by name or by tag, or that it stands in."""
    match target.kind:
        case "scene":
            return (target.name,)
        case "choice":
            return (scene_of(target.name),)
        case "rule":
            return (target.name.rpartition(".")[0],)
        case "event":
            return tuple(each.scene for each in program.schedule if each.id == target.name)
    return tuple(each.id for each in program.scenes.values() if target.name in each.tags)


def _tests(program: Program, book: CodeBook, values: Values, tests: dict[Target, int]) -> tuple[_Test, ...]:
    named = {f"c{at}": target for at, target in enumerate(tests)}
    wanted: dict[str, Any] = {name: ("claim", target.test) for name, target in named.items()}
    made = functions(program, book.layout, book.zones, wanted) if wanted else {}
    return tuple(
        _Test(tests[target], _slots(book.layout, values, target), made[name]) for name, target in named.items()
    )


def _slots(layout: Layout, values: Values, target: Target) -> frozenset[int]:
    """The cells whose writing may change whether a condition holds."""
    assert target.test is not None
    found: set[int] = set()
    for name in values.hangs_on(target.test):
        if name.startswith(actions.AGE):
            found |= {TURN, layout.slots[f"~{name[len(actions.AGE) :]}"]}
        else:
            found.add(CLOCK if name == actions.CLOCK else layout.slots[name])
    return frozenset(found)
