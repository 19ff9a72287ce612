"""The whole way from the text of a story to a program, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.compiler import schema, values
from engine.compiler.acquainted import acquainted, note_variables
from engine.compiler.checks import (
    Material,
    Ranges,
    always_open,
    check_characters,
    check_story,
    glossary_of,
    read_manners,
)
from engine.compiler.claims import read_claims
from engine.compiler.declare import Declarations, all_of, find_manifest, opening_of, read_clock
from engine.compiler.definitions import find_circles, try_definitions
from engine.compiler.derived import DerivedVariables
from engine.compiler.flow import check_flow, check_results
from engine.compiler.given import read_given
from engine.compiler.kept import FileStore
from engine.compiler.known import check_known
from engine.compiler.language import read_text
from engine.compiler.manners import check_manners
from engine.compiler.measuring import read_formula, read_measures, read_policies
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.renamed import read_renamed
from engine.compiler.scenes import Lowered, SceneLowering
from engine.compiler.schedule import Schedule
from engine.compiler.scripts import read_scripts
from engine.compiler.sealing import Made, Sealing
from engine.compiler.shape import Shaped
from engine.compiler.uncollected import uncollected
from engine.compiler.watched import Watch
from engine.compiler.whole import WholeStory, common_to_scenes
from engine.compiler.world import check_world, declare_world, read_world
from engine.diagnostics import Bag, Diagnostic, Place
from engine.expr import Words
from engine.program import Claim, Ending, Fact, Formula, Measure, Policy, Profile, Program, Source
from engine.program.scripts import Script


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of a story: its program, all diagnostics in order of place, and the scripted plays of its files.

    With errors there is no program and no script. `places` are where the steps of each scene were written, by index.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    scripts: tuple[Script, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a story found: all diagnostics, in order of place, and how many scenes it was of.

    `keep` hands to the store what helps the next time, once the answer has been given; without a store, nothing.
    """

    diagnostics: tuple[Diagnostic, ...]
    scenes: int
    keep: Callable[[], None] = field(default=lambda: None, compare=False)


def compile_story(files: Mapping[str, bytes], fingerprint: str = "") -> Compiled:
    """Compile the files of one story. Never raises for what is in them. Cost: linear in their length."""
    with uncollected():
        bag, sealing = Bag(), Sealing(None)
        story = _begun(files, bag, sealing)
        made = None if story is None else story.checked(sealing)
        if story is None or made is None or bag.has_errors:
            return Compiled(None, bag.sorted())
        places = {each.scene.id: each.places for each in made.lowered}
        return Compiled(story.program(made, fingerprint), bag.sorted(), made.scripts, places)


def check_files(files: Mapping[str, bytes], kept: FileStore | None = None) -> Checked:
    """All that a compilation says of the files of one story, without a program.

    With a store, scenes of files that it knows are not read again where nothing they ask for has changed.
    """
    with uncollected():
        sealing, found = Sealing(kept), None
        while found is None:
            found = _checked(files, sealing)
        return found


def _checked(files: Mapping[str, bytes], sealing: Sealing) -> Checked | None:
    """One try; None when something was sealed that must be read after all."""
    bag = Bag()
    story = _begun(files, bag, sealing)
    if story is None:
        return Checked(bag.sorted(), 0)
    made = story.checked(sealing)
    return None if story.stale else Checked(bag.sorted(), story.scenes, lambda: story.keep(sealing, made))


def _begun(files: Mapping[str, bytes], bag: Bag, sealing: Sealing) -> _Story | None:
    """The files in their shapes; None, with a diagnostic, when they are no story."""
    shaped = [found for name, raw in files.items() if (found := sealing.read(name, raw, bag)) is not None]
    manifest = find_manifest(shaped, bag)
    if manifest is None:
        if files and not bag.has_errors:
            bag.add("KEY006", Place(next(iter(files)), 1, 1))
        return None
    return _Story(shaped, manifest, bag)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a program is made of, besides what stands in the files as it is."""

    story: Material
    ranges: Ranges
    lowered: Sequence[Lowered]
    facts: tuple[Fact, ...]
    renamed: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    policies: tuple[Policy, ...]
    measures: tuple[Measure, ...]
    reading: Formula | None
    scripts: tuple[Script, ...]
    watch: Watch | None
    common: Mapping[str, str]


class _Story:
    """One compilation, after the files have their shapes."""

    def __init__(self, files: Sequence[Shaped], manifest: Shaped, bag: Bag) -> None:
        self._files = files
        self._manifest = manifest
        self._bag = bag
        self._root = Local("", "")
        self._names = Names(read_clock(None, Bag()))
        self.stale = False
        self.scenes = 0

    def checked(self, sealing: Sealing) -> _Made | None:
        """What the program is made of, everything said of it; None when there are errors, or `stale` became true.

        That is when names show that something sealed must be read after all.
        """
        head, bag = self._manifest.shape, self._bag
        declared = Declarations(read_clock(head.clock, bag), bag)
        self._names = names = declared.take(self._files, self._manifest)
        paper_rules = declare_world(declared, self._files, self._manifest, bag)
        schedule = Schedule(self._files, self._manifest, declared, bag)
        schedule.declare()
        lowering = SceneLowering(declared, bag, sealing.inside())
        find_circles(names, bag)
        DerivedVariables(self._files, names, bag, paper_rules).read_all()
        try_definitions(names, bag)
        world = read_world(declared, self._files, self._manifest, bag)
        endings = tuple(self._endings(names))  # before the scenes: what only an ending asks for is counted too
        claims = read_claims(self._files, self._manifest, names, bag)
        events = schedule.events()
        things = acquainted(self._files, names, bag)
        note_variables(self._files, names, bag)
        manners = read_manners(head.manners, bag)
        language = str(head.language or "en")
        common = common_to_scenes(self._files, self._manifest, names, world, manners, language) if sealing.keeps else {}
        self.stale = sealing.open_stale(names, common)
        if self.stale:
            return None
        watch = sealing.watch(names) if common else None
        scenes = lowering.lower_all(watch)
        profiles = self._profiles(names)
        for table in (table for each in self._files for table in each.shape.tables.values()):
            check_known(table.facts, names.facts, "fact", bag)
        check_known(opening_of(head).facts, names.facts, "fact", bag)
        facts = tuple(self._facts())
        whole = WholeStory(scenes, names, sealing.sealed, glossary_of(self._files))
        check_flow(whole.leads, names, [each.start for each in profiles], whole.runs, bag)
        check_results(scenes, whole.leads, names, bag)
        renamed = read_renamed(self._files, whole.ids(), bag)
        scripts = read_scripts(self._files, profiles, scenes, whole.ids(), declared, bag)
        check_manners(self._files, scenes, bag)
        check_world(self._files, names, world, whole.called(), whole.read(), bag)
        for each in self._files:
            if each.source is not None:
                check_characters(each.source, plain=bool(manners.characters), bag=bag)
        policies = tuple(read_policies(self._files, names, bag))
        measures = tuple(read_measures(self._files, bag))
        formula = read_formula(head.reading, bag)
        self.scenes = sum(not scene.startswith("@") for scene in names.scenes)
        if bag.has_errors:
            return None
        by_id = {each.scene.id: each for each in scenes}
        about = (profiles, endings, things, events, world, language, whole.runs)
        story, ranges = Material(self._files, names, by_id, whole.leads, whole.summaries, *about), Ranges(names)
        check_story(story, ranges, manners, bag)
        asked = (claims, policies, measures, formula, scripts)
        return _Made(story, ranges, scenes, facts, renamed, *asked, watch, common)

    def keep(self, sealing: Sealing, made: _Made | None) -> None:
        """Hand on what may be kept for the next time; nothing while there are errors."""
        if made is None or made.watch is None:
            return

        def settled(lowered: Lowered) -> bool:
            return always_open(lowered, self._names, made.ranges)

        of = Made(made.lowered, made.story.summaries, self._bag.sorted(), made.common, settled)
        sealing.keep(self._names, made.watch, of)

    def program(self, made: _Made, fingerprint: str) -> Program:
        """The program."""
        head, names, story, scenes = self._manifest.shape, self._names, made.story, made.lowered
        opening = opening_of(head)
        return Program(
            id=str(head.id),
            title=str(head.title or head.id),
            version=str(head.version or "0"),
            fingerprint=fingerprint,
            language=story.language,
            authors=all_of(head.authors),
            about=_plain(head.about),
            opening=_paragraphs(opening.text),
            cited=all_of(opening.facts),
            question=str(head.question or "What do you do?"),
            clock=names.clock,
            zones=self._zones(names),
            variables=tuple(names.variables.values()),
            quantities=tuple(names.quantities.values()),
            things=tuple(story.things),
            tables=tuple(names.tables.values()),
            profiles=tuple(story.profiles),
            facts=made.facts,
            sources=tuple(self._sources()),
            glossary=tuple(sorted(self._glossary())),
            notes=tuple((str(key), _plain(note)) for each in self._files for key, note in each.shape.notes.items()),
            endings=tuple(story.endings),
            counters=tuple(sorted(names.counters)),
            lasts=tuple(sorted(names.lasts)),
            streams=tuple(stream for each in scenes for stream in each.streams),
            storylets=tuple(each.storylet for each in scenes if each.storylet is not None),
            schedule=tuple(story.events),
            checkpoints=tuple(names.checkpoints.values()),
            renamed=made.renamed,
            alternatives=tuple(each for scene in scenes for each in scene.alternatives),
            world=story.world,
            policies=made.policies,
            measures=made.measures,
            reading=made.reading,
            scenes={each.scene.id: each.scene for each in scenes},
            claims=made.claims,
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
        return Profile(
            str(key),
            str(shape_.name),
            str(shape_.title or shape_.name),
            _plain(shape_.about),
            _plain(shape_.has),
            _plain(shape_.lacks),
            self._start(shape_.start, names),
            None if shape_.place is None else str(shape_.place),
            read_given(shape_.given, names, self._bag),
        )

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
