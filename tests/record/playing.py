"""Plays of small stories as records, without a session or a disk."""

from collections.abc import Iterator, Sequence

from engine.machine import Machine
from engine.program import Program
from engine.program.layout import PLACE
from engine.record import Header, Record, turn_from
from engine.record.causes import Cause, Otherwise, Past, Question, Tracer, Why


def played(
    program: Program, choices: Sequence[str], *, seed: int = 0, forced: dict[tuple[str, int], str] | None = None
):
    """A machine and the record of a play; short ids are of scene a."""
    machine = Machine(program)
    run = machine.begin(seed, forced=forced)
    header = Header(program.id, program.title, "1", "f", program.profiles[0].id, seed, "2022-01-01 10:00")
    record = Record(header)
    record.add(turn_from(0, None, "", "", run.change, machine.layout))
    for choice in choices:
        full = choice if "." in choice else f"a.{choice}"
        block = str(run.cells[PLACE])
        run.choose(full)
        record.add(turn_from(record.next_id, record.standing, block, full, run.change, machine.layout))
    return machine, record


def why_of(past: Past) -> Why:
    """Answers about a past."""
    return Why(past, Tracer(past.machine.program), Otherwise(past, Machine(past.machine.program, with_text=False)))


def asked(program: Program, choices: Sequence[str], kind: str, of: str, place: int = -1, **options: object):
    """The causes of something after a play, at the turn `place` of the path (the last when -1)."""
    machine, record = played(program, choices, **options)
    past = Past(machine, record)
    return why_of(past).answer(Question(kind, of, len(past.path) - 1 if place < 0 else place))


def told(causes: Sequence[Cause]) -> list[object]:
    """Causes as short lines: "decisive a.sign:summons @1 him", a list for what is behind it; touched ones left out."""
    found: list[object] = []
    for each in causes:
        if each.how != "touched":
            what = each.statement or (f"start {each.cell}" if each.kind == "start" else each.choice)
            outcome = f" {each.new}" if each.kind == "chance" else ""
            found.append(f"{each.how} {what}{outcome} @{each.place} {each.by}")
            if inside := told(each.because):
                found.append(inside)
    return found


def flat(causes: Sequence[Cause]) -> Iterator[Cause]:
    """Causes and all that is behind them."""
    for each in causes:
        yield each
        yield from flat(each.because)
