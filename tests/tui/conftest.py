"""What holds for every test of the screen: waiting ends as soon as there is nothing left to do.

Textual's pilot sleeps until the process has used hardly any time for a fiftieth of a second, several times a key, so
that a core stands idle for half of each test, and a busy machine may be taken for an idle application. All that an
application does runs in one loop, so it can be known exactly: all is done when a task that let all others go first
finds the loop's queue empty, the screen drawn, and no timer of the application near.
"""

import asyncio
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.timer import Timer

FRAME = 1 / 60
"""Seconds between two frames; a cursor that blinks takes thirty times as long and is not waited for."""


async def quiet(app: App[Any], within: float = 5) -> None:
    """Let everything run that can run now or in a frame; threads are not waited for."""
    loop = asyncio.get_running_loop()
    until = loop.time() + within
    while loop.time() < until:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if app.screen_stack and not app._batch_count and _active(app.screen._update_timer):
            app.screen._on_timer_update()
        elif app._batch_count or any(_active(timer) for timer in (app.animator._timer, *app._timers)):
            await asyncio.sleep(FRAME / 4)
        else:
            return


def _active(timer: Timer) -> bool:
    going = timer._task is not None and not timer._task.done()
    return going and timer._active.is_set() and timer._interval <= FRAME


async def _pause(pilot: Pilot[Any], delay: float | None = None) -> None:
    await asyncio.sleep(delay or 0)
    await quiet(pilot.app)


async def _drawn(pilot: Pilot[Any], timeout: float = 30) -> bool:
    await quiet(pilot.app)
    return True


async def _idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    await quiet(active_app.get())


@pytest.fixture(autouse=True)
def _the_pilot_waits_no_longer_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pilot, "pause", _pause)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _drawn)
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", _idle)
