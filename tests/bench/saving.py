"""What a save costs early and late in one play-through: to the disk with fsync, and to a file in memory."""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from pathlib import Path
from unittest import mock

from engine.machine import Machine
from engine.program.layout import PLACE
from engine.record import Record, Snapshot, Turn, turn_from
from engine.storage import SaveFolder
from tests.bench import table
from tests.bench.flat import header
from tests.bench.players import SEED, take_walk
from tests.bench.speed import Subject

WINDOW = 200
AT = (10, 10_000)
_MEMORY = Path("/dev/shm")


def measure_saving(subject: Subject) -> None:
    """Print both; medians of a window of turns, and what the snapshots in it add on average."""
    machine = Machine(subject.program)
    entries = _entries(machine, AT[-1] + WINDOW)
    table.head(f"A save's cost by the turn's number, {len(subject.story.scenes):,} scenes, windows of {WINDOW} turns")
    _show("a turn appended, fsync to disk", entries, None)
    if _MEMORY.is_dir():
        _show("a turn appended, to a file in memory", entries, _MEMORY)
    else:
        table.note("The file in memory is left out: this system has no /dev/shm.")


def _entries(machine: Machine, turns: int) -> list[Turn | Snapshot]:
    """What a session would write."""
    walk = take_walk(machine, turns)
    run = machine.begin(SEED)
    record = Record(header())
    made: list[Turn | Snapshot] = []

    def take(block: str, choice: str) -> None:
        turn = turn_from(record.next_id, record.standing, block, choice, run.change, machine.layout)
        record.add(turn)
        made.append(turn)
        if record.wants_snapshot(len(run.cells)):
            made.append(Snapshot(turn.id, machine.values(run.cells)))
            record.add(made[-1])

    take("", "default")
    for choice in walk.ids:
        block = str(run.cells[PLACE])
        run.choose(choice)
        take(block, choice)
    return made


def _show(name: str, entries: list[Turn | Snapshot], folder: Path | None) -> None:
    """Between the windows nothing is synced, for ten thousand syncs take their time."""
    turns: dict[int, float] = {}
    snapshots: dict[int, float] = {}
    with tempfile.TemporaryDirectory(dir=folder, prefix="bench-") as made:
        journal = SaveFolder(made).create(header())
        for entry in entries:
            number = entry.id if isinstance(entry, Turn) else entry.turn
            watched = any(start - 10 <= number < start + WINDOW for start in AT)
            with contextlib.nullcontext() if watched else mock.patch("os.fsync"):
                begun = time.perf_counter()
                journal.append(entry)
                taken = time.perf_counter() - begun
            (turns if isinstance(entry, Turn) else snapshots)[number] = taken
        journal.close()
    first = 0.0
    for start in AT:
        window = [turns[number] for number in range(start, start + WINDOW)]
        median = statistics.median(window)
        first = first or median
        late = start == AT[-1]
        table.line(f"{name}, turn {start:,}", table.microseconds(median), median / first, most=1.1 if late else None)
    kept = [taken for number, taken in snapshots.items() if number >= AT[-1]]
    if kept:
        table.line("  a snapshot (one turn in fifty), late", table.microseconds(statistics.median(kept)))
