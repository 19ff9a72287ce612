"""A save of 10,000 turns and 200 branches: opening it, going to any turn, asking why, and what a turn adds to it.

Times are the processor's, so that another program weighs little.
"""

from __future__ import annotations

import contextlib
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from unittest import mock

from engine.errors import ChoiceError
from engine.machine import Machine
from engine.program import Program
from engine.record import Record, Snapshot, Stand, Turn
from engine.session import Session, Settings
from engine.storage import SaveFolder
from engine.storage.lines import entry_line
from tests.bench import table
from tests.bench.flat import header

TURNS, BRANCHES, TRUNK = 10_000, 200, 6_000
ASKED = 100


def measure_tree(program: Program, name: str) -> None:
    """Print the table."""
    machine = Machine(program)
    table.head(f"A save of {TURNS:,} turns and {BRANCHES} branches, {name}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        saves = SaveFolder(folder)
        save = _written(machine, saves)
        opening = [_opened(machine, saves, save)[1] for _ in range(5)]
        _line("opening", opening, statistics.median(opening), 0.3)
        session = _opened(machine, saves, save)[0]
        luck = random.Random(3)
        going = [_timed(lambda turn=turn: _go(session, turn)) for turn in luck.sample(range(TURNS), ASKED)]
        _line("going to a turn, the slowest", going, max(going), 0.05)
        bare = Record(session.record.header, [each for each in _entries(saves, save) if not isinstance(each, Snapshot)])
        old = Session.resume(machine, bare, None, Settings())
        going = [_timed(lambda turn=turn: _go(old, turn)) for turn in luck.sample(range(TURNS), ASKED)]
        _line("the same without one snapshot, the slowest", going, max(going), 0.05)
        taken = [_timed(lambda: session.page("branches"))]
        _line("the page of branches", taken, max(taken), 0.3)
        asking = _asked(session, luck)
        _line("why, 95 of 100", asking, sorted(asking)[len(asking) * 95 // 100 - 1], 0.05)
        asking = _asked(session, luck, " verify")
        _line("why ... verify, 95 of 100", asking, sorted(asking)[len(asking) * 95 // 100 - 1], 0.5)
        taken = [_timed(lambda: Session.moved(machine, session.record, header(), None, Settings()))]
        _line("carried over with all branches", taken, max(taken), 2.0)
        _growth(_entries(saves, save))


def _written(machine: Machine, saves: SaveFolder) -> str:
    """A save with a long branch and many that part from it and from each other; its name."""
    luck = random.Random(1)
    with mock.patch("os.fsync"):
        journal = saves.create(header())
        session = Session.begin(machine, header(), journal, Settings())
        while len(session.record.turns) < TURNS:
            turns = len(session.record.turns)
            if turns >= TRUNK and (turns - TRUNK) % ((TURNS - TRUNK) // (BRANCHES - 1)) == 0:
                _go(session, luck.randrange(turns))
            if not _step(session, luck):
                _go(session, luck.randrange(turns))
        session.close()
    assert len(session.record.shape.branches(None)) >= BRANCHES - 5
    return journal.name


def _step(session: Session, luck: random.Random) -> bool:
    found = [each.number for each in session.view.choices if each.reason is None]
    if found:
        session.choose(luck.choice(found))
    return bool(found)


def _go(session: Session, turn: int) -> None:
    """Go to any turn by its id, as `go` does when it knows which is meant."""
    with mock.patch("engine.session.session.turn_meant", return_value=turn):
        session.go("")


def _entries(saves: SaveFolder, save: str) -> Sequence[object]:
    return saves.open(save, for_writing=False).entries


def _opened(machine: Machine, saves: SaveFolder, save: str) -> tuple[Session, float]:
    gc.collect()
    begun = time.thread_time()
    opened = saves.open(save, for_writing=False)
    session = Session.resume(machine, Record(opened.header, opened.entries), None, Settings())
    assert session.view
    return session, time.thread_time() - begun


def _asked(session: Session, luck: random.Random, more: str = "") -> list[float]:
    """Seconds of each question, with `more` after it, after going somewhere or choosing between any two of them."""
    taken: list[float] = []
    while len(taken) < ASKED:
        if len(taken) % 10 == 0:
            _go(session, luck.randrange(TURNS // 2, TURNS))
        elif not _step(session, luck):
            session.back()
        words = luck.choice(["", *(str(each.number) for each in session.view.choices), *_named(session)])
        taken.append(_timed(lambda words=words: session.why((words + more).strip())))
    return taken


def _named(session: Session) -> list[str]:
    return [each.title for each in session.view.status if each.title != "Papers"]


def _growth(entries: Sequence[object]) -> None:
    sizes = [len(entry_line(each)) for each in entries if isinstance(each, Turn)]
    tenth = len(sizes) // 10
    early, late = statistics.median(sizes[:tenth]), statistics.median(sizes[-tenth:])
    table.line("a turn in the journal, the median", f"{statistics.median(sizes):,.0f} bytes")
    table.line("  late against early", f"{late:,.0f} bytes", late / early, most=1.1)
    whole = sum(len(entry_line(each)) for each in entries if not isinstance(each, Stand))
    table.note(f"With its snapshots a turn takes {whole / len(sizes):,.0f} bytes on average.")


def _timed(act: Callable[[], object]) -> float:
    gc.collect()
    begun = time.thread_time()
    with contextlib.suppress(ChoiceError):
        act()
    return time.thread_time() - begun


def _line(name: str, taken: Sequence[float], value: float, most: float) -> None:
    """A measure against a bound in seconds, as their ratio."""
    median = table.milliseconds(statistics.median(taken))
    table.line(f"{name} (median {median})", table.milliseconds(value), value / most, most=1.0)
