"""What a story is measured by: its prose, its length, what its choices do.

In: a program and plays of it. Out: reports, plain data. Opens no file.
"""

from engine.workbench.measures.reading import Read, ReadTask
from engine.workbench.measures.stats import ManStats, StatsReport, read_plays, stats_report

__all__ = ["ManStats", "Read", "ReadTask", "StatsReport", "read_plays", "stats_report"]
