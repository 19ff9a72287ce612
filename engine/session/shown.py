"""Turns as they are shown: a machine's report and the cells around it made into sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Protocol, cast

from engine.expr import LARGEST, Expr, Value, calendar, evaluate, render, spoken
from engine.expr.sets import Members
from engine.machine import Change, Machine, memberships, reason
from engine.machine.options import option_of
from engine.machine.scope import CellScope, zone_at
from engine.program import CLOCK, HERE, Ask, Choices, Option, Thing, Variable
from engine.program.answers import valid
from engine.program.ids import scene_of
from engine.program.layout import CellValue
from engine.program.world import NOBODY
from engine.record import Turn
from engine.session.emphasis import strip
from engine.session.flowing import flowing
from engine.session.threshold import paragraphs
from engine.session.view import AskedView, ChoiceView, EndingView, PassageView, Section, StatusLine, TurnView

Cells = list[CellValue]
_STOPPED = {
    "loop": "The story goes round here without asking anything, after {}.",
    "lost": "The story does not say where it goes on, after {}.",
}


ENGINES_OWN = "@"
"""Begins the id of a scene that no author wrote: a row of the schedule."""


LEFT_OUT = "[left out]"
"""Stands for a value that is not to be told."""


class Known(Protocol):
    """What is told of only while a condition holds."""

    @property
    def known(self) -> Expr | None:
        """The condition; None: always."""


def knows(told: Known, scope: CellScope) -> bool:
    """Whether he knows of `told`."""
    return told.known is None or bool(evaluate(told.known, scope))


class Shown:
    """Makes views of one story. `machine` runs with text. Values of the variables named in `veiled` are left out."""

    def __init__(self, machine: Machine, *, veiled: Collection[str] = ()) -> None:
        self._veiled = veiled
        self._machine = machine
        self._program = machine.program
        self._layout = machine.layout

    def scope(self, cells: Cells) -> CellScope:
        """The scope that the story's texts are read in."""
        return CellScope(self._program, self._layout, cells)

    def known(self, kind: str, cells: Cells) -> list[Thing]:
        """The people, documents or places that he knows of, in the order of their declaration."""
        scope = self.scope(cells)
        return [each for each in self._program.things if each.kind == kind and knows(each, scope)]

    # -- turns ---------------------------------------------------------------------------------------------------

    def turn(
        self,
        id_: int,
        chosen: str,
        change: Change,
        cells: Cells,
        warnings: Sequence[str] = (),
        *,
        answered: bool = False,
    ) -> TurnView:
        """What came of one choice or answer; `cells` are those after it."""
        found = (*warnings, *self._stopped(change))
        passages = tuple(self._passages(change.said, cells))
        return TurnView(id_, chosen, passages, tuple(self._changed(change)), found, answered)

    def _passages(self, said: Sequence[tuple[str, str, int]], cells: Cells) -> Iterator[PassageView]:
        """The prose of each scene; a paragraph that goes on from one scene to the next stands where it began."""
        named, views, texts = "", list[PassageView](), list[tuple[bool, list[str]]]()
        for scene_id, group in groupby(said, key=lambda each: scene_of(each[0])):
            listed = list(group)
            scene = self._program.scenes[scene_id]
            title = "" if scene.title is None else render(scene.title, self.scope(cells))
            place = scene.place or cast(str, cells[HERE])
            full = self.heading(listed[0][2], place, title)
            event = scene_id.startswith(ENGINES_OWN)
            quiet = bool(named) and not title and not event  # an event names its hour
            heading = "" if full == named or quiet else full
            named = full if title or not named else named
            apart = bool(heading) or event or (bool(views) and views[-1].scene.startswith(ENGINES_OWN))
            texts.append((apart, [each for _, each, _ in listed]))
            views.append(PassageView(scene_id, heading, (), scene.facts, scene.truth or ""))
        for view, found in zip(views, flowing(texts), strict=True):
            yield view.replace(paragraphs=found)

    def heading(self, clock: int, place: str, title: str) -> str:
        """As in "Tuesday 27 September, 14:00. The tail of the queue."; less where the story says less."""
        when = f"{self.when(clock, place)}." if self._program.clock.shown else ""
        ending = "" if not title or title[-1] in ".?!" else "."
        return f"{when} {title}{ending}".strip()

    def when(self, clock: int, place: str) -> str:
        """Date and hour at a place; "" in a story without a clock."""
        if not self._program.clock.shown:
            return ""
        zone = zone_at(self._program, place)
        return f"{calendar.date_words(clock, zone)}, {calendar.time_words(clock, zone)}"

    def day_and_hour(self, clock: int, place: str) -> tuple[str, str]:
        """The same as two; "" for both in a story without a clock."""
        if not self._program.clock.shown:
            return "", ""
        zone = zone_at(self._program, place)
        return calendar.date_words(clock, zone), calendar.time_words(clock, zone)

    def _changed(self, change: Change) -> Iterator[str]:
        """One sentence for each titled variable that has another value than before the step."""
        first: dict[int, CellValue] = {}
        last: dict[int, CellValue] = {}
        for slot, old, new, _ in change.wrote:
            first.setdefault(slot, old)
            last[slot] = new
        moved = {self._layout.names[slot] for slot, old in first.items() if last[slot] != old}
        for slot, new in last.items():
            variable = self._layout.variables.get(self._layout.names[slot])
            if variable is not None and _told_otherwise(variable, new, moved):
                continue
            if variable is not None and first[slot] != new and new != "" and _is_shown(variable):
                less = variable.low == 0 and isinstance(new, int) and new < cast(int, first[slot])
                left = " left" if variable.kind == "number" and less else ""
                yield f"{variable.title}: {self.value(variable, new, '')}{left}."

    def value(self, variable: Variable, value: Value, place: str) -> str:
        """A value in words."""
        if variable.name in self._veiled:
            return LEFT_OUT
        named = dict(variable.names).get(value)
        if variable.kind == "flag" and variable.name.endswith(".held"):
            return "in your hands" if value else "not in your hands"
        match variable.kind:
            case "number":
                return spoken.money(cast(int, value), variable.unit)
            case "duration":
                return spoken.span(cast(int, value))
            case "moment":
                return self._moment(cast(int, value), place)
            case "set":
                return memberships.in_words(variable, cast(Members, value))
            case "text":
                return spoken.plain(value) or "nothing"
            case _:
                return named or spoken.plain(value).replace("_", " ")

    def _moment(self, minute: int, place: str) -> str:
        """A day, with the hour when it is not midnight: 1 March 2029; 24 September 2022, 23:59."""
        zone = zone_at(self._program, place)
        day, hour = calendar.day_words(minute, zone), calendar.time_words(minute, zone)
        return day if hour == "00:00" else f"{day}, {hour}"

    def _stopped(self, change: Change) -> Iterator[str]:
        for code, place, _ in change.faults:
            if code in _STOPPED:
                yield _STOPPED[code].format(place) + " That is a mistake of the story's. You can go back one choice."

    # -- choices -------------------------------------------------------------------------------------------------

    def choices(self, change: Change, cells: Cells) -> tuple[ChoiceView, ...]:
        """The choices offered, with reasons for the closed ones worked out now."""
        found: list[ChoiceView] = []
        for number, (choice, is_open, label) in enumerate(change.offers, 1):
            why = None if is_open else reason(self._program, self._layout, cells, choice)
            cost = self._cost(option_of(self._program, choice), cells) if is_open else ""
            found.append(ChoiceView(number, choice, label, cost, why))
        return tuple(found)

    def question(self, block: str, cells: Cells) -> str:
        """The question of a block, the story's own where it has none."""
        scene = self._program.scenes[scene_of(block)]
        stops = (step for step in scene.steps if isinstance(step, Choices | Ask))
        own = next((stop.question for stop in stops if stop.id == block), None)
        return self._program.question if own is None else render(own, self.scope(cells))

    def asked(self, ask: Ask) -> AskedView:
        """What may be typed."""
        least = None if ask.kind == "number" and ask.least <= -LARGEST else ask.least
        most = None if ask.kind == "number" and ask.most >= LARGEST else ask.most
        default = "" if ask.default is None else self._typed(ask, ask.default)
        empty = f" Nothing typed means {default}." if default else ""
        return AskedView(ask.id, ask.kind, least, most, default, valid(ask) + empty)

    def label(self, turn: Turn, cells: Cells) -> str:
        """The label of the choice that `turn` took, or the question it answered and the answer, read with `cells`."""
        if turn.typed is None:
            return self.offered(turn.choice, cells)
        return self.answered(turn.choice, turn.typed, cells)

    def offered(self, choice: str, cells: Cells) -> str:
        """The label of a choice, or the question of an ask, read with `cells`."""
        asked = self._ask(choice)
        words = option_of(self._program, choice).label if asked is None else asked.question
        return render(words, self.scope(cells))

    def answered(self, choice: str, typed: int | str, cells: Cells) -> str:
        """A question and its answer in one line."""
        asked = self._ask(choice)
        return "" if asked is None else f"{render(asked.question, self.scope(cells))} {self._typed(asked, typed)}"

    def _typed(self, asked: Ask, typed: int | str) -> str:
        return self.value(self._layout.variables[asked.into], typed, "")

    def _ask(self, id_: str) -> Ask | None:
        steps = self._program.scenes[scene_of(id_)].steps
        return next((step for step in steps if isinstance(step, Ask) and step.id == id_), None)

    def _cost(self, option: Option, cells: Cells) -> str:
        scope = self.scope(cells)
        said: list[str] = []
        if option.takes is not None:
            grain = self._program.clock.grain
            minutes = -(-max(0, cast(int, evaluate(option.takes, scope))) // grain) * grain
            said += [spoken.span(minutes)] if minutes else []
        for name, amount in option.costs:
            said.append(self.value(self._layout.variables[name], evaluate(amount, scope), ""))
        return ", ".join(said)

    # -- status and ending ---------------------------------------------------------------------------------------

    def status(self, cells: Cells) -> tuple[StatusLine, ...]:
        """Titled values that belong to nobody and are known of, then the papers in hand."""
        lines, scope = list[StatusLine](), self.scope(cells)
        for variable in self._program.variables:
            own = variable.owner or variable.hidden or variable.local
            if variable.title and not own and knows(variable, scope):
                value = cells[self._layout.slots[variable.name]]
                if value == "" and variable.kind == "text":
                    continue
                lines.append(StatusLine(variable.title, self.value(variable, value, cast(str, cells[HERE]))))
        held = [each.title for each in self.known("document", cells) if self.holds(each.id, cells)]
        if held:
            lines.append(StatusLine("Papers", ", ".join(held)))
        return tuple(lines)

    def holds(self, document: str, cells: Cells) -> bool:
        """Whether a document is in his hands."""
        return bool(cells[self._layout.slots[f"{document}.held"]])

    def worked_out(self, name: str, scope: CellScope) -> Value:
        """The value of a derived variable."""
        return evaluate(scope.derived(name), scope)

    def where(self, cells: Cells) -> str:
        """The title of the present place; "" where there is none."""
        here = cells[HERE]
        return next((each.title for each in self._program.things if each.id == here), "")

    def stands(self, block: str, clock: int | None) -> str:
        """Where a save stands, in words: "27 September, the tail of the queue"; less where less is known."""
        scene = self._program.scenes.get(scene_of(block))
        title = ""
        if scene is not None and scene.title is not None and all(isinstance(part, str) for part in scene.title.parts):
            title = strip("".join(cast(tuple[str, ...], scene.title.parts)))
        zone = zone_at(self._program, (scene.place if scene else "") or "")
        day = calendar.date_words(clock, zone) if clock is not None and self._program.clock.shown else ""
        return ", ".join(part for part in (day, title) if part)

    def now(self, cells: Cells) -> str:
        """Date and hour now."""
        return self.when(cast(int, cells[CLOCK]), cast(str, cells[HERE]))

    def ending(self, id_: str, cells: Cells) -> EndingView:
        """An ending with its debrief: what happened next, the other man's door, questions, facts."""
        found = next(each for each in self._program.endings if each.id == id_)
        scope = self.scope(cells)
        sections: list[Section] = []
        for heading, words in (("What happened next", found.next), ("Another man's door", found.door)):
            if words is not None:
                sections.append(Section(heading, paragraphs(render(words, scope))))
        if found.ask:
            sections.append(Section("To talk about", found.ask))
        facts = {each.id: each for each in self._program.facts}
        cited = tuple(f"{fact}: {facts[fact].text}" for fact in found.facts if fact in facts)
        if cited:
            sections.append(Section("From the record", cited))
        return EndingView(id_, found.title, paragraphs(render(found.text, scope)), tuple(sections))


def _told_otherwise(variable: Variable, new: CellValue, moved: Collection[str]) -> bool:
    """A document that is lodged is told by its keeper, one that is taken back by being in his hands again."""
    owner, _, field = variable.name.rpartition(".")
    if field == "held":
        return not new and f"{owner}.keeper" in moved
    return field == "keeper" and new == NOBODY


def _is_shown(variable: Variable) -> bool:
    plain = variable.kind in ("number", "enum", "duration", "set", "text") or variable.name.endswith(".held")
    return bool(variable.title) and plain and not (variable.hidden or variable.local)
