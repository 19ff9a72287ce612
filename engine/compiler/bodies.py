"""From a scene's body to steps: the weave of nested lists becomes a flat list with jumps.

In: the shape of one scene and the story's names. Out: steps, and where each was written. An item that cannot be read is
left out with its diagnostic, and the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from engine.compiler import prose, schema
from engine.compiler.builder import Label, StepList
from engine.compiler.jinja import Typed, read_expression, read_text
from engine.compiler.kinds import DURATION, FLAG, NUMBER, Kind
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.values import flag, span
from engine.diagnostics import Bag, Place, nearest
from engine.expr import Arith, Cell, Compare, Const, Expr, Pick, Value, Words
from engine.program import (
    Branch,
    Call,
    Chance,
    Choices,
    Count,
    End,
    Go,
    Jump,
    Option,
    Outcome,
    Pass,
    Remember,
    Return,
    Say,
    Step,
    Vary,
    Write,
)

_ASSIGN = re.compile(r"\s*([^\W\d][\w.]*)\s*(\+=|-=|=)(?!=)\s*(.+)", re.S)
_CALLED = re.compile(r"\s*(gain|lose)\s*\(\s*([^\W\d]\w*)\s*\)\s*")
_LEFT = Return(None)
"""Stands for a way out that could not be read, so that one mistake is not followed by complaints about the flow."""

_MODES = ("stop", "cycle", "once", "shuffle")
_NOBODYS = Place("", 0, 0)
"""Where a passage's id stands among the ids of a scene: it has no memory, so a choice may have the same."""

Body = Any
"""A body's shape: prose, one item, or a list of items (see `engine.compiler.schema`)."""


class BodyLowering:
    """Lowers the bodies of one scene."""

    def __init__(self, names: Names, local: Local, bag: Bag) -> None:
        self._names = names
        self._local = local
        self._bag = bag
        self._unsafe = False
        self._ids: dict[str, Place] = {}
        self._items: dict[str, Label] = {}
        self._given_ids: dict[str, Place] = {}
        self._jumps: list[tuple[Scalar, Label, int]] = []
        self.steps = StepList([], [])
        self.streams: list[str] = []
        self.returns: list[tuple[Kind, Place]] = []

    # -- ids ---------------------------------------------------------------------------------------------------

    def own(self, written: Scalar | None, default: str, place: Place) -> str:
        """The full id of something with memory; a diagnostic when it is empty or taken in this scene."""
        short = prose.slug(default) if written is None else str(written)
        if not short:
            self._bag.add("NAM006", place)
            short = "unnamed"
        if written is not None and not re.fullmatch(r"[^\W\d]\w*", short):
            self._bag.add("NAM002", written.place, name=short)
        if self._ids.get(short, _NOBODYS) != _NOBODYS:
            self._bag.add("NAM007", place, id=short, line=self._ids[short].line)
            return f"{self._local.scene}.{short}"
        self._ids[short] = place
        return f"{self._local.scene}.{short}"

    def _unowned(self, base: str) -> str:
        """An id for something without memory: the base, numbered when it is taken. Quietly unique."""
        short, count = base or "passage", 1
        while short in self._ids:
            count += 1
            short = f"{base or 'passage'}_{count}"
        self._ids[short] = _NOBODYS
        return f"{self._local.scene}.{short}"

    def close_jumps(self) -> None:
        """Resolve `go: .item` now that all items are known."""
        for written, label, following in self._jumps:
            target = self._items.get(str(written)[1:])
            if target is None:
                known = nearest(str(written)[1:], self._items)
                hint = f'did you mean ".{known}"?' if known else "only items of this scene with an `id:` can be gone to"
                self._bag.add("REF006", written.place, name=written, hint=hint)
                label.at = following
            else:
                label.at = target.at

    def begin_safe(self, safe: Scalar) -> None:
        """The scene's short version, read at its beginning in place of all prose before the first choices."""
        short = self._text(safe)
        if short is not None:
            self.steps.add(safe.place, Say(self._unowned(prose.slug(safe)), Words(()), short))
            self._unsafe = True

    # -- bodies ------------------------------------------------------------------------------------------------

    def body(self, shape: Body) -> None:
        """A body's items in order."""
        items = shape if isinstance(shape, list) else [shape]
        for item in items:
            self._item(item)

    def _item(self, item: Any) -> None:
        if isinstance(item, Scalar):
            self._say(item, None)
            return
        label = self.steps.put(Label())
        given = getattr(item, "id", None)
        if given is not None:
            if str(given) in self._given_ids and type(item) not in _OWNING:
                self._bag.add("NAM007", given.place, id=given, line=self._given_ids[str(given)].line)
            self._given_ids.setdefault(str(given), given.place)
            self._items[str(given)] = label
        _LOWER[type(item)](self, item)

    def place_of(self, item: Any) -> Place:
        """Where an item was written: its first scalar."""
        found = _first_scalar(item)
        return found.place if found is not None else Place("", 1, 1)

    def _yes(self, written: Scalar) -> bool:
        found = flag(written)
        if found is None:
            self._bag.add("VAL008", written.place, value=written)
        return bool(found)

    def _expression(self, written: Scalar, want: Kind | None = None) -> Typed | None:
        return read_expression(written, self._names, self._local, self._bag, want)

    def _text(self, written: Scalar | None) -> Words | None:
        return None if written is None else read_text(written, self._names, self._local, self._bag)

    # -- prose and time ----------------------------------------------------------------------------------------

    def _say(self, written: Scalar, safe: Scalar | None) -> None:
        words = self._text(written)
        if words is None:
            return
        short = self._text(safe)
        if short is None and self._unsafe:
            short = Words(())
        self.steps.add(written.place, Say(self._unowned(prose.slug(written)), words, short))

    def _say_item(self, item: schema.Say) -> None:
        self._say(item.say, item.safe)

    def _takes(self, item: schema.Takes) -> None:
        self.pass_time(item.takes, f"{self._local.scene}:takes")

    def pass_time(self, written: Scalar, statement: str) -> Expr | None:
        """A step that lets the time of `written` pass; returns the expression."""
        takes = self.duration(written)
        if takes is not None:
            self.steps.add(written.place, Pass(takes, statement))
        return takes

    def duration(self, written: Scalar) -> Expr | None:
        """`1h 30m`, or an expression of that kind."""
        plain = span(written)
        if plain is not None:
            return Const(plain)
        found = self._expression(written, DURATION)
        return None if found is None else found.expr

    # -- effects -----------------------------------------------------------------------------------------------

    def _do(self, item: schema.Do) -> None:
        self.effects(item.do, item.remember, self._local.scene)

    def _remember_item(self, item: schema.RememberItem) -> None:
        self._remember(item.remember, self._local.scene)

    def effects(self, statements: Any, remember: Scalar | None, owner: str) -> None:
        """`do` and `remember` of an owner."""
        listed: Iterable[Any] = statements if isinstance(statements, list) else [statements]
        for each in listed:
            if isinstance(each, schema.RememberItem):
                self._remember(each.remember, owner)
            elif each is not None:
                self._statement(each, owner)
        if remember is not None:
            self._remember(remember, owner)

    def _remember(self, written: Scalar, owner: str) -> None:
        words = self._text(written)
        if words is not None:
            self.steps.add(written.place, Remember(words, f"{owner}:remember"))

    def _statement(self, written: Scalar, owner: str) -> None:
        called = _CALLED.fullmatch(written)
        assigned = _ASSIGN.fullmatch(written)
        if called:
            self._hold(written, called[1] == "gain", called[2], owner)
        elif assigned:
            self._assign(written, assigned, owner)
        else:
            self._bag.add("EXP012", written.place)

    def _hold(self, written: Scalar, held: bool, name: str, owner: str) -> None:
        if name in self._local.cells or name not in self._names.things_of("document"):
            known = nearest(name, self._names.things_of("document"))
            self._bag.add("REF007", written.place, name=name, hint=f'did you mean "{known}"?' if known else None)
            return
        self.steps.add(written.place, Write(f"{name}.held", Const(held), f"{owner}:{name}.held"))

    def _assign(self, written: Scalar, found: re.Match[str], owner: str) -> None:
        name, op = found[1], found[2]
        cell = self._local.cells.get(name, name)
        kind = self._names.kind_of(cell)
        place = written.at_offset(found.start(1), len(name))
        if kind is None or cell not in self._names.variables:
            derived = name in self._names.derived or name in self._names.quantities
            known = nearest(name, [*self._names.variables, *self._local.cells])
            hint = f'did you mean "{known}"?' if known else None
            self._bag.add("REF009" if derived else "REF008", place, name=name, hint=None if derived else hint)
            return
        if op != "=" and kind.name not in ("number", "duration", "moment"):
            self._bag.add("TYP007", place, name=name, op=op, kind=kind.said())
            return
        wanted = DURATION if op != "=" and kind.name == "moment" else kind
        value = self._right_side(written, found, wanted)
        if value is not None:
            expr = value if op == "=" else Arith(op[0], Cell(cell), value)
            self.steps.add(written.place, Write(cell, expr, f"{owner}:{cell}"))

    def _right_side(self, written: Scalar, found: re.Match[str], kind: Kind) -> Expr | None:
        right = part_of(written, found.start(3), found.end(3))
        plain = span(right) if kind.name == "duration" else None
        if plain is not None:
            return Const(plain)
        value = self._expression(right, kind)
        return None if value is None else value.expr

    # -- ways through ------------------------------------------------------------------------------------------

    def _if(self, item: schema.If) -> None:
        test = self._expression(item.test, FLAG)
        other, after = Label(), Label()
        self._branch(test.expr if test else Const(False), other, item.test.place)
        self.body(item.then)
        if item.other is not None:
            self._jump(after, item.test.place)
            self.steps.put(other)
            self.body(item.other)
        else:
            self.steps.put(other)
        self.steps.put(after)

    def _branch(self, test: Expr, other: Label, place: Place) -> None:
        self.steps.add(place, lambda: Branch(test, other.at))

    def _jump(self, to: Label, place: Place) -> None:
        self.steps.add(place, lambda: Jump(to.at))

    def _match(self, item: schema.Match) -> None:
        subject = self._expression(item.match)
        after = Label()
        if subject is not None:
            self._check_cases(item, subject)
        for written, body in item.cases.items():
            other = Label()
            value = None if subject is None else self._case(written, subject.kind)
            test: Expr = Const(False) if subject is None or value is None else Compare("==", subject.expr, value)
            self._branch(test, other, written.place)
            self.body(body)
            self._jump(after, written.place)
            self.steps.put(other)
        if item.other is not None:
            self.body(item.other)
        self.steps.put(after)

    def _case(self, written: Scalar, kind: Kind) -> Expr | None:
        if kind.name == "flag":
            return Const(self._yes(written))
        if kind.name == "text":
            return Const(str(written))
        value = self._expression(written, kind)
        return None if value is None else value.expr

    def _check_cases(self, item: schema.Match, subject: Typed) -> None:
        if item.other is not None:
            return
        if subject.kind.name in ("enum", "thing"):
            missing = [value for value in subject.kind.values if value not in item.cases]
        elif subject.kind.name == "flag":
            missing = [said for said in ("true", "false") if flag(said) not in map(flag, item.cases)]
        else:
            missing = ["any other value"]
        if missing:
            self._bag.add("FLO001", item.match.place, missing=", ".join(missing))

    def _vary(self, item: schema.VaryItem) -> None:
        shape = item.vary
        first = _first_scalar(shape.of) or Scalar("")
        stream = self.own(shape.id or item.id, first, first.place)
        mode = str(shape.mode or "stop")
        if shape.mode is not None and mode not in _MODES:
            self._bag.add("VAL010", shape.mode.place, value=mode, known=", ".join(_MODES))
        self.streams.append(stream)
        labels, after = [Label() for _ in shape.of], Label()
        self.steps.add(first.place, lambda: Vary(stream, mode, tuple(each.at for each in labels), after.at))
        self._ways(labels, list(shape.of), after, first.place)

    def _ways(self, labels: Sequence[Label], bodies: Sequence[Body | None], after: Label, place: Place) -> None:
        for label, body in zip(labels, bodies, strict=True):
            self.steps.put(label)
            if body is not None:
                self.body(body)
            self._jump(after, place)
        self.steps.put(after)

    def _chance(self, item: schema.ChanceItem) -> None:
        shape = item.chance
        stream = self.own(shape.id, str(shape.id), shape.id.place)
        self.streams.append(stream)
        weights = [self._weight(each.weight) for each in shape.of.values()]
        ids, labels, after = [str(name) for name in shape.of], [Label() for _ in shape.of], Label()

        def make() -> Step:
            outcomes = zip(ids, weights, labels, strict=True)
            return Chance(stream, tuple(Outcome(name, weight, label.at) for name, weight, label in outcomes))

        self.steps.add(shape.id.place, make)
        self._ways(labels, [each.then for each in shape.of.values()], after, shape.id.place)

    def _weight(self, written: Scalar) -> Expr:
        found = self._expression(written, NUMBER)
        return Const(0) if found is None else found.expr

    # -- leaving -----------------------------------------------------------------------------------------------

    def _go_item(self, item: schema.GoItem) -> None:
        self.go(item.go)

    def go(self, target: Scalar | schema.GoTo) -> None:
        """`go` to an item, a scene, or one of several."""
        if isinstance(target, schema.GoTo):
            self._go_among(target)
        elif target.startswith("."):
            label = Label()
            self._jumps.append((target, label, len(self.steps.made) + 1))
            self.steps.add(target.place, lambda: Jump(label.at))
        else:
            scene = self.scene(target)
            self._asks_nothing(scene, target)
            self.steps.add(target.place, _LEFT if scene is None else Go((scene,)))

    def _asks_nothing(self, scene: str | None, written: Scalar) -> None:
        """What has parameters must be called, for nothing else fills them; once inside, it may begin again."""
        entry = self._names.scenes.get(scene or "")
        if entry is not None and entry.shape.given and scene != self._local.scene:
            self._bag.add("KEY008", written.place, name=entry.shape.given[0], scene=scene)

    def scene(self, written: Scalar) -> str | None:
        """The full id of a scene named in this one; a diagnostic when there is none."""
        found = self._names.scene(str(written), self._local.namespace)
        if found is None:
            known = nearest(str(written), self._names.scenes)
            entry = self._names.scenes.get(known or "")
            where = f" ({entry.file}:{entry.key.place.line})" if entry else ""
            hint = f'did you mean "{known}"?{where}' if known else None
            self._bag.add("REF010", written.place, name=written, hint=hint)
        return found

    def _go_among(self, target: schema.GoTo) -> None:
        scenes = {str(each): self.scene(each) for each in target.among}
        known = tuple(full for full in scenes.values() if full is not None)
        for each in target.among:
            self._asks_nothing(scenes[str(each)], each)
        hope = Kind("enum", "among", tuple(scenes))
        found = read_expression(target.to, self._names, self._local, self._bag, hope=hope)
        if found is None or not known:
            self.steps.add(target.to.place, _LEFT)
            return
        values = found.kind.values if found.kind.name == "enum" else _constants(found.expr)
        outside = [str(value) for value in values if value not in scenes]
        if outside or not values:
            self._bag.add("REF011", target.to.place, missing=", ".join(outside) or str(target.to))
            self.steps.add(target.to.place, _LEFT)
            return
        self.steps.add(target.to.place, Go(known, _renamed(found.expr, values, scenes)))

    def _call(self, item: schema.CallItem) -> None:
        shape = item.call if isinstance(item.call, schema.CallShape) else schema.CallShape(scene=item.call)
        scene = self.scene(shape.scene)
        call = self.own(shape.id or item.id, f"call {shape.scene}", shape.scene.place)
        if scene is None or scene not in self._names.scenes:
            return
        entry = self._names.scenes[scene]
        given = self._given(shape, scene, [str(each) for each in entry.shape.given])
        into = None if shape.into is None else self._into(shape.into)
        self.steps.add(shape.scene.place, Call(call, scene, tuple(given), into))

    def _given(self, shape: schema.CallShape, scene: str, wanted: list[str]) -> list[tuple[str, Expr]]:
        for name in shape.given:
            if name not in wanted:
                self._bag.add("REF012", name.place, name=name, scene=scene)
        for missing in wanted:
            if missing not in shape.given:
                self._bag.add("KEY008", shape.scene.place, name=missing, scene=scene)
        found: list[tuple[str, Expr]] = []
        for name, written in shape.given.items():
            value = self._expression(written, self._names.kind_of(f"{scene}:{name}"))
            if value is not None and name in wanted:
                found.append((f"{scene}:{name}", value.expr))
        return found

    def _into(self, written: Scalar) -> str | None:
        cell = self._local.cells.get(str(written), str(written))
        if cell not in self._names.variables:
            self._bag.add("REF008", written.place, name=written, hint=None)
            return None
        return cell

    def _return(self, item: schema.ReturnItem) -> None:
        if not item.value.strip():
            self.steps.add(item.value.place, Return(None))
            return
        found = self._expression(item.value)
        self.steps.add(item.value.place, _LEFT if found is None else Return(found.expr))
        if found is not None:
            self.returns.append((found.kind, item.value.place))

    def _end_item(self, item: schema.EndItem) -> None:
        self.end(item.end)

    def end(self, written: Scalar) -> None:
        """`end` with a declared ending."""
        if written not in self._names.endings:
            known = nearest(written, self._names.endings)
            self._bag.add("REF013", written.place, name=written, hint=f'did you mean "{known}"?' if known else None)
            self.steps.add(written.place, _LEFT)
            return
        self.steps.add(written.place, End(str(written)))

    # -- choices -----------------------------------------------------------------------------------------------

    def _choices(self, item: schema.ChoicesItem) -> None:
        listed = [each for each in item.choices if isinstance(each, schema.Choice)]
        otherwise = [each for each in item.choices if isinstance(each, schema.Otherwise)]
        if len(otherwise) > 1:
            self._bag.add("FLO008", self.place_of(otherwise[1]))
        place = self.place_of(item.choices)
        if not listed:
            self._bag.add("FLO002", place)
            return
        again = item.again is not None and self._yes(item.again)
        block = self.own(item.id, f"choices {listed[0].id or listed[0].choose}", place)
        start, after, fallback = self.steps.put(Label()), Label(), Label()
        self._unsafe = False
        makers = [self._option(each) for each in listed]
        question = self._text(item.ask)
        has_fallback = bool(otherwise) or again

        def make() -> Step:
            out = fallback.at if otherwise else after.at
            return Choices(
                block, tuple(each() for _, each in makers), out if has_fallback else None, after.at, question
            )

        self.steps.add(place, make)
        for (label, _), each in zip(makers, listed, strict=True):
            self.steps.put(label)
            self._taken(each, block)
            self._jump(start if again else after, each.choose.place)
        if otherwise:
            self.steps.put(fallback)
            self.body(otherwise[0].otherwise)
        self.steps.put(after)

    def _option(self, shape: schema.Choice) -> tuple[Label, Callable[[], Option]]:
        owner = self.own(shape.id, shape.choose, shape.choose.place)
        label = Label()
        words = self._text(shape.choose) or Words(())
        shown = None if shape.test is None else self._expression(shape.test, FLAG)
        needs = None if shape.needs is None else self._expression(shape.needs, FLAG)
        once = shape.once is not None and self._yes(shape.once)
        if once:
            self._names.counters.add(owner)
        option = Option(
            owner,
            words,
            0,
            None if shown is None else shown.expr,
            None if needs is None else needs.expr,
            self._text(shape.closed),
            f"#{owner}" if once else None,
            None if shape.takes is None else self.duration(shape.takes),
            tuple(self._costs(shape)),
        )
        return label, lambda: _going_to(option, label.at)

    def _costs(self, shape: schema.Choice) -> Iterable[tuple[str, Expr]]:
        for name, written in shape.costs.items():
            kind = self._names.kind_of(str(name))
            if kind is None or kind.name not in ("number", "duration") or name not in self._names.variables:
                self._bag.add("REF008", name.place, name=name, hint=None)
                continue
            value = self._expression(written, NUMBER if kind.name == "number" else DURATION)
            if value is not None:
                yield str(name), _at_least_nothing(value.expr)

    def _taken(self, shape: schema.Choice, block: str) -> None:
        """What follows a choice: its count, its costs, its time, its effects, its body, its way out."""
        owner = f"{self._local.scene}.{prose.slug(shape.choose) if shape.id is None else shape.id}"
        place = shape.choose.place
        following = len(self.steps.made) + 1
        self.steps.add(place, lambda: self._counted(owner, following))
        for name, amount in self._costs(shape):
            self.steps.add(place, Write(name, Arith("-", Cell(name), amount), f"{owner}:{name}"))
        if shape.takes is not None:
            self.pass_time(shape.takes, f"{owner}:takes")
        self.effects(shape.do, shape.remember, owner)
        if shape.then is not None:
            self.body(shape.then)
        if shape.go is not None:
            self.go(shape.go)
        if shape.end is not None:
            self.end(shape.end)

    def _counted(self, owner: str, following: int) -> Step:
        """The count of a choice, or nothing where nobody asks; known only when all scenes have been read."""
        last = f"~{owner}" if owner in self._names.lasts else None
        return Count(f"#{owner}", last, owner) if owner in self._names.counters else Jump(following)


def _at_least_nothing(amount: Expr) -> Expr:
    """A cost never gives: an amount that may be below zero is held there."""
    if isinstance(amount, Const) and isinstance(amount.value, int) and amount.value >= 0:
        return amount
    return Arith("max", Const(0), amount)


def _going_to(option: Option, to: int) -> Option:
    return option.replace(to=to)


def _first_scalar(shape: Any) -> Scalar | None:
    """The first scalar of a shape, where it was written."""
    if isinstance(shape, Scalar):
        return shape
    if isinstance(shape, list):
        return next((found for found in map(_first_scalar, shape) if found is not None), None)
    if isinstance(shape, dict):
        return next(iter(shape), None)
    if isinstance(shape, schema.Shape):
        inside = (getattr(shape, name) for name in type(shape).model_fields)
        return next((found for found in map(_first_scalar, inside) if found is not None), None)
    return None


def part_of(written: Scalar, start: int, end: int) -> Scalar:
    """A stretch of a scalar as one of its own, so that complaints about it point into the file."""
    part = Scalar(written[start:end])
    part.source, part.style = written.source, ""
    first = written.at_offset(start)
    part.start = written.source.line_start(first.line) + first.column - 1
    part.end = part.start + (end - start)
    return part


def _constants(expr: Expr) -> tuple[Value, ...]:
    """The constants an expression can come to, if it can come to nothing else; else none."""
    if isinstance(expr, Const):
        return (expr.value,)
    if isinstance(expr, Pick):
        ways = (_constants(expr.then), _constants(expr.other))
        return (*ways[0], *ways[1]) if all(ways) else ()
    return ()


def _renamed(expr: Expr, values: Iterable[Value], scenes: Mapping[str, str | None]) -> Expr:
    """An expression that gives the full id of the scene that `expr` names."""
    ways = [(value, Const(scenes[str(value)] or "")) for value in dict.fromkeys(values)]
    made: Expr = ways[-1][1]
    for value, full in reversed(ways[:-1]):
        made = Pick(Compare("==", expr, Const(value)), full, made)
    return made


_OWNING = (schema.ChoicesItem, schema.VaryItem, schema.CallItem)
"""Items whose id is looked after by `own`."""

_LOWER: dict[type[Any], Callable[[BodyLowering, Any], None]] = {
    schema.Say: BodyLowering._say_item,
    schema.ChoicesItem: BodyLowering._choices,
    schema.If: BodyLowering._if,
    schema.Match: BodyLowering._match,
    schema.VaryItem: BodyLowering._vary,
    schema.Do: BodyLowering._do,
    schema.RememberItem: BodyLowering._remember_item,
    schema.Takes: BodyLowering._takes,
    schema.GoItem: BodyLowering._go_item,
    schema.CallItem: BodyLowering._call,
    schema.ReturnItem: BodyLowering._return,
    schema.ChanceItem: BodyLowering._chance,
    schema.EndItem: BodyLowering._end_item,
}
