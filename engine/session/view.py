"""What a front end shows: plain frozen data, every word of it ready to print.

Text may hold two control characters, SO (emphasis begins) and SI (ends), and line ends for the author's own breaks;
`engine.session.emphasis` splits or strips them. Paragraphs are separate strings. Nothing here is markup.
"""

from __future__ import annotations

from engine.frozen import Frozen


class ChoiceView(Frozen):
    """A choice as shown. `number` is what the player types, from 1; `reason` is None when it can be taken.

    `cost` says in words what it takes, as far as the man would know: "1 hour 30 minutes", "3,000 roubles", "".
    """

    number: int
    id: str
    label: str
    cost: str
    reason: str | None


class PassageView(Frozen):
    """Prose of one scene within a turn. `heading` is one line in words, "" when scene and hour were just named.

    `facts` are the ids that the scene cites and `truth` what kind of truth it is ("" when not said).
    """

    scene: str
    heading: str
    paragraphs: tuple[str, ...]
    facts: tuple[str, ...]
    truth: str


class TurnView(Frozen):
    """What came of one choice. `chosen` is its label ("" at the opening); `changed` are whole sentences, may be empty.

    Where the player `answered`, `chosen` is the question and after it what was typed.
    `warnings` are the engine's own: a fault of the story's that stopped it, a save that could not be written.
    """

    id: int
    chosen: str
    passages: tuple[PassageView, ...]
    changed: tuple[str, ...]
    warnings: tuple[str, ...]
    answered: bool = False


class Arrival(Frozen):
    """An earlier choice that decided what a page says: one sentence, and the choice's number on the path."""

    sentence: str
    number: int


class FoundLine(Frozen):
    """Words found in what was read: the number of the choice that the passage came of (0: the opening), and a piece."""

    number: int
    piece: str


class StatusLine(Frozen):
    """One line of the side pane: a title and a value in words ("Money", "41,000 roubles")."""

    title: str
    value: str


class Section(Frozen):
    """A part of a page: a heading ("" for none) and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class Page(Frozen):
    """An answer to a command, such as papers or help. Never empty: a page says in words that there is nothing."""

    title: str
    sections: tuple[Section, ...]


class Leg(Frozen):
    """A road from one place to another, or a crossing. `kind` is open, closed or crossing; `to` the place's title.

    `told` says by what, how long, for how much; `why` is the reason it is closed, or what the crossing would say, in
    sentences; `let` whether a crossing would let him pass. `travelled`: he has gone that way on this path.
    """

    kind: str
    title: str
    to_id: str
    to: str
    told: str
    why: str
    let: bool
    travelled: bool


class MapPlace(Frozen):
    """A place on the map with the legs that begin there. `here`: he stands there; `been`: he has been there."""

    id: str
    title: str
    here: bool
    been: bool
    legs: tuple[Leg, ...]


class TimelineTurn(Frozen):
    """A turn of the path. `number` is the choice's, from 1; `day` and `hour` when it was made, "" without a clock.

    `noted` are whole sentences: what was remembered, the checkpoints met.
    """

    number: int
    day: str
    hour: str
    label: str
    noted: tuple[str, ...]


class BranchLine(Frozen):
    """A branch in the tree. `parent` is the number of the branch it parts from after choice `after`; 0 for the first.

    `told` says how long it is, where it parts and how it stands, in sentences; `here`: he stands at its end.
    """

    number: int
    name: str
    parent: int
    after: int
    here: bool
    told: str


class Compared(Frozen):
    """Two paths from where they part. `rows` have the number of a choice and each side's turn, None where it has none.

    `mine` and `theirs` are what the sides are called; `parts` says where they part; `ends` are sections about how the
    two stand and end.
    """

    title: str
    mine: str
    theirs: str
    parts: str
    rows: tuple[tuple[int, TurnView | None, TurnView | None], ...]
    ends: tuple[Section, ...]


class EndingView(Frozen):
    """A play-through's end: its title, its text, and the debrief as sections (next, door, questions, facts)."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    debrief: tuple[Section, ...]


class AskedView(Frozen):
    """An answer is wanted, to the question of the view. `kind` is text or number; `id` names the question.

    `least` and `most` count the characters of a text, or bound a number (None: no bound). `default` is what an empty
    answer gives, "" where it is asked again. `valid` says all that in a sentence or two.
    """

    id: str
    kind: str
    least: int | None
    most: int | None
    default: str
    valid: str


class SessionView(Frozen):
    """All that is to be seen now. `choices` is empty at an ending and where the story has stopped by a fault.

    Where `asked` is not None, the player is to type an answer, and `choices` is empty too.

    `when` and `where` are for a status line: "Tuesday 27 September, 14:00", "Upper Lars"; "" where unknown.
    `can_go_back` says whether there is an earlier choice; `save` the save's name, "" when nothing is being saved.
    """

    story: str
    profile: str
    when: str
    where: str
    turn: TurnView
    question: str
    choices: tuple[ChoiceView, ...]
    status: tuple[StatusLine, ...]
    ending: EndingView | None
    can_go_back: bool
    save: str
    asked: AskedView | None = None
