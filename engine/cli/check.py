"""`formalities check`: everything that is wrong with a story, at once."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from engine import __version__
from engine.cli.progress import progress
from engine.compiler import compile_story
from engine.diagnostics import render_all, sarif
from engine.storage import Stories
from engine.workbench import CheckReport, check


def run(arguments: Namespace) -> int:
    """Check; 1 when there is anything to say, be it only a warning."""
    source = Stories().read(arguments.path)
    with progress("Reading the story"):
        report = check(source, compile_story(source.files, source.fingerprint))
    if arguments.json:
        sys.stdout.writelines(json.dumps(each.as_json(), ensure_ascii=False) + "\n" for each in report.diagnostics)
    elif arguments.sarif:
        sys.stdout.write(json.dumps(sarif(report.diagnostics, __version__), ensure_ascii=False, indent=1) + "\n")
    else:
        _say(report)
    return 1 if report.diagnostics else 0


def _say(report: CheckReport) -> None:
    if report.diagnostics:
        sys.stdout.write(render_all(report.diagnostics) + "\n")
    sys.stdout.write(report.summary + "\n")
