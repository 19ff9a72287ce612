"""Headers, entries and programs for the tests of storage: small ones by hand, large ones by number."""

import os
import sys
from pathlib import Path

import engine
from engine.expr import LARGEST, Arith, Cell, Compare, Const, Show, Words
from engine.program import (
    Branch,
    Choices,
    Clock,
    Closure,
    Count,
    Formula,
    Go,
    Measure,
    Option,
    Policy,
    Program,
    Route,
    Say,
    Scene,
    Stop,
    Variable,
    World,
    Write,
)
from engine.record.model import Bookmark, Entry, Header, Named, Removal, Snapshot, Stand, Turn

ROOT = Path(engine.__file__).parent.parent
FINGERPRINT = "0123456789abcdef" * 4


def header(**changes: object) -> Header:
    """A header as a play-through of the shipped story begins."""
    fields: dict[str, object] = {
        "story": "border-formalities",
        "title": "Пограничные формальности",
        "version": "1.0",
        "fingerprint": FINGERPRINT,
        "profile": "ilya",
        "seed": 7,
        "begun": "2026-09-23 14:05",
    }
    return Header(**(fields | changes))


def turn(number: int, parent: int | None = -1, **changes: object) -> Turn:
    """The turn `number`; its parent is the one before unless another is named."""
    fields: dict[str, object] = {
        "id": number,
        "parent": (number - 1 if number else None) if parent == -1 else parent,
        "block": f"lars.queue.{number}" if number else "",
        "choice": "wait" if number else "",
        "wrote": (("cash", number * 10, number * 10 + 10, "lars.queue:cash"), ("@stack", (), ("a", "b"), "lars.queue")),
    }
    return Turn(**(fields | changes))


def some_entries() -> tuple[Entry, ...]:
    """Every kind of entry, every field filled at least once, branches among them."""
    return (
        turn(0, drawn=(("weather", 0, "rain"),)),
        turn(1, remembered=(("lars.queue:r", "вы ждали до утра"),), shown="a1b2"),
        Stand(0),
        turn(2, 0, wrote=(("open", False, True, "s"), ("note", None, 'quoted "text"\n', "s"), ("n", 0, LARGEST, "s"))),
        Snapshot(2, {"cash": 5, "open": True, "@stack": ("x",), "@here": "", "none": None}),
        turn(3, ending="turned-back"),
        Named(3, "вечерний поезд"),
        Bookmark(1, 'ask "Lena" before this'),
        Removal(1),
        Removal(1, undone=True),
    )


def child(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment that run a module of this folder in a process of its own."""
    return [sys.executable, "-W", "error", "-m", *arguments], os.environ | {"PYTHONPATH": str(ROOT)}


def scene(number: int, of: int) -> Scene:
    """A scene of some prose, three choices with guards, costs and effects, and ways on."""
    name = f"part.scene{number}"
    cash = Cell("cash")
    prose = Words(
        (f"You stand at window {number}. " * 6, Show(cash, "money", "€"), " is left.\n\nNobody looks up. " * 4)
    )
    options = tuple(
        Option(
            id=f"{name}.c{each}",
            label=Words((f"Ask about form {each} of {number}",)),
            to=3 + each * 2,
            shown=Compare(">=", cash, Const(each * 10)),
            once=f"#{name}.c{each}",
            costs=(("cash", Const(each)),),
        )
        for each in range(3)
    )
    ways = [
        step
        for each in range(3)
        for step in (
            Write("cash", Arith("-", cash, Const(each)), f"{name}.c{each}:cash"),
            Go((f"part.scene{(number * 3 + each) % of}",)),
        )
    ]
    steps = (
        Count(f"#{name}", None, name),
        Say(f"{name}.p", prose),
        Choices(f"{name}.b", options, None, 9),
        *ways,
        Branch(Compare("==", cash, Const(0)), 3),
    )
    return Scene(name, steps, title=Words((f"Window {number}",)), file="part.yaml", line=number * 20 + 1)


_SNOW = Closure("R1", Compare("<", Cell("cash"), Const(3)), Words(("Snow.",)))
_ROAD = Route("road", "Road", "cart", "a", "b", Const(60), (("cash", Const(5)),), None, (_SNOW,), (Stop("c", 20),))
WORLD = World(routes=(_ROAD,))
"""A world with a road in it."""


def program(scenes: int = 3, fingerprint: str = FINGERPRINT) -> Program:
    """A generated story of so many scenes."""
    return Program(
        id="generated",
        title="Generated",
        version="1",
        fingerprint=fingerprint,
        language="en",
        authors=("Nobody",),
        about="",
        opening="part.scene0",
        cited=(),
        question="What do you do?",
        clock=Clock(0, 10_000, 5, "UTC"),
        zones={"UTC": ((0, 0),)},
        variables=(Variable("cash", "number", 100, low=0, high=1000, unit="€"),),
        quantities=(),
        things=(),
        tables=(),
        profiles=(),
        facts=(),
        sources=(),
        glossary=(("queue", "A line of people"),),
        notes=(),
        endings=(),
        counters=tuple(f"part.scene{number}.c{each}" for number in range(scenes) for each in range(3)),
        lasts=(),
        streams=(),
        storylets=(),
        schedule=(),
        checkpoints=(),
        renamed=(),
        alternatives=(),
        world=WORLD,
        policies=(Policy("class", (("prefer", "slow", 2),)),),
        measures=(Measure("fresh_text", 450, 650, 300, None),),
        reading=Formula("Mine", "aeiou", 390, 11_800, 15_590),
        scenes={each.id: each for each in (scene(number, scenes) for number in range(scenes))},
    )
