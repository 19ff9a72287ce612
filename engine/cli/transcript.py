"""`formalities transcript`: a play-through as a document."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from engine.cli.desk import LocalDesk
from engine.cli.progress import progress
from engine.errors import UserError
from engine.publish import as_html, as_json, as_markdown, as_text

_WRITERS = {"text": as_text, "markdown": as_markdown, "html": as_html, "json": as_json}


def run(arguments: Namespace) -> int:
    """Write it to standard output, or to a new file."""
    desk = LocalDesk(story=arguments.story, saves=arguments.saves)
    with progress("Telling the play-through"):
        told = desk.read(arguments.save).told(causes=arguments.causes, sources=arguments.sources, typed=arguments.typed)
    document = _WRITERS[arguments.format](told)
    if arguments.out:
        _write(arguments.out, document)
    else:
        sys.stdout.write(document)
    return 0


def _write(path: str, document: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(document)
    except FileExistsError as error:
        raise UserError(f"{path} is there already and is left as it is.") from error
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
