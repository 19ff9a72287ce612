"""Causes in the story's own words: the pages `why` and `ledger`.

In: a record and where the player stands. Out: pages, nearest cause first. "Because" stands only before what was found
to be decisive, by itself or together with others; a variable that the story hides is looked through to what is behind
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from engine.expr import render, spoken
from engine.machine import Machine
from engine.program import CLOCK, HERE
from engine.program.ids import statement_owner
from engine.record import Record
from engine.record.causes import START, Cause, Ledger, Opening, Otherwise, Past, Question, Tracer, Why, ledger
from engine.session.emphasis import strip
from engine.session.shown import Shown
from engine.session.view import Page, Section, SessionView

_DEEPEST_TOLD = 5
_BY = {"him": "Decided by you", "rule": "Decided for you", "chance": "By chance"}
_NOTHING = "Nothing that was done decided this; the story has it so."


class Because:
    """Answers about one story's plays; keeps the past of the last path asked about."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._machine = machine
        self._shown = shown
        self._tracer = Tracer(machine.program)
        self._searching = Machine(machine.program, with_text=False)
        self._known: tuple[int | None, int, Past, Why] | None = None

    # -- pages -----------------------------------------------------------------------------------------------------

    def why(self, record: Record, view: SessionView, of: str) -> Page:
        """Why: of a choice by its number, of what a status line names, or, for "", of all that this page can tell."""
        past, why = self._past(record)
        place = len(past.path) - 1
        if of.isdecimal():
            return self._of_choice(past, why, view, int(of))
        if of:
            return self._of_name(past, why, view, of)
        sections = [
            Section(f"{each.number}. {each.label}", (each.reason or "", *self._lock(past, why, each.id)))
            for each in view.choices
            if each.reason is not None
        ]
        sections += self._of_page(past, why, place)
        if view.ending is not None:
            told = self._told(past, why.answer(Question("ending", view.ending.id, place)))
            sections.append(Section(view.ending.title, told))
        names = [line.title.lower() for line in view.status if line.title != "Papers"]
        sections.append(Section("", (f"You can also ask: why {', why '.join(names)}.",) if names else ()))
        return Page("Why", tuple(each for each in sections if each.paragraphs) or (Section("", (_NOTHING,)),))

    def ledger(self, record: Record) -> Page:
        """What was decided by him, for him and by chance; what came of each choice."""
        past, why = self._past(record)
        found = ledger(past, why)
        sections = [Section(title, tuple(self._lines_by(past, found, by))) for by, title in _BY.items()]
        sections.append(Section("What came of each choice", tuple(self._came_of(past, found))))
        return Page("Ledger", tuple(each for each in sections if each.paragraphs) or (Section("", ("Nothing yet.",)),))

    def turn(self, record: Record, place: int) -> tuple[str, ...]:
        """Why the passages of the turn at `place` say what they say, in sentences; empty where nothing decided it."""
        past, why = self._past(record)
        told = (line for section in self._of_page(past, why, place) for line in section.paragraphs)
        return tuple(dict.fromkeys(told))

    def ending(self, record: Record) -> tuple[str, ...]:
        """Why the last turn came to its ending, in sentences."""
        past, why = self._past(record)
        return self._told(past, why.answer(Question("ending", "", len(past.path) - 1)))

    def past(self, record: Record) -> tuple[Past, Why]:
        """The past of where the player stands, and the answers about it; made anew only where the path has changed."""
        return self._past(record)

    def remembered(self, past: Past, cause: Cause) -> str:
        """What the story will remember of the choice that a cause is, as a clause; "" where it said nothing."""
        return self._remembered(past, cause)

    def _past(self, record: Record) -> tuple[Past, Why]:
        key = (record.standing, record.next_id)
        if self._known is None or self._known[:2] != key:
            past = Past(self._machine, record) if self._known is None else self._known[2]
            past.follow()
            self._known = (*key, past, Why(past, self._tracer, Otherwise(past, self._searching)))
        return self._known[2], self._known[3]

    # -- what is asked ---------------------------------------------------------------------------------------------

    def _of_choice(self, past: Past, why: Why, view: SessionView, number: int) -> Page:
        chosen = next((each for each in view.choices if each.number == number), None)
        if chosen is None:
            return Page("Why", (Section("", ("There is no such choice here.",)),))
        told = self._lock(past, why, chosen.id)
        if chosen.reason is None:
            return Page("Why", (Section(chosen.label, ("It is open.", *told)),))
        found = Otherwise(past, self._searching).opening(chosen.id, len(past.path) - 1)
        return Page(
            "Why",
            (
                Section(chosen.label, (chosen.reason, *told)),
                Section("What would have opened it", tuple(self._opened(past, found))),
            ),
        )

    def _of_name(self, past: Past, why: Why, view: SessionView, of: str) -> Page:
        wanted = " ".join(of.lower().split())
        shown = [each for each in self._machine.program.variables if each.title and not each.hidden]
        found = next((each for each in shown if each.title.lower() == wanted), None)
        found = found or next((each for each in shown if each.title.lower().startswith(wanted)), None)
        if found is None:
            names = ", ".join(dict.fromkeys(each.title.lower() for each in shown if not each.owner))
            return Page("Why", (Section("", (f"Ask why and a number, or one of: {names}.",)),))
        place = len(past.path) - 1
        value = self._shown.value(found, past.cells(place + 1, 0)[self._slot(found.name)], "")
        told = self._told(past, why.answer(Question("value", found.name, place)))
        return Page("Why", (Section(f"{found.title}: {value}", told),))

    def _of_page(self, past: Past, why: Why, place: int) -> Iterator[Section]:
        """Passages of the last turn whose words, or whose being there, depend on something that was done."""
        for passage in why.said(place):
            told = self._told(past, why.answer(Question("passage", passage, place)))
            if told != (_NOTHING,):
                yield Section("On this page", told)

    def _lock(self, past: Past, why: Why, choice: str) -> tuple[str, ...]:
        return self._told(past, why.answer(Question("lock", choice, len(past.path) - 1)))

    def _slot(self, cell: str) -> int:
        return self._machine.layout.slots[cell]

    # -- words -----------------------------------------------------------------------------------------------------

    def _told(self, past: Past, causes: Sequence[Cause]) -> tuple[str, ...]:
        """Chains as sentences, nearest first; each sentence once."""
        lines = [line for each in causes if each.how != "touched" for line in self._chain(past, each, 0)]
        return tuple(dict.fromkeys(lines)) or (_NOTHING,)

    def _chain(self, past: Past, cause: Cause, depth: int) -> Iterator[str]:
        said = self.clause(past, cause)
        behind = [each for each in cause.because if each.how != "touched"]
        if said:
            lead = "That" if depth else "Because"
            lead = f"{lead}, because" if depth else lead
            lead = f"{lead.rstrip(',')}, with the rest," if cause.how == "together" else lead
            if cause.kind in ("start", "chance"):
                lead = "From the start:" if cause.kind == "start" else "By chance:"
            yield f"{lead} {said}{self._when(past, cause)}."
        if depth < _DEEPEST_TOLD:
            for each in behind:
                yield from self._chain(past, each, depth + bool(said))

    def clause(self, past: Past, cause: Cause) -> str:
        """What the cause was, as a clause; "" for what the story has no words for."""
        if cause.kind == "chance":
            stream = cause.statement.rpartition(".")[2].replace("_", " ")
            return f"{stream}, {spoken.plain(cause.new).replace('_', ' ')}"
        remembered = self._remembered(past, cause)
        if remembered:
            return remembered
        if cause.place != START and statement_owner(cause.statement) in (cause.choice, ""):
            label = self._shown.label(past.path[cause.place], past.cells(cause.place, 0)) if cause.choice else ""
            return f"you chose \u201c{label.rstrip('.')}\u201d" if label else ""
        return self._became(cause)

    def _remembered(self, past: Past, cause: Cause) -> str:
        if cause.place == START:
            return ""
        owner = statement_owner(cause.statement) or cause.choice
        remembered = past.path[cause.place].remembered
        return next((text.rstrip(".") for statement, text in remembered if statement_owner(statement) == owner), "")

    def _became(self, cause: Cause) -> str:
        """What a write made of a variable, in the words the story has for it."""
        if cause.cell == "@clock":
            return "the time it took"
        variable = self._machine.layout.variables.get(cause.cell)
        if variable is None or variable.hidden or variable.local:
            return ""
        value = self._shown.value(variable, cause.new, "")
        if variable.kind == "flag" and not variable.name.endswith(".held"):
            return value if variable.names else ""
        return f"{variable.title}: {value}" if variable.title else ""

    def _when(self, past: Past, cause: Cause) -> str:
        if cause.place == START:
            return ""
        cells = past.cells(cause.place, 0)
        when = self._shown.when(cast(int, cells[CLOCK]), cast(str, cells[HERE]))
        opening = "an earlier version of the story" if cause.place else "the opening"
        number = f"choice {cause.place}" if cause.choice else opening
        return f" ({when}, {number})" if when else f" ({number})"

    def _opened(self, past: Past, found: Opening) -> Iterator[str]:
        if not found.changes:
            most = "" if found.whole else ", and not every one was tried"
            yield f"Not found: no other one or two choices, the rest as it was; {found.tried} plays tried{most}."
            return
        for place, other in found.changes:
            cells = past.cells(place, 0)
            label = self._shown.offered(other, cells).rstrip(".")
            when = self._shown.when(cast(int, cells[CLOCK]), cast(str, cells[HERE]))
            yield f"At choice {place}{f', {when},' if when else ''} this instead: {label}."

    # -- the ledger ------------------------------------------------------------------------------------------------

    def _lines_by(self, past: Past, found: Ledger, by: str) -> Iterator[str]:
        for line in found.lines:
            if line.cause.by == by:
                yield self._consequence(past, line.cause)

    def _consequence(self, past: Past, cause: Cause) -> str:
        what = self._short(past, cause)
        told = (text for text in self._told(past, [cause]) if text != _NOTHING)
        behind = next((text for text in told if not text.startswith(f"Because {what}")), "")
        return f"{spoken.capital(what)}. {behind}".strip()

    def _ended(self, past: Past, cause: Cause) -> str:
        ending = past.path[cause.place].ending
        return next((each.title for each in self._machine.program.endings if each.id == ending), "The end")

    def _came_of(self, past: Past, found: Ledger) -> Iterator[str]:
        for place, later in found.later:
            label = self._shown.label(past.path[place], past.cells(place, 0)).rstrip(".")
            came = [self._short(past, found.lines[at].cause) for at in later]
            yield f"{place}. {label}: {'; '.join(dict.fromkeys(came)) if came else 'nothing yet'}."

    def _short(self, past: Past, cause: Cause) -> str:
        """The consequence itself, in a few words."""
        match cause.kind:
            case "ending":
                return self._ended(past, cause)
            case "passage":
                scene = self._machine.program.scenes[cause.statement.rpartition(".")[0]]
                title = render(scene.title, self._shown.scope(past.cells(cause.place, 0))) if scene.title else ""
                return f"the words of “{strip(title).rstrip('.')}”" if title else "words on the page"
            case _:
                return self._became(cause)
