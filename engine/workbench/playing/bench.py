"""Where plays are made: the machines of one program, and the seed of each run.

In: a program. Out: machines, each made when it is first asked for. A worker has one bench for all of its tasks.
"""

from __future__ import annotations

from hashlib import sha256

from engine.machine import Machine
from engine.program import Program


class Bench:
    """The machines of one program, by what they are good for."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._made: dict[str, Machine] = {}

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
