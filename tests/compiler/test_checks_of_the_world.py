"""What is odd about storylets, the schedule, roads, crossings, sets and questions is said, and nothing sound is."""

import pytest

from tests.stories import codes_of, story

CLOCK = "clock: {start: 2022-09-20 20:30, end: 2022-09-22 00:00}\n"
TAGS = "tags: {road: R}\n"
DEAL = "deal: {id: d, tag: road}"
WORLD = (
    CLOCK
    + "places: {home: {title: Home}, mill: {title: The mill}}\nprofiles: {p: {name: P, place: home}}\n"
    + "variables:\n  cash: {number: 10, min: 0, max: 90, title: Money}\n  n: 1\n"
)
SPEND = "do: [cash -= 5, n += 1]"
BACK = "choices:\n  - {choose: Again, go: a}\n  - choose: On"


def found(*items: str, head: str = "", scenes: str = "", end: bool = True) -> list[str]:
    return codes_of(story(*items, head=head, scenes=scenes, end=end))


def storylet(keys: str, body: str = "B.") -> str:
    return f"  b:\n    tags: [road]\n{keys}    body: [{body}]\n"


def road(keys: str) -> str:
    return f"{WORLD}routes:\n  way: {{title: The way, from: home, to: mill, {keys}}}\n"


def gate(rule: str) -> str:
    return f"{WORLD}crossings:\n  gate: {{title: The gate, place: home, to: mill, {rule}}}\n"


# ---- what is used


@pytest.mark.parametrize(
    "keys",
    ["    when: n > 3\n", "    when: true\n    weight: n\n", "    when: true\n    choose: Have {{ n }}\n"],
)
def test_what_a_storylet_reads_is_used(keys):
    assert found("do: n += 1", DEAL, head=TAGS + "variables: {n: 1}\n", scenes=storylet(keys)) == []


@pytest.mark.parametrize(
    "head",
    [
        CLOCK + "variables: {n: 1}\nschedule:\n  x: {every: 1h, if: n > 1, say: X.}\n",
        CLOCK + "variables: {n: 1}\nschedule:\n  x: {every: 1h, say: 'X {{ n }}.'}\n",
    ],
)
def test_what_a_row_of_the_schedule_reads_is_used(head):
    assert found("do: n += 1", "takes: 2h", head=head) == []


@pytest.mark.parametrize(
    "keys",
    [
        "takes: minutes(n)",
        "takes: 1h, costs: {cash: n}",
        "takes: 1h, costs: {n: 3}",
        "takes: 1h, closed: [{code: R1, when: n > 3, says: Shut.}]",
        "takes: 1h, closed: [{code: R1, until: 2022-09-21, says: 'Shut, {{ n }}.'}]",
    ],
)
def test_what_a_road_reads_is_used(keys):
    assert found(SPEND, "travel: way", head=road(keys)) == []


def test_what_a_crossing_reads_is_used():
    head = gate("wait: minutes(n), rules: [{code: L1, requires: cash > 3, says: No.}]")
    assert found(SPEND, "cross: gate", head=head) == []


def test_the_engines_own_fields_are_never_called_unused():
    head = WORLD.replace("  n: 1\n", "").replace("{number: 10, min: 0, max: 90, title: Money}", "3") + (
        "documents:\n  book: {title: Book, held: true, expires: 2022-09-21, keepers: {home: at home},"
        " rules: {good: {requires: cash > 1, says: No.}}}\n"
        "routes:\n  way: {title: The way, from: home, to: mill, takes: 1h}\n"
    )
    assert found("if: book.good\nthen: Good.", "travel: way", head=head) == []


def test_a_field_that_only_the_state_of_a_document_reads_is_used_where_the_state_is():
    book = "{title: Book, held: true, fields: {expires: {moment: 2022-09-21}}, keepers: {lena: hers}}"
    head = f"{CLOCK}documents:\n  book: {book}\npeople: {{lena: {{name: Lena}}}}\n"
    assert found("if: book.state == expired\nthen: Yes.", "Hello.", head=head) == []
    assert found("Hello.", head=head) == ["USE003"]


def test_what_an_answer_fills_is_written_and_a_set_that_only_grows_is_not_read():
    head = "variables: {nick: {text: ''}, met: {set of: [lena, oleg]}}\n"
    asked = "ask: {id: q, question: Who?, into: nick, kind: text, max: 9}"
    assert found(asked, "'{{ nick }}'", "do: met += lena", "'{{ met }}'", head=head) == []
    assert found(asked, "do: met += lena", head=head) == ["USE001", "USE001"]


def test_values_that_a_set_is_made_of_need_not_change_nor_be_read():
    head = "variables: {mood: {one of: [calm, cross]}, felt: {set of: mood}}\n"
    assert found("do: felt += calm", "'{{ felt }}'", head=head) == []


def test_facts_of_a_road_and_of_the_opening_are_cited():
    facts = "facts: {F1: {text: So., confidence: seen}, F2: {text: So., confidence: seen}}\n"
    head = road("takes: 1h, facts: [F1]").replace("  n: 1\n", "") + facts
    assert found("do: cash -= 5", "travel: way", head=head) == ["USE009"]
    assert found("do: cash -= 5", "travel: way", head=head + "opening: {text: Hello., facts: [F2]}\n") == []


# ---- what can hold


@pytest.mark.parametrize(
    ("head", "items", "codes"),
    [
        (road("takes: 1h, needs: cash > 90"), (SPEND, "'{{ n }}'", "travel: way"), ["LOG001"]),
        (road("takes: 1h, needs: cash >= 0"), (SPEND, "'{{ n }}'", "travel: way"), ["LOG002"]),
        (
            road("takes: 1h, closed: [{code: R1, from: 2021-09-21, until: 2022-09-21, says: Shut.}]"),
            (SPEND, "'{{ n }}'", "choices:\n  - {choose: Go, travel: way}\n  - choose: Stay"),
            [],
        ),
        (
            gate("rules: [{code: L1, requires: not (cash > 90), says: No.}]"),
            (SPEND, "'{{ n }}'", "cross: gate"),
            ["LOG002"],
        ),
        (
            gate("rules: [{code: L1, requires: cash > 3, says: No.}]"),
            (SPEND, "'{{ n }}'", "cross: gate\ncases: {passed: Good.}\nelse: Bad."),
            [],
        ),
        (
            CLOCK + "variables: {n: {number: 1, min: 0, max: 5}}\nschedule:\n  x: {every: 1h, if: n > 9, say: X.}\n",
            ("do: n += 1", "takes: 2h"),
            ["LOG001"],
        ),
    ],
)
def test_what_never_changes_is_said_where_it_is_written(head, items, codes):
    assert found(*items, head=head) == codes


def test_a_storylet_that_can_never_come_is_told_and_one_that_always_may_is_not():
    head = TAGS + "variables: {n: {number: 1, min: 0, max: 5}}\n"
    assert found("do: n += 1", DEAL, head=head, scenes=storylet("    when: n > 9\n")) == ["LOG001"]
    assert found("do: n += 1", "'{{ n }}'", DEAL, head=head, scenes=storylet("    when: true\n")) == []


def test_texts_that_take_turns_are_looked_into_once():
    head = "variables: {n: {number: 1, min: 0, max: 5}}\n"
    text = "\"{% if n > 9 %}{{ cycle('a', 'b') }}{% endif %}\""
    assert found("do: n += 1", text, head=head) == ["LOG001"]
    fragment = head + "fragments: {f: {with: [k], text: '{% if k > 9 %}x{% endif %}{{ n }}'}}\n"
    assert found("do: n += 1", "'{{ f(n) }}'", head=fragment) == []


# ---- ways out


def test_an_event_is_a_way_out_of_a_scene_in_which_time_passes():
    head = CLOCK + "schedule:\n  x: {at: 2022-09-21 21:00, go: b}\n"
    wait = "choices:\n  - {choose: Wait, takes: 1h}\nagain: true"
    scenes = "  b:\n    body: [end: e]\n"
    assert found(wait, head=head, scenes=scenes, end=False) == []
    assert found(wait, head=CLOCK, end=False) == ["FLO011", "FLO012", "FLO013"]


def test_a_scene_that_is_called_is_a_way_out_if_it_ends():
    leave = "choices:\n  - {choose: Wait}\n  - {choose: Leave, then: [call: b]}\nagain: true"
    assert found(leave, scenes="  b:\n    body: [end: e]\n", end=False) == []
    offered = "choices:\n  - {choose: Wait}\n  - from: {tag: road}\nagain: true"
    assert found(offered, head=TAGS, scenes=storylet("    when: true\n", "end: e"), end=False) == []


def test_a_block_with_a_storylet_that_may_always_come_is_never_empty():
    block = "choices:\n  - {choose: Buy, needs: cash > 5}\n  - from: {tag: road}"
    head = TAGS + "variables:\n  cash: {number: 10, min: 0, max: 90, title: Money}\n"
    assert found("do: cash -= 5", block, head=head, scenes=storylet("    when: true\n")) == []
    assert found("do: cash -= 5", block, head=head, scenes=storylet("    when: true\n    once: true\n")) == ["FLO009"]


# ---- words and manners


@pytest.mark.parametrize(
    ("needs", "codes"),
    [
        ("lena in met", []),
        ("lena in seen_", ["TXT003"]),
        ("count(met) > 1", []),
        ("here == home", []),
        ("rank > low", []),
    ],
)
def test_reasons_of_the_new_conditions_have_words(needs, codes):
    head = (
        "places: {home: {title: Home}}\nvariables:\n  met: {set of: [lena, oleg], title: Met}\n"
        "  seen_: {set of: [lena, oleg]}\n  rank: {one of: [low, high], ordered: true, title: Rank}\n"
    )
    block = f"choices:\n  - {{choose: Ask, needs: {needs}}}\n  - choose: Stay"
    change = "do: [met += lena, seen_ += lena, rank = high]"
    assert found(change, "'{{ seen_ }}'", block, head=head) == codes


def test_a_stretch_goes_through_what_is_dealt_and_ends_at_a_question():
    head = "manners: {stretch: 6}\n" + TAGS
    long = storylet("    when: true\n", "Five six seven.")
    assert found("One two three four.", DEAL, head=head, scenes=long) == ["STY005"]
    nick = head + "variables: {nick: {text: ''}}\n"
    asked = "ask: {id: q, question: Who?, into: nick, kind: text, max: 9}"
    assert found("One two three four.", asked, DEAL, "'{{ nick }}'", head=nick, scenes=long) == []


def test_comments_in_text_are_told_of_wherever_they_stand():
    assert found("'Late {# so #}again.'") == ["TXT005"]
    assert found("\"{{ '{#' }}\"") == []
    assert found("'{% raw %}{# so #}{% endraw %}'") == []
    assert found("'{{ f() }}'", head="fragments: {f: {text: 'A {# b #}c.'}}\n") == ["TXT005"]


def test_when_a_thing_is_known_of_is_a_condition_like_others():
    head = "people: {lena: {name: Lena, known: n > 9}}\nvariables: {n: {number: 1, min: 0, max: 5}}\n"
    assert found("do: n += 1", head=head) == ["LOG001"]
    assert found("do: n += 1", head=head.replace("9", "3")) == []
    head = "variables:\n  n: {number: 1, min: 0, max: 5}\n  m: {number: 1, title: M, known: n > 9}\n"
    assert found("do: n += 1", head=head) == ["LOG001"]
    assert found("do: n += 1", head=head.replace("9", "3")) == []


def test_a_journey_is_taken_to_begin_where_the_scene_is_and_its_closures_count():
    block = "choices:\n  - {choose: Go, travel: way, go: a}"
    items = (SPEND, "'{{ n }}'", block)
    assert found(*items, head=road("takes: 1h")) == []
    assert found(*items, head=road("takes: 1h, closed: [{code: R1, when: hour < 9, says: Shut.}]")) == ["FLO009"]


@pytest.mark.parametrize(
    "head",
    [
        road("takes: 1h, known: n > 3"),
        road("takes: 1h, closed: [{code: R1, when: hour < 9, says: Shut., known: n > 3}]"),
        gate("known: n > 3, rules: [{code: L1, requires: cash > 3, says: No.}]"),
        gate("rules: [{code: L1, requires: cash > 3, says: No., known: n > 3}]"),
    ],
)
def test_from_when_on_something_is_known_of_is_a_condition_that_is_read(head):
    item = "travel: way" if "routes" in head else "cross: gate"
    assert found(SPEND, item, head=head) == []
    never = head.replace("n: 1", "n: {number: 1, min: 0, max: 3}")
    assert found(SPEND, item, head=never) == ["LOG001"]


def test_going_up_in_an_order_is_no_reading_and_sets_beside_each_other_have_words():
    head = "variables: {rank: {one of: [low, high], ordered: true}}\n"
    assert found("do: rank += 1", head=head) == ["USE001"]
    head = (
        "variables:\n  met: {set of: [lena, oleg], title: Met}\n  told: {set of: [lena, oleg]}\n"
        "  rank: {one of: [low, high], ordered: true, title: Rank}\n"
    )
    block = "choices:\n  - {{choose: Ask, needs: '{needs}'}}\n  - choose: Stay"
    change = "do: [met += lena, told += oleg, rank += 1]"
    for needs, codes in (
        ("all_of(met, told)", []),
        ("any_of(told, met)", ["TXT003"]),
        ("rank(rank) > 0", []),
        ("first(met, oleg) == lena", ["TXT003"]),
        ("rank(rank) > 1", ["LOG003"]),
    ):
        assert found(change, "'{{ told }}'", block.format(needs=needs), head=head) == codes
