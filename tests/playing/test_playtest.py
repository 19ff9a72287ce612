"""Playtests count what happened, fail by name and seed, and do not depend on who did the work."""

import json

import pytest

from engine.cli.workers import executor
from engine.errors import UserError
from engine.machine import Machine, Run
from engine.program import Measure, Policy, Program
from engine.program.codec import decode, encode
from engine.workbench.playing import Bench, Here, passages, playtest, policy_of
from tests.playing.stories import ENDINGS, FORK, compiled, playtested

LOCKED = (
    """id: locked
title: Locked
start: a
tags: {slow: Slow.}
variables: {cash: {number: 5, min: 0, max: 50, unit: crowns, title: Money}, told: false}
scenes:
  a:
    body:
      - choices:
          - {choose: Pay, id: pay, tags: [slow], do: cash += 2, go: b}
          - {choose: Walk, id: walk, do: cash = 0, go: b}
          - {choose: Fly, id: fly, needs: cash > 40, do: told = true, go: b}
          - {choose: Hide, id: hide, if: told, go: b}
  b:
    body:
      - choices:
          - {choose: Rest, id: rest, end: left}
  c: {body: [Never., {end: right}]}
"""
    + ENDINGS
)


def test_every_run_is_counted_once() -> None:
    report = playtested(compiled(FORK), runs=1_000)
    ends = {each.id: each.runs for each in report.endings}
    assert sum(ends.values()) == 1_000
    assert 440 <= ends["left"] <= 560
    assert report.turns == (1, 1, 1)
    chosen = {each.id: (each.offered, each.opened, each.chosen) for each in report.choices}
    assert chosen == {f"a.{side}": (1_000, 1_000, ends[side]) for side in ("left", "right")}


def test_what_was_never_offered_open_or_chosen_is_told_apart() -> None:
    report = playtested(compiled(LOCKED), policy="prefer:slow")
    assert {each.id: each.lack for each in report.choices} == {
        "a.pay": "",
        "a.walk": "never chosen",
        "a.fly": "never open",
        "a.hide": "never offered",
        "b.rest": "",
    }
    assert [each.entered for each in report.scenes] == [400, 400, 0]
    assert report.passages == (0, 1)


def test_variables_have_their_least_middle_and_most() -> None:
    report = playtested(compiled(LOCKED), policy="avoid:slow")
    cash, told = report.values
    assert (cash.low, cash.middle, cash.high) == (0, 0, 5)
    assert (told.ends, told.never) == (((False, 400),), (True,))


def test_least_used_takes_each_option_as_often() -> None:
    report = playtested(compiled(FORK), runs=200, policy="least-used")
    assert {each.chosen for each in report.choices} == {100}


@pytest.mark.parametrize("policy", ["uniform", "least-used"])
def test_results_do_not_depend_on_the_number_of_workers(policy: str) -> None:
    program = compiled(LOCKED)
    found = []
    for jobs in (1, 2, 3):
        with executor(program, jobs=jobs) as workers:
            tally = playtest(workers, "default", policy_of(program, policy), runs=1_100, seed=7)
        found.append({name: getattr(tally, name) for name in tally.__slots__})
    assert found[0] == found[1] == found[2]
    assert found[0]["runs"] == 1_100


def test_another_seed_gives_other_plays() -> None:
    first, second = (playtested(compiled(FORK), seed=seed).choices for seed in (1, 2))
    assert first != second
    assert first == playtested(compiled(FORK), seed=1).choices


BROKEN = (
    """id: broken
title: Broken
start: a
variables: {n: {number: 0, min: 0, max: 9}}
scenes:
  a:
    body:
      - choices:
          - {choose: Sink, id: sink, do: n -= 1, end: left}
          - {choose: Circle, id: circle, go: b}
  b:
    body:
      - choices:
          - {choose: Again, id: again, go: b}
          - {choose: Out, id: out, if: n > 1, end: right}
"""
    + ENDINGS
)


def test_a_failing_run_names_its_seed_and_can_be_played_again() -> None:
    program = compiled(BROKEN)
    report = playtested(program, runs=50, most=30)
    assert {kind for kind, _, _ in report.wrong} == {"fault", "too long"}
    assert sum(count for _, _, count in report.wrong) == 50
    failure = next(each for each in report.failures if each.kind == "fault")
    run = Machine(program).begin(failure.seed)
    for choice, _ in failure.turns[1:]:
        run.choose(choice)
    assert run.change.faults == [("range", "a.sink:n", -1)]


MIXED = (
    """id: mixed
title: Mixed
start: a
tags: {slow: Slow., fast: Fast.}
policies:
  both: {"prefer:slow": 3, "prefer:fast": 1}
measures:
  fresh_text: {target: 45 % to 65 %, fails: 30 %}
  largest_ending: {target: 0.6, fails: 60.5 %, for: [man]}
profiles: {man: {name: Man}}
variables: {slow: {number: 0, min: 0, max: 9}}
scenes:
  a:
    body:
"""
    + """      - choices: [{choose: Walk, tags: [slow], do: slow += 1}, {choose: Run, tags: [fast]}]
      - choices: [{choose: Sit, tags: [slow], do: slow += 1}, {choose: Stand, tags: [fast]}]
      - choices: [{choose: Wait, tags: [slow], do: slow += 1}, {choose: Leave, tags: [fast]}]
      - end: left
"""
    + ENDINGS
)


def test_each_play_of_a_mixture_follows_one_of_its_ways_drawn_by_weight() -> None:
    slow = {value: count for (name, value), count in _tally(compiled(MIXED), "both", 2_000).values.items()}
    assert set(slow) == {0, 3}
    assert 0.72 < slow[3] / 2_000 < 0.78


def _tally(program, policy: str, runs: int):
    return playtest(Here(Bench(program)), program.profiles[0].id, policy_of(program, policy), runs=runs)


def test_declared_policies_and_measures_are_in_the_program_and_survive_the_codec() -> None:
    program = decode(Program, json.loads(json.dumps(encode(compiled(MIXED)))))
    assert program.policies == (Policy("both", (("prefer", "slow", 3), ("prefer", "fast", 1))),)
    assert program.measures == (
        Measure("fresh_text", 450, 650, 300, None),
        Measure("largest_ending", None, 600, None, 605, ("man",)),
    )


def test_a_play_that_breaks_is_a_failure_with_its_choices(monkeypatch) -> None:
    def broken(self: Run, choice: str) -> None:
        raise ZeroDivisionError(choice)

    monkeypatch.setattr(Run, "choose", broken)
    report = playtested(compiled(FORK), runs=3)
    assert report.wrong[0][0] == "exception"
    assert report.wrong[0][1].startswith("ZeroDivisionError: a.")
    assert " on a." in report.wrong[0][1]
    assert sum(count for _, _, count in report.wrong) == 3
    assert report.failures[0].turns == (("", ()),)


def test_a_policy_that_is_none_is_refused_with_what_there_is() -> None:
    program = compiled(LOCKED)
    with pytest.raises(UserError, match='Did you mean "uniform"'):
        policy_of(program, "unifrom")
    with pytest.raises(UserError, match='Did you mean "slow"'):
        policy_of(program, "prefer:slwo")


def test_the_sentence_of_a_rule_that_nobody_met_is_no_passage_that_was_missed() -> None:
    text = """id: s
title: S
start: a
documents: {pass: {title: Pass, held: true}}
places: {yard: {title: Yard}, b: {title: B}}
crossings: {gate: {title: Gate, place: yard, to: b, rules: [{code: G1, requires: pass.held, why: A pass is wanted.}]}}
scenes:
  a:
    place: yard
    body:
      - choices: [{choose: Cross, id: over}, {choose: Wait, id: wait, end: e}]
      - cross: gate
      - You are over.
      - end: e
endings: {e: {title: E}}
"""
    program = compiled(text)
    tally = playtest(Here(Bench(program)), "default", policy_of(program, "uniform"), runs=20, seed=0)
    assert [(step.id, reached) for _, step, reached in passages(program, tally)] == [("a.you_are_over", True)]
