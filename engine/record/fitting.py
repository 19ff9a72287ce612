"""A state of an earlier story in the present one: whether it still makes sense there, and as what step it is written.

In: a record, the machine of the present story. Out: the writes that bring a run to that state, or None. It makes sense
where the block it stands at, and all that is under way, still exist, and every value is one that its cell may hold.
"""

from __future__ import annotations

from engine.errors import EngineError
from engine.expr import LARGEST
from engine.machine import Machine
from engine.machine.options import option_of
from engine.program import Ask, Choices, Program, Variable
from engine.program.ids import owner_of, scene_of
from engine.program.layout import LONGEST_CELL_TEXT, PLACE, STACK, CellValue, Layout
from engine.program.renaming import Renaming
from engine.record.model import Turn
from engine.record.tree import Record

MOVED = "@moved"
"""The statement of what a carried state wrote."""

AUTHOR = "@author"
"""The statement of what an author changed by hand while trying the story out."""

Carried = tuple[tuple[str, CellValue, CellValue, str], ...]
"""Writes, as a turn has them."""


def carried(machine: Machine, record: Record, now: list[CellValue], old: Program | None) -> Carried | None:
    """The writes that make of `now` the state where `record` stands; None where it does not make sense any more."""
    values = _values(machine, record, old)
    cells = [values.get(name, value) for name, value in zip(machine.layout.names, now, strict=True)]
    if not fits(machine, cells):
        return None
    pairs = zip(machine.layout.names, now, cells, strict=True)
    return tuple((name, before, after, MOVED) for name, before, after in pairs if before != after)


def is_known(program: Program, choice: str) -> bool:
    """Whether the story has that choice or question at all."""
    try:
        option_of(program, choice)
    except (KeyError, StopIteration, IndexError):
        scene = program.scenes.get(scene_of(choice))
        return scene is not None and any(getattr(step, "id", None) == choice for step in scene.steps)
    return True


def _values(machine: Machine, record: Record, old: Program | None) -> dict[str, CellValue]:
    """The state where the record stands, by present names. What nobody ever wrote is as the earlier story began."""
    renaming = Renaming(machine.program.renamed)
    found: dict[str, CellValue] = {}
    if old is not None:
        layout = Layout(old)
        found.update(zip(layout.names, layout.first_values(), strict=True))
        profile = next((each for each in old.profiles if each.id == record.header.profile), None)
        found.update(profile.given if profile else ())
        found["@here"] = (profile.place if profile else "") or ""
    path = record.path()
    for turn in path:
        found.update({name: new for name, _, new, _ in turn.wrote})
    present = {renamed(name, renaming): value for name, value in found.items()}
    present["@place"] = _block_now(machine.program, old, renaming, str(present.get("@place", "")))
    new = set(machine.layout.variables) - set(found)
    first = dict(zip(machine.layout.names, machine.layout.first_values(), strict=True))
    return {**{name: first[name] for name in new}, **present}


def renamed(name: str, renaming: Renaming) -> str:
    """The present name of a cell."""
    mark, rest = name[:1], name[1:]
    if mark in ("#", "~"):
        return mark + (renaming.choice(rest) if "." in rest else renaming.scene(rest))
    return mark + renaming.stream(rest) if mark in ("%", "^") else name


def fits(machine: Machine, cells: list[CellValue]) -> bool:
    """Whether a play can go on from `cells`: where they stand, what is under way, and every value make sense."""
    program, slots = machine.program, machine.layout.slots
    place, stack = str(cells[PLACE]), cells[STACK]
    if not stands(program, place) or not isinstance(stack, tuple):
        return False
    if not all(_has_step(program, owner_of(frame)) for frame in stack):
        return False
    if not all(_may_hold(each, cells[slots[each.name]]) for each in program.variables if each.name in slots):
        return False
    if not all(_alike(*pair) for pair in zip(machine.layout.first_values(), cells, strict=True)):
        return False
    try:
        offers = machine.run_from(0, list(cells)).change.offers
    except (EngineError, KeyError, IndexError, TypeError, StopIteration):
        return False
    return any(is_open for _, is_open, _ in offers)


def takes(machine: Machine, cells: list[CellValue], turn: Turn) -> bool:
    """Whether a turn that carried a state over can be made again at `cells`; any other may be tried."""
    if turn.choice:
        return True
    after, slots = list(cells), machine.layout.slots
    for cell, _, new, _ in turn.wrote:
        if cell in slots:
            after[slots[cell]] = new
    return fits(machine, after)


def stands(program: Program, block: str) -> bool:
    """Whether a play can stand at `block` in this story."""
    return any(step.id == block for step in _stops(program, scene_of(block)))


def _stops(program: Program, scene: str) -> list[Choices | Ask]:
    found = program.scenes.get(scene)
    return [] if found is None else [step for step in found.steps if isinstance(step, Choices | Ask)]


def _block_now(program: Program, old: Program | None, renaming: Renaming, block: str) -> str:
    """The present id of a block. One without an id of its own is known again by the choices that it offered."""
    present = renaming.choice(block)
    if old is None or stands(program, present):
        return present
    offered = {
        renaming.choice(each) for step in _stops(old, scene_of(block)) if step.id == block for each in _ids(step)
    }
    shared = {step.id: len(offered & set(_ids(step))) for step in _stops(program, scene_of(present))}
    return max(shared, key=shared.__getitem__) if any(shared.values()) else present


def _ids(step: Choices | Ask) -> list[str]:
    return [each.id for each in step.options] if isinstance(step, Choices) else [step.id]


def _has_step(program: Program, id_: str) -> bool:
    scene = program.scenes.get(scene_of(id_))
    return scene is not None and (
        any(getattr(step, "id", None) == id_ for step in scene.steps) or is_known(program, id_)
    )


def _alike(first: CellValue, value: CellValue) -> bool:
    """Whether a value is of a cell's kind; a cell that begins empty may hold anything."""
    return first is None or value is None or type(first) is type(value)


def _may_hold(variable: Variable, value: CellValue) -> bool:
    match variable.kind:
        case "number" | "duration" | "moment":
            low = -LARGEST if variable.low is None else variable.low
            high = LARGEST if variable.high is None else variable.high
            return type(value) is int and low <= value <= high
        case "flag":
            return type(value) is bool
        case "set":
            return isinstance(value, tuple) and set(value) <= set(variable.values)
        case "text":
            return isinstance(value, str) and len(value) <= LONGEST_CELL_TEXT
        case "enum":
            return value in variable.values
        case _:
            return type(value) is type(variable.start)


def carrying(turn: int, parent: int, block: str, writes: Carried) -> Turn:
    """The turn that writes a state carried over."""
    return Turn(turn, parent, block, "", writes)
