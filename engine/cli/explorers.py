"""Explorations of several men side by side, each in a process of its own.

In: a program, claims, limits, how many processes. Out: the report that one process makes, in the same order. A worker
is given the program once, as JSON; it tells through a queue how far it is, and looks at an event for when to stop.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from queue import Empty
from time import monotonic
from typing import Any, NamedTuple

from engine.cli.workers import packed_program
from engine.machine import Machine
from engine.program import Claim, Program
from engine.program.codec import decode
from engine.workbench.exploring import Heard, Limits, Progress, Report, explore, in_order, of_man, together

_EVERY = 0.3
"""Seconds between two looks at what the workers tell."""


class _Own(NamedTuple):
    """What a worker process has."""

    machine: Machine
    told: Any
    over: Any


_owns: dict[int, _Own] = {}


def explored(
    program: Program, limits: Limits, heard: Heard, claims: Sequence[Claim], men: Sequence[str] | None, jobs: int
) -> Report:
    """The report on `claims`, by `jobs` processes where there are several men."""
    machine = Machine(program, with_text=False)
    order = in_order(machine, claims, men)
    jobs = min(jobs, len(order))
    if jobs <= 1:
        return explore(machine, limits, heard, claims, men)
    context = multiprocessing.get_context("spawn")
    told, over = context.Queue(), context.Event()
    given = (packed_program(program), told, over)
    with ProcessPoolExecutor(jobs, context, initializer=_began, initargs=given) as pool:
        parts = _Shares(pool, order, limits, tuple(claims), jobs).parts(partial(_listened, told, over, heard))
    return together(program, claims, parts, limits, men)


class _Shares:
    """Gives each man to a process when one is free, with his part of the time that is left."""

    def __init__(
        self, pool: ProcessPoolExecutor, order: Sequence[str], limits: Limits, claims: tuple[Claim, ...], jobs: int
    ) -> None:
        self._pool = pool
        self._waiting = list(order)
        self._limits = limits
        self._claims = claims
        self._jobs = jobs
        self._over = monotonic() + limits.seconds

    def parts(self, listened: Any) -> dict[str, Report]:
        """The reports by man."""
        found: dict[str, Report] = {}
        under_way: dict[Future[Report], str] = {}
        while self._waiting or under_way:
            while self._waiting and len(under_way) < self._jobs:
                man = self._waiting[0]
                under_way[self._pool.submit(_of_man, man, self._claims, self._share())] = man
                del self._waiting[0]
            done, _ = wait(under_way, timeout=_EVERY, return_when=FIRST_COMPLETED)
            for each in done:
                found[under_way.pop(each)] = each.result()
            listened()
        return found

    def _share(self) -> Limits:
        rounds = -(-len(self._waiting) // self._jobs)
        return self._limits.replace(seconds=max(self._over - monotonic(), 0.0) / rounds)


def _listened(told: Any, over: Any, heard: Heard) -> None:
    """Pass on what the workers have told, and whether they are to stop."""
    while True:
        try:
            progress: Progress = told.get_nowait()
        except Empty:
            return
        if not heard(progress):
            over.set()


def _began(packed: str, told: Any, over: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was started by hand says when to stop
    _owns[os.getpid()] = _Own(Machine(decode(Program, json.loads(packed)), with_text=False), told, over)


def _of_man(man: str, claims: tuple[Claim, ...], limits: Limits) -> Report:
    own = _owns[os.getpid()]

    def heard(progress: Progress) -> bool:
        own.told.put(progress)
        return not own.over.is_set()

    return of_man(own.machine, man, claims, limits, heard)
