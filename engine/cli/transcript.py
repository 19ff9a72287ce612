"""`formalities transcript`: a play-through as a document."""

from __future__ import annotations

import sys
from argparse import Namespace

from engine.cli.desk import LocalDesk
from engine.cli.files import write_new
from engine.cli.progress import progress
from engine.publish import as_html, as_json, as_markdown, as_text

_WRITERS = {"text": as_text, "markdown": as_markdown, "html": as_html, "json": as_json}


def run(arguments: Namespace) -> int:
    """Write it to standard output, or to a new file."""
    desk = LocalDesk(story=arguments.story, saves=arguments.saves)
    with progress("Telling the play-through"):
        told = desk.read(arguments.save).told(causes=arguments.causes, sources=arguments.sources)
    document = _WRITERS[arguments.format](told)
    if arguments.out:
        write_new(arguments.out, document)
    else:
        sys.stdout.write(document)
    return 0
