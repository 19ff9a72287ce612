"""All scenes of a story beside each other: those that were read and those that are sealed.

In: lowered scenes, sealed ones, the story's names. Out: for each scene in the order of the files where it leads and
what it uses and cites; and the sum of what every scene depends on besides what it asks the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple

from engine.compiler.checks import Manners, Summary, summary_of
from engine.compiler.checks.summary import Glossary, glossary_of
from engine.compiler.declare import namespace_of
from engine.compiler.kept import Sealed
from engine.compiler.leads import Leads
from engine.compiler.names import Names
from engine.compiler.renamed import ids_of
from engine.compiler.runs import Runs
from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.compiler.watched import summed
from engine.program import World
from engine.program.codec import encode


class WholeStory:
    """Where every scene leads, its summary, and what it runs."""

    def __init__(
        self,
        lowered: Sequence[Lowered],
        names: Names,
        sealed: Mapping[tuple[str, int], Sealed],
        glossary: Glossary,
    ) -> None:
        self._lowered = {each.scene.id: each for each in lowered}
        self._sealed = {
            scene: sealed[entry.file, entry.key.start]
            for scene, entry in (names.scenes.items() if sealed else ())
            if scene not in self._lowered
        }
        self.leads: dict[str, Leads] = {}
        self.summaries: dict[str, Summary] = {}
        for scene in names.scenes:
            kept, made = self._sealed.get(scene), self._lowered.get(scene)
            if made is not None:
                self.leads[scene], self.summaries[scene] = made.leads, summary_of(made, glossary)
            elif kept is not None:
                self.leads[scene], self.summaries[scene] = kept.leads, kept.summary
        tags = {scene: None if each.dealt is None else each.dealt.tags for scene, each in self.summaries.items()}
        self.runs = Runs(tags)

    def ids(self) -> Iterator[str]:
        """Ids of all scenes and of their blocks, choices and streams."""
        for each in self._lowered.values():
            yield from ids_of(each)
        for scene, kept in self._sealed.items():
            yield scene
            yield from (f"{scene}.{short}" for short in kept.ids)

    def called(self) -> set[str]:
        """Scenes that are called by name."""
        return {inner.scene for each in self.leads.values() for inner in each.runs}

    def read(self) -> set[str]:
        """Cells and derived variables that any scene reads."""
        return {name for each in self.summaries.values() for name in each.uses.read}


def common_to_scenes(
    files: Sequence[Shaped], manifest: Shaped, names: Names, world: World, manners: Manners, language: str
) -> dict[str, str]:
    """By file, the sum of what all its scenes depend on; nothing where a check needs the steps of all scenes."""
    outcomes = any(test.outcomes for each in files for test in each.shape.tests.values())
    if manners.stretch or outcomes:
        return {}
    forbidden = [str(phrase) for each in files for phrase in each.shape.forbid]
    titles = [each.title for each in names.things.values()]
    story = [encode(names.clock), names.timed, sorted(names.armed.items()), encode(world), titles]
    asked = [forbidden, astuple(manners), language, [[word, *forms] for word, forms in glossary_of(files)]]
    shared = summed([story, asked])
    return {each.file: summed([shared, "" if each is manifest else namespace_of(each)]) for each in files}
