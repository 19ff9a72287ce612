"""`formalities playtest --measures`: what plays at random show, held to what the story asks of itself."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator

from engine.cli.men import others_of, profiles_asked
from engine.cli.plain_json import plain
from engine.cli.progress import told
from engine.errors import UserError
from engine.program import Program
from engine.workbench.measures import FULL, QUICK, Measured, MeasuresReport, Sampling, measures_report, sample
from engine.workbench.measures.differing import NEVER
from engine.workbench.playing import Executor, Mixture

MOST_LISTED = 12


def measure(program: Program, workers: Executor, policy: Mixture, arguments: Namespace) -> int:
    """Take and print the measures of each man; 1 when one failed."""
    samples = {}
    men = [each.id for each in program.profiles]
    for profile in profiles_asked(program, arguments.profile):
        with told() as tell:
            samples[profile] = sample(
                workers, profile, policy, men=men, sampling=_sampling(arguments), seed=arguments.seed, tell=tell
            )
    tallies = {profile: each.tally for profile, each in samples.items()}
    reports = [
        measures_report(program, each, others_of(man, tallies, program, workers, policy, arguments.seed))
        for man, each in samples.items()
    ]
    for report in reports:
        if arguments.json:
            sys.stdout.write(json.dumps(plain(report), ensure_ascii=False) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in measures_lines(report, all_=arguments.all))
    return 1 if any(each.verdict == "failed" for report in reports for each in report.measures) else 0


def _sampling(arguments: Namespace) -> Sampling:
    given = {name: getattr(arguments, name) for name in ("runs", "states", "each")}
    if any(value is not None and value < 1 for value in given.values()):
        raise UserError("--runs, --states and --each take a number, 1 or more.")
    base = QUICK if arguments.quick else FULL
    return base.replace(**{name: value for name, value in given.items() if value is not None})


def measures_lines(report: MeasuresReport, *, all_: bool = False) -> Iterator[str]:
    """The report for a terminal."""
    size = report.sampling
    yield (
        f"{report.title}, as {report.profile}: {size.runs:,} plays, policy {report.policy}, seed {report.seed}; "
        f"{size.states} states of a choice, {size.states * size.each:,} continuations of an option."
    )
    if report.quick:
        yield "A quick look: too little to call anything measured."
    yield ""
    yield from (_measure(each) for each in report.measures)
    yield from _listed("False choices, whose options differ in their own words only", report.false, all_)
    yield from _weak(report, all_)
    yield from _unreturned(report, all_)
    unmeasured = [f"{block} (in {met:,} plays)" for block, met in report.unmeasured]
    yield from _listed("Choices too rarely come to be measured", unmeasured, all_)
    if all_:
        yield from _blocks(report)


def _measure(each: Measured) -> str:
    shown = figure(each)
    told = "; ".join(part for part in (shown, each.note, _target(each)) if part)
    return f"  {each.name:<18}{each.verdict or 'no target':<14}{told}"


def _target(each: Measured) -> str:
    parts = []
    if each.least is not None and each.most is not None:
        parts.append(f"wanted {_value(each.name, each.least / 1000)} to {_value(each.name, each.most / 1000)}")
    elif each.least is not None:
        parts.append(f"wanted at least {_value(each.name, each.least / 1000)}")
    elif each.most is not None:
        parts.append(f"wanted at most {_value(each.name, each.most / 1000)}")
    if each.low is not None:
        parts.append(f"fails below {_value(each.name, each.low / 1000)}")
    if each.high is not None:
        parts.append(f"fails above {_value(each.name, each.high / 1000)}")
    return ", ".join(parts)


def figure(measured: Measured) -> str:
    """The figure with its interval, in words; "" where none was measured."""
    name, found = measured.name, measured.estimate
    if found is None:
        return ""
    shown = _value(name, found.value)
    if found.low == found.value == found.high:
        return shown
    return f"{shown} ({_value(name, found.low)} to {_value(name, found.high)})"


_NUMBERS = ("dead_ends", "first_text", "first_text_late", "returned_plants")
_RATIOS = ("ending_entropy", "other_man")


def _value(name: str, value: float) -> str:
    if name in _NUMBERS:
        return "never" if value >= NEVER else f"{value:g}"
    return f"{value:.2f}" if name in _RATIOS else f"{100 * value:.0f} %"


def _listed(what: str, found: list[str] | tuple[str, ...], all_: bool) -> Iterator[str]:
    if found:
        yield ""
        yield f"{what}: {len(found)}"
        yield from (f"  {each}" for each in (found if all_ else found[:MOST_LISTED]))
        if len(found) > MOST_LISTED and not all_:
            yield f"  ... and {len(found) - MOST_LISTED} more; --all lists them"


def _weak(report: MeasuresReport, all_: bool) -> Iterator[str]:
    """Choices that are not false, and leave less than thirty words in every state."""
    weak = [
        each.block
        for each in report.blocks
        if each.pairs and not each.alike and all(pair.lasting.value == 0 for pair in each.pairs)
    ]
    yield from _listed("Choices that never leave thirty words or another ending", weak, all_)


def _unreturned(report: MeasuresReport, all_: bool) -> Iterator[str]:
    found = []
    for each in report.plants:
        lacks = [name for name, count in (("near", each.near), ("far", each.far)) if not count]
        if lacks or not each.both:
            what = f"no {' and no '.join(lacks)} return" if lacks else "never both returns in one play"
            found.append(f"{each.block}: {what}")
    yield from _listed("Planted choices without both returns", found, all_)


def _blocks(report: MeasuresReport) -> Iterator[str]:
    yield ""
    yield "Pairs of options: states, lasting in, move endings by"
    for block in report.blocks:
        for pair in block.pairs:
            lasting, moves = pair.lasting, pair.moves
            yield (
                f"  {pair.states:>5} {100 * lasting.value:>5.0f} %  {moves.value:.2f} ({moves.low:.2f} to "
                f"{moves.high:.2f})  {pair.one} / {pair.other.rpartition('.')[2]}"
            )
