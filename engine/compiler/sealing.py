"""Which scenes of a story need not be read again, and what is kept for the next time.

In: a store, the files, and at the end what was made of them. Out: for each file its shape, the scenes that are sealed
standing in it as names without a body. A scene is sealed when nothing was wrong with it and nobody can ask more of it
than its summary: it takes and gives no values, and has no locals. Before it is believed, all that it asked of the story
must be answered as it was. Without a store all is read, and nothing kept.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.compiler.checks import Summary
from engine.compiler.inside import Inside
from engine.compiler.kept import FileStore, KeptFile, Sealed, can_be_packed, numbered, packed, unpacked, without
from engine.compiler.names import Names
from engine.compiler.nodes import Map, Scalar, Source
from engine.compiler.reader import read
from engine.compiler.renamed import ids_of
from engine.compiler.scenes import Lowered
from engine.compiler.schema import SceneShape, StoryFile, built
from engine.compiler.shape import Shaped, shape
from engine.compiler.watched import Answers, Watch
from engine.diagnostics import Bag, Diagnostic
from engine.program import (
    Arm,
    Ask,
    Branch,
    Call,
    Chance,
    Choices,
    Count,
    Deal,
    End,
    Go,
    Jump,
    Pass,
    Remember,
    Return,
    Say,
    Tick,
    Vary,
    Write,
)

_SAID_ANYWAY = frozenset({"FLO004", "FLO005", "FLO006", "FLO007", "FLO011", "NAM004"})
"""Codes that are found from where scenes lead and what they are called: they are found again without reading."""

ITS_OWN = frozenset("title place facts truth notes intensity safe tags when priority weight once choose body".split())
"""Keys of a scene of which a summary says all that others ask. One with any other key is not sealed."""

STEPS = frozenset(
    {
        *(Arm, Ask, Branch, Call, Chance, Choices, Count, Deal, End),
        *(Go, Jump, Pass, Remember, Return, Say, Tick, Vary, Write),
    }
)
"""Steps of which a summary says all that other scenes have to do with. A scene with any other is not sealed."""

_SOMETIME = Scalar("true")
"""Stands for the condition of every sealed storylet: that there is one is all that is asked."""

_BODILESS = SceneShape.model_construct(body=Scalar(""))
"""Stands for the shape of a sealed scene that is no storylet and nowhere in particular."""

Lines = tuple[int, int, int]
"""Of a scene: where its lines begin, where its key stands, where its lines end: indexes into the text of its file."""

Known = tuple[str, int]
"""A scene by its file and where its key begins."""


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


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a compilation without errors: the scenes that were read, what was found, and which are `settled`.

    `settled` says of a scene that nothing which other scenes do can make a check complain in it.
    """

    lowered: Sequence[Lowered]
    summaries: Mapping[str, Summary]
    found: Sequence[Diagnostic]
    common: Mapping[str, str]
    settled: Callable[[Lowered], bool]


class Sealing:
    """What is sealed in one compilation. `sealed` is by file and by where the scene's key begins."""

    def __init__(self, store: FileStore | None) -> None:
        self.sealed: dict[Known, Sealed] = {}
        self._store = store
        self._files: dict[str, _File] = {}
        self._opened: set[Known] = set()

    @property
    def keeps(self) -> bool:
        """Whether there is a store."""
        return self._store is not None

    # -- reading -----------------------------------------------------------------------------------------------

    def read(self, name: str, raw: bytes, bag: Bag) -> Shaped | None:
        """The shape of a file, read without what is sealed in it; None when nothing of it is usable."""
        if self._store is None:
            return _shaped(name, raw, bag)[0]
        if name not in self._files:
            self._files[name] = _begun(name, raw, self._store)
        file = self._files[name]
        kept, before = file.kept, len(bag)
        scenes = [each for each in kept.scenes if (name, each.start) not in self._opened] if kept else []
        self.sealed.update({(name, each.start): each for each in scenes})
        if kept is None or not scenes:
            found, top = _shaped(name, raw, bag)
            sound = len(bag) == before and top is not None and file.knows_section(top)
        else:
            found = _rest(name, file, kept, scenes, bag)
            sound = len(bag) == before
        file.lines = _lines(file, found.shape) if sound and found is not None else None
        return found

    def inside(self) -> dict[Known, Inside]:
        """What is known to be in the bodies of the sealed scenes."""
        return {key: Inside(owned=each.owned, items=list(each.items)) for key, each in self.sealed.items()}

    # -- believing ---------------------------------------------------------------------------------------------

    def open_stale(self, names: Names, common: Mapping[str, str]) -> bool:
        """Take back every scene whose questions are answered otherwise now, and say whether there was one.

        `common` is, by file, what all its scenes depend on. After a yes everything must be read again.
        """
        answers = Answers(names)
        stale: set[Known] = set()
        for name, file in self._files.items():
            if file.kept is None:
                continue
            same = file.kept.common == common.get(name)
            wrong = {at for at, (asked, said) in enumerate(file.kept.answers) if answers.of(asked) != said}
            if wrong or not same:
                stale.update(
                    (name, each.start)
                    for each in file.kept.scenes
                    if (name, each.start) in self.sealed and not (same and wrong.isdisjoint(each.answers))
                )
        if stale:
            self._opened |= stale
            self.sealed = {}
        return bool(stale)

    # -- keeping -----------------------------------------------------------------------------------------------

    def watch(self, names: Names) -> Watch | None:
        """What takes notes of the scenes that are read; None when nothing will be kept."""
        return None if self._store is None else Watch(names)

    def keep(self, names: Names, watch: Watch, made: Made) -> None:
        """Keep what can be sealed of this compilation, for the next."""
        fresh = {(each.entry.file, each.entry.key.start): each for each in made.lowered}
        wrong = _lines_with_mistakes(made.found)
        answers = Answers(names)
        for name, file in self._files.items():
            if not file.lines or self._store is None:
                continue
            good = {
                key: each
                for key, lines in file.lines.items()
                if (each := fresh.get((name, lines[1]))) is not None
                and _can_be_sealed(each, file.source, lines, wrong.get(name, []))
                and made.settled(each)
            }
            content = self._packed(name, file, good, watch, answers, made)
            if content is not None:
                self._store.put(name, content)

    def _packed(
        self, name: str, file: _File, good: Mapping[str, Lowered], watch: Watch, answers: Answers, made: Made
    ) -> bytes | None:
        """What is to be kept of a file; None when it is what was kept before."""
        lines = file.lines or {}
        still = {key: self.sealed[name, at] for key, (_, at, _) in lines.items() if (name, at) in self.sealed}
        if file.kept is not None and not good and len(still) == len(file.kept.scenes):
            return None
        asked = {key: watch.notes[each.scene.id] for key, each in good.items()}
        for key, each in still.items():
            asked[key] = {file.kept.answers[at][0] for at in each.answers} if file.kept else set()
        rows, numbers = numbered(asked, answers.of)
        scenes = [
            still[key]._replace(answers=numbers[key]) if key in still else _sealed(good[key], each, numbers[key], made)
            for key, each in lines.items()
            if key in still or key in good
        ]
        sound = tuple([each for each in scenes if can_be_packed(each)])
        common = made.common[name]
        return packed(KeptFile(file.content, common, len(lines), file.alone, file.begin, file.stop, rows, sound))


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
    all_sealed = len(scenes) == kept.scene_count
    found = None
    if not (all_sealed and kept.alone):
        spans = [(kept.begin, kept.stop)] if all_sealed else [(each.begin, each.stop) for each in scenes]
        found = _shaped(name, without(text, spans).encode(), bag)[0]
    bag.know_source(name, text)
    shape_ = built()() if found is None else found.shape
    keys = {**shape_.scenes, **{_key(each, file.source): _bodiless(each) for each in scenes}}
    shape_.scenes = dict(sorted(keys.items(), key=lambda pair: pair[0].start))
    return Shaped(name, shape_, frozenset() if found is None else found.dropped, file.source)


def _key(scene: Sealed, source: Source) -> Scalar:
    key = Scalar(scene.key)
    key.source, key.start, key.end, key.style = source, scene.start, scene.end, ""
    key._place = None
    return key


def _bodiless(scene: Sealed) -> SceneShape:
    """Stands for the shape of a sealed scene: what others may look at, and no body."""
    found = scene.summary.dealt
    if found is None and not scene.place:
        return _BODILESS
    seen = {"place": Scalar(scene.place) if scene.place else None}
    storylet = {} if found is None else {"when": _SOMETIME, "tags": [Scalar(tag) for tag in found.tags]}
    return _BODILESS.model_copy(update={**seen, **storylet})


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
    if not (made.entry.shape.model_fields_set <= ITS_OWN and STEPS.issuperset(map(type, made.scene.steps))):
        return False
    calls = [step for step in made.scene.steps if isinstance(step, Call)] if made.leads.runs else []
    passes = made.returns or any(step.given or step.into is not None for step in calls)
    leads = made.leads
    return not (passes or made.inside.checkpoints or leads.circle is not None or leads.dead or leads.snags)


def _sealed(made: Lowered, lines: Lines, numbers: tuple[int, ...], of: Made) -> Sealed:
    begin, start, stop = lines
    scene = made.scene.id
    short = len(scene) + 1
    return Sealed(
        str(made.entry.key),
        begin,
        start,
        start + len(made.entry.key),
        stop,
        numbers,
        tuple(made.inside.owned),
        tuple(made.inside.items),
        tuple([each[short:] for each in ids_of(made) if each != scene]),
        made.scene.place or "",
        made.leads,
        of.summaries[scene],
    )
