"""A story played while it is written: read again when its files change, played again to where one was.

In: where the story is, and how to begin. Out: sessions in the newest state of the story that has no mistakes. Nothing
is saved.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.cli.desk import machine_profile
from engine.compiler import compile_story
from engine.compiler.given import read_value
from engine.compiler.values import moment
from engine.diagnostics import Diagnostic, render_all
from engine.errors import UserError
from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Profile, Program
from engine.program.layout import CellValue
from engine.record import Header
from engine.record.ports import StorySource
from engine.session import Session, Settings
from engine.session.inspecting import ValueLine, set_by_author, standing_told, value_lines
from engine.session.moving import WRITING
from engine.session.watched import LOOK, Problem, Reading, Watched
from engine.storage import Stories

_SET = re.compile(r"set\s+([\w.]+)\s*=\s*(.*)", re.DOTALL)
_GIVEN = re.compile(r"\s*([\w.]+)\s*=\s*(.*)", re.DOTALL)
BY_HAND = "changed by hand"
"""What a branch is called in which an author has changed a value."""

AS_IT_WAS = "You go on in the story as it was."
AUTHORS = "values NAME shows what is behind the page, set NAME = VALUE changes it, problems tells what is wrong."


class Beginning(Frozen):
    """How to begin: as whom, in which scene ("" the man's own), when, with which values, by which seed."""

    profile: str = ""
    start: str = ""
    at: str = ""
    given: tuple[str, ...] = ()
    seed: int = 0


class Watching:
    """Implements `engine.session.watched.Watch` over the files of one story."""

    def __init__(self, path: str, beginning: Beginning, settings: Settings) -> None:
        self._path = path
        self._beginning = beginning
        self._settings = settings
        self._stories = Stories()
        self._root: Path | None = None
        self._stamp: object = None
        self._fingerprint = ""
        self._found: tuple[Diagnostic, ...] = ()
        self._folder = ""

    def begin(self) -> Session:
        """A session of the story as it is now. Raises UserError, with all that is wrong, for one that has mistakes."""
        reading = self.read()
        machine = None if reading is None else reading.machine
        if machine is None:
            raise UserError((reading and reading.trouble) or "\n".join(self._told_problems()))
        return Session.begin(machine, self._header(machine), None, self._settings)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong when the story was last read, errors first."""
        return tuple(_problem(each, self._folder) for each in self._found)

    def changed(self) -> bool:
        """Whether a file of the story is another than when it was last read. Costs a look at each file's date."""
        return self._stamp != self._stamped()

    def _stamped(self) -> object:
        if self._root is None:
            path = Path(self._path)
            self._root = path if path.exists() else Path(self._stories.read(self._path).folder)
        files = self._root.rglob("*") if self._root.is_dir() else (self._root,)
        return tuple(_stamps(sorted(each for each in files if each.suffix in (".yaml", ".yml"))))

    def read(self) -> Reading | None:
        """Read and compile the story; None where its text is what it was when it was last read."""
        self._stamp, before = self._stamped(), self._fingerprint
        try:
            source = self._stories.read(self._path)
            if source.fingerprint == before:
                return None
            program = self._compiled(source)
        except UserError as error:
            return Reading(None, str(error))
        return Reading(None if program is None else Machine(program))

    def take(self, session: Session, reading: Reading | None) -> Watched:
        """Go on in the story as it was read; where that has mistakes, in the story as it was."""
        if reading is None:
            return Watched(session, ())
        wrong = tuple(self._told_problems()) if self._found else ()
        if reading.machine is None:
            return Watched(session, (*filter(None, (reading.trouble,)), AS_IT_WAS), wrong=wrong)
        machine = reading.machine
        moved = Session.moved(machine, session.record, self._header(machine), None, session.settings, of=WRITING)
        return Watched(moved, (moved.told_of_moving,), again=True, wrong=wrong)

    # -- the story -------------------------------------------------------------------------------------------------

    def _compiled(self, source: StorySource) -> Program | None:
        compiled = compile_story(source.files, source.fingerprint)
        self._fingerprint, self._found = source.fingerprint, compiled.diagnostics
        self._folder = os.path.join(os.path.commonpath([os.path.dirname(each) for each in source.files] or [""]), "")
        return None if compiled.program is None else self._begun(compiled.program)

    def _begun(self, program: Program) -> Program:
        """The program with the man who begins as was asked for as its first."""
        asked = self._beginning
        machine = Machine(program)
        man = machine.profile(machine_profile(machine, asked.profile))
        scene = asked.start or man.start
        if scene not in program.scenes:
            raise UserError(f'No scene is called "{scene}".')
        given = tuple(_pair(program, each) for each in asked.given)
        start = _moment(program, asked.at) if asked.at else program.clock.start
        begun = Profile(
            man.id, man.name, man.title, man.about, man.has, man.lacks, scene, man.place, (*man.given, *given)
        )
        others = tuple(each for each in program.profiles if each.id != man.id)
        return program.replace(profiles=(begun, *others), clock=program.clock.replace(start=start))

    def _header(self, machine: Machine) -> Header:
        program = machine.program
        profile = program.profiles[0].id
        return Header(
            program.id, program.title, program.version, program.fingerprint, profile, self._beginning.seed, ""
        )

    def _told_problems(self) -> Iterator[str]:
        if self._found:
            yield from render_all(self._found).splitlines()
        else:
            yield "Nothing to complain about."

    # -- an author's commands ----------------------------------------------------------------------------------------

    def command(self, session: Session, line: str) -> Watched | None:
        """Read the story again, show or set values, tell what is wrong; None for a line of play."""
        first, _, rest = line.partition(" ")
        match first:
            case "look":
                return self._look(session)
            case "problems":
                return Watched(session, tuple(self._told_problems()))
            case "values":
                return Watched(session, self._values(session, rest.strip()))
            case "set" if _SET.fullmatch(line):
                return self._set(session, line)
            case _:
                return None

    def _look(self, session: Session) -> Watched:
        """The story as it is on disk now; where it has mistakes, the session as it was, and the mistakes."""
        return self.take(session, self.read())

    def values(self, session: Session, prefix: str = "") -> tuple[ValueLine, ...]:
        """The values whose names begin with `prefix`."""
        return tuple(value_lines(session.machine, session.record, session.cells, prefix))

    def _values(self, session: Session, prefix: str) -> tuple[str, ...]:
        found = [each.told for each in self.values(session, prefix)]
        first = [] if prefix else [standing_told(session.machine, session.cells)]
        return (*first, *found) or (f'Nothing has a name that begins with "{prefix}".',)

    def _set(self, session: Session, line: str) -> Watched:
        """Change a value by hand: a turn that no choice made, and that no cause counts."""
        try:
            name, value = _pair(session.machine.program, line.removeprefix("set"))
        except UserError as error:
            return Watched(session, (str(error),))
        if not session.view.choices and session.view.asked is None:
            return Watched(session, ("The play is over; go back first.",))
        session.carry(set_by_author(session.machine, session.cells, name, value))
        session.page("name", BY_HAND)
        return Watched(session, (f"{name} is {value} by your own hand, and counts as no cause.",), again=True)


def _stamps(files: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    """Names, dates and sizes of files that may go away meanwhile."""
    for each in files:
        try:
            found = each.stat()
        except OSError:
            continue
        yield str(each), found.st_mtime_ns, found.st_size


def _pair(program: Program, written: str) -> tuple[str, CellValue]:
    """`cash = 0` as a name and a value. Raises UserError in words."""
    found = _GIVEN.fullmatch(written)
    variable = next((each for each in program.variables if found is not None and each.name == found[1]), None)
    if found is None or variable is None:
        raise UserError(
            f'"{written.strip()}" sets nothing. Write NAME=VALUE with the name of a variable, as in cash=0.'
        )
    empty = variable.kind == "text" and found[2].strip() == "''"
    value = "" if empty else read_value(found[2].strip(), variable, program.clock.zone)
    if value is None:
        raise UserError(f'"{found[2].strip()}" is no value for {variable.name}.')
    return variable.name, value


def _moment(program: Program, written: str) -> int:
    found = moment(written, program.clock.zone)
    if found is None or found > program.clock.end:
        raise UserError(f'"{written}" is no moment of the story. Write 2022-09-26, or "2022-09-26 14:00".')
    return found


__all__ = ["AUTHORS", "LOOK", "Beginning", "Watching"]


def _problem(found: Diagnostic, folder: str) -> Problem:
    """A diagnostic with its paths as they are within `folder`."""
    hint = (found.hint or "").replace(folder, "") if folder else found.hint or ""
    file = found.place.file.removeprefix(folder)
    return Problem(found.code, found.severity, found.message, file, found.place.line, found.source, hint)
