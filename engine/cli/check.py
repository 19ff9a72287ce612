"""`formalities check`: everything that is wrong with a story, at once."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from engine import __version__
from engine.cli.progress import progress
from engine.compiler import check_files
from engine.diagnostics import render_all, sarif
from engine.record import StorySource
from engine.storage import CheckedFiles, Stories, cache_folder
from engine.workbench import CheckReport, check

WORTH_KEEPING = 250_000
"""Bytes of a story from which on a second check is helped by the first."""


def run(arguments: Namespace) -> int:
    """Check; 1 when there is anything to say, be it only a warning."""
    source = Stories().read(arguments.path)
    kept = _kept(source)
    with progress("Reading the story"):
        found = check_files(source.files, kept)
        report = check(source, found)
    if arguments.json:
        sys.stdout.writelines(json.dumps(each.as_json(), ensure_ascii=False) + "\n" for each in report.diagnostics)
    elif arguments.sarif:
        sys.stdout.write(json.dumps(sarif(report.diagnostics, __version__), ensure_ascii=False, indent=1) + "\n")
    else:
        _say(report)
    if kept is not None:
        sys.stdout.flush()
        found.keep()
        kept.prune()
    return 1 if report.diagnostics else 0


def _say(report: CheckReport) -> None:
    if report.diagnostics:
        sys.stdout.write(render_all(report.diagnostics) + "\n")
    sys.stdout.write(report.summary + "\n")


def _kept(source: StorySource) -> CheckedFiles | None:
    """Where the scenes of a large story are kept for the next check; a small one is read faster than that is found."""
    if sum(map(len, source.files.values())) < WORTH_KEEPING:
        return None
    return CheckedFiles(cache_folder() / "checked")
