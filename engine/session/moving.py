"""What a player is told when a play-through is moved into a changed story, and where he may go on.

In: a `Moving`. Out: sentences and offers in words. Ids of choices stand in them, for their words may be gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.frozen import Frozen
from engine.program import Program
from engine.program.layout import Layout
from engine.record import Break, Difference, Followed, Moving, Offer, Transplanted
from engine.record.moving import CHECKPOINT, SOUND


class Changed(Frozen):
    """What a player is asked when the story of a save has changed: sentences, and (kind, words) of each offer."""

    told: tuple[str, ...]
    offers: tuple[tuple[str, str], ...]


SAVE, TRANSCRIPT, WRITING = "save", "transcript", "writing"
"""What is moved: a save, a transcript that was read, or a play of a story that is being written."""

_BEGINS = {
    SAVE: "The story has changed since this was saved: {}",
    TRANSCRIPT: "From the transcript {}",
    WRITING: "The story was read again: {}",
}
_BROKEN = {
    "removed": "The story has no choice {choice} any more, which was choice {place}.",
    "locked": "Choice {place}, {choice}, is closed now. {why}",
    "hidden": "Choice {place}, {choice}, is not offered now.",
    "elsewhere": "At choice {place} the story has come to another place, where there is no {choice}.",
    "answer": "What was answered at choice {place}, {choice}, is no answer now.",
    "over": "The story has ended before choice {place}, {choice}.",
    "state": "What was carried over at choice {place} from an earlier version of the story makes no sense in this one.",
    "earlier": "It parts after a choice that could not be made.",
    "man": "The story has no man {choice} any more.",
}
_FIRST = {
    "text": "Some words are others now, first at {at}.",
    "renamed": "Some choices have other ids now, first at {at}: {of} is now {now}.",
    "effect": "What comes of choices is different, first at {at}: {what}.",
    "road": "The story goes another way from {at} on.",
    "ending": "The ending at {at} is another now.",
    "chance": "Chance cannot give what it gave at {at}.",
}


MOST_BRANCHES = 5
"""Branches whose break is told one by one."""


def moved_words(moving: Moving, program: Program, made: Transplanted | None = None, *, of: str = SAVE) -> Iterator[str]:
    """What has become of it, in sentences: how much was kept, what broke it, what else is different, what was kept.

    With what was `made` of it also what became of other branches.
    """
    kept = f"{max(0, moving.kept - 1)} of {moving.turns - 1} choices were made again."
    yield _BEGINS[of].format(kept)
    if moving.broke is not None:
        yield f"The rest could not be followed. {broken_words(moving.broke)}"
    yield from different_words(moving, program)
    if moving.added:
        count = (
            "1 variable that is new has its"
            if len(moving.added) == 1
            else f"{len(moving.added)} new variables have their"
        )
        yield f"{count} first value."
    if made is not None:
        yield from branch_words(made.branches)
        if made.notes:
            notes = "1 note stands" if made.notes == 1 else f"{made.notes} notes stand"
            yield f"{notes} on what could not be followed and could not be carried over."
    if of == SAVE:
        yield "The old save is kept as it was."


def branch_words(branches: Sequence[Followed]) -> Iterator[str]:
    """What became of the branches beside the present path: how many are whole, and of the rest what broke each."""
    if not branches:
        return
    broken = [each for each in branches if each.broke is not None]
    whole = len(branches) - len(broken)
    if len(branches) == 1:
        yield "The other branch was carried over." if whole else "The other branch could not be carried over whole."
    else:
        count = len(branches)
        yield (
            f"Of {count} other branches, {whole or 'none'} could be carried over whole."
            if broken
            else f"All {count} other branches were carried over."
        )
    for each in broken[:MOST_BRANCHES]:
        assert each.broke is not None
        name = f" ({each.name})" if each.name else ""
        yield f"Branch {each.number}{name}: {each.kept} of {each.turns} choices. {broken_words(each.broke)}"
    if len(broken) > MOST_BRANCHES:
        yield f"And {len(broken) - MOST_BRANCHES} more, in part or not at all."


def changed(moving: Moving, program: Program) -> Changed:
    """The same with the offers in words."""
    return Changed(tuple(moved_words(moving, program)), tuple((each.kind, offer_words(each)) for each in moving.offers))


def broken_words(broke: Break) -> str:
    """Why a choice could not be made again, in a sentence or two."""
    return _BROKEN[broke.kind].format(place=broke.place, choice=broke.choice, why=broke.why).strip()


def different_words(moving: Moving, program: Program) -> Iterator[str]:
    """A sentence for each kind of difference, with the turn where it is first met."""
    first: dict[str, Difference] = {}
    for each in moving.differences:
        first.setdefault(each.kind, each)
    for kind, words in _FIRST.items():
        if kind in first:
            each = first[kind]
            at = f"choice {each.place}" if each.place else "the opening"
            what = _cell_words(each, program) if kind == "effect" else ""
            yield words.format(at=at, of=each.of, now=each.now, what=what)


def _cell_words(each: Difference, program: Program) -> str:
    if each.of in ("@clock", "@here"):
        return "the time it takes" if each.of == "@clock" else "the place one is at"
    variable = Layout(program).variables.get(each.of)
    title = variable.title if variable is not None and variable.title and not variable.hidden else each.of
    said = ("as it was" if value is None else str(value) for value in (each.was, each.now))
    return "{} was {}, is {}".format(title, *said)


def offer_words(offer: Offer) -> str:
    """An offer as a player chooses it."""
    after = f"after choice {offer.place}" if offer.place else "from the beginning"
    if offer.kind == SOUND:
        return f"Go on {after}, the last that could be made again." if offer.place else "Go on from the beginning."
    if offer.kind == CHECKPOINT:
        return f"Go on at the checkpoint “{offer.title}”, {after}."
    return "Go on with everything as it was, where it was saved."
