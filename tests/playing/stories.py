"""Small stories whose figures can be worked out by hand, and a playtest of one in a line."""

from engine.compiler import compile_story
from engine.program import Program
from engine.workbench.playing import Bench, Here, PlaytestReport, playtest, playtest_report, policy_of

ENDINGS = "endings:\n  left: {title: Left}\n  right: {title: Right}\n"

FORK = (
    """id: fork
title: The fork
start: a
scenes:
  a:
    body:
      - One two three four.
      - choices:
          - {choose: Go left, id: left, then: Five six., end: left}
          - {choose: Go right, id: right, end: right}
"""
    + ENDINGS
)
"""Two choices, two endings, no more."""


def compiled(text: str) -> Program:
    """The program of a story in one file, which must have no errors."""
    found = compile_story({"story.yaml": text.encode()})
    assert found.program is not None, found.diagnostics
    return found.program


def playtested(
    program: Program, *, runs: int = 400, policy: str = "uniform", seed: int = 0, **more: int
) -> PlaytestReport:
    """A playtest of the first profile, here."""
    profile, mixture = program.profiles[0].id, policy_of(program, policy)
    tally = playtest(Here(Bench(program)), profile, mixture, runs=runs, seed=seed, **more)
    return playtest_report(program, profile, mixture, seed, tally)
