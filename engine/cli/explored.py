"""An exploration in words: what became of each claim, how much was looked at, how far it is.

In: a report, the files of plays. Out: lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from engine.workbench.exploring import OPEN, PROVED, REFUTED, Explored, FoundFault, Play, Progress, Report, Verdict

MOST_TOLD = 24
"""Verdicts of one claim that are told one by one; of more, those that are proved are counted."""

MOST_CHOICES = 60
"""Choices of a play that are told; the rest is in its file."""


def report_lines(report: Report, files: Mapping[Play, str]) -> Iterator[str]:
    """All of it: claims, faults, figures, a sum."""
    for claim, found in groupby(report.verdicts, key=lambda each: each.claim):
        verdicts = list(found)
        many = len(verdicts) > MOST_TOLD and not files
        proved = [each for each in verdicts if each.verdict == PROVED] if many else []
        if proved:
            yield f"{claim}: {proved[0].says}: proved of {len(proved)}."
        for verdict in verdicts:
            if verdict not in proved:
                yield from _verdict(verdict, report, files)
    for fault in report.faults:
        yield from _fault(fault, files)
    yield ""
    yield from map(_explored, report.explored)
    yield _sum(report)


def progress_line(under_way: Iterable[Progress], left: float) -> str:
    """How far the explorations under way are, in one line, and how long it can last yet.

    How many states there are nobody knows before all were looked at, so only the end of the time is told.
    """
    each_one = " | ".join(
        f"{each.profile}, {each.of}: {each.states:,} states, {each.rate:,} a second, {each.remaining:,} wait"
        for each in under_way
    )
    return f"{each_one}; at most {max(left, 0):.0f} s more"


def _verdict(verdict: Verdict, report: Report, files: Mapping[Play, str]) -> Iterator[str]:
    whom = f", {verdict.profile}" if verdict.profile else ""
    yield f"{verdict.claim}: {verdict.says} {verdict.of}{whom}: {verdict.verdict}. {_why(verdict, report)}".rstrip()
    if verdict.play is None:
        return
    file = files.get(verdict.play)
    if verdict.verdict == REFUTED:
        yield from _play(verdict.play, file)
    elif file is not None:
        yield f"    It is played in {file}"


def _why(verdict: Verdict, report: Report) -> str:
    states = _counted(verdict.states, "state")
    if verdict.verdict == OPEN:
        over = f" when {report.stopped}" if report.stopped else ""
        said = f"{states} looked at, {verdict.remaining:,} waited{over}."
        return f"{said} {verdict.why}".rstrip()
    if verdict.how == "flow":
        return "No way of the steps leads there, whatever the conditions are."
    if verdict.play is None:
        return f"All {states} were looked at."
    choices = _counted(len(verdict.play.turns) - 1, "choice")
    if verdict.how == "played":
        return f"A play of {choices} shows it; there may be a shorter one."
    if verdict.says == "reach":
        return f"The shortest way takes {choices}."
    if verdict.says == "never":
        return f"It comes after {choices}."
    return f"After {choices} there is no way to it any more."


def _play(play: Play, file: str | None) -> Iterator[str]:
    """The choices of a play, with what chance gives."""
    for number, turn in enumerate(play.turns[: MOST_CHOICES + 1]):
        drawn = ", ".join(f"{stream}: {outcome}" for stream, _, outcome in turn.drawn)
        typed = "" if turn.typed is None else f" = {turn.typed}"
        if turn.choice or drawn:
            yield f"    {number}. {turn.choice or 'the opening'}{typed}{f' ({drawn})' if drawn else ''}"
    if file is None:
        yield f"    As {play.profile}. To play it: formalities explore ... --out DIR"
    else:
        yield f"    To play it: formalities play --from {file}"


def _fault(fault: FoundFault, files: Mapping[Play, str]) -> Iterator[str]:
    would_be = f" (would be {fault.would_be})" if fault.code == "range" else ""
    choices = _counted(len(fault.play.turns) - 1, "choice")
    yield f"Fault: {fault.code} at {fault.statement}{would_be}, as {fault.play.profile} after {choices}."
    yield from _play(fault.play, files.get(fault.play))


def _explored(each: Explored) -> str:
    rate = int(each.states / max(each.seconds, 0.001))
    all_ = "all of" if each.complete else f"{each.remaining:,} more wait after"
    return (
        f"{each.profile}, {each.of}: {all_} {_counted(each.states, 'state')}, {_counted(each.steps, 'step')}, "
        f"{each.seconds:.1f} s ({rate:,} states a second); prepared in {each.prepared:.1f} s."
    )


def _sum(report: Report) -> str:
    counts = Counter(each.verdict for each in report.verdicts)
    parts = [f"{counts[each]} {each}" for each in (PROVED, REFUTED, OPEN) if counts[each]]
    faults = f" {_counted(len(report.faults), 'fault')} found." if report.faults else ""
    return f"{report.title}: {', '.join(parts)}.{faults}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")
