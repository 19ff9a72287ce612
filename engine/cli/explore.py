"""`formalities explore`: what a story claims, proved, refuted by a play, or not settled."""

from __future__ import annotations

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from engine.cli.desk import LocalDesk
from engine.cli.explored import progress_line, report_lines
from engine.cli.explorers import explored
from engine.cli.plays import write_plays
from engine.cli.progress import SILENT_FOR
from engine.cli.workers import processes
from engine.errors import UserError
from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Claim, Program
from engine.storage import Stories
from engine.workbench.exploring import OPEN, REFUTED, Limits, Progress, Report

REFUTES, UNSETTLED = 1, 4
"""Exit codes: something is refuted or a fault was found; nothing is, but something is not settled."""

_LONG_AGO = 5.0
"""Seconds after which what a man's exploration told is no longer shown."""


def run(arguments: Namespace) -> int:
    """Explore and say what was found; 0 when every claim is proved and no fault was found."""
    if arguments.states < 1 or arguments.minutes <= 0:
        raise UserError("--states and --minutes take a number above 0.")
    desk = LocalDesk(story=arguments.path)
    program = desk.program(Stories().read(arguments.path))
    claims = _chosen(program, arguments.claim)
    limits = Limits(arguments.states, arguments.minutes * 60)
    men = _men(program, claims, arguments.profile)
    with _told(limits.seconds) as teller:
        report = explored(program, limits, teller.heard, claims, men, processes(arguments.jobs))
    plays = write_plays(arguments.out, report, Machine(program)) if arguments.out else {}
    if arguments.json:
        files = [
            [each.claim, each.of, each.profile, plays[each.play]] for each in report.verdicts if each.play in plays
        ]
        sys.stdout.write(json.dumps({**_plain(report), "files": files}, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in report_lines(report, plays))
    return _code(report)


def _chosen(program: Program, name: str) -> Sequence[Claim]:
    claims = tuple(each for each in program.claims if not name or each.id == name)
    if not program.claims:
        raise UserError(f'"{program.title}" claims nothing. What can be claimed is told in the manual under "claims:".')
    if not claims:
        raise UserError(f'"{program.title}" has no claim "{name}"; it has {", ".join(c.id for c in program.claims)}.')
    return claims


def _men(program: Program, claims: Sequence[Claim], name: str) -> tuple[str, ...] | None:
    """The one man that was asked for; None for all."""
    if not name:
        return None
    if name not in [each.id for each in program.profiles]:
        raise UserError(f'"{program.title}" has no man "{name}"; it has {", ".join(p.id for p in program.profiles)}.')
    if not any(not each.profiles or name in each.profiles for each in claims):
        raise UserError(f'Nothing of that is claimed of "{name}".')
    return (name,)


def _code(report: Report) -> int:
    found = {each.verdict for each in report.verdicts}
    if REFUTED in found or report.faults:
        return REFUTES
    return UNSETTLED if OPEN in found else 0


class _Teller:
    """Says how far things are on a terminal, and is asked whether to go on."""

    def __init__(self, seconds: float) -> None:
        self.stopped = False
        self._over = monotonic() + seconds
        self._told: dict[str, tuple[float, Progress]] = {}
        self._next = monotonic() + SILENT_FOR
        self._shows = sys.stderr.isatty()
        self._said = False

    def heard(self, progress: Progress) -> bool:
        """Whether to go on."""
        now = monotonic()
        self._told[progress.profile] = now, progress
        if self._shows and now >= self._next:
            under_way = [each for at, each in self._told.values() if now - at < _LONG_AGO]
            sys.stderr.write(f"\r\x1b[K{progress_line(under_way, self._over - now)}")
            sys.stderr.flush()
            self._next = now + SILENT_FOR
            self._said = True
        return not self.stopped

    def close(self) -> None:
        """Leave a clean line."""
        if self._said:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def _told(seconds: float) -> Iterator[_Teller]:
    """Somebody who tells, and whom Ctrl+C stops; a second Ctrl+C ends the command."""
    teller = _Teller(seconds)

    def stop(_signal: int, _frame: object) -> None:
        teller.stopped = True
        signal.signal(signal.SIGINT, usual)

    usual = signal.signal(signal.SIGINT, stop)
    try:
        yield teller
    finally:
        signal.signal(signal.SIGINT, usual)
        teller.close()


def _plain(node: Any) -> Any:
    """A report as mappings and lists."""
    if isinstance(node, Frozen):
        return {name: _plain(value) for name, value in zip(type(node).field_names, node.fields(), strict=True)}
    return [_plain(each) for each in node] if isinstance(node, tuple) else node
