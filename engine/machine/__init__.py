"""Runs a program: states in, choices in, states and events out. No disk, no clock on the wall, no chance but seeded.

`Machine` owns what is generated from one program; `Run` plays in place; `State` is the pure face.
"""

from engine.machine.events import Change, Drawn, Fault, Offer, Remembered, Said, Wrote
from engine.machine.machine import Machine
from engine.machine.reads import Read, reads
from engine.machine.reasons import reason
from engine.machine.run import Run
from engine.machine.state import State
from engine.machine.world import Ask, Because

__all__ = [
    "Ask",
    "Because",
    "Change",
    "Drawn",
    "Fault",
    "Machine",
    "Offer",
    "Read",
    "Remembered",
    "Run",
    "Said",
    "State",
    "Wrote",
    "reads",
    "reason",
]
