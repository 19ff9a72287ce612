"""Whose plays a command is asked for, and who the others are."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cli.desk import machine_profile
from engine.machine import Machine
from engine.program import Program
from engine.workbench.playing import Executor, Mixture, Tally, playtest

GLANCE = 500
"""Plays of a man of whom nothing was asked, only to know what is his."""


def others_of(
    profile: str, tallies: Mapping[str, Tally], program: Program, workers: Executor, policy: Mixture, seed: int
) -> list[Tally]:
    """The tallies of the other men; those who were not asked for are played a little."""
    others = [each.id for each in program.profiles if each.id != profile]
    return [tallies.get(man) or playtest(workers, man, policy, runs=GLANCE, seed=seed) for man in others]


def other_men(program: Program, profile: str) -> list[str]:
    """Profiles that are somebody else's: the same man's other cut is not another man."""
    names = {each.id: each.name for each in program.profiles}
    return [man for man, name in names.items() if name != names[profile]]


def profiles_asked(program: Program, asked: str) -> list[str]:
    """The man who was asked for, else all. Raises UserError when there is no such man."""
    if asked:
        return [machine_profile(Machine(program, with_text=False), asked)]
    return [each.id for each in program.profiles]
