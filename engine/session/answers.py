"""What a session answers when it is asked something: pages by name, why, the whole path told, another man's life.

In: where the session stands. Out: plain data. Nothing here changes the play-through.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program.layout import CellValue
from engine.record import Progress, Record
from engine.session.branching import Branching
from engine.session.lives import Lives, Telling
from engine.session.pages import PageMaker, Pages, help_page, saves_page, settings_page
from engine.session.settings import Settings
from engine.session.shown import Shown
from engine.session.told import Told
from engine.session.view import Page, SessionView


class Now(Frozen):
    """Where a session stands when it is asked."""

    record: Record
    cells: list[CellValue]
    view: SessionView
    settings: Settings


class Causes(Protocol):
    """What is asked about causes; `engine.session.because` answers, and is loaded with the first question."""

    def why(self, record: Record, view: SessionView, of: str, progress: Progress | None = None) -> Page:
        """Why something is so, as a page."""

    def tested(self, record: Record, view: SessionView, of: str, progress: Progress | None = None) -> Frozen:
        """What comes of it when its causes are taken back."""

    def ledger(self, record: Record) -> Page:
        """What was decided by whom."""


class Answers:
    """Answers about one story's plays."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._machine = machine
        self._shown = shown
        self._pages = Pages(machine, shown)
        self._branching = Branching(machine, shown, self._pages)
        self._lives = Telling(machine, shown)
        self._because: Causes | None = None
        self.progress: Progress | None = None

    def page(self, now: Now, name: str, words: str) -> Page:
        """The answer to a command, and to the words after it. KeyError for a name that is no page; ChoiceError."""
        record, cells, safe = now.record, now.cells, now.settings.safe
        makers: dict[str, PageMaker] = {
            "papers": lambda: self._pages.papers(cells),
            "map": lambda: self._pages.map(cells),
            "people": lambda: self._pages.people(cells),
            "facts": lambda: self._pages.facts(now.view),
            "glossary": self._pages.glossary,
            "so far": lambda: self._pages.recap(record.path()),
            "record": lambda: self._pages.record(record.path(), record.header.profile),
            "branches": lambda: self._branching.branches(record),
            "notes": lambda: self._branching.notes(record),
            "compare": lambda: self._branching.compare(record, words, safe=safe),
            "as": lambda: self._lives.page(record, words, safe=safe),
            "why": lambda: self.causes.why(record, now.view, words, self.progress),
            "ledger": lambda: self.causes.ledger(record),
            "settings": lambda: settings_page(safe, "/" if now.view.asked else ""),
            "saves": lambda: saves_page(now.view.save),
            "help": lambda: help_page(now.view),
        }
        return makers[name]()

    @property
    def causes(self) -> Causes:
        """Made when first asked for: play pays nothing for questions."""
        if self._because is None:
            self._because = import_module("engine.session.because").Because(self._machine, self._shown)
        because: Causes = self._because
        return because

    def tested(self, now: Now, words: str) -> Frozen:
        """What comes of what is asked about when its causes are taken back."""
        return self.causes.tested(now.record, now.view, words, self.progress)

    def lives(self, now: Now, profile: str) -> Lives:
        """The present path beside the same decisions made by another man. Raises ChoiceError in words."""
        return self._lives.lives(now.record, profile, safe=now.settings.safe)

    def told(self, now: Now, *, causes: bool, sources: bool, typed: bool) -> Told:
        """The whole present path, played again from its start."""
        whole = import_module("engine.session.whole")
        found: Told = whole.told(
            self._machine,
            self._pages,
            now.record,
            causes=causes,
            sources=sources,
            typed=typed,
            safe=now.settings.safe,
        )
        return found
