"""A scene as a flat list of steps; a step's place in it is an index, and jumps name indexes.

Everything with memory carries an id (`kitchen.drawer`); indexes never leave the program.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.expr import Expr, Words


@dataclass(frozen=True, slots=True)
class Say:
    """A passage of prose; `safe` is read instead when the reader asks for it (None: the same, empty: nothing)."""

    id: str
    words: Words
    safe: Words | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Give the cell `cell` the value of `value`, held within the cell's range; `statement` names who wrote it."""

    cell: str
    value: Expr
    statement: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Let the clock move by `takes` minutes, rounded up to the grain, never backwards."""

    takes: Expr
    statement: str


@dataclass(frozen=True, slots=True)
class Remember:
    """A clause for the record: what he did here, second person, past tense."""

    words: Words
    statement: str


@dataclass(frozen=True, slots=True)
class Count:
    """One more for the counter cell `counter`; `last` is the cell that notes the turn of it, or None."""

    counter: str
    last: str | None
    statement: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on at step `to`."""

    to: int


@dataclass(frozen=True, slots=True)
class Branch:
    """Go on with the next step if `test` holds, else at step `otherwise`."""

    test: Expr
    otherwise: int


@dataclass(frozen=True, slots=True)
class Vary:
    """Go on at one of `to`, by how often this was met: stop, cycle, once (then at `after`) or shuffle."""

    id: str
    mode: str
    to: tuple[int, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that chance may bring: its id, its weight (0 or less: not now) and the step it goes on at."""

    id: str
    weight: Expr
    to: int


@dataclass(frozen=True, slots=True)
class Chance:
    """A draw among `outcomes`, by weight; all weights zero takes the first, with a fault."""

    id: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a block. `shown` hides it when false; `open_if` locks it; `costs` lock it and are paid by steps.

    `closed` is the author's reason, None where the engine words it. `once` holds the counter cell that hides it once
    taken. `takes` is for showing only; the steps from `to` on do the work.
    """

    id: str
    label: Words
    to: int
    shown: Expr | None = None
    open_if: Expr | None = None
    closed: Words | None = None
    once: str | None = None
    takes: Expr | None = None
    costs: tuple[tuple[str, Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Stop and offer `options`. With none open, go on at `fallback`; `after` is where the branches meet again."""

    id: str
    options: tuple[Option, ...]
    fallback: int | None
    after: int
    question: Words | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Leave for one of `among` (full scene ids); with `to` the expression says which, else there is just one."""

    among: tuple[str, ...]
    to: Expr | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Run `scene` and come back to the next step; `given` fills its parameter cells, `into` takes its result."""

    id: str
    scene: str
    given: tuple[tuple[str, Expr], ...] = ()
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Go back to the caller with `value`."""

    value: Expr | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The play-through is over, with the ending `ending`."""

    ending: str


Step = Say | Write | Pass | Remember | Count | Jump | Branch | Vary | Chance | Choices | Go | Call | Return | End


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene: what a page shows of it, and its steps. Ids are full (`lars.queue`); `line` is one-based in `file`."""

    id: str
    steps: tuple[Step, ...]
    title: Words | None = None
    place: str | None = None
    facts: tuple[str, ...] = ()
    truth: str | None = None
    notes: tuple[str, ...] = ()
    intensity: int = 0
    tags: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
