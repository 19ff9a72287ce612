"""`formalities`: from arguments to a command, and from whatever happens to an exit code and a sentence."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from engine.cli.arguments import parser
from engine.errors import UserError

INTERRUPTED, NOBODY_READS = 130, 141


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code. Nothing is raised but what argparse raises for usage (SystemExit 2)."""
    _speak_unicode()
    arguments = parser().parse_args(argv)
    try:
        code = _command(arguments.command)(arguments)
        sys.stdout.flush()
        return code
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return getattr(error, "code", 2)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except Exception as error:
        return _our_fault(error)


def _command(name: str) -> Callable[[Namespace], int]:
    """A command's function, its module loaded only now: `check` needs no screen and `play` no YAML."""
    found: Callable[[Namespace], int] = import_module(f"engine.cli.{name}").run
    return found


def _speak_unicode() -> None:
    """Pipes and old terminals get what they can show, and no traceback for the rest."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", newline="\n")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _drop_output() -> None:
    """The reader has gone: let nothing complain about it on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _our_fault(error: Exception) -> int:
    import traceback

    sys.stderr.write("".join(traceback.format_exception(error)))
    sys.stderr.write("This is our own fault, not yours. What you played is saved.\n")
    return 3
