"""Plays at random, by policies, anywhere, counted: what a playtest does and what it says.

In: a program, a policy, an executor. Out: a `Tally`, and a `PlaytestReport` of it. Opens no file, starts no process.
"""

from engine.workbench.playing.bench import Bench, seed_of
from engine.workbench.playing.coverage import LineCount, coverage
from engine.workbench.playing.executor import Executor, Here, Task
from engine.workbench.playing.play import BATCH, MOST_TURNS, PlayTask, changes
from engine.workbench.playing.playtest import Watch, playtest, unwatched
from engine.workbench.playing.policies import Chooser, Mixture, choice_tags, policy_of
from engine.workbench.playing.report import PlaytestReport, passages, playtest_report
from engine.workbench.playing.tally import Failure, Tally, batches, median, quantile

__all__ = [
    "BATCH",
    "MOST_TURNS",
    "Bench",
    "Chooser",
    "Executor",
    "Failure",
    "Here",
    "LineCount",
    "Mixture",
    "PlayTask",
    "PlaytestReport",
    "Tally",
    "Task",
    "Watch",
    "batches",
    "changes",
    "choice_tags",
    "coverage",
    "median",
    "passages",
    "playtest",
    "playtest_report",
    "policy_of",
    "quantile",
    "seed_of",
    "unwatched",
]
