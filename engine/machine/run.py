"""A play in place: one list of cells that generated code writes, one `Change` a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.errors import ChoiceError
from engine.expr.evaluate import arith
from engine.machine import draws
from engine.machine.codebook import Code, CodeBook
from engine.machine.events import Change
from engine.program import Ask
from engine.program.answers import canonical, read_answer
from engine.program.layout import LONGEST_CELL_TEXT, PLACE, STACK, TURN, CellValue

MOST_JUMPS = 10_000
"""Pieces of code that one step may run through before it is called a loop."""

_JUMPS = range(MOST_JUMPS)
_LONGEST_TEXT = 10_000


class Run:
    """Plays one play-through forward. `cells` is its whole state; `change` is what the last step did.

    `forced` maps (stream, count) to the outcome that a draw must give while its weight is above zero: a save's
    recorded outcomes, or those of a counterexample. `safe` asks for the short versions of passages that have one.
    """

    __slots__ = ("book", "cells", "change", "forced", "given", "said", "safe", "seed", "trace", "wrote")

    def __init__(
        self,
        book: CodeBook,
        seed: int,
        cells: list[CellValue],
        *,
        forced: Mapping[tuple[str, int], str] | None = None,
        safe: bool = False,
    ) -> None:
        self.book = book
        self.seed = seed
        self.cells = cells
        self.forced = forced or {}
        self.safe = safe
        self.trace: list[tuple[str, int, int]] = []
        self.given: int | str | None = None
        self._begin()

    def _begin(self) -> None:
        self.change = change = Change()
        self.wrote = change.wrote
        self.said = change.said.append

    def enter(self, scene: str) -> Change:
        """The first step: go into `scene` and on to its first choices or its end."""
        self._begin()
        return self._go_on(self.book.entries[self.book.indexes[scene]])

    def settle(self) -> Change:
        """For cells that come from elsewhere: list what is offered where they stand, changing nothing."""
        self._begin()
        block = cast(str, self.cells[PLACE])
        if block:
            self.change.offers = self.book.offers_at(block)(self, self.cells)
        return self.change

    def carry(self, writes: Sequence[tuple[int, CellValue, CellValue, str]]) -> Change:
        """Write cells that come from elsewhere as one step, and stand where they say."""
        for slot, _, new, _ in writes:
            self.cells[slot] = new
        self.settle()
        self.wrote += writes
        return self.change

    def choose(self, choice: str) -> Change:
        """Take a choice that is offered and open, on to the next choices. Raises ChoiceError, changing nothing.

        A question offers one choice, its own id: to take it is to give the answer of a player who does not type.
        """
        for offer in self.change.offers:
            if offer[0] == choice:
                break
        else:
            raise ChoiceError(f'"{choice}" is not offered here')
        if not offer[1]:
            raise ChoiceError(f'"{choice}" is closed')
        self.change = change = Change()
        self.wrote = wrote = change.wrote
        self.said = change.said.append
        cells = self.cells
        turn = cast(int, cells[TURN])
        wrote.append((TURN, turn, turn + 1, choice))
        cells[TURN] = turn + 1
        return self._go_on(self.book.options[choice])

    @property
    def asked(self) -> Ask | None:
        """The question that waits for `answer`; None where choices are offered, and at an end."""
        return self.book.asks.get(cast(str, self.cells[PLACE]))

    def answer(self, ask: str, value: int | str) -> Change:
        """Answer the question `ask`, on to the next stop. `value` is as typed, or as a record kept it.

        Raises ChoiceError, changing nothing, when that is not asked or not valid; the sentence says what is.
        """
        asked = self.asked
        if asked is None or asked.id != ask:
            raise ChoiceError(f'"{ask}" is not asked here')
        self.given = read_answer(asked, value)
        try:
            return self.choose(ask)
        finally:
            self.given = None

    def _go_on(self, code: Code) -> Change:
        cells = self.cells
        following: Any = code
        for _ in _JUMPS:
            following = following(self, cells)
            if following is None:
                return self.change
        self._stop("loop")
        return self.change

    # -- what generated code asks for ----------------------------------------------------------------------------

    def came(self, scene: str, at: int) -> None:
        """Traced code has come to the step `at` of `scene`."""
        self.trace.append((scene, at, len(self.wrote)))

    def held(self, value: int, low: int, high: int, statement: str) -> int:
        """`value` within its bounds; a fault when it had to be held."""
        if low <= value <= high:
            return value
        self.change.faults.append(("range", statement, value))
        return low if value < low else high

    def divided(self, op: str, left: int, right: int, statement: str) -> int:
        """Division or remainder; by zero 0, with a fault."""
        return arith(op, left, right, lambda code, value: self.change.faults.append((code, statement, value)))

    def shortened(self, text: str, statement: str) -> str:
        """`text` as a cell holds it: at most 200 code points, with a fault when it was longer."""
        if len(text) > LONGEST_CELL_TEXT:
            self.change.faults.append(("length", statement, len(text)))
        return text[:LONGEST_CELL_TEXT]

    def cut(self, text: str, owner: str) -> str:
        """`text`, at most 10,000 code points of it."""
        if len(text) > _LONGEST_TEXT:
            self.change.faults.append(("length", owner, len(text)))
        return text[:_LONGEST_TEXT]

    def any_open(self, offers: Sequence[tuple[str, bool, str]]) -> bool:
        """Whether one of `offers` can be taken."""
        return any(offer[1] for offer in offers)

    def stuck(self, block: str) -> None:
        """A block had nothing to take and no fallback: the story goes on behind it, and the fault says so."""
        self.change.faults.append(("stuck", block, 0))

    def drawn(
        self, cells: list[CellValue], slot: int, stream: str, outcomes: tuple[str, ...], weights: tuple[int, ...]
    ) -> int:
        """Index of the outcome that chance, a record or a forced draw gives."""
        count = cast(int, cells[slot])
        self._tick(cells, slot, count, stream)
        floor = tuple(max(0, weight) for weight in weights)
        forced = self.forced.get((stream, count))
        if not any(floor):
            self.change.faults.append(("weights", stream, 0))
            index = 0
        elif forced in outcomes and floor[outcomes.index(forced)]:
            index = outcomes.index(forced)
        else:
            index = draws.weighted(self.seed, self.book.first_ids.get(stream, stream), count, floor)
        self.change.drawn.append((stream, count, outcomes[index]))
        return index

    def varied(self, cells: list[CellValue], slot: int, stream: str, mode: str, size: int) -> int:
        """Which of `size` alternatives comes now; `size` itself means none."""
        count = cast(int, cells[slot])
        self._tick(cells, slot, count, stream)
        if mode == "cycle":
            return count % size
        if mode == "shuffle":
            return self._shuffled(stream, count, size)
        return min(count, size if mode == "once" else size - 1)

    def _shuffled(self, stream: str, count: int, size: int) -> int:
        forced = self.forced.get((stream, count), "")
        if forced.isdecimal() and int(forced) < size:
            index = int(forced)
        else:
            index = draws.shuffled(self.seed, self.book.first_ids.get(stream, stream), count, size)
        self.change.drawn.append((stream, count, str(index)))
        return index

    def looked_at(self, stream: str, count: int, weights: dict[int, int], pick: int, known: int | None) -> list[int]:
        """Indexes of `weights` drawn without a trace, `pick` of them at most, `known` among them where it is given."""
        picked: list[int] = []
        while weights and len(picked) < pick:
            indexes = list(weights)
            at = indexes[draws.weighted(self.seed, f"{stream}/{len(picked)}", count, list(weights.values()))]
            del weights[at]
            picked.append(at)
        if known is not None and known not in picked:
            picked[-1] = known
        return picked

    def _tick(self, cells: list[CellValue], slot: int, count: int, stream: str) -> None:
        self.wrote.append((slot, count, count + 1, stream))
        cells[slot] = count + 1

    def leave(self, cells: list[CellValue], value: CellValue) -> Code | None:
        """Back to the caller with `value`; without one the story has nowhere to go on, which is a fault."""
        stack = cast(tuple[str, ...], cells[STACK])
        if not stack:
            self._stop("lost")
            return None
        call = stack[-1]
        self.wrote.append((STACK, stack, stack[:-1], call))
        cells[STACK] = stack[:-1]
        code, into = self.book.after_call(call)
        if into is not None:
            self._take(cells, into, value, call)
        return code

    def _take(self, cells: list[CellValue], into: str, value: CellValue, call: str) -> None:
        slot = self.book.layout.slots[into]
        variable = self.book.layout.variables[into]
        kind, known = type(variable.start), variable.values
        outside = bool(known) and not set(value if isinstance(value, tuple) else (value,)) <= set(known)
        if (type(value) is not kind and variable.start is not None) or outside:
            self.change.faults.append(("result", f"{call}:{into}", 0))
            return
        if variable.low is not None and isinstance(value, int):
            value = self.held(value, variable.low, variable.high or 0, f"{call}:{into}")
        if variable.kind == "text" and isinstance(value, str):
            value = self.shortened(value, f"{call}:{into}")
        self.wrote.append((slot, cells[slot], value, f"{call}:{into}"))
        cells[slot] = value

    def take_answer(self, cells: list[CellValue], slot: int, ask: str) -> None:
        """Write the answer that was given, or the canonical one."""
        value = canonical(self.book.asks[ask]) if self.given is None else self.given
        self.wrote.append((slot, cells[slot], value, ask))
        cells[slot] = value

    def end(self, cells: list[CellValue], ending: str) -> None:
        """The play-through is over."""
        self._stand_nowhere(cells, ending)
        self.change.ending = ending

    def _stop(self, code: str) -> None:
        """Nothing to go on with: stand still, and say at what place the story lost its way."""
        last = self.change.said[-1][0] if self.change.said else self.change.wrote[-1][3]
        self.change.faults.append((code, last, 0))
        self._stand_nowhere(self.cells, f"{last}:{code}")

    def _stand_nowhere(self, cells: list[CellValue], statement: str) -> None:
        self.wrote.append((PLACE, cells[PLACE], "", statement))
        cells[PLACE] = ""
        self.change.offers = []
