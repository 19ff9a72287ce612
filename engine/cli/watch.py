"""`formalities watch`: play a story while you write it."""

from __future__ import annotations

import sys
from argparse import Namespace
from queue import Empty, Queue
from threading import Thread
from typing import TextIO, cast

from engine.cli.desk import LocalDesk
from engine.cli.watching import AUTHORS, LOOK, Beginning, Watching
from engine.plain import Plain, Start

EVERY = 0.4
"""Seconds between two looks at the files."""


class _Lines:
    """Lines of an input; between them `look` whenever the story's files have changed."""

    def __init__(self, source: TextIO, watching: Watching) -> None:
        self._watching = watching
        self._queue: Queue[str] = Queue(maxsize=1)
        Thread(target=self._read, args=(source,), daemon=True).start()

    def _read(self, source: TextIO) -> None:
        while True:
            line = source.readline()
            self._queue.put(line)
            if not line:
                return

    def readline(self) -> str:
        """The next line; "" at the end of the input."""
        while True:
            if self._watching.changed():
                return f"{LOOK}\n"
            try:
                return self._queue.get(timeout=EVERY)
            except Empty:
                continue


def run(arguments: Namespace) -> int:
    """Play in plain lines until the input ends."""
    asked = Beginning(arguments.profile, arguments.start, arguments.at, tuple(arguments.given), arguments.seed)
    desk = LocalDesk(story=arguments.path)
    watching = Watching(arguments.path, asked, desk.settings())
    session = watching.begin()
    sys.stdout.write(f"Nothing is saved here. {AUTHORS}\n")
    lines = cast(TextIO, _Lines(sys.stdin, watching))
    plain = Plain(desk, lines, sys.stdout, asks=sys.stdin.isatty(), width=arguments.width, watch=watching)
    return plain.play(Start(), session)
