"""Scripted plays, played: what was expected, what was found, and the shortest play that shows it.

In: a machine and scripts. Out: a `Rehearsal` for each. Opens no file.
"""

from engine.workbench.testing.playing import Failing, Rehearsal, play_script
from engine.workbench.testing.recording import script_text
from engine.workbench.testing.reporting import as_junit, rehearsal_lines

__all__ = ["Failing", "Rehearsal", "as_junit", "play_script", "rehearsal_lines", "script_text"]
