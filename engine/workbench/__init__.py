"""What is done with stories besides playing: checking them, playing them at random. Opens no file."""

from engine.workbench.check import CheckReport, check
from engine.workbench.wander import Wandering, wander
from engine.workbench.world import WorldReport, world_lines, world_report

__all__ = ["CheckReport", "Wandering", "WorldReport", "check", "wander", "world_lines", "world_report"]
