"""`formalities test`: the scripted plays of a story, played; or a new one, written from a save."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace

from engine.cli.desk import LocalDesk, StoryHasMistakes
from engine.cli.files import write_new
from engine.cli.progress import progress
from engine.compiler import compile_story
from engine.errors import UserError
from engine.machine import Machine
from engine.storage import Stories
from engine.workbench.testing import Rehearsal, as_junit, play_script, rehearsal_lines, script_text
from engine.workbench.testing.reporting import as_json

_NAME = re.compile(r"[^\W\d]\w*")


def run(arguments: Namespace) -> int:
    """Play them; 1 when one is not as expected."""
    return _record(arguments) if arguments.record else _test(arguments)


def _test(arguments: Namespace) -> int:
    source = Stories().read(arguments.path)
    with progress("Reading the story"):
        compiled = compile_story(source.files, source.fingerprint)
    if compiled.program is None:
        raise StoryHasMistakes(f'"{source.name}" has mistakes. To see them: formalities check {arguments.path}')
    machine = Machine(compiled.program)
    wanted = [each for each in compiled.scripts if arguments.only in ("", each.id)]
    if arguments.only and not wanted:
        raise UserError(f'"{source.name}" has no test called "{arguments.only}".')
    with progress("Playing"):
        results = [play_script(machine, each) for each in wanted]
    _say(arguments, machine.program.id, results)
    return 1 if any(not each.passed for each in results) else 0


def _say(arguments: Namespace, story: str, results: list[Rehearsal]) -> None:
    if arguments.junit:
        write_new(arguments.junit, as_junit(story, results), replace=True)
    if arguments.json:
        sys.stdout.writelines(json.dumps(as_json(each), ensure_ascii=False) + "\n" for each in results)
    else:
        sys.stdout.writelines(f"{line}\n" for line in rehearsal_lines(results))


def _record(arguments: Namespace) -> int:
    """Write a test from a save, to standard output or to a new file."""
    if not _NAME.fullmatch(arguments.name):
        raise UserError(f'"{arguments.name}" is no name for a test: letters, digits and _, no digit first.')
    desk = LocalDesk(story=arguments.path, saves=arguments.saves)
    machine, record = desk.stored(arguments.record)
    if any(not turn.choice for turn in record.path()[1:]):
        raise UserError("This play-through was carried over from another version of the story; play it again first.")
    text = script_text(machine, record, arguments.name)
    if arguments.out:
        write_new(arguments.out, text)
    else:
        sys.stdout.write(text)
    return 0
