"""What the manifest says was renamed: checked, and as pairs for the program.

In: the shapes of all files, the ids of all scenes and of what is in them. Out: pairs of a former and a present id;
diagnostics for a former id that something still has and for a present one that nothing has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.program import Chance, Choices, Deal, Vary
from engine.program.renaming import Renaming


def read_renamed(files: Sequence[Shaped], ids: Iterable[str], bag: Bag) -> tuple[tuple[str, str], ...]:
    """The pairs, in the order of the files. Takes the ids only where anything was renamed."""
    written = [pair for each in files for pair in each.shape.renamed.items()]
    if not written:
        return ()
    live = set(ids)
    pairs = tuple((str(former), str(present)) for former, present in written)
    renaming = Renaming(pairs)
    for former, present in written:
        if former in live:
            bag.add("REN001", former.place, name=former)
        elif live.isdisjoint((renaming.scene(str(present)), renaming.choice(str(present)))):
            known = nearest(present, live)
            bag.add("REN002", present.place, name=present, hint=f'did you mean "{known}"?' if known else None)
    return pairs


def ids_of(lowered: Lowered) -> Iterator[str]:
    """Ids of a scene and its blocks, choices and streams."""
    yield lowered.scene.id
    for step in lowered.scene.steps:
        if isinstance(step, Choices):
            yield from (option.id for option in step.options)
        if isinstance(step, Choices | Vary | Chance | Deal):
            yield step.id
