"""One scalar while it is being read: its tree, what its names may mean, and how a mistake in it is told.

In: text as written, the names of the story, a bag. Out: Jinja's tree of it, and the `Typed` expressions that the
functions in `forms` make of its nodes (one for each class of node, gathered in `engine.compiler.language`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from engine.compiler.jinja import Unreadable, comments, expression_tree, nodes, text_tree
from engine.compiler.kinds import FLAG, Kind
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag, Place, nearest
from engine.expr import Expr

_Tree = TypeVar("_Tree")

LONGEST_EXPRESSION = 2_000
LONGEST_TEXT = 100_000
_DEEPEST = 40
_SPAN_IN_WORDS = re.compile(r"\b(\d+)\s+(days?|hours?|minutes?)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[\])]")


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression and the kind of its value."""

    expr: Expr
    kind: Kind


@dataclass(slots=True)
class Effort:
    """What reading one scalar has cost so far, that of the definitions written out in it included.

    `repeats`: a loop or a fragment was written out, so that a test in it may well be decided for one round.
    """

    depth: int = 0
    loop_turns: int = 0
    expansions: int = 0
    letters: int = 0
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a loop's name, or a parameter, stands for, not yet read: it is read in `reading`, where it was written."""

    node: nodes.Expr
    reading: Reading


Bound = Typed | Kept


@dataclass(slots=True)
class Ticks:
    """Alternatives that a text was found to hold: each wants a step before the text that moves it on.

    `own` gives an alternative its full id, from the id written, its first text and its place. `guards` are the
    conditions that stand around the place that is being read, all of which must hold.
    """

    own: Callable[[str | None, str, Place], str]
    found: list[Tick] = field(default_factory=list)
    guards: list[Expr] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tick:
    """One alternative: `size` texts in the mode `mode`, moved on where all of `guards` hold."""

    id: str
    mode: str
    size: int
    guards: tuple[Expr, ...]
    place: Place


class Refused(Exception):
    """What was written is not in the language; the diagnostic is already in the bag."""


Form = Callable[["Reading", Any, "Kind | None"], Typed]
"""Makes an expression of one class of node; the kind hoped for lets bare words be values of an enum."""


@dataclass(slots=True)
class Reading:
    """Reads one scalar. `bound` holds what a loop's name or a definition's parameter stands for.

    `ticks` gathers alternatives; it is None where no step could move them on.
    """

    written: Scalar
    names: Names
    local: Local
    bag: Bag
    forms: Mapping[type[Any], Form]
    bound: Mapping[str, Bound] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)
    ticks: Ticks | None = None
    literals: tuple[str, ...] = ()

    def inside(self, written: Scalar, local: Local, bound: Mapping[str, Bound]) -> Reading:
        """A reading of a definition's text, `written`, at a place in this one."""
        return Reading(written, self.names, local, self.bag, self.forms, bound, self.effort)

    def binding(self, name: str, found: Bound) -> Reading:
        """This reading with `name` standing for `found`, as it is in a loop."""
        return replace(self, bound={**self.bound, name: found}, ticks=None)

    # -- trees -------------------------------------------------------------------------------------------------

    def expression_tree(self) -> nodes.Expr:
        """Jinja's tree of a bare expression."""
        text = str(self.written).strip()
        if not text:
            self.bag.add("EXP004", self.written.place)
            raise Refused
        self._measure(text)
        return self._parsed(lambda: expression_tree(text))

    def text_tree(self) -> list[nodes.Node]:
        """Jinja's nodes of a text; `literal` says what those of literal text hold."""
        text = str(self.written)
        found, self.literals = self._parsed(lambda: text_tree(text))
        if "{#" in text:
            for line in comments(text):
                self.bag.add("TXT005", self._at_line(line, "{#"))
        return found

    def literal(self, node: nodes.TemplateData) -> str:
        """The words of a node of literal text."""
        return self.literals[int(node.data)] if self.literals else node.data

    def _measure(self, text: str) -> None:
        if len(text) > LONGEST_EXPRESSION:
            self.bag.add("EXP002", self.written.place, length=len(text), most=LONGEST_EXPRESSION)
            raise Refused
        depth = deepest = 0
        for bracket in _BRACKETS.findall(text):
            depth += 1 if bracket in "([" else -1
            deepest = max(deepest, depth)
        if deepest > _DEEPEST or text.count("not ") > _DEEPEST * 2 or text.count("-") > _DEEPEST * 3:
            self.bag.add("EXP003", self.written.place)
            raise Refused

    def _parsed(self, parse: Callable[[], _Tree]) -> _Tree:
        try:
            return parse()
        except Unreadable as error:
            place = self.written.place if error.line is None else self._at_line(error.line)
            span = _SPAN_IN_WORDS.search(self.written)
            hint = f"a span of time is written {span[1]}{span[2][0].lower()}" if span else None
            self.bag.add("EXP001", place, why=error.why, hint=hint)
            raise Refused from error

    # -- expressions -------------------------------------------------------------------------------------------

    def lower(self, node: nodes.Node, want: Kind | None = None) -> Typed:
        """The expression of `node`; `want` is the kind hoped for, which lets bare words be values of an enum."""
        self.deeper(node)
        form = self.forms.get(type(node))
        if form is None:
            name = type(node).__name__
            raise self.refusal("EXP005", node, construct=_REFUSED.get(name, name.lower()))
        found = form(self, node, want)
        self.effort.depth -= 1
        return found

    def flag(self, node: nodes.Node) -> Expr:
        """The expression of `node`, which must be true or false."""
        return self.of_kind(node, FLAG).expr

    def of_kind(self, node: nodes.Node, want: Kind) -> Typed:
        """The expression of `node`, which must be of the kind `want`."""
        found = self.lower(node, want)
        if not want.fits(found.kind):
            raise self.refusal("TYP001", node, wanted=want.said(), found=found.kind.said())
        return found

    def deeper(self, node: nodes.Node, levels: int = 1) -> None:
        """Count `levels` of nesting more; whoever calls takes them off again."""
        self.effort.depth += levels
        if self.effort.depth > _DEEPEST:
            raise self.refusal("EXP003", node)

    # -- mistakes ----------------------------------------------------------------------------------------------

    def refusal(
        self, code: str, node: nodes.Node, *, token: str = "", hint: str | None = None, **words: object
    ) -> Refused:
        """What is to be raised to stop reading, after a diagnostic at `token` in the line of `node`."""
        self.bag.add(code, self.place(node, token), hint=hint, fix=None, **words)
        return Refused()

    def unlike(self, code: str, node: nodes.Node, name: str, known: Iterable[str], **words: object) -> Refused:
        """The refusal of a `name` that nothing has, with the nearest of those that are `known`."""
        near = nearest(name, known)
        hint = f'did you mean "{near}"?' if near else None
        return self.refusal(code, node, token=name, name=name, hint=hint, **words)

    def place(self, node: nodes.Node, token: str = "") -> Place:
        """Where `token` stands in what is written; the line of `node` where it does not."""
        if token:
            found = re.search(rf"(?<![\w.]){re.escape(token)}(?!\w)", self.written)
            if found:
                return self.written.at_offset(found.start(), len(token))
        return self._at_line(node.lineno or 1)

    def _at_line(self, line: int, sign: str = "") -> Place:
        """A line of what is written, from the first `sign` in it on; all of it where it is but one."""
        if "\n" not in self.written:
            return self.written.place
        rows = self.written.split("\n")
        row = rows[min(line, len(rows)) - 1]
        first = row.find(sign) if sign else len(row) - len(row.lstrip())
        return self.written.at(min(line, len(rows)), first + 1, max(1, len(row.rstrip()) - first))


_REFUSED = {
    "Pow": "**",
    "Div": "/ (use // for whole numbers)",
    "Getitem": "[ ] after a name",
    "Slice": "[ : ]",
    "Dict": "{ }",
    "Test": "is",
}
