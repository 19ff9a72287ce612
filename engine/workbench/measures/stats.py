"""The statistics of a story: how long it is, how hard to read, how much of it is shared. Made of plays that were read.

In: a program and a `Read` for each man. Out: a `StatsReport`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.frozen import Frozen
from engine.program import Program, Say, Scene
from engine.workbench.measures.prose import (
    formula_of,
    mean_and_deviation,
    names_in,
    plain,
    reading_level,
    sentences,
    spoken,
    words,
    written,
)
from engine.workbench.measures.reading import Read, ReadTask
from engine.workbench.playing import Executor, Mixture, Watch, batches, median, quantile, unwatched

SLOW, FAST = 141, 200
"""Words a minute: read aloud or in a foreign language, and to oneself."""

READ_BATCH = 50
"""Plays of one task."""


class ManStats(Frozen):
    """The figures of one man. Lengths of texts are in words, sentences too; shares are from 0 to 1.

    `words` are those of all passages he comes to with all their alternatives, `path` those of the play in the middle,
    its ending included, `labels` what its options add. `between` are words between two choices: the middle, what nine
    in ten do not exceed, and the most. `choices` and `passages` are of the play in the middle, `reached` the passages
    that some play came to. `level` is a school grade, None in a language without a formula. `cited` is the share of
    reached passages whose scene cites a fact, `shared` of each other man the share of a path that he reads too.
    `paths` and `stretches` are histograms: (from this many words, how many).
    """

    profile: str
    name: str
    runs: int
    words: int
    path: int
    shortest: int
    longest: int
    labels: int
    minutes: tuple[float, float]
    between: tuple[int, int, int]
    choices: int
    passages: int
    reached: int
    level: float | None
    sentence: float
    deviation: float
    dialogue: float
    cited: float
    shared: tuple[tuple[str, float], ...]
    paths: tuple[tuple[int, int], ...]
    stretches: tuple[tuple[int, int], ...]


class StatsReport(Frozen):
    """A story's figures. `words` are all that is written as prose, alternatives, endings and opening included.

    `facts` are (cited anywhere; declared). `formula` is "" where the reading
    level of the story's language is not measured.
    """

    story: str
    title: str
    language: str
    formula: str
    seed: int
    policy: str
    words: int
    scenes: int
    passages: int
    facts: tuple[int, int]
    men: tuple[ManStats, ...]


def read_plays(
    executor: Executor, profile: str, policy: Mixture, *, runs: int, seed: int = 0, watch: Watch = unwatched
) -> Read:
    """The runs 1 to `runs` of one man, read."""
    read = Read()
    tasks = (ReadTask(seed, each[0], each[-1], profile, policy) for each in batches(runs, READ_BATCH))
    for part in executor.results(tasks):
        read.add(part)
        watch(read.runs, runs)
    return read


def stats_report(program: Program, reads: Mapping[str, Read], policy: Mixture, seed: int) -> StatsReport:
    """The report on the men of `reads`."""
    known = _known(program, reads.values())
    return StatsReport(
        program.id,
        program.title,
        program.language,
        formula_of(program),
        seed,
        policy.name,
        _all_words(program),
        len([each for each in program.scenes if not each.startswith("@")]),
        sum(isinstance(step, Say) for scene in program.scenes.values() for step in scene.steps),
        (len(_cited(program)), len(program.facts)),
        tuple(_man(program, profile, reads, known) for profile in reads),
    )


def _man(program: Program, profile: str, reads: Mapping[str, Read], known: frozenset[str]) -> ManStats:
    read = reads[profile]
    texts = list(read.passages.values())
    lengths = [len(words(each)) for text in texts for each in sentences(text)]
    mean, deviation = mean_and_deviation(length for length in lengths if length)
    path = median(read.paths.items())
    said = sum(len(words(plain(text))) for text in texts)
    stretches = read.stretches.items()
    return ManStats(
        profile,
        next(each.name for each in program.profiles if each.id == profile) or profile,
        read.runs,
        _written_of(program, read),
        path,
        min(read.paths),
        max(read.paths),
        median(read.labels.items()),
        (path / SLOW, path / FAST),
        (median(stretches), quantile(stretches, 0.9), max(read.stretches)),
        median(read.decisions.items()),
        median(read.counts.items()),
        len(_scene_by_passage(program).keys() & read.passages.keys()),
        reading_level(texts, program.language, known, program.reading),
        mean,
        deviation,
        sum(map(spoken, texts)) / max(1, said),
        _citing(program, read),
        tuple((other, _shared(read, reads[other])) for other in reads if other != profile),
        tuple(_histogram(read.paths.items(), 250)),
        tuple(_histogram(stretches, 25)),
    )


def _histogram(counts: Iterable[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Counts in bands of `width`, none left out between the first and the last."""
    found: dict[int, int] = {}
    for value, count in counts:
        found[value // width * width] = found.get(value // width * width, 0) + count
    for band in range(min(found), max(found) + 1, width):
        yield band, found.get(band, 0)


def _known(program: Program, reads: Iterable[Read]) -> frozenset[str]:
    """Words that count as two syllables: names as declared and as used, words of the glossary."""
    declared = [each.title for each in program.things] + [word for word, _ in program.glossary]
    found = {each.lower() for name in declared for each in words(name)}
    return frozenset(found) | names_in(text for read in reads for text in read.passages.values())


def _scene_by_passage(program: Program) -> dict[str, Scene]:
    return {step.id: scene for scene in program.scenes.values() for step in scene.steps if isinstance(step, Say)}


def _written_of(program: Program, read: Read) -> int:
    said = {step.id: step.words for scene in program.scenes.values() for step in scene.steps if isinstance(step, Say)}
    said |= {f"ending {each.id}": each.text for each in program.endings}
    return sum(written(said[passage]) for passage in read.passages if passage in said)


def _citing(program: Program, read: Read) -> float:
    scenes = _scene_by_passage(program)
    mine = [scenes[passage] for passage in read.passages if passage in scenes]
    return sum(bool(scene.facts) for scene in mine) / max(1, len(mine))


def _shared(mine: Read, other: Read) -> float:
    whole = sum(mine.shares.values())
    return sum(count for passage, count in mine.shares.items() if passage in other.passages) / max(1, whole)


def _all_words(program: Program) -> int:
    said = [step.words for scene in program.scenes.values() for step in scene.steps if isinstance(step, Say)]
    said += [text for each in program.endings for text in (each.text, each.next, each.door) if text is not None]
    return sum(map(written, said)) + len(words(program.opening))


def _cited(program: Program) -> set[str]:
    groups: list[Sequence[str]] = [program.cited]
    groups += [each.facts for each in program.scenes.values()]
    groups += [each.facts for each in program.endings]
    groups += [each.facts for each in program.tables]
    groups += [each.facts for each in program.world.routes]
    return {fact for group in groups for fact in group}
