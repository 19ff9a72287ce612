"""From scene shapes to scenes, all ids known before the first expression is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from engine.compiler import prose, schema
from engine.compiler.declare import Declarations, all_of
from engine.compiler.jinja import read_expression, read_text
from engine.compiler.kept import Sealed
from engine.compiler.kinds import Kind
from engine.compiler.leads import Leads, leads_of
from engine.compiler.names import Local, SceneEntry
from engine.compiler.nodes import Scalar
from engine.compiler.verbs import VERBS
from engine.compiler.watched import Watch
from engine.compiler.weave import Weave
from engine.diagnostics import Bag, Place, nearest
from engine.expr import Const
from engine.program import Count, Return, Scene, Variable, Write

_PASSES = 4
"""How many calls deep a parameter's kind is followed that is passed on."""


@dataclass(slots=True)
class Lowered:
    """A scene with the places of its steps, and where it leads; `owned` are short ids of its choices."""

    entry: SceneEntry
    scene: Scene
    places: tuple[Place, ...]
    leads: Leads
    streams: tuple[str, ...]
    returns: tuple[tuple[Kind, Place], ...]
    owned: tuple[str, ...]


class SceneLowering:
    """Lowers all scenes of a story but those in `sealed`, which is by file and by the scene's key."""

    def __init__(
        self, declared: Declarations, bag: Bag, sealed: Mapping[tuple[str, str], Sealed] | None = None
    ) -> None:
        self._declared = declared
        self._names = declared.names
        self._bag = bag
        entries = self._names.scenes.values()
        self.sealed = {each.id: found for each in entries if (found := (sealed or {}).get((each.file, str(each.key))))}
        self._fresh = [each for each in entries if each.id not in self.sealed]
        self._inside = {each.id: _Inside.of(each.shape.body) for each in self._fresh}
        self._owned = {scene: tuple(inside.owned()) for scene, inside in self._inside.items()}
        self._own({**self._owned, **{scene: each.owned for scene, each in self.sealed.items()}})

    def _own(self, owned: Mapping[str, Iterable[str]]) -> None:
        """Note the ids of all choices; a scene may not have the id of one."""
        for scene, shorts in owned.items():
            self._names.owners |= {f"{scene}.{short}" for short in shorts}
        for entry in self._names.scenes.values():
            if entry.id in self._names.owners:
                first = self._names.scenes[entry.id.rpartition(".")[0]].key.place
                place = f"{first.file}:{first.line}"
                self._bag.add("NAM004", entry.key.place, name=entry.id, group="scenes and choices", first=place)

    def lower_all(self, watch: Watch | None = None) -> tuple[Lowered, ...]:
        """Every scene that is not sealed, in the order of the files; `watch` takes notes of each."""
        locals_ = {entry.id: self._local(entry) for entry in self._fresh}
        for entry in self._fresh:
            self._declare_locals(entry, locals_[entry.id])
        giving = [entry for entry in self._fresh if self._inside[entry.id].giving()]
        for _ in range(_PASSES):
            for entry in giving:
                self._infer_parameters(entry, locals_[entry.id])
        for each in self.sealed.values():
            self._names.counters.update(each.counters)
            self._names.lasts.update(each.lasts)
        made = []
        for entry in self._fresh:
            with nullcontext() if watch is None else watch.reading(entry.id):
                made.append(self._lower(entry, locals_[entry.id]))
        return tuple(each() for each in made)

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
        if known.kind not in ("anything", kind.name):
            self._bag.add("TYP001", written.place, wanted=f"a {known.kind}, as elsewhere", found=kind.said())
            return
        values = tuple(dict.fromkeys((*known.values, *kind.values)))
        names = tuple(dict.fromkeys((*known.names, *kind.names)))
        first = {"number": 0, "duration": 0, "moment": 0, "flag": False}.get(kind.name, "")
        bound = 2**53 if kind.name in ("number", "duration", "moment") else None
        self._names.variables[cell] = known.replace(
            kind=kind.name,
            start=first,
            low=None if bound is None else -bound,
            high=bound,
            values=values,
            names=names,
            unit=kind.unit,
        )
        self._names.kinds.pop(cell, None)

    # -- one scene ---------------------------------------------------------------------------------------------

    def _lower(self, entry: SceneEntry, local: Local) -> Any:
        """Everything read now; the scene itself made when all counters are known."""
        shape = entry.shape
        lowering = Weave(self._names, local, self._bag, VERBS)
        steps, place = lowering.steps, entry.key.place
        self._check_keys(shape, self._inside[entry.id])
        title = None if shape.title is None else read_text(shape.title, self._names, local, self._bag)
        steps.add(place, lambda: self._entered(entry.id))
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
            scene = Scene(
                entry.id,
                steps.finish(),
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
            places = tuple(steps.places)
            leads = leads_of(scene.steps, places, falls)
            return Lowered(
                entry, scene, places, leads, tuple(lowering.streams), tuple(lowering.returns), self._owned[entry.id]
            )

        return make

    def _entered(self, scene: str) -> Count:
        return Count(f"#{scene}", f"~{scene}" if scene in self._names.lasts else None, scene)

    def _check_keys(self, shape: schema.SceneShape, inside: _Inside) -> None:
        check_known(shape.facts, self._names.facts, "fact", self._bag)
        check_known(shape.notes, self._names.notes, "content note", self._bag)
        check_known(shape.tags, self._names.tags, "tag", self._bag)
        for choice in inside.choices:
            check_known(choice.facts, self._names.facts, "fact", self._bag)
            check_known(choice.tags, self._names.tags, "tag", self._bag)
        if shape.place is not None:
            check_known([shape.place], self._names.things_of("place"), "place", self._bag)
        if shape.truth is not None and shape.truth not in schema.TRUTHS:
            self._bag.add("VAL010", shape.truth.place, value=shape.truth, known=", ".join(schema.TRUTHS))
        if shape.intensity is not None and shape.intensity not in ("0", "1", "2", "3"):
            self._bag.add("VAL010", shape.intensity.place, value=shape.intensity, known="0, 1, 2, 3")
        if shape.intensity in ("2", "3") and shape.safe is None and not inside.has_safe:
            self._bag.add("STY001", shape.intensity.place, intensity=shape.intensity)


def check_known(written: Iterable[Scalar], known: Collection[str], group: str, bag: Bag) -> None:
    """A diagnostic for each of `written` that is not among `known`."""
    for each in written:
        if each not in known:
            near = nearest(each, known)
            bag.add("REF014", each.place, name=each, group=group, hint=f'did you mean "{near}"?' if near else None)


@dataclass(slots=True)
class _Inside:
    """What stands in a scene's body at any depth, found in one walk."""

    choices: list[schema.Choice]
    calls: list[schema.CallShape]
    has_safe: bool = False

    @classmethod
    def of(cls, body: Any) -> _Inside:
        """What is inside `body`."""
        found = cls([], [])
        if not isinstance(body, Scalar):
            found._look(body)
        return found

    def owned(self) -> Iterator[str]:
        """Short ids of the choices, for `seen` and `visits`."""
        return (prose.slug(each.choose) if each.id is None else str(each.id) for each in self.choices)

    def giving(self) -> list[schema.CallShape]:
        """The calls that fill parameters."""
        return [each for each in self.calls if each.given]

    def _look(self, shape: Any) -> None:
        if isinstance(shape, schema.Shape):
            if isinstance(shape, schema.Choice):
                self.choices.append(shape)
            elif isinstance(shape, schema.CallShape):
                self.calls.append(shape)
            elif isinstance(shape, schema.Say):
                self.has_safe = self.has_safe or shape.safe is not None
            inside: Iterable[Any] = shape.__dict__.values()
        else:
            inside = shape.values() if isinstance(shape, dict) else shape
        for each in inside:
            if each.__class__ is not Scalar and each:
                self._look(each)
