"""Twenty small stories whose causes were worked out by hand: one, many, pre-empted, piled up, by rule, by chance."""

import pytest

from engine.record.causes import START
from tests.record.playing import asked, flat, told
from tests.stories import program_of, story

FLAGS = "variables:\n  a1: {flag: false, yes: one, no: no one}\n  a2: {flag: false, yes: two, no: no two}\n  out: {flag: false, yes: out, no: in}\n  n: {number: 0, min: 0, max: 99, title: N}\n"  # noqa: E501
CASH = "variables:\n  cash: {number: 100, min: 0, unit: r, title: Money}\n  tea: {flag: false, yes: tea, no: no tea}\n"
CLOCK = "clock: {start: 2022-09-20 08:00, end: 2022-09-24 00:00, grain: 5m, zone: UTC}\n" + FLAGS


def choices(*options: str, more: str = "") -> str:
    """A block of choices given as `id` or `id: effects`."""
    lines = []
    for each in options:
        id_, _, rest = each.partition(": ")
        lines.append(f"  - {{choose: Take {id_}, id: {id_}{', ' + rest if rest else ''}}}")
    return "choices:\n" + "\n".join(lines) + more


CASES = {
    "a flag that one choice set": (
        story(choices("sign: do: a1 = true", "go_on"), choices("cross: needs: not a1", "stay"), head=FLAGS),
        ["sign"],
        ("lock", "a.cross"),
        ["decisive a.sign:a1 @1 him"],
    ),
    "a flag that was never set is what he began with": (
        story(choices("sign", "go_on"), choices("cross: needs: a1", "stay"), head=FLAGS),
        ["sign"],
        ("lock", "a.cross"),
        ["decisive start a1 @-1 rule"],
    ),
    "a rule in between: the chain goes through what the scene wrote to the choice that opened its guard": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "if: a1\nthen: [{do: out = true}]",
            choices("cross: needs: not out", "stay"),
            head=FLAGS,
        ),
        ["sign"],
        ("lock", "a.cross"),
        ["decisive a:out @1 him", ["decisive a.sign:a1 @1 him"]],
    ),
    "three links": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "if: a1\nthen: [{do: a2 = true}]",
            choices("wait", "rest"),
            "if: a2\nthen: [{do: out = true}]",
            choices("cross: needs: not out", "stay"),
            head=FLAGS,
        ),
        ["sign", "wait"],
        ("lock", "a.cross"),
        ["decisive a:out @2 him", ["decisive a:a2 @1 him", ["decisive a.sign:a1 @1 him"]]],
    ),
    "over-determined: two flags either of which closes it are told together": (
        story(
            choices("one: do: a1 = true", "none"),
            choices("two: do: a2 = true", "nought"),
            choices("cross: needs: not (a1 or a2)", "stay"),
            head=FLAGS,
        ),
        ["one", "two"],
        ("lock", "a.cross"),
        ["together a.one:a1 @1 him", "together a.two:a2 @2 him"],
    ),
    "two failing parts of a conjunction are each decisive": (
        story(
            choices("one: do: a1 = true", "none"),
            choices("two: do: a2 = true", "nought"),
            choices("cross: needs: not a1 and not a2", "stay"),
            head=FLAGS,
        ),
        ["one", "two"],
        ("lock", "a.cross"),
        ["decisive a.one:a1 @1 him", "decisive a.two:a2 @2 him"],
    ),
    "only the part that fails is told": (
        story(
            choices("one: do: a1 = true", "none"),
            choices("two: do: a2 = true", "nought"),
            choices("cross: needs: a1 and not a2", "stay"),
            head=FLAGS,
        ),
        ["one", "two"],
        ("lock", "a.cross"),
        ["decisive a.two:a2 @2 him"],
    ),
    "pre-empted: a second writing of the same value is the last one, and what it replaced is not told": (
        story(
            choices("one: do: n = 5", "none"),
            choices("two: do: n = 7", "nought"),
            choices("cross: needs: n < 6", "stay"),
            head=FLAGS,
        ),
        ["one", "two"],
        ("lock", "a.cross"),
        ["decisive a.two:n @2 him"],
    ),
    "pre-empted: what made it so is told, not a later writing that changed nothing": (
        story(
            choices("one: do: a1 = true", "none"),
            choices("two: do: a1 = true", "nought"),
            choices("cross: needs: not a1", "stay"),
            head=FLAGS,
        ),
        ["one", "two"],
        ("lock", "a.cross"),
        ["decisive a.one:a1 @1 him"],
    ),
    "set, taken back, set again: the last making is told": (
        story(
            choices("one: do: a1 = true", "none"),
            choices("wash: do: a1 = false", "nought"),
            choices("two: do: a1 = true", "nil"),
            choices("cross: needs: not a1", "stay"),
            head=FLAGS,
        ),
        ["one", "wash", "two"],
        ("lock", "a.cross"),
        ["decisive a.two:a1 @3 him"],
    ),
    "piled up: a small last cost that does not decide alone; the fewest, largest first": (
        story(
            choices("coat: costs: {cash: 60}", "none"),
            choices("bun: costs: {cash: 5}", "nought"),
            choices("bus: costs: {cash: 70}", "stay"),
            head=CASH,
        ),
        ["coat", "bun"],
        ("lock", "a.bus"),
        ["decisive a.coat:cash @1 him"],
    ),
    "piled up: two costs that only together make the difference": (
        story(
            choices("coat: costs: {cash: 30}", "none"),
            choices("shoes: costs: {cash: 25}", "nought"),
            choices("bun: costs: {cash: 5}", "hunger"),
            choices("bus: costs: {cash: 90}", "stay"),
            head=CASH,
        ),
        ["coat", "shoes", "bun"],
        ("lock", "a.bus"),
        ["together a.coat:cash @1 him", "together a.shoes:cash @2 him"],
    ),
    "the last cost alone": (
        story(
            choices("coat: costs: {cash: 30}", "none"),
            choices("shoes: costs: {cash: 25}", "nought"),
            choices("bus: costs: {cash: 60}", "stay"),
            head=CASH,
        ),
        ["coat", "shoes"],
        ("lock", "a.bus"),
        ["decisive a.shoes:cash @2 him"],
    ),
    "money he never had": (
        story(choices("wait", "rest"), choices("bus: costs: {cash: 900}", "stay"), head=CASH),
        ["wait"],
        ("lock", "a.bus"),
        ["decisive start cash @-1 rule"],
    ),
    "chance": (
        story(
            "chance: {id: guard, of: {waved: {weight: 1, then: [{do: a1 = true}]}, searched: {weight: 1}}}",
            choices("cross: needs: not a1", "stay"),
            head=FLAGS,
        ),
        [],
        ("lock", "a.cross"),
        ["decisive a:a1 @0 chance", ["decisive a.guard waved @0 chance"]],
    ),
    "chance after a choice": (
        story(
            choices("knock: do: n = 3", "go_on"),
            "if: n > 2\nthen:\n  - chance: {id: guard, of: {waved: {weight: 1, then: [{do: a1 = true}]}, no: {weight: 1}}}",  # noqa: E501
            choices("cross: needs: not a1", "stay"),
            head=FLAGS,
        ),
        ["knock"],
        ("lock", "a.cross"),
        ["decisive a:a1 @1 chance", ["decisive a.guard waved @1 chance", "decisive a.knock:n @1 him"]],
    ),
    "too late: the fewest waits, largest first": (
        story(
            choices("sleep: takes: 20h", "none"),
            choices("tea: takes: 30m", "nought"),
            choices("cross: needs: now < moment('2022-09-21 00:00')", "stay"),
            head=CLOCK,
        ),
        ["sleep", "tea"],
        ("lock", "a.cross"),
        ["decisive a.sleep:takes @1 him"],
    ),
    "a value worked out from another": (
        story(
            choices("five: do: n = 50", "one: do: n = 1"),
            "do: out = n > 10",
            choices("cross: needs: not out", "stay"),
            head=FLAGS,
        ),
        ["five"],
        ("lock", "a.cross"),
        ["decisive a:out @1 him", ["decisive a.five:n @1 him"]],
    ),
    "a derived variable is looked through": (
        story(
            choices("coat: costs: {cash: 90}", "none"),
            choices("bus: needs: not poor", "stay"),
            head=CASH + "  poor: {derived: cash < 20, yes: poor, no: rich}\n",
        ),
        ["coat"],
        ("lock", "a.bus"),
        ["decisive a.coat:cash @1 him"],
    ),
    "what happens to whoever comes here is a rule's": (
        story("do: n = 4", choices("cross: needs: n > 5", "stay"), head=FLAGS),
        [],
        ("value", "n"),
        ["decisive a:n @0 rule"],
    ),
    "a sentence on the page": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "'{% if a1 %}They have your name.{% else %}They have none.{% endif %}'",
            choices("cross", "stay"),
            head=FLAGS,
        ),
        ["sign"],
        ("passage", "a.they_have_your_name_they"),
        ["decisive a.sign:a1 @1 him"],
    ),
    "an ending, through a scene that was called and gave back a value": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "call: {scene: booth, into: out}",
            "if: out\nthen: [{end: f}]",
            head=FLAGS,
            scenes="  booth: {body: [{return: a1}]}\n",
        )
        + "  f: {title: F}\n",
        ["sign"],
        ("ending", "f"),
        ["decisive a.call_booth:out @1 him", ["decisive a.sign:a1 @1 him"], "decisive a.sign @1 him"],
    ),
    "a visit that was counted": (
        story(
            choices("knock: do: n += 1", "go_on"),
            choices("cross: needs: not seen(a.knock)", "stay: needs: seen(a.go_on)", "rest"),
            head=FLAGS,
        ),
        ["knock"],
        ("lock", "a.cross"),
        ["decisive a.knock @1 him"],
    ),
}


CASES |= {
    "a storylet that was dealt: its own condition is asked about": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "deal: {id: next_, tag: road}",
            choices("cross", "stay"),
            head=FLAGS + "tags: {road: On the road.}\n",
            scenes="  goat:\n    when: a1\n    tags: [road]\n    body: [A goat., {do: n = 7}]\n",
        ),
        ["sign"],
        ("value", "n"),
        ["decisive goat:n @1 him", ["decisive a.sign:a1 @1 him"]],
    ),
    "a row of the schedule is a rule, and what it asks is asked about": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            choices("wait: takes: 5h", "rest"),
            choices("cross: needs: not out", "stay"),
            head=CLOCK + "schedule:\n  bell: {at: 2022-09-20 10:00, if: a1, do: out = true}\n",
        ),
        ["sign", "wait"],
        ("lock", "a.cross"),
        ["decisive @schedule.bell:out @2 rule", ["decisive a.sign:a1 @1 him"]],
    ),
    "a crossing's refusal is its rule's, and the chain goes on to what the rule read": (
        story(
            choices("sign: do: a1 = true", "go_on"),
            "cross: gate\ncases: {passed: Over., refused: [{do: out = true}]}",
            choices("again_: needs: not out", "stay"),
            head=CLOCK
            + """places: {here_: {title: Here}, there: {title: There}}
crossings:
  gate:
    title: The gate
    place: here_
    to: there
    rules:
      - {code: G1, requires: not a2, says: Two., why: Not two.}
      - {code: G2, requires: not a1, says: "You are on the list.", why: Not on the list.}
""",
        ),
        ["sign"],
        ("value", "gate.verdict"),
        ["decisive gate.G2:verdict @1 rule", ["decisive a.sign:a1 @1 him"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_causes_are_those_worked_out_by_hand(name: str) -> None:
    text, taken, (kind, of), wanted = CASES[name]
    program = program_of(text)
    forced = {("a.guard", 0): "waved"}
    assert told(asked(program, taken, kind, of, forced=forced)) == wanted


def test_what_was_read_and_did_not_decide_is_only_touched() -> None:
    text = story(
        choices("one: do: a1 = true", "none"), choices("two: do: n = 7", "nought"),
        choices("cross: needs: not a1 or n > 50", "stay"), head=FLAGS,
    )  # fmt: skip
    causes = asked(program_of(text), ["one", "two"], "lock", "a.cross")
    assert [(each.how, each.statement) for each in causes] == [("decisive", "a.one:a1"), ("touched", "a.two:n")]


def test_a_start_stands_before_the_path() -> None:
    text, taken, (kind, of), _ = CASES["money he never had"]
    [cause] = asked(program_of(text), taken, kind, of)
    assert (cause.place, cause.turn, cause.kind) == (START, -1, "start")
    assert list(flat([cause])) == [cause]
