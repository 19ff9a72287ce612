"""The ledger: who decided each consequence, and what came of each choice."""

from engine.record.causes import Past, ledger
from tests.record.playing import played, why_of
from tests.record.test_why import FLAGS, choices
from tests.stories import program_of, story

TEXT = story(
    "do: n = 4",
    choices("sign: do: a1 = true", "go_on"),
    "chance: {id: guard, of: {waved: {weight: 1, then: [{do: a2 = true}]}, searched: {weight: 1}}}",
    choices("wait", "rest"),
    "if: a1\nthen: [{do: out = true}]",
    head=FLAGS,
)


def made():
    machine, record = played(program_of(TEXT), ["sign", "wait"], forced={("a.guard", 0): "waved"})
    past = Past(machine, record)
    return ledger(past, why_of(past))


def test_each_consequence_says_who_decided_it() -> None:
    assert [(line.cause.cell or line.cause.kind, line.cause.by) for line in made().lines] == [
        ("n", "rule"),
        ("a1", "him"),
        ("a2", "chance"),
        ("out", "him"),
        ("ending", "rule"),
    ]


def test_each_choice_has_what_came_of_it_later_and_nothing_where_nothing_did() -> None:
    lines = made().lines
    later = {place: [lines[at].cause.cell or "ending" for at in found] for place, found in made().later}
    assert later == {1: ["a1", "out"], 2: []}
