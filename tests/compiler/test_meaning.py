"""What each construct of the language means, shown by the smallest story that shows it."""

import pytest

from engine.expr.marks import BEGIN, END, JOIN
from engine.machine import Machine
from tests.stories import codes_of, compiled, machine_of, program_of, said, story

CLOCK = "clock: {start: 2022-09-20 20:30, end: 2022-10-12 00:00, grain: 5m, zone: Europe/Moscow}\n"


def offers(files, *choices):
    run = machine_of(files).begin(0)
    for choice in choices:
        run.choose(choice)
    return [(choice.rpartition(".")[2], is_open) for choice, is_open, _ in run.change.offers]


def text(item, head=""):
    return said(story(item, head=head))


# ---- text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("|\n  One\n  two.", "One two."),
        ("|\n  One.\n\n  Two.", "One.\n\nTwo."),
        ("|\n  One.\\\n  Two.", "One.\nTwo."),
        ("|\n  One.   \n  Two   three.", "One. Two three."),
        ("|\n  One \\", f"One{JOIN}"),
        ("One \\", f"One{JOIN}"),
        ("|\n  One {{ n }} \\", f"One 3{JOIN}"),
        ("|\n  One{% if t %} more{% endif %} \\", f"One{JOIN}"),
        ("It was _so_.", f"It was {BEGIN}so{END}."),
        ("_{{ n }} things_ and snake_case_name, _ alone _", f"{BEGIN}3 things{END} and snake_case_name, _ alone _"),
        ("_two_ _times_", f"{BEGIN}two{END} {BEGIN}times{END}"),
        ("|\n  {% if n > 2 %}\n  Many.\n  {% else %}\n  Few.\n  {% endif %}\n  End.", "Many. End."),
        ("|\n  A {% if t %}b{% endif %} c", "A c"),
        ("|\n  {% if t %}b{% endif %}", ""),
        ("|\n  {% if t %}\n  A.\n\n  {% endif %}\n  B.", "B."),
        ("'1984'", "1984"),
        ("1984", "1984"),
        ("yes", "yes"),
        ("null", "null"),
        ("'{{ \"{{\" }} {{ n }}'", "{{ 3"),
        ("'{{ t }} {{ n | words }} {{ (n * 1000) | number }}'", "false three 3,000"),
        ("back\\slash and \\n", "back\\slash and \\n"),
        ("A \ufffc b.", "A b."),
        ("'A \ufffc {{ n }} \ufffc b.'", "A 3 b."),
        ("A \ue000 b.", "A b."),
        ("'{{ n if not t else 4 }}'", "3"),
        ("'{{ \"it''s\" }}'", "it's"),
    ],
)
def test_prose_is_read_as_it_was_meant(written, shown):
    found = text(written, head="variables: {n: 3, t: false}\n")
    assert found == [shown] or (shown == "" and found == [""])


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("cash | money", "41,000 roubles"),
        ("cash | number", "41,000"),
        ("cash", "41000"),
        ("41 | words", "forty-one"),
        ("0 - 7 | words", None),
        ("(0 - 7) | words", "minus seven"),
        ("100 | words", "100"),
        ("now | time", "20:30"),
        ("now | date", "Tuesday 20 September"),
        ("hours(3) + minutes(20) | span", None),
        ("(hours(3) + minutes(20)) | span", "3 hours 20 minutes"),
        ("slept", "1 hour"),
        ("mood", "not sure"),
        ("mood | capital", "Not sure"),
        ("calm", "you are calm"),
        ("flag", "true"),
        ("now - moment('2022-09-20 20:00')", "30 minutes"),
        ("hour", "20"),
        ("weekday", "2"),
        ("today | time", "00:00"),
        ("min(3, cash, 2)", "2"),
        ("max(3, cash)", "41000"),
        ("7 // 2", "3"),
        ("(0 - 7) // 2", "-4"),
        ("(0 - 7) % 3", "2"),
        ("2 + 3 * 4", "14"),
        ("q(now)", "3"),
        ("q(moment('2022-09-25'))", "6"),
        ("q(moment('2022-12-01'))", "9"),
        ("lin(moment('2022-09-26 00:00'))", "2 days"),
        ("visits(a)", "1"),
        ("seen(a)", "true"),
        ("turns_since(a)", "0"),
        ("turns_since(b)", "-1"),
        ("lena", "Lena"),
        ("lena.called", "false"),
        ("here", ""),
        ("pass_.held", "Pass: in your hands"),
        ("mood == not_sure", "true"),
        ("mood in [sure]", "false"),
        ("1 < 2 < 3", "true"),
        ("1 < 2 < 2", "false"),
        ("not flag", "false"),
        ("1 if flag and not flag else 2", "2"),
        ("'word'", "word"),
        ("flag or 1 // 0 > 2", "true"),
    ],
)
def test_a_value_is_printed_in_the_words_of_its_kind(shown, value):
    head = CLOCK + (
        "variables:\n  cash: {number: 41000, unit: roubles}\n  slept: {duration: 1h}\n  mood: {one of: [not_sure, sure]}\n"  # noqa: E501
        "  calm: {flag: true, yes: you are calm, no: you are not}\n  flag: true\npeople: {lena: {name: Lena, fields: {called: false}}}\n"  # noqa: E501
        "documents: {pass_: {title: Pass, held: true}}\n"
        "tables:\n  q: {between: step, rows: {2022-09-21: 3, 2022-09-25: 6, 2022-09-29: 9}}\n  lin: {rows: {2022-09-25: 1d, 2022-09-27: 3d}}\n"  # noqa: E501
    )
    source = story(f'"{{{{ {shown} }}}}"', head=head, scenes="  b:\n    body: [end: e]\n")
    if value is None:
        assert compiled(source).program is None
    else:
        assert said(source) == [value]


# ---- choices


def test_a_once_only_choice_is_gone_after_it_is_taken_and_others_stay():
    source = story(
        "choices:\n  - {choose: One, once: true}\n  - {choose: Two}\nagain: true", "choices:\n  - {choose: Out}"
    )
    assert offers(source, "a.one") == [("two", True)]
    assert offers(source, "a.two", "a.one", "a.two") == [("two", True)]


def test_once_within_again_within_then_counts_for_itself():
    inner = "choices:\n          - {choose: Deep, once: true}\n          - {choose: Up, go: .top}\n        again: true"
    source = story(f"choices:\n  - choose: In\n    then:\n      - {inner}\n  - {{choose: Out}}\nagain: true\nid: top")
    assert offers(source, "a.in") == [("deep", True), ("up", True)]
    assert offers(source, "a.in", "a.deep") == [("up", True)]
    assert offers(source, "a.in", "a.deep", "a.up") == [("in", True), ("out", True)]
    assert offers(source, "a.in", "a.deep", "a.up", "a.in") == [("up", True)]


def test_a_branch_falls_through_to_the_gather_and_a_go_does_not():
    source = story(
        "choices:\n  - {choose: Stay, then: Staying.}\n  - {choose: Leave, then: Leaving., go: b}",
        "Gather.",
        scenes="  b:\n    body: [There., end: e]\n",
    )
    assert said(source, "stay") == ["Staying.", "Gather."]
    assert said(source, "leave") == ["Leaving.", "There."]


def test_costs_lock_a_choice_and_are_paid_with_expressions():
    source = story(
        "choices:\n  - {choose: Buy, costs: {cash: price * 2}, do: price += 1}\n  - {choose: Out}\nagain: true",
        head="variables: {cash: 9, price: 2}\n",
        end=True,
    ).replace("{choose: Out}", "{choose: Out, end: e}")
    source = source.replace("      - end: e\n", "")
    run = machine_of(source).begin(0)
    run.choose("a.buy")
    assert [each[1] for each in run.change.offers] == [False, True]
    assert run.cells[run.book.layout.slots["cash"]] == 5


def test_the_steps_of_a_choice_come_in_the_order_count_cost_time_effect_body_go():
    source = story(
        "choices:\n  - {choose: Do, id: x, go: b, then: '{{ cash }} {{ now | time }} {{ n }} {{ visits(a.x) }}', do: n += cash, takes: 10m, costs: {cash: 3}}",  # noqa: E501
        head=CLOCK + "variables: {cash: 9, n: 0}\n",
        scenes="  b:\n    body: [end: e]\n",
    )
    assert said(source, "x") == ["6 20:40 6 1"]


def test_prose_and_a_choice_may_begin_alike():
    assert codes_of(story("Go on.", "choices:\n  - choose: Go on", "Go on.")) == []


def test_two_blocks_may_begin_with_one_label_where_choices_have_ids():
    assert codes_of(story("choices:\n  - {choose: Wait, id: w1}", "choices:\n  - {choose: Wait, id: w2}")) == []


@pytest.mark.parametrize("label", ["'{{ n }}'", "'{{ n }} {% if n %}{% endif %}'", "'...'", "'?!'"])
def test_a_label_without_a_word_asks_for_an_id(label):
    head = "variables: {n: {number: 1, title: N}}\n"
    assert codes_of(story(f"choices:\n  - choose: {label}", head=head)) in (
        ["NAM006"],
        ["NAM006", "TYP001"],
    )
    assert (
        codes_of(
            story(
                f"choices:\n  - choose: {label.replace(' {% if n %}{% endif %}', '')}\n    id: x",
                head=head,
            )
        )
        == []
    )


def test_ids_may_be_of_any_script():
    source = story(
        "choices:\n  - choose: Открыть ящик",
        "'{{ visits(кухня) }} {{ visits(a.открыть_ящик) }}'",
        scenes="  кухня:\n    body: [end: e]\n",
    )
    assert said(source, "открыть_ящик") == ["0 1"]


# ---- names


def test_a_short_name_is_found_in_its_own_file_first():
    files = {
        "story.yaml": story("go: l.x", end=False, scenes="  y:\n    body: [Manifest y., end: e]\n"),
        "1-l.yaml": "scenes:\n  x: {body: [go: y]}\n  y: {body: [Own y., 'Seen {{ visits(y) }}.', go: z.y]}\n",
        "z.yaml": "scenes:\n  y: {body: ['L {{ visits(l.y) }}.', end: e]}\n",
    }
    assert said(files) == ["Own y.", "Seen 1.", "L 1."]


def test_a_scene_and_a_choice_cannot_have_one_full_name():
    files = {
        "story.yaml": story("choices:\n  - {choose: Queue, go: a.queue}", end=False),
        "a.yaml": "scenes: {queue: {body: [end: e]}}\n",
    }
    assert codes_of(files) == ["NAM004"]


def test_locals_hide_globals_and_begin_anew_at_each_entry():
    scene = "  b:\n    let: {n: 5}\n    body: ['{{ n }}', do: n += 1, '{{ n }}', return: ]\n"
    source = story("call: b", "call: {scene: b, id: two}", "'{{ n }}'", head="variables: {n: 1}\n", scenes=scene)
    assert said(source) == ["5", "6", "5", "6", "1"]


def test_parameters_are_known_through_calls_in_any_order_of_scenes():
    scenes = "  d:\n    with: [z]\n    body: ['{{ z + 1 }}', return: ]\n  c:\n    with: [y]\n    body: [{call: {scene: d, with: {z: y}}}, return: ]\n  b:\n    with: [x]\n    body: [{call: {scene: c, with: {y: x}}}, return: ]\n"  # noqa: E501
    assert said(story("call: {scene: b, with: {x: 3}}", scenes=scenes)) == ["4"]


def test_derived_variables_may_stand_in_any_order_and_touch_operators():
    assert text("'{{ x }}'", head="variables: {x: {derived: y*2}, y: {derived: (z)+1}, z: 4}\n") == ["10"]


@pytest.mark.parametrize("name", "none true not in is if else self loop now seen moment min".split())
def test_words_of_the_language_are_no_names(name):
    assert "NAM003" in codes_of(story("Hello.", head=f"variables: {{{name}: 3}}\n"))


# ---- calls


def test_a_called_scene_may_go_elsewhere_and_what_it_comes_to_returns():
    scenes = "  b:\n    body: [In b., go: c]\n  c:\n    body: [In c., call: d, return: 7]\n  d:\n    body: [In d.]\n"
    assert said(story("call: {scene: b, into: n}", "'{{ n }}'", head="variables: {n: 1}\n", scenes=scenes)) == [
        "In b.",
        "In c.",
        "In d.",
        "7",
    ]


def test_a_called_scene_may_stop_for_choices_and_end_the_story():
    scenes = "  b:\n    body: [{choices: [{choose: On}, {choose: Off, end: e}]}, return: ]\n"
    source = story("call: b", "Back.", scenes=scenes)
    assert said(source, "b.on") == ["Back."]
    assert said(source, "b.off") == []


def test_a_document_in_a_parameter_has_its_fields():
    head = "documents:\n  p: {title: P, held: true, fields: {n: 3}}\n  q: {title: Q, fields: {n: 4}}\n"
    scenes = "  b:\n    with: [doc]\n    body: ['{{ doc }} {{ doc.n }} {{ doc.held }}', return: ]\n"
    assert [
        each.split()[:2]
        for each in said(
            story(
                "call: {scene: b, with: {doc: p}}", "call: {scene: b, with: {doc: q}, id: x}", head=head, scenes=scenes
            )
        )
    ] == [["P", "3"], ["Q", "4"]]


# ---- items, time, profiles


def test_items_are_gone_to_inside_branches_and_out_of_them():
    source = story(
        "if: n < 3\nthen:\n  - say: In.\n    id: deep\n  - do: n += 1\n  - choices:\n      - {choose: Round, go: .deep}\n      - {choose: Out, go: .far}",  # noqa: E501
        "Skipped.",
        "say: Far.\nid: far",
        head="variables: {n: 0}\n",
    )
    assert said(source, "round", "out") == ["In.", "In.", "Far."]


def test_a_computed_go_takes_enums_and_text_among_the_named():
    for to in ("w", "'b' if w == b else 'c'", "b if 1 > 2 else c"):
        source = story(
            f'go: {{to: "{to}", among: [b, c]}}',
            head="variables: {w: {one of: [b, c], start: c}}\n",
            scenes="  b: {body: [B., end: e]}\n  c: {body: [C., end: e]}\n",
            end=False,
        )
        found = compiled(source)
        assert found.program is None or said(source) == ["C."]


def test_places_have_zones_and_a_table_is_read_by_the_moment():
    head = CLOCK + "places: {t: {title: T, zone: Asia/Tbilisi}}\n"
    source = story("'{{ now | time }}'", head=head).replace("  a:\n", "  a:\n    place: t\n")
    assert said(source) == ["21:30"]


def test_a_profile_starts_with_its_own_values_scene_and_place():
    head = "variables: {n: 1}\nplaces: {t: {title: T}}\nprofiles: {x: {name: X}, y: {name: Y, start: b, place: t, set: {n: 7}}}\n"  # noqa: E501
    program = program_of(
        story(
            "'{{ n }} {{ here }}'",
            "if: 1 > 2\nthen: [go: b]",
            head=head,
            scenes="  b: {body: ['b {{ n }} {{ here }}', end: e]}\n",
        )
    )
    assert [Machine(program).begin(0, each).change.said[0][1].strip() for each in ("x", "y")] == ["1", "b 7 T"]


def test_turns_since_counts_for_a_choice_that_nobody_else_counts():
    source = (
        story("choices:\n  - {choose: One}\n  - {choose: Two}\nagain: true")
        .replace("One}", "One, then: '{{ turns_since(a.two) }}'}")
        .replace("- end: e", "- end: e")
    )
    assert said(source, "one", "two", "one", "one") == ["-1", "1", "2"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("facts: [F9]", "REF014"),
        ("notes: [x]", "REF014"),
        ("tags: [x]", "REF014"),
        ("place: x", "REF014"),
        ("truth: x", "VAL010"),
        ("intensity: 9", "VAL010"),
        ("safe: [x]", "KEY003"),
        ("family: x", "KEY001"),
    ],
)
def test_what_a_scene_cites_is_checked(key, code):
    assert codes_of(story("Hello.").replace("    body:", f"    {key}\n    body:", 1)) == [code]


def test_a_short_version_stands_for_all_prose_before_the_first_choices():
    source = story(
        "Long one.", "Long two.", "choices:\n  - choose: Go on", "Long three.", "say: Long four.\nsafe: Short four."
    ).replace("    body:", "    safe: Short.\n    body:", 1)
    assert said(source, "go_on", safe=True) == ["Short.", "Long three.", "Short four."]
    assert said(source, "go_on") == ["Long one.", "Long two.", "Long three.", "Long four."]


def test_a_short_version_is_read_whichever_branch_comes_first():
    source = story("if: 1 > 2\nthen: Long one.\nelse: Long two.", "Long three.").replace(
        "    body:", "    safe: Short.\n    body:", 1
    )
    assert said(source, safe=True) == ["Short."]


@pytest.mark.parametrize("depth", [5, 25, 38])
def test_deep_expressions_that_compile_also_run(depth):
    head = "variables: {n: 1, t: true}\n"
    for expression in (
        "not " * depth + "t",
        "+".join(["n"] * depth) + " > 3",
        "(" * depth + "n" + ")" * depth + " > 3",
        " and ".join(["t"] * depth),
    ):
        source = story(
            f"if: {expression}\nthen: Yes.\nelse: No.", "'{% if " + expression + " %}a{% endif %}.'", head=head
        )
        if compiled(source).program is not None:
            assert said(source)[0] in ("Yes.", "No.")


def test_derived_variables_that_read_each_other_deeply_compile_and_run():
    lines = "".join(f"  d{n}: {{derived: d{n - 1} + 1}}\n" for n in range(1, 30))
    assert text("'{{ d29 }}'", head=f"variables:\n  d0: {{derived: n * 2}}\n  n: 3\n{lines}") == ["35"]


@pytest.mark.parametrize(("cash", "is_open"), [(2, False), (3, True), (4, True)])
def test_a_choice_can_be_taken_with_exactly_what_it_costs(cash, is_open):
    source = story(
        "choices:\n  - {choose: Buy, costs: {cash: 3}}\n  - choose: Out", head=f"variables: {{cash: {cash}}}\n"
    )
    assert offers(source) == [("buy", is_open), ("out", True)]


def test_a_choice_that_only_an_ending_asks_for_is_counted():
    text = story("choices:\n  - {choose: Stay, id: stay}\n  - {choose: Leave, id: leave}").replace(
        "e: {title: E}", "e: {title: E, text: '{% if seen(a.leave) %}You left.{% endif %}'}"
    )
    assert "#a.leave" in machine_of(text).layout.slots
    run = machine_of(text).begin(0)
    run.choose("a.leave")
    assert run.cells[machine_of(text).layout.slots["#a.leave"]] == 1


def test_what_a_syntax_error_hid_is_not_missed_elsewhere():
    broken = story('"Bread" she says: "it is dear."', "go: b", scenes="  b:\n    body: [{end: e}]\n")
    assert codes_of(broken) == ["YML020"]
