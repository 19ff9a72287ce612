"""From shapes to names: what a story declares besides its scenes.

In: the shapes of all files. Out: `Names`, with variables, things, tables and scenes by name; diagnostics for values
that are none and for names given twice or reserved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from engine.compiler import values
from engine.compiler.definitions import define
from engine.compiler.names import CALLED, FUNCTIONS, RESERVED, Names, SceneEntry
from engine.compiler.nodes import Scalar
from engine.compiler.schema import (
    ClockShape,
    Declared,
    DefShape,
    FragmentShape,
    OpeningShape,
    StoryFile,
    TableShape,
    VariableShape,
)
from engine.compiler.set_variables import SetVariables
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, Place
from engine.expr import LARGEST, Value
from engine.program import Clock, Table, Thing, Variable
from engine.program.layout import LONGEST_CELL_TEXT

_ID = re.compile(r"[^\W\d]\w*")
_STORY = re.compile(r"\w[\w-]{0,63}")
_DAY_ZERO = 27_400_000
DEFAULT_GRAIN = 1


def find_manifest(files: Sequence[Shaped], bag: Bag) -> Shaped | None:
    """The file with `id:`; None, with a diagnostic, when there is none or there are several."""
    found = [each for each in files if each.shape.id is not None]
    if len(found) > 1:
        other = found[1].shape.id
        bag.add("NAM001", other.place if other else Place(found[1].file, 1, 1), first=found[0].file)
    if not found and files:
        bag.add("KEY006", Place(files[0].file, 1, 1))
    for written in (each.shape.id for each in found[:1]):
        if written is not None and not _STORY.fullmatch(written):
            bag.add("NAM009", written.place, name=written)
    return found[0] if found else None


def opening_of(shape: StoryFile) -> OpeningShape:
    """What is shown before the first scene; with no text where the file has none."""
    found = shape.opening
    return (
        found if isinstance(found, OpeningShape) else OpeningShape.model_construct(text=found or Scalar(""), facts=[])
    )


def read_clock(shape: ClockShape | None, bag: Bag) -> Clock:
    """The story's clock; one that begins on the first of January 2000 and has no end where none is declared."""
    if shape is None:
        start = values.moment("2000-01-01", "UTC") or 0
        return Clock(start, start + _DAY_ZERO, DEFAULT_GRAIN, "UTC", shown=False)
    zone = str(shape.zone or "UTC")
    if shape.zone is not None and not values.known_zone(zone):
        bag.add("VAL004", shape.zone.place, value=zone)
        zone = "UTC"
    start = read_moment(shape.start, zone, bag)
    end = read_moment(shape.end, zone, bag) if shape.end is not None else start + _DAY_ZERO
    grain = DEFAULT_GRAIN if shape.grain is None else _grain(shape.grain, bag)
    if end <= start and shape.end is not None:
        bag.add("VAL005", shape.end.place)
    return Clock(start, end, grain, zone)


def _there(text: Scalar | None) -> Scalar:
    """A value that is known to be there; an empty one is a value too, and has its place."""
    return Scalar("") if text is None else text


def _grain(text: Scalar, bag: Bag) -> int:
    found = values.span(text)
    if not found:
        bag.add("VAL006", text.place, value=text)
    return found or DEFAULT_GRAIN


def read_moment(text: Scalar, zone: str, bag: Bag) -> int:
    """Minutes since 1970 of a moment as written; 0, with a diagnostic, for anything else."""
    found = values.moment(text, zone)
    if found is None:
        bag.add("VAL003", text.place, value=text)
    return found or 0


def _span(text: Scalar, bag: Bag) -> int:
    found = values.span(text)
    if found is None:
        bag.add("VAL006", text.place, value=text)
    return found or 0


class Declarations:
    """Fills `Names` from the files, one section a method."""

    def __init__(self, clock: Clock, bag: Bag) -> None:
        self.names = Names(clock)
        self._bag = bag
        self._first: dict[tuple[str, str], Place] = {}
        self._sets = SetVariables(self.names, bag)

    def take(self, files: Sequence[Shaped], manifest: Shaped) -> Names:
        """All files, sections before scenes."""
        for each in files:
            self._sections(each.shape)
            self._definitions(each.shape, "" if each is manifest else namespace_of(each))
        self._sets.settle()
        for each in files:
            self._scenes(each, "" if each is manifest else namespace_of(each))
        return self.names

    def _new(self, group: str, name: Scalar, *, called: bool = False) -> bool:
        """Whether `name` is a good and new name in its group; a diagnostic when it is not."""
        if not _ID.fullmatch(name):
            self._bag.add("NAM002", name.place, name=name)
            return False
        if name in RESERVED or name in FUNCTIONS or (called and name in CALLED):
            self._bag.add("NAM003", name.place, name=name)
            return False
        if (group, name) in self._first:
            first = self._first[group, str(name)]
            self._bag.add("NAM004", name.place, name=name, group=group, first=f"{first.file}:{first.line}")
            return False
        self._first[group, str(name)] = name.place
        return True

    def is_new(self, group: str, name: Scalar) -> bool:
        """Whether `name` is a good name and new in its group; a diagnostic when not."""
        return self._new(group, name)

    def is_new_local(self, scene: str, name: Scalar) -> bool:
        """Whether `name` may be a parameter or local of `scene`; a diagnostic when not."""
        return self._new(f"locals of {scene}", name)

    def _sections(self, shape: StoryFile) -> None:
        for name, declared in shape.variables.items():
            if self._new("names", name):
                self.variable(name, str(name), declared)
        for name, person in shape.people.items():
            self._thing(name, "person", str(person.name), person.about, "", person.fields)
        for name, document in shape.documents.items():
            self._thing(name, "document", str(document.title), document.about, "", document.fields)
            self._held(name, document.held, str(document.title))
        for name, place in shape.places.items():
            zone = str(place.zone or "")
            if place.zone is not None and not values.known_zone(zone):
                self._bag.add("VAL004", place.zone.place, value=zone)
                zone = ""
            self._thing(name, "place", str(place.title), place.about, zone, place.fields)
        for name, table in shape.tables.items():
            if self._new("names", name, called=True):
                self.table(name, table)
        self._plain_sections(shape)

    def _definitions(self, shape: StoryFile, namespace: str) -> None:
        found: dict[Scalar, DefShape | FragmentShape] = {**shape.defs}
        for name, made in (*found.items(), *shape.fragments.items()):
            if self._new("names", name, called=True):
                define(name, made, namespace, self.names, self._bag)

    def _plain_sections(self, shape: StoryFile) -> None:
        for group, found in (
            ("fact", shape.facts),
            ("note", shape.notes),
            ("tag", shape.tags),
            ("ending", shape.endings),
            ("profile", shape.profiles),
            ("source", shape.sources),
        ):
            for name in found:
                self._new(group, name)
        self.names.facts |= {str(name) for name in shape.facts}
        self.names.notes |= {str(name) for name in shape.notes}
        self.names.tags |= {str(name) for name in shape.tags}
        for name, ending in shape.endings.items():
            self.names.endings.setdefault(str(name), ending)

    def _thing(
        self, name: Scalar, kind: str, title: str, about: Scalar | None, zone: str, fields: Mapping[Scalar, Declared]
    ) -> None:
        if not self._new("names", name):
            return
        if kind == "document":
            self._first[f"fields of {name}", "held"] = name.place
        self.names.things[str(name)] = Thing(str(name), kind, title, str(about or "").strip(), zone)
        for field, declared in fields.items():
            if self._new(f"fields of {name}", field):
                self.variable(field, f"{name}.{field}", declared, owner=str(name))

    def _held(self, name: Scalar, held: Scalar | None, title: str) -> None:
        start = held is not None and self._flag(held)
        words = ((True, f"{title}: in your hands"), (False, f"{title}: not in your hands"))
        cell = f"{name}.held"
        self.names.variables.setdefault(
            cell, Variable(cell, "flag", start, names=words, title=title, owner=str(name), hidden=False)
        )

    # -- variables ---------------------------------------------------------------------------------------------

    def variable(self, written: Scalar, name: str, declared: Declared, *, owner: str = "", local: bool = False) -> None:
        """Declare a variable, a field or a scene's local."""
        if isinstance(declared, VariableShape):
            made = self._declared(written, name, declared, owner, local)
        else:
            made = self._shorthand(name, declared, owner, local)
        if made is not None:
            self.names.variables[name] = made

    def _shorthand(self, name: str, written: Scalar, owner: str, local: bool) -> Variable | None:
        number, flag = values.whole_number(written), values.flag(written)
        if number is not None:
            return Variable(name, "number", number, -LARGEST, LARGEST, owner=owner, local=local)
        if flag is not None:
            return Variable(name, "flag", flag, owner=owner, local=local)
        duration = values.span(written)
        if duration is not None:
            return Variable(name, "duration", duration, -LARGEST, LARGEST, owner=owner, local=local)
        self._bag.add("VAL001", written.place, name=name, value=written)
        return None

    def _declared(self, written: Scalar, name: str, shape: VariableShape, owner: str, local: bool) -> Variable | None:
        kinds = [kind for kind in VariableShape.KINDS if getattr(shape, kind) is not None]
        if len(kinds) != 1:
            self._bag.add("KEY007", written.place, name=name)
            return None
        if shape.derived is not None:
            if owner:
                self._bag.add("KEY001", shape.derived.place, key="derived", hint="only under `variables:`")
                return None
            self.names.derived[name] = shape.derived
            return None
        if shape.known is not None and (owner or local):
            self._bag.add("KEY001", shape.known.place, key="known", hint="only under `variables:`")
        kind = kinds[0]
        self._check_keys(name, shape, kind)
        if kind == "set_of":
            self._sets.declare(name, shape, owner=owner, local=local)
            return None
        hidden = shape.hidden is not None and self._flag(shape.hidden)
        low, high = self._range(shape, kind)
        start = self._start(shape, kind)
        if isinstance(start, int) and low is not None and high is not None and not low <= start <= high:
            self._bag.add("VAL007", written.place, name=name, low=low, high=high)
        return Variable(
            name,
            {"one_of": "enum"}.get(kind, kind),
            start,
            low,
            high,
            tuple(str(each) for each in shape.one_of or ()),
            self.names_of(shape),
            str(shape.title or ""),
            str(shape.unit or ""),
            hidden,
            owner,
            local,
            shape.ordered is not None and self._flag(shape.ordered),
        )

    def _check_keys(self, name: str, shape: VariableShape, kind: str) -> None:
        """Keys that only one kind of variable has."""
        for key, wanted, written in (("ordered", "one of", shape.ordered), ("empty", "set of", shape.empty)):
            if written is not None and kind != wanted.replace(" ", "_"):
                self._bag.add("KEY020", written.place, key=key, name=name, wanted=f"`{wanted}`")

    def names_of(self, shape: VariableShape) -> tuple[tuple[Value, str], ...]:
        """The words for a variable's values, as pairs."""
        if shape.yes is not None or shape.no is not None:
            return ((True, str(shape.yes or "true")), (False, str(shape.no or "false")))
        for value in shape.values:
            if shape.one_of is not None and value not in shape.one_of:
                self._bag.add("REF002", value.place, name=value, owner="this variable")
        return tuple((str(value), str(said)) for value, said in shape.values.items())

    def _start(self, shape: VariableShape, kind: str) -> Value:
        match kind:
            case "number":
                return self._number(_there(shape.number))
            case "flag":
                return self._flag(_there(shape.flag))
            case "moment":
                return read_moment(_there(shape.moment), self.names.clock.zone, self._bag)
            case "duration":
                return _span(_there(shape.duration), self._bag)
            case "text":
                return self._text(_there(shape.text))
            case _:
                return self._enum_start(shape)

    def _enum_start(self, shape: VariableShape) -> str:
        ids = shape.one_of or [Scalar("")]
        for each in ids:
            if not _ID.fullmatch(each) or each in RESERVED:
                self._bag.add("NAM002", each.place, name=each)
        start = shape.start
        if isinstance(start, list):
            self._bag.add("KEY003", start[0].place if start else ids[0].place, key="start")
            return str(ids[0])
        if start is not None and start not in ids:
            self._bag.add("REF002", start.place, name=start, owner="this variable")
        return str(start or ids[0])

    def _text(self, text: Scalar) -> str:
        if len(text) > LONGEST_CELL_TEXT:
            self._bag.add("VAL020", text.place, length=len(text), most=LONGEST_CELL_TEXT)
        return str(text)

    def _range(self, shape: VariableShape, kind: str) -> tuple[int | None, int | None]:
        if kind == "moment":
            return (-LARGEST, LARGEST)
        if kind not in ("number", "duration"):
            return (None, None)
        read = self._number if kind == "number" else lambda text: _span(text, self._bag)
        low = -LARGEST if shape.min is None else read(shape.min)
        high = LARGEST if shape.max is None else read(shape.max)
        return (low, high)

    def _number(self, text: Scalar) -> int:
        found = values.whole_number(text)
        if found is None or abs(found) > LARGEST:
            self._bag.add("VAL002", text.place, value=text)
            return 0
        return found

    def _flag(self, text: Scalar) -> bool:
        found = values.flag(text)
        if found is None:
            self._bag.add("VAL008", text.place, value=text)
        return bool(found)

    def table(self, name: Scalar, shape: TableShape) -> None:
        """Declare a table; a diagnostic when its rows are not all numbers or all durations."""
        rows: list[tuple[int, int]] = []
        kinds: set[str] = set()
        for when, written in shape.rows.items():
            number, duration = values.whole_number(written), values.span(written)
            value = number if number is not None else duration
            if value is None:
                self._bag.add("VAL001", written.place, name=name, value=written)
                continue
            kinds.add("number" if number is not None else "duration")
            rows.append((read_moment(when, self.names.clock.zone, self._bag), value))
        if len(kinds) > 1 or not rows:
            self._bag.add("VAL009", name.place, name=name)
        step = shape.between is not None and shape.between == "step"
        if shape.between is not None and shape.between not in ("step", "linear"):
            self._bag.add("VAL010", shape.between.place, value=shape.between, known="linear or step")
        kind = "number" if kinds == {"number"} else "duration"
        facts = tuple(str(each) for each in shape.facts)
        title = str(shape.title or name)
        self.names.tables[str(name)] = Table(str(name), title, kind, tuple(sorted(rows)), not step, facts)

    # -- scenes ------------------------------------------------------------------------------------------------

    def _scenes(self, found: Shaped, namespace: str) -> None:
        written = found.shape.namespace
        if written is not None and not _ID.fullmatch(written):
            self._bag.add("NAM002", written.place, name=written)
        lead = f"{namespace}." if namespace else ""
        self.names.dropped |= {f"{lead}{each}" for each in found.dropped}
        for key, shape in found.shape.scenes.items():
            if not _ID.fullmatch(key):
                self._bag.add("NAM002", key.place, name=key)
                continue
            full = f"{lead}{key}"
            if full in self.names.scenes:
                first = self.names.scenes[full].key.place
                place = f"{first.file}:{first.line}"
                self._bag.add("NAM004", key.place, name=full, group="scenes", first=place)
                continue
            self.names.scenes[full] = SceneEntry(full, namespace, found.file, key, shape)


def namespace_of(found: Shaped) -> str:
    """A file's namespace: its `namespace:` key, else its stem without leading digits and hyphens."""
    if found.shape.namespace is not None:
        return str(found.shape.namespace)
    stem = re.split(r"[/\\]", found.file)[-1].rsplit(".", 1)[0]
    bare = re.sub(r"^[\d_-]+", "", stem)
    return re.sub(r"\W", "_", bare) or "_"


def all_of(texts: Iterable[Scalar]) -> tuple[str, ...]:
    """Plain strings of a list of scalars."""
    return tuple([str(each) for each in texts])
