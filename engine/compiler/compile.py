"""The whole way from the text of a story to a program, or to everything that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from engine.compiler import schema, values
from engine.compiler.declare import Declarations, all_of, find_manifest, namespace_of, read_clock
from engine.compiler.derived import DerivedVariables
from engine.compiler.flow import check_flow, check_results
from engine.compiler.jinja import read_text
from engine.compiler.kept import FileStore, Sealed
from engine.compiler.manners import check_manners
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.scenes import Lowered, SceneLowering, check_known
from engine.compiler.sealing import PartlySealed, Sealing, common_to_scenes
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, Diagnostic, Place
from engine.errors import StoryError
from engine.expr import Value, Words
from engine.program import Ending, Fact, Profile, Program, Scene, Source


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of a story: its program (None when there are errors) and all diagnostics, in order of place.

    `keep` hands to the store what helps the next time, once the answer has been given; without a store, nothing.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    keep: Callable[[], None] = field(default=lambda: None, compare=False)


def compile_story(files: Mapping[str, bytes], fingerprint: str = "", *, kept: FileStore | None = None) -> Compiled:
    """Compile the files of one story. Never raises for what is in them. Cost: linear in their length.

    With a store, scenes of files that it knows are not read again where nothing they ask for has changed. What is said
    of the story is the same; their steps are made when somebody asks for them, which costs as much as without a store.
    """
    with _uncollected():
        sealing = Sealing(kept)
        while (made := _compile(files, fingerprint, sealing)) is None:
            pass
        return made


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


def _compile(files: Mapping[str, bytes], fingerprint: str, sealing: Sealing) -> Compiled | None:
    """One try; None when something was sealed that must be read after all."""
    bag = Bag()
    shaped = [found for name, raw in files.items() if (found := sealing.read(name, raw, bag)) is not None]
    manifest = find_manifest(shaped, bag)
    if manifest is None:
        if files and not bag.has_errors:
            bag.add("KEY006", Place(next(iter(files)), 1, 1))
        return Compiled(None, bag.sorted())
    story = _Story(shaped, manifest, fingerprint, bag, sealing)
    if story.stale:
        return None
    program = story.program(lambda: _scenes_of(files, fingerprint))
    return Compiled(None if bag.has_errors else program, bag.sorted(), lambda: story.keep(sealing))


def _scenes_of(files: Mapping[str, bytes], fingerprint: str) -> Mapping[str, Scene]:
    """All scenes, read from the files: what a program with sealed scenes does once somebody looks into one."""
    whole = compile_story(files, fingerprint).program
    if whole is None:
        raise StoryError("The story does not compile as it did; nothing was used of what was kept of it.")
    return whole.scenes


class _Story:
    """One compilation, after the files have their shapes."""

    def __init__(self, files: Sequence[Shaped], manifest: Shaped, fingerprint: str, bag: Bag, sealing: Sealing) -> None:
        """All names known; `stale` says that they show something sealed that must be read."""
        self._files = files
        self._manifest = manifest
        self._fingerprint = fingerprint
        self._bag = bag
        self._root = Local("", "")
        declared = Declarations(read_clock(manifest.shape.clock, bag), bag)
        self._names = declared.take(files, manifest)
        self._lowering = SceneLowering(declared, bag, sealing.sealed)
        self._quantities = DerivedVariables(files, self._names, bag).read_all()
        self._common = self._common_to_scenes()
        self.stale = sealing.open_stale(self._names, self._common)
        self._watch = None if self.stale else sealing.watch(self._names)
        self._lowered: tuple[Lowered, ...] = ()

    def _common_to_scenes(self) -> dict[str, str]:
        """By file, the sum of what all its scenes depend on."""
        forbidden = [str(phrase) for each in self._files for phrase in each.shape.forbid]
        spaces = {each.file: "" if each is self._manifest else namespace_of(each) for each in self._files}
        return {file: common_to_scenes(space, self._names, forbidden) for file, space in spaces.items()}

    def keep(self, sealing: Sealing) -> None:
        """Hand on what may be kept for the next time."""
        if self._watch is not None:
            sealing.keep(self._names, self._watch, self._lowered, self._bag.sorted(), self._common)

    def program(self, unseal: Callable[[], Mapping[str, Scene]]) -> Program | None:
        """The program; None when what must be there is not. `unseal` gives all scenes, sealed ones too."""
        head, bag, names = self._manifest.shape, self._bag, self._names
        self._lowered = scenes = self._lowering.lower_all(self._watch)
        profiles = self._profiles(names)
        endings = tuple(self._endings(names))
        for table in (table for each in self._files for table in each.shape.tables.values()):
            check_known(table.facts, names.facts, "fact", bag)
        starts = [each.start for each in profiles]
        made: dict[str, Lowered | Sealed] = {**{each.scene.id: each for each in scenes}, **self._lowering.sealed}
        leads = {name: made[name].leads for name in names.scenes}
        check_flow(leads, names, starts, bag)
        check_results(scenes, leads, names, bag)
        check_manners(self._files, scenes, bag)
        if bag.has_errors:
            return None
        return Program(
            id=str(head.id),
            title=str(head.title or head.id),
            version=str(head.version or "0"),
            fingerprint=self._fingerprint,
            language=str(head.language or "en"),
            authors=all_of(head.authors),
            about=_plain(head.about),
            opening=_paragraphs(head.opening),
            question=str(head.question or "What do you do?"),
            clock=names.clock,
            zones=self._zones(names),
            variables=tuple(names.variables.values()),
            quantities=self._quantities,
            things=tuple(names.things.values()),
            tables=tuple(names.tables.values()),
            profiles=profiles,
            facts=tuple(self._facts()),
            sources=tuple(self._sources()),
            glossary=tuple(sorted(self._glossary())),
            notes=tuple((str(key), _plain(note)) for each in self._files for key, note in each.shape.notes.items()),
            endings=endings,
            counters=tuple(sorted(names.counters)),
            lasts=tuple(sorted(names.lasts)),
            streams=tuple(stream for name in names.scenes for stream in made[name].streams),
            scenes=self._scenes(scenes, unseal),
        )

    def _scenes(self, lowered: Sequence[Lowered], unseal: Callable[[], Mapping[str, Scene]]) -> Mapping[str, Scene]:
        known = {each.scene.id: each.scene for each in lowered}
        return known if not self._lowering.sealed else PartlySealed(tuple(self._names.scenes), known, unseal)

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

    def _given(self, name: Scalar, written: Scalar, names: Names) -> Iterable[tuple[str, Value]]:
        variable = names.variables.get(str(name))
        if variable is None:
            self._bag.add("REF008", name.place, name=name)
            return
        value: Value = None
        match variable.kind:
            case "number":
                value = values.whole_number(written)
            case "flag":
                value = values.flag(written)
            case "duration":
                value = values.span(written)
            case "moment":
                value = values.moment(written, names.clock.zone)
            case _:
                value = str(written) if not variable.values or written in variable.values else None
        inside = variable.low is None or not isinstance(value, int) or variable.low <= value <= (variable.high or 0)
        if value is None or not inside:
            self._bag.add("VAL001", written.place, name=name, value=written)
            return
        yield variable.name, value

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
