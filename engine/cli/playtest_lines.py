"""A playtest's report as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.program.ids import scene_of
from engine.workbench.playing.coverage import LineCount
from engine.workbench.playing.report import ChoiceCount, EndingCount, PlaytestReport, SceneCount, ValueCount

WIDTH = 24
"""Columns of a full bar."""

MOST_LISTED = 12
"""Lines of one list, unless all are asked for."""


LOOKED = 20
"""States from which a playtest continues the options of a block to find false choices."""


def playtest_lines(report: PlaytestReport, story: str, *, all_: bool = False) -> Iterator[str]:
    """The report; `all_` leaves nothing out."""
    least, middle, most = report.turns
    yield f"{report.title}, as {report.profile}: {report.runs:,} plays, policy {report.policy}, seed {report.seed}."
    yield f"Choices in a play: {middle} in the middle, from {least} to {most}."
    yield from _wrong(report, story)
    yield from ("", "Endings")
    yield from _endings(report.endings, report.runs)
    yield from ("", "Scenes, times entered a play")
    yield from _scenes(report.scenes, report.runs, all_)
    yield from ("", "Choices: offered, open of those, taken of those")
    yield from _choices(report.choices, all_)
    yield from _lacking(report, all_)
    yield from ("", "Variables")
    yield from _few([_value(each, report.runs) for each in report.values], all_)


def bar(share: float, width: int = WIDTH) -> str:
    """A bar of the given share of the width, in blocks; at least one for anything above nothing."""
    filled = max(1, round(share * width)) if share > 0 else 0
    return "\u2588" * min(filled, width) + "\u00b7" * (width - filled)


def percent(count: int, whole: int) -> str:
    """A share in percent, with a decimal where it would be lost."""
    if not whole:
        return "-"
    share = 100 * count / whole
    return "<0.1 %" if 0 < share < 0.1 else f"{share:.1f} %" if share < 10 else f"{share:.0f} %"


def _wrong(report: PlaytestReport, story: str) -> Iterator[str]:
    reached, whole = report.passages
    yield f"Passages reached: {reached} of {whole} in the files he comes to."
    if not report.wrong:
        yield "No run failed."
        return
    yield f"Failed: {sum(count for _, _, count in report.wrong):,} runs."
    for kind, what, count in report.wrong[:MOST_LISTED]:
        yield f"  {count:>7,}  {kind}: {what}"
    for failure in report.failures[:3]:
        yield (
            f"  run {failure.run}, seed {failure.seed}, after {len(failure.turns) - 1} choices: {failure.what}. "
            f"--failed DIR keeps it; formalities play {story} --as {report.profile} --seed {failure.seed}"
        )


def _endings(endings: Sequence[EndingCount], runs: int) -> Iterator[str]:
    for each in sorted(endings, key=lambda ending: -ending.runs):
        yield f"  {bar(each.runs / runs)} {percent(each.runs, runs):>7}  {each.id}"


def _scenes(scenes: Sequence[SceneCount], runs: int, all_: bool) -> Iterator[str]:
    """A heat map: a row a file, a cell a scene; with `all_` a line a scene."""
    files = dict.fromkeys(each.file for each in scenes)
    for file in files:
        here = [each for each in scenes if each.file == file]
        if not any(each.entered for each in here):
            yield f"  {file}: none of {len(here)} scenes"
            continue
        yield f"  {file}  {''.join(heat(each.entered / runs) for each in here)}"
        never = [each.id for each in here if not each.entered]
        if never:
            yield f"    never: {', '.join(never)}"
        if all_:
            yield from (
                f"    {bar(min(1, each.entered / runs))} {each.entered / runs:6.2f}  {each.id}" for each in here
            )


def heat(share: float) -> str:
    """One sign for how often: a dot for never, then darker and darker blocks."""
    return (
        "\u00b7"
        if share <= 0
        else "\u2591"
        if share < 0.1
        else "\u2592"
        if share < 0.33
        else "\u2593"
        if share < 0.67
        else "\u2588"
    )


def _choices(choices: Sequence[ChoiceCount], all_: bool) -> Iterator[str]:
    taken = [each for each in choices if each.chosen]
    if not all_:
        yield f"  {len(taken)} choices were taken; --all lists them with their counts."
        return
    for each in taken:
        yield (
            f"  {each.offered:>9,} {percent(each.opened, each.offered):>7} "
            f"{bar(each.chosen / each.opened, 10)} {percent(each.chosen, each.opened):>7}  {each.id}"
        )


def _lacking(report: PlaytestReport, all_: bool) -> Iterator[str]:
    entered = {each.id for each in report.scenes if each.entered}
    for lack in ("never chosen", "never open", "never offered"):
        found = [each.id for each in report.choices if each.lack == lack and scene_of(each.id) in entered]
        if found:
            yield f"{lack.capitalize()}, in scenes he comes to: {len(found)}"
            yield from _few([f"  {each}" for each in found], all_)
    if report.false:
        yield f"False choices, alike but for their own words from {LOOKED} states: {len(report.false)}"
        yield from _few([f"  {each}" for each in report.false], all_)
    if report.unreached:
        yield f"Passages never reached: {len(report.unreached)}"
        yield from _few([f"  {each}" for each in report.unreached], all_)


def _few(lines: Sequence[str], all_: bool) -> Iterable[str]:
    if all_ or len(lines) <= MOST_LISTED:
        return lines
    return [*lines[:MOST_LISTED], f"  ... and {len(lines) - MOST_LISTED} more; --all lists them"]


def _value(value: ValueCount, runs: int) -> str:
    if value.words:
        low, middle, high = value.words
        return f"  {value.name}: {low} to {high}, {middle} in the middle at the end"
    ends = ", ".join(f"{_shown(each)} {percent(count, runs)}" for each, count in value.ends[:6])
    never = f"; never {', '.join(map(_shown, value.never))}" if value.never else ""
    return f"  {value.name}: {ends}{never}"


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def coverage_lines(lines: Iterable[LineCount], runs: int) -> Iterator[str]:
    """The files with a count and a shade beside each line that does something."""
    file = ""
    for each in lines:
        if each.file != file:
            yield from ("", each.file) if file else (each.file,)
            file = each.file
        count = "" if each.count is None else f"{each.count:,}"
        shade = " " if each.count is None else heat(each.count / max(1, runs))
        yield f"{count:>9} {shade} {each.line:>5}  {each.text}".rstrip()
