"""A sign of life for long work: after half a second a line on a terminal's standard error, nothing in pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
