"""Ids that are made from words, written out, so that a later change of the words breaks no save.

In: the text of a file and its nodes. Out: the text with an `id:` for each choice, block of choices, `vary`, `call` and
`cross` of its scenes, crossings and schedule that had none; what the compiler makes of it stays the same. An id that
would be empty, or that something else in the scene has, is left out: that is a mistake of its own. So is one of a block
that stands in brackets without braces. Alternatives within text keep the ids that their words make.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.compiler import prose, schema
from engine.compiler.nodes import Map, Node, Scalar, Seq
from engine.compiler.schema import VERBS

_NEAR = 200
"""Letters before a node in which the bracket or comma before it stands."""

_Edit = tuple[int, str]
"""Where something is put in, and what."""


def _keys(shape: type[schema.Shape]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


_ORDERS = {
    **{_keys(shape)[1]: _keys(shape) for shape in schema.ITEMS},
    "a choice": _keys(schema.Choice),
    "otherwise": _keys(schema.Otherwise),
    "from": _keys(schema.From),
    "in from": _keys(schema.FromShape),
    "in deal": _keys(schema.DealShape),
    "in ask": _keys(schema.AskShape),
    "in checkpoint": _keys(schema.CheckpointShape),
    "in vary": _keys(schema.VaryShape),
    "in call": _keys(schema.CallShape),
    "in chance": _keys(schema.ChanceShape),
    "in go": _keys(schema.GoTo),
}
"""In which order the compiler looks for the first words of an item, by its verb, and of what stands in it."""


def with_ids(text: str, top: Map) -> str:
    """`text` with the ids of its scenes written out; `top` is what was read from it."""
    edits = [edit for bodies in _scenes(top) for edit in _Scene(text, bodies).edits()]
    edits += [edit for row in _values(_at(top, "schedule")) for edit in _of_row(row)]
    for index, put in sorted(edits, reverse=True):
        text = text[:index] + put + text[index:]
    return text


def _scenes(top: Map) -> Iterator[list[Node | None]]:
    """The bodies of each scene and of each crossing, which is one too, in the order in which they are compiled."""
    for scene in _values(_at(top, "scenes")):
        yield [_at(scene, "body")]
    for crossing in _values(_at(top, "crossings")):
        rules = _at(crossing, "rules")
        yield [*(_at(rule, "then") for rule in (rules if isinstance(rules, Seq) else ())), _at(crossing, "passes")]


def _of_row(row: Node) -> Iterator[_Edit]:
    """The id of what a row of the schedule calls: a scene's name alone becomes a mapping that holds both."""
    inner = _at(row, "call")
    short = prose.slug(f"call {inner if isinstance(inner, Scalar) else _at(inner, 'scene')}")
    if isinstance(inner, Map) and "id" not in inner and isinstance(scene := _at(inner, "scene"), Scalar):
        flow = scene.source.text.startswith("{", inner.start)
        yield inner.start + flow, f"id: {short}, " if flow else f"id: {short}\n{' ' * (inner.place.column - 1)}"
    elif isinstance(inner, Scalar) and inner.strip() and inner.style not in ("|", ">"):
        yield inner.start, "{scene: "
        yield inner.end, f", id: {short}}}"


class _Scene:
    """One scene: the ids it has, and what is put in."""

    def __init__(self, text: str, bodies: list[Node | None]) -> None:
        self._text = text
        self._bodies = bodies
        self._taken = {short for body in bodies for short in _given(body)}
        self._edits: list[_Edit] = []

    def edits(self) -> list[_Edit]:
        """All that is put in."""
        for body in self._bodies:
            self._look(body)
        return self._edits

    def _look(self, body: Node | None) -> None:
        for item in body if isinstance(body, Seq) else [body]:
            if isinstance(item, Map):
                self._item(item, next((verb for verb in VERBS if verb in item), ""))

    def _item(self, item: Map, verb: str) -> None:
        inner = _at(item, verb)
        match verb:
            case "choices" if isinstance(inner, Seq):
                self._choices(item, inner)
            case "vary" if isinstance(inner, Map):
                self._vary(item, inner)
            case "call" if inner is not None:
                self._call(item, inner)
            case "chance":
                for outcome in _values(_at(inner, "of")):
                    self._look(_at(outcome, "then"))
            case "cross" if isinstance(inner, Scalar):
                self._put_after(item, inner, f"cross {inner}")
        for body in (*_values(_at(item, "cases")), _at(item, "then"), _at(item, "else")):
            self._look(body)

    def _choices(self, item: Map, listed: Seq) -> None:
        choices = [each for each in listed if isinstance(_at(each, "choose"), Scalar)]
        tags = [tag for each in listed if isinstance(tag := _at(_at(each, "from"), "tag"), Scalar)]
        first = (_at(choices[0], "id") or _at(choices[0], "choose")) if choices else next(iter(tags), None)
        if first is not None:
            self._put_first(item, item, f"choices {first}")
        for each in listed:
            label = _at(each, "choose")
            if isinstance(each, Map) and isinstance(label, Scalar):
                self._put_after(each, label, str(label))
            self._look(_at(each, "then"))
            self._look(_at(each, "otherwise"))

    def _vary(self, item: Map, inner: Map) -> None:
        bodies = _at(inner, "of")
        words = _first(bodies, "of")
        if "id" not in item and words is not None:
            self._put_first(inner, inner, str(words))
        for body in bodies if isinstance(bodies, Seq) else ():
            self._look(body)

    def _call(self, item: Map, inner: Node) -> None:
        if isinstance(inner, Scalar):
            self._put_after(item, inner, f"call {inner}")
        elif isinstance(inner, Map) and "id" not in item and isinstance(_at(inner, "scene"), Scalar):
            self._put_first(inner, inner, f"call {_at(inner, 'scene')}")

    # -- where it is put ---------------------------------------------------------------------------------------

    def _new(self, owner: Map, words: str) -> str:
        """The id, "" where none is put in."""
        short = prose.slug(words)
        if "id" in owner or not short or short in self._taken:
            return ""
        self._taken.add(short)
        return short

    def _put_first(self, owner: Map, at: Map, words: str) -> None:
        short = self._new(owner, words)
        if not short:
            return
        if self._text.startswith("{", at.start):
            self._edits.append((at.start + 1, f"id: {short}, "))
        elif not self._is_pair(at):
            self._edits.append((at.start, f"id: {short}\n{' ' * self._column(at)}"))

    def _put_after(self, owner: Map, value: Scalar, words: str) -> None:
        """Behind the line of `value`; before the whole where that line is not easily told."""
        if value.style in ("|", ">") or value.start == value.end:
            self._put_first(owner, owner, words)
            return
        short = self._new(owner, words)
        if not short:
            return
        if self._text.startswith("{", owner.start):
            self._edits.append((value.end, f", id: {short}"))
            return
        if self._is_pair(owner):
            self._edits += [(owner.start, "{"), (value.end, f", id: {short}}}")]
            return
        source = value.source
        index = source.line_start(source.line(value.end - 1) + 1)
        line = f"{' ' * self._column(owner)}id: {short}"
        ended = index < len(self._text) or self._text.endswith("\n")
        self._edits.append((index, f"{line}\n" if ended else f"\n{line}"))

    def _is_pair(self, at: Map) -> bool:
        """Whether it is a key and its value alone among the items of a list in brackets: `[call: scene]`."""
        return self._text[max(0, at.start - _NEAR) : at.start].rstrip().endswith(("[", ","))

    def _column(self, at: Map) -> int:
        return at.place.column - 1


def _first(node: Node | None, under: str) -> Scalar | None:
    """The first scalar of what stands under the key `under`, as the compiler finds it in its shape."""
    if isinstance(node, Scalar) or node is None:
        return node
    if isinstance(node, Seq):
        return next((found for each in node if (found := _first(each, under)) is not None), None)
    order = _ORDERS.get(_role(node, under))
    if order is None:
        return next(iter(node), None)
    return next((found for key in order if (found := _first(_at(node, key), key)) is not None), None)


def _role(node: Map, under: str) -> str:
    if under == "choices":
        return next((tag for tag in ("otherwise", "from") if tag in node), "a choice")
    if f"in {under}" in _ORDERS:
        return f"in {under}"
    return "" if under == "cases" else next((verb for verb in VERBS if verb in node), "")


def _at(node: Node | None, key: str) -> Node | None:
    return node.get(Scalar(key)) if isinstance(node, Map) else None


def _values(node: Node | None) -> Iterator[Node]:
    if isinstance(node, Map):
        yield from node.values()


def _given(node: Node | None) -> Iterator[str]:
    """Every id that is written anywhere in a body."""
    if isinstance(node, Map):
        for key, value in node.items():
            if key == "id" and isinstance(value, Scalar):
                yield str(value)
            yield from _given(value)
    elif isinstance(node, Seq):
        for each in node:
            yield from _given(each)
