"""The names of a story: what is declared, what each is, and how a name in a scene finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.compiler.kinds import DURATION, FLAG, NUMBER, Kind
from engine.compiler.nodes import Scalar
from engine.compiler.schema import EndingShape, SceneShape
from engine.expr import Words
from engine.program import Clock, Quantity, Table, Thing, Variable

RESERVED = frozenset("none null true false and or not in is if else elif endif for endfor self loop".split())
FUNCTIONS = frozenset(
    "seen visits turns_since moment hours minutes days now today hour weekday min max here gain lose".split()
)


@dataclass(slots=True)
class SceneEntry:
    """A scene as found: its full id, its namespace ("" for the manifest's file), its key as written, its shape."""

    id: str
    namespace: str
    file: str
    key: Scalar
    shape: SceneShape


@dataclass(slots=True)
class Names:
    """Everything declared in a story. Ids of scenes are full; all else is global."""

    clock: Clock
    variables: dict[str, Variable] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    derived: dict[str, Scalar] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    scenes: dict[str, SceneEntry] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    endings: dict[str, EndingShape] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    kinds: dict[str, Kind] = field(default_factory=dict)
    looped: dict[int, Words] = field(default_factory=dict)
    """Texts whose loops were written out, by their `id`: in one round of a loop a test may well be decided."""

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
        local = f"{namespace}.{name}" if namespace else name
        if local in self.scenes or local in self.dropped:
            return local
        return name if name in self.scenes or name in self.dropped else None

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
    values = declared.values if isinstance(declared, Variable) else ()
    if simple and not declared.names and not declared.unit:
        return simple
    return Kind(declared.kind, declared.name, values, declared.names, declared.unit)
