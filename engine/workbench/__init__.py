"""What is done with stories besides playing: beginning them, checking them, playing them at random. Opens no file."""

from engine.workbench.beginning import beginning, is_story_name
from engine.workbench.check import CheckReport, check
from engine.workbench.wander import Wandering, wander

__all__ = ["CheckReport", "Wandering", "beginning", "check", "is_story_name", "wander"]
