"""Expressions and text as Python source, for the scene generator.

Literals are `repr` of int, str, bool and None only; a cell is its slot's number; no name from a story is ever used as a
name. What cannot stand inside an f-string of Python 3.11 (a quote, a backslash) is kept as a constant `k0`, `k1` beside
the code. Ranges are followed so that arithmetic which cannot leave plus and minus 2**53 is not checked.
"""

from __future__ import annotations

from typing import Any, cast

from engine.expr import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Chosen,
    Clock,
    Combine,
    Compare,
    Const,
    Derived,
    Edge,
    Either,
    Expr,
    Field,
    Gather,
    Join,
    Logic,
    Lookup,
    Not,
    Nth,
    Overlap,
    Pick,
    Rank,
    Shift,
    Show,
    Size,
    Within,
    Words,
)
from engine.expr.sets import rank
from engine.program import CLOCK, HERE, Layout, Program
from engine.program.layout import LONGEST_CELL_TEXT

Range = tuple[int, int]
_WIDE: Range = (-LARGEST, LARGEST)
_LONGEST_TEXT = 10_000
_FILTERS = {
    "number": "number",
    "words": "words",
    "span": "span",
    "money": "money",
    "time": "time_words",
    "date": "date_words",
    "day": "day_words",
}


class Phrases:
    """Turns nodes into source text, and keeps the constants that the source names."""

    def __init__(self, program: Program, layout: Layout) -> None:
        self._program = program
        self._layout = layout
        self._quantities = {each.name: each for each in program.quantities}
        self._tables = {each.id: each for each in program.tables}
        self._memory: dict[tuple[str, object], str] = {}
        self.constants: dict[str, Any] = {}
        self.context = ""

    def keep(self, value: object) -> str:
        """The name under which the constant `value` stands beside the code."""
        key = (type(value).__name__, repr(value))
        if key not in self._memory:
            self._memory[key] = f"k{len(self._memory)}"
            self.constants[self._memory[key]] = value
        return self._memory[key]

    # -- values ------------------------------------------------------------------------------------------------

    def value(self, node: Expr) -> str:
        """Source of the value of `node`; needs `r` and `v` (the run and its cells) where it stands."""
        match node:
            case Const(value=value):
                return self.keep(value) if isinstance(value, str | tuple) else repr(value)
            case Cell(name=name):
                return f"v[{self._layout.slots[name]}]"
            case Field(holder=holder, field=field, things=things):
                slots = {thing: self._layout.slots[f"{thing}.{field}"] for thing in things}
                return f"v[{self.keep(slots)}[v[{self._layout.slots[holder]}]]]"
            case Derived(name=name):
                return self.value(self._quantities[name].value)
            case Clock(what=what):
                return f"v[{CLOCK}]" if what == "now" else f"{_CLOCKS[what]}(v[{CLOCK}], {self.zone()})"
            case Lookup(table=table, at=at):
                found = self._tables[table]
                return f"between({self.keep(found.rows)}, {found.linear!r}, {self.value(at)})"
            case Pick(test=test, then=then, other=other):
                return f"({self.value(then)} if {self.value(test)} else {self.value(other)})"
            case Arith():
                return self._arith(node)
            case Rank(item=Const(value=value), order=order):
                return repr(rank(order, value))
            case Rank(item=item, order=order):
                return f"{self.keep({value: at for at, value in enumerate(order)})}.get({self.value(item)}, -1)"
            case Shift(item=item, by=by, order=order):
                place = f"{self.value(Rank(item, order))} + {self.value(by)}"
                return f"{self.keep(order)}[r.held({place}, 0, {len(order) - 1}, {self.keep(self.context)})]"
            case Nth(at=at, items=items):
                return f"nth(({self._row(items)}), {self.value(at)})"
            case Join(items=shows):
                return f"joined({', '.join(self.show(each) for each in shows)})"
            case Gather(order=order, items=items):
                return f"gathered({self.keep(order)}, ({self._row(items)}))"
            case Combine(op=op, order=order, left=left, right=right):
                return f"combined({self.keep(op)}, {self.keep(order)}, {self.value(left)}, {self.value(right)})"
            case Size(whole=whole):
                return f"len({self.value(whole)})"
            case Edge(at=at, whole=whole, empty=empty):
                return f"edge({at}, {self.value(whole)}, {self.value(empty)})"
            case _:
                return self._truth(node)

    def _row(self, items: tuple[Expr, ...]) -> str:
        return "".join(f"{self.value(each)}, " for each in items)

    def _truth(self, node: Expr) -> str:
        match node:
            case Not(item=item):
                return f"(not {self.value(item)})"
            case Logic(op=op, items=items):
                return "(" + f" {op} ".join(self.value(item) for item in items) + ")"
            case Compare(op=op, left=left, right=right):
                return f"({self.value(left)} {op} {self.value(right)})"
            case Among(item=item, items=items):
                if all(isinstance(each, Const) for each in items):
                    return f"({self.value(item)} in {self.keep(tuple(cast(Const, each).value for each in items))})"
                return f"({self.value(item)} in ({', '.join(self.value(each) for each in items)},))"
            case Within(item=item, whole=whole):
                return f"({self.value(item)} in {self.value(whole)})"
            case Overlap(op=op, whole=whole, wanted=wanted):
                return f"overlap({self.keep(op)}, {self.value(whole)}, {self.value(wanted)})"
            case _:
                raise TypeError(node)

    def _arith(self, node: Arith) -> str:
        left, right = self.value(node.left), self.value(node.right)
        if node.op in ("//", "%"):
            if isinstance(node.right, Const) and node.right.value:
                return f"({left} {node.op} {right})"
            return f"r.divided({self.keep(node.op)}, {left}, {right}, {self.keep(self.context)})"
        source = f"{node.op}({left}, {right})" if node.op in ("min", "max") else f"({left} {node.op} {right})"
        if _inside(self._exact(node), _WIDE):
            return source
        return f"r.held({source}, {-LARGEST}, {LARGEST}, {self.keep(self.context)})"

    def zone(self) -> str:
        """Source of the zone of the present place."""
        return f"zones[v[{HERE}]]"

    # -- ranges ------------------------------------------------------------------------------------------------

    def bounds(self, node: Expr) -> Range:
        """The least and greatest number that `node` can be; the widest where nothing is known."""
        match node:
            case Const(value=int(value)):
                return (value, value)
            case Cell(name=name):
                variable = self._layout.variables.get(name)
                low = variable.low if variable else 0
                high = variable.high if variable else LARGEST
                return (_WIDE[0] if low is None else low, _WIDE[1] if high is None else high)
            case Derived(name=name):
                return self.bounds(self._quantities[name].value)
            case Clock(what="hour" | "weekday"):
                return (0, 23)
            case Clock():
                return (self._program.clock.start - 2880, self._program.clock.end + 2880)
            case Lookup(table=table):
                values = [value for _, value in self._tables[table].rows] or [0]
                return (min(values), max(values))
            case Pick(then=then, other=other):
                first, second = self.bounds(then), self.bounds(other)
                return (min(first[0], second[0]), max(first[1], second[1]))
            case Rank(order=order):
                return (-1, len(order) - 1)
            case Size():
                return (0, LARGEST)
            case Nth(items=items):
                known = [self.bounds(each) for each in items]
                return (min(low for low, _ in known), max(high for _, high in known))
            case Arith():
                exact = self._exact(node)
                return (max(exact[0], _WIDE[0]), min(exact[1], _WIDE[1]))
            case _:
                return _WIDE

    def _exact(self, node: Arith) -> Range:
        (a, b), (c, d) = self.bounds(node.left), self.bounds(node.right)
        match node.op:
            case "+":
                return (a + c, b + d)
            case "-":
                return (a - d, b - c)
            case "*":
                corners = (a * c, a * d, b * c, b * d)
                return (min(corners), max(corners))
            case "min":
                return (min(a, c), min(b, d))
            case "max":
                return (max(a, c), max(b, d))
            case "%":
                return (0, d - 1) if c > 0 else _WIDE
            case _:
                return (min(a, 0, -b), max(b, 0, -a))

    def top(self, node: Expr) -> tuple[str, Range]:
        """Source and exact range of a value about to be written; the write holds the outermost operation itself."""
        if isinstance(node, Arith) and node.op in ("+", "-", "*"):
            return f"{self.value(node.left)} {node.op} {self.value(node.right)}", self._exact(node)
        return self.value(node), self.bounds(node)

    # -- text --------------------------------------------------------------------------------------------------

    def words(self, text: Words) -> str:
        """Source of the text of `text`."""
        if _room(text) > _LONGEST_TEXT:
            return f"r.cut({self._said(text)}, {self.keep(self.context)})"
        return self._said(text)

    def _said(self, text: Words) -> str:
        source = self._joined(text.parts)
        return f"tidy({source})" if text.loose else source

    def _joined(self, parts: tuple[Any, ...]) -> str:
        """One f-string, broken by `+` where an alternative is more than a constant."""
        pieces: list[str] = []
        inside = ""
        for part in parts:
            if isinstance(part, str):
                inside += _literal(part)
            elif isinstance(part, Show):
                inside += "{" + self.show(part) + "}"
            elif isinstance(part, Chosen):
                pieces += [f"f'{inside}'", self._chosen(part)]
                inside = ""
            elif all(_constant(words) for words in (*(words for _, words in part.cases), part.other)):
                inside += "{" + self._either(part) + "}"
            else:
                pieces += [f"f'{inside}'", self._either(part)]
                inside = ""
        if inside or not pieces:
            pieces.append(f"f'{inside}'" if "{" in inside or "}" in inside else f"'{inside}'")
        return pieces[0] if len(pieces) == 1 else "(" + " + ".join(piece for piece in pieces if piece != "f''") + ")"

    def _either(self, part: Either) -> str:
        source = self._branch(part.other)
        for test, words in reversed(part.cases):
            source = f"({self._branch(words)} if {self.value(test)} else {source})"
        return source

    def _chosen(self, part: Chosen) -> str:
        """The one way that is to be said, the others not worked out."""
        if all(_constant(words) for words in part.ways):
            return f"nth(({''.join(f'{self._branch(words)}, ' for words in part.ways)}), {self.value(part.at)})"
        ways = "".join(f"lambda: {self._branch(words)}, " for words in part.ways)
        return f"nth(({ways}), {self.value(part.at)})()"

    def _branch(self, words: Words) -> str:
        if _constant(words):
            return self.keep("".join(cast(tuple[str, ...], words.parts)))
        return self._joined(words.parts)

    def show(self, part: Show) -> str:
        """Source of one shown value."""
        value = self.value(part.value)
        names = dict(part.names)
        if part.how in ("list", "capital list"):
            said = f"listed({value}, {self.keep(names)})"
            return f"capital({said})" if part.how == "capital list" else said
        if names:
            if part.how == "capital":
                names = {key: said[:1].upper() + said[1:] for key, said in names.items()}
            if isinstance(part.value, Cell):
                return f"{self.keep(names)}.get({value}, {value})"
            return f"{self.keep(names)}.get(shown := {value}, shown)"  # worked out once, for it may be a fault
        if part.how == "money":
            return f"money({value}, {self.keep(part.unit)})"
        if part.how in ("time", "date", "day"):
            return f"{_FILTERS[part.how]}({value}, {self.zone()})"
        if part.how in _FILTERS:
            return f"{_FILTERS[part.how]}({value})"
        if part.how == "capital":
            return f"capital(plain({value}))"
        return value


_CLOCKS = {"today": "midnight_of", "hour": "hour_of", "weekday": "weekday_of"}


def _inside(found: Range, limit: Range) -> bool:
    return limit[0] <= found[0] and found[1] <= limit[1]


def _constant(text: Words) -> bool:
    return all(isinstance(part, str) for part in text.parts)


def _literal(part: str) -> str:
    """`part` as it stands between the single quotes of an f-string."""
    return repr('"' + part)[2:-1].replace("{", "{{").replace("}", "}}")


def _shown_room(part: Show) -> int:
    if part.how in ("list", "capital list"):
        return sum(len(said) + 5 for _, said in part.names) + len("nothing")
    if part.how in ("text", "capital") and not part.names:
        return longest(part.value)
    return max([len(said) for _, said in part.names] or [80 + len(part.unit)])


def longest(node: Expr) -> int:
    """The most code points that the text `node` can come to."""
    match node:
        case Const(value=str(value)):
            return len(value)
        case Pick(then=then, other=other):
            return max(longest(then), longest(other))
        case Nth(items=items):
            return max(longest(each) for each in items)
        case Join(items=items):
            return sum(_shown_room(each) for each in items)
        case _:
            return LONGEST_CELL_TEXT


def _room(text: Words) -> int:
    """The most code points that `text` can come to, roughly from above; text a player typed has no bound here."""
    room = 0
    for part in text.parts:
        if isinstance(part, str):
            room += len(part)
        elif isinstance(part, Show):
            room += _shown_room(part)
        elif isinstance(part, Chosen):
            room += max(_room(words) for words in part.ways)
        else:
            room += max(_room(words) for words in (*(words for _, words in part.cases), part.other))
    return room
