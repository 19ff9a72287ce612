"""When a program of Textual's has nothing more to do: nothing is ready to run in its loop, nothing waits to be drawn.

Textual's own pilot takes a program for idle when it used little processor time in the last fiftieth of a second. On a
busy machine that is also one that was given no time, and what is looked at then may be half drawn; on an idle one it
waits that long at every key for nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from textual.app import App

ROUNDS = 3
"""Rounds of the loop in which nothing was ready, for a timer that is due counts from the next one."""


async def idle(app: App[Any]) -> None:
    """Until `app` has nothing to do. Threads, and timers that are not due, are not waited for."""
    await _quiet()
    while app.screen_stack and (app._resize_event or _owes(app)):
        app._check_resize()
        app.screen._on_timer_update()
        await _quiet()


async def _quiet() -> None:
    ready, quiet = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]
    while quiet < ROUNDS:
        await asyncio.sleep(0)
        quiet = 0 if ready else quiet + 1


def _owes(app: App[Any]) -> bool:
    """Whether the screen has something to lay out, to draw or to call afterwards."""
    screen = app.screen
    drawing = screen._layout_required or screen._scroll_required or screen._repaint_required
    return app._batch_count == 0 and bool(drawing or screen._dirty_widgets or screen._callbacks)


@contextmanager
def truly_idle(app: App[Any]) -> Iterator[None]:
    """Let the pilot of `app` wait for what `idle` waits for."""

    async def wait(*_: float) -> None:
        await idle(app)

    with patch("textual.app.wait_for_idle", wait), patch("textual.pilot.wait_for_idle", wait):
        yield
