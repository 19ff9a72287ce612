"""What a program says, thing by thing: each with an id that stays, and its aspects in words.

In: a program. Out: (kind, id) to aspects by name. The order of scenes, files and steps, and where a thing stands in a
file, are no aspects: moving a scene changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import get_args

from engine.expr import Expr, Words, calendar, spoken
from engine.expr.written import MOMENTS, written, written_words
from engine.program import (
    Call,
    Chance,
    Choices,
    Deal,
    End,
    Event,
    Go,
    Option,
    Pass,
    Program,
    Remember,
    Say,
    Scene,
    Step,
    Stop,
    Variable,
    Write,
)
from engine.program.ids import statement_owner

Key = tuple[str, str]
"""Kind and id. Kinds are those of KINDS."""

KINDS = (
    "scene",
    "choice",
    "effect",
    "passage",
    "chance",
    "ending",
    "variable",
    "derived",
    "person",
    "document",
    "place",
    "table",
    "route",
    "crossing",
    "event",
    "profile",
    "fact",
)
"""In the order in which differences are told."""

Meaning = Mapping[Key, Mapping[str, str]]


def meaning(program: Program) -> dict[Key, dict[str, str]]:
    """All things of a program with their aspects; an empty aspect is left out. Linear in the program."""
    return {key: {name: text for name, text in aspects if text} for key, aspects in _Told(program).things()}


_Aspects = Iterator[tuple[str, str]]


class _Told:
    """One program told."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._moment = partial(_stamp, zone=program.zones.get(program.clock.zone, ()))
        self._expr = partial(written, moment=self._moment)
        self._text = partial(written_words, moment=self._moment)

    def _maybe(self, node: Expr | None) -> str:
        return "" if node is None else self._expr(node)

    def _words(self, words: Words | None) -> str:
        return "" if words is None else self._text(words)

    def things(self) -> Iterator[tuple[Key, _Aspects]]:
        """Everything, scenes first."""
        program = self._program
        for scene in program.scenes.values():
            if not scene.id.startswith("@"):
                yield ("scene", scene.id), self._scene(scene)
            for step in scene.steps:
                yield from self._step(step)
        yield from (
            (("ending", each.id), self._fields(each, "title family text next door ask facts"))
            for each in program.endings
        )
        yield from ((("variable", each.name), self._variable(each)) for each in program.variables if not each.local)
        yield from ((("derived", each.name), iter((("is", self._expr(each.value)),))) for each in program.quantities)
        yield from (((each.kind, each.id), self._fields(each, "title about zone known")) for each in program.things)
        yield from ((("table", each.id), self._fields(each, "kind rows linear facts")) for each in program.tables)
        yield from ((("event", each.id), self._event(each)) for each in program.schedule)
        yield from ((("fact", each.id), self._fields(each, "text date confidence sources")) for each in program.facts)
        yield from (
            (("profile", each.id), self._fields(each, "name title about has lacks start place given"))
            for each in program.profiles
        )
        yield from self._world()

    def _fields(self, thing: object, names: str) -> _Aspects:
        return ((name, self._plain(getattr(thing, name))) for name in names.split())

    def _plain(self, value: object) -> str:
        if isinstance(value, Words):
            return self._text(value)
        if isinstance(value, tuple):
            return "; ".join(self._plain(each) for each in value)
        if isinstance(value, Stop):
            return value.place if value.after is None else f"{value.place} after {spoken.span(value.after)}"
        if type(value) is int and value in MOMENTS:
            return self._moment(value)
        return self._expr(value) if isinstance(value, get_args(Expr)) else spoken.plain(value or "")

    def _variable(self, variable: Variable) -> _Aspects:
        yield "kind", variable.kind
        yield "start", spoken.plain(variable.start)
        bounds = (variable.low, variable.high)
        yield "range", "" if variable.low is None else f"{bounds[0]} to {bounds[1]}"
        yield "values", ", ".join(variable.values)
        yield "title", variable.title
        yield "hidden", "yes" if variable.hidden else ""
        yield "known", self._maybe(variable.known)

    def _event(self, event: Event) -> _Aspects:
        yield "first", "" if event.first is None else self._moment(event.first)
        yield "every", spoken.span(event.every) if event.every else ""
        yield "until", self._moment(event.until)
        yield "if", self._maybe(event.guard)

    def _scene(self, scene: Scene) -> _Aspects:
        yield "title", self._words(scene.title)
        yield from self._fields(scene, "place facts truth notes intensity tags")
        yield "goes to", ", ".join(sorted(_ways(scene)))

    # -- steps -----------------------------------------------------------------------------------------------------

    def _step(self, step: Step) -> Iterator[tuple[Key, _Aspects]]:
        match step:
            case Say():
                yield ("passage", step.id), iter((("words", self._text(step.words)), ("safe", self._words(step.safe))))
            case Write():
                yield ("effect", step.statement), iter((("is", f"{step.cell} = {self._expr(step.value)}"),))
            case Pass():
                yield ("effect", f"{statement_owner(step.statement)}:time"), iter((("is", self._expr(step.takes)),))
            case Remember():
                yield ("effect", f"{statement_owner(step.statement)}:remember"), iter((("is", self._text(step.words)),))
            case Choices():
                for option in step.options:
                    yield ("choice", option.id), self._option(option)
            case Chance():
                told = ((each.id, self._expr(each.weight)) for each in step.outcomes)
                yield ("chance", step.id), told
            case _:
                return

    def _option(self, option: Option) -> _Aspects:
        yield "label", self._text(option.label)
        yield "if", self._maybe(option.shown)
        yield "needs", self._maybe(option.open_if)
        yield "closed", self._words(option.closed)
        yield "once", "yes" if option.once else ""
        yield "takes", self._maybe(option.takes)
        yield "costs", ", ".join(f"{name} {self._expr(amount)}" for name, amount in option.costs)

    def _world(self) -> Iterator[tuple[Key, _Aspects]]:
        for route in self._program.world.routes:
            yield ("route", route.id), self._fields(route, "title by start to takes costs needs through facts known")
            for closure in route.closed:
                yield ("route", f"{route.id} {closure.code}"), self._fields(closure, "when says known")
        for crossing in self._program.world.crossings:
            yield ("crossing", crossing.id), self._fields(crossing, "title place to wait facts waits known")
            for rule in crossing.rules:
                aspects = self._fields(rule, "requires says why verdict known")
                yield ("crossing", f"{crossing.id} {rule.code}"), aspects


def _stamp(minute: int, zone: calendar.Zone) -> str:
    """A moment as an author writes it: 2022-09-26 14:00."""
    year, month, day = calendar.civil(calendar.local(minute, zone) // 1440)
    return f"{year}-{month:02}-{day:02} {calendar.time_words(minute, zone)}"


def _ways(scene: Scene) -> set[str]:
    """Where a scene may lead, in words."""
    found: set[str] = set()
    for step in scene.steps:
        match step:
            case Go():
                found |= set(step.among)
            case Call():
                found.add(f"{step.scene} and back")
            case Deal():
                found.add(f"a storylet of {step.tag}")
            case End():
                found.add(f"the ending {step.ending}")
            case _:
                pass
    return found
