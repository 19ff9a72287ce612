"""What screens and widgets tell each other: dataclasses, and nothing that draws."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from engine.frozen import Frozen
from engine.session import StoryCard


class Start(Frozen):
    """How the sitting was asked to begin; None throughout means the library."""

    story: str | None = None
    profile: str | None = None
    resume: str | None = None
    seed: int | None = None


@dataclass
class Begin(Message):
    """A new play-through is wanted."""

    story: str
    profile: str


@dataclass
class Resume(Message):
    """A save is to be gone on with."""

    save: str


@dataclass
class ToThreshold(Message):
    """A story's first page is wanted."""

    card: StoryCard


@dataclass
class ToLibrary(Message):
    """The list of stories is wanted; a play-through that is open is let go."""


@dataclass
class ToFace(Message):
    """The play-through is to go on in plain lines."""


@dataclass
class Pressed(Message):
    """A digit was pressed; which row that is, is decided when the message is read, so fast typing loses nothing."""

    number: int
