"""The answers to commands: papers, people, facts, glossary, record, recap, settings, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import cast

from engine.expr import spoken
from engine.machine import Machine
from engine.program import CLOCK, HERE, Fact, Thing
from engine.program.layout import CellValue
from engine.record import Turn, reached
from engine.session.commands import COMMANDS
from engine.session.goodness import Goodness
from engine.session.mapped import Mapped
from engine.session.settings import ALWAYS, BECAUSE, Settings
from engine.session.shown import Shown
from engine.session.view import MapPlace, Page, PassageView, Section, SessionView, TimelineTurn

RECAP = 5
"""Remembered lines in a recap."""

NOTHING = "Nothing more is known."
"""Of a thing that the story says nothing about."""


class Pages:
    """Makes the pages of one story."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._program = machine.program
        self._layout = machine.layout
        self._first_cells = machine.first_cells
        self._profile = machine.profile
        self._shown = shown
        self._mapped = Mapped(machine, shown)
        self._goodness = Goodness(machine, shown)

    def papers(self, cells: list[CellValue]) -> Page:
        """Documents in hand with their fields, then those that are not."""
        documents = self._shown.known("document", cells)
        held = [each for each in documents if self._shown.holds(each.id, cells)]
        sections = [Section(each.title, tuple(self._document(each, cells))) for each in held]
        missing = tuple(self._mapped.absent(each, cells) for each in documents if each not in held)
        if missing:
            sections.append(Section("Not in your hands", missing))
        return Page("Papers", tuple(sections) or (Section("", ("There are no papers in this story.",)),))

    def _document(self, document: Thing, cells: list[CellValue]) -> Iterator[str]:
        told = tuple(self._mapped.of_document(document, cells))
        good = tuple(self._goodness.said(document, cells))
        known = tuple(self._about(document, cells))
        yield from (known if known != (NOTHING,) or not (told or good) else ())
        yield from told
        yield from good

    def map(self, cells: list[CellValue], path: Sequence[Turn]) -> Page:
        """Places and roads, what is open and what is not, and which were gone."""
        return self._mapped.page(cells, path)

    def places(self, cells: list[CellValue], path: Sequence[Turn]) -> tuple[MapPlace, ...]:
        """The same to be drawn; empty where the story has no map."""
        world = self._program.world
        return self._mapped.map(cells, path) if world.routes or world.crossings else ()

    def people(self, cells: list[CellValue]) -> Page:
        """The people he knows, with what stands between them."""
        people = self._shown.known("person", cells)
        sections = [Section(spoken.capital(each.title), tuple(self._about(each, cells))) for each in people]
        return Page("People", tuple(sections) or (Section("", ("Nobody is named yet.",)),))

    def _about(self, thing: Thing, cells: list[CellValue]) -> Iterator[str]:
        if thing.about:
            yield thing.about
        said = False
        for variable in self._program.variables:
            if variable.owner != thing.id or variable.hidden or variable.name.endswith((".held", ".keeper")):
                continue
            value = cells[self._layout.slots[variable.name]]
            words = self._shown.value(variable, value, cast(str, cells[HERE]))
            if variable.title:
                said = True
                yield f"{variable.title}: {words}."
            elif variable.names and words:
                said = True
                yield f"{spoken.capital(words)}."
        if not thing.about and not said:
            yield NOTHING

    def cited(self, passage: PassageView) -> tuple[str, ...]:
        """The facts that a passage cites, with their sources, a sentence or two each."""
        return tuple(self._of(passage.facts))

    def _of(self, facts: Sequence[str]) -> Iterator[str]:
        known = {each.id: each for each in self._program.facts}
        return (self._fact(known[fact]) for fact in facts if fact in known)

    def facts(self, view: SessionView) -> Page:
        """What on this page is documented, composite or invented, with its sources; on the first, the opening's too."""
        opening = tuple(self._of(self._program.cited)) if view.turn.id == 0 else ()
        sections = [Section("Before the first page", opening)] if opening else []
        for passage in view.turn.passages:
            kind = (f"This page is {passage.truth}.",) if passage.truth else ()
            lines = (*kind, *self.cited(passage))
            if lines:
                sections.append(Section(passage.heading, lines))
        return Page("Facts", tuple(sections) or (Section("", ("This page cites no fact.",)),))

    def _fact(self, fact: Fact) -> str:
        sources = {each.id: each for each in self._program.sources}
        named = [
            ", ".join(part for part in (found.title, found.publisher, found.date, found.url) if part)
            for found in (sources[each] for each in fact.sources if each in sources)
        ]
        sure = f" ({fact.confidence})" if fact.confidence else ""
        when = f"{fact.date}: " if fact.date else ""
        return f"{fact.id}{sure}. {when}{fact.text}" + (f" Sources: {'; '.join(named)}." if named else "")

    def glossary(self) -> Page:
        """Words explained."""
        lines = tuple(f"{word}: {text}" for word, text in self._program.glossary)
        return Page("Glossary", (Section("", lines or ("No words are explained in this story.",)),))

    def recap(self, path: Sequence[Turn]) -> Page:
        """The last things remembered."""
        said = [text for turn in path for _, text in turn.remembered]
        lines = tuple(spoken.capital(text.rstrip(".")) + "." for text in dict.fromkeys(said[-RECAP:]))
        return Page("So far", (Section("", lines or ("Nothing yet that will be remembered.",)),))

    def timeline(self, path: Sequence[Turn], profile: str) -> tuple[TimelineTurn, ...]:
        """Every choice, with the day and hour at which it was made, and what is to be noted. Linear in the path."""
        cells = self._first_cells(self._profile(profile))
        found: list[TimelineTurn] = []
        for number, turn in enumerate(path):
            noted = [*(f"{spoken.capital(text)}." for _, text in turn.remembered)] if turn.choice else []
            noted += [f"Checkpoint: {each.title}." for each in reached(self._program, turn)]
            if turn.choice or noted:
                clock, here = cast(int, cells[CLOCK]), cast(str, cells[HERE])
                label = self._shown.label(turn, cells) if turn.choice else ""
                found.append(TimelineTurn(number, *self._shown.day_and_hour(clock, here), label, tuple(noted)))
            for name, _, new, _ in turn.wrote:
                cells[self._layout.slots[name]] = new
        return tuple(found)

    def record(self, path: Sequence[Turn], profile: str) -> Page:
        """The same as a page, a section a day."""
        sections = tuple(
            Section(day, tuple(line for each in turns for line in _timeline_lines(each)))
            for day, turns in groupby(self.timeline(path, profile), key=lambda each: each.day)
        )
        return Page("Record", sections or (Section("", ("No choice has been made yet.",)),))


def _timeline_lines(turn: TimelineTurn) -> Iterator[str]:
    if turn.label:
        yield f"{turn.number}. {turn.hour + ': ' if turn.hour else ''}{turn.label}"
    yield from turn.noted


def settings_page(settings: Settings, mark: str = "") -> Page:
    """Reading settings; a command begins with `mark`."""
    state = "short versions of hard passages" if settings.safe else "every passage in full"
    change = f"To change it, say: {mark}settings {'full' if settings.safe else 'short'}"
    told = BECAUSE.get(settings.because, BECAUSE[ALWAYS])
    others = " or ".join(f"{mark}settings because {each}" for each in BECAUSE if each != settings.because)
    return Page(
        "Settings",
        (
            Section("", (f"You read {state}.", f"{change}. It never changes what happens.")),
            Section("", (f"Which earlier choice decided a page is told {told}.", f"To change it, say: {others}.")),
        ),
    )


def saves_page(save: str) -> Page:
    """Where this play-through is kept."""
    line = (
        f'This play-through is kept as "{save}", after every choice.'
        if save
        else "This play-through is not being saved."
    )
    return Page("Saves", (Section("", (line,)),))


def help_page(view: SessionView) -> Page:
    """What is possible now."""
    numbers = f"A number from 1 to {len(view.choices)}" if len(view.choices) > 1 else "1"
    first = f"{numbers} takes a choice." if view.choices else "There is nothing left to choose here."
    if view.asked is not None:
        first = f"{view.question} {view.asked.valid}"
    mark, heading = ("/", "Words you can say, each after /") if view.asked else ("", "Words you can say")
    lines = [f"{mark}{each.name}: {each.about}" for each in COMMANDS if each.name != "back" or view.can_go_back]
    return Page("Help", (Section("", (first,)), Section(heading, tuple(lines))))


PageMaker = Callable[[], Page]
