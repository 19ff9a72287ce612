"""Recorded turns told once more: played again from the cells before them, in the words of this very program.

In: turns of one path, each the next one's parent. Out: a run that stands after the last, and a view of each. Cost: a
step each, wherever in a play they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.machine import Machine, Run
from engine.record import Record, Turn, cells_after, made_again
from engine.session.shown import Shown
from engine.session.view import TurnView


def retell(
    machine: Machine, shown: Shown, record: Record, turns: Sequence[Turn], *, safe: bool
) -> tuple[Run, tuple[TurnView, ...]]:
    """The run after `turns`, of which there is at least one, and what each showed."""
    header = record.header
    forced = {(stream, count): outcome for stream, count, outcome in header.forced}
    forced |= {(stream, count): outcome for turn in turns for stream, count, outcome in turn.drawn}
    cells = cells_after(machine, record, turns[0].parent)
    run = machine.run_from(header.seed, cells, forced=forced, safe=safe)
    views: list[TurnView] = []
    for turn in turns:
        label = shown.label(turn, run.cells) if turn.choice else ""
        change = made_again(machine, run, turn, header.profile)
        views.append(shown.turn(turn.id, label, change, run.cells, answered=turn.typed is not None))
    return run, tuple(views)
