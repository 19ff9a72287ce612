"""`formalities schema`: what editors need to help while a story is written."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from engine.compiler.json_schema import MODELINE, story_schema
from engine.errors import UserError
from engine.storage import reason, write_whole

NAME = "story.schema.json"
"""What the schema is called beside a story."""


def run(arguments: Namespace) -> int:
    """Print the schema, or write it where `--out` says."""
    if not arguments.out:
        sys.stdout.write(schema_text())
        return 0
    path = Path(arguments.out)
    if path.is_dir():
        path = path / NAME
    try:
        write_whole(path, schema_text().encode())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {reason(error)}.") from error
    sys.stdout.write(f"{path} is written. The first line of a story file beside it: {MODELINE}{path.name}\n")
    return 0


def schema_text() -> str:
    """The schema as the file that stands beside a story."""
    return json.dumps(story_schema(), ensure_ascii=False, indent=1) + "\n"
