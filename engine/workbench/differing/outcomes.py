"""How plays of a story come out: whole plays at random, counted. The same seeds make two versions comparable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from engine.frozen import Frozen
from engine.machine import Machine
from engine.workbench.wander import wander

NO_END = "no ending"


class Outcomes(Frozen):
    """Of `plays` plays as one man: how often each ending came (most often first), median words and choices a play."""

    profile: str
    plays: int
    endings: tuple[tuple[str, int], ...]
    words: int
    choices: int


def outcomes(machine: Machine, profile: str, plays: int) -> Outcomes:
    """Play `plays` times, each choice equally likely. `machine` has text."""
    endings: Counter[str] = Counter()
    words, choices = list[int](), list[int]()
    for play in wander(machine, profile, range(plays)):
        endings[play.ending or NO_END] += 1
        words.append(sum(len(text.split()) for change in play.changes for _, text, _ in change.said))
        choices.append(len(play.choices))
    counted = tuple(sorted(endings.items(), key=lambda each: (-each[1], each[0])))
    return Outcomes(profile, plays, counted, int(median(words or [0])), int(median(choices or [0])))


def moved_words(before: Outcomes, after: Outcomes) -> Iterator[str]:
    """What is different between two, in sentences; nothing where nothing is."""
    old, new = dict(before.endings), dict(after.endings)
    for ending in dict.fromkeys((*old, *new)):
        then, now = (_share(each.get(ending, 0), of.plays) for each, of in ((old, before), (new, after)))
        if then != now:
            yield f"{ending}: in {then} of plays, now in {now}"
    for what, was, is_ in (("words", before.words, after.words), ("choices", before.choices, after.choices)):
        if was != is_:
            yield f"median {what} a play: {was}, now {is_}"


def _share(count: int, plays: int) -> str:
    return f"{100 * count / plays:.0f} %" if count else "none"
