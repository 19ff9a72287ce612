"""The desk that front ends sit at: stories, saves and sittings of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

from engine.cli.progress import progress
from engine.errors import SaveError, StoryError, UserError
from engine.machine import Machine
from engine.program import Program
from engine.record import Header, Journal, Moved, Opened, Record, SaveLine, StorySource, moved, outcomes_now
from engine.session import Session, Settings, StoryCard, story_card
from engine.session.moving import SAVE, TRANSCRIPT, Changed, changed
from engine.session.shown import Shown
from engine.storage import (
    KeptPrograms,
    ProgramCache,
    SaveFolder,
    Stories,
    cache_folder,
    load_settings,
    save_settings,
    saves_folder,
    settings_folder,
)
from engine.storage.files import reason, write_whole


class StoryHasMistakes(UserError):
    """A story that cannot be played; the command line ends with 1."""

    code = 1


class LocalDesk:
    """Implements `engine.session.desk.Desk` on this machine's folders."""

    def __init__(self, *, story: str = "", saves: str = "") -> None:
        self._stories = Stories()
        self._asked = story
        self._cache = ProgramCache(cache_folder())
        self._folder = Path(saves) if saves else saves_folder()
        self._saves = SaveFolder(self._folder)
        self._kept = KeptPrograms(self._folder)
        self._machines: dict[str, Machine] = {}

    def stories(self) -> tuple[StoryCard, ...]:
        """The story that was asked for, else all that come with the program."""
        names = (self._asked,) if self._asked else self._stories.names()
        if not names:
            raise UserError("No story is to be found here. Name a story's folder: formalities play FOLDER")
        return tuple(story_card(self._machine(name).program) for name in names)

    def _machine(self, name: str) -> Machine:
        if name not in self._machines:
            self._machines[name] = Machine(self.program(self._stories.read(name)))
        return self._machines[name]

    def _machine_of(self, story: str) -> Machine:
        """The machine of the story with the id `story`."""
        for name in (self._asked,) if self._asked else self._stories.names():
            machine = self._machine(name)
            if machine.program.id == story:
                return machine
        raise UserError(
            f'This save is of the story "{story}", which is not here. Name its folder: formalities play FOLDER'
        )

    def program(self, source: StorySource) -> Program:
        """A story's program, from the cache or compiled now. Raises StoryHasMistakes."""
        found = self._cache.get(source.fingerprint)
        if found is not None:
            return found
        with progress("Reading the story"):
            compiled = import_module("engine.compiler").compile_story(source.files, source.fingerprint)
        program: Program | None = compiled.program
        if program is None:
            count = sum(each.severity == "error" for each in compiled.diagnostics)
            mistakes = "a mistake" if count == 1 else f"{count} mistakes"
            raise StoryHasMistakes(
                f'"{source.name}" has {mistakes} and cannot be played. To see: formalities check {source.folder}'
            )
        self._cache.put(program)
        return program

    # -- sittings ------------------------------------------------------------------------------------------------

    def saves(self, story: str) -> tuple[SaveLine, ...]:
        """The saves of a story, last played first, with where they stand in the story as it is now."""
        shown = Shown(self._machine_of(story))
        return tuple(each.replace(stands=shown.stands(each.block, each.clock)) for each in self._saves.list(story))

    def begin(self, story: str, profile: str, seed: int | None = None) -> Session:
        """A new play-through. One that cannot be saved is played all the same, with a warning."""
        machine = self._machine_of(story)
        chosen = machine_profile(machine, profile)
        header = self._header(machine.program, chosen, int.from_bytes(os.urandom(4), "big") if seed is None else seed)
        journal, trouble = self._journal(header, machine.program)
        session = Session.begin(machine, header, journal, self.settings())
        if trouble:
            session.warn(trouble)
        return session

    def _header(self, program: Program, profile: str, seed: int) -> Header:
        begun = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        return Header(program.id, program.title, program.version, program.fingerprint, profile, seed, begun)

    def _journal(self, header: Header, program: Program) -> tuple[Journal | None, str]:
        try:
            journal = self._saves.create(header)
        except SaveError as error:
            return None, str(error)
        self._kept.keep(program)
        return journal, ""

    def changed(self, save: str) -> Changed | None:
        """What has become of a save whose story has changed since; None for one that goes on as it is."""
        opened = self._saves.open(save, for_writing=False)
        machine = self._machine_of(opened.header.story)
        if opened.header.fingerprint == machine.program.fingerprint or not opened.entries:
            return None
        machine_profile(machine, opened.header.profile)
        found = self._moving(machine, Record(opened.header, opened.entries))
        return changed(found.moving, machine.program)

    def _moving(self, machine: Machine, record: Record) -> Moved:
        with progress("Following the play-through in the changed story"):
            return moved(machine, record, self._kept.get(record.header.fingerprint))

    def resume(self, save: str, offer: str = "") -> Session:
        """Go on with a save, by snapshot or, when the story has changed, by playing it again up to an offer."""
        opened = self._saves.open(save)
        machine = self._machine_of(opened.header.story)
        record = Record(opened.header, opened.entries)
        if opened.header.fingerprint == machine.program.fingerprint:
            return _resumed(
                lambda: Session.resume(
                    machine, record, opened.journal, self.settings(), warning=_trouble(save, opened)
                ),
                opened,
            )
        return self._moved(machine, record, opened, offer)

    def _moved(self, machine: Machine, record: Record, opened: Opened, offer: str = "", *, of: str = SAVE) -> Session:
        if opened.journal is not None:
            opened.journal.close()
        old = record.header
        machine_profile(machine, old.profile)
        if record.standing is None:
            raise SaveError("It holds no turn, so there is nothing to go on with.")
        found = self._moving(machine, record)
        if offer and offer not in {each.kind for each in found.moving.offers}:
            known = ", ".join(each.kind for each in found.moving.offers)
            raise UserError(f'This save cannot go on at "{offer}" in the changed story; it can at: {known}.')
        header = self._header(machine.program, old.profile, old.seed).replace(
            name=old.name, forced=_forced(machine, old)
        )
        journal, trouble = self._journal(header, machine.program)
        with progress("Carrying the play-through over"):
            session = Session.moved(machine, record, header, journal, self.settings(), found=found, offer=offer, of=of)
        if trouble:
            session.warn(trouble)
        return session

    def read(self, save: str) -> Session:
        """A save to be looked at, under the version of the story it was played under; nothing is written."""
        opened, machine, record = self._stored(save)
        return _resumed(lambda: Session.resume(machine, record, None, self.settings()), opened)

    def stored(self, save: str) -> tuple[Machine, Record]:
        """A save as it lies there, with the machine of the version of the story it was played under."""
        _, machine, record = self._stored(save)
        return machine, record

    def _stored(self, save: str) -> tuple[Opened, Machine, Record]:
        opened = self._saves.open(save, for_writing=False)
        return opened, self._machine_for(opened.header), Record(opened.header, opened.entries)

    def _machine_for(self, header: Header) -> Machine:
        """The machine of the very program that `header` names: today's, or the one kept beside the save."""
        kept = None
        try:
            machine = self._machine_of(header.story)
            if machine.program.fingerprint == header.fingerprint:
                return machine
        except UserError:
            pass
        kept = self._kept.get(header.fingerprint)
        if kept is None:
            raise SaveError(
                f'The version of "{header.title}" that this was played under is not kept here any more; '
                "go on with the save to play it again in today's."
            )
        return Machine(kept)

    def begin_from(self, record: Record) -> Session:
        """A new play-through in which the choices of `record` are made again, as far as today's story allows."""
        machine = self._machine_of(record.header.story)
        return self._moved(machine, record, Opened(record.header, (), None, None), of=TRANSCRIPT)

    def copy(self, save: str) -> str:
        """Copy a save; the copy's name. Raises SaveError."""
        return self._saves.copy(save)

    def last_save(self, story: str) -> str:
        """The name of the save last played. Raises UserError when there is none."""
        sound = [each for each in self.saves(story) if each.header is not None]
        if not sound:
            raise UserError("There is no play-through to go on with yet.")
        return sound[0].name

    def keep_transcript(self, save: str, text: str) -> str:
        """Write a transcript beside its save; where it is."""
        if not save:
            raise UserError("This play-through is not being saved, so there is no place for its transcript.")
        path = self._folder / f"{save}.txt"
        try:
            write_whole(path, text.encode("utf-8", "replace"))
        except OSError as error:
            raise UserError(f"The transcript could not be written: {reason(error)}.") from error
        return str(path)

    def settings(self) -> Settings:
        """The reader's settings."""
        return load_settings(settings_folder())

    def save_settings(self, settings: Settings) -> None:
        """Keep the reader's settings."""
        save_settings(settings_folder(), settings)


def machine_profile(machine: Machine, profile: str) -> str:
    """The profile's id. Raises UserError when the story has no such profile."""
    try:
        return machine.profile(profile or None).id
    except StoryError as error:
        raise UserError(f"{error}.") from error


def _forced(machine: Machine, old: Header) -> tuple[tuple[str, int, str], ...]:
    """The outcomes that a person made chance give, by their present ids."""
    found = outcomes_now(machine.program, old.forced)
    return tuple((stream, count, outcome) for (stream, count), outcome in found.items())


def _trouble(save: str, opened: Opened) -> str:
    """What to tell of a save that was damaged, or that another window has open."""
    if opened.trouble and opened.journal is None:
        return f"{opened.trouble} To play a copy: formalities play --save {save} --copy"
    return opened.trouble or ""


def _resumed(resume: Callable[[], Session], opened: Opened) -> Session:
    """A record that does not fit its own program was written by hand or by another version: words, no traceback."""
    try:
        return resume()
    except (KeyError, TypeError, AttributeError, IndexError, StoryError) as error:
        if opened.journal is not None:
            opened.journal.close()
        raise SaveError(
            f"This save does not fit the story it names ({type(error).__name__}); it was left as it is."
        ) from error
