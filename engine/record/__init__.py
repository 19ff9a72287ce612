"""The tree of turns of one play-through: what was chosen, what it did, and where the player stands.

In: changes from the machine. Out: entries for a journal, paths through the tree, and cells of any turn. Opens no file.
"""

from engine.record.another import Life, Row, another
from engine.record.branches import Branch
from engine.record.breaking import Break
from engine.record.cells import cells_after, redo
from engine.record.checkpoints import nearest, reached
from engine.record.fitting import carrying
from engine.record.model import SINCE_2, Bookmark, Entry, Header, Named, Removal, Snapshot, Stand, Turn
from engine.record.moving import Difference, Moved, Moving, Offer, moved
from engine.record.ports import Journal, Opened, ProgramStore, Progress, SaveLine, Saves, StoryFolder, StorySource
from engine.record.pruning import pruned, removal_of
from engine.record.replay import Replayed, again, drawn_now, made_again, outcomes_now, replay, run_before, turns_now
from engine.record.transplant import Followed, Transplanted, transplanted
from engine.record.tree import Record, turn_from

__all__ = [
    "SINCE_2",
    "Bookmark",
    "Branch",
    "Break",
    "Difference",
    "Entry",
    "Followed",
    "Header",
    "Journal",
    "Life",
    "Moved",
    "Moving",
    "Named",
    "Offer",
    "Opened",
    "ProgramStore",
    "Progress",
    "Record",
    "Removal",
    "Replayed",
    "Row",
    "SaveLine",
    "Saves",
    "Snapshot",
    "Stand",
    "StoryFolder",
    "StorySource",
    "Transplanted",
    "Turn",
    "again",
    "another",
    "carrying",
    "cells_after",
    "drawn_now",
    "made_again",
    "moved",
    "nearest",
    "outcomes_now",
    "pruned",
    "reached",
    "redo",
    "removal_of",
    "replay",
    "run_before",
    "transplanted",
    "turn_from",
    "turns_now",
]
