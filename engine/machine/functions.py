"""Single conditions, values and texts of a program as functions: what must be known of a scene before it is entered.

In: expressions and texts by name, each with the owner that its faults name. Out: functions of a run and its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.expr import Expr, Words
from engine.expr.calendar import Zone
from engine.machine.deals import Pool
from engine.machine.generate import RUNTIME
from engine.machine.phrases import Phrases
from engine.machine.timetable import Timetable
from engine.program import Layout, Program, Storylet

Function = Callable[[Any, Any], Any]


def functions(
    program: Program, layout: Layout, zones: Mapping[str, Zone], wanted: Mapping[str, tuple[str, Expr | Words]]
) -> dict[str, Function]:
    """The functions by the names of `wanted`, which are Python names."""
    phrases = Phrases(program, layout)
    lines: list[str] = []
    for name, (owner, node) in wanted.items():
        phrases.context = owner
        source = phrases.words(node) if isinstance(node, Words) else phrases.value(node)
        lines.append(f"def {name}(r, v): return {source}")
    made: dict[str, Any] = {**RUNTIME, **phrases.constants, "zones": zones}
    exec(compile("\n".join(lines), "<conditions>", "exec"), made)  # noqa: S102 - our own source, as in codebook
    return {name: made[name] for name in wanted}


def pool_of(
    program: Program, layout: Layout, zones: Mapping[str, Zone], storylets: tuple[Storylet, ...], *, with_text: bool
) -> Pool:
    """The pool of some storylets. Cost: linear in them, once a tag."""
    wanted: dict[str, tuple[str, Expr | Words]] = {}
    for at, each in enumerate(storylets):
        wanted[f"t{at}"] = (f"{each.scene}:when", each.when)
        if each.weight is not None:
            wanted[f"w{at}"] = (f"{each.scene}:weight", each.weight)
        if with_text:
            wanted[f"l{at}"] = (each.scene, each.label)
    made = functions(program, layout, zones, wanted)
    visits = tuple(layout.slots[f"#{each.scene}"] for each in storylets)
    tests = [(at, made[f"t{at}"], visits[at] if each.once else None) for at, each in enumerate(storylets)]

    def open_now(run: Any, cells: Any) -> list[int]:
        return [at for at, test, seen in tests if (seen is None or not cells[seen]) and test(run, cells)]

    every = range(len(storylets))
    return Pool(
        tuple(each.scene for each in storylets),
        tuple(-each.priority for each in storylets),
        visits,
        open_now,
        tuple(made.get(f"w{at}", _one) for at in every),
        tuple(made.get(f"l{at}", _nothing) for at in every),
    )


def timetable_of(program: Program, layout: Layout, zones: Mapping[str, Zone]) -> Timetable:
    """The schedule of a program, ready to run."""
    rows = [each for each in program.schedule if each.guard is not None]
    wanted = {f"g{at}": (each.scene, each.guard) for at, each in enumerate(rows) if each.guard is not None}
    made = functions(program, layout, zones, wanted)
    return Timetable(program.schedule, layout, {row.id: made[f"g{at}"] for at, row in enumerate(rows)})


def _one(_run: Any, _cells: Any) -> int:
    return 1


def _nothing(_run: Any, _cells: Any) -> str:
    return ""
