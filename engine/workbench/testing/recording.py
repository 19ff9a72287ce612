"""A scripted play written from a play-through: its choices, what chance gave, and where it came to."""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine.machine import Machine
from engine.program import HERE
from engine.record import Record, Turn


def script_text(machine: Machine, record: Record, name: str) -> str:
    """The YAML of a test called `name`, for a file of the story. `record` is of the machine's program.

    What the player typed is written out, since without it the play cannot be made again.
    """
    path = record.path()
    lines = ["tests:", f"  {name}:", f"    as: {record.header.profile}", f"    seed: {record.header.seed}"]
    lines += _outcomes(path)
    lines.append("    play:")
    lines += [f"      - {_deed(turn)}" for turn in path[1:]]
    lines += [f"      - {each}" for each in _standing(machine, record, path)]
    return "\n".join(lines) + "\n"


def _outcomes(path: list[Turn]) -> Iterator[str]:
    drawn: dict[str, list[str]] = {}
    for stream, _, outcome in (each for turn in path for each in turn.drawn):
        drawn.setdefault(stream, []).append(outcome)
    if drawn:
        yield "    outcomes:"
        yield from (f"      {stream}: [{', '.join(map(_quoted, given))}]" for stream, given in drawn.items())


def _deed(turn: Turn) -> str:
    return turn.choice if turn.typed is None else f"answer: {_quoted(str(turn.typed))}"


def _standing(machine: Machine, record: Record, path: list[Turn]) -> Iterator[str]:
    """What is expected at the end: the place, the papers, the ending."""
    values = machine.first_cells(machine.profile(record.header.profile))
    slots = machine.layout.slots
    for cell, _, new, _ in (each for turn in path for each in turn.wrote):
        if cell in slots:
            values[slots[cell]] = new
    if values[HERE]:
        yield f"place: {values[HERE]}"
    held = [each.id for each in machine.program.things if each.kind == "document" and values[slots[f"{each.id}.held"]]]
    if held:
        yield f"papers: [{', '.join(held)}]"
    if path and path[-1].ending is not None:
        yield f"ending: {path[-1].ending}"


def _quoted(text: str) -> str:
    """Text as YAML reads it back, whatever it is."""
    return json.dumps(text, ensure_ascii=False)
