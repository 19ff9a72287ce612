"""Which scenes of a story need not be read again, and what is kept for the next time.

In: a store, the files, and at the end what was made of them. Out: for each file its shape, the scenes that are sealed
standing in it as names without a body. A scene is sealed when nothing was wrong with it and nobody can ask more of it
than its name: it takes and gives no values, and has no locals. Before it is believed, all that it asked of the story
must be answered as it was. Without a store all is read, and nothing kept.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compiler.kept import FileStore, KeptFile, Sealed, packed, unpacked, without
from engine.compiler.names import Names
from engine.compiler.nodes import Map, Scalar, Source
from engine.compiler.reader import read
from engine.compiler.scenes import Lowered
from engine.compiler.schema import SceneShape, StoryFile
from engine.compiler.shape import Shaped, shape
from engine.compiler.watched import Answers, Watch, summed
from engine.diagnostics import Bag, Diagnostic
from engine.program import (
    Branch,
    Call,
    Chance,
    Choices,
    Count,
    End,
    Go,
    Jump,
    Pass,
    Remember,
    Return,
    Say,
    Scene,
    Vary,
    Write,
)
from engine.program.codec import encode

_SAID_ANYWAY = frozenset({"FLO004", "FLO005", "FLO006", "NAM004"})
"""Codes that are found from where scenes lead and what they are called: they are found again without reading."""

_ITS_OWN = frozenset("title place facts truth notes intensity safe body".split())
"""Keys of a scene that nobody else looks at. One with any other key is not sealed."""

_STEPS = frozenset((Say, Write, Pass, Remember, Count, Jump, Branch, Vary, Chance, Choices, Go, Call, Return, End))
"""Steps of which `leads_of` tells all that other scenes have to do with. A scene with any other is not sealed."""

_BODILESS = SceneShape(body=Scalar(""))
"""Stands for the shape of every sealed scene: no parameters, no locals, and nothing that anybody would look into."""

Lines = tuple[int, int, int]
"""Of a scene: where its lines begin, where its key stands, where its lines end: indexes into the text of its file."""


@dataclass(slots=True)
class _File:
    """A file of this compilation: its text, what was kept of it, and where its scenes stand (None: it is not kept)."""

    content: str
    source: Source
    kept: KeptFile | None
    alone: bool = False
    begin: int = 0
    stop: int = 0
    lines: dict[str, Lines] | None = None

    def knows_section(self, top: Map) -> bool:
        """Note where the lines from `scenes:` on are; false where scenes are not set out in lines."""
        text, source = self.source.text, self.source
        scenes = top.get(Scalar("scenes"))
        key = top.key("scenes")
        if key is None or not isinstance(scenes, Map) or text[top.start] == "{" or text[scenes.start] == "{":
            return False
        after = [each.start for each in top if each.start > key.start]
        self.begin = key.start
        self.stop = source.line_start(source.line(min(after))) if after else len(text)
        self.alone = len(top) == 1
        return source.line_start(source.line(key.start)) == key.start


class Sealing:
    """What is sealed in one compilation. `sealed` is by file and by the scene's key as written."""

    def __init__(self, store: FileStore | None) -> None:
        self.sealed: dict[tuple[str, str], Sealed] = {}
        self._store = store
        self._files: dict[str, _File] = {}
        self._opened: set[tuple[str, str]] = set()

    # -- reading -----------------------------------------------------------------------------------------------

    def read(self, name: str, raw: bytes, bag: Bag) -> Shaped | None:
        """The shape of a file, read without what is sealed in it; None when nothing of it is usable."""
        if self._store is None:
            return _shaped(name, raw, bag)[0]
        if name not in self._files:
            self._files[name] = _begun(name, raw, self._store)
        file = self._files[name]
        kept, before = file.kept, len(bag)
        scenes = [each for each in kept.scenes if (name, each.key) not in self._opened] if kept else []
        self.sealed.update({(name, each.key): each for each in scenes})
        if kept is None or not scenes:
            found, top = _shaped(name, raw, bag)
            sound = len(bag) == before and top is not None and file.knows_section(top)
        else:
            found = _rest(name, file, kept, scenes, bag)
            sound = len(bag) == before
        file.lines = _lines(file, found.shape) if sound and found is not None else None
        return found

    # -- believing ---------------------------------------------------------------------------------------------

    def open_stale(self, names: Names, common: Mapping[str, str]) -> bool:
        """Take back every scene whose questions are answered otherwise now, and say whether there was one.

        `common` is, by file, what all its scenes depend on. After a yes everything must be read again.
        """
        answers = Answers(names)
        stale = {
            (file, key) for (file, key), each in self.sealed.items() if not self._holds(file, each, common, answers)
        }
        if stale:
            self._opened |= stale
            self.sealed = {}
        return bool(stale)

    def _holds(self, file: str, scene: Sealed, common: Mapping[str, str], answers: Answers) -> bool:
        kept = self._files[file].kept
        same = kept is not None and kept.common == common[file]
        return same and all(answers.of(each[0]) == each for each in scene.answers)

    # -- keeping -----------------------------------------------------------------------------------------------

    def watch(self, names: Names) -> Watch | None:
        """What takes notes of the scenes that are read; None when nothing will be kept."""
        return None if self._store is None else Watch(names)

    def keep(
        self,
        names: Names,
        watch: Watch,
        lowered: Iterable[Lowered],
        found: Iterable[Diagnostic],
        common: Mapping[str, str],
    ) -> None:
        """Keep what can be sealed of this compilation, for the next."""
        made = {(each.entry.file, str(each.entry.key)): each for each in lowered}
        wrong = _lines_with_mistakes(found)
        answers = Answers(names)
        for name, file in self._files.items():
            if not file.lines or self._store is None:
                continue
            scenes = dict[str, Sealed]()
            for key, lines in file.lines.items():
                fresh = made.get((name, key))
                if (name, key) in self.sealed:
                    scenes[key] = self.sealed[name, key]
                elif fresh is not None and _can_be_sealed(fresh, file.source, lines, wrong.get(name, [])):
                    scenes[key] = _sealed(fresh, lines, watch, answers)
            count, found_scenes = len(file.lines), tuple(scenes.values())
            kept = KeptFile(file.content, common[name], count, file.alone, file.begin, file.stop, found_scenes)
            if kept != file.kept:
                self._store.put(name, packed(kept))


class PartlySealed(Mapping[str, Scene]):
    """The scenes of a program some of which were not read; all are, when one of those is asked for."""

    def __init__(
        self, order: Sequence[str], known: Mapping[str, Scene], unseal: Callable[[], Mapping[str, Scene]]
    ) -> None:
        """`unseal` gives all scenes; it is called at most once."""
        self._order = dict.fromkeys(order)
        self._known = known
        self._unseal = unseal

    def __getitem__(self, scene_id: str) -> Scene:
        if scene_id not in self._known and scene_id in self._order:
            self._known = self._unseal()
        return self._known[scene_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, scene_id: object) -> bool:
        return scene_id in self._order


def common_to_scenes(namespace: str, names: Names, forbidden: Iterable[str]) -> str:
    """The sum of what every scene of a file depends on besides what it asks for."""
    return summed([namespace, encode(names.clock), list(forbidden)])


def _begun(name: str, raw: bytes, store: FileStore) -> _File:
    """What is known of a file before it is read."""
    content = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _File(content, Source(name, ""), None)
    stored = store.get(name)
    kept = None if stored is None else unpacked(stored, text)
    return _File(content, Source(name, text), kept if kept is not None and kept.content == content else None)


def _shaped(name: str, raw: bytes, bag: Bag) -> tuple[Shaped | None, Map | None]:
    top = read(name, raw, bag)
    return (None if top is None else shape(name, top, bag)), top


def _rest(name: str, file: _File, kept: KeptFile, scenes: Sequence[Sealed], bag: Bag) -> Shaped:
    """What is not sealed of a file, with the sealed scenes as names in their places."""
    file.alone, file.begin, file.stop = kept.alone, kept.begin, kept.stop
    text = file.source.text
    all_sealed = len(scenes) == kept.count
    found = None
    if not (all_sealed and kept.alone):
        spans = [(kept.begin, kept.stop)] if all_sealed else [(each.begin, each.stop) for each in scenes]
        found = _shaped(name, without(text, spans).encode(), bag)[0]
    bag.know_source(name, text)
    found = found or Shaped(name, StoryFile(), frozenset())
    keys = {**found.shape.scenes, **{_key(each, file.source): _BODILESS for each in scenes}}
    found.shape.scenes = dict(sorted(keys.items(), key=lambda pair: pair[0].start))
    return found


def _key(scene: Sealed, source: Source) -> Scalar:
    key = Scalar(scene.key)
    key.source, key.start, key.end, key.style = source, scene.start, scene.end, ""
    return key


def _lines(file: _File, shape_: StoryFile) -> dict[str, Lines] | None:
    """Where the scenes of a file stand; None where one does not begin a line with its bare name."""
    source, text = file.source, file.source.text
    keys = list(shape_.scenes)
    begins = [source.line_start(source.line(key.start)) for key in keys]
    for key, begin in zip(keys, begins, strict=True):
        if text[key.start : key.end] != key or text[begin : key.start].strip(" "):
            return None
    stops = [*begins[1:], file.stop]
    if begins != sorted(set(begins)) or (begins and not file.begin < begins[0] <= begins[-1] < file.stop):
        return None
    return {str(key): (begin, key.start, stop) for key, begin, stop in zip(keys, begins, stops, strict=True)}


def _lines_with_mistakes(found: Iterable[Diagnostic]) -> dict[str, list[int]]:
    """The lines of each file, sorted, that something is said of which only reading can find."""
    wrong: dict[str, list[int]] = {}
    for each in found:
        if each.code not in _SAID_ANYWAY:
            wrong.setdefault(each.place.file, []).append(each.place.line)
    return {name: sorted(lines) for name, lines in wrong.items()}


def _can_be_sealed(made: Lowered, source: Source, lines: Lines, wrong: Sequence[int]) -> bool:
    """Whether nothing is wrong within the scene's lines, and nothing passes between it and its callers."""
    first, last = source.line(lines[0]), source.line(lines[2] - 1)
    at = bisect_left(wrong, first)
    if at < len(wrong) and wrong[at] <= last:
        return False
    if not (made.entry.shape.model_fields_set <= _ITS_OWN and _STEPS.issuperset(map(type, made.scene.steps))):
        return False
    calls = [step for step in made.scene.steps if isinstance(step, Call)] if made.leads.calls else []
    passes = made.returns or any(step.given or step.into is not None for step in calls)
    return not passes and made.leads.circle is None and not made.leads.dead


def _sealed(made: Lowered, lines: Lines, watch: Watch, answers: Answers) -> Sealed:
    begin, start, stop = lines
    notes = watch.notes[made.scene.id]
    return Sealed(
        str(made.entry.key),
        begin,
        start,
        start + len(made.entry.key),
        stop,
        frozenset(map(answers.of, notes.asked)),
        made.owned,
        tuple(sorted(notes.counters)),
        tuple(sorted(notes.lasts)),
        made.streams,
        made.leads,
    )
