"""Reasons that have no words: a closed choice says why by the titles and words of what its `needs` reads.

In: a story without errors. Out: warnings, by the rules of `engine.machine.reasons`: a condition is worded by the
variable on its left side, a flag by its `yes` and `no`, a document's rule by what it says; what is hidden is not named.
What a route asks is told where the route is declared, and has words of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.compiler.checks.material import Material, own_lock, place_of_key
from engine.compiler.checks.spelling import spelled
from engine.compiler.scenes import Lowered
from engine.compiler.values import zone_rows
from engine.diagnostics import Bag
from engine.expr import (
    Among,
    Cell,
    Clock,
    Compare,
    Const,
    Derived,
    Expr,
    Logic,
    Not,
    Overlap,
    Rank,
    Size,
    Within,
    conjuncts,
)
from engine.program import Option, PaperRule, Quantity, Variable


def check_wording(story: Material, bag: Bag) -> None:
    """Every choice that can be closed and has no `closed` of its own."""
    clock = story.names.clock
    zone = zone_rows(clock.zone, clock.start, clock.start + 1)
    wording = _Wording(story)
    for lowered, _, block in story.blocks():
        for option in block.options:
            if option.closed is None and (option.open_if is not None or option.costs):
                wordless = next(wording.wordless(option), None)
                if wordless is not None:
                    _complain(wordless, option, lowered, wording, spelled(wordless, zone), bag)


def _complain(test: Expr, option: Option, lowered: Lowered, wording: _Wording, said: str, bag: Bag) -> None:
    choice = lowered.places[option.to]
    place = choice if option.open_if is None else place_of_key(lowered, choice, "needs")
    hidden = next((each.name for each in wording.declared_in(test) if each.hidden), None)
    if hidden is not None:
        bag.add("TXT004", place, name=hidden)
    else:
        bag.add("TXT003", place, test=said)


class _Wording:
    """What the story has words for."""

    def __init__(self, story: Material) -> None:
        self._names = story.names
        self._papers: dict[str, PaperRule] = {each.name: each for each in story.world.papers}

    def wordless(self, option: Option) -> Iterator[Expr]:
        """Conditions of a choice whose failing cannot be told."""
        lock = own_lock(option, self._names)
        tests = [] if lock is None else list(conjuncts(lock))
        if option.route is None:
            tests += [Compare(">=", Cell(name), amount) for name, amount in option.costs]
        return (test for test in tests if not self._has_words(test))

    def _has_words(self, test: Expr) -> bool:
        """Whether the failing of `test` can be told: of an `or` by one part with words, of an `and` only by all."""
        match test:
            case Const():
                return True  # told of by the checks of conditions
            case Not(item=Logic(op=op, items=items)):
                negated = tuple(Not(item) for item in items)
                return self._has_words(Logic("or" if op == "and" else "and", negated))
            case Not(item=Within(whole=whole) | Overlap(whole=whole)):
                return self._tells(whole, True)
            case Not(item=Derived(name=name)) if name in self._papers:
                return self._papers[name].holds is not None
            case Not(item=item):
                return self._has_words(item)
            case Logic(op=op, items=items):
                found = [self._has_words(item) for item in items]
                return any(found) if op == "or" else all(found)
            case Within(whole=whole) | Overlap(whole=whole):
                return self._tells(whole, False)
            case Compare() | Among():
                side = _side(test)
                return isinstance(side, Clock) or side == Cell("@here") or self._is_titled(side)
            case Derived(name=name) if name in self._papers:
                return True
            case _:
                declared = self._declared(test)
                return declared is not None and not declared.hidden and bool(declared.names)

    def _is_titled(self, side: Expr) -> bool:
        declared = self._declared(side)
        return declared is not None and not declared.hidden and bool(declared.title)

    def _tells(self, whole: Expr, present: bool) -> bool:
        """Whether a set has words for what is in it, or is missing from it."""
        declared = self._declared(whole)
        if declared is None or declared.hidden:
            return False
        return bool(declared.title) or dict(declared.names).get(present) is not None

    def _declared(self, expr: Expr) -> Variable | Quantity | None:
        if isinstance(expr, Cell):
            return self._names.variables.get(expr.name)
        return self._names.quantities.get(expr.name) if isinstance(expr, Derived) else None

    def declared_in(self, test: Expr) -> Iterator[Variable | Quantity]:
        """What the reason would have been worded by."""
        match test:
            case Not(item=item) | Within(whole=item) | Overlap(whole=item):
                yield from self.declared_in(item)
            case Logic(items=items):
                for item in items:
                    yield from self.declared_in(item)
            case Compare() | Among():
                yield from self.declared_in(_side(test))
            case _:
                declared = self._declared(test)
                if declared is not None:
                    yield declared


def _side(test: Compare | Among) -> Expr:
    """What a comparison is worded by: its left side, or the right one where a fixed value stands first."""
    side = test.left if isinstance(test, Compare) else test.item
    if isinstance(test, Compare) and isinstance(_bare(side), Const):
        side = test.right
    return _bare(side)


def _bare(side: Expr) -> Expr:
    match side:
        case Rank(item=inner) | Size(whole=inner):
            return inner
        case _:
            return side
