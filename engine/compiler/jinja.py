"""The one place that reads Jinja: its lexer and parser read conditions, effects and text; we keep a subset as IR.

In: text as written, the names of the story, a bag. Out: nodes of `engine.expr` with their kinds, or None and
diagnostics with the line and column of what is refused. Nothing of Jinja runs: no template is ever rendered.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from engine.compiler import prose
from engine.compiler.kinds import ANYTHING, DURATION, FLAG, MOMENT, NUMBER, TEXT, Kind
from engine.compiler.names import Local, Names, thing_kind
from engine.compiler.nodes import Scalar
from engine.compiler.values import moment
from engine.diagnostics import Bag, Place, nearest
from engine.expr import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Clock,
    Compare,
    Const,
    Derived,
    Either,
    Expr,
    Field,
    Logic,
    Lookup,
    Not,
    Part,
    Pick,
    Show,
    Words,
)

_ENVIRONMENT = Environment(autoescape=False)
_MOST_PARSED = 4_096
"""Trees that are kept: a story asks the same few things again and again, and nothing here changes a tree."""

LONGEST_EXPRESSION = 2_000
LONGEST_TEXT = 100_000
_DEEPEST = 40
_MOST_TURNS_OF_LOOPS = 500
_TAG_LINE = re.compile(r"(?m)^[ \t]*(\{%-?)((?:(?!%\}).)*?)(-?%\})[ \t]*\n")
_BRACKETS = re.compile(r"[(\[\])]")
_TAG = re.compile(r"(\{\{[^{}'\"%#+-][^{}'\"%#]*(?<![+-])\}\}|\{% *(?:if|elif|else|endif)\b[^{}'\"%#]*(?<![+-])%\})")
"""A tag that can mean only itself: no quotes or braces within, and no mark that takes away the space beside it."""

_COMPARE = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_ARITH = {"Add": "+", "Sub": "-", "Mul": "*", "FloorDiv": "//", "Mod": "%"}
_FILTERS: dict[str, tuple[str, ...]] = {
    "money": ("number",),
    "number": ("number",),
    "words": ("number",),
    "time": ("moment",),
    "date": ("moment",),
    "day": ("moment",),
    "span": ("duration",),
    "capital": ("text", "enum", "flag", "thing"),
}
_SPANS = {"minutes": 1, "hours": 60, "days": 1440}
_REFUSED = {
    "Pow": "**",
    "Div": "/ (use // for whole numbers)",
    "Concat": "~",
    "Getitem": "[ ] after a name",
    "Slice": "[ : ]",
    "Dict": "{ }",
    "Test": "is",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression and the kind of its value."""

    expr: Expr
    kind: Kind


class Refused(Exception):
    """What was written is not in the language; the diagnostic is already in the bag."""


def read_expression(
    written: Scalar, names: Names, local: Local, bag: Bag, want: Kind | None = None, *, hope: Kind | None = None
) -> Typed | None:
    """`written` as an expression, of kind `want` if that is given; None when it is refused. Cost: linear.

    `hope` lets bare words be values of an enum without asking that the whole be one.
    """
    reader = _Reader(written, names, local, bag)
    try:
        node = reader.parse_expression()
        found = reader.lower(node, want or hope)
        if want is not None and not want.fits(found.kind):
            reader.refuse("TYP001", node, wanted=want.said(), found=found.kind.said())
        return found
    except Refused:
        return None
    except RecursionError:
        bag.add("EXP003", written.place)
        return None


def read_text(written: Scalar, names: Names, local: Local, bag: Bag) -> Words | None:
    """`written` as prose; None when it is refused."""
    if "{" not in written:
        return prose.finished(prose.flow([written.rstrip("\n")]))
    reader = _Reader(written, names, local, bag)
    try:
        return prose.finished(reader.text_parts(reader.parse_text()))
    except Refused:
        return None
    except RecursionError:
        bag.add("EXP003", written.place)
        return None


@lru_cache(_MOST_PARSED)
def _parsed(source: str) -> list[nodes.Node]:
    """Jinja's nodes. Raises what its parser raises."""
    return Parser(_ENVIRONMENT, source).subparse()


class _Reader:
    """Reads one scalar."""

    def __init__(self, written: Scalar, names: Names, local: Local, bag: Bag) -> None:
        self._written = written
        self._names = names
        self._local = local
        self._bag = bag
        self._depth = 0
        self._bound: dict[str, nodes.Expr] = {}
        self._turns_of_loops = 0
        self._literals: list[str] = []

    # -- parsing -----------------------------------------------------------------------------------------------

    def parse_expression(self) -> nodes.Expr:
        """Jinja's tree of a bare expression."""
        text = str(self._written).strip()
        if not text:
            self._bag.add("EXP004", self._written.place)
            raise Refused
        self._measure(text, LONGEST_EXPRESSION)
        body = self._parse("{{ (" + text.replace("\n", " ") + ") }}")
        output = body[0] if len(body) == 1 else None
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            self._bag.add("EXP001", self._written.place, why="braces do not belong in a condition")
            raise Refused
        return output.nodes[0]

    def parse_text(self) -> list[nodes.Node]:
        """Jinja's nodes of a text."""
        text = str(self._written)
        if len(text) > LONGEST_TEXT:
            self._bag.add("EXP002", self._written.place, length=len(text), most=LONGEST_TEXT)
            raise Refused
        if text.endswith("\n"):
            text = text[:-1]
        return self._parse(self._outline(_TAG_LINE.sub(lambda tag: f"{tag[1]}{tag[2]}\n{tag[3]}", text + "\n")))

    def _outline(self, source: str) -> str:
        """`source` with numbers for what stands between its tags: texts with the same tags are then read once.

        As it is when that may not be the whole of it. `text_parts` puts the literal text back.
        """
        pieces = _TAG.split(source.removesuffix("\n"))
        if any("{" in piece or "\r" in piece for piece in pieces[::2]):
            return source
        self._literals = pieces[::2]
        for at in range(0, len(pieces), 2):
            pieces[at] = f"{at // 2}" + "\n" * pieces[at].count("\n") if pieces[at] else ""
        return "".join(pieces)

    def _measure(self, text: str, most: int) -> None:
        if len(text) > most:
            self._bag.add("EXP002", self._written.place, length=len(text), most=most)
            raise Refused
        depth = deepest = 0
        for bracket in _BRACKETS.findall(text):
            depth += 1 if bracket in "([" else -1
            deepest = max(deepest, depth)
        if deepest > _DEEPEST or text.count("not ") > _DEEPEST * 2 or text.count("-") > _DEEPEST * 3:
            self._bag.add("EXP003", self._written.place)
            raise Refused

    def _parse(self, source: str) -> list[nodes.Node]:
        try:
            return _parsed(source)
        except TemplateSyntaxError as error:
            line = min(max(1, error.lineno), self._written.count("\n") + 1)
            self._bag.add("EXP001", self._at_line(line), why=_plainly(error.message or "it cannot be read"))
            raise Refused from error
        except ValueError as error:  # a number of more digits than Python reads
            self._bag.add("EXP001", self._written.place, why="a number is too long")
            raise Refused from error

    def _at_line(self, line: int) -> Place:
        if "\n" not in self._written:
            return self._written.place
        row = self._written.split("\n")[line - 1]
        return self._written.at(line, len(row) - len(row.lstrip()) + 1, max(1, len(row.strip())))

    def refuse(self, code: str, node: nodes.Node, *, token: str = "", hint: str | None = None, **words: object) -> None:
        """Add a diagnostic at `token` in the line of `node`, and stop reading this scalar."""
        self._bag.add(code, self._find(token, node.lineno), hint=hint, fix=None, **words)
        raise Refused

    def _find(self, token: str, line: int) -> Place:
        if token:
            found = re.search(rf"(?<![\w.]){re.escape(token)}(?!\w)", self._written)
            if found:
                return self._written.at_offset(found.start(), len(token))
        return self._at_line(min(line, self._written.count("\n") + 1))

    # -- text --------------------------------------------------------------------------------------------------

    def text_parts(self, body: list[nodes.Node]) -> tuple[Part, ...]:
        """The parts of a text at one level."""
        parts: list[Part] = []
        for node in body:
            if isinstance(node, nodes.Output):
                parts += [
                    self._literal(each.data) if isinstance(each, nodes.TemplateData) else self._show(each)
                    for each in node.nodes
                ]
            elif isinstance(node, nodes.If):
                parts.append(self._either(node))
            elif isinstance(node, nodes.For):
                parts += self._unrolled(node)
            else:
                self.refuse("EXP005", node, construct="{% " + type(node).__name__.lower() + " %}")
        return prose.flow(parts)

    def _literal(self, text: str) -> str:
        return self._literals[int(text)] if self._literals else text

    def _either(self, node: nodes.If) -> Either:
        deeper = 1 + len(node.elif_)
        self._depth += deeper
        if self._depth > _DEEPEST:
            self.refuse("EXP003", node)
        cases = [
            (self._flag(cast(nodes.Expr, each.test)), Words(self.text_parts(each.body))) for each in (node, *node.elif_)
        ]
        other = Words(self.text_parts(node.else_))
        self._depth -= deeper
        return Either(tuple(cases), other)

    def _unrolled(self, node: nodes.For) -> list[Part]:
        """A loop over a list that is known now, written out: the body once for each of its items."""
        if node.else_ or node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
            self.refuse("EXP005", node, construct="that sort of {% for %}")
        name = cast(nodes.Name, node.target).name
        parts: list[Part] = []
        for item in self._listed(node):
            self._turns_of_loops += 1
            if self._turns_of_loops > _MOST_TURNS_OF_LOOPS:
                self.refuse("EXP014", node, most=_MOST_TURNS_OF_LOOPS)
            self._bound[name] = item
            parts += self.text_parts(node.body)
            del self._bound[name]
        return parts

    def _listed(self, node: nodes.For) -> list[nodes.Expr]:
        """What a loop goes over: a list in brackets, or all people, documents or places."""
        if isinstance(node.iter, nodes.List | nodes.Tuple):
            return node.iter.items
        kind = {"people": "person", "documents": "document", "places": "place"}
        name = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        if name not in kind:
            self.refuse("EXP013", node)
        return [nodes.Name(thing, "load", lineno=node.lineno) for thing in self._names.things_of(kind[name])]

    def _show(self, node: nodes.Expr) -> Show:
        how = "plain"
        if isinstance(node, nodes.Filter) and node.node is not None:
            how = node.name
            if how not in _FILTERS or node.args or node.kwargs:
                known = nearest(how, _FILTERS)
                hint = f'did you mean "{known}"?' if known else None
                self.refuse("EXP006", node, token=how, name=how, hint=hint)
            node = node.node
        found = self.lower(node, None)
        kind = found.kind
        if how != "plain" and kind.name not in _FILTERS[how]:
            self.refuse("TYP002", node, token=how, name=how, found=kind.said())
        if kind.name == "moment" and how == "plain":
            self.refuse("TYP003", node)
        names = kind.names
        if kind.name == "flag":
            names = names or ((True, "true"), (False, "false"))
        elif kind.name == "enum":
            given = dict(names)
            names = tuple((value, given.get(value, value.replace("_", " "))) for value in kind.values)
        elif kind.name == "duration" and how == "plain":
            how = "span"
        return Show(found.expr, how, kind.unit if how == "money" else "", names)

    # -- expressions -------------------------------------------------------------------------------------------

    def _flag(self, node: nodes.Expr) -> Expr:
        found = self.lower(node, FLAG)
        if not FLAG.fits(found.kind):
            self.refuse("TYP001", node, wanted=FLAG.said(), found=found.kind.said())
        return found.expr

    def lower(self, node: nodes.Node, want: Kind | None) -> Typed:
        """The IR of `node`; `want` is the kind hoped for, which lets bare words be values of an enum."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self.refuse("EXP003", node)
        found = self._lowered(node, want)
        self._depth -= 1
        return found

    def _lowered(self, node: nodes.Node, want: Kind | None) -> Typed:
        match node:
            case nodes.Const():
                return self._const(node)
            case nodes.Name():
                return self._name(node, want)
            case nodes.Getattr():
                return self._field(node)
            case nodes.Not():
                return Typed(Not(self._flag(node.node)), FLAG)
            case nodes.And() | nodes.Or():
                items = (*self._logic(node, node.left), *self._logic(node, node.right))
                return Typed(Logic("and" if isinstance(node, nodes.And) else "or", items), FLAG)
            case nodes.Compare():
                return Typed(self._compare(node), FLAG)
            case nodes.CondExpr():
                return self._conditional(node, want)
            case nodes.Neg(node=nodes.Const(value=int(value))) if not isinstance(value, bool):
                return Typed(Const(-value), NUMBER)
            case nodes.Neg():
                return self._arith("-", Typed(Const(0), NUMBER), self.lower(node.node, NUMBER), node)
            case nodes.Pos():
                return self.lower(node.node, NUMBER)
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.FloorDiv() | nodes.Mod():
                left = self.lower(node.left, None)
                return self._arith(_ARITH[type(node).__name__], left, self.lower(node.right, None), node)
            case nodes.Call():
                return self._call(node)
            case nodes.Filter():
                hint = f"in text, put brackets around the rest: {{{{ (a + b) | {node.name} }}}}"
                self.refuse("EXP007", node, token=node.name, name=node.name, hint=hint)
            case _:
                name = type(node).__name__
                self.refuse("EXP005", node, construct=_REFUSED.get(name, name.lower()))
        raise Refused

    def _logic(self, parent: nodes.Node, node: nodes.Expr) -> tuple[Expr, ...]:
        if type(node) is type(parent):
            both = cast(nodes.BinExpr, node)
            return (*self._logic(parent, both.left), *self._logic(parent, both.right))
        return (self._flag(node),)

    def _const(self, node: nodes.Const) -> Typed:
        value = node.value
        if isinstance(value, bool):
            return Typed(Const(value), FLAG)
        if isinstance(value, int):
            if abs(value) > LARGEST:
                self.refuse("VAL002", node, value=value)
            return Typed(Const(value), NUMBER)
        if isinstance(value, str):
            wrong = next((char for char in value if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"), None)
            if wrong is not None:
                self.refuse("YML005", node, name=f"U+{ord(wrong):04X}")
            return Typed(Const(value), TEXT)
        self.refuse("EXP005", node, construct="a fraction" if isinstance(value, float) else "none")
        raise Refused

    def _name(self, node: nodes.Name, want: Kind | None) -> Typed:
        name = node.name
        if name in self._bound:
            return self.lower(self._bound[name], want)
        if want is not None and want.name == "enum" and name in want.values:
            if name in self._names.variables or name in self._names.derived or name in self._local.cells:
                self.refuse("NAM005", node, token=name, name=name, owner=want.owner)
            return Typed(Const(name), Kind("enum", want.owner, (name,), want.names))
        if name in self._local.cells:
            cell = self._local.cells[name]
            return Typed(Cell(cell), self._names.kind_of(cell) or ANYTHING)
        if name in ("now", "today", "hour", "weekday"):
            return Typed(Clock(name), MOMENT if name in ("now", "today") else NUMBER)
        if name == "here":
            return Typed(Cell("@here"), thing_kind(self._names.things_of("place"), self._names.things))
        if name in self._names.quantities or name in self._names.derived:
            return Typed(Derived(name), self._names.kind_of(name) or FLAG)
        kind = self._names.kind_of(name)
        if kind is not None:
            return Typed(Cell(name), kind)
        if name in self._names.things:
            return Typed(Const(name), thing_kind((name,), self._names.things))
        self._unknown(node, name, want)
        raise Refused

    def _unknown(self, node: nodes.Node, name: str, want: Kind | None) -> None:
        if want is not None and want.name == "enum":
            known = nearest(name, want.values)
            hint = f'did you mean "{known}"?' if known else f"it has {', '.join(want.values)}"
            self.refuse("REF002", node, token=name, name=name, owner=want.owner, hint=hint)
        known = nearest(name, [*self._names.all_names(), *self._local.cells])
        self.refuse("REF001", node, token=name, name=name, hint=f'did you mean "{known}"?' if known else None)

    def _field(self, node: nodes.Getattr) -> Typed:
        if not isinstance(node.node, nodes.Name):
            self.refuse("EXP005", node, construct="a dot after a dot")
        holder, attribute = cast(nodes.Name, node.node).name, node.attr
        bound = self._bound.get(holder)
        holder = bound.name if isinstance(bound, nodes.Name) else holder
        if holder in self._local.cells:
            return self._field_of_local(node, holder, attribute)
        name = f"{holder}.{attribute}"
        kind = self._names.kind_of(name)
        if kind is None:
            known = nearest(name, (each for each in self._names.variables if "." in each))
            hint = f'did you mean "{known}"?' if known else None
            self.refuse("REF003", node, token=name, name=name, hint=hint)
            raise Refused
        return Typed(Cell(name), kind)

    def _field_of_local(self, node: nodes.Getattr, holder: str, attribute: str) -> Typed:
        cell = self._local.cells[holder]
        kind = self._names.kind_of(cell)
        if kind is None or kind.name == "anything":
            return Typed(Const(None), ANYTHING)  # nobody calls this scene, which is a complaint of its own
        things = kind.values if kind.name == "thing" else ()
        found = [self._names.kind_of(f"{thing}.{attribute}") for thing in things]
        if not things or not all(found):
            self.refuse("REF003", node, token=f"{holder}.{attribute}", name=f"{holder}.{attribute}")
        return Typed(Field(cell, attribute, things), cast(Kind, found[0]))

    def _compare(self, node: nodes.Compare) -> Expr:
        left_node, tests = node.expr, list[Expr]()
        for operand in node.ops:
            tests.append(self._comparison(left_node, operand.op, operand.expr, node))
            left_node = operand.expr
        return tests[0] if len(tests) == 1 else Logic("and", tuple(tests))

    def _comparison(self, left: nodes.Expr, op: str, right: nodes.Expr, node: nodes.Node) -> Expr:
        if op in ("in", "notin"):
            found = self._among(left, right, node)
            return found if op == "in" else Not(found)
        one, other = self._both(left, right)
        if not one.kind.fits(other.kind) and not other.kind.fits(one.kind):
            self.refuse("TYP004", node, left=one.kind.said(), right=other.kind.said())
        if one.kind.name in ("flag", "text", "thing", "enum") and op not in ("eq", "ne"):
            self.refuse("TYP005", node, kind=one.kind.said(), op=_COMPARE[op])
        return Compare(_COMPARE[op], one.expr, other.expr)

    def _both(self, left: nodes.Expr, right: nodes.Expr) -> tuple[Typed, Typed]:
        """Both sides, a bare word on either taken as a value of the enum on the other."""
        if isinstance(left, nodes.Name) and not isinstance(right, nodes.Const) and self._kind_of_name(left) is None:
            other = self.lower(right, None)
            return self.lower(left, other.kind), other
        one = self.lower(left, None)
        return one, self.lower(right, one.kind)

    def _kind_of_name(self, node: nodes.Name) -> Kind | None:
        cell = self._local.cells.get(node.name, node.name)
        known = self._names.kind_of(cell)
        special = node.name in ("now", "today", "hour", "weekday", "here") or node.name in self._names.things
        return known or (ANYTHING if special else None)

    def _among(self, left: nodes.Expr, right: nodes.Expr, node: nodes.Node) -> Expr:
        item = self.lower(left, None)
        if not isinstance(right, nodes.List | nodes.Tuple) or not right.items:
            self.refuse("EXP008", node)
        items = [self.lower(each, item.kind) for each in cast(nodes.List, right).items]
        for each in items:
            if not item.kind.fits(each.kind):
                self.refuse("TYP004", node, left=item.kind.said(), right=each.kind.said())
        return Among(item.expr, tuple(each.expr for each in items))

    def _conditional(self, node: nodes.CondExpr, want: Kind | None) -> Typed:
        if node.expr2 is None:
            self.refuse("EXP009", node)
        then = self.lower(node.expr1, want)
        other = self.lower(cast(nodes.Expr, node.expr2), want or then.kind)
        if then.kind.name != other.kind.name:
            self.refuse("TYP004", node, left=then.kind.said(), right=other.kind.said())
        kind = then.kind
        if kind.name in ("enum", "thing"):
            both = tuple(dict.fromkeys((*then.kind.values, *other.kind.values)))
            kind = Kind(kind.name, kind.owner, both, tuple(dict.fromkeys((*then.kind.names, *other.kind.names))))
        return Typed(Pick(self._flag(node.test), then.expr, other.expr), kind)

    def _arith(self, op: str, left: Typed, right: Typed, node: nodes.Node) -> Typed:
        kind = _ARITH_KINDS.get((left.kind.name, op, right.kind.name))
        if ANYTHING in (left.kind, right.kind):  # a parameter that no call fills: its scene is never run
            kind = right.kind if left.kind == ANYTHING else left.kind
        if kind is None:
            self.refuse("TYP006", node, left=left.kind.said(), op=op, right=right.kind.said())
            raise Refused
        if kind is NUMBER and (left.kind.unit or right.kind.unit):
            kind = Kind("number", unit=left.kind.unit or right.kind.unit)
        return Typed(Arith(op, left.expr, right.expr), kind)

    # -- calls -------------------------------------------------------------------------------------------------

    def _call(self, node: nodes.Call) -> Typed:
        if not isinstance(node.node, nodes.Name) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.refuse("EXP005", node, construct="a call of that sort")
        name = cast(nodes.Name, node.node).name
        if name in ("seen", "visits", "turns_since"):
            return self._counted(name, node)
        if name == "moment":
            return self._moment(node)
        if name in _SPANS:
            found = self._arguments(node, name, NUMBER)[0]
            return Typed(_times(found, _SPANS[name]), DURATION)
        if name in ("min", "max"):
            return self._least(name, node)
        if name in self._names.tables:
            return self._lookup(name, self._arguments(node, name, MOMENT)[0])
        known = nearest(name, [*_SPANS, "seen", "visits", "turns_since", "moment", "min", "max", *self._names.tables])
        self.refuse("REF004", node, token=name, name=name, hint=f'did you mean "{known}"?' if known else None)
        raise Refused

    def _arguments(self, node: nodes.Call, name: str, kind: Kind, count: int = 1) -> list[Expr]:
        if len(node.args) != count:
            self.refuse("EXP010", node, token=name, name=name, count=count)
        found = [self.lower(each, kind) for each in node.args]
        for each in found:
            if not kind.fits(each.kind):
                self.refuse("TYP001", node, wanted=kind.said(), found=each.kind.said())
        return [each.expr for each in found]

    def _counted(self, name: str, node: nodes.Call) -> Typed:
        owner = _dotted(node.args[0]) if len(node.args) == 1 else None
        if owner is None:
            self.refuse("EXP011", node, token=name, name=name)
        full = self._owner(cast(str, owner), node)
        if name == "turns_since":
            self._names.lasts.add(full)
            if full not in self._names.scenes:
                self._names.counters.add(full)  # a choice nobody counts has no step that could note its turn
            last = Cell(f"~{full}")
            return Typed(Pick(Compare("<", last, Const(0)), Const(-1), Arith("-", Cell("@turn"), last)), NUMBER)
        if full not in self._names.scenes:
            self._names.counters.add(full)
        count = Cell(f"#{full}")
        return Typed(Compare(">", count, Const(0)), FLAG) if name == "seen" else Typed(count, NUMBER)

    def _owner(self, name: str, node: nodes.Node) -> str:
        scene = self._names.scene(name, self._local.namespace)
        if scene is not None:
            return scene
        stem, _, last = name.rpartition(".")
        if not stem and f"{self._local.scene}.{last}" in self._names.owners:
            return f"{self._local.scene}.{last}"
        inside = self._names.scene(stem, self._local.namespace) if stem else None
        if inside is not None and (f"{inside}.{last}" in self._names.owners or inside in self._names.dropped):
            return f"{inside}.{last}"
        known = nearest(name, [*self._names.scenes, *self._names.owners])
        self.refuse("REF005", node, token=name, name=name, hint=f'did you mean "{known}"?' if known else None)
        raise Refused

    def _moment(self, node: nodes.Call) -> Typed:
        first = node.args[0] if len(node.args) == 1 else None
        written = first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else ""
        found = moment(written, self._names.clock.zone)
        if found is None:
            self.refuse("VAL003", node, token="moment", value=written)
        return Typed(Const(found), MOMENT)

    def _least(self, name: str, node: nodes.Call) -> Typed:
        if len(node.args) < 2:
            self.refuse("EXP010", node, token=name, name=name, count="two or more")
        found = [self.lower(each, None) for each in node.args]
        kind = found[0].kind
        if any(each.kind.name != kind.name for each in found) or kind.name not in ("number", "duration", "moment"):
            self.refuse("TYP004", node, left=kind.said(), right=found[-1].kind.said())
        least = found[0].expr
        for each in found[1:]:
            least = Arith(name, least, each.expr)
        return Typed(least, kind)

    def _lookup(self, name: str, at: Expr) -> Typed:
        """A table's value; a duration comes rounded up to the clock's grain, as it will be when it passes."""
        found: Expr = Lookup(name, at)
        if self._names.tables[name].kind == "number":
            return Typed(found, NUMBER)
        grain = self._names.clock.grain
        if grain > 1:
            raised = Arith("//", Arith("+", found, Const(grain - 1)), Const(grain))
            found = Arith("*", raised, Const(grain))
        return Typed(found, DURATION)


_ARITH_KINDS: dict[tuple[str, str, str], Kind] = {
    **{("number", op, "number"): NUMBER for op in "+ - * // %".split()},
    ("moment", "-", "moment"): DURATION,
    ("moment", "+", "duration"): MOMENT,
    ("moment", "-", "duration"): MOMENT,
    ("duration", "+", "duration"): DURATION,
    ("duration", "-", "duration"): DURATION,
    ("duration", "*", "number"): DURATION,
    ("number", "*", "duration"): DURATION,
    ("duration", "//", "number"): DURATION,
    ("duration", "//", "duration"): NUMBER,
}


def _times(expr: Expr, factor: int) -> Expr:
    if isinstance(expr, Const) and isinstance(expr.value, int):
        return Const(expr.value * factor)
    return expr if factor == 1 else Arith("*", expr, Const(factor))


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        stem = _dotted(node.node)
        return None if stem is None else f"{stem}.{node.attr}"
    return None


def _plainly(message: str) -> str:
    """Jinja's words for a syntax error, in a writer's."""
    if "unexpected" in message and ("end of" in message or "'}'" in message):
        return "it stops too early, or a bracket or quote is not closed"
    if message.startswith("expected token"):
        return message.replace("expected token", "expected").replace("got", "but found")
    return message.rstrip(".")
