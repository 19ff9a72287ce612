"""Executors that need more than this process: processes of this machine, or an existing Dask cluster.

In: a program and tasks. Out: results in the order of the tasks. A worker is given the program once, as JSON, and makes
its own bench of it; a few tasks wait for each worker at a time, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from engine.errors import UserError
from engine.program import Program
from engine.program.codec import decode, encode
from engine.workbench.playing import Bench, Executor, Here, Task

WAITING = 3
"""Tasks that are under way or wait, for each worker."""

_benches: dict[str, Bench] = {}
"""The bench of this process, when it is a worker's, by the program it is of."""


def processes(asked: int) -> int:
    """How many `--jobs` asks for; 0: one a processor."""
    return asked or os.cpu_count() or 1


@contextmanager
def executor(program: Program, *, jobs: int = 1, cluster: str = "") -> Iterator[Executor]:
    """Who does the work: this process, `jobs` processes, or the cluster whose scheduler is at `cluster`."""
    if cluster:
        with _cluster(program, cluster) as found:
            yield found
    elif jobs > 1:
        with _processes(program, jobs) as found:
            yield found
    else:
        yield Here(Bench(program))


class Window:
    """Submits tasks as long as there is room, and gives the results in order."""

    def __init__(self, submit: Callable[[Task[Any]], Any], room: int) -> None:
        self._submit = submit
        self._room = room

    def results(self, tasks: Iterable[Task[Any]]) -> Iterator[Any]:
        """The results, in the order of the tasks."""
        waiting: deque[Any] = deque()
        for task in tasks:
            waiting.append(self._submit(task))
            if len(waiting) >= self._room:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _processes(program: Program, jobs: int) -> Iterator[Executor]:
    packed = packed_program(program)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=bench_of, initargs=(packed,)) as pool:
        try:
            yield Window(lambda task: pool.submit(do_here, task), jobs * WAITING)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _cluster(program: Program, address: str) -> Iterator[Executor]:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise UserError('--cluster needs one package more: pip install "border-formalities[cluster]"') from error
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise UserError(f"No scheduler answers at {address}.") from error
    with client:
        workers = max(1, len(client.ncores()))
        packed = client.scatter(packed_program(program), broadcast=True, hash=False)
        yield Window(lambda task: client.submit(do_with, packed, task, pure=False), workers * WAITING)


def packed_program(program: Program) -> str:
    """A program as it goes to workers."""
    return json.dumps(encode(program), ensure_ascii=False, separators=(",", ":"))


def bench_of(packed: str) -> Bench:
    """The bench for a program that came as JSON; made once in each process."""
    if packed not in _benches:
        _benches.clear()
        _benches[packed] = Bench(decode(Program, json.loads(packed)))
    return _benches[packed]


def do_here(task: Task[Any]) -> Any:
    """Do a task at the one bench of this process."""
    return task.done(next(iter(_benches.values())))


def do_with(packed: str, task: Task[Any]) -> Any:
    """Do a task at the bench of a program."""
    return task.done(bench_of(packed))
