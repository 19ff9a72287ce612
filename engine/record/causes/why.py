"""The chain of causes: from what is asked to the writes that decided it, and from each write to what it depended on.

In: a record and questions. Out: causes, nearest first, each with the causes of its own. A chain ends at choices that
nothing else decided, at chance, and at what the man began with. A link is called decisive or together only as
`engine.record.causes.weigh` found it; the rest is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.expr import Cell, Compare, Either, Expr, Part, conjuncts, evaluate
from engine.machine.options import option_of
from engine.machine.scope import CellScope
from engine.program import (
    Ask,
    Branch,
    Call,
    Chance,
    Choices,
    Count,
    Deal,
    End,
    Option,
    Pass,
    Program,
    Return,
    Say,
    Step,
    Vary,
    Write,
)
from engine.program.ids import owner_of, scene_of, statement_owner
from engine.record.causes.model import START, Cause, Question, Weighed, Writing
from engine.record.causes.otherwise import Otherwise
from engine.record.causes.past import Past
from engine.record.causes.trace import Trace, Tracer
from engine.record.causes.weigh import Weighing
from engine.record.fitting import AUTHOR, MOVED

_CLOCK = "@clock"

DEEPEST = 8
"""Links from what is asked to the end of a chain."""


class Why:
    """Answers questions about one path; made anew when the path has changed. `tracer` serves all paths of a story."""

    def __init__(self, past: Past, tracer: Tracer, otherwise: Otherwise) -> None:
        self._past = past
        self._otherwise = otherwise
        self._tracer = tracer
        self._program: Program = past.machine.program
        self._traces: dict[int, Trace] = {}
        rows = {each.scene for each in self._program.schedule}
        self._ruled = rows | {each.id for each in self._program.world.crossings}

    def answer(self, question: Question) -> tuple[Cause, ...]:
        """The causes of what is asked, nearest first; empty when nothing that ever changed had a part in it."""
        match question.kind:
            case "value":
                return self._value(question.of, question.place)
            case "lock":
                return self._lock(question.of, question.place)
            case "passage":
                return self._passage(question.of, question.place)
            case _:
                return self._ending(question.place)

    # -- questions -------------------------------------------------------------------------------------------------

    def _value(self, cell: str, place: int) -> tuple[Cause, ...]:
        """Why `cell` is what it is after the turn at `place`."""
        return (self.of_writing(self._past.made(cell, place + 1, 0)),)

    def said(self, place: int) -> tuple[str, ...]:
        """Ids of the passages that the turn at `place` said, in order."""
        trace = self.trace(place)
        steps = (trace.step(at) for at in range(len(trace.met)))
        return tuple(dict.fromkeys(step.id for step in steps if isinstance(step, Say)))

    def of_writing(self, writing: Writing) -> Cause:
        """The cause that one write is, with what it depended on."""
        return self._written(writing, "decisive", DEEPEST, frozenset())

    def trace(self, place: int) -> Trace:
        """The turn at `place` as it went, step by step; played again the first time it is asked for."""
        if place not in self._traces:
            self._traces[place] = self._tracer.trace(self._past, place)
        return self._traces[place]

    def led_to(self, place: int, at: int) -> tuple[Cause, ...]:
        """What led the turn at `place` to the step at `at` of its trace."""
        return self._governed(self.trace(place), at, place, DEEPEST, frozenset())

    def _lock(self, choice: str, place: int) -> tuple[Cause, ...]:
        """Why `choice` stands closed (or open) after the turn at `place`."""
        if not any(isinstance(step, Choices) for step in self._blocks(choice)):
            return ()  # a question, which is never closed
        return self._of_tests(
            _tests(option_of(self._program, choice)), place, len(self._past.path[place].wrote), DEEPEST, frozenset()
        )

    def _passage(self, passage: str, place: int) -> tuple[Cause, ...]:
        """Why the turn at `place` said `passage`, and said it in these words."""
        trace = self.trace(place)
        found = next((at for at in range(len(trace.met)) if _says(trace.step(at), passage)), None)
        if found is None:
            return ()
        step = trace.step(found)
        assert isinstance(step, Say)
        before = trace.met[found].before
        scope = CellScope(self._program, self._past.machine.layout, self._past.cells(place, before))
        tests = [test for part in step.words.parts for test in _tests_of(part, scope)]
        inside = self._of_tests(tests, place, before, DEEPEST, frozenset())
        return (*inside, *self._governed(trace, found, place, DEEPEST, frozenset()))

    def _ending(self, place: int) -> tuple[Cause, ...]:
        """Why the turn at `place` came to an ending: what governed it there, and the choices that made the road."""
        trace = self.trace(place)
        found = next((at for at in range(len(trace.met)) if isinstance(trace.step(at), End)), None)
        governed = () if found is None else self._governed(trace, found, place, DEEPEST, frozenset())
        return (*governed, *(self._chosen(at) for at in self._otherwise.forks(place)))

    # -- links -----------------------------------------------------------------------------------------------------

    def _of_tests(
        self, tests: Sequence[Expr], place: int, index: int, deep: int, seen: frozenset[Writing]
    ) -> tuple[Cause, ...]:
        """Causes of these tests' answers. Of a conjunction that fails, its failing parts alone are asked about."""
        found: list[Cause] = []
        for test in tests:
            parts = list(conjuncts(test))
            weighings = [Weighing(self._past, part, place, index) for part in parts]
            failing = [each for each in weighings if each.answer is False]
            for weighing in failing or weighings:
                found += self._linked(weighing.weighed(), deep, seen)
        return once(found)

    def _linked(self, weighed: Weighed, deep: int, seen: frozenset[Writing]) -> Iterator[Cause]:
        decisive = sorted(weighed.decisive, key=lambda each: (-each.place, -each.index))
        yield from (self._written(each, "decisive", deep, seen) for each in decisive)
        for group in weighed.together:
            yield from (self._written(each, "together", deep, seen) for each in group)
        yield from (self._bare(each, "touched") for each in weighed.touched)

    def _written(self, writing: Writing, how: str, deep: int, seen: frozenset[Writing]) -> Cause:
        """The cause that `writing` is, with what that statement itself depended on."""
        bare = self._bare(writing, how)
        if writing.place == START or deep == 0 or writing in seen or writing.statement in (MOVED, AUTHOR):
            return bare
        trace = self.trace(writing.place)
        at = trace.at_write(writing.index)
        because = (
            *self._governed(trace, at, writing.place, deep - 1, seen | {writing}),
            *self._from_data(trace, at, writing, deep - 1, seen | {writing}),
        )
        return bare.replace(because=once(because), by=self._decider(writing, trace, at, because))

    def _bare(self, writing: Writing, how: str) -> Cause:
        if writing.place == START:
            return Cause("start", how, START, -1, "", "rule", writing.cell, writing.old, writing.new)
        turn = self._past.path[writing.place]
        if writing.statement == AUTHOR:
            return Cause("author", how, writing.place, turn.id, "", "", writing.cell, writing.old, writing.new, AUTHOR)
        by = "him" if statement_owner(writing.statement) == turn.choice else "rule"
        return Cause(
            "write",
            how,
            writing.place,
            turn.id,
            turn.choice,
            by,
            writing.cell,
            writing.old,
            writing.new,
            writing.statement,
        )

    def _governed(self, trace: Trace, at: int, place: int, deep: int, seen: frozenset[Writing]) -> tuple[Cause, ...]:
        """What led the turn to the step at `at`: its forks, nearest first.

        What was so from the start is told of the nearest alone: that doors stood open on the way needs no telling.
        """
        found: list[Cause] = []
        for further, fork in enumerate(trace.governing(at)):
            step, before = trace.step(fork), trace.met[fork].before
            if isinstance(step, Branch):
                causes = self._of_tests([step.test], place, before, deep, seen)
                found += (each for each in causes if each.kind != "start" or not further)
            elif isinstance(step, Deal | Pass):
                led = trace.met[fork + 1]
                found += self._of_tests(self._whens(led.scene), place, led.before, deep, seen)
            if isinstance(step, Chance | Vary | Deal):
                found += self._by_chance(step, place)
        return once(found)

    def _whens(self, scene: str) -> list[Expr]:
        """What had to hold for a storylet to be dealt, for a row of the schedule to come."""
        whens = [each.when for each in self._program.storylets if each.scene == scene]
        return whens + [each.guard for each in self._program.schedule if each.scene == scene and each.guard is not None]

    def _by_chance(self, step: Chance | Vary | Deal, place: int) -> Iterator[Cause]:
        turn = self._past.path[place]
        for stream, _, outcome in turn.drawn:
            if stream == step.id:
                yield Cause("chance", "decisive", place, turn.id, turn.choice, "chance", "", None, outcome, stream)

    def _from_data(
        self, trace: Trace, at: int, writing: Writing, deep: int, seen: frozenset[Writing]
    ) -> tuple[Cause, ...]:
        """What the written value was worked out from, the cell's own earlier value apart."""
        value = _value_of(trace.step(at), writing.cell)
        if value is None:
            return ()
        weighing = Weighing(self._past, value, writing.place, trace.met[at].before)
        others = [each for each in weighing.weighed().decisive if each.cell != writing.cell and each.place != START]
        return tuple(self._written(each, "decisive", deep, seen) for each in others)

    def _decider(self, writing: Writing, trace: Trace, at: int, because: Sequence[Cause]) -> str:
        """Who decided that write: chance where a roll led to it, him where his choice did, else a rule."""
        by = decider(because)
        if by == "chance" or self._is_rules(writing.statement):
            return "chance" if by == "chance" else "rule"
        turn = self._past.path[writing.place]
        his = statement_owner(writing.statement) == turn.choice or isinstance(trace.step(at), Count)
        return "him" if his else by

    def _is_rules(self, statement: str) -> bool:
        """Whether a crossing or a row of the schedule wrote: a rule decided, whoever brought it about."""
        owner = statement_owner(statement)
        return owner in self._ruled or scene_of(owner) in self._ruled

    def _chosen(self, place: int) -> Cause:
        turn = self._past.path[place]
        return Cause("choice", "decisive", place, turn.id, turn.choice, "him")

    def _blocks(self, choice: str) -> Iterator[Step]:
        """The steps that offer `choice`."""
        for step in self._program.scenes[scene_of(choice)].steps:
            offered = isinstance(step, Choices) and any(each.id == choice for each in step.options)
            if offered or (isinstance(step, Choices | Ask) and step.id == owner_of(choice)):
                yield step


def decider(because: Sequence[Cause]) -> str:
    """Who decided what these causes led to: chance where a roll did, him where his acts alone did, else a rule.

    What a date decided, a rule decided, whoever let the time go by; what a man began with is nobody's decision.
    """
    found = deciders(because)
    if any(each.kind == "chance" or each.by == "chance" for each in found):
        return "chance"
    acts = [each for each in found if each.cell != _CLOCK]
    return "him" if acts and all(each.by == "him" for each in acts) else "rule"


def deciders(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Those that decided, decisive or together, without what was so from the start."""
    return tuple(each for each in causes if each.how != "touched" and each.kind != "start")


def _value_of(step: Step, cell: str) -> Expr | None:
    """The expression whose value `step` put into `cell`; None where it was no expression's."""
    match step:
        case Write(value=value) if step.cell == cell:
            return value
        case Call(given=given):
            return dict(given).get(cell)
        case Return(value=value):
            return value
        case _:
            return None


def _tests(option: Option) -> list[Expr]:
    tests = [test for test in (option.shown, option.open_if) if test is not None]
    return [*tests, *(Compare(">=", Cell(cell), amount) for cell, amount in option.costs)]


def _tests_of(part: Part, scope: CellScope) -> Iterator[Expr]:
    """The tests that a conditional text evaluated, inner ones of the words it chose included."""
    if not isinstance(part, Either):
        return
    chosen = part.other
    for test, words in part.cases:
        yield test
        if evaluate(test, scope):
            chosen = words
            break
    for each in chosen.parts:
        yield from _tests_of(each, scope)


def _says(step: Step, passage: str) -> bool:
    return isinstance(step, Say) and step.id == passage


def once(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """Each cause once, the first and strongest kept: what decides is not told again as touched."""
    told = {(each.kind, each.place, each.cell, each.statement) for each in causes if each.how != "touched"}
    found: dict[tuple[str, int, str, str], Cause] = {}
    for each in causes:
        key = (each.kind, each.place, each.cell, each.statement)
        if each.how != "touched" or key not in told:
            found.setdefault(key, each)
    return tuple(sorted(found.values(), key=lambda each: each.how == "touched"))
