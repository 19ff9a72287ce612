"""What a story declares besides its scenes, and the program that holds it all."""

from __future__ import annotations

from collections.abc import Mapping

from engine.expr import Expr, Value, Words
from engine.expr.calendar import Zone
from engine.frozen import Frozen
from engine.program.claims import Claim
from engine.program.steps import Scene
from engine.program.world import World


class Clock(Frozen):
    """Minutes since 1970 of the story's first and last moment; steps of `grain` minutes; the zone if none is named.

    `shown` is False for a story that declares no clock, and whose pages name no hour.
    """

    start: int
    end: int
    grain: int
    zone: str
    shown: bool = True


class Variable(Frozen):
    """A cell that authors declare. `kind` is number, flag, enum, set, text, moment, duration or thing.

    `low` and `high` hold for number and duration; `values` are the ids of an enum or a set, in order, which counts
    where `ordered`; `names` are the words for each value (an enum's, a flag's) as pairs. Of a set, the words of True
    and False say that a value is in it or not, those of None that nothing is. `owner` is the id of the person, document
    or place it is a field of. A `local` belongs to one scene and is not shown. Pages tell of it only
    while `known` holds; None: always.
    """

    name: str
    kind: str
    start: Value
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    names: tuple[tuple[Value, str], ...] = ()
    title: str = ""
    unit: str = ""
    hidden: bool = False
    owner: str = ""
    local: bool = False
    ordered: bool = False
    known: Expr | None = None


class Quantity(Frozen):
    """A derived variable: an expression with a kind and words. `values` are the ids of an enum, in order.

    One with a dot in its name (`passport.valid`) belongs to a document, a route or a crossing.
    """

    name: str
    kind: str
    value: Expr
    names: tuple[tuple[Value, str], ...] = ()
    title: str = ""
    unit: str = ""
    hidden: bool = False
    values: tuple[str, ...] = ()


class Thing(Frozen):
    """A person, a document or a place, by `kind`; `zone` is for places.

    Pages tell of it only while `known` holds; None: always.
    """

    id: str
    kind: str
    title: str
    about: str = ""
    zone: str = ""
    known: Expr | None = None


class Table(Frozen):
    """Values by date: rows of (minutes since 1970, value), oldest first; `kind` is number or duration."""

    id: str
    title: str
    kind: str
    rows: tuple[tuple[int, int], ...]
    linear: bool
    facts: tuple[str, ...] = ()


class Profile(Frozen):
    """A starting man: what he is called, what he has and lacks in words, and the cells that differ at the start."""

    id: str
    name: str
    title: str
    about: str
    has: str
    lacks: str
    start: str
    place: str | None
    given: tuple[tuple[str, Value], ...]


class Source(Frozen):
    """Where a fact was found."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


class Fact(Frozen):
    """A statement about the world, how sure it is, and the ids of its sources."""

    id: str
    text: str
    date: str = ""
    confidence: str = ""
    sources: tuple[str, ...] = ()


class Ending(Frozen):
    """A way a play-through closes. `ask` are open questions for a talk afterwards."""

    id: str
    title: str
    family: str
    text: Words
    next: Words | None
    door: Words | None
    ask: tuple[str, ...]
    facts: tuple[str, ...]


class Storylet(Frozen):
    """A scene that is dealt or offered by its tags while `when` holds: what must be known of it before it is entered.

    `label` is what it is called as a choice. `weight` None is 1; of 0 or less: not now. `once`: not twice in a play.
    """

    scene: str
    tags: tuple[str, ...]
    when: Expr
    label: Words
    priority: int = 0
    weight: Expr | None = None
    once: bool = False


class Event(Frozen):
    """A row of the schedule. Its steps are the scene `scene`; times are minutes since 1970, on the clock's grain.

    `first` is when it falls due (None: when a step arms it), `every` the minutes to the next time (0: there is none),
    `until` the last moment it may fall due at. Of several due with equal moments the higher `priority` comes first.
    `gathers`: of the times in one stretch only the last counts. Where `guard` is false at the moment, nothing happens.
    """

    id: str
    scene: str
    first: int | None
    every: int
    until: int
    priority: int
    gathers: bool
    guard: Expr | None


class Checkpoint(Frozen):
    """A place in the story worth naming; the cell `#id` counts how often it was met."""

    id: str
    title: str


class Policy(Frozen):
    """A way to choose at random that the story names: parts of (kind, tag, weight), one of which each play follows.

    Kinds are those of `engine.workbench.playing.policies`; `tag` is "" where the kind has none.
    """

    name: str
    parts: tuple[tuple[str, str, int], ...]


class Formula(Frozen):
    """How hard prose reads, where the story says how: syllables are groups of `vowels`; factors are thousandths.

    The level is `sentence` times words a sentence, plus `syllable` times syllables a word, less `minus`.
    """

    name: str
    vowels: str
    sentence: int
    syllable: int
    minus: int


class Measure(Frozen):
    """What the story asks of itself, by the measure's name. Values are thousandths: 600 is 60 % or 0.6.

    The target is met from `least` to `most` (None: no bound on that side). It fails below `low` or above `high`.
    `profiles` are the men it is asked of; empty: all.
    """

    name: str
    least: int | None
    most: int | None
    low: int | None = None
    high: int | None = None
    profiles: tuple[str, ...] = ()


class Program(Frozen):
    """One story, compiled. `scenes` may decode a scene only when it is asked for; its order is the files' order.

    `counters` are the ids, besides every scene's, whose visits something reads; `lasts` those whose last turn is
    read; `streams` the ids of what draws or varies, `alternatives` those of them whose index is kept for text.
    `fingerprint` names the sources it was made from.
    `cited` are the facts that the opening rests on; `reading` is a formula of the story's own. `renamed` are pairs of
    a former id and the present one. Ids of scenes that begin with @ are the engine's own.
    """

    id: str
    title: str
    version: str
    fingerprint: str
    language: str
    authors: tuple[str, ...]
    about: str
    opening: str
    cited: tuple[str, ...]
    question: str
    clock: Clock
    zones: Mapping[str, Zone]
    variables: tuple[Variable, ...]
    quantities: tuple[Quantity, ...]
    things: tuple[Thing, ...]
    tables: tuple[Table, ...]
    profiles: tuple[Profile, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    glossary: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    endings: tuple[Ending, ...]
    counters: tuple[str, ...]
    lasts: tuple[str, ...]
    streams: tuple[str, ...]
    storylets: tuple[Storylet, ...]
    schedule: tuple[Event, ...]
    checkpoints: tuple[Checkpoint, ...]
    renamed: tuple[tuple[str, str], ...]
    alternatives: tuple[str, ...]
    world: World
    policies: tuple[Policy, ...]
    measures: tuple[Measure, ...]
    reading: Formula | None
    claims: tuple[Claim, ...]
    scenes: Mapping[str, Scene]
