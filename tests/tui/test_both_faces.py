"""The same choices, played in plain lines and on the screen with the real engine, give the same words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from engine.compiler import compile_story
from engine.machine import Machine
from engine.plain import words
from engine.program import Program
from engine.tui.messages import Start
from engine.tui.widgets.leaf import Leaf
from engine.tui.widgets.menu import Menu
from engine.tui.widgets.prose import Prose
from engine.workbench import wander
from tests.stories import corpus
from tests.stories.sitting import MemoryDesk, plainly
from tests.tui.screen import Scenery, run

STORY = Path(__file__).resolve().parents[2] / "story" / "border-formalities"
CHOICE = re.compile(r"[1-9]\. \S")
CORPUS = (
    "poison-text-is-only-text",
    "variables-have-types-ranges-and-words",
    "chance-draws-by-weight",
    "prose-goes-on-in-the-next-scene",
)


def shipped() -> Program:
    files = {each.relative_to(STORY).as_posix(): each.read_bytes() for each in sorted(STORY.rglob("*.yaml"))}
    program = compile_story(files).program
    assert program is not None
    return program


def numbers(machine: Machine, profile: str, seed: int) -> list[int]:
    """Return the choices of a random play by their numbers on the page."""
    play = next(iter(wander(machine, profile, range(seed, seed + 1), most=40)))
    offered = [[offer[0] for offer in change.offers] for change in play.changes]
    return [ids.index(choice) + 1 for ids, choice in zip(offered, play.choices, strict=False)]


def plain_words(machine: Machine, profile: str, seed: int, answers: list[int]) -> list[str]:
    """Return the lines of the plain face without its questions, numbered choices, prompts and farewell."""
    out = plainly(machine, [str(each) for each in answers], echo=False, profile=profile, seed=seed)
    card_lines = 1 + len([*words.threshold(MemoryDesk(machine).stories()[0])])
    lines = out.splitlines()[card_lines - 1 : -1]
    asked = machine.program.question
    kept = [line for line in lines if line and not line.startswith(">") and line != asked]
    return [line for line in kept if not CHOICE.match(line) and not line.startswith("This is the end of this play")]


def screen_words(at: Scenery) -> Iterator[str]:
    """Yield the paragraphs that the screen's prose holds, cleaned as plain lines are."""
    for turn in at.app.screen.query_one(Prose).children:
        for paragraph in turn.content.plain.split("\n\n"):
            if not paragraph.startswith("> "):
                yield from words.wrapped(paragraph, 0)


def ending_words(at: Scenery) -> Iterator[str]:
    """Yield the paragraphs of the ending's page."""
    for each in at.app.screen.query_one(Leaf).query(Static):
        for paragraph in each.content.plain.split("\n\n"):
            if paragraph:
                yield from words.wrapped(paragraph, 0)


async def play(at: Scenery, answers: list[int]) -> list[str]:
    """Press the digits; return all words shown."""
    for answer in answers:
        await at.press(str(answer))
    found = list(screen_words(at)) if at.name == "Play" else []
    if at.app.screen.query(Menu) and at.name == "Play" and not at.desk.sessions[-1].view.choices:
        await at.press("1")
    if at.name == "Ending":
        found += list(ending_words(at))
    return found


def compare(program: Program, profile: str, seed: int) -> None:
    machine = Machine(program)
    answers = numbers(machine, profile, seed)
    wanted = plain_words(machine, profile, seed, answers)
    desk = MemoryDesk(machine)
    found: list[str] = []

    async def scene(at: Scenery) -> None:
        found.extend(await play(at, answers))

    run(scene, desk=desk, start=Start(story=program.id, profile=profile, seed=seed), size=(120, 40))
    assert [" ".join(line.split()) for line in found if line.strip()] == [" ".join(line.split()) for line in wanted]


@pytest.mark.parametrize("name", CORPUS)
def test_a_story_of_the_corpus_reads_the_same_on_both_faces(name: str) -> None:
    program = corpus(name)
    compare(program, program.profiles[0].id, 3)


@pytest.mark.parametrize(("profile", "seed"), [("ilya", 1), ("denis", 2)])
def test_border_formalities_reads_the_same_on_both_faces(profile: str, seed: int) -> None:
    compare(shipped(), profile, seed)
