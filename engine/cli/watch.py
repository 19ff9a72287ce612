"""`formalities watch`: play a story while you write it, on the screen or in plain lines."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import import_module
from queue import Empty, Queue
from threading import Thread
from typing import TextIO, cast

from engine.cli.desk import LocalDesk
from engine.cli.play import can_be_screen
from engine.cli.watching import AUTHORS, LOOK, Beginning, Watching
from engine.session import Session
from engine.storage import load_keymap, settings_folder

EVERY = 0.4
"""Seconds between two looks at the files."""


class _Lines:
    """Lines of an input; between them `look` whenever the story's files have changed.

    A line is read only when it is wanted, so that the screen, should it come next, has the keys for itself.
    """

    def __init__(self, source: TextIO, watching: Watching) -> None:
        self._source, self._watching = source, watching
        self._queue: Queue[str] = Queue()
        self._awaited = False

    def _read(self) -> None:
        self._queue.put(self._source.readline())

    def readline(self) -> str:
        """The next line; "" at the end of the input."""
        while True:
            if self._watching.changed():
                return f"{LOOK}\n"
            if not self._awaited:
                self._awaited = True
                Thread(target=self._read, daemon=True).start()
            try:
                line = self._queue.get(timeout=EVERY)
            except Empty:
                continue
            self._awaited = False
            return line


def run(arguments: Namespace) -> int:
    """Play until the input ends or the author leaves; `face` turns from one face to the other."""
    asked = Beginning(arguments.profile, arguments.start, arguments.at, tuple(arguments.given), arguments.seed)
    desk = LocalDesk(story=arguments.path)
    watching = Watching(arguments.path, asked, desk.settings())
    session: Session | None = watching.begin()
    on_screen = _wants_screen(arguments, desk)
    lines = _Lines(sys.stdin, watching)
    while True:
        if on_screen:
            code, session = _screen(desk, watching, session)
        else:
            code, session = _plain(arguments, desk, watching, session, lines)
        if session is None:
            return code
        on_screen = not on_screen


def _wants_screen(arguments: Namespace, desk: LocalDesk) -> bool:
    """The screen, unless there can be none, or plain lines are asked for now or were chosen before."""
    if arguments.plain or not can_be_screen():
        return False
    return arguments.screen or desk.settings().face != "plain"


def _screen(desk: LocalDesk, watching: Watching, session: Session | None) -> tuple[int, Session | None]:
    keymap = load_keymap(settings_folder())
    left: tuple[int, Session | None] = import_module("engine.tui").run(
        desk, keymap=keymap, session=session, watch=watching
    )
    return left


def _plain(
    arguments: Namespace, desk: LocalDesk, watching: Watching, session: Session | None, lines: _Lines
) -> tuple[int, Session | None]:
    plain = import_module("engine.plain")
    sys.stdout.write(f"Nothing is saved here. {AUTHORS}\n")
    sitting = plain.Plain(
        desk,
        cast(TextIO, lines),
        sys.stdout,
        asks=sys.stdin.isatty(),
        width=arguments.width,
        watch=watching,
        screen=can_be_screen(),
    )
    code: int = sitting.play(plain.Start(), session)
    return code, sitting.handed
