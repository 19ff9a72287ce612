"""What a story is measured by: its prose, its length, what its choices do.

In: a program and plays of it. Out: reports, plain data. Opens no file.
"""

from engine.workbench.measures.effects import BlockEffect, PairEffect
from engine.workbench.measures.estimates import Estimate
from engine.workbench.measures.judging import Measured, MeasuresReport, false_choices, measures_report
from engine.workbench.measures.moving import Moved, moved_measures
from engine.workbench.measures.reading import Read, ReadTask
from engine.workbench.measures.stats import ManStats, StatsReport, read_plays, stats_report
from engine.workbench.measures.taking import FULL, QUICK, Samples, Sampling, find_effects, sample

__all__ = [
    "FULL",
    "QUICK",
    "BlockEffect",
    "Estimate",
    "ManStats",
    "Measured",
    "MeasuresReport",
    "Moved",
    "PairEffect",
    "Read",
    "ReadTask",
    "Samples",
    "Sampling",
    "StatsReport",
    "false_choices",
    "find_effects",
    "measures_report",
    "moved_measures",
    "read_plays",
    "sample",
    "stats_report",
]
