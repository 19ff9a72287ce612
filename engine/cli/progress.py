"""A sign of life for long work: after half a second a line on a terminal's standard error, nothing in pipes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from engine.record import Progress

SILENT_FOR = 0.5
EVERY = 2.0
"""Seconds."""


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say `doing` if the work under it takes long."""
    if not sys.stderr.isatty():
        yield
        return
    timer = Timer(SILENT_FOR, lambda: sys.stderr.write(f"{doing}...\n"))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def counting(doing: str) -> Progress | None:
    """A sign of life for work that counts its steps: a line after half a second, and one every two seconds after it.

    None where nobody looks. One that is told a number no larger than before begins a new work.
    """
    return _Counting(doing) if sys.stderr.isatty() else None


class _Counting:
    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._done = 0
        self._next = 0.0

    def __call__(self, done: int, most: int) -> None:
        now = time.monotonic()
        if done <= self._done or not self._next:
            self._next = now + SILENT_FOR
        elif now >= self._next:
            self._next = now + EVERY
            sys.stderr.write(f"{self._doing}: {done:,} of at most {most:,}...\n")
            sys.stderr.flush()
        self._done = done
