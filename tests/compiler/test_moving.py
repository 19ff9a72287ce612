"""What may be called by whom: storylets, events, and what was under way."""

from engine.program import Choices, Deal, Pass
from tests.stories import codes_of, compiled, program_of, story

CLOCK = "clock: {start: 2022-09-20 20:00, end: 2022-09-21 20:00, zone: UTC}\n"
ROW = CLOCK + "schedule:\n  x: {at: 2022-09-20 21:00, call: visit}\n"
TAGS = "tags: {road: R, rest: R}\n"
ONE = "tags: {road: R}\n"
BRIEF = "  visit: {body: Knock.}\n"
LONG = "  visit: {body: [takes: 1h, Knock.]}\n"


def test_an_event_may_call_a_scene_that_takes_time_if_nothing_else_does():
    assert codes_of(story("takes: 1h", head=ROW, scenes=LONG)) == []
    assert codes_of(story("takes: 1h", "call: visit", head=ROW, scenes=LONG)) == ["SCH007"]


def test_an_event_may_call_a_scene_of_the_story_where_no_time_passes():
    assert codes_of(story("takes: 1h", "call: visit", head=ROW, scenes=BRIEF)) == []


def test_an_event_may_not_call_what_leads_to_a_scene_under_way():
    for body in ("[go: a]", "[call: b]", "[deal: {id: d, tag: road}]"):
        scenes = f"  visit: {{body: {body}}}\n  b: {{when: true, tags: [road], body: [takes: 5m, B.]}}\n"
        source = story("call: b", "takes: 1h", head=ROW + TAGS, scenes=scenes)
        assert codes_of(source) == ["SCH007"], body


def test_a_scene_that_only_calls_one_where_time_passes_is_under_way_too():
    scenes = "  visit: {body: [call: outer]}\n  outer: {body: [call: inner]}\n  inner: {body: [takes: 1h, In.]}\n"
    assert codes_of(story("call: outer", head=ROW, scenes=scenes)) == ["SCH007"]


def test_what_an_event_goes_to_is_no_call_and_must_not_run_out():
    head = ROW.replace("call", "go")
    assert codes_of(story("takes: 1h", head=head, scenes="  visit: {body: [takes: 1h, end: e]}\n")) == []
    assert codes_of(story("takes: 1h", head=head, scenes=BRIEF)) == ["FLO004"]
    assert codes_of(story("takes: 1h", head=head.replace("visit", "a"))) == []


def test_scenes_led_to_by_events_and_deals_only_are_reached():
    scenes = BRIEF + "  b: {when: true, tags: [road], body: [go: c]}\n  c: {body: C.}\n"
    assert codes_of(story("deal: {id: d, tag: road}", "takes: 1h", head=ROW + ONE, scenes=scenes)) == []


def test_a_storylet_that_no_deal_asks_for_is_not_reached():
    assert codes_of(story("Hello.", head=ONE, scenes="  b: {when: true, tags: [road], body: B.}\n")) == ["FLO006"]


def test_storylets_deal_others_of_another_tag():
    scenes = (
        "  b: {when: true, tags: [road], body: [deal: {id: d, tag: rest}]}\n  c: {when: true, tags: [rest], body: C.}\n"
    )
    assert codes_of(story("deal: {id: d, tag: road}", head=TAGS, scenes=scenes)) == []
    round_ = scenes.replace("body: C.", "body: [choices: [from: {tag: road}]]")
    assert set(codes_of(story("deal: {id: d, tag: road}", head=TAGS, scenes=round_))) == {"FLO005"}


def test_a_storylet_may_begin_again():
    scenes = "  b: {when: true, tags: [road], body: [choices: [{choose: Again, go: b}, {choose: Enough}]]}\n"
    assert codes_of(story("deal: {id: d, tag: road}", head=ONE, scenes=scenes)) == []


def test_the_scene_of_an_event_cannot_be_named():
    assert codes_of(story("go: '@schedule.x'", head=ROW, scenes=BRIEF, end=False)) == ["REF010"]
    assert codes_of(story("if: seen(schedule.y)\nthen: Yes.", "takes: 1h", head=ROW, scenes=BRIEF)) == ["REF005"]
    assert codes_of(story("if: seen(schedule.x)\nthen: Yes.", "takes: 1h", head=ROW, scenes=BRIEF)) == []


def test_rows_of_one_id_in_two_files_are_a_mistake():
    files = {
        "story.yaml": story("takes: 1h", head=ROW, scenes=BRIEF),
        "b.yaml": "schedule:\n  x: {every: 1h, say: X.}\n",
    }
    assert codes_of(files) == ["NAM004"]


def test_a_row_finds_scenes_of_its_own_file_first():
    files = {
        "story.yaml": story("takes: 1h", head=CLOCK, scenes=BRIEF),
        "b.yaml": "schedule:\n  x: {at: 2022-09-20 21:00, call: visit}\nscenes:\n  visit: {body: Here.}\n",
    }
    assert [each.message for each in compiled(files).diagnostics] == [
        'the scene "visit" can run out without saying where to go',
        'nothing leads to the scene "visit"',
    ]


def test_locals_are_not_known_before_a_storylet_is_entered():
    scenes = "  b: {when: k > 1, let: {k: 3}, tags: [road], body: B.}\n"
    assert codes_of(story("deal: {id: d, tag: road}", head=TAGS, scenes=scenes)) == ["REF001"]


def test_only_a_story_with_a_schedule_names_the_places_where_time_passes():
    def ids(head, scenes=""):
        steps = program_of(story("takes: 1h", "takes: 1h", head=head, scenes=scenes)).scenes["a"].steps
        return [step.id for step in steps if isinstance(step, Pass)]

    assert ids("") == ["", ""]
    assert ids(ROW, BRIEF) == ["a.a_takes", "a.a_takes_2"]


def test_a_deal_and_a_block_become_what_they_ask_for():
    scenes = "  b: {when: true, tags: [road], body: B.}\n"
    items = ("deal: {id: d, tag: road, pick: 2, by: least seen}", "choices:\n  - {choose: On}\n  - from: {tag: road}")
    steps = program_of(story(*items, head=TAGS, scenes=scenes)).scenes["a"].steps
    deal = next(step for step in steps if isinstance(step, Deal))
    assert (deal.id, deal.tag, deal.pick, deal.by) == ("a.d", "road", 2, "least seen")
    [offering] = next(step for step in steps if isinstance(step, Choices)).offerings
    assert (offering.tag, offering.pick, offering.by, offering.before) == ("road", 1, "priority", 1)


def test_too_many_choices_and_forbidden_words_are_seen_in_storylets_too():
    scenes = "  b: {when: true, choose: Alas, tags: [road], body: B.}\n"
    items = "choices:\n  - {choose: On}\n  - from: {tag: road, pick: 6}"
    assert codes_of(story(items, head=TAGS + "forbid: [alas]\n", scenes=scenes)) == ["STY003", "STY002"]
