"""The names of a story: what is declared, what each is, and how a name in a scene finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.compiler.extent import Extent
from engine.compiler.kinds import DURATION, FLAG, NUMBER, Kind
from engine.compiler.nodes import Scalar
from engine.compiler.schema import EndingShape, SceneShape
from engine.expr import Words
from engine.program import Checkpoint, Clock, Crossing, Quantity, Route, Table, Thing, Variable

RESERVED = frozenset("none null true false and or not in is if else elif endif for endfor self loop".split())
EVENTS = "@schedule."
"""Begins the id of the scene that a row of the schedule becomes; no author can write it."""

FUNCTIONS = frozenset(
    (
        "seen visits turns_since turns moment hours minutes days now today hour weekday min max here "
        "gain lose lodge take_back all_of any_of count cycle stop once shuffle pick plural"
    ).split()
)
CALLED = frozenset("rank first last".split())
"""Functions whose names are common words: nothing else that is called may have them, but a variable or scene may."""


Asked = tuple[str, str]
"""A table of the names, and what was looked up in it."""


@dataclass(slots=True)
class SceneEntry:
    """A scene as found: its full id, its namespace ("" for the manifest's file), its key as written, its shape.

    A `crossing` is the scene that a declared crossing is; it is crossed, never gone to.
    """

    id: str
    namespace: str
    file: str
    key: Scalar
    shape: SceneShape
    crossing: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A story's own function or fragment: its parameters, its text, and where the names in that are looked up."""

    name: Scalar
    given: tuple[str, ...]
    text: Scalar
    local: Local


@dataclass(slots=True)
class Names:
    """Everything declared in a story. Ids of scenes are full; all else is global.

    `owners` are choices, `items` other items with an id that no choice or scene has; both are counted when asked for.
    `tagged` are storylets by tag. `timed`: it has a schedule. `armed` are events, and how many minutes they wait, by
    the scene, choice or checkpoint whose first count they wait for.
    `circular` are definitions that use themselves, which were complained about; `extents` are of derived variables.
    """

    clock: Clock
    variables: dict[str, Variable] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    derived: dict[str, Scalar] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    defs: dict[str, Definition] = field(default_factory=dict)
    fragments: dict[str, Definition] = field(default_factory=dict)
    circular: set[str] = field(default_factory=set)
    extents: dict[str, Extent] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    crossings: dict[str, Crossing] = field(default_factory=dict)
    scenes: dict[str, SceneEntry] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    endings: dict[str, EndingShape] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    kinds: dict[str, Kind] = field(default_factory=dict)
    looped: dict[int, Words] = field(default_factory=dict)
    """Texts in which loops or fragments were written out, by `id`: in one round of a loop a test may be decided."""
    checkpoints: dict[str, Checkpoint] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    timed: bool = False
    armed: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    asked: set[Asked] = field(default_factory=set)
    """What was looked up since somebody began to take notes (`engine.compiler.watched`)."""

    expanded: set[str] = field(default_factory=set)
    """Functions and fragments of the story that were written out somewhere."""

    readings: dict[tuple[str, int, int], Any] | None = None
    """Expressions that were read, which mean the same wherever they stand; None while names may still change."""

    def things_of(self, kind: str) -> tuple[str, ...]:
        """Ids of all people, documents or places, in order of declaration."""
        return tuple(each.id for each in self.things.values() if each.kind == kind)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of a variable, a field or a derived variable; None when there is no such name. Cached."""
        if name not in self.kinds:
            declared = self.variables.get(name) or self.quantities.get(name)
            if declared is None:
                return None
            self.kinds[name] = _kind(declared)
        return self.kinds[name]

    def scene(self, name: str, namespace: str) -> str | None:
        """The full id that `name` means in `namespace`: a scene of the same file first."""
        if name.startswith("@"):
            return None
        local = f"{namespace}.{name}" if namespace else name
        if local in self.scenes or local in self.dropped:
            return local
        return name if name in self.scenes or name in self.dropped else None

    def owner(self, name: str, local: Local) -> str | None:
        """The scene, choice, item, checkpoint or event that `name` means where `local` holds; None for none."""
        scene = self.scene(name, local.namespace)
        if scene is not None:
            return scene
        if name in self.checkpoints:
            return name
        if f"@{name}" in self.scenes:
            return f"@{name}"
        stem, _, last = name.rpartition(".")
        if not stem and (self._counts(f"{local.scene}.{last}") or local.scene in self.dropped):
            return f"{local.scene}.{last}"
        inside = self.scene(stem, local.namespace) if stem else None
        if inside is not None and (self._counts(f"{inside}.{last}") or inside in self.dropped):
            return f"{inside}.{last}"
        return None

    def _counts(self, owner: str) -> bool:
        return owner in self.owners or owner in self.items

    def all_names(self) -> Iterator[str]:
        """Every name that may stand in an expression by itself."""
        yield from self.variables
        yield from self.quantities
        yield from self.derived
        yield from self.things
        yield from self.tables


@dataclass(slots=True)
class Local:
    """How a scene's own names are found: its namespace, its id, and its parameters and locals as cells."""

    namespace: str
    scene: str
    cells: dict[str, str] = field(default_factory=dict)


def thing_kind(ids: Iterable[str], things: dict[str, Thing]) -> Kind:
    """The kind of a value that is one of the things `ids`."""
    known = tuple(ids)
    return Kind("thing", values=known, names=tuple((each, things[each].title) for each in known if each in things))


def _kind(declared: Variable | Quantity) -> Kind:
    simple = {"number": NUMBER, "flag": FLAG, "duration": DURATION}.get(declared.kind)
    values = declared.values
    if simple and not declared.names and not declared.unit:
        return simple
    order = values if isinstance(declared, Variable) and declared.ordered else ()
    return Kind(declared.kind, declared.name, values, declared.names, declared.unit, order)
