"""The declared world: rules of documents, routes between places, crossings where somebody decides.

Made by the compiler; read by reasons, pages and reports, which evaluate it in any cells. What it does in play stands in
the steps of scenes; this is the same told as rules.
"""

from __future__ import annotations

from engine.expr import Expr, Words
from engine.frozen import Frozen

UNTRIED, PASSED, NO_RULE = "untried", "passed", "no_rule"
"""Verdicts of a crossing nobody has tried yet and of one that was passed; the rule that decided where none did."""

NOBODY = "nobody"
"""Who keeps a document that is lodged with no one."""


class PaperRule(Frozen):
    """A document's rule; the derived variable `name` (`passport.valid`) is whether it is met.

    `says` is why it is not; `holds` that it is, None where the story says nothing.
    """

    name: str
    document: str
    says: Words
    holds: Words | None = None


class Stop(Frozen):
    """A place on the way, reached `after` minutes from the departure; None: by an even share of the time."""

    place: str
    after: int | None = None


class Closure(Frozen):
    """While `when` holds a route is closed; `says` why. The map tells it while `known` holds; None: always."""

    code: str
    when: Expr
    says: Words
    known: Expr | None = None


class Route(Frozen):
    """A way from `start` to `to`. `takes` comes in minutes, rounded up to the grain when it passes.

    `costs` are amounts by cell, never below zero. `by` is a means in words, "" where not said. The map has it while
    `known` holds; None: always.
    """

    id: str
    title: str
    by: str
    start: str
    to: str
    takes: Expr
    costs: tuple[tuple[str, Expr], ...] = ()
    needs: Expr | None = None
    closed: tuple[Closure, ...] = ()
    through: tuple[Stop, ...] = ()
    facts: tuple[str, ...] = ()
    known: Expr | None = None


class Rule(Frozen):
    """An officer's rule. Unmet it gives `verdict`; `says` is what is told then, `why` the same in one sentence.

    The map tells it while `known` holds; None: always.
    """

    code: str
    requires: Expr
    says: Words
    why: Words
    verdict: str
    known: Expr | None = None


class Crossing(Frozen):
    """One waits at `place` for `wait` minutes, then the first unmet of `rules` decides; with none, one is at `to`.

    Its scene has the same id. `waits` is False where the scenes that lead to it let the wait pass themselves. The map
    has it while `known` holds; None: always.
    """

    id: str
    title: str
    place: str
    to: str
    wait: Expr
    rules: tuple[Rule, ...]
    facts: tuple[str, ...] = ()
    waits: bool = True
    known: Expr | None = None


class World(Frozen):
    """All of them, in the order of the files."""

    papers: tuple[PaperRule, ...] = ()
    routes: tuple[Route, ...] = ()
    crossings: tuple[Crossing, ...] = ()
