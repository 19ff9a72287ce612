"""The names that documents, routes and crossings bring along, before any expression is read.

In: the shapes of all files, people and places declared. Out: cells (`passport.keeper`, `lars.verdict`), a scene entry
for each crossing, and the rules of documents as derived variables to be read with the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from engine.compiler.declare import Declarations, namespace_of, read_moment
from engine.compiler.names import RESERVED, Names, SceneEntry
from engine.compiler.nodes import Scalar
from engine.compiler.schema import CrossingShape, DocumentShape, RouteShape, SceneShape, VariableShape
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.expr import LARGEST, Cell, Clock, Compare, Const, Expr, Not, Pick, Value
from engine.program import Quantity, Variable
from engine.program.world import NO_RULE, NOBODY, PASSED, UNTRIED

STATES = ("missing", "held", "lodged", "lost", "expired")
"""What a document with rules, keepers or a last day can be in: missing is what he never had."""

REFUSED = "refused"
"""The verdict of a rule that names none."""


def declare_world(
    declared: Declarations, files: Sequence[Shaped], manifest: Shaped, bag: Bag
) -> Mapping[str, VariableShape]:
    """Declare the names; gives the rules of documents by name (`passport.valid`), each as a derived variable."""
    rules: dict[str, VariableShape] = {}
    for each in files:
        for name, document in each.shape.documents.items():
            if str(name) in declared.names.things_of("document") and _has_state(document):
                rules |= _Document(declared, name, document, bag).declare()
        for name, route in each.shape.routes.items():
            if declared.is_new("names", name):
                _route(declared.names, name, route)
        namespace = "" if each is manifest else namespace_of(each)
        for name, crossing in each.shape.crossings.items():
            if declared.is_new("names", name):
                entry = SceneEntry(str(name), namespace, each.file, name, _scene(crossing), crossing=True)
                _crossing(declared, entry, crossing, bag)
    return rules


def _has_state(shape: DocumentShape) -> bool:
    return bool(shape.keepers or shape.rules or shape.expires is not None or shape.lodged is not None)


class _Document:
    """One document that has more than a field or two."""

    def __init__(self, declared: Declarations, name: Scalar, shape: DocumentShape, bag: Bag) -> None:
        self._declared = declared
        self._names = declared.names
        self._name = name
        self._title = str(shape.title)
        self._shape = shape
        self._bag = bag

    def declare(self) -> dict[str, VariableShape]:
        """Its cells and its state; its rules as derived variables."""
        shape = self._shape
        self._add("lost", Variable("", "flag", False))
        if shape.keepers or shape.lodged is not None:
            self._keeper()
        if shape.expires is not None:
            until = read_moment(shape.expires, self._names.clock.zone, self._bag)
            self._add("expires", Variable("", "moment", until, -LARGEST, LARGEST, title="Good until"))
        self._state()
        return dict(self._rules())

    def _add(self, field: str, variable: Variable) -> None:
        if self._is_new(field):
            cell = f"{self._name}.{field}"
            self._names.variables[cell] = variable.replace(name=cell, owner=str(self._name))

    def _is_new(self, field: str) -> bool:
        """Whether no field of the document has that name; the complaint points at the document."""
        return self._declared.is_new(f"fields of {self._name}", placed(field, self._name))

    def _keeper(self) -> None:
        """Who has it when it is lodged: a place or a person, or nobody."""
        known = {NOBODY: "with nobody"}
        for each, words in self._shape.keepers.items():
            thing = self._names.things.get(str(each))
            if thing is None or thing.kind == "document":
                near = nearest(each, (other for other in self._names.things if other != self._name))
                hint = f'did you mean "{near}"?' if near else None
                self._bag.add("REF014", each.place, name=each, group="person or place", hint=hint)
            else:
                known[thing.id] = str(words)
        lodged = self._shape.lodged
        if lodged is not None and str(lodged) not in known:
            self._bag.add("WLD013", lodged.place, document=self._name, name=lodged)
        start = NOBODY if lodged is None else str(lodged)
        names: tuple[tuple[Value, str], ...] = tuple(known.items())
        self._add("keeper", Variable("", "enum", start, values=tuple(known), names=names, title=self._title))

    def _state(self) -> None:
        if not self._is_new("state"):
            return
        name = str(self._name)
        state: Expr = Const("held")
        expires = self._names.variables.get(f"{name}.expires")
        if expires is not None and expires.kind == "moment":
            state = Pick(Compare("<=", Cell(expires.name), Clock("now")), Const("expired"), state)
        state = Pick(Not(Cell(f"{name}.held")), Pick(Cell(f"{name}.lost"), Const("lost"), Const("missing")), state)
        if f"{name}.keeper" in self._names.variables:
            state = Pick(Compare("!=", Cell(f"{name}.keeper"), Const(NOBODY)), Const("lodged"), state)
        words: tuple[tuple[Value, str], ...] = tuple((each, each) for each in STATES)
        made = Quantity(f"{name}.state", "enum", state, words, self._title, values=STATES)
        self._names.quantities[made.name] = made

    def _rules(self) -> Iterator[tuple[str, VariableShape]]:
        for rule, shape in self._shape.rules.items():
            if self._declared.is_new(f"fields of {self._name}", rule):
                full = f"{self._name}.{rule}"
                self._names.derived[full] = shape.requires
                yield full, VariableShape.model_construct(derived=shape.requires)


def _route(names: Names, name: Scalar, shape: RouteShape) -> None:
    """A route with stops notes when it was begun and when it is to be over, in cells of its own."""
    if shape.through:
        for field in ("left", "arrives"):
            cell = f"{name}.{field}"
            start = names.clock.start
            names.variables[cell] = Variable(cell, "moment", start, -LARGEST, LARGEST, owner=str(name))


def _scene(shape: CrossingShape) -> SceneShape:
    """The scene that a crossing is: its body is the crossing itself."""
    body = cast(Any, shape)
    return SceneShape.model_construct(
        title=shape.title, place=shape.place, facts=shape.facts, truth=shape.truth, body=body
    )


def _crossing(declared: Declarations, entry: SceneEntry, shape: CrossingShape, bag: Bag) -> None:
    names = declared.names
    if entry.id in names.scenes:
        first = names.scenes[entry.id].key.place
        bag.add("NAM004", entry.key.place, name=entry.id, group="scenes", first=f"{first.file}:{first.line}")
        return
    names.scenes[entry.id] = entry
    if not shape.rules:
        bag.add("WLD001", entry.key.place, name=entry.id)
    verdicts = dict.fromkeys((UNTRIED, PASSED))
    codes = dict.fromkeys((NO_RULE,))
    for rule in shape.rules:
        verdicts[_verdict(rule.verdict, declared, bag)] = None
        codes[str(rule.code)] = None
    check_codes([rule.code for rule in shape.rules], entry.id, declared, bag)
    said: tuple[tuple[Value, str], ...] = tuple((each, each.replace("_", " ")) for each in verdicts)
    for cell, variable in (
        (f"{entry.id}.verdict", Variable("", "enum", UNTRIED, values=tuple(verdicts), names=said)),
        (f"{entry.id}.rule", Variable("", "enum", NO_RULE, values=tuple(codes))),
    ):
        names.variables[cell] = variable.replace(name=cell, owner=entry.id)
    names.variables[f"{entry.id}.verdict"] = names.variables[f"{entry.id}.verdict"].replace(title=str(shape.title))


def _verdict(written: Scalar | None, declared: Declarations, bag: Bag) -> str:
    """A rule's verdict; a diagnostic for a name that cannot be one."""
    if written is None:
        return REFUSED
    if written in (UNTRIED, PASSED):
        bag.add("WLD006", written.place, name=written)
    elif not written.isidentifier() or written in RESERVED:
        bag.add("NAM002", written.place, name=written)
    return str(written)


def check_codes(codes: Sequence[Scalar], owner: str, declared: Declarations, bag: Bag) -> None:
    """A diagnostic for each code that is no name or stands twice among the rules of `owner`."""
    seen: set[str] = set()
    for code in codes:
        if not code.isidentifier() or code in RESERVED or code == NO_RULE:
            bag.add("NAM002", code.place, name=code)
        elif code in seen:
            bag.add("WLD002", code.place, owner=owner, rule=code)
        seen.add(str(code))


def placed(text: str, where: Scalar) -> Scalar:
    """`text` as a scalar that stands where `where` does, for what the engine names itself."""
    made = Scalar(text)
    made.source, made.start, made.end, made.style = where.source, where.start, where.end, ""
    return made
