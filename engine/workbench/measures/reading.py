"""Plays read, not only played: how much text there is between choices and in all, and which passages.

In: a bench and a frozen task that says which runs. Out: a `Read`. Passages are kept once each, in the words of the
first run that came to them, so that memory goes with the story.
"""

from __future__ import annotations

from collections import Counter

from engine.expr import render
from engine.frozen import Frozen
from engine.machine.scope import CellScope
from engine.workbench.measures.prose import plain, words
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, changes, choice_tags, seed_of


class Read:
    """Counts of reading. `stretches` are words between two choices, `paths` words of whole plays, with endings.

    `decisions` are plays by how many choices they took where more than one was open; `labels` words of options read in
    a play. `passages` are texts by id, `shares` the words each passage gave to all plays together.
    """

    __slots__ = ("counts", "decisions", "labels", "passages", "paths", "runs", "shares", "stretches")

    def __init__(self) -> None:
        self.runs = 0
        self.stretches: Counter[int] = Counter()
        self.paths: Counter[int] = Counter()
        self.labels: Counter[int] = Counter()
        self.decisions: Counter[int] = Counter()
        self.counts: Counter[int] = Counter()
        self.shares: Counter[str] = Counter()
        self.passages: dict[str, str] = {}

    def add(self, other: Read) -> None:
        """Take in the counts of a later batch."""
        self.runs += other.runs
        for name in ("stretches", "paths", "labels", "decisions", "counts", "shares"):
            getattr(self, name).update(getattr(other, name))
        for passage, text in other.passages.items():
            self.passages.setdefault(passage, text)


class ReadTask(Frozen):
    """The runs from `first` to `last`, read."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    most: int = MOST_TURNS

    def done(self, bench: Bench) -> Read:
        """Read them."""
        read, chooser = Read(), Chooser(self.policy, bench.once(choice_tags))
        for number in range(self.first, self.last + 1):
            _one(read, bench, chooser, seed_of(self.seed, number), self)
        return read


def _one(read: Read, bench: Bench, chooser: Chooser, seed: int, task: ReadTask) -> None:
    path = labels = decisions = passages = 0
    machine = bench.speaking()
    for _, change, run in changes(machine, seed, task.profile, chooser, task.most):
        said = list(change.said)
        if change.ending is not None:
            ending = next(each for each in bench.program.endings if each.id == change.ending)
            scope = CellScope(bench.program, machine.layout, run.cells)
            said.append((f"ending {ending.id}", render(ending.text, scope), 0))
        stretch = 0
        for passage, text, _ in said:
            count = len(words(plain(text)))
            read.shares[passage] += count
            read.passages.setdefault(passage, text)
            stretch += count
        passages += len(change.said)
        path += stretch
        if len(change.offers) or change.ending is not None:
            read.stretches[stretch] += 1
        labels += sum(len(words(plain(label))) for _, _, label in change.offers)
        decisions += sum(is_open for _, is_open, _ in change.offers) > 1
    read.runs += 1
    read.paths[path] += 1
    read.labels[labels] += 1
    read.decisions[decisions] += 1
    read.counts[passages] += 1
