"""From scene shapes to scenes, all ids known before the first expression is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from engine.compiler import schema
from engine.compiler.declare import Declarations, all_of
from engine.compiler.inside import Inside, inside
from engine.compiler.kinds import Kind
from engine.compiler.known import check_known
from engine.compiler.language import read_expression, read_text
from engine.compiler.leads import Leads, leads_of
from engine.compiler.names import Local, SceneEntry
from engine.compiler.nodes import Scalar
from engine.compiler.storylets import in_words, storylet_of, tagged
from engine.compiler.verbs import VERBS
from engine.compiler.verbs.checkpoints import checkpoint_id
from engine.compiler.watched import Watch
from engine.compiler.weave import Weave, armed
from engine.diagnostics import Bag, Place
from engine.expr import Const, Value
from engine.program import Checkpoint, Choices, Count, Pass, Return, Scene, Step, Storylet, Variable, Write

_PASSES = 4
"""How many calls deep a parameter's kind is followed that is passed on."""


_FIRST: dict[str, Value] = {"number": 0, "duration": 0, "moment": 0, "flag": False, "set": ()}
"""What a parameter holds before its scene is called; "" for words."""


@dataclass(slots=True)
class Lowered:
    """A scene with the places of its steps, where it leads, what stands in its body, and what it has written out."""

    entry: SceneEntry
    scene: Scene
    places: tuple[Place, ...]
    leads: Leads
    streams: tuple[str, ...]
    returns: tuple[tuple[Kind, Place], ...]
    storylet: Storylet | None
    alternatives: tuple[str, ...] = ()
    inside: Inside = field(default_factory=Inside)
    expanded: set[str] = field(default_factory=set)

    def blocks(self) -> Iterator[tuple[int, Choices]]:
        """Its blocks of choices with their indexes."""
        return ((at, step) for at, step in enumerate(self.scene.steps) if step.__class__ is Choices)


class SceneLowering:
    """Lowers all scenes of a story."""

    def __init__(self, declared: Declarations, bag: Bag, sealed: Mapping[tuple[str, int], Inside]) -> None:
        """`sealed` says what is inside scenes that need not be read, by file and place; their shapes have no body."""
        self._declared = declared
        self._names = declared.names
        self._bag = bag
        names = self._names
        self._inside: dict[str, Inside] = {}
        self._read: list[SceneEntry] = []
        for entry in names.scenes.values():
            known = sealed.get((entry.file, entry.key.start))
            self._inside[entry.id] = inside(entry.shape.body) if known is None else known
            if known is None:
                self._read.append(entry)
        for scene, found in self._inside.items():
            names.owners.update(f"{scene}.{short}" for short in found.owned)
        for entry in names.scenes.values():
            if entry.id in names.owners:
                first = names.scenes[entry.id.rpartition(".")[0]].key.place
                place = f"{first.file}:{first.line}"
                bag.add("NAM004", entry.key.place, name=entry.id, group="scenes and choices", first=place)
            items = (f"{entry.id}.{short}" for short in self._inside[entry.id].items)
            names.items.update(item for item in items if item not in names.owners and item not in names.scenes)
        names.tagged = tagged(names)
        for entry in self._read:
            self._checkpoints(entry)

    def _checkpoints(self, entry: SceneEntry) -> None:
        """The checkpoints of a scene among the names: they share their ids with no scene, and all are counted."""
        for item in self._inside[entry.id].checkpoints:
            written, shape = checkpoint_id(item), item.checkpoint
            if not self._declared.is_new("checkpoints", written):
                continue
            if written in self._names.scenes:
                first = self._names.scenes[str(written)].key.place
                place = f"{first.file}:{first.line}"
                self._bag.add("NAM004", written.place, name=written, group="scenes and checkpoints", first=place)
            title = shape.title if isinstance(shape, schema.CheckpointShape) else None
            said = " ".join(str(title or in_words(str(written))).split())
            self._names.checkpoints[str(written)] = Checkpoint(str(written), said)
            self._names.counters.add(str(written))

    def lower_all(self, watch: Watch | None = None) -> tuple[Lowered, ...]:
        """Every scene that is to be read, in the order of the files; `watch` takes notes of what each asks."""
        locals_ = {entry.id: self._local(entry) for entry in self._read}
        for entry in self._read:
            self._declare_locals(entry, locals_[entry.id])
        giving = [entry for entry in self._read if self._inside[entry.id].giving()]
        for _ in range(_PASSES):
            for entry in giving:
                self._infer_parameters(entry, locals_[entry.id])
        self._names.readings = {}
        made = []
        for entry in self._read:
            with nullcontext() if watch is None else watch.reading(entry.id):
                made.append(self._apart(entry, locals_[entry.id]))
        return tuple([each() for each in made])

    def _local(self, entry: SceneEntry) -> Local:
        names = [*entry.shape.given, *entry.shape.let]
        return Local(entry.namespace, entry.id, {str(name): f"{entry.id}:{name}" for name in names})

    def _declare_locals(self, entry: SceneEntry, local: Local) -> None:
        for name, declared in entry.shape.let.items():
            if self._declared.is_new_local(entry.id, name):
                self._declared.variable(name, local.cells[str(name)], declared, owner=entry.id, local=True)
        for name in entry.shape.given:
            if self._declared.is_new_local(entry.id, name):
                cell = local.cells[str(name)]
                self._names.variables[cell] = Variable(cell, "anything", None, owner=entry.id, local=True)

    def _infer_parameters(self, entry: SceneEntry, local: Local) -> None:
        """A parameter is of the kind that calls give it; two kinds are a mistake."""
        for shape in self._inside[entry.id].giving():
            scene = self._names.scene(str(shape.scene), entry.namespace)
            if scene is None or scene not in self._names.scenes:
                continue
            for name, written in shape.given.items():
                cell = f"{scene}:{name}"
                found = read_expression(written, self._names, local, Bag())
                if found is not None and found.kind.name != "anything" and cell in self._names.variables:
                    self._widen(cell, found.kind, written)

    def _widen(self, cell: str, kind: Kind, written: Scalar) -> None:
        known = self._names.variables[cell]
        if known.kind not in ("anything", kind.name) or (known.kind == "set" and known.values != kind.values):
            self._bag.add("TYP001", written.place, wanted=f"a {known.kind}, as elsewhere", found=kind.said())
            return
        values = tuple(dict.fromkeys((*known.values, *kind.values)))
        names = tuple(dict.fromkeys((*known.names, *kind.names)))
        first = _FIRST.get(kind.name, "")
        bound = 2**53 if kind.name in ("number", "duration", "moment") else None
        self._names.variables[cell] = known.replace(
            kind=kind.name,
            start=first,
            low=None if bound is None else -bound,
            high=bound,
            values=values,
            names=names,
            unit=kind.unit,
            ordered=bool(kind.order) and kind.order == values,
        )
        self._names.kinds.pop(cell, None)

    # -- one scene ---------------------------------------------------------------------------------------------

    def _apart(self, entry: SceneEntry, local: Local) -> Any:
        """One scene, with what it writes out of the story's functions and fragments noted apart from the others'."""
        names = self._names
        before, names.expanded = names.expanded, set()
        make, own = self._lower(entry, local), names.expanded
        before |= own
        names.expanded = before

        def made() -> Lowered:
            lowered: Lowered = make()
            lowered.expanded = own
            return lowered

        return made

    def _lower(self, entry: SceneEntry, local: Local) -> Any:
        """Everything read now; the scene itself made when all counters are known."""
        shape = entry.shape
        lowering = Weave(self._names, local, self._bag, VERBS)
        steps, place = lowering.steps, entry.key.place
        self._check_keys(shape, self._inside[entry.id])
        title = None if shape.title is None else read_text(shape.title, self._names, local, self._bag)
        steps.add(place, lambda: self._entered(entry.id))
        for arm in armed(self._names, entry.id):
            steps.add(place, arm)
        storylet = storylet_of(entry, self._names, self._bag)
        if shape.place is not None:
            steps.add(place, Write("@here", Const(str(shape.place)), entry.id))
        for name in shape.let:
            variable = self._names.variables.get(local.cells[str(name)])
            if variable is not None:
                steps.add(place, Write(variable.name, Const(variable.start), f"{entry.id}:{name}"))
        if shape.safe is not None:
            lowering.begin_safe(shape.safe)
        lowering.body(shape.body)
        falls = len(steps.made)
        steps.add(place, Return(None))

        def make() -> Lowered:
            lowering.close_jumps()
            finished = steps.finish()
            scene = Scene(
                entry.id,
                _resumable(finished, lowering) if self._names.timed else finished,
                title,
                None if shape.place is None else str(shape.place),
                all_of(shape.facts),
                None if shape.truth is None else str(shape.truth),
                all_of(shape.notes),
                int(shape.intensity) if shape.intensity is not None and shape.intensity.isdecimal() else 0,
                all_of(shape.tags),
                entry.file,
                place.line,
            )
            streams, returns = tuple(lowering.streams), tuple(lowering.returns)
            more = (storylet, tuple(lowering.alternatives), self._inside[entry.id])
            places = tuple(steps.places)
            leads = leads_of(finished, places, falls, steps.rooms)
            return Lowered(entry, scene, places, leads, streams, returns, *more)

        return make

    def _entered(self, scene: str) -> Count:
        return Count(f"#{scene}", f"~{scene}" if scene in self._names.lasts else None, scene)

    def _check_keys(self, shape: schema.SceneShape, found: Inside) -> None:
        check_known(shape.facts, self._names.facts, "fact", self._bag)
        check_known(shape.notes, self._names.notes, "content note", self._bag)
        check_known(shape.tags, self._names.tags, "tag", self._bag)
        for choice in found.choices:
            check_known(choice.facts, self._names.facts, "fact", self._bag)
            check_known(choice.tags, self._names.tags, "tag", self._bag)
        if shape.place is not None:
            check_known([shape.place], self._names.things_of("place"), "place", self._bag)
        if shape.truth is not None and shape.truth not in schema.TRUTHS:
            self._bag.add("VAL010", shape.truth.place, value=shape.truth, known=", ".join(schema.TRUTHS))
        if shape.intensity is not None and shape.intensity not in ("0", "1", "2", "3"):
            self._bag.add("VAL010", shape.intensity.place, value=shape.intensity, known="0, 1, 2, 3")
        if shape.intensity in ("2", "3") and shape.safe is None and not found.has_safe:
            self._bag.add("STY001", shape.intensity.place, intensity=shape.intensity)


def _resumable(steps: tuple[Step, ...], weave: Weave) -> tuple[Step, ...]:
    """The steps, with an id for each that lets time pass: an event may interrupt it, and a frame must name it."""
    return tuple(each.replace(id=weave.unowned(_short(each))) if isinstance(each, Pass) else each for each in steps)


def _short(step: Pass) -> str:
    owner, _, what = step.statement.partition(":")
    return f"{owner.rpartition('.')[2]}_{what}".replace(".", "_")
