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
    """Root of all shapes: unknown keys are refused, keys are YAML's own words.

    They are built when the first file is read, all at once: one by one takes twice as long, and each start would wait.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True)


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
    if not isinstance(raw, Map | dict):
        return "choice"
    return next((tag for tag in ("otherwise", "from") if tag in raw), "choice")


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
    Annotated[Statement, Tag("one")] | Annotated[list[Statement], Tag("list")], Discriminator(_statements_tag)
]


class Listed(Shape):
    """An item of a body that is no prose; with an `id` it can be gone to, and counted."""

    id: Text | None = None


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


class RememberItem(Listed):
    """A clause for the record."""

    remember: Text


class Takes(Listed):
    """Time passes."""

    takes: Text


class GoTo(Shape):
    """A computed target, among the named ones."""

    to: Text
    among: Annotated[Texts, Field(min_length=1)]


Target = Annotated[Annotated[Text, Tag("text")] | Annotated[GoTo, Tag("map")], Discriminator(_shape_tag)]


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

    call: Annotated[Annotated[Text, Tag("text")] | Annotated[CallShape, Tag("map")], Discriminator(_shape_tag)]


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
        Annotated[Text, Tag("text")] | Annotated[CheckpointShape, Tag("map")], Discriminator(_shape_tag)
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


TextOrList = Annotated[Annotated[Text, Tag("one")] | Annotated[Texts, Tag("list")], Discriminator(_statements_tag)]
"""One word, or a list of them."""


class VariableShape(Shape):
    """A variable, or a field of a thing."""

    number: Text | None = None
    flag: Text | None = None
    one_of: Annotated[Texts, Field(min_length=1)] | None = Field(default=None, alias="one of")
    set_of: TextOrList | None = Field(default=None, alias="set of")
    text: Text | None = None
    moment: Text | None = None
    duration: Text | None = None
    derived: Text | None = None
    ordered: Text | None = None
    start: TextOrList | None = None
    min: Text | None = None
    max: Text | None = None
    unit: Text | None = None
    title: Text | None = None
    yes: Text | None = None
    no: Text | None = None
    values: dict[Text, Text] = Field(default_factory=dict)
    empty: Text | None = None
    hidden: Text | None = None

    KINDS: ClassVar[tuple[str, ...]] = (
        "number",
        "flag",
        "one_of",
        "set_of",
        "text",
        "moment",
        "duration",
        "derived",
    )


Declared = Annotated[Annotated[Text, Tag("text")] | Annotated[VariableShape, Tag("map")], Discriminator(_shape_tag)]


class PersonShape(Shape):
    """A person."""

    name: Text
    about: Text | None = None
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class PaperRuleShape(Shape):
    """When a document is good for something: `says` why it is not, `holds` that it is."""

    requires: Text
    says: Text | None = None
    holds: Text | None = None


class DocumentShape(Shape):
    """A document."""

    title: Text
    about: Text | None = None
    held: Text | None = None
    keepers: dict[Text, Text] = Field(default_factory=dict)
    lodged: Text | None = None
    expires: Text | None = None
    rules: dict[Text, PaperRuleShape] = Field(default_factory=dict)
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class PlaceShape(Shape):
    """A place."""

    title: Text
    about: Text | None = None
    zone: Text | None = None
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class TableShape(Shape):
    """Values by date."""

    title: Text | None = None
    rows: dict[Text, Text]
    between: Text | None = None
    facts: Texts = Field(default_factory=list)


class DefShape(Shape):
    """A function of the story's own."""

    given: Texts = Field(default_factory=list, alias="with")
    be: Text


class FragmentShape(Shape):
    """Text that is used in several places."""

    given: Texts = Field(default_factory=list, alias="with")
    text: Text


Amount = Annotated[Annotated[Text, Tag("text")] | Annotated[dict[Text, Text], Tag("map")], Discriminator(_shape_tag)]
"""A value, an expression or a table's name; or the rows of a table by date."""

Stop = Annotated[Annotated[Text, Tag("text")] | Annotated[dict[Text, Text], Tag("map")], Discriminator(_shape_tag)]
"""A place on the way; or that place with how long after the departure it is reached."""


class ClosureShape(Shape):
    """When and why a route is closed."""

    code: Text
    when: Text | None = None
    since: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    says: Text | None = None
    known: Text | None = None


class RouteShape(Shape):
    """A way from one place to another."""

    title: Text
    start: Text = Field(alias="from")
    to: Text
    by: Text | None = None
    through: list[Stop] = Field(default_factory=list)
    takes: Amount
    costs: dict[Text, Amount] = Field(default_factory=dict)
    needs: Text | None = None
    closed: list[ClosureShape] = Field(default_factory=list)
    known: Text | None = None
    facts: Texts = Field(default_factory=list)


class RuleShape(Shape):
    """A rule as an officer applies it: `says` when it is not met, `why` in short, `then` what follows."""

    code: Text
    requires: Text
    says: Text | None = None
    why: Text | None = None
    verdict: Text | None = None
    then: Body | None = None
    known: Text | None = None


class CrossingShape(Shape):
    """A place where somebody decides who goes on; as a scene's body it is that decision."""

    title: Text
    place: Text
    to: Text
    wait: Amount | None = None
    waits: Text | None = None
    known: Text | None = None
    rules: list[RuleShape] = Field(default_factory=list)
    passes: Body | None = None
    facts: Texts = Field(default_factory=list)
    truth: Text | None = None


class ProfileShape(Shape):
    """A starting man."""

    name: Text
    title: Text | None = None
    about: Text | None = None
    has: Text | None = None
    lacks: Text | None = None
    start: Text | None = None
    place: Text | None = None
    given: dict[Text, TextOrList] = Field(default_factory=dict, alias="set")


class ClaimShape(Shape):
    """What the author claims of the story, for `formalities explore`."""

    reach: TextOrList | None = None
    never: TextOrList | None = None
    always_can: TextOrList | None = Field(default=None, alias="always can")
    profiles: TextOrList | None = Field(default=None, alias="as")


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


class OpeningShape(Shape):
    """The opening, and the facts it rests on."""

    text: Text
    facts: Texts = Field(default_factory=list)


AnyOpening = Annotated[Annotated[Text, Tag("text")] | Annotated[OpeningShape, Tag("map")], Discriminator(_shape_tag)]


class ClockShape(Shape):
    """When the story begins and ends."""

    start: Text
    end: Text | None = None
    grain: Text | None = None
    zone: Text | None = None


class AfterShape(Shape):
    """How long after something was first met."""

    seen: Text
    wait: Text | None = None


class EventShape(Shape):
    """A row of the schedule."""

    at: Text | None = None
    every: Text | None = None
    after: AfterShape | None = None
    since: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    missed: Text | None = None
    priority: Text | None = None
    test: Text | None = Field(default=None, alias="if")
    title: Text | None = None
    say: Text | None = None
    do: Statements | None = None
    remember: Text | None = None
    call: (
        Annotated[Annotated[Text, Tag("text")] | Annotated[CallShape, Tag("map")], Discriminator(_shape_tag)] | None
    ) = None
    go: Target | None = None

    TIMES: ClassVar[tuple[str, ...]] = ("at", "every", "after")


class MannersShape(Shape):
    """What the story asks of itself, beyond what every story must keep."""

    passage: Text | None = None
    stretch: Text | None = None
    label: Text | None = None
    grade: Text | None = None
    numbers: Text | None = None
    foreign: Text | None = None
    truth: Text | None = None
    quotes: Text | None = None
    characters: Text | None = None


class MoveShape(Shape):
    """One entry of a scripted play: what is done, then what is expected."""

    choose: Text | None = None
    answer: Text | None = None
    expect: TextOrList | None = None
    text: TextOrList | None = None
    absent: TextOrList | None = Field(default=None, alias="no text")
    place: Text | None = None
    papers: Texts | None = None
    locked: dict[Text, Text] = Field(default_factory=dict)
    open: TextOrList | None = None
    because: dict[Text, TextOrList] = Field(default_factory=dict)
    ending: Text | None = None


AnyMove = Annotated[Annotated[Text, Tag("text")] | Annotated[MoveShape, Tag("map")], Discriminator(_shape_tag)]


class ScriptShape(Shape):
    """A scripted play."""

    title: Text | None = None
    profile: Text | None = Field(default=None, alias="as")
    seed: Text | None = None
    start: Text | None = Field(default=None, alias="from")
    at: Text | None = None
    given: dict[Text, TextOrList] = Field(default_factory=dict)
    outcomes: dict[Text, TextOrList] = Field(default_factory=dict)
    each: list[dict[Text, Text]] = Field(default_factory=list)
    fails: Text | None = None
    play: list[AnyMove] = Field(default_factory=list)


class ReadingShape(Shape):
    """A formula for how hard prose reads."""

    name: Text
    vowels: Text
    sentence: Text
    syllable: Text
    minus: Text | None = None


class MeasureShape(Shape):
    """A measure's target, where it fails, and of whom it is asked."""

    target: Text
    fails: Text | None = None
    profiles: Texts = Field(default_factory=list, alias="for")


class StoryFile(Shape):
    """One file of a story; the manifest is the one with `id`."""

    namespace: Text | None = None
    id: Text | None = None
    title: Text | None = None
    version: Text | None = None
    authors: Texts = Field(default_factory=list)
    language: Text | None = None
    about: Text | None = None
    opening: AnyOpening | None = None
    question: Text | None = None
    start: Text | None = None
    clock: ClockShape | None = None
    notes: dict[Text, Text] = Field(default_factory=dict)
    tags: dict[Text, Text] = Field(default_factory=dict)
    forbid: Texts = Field(default_factory=list)
    manners: MannersShape | None = None
    renamed: dict[Text, Text] = Field(default_factory=dict)
    policies: dict[Text, Annotated[dict[Text, Text], Field(min_length=1)]] = Field(default_factory=dict)
    reading: ReadingShape | None = None
    measures: dict[Text, MeasureShape] = Field(default_factory=dict)
    variables: dict[Text, Declared] = Field(default_factory=dict)
    people: dict[Text, PersonShape] = Field(default_factory=dict)
    documents: dict[Text, DocumentShape] = Field(default_factory=dict)
    places: dict[Text, PlaceShape] = Field(default_factory=dict)
    tables: dict[Text, TableShape] = Field(default_factory=dict)
    defs: dict[Text, DefShape] = Field(default_factory=dict)
    fragments: dict[Text, FragmentShape] = Field(default_factory=dict)
    routes: dict[Text, RouteShape] = Field(default_factory=dict)
    crossings: dict[Text, CrossingShape] = Field(default_factory=dict)
    profiles: dict[Text, ProfileShape] = Field(default_factory=dict)
    facts: dict[Text, FactShape] = Field(default_factory=dict)
    sources: dict[Text, SourceShape] = Field(default_factory=dict)
    glossary: dict[Text, AnyWord] = Field(default_factory=dict)
    endings: dict[Text, EndingShape] = Field(default_factory=dict)
    schedule: dict[Text, EventShape] = Field(default_factory=dict)
    tests: dict[Text, ScriptShape] = Field(default_factory=dict)
    claims: dict[Text, ClaimShape] = Field(default_factory=dict)
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
    "ask",
    "deal",
    "checkpoint",
    "travel",
    "cross",
    "end",
)
ITEMS: tuple[type[Shape], ...] = tuple(Listed.__subclasses__())
"""The shapes of a body's items; the key after `id` is an item's verb."""

TRUTHS = ("documented", "composite", "invented")
