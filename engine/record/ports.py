"""What the layers below storage ask of it; storage implements these, and only the command line brings both together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from engine.frozen import Frozen
from engine.program import Program
from engine.record.model import Entry, Header

Progress = Callable[[int, int], None]
"""Told how many of how many steps of a long work were done; how often it speaks of that is its own affair."""


class Journal(Protocol):
    """One play-through on disk, open for writing."""

    @property
    def name(self) -> str:
        """The save's name, as a person would type it."""

    def append(self, entry: Entry) -> None:
        """Write one entry; it is on the disk when this returns. Raises SaveError, leaving the file sound."""

    def extend(self, entries: Sequence[Entry]) -> None:
        """Write several entries, with one wait for the disk; as `append`, and all of them or none."""

    def close(self) -> None:
        """Let go of the file, so that another process may write it."""


class SaveLine(Frozen):
    """A save as a list shows it. `trouble` is None for a sound one, else a sentence; `ending` the ending's id or None.

    `turns` counts turns ever written; `last_played` is local wall time, to the minute. `block` is where it stands and
    `clock` the story's hour there, "" and None where the end of the file does not tell; `stands` says both in words,
    for whoever has the story at hand, and is "" before.
    """

    name: str
    header: Header | None
    turns: int
    last_played: str
    ending: str | None
    trouble: str | None
    block: str = ""
    clock: int | None = None
    stands: str = ""


class Opened(Frozen):
    """A save that was read. `journal` is None when it can only be read, and `trouble` then says why.

    `trouble` is also set when something was damaged: what was lost, in words, and what was kept.
    """

    header: Header
    entries: tuple[Entry, ...]
    journal: Journal | None
    trouble: str | None


class Saves(Protocol):
    """The play-throughs of one folder."""

    def list(self, story: str | None = None) -> tuple[SaveLine, ...]:
        """All saves, of one story if it is named, last played first. Never raises for a damaged save."""

    def create(self, header: Header) -> Journal:
        """A new save, named from story, profile and number. Raises SaveError where nothing can be written."""

    def open(self, name: str, *, for_writing: bool = True) -> Opened:
        """Read the save `name`. Raises SaveError when it is not there, of a newer format, or has no sound header."""

    def copy(self, name: str) -> str:
        """Copy the save `name` under a new name, which is returned."""


class ProgramStore(Protocol):
    """Compiled programs by the fingerprint of their sources."""

    def get(self, fingerprint: str) -> Program | None:
        """The program, its scenes decoded one by one when asked for; None when there is none or it is damaged."""

    def put(self, program: Program) -> None:
        """Keep `program`; a failure to write is silent, for this is only a cache."""


class StorySource(Frozen):
    """The text of a story: `files` maps each path, as an author would type it, to its bytes, in order of path."""

    name: str
    folder: str
    files: Mapping[str, bytes]
    fingerprint: str


class StoryFolder(Protocol):
    """Where stories are found."""

    def names(self) -> tuple[str, ...]:
        """Names of the stories that come with the program, sorted."""

    def read(self, name_or_path: str) -> StorySource:
        """A story by name, folder or single file. Raises UserError in words when it is not there or cannot be read."""
