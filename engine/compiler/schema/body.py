"""Scenes, the items of their bodies, and choices."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from engine.compiler.nodes import Map, Scalar, Seq
from engine.compiler.schema.base import Shape, Text, Texts, one_or_list, text_or_map
from engine.compiler.schema.things import Declared

VERBS: tuple[str, ...] = (
    "say",
    "choices",
    "if",
    "match",
    "vary",
    "do",
    "remember",
    "takes",
    "go",
    "call",
    "return",
    "chance",
    "ask",
    "deal",
    "checkpoint",
    "travel",
    "cross",
    "end",
)


def _body_tag(raw: Any) -> str:
    return "prose" if isinstance(raw, Scalar) else "list" if isinstance(raw, Seq | list) else "one"


def _item_tag(raw: Any) -> str | None:
    if isinstance(raw, Scalar):
        return "prose"
    if isinstance(raw, Map | dict):
        return next((verb for verb in VERBS if verb in raw), None)
    return None


def _do_tag(raw: Any) -> str:
    return "remember" if isinstance(raw, Map | dict) else "statement"


def _choice_tag(raw: Any) -> str:
    if not isinstance(raw, Map | dict):
        return "choice"
    return next((tag for tag in ("otherwise", "from") if tag in raw), "choice")


class Listed(Shape):
    """An item of a body that is no prose; with an `id` it can be gone to, and counted."""

    id: Text | None = None


class RememberItem(Listed):
    """A clause for the record."""

    remember: Text


Item = Annotated[
    Annotated[Text, Tag("prose")]
    | Annotated["Say", Tag("say")]
    | Annotated["ChoicesItem", Tag("choices")]
    | Annotated["If", Tag("if")]
    | Annotated["Match", Tag("match")]
    | Annotated["VaryItem", Tag("vary")]
    | Annotated["Do", Tag("do")]
    | Annotated["RememberItem", Tag("remember")]
    | Annotated["Takes", Tag("takes")]
    | Annotated["GoItem", Tag("go")]
    | Annotated["CallItem", Tag("call")]
    | Annotated["DealItem", Tag("deal")]
    | Annotated["CheckpointItem", Tag("checkpoint")]
    | Annotated["ReturnItem", Tag("return")]
    | Annotated["ChanceItem", Tag("chance")]
    | Annotated["AskItem", Tag("ask")]
    | Annotated["TravelItem", Tag("travel")]
    | Annotated["CrossItem", Tag("cross")]
    | Annotated["EndItem", Tag("end")],
    Discriminator(_item_tag),
]
Body = Annotated[
    Annotated[Text, Tag("prose")] | Annotated[list[Item], Tag("list")] | Annotated[Item, Tag("one")],
    Discriminator(_body_tag),
]
Statement = Annotated[
    Annotated[Text, Tag("statement")] | Annotated["RememberItem", Tag("remember")], Discriminator(_do_tag)
]
Statements = Annotated[
    Annotated[Statement, Tag("one")] | Annotated[list[Statement], Tag("list")], Discriminator(one_or_list)
]


class Say(Listed):
    """Prose that may have a short version."""

    say: Text
    safe: Text | None = None


class ChoicesItem(Listed):
    """A block of choices; the next item is where its branches meet."""

    choices: Annotated[list[AnyChoice], Field(min_length=1)]
    again: Text | None = None
    ask: Text | None = None


class If(Listed):
    """One of two bodies."""

    test: Text = Field(alias="if")
    then: Body
    other: Body | None = Field(default=None, alias="else")


class Match(Listed):
    """One body by value."""

    match: Text
    cases: dict[Text, Body]
    other: Body | None = Field(default=None, alias="else")


class VaryShape(Shape):
    """Alternatives by how often they were met."""

    id: Text | None = None
    mode: Text | None = None
    of: Annotated[list[Body], Field(min_length=1)]


class VaryItem(Listed):
    """`vary`."""

    vary: VaryShape


class Do(Listed):
    """Effects."""

    do: Statements
    remember: Text | None = None


class Takes(Listed):
    """Time passes."""

    takes: Text


class GoTo(Shape):
    """A computed target, among the named ones."""

    to: Text
    among: Annotated[Texts, Field(min_length=1)]


Target = Annotated[Annotated[Text, Tag("text")] | Annotated[GoTo, Tag("map")], Discriminator(text_or_map)]


class GoItem(Listed):
    """Leave for another scene, or for an item of this one."""

    go: Target


class Interrupt(GoItem):
    """The `go` of an event, which ends what was under way; stands in no body that an author writes."""


class CallShape(Shape):
    """A scene that comes back."""

    scene: Text
    given: dict[Text, Text] = Field(default_factory=dict, alias="with")
    into: Text | None = None
    id: Text | None = None


class CallItem(Listed):
    """`call`."""

    call: Annotated[Annotated[Text, Tag("text")] | Annotated[CallShape, Tag("map")], Discriminator(text_or_map)]


class FromShape(Shape):
    """Which storylets, how many at most, and by what they are chosen."""

    tag: Text
    pick: Text | None = None
    by: Text | None = None


class DealShape(FromShape):
    """A deal."""

    id: Text


class DealItem(Listed):
    """`deal`."""

    deal: DealShape
    other: Body | None = Field(default=None, alias="else")


class CheckpointShape(Shape):
    """A place in the story worth naming."""

    id: Text
    title: Text | None = None


class CheckpointItem(Listed):
    """`checkpoint`."""

    checkpoint: Annotated[
        Annotated[Text, Tag("text")] | Annotated[CheckpointShape, Tag("map")], Discriminator(text_or_map)
    ]


class ReturnItem(Listed):
    """Back to the caller."""

    value: Text = Field(alias="return")


class OutcomeShape(Shape):
    """One thing that chance may bring."""

    weight: Text
    then: Body | None = None


class ChanceShape(Shape):
    """A draw."""

    id: Text
    of: Annotated[dict[Text, OutcomeShape], Field(min_length=1)]


class ChanceItem(Listed):
    """`chance`."""

    chance: ChanceShape


class AskShape(Shape):
    """A question, and what may answer it."""

    id: Text
    into: Text
    kind: Text
    question: Text
    min: Text | None = None
    max: Text | None = None
    default: Text | None = None


class AskItem(Listed):
    """`ask`."""

    ask: AskShape


class TravelItem(Listed):
    """A declared route, taken."""

    travel: Text


class CrossItem(Listed):
    """A declared crossing, tried, and what follows by its verdict."""

    cross: Text
    cases: dict[Text, Body] = Field(default_factory=dict)
    other: Body | None = Field(default=None, alias="else")


class EndItem(Listed):
    """The play-through is over."""

    end: Text


class Choice(Shape):
    """One choice."""

    choose: Text
    id: Text | None = None
    test: Text | None = Field(default=None, alias="if")
    needs: Text | None = None
    closed: Text | None = None
    once: Text | None = None
    takes: Text | None = None
    costs: dict[Text, Text] = Field(default_factory=dict)
    travel: Text | None = None
    do: Statements | None = None
    remember: Text | None = None
    then: Body | None = None
    go: Target | None = None
    end: Text | None = None
    tags: Texts = Field(default_factory=list)
    facts: Texts = Field(default_factory=list)


class Otherwise(Shape):
    """What happens when nothing above it can be taken."""

    otherwise: Body


class From(Shape):
    """Storylets offered as choices."""

    source: FromShape = Field(alias="from")


AnyChoice = Annotated[
    Annotated[Choice, Tag("choice")] | Annotated[Otherwise, Tag("otherwise")] | Annotated[From, Tag("from")],
    Discriminator(_choice_tag),
]


class SceneShape(Shape):
    """A scene."""

    title: Text | None = None
    place: Text | None = None
    facts: Texts = Field(default_factory=list)
    truth: Text | None = None
    notes: Texts = Field(default_factory=list)
    intensity: Text | None = None
    safe: Text | None = None
    tags: Texts = Field(default_factory=list)
    given: Texts = Field(default_factory=list, alias="with")
    let: dict[Text, Declared] = Field(default_factory=dict)
    when: Text | None = None
    priority: Text | None = None
    weight: Text | None = None
    once: Text | None = None
    choose: Text | None = None
    body: Body


ITEMS: tuple[type[Shape], ...] = tuple(Listed.__subclasses__())
"""The shapes of a body's items; the key after `id` is an item's verb."""
