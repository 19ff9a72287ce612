"""Whose plays a command is asked for, and who the others are."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cli.desk import machine_profile
from engine.machine import Machine
from engine.program import Program
from engine.workbench.playing import Tally


def others_of(profile: str, tallies: Mapping[str, Tally]) -> list[Tally]:
    """The tallies of the other men."""
    return [tally for man, tally in tallies.items() if man != profile]


def profiles_asked(program: Program, asked: str) -> list[str]:
    """The man who was asked for, else all. Raises UserError when there is no such man."""
    if asked:
        return [machine_profile(Machine(program, with_text=False), asked)]
    return [each.id for each in program.profiles]
