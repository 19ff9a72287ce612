"""`formalities saves`: the play-throughs there are."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from engine.storage import SaveFolder, saves_folder


def run(arguments: Namespace) -> int:
    """One line a save, last played first."""
    folder = Path(arguments.saves) if arguments.saves else saves_folder()
    found = SaveFolder(folder).list(arguments.story or None)
    for each in found:
        state = each.trouble or ("ended" if each.ending else f"{each.turns} turns")
        sys.stdout.write(f"{each.name}: {state}, last played {each.last_played}\n")
    if not found:
        sys.stdout.write("There are no play-throughs yet.\n")
    return 0
