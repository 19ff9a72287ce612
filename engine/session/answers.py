"""What a session answers when it is asked something: pages by name, why, the whole path told, another man's life.

In: where the session stands. Out: plain data. Nothing here changes the play-through.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program.layout import CellValue
from engine.record import Progress, Record
from engine.session.branching import Branching
from engine.session.finding import found, found_page
from engine.session.lives import Lives, Telling
from engine.session.pages import PageMaker, Pages, help_page, saves_page, settings_page
from engine.session.retelling import retell
from engine.session.settings import Settings
from engine.session.shown import Shown
from engine.session.told import Told
from engine.session.transcript import turn_lines
from engine.session.view import (
    Arrival,
    BranchLine,
    Compared,
    FoundLine,
    MapPlace,
    Page,
    Section,
    SessionView,
    TimelineTurn,
)
from engine.session.whither import turn_made


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


class Arrivals(Protocol):
    """What tells of consequences as they arrive; `engine.session.arriving`, loaded when the first may be told."""

    def of(self, record: Record, lately: Sequence[int]) -> Arrival | None:
        """What the turn where the player stands owes to one earlier choice."""


class Answers:
    """Answers about one story's plays."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._machine = machine
        self._shown = shown
        self._pages = Pages(machine, shown)
        self._branching = Branching(machine, shown, self._pages)
        self._lives = Telling(machine, shown)
        self._because: Causes | None = None
        self._arriving: Arrivals | None = None
        self.progress: Progress | None = None

    def page(self, now: Now, name: str, words: str) -> Page:
        """The answer to a command, and to the words after it. KeyError for a name that is no page; ChoiceError."""
        record, cells, safe = now.record, now.cells, now.settings.safe
        makers: dict[str, PageMaker] = {
            "papers": lambda: self._pages.papers(cells),
            "map": lambda: self._pages.map(cells, record.path()),
            "people": lambda: self._pages.people(cells),
            "find": lambda: self._find(now, words),
            "facts": lambda: self._pages.facts(now.view),
            "glossary": self._pages.glossary,
            "so far": lambda: self._pages.recap(record.path()),
            "record": lambda: self._record(now, words),
            "branches": lambda: self._branching.branches(record),
            "notes": lambda: self._branching.notes(record),
            "compare": lambda: self._branching.compare(record, words, safe=safe),
            "as": lambda: self._lives.page(record, words, safe=safe),
            "why": lambda: self.causes.why(record, now.view, words, self.progress),
            "ledger": lambda: self.causes.ledger(record),
            "settings": lambda: settings_page(now.settings, "/" if now.view.asked else ""),
            "saves": lambda: saves_page(now.view.save),
            "help": lambda: help_page(now.view),
        }
        return makers[name]()

    def _record(self, now: Now, words: str) -> Page:
        """The whole record, or one turn of it with what was read and what it changed."""
        if not words:
            return self._pages.record(now.record.path(), now.record.header.profile)
        turn, number = now.record.turns[turn_made(now.record, words)], int(words)
        _, views = retell(self._machine, self._shown, now.record, [turn], safe=now.settings.safe)
        return Page(f"Choice {number}", (Section("", tuple(turn_lines(views[0]))), Section("", (back_to(number),))))

    def _find(self, now: Now, words: str) -> Page:
        if not words:
            return Page("Find", (Section("", ("Say find and the words to look for.",)),))
        return found_page(self.found(now, words), words)

    def found(self, now: Now, words: str) -> tuple[FoundLine, ...]:
        """Where `words` stand in what was read on this path, the latest first. Plays the path again."""
        path = now.record.path()
        _, views = retell(self._machine, self._shown, now.record, path, safe=now.settings.safe)
        return found(enumerate(views), words)

    def arrival(self, now: Now, lately: Sequence[int]) -> Arrival | None:
        """The earlier choice that decided what the last turn says, if there is one that was not named `lately`."""
        if self._arriving is None:
            self._arriving = import_module("engine.session.arriving").Arriving(self.causes, self._shown)
        arriving: Arrivals = self._arriving
        return arriving.of(now.record, lately)

    def timeline(self, now: Now) -> tuple[TimelineTurn, ...]:
        """The record by day. Linear in the path."""
        return self._pages.timeline(now.record.path(), now.record.header.profile)

    def places(self, now: Now) -> tuple[MapPlace, ...]:
        """The map; empty where there is none."""
        return self._pages.places(now.cells, now.record.path())

    def tree(self, now: Now) -> tuple[BranchLine, ...]:
        """The branches as a tree, by number."""
        return self._branching.tree(now.record)

    def compared(self, now: Now, words: str) -> Compared | None:
        """This path and a branch; None where nothing parts them. Raises ChoiceError for a branch there is not."""
        return self._branching.compared(now.record, words, safe=now.settings.safe)

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


def back_to(number: int) -> str:
    """How to choose otherwise there."""
    return f"To stand before this choice again, say: go {number}"
