"""What is done with stories besides playing: checking them, playing them at random. Opens no file."""

from engine.workbench.check import CheckReport, check
from engine.workbench.surviving import Surviving, surviving, surviving_lines
from engine.workbench.wander import Wandering, wander
from engine.workbench.world import WorldReport, world_lines, world_report

__all__ = [
    "CheckReport",
    "Surviving",
    "Wandering",
    "WorldReport",
    "check",
    "surviving",
    "surviving_lines",
    "wander",
    "world_lines",
    "world_report",
]
