"""Rules of documents, routes and crossings: what they write, say, and answer in any cells."""

from engine.machine import Ask, Machine, reason
from engine.program import CLOCK, HERE
from engine.program.codec import decode, encode
from engine.program.world import World
from tests.stories import codes_of, corpus, machine_of, program_of, said, story

ROADS = "routes-are-travelled-by-their-rules"
GATE = "crossings-decide-by-their-rules"
DOCUMENTS = """\
clock: {start: 2024-05-06 08:00, end: 2024-05-12 00:00, grain: 10m}
documents:
  pass_:
    title: Pass
    held: true
    expires: 2024-05-08
    keepers: {office: at the office}
    rules:
      valid:
        requires: pass_.held and pass_.expires > now
        says: "The pass ran out on {{ pass_.expires | day }}."
  card:
    title: Card
    held: true
    rules: {valid: {requires: card.held, says: No card.}}
places:
  office: {title: Office}
"""


def writes(run, change):
    """What a step wrote, by name, in order."""
    return [(run.book.layout.names[slot], new, statement) for slot, _, new, statement in change.wrote]


def test_a_journey_stands_at_each_stop_and_its_legs_add_up():
    run = Machine(corpus(ROADS)).begin(0)
    run.choose("quay.buy_a_ticket")
    began = run.cells[CLOCK]
    found = writes(run, run.choose("quay.take_the_slow_boat"))
    stands = [(new, statement) for name, new, statement in found if name == "@here"]
    assert stands == [
        ("skerry", "quay.take_the_slow_boat:slow.skerry"),
        ("light", "quay.take_the_slow_boat:slow.light"),
        ("town", "quay.take_the_slow_boat:slow.town"),
    ]
    assert [new - began for name, new, _ in found if name == "@clock"] == [90, 180, 250]
    assert ("cash", 70, "quay.take_the_slow_boat:cash") in found


def test_what_refused_is_a_statement_in_the_record():
    run = Machine(corpus(GATE)).begin(0)
    run.choose("yard.sleep_until_tomorrow")
    run.choose("yard.spend_your_money")
    found = writes(run, run.choose("yard.try_the_gate"))
    assert ("gate.verdict", "refused", "gate.G3:verdict") in found
    assert ("gate.rule", "G3", "gate.G3:rule") in found


def test_passing_is_told_by_a_statement_of_its_own():
    run = Machine(corpus(GATE)).begin(0)
    found = writes(run, run.choose("yard.try_the_gate"))
    assert ("gate.verdict", "passed", "gate.passed:verdict") in found
    assert ("@here", "beyond", "gate.passed:@here") in found


def test_a_world_survives_json():
    for name in (ROADS, GATE):
        world = corpus(name).world
        assert world != World()
        assert decode(World, encode(world)) == world


def test_a_story_without_a_world_holds_none():
    assert program_of(story("Hello.")).world == World()


def test_a_closed_road_says_all_its_reasons_with_their_codes_wherever_he_stands():
    machine = Machine(corpus(ROADS))
    cells = machine.first_cells(machine.profile(None))
    cells[machine.layout.slots["storm"]] = True
    cells[HERE] = "town"
    slow = machine.program.world.routes[0]
    before = list(cells)
    ask = Ask(machine.program, machine.layout, cells)
    assert [(each.code, each.words) for each in ask.closed_because(slow)] == [
        ("", "Place: The quay needed; now The town"),
        ("", "Ticket: not in your hands"),
        ("R1", "The slow boat stays in."),
    ]
    assert [each.code for each in ask.at("quay").closed_because(slow)] == ["", "R1"]
    assert cells == before


def test_rules_are_listed_in_the_officers_order_as_they_would_be_applied_after_the_wait():
    machine = Machine(corpus(GATE))
    cells = machine.first_cells(machine.profile(None))
    ask = Ask(machine.program, machine.layout, cells)
    gate = machine.program.world.crossings[0]
    assert ask.refused_because(gate) == ()
    assert [each.code for each in ask.at("yard").refused_at_window(gate)] == ["G1"]
    cells[machine.layout.slots["pass_.held"]] = False
    assert [(each.code, each.verdict) for each in ask.refused_because(gate)] == [("G2", "refused")]


def test_the_reason_of_a_choice_tells_the_closure_with_its_code():
    machine = Machine(corpus(ROADS))
    run = machine.begin(0)
    run.choose("quay.buy_a_ticket")
    run.choose("quay.sleep_a_night_and_the")
    said_ = reason(machine.program, machine.layout, run.cells, "quay.take_the_slow_boat")
    assert said_ == "The slow boat stays in (R1)."


def test_a_choice_keeps_its_own_lock_beside_that_of_its_route():
    source = story(
        "choices:\n  - choose: Walk\n    travel: road\n    needs: luck > 2\n  - choose: Stay",
        head="variables:\n  luck: {number: 1, title: Luck}\nplaces: {a_: {title: A}, b_: {title: B}}\n"
        "routes: {road: {title: Road, from: a_, to: b_, takes: 1h}}\nprofiles: {man: {name: Man, place: a_}}\n",
    )
    machine = machine_of(source)
    run = machine.begin(0)
    assert [offer[1] for offer in run.change.offers] == [False, True]
    assert reason(machine.program, machine.layout, run.cells, "a.walk") == "Luck: more than 2 needed; now 1."


def test_the_rule_of_a_document_explains_a_lock():
    source = story(
        "choices:\n  - choose: Wait\n    takes: 3d\n  - choose: Show it\n    needs: pass_.valid\nagain: true",
        "if: card.valid\nthen: Card.",
        head=DOCUMENTS,
    )
    machine = machine_of(source)
    run = machine.begin(0)
    run.choose("a.wait")
    assert reason(machine.program, machine.layout, run.cells, "a.show_it") == "The pass ran out on 8 May 2024."


def test_a_rule_is_read_of_the_document_that_a_parameter_holds():
    booth = "  b:\n    with: [doc]\n    body:\n      - '{{ doc }} {{ doc.valid }} {{ doc.state }}.'\n      - return: \n"
    source = story(
        "call: {scene: b, with: {doc: pass_}, id: one}",
        "do: lose(card)",
        "call: {scene: b, with: {doc: card}, id: two}",
        head=DOCUMENTS,
        scenes=booth,
    )
    assert said(source) == ["Pass true held.", "Card false lost."]


def test_states_follow_the_hands_and_the_clock():
    source = story(
        "'{{ pass_.state }}.'",
        "do: lodge(pass_)",
        "'{{ pass_.state }}, {{ pass_.keeper }}.'",
        "do: take_back(pass_)",
        "'{{ pass_.state }}.'",
        "takes: 2d",
        "'{{ pass_.state }}.'",
        "do: lose(pass_)",
        "'{{ pass_.state }}.'",
        "do: gain(pass_)",
        "'{{ pass_.state }}, {{ card.valid }}.'",
        "if: pass_.valid\nthen: Valid.",
        head=DOCUMENTS,
    )
    assert said(source) == ["held.", "lodged, at the office.", "held.", "expired.", "lost.", "expired, true."]


def test_lose_of_a_plain_document_writes_one_cell():
    source = story("do: lose(slip)", head="documents: {slip: {title: Slip, held: true}}\n")
    run = machine_of(source).begin(0)
    assert [name for name, _, _ in writes(run, run.change) if name.startswith("slip")] == ["slip.held"]


def test_cases_that_tell_every_verdict_let_nothing_run_past_them():
    crossing = """\
places: {b: {title: B}, c: {title: C}}
variables: {luck: 1}
crossings: {g: {title: G, place: b, to: c, rules: [{code: G1, requires: luck > 1, says: No.}]}}
"""
    told = "cross: g\ncases: {passed: {end: e}, refused: {end: e}}"
    assert codes_of(story(told, head=crossing, end=False)) == []
    told = "cross: g\ncases: {passed: {end: e}}\nelse: Hm."
    assert codes_of(story(told, head=crossing, end=False)) == ["FLO004"]
