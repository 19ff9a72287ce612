"""Source of what a scene comes back from otherwise than from a call: deals, storylets it offered, time interrupted.

In: a step, its index and how constants are kept. Out: lines for the scene generator, and what they name besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.machine.deals import Dealing, deal, offer, take
from engine.machine.timetable import Passing, arm, pass_on, resume
from engine.program import CLOCK, Choices, Deal, Layout, Pass

NAMES: dict[str, Any] = {
    "deal": deal,
    "offer": offer,
    "take": take,
    "pass_on": pass_on,
    "resume": resume,
    "arm": arm,
}
"""What the lines name."""

Keep = Callable[[object], str]


def deal_lines(at: int, step: Deal, layout: Layout, keep: Keep) -> list[str]:
    """`d`: the next storylet of a deal, after those that its third value names; then what follows the deal."""
    dealing = keep(Dealing(step.id, step.tag, step.pick, step.by, _slot(step.id, step.by, layout)))
    return [
        f"def d{at}(r, v, dealt):",
        f" c = deal(r, v, {dealing}, dealt)",
        " if c is not None: return c",
        f" return s{step.after} if dealt else s{step.otherwise}",
    ]


def offering_lines(step: Choices, before: int, layout: Layout, keep: Keep) -> Iterator[str]:
    """Within the list `o` of offers: those storylets that stand before the option number `before`."""
    for each in step.offerings:
        if each.before == before:
            slot = _slot(step.id, each.by, layout)
            yield f" offer(r, v, o, {keep(Dealing(step.id, each.tag, each.pick, each.by, slot))})"


def taker_lines(at: int, step: Choices, layout: Layout, keep: Keep) -> list[str]:
    """`t`: a storylet that the block offered, named by its third value, is entered."""
    slot = next((found for each in step.offerings if (found := _slot(step.id, each.by, layout)) is not None), None)
    return [f"def t{at}(r, v, storylet):", f" return take(r, v, {keep(step.id)}, {slot}, storylet)"]


def pause_lines(at: int, step: Pass, due: int, keep: Keep, indent: str) -> list[str]:
    """Where the new hour `b` reaches the least moment at which an event falls due, time passes event by event."""
    passing = keep(Passing(step.id, step.statement))
    return [f"{indent}if b >= v[{due}]:", f"{indent} return pass_on(r, v, {passing}, b - v[{CLOCK}], s{at + 1})"]


def resume_lines(at: int, step: Pass, keep: Keep) -> list[str]:
    """`p`: the rest of the time passes, which its third value tells."""
    passing = keep(Passing(step.id, step.statement))
    return [f"def p{at}(r, v, rest):", f" return resume(r, v, {passing}, rest, s{at + 1})"]


def _slot(stream: str, by: str, layout: Layout) -> int | None:
    return layout.slots[f"%{stream}"] if by == "weight" else None
