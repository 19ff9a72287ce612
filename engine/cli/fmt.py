"""`formalities fmt`: a story's YAML in order, without the loss of a word."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from engine.cli.progress import progress
from engine.compiler.formatting import Formatted, formatted
from engine.diagnostics import render_all
from engine.storage import Stories, rewrite


def run(arguments: Namespace) -> int:
    """Format each file; 1 when one would change under `--check`, or must be left alone for its mistakes."""
    files = Stories().read(arguments.path).files
    with progress("Reading the story"):
        made = {name: formatted(name, raw, ids=arguments.ids, repair=arguments.repair) for name, raw in files.items()}
    changed = [name for name, found in made.items() if found.content != files[name]]
    if arguments.check:
        sys.stdout.writelines(f"{name} would change.\n" for name in changed)
    else:
        _write(files, made, changed)
    wrong = _tell_wrong(made)
    if not changed and not wrong:
        sys.stdout.write("Everything is in order.\n")
    return 1 if wrong or (arguments.check and changed) else 0


def _write(files: Mapping[str, bytes], made: Mapping[str, Formatted], changed: list[str]) -> None:
    for name in changed:
        rewrite(Path(name), files[name], made[name].content)
        for line in made[name].mended:
            sys.stdout.write(f"{name}:{line.line}: {line.code}: {line.before}\n    is now {line.after}\n")
        sys.stdout.write(f"{name} is in order now.\n")


def _tell_wrong(made: Mapping[str, Formatted]) -> bool:
    """Say which files were left alone, and why."""
    wrong = {name: found.diagnostics for name, found in made.items() if found.diagnostics}
    for name, found in wrong.items():
        sys.stdout.write(f"{render_all(found)}\n{name} was left alone.\n")
    return bool(wrong)
