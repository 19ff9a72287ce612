"""Whether what a script expects is so, and in what words it is not."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Expr, cells_read, children, evaluate, spoken
from engine.expr.nodes import Derived
from engine.machine import Machine, reason
from engine.machine.scope import CellScope
from engine.program import HERE
from engine.program.scripts import Caused, Ended, Expectation, Free, Holds, InHand, Reads, Shut, Stands
from engine.record.causes import Cause, Otherwise, Past, Question, Tracer, Why
from engine.workbench.testing.acting import Acting

Judgement = tuple[str, str]
"""What was expected and what was found, in words."""

_MOST_SHOWN = 300


def judge(expected: Expectation, acting: Acting) -> Judgement | None:
    """None when it is so."""
    match expected:
        case Holds():
            return _holds(expected, acting)
        case Reads():
            return _reads(expected, acting)
        case Stands():
            here = str(acting.run.cells[HERE])
            return None if here == expected.place else (f"to be at {expected.place}", here or "nowhere")
        case InHand():
            return _in_hand(expected, acting)
        case Shut():
            return _shut(expected, acting)
        case Free():
            return _free(expected, acting)
        case Caused():
            return _caused(expected, acting)
        case Ended():
            came = acting.run.change.ending
            found = f'the ending "{came}"' if came else f"it goes on: {acting.offered()}"
            return None if came == expected.ending else (f'the ending "{expected.ending}"', found)


def _holds(expected: Holds, acting: Acting) -> Judgement | None:
    machine, cells = acting.machine, acting.run.cells
    scope = CellScope(machine.program, machine.layout, cells)
    if evaluate(expected.test, scope):
        return None
    slots = machine.layout.slots
    named = dict.fromkeys(name for each in _written_out(expected.test, scope) for name in cells_read(each))
    values = [f"{name} is {spoken.plain(cells[slots[name]])}" for name in named if not name.startswith("#")]
    return f"that {expected.written}", ", ".join(values) or "it does not"


def _written_out(test: Expr, scope: CellScope) -> Iterator[Expr]:
    """The test, and the expressions of the derived variables it reads."""
    yield test
    for each in children(test):
        if not isinstance(each, Derived):
            yield from _written_out(each, scope)
    if isinstance(test, Derived):
        yield from _written_out(scope.derived(test.name), scope)


def _reads(expected: Reads, acting: Acting) -> Judgement | None:
    said = acting.said
    if (expected.words in said) is not expected.absent:
        return None
    shown = said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]} ..."
    return f'{"no " if expected.absent else ""}"{expected.words}" on the page', f'the page is "{shown}"'


def _in_hand(expected: InHand, acting: Acting) -> Judgement | None:
    slots = acting.machine.layout.slots
    papers = [each.id for each in acting.machine.program.things if each.kind == "document"]
    held = [each for each in papers if acting.run.cells[slots[f"{each}.held"]]]
    if held == list(expected.documents):
        return None
    return f"these papers: {', '.join(expected.documents) or 'none'}", ", ".join(held) or "none"


def _shut(expected: Shut, acting: Acting) -> Judgement | None:
    choice = acting.meant(expected.choice)
    wanted = f'"{expected.choice}" closed' + (f' with "{expected.words}"' if expected.words else "")
    stands = next((is_open for id_, is_open, _ in acting.run.change.offers if id_ == choice), None)
    if stands is not False:
        return wanted, "it is open" if stands else f"it is not offered; {acting.offered()}"
    why = " ".join(reason(acting.machine.program, acting.machine.layout, acting.run.cells, choice).split())
    return None if expected.words in why else (wanted, f'closed with "{why}"')


def _free(expected: Free, acting: Acting) -> Judgement | None:
    choice = acting.meant(expected.choice)
    if any(id_ == choice and is_open for id_, is_open, _ in acting.run.change.offers):
        return None
    return f'"{expected.choice}" open', acting.offered()


def _caused(expected: Caused, acting: Acting) -> Judgement | None:
    machine, record = acting.machine, acting.record
    past = Past(machine, record)
    searching = Machine(machine.program, with_text=False)
    why = Why(past, Tracer(machine.program), Otherwise(past, searching))
    kind = "ending" if expected.of == "ending" else "value" if expected.of in machine.layout.slots else "lock"
    of = acting.meant(expected.of) if kind == "lock" else expected.of
    found = list(dict.fromkeys(_choices(why.answer(Question(kind, of, len(past.path) - 1)))))
    if any(each == expected.by or each.endswith(f".{expected.by}") for each in found):
        return None
    return f'{expected.of} because of "{expected.by}"', f"because of {', '.join(found) or 'nothing that was chosen'}"


def _choices(causes: tuple[Cause, ...]) -> Iterator[str]:
    """Choices among these causes and theirs, but for what was only touched."""
    for each in causes:
        if each.how != "touched":
            if each.choice:
                yield each.choice
            yield from _choices(each.because)
