"""The ledger of a path: each consequence with its cause and who decided it, each choice with what came of it later.

In: a past and its `Why`. Out: a `Ledger`. Consequences are: a write to something that the story shows by a name (a
titled variable, a document in hand, a field with words); what the body of a scene has remembered, other people's acts
among it; the words of a scene that an earlier turn, a date or chance decided, or that was dealt; a choice that stood
closed; the ending. Cost: a turn played again for each turn, and a chain for each consequence: some milliseconds a turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.program import Deal, Remember, Variable
from engine.program.ids import scene_of, statement_owner
from engine.record.causes.model import Cause, Ledger, Line, Question
from engine.record.causes.past import Past
from engine.record.causes.why import Why, decider, deciders, once
from engine.record.fitting import AUTHOR


def ledger(past: Past, why: Why) -> Ledger:
    """The ledger of `past`, in order of happening."""
    lines = tuple(_line(each, past) for each in _consequences(past, why) if not _by_hand(each))
    chosen = [place for place, turn in enumerate(past.path) if turn.choice]
    later = tuple((place, tuple(at for at, line in enumerate(lines) if place in line.chosen)) for place in chosen)
    return Ledger(lines, later)


def _consequences(past: Past, why: Why) -> Iterator[Cause]:
    closed: set[str] = set()
    for place in range(len(past.path)):
        yield from _writes(past, why, place)
        yield from _remembered(past, why, place)
        yield from _scenes(past, why, place)
        yield from _closed(past, why, place, closed)
        yield from _ending(past, why, place)


def _writes(past: Past, why: Why, place: int) -> Iterator[Cause]:
    """What the turn at `place` made of each thing that the story shows by a name."""
    last = {cell: index for index, (cell, _, _, _) in enumerate(past.path[place].wrote)}
    for cell, index in last.items():
        variable = past.machine.layout.variables.get(cell)
        if variable is not None and _is_told(variable):
            writing = past.last(cell, place, index + 1)
            if writing.old != writing.new and writing.statement != AUTHOR:
                yield why.of_writing(writing)


def _is_told(variable: Variable) -> bool:
    engines = variable.name.endswith((".keeper", ".rule"))  # told by what is in hand, and by the verdict
    return not (variable.hidden or variable.local or engines) and bool(variable.title or variable.names)


def _remembered(past: Past, why: Why, place: int) -> Iterator[Cause]:
    """What the bodies of scenes had remembered; what a choice had is the choice itself."""
    trace, turn = why.trace(place), past.path[place]
    steps = [(at, step) for at in range(len(trace.met)) if isinstance(step := trace.step(at), Remember)]
    for (at, step), (_, text) in zip(steps, turn.remembered, strict=False):
        if statement_owner(step.statement) != turn.choice:
            yield _happened("remembered", past, place, step.statement, why.led_to(place, at)).replace(new=text)


def _scenes(past: Past, why: Why, place: int) -> Iterator[Cause]:
    """Scenes of the turn that were dealt, or whose words an earlier turn was decisive for, or chance."""
    trace = why.trace(place)
    dealt = {trace.met[at + 1].scene: at + 1 for at in range(len(trace.met) - 1) if isinstance(trace.step(at), Deal)}
    for scene, passages in groupby(why.said(place), scene_of):
        led = why.led_to(place, dealt[scene]) if scene in dealt else ()
        decided = {each: deciders(why.answer(Question("passage", each, place))) for each in passages}
        because = once((*deciders(led), *(cause for causes in decided.values() for cause in causes)))
        if scene in dealt or any(each.place < place or each.kind == "chance" for each in because):
            first = next((each for each, causes in decided.items() if causes), next(iter(decided)))
            yield _happened("passage", past, place, first, because)


def _closed(past: Past, why: Why, place: int, known: set[str]) -> Iterator[Cause]:
    """Choices that stood closed after the turn, each the first time."""
    if past.path[place].ending is not None:
        return
    run = past.machine.run_from(past.record.header.seed, past.cells(place + 1, 0))
    for choice, is_open, _ in run.change.offers:
        if not is_open and choice not in known:
            known.add(choice)
            causes = why.answer(Question("lock", choice, place))
            yield _happened("lock", past, place, choice, tuple(each for each in causes if each.how != "touched"))


def _ending(past: Past, why: Why, place: int) -> Iterator[Cause]:
    ending = past.path[place].ending
    if ending is not None:
        yield _happened("ending", past, place, "", why.answer(Question("ending", ending, place)))


def _happened(kind: str, past: Past, place: int, statement: str, because: tuple[Cause, ...]) -> Cause:
    turn = past.path[place]
    return Cause(kind, "decisive", place, turn.id, turn.choice, decider(because), statement=statement, because=because)


def _by_hand(cause: Cause) -> bool:
    """Whether the author, changing a value, had a part in it."""
    return any(each.kind == "author" and each.how != "touched" for each in cause.because)


def _line(cause: Cause, past: Past) -> Line:
    return Line(cause, tuple(sorted({place for place in _deciding(cause) if past.path[place].choice})))


def _deciding(cause: Cause) -> Iterator[int]:
    """Places of the choices that were decisive, on the way of one chain."""
    if cause.how == "touched" or cause.kind == "start":
        return
    if cause.by == "him" and (cause.kind == "choice" or statement_owner(cause.statement) == cause.choice):
        yield cause.place
    for each in cause.because:
        yield from _deciding(each)
