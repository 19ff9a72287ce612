"""`formalities check`: everything that is wrong with a story, at once."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from engine.cli.progress import progress
from engine.compiler import compile_story
from engine.diagnostics import render_all
from engine.record import StorySource
from engine.storage import CheckedFiles, Stories, cache_folder
from engine.workbench import check

WORTH_KEEPING = 250_000
"""Bytes of a story from which on a second check is helped by the first."""


def run(arguments: Namespace) -> int:
    """Check; 1 when there is anything to say."""
    source = Stories().read(arguments.path)
    kept = _kept(source)
    with progress("Reading the story"):
        compiled = compile_story(source.files, source.fingerprint, kept=kept)
        report = check(source, compiled)
    if arguments.json:
        sys.stdout.writelines(json.dumps(each.as_json(), ensure_ascii=False) + "\n" for each in report.diagnostics)
    else:
        if report.diagnostics:
            sys.stdout.write(render_all(report.diagnostics) + "\n")
        sys.stdout.write(report.summary + "\n")
    if kept is not None:
        sys.stdout.flush()
        compiled.keep()
        kept.prune()
    return 1 if report.diagnostics else 0


def _kept(source: StorySource) -> CheckedFiles | None:
    """Where the scenes of a large story are kept for the next check; a small one is read faster than that is found."""
    if sum(map(len, source.files.values())) < WORTH_KEEPING:
        return None
    return CheckedFiles(cache_folder() / "checked")
