"""What is done with stories besides playing: checking them, playing them at random. Opens no file."""

from engine.workbench.check import CheckReport, check
from engine.workbench.wander import Wandering, wander

__all__ = ["CheckReport", "Wandering", "check", "wander"]
