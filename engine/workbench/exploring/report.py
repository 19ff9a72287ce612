"""What an exploration says: plain data, printable, ready for JSON."""

from __future__ import annotations

from engine.frozen import Frozen

PROVED, REFUTED, OPEN = "proved", "refuted", "not settled"
"""Verdicts. Only the first two are answers."""


class Played(Frozen):
    """One turn of a play that shows something: the choice ("" for the opening), what chance gave, what was typed."""

    choice: str
    drawn: tuple[tuple[str, int, str], ...] = ()
    typed: int | str | None = None


class Play(Frozen):
    """A whole play of the man `profile`, with all outcomes of chance as they must come."""

    profile: str
    turns: tuple[Played, ...]


class Verdict(Frozen):
    """What was found of one claim, or of one of the things it names.

    `of` is that thing as written. `profile` is whom it was asked of; "" where any of several would do. `verdict` is one
    of PROVED, REFUTED, OPEN. `how` is explored (all that can happen was looked at, or a play shows it), played (the
    search came to no end, but a play that was tried shows it) or flow (by the steps alone, whatever the conditions
    are). `states` were looked at, `remaining` waited still. `play` shows it, where a play can: the shortest there is,
    unless it was played. `why` adds a sentence, or is "".
    """

    claim: str
    says: str
    of: str
    profile: str
    verdict: str
    how: str
    states: int
    remaining: int = 0
    why: str = ""
    play: Play | None = None


class Explored(Frozen):
    """One exploration: for whom and for what, in words; how much, how long, if to the end.

    `states` are those looked at, `steps` what was taken from them, `seconds` the search without what was worked out
    beforehand (`prepared`).
    """

    profile: str
    of: str
    states: int
    steps: int
    remaining: int
    prepared: float
    seconds: float
    complete: bool


class FoundFault(Frozen):
    """A fault of the story's that a play comes to; codes as in `engine.machine.events.Fault`."""

    code: str
    statement: str
    would_be: int
    play: Play


class Report(Frozen):
    """All verdicts in the order of the claims. `stopped` is why something was not looked at to the end, or ""."""

    story: str
    title: str
    verdicts: tuple[Verdict, ...]
    explored: tuple[Explored, ...]
    faults: tuple[FoundFault, ...]
    stopped: str
