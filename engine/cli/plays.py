"""Plays that show something, each as a transcript in JSON that `formalities play --from` plays again.

In: a report, a machine with text. Out: files in a folder, and their paths by play.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from engine.errors import UserError
from engine.machine import Machine
from engine.publish import as_json
from engine.record import Header, Record, Turn
from engine.session import Session, Settings
from engine.workbench.exploring import Play, Report


def write_plays(folder: str, report: Report, machine: Machine) -> dict[Play, str]:
    """Write the play of every verdict and fault that has one; equal plays once. Raises UserError in words."""
    written: dict[Play, str] = {}
    for name, play in _named(report):
        if play is None or play in written:
            continue
        path = Path(folder) / f"{_free(name, written)}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(transcript(machine, play), encoding="utf-8", newline="\n")
        except OSError as error:
            raise UserError(f"{path} cannot be written: {error.strerror}.") from error
        written[play] = str(path)
    return written


def _named(report: Report) -> Iterator[tuple[str, Play | None]]:
    """Each play with a name for its file."""
    for verdict in report.verdicts:
        parts = (_part(verdict.claim), _part(verdict.of), _part(verdict.profile))
        yield "-".join(part for part in parts if part), verdict.play
    for fault in report.faults:
        yield f"fault-{_part(fault.code)}-{_part(fault.statement)}", fault.play


def _free(name: str, written: dict[Play, str]) -> str:
    """`name`, with a number behind it where another play has it."""
    taken = {Path(each).stem for each in written.values()}
    return next(each for each in chain((name,), (f"{name}-{at}" for at in count(2))) if each not in taken)


def transcript(machine: Machine, play: Play) -> str:
    """A play as a document: its choices, its outcomes, its words."""
    program = machine.program
    header = Header(program.id, program.title, program.version, program.fingerprint, play.profile, 0, "")
    record = Record(header)
    for number, turn in enumerate(play.turns):
        parent = number - 1 if number else None
        record.add(Turn(number, parent, "", turn.choice, (), turn.drawn, typed=turn.typed))
    session = Session.moved(machine, record, header, None, Settings())
    document = json.loads(as_json(session.told()))
    for turn, written in zip(play.turns, document["turns"], strict=True):
        if turn.typed is not None:
            written["typed"] = turn.typed
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _part(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.replace("*", "every")).strip("-.")[:60]
