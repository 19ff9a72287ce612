"""The screen in play: from a key to the new passage, early and late; memory over a long play; quiet while idle.

The first two without a terminal, as Textual's own tests run; the last in a terminal of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from engine.machine import Machine
from engine.program import Program
from engine.tui.app import Formalities
from engine.tui.messages import Start
from engine.tui.screens.play import Play
from engine.tui.widgets.prose import Prose
from tests.bench import table
from tests.bench.starting import environment, opened_terminal, write_story
from tests.bench.story import Story
from tests.pictures import settle
from tests.stories.sitting import MemoryDesk

MOST_SECONDS = 0.080
SAMPLE = 30
"""Presses that a median is taken of."""

QUIET_SECONDS = 3
PAINT = 2_000
"""Bytes of a first paint at least."""


def measure_play(program: Program, turns: int) -> None:
    """A press early and after `turns` turns, and by how much the memory grew a turn meanwhile."""
    table.head(f"The screen in play, {len(program.scenes):,} scenes, 80 by 24, medians of {SAMPLE} presses")
    early, late, grown = asyncio.run(_played(program, turns))
    for name, taken in (("from a key to the new passage, at turn 10", early), (f"at turn {turns:,}", late)):
        median = statistics.median(taken)
        table.line(name, table.milliseconds(median))
        table.note(f"  target: under 80 ms: {'PASS' if median < MOST_SECONDS else 'MISS'}")
    table.line("by how much the process grew a turn, in the second half", f"{grown / 1024:,.2f} KiB")


async def _played(program: Program, turns: int) -> tuple[list[float], list[float], float]:
    app = Formalities(MemoryDesk(Machine(program)), Start(story=program.id, profile=program.profiles[0].id, seed=7), {})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        await _press_all(pilot, 10)
        early = await _press_all(pilot, SAMPLE)
        settled = turns // 2  # by then caches of the screen library, which are bounded, are full
        await _press_all(pilot, settled - 10 - SAMPLE)
        before = _peak()
        await _press_all(pilot, turns - settled)
        grown = (_peak() - before) / (turns - settled)
        late = await _press_all(pilot, SAMPLE)
    return early, late, grown


def _peak() -> int:
    """Bytes of memory that the process has had at most; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


async def _press_all(pilot: Pilot[int], count: int) -> list[float]:
    return [await _press(pilot) for _ in range(count)]


async def _press(pilot: Pilot[int]) -> float:
    """Seconds from a key to the moment when the passage that came of it stands on the screen."""
    app, screen = pilot.app, pilot.app.screen
    assert isinstance(screen, Play)
    open_ = next(each.number for each in screen.session.view.choices if each.reason is None)
    turn, shown = screen.session.view.turn.id, asyncio.Event()
    begun = time.perf_counter()
    app.post_message(events.Key(str(open_), str(open_)))
    prose = screen.query_one(Prose)
    while prose.shown[-1].id == turn:
        await asyncio.sleep(0)
    screen.call_after_refresh(shown.set)
    await shown.wait()
    taken = time.perf_counter() - begun
    await asyncio.sleep(0.005)
    return taken


def measure_idle(story: Story) -> None:
    """Bytes that reach the terminal while nobody touches a key."""
    table.head(f"The screen while idle, {QUIET_SECONDS} seconds")
    if sys.platform == "win32":
        table.note("Left out: this system has no pseudo-terminals.")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        home = Path(made)
        folder = write_story(story, home / "story")
        wanted = (sys.executable, "-m", "engine", "play", str(folder), "--screen", "--saves", str(home / "saves"))
        count = idle_bytes(wanted, environment(home))
    table.line("bytes written", f"{count}")
    table.note(f"  target: none: {'PASS' if count == 0 else 'MISS'}")


def idle_bytes(wanted: Sequence[str], env: Mapping[str, str]) -> int:
    """What a program writes in QUIET_SECONDS, once it has painted and then written nothing for two seconds."""
    with opened_terminal(wanted, env) as (process, outer):
        _read(outer, 60, until_quiet=True)
        count = _read(outer, QUIET_SECONDS)
        assert process.poll() is None
        return count


def _read(outer: int, seconds: float, *, until_quiet: bool = False) -> int:
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([outer], [], [], 2.0 if until_quiet else max(0.0, end - time.monotonic()))[0]:
            with contextlib.suppress(OSError):
                count += len(os.read(outer, 65536))
        elif until_quiet and count > PAINT:
            break
    return count
