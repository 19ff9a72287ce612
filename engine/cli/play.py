"""`formalities play`: choose the face, then hand over the desk."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.progress import counting
from engine.errors import UserError
from engine.session import Session
from engine.storage import load_keymap, settings_folder

LARGEST_TRANSCRIPT = 64 * 2**20
"""Bytes of a transcript that are read."""


def run(arguments: Namespace) -> int:
    """Play; the face's exit code."""
    if arguments.width < 0:
        raise UserError("--width takes a number of letters, 0 or more.")
    desk = LocalDesk(story=arguments.story, saves=arguments.saves)
    if arguments.source:
        return _plain(arguments, desk, "", _from(desk, arguments.source))[0]
    resume = arguments.save or (desk.last_save(desk.stories()[0].id) if arguments.resume else "")
    if arguments.copy:
        if not resume:
            raise UserError("--copy goes with --save NAME or --continue.")
        resume = desk.copy(resume)
    on_screen = not arguments.json and _wants_screen(arguments, desk)
    session: Session | None = None
    while True:
        code, session = (_screen if on_screen else _plain)(arguments, desk, resume, session)
        if session is None:
            return code
        on_screen = not on_screen
        desk.save_settings(desk.settings().replace(face="screen" if on_screen else "plain"))


def _from(desk: LocalDesk, path: str) -> Session:
    """A play-through made from a transcript in JSON. Raises UserError in words."""
    try:
        text = Path(path).read_bytes()[:LARGEST_TRANSCRIPT].decode("utf-8", "replace")
    except OSError as error:
        raise UserError(f"The transcript {path} cannot be read: {error.strerror}.") from error
    read = import_module("engine.publish").read_json(text)
    session = desk.begin_from(read.record)
    for sentence in read.told:
        session.warn(sentence)
    return session


_Left = tuple[int, Session | None]
"""An exit code, and the session that is to go on in the other face, None where the player left."""


def _screen(arguments: Namespace, desk: LocalDesk, resume: str, session: Session | None = None) -> _Left:
    story = desk.stories()[0].id if arguments.story or arguments.profile else None
    left: _Left = import_module("engine.tui").run(
        desk,
        story=story,
        profile=arguments.profile or None,
        resume=resume or None,
        seed=arguments.seed,
        keymap=load_keymap(settings_folder()),
        session=session,
    )
    return left


def _plain(arguments: Namespace, desk: LocalDesk, resume: str, session: Session | None = None) -> _Left:
    plain = import_module("engine.plain")
    start = plain.Start(
        desk.stories()[0].id if arguments.story else "", arguments.profile, resume, arguments.seed, arguments.offer
    )
    asks = sys.stdin.isatty() and not arguments.json
    sitting = plain.Plain(
        desk,
        sys.stdin,
        sys.stdout,
        asks=asks,
        json=arguments.json,
        width=arguments.width,
        progress=counting("Playing it otherwise"),
        screen=asks and can_be_screen(),
    )
    code: int = sitting.play(start, session)
    return code, sitting.handed


def can_be_screen() -> bool:
    """Whether this is a terminal that a screen can be drawn on."""
    return os.environ.get("TERM") != "dumb" and sys.stdin.isatty() and sys.stdout.isatty()


def _wants_screen(arguments: Namespace, desk: LocalDesk) -> bool:
    """Plain when asked for or where no screen can be; else what was chosen before, asked once."""
    if arguments.plain or not can_be_screen():
        return False
    if arguments.screen:
        return True
    settings = desk.settings()
    if not settings.face:
        settings = settings.replace(face=_ask_face())
        desk.save_settings(settings)
    return settings.face == "screen"


def _ask_face() -> str:
    sys.stdout.write(
        "How do you want to read?\n1. On the screen, with keys.\n2. In plain lines, good for screen readers.\n"
    )
    while True:
        sys.stdout.write("> ")
        sys.stdout.flush()
        answer = sys.stdin.readline()
        if not answer:
            raise UserError("Nothing was chosen. Next time: --screen or --plain")
        if answer.strip() in ("1", "2"):
            return "screen" if answer.strip() == "1" else "plain"
        sys.stdout.write("Type 1 or 2.\n")
