"""What a front end asks of the place it runs at: stories, saves, sittings. The command line provides it."""

from __future__ import annotations

from typing import Protocol

from engine.record import SaveLine
from engine.session.moving import Changed
from engine.session.session import Session
from engine.session.settings import Settings
from engine.session.threshold import StoryCard


class Desk(Protocol):
    """Stories to begin and saves to go on with. All errors are `UserError`s whose text is a whole sentence."""

    def stories(self) -> tuple[StoryCard, ...]:
        """The stories that can be played, in order of title."""

    def saves(self, story: str) -> tuple[SaveLine, ...]:
        """The saves of a story, last played first."""

    def begin(self, story: str, profile: str, seed: int | None = None) -> Session:
        """A new play-through; the seed comes from the system when None."""

    def changed(self, save: str) -> Changed | None:
        """What has become of a save whose story has changed since; None for one that goes on as it is."""

    def resume(self, save: str, offer: str = "") -> Session:
        """Go on with a save where it stood; in a changed story at the offer of that kind, the first for ""."""

    def keep_transcript(self, save: str, text: str) -> str:
        """Write `text` to a file of that save's name, in place of an older one; where it is. Raises UserError."""

    def settings(self) -> Settings:
        """The reader's settings."""

    def save_settings(self, settings: Settings) -> None:
        """Keep the reader's settings; a failure to write is silent."""
