"""`formalities world`: what is open to a man on a day, and how early he can be at each crossing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from engine.cli.desk import LocalDesk, machine_profile
from engine.cli.plain_json import plain
from engine.cli.progress import progress
from engine.compiler.values import moment
from engine.errors import UserError
from engine.machine import Machine
from engine.program import Clock
from engine.storage import Stories
from engine.workbench import world_lines, world_report


def run(arguments: Namespace) -> int:
    """Print the report; 0, or an error in words for a story without a map, an unknown man or an impossible day."""
    machine = Machine(LocalDesk().program(Stories().read(arguments.path)))
    world = machine.program.world
    if not (world.routes or world.crossings):
        raise UserError(f'"{machine.program.title}" declares no routes and no crossings.')
    on = _moment(arguments.on, machine.program.clock) if arguments.on else None
    with progress("Looking for the earliest arrivals"):
        report = world_report(machine, machine_profile(machine, arguments.profile), on)
    if arguments.json:
        sys.stdout.write(json.dumps(plain(report), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in world_lines(report, machine))
    return 0


def _moment(written: str, clock: Clock) -> int:
    """A moment of the story's, as its clock's zone has it."""
    found = moment(written, clock.zone)
    if found is None:
        raise UserError(f'"{written}" is no date. Write 2022-09-26, or "2022-09-26 14:00".')
    if not clock.start <= found <= clock.end:
        raise UserError(f'"{written}" lies outside the time of the story.')
    return found
