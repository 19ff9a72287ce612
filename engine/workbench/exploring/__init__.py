"""Claims about a story looked into by exploring all that can happen in it. See EXPLORING.md beside this file.

In: a machine without text. Out: a `Report`, plain data. Opens no file, prints nothing.
"""

from engine.workbench.exploring.asking import Heard, Limits, Progress
from engine.workbench.exploring.explore import explore, in_order, of_man, together
from engine.workbench.exploring.report import (
    OPEN,
    PROVED,
    REFUTED,
    Explored,
    FoundFault,
    Play,
    Played,
    Report,
    Verdict,
)

__all__ = [
    "OPEN",
    "PROVED",
    "REFUTED",
    "Explored",
    "FoundFault",
    "Heard",
    "Limits",
    "Play",
    "Played",
    "Progress",
    "Report",
    "Verdict",
    "explore",
    "in_order",
    "of_man",
    "together",
]
