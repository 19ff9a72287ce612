"""One scene's body in the making: its steps, its ids, its items, and how what is written in it is read.

In: the shape of one scene and the story's names. Out: steps, and where each was written. What each verb becomes is told
by the functions of `engine.compiler.verbs`; an item that cannot be read is left out with its diagnostic, and the rest
goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.compiler import prose, schema
from engine.compiler.builder import Label, StepList
from engine.compiler.kinds import DURATION, Kind
from engine.compiler.language import Tick as Found
from engine.compiler.language import Ticks, Typed, read_expression, read_text
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.values import flag, span
from engine.diagnostics import Bag, Place, nearest
from engine.expr import Const, Expr, Logic, Words
from engine.program import Arm, Branch, Count, Jump, Pass, Return, Say, Step, Tick

LEFT = Return(None)
"""Stands for a way out that could not be read, so that one mistake is not followed by complaints about the flow."""

_WORD = re.compile(r"[^\W\d]\w*")
_NOBODYS = Place("", 0, 0)
"""Where a passage's id stands among the ids of a scene: it has no memory, so a choice may have the same."""

_OWNING = (schema.ChoicesItem, schema.VaryItem, schema.CallItem, schema.AskItem, schema.CrossItem)
"""Items whose id is looked after by `own`."""

Body = Any
"""A body's shape: prose, one item, or a list of items (see `engine.compiler.schema`)."""

Verbs = Mapping[type[Any], Callable[["Weave", Any], None]]
"""What lowers each kind of item; a `Scalar` is prose."""


class Weave:
    """The body of one scene while it becomes steps. `verbs` says what lowers each kind of item."""

    def __init__(self, names: Names, local: Local, bag: Bag, verbs: Verbs) -> None:
        self.names = names
        self.local = local
        self.bag = bag
        self.unsafe = False
        self.steps = StepList([], [])
        self.streams: list[str] = []
        self.alternatives: list[str] = []
        self.returns: list[tuple[Kind, Place]] = []
        self._verbs = verbs
        self._ids: dict[str, Place] = {}
        self._numbered: dict[str, int] = {}
        self._items: dict[str, Label] = {}
        self._given_ids: dict[str, Place] = {}
        self._jumps: list[tuple[Scalar, Label, int]] = []

    # -- ids ---------------------------------------------------------------------------------------------------

    def own(self, written: Scalar | None, default: str, place: Place) -> str:
        """The full id of something with memory; a diagnostic when it is empty or taken in this scene."""
        if written is not None and not _WORD.fullmatch(written):
            self.bag.add("NAM002", written.place, name=written)
        return self._owned(prose.slug(default) if written is None else str(written), place)

    def _own_alternative(self, given: str | None, default: str, place: Place) -> str:
        """As `own`, of an alternative within text."""
        if given is not None and not _WORD.fullmatch(given):
            self.bag.add("NAM002", place, name=given)
        return self._owned(prose.slug(default) if given is None else given, place)

    def _owned(self, short: str, place: Place) -> str:
        if not short:
            self.bag.add("NAM006", place)
            short = "unnamed"
        if self._ids.get(short, _NOBODYS) != _NOBODYS:
            self.bag.add("NAM007", place, id=short, line=self._ids[short].line)
            return f"{self.local.scene}.{short}"
        self._ids[short] = place
        return f"{self.local.scene}.{short}"

    def unowned(self, base: str) -> str:
        """An id for something without memory: the base, numbered when it is taken. Quietly unique."""
        base = base or "passage"
        short, count = base, self._numbered.get(base, 1)
        while short in self._ids:
            count += 1
            short = f"{base}_{count}"
        self._numbered[base] = count
        self._ids[short] = _NOBODYS
        return f"{self.local.scene}.{short}"

    def close_jumps(self) -> None:
        """Resolve `go: .item` now that all items are known."""
        for written, label, following in self._jumps:
            target = self._items.get(str(written)[1:])
            if target is None and self.local.scene in self.names.dropped:
                label.at = following  # it may stand in what was left out
            elif target is None:
                known = nearest(str(written)[1:], self._items)
                hint = f'did you mean ".{known}"?' if known else "only items of this scene with an `id:` can be gone to"
                self.bag.add("REF006", written.place, name=written, hint=hint)
                label.at = following
            else:
                label.at = target.at

    def begin_safe(self, safe: Scalar) -> None:
        """The scene's short version, read at its beginning in place of all prose before the first choices."""
        short = self.text(safe)
        if short is not None:
            self.steps.add(safe.place, Say(self.unowned(prose.slug(safe)), Words(()), short))
            self.unsafe = True

    # -- items -----------------------------------------------------------------------------------------------------

    def body(self, shape: Body) -> None:
        """A body's items in order."""
        items = shape if isinstance(shape, list) else [shape]
        for item in items:
            self._item(item)

    def _item(self, item: Any) -> None:
        if isinstance(item, Scalar):
            self._verbs[Scalar](self, item)
            return
        label = self.steps.put(Label())
        given = getattr(item, "id", None)
        if given is not None:
            if str(given) in self._given_ids and type(item) not in _OWNING:
                self.bag.add("NAM007", given.place, id=given, line=self._given_ids[str(given)].line)
            self._given_ids.setdefault(str(given), given.place)
            self._items[str(given)] = label
            self._count_item(str(given), given.place)
        self._verbs[type(item)](self, item)

    def _count_item(self, short: str, place: Place) -> None:
        """Room for the count of an item with an id; a choice that has the same id is the one that is meant."""
        owner = f"{self.local.scene}.{short}"
        if owner not in self.names.items:
            return
        self.count_if_asked(owner, place)
        for arm in armed(self.names, owner):
            self.steps.add(place, arm)

    def count_if_asked(self, owner: str, place: Place) -> None:
        """The count of a choice or an item, or nothing where nobody asks; known when all scenes have been read."""
        names, following = self.names, len(self.steps.made) + 1

        def make() -> Step:
            last = f"~{owner}" if owner in names.lasts else None
            return Count(f"#{owner}", last, owner) if owner in names.counters else Jump(following)

        self.steps.rooms.add(len(self.steps.made))
        self.steps.add(place, make)

    def place_of(self, item: Any) -> Place:
        """Where an item was written: its first scalar."""
        found = first_scalar(item)
        return found.place if found is not None else Place("", 1, 1)

    # -- what is written ---------------------------------------------------------------------------------------

    def yes(self, written: Scalar) -> bool:
        """A flag as written; a diagnostic, and false, for anything else."""
        found = flag(written)
        if found is None:
            self.bag.add("VAL008", written.place, value=written)
        return bool(found)

    def expression(self, written: Scalar, want: Kind | None = None) -> Typed | None:
        """An expression, of the kind `want` if that is given; None when it is refused."""
        return read_expression(written, self.names, self.local, self.bag, want)

    def text(self, written: Scalar | None) -> Words | None:
        """Prose; None when there is none or it is refused."""
        return None if written is None else read_text(written, self.names, self.local, self.bag)

    def text_of_step(self, written: Scalar, *guards: Expr) -> Words | None:
        """Prose that a step follows or is made of: before it, its alternatives are moved on where `guards` hold."""
        if "{" not in written:
            return read_text(written, self.names, self.local, self.bag)
        ticks = Ticks(self._own_alternative, guards=list(guards))
        words = read_text(written, self.names, self.local, self.bag, ticks=ticks)
        for each in ticks.found:
            self._tick(each)
        return words

    def _tick(self, found: Found) -> None:
        """A step that moves an alternative on, passed over where a guard does not hold."""
        after = Label()
        if found.guards:
            test = found.guards[0] if len(found.guards) == 1 else Logic("and", found.guards)
            self.branch(test, after, found.place)
        self.steps.add(found.place, Tick(found.id, found.mode, found.size))
        self.steps.put(after)
        self.streams.append(found.id)
        self.alternatives.append(found.id)

    def duration(self, written: Scalar) -> Expr | None:
        """`1h 30m`, or an expression of that kind."""
        plain = span(written)
        if plain is not None:
            return Const(plain)
        found = self.expression(written, DURATION)
        return None if found is None else found.expr

    def pass_time(self, written: Scalar, statement: str) -> Expr | None:
        """A step that lets the time of `written` pass; returns the expression."""
        takes = self.duration(written)
        if takes is not None:
            self.steps.add(written.place, Pass(takes, statement))
        return takes

    # -- jumps ---------------------------------------------------------------------------------------------------

    def leap(self, item: Scalar) -> None:
        """A jump to the item of this scene that `.name` means; `close_jumps` finds it when all items are known."""
        label = Label()
        self._jumps.append((item, label, len(self.steps.made) + 1))
        self.steps.add(item.place, lambda: Jump(label.at))

    def branch(self, test: Expr, other: Label, place: Place) -> None:
        """Go on if `test` holds, else at `other`."""
        self.steps.add(place, lambda: Branch(test, other.at))

    def jump(self, to: Label, place: Place) -> None:
        """Go on at `to`."""
        self.steps.add(place, lambda: Jump(to.at))


def armed(names: Names, owner: str) -> Iterator[Arm]:
    """Steps behind the count of `owner`, for the events that wait for it."""
    for event, wait in names.armed.get(owner, ()):
        yield Arm(event, f"#{owner}", wait)


def first_scalar(shape: Any) -> Scalar | None:
    """The first scalar of a shape, where it was written."""
    if isinstance(shape, Scalar):
        return shape
    if isinstance(shape, list):
        return next((found for found in map(first_scalar, shape) if found is not None), None)
    if isinstance(shape, dict):
        return next(iter(shape), None)
    if isinstance(shape, schema.Shape):
        inside = (getattr(shape, name) for name in type(shape).model_fields)
        return next((found for found in map(first_scalar, inside) if found is not None), None)
    return None


def part_of(written: Scalar, start: int, end: int) -> Scalar:
    """A stretch of a scalar as one of its own, so that complaints about it point into the file."""
    part = Scalar(written[start:end])
    part.source, part.style = written.source, ""
    first = written.at_offset(start)
    part.start = written.source.line_start(first.line) + first.column - 1
    part.end = part.start + (end - start)
    return part
