"""`formalities another`: the decisions of a play-through made by another man, side by side."""

from __future__ import annotations

import sys
from argparse import Namespace

from engine.cli.desk import LocalDesk
from engine.cli.progress import progress
from engine.errors import ChoiceError, UserError
from engine.plain import as_json, words
from engine.session.lives import lives_page


def run(arguments: Namespace) -> int:
    """Print both lives; 0, or an error in words for a man there is not."""
    desk = LocalDesk(story=arguments.story, saves=arguments.saves)
    with progress("Living another life"):
        try:
            lives = desk.read(arguments.save).lives(arguments.profile)
        except ChoiceError as error:
            raise UserError(str(error)) from error
    if arguments.json:
        sys.stdout.write(as_json("lives", lives) + "\n")
    else:
        sys.stdout.writelines(f"{words.clean(line)}\n" for line in words.page(lives_page(lives)))
    return 0
