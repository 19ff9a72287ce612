"""A scene as a flat list of steps; a step's place in it is an index, and jumps name indexes.

Everything with memory carries an id (`kitchen.drawer`); indexes never leave the program.
"""

from __future__ import annotations

from engine.expr import Expr, Words
from engine.frozen import Frozen

MODES = ("stop", "cycle", "once", "shuffle")
"""How alternatives follow each other: the last one stays, all again, then nothing, each once a round."""


class Say(Frozen):
    """A passage of prose; `safe` is read instead when the reader asks for it (None: the same, empty: nothing)."""

    id: str
    words: Words
    safe: Words | None = None


class Write(Frozen):
    """Give the cell `cell` the value of `value`, held within the cell's range; `statement` names who wrote it."""

    cell: str
    value: Expr
    statement: str


class Pass(Frozen):
    """Let the clock move by `takes` minutes, rounded up to the grain, never backwards.

    `id` names its place in a call frame, for an event that interrupts it; "" in a story without a schedule.
    """

    takes: Expr
    statement: str
    id: str = ""


class Remember(Frozen):
    """A clause for the record: what he did here, second person, past tense."""

    words: Words
    statement: str


class Count(Frozen):
    """One more for the counter cell `counter`; `last` is the cell that notes the turn of it, or None."""

    counter: str
    last: str | None
    statement: str


class Arm(Frozen):
    """After the first count of `counter` the event `event` falls due `wait` minutes later."""

    event: str
    counter: str
    wait: int


class Jump(Frozen):
    """Go on at step `to`."""

    to: int


class Branch(Frozen):
    """Go on with the next step if `test` holds, else at step `otherwise`."""

    test: Expr
    otherwise: int


class Vary(Frozen):
    """Go on at one of `to`, by how often this was met: stop, cycle, once (then at `after`) or shuffle."""

    id: str
    mode: str
    to: tuple[int, ...]
    after: int


class Tick(Frozen):
    """Move the alternative `id` on by `mode` (as in `Vary`) and note in its cell which of `size` texts comes now."""

    id: str
    mode: str
    size: int


class Outcome(Frozen):
    """One thing that chance may bring: its id, its weight (0 or less: not now) and the step it goes on at."""

    id: str
    weight: Expr
    to: int


class Chance(Frozen):
    """A draw among `outcomes`, by weight; all weights zero takes the first, with a fault."""

    id: str
    outcomes: tuple[Outcome, ...]


class Option(Frozen):
    """One choice of a block. `shown` hides it when false; `open_if` locks it; `costs` lock it and are paid by steps.

    `closed` is the author's reason, None where the engine words it. `once` holds the counter cell that hides it once
    taken. `takes` is for showing only; the steps from `to` on do the work. `route` is the route whose lock, time and
    costs are among these, for the words of the reason. `tags` are the author's own.
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
    route: str | None = None
    tags: tuple[str, ...] = ()


class Offering(Frozen):
    """Up to `pick` storylets tagged `tag` among the options of a block, after `before` of them.

    One that is taken runs as a call and comes back to the step `back`; `by` is as for a deal.
    """

    tag: str
    pick: int
    by: str
    before: int
    back: int


class Choices(Frozen):
    """Stop and offer `options`. With none open, go on at `fallback`; `after` is where the branches meet again."""

    id: str
    options: tuple[Option, ...]
    fallback: int | None
    after: int
    question: Words | None = None
    offerings: tuple[Offering, ...] = ()


class Ask(Frozen):
    """Stop for an answer to `question`, put it into the cell `into` and go on with the next step.

    `kind` is text (`least` and `most` count characters) or number (they are its bounds). `default` is what an empty
    answer gives, None where it is asked again. What counts as an answer is said in `engine.program.answers`.
    """

    id: str
    into: str
    kind: str
    question: Words
    least: int
    most: int
    default: int | str | None = None


class Go(Frozen):
    """Leave for one of `among` (full scene ids); with `to` the expression says which, else there is just one.

    One that `clears` gives up the calls under way: an event's.
    """

    among: tuple[str, ...]
    to: Expr | None = None
    clears: bool = False


class Call(Frozen):
    """Run `scene` and come back to the next step; `given` fills its parameter cells, `into` takes its result."""

    id: str
    scene: str
    given: tuple[tuple[str, Expr], ...] = ()
    into: str | None = None


class Deal(Frozen):
    """Run up to `pick` storylets tagged `tag`, one after another, then go on at `after`; with none at `otherwise`.

    `by` is priority (highest, then least seen), least seen or weight (a draw from the stream `id`).
    """

    id: str
    tag: str
    pick: int
    by: str
    after: int
    otherwise: int


class Return(Frozen):
    """Go back to the caller with `value`."""

    value: Expr | None = None


class End(Frozen):
    """The play-through is over, with the ending `ending`."""

    ending: str


Step = (
    Say
    | Write
    | Pass
    | Remember
    | Count
    | Arm
    | Jump
    | Branch
    | Vary
    | Tick
    | Chance
    | Choices
    | Ask
    | Go
    | Call
    | Deal
    | Return
    | End
)


class Scene(Frozen):
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
