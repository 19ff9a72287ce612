"""The ledger of a path: each consequence with its cause and who decided it, each choice with what came of it later.

In: a past and its `Why`. Out: a `Ledger`. A consequence is a write to something that the story shows by a name (a
titled variable, a document in hand, a field with words), words on a page that an earlier turn decided, or the ending.
Cost: a turn played again for each turn, and a chain for each consequence: some milliseconds a turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.program import Variable
from engine.program.ids import statement_owner
from engine.record.causes.model import Cause, Ledger, Line, Question
from engine.record.causes.past import Past
from engine.record.causes.why import Why
from engine.record.fitting import AUTHOR


def ledger(past: Past, why: Why) -> Ledger:
    """The ledger of `past`, in order of happening."""
    lines = tuple(_lines(past, why))
    chosen = [place for place, turn in enumerate(past.path) if turn.choice]
    later = tuple((place, tuple(at for at, line in enumerate(lines) if place in line.chosen)) for place in chosen)
    return Ledger(lines, later)


def _lines(past: Past, why: Why) -> Iterator[Line]:
    for place, turn in enumerate(past.path):
        last = {cell: index for index, (cell, _, _, _) in enumerate(turn.wrote)}
        for cell, index in last.items():
            variable = past.machine.layout.variables.get(cell)
            if variable is not None and _is_told(variable):
                writing = past.last(cell, place, index + 1)
                if writing.old != writing.new and writing.statement != AUTHOR:
                    yield _line(why.of_writing(writing), past)
        yield from _words(past, why, place)
        if turn.ending is not None:
            because = why.answer(Question("ending", turn.ending, place))
            by = "chance" if any(each.kind == "chance" for each in because) else "him" if because else "rule"
            yield _line(Cause("ending", "decisive", place, turn.id, turn.choice, by, because=because), past)


def _words(past: Past, why: Why, place: int) -> Iterator[Line]:
    """Passages of the turn at `place` that an earlier turn was decisive for, or that chance brought."""
    turn = past.path[place]
    for passage in why.said(place):
        causes = why.answer(Question("passage", passage, place))
        because = tuple(each for each in causes if each.how != "touched" and each.kind != "start")
        if any(each.place < place or each.kind == "chance" for each in because):
            by = "chance" if any(each.by == "chance" for each in because) else because[0].by
            yield _line(
                Cause("passage", "decisive", place, turn.id, turn.choice, by, "", None, None, passage, because), past
            )


def _is_told(variable: Variable) -> bool:
    engines = variable.name.endswith((".keeper", ".rule"))  # told by what is in hand, and by the verdict
    return not (variable.hidden or variable.local or engines) and bool(variable.title or variable.names)


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
