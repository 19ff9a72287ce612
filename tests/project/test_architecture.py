"""The worked example of engine/ARCHITECTURE.md is what the engine does."""

import re
from pathlib import Path

import pytest

from engine.compiler import compile_story
from engine.machine import Machine
from engine.machine.generate import _Generator
from engine.plain import words
from engine.program import Choices, Count, End, Jump, Pass, Program, Remember, Say, Write
from engine.record import Header
from engine.session import Session, Settings

PAGE = Path(__file__).resolve().parents[2] / "engine" / "ARCHITECTURE.md"


def block(language: str) -> str:
    """Return the first fenced block of `language`."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.S | re.M)
    assert found, f"the page has no block of {language}"
    return found[1]


@pytest.fixture(scope="module")
def program() -> Program:
    compiled = compile_story({"drawer.yaml": block("yaml").encode()})
    assert compiled.diagnostics == ()
    assert compiled.program is not None
    return compiled.program


def in_short(step: object) -> str:
    """Return a step as the page shows it."""
    match step:
        case Count(counter=counter):
            return f"Count {counter}"
        case Say(words=said):
            return f"Say {said.parts[0]}"
        case Choices(options=options):
            return "Choices " + " ".join(option.id for option in options)
        case Jump(to=to):
            return f"Jump to {to}"
        case Write(cell=cell):
            return f"Write {cell}"
        case Pass(takes=takes):
            return f"Pass {takes.value}"
        case Remember(words=said):
            return f"Remember {said.parts[0]}"
        case End(ending=ending):
            return f"End {ending}"
        case _:
            return type(step).__name__


def test_the_scene_becomes_the_steps_on_the_page(program: Program) -> None:
    steps = program.scenes["kitchen"].steps
    assert "".join(f"{at} {in_short(step)}\n" for at, step in enumerate(steps)) == block("steps")


def test_the_milk_becomes_the_function_on_the_page(program: Program) -> None:
    machine = Machine(program)
    generator = _Generator(program, machine.layout, program.scenes["kitchen"], {"kitchen": 0}, True)
    generator.scene_code()
    assert block("generated") in "\n".join(generator._lines) + "\n"


def test_buying_milk_makes_the_change_on_the_page(program: Program) -> None:
    machine = Machine(program)
    change = machine.begin(0).choose("kitchen.milk")
    lines = [f"{machine.layout.names[slot]} {old} -> {new} by {by}\n" for slot, old, new, by in change.wrote]
    assert "".join(lines) == block("change")


def test_buying_milk_is_shown_as_on_the_page(program: Program) -> None:
    header = Header(program.id, program.title, "1", "f", "default", 0, "")
    session = Session.begin(Machine(program), header, None, Settings())
    assert "".join(f"{line}\n" for line in words.turn(session.choose(1)) if line) == block("plain")
