"""The tree of turns of one play-through: what was chosen, what it did, and where the player stands.

In: changes from the machine. Out: entries for a journal, paths through the tree, and cells of any turn. Opens no file.
"""

from engine.record.checkpoints import nearest, reached
from engine.record.model import Entry, Header, Snapshot, Stand, Turn
from engine.record.ports import Journal, Opened, ProgramStore, SaveLine, Saves, StoryFolder, StorySource
from engine.record.replay import Replayed, again, drawn_now, replay, turns_now
from engine.record.tree import Record, turn_from

__all__ = [
    "Entry",
    "Header",
    "Journal",
    "Opened",
    "ProgramStore",
    "Record",
    "Replayed",
    "SaveLine",
    "Saves",
    "Snapshot",
    "Stand",
    "StoryFolder",
    "StorySource",
    "Turn",
    "again",
    "drawn_now",
    "nearest",
    "reached",
    "replay",
    "turn_from",
    "turns_now",
]
