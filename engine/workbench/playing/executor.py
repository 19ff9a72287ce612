"""Who does the tasks: the port, and the one executor that needs nothing, which does them here one after another.

A task is frozen data with a method `done(bench)`; its result goes by the task alone. Executors give the results in the
order of the tasks, so what is merged in that order is the same for one worker and for twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from engine.workbench.playing.bench import Bench

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol[Result_co]):
    """Something to be done at a bench."""

    def done(self, bench: Bench) -> Result_co:
        """Do it."""


class Executor(Protocol):
    """Does tasks somewhere."""

    def results(self, tasks: Iterable[Task[Result]]) -> Iterator[Result]:
        """The results, in the order of the tasks; tasks are taken a few at a time."""


class Here:
    """Does each task when its result is asked for, in this process."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def results(self, tasks: Iterable[Task[Result]]) -> Iterator[Result]:
        """The results, in order."""
        return (task.done(self._bench) for task in tasks)
