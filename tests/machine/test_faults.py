"""What cannot be is a value with its code and place, and the play goes on."""

import pytest

from engine.machine import Machine, Run
from engine.machine.reads import reads
from tests.stories import machine_of, program_of, story

CLOCK = "clock: {start: 2022-09-20 20:30, end: 2022-09-20 21:00, grain: 5m, zone: Europe/Moscow}\n"
LOOP = story("do: n += 1\nid: x", "if: n > 0\nthen:\n  - go: .x", head="variables: {n: 0}\n")


def faults(source, *choices):
    run = machine_of(source).begin(0)
    for choice in choices:
        run.choose(choice)
    return run.change.faults


def value(source, name, *choices):
    machine = machine_of(source)
    run = machine.begin(0)
    for choice in choices:
        run.choose(choice)
    return run.cells[machine.layout.slots[name]]


@pytest.mark.parametrize(
    ("declared", "statement", "held", "would_be"),
    [
        ("{number: 5, min: 0}", "x -= 9", 0, -4),
        ("{number: 5, max: 7}", "x = x * 2", 7, 10),
        ("{number: 9, min: 8}", "x = hour", 8, 0),
        ("{number: 9, min: 8}", "x = weekday", 8, 6),
        ("{duration: 1h, min: 0h, max: 2h}", "x += 5h", 120, 360),
        ("{duration: 1h, min: 0h}", "x -= 2h", 0, -60),
        ("9007199254740992", "x += 1", 2**53, 2**53 + 1),
        ("9007199254740992", "x = x * x * x", 2**53, 2**159),
        ("{number: 5, max: 7}", "x = table1(now)", 7, 99),
    ],
)
def test_a_number_that_would_leave_its_range_is_held_and_said(declared, statement, held, would_be):
    head = f"tables: {{table1: {{rows: {{2000-01-01: 99}}}}}}\nvariables: {{x: {declared}}}\n"
    source = story(f"do: {statement}", head=head)
    found = faults(source)
    assert value(source, "x") == held
    assert found
    assert {code for code, _, _ in found} == {"range"}
    assert found[0][1] == "a:x"
    assert found[0][2] == would_be or would_be == 2**159


@pytest.mark.parametrize(
    ("statement", "held", "would_be"),
    [("x += 1", "high", 3), ("x -= 3", "low", -1), ("x += n * 10", "high", 32), ("x = high", "high", None)],
)
def test_a_word_that_would_leave_its_order_is_held_at_its_end_and_said(statement, held, would_be):
    head = "variables: {n: 3, x: {one of: [low, middle, high], ordered: true, start: high}}\n"
    source = story(f"do: {statement}", head=head)
    assert value(source, "x") == held
    assert faults(source) == ([] if would_be is None else [("range", "a:x", would_be)])


@pytest.mark.parametrize("op", ["//", "%"])
def test_division_by_zero_gives_nothing_and_is_said(op):
    source = story(f"do: x = 7 {op} y", head="variables: {x: 5, y: 0}\n")
    assert faults(source) == [("division", "a:x", 7)]
    assert value(source, "x") == 0


@pytest.mark.parametrize(
    "where", ["if: 7 // y > 1\nthen: Yes.", "'{{ 7 // y }}'", "takes: minutes(7 // y)", "remember: you {{ 7 // y }}"]
)
def test_division_by_zero_is_said_wherever_it_stands(where):
    assert [(code, would_be) for code, _, would_be in faults(story(where, head="variables: {y: 0}\n"))] == [
        ("division", 7)
    ]


def test_weights_that_are_all_zero_take_the_first_outcome_and_are_said():
    source = story(
        "chance: {id: c, of: {one: {weight: 0, then: One.}, two: {weight: n, then: Two.}}}", head="variables: {n: -3}\n"
    )
    run = machine_of(source).begin(0)
    assert run.change.faults == [("weights", "a.c", 0)]
    assert run.change.drawn == [("a.c", 0, "one")]


def test_a_block_with_nothing_to_take_and_no_fallback_is_passed_over_and_said():
    source = story("choices:\n  - {choose: Go, id: go, if: 1 > 2}\n  - {choose: Fly, id: fly, needs: 1 > 2}", "After.")
    run = machine_of(source).begin(0)
    assert [code for code, _, _ in run.change.faults] == ["stuck"]
    assert run.change.faults[0][1].startswith("a.choices")
    assert [text for _, text, _ in run.change.said] == ["After."]
    assert run.change.offers == []


def test_a_loop_is_bounded_and_named_even_where_nothing_was_said():
    run = machine_of(LOOP).begin(0)
    assert [(code, place) for code, place, _ in run.change.faults] == [("loop", "a:n")]
    assert run.change.offers == []
    assert run.cells[0] == ""


def test_a_loop_through_scenes_and_branches_is_bounded_and_names_a_scene():
    source = story("if: n > 0\nthen: [go: b]", head="variables: {n: 1}\n", scenes="  b:\n    body: [Round., go: a]\n")
    [fault] = machine_of(source).begin(0).change.faults
    assert fault[:2] == ("loop", "b.round")


def test_a_loop_can_be_gone_back_from():
    source = story(
        "choices:\n  - {choose: Stay, id: stay}\n  - {choose: Spin, id: spin, do: n = 1}",
        "do: m += 1\nid: x",
        "if: n > 0\nthen:\n  - go: .x",
        head="variables: {n: 0, m: 0}\n",
    )
    machine = machine_of(source)
    state, _ = machine.start(0)
    after, change = machine.choose(state, "a.spin")
    assert [fault[0] for fault in change.faults] == ["loop"]
    assert machine.offers(after) == ()
    assert machine.choose(state, "a.stay")[1].ending == "e"


def test_a_scene_that_returns_to_nobody_is_lost_and_named():
    source = story("if: 1 > 2\nthen: [call: b]", "go: b", end=False, scenes="  b:\n    body: [Here.]\n")
    [fault] = machine_of(source).begin(0).change.faults
    assert fault[:2] == ("lost", "b.here")


def test_a_call_that_gives_nothing_leaves_its_variable_and_is_said():
    source = story(
        "call: {scene: b, into: n}", "'{{ n + 1 }}'", head="variables: {n: 3}\n", scenes="  b:\n    body: [Hello.]\n"
    )
    run = machine_of(source).begin(0)
    assert [text for _, text, _ in run.change.said] == ["Hello.", "4"]
    assert [fault[:2] for fault in run.change.faults] == [("result", "a.call_b:n")]


def test_a_result_past_the_range_of_its_variable_is_held():
    source = story(
        "call: {scene: b, into: n}",
        head="variables: {n: {number: 3, max: 7}}\n",
        scenes="  b:\n    body: [return: 50]\n",
    )
    assert faults(source) == [("range", "a.call_b:n", 50)]
    assert value(source, "n") == 7


def test_the_clock_stops_at_its_end_and_time_never_runs_backwards():
    source = story("takes: 20m", "takes: hours(0) - hours(3)", "takes: 20m", "'{{ now | time }}'", head=CLOCK)
    run = machine_of(source).begin(0)
    assert [text for _, text, _ in run.change.said] == ["21:00"]
    assert [fault[0] for fault in run.change.faults] == ["range"]


def test_time_is_rounded_up_to_the_grain():
    assert [
        text
        for _, text, _ in machine_of(
            story(
                "takes: 1m",
                "'{{ now | time }}'",
                "takes: minutes(n)",
                "'{{ now | time }}'",
                head=CLOCK + "variables: {n: 6}\n",
            )
        )
        .begin(0)
        .change.said
    ] == ["20:35", "20:45"]


def test_text_is_cut_at_ten_thousand_letters_and_said():
    source = story("'{% if t %}" + "x" * 12_000 + "{% endif %}'", head="variables: {t: true}\n")
    run = machine_of(source).begin(0)
    assert [fault[0] for fault in run.change.faults] == ["length"]
    assert len(run.change.said[0][1]) == 10_000


def test_a_choice_reads_exactly_these_cells():
    source = story(
        "choices:\n  - {choose: Go, id: go, needs: cash > 3, costs: {cash: 2}, do: [x = cash + y]}",
        "if: told\nthen: '{{ z }}'",
        head="variables: {cash: 9, x: 0, y: 4, z: 1, told: true, other: 5}\n",
    )
    machine = machine_of(source)
    run = machine.begin(0)
    before = list(run.cells)
    found = reads(machine.book, 0, run.cells, "a.go")
    assert run.cells == before
    # A cell about to be written is read for its old value too; each is noted with the writes made before it.
    assert {each.name for each in found} == {"cash", "x", "y", "told", "z"}
    assert [(each.name, each.value) for each in found if each.name in ("y", "told", "z")] == [
        ("y", 4),
        ("told", True),
        ("z", 1),
    ]
    assert next(each.before for each in found if each.name == "y") == 2
    assert next(each.value for each in found if each.name == "cash" and each.before == 2) == 7


# ---- chance


def guard(*, first: str = "") -> str:
    return story(
        first or "Hello.",
        "chance: {id: c, of: {one: {weight: 3, then: One.}, two: {weight: 2, then: Two.}, three: {weight: n, then: Three.}}}",  # noqa: E501
        "choices:\n  - {choose: More, id: more, go: a}\n  - {choose: Raise, id: raise, do: n = 5, go: a}",
        head="variables: {n: 0}\n",
        end=False,
    )


def draws(run: Run, count: int) -> list[str]:
    found = [run.change.drawn[-1][2]]
    found += [run.choose("a.more").drawn[-1][2] for _ in range(count)]
    return found


def test_streams_do_not_disturb_each_other():
    plain = draws(machine_of(guard()).begin(5), 12)
    other = draws(machine_of(guard(first="chance: {id: other, of: {x: {weight: 1}, y: {weight: 1}}}")).begin(5), 12)
    assert plain == other
    assert len(set(plain)) == 2


def test_another_seed_gives_other_outcomes():
    machine = machine_of(guard())
    assert len({tuple(draws(machine.begin(seed), 10)) for seed in range(20)}) > 15


def test_outcomes_come_about_as_often_as_their_weights_say():
    found = draws(machine_of(guard()).begin(1), 600)
    assert 300 < found.count("one") < 420


def test_a_forced_outcome_is_honoured_only_with_a_weight_above_zero():
    machine = Machine(program_of(guard()))
    forced = {("a.c", 0): "three", ("a.c", 1): "three", ("a.c", 2): "nothing", ("a.c", 3): "two", ("a.d", 4): "two"}
    free, run = machine.begin(5), machine.begin(5, forced=forced)
    assert run.change.drawn == free.change.drawn
    assert run.choose("a.raise").drawn == [("a.c", 1, "three")]
    free.choose("a.raise")
    assert run.choose("a.more").drawn == free.choose("a.more").drawn
    assert run.choose("a.more").drawn == [("a.c", 3, "two")]


def test_going_back_and_choosing_the_same_gives_the_same_roll():
    machine = machine_of(guard())
    state, _ = machine.start(9)
    for _ in range(10):
        after, change = machine.choose(state, "a.more")
        again, same = machine.choose(state, "a.more")
        assert change.drawn == same.drawn
        assert after == again
        state = after


def test_a_shuffle_gives_each_once_in_every_round():
    source = story(
        "vary: {id: v, mode: shuffle, of: [A., B., C., D.]}", "choices:\n  - {choose: More, id: more, go: a}", end=False
    )
    run = machine_of(source).begin(4)
    found = [run.change.said[0][1], *(run.choose("a.more").said[0][1] for _ in range(39))]
    rounds = [found[at : at + 4] for at in range(0, 40, 4)]
    assert all(sorted(each) == ["A.", "B.", "C.", "D."] for each in rounds)
    assert len({tuple(each) for each in rounds}) > 3
