"""Reasons that have no words: a closed choice says why by the titles and words of what its `needs` reads.

In: a story without errors. Out: warnings, by the rules of `engine.machine.reasons`: a condition is worded by the
variable on its left side, a flag by its `yes` and `no`; what is hidden is not named.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.compiler.checks.material import Material, place_of_key
from engine.compiler.checks.spelling import spelled
from engine.compiler.names import Names
from engine.compiler.scenes import Lowered
from engine.compiler.values import zone_rows
from engine.diagnostics import Bag
from engine.expr import Among, Cell, Clock, Compare, Const, Derived, Expr, Logic, Not
from engine.program import Choices, Option, Quantity, Variable


def check_wording(story: Material, bag: Bag) -> None:
    """Every choice that can be closed and has no `closed` of its own."""
    clock = story.names.clock
    zone = zone_rows(clock.zone, clock.start, clock.start + 1)
    for lowered, _, step in story.steps():
        if not isinstance(step, Choices):
            continue
        for option in step.options:
            if option.closed is None and (option.open_if is not None or option.costs):
                wordless = next(_wordless(option, story.names), None)
                if wordless is not None:
                    _complain(wordless, option, lowered, story.names, spelled(wordless, zone), bag)


def _complain(test: Expr, option: Option, lowered: Lowered, names: Names, said: str, bag: Bag) -> None:
    choice = lowered.places[option.to]
    place = choice if option.open_if is None else place_of_key(lowered, choice, "needs")
    hidden = next((each.name for each in _declared_in(test, names) if each.hidden), None)
    if hidden is not None:
        bag.add("TXT004", place, name=hidden)
    else:
        bag.add("TXT003", place, test=said)


def _wordless(option: Option, names: Names) -> Iterator[Expr]:
    tests = [] if option.open_if is None else list(_conjuncts(option.open_if))
    tests += [Compare(">=", Cell(name), amount) for name, amount in option.costs]
    return (test for test in tests if not _has_words(test, names))


def _conjuncts(test: Expr) -> Iterator[Expr]:
    if isinstance(test, Logic) and test.op == "and":
        for item in test.items:
            yield from _conjuncts(item)
    else:
        yield test


def _has_words(test: Expr, names: Names) -> bool:
    """Whether the failing of `test` can be told: of an `or` by one part with words, of an `and` only by all."""
    match test:
        case Const():
            return True  # told of by the checks of conditions
        case Not(item=Logic(op=op, items=items)):
            negated = tuple(Not(item) for item in items)
            return _has_words(Logic("or" if op == "and" else "and", negated), names)
        case Not(item=item):
            return _has_words(item, names)
        case Logic(op=op, items=items):
            found = [_has_words(item, names) for item in items]
            return any(found) if op == "or" else all(found)
        case Compare(left=Const(), right=Clock()) | Compare(left=Clock()):
            return True
        case Compare(left=Const(), right=side) | Compare(left=side) | Among(item=side):
            declared = _declared(side, names)
            return declared is not None and not declared.hidden and bool(declared.title)
        case _:
            declared = _declared(test, names)
            return declared is not None and not declared.hidden and bool(declared.names)


def _declared(expr: Expr, names: Names) -> Variable | Quantity | None:
    if isinstance(expr, Cell):
        return names.variables.get(expr.name)
    return names.quantities.get(expr.name) if isinstance(expr, Derived) else None


def _declared_in(test: Expr, names: Names) -> Iterator[Variable | Quantity]:
    """What the reason would have been worded by."""
    match test:
        case Not(item=item):
            yield from _declared_in(item, names)
        case Logic(items=items):
            for item in items:
                yield from _declared_in(item, names)
        case Compare(left=Const(), right=side) | Compare(left=side) | Among(item=side):
            yield from _declared_in(side, names)
        case _:
            declared = _declared(test, names)
            if declared is not None:
                yield declared
