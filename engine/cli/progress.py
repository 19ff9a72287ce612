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
    """Gives what is told (done, whole) and keeps one line up to date with the share done and the time left."""
    if not sys.stderr.isatty():
        yield lambda done, whole: None
        return
    begun = last = time.monotonic()

    def tell(done: int, whole: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SILENT_FOR and done:
            last = now
            left = time_left((now - begun) * (whole - done) / done)
            sys.stderr.write(f"\r\x1b[K{doing}: {done:,} of {whole:,}, {left} left")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")


def time_left(seconds: float) -> str:
    """A time that nobody needs to the second: 40 s, 3 min, 2 h 10 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
