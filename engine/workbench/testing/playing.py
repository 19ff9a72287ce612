"""A script played to its end or to the first thing that is not as expected."""

from __future__ import annotations

from functools import partial

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program.scripts import Move, Script
from engine.workbench.testing.acting import Acting
from engine.workbench.testing.judging import Judgement, judge
from engine.workbench.testing.shortest import Check, shortest


class Failing(Frozen):
    """Where and how a play went another way: at the entry in `file`, `line`, after `turn` choices.

    `shortest` are the choices of the shortest play found that fails so; of answers, what was typed.
    """

    file: str
    line: int
    turn: int
    expected: str
    found: str
    shortest: tuple[str, ...]


class Rehearsal(Frozen):
    """A script and what came of it. `passed` counts an expected failure as passed, and an unexpected pass not."""

    script: Script
    passed: bool
    failing: Failing | None
    turns: int


def play_script(machine: Machine, script: Script) -> Rehearsal:
    """Play it. `machine` has text. Cost: the play; when it fails, some hundreds more to find a short one."""
    acting = Acting(machine, script)
    failing = _first_failing(acting, script)
    return Rehearsal(script, (failing is None) is not bool(script.fails), failing, len(acting.deeds))


def _first_failing(acting: Acting, script: Script) -> Failing | None:
    opening = _fault(acting)
    if opening is not None:
        return _failing(acting, script.file, script.line, opening, _fault)
    return next((found for move in script.moves if (found := _of_move(acting, move)) is not None), None)


def _of_move(acting: Acting, move: Move) -> Failing | None:
    """What goes wrong with one entry: its deed, a fault on the way, then each thing it expects."""
    checks: list[Check] = [partial(judge, each) for each in move.expects]
    if move.choice or move.typed is not None:
        checks = [partial(_cannot, move), _fault, *checks]
    for check in checks:
        found = check(acting)
        if found is not None:
            return _failing(acting, move.file, move.line, found, check)
    return None


def _cannot(move: Move, acting: Acting) -> Judgement | None:
    """Do what the entry says; why not, where it cannot be done."""
    trouble = acting.do(move.choice, move.typed)
    wanted = f'the choice "{move.choice}"' if move.typed is None else f'the answer "{move.typed}"'
    return (wanted, trouble) if trouble else None


def _fault(acting: Acting) -> Judgement | None:
    """A mistake that the story ran into at the last step."""
    for code, place, value in acting.run.change.faults:
        return "no fault", f"{code} at {place}" + (f", which would be {value}" if value else "")
    return None


def _failing(acting: Acting, file: str, line: int, found: Judgement, check: Check) -> Failing:
    deeds = shortest(acting, check)
    told = tuple(f'"{typed}"' if typed is not None else choice for choice, typed in deeds)
    return Failing(file, line, len(acting.deeds), *found, told)
