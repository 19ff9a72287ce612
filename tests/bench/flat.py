"""What a turn costs with few turns behind it and with many, and what each turn leaves in memory.

The same turns are played twice from the same cells: by a play that came there turn by turn, and by one that was put
there. The two take blocks of them by turns, in processor time, so that another program weighs on both alike. Windows of
one long play say less: they hold other turns, and the first begins cold, which a short baseline feels most.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence

from engine.machine import Machine
from engine.record import Header, Record, Snapshot
from engine.session import Session, Settings
from tests.bench import table
from tests.bench.players import SEED, take_walk
from tests.bench.speed import Subject

FEW, MANY = 60, 10_000
WINDOW, BLOCK = 1_000, 25
Choose = Callable[[str], object]


def measure_flat(subject: Subject, rounds: int) -> None:
    """Print the table."""
    machine = Machine(subject.program)
    ids = take_walk(machine, MANY + WINDOW).ids
    table.head(f"A turn's cost by the turns before it, {len(subject.story.scenes):,} scenes, the same {WINDOW} turns")
    pairs = {"ours": _runs, "ours in a session: record, view, no disk": _sessions}
    for name, pair in pairs.items():
        found = [_alternately(*pair(machine, ids[:MANY]), ids[MANY:]) for _ in range(rounds)]
        few, many = (statistics.median(each) / WINDOW for each in zip(*found, strict=True))
        table.line(f"{name}, {FEW} turns before", table.microseconds(few), 1.0)
        grown = statistics.median(late / early for early, late in found)
        table.line(f"{name}, {MANY:,} turns before", table.microseconds(many), grown, most=1.1)
    _measure_kept(machine, ids)


def _alternately(few: Choose, many: Choose, ids: Sequence[str]) -> tuple[float, float]:
    """Seconds of both for all of `ids`."""
    taken = [0.0, 0.0]
    gc.collect()
    for start in range(0, len(ids), BLOCK):
        turn = start // BLOCK % 2
        for at in (turn, 1 - turn):
            choose = (few, many)[at]
            begun = time.thread_time()
            for choice in ids[start : start + BLOCK]:
                choose(choice)
            taken[at] += time.thread_time() - begun
    return taken[0], taken[1]


def _runs(machine: Machine, ids: Sequence[str]) -> tuple[Choose, Choose]:
    run = machine.begin(SEED)
    for choice in ids:
        run.choose(choice)
    return machine.run_from(SEED, list(run.cells)).choose, run.choose


def _sessions(machine: Machine, ids: Sequence[str]) -> tuple[Choose, Choose]:
    session = _played(machine, ids)
    return _chooser(_begun_late(machine, session)), _chooser(session)


def _played(machine: Machine, ids: Sequence[str]) -> Session:
    session = Session.begin(machine, header(), None, Settings())
    choose = _chooser(session)
    for choice in ids:
        choose(choice)
    return session


def _chooser(session: Session) -> Choose:
    """Takes a choice as a player does, by its number in the view."""
    return lambda choice: session.choose(next(each.number for each in session.view.choices if each.id == choice))


def _begun_late(machine: Machine, session: Session) -> Session:
    """A session at the same place whose record holds only the last turns of `session`."""
    turns = session.record.last(FEW)
    first = turns[0].id
    kept = [each.replace(id=each.id - first, parent=each.id - 1 - first if each.id > first else None) for each in turns]
    cells = machine.cells_from(_cells_of(machine, session))
    for turn in reversed(turns[1:]):
        for name, old, _, _ in reversed(turn.wrote):
            cells[machine.layout.slots[name]] = old
    record = Record(header(), [kept[0], Snapshot(0, machine.values(cells)), *kept[1:]])
    return Session.resume(machine, record, None, Settings())


def _cells_of(machine: Machine, session: Session) -> dict[str, object]:
    """The cells where a session stands, from what it recorded."""
    values: dict[str, object] = dict(machine.values(machine.first_cells(machine.profile(None))))
    for turn in session.record.path():
        values.update((name, new) for name, _, new, _ in turn.wrote)
    return values


def _measure_kept(machine: Machine, ids: Sequence[str]) -> None:
    """Bytes, and objects that the collector of garbage looks at, which a turn leaves in a session."""
    session = _played(machine, ids[:WINDOW])
    choose = _chooser(session)
    gc.collect()
    objects = len(gc.get_objects())
    tracemalloc.start()
    for choice in ids[WINDOW : 3 * WINDOW]:
        choose(choice)
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0] / (2 * WINDOW)
    tracemalloc.stop()
    tracked = (len(gc.get_objects()) - objects) / (2 * WINDOW)
    table.note(
        f"A turn leaves {kept:,.0f} bytes in a session, in {tracked:.1f} objects that garbage collection visits."
    )


def header() -> Header:
    """The header of a play-through of the generated story."""
    return Header("bench", "The road", "1", "0" * 64, "default", SEED, "2026-01-01 00:00")
