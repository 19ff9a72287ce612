"""The whole way from the text of a story to a program, or to everything that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from engine.compiler import schema, values
from engine.compiler.acquainted import acquainted
from engine.compiler.checks import Material, check_characters, check_story, read_manners
from engine.compiler.declare import Declarations, all_of, find_manifest, opening_of, read_clock
from engine.compiler.definitions import find_circles, try_definitions
from engine.compiler.derived import DerivedVariables
from engine.compiler.flow import check_flow, check_results
from engine.compiler.known import check_known
from engine.compiler.language import read_text
from engine.compiler.manners import check_manners
from engine.compiler.measuring import read_formula, read_measures, read_policies
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.reader import read
from engine.compiler.renamed import read_renamed
from engine.compiler.runs import Runs
from engine.compiler.scenes import SceneLowering
from engine.compiler.schedule import Schedule
from engine.compiler.shape import Shaped, shape
from engine.compiler.world import check_world, declare_world, read_world
from engine.diagnostics import Bag, Diagnostic, Place
from engine.expr import Value, Words
from engine.program import Ending, Fact, Profile, Program, Source, Variable
from engine.program.layout import LONGEST_CELL_TEXT


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of a story: its program (None when there are errors) and all diagnostics, in order of place.

    `places` are where the steps of each scene were written, by index.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


def compile_story(files: Mapping[str, bytes], fingerprint: str = "") -> Compiled:
    """Compile the files of one story. Never raises for what is in them. Cost: linear in their length."""
    with _uncollected():
        return _compile(files, fingerprint)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: nearly all that a compilation makes lives to its end, and looking costs a third.

    What was made counts as old afterwards, so that the first look at what is young does not go through all of it.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _compile(files: Mapping[str, bytes], fingerprint: str) -> Compiled:
    bag = Bag()
    shaped: list[Shaped] = []
    for name, raw in files.items():
        top = read(name, raw, bag)
        if top is not None:
            shaped.append(shape(name, top, bag))
    manifest = find_manifest(shaped, bag)
    if manifest is None:
        if files and not bag.has_errors:
            bag.add("KEY006", Place(next(iter(files)), 1, 1))
        return Compiled(None, bag.sorted())
    story = _Story(shaped, manifest, fingerprint, bag)
    program = story.program()
    return Compiled(None if bag.has_errors else program, bag.sorted(), story.places)


class _Story:
    """One compilation, after the files have their shapes."""

    def __init__(self, files: Sequence[Shaped], manifest: Shaped, fingerprint: str, bag: Bag) -> None:
        self._files = files
        self._manifest = manifest
        self._fingerprint = fingerprint
        self._bag = bag
        self._root = Local("", "")
        self.places: dict[str, tuple[Place, ...]] = {}

    def program(self) -> Program | None:
        """The program; None when what must be there is not."""
        head, bag = self._manifest.shape, self._bag
        declared = Declarations(read_clock(head.clock, bag), bag)
        names = declared.take(self._files, self._manifest)
        paper_rules = declare_world(declared, self._files, self._manifest, bag)
        schedule = Schedule(self._files, self._manifest, declared, bag)
        schedule.declare()
        lowering = SceneLowering(declared, bag)
        find_circles(names, bag)
        DerivedVariables(self._files, names, bag, paper_rules).read_all()
        try_definitions(names, bag)
        world = read_world(declared, self._files, self._manifest, bag)
        endings = tuple(self._endings(names))  # before the scenes: what only an ending asks for is counted too
        events = schedule.events()
        things = acquainted(self._files, names, bag)
        scenes = lowering.lower_all()
        self.places = {each.scene.id: each.places for each in scenes}
        profiles = self._profiles(names)
        for table in (table for each in self._files for table in each.shape.tables.values()):
            check_known(table.facts, names.facts, "fact", bag)
        opening = opening_of(self._manifest.shape)
        check_known(opening.facts, names.facts, "fact", bag)
        facts = tuple(self._facts())
        starts = [each.start for each in profiles]
        check_flow(scenes, starts, bool(names.dropped), bag)
        check_results(scenes, names, bag)
        renamed = read_renamed(self._files, scenes, bag)
        check_manners(self._files, scenes, bag)
        check_world(self._files, names, world, scenes, bag)
        manners = read_manners(head.manners, bag)
        for each in self._files:
            if each.source is not None:
                check_characters(each.source, plain=bool(manners.characters), bag=bag)
        policies = tuple(read_policies(self._files, names, bag))
        measures = tuple(read_measures(self._files, bag))
        formula = read_formula(head.reading, bag)
        if bag.has_errors:
            return None
        by_id = {each.scene.id: each for each in scenes}
        language = str(head.language or "en")
        runs = Runs(scenes)
        story = Material(self._files, names, by_id, profiles, endings, things, events, world, language, runs)
        check_story(story, manners, bag)
        return Program(
            id=str(head.id),
            title=str(head.title or head.id),
            version=str(head.version or "0"),
            fingerprint=self._fingerprint,
            language=language,
            authors=all_of(head.authors),
            about=_plain(head.about),
            opening=_paragraphs(opening.text),
            cited=all_of(opening.facts),
            question=str(head.question or "What do you do?"),
            clock=names.clock,
            zones=self._zones(names),
            variables=tuple(names.variables.values()),
            quantities=tuple(names.quantities.values()),
            things=things,
            tables=tuple(names.tables.values()),
            profiles=profiles,
            facts=facts,
            sources=tuple(self._sources()),
            glossary=tuple(sorted(self._glossary())),
            notes=tuple((str(key), _plain(note)) for each in self._files for key, note in each.shape.notes.items()),
            endings=endings,
            counters=tuple(sorted(names.counters)),
            lasts=tuple(sorted(names.lasts)),
            streams=tuple(stream for each in scenes for stream in each.streams),
            storylets=tuple(each.storylet for each in scenes if each.storylet is not None),
            schedule=events,
            checkpoints=tuple(names.checkpoints.values()),
            renamed=renamed,
            alternatives=tuple(each for scene in scenes for each in scene.alternatives),
            world=world,
            policies=policies,
            measures=measures,
            reading=formula,
            scenes={each.scene.id: each.scene for each in scenes},
        )

    def _zones(self, names: Names) -> dict[str, tuple[tuple[int, int], ...]]:
        wanted = {names.clock.zone, *(each.zone for each in names.things.values() if each.zone)}
        clock = names.clock
        return {zone: values.zone_rows(zone, clock.start - 2880, clock.end + 2880) for zone in sorted(wanted)}

    # -- sections ----------------------------------------------------------------------------------------------

    def _profiles(self, names: Names) -> tuple[Profile, ...]:
        found = [
            self._profile(key, shape_, names) for each in self._files for key, shape_ in each.shape.profiles.items()
        ]
        if not found:
            start = self._start(self._manifest.shape.start, names)
            found = [Profile("default", "", "", "", "", "", start, None, ())]
        return tuple(found)

    def _start(self, written: Scalar | None, names: Names) -> str:
        if written is None:
            written = self._manifest.shape.start
        if written is None:
            place = self._manifest.shape.id.place if self._manifest.shape.id else Place(self._manifest.file, 1, 1)
            self._bag.add("KEY002", place, key="start", owner="the story")
            return ""
        scene = names.scene(str(written), "")
        if scene is None:
            self._bag.add("REF010", written.place, name=written)
        elif scene in names.scenes and names.scenes[scene].shape.given:
            self._bag.add("KEY008", written.place, name=names.scenes[scene].shape.given[0], scene=scene)
        elif scene in names.scenes and names.scenes[scene].shape.when is not None:
            self._bag.add("STO002", written.place, scene=scene)
        return scene or ""

    def _profile(self, key: Scalar, shape_: schema.ProfileShape, names: Names) -> Profile:
        if shape_.place is not None:
            check_known([shape_.place], names.things_of("place"), "place", self._bag)
        given = [pair for name, written in shape_.given.items() for pair in self._given(name, written, names)]
        return Profile(
            str(key),
            str(shape_.name),
            str(shape_.title or shape_.name),
            _plain(shape_.about),
            _plain(shape_.has),
            _plain(shape_.lacks),
            self._start(shape_.start, names),
            None if shape_.place is None else str(shape_.place),
            tuple(given),
        )

    def _given(self, name: Scalar, given: Scalar | list[Scalar], names: Names) -> Iterable[tuple[str, Value]]:
        variable = names.variables.get(str(name))
        if variable is None:
            self._bag.add("REF008", name.place, name=name)
            return
        if variable.kind == "set" or isinstance(given, list):
            yield from self._given_set(name, given if isinstance(given, list) else [given], variable)
            return
        written, value = given, cast(Value, None)
        match variable.kind:
            case "number":
                value = values.whole_number(written)
            case "flag":
                value = values.flag(written)
            case "duration":
                value = values.span(written)
            case "moment":
                value = values.moment(written, names.clock.zone)
            case "text":
                value = str(written) if len(written) <= LONGEST_CELL_TEXT else None
            case _:
                value = str(written) if not variable.values or written in variable.values else None
        inside = variable.low is None or not isinstance(value, int) or variable.low <= value <= (variable.high or 0)
        if value is None or not inside:
            self._bag.add("VAL001", written.place, name=name, value=written)
            return
        yield variable.name, value

    def _given_set(self, name: Scalar, given: list[Scalar], variable: Variable) -> Iterable[tuple[str, Value]]:
        wrong = next((each for each in given if variable.kind != "set" or each not in variable.values), None)
        if wrong is not None:
            self._bag.add("VAL001", wrong.place, name=name, value=wrong)
        elif variable.kind == "set":
            yield variable.name, tuple(each for each in variable.values if each in given)

    def _endings(self, names: Names) -> Iterable[Ending]:
        for key, shape_ in names.endings.items():
            check_known(shape_.facts, names.facts, "fact", self._bag)
            yield Ending(
                key,
                str(shape_.title),
                str(shape_.family or ""),
                self._words(shape_.text, names) or Words(()),
                self._words(shape_.next, names),
                self._words(shape_.door, names),
                tuple(_plain(each) for each in shape_.ask),
                all_of(shape_.facts),
            )

    def _words(self, written: Scalar | None, names: Names) -> Words | None:
        return None if written is None else read_text(written, names, self._root, self._bag)

    def _facts(self) -> Iterable[Fact]:
        known = {str(name) for each in self._files for name in each.shape.sources}
        for each in self._files:
            for key, shape_ in each.shape.facts.items():
                check_known(shape_.sources, known, "source", self._bag)
                sources = all_of(shape_.sources)
                yield Fact(str(key), _plain(shape_.text), _plain(shape_.date), _plain(shape_.confidence), sources)

    def _sources(self) -> Iterable[Source]:
        for each in self._files:
            for key, found in each.shape.sources.items():
                yield Source(
                    str(key), _plain(found.title), _plain(found.publisher), _plain(found.date), _plain(found.url)
                )

    def _glossary(self) -> Iterable[tuple[str, str]]:
        for each in self._files:
            for word, found in each.shape.glossary.items():
                yield str(word), _plain(found.text if isinstance(found, schema.WordShape) else found)


def _plain(written: Scalar | None) -> str:
    """One paragraph of plain text."""
    return " ".join(str(written or "").split())


def _paragraphs(written: Scalar | None) -> str:
    """Paragraphs parted by empty lines."""
    pieces = str(written or "").split("\n\n")
    return "\n\n".join(" ".join(piece.split()) for piece in pieces if piece.strip())
