"""What is done with stories besides playing: beginning them, checking them, playing them at random. Opens no file."""

from engine.workbench.beginning import beginning, is_story_name
from engine.workbench.check import CheckReport, check
from engine.workbench.surviving import Surviving, surviving, surviving_lines
from engine.workbench.wander import Wandering, wander
from engine.workbench.world import WorldReport, world_lines, world_report

__all__ = [
    "CheckReport",
    "Surviving",
    "Wandering",
    "WorldReport",
    "beginning",
    "check",
    "is_story_name",
    "surviving",
    "surviving_lines",
    "wander",
    "world_lines",
    "world_report",
]
