"""Scripted plays: read from `tests:`, one script for each row of their parameters.

In: the shapes of all files, profiles, lowered scenes, what is declared. Out: `Script`s in the order of the files;
diagnostics for what names nothing. A parameter `<fare>` stands for what its row says, wherever it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from engine.compiler import values
from engine.compiler.declare import Declarations, namespace_of
from engine.compiler.given import read_given
from engine.compiler.kinds import FLAG
from engine.compiler.known import check_known
from engine.compiler.language import read_expression
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.scenes import Lowered
from engine.compiler.schema import MoveShape, ScriptShape
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.program import Ask, Chance, Choices, Profile
from engine.program.scripts import (
    Caused,
    Ended,
    Expectation,
    Free,
    Holds,
    InHand,
    Move,
    Reads,
    Script,
    Shut,
    Stands,
)

_PARAMETER = re.compile(r"<(\w+)>")
_Row = Mapping[Scalar, Scalar]


def read_scripts(
    files: Sequence[Shaped], profiles: Sequence[Profile], scenes: Sequence[Lowered], declared: Declarations, bag: Bag
) -> tuple[Script, ...]:
    """All scripts. A story without any pays nothing."""
    written = [(file, key, test) for file in files for key, test in file.shape.tests.items()]
    if not written:
        return ()
    known = _Known(profiles, scenes, declared.names)
    new = [each for each in written if declared.is_new("tests", each[1])]
    return tuple(each for file, key, test in new for each in _Reader(file, known, bag).scripts(key, test))


class _Known:
    """What scripts may name."""

    def __init__(self, profiles: Sequence[Profile], scenes: Sequence[Lowered], names: Names) -> None:
        self.names = names
        self.profiles = {each.id: each for each in profiles}
        self.choices = frozenset(_choices(scenes))
        self.short = frozenset(each.rpartition(".")[2] for each in self.choices)
        self.outcomes = {
            step.id: tuple(each.id for each in step.outcomes)
            for each in scenes
            for step in each.scene.steps
            if isinstance(step, Chance)
        }
        self.streams = {stream for each in scenes for stream in each.streams}

    def draw(self, written: str) -> str | None:
        """The id of what draws that is this, or ends so."""
        return next((each for each in sorted(self.streams) if each == written or each.endswith(f".{written}")), None)

    def has_choice(self, written: str) -> bool:
        """Whether some choice has this id, or one that ends so."""
        return written in self.choices or any(each.endswith(f".{written}") for each in self.choices)


def _choices(scenes: Sequence[Lowered]) -> Iterator[str]:
    for each in scenes:
        if each.storylet is not None:
            yield each.scene.id
        for step in each.scene.steps:
            if isinstance(step, Choices):
                yield from (option.id for option in step.options)
            elif isinstance(step, Ask):
                yield step.id


class _Reader:
    """Reads the scripts of one file."""

    def __init__(self, file: Shaped, known: _Known, bag: Bag) -> None:
        self._known = known
        self._names = known.names
        self._local = Local("" if file.shape.id is not None else namespace_of(file), "")
        self._bag = bag
        self._row: _Row = {}

    def scripts(self, key: Scalar, test: ScriptShape) -> Iterator[Script]:
        """One for each row of `each`, or the one."""
        for row in test.each or ({},):
            self._row = row
            script = self._script(key, test)
            if script is not None:
                yield script

    def _script(self, key: Scalar, test: ScriptShape) -> Script | None:
        man = self._man(test)
        if man is None:
            return None
        return Script(
            str(key),
            man,
            tuple(move for each in test.play for move in self._moves(each)),
            key.place.file,
            key.place.line,
            str(test.title or ""),
            self._number(test.seed) if test.seed is not None else 0,
            None if test.at is None else self._moment(test.at),
            tuple(self._outcomes(test.outcomes)),
            " ".join(self._filled(test.fails).split()) if test.fails is not None else "",
            tuple((str(name), str(value)) for name, value in self._row.items()),
        )

    def _man(self, test: ScriptShape) -> Profile | None:
        """The profile, with what the script gives him and where it begins."""
        profiles = self._known.profiles
        man = next(iter(profiles.values()))
        if test.profile is not None:
            written = self._filled(test.profile)
            if not check_known([written], profiles, "profile", self._bag):
                return None
            man = profiles[str(written)]
        given = {
            name: self._filled(value) if isinstance(value, Scalar) else self._each(value)
            for name, value in test.given.items()
        }
        return man.replace(start=self._start(test, man), given=(*man.given, *read_given(given, self._names, self._bag)))

    def _start(self, test: ScriptShape, man: Profile) -> str:
        if test.start is None:
            return man.start
        written = self._filled(test.start)
        scene = self._names.scene(str(written), self._local.namespace)
        if scene is None or scene not in self._names.scenes:
            self._bag.add("REF010", written.place, name=written)
            return man.start
        given = self._names.scenes[scene].shape.given
        if given:
            self._bag.add("KEY008", written.place, name=given[0], scene=scene)
        return scene

    def _number(self, written: Scalar) -> int:
        found = values.whole_number(self._filled(written))
        if found is None:
            self._bag.add("VAL002", written.place, value=written)
        return found or 0

    def _moment(self, written: Scalar) -> int | None:
        clock = self._names.clock
        found = values.moment(self._filled(written), clock.zone)
        if found is None:
            self._bag.add("VAL003", written.place, value=written)
        elif not clock.start <= found <= clock.end:
            self._bag.add("SCH002", written.place, value=written)
        return found

    def _outcomes(self, written: Mapping[Scalar, Scalar | list[Scalar]]) -> Iterator[tuple[str, int, str]]:
        for stream, given in written.items():
            draw = self._known.draw(str(stream))
            if draw is None:
                check_known([stream], self._known.streams, "draw", self._bag)
                continue
            outcomes = self._known.outcomes.get(draw)
            several = self._each(given)
            if outcomes is not None and not check_known(several, outcomes, "outcome", self._bag):
                continue
            yield from ((draw, count, str(outcome)) for count, outcome in enumerate(several))

    # -- moves -----------------------------------------------------------------------------------------------------

    def _moves(self, written: Scalar | MoveShape) -> Iterator[Move]:
        if isinstance(written, Scalar):
            yield Move(written.place.file, written.place.line, choice=self._choice(written))
            return
        place = next(iter(_scalars(written))).place
        if written.choose is not None and written.answer is not None:
            self._bag.add("TST001", written.answer.place)
        yield Move(
            place.file,
            place.line,
            "" if written.choose is None else self._choice(written.choose),
            None if written.answer is None else str(self._filled(written.answer)),
            tuple(self._expectations(written)),
        )

    def _choice(self, written: Scalar) -> str:
        found = self._filled(written)
        if not self._known.has_choice(str(found)):
            near = nearest(found, self._known.choices | self._known.short)
            self._bag.add("TST003", written.place, name=found, hint=f'did you mean "{near}"?' if near else None)
        return str(found)

    def _expectations(self, written: MoveShape) -> Iterator[Expectation]:
        for each in self._each(written.expect):
            found = read_expression(each, self._names, self._local, self._bag, FLAG)
            if found is not None:
                yield Holds(found.expr, " ".join(each.split()))
        yield from (Reads(" ".join(each.split())) for each in self._each(written.text))
        yield from (Reads(" ".join(each.split()), True) for each in self._each(written.absent))
        yield from self._named(written.place, self._names.things_of("place"), "place", Stands)
        if written.papers is not None:
            papers = self._each(written.papers)
            known = self._names.things_of("document")
            check_known(papers, known, "document", self._bag)
            yield InHand(tuple(each for each in known if each in papers))
        yield from (Shut(self._choice(key), " ".join(self._filled(why).split())) for key, why in written.locked.items())
        yield from (Free(self._choice(each)) for each in self._each(written.open))
        for of, by in written.because.items():
            yield from (Caused(self._asked_about(of), self._choice(each)) for each in self._each(by))
        yield from self._named(written.ending, self._names.endings, "ending", Ended)

    def _named(
        self, written: Scalar | None, known: Iterable[str], group: str, made: Callable[[str], Expectation]
    ) -> Iterator[Expectation]:
        if written is not None:
            filled = self._filled(written)
            check_known([filled], tuple(known), group, self._bag)
            yield made(str(filled))

    def _asked_about(self, written: Scalar) -> str:
        of = self._filled(written)
        if of == "ending" or of in self._names.variables:
            return str(of)
        return self._choice(of)

    # -- parameters ------------------------------------------------------------------------------------------------

    def _each(self, written: Scalar | list[Scalar] | None) -> list[Scalar]:
        several = [] if written is None else [written] if isinstance(written, Scalar) else written
        return [self._filled(each) for each in several]

    def _filled(self, written: Scalar) -> Scalar:
        """`written` with the row's values in the place of its parameters; it stands where it stood."""
        named = _PARAMETER.findall(written) if self._row else []
        for name in named:
            if name not in self._row:
                self._bag.add("TST002", written.place, name=name)
        if not named:
            return written
        made = Scalar(_PARAMETER.sub(lambda found: str(self._row.get(Scalar(found[1]), found[0])), written))
        made.source, made.start, made.end, made.style = written.source, written.start, written.end, written.style
        return made


def _scalars(shape: MoveShape) -> Iterator[Scalar]:
    """What stands in a move, in the order of its keys; its first is as near to its place as there is."""
    for name in shape.model_fields_set:
        value = getattr(shape, name)
        if isinstance(value, Scalar):
            yield value
        elif value:
            yield from value
    yield Scalar("")
