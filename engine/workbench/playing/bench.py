"""Where plays are made: the machines of one program, and the seed of each run.

In: a program. Out: machines, each made when it is first asked for. A worker has one bench for all of its tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast

from engine.machine import Machine
from engine.program import Program

Made = TypeVar("Made")


class Bench:
    """The machines of one program, by what they are good for, and what else was worked out of it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._made: dict[str, Machine] = {}
        self._worked_out: dict[Callable[[Program], Any], Any] = {}

    def once(self, make: Callable[[Program], Made]) -> Made:
        """What `make` gives for the program; made when it is first asked for."""
        if make not in self._worked_out:
            self._worked_out[make] = make(self.program)
        return cast(Made, self._worked_out[make])

    def silent(self) -> Machine:
        """Says nothing; for endings and cells."""
        return self._machine("silent", with_text=False)

    def speaking(self) -> Machine:
        """Says what a reader reads."""
        return self._machine("speaking", with_text=True)

    def traced(self) -> Machine:
        """Says nothing, and notes each step it comes to."""
        return self._machine("traced", with_text=False, traced=True)

    def _machine(self, name: str, *, with_text: bool, traced: bool = False) -> Machine:
        if name not in self._made:
            self._made[name] = Machine(self.program, with_text=with_text, traced=traced)
        return self._made[name]


def seed_of(seed: int, run: int) -> int:
    """The seed of run number `run` (from 1) of a playtest with the seed `seed`: 32 bits, none of the others' luck."""
    return int.from_bytes(sha256(f"{seed}\nrun\n{run}".encode()).digest()[:4], "big")
