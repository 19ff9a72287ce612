"""`formalities new`: the folder of a small story that plays, to begin from."""

from __future__ import annotations

import contextlib
import shlex
import sys
from argparse import Namespace
from pathlib import Path

from engine.cli.schema import NAME, schema_text
from engine.compiler.json_schema import MODELINE
from engine.errors import UserError
from engine.storage import Stories, reason, write_whole
from engine.workbench import beginning, is_story_name


def run(arguments: Namespace) -> int:
    """Make the folder and its files, all or none."""
    folder = Path(arguments.folder) / _checked(arguments.name)
    files = {**beginning(arguments.name, MODELINE + NAME), NAME: schema_text()}
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise UserError(f"{folder} is there already; nothing was written.") from error
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {reason(error)}.") from error
    _fill(folder, files)
    typed = shlex.quote(str(folder))
    sys.stdout.write(f"{folder} is a story now. Next:\n    formalities play {typed}\n    formalities check {typed}\n")
    return 0


def _checked(name: str) -> str:
    if not is_story_name(name):
        raise UserError(f'"{name}" cannot be a story\'s name: small letters, digits and hyphens, a letter first.')
    if name in Stories().names():
        raise UserError(f"A story called {name} comes with the program; choose another name.")
    return name


def _fill(folder: Path, files: dict[str, str]) -> None:
    """Write all files; where one cannot be written, take the folder away again."""
    try:
        for name, text in files.items():
            write_whole(folder / name, text.encode())
    except OSError as error:
        with contextlib.suppress(OSError):
            for name in files:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
        raise UserError(f"{folder} cannot be written: {reason(error)}.") from error
