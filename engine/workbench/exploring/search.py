"""Every state that a man can come to, each looked at once, those of fewest choices first.

In: a machine without text, a man's first cells, what states are known by. Out: a `Graph`: for each state how it was
come to, where it leads, and what was hit on the way. Cells are one list: a step is taken in place and undone. Kept of a
state are the values that matter, so memory is bounded by the number of states.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, cast

from engine.machine import Change
from engine.program import PLACE, STACK
from engine.program.layout import CellValue
from engine.workbench.exploring.answers import Answers
from engine.workbench.exploring.chance import ChanceRun, Script
from engine.workbench.exploring.keys import Stop, Stops
from engine.workbench.exploring.watching import Watching

Cells = list[CellValue]


class Deed(NamedTuple):
    """How one goes on from a state: a choice, what chance brings, and what is answered (None: nothing is asked)."""

    choice: str
    script: Script
    answer: int | str | None = None


class Found(NamedTuple):
    """A step that did something for the first time: it leaves the state `state` by `deed`."""

    state: int
    deed: Deed


class Graph:
    """What was explored. State 0 is before the first step; ends have a state of their own each.

    `parents[s]` and `deeds[s]` tell how `s` was first come to; `leads` holds for each state that was looked at, one
    after another from `begins[s]` on, where its steps lead. `hits[s]` are the bits that steps from `s` hit,
    `holds[s]` those of conditions that hold where one stands at `s`. `partial` are states of which not every answer
    was tried. `first` has the first step that hit a bit, `plays` a whole play that hit one, where plays were tried
    besides.
    """

    def __init__(self) -> None:
        self.parents = array("q", [-1])
        self.deeds: list[Deed | None] = [None]
        self.begins = array("q", [0])
        self.leads = array("q")
        self.hits: dict[int, int] = {}
        self.holds: dict[int, int] = {}
        self.first: dict[int, Found] = {}
        self.plays: dict[int, list[Deed]] = {}
        self.faults: dict[tuple[str, str], list[Found]] = {}
        self.ends: dict[str, int] = {}
        self.partial: set[int] = set()
        self.complete = False

    @property
    def states(self) -> int:
        """How many states were come to."""
        return len(self.parents)

    @property
    def looked_at(self) -> int:
        """How many of them had all their steps taken."""
        return len(self.begins) - 1

    def ways_from(self, state: int) -> array[int]:
        """Where the steps of a state lead, with repeats; empty for one not looked at."""
        if state >= self.looked_at:
            return array("q")
        return self.leads[self.begins[state] : self.begins[state + 1]]

    def path(self, found: Found) -> list[Deed]:
        """The deeds from the beginning up to and with a step."""
        deeds = [found.deed]
        state = found.state
        while state > 0:
            deed = self.deeds[state]
            assert deed is not None
            deeds.append(deed)
            state = self.parents[state]
        return deeds[::-1]


MOST_FAULTS = 5
"""Steps kept for one fault: states stand for others, so the first that seems to have one may not."""


class Search:
    """Explores into `graph`. `enter` takes the first step; `more` is asked now and then whether to go on."""

    def __init__(
        self, run: ChanceRun, stops: Stops, answers: Answers, watch: Watching, enter: Callable[[], Any]
    ) -> None:
        self.graph = Graph()
        self._run = run
        self._stops = stops
        self._answers = answers
        self._watch = watch
        self._enter = enter
        self._seen: dict[Any, int] = {}
        self._at_first = 0
        self._frontier: deque[tuple[Stop | None, tuple[CellValue, ...]]] = deque()

    @property
    def frontier(self) -> int:
        """States that wait to be looked at."""
        return len(self._frontier)

    def go(self, more: Callable[[], bool]) -> Graph:
        """Explore until all is done or `more` says no, which is asked before each state."""
        self._at_first = self._watch.first(self._run.cells)
        self._first_step()
        frontier, begins, leads = self._frontier, self.graph.begins, self.graph.leads
        while frontier:
            if not more():
                return self.graph
            stop, values = frontier.popleft()
            if stop is not None:
                self._look_at(len(begins) - 1, stop, values)
            begins.append(len(leads))
        self.graph.complete = True
        return self.graph

    def forget(self) -> None:
        """Let go of what only going on would need."""
        self._seen.clear()
        self._frontier.clear()

    def _first_step(self) -> None:
        self._each_way(0, "", None, self._enter)
        self.graph.begins.append(len(self.graph.leads))

    def _look_at(self, state: int, stop: Stop, values: tuple[CellValue, ...]) -> None:
        run = self._run
        cells = run.cells
        stop.restore(cells, values)
        offers = stop.offers(run, cells)
        asked = run.asked
        if asked is not None:
            given, whole = self._answers.of(asked, stop.block[1])
            if not whole:
                self.graph.partial.add(state)
            for each in given:
                self._each_way(state, asked.id, each, partial(self._answered, offers, asked.id, each))
            return
        for offer in offers:
            if offer[1]:
                choice = offer[0]
                self._each_way(state, choice, None, partial(self._chosen, offers, choice))

    def _chosen(self, offers: Any, choice: str) -> None:
        self._run.change.offers = offers
        self._run.choose(choice)

    def _answered(self, offers: Any, ask: str, value: int | str) -> None:
        self._run.change.offers = offers
        self._run.answer(ask, value)

    def _each_way(self, state: int, choice: str, answer: int | str | None, step: Callable[[], Any]) -> None:
        """Take one step in each way that chance allows, and undo it each time."""
        run = self._run
        cells = run.cells
        script: Script | None = ()
        while script is not None:
            run.follow(script)
            step()
            change = run.change
            followed = tuple([taken for taken, _ in run.followed]) if run.followed else ()
            self._note(state, Deed(choice, followed, answer), change, cells)
            change.undo(cells)
            script = run.next_script()

    def _note(self, state: int, deed: Deed, change: Change, cells: Cells) -> None:
        graph = self.graph
        hits = self._watch.hit(change, cells) | (self._at_first if state == 0 else 0)
        if hits:
            known = graph.hits.get(state, 0)
            if hits & ~known:
                graph.hits[state] = known | hits
                self._first_hits(hits, Found(state, deed))
        for code, statement, _ in change.faults:
            kept = graph.faults.setdefault((code, statement), [])
            if len(kept) < MOST_FAULTS:
                kept.append(Found(state, deed))
        graph.leads.append(self._state(state, deed, change, cells))

    def _first_hits(self, hits: int, found: Found) -> None:
        while hits:
            bit = hits & -hits
            self.graph.first.setdefault(bit, found)
            hits ^= bit

    def _state(self, state: int, deed: Deed, change: Change, cells: Cells) -> int:
        """The number of the state that the cells stand at, a new one if it was never come to."""
        place = cast(str, cells[PLACE])
        if change.ending is not None or not place:
            name = change.ending or ""
            if name not in self.graph.ends:
                self.graph.ends[name] = self._new(state, deed, None, ())
            return self.graph.ends[name]
        stop = self._stops[place, cast(tuple[str, ...], cells[STACK])]
        values = stop.values(cells)
        key = stop.key(cells, values)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._new(state, deed, stop, values)
            holds = self._watch.first(cells)
            if holds:
                self.graph.holds[found] = holds
        return found

    def _new(self, state: int, deed: Deed, stop: Stop | None, values: tuple[CellValue, ...]) -> int:
        graph = self.graph
        graph.parents.append(state)
        graph.deeds.append(deed)
        self._frontier.append((stop, values))
        return len(graph.parents) - 1
