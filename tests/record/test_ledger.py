"""The ledger: who decided each consequence, and what came of each choice."""

from engine.record.causes import Past, ledger
from tests.record.playing import played, why_of
from tests.record.test_why import CLOCK, FLAGS, choices
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


TAGS = "tags: {talk: what is said in a queue}\n"


def lines_of(text: str, chosen: list[str]) -> list[tuple[str, str]]:
    """Kind and decider of each line of the ledger of a play."""
    machine, record = played(program_of(text), chosen)
    past = Past(machine, record)
    return [(line.cause.kind, line.cause.by) for line in ledger(past, why_of(past)).lines]


def test_what_the_body_of_a_scene_remembers_was_decided_for_him() -> None:
    text = story(choices("sign: remember: you signed", "go_on"), "remember: you were put down for Monday")
    assert lines_of(text, ["sign"]) == [("remembered", "rule"), ("ending", "rule")]


def test_what_is_remembered_because_of_a_choice_was_decided_by_him() -> None:
    body = "if: a1\nthen: [{remember: you were put down for Monday}]"
    text = story(choices("sign: do: a1 = true", "go_on"), body, head=FLAGS)
    assert lines_of(text, ["sign"]) == [("write", "him"), ("remembered", "him"), ("ending", "rule")]


def test_a_choice_that_stood_closed_is_told_once_with_who_closed_it() -> None:
    block = choices("cross: needs: not a1", "wait: go: b", "leave: go: c")
    chosen = ["sign", "b.wait", "b.leave"]
    text = story(
        choices("sign: do: a1 = true", "go_on"),
        "go: b",
        head=FLAGS,
        end=False,
        scenes=f"""  b:
    body:
      - {block.replace(chr(10), chr(10) + "        ")}
      - go: b
  c:
    body: [{{end: e}}]
""",
    )
    assert lines_of(text, chosen) == [("write", "him"), ("lock", "him"), ("ending", "him")]
    never_had = story(choices("cross: needs: a1", "wait"), head=FLAGS)
    assert lines_of(never_had, ["wait"])[0] == ("lock", "rule")


def test_words_that_a_date_decided_were_decided_for_him_though_he_let_the_time_go_by() -> None:
    late = "if: now >= moment('2022-09-20 12:00')\nthen: [They have closed.]"
    text = story(choices("sleep: takes: 6h", "go_on"), choices("wait", "rest"), late, choices("on", "off"), head=CLOCK)
    assert lines_of(text, ["sleep", "wait"]) == [("passage", "rule")]
    assert lines_of(text, ["go_on", "wait"]) == []


def test_the_words_of_one_scene_are_one_line() -> None:
    body = "if: a1\nthen: [One., Two.]"
    again = "if: a1\nthen: [Three.]"
    text = story(choices("sign: do: a1 = true", "go_on"), choices("wait", "rest"), body, again, head=FLAGS)
    assert lines_of(text, ["sign", "wait"]) == [("write", "him"), ("passage", "him"), ("ending", "rule")]


def test_a_scene_that_was_dealt_is_a_line_by_what_dealt_it() -> None:
    scenes = """  rumour: {tags: [talk], when: "%s", body: [They say so.]}
"""
    text = story(
        choices("sign: do: a1 = true", "go_on"), "deal: {id: queue, tag: talk}", head=FLAGS + TAGS, scenes=scenes
    )
    assert lines_of(text % "true", ["go_on"])[0] == ("passage", "rule")
    assert lines_of(text % "a1", ["sign"])[1] == ("passage", "him")
