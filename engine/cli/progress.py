"""A sign of life for long work: after half a second a line on a terminal's standard error, nothing in pipes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

SILENT_FOR = 0.5


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


@contextmanager
def counted(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what is told (done, whole) and keeps one line up to date with what is done and the time left."""
    with told() as tell:
        yield lambda done, whole: tell(doing, done, whole)


@contextmanager
def told() -> Iterator[Callable[[str, int, int], None]]:
    """The same for work of several sorts, each told with (doing, done, whole)."""
    if not sys.stderr.isatty():
        yield lambda doing, done, whole: None
        return
    line = _Line()
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    """One line of the terminal that says how far something is."""

    def __init__(self) -> None:
        self._doing = ""
        self._begun = self._last = time.monotonic()

    def tell(self, doing: str, done: int, whole: int) -> None:
        now = time.monotonic()
        if doing != self._doing:
            self._doing, self._begun = doing, now
        if now - self._last >= SILENT_FOR and done and now > self._begun:
            self._last = now
            left = time_left((now - self._begun) * (whole - done) / done)
            self._write(f"{doing}: {done:,} of {whole:,}, {left} left")

    def clear(self) -> None:
        self._write("")

    def _write(self, said: str) -> None:
        sys.stderr.write(f"\r\x1b[K{said}")
        sys.stderr.flush()


def time_left(seconds: float) -> str:
    """A time that nobody needs to the second: 40 s, 3 min, 2 h 10 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
