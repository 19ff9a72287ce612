"""The option behind the id of a choice, whether a scene wrote it or a block offered a storylet as one."""

from __future__ import annotations

from engine.program import Choices, Option, Program
from engine.program.ids import DEALT, owner_of, scene_of


def option_of(program: Program, choice: str) -> Option:
    """The option called `choice`; StopIteration or KeyError for an id that the story does not have."""
    storylet = choice.partition(DEALT)[2]
    blocks = [step for step in program.scenes[scene_of(choice)].steps if isinstance(step, Choices)]
    if storylet:
        label = next(each.label for each in program.storylets if each.scene == storylet)
        block = next(each for each in blocks if each.id == owner_of(choice))
        return Option(choice, label, block.offerings[0].back)
    return next(option for block in blocks for option in block.options if option.id == choice)
