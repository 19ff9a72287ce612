"""Causes as pages: `why`, `why ... verify` and `ledger`.

In: a record and where the player stands. Out: pages. What is asked about is found here; the sentences are those of
`engine.session.clauses`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import CLOCK, HERE
from engine.record import Progress, Record
from engine.record.causes import MOST_STEPS, MOST_TRIED, Cause, Opening, Otherwise, Past, Question, Tracer, Why, ledger
from engine.session.clauses import NOTHING_DECIDED, Clauses
from engine.session.commands import TEST, is_test
from engine.session.ledgers import Ledgers
from engine.session.shown import Shown, knows
from engine.session.verifying import Asked, Tested, Verifications, tested_page
from engine.session.view import ChoiceView, Page, Section, SessionView


class _Path(Frozen):
    """What answers about one path: made anew when the player stands elsewhere."""

    key: tuple[int | None, int]
    past: Past
    why: Why

    @property
    def place(self) -> int:
        """Of the last turn."""
        return len(self.past.path) - 1


class Because:
    """Answers about one story's plays; keeps the past of the last path asked about."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._machine = machine
        self._shown = shown
        self._clauses = Clauses(machine, shown)
        self._tracer = Tracer(machine.program)
        self._searching = Machine(machine.program, with_text=False)
        self._known: _Path | None = None

    # -- pages -----------------------------------------------------------------------------------------------------

    def why(self, record: Record, view: SessionView, of: str, progress: Progress | None = None) -> Page:
        """Why: of a choice by its number, of what a status line names, or, for "", of all that this page can tell.

        With "verify" at the end, what comes of it when each cause is taken back.
        """
        if is_test(of):
            return tested_page(self.tested(record, view, of, progress))
        path = self._path(record)
        if of:
            found = self._meant(path, view, of)
            return Page("Why", (Section("", (found,)),) if isinstance(found, str) else self._one(path, found, progress))
        sections = [Section(each.heading, (*each.lead, *self._told(path, each))) for each in self._closed(path, view)]
        sections += self._of_page(path, path.place)
        sections += [Section(each.heading, self._told(path, each)) for each in self._ended(path, view)]
        names = [line.title.lower() for line in view.status if line.title != "Papers"]
        sections.append(Section("", (f"You can also ask: why {', why '.join(names)}.",) if names else ()))
        return Page("Why", tuple(each for each in sections if each.paragraphs) or (Section("", (NOTHING_DECIDED,)),))

    def tested(self, record: Record, view: SessionView, of: str, progress: Progress | None = None) -> Tested:
        """The causes of what is asked about, each taken back and the rest played again; bounded as it says."""
        path, of = self._path(record), of.removesuffix(TEST).strip()
        if of:
            found = self._meant(path, view, of)
            if isinstance(found, str):
                return Tested((), 0, found)
            asked = [found]
        else:
            said = (Question("passage", each, path.place) for each in path.why.said(path.place))
            passages = (Asked("On this page", (), each) for each in said)
            asked = [*self._closed(path, view), *passages, *self._ended(path, view)]
        testing = Verifications(self._machine, self._searching, self._shown, self._clauses)
        return testing.tested(path.past, path.why, asked, progress)

    def ledger(self, record: Record) -> Page:
        """What was decided by him, for him and by chance; what came of each choice."""
        path = self._path(record)
        ledgers = Ledgers(self._machine, self._shown, self._clauses)
        sections = ledgers.sections(path.past, ledger(path.past, path.why))
        return Page("Ledger", tuple(each for each in sections if each.paragraphs) or (Section("", ("Nothing yet.",)),))

    def turn(self, record: Record, place: int) -> tuple[str, ...]:
        """Why the passages of the turn at `place` say what they say, in sentences; empty where nothing decided it."""
        told = (line for section in self._of_page(self._path(record), place) for line in section.paragraphs)
        return tuple(dict.fromkeys(told))

    def ending(self, record: Record) -> tuple[str, ...]:
        """Why the last turn came to its ending, in sentences."""
        path = self._path(record)
        return self._told(path, Asked("", (), Question("ending", "", path.place)))

    def past(self, record: Record) -> tuple[Past, Why]:
        """The past of where the player stands, and the answers about it; made anew only where the path has changed."""
        path = self._path(record)
        return path.past, path.why

    def remembered(self, past: Past, cause: Cause) -> str:
        """What the story will remember of the choice that a cause is, as a clause; "" where it said nothing."""
        return self._clauses.remembered(past, cause)

    def _path(self, record: Record) -> _Path:
        key = (record.standing, record.next_id)
        if self._known is None or self._known.key != key:
            past = Past(self._machine, record) if self._known is None else self._known.past
            past.follow()
            self._known = _Path(key, past, Why(past, self._tracer, Otherwise(past, self._searching)))
        return self._known

    # -- what is asked ---------------------------------------------------------------------------------------------

    def _meant(self, path: _Path, view: SessionView, of: str) -> Asked | str:
        """What `of` means, or a sentence that says what can be asked."""
        if not of.isdecimal():
            return self._named(path, of)
        chosen = next((each for each in view.choices if each.number == int(of[:9])), None)
        return "There is no such choice here." if chosen is None else _choice(chosen, path.place)

    def _named(self, path: _Path, of: str) -> Asked | str:
        wanted = " ".join(of.lower().split())
        cells = path.past.cells(path.place + 1, 0)
        scope = self._shown.scope(cells)
        titled = (each for each in self._machine.program.variables if each.title and not each.hidden)
        shown = [each for each in titled if knows(each, scope)]
        found = next((each for each in shown if each.title.lower() == wanted), None)
        found = found or next((each for each in shown if each.title.lower().startswith(wanted)), None)
        if found is None:
            names = ", ".join(dict.fromkeys(each.title.lower() for each in shown if not each.owner))
            return f"Ask why and a number, or one of: {names}."
        value = self._shown.value(found, cells[self._machine.layout.slots[found.name]], "")
        return Asked(f"{found.title}: {value}", (), Question("value", found.name, path.place))

    def _closed(self, path: _Path, view: SessionView) -> Iterator[Asked]:
        for each in view.choices:
            if each.reason is not None:
                yield _choice(each, path.place).replace(heading=f"{each.number}. {each.label}")

    def _ended(self, path: _Path, view: SessionView) -> Iterator[Asked]:
        if view.ending is not None:
            yield Asked(view.ending.title, (), Question("ending", view.ending.id, path.place))

    # -- what is answered ------------------------------------------------------------------------------------------

    def _told(self, path: _Path, asked: Asked) -> tuple[str, ...]:
        return self._clauses.told(path.past, path.why.answer(asked.question))

    def _one(self, path: _Path, asked: Asked, progress: Progress | None) -> tuple[Section, ...]:
        """A whole page about one thing; of a closed choice also what would have opened it."""
        told = Section(asked.heading, (*asked.lead, *self._told(path, asked)))
        if asked.question.kind != "lock" or asked.is_open:
            return (told,)
        found = Otherwise(path.past, self._searching).opening(asked.question.of, path.place, progress)
        return told, Section("What would have opened it", tuple(self._opened(path.past, found)))

    def _of_page(self, path: _Path, place: int) -> Iterator[Section]:
        """Passages of the turn at `place` whose words, or whose being there, depend on something that was done."""
        for passage in path.why.said(place):
            told = self._told(path, Asked("", (), Question("passage", passage, place)))
            if told != (NOTHING_DECIDED,):
                yield Section("On this page", told)

    def _opened(self, past: Past, found: Opening) -> Iterator[str]:
        if not found.changes:
            bound = f"{MOST_TRIED:,} plays or {MOST_STEPS:,} turns are the most"
            most = "" if found.whole else f", and not every one was tried: {bound}"
            yield f"Not found: no other one or two choices, the rest as it was; {found.tried:,} plays tried{most}."
            return
        for place, other in found.changes:
            cells = past.cells(place, 0)
            label = self._shown.offered(other, cells).rstrip(".")
            when = self._shown.when(cast(int, cells[CLOCK]), cast(str, cells[HERE]))
            yield f"At choice {place}{f', {when},' if when else ''} this instead: {label}."


def _choice(choice: ChoiceView, place: int) -> Asked:
    is_open = choice.reason is None
    return Asked(choice.label, (choice.reason or "It is open.",), Question("lock", choice.id, place), is_open)
