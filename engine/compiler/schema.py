"""The shape of a story file: which keys may stand where. Leaves stay text; what they mean is worked out later.

In: the nodes of one file. Out: a `StoryFile`, or diagnostics for every misplaced key at once. The models are also what
editors' schemas are made from.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic_core import CoreSchema, core_schema

from engine.compiler.nodes import Map, Scalar, Seq


class _TextShape:
    """A scalar as written, place and all."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(Scalar)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean", "null"]}


Text = Annotated[Scalar, _TextShape]
Texts = list[Text]


class Shape(BaseModel):
    """Root of all shapes: unknown keys are refused, keys are YAML's own words."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


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


def _statements_tag(raw: Any) -> str:
    return "list" if isinstance(raw, Seq | list) else "one"


def _shape_tag(raw: Any) -> str:
    return "text" if isinstance(raw, Scalar) else "map"


def _choice_tag(raw: Any) -> str:
    return "otherwise" if isinstance(raw, Map | dict) and "otherwise" in raw else "choice"


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
    | Annotated["ReturnItem", Tag("return")]
    | Annotated["ChanceItem", Tag("chance")]
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
    Annotated[Statement, Tag("one")] | Annotated[list[Statement], Tag("list")], Discriminator(_statements_tag)
]


class _Item(Shape):
    id: Text | None = None


class Say(_Item):
    """Prose that may have a short version."""

    say: Text
    safe: Text | None = None


class ChoicesItem(_Item):
    """A block of choices; the next item is where its branches meet."""

    choices: Annotated[list[AnyChoice], Field(min_length=1)]
    again: Text | None = None
    ask: Text | None = None


class If(_Item):
    """One of two bodies."""

    test: Text = Field(alias="if")
    then: Body
    other: Body | None = Field(default=None, alias="else")


class Match(_Item):
    """One body by value."""

    match: Text
    cases: dict[Text, Body]
    other: Body | None = Field(default=None, alias="else")


class VaryShape(Shape):
    """Alternatives by how often they were met."""

    id: Text | None = None
    mode: Text | None = None
    of: Annotated[list[Body], Field(min_length=1)]


class VaryItem(_Item):
    """`vary`."""

    vary: VaryShape


class Do(_Item):
    """Effects."""

    do: Statements
    remember: Text | None = None


class RememberItem(_Item):
    """A clause for the record."""

    remember: Text


class Takes(_Item):
    """Time passes."""

    takes: Text


class GoTo(Shape):
    """A computed target, among the named ones."""

    to: Text
    among: Annotated[Texts, Field(min_length=1)]


Target = Annotated[Annotated[Text, Tag("text")] | Annotated[GoTo, Tag("map")], Discriminator(_shape_tag)]


class GoItem(_Item):
    """Leave for another scene, or for an item of this one."""

    go: Target


class CallShape(Shape):
    """A scene that comes back."""

    scene: Text
    given: dict[Text, Text] = Field(default_factory=dict, alias="with")
    into: Text | None = None
    id: Text | None = None


class CallItem(_Item):
    """`call`."""

    call: Annotated[Annotated[Text, Tag("text")] | Annotated[CallShape, Tag("map")], Discriminator(_shape_tag)]


class ReturnItem(_Item):
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


class ChanceItem(_Item):
    """`chance`."""

    chance: ChanceShape


class EndItem(_Item):
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


AnyChoice = Annotated[
    Annotated[Choice, Tag("choice")] | Annotated[Otherwise, Tag("otherwise")], Discriminator(_choice_tag)
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
    body: Body


class VariableShape(Shape):
    """A variable, or a field of a thing."""

    number: Text | None = None
    flag: Text | None = None
    one_of: Annotated[Texts, Field(min_length=1)] | None = Field(default=None, alias="one of")
    moment: Text | None = None
    duration: Text | None = None
    derived: Text | None = None
    start: Text | None = None
    min: Text | None = None
    max: Text | None = None
    unit: Text | None = None
    title: Text | None = None
    yes: Text | None = None
    no: Text | None = None
    values: dict[Text, Text] = Field(default_factory=dict)
    hidden: Text | None = None

    KINDS: ClassVar[tuple[str, ...]] = ("number", "flag", "one_of", "moment", "duration", "derived")


Declared = Annotated[Annotated[Text, Tag("text")] | Annotated[VariableShape, Tag("map")], Discriminator(_shape_tag)]


class PersonShape(Shape):
    """A person."""

    name: Text
    about: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class DocumentShape(Shape):
    """A document."""

    title: Text
    about: Text | None = None
    held: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class PlaceShape(Shape):
    """A place."""

    title: Text
    about: Text | None = None
    zone: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class TableShape(Shape):
    """Values by date."""

    title: Text | None = None
    rows: dict[Text, Text]
    between: Text | None = None
    facts: Texts = Field(default_factory=list)


class ProfileShape(Shape):
    """A starting man."""

    name: Text
    title: Text | None = None
    about: Text | None = None
    has: Text | None = None
    lacks: Text | None = None
    start: Text | None = None
    place: Text | None = None
    given: dict[Text, Text] = Field(default_factory=dict, alias="set")


class FactShape(Shape):
    """A statement about the world."""

    text: Text
    date: Text | None = None
    confidence: Text | None = None
    sources: Texts = Field(default_factory=list)


class SourceShape(Shape):
    """Where a fact was found."""

    title: Text
    publisher: Text | None = None
    date: Text | None = None
    url: Text | None = None


class EndingShape(Shape):
    """A way a play-through closes."""

    title: Text
    family: Text | None = None
    text: Text | None = None
    next: Text | None = None
    door: Text | None = None
    ask: Texts = Field(default_factory=list)
    facts: Texts = Field(default_factory=list)


class WordShape(Shape):
    """A word explained."""

    text: Text
    also: Texts = Field(default_factory=list)


AnyWord = Annotated[Annotated[Text, Tag("text")] | Annotated[WordShape, Tag("map")], Discriminator(_shape_tag)]


class ClockShape(Shape):
    """When the story begins and ends."""

    start: Text
    end: Text | None = None
    grain: Text | None = None
    zone: Text | None = None


class StoryFile(Shape):
    """One file of a story; the manifest is the one with `id`."""

    namespace: Text | None = None
    id: Text | None = None
    title: Text | None = None
    version: Text | None = None
    authors: Texts = Field(default_factory=list)
    language: Text | None = None
    about: Text | None = None
    opening: Text | None = None
    question: Text | None = None
    start: Text | None = None
    clock: ClockShape | None = None
    notes: dict[Text, Text] = Field(default_factory=dict)
    tags: dict[Text, Text] = Field(default_factory=dict)
    forbid: Texts = Field(default_factory=list)
    renamed: dict[Text, Text] = Field(default_factory=dict)
    variables: dict[Text, Declared] = Field(default_factory=dict)
    people: dict[Text, PersonShape] = Field(default_factory=dict)
    documents: dict[Text, DocumentShape] = Field(default_factory=dict)
    places: dict[Text, PlaceShape] = Field(default_factory=dict)
    tables: dict[Text, TableShape] = Field(default_factory=dict)
    profiles: dict[Text, ProfileShape] = Field(default_factory=dict)
    facts: dict[Text, FactShape] = Field(default_factory=dict)
    sources: dict[Text, SourceShape] = Field(default_factory=dict)
    glossary: dict[Text, AnyWord] = Field(default_factory=dict)
    endings: dict[Text, EndingShape] = Field(default_factory=dict)
    scenes: dict[Text, SceneShape] = Field(default_factory=dict)


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
    "end",
)
ITEMS: tuple[type[Shape], ...] = tuple(_Item.__subclasses__())
"""The shapes of a body's items; the key after `id` is an item's verb."""

TRUTHS = ("documented", "composite", "invented")
