"""Plays kept as records for a moment: what their ledgers say, and where another man comes with the same decisions.

In: a bench and frozen tasks that say which runs. Out: counts, pairs of endings. A ledger costs a few milliseconds a
turn, so it is taken of some plays only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.frozen import Frozen
from engine.program.layout import PLACE
from engine.record import Header, Record, another, turn_from
from engine.record.causes import Otherwise, Past, Tracer, Why, ledger
from engine.workbench.measures.continuing import NO_ENDING
from engine.workbench.playing import MOST_TURNS, Bench, Chooser, Mixture, changes, choice_tags, seed_of


class LifeTask(Frozen):
    """The runs from `first` to `last`; `other` is the man who makes the same decisions, "" for their ledgers."""

    seed: int
    first: int
    last: int
    profile: str
    policy: Mixture
    other: str = ""
    most: int = MOST_TURNS


class LedgerTask(LifeTask):
    """Counts lines of ledgers by who decided."""

    def done(self, bench: Bench) -> list[tuple[int, int]]:
        """For each run (lines that rule or chance decided, lines)."""
        tracer, found = Tracer(bench.program), list[tuple[int, int]]()
        for record in _records(self, bench):
            past = Past(bench.silent(), record)
            lines = ledger(past, Why(past, tracer, Otherwise(past, bench.silent()))).lines
            by = Counter(line.cause.by for line in lines)
            found.append((by["rule"] + by["chance"], len(lines)))
        return found


class OtherTask(LifeTask):
    """Makes each play's decisions as `other`."""

    def done(self, bench: Bench) -> list[tuple[str, str]]:
        """For each run the ending of the one and of the other."""
        found: list[tuple[str, str]] = []
        for record in _records(self, bench):
            life = another(bench.silent(), record.header, record.path(None), self.other)
            found.append((_ending(record), _ending(life.record)))
        return found


def _records(task: LifeTask, bench: Bench) -> Iterator[Record]:
    program, chooser = bench.program, Chooser(task.policy, bench.once(choice_tags))
    layout = bench.silent().layout
    for number in range(task.first, task.last + 1):
        seed = seed_of(task.seed, number)
        record = Record(Header(program.id, program.title, program.version, program.fingerprint, task.profile, seed, ""))
        block = ""
        for choice, change, run in changes(bench.silent(), seed, task.profile, chooser, task.most):
            record.add(turn_from(record.next_id, record.standing, block, choice, change, layout))
            block = str(run.cells[PLACE])
        yield record


def _ending(record: Record) -> str:
    return record.path(None)[-1].ending or NO_ENDING
