"""Conditions that come out the same whatever happens: in bodies, of choices, in texts, of derived variables.

In: a story without errors. Out: warnings. Only what is declared counts (ranges, values, the clock), never the way on
which a condition is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.compiler.checks.material import Material, own_lock, place_of_key
from engine.compiler.checks.ranges import Ranges, Span
from engine.compiler.checks.spelling import spelled
from engine.compiler.checks.walking import known_of_world, texts
from engine.compiler.nodes import Scalar
from engine.compiler.prose import ways_of
from engine.compiler.scenes import Lowered
from engine.compiler.values import zone_rows
from engine.diagnostics import Bag, Place
from engine.expr import (
    Among,
    Cell,
    Chosen,
    Clock,
    Compare,
    Const,
    Derived,
    Either,
    Expr,
    Logic,
    Not,
    Overlap,
    Part,
    Within,
    Words,
    children,
)
from engine.program import Branch, Choices, Option, Tick, Write

_NOW = (Clock("now"), Clock("today"))


def check_conditions(story: Material, ranges: Ranges, bag: Bag) -> None:
    """All of them; a condition is looked at once, in time that grows with its length."""
    checking = _Conditions(story, ranges, bag)
    for lowered in story.scenes.values():
        checking.scene(lowered)
    checking.storylets()
    checking.rows()
    checking.routes()
    checking.things()
    checking.derived()


def _moves_text_on(lowered: Lowered, at: int) -> bool:
    """Whether the branch at `at` stands before a text that takes turns: what it asks is asked in the text too."""
    return isinstance(lowered.scene.steps[at + 1], Tick)


def _asked(test: Expr, lowered: Lowered) -> Expr:
    """A rule of a crossing is a branch for when it is not met; it is told as it is written."""
    return test.item if lowered.entry.crossing and isinstance(test, Not) else test


class _Conditions:
    def __init__(self, story: Material, ranges: Ranges, bag: Bag) -> None:
        clock = story.names.clock
        self._story = story
        self._ranges = ranges
        self._bag = bag
        self._quiet: set[Expr] = set()
        self._zone = zone_rows(clock.zone, clock.start, clock.start + 1)

    def _say(self, code: str, place: Place, test: Expr, **words: object) -> None:
        self._bag.add(code, place, hint=self._hint(test), test=spelled(test, self._zone), fix=None, **words)

    def _hint(self, test: Expr) -> str | None:
        """What the variable of a simple comparison may be."""
        if not isinstance(test, Compare) or not isinstance(test.left, Cell) or test.left.name[0] in "#~@":
            return None
        name, domain = test.left.name, self._ranges.of(test.left)
        if isinstance(domain, Span):
            high = f"to {domain.high}" if domain.high < 2**53 else "upwards"
            return f"{name} runs from {domain.low} {high}" if domain.low > -(2**53) else None
        return None

    # -- where conditions stand ----------------------------------------------------------------------------------

    def scene(self, lowered: Lowered) -> None:
        """Everything in the steps of a scene."""
        for at, step in enumerate(lowered.scene.steps):
            if isinstance(step, Branch) and not _moves_text_on(lowered, at):
                self.branch(_asked(step.test, lowered), lowered.places[at])
            elif isinstance(step, Choices):
                for option in step.options:
                    self.option(option, lowered)
            elif isinstance(step, Write):
                self.write(step, lowered.places[at])
            for words in texts(step):
                self.text(words, lowered.places[at])

    def branch(self, test: Expr, place: Place) -> None:
        """The test of an `if`, or of one case of a `match`."""
        if self._is_quiet(test) or self._on_the_clock(test, place):
            return
        verdict = self._ranges.holds(test)
        if verdict is None:
            self._parts(test, place)
        else:
            self._say("LOG002" if verdict else "LOG001", place, test)

    def option(self, option: Option, lowered: Lowered) -> None:
        """Whether a choice can be taken, and whether its conditions do anything."""
        if option.shown is None and option.open_if is None and not option.costs:
            return
        choice = lowered.places[option.to]
        given = [each for each in (option.shown, option.open_if) if each is not None]
        given += [Compare(">=", Cell(name), amount) for name, amount in option.costs]
        for key, test in (("if", option.shown), ("needs", own_lock(option, self._story.names))):
            if test is not None and not self._is_quiet(test):
                self._guard(key, test, lowered, choice)
        if not self._possible(given):
            wrong = next((each for each in given if self._ranges.holds(each) is False), None)
            whole = wrong or Logic("and", tuple(given))
            if not any(_beyond(each, self._ranges) for each in _atoms(whole)):
                self._say("LOG003", choice, whole)

    def _possible(self, given: Sequence[Expr]) -> bool:
        if len(given) == 1:
            return self._ranges.holds(given[0]) is not False
        return self._ranges.possible(given, True)

    def _guard(self, key: str, test: Expr, lowered: Lowered, choice: Place) -> None:
        verdict = self._ranges.holds(test)
        if verdict is False and not any(_beyond(each, self._ranges) for each in _atoms(test)):
            return  # told of the whole choice
        place = place_of_key(lowered, choice, key) if verdict is not None or self._suspect(test) else choice
        if self._on_the_clock(test, place):
            return
        if verdict is True:
            self._say("LOG004", place, test, key=key)
        elif verdict is None:
            self._parts(test, place)

    def text(self, words: Words, place: Place) -> None:
        """Every `{% if %}` of a text, each case where those before it did not hold."""
        if len(words.parts) == 1 and isinstance(words.parts[0], str):
            return
        if id(words) not in self._story.names.looped:
            for either in _eithers(words.parts):
                self._cases([test for test, _ in either.cases], place)

    def _cases(self, tests: Sequence[Expr], place: Place) -> None:
        for at, test in enumerate(tests):
            if at == 0 and self._is_quiet(test):
                continue
            if self._on_the_clock(test, place):
                return
            before = [Not(each) for each in tests[:at]]
            verdict = self._ranges.holds(test)
            if verdict is None and before and not self._ranges.possible((*before, test), True):
                verdict = False
            if verdict is None:
                self._parts(test, place)
            else:
                self._say("LOG002" if verdict else "LOG001", place, test)

    def write(self, step: Write, place: Place) -> None:
        """A fixed value that its variable cannot have."""
        variable = self._story.names.variables.get(step.cell)
        if variable is None or not isinstance(step.value, Const) or variable.low is None:
            return
        value, low, high = step.value.value, variable.low, variable.high or 0
        if isinstance(value, int) and not low <= value <= high:
            self._bag.add("LOG007", place, name=variable.name, value=value, low=low, high=high)

    def storylets(self) -> None:
        """When storylets may come; `when: true` is how a writer says at any time."""
        for lowered in self._story.scenes.values():
            written, found = lowered.entry.shape.when, lowered.storylet
            if written is not None and found is not None and not isinstance(found.when, Const):
                self.branch(found.when, written.place)

    def rows(self) -> None:
        """The conditions of the schedule."""
        written = {str(name): row.test for name, row in self._story.declared("schedule")}
        for event in self._story.events:
            test = written.get(event.id)
            if event.guard is not None and test is not None:
                self.branch(event.guard, test.place)

    def routes(self) -> None:
        """What routes need, and what closes them; their dates may well lie outside the clock."""
        for name, shape in self._story.declared("routes"):
            route = self._story.names.routes[str(name)]
            if shape.needs is not None and route.needs is not None:
                self.branch(route.needs, shape.needs.place)
            for closure, written in zip(route.closed, shape.closed, strict=True):
                if written.when is not None:
                    dated = written.since is not None or written.until is not None
                    whole = closure.when
                    self.branch(whole.items[0] if dated and isinstance(whole, Logic) else whole, written.when.place)

    def things(self) -> None:
        """When people, documents, places, roads and crossings are known of."""
        found = {thing.id: thing.known for thing in self._story.things}
        for section in ("people", "documents", "places"):
            for name, shape in self._story.declared(section):
                known = found.get(str(name))
                if shape.known is not None and known is not None:
                    self.branch(known, shape.known.place)
        for name, shape in self._story.declared("variables"):
            variable = self._story.names.variables.get(str(name))
            if variable is not None and variable.known is not None:
                self.branch(variable.known, shape.known.place)
        told = {key: written.place for key, written in self._known() if written is not None}
        for key, test in known_of_world(self._story.world):
            self.branch(test, told[key])

    def _known(self) -> Iterator[tuple[tuple[str, str], Scalar | None]]:
        """Where it is written from when on a road, a closure, a crossing or a rule is known of."""
        for section, inner in (("routes", "closed"), ("crossings", "rules")):
            for name, shape in self._story.declared(section):
                yield (str(name), ""), shape.known
                yield from (((str(name), str(each.code)), each.known) for each in getattr(shape, inner))

    def derived(self) -> None:
        """Derived flags, the rules of documents among them; not what the engine derives of a road or a crossing."""
        for name, quantity in self._story.names.quantities.items():
            if quantity.kind != "flag" or name not in self._story.names.derived:
                continue
            verdict = self._ranges.holds(quantity.value)
            place = self._story.names.derived[name].place
            if verdict is None:
                self._parts(quantity.value, place)
            elif not self._on_the_clock(quantity.value, place):
                self._bag.add("LOG008", place, name=name, value=str(verdict).lower())

    # -- parts of conditions ---------------------------------------------------------------------------------------

    def _is_quiet(self, test: Expr) -> bool:
        """Whether there is nothing to say of a test, wherever it stands. Worked out once for each."""
        if test in self._quiet:
            return True
        if self._ranges.holds(test) is None and not self._suspect(test):
            self._quiet.add(test)
            return True
        return False

    def _suspect(self, test: Expr) -> bool:
        """Whether `_parts` or the clock has something to say of a test."""
        return any(self._ranges.holds(each) is not None for each in _atoms(test))

    def _on_the_clock(self, test: Expr, place: Place) -> bool:
        """Complain of a comparison of now with a moment that the clock never shows; say whether there is one."""
        found = next((each for each in _atoms(test) if _beyond(each, self._ranges)), None)
        if found is not None:
            start = self._story.names.clock.start
            early = any(
                isinstance(each, Const) and isinstance(each.value, int) and each.value < start
                for each in children(found)
            )
            self._say("LOG006", place, found, side="before" if early else "after")
        return found is not None

    def _parts(self, test: Expr, place: Place) -> None:
        if not isinstance(test, Logic | Not):
            return
        for each in _atoms(test):
            verdict = self._ranges.holds(each)
            if verdict is not None and each != test:
                self._say("LOG005", place, each, verdict="always holds" if verdict else "can never hold")
                return


def _beyond(test: Expr, ranges: Ranges) -> bool:
    """Whether a test compares the present moment with one outside the clock."""
    if not isinstance(test, Compare):
        return False
    sides = (test.left, test.right)
    dated = any(isinstance(each, Clock) and each in _NOW for each in sides)
    return dated and any(isinstance(each, Const) for each in sides) and ranges.holds(test) is not None


def _atoms(test: Expr) -> Iterator[Expr]:
    """The comparisons and flags a test is made of, without those that have no variable in them."""
    if isinstance(test, Logic | Not):
        for child in children(test):
            yield from _atoms(child)
    elif isinstance(test, Cell | Derived) or (
        isinstance(test, Compare | Among | Within | Overlap) and not _fixed(test)
    ):
        yield test


def _fixed(expr: Expr) -> bool:
    return isinstance(expr, Const) or (bool(inside := children(expr)) and all(map(_fixed, inside)))


def _eithers(parts: Sequence[Part]) -> Iterator[Either]:
    for part in parts:
        if isinstance(part, Either):
            yield part
        if isinstance(part, Either | Chosen):
            for way in ways_of(part):
                yield from _eithers(way)
