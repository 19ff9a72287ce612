"""Sets, orders, text, a story's own functions and fragments, and texts that take turns: what they come to, and when."""

import pytest

from engine.compiler.language.definitions import MOST_EXPANSIONS
from engine.diagnostics import render
from engine.machine import Machine, reason
from tests.stories import codes_of, compiled, machine_of, program_of, said, story

KNOWS = "variables:\n  knows: {set of: [rumour, list, ferry], title: What you know}\n  n: 0\n"
MORE = (
    "  every: {set of: [rumour, list, ferry], start: [rumour, list, ferry], title: Every}\n"
    "  some: {set of: [rumour, list, ferry], start: [list, ferry]}\n"
    "  mood: {one of: [calm, sad], ordered: true, title: Mood}\n"
    "  other: {one of: [calm, sad], ordered: true, start: sad, hidden: true}\n"
)


def cells_by_name(source, *choices, **options):
    machine = machine_of(source, with_text=options.pop("with_text", True))
    run = machine.begin(0, **options)
    for choice in choices:
        run.choose(f"a.{choice}")
    return machine.values(run.cells)


def faults(source):
    return machine_of(source).begin(0).change.faults


def test_a_set_stands_in_the_order_of_its_declaration_whatever_went_in_first():
    source = story('do: [knows += ferry, "knows += [list, rumour, list]", knows -= list]', head=KNOWS)
    assert cells_by_name(source)["knows"] == ("rumour", "ferry")


def test_a_set_takes_another_set_of_the_same_values():
    head = (
        KNOWS + "  mood: {one of: [a_, b_]}\n  one: {set of: mood, start: [b_]}\n  other: {set of: mood, start: a_}\n"
    )
    assert cells_by_name(story("do: one += other", head=head))["one"] == ("a_", "b_")
    assert cells_by_name(story("do: one = other", head=head))["one"] == ("a_",)


def test_a_place_that_is_nowhere_does_not_go_into_a_set_of_places():
    head = "places:\n  home: {title: Home}\nvariables:\n  been: {set of: places}\n"
    assert cells_by_name(story("do: been += here", head=head))["been"] == ()


def test_a_set_may_be_declared_before_what_it_is_made_of():
    head = "variables:\n  moods: {set of: mood}\n  mood: {one of: [calm, cross]}\n"
    program = program_of(story("do: moods += calm", head=head))
    assert [each.name for each in program.variables] == ["moods", "mood"]


@pytest.mark.parametrize(
    ("needs", "why"),
    [
        ("rumour in knows", "What you know: rumour needed; now nothing."),
        ("rumour in knows and n < 1 and list in knows", "What you know: rumour and list needed; now nothing."),
        (
            "all_of(knows, [rumour, list]) and ferry in knows",
            "What you know: rumour, list and ferry needed; now nothing.",
        ),
        ("any_of(knows, [rumour, list, ferry])", "What you know: rumour, list or ferry needed; now nothing."),
        ("count(knows) > 1", "What you know: more than 1 needed; now 0."),
        ("knows == [list, rumour]", "What you know: rumour and list needed; now nothing."),
        ("all_of(knows, every)", "What you know: rumour, list and ferry needed; now nothing."),
        ("any_of(knows, every)", "What you know: rumour, list or ferry needed; now nothing."),
        ("not any_of(every, some)", "Every: list; Every: ferry."),
        ("not all_of(every, some)", "Either Every: list or Every: ferry."),
        ("rank(mood) > 0", "Mood: more than calm needed; now calm."),
        ("1 <= rank(mood)", "Mood: at least sad needed; now calm."),
        ("rank(mood) == rank(other)", "Mood: sad needed; now calm."),
        ("rank(mood) > rank(other) + 1", "Not possible now."),
    ],
)
def test_a_reason_words_a_set(needs, why):
    source = story(f'choices:\n  - {{choose: Go, needs: "{needs}"}}\n  - choose: Stay', head=KNOWS + MORE)
    machine = machine_of(source)
    run = machine.begin(0)
    found = reason(machine.program, machine.layout, run.cells, "a.go")
    assert found.startswith(why)


def test_a_hidden_set_is_not_told_of():
    source = story(
        "choices:\n  - {choose: Go, needs: rumour in knows}\n  - choose: Stay",
        head="variables:\n  knows: {set of: [rumour], title: You know, no: you do not know, hidden: true}\n",
    )
    machine = machine_of(source)
    run = machine.begin(0)
    assert reason(machine.program, machine.layout, run.cells, "a.go") == "Not possible now."


def test_words_without_an_order_are_told_how_to_get_one():
    [found] = compiled(
        story("if: mood > calm\nthen: Yes.", head="variables: {mood: {one of: [calm, cross]}}\n")
    ).diagnostics
    assert "`ordered: true`" in render(found)


def test_text_is_held_at_two_hundred_characters_with_a_fault():
    head = "variables:\n  name: {text: " + "x" * 150 + "}\n"
    source = story("do: name = name ~ name", head=head)
    assert cells_by_name(source)["name"] == "x" * 200
    assert faults(source) == [("length", "a:name", 300)]
    assert faults(story("do: name = name", head=head)) == []


def test_a_result_that_is_text_is_held_too():
    called = "  b:\n    body: [return: name ~ name]\n"
    source = story(
        "call: {scene: b, into: name}", head="variables:\n  name: {text: " + "x" * 150 + "}\n", scenes=called
    )
    assert len(cells_by_name(source)["name"]) == 200
    assert [each[0] for each in faults(source)] == ["length"]


def test_a_set_is_given_to_and_comes_back_from_a_scene():
    called = "  b:\n    with: [what]\n    body:\n      - do: what -= rumour\n      - return: what\n"
    source = story(
        "call: {scene: b, with: {what: knows}, into: knows}",
        head=KNOWS.replace("title:", "start: [rumour, list], title:"),
        scenes=called,
    )
    assert cells_by_name(source)["knows"] == ("list",)


def test_a_def_takes_a_bare_word_to_where_it_is_compared():
    head = "variables:\n  mood: {one of: [calm, cross]}\ndefs:\n  feels: {with: [what], be: mood == what}\n"
    assert said(story("'{{ feels(calm) }} {{ feels(cross) }}'", head=head)) == ["true false"]
    assert codes_of(story("'{{ feels(clam) }}'", head=head)) == ["REF002"]


def test_what_a_def_is_given_is_read_where_it_was_written():
    """A parameter called as the word it is given, and a local of the scene, do not get in each other's way."""
    head = "variables:\n  mood: {one of: [calm, cross]}\n"
    head += "defs:\n  feels: {with: [calm, n], be: mood == calm and n > 1}\n"
    scene = (
        "id: s\ntitle: S\nstart: a\n"
        + head
        + "scenes:\n  a:\n    let: {n: 2}\n    body: ['{{ feels(calm, n) }}', end: e]\nendings:\n  e: {title: E}\n"
    )
    assert said(scene) == ["true"]


def test_a_def_and_a_fragment_take_a_list():
    head = KNOWS + "defs:\n  all_known: {with: [what], be: 'all_of(knows, what)'}\n  few: {with: [of], be: n in of}\n"
    head += "fragments:\n  row: {with: [words], text: '{% for x in words %}[{{ x }}]{% endfor %}'}\n"
    text = "'{{ all_known([rumour]) }} {{ few([0, n]) }} {{ row([1, 2]) }}'"
    assert said(story("do: knows += rumour", text, head=head)) == ["true true [1][2]"]


def test_definitions_are_written_out_so_often_and_no_more():
    head = "fragments:\n  f: {text: x}\n"
    assert compiled(story("'" + "{{ f() }}" * MOST_EXPANSIONS + "'", head=head)).diagnostics == ()
    assert codes_of(story("'" + "{{ f() }}" * (MOST_EXPANSIONS + 1) + "'", head=head)) == ["EXP021"]


def test_a_circle_of_definitions_is_told_once_with_its_way():
    found = compiled(
        story("if: f()\nthen: Yes.", head="defs:\n  f: {be: g()}\n  g: {be: h()}\n  h: {be: f()}\n")
    ).diagnostics
    assert [each.message for each in found] == ['"f" is made of itself: f -> g -> h -> f']


def test_a_text_of_a_def_is_no_call():
    assert compiled(story("'{{ f() }}'", head="defs:\n  f: {be: \"'f()'\"}\n")).diagnostics == ()


TURNS = story(
    "id: top\nsay: \"{% if n % 2 == 0 %}{{ cycle('even', 'EVEN') }}{% else %}{{ stop('odd', 'ODD') }}{% endif %}\"\n"
    "safe: Short.",
    "choices:\n  - choose: \"Go {{ once('now', 'on') }}\"\n    id: go_\n    do: n += 1\n    go: .top\n"
    "  - choose: \"Hide {{ stop('first', 'second') }}\"\n    id: hide\n    if: n > 1\n    once: true\n    go: .top\n"
    "  - {choose: Leave, end: e}",
    head="variables: {n: 0}\n",
)


def test_an_alternative_moves_on_only_where_its_guard_holds():
    assert said(TURNS, "go_", "go_", "go_", "go_") == ["even", "odd", "EVEN", "ODD", "even"]


def test_the_alternative_of_a_label_moves_on_only_where_the_choice_is_offered():
    run = machine_of(TURNS).begin(0)
    seen = []
    for choice in ("go_", "go_", "go_", "hide", "go_"):
        run.choose(f"a.{choice}")
        seen.append([label for _, _, label in run.change.offers][:-1])
    assert seen == [["Go on"], ["Go", "Hide first"], ["Go", "Hide second"], ["Go"], ["Go"]]
    assert dict(zip(run.book.layout.names, run.cells, strict=True))["%a.first"] == 2


def test_full_short_and_no_text_give_the_same_cells():
    taken = ("go_", "go_", "hide", "go_")
    full = cells_by_name(TURNS, *taken)
    assert full == cells_by_name(TURNS, *taken, safe=True) == cells_by_name(TURNS, *taken, with_text=False)
    assert full["%a.even"] == 3
    assert full["^a.even"] == 0


def test_a_story_without_turns_has_no_cell_for_them():
    names = Machine(program_of(story("Hello {{ pick(1, 'a', 'b') }}."))).layout.names
    assert not [name for name in names if name[0] in "%^"]


def test_a_text_that_has_run_out_leaves_no_doubled_space():
    source = story(
        "id: top\nsay: \"A {{ once('b') }} c.\"",
        "choices:\n  - {choose: Again, go: .top}\n  - {choose: Leave, end: e}",
    )
    assert said(source, "again") == ["A b c.", "A c."]


def test_the_remembered_clause_may_take_turns():
    source = story("do: n += 1\nremember: you did it {{ cycle('once', 'again') }}", head="variables: {n: 0}\n")
    assert machine_of(source).begin(0).change.remembered == [("a:remember", "you did it once")]


def test_pick_is_held_at_its_ends():
    words = "'{{ pick(0 - 5, 1, 2) }} {{ pick(9, ''a'', ''_b_'') }} {{ plural(1, ''day'', ''days'') }} "
    words += "{{ plural(0, ''day'', ''days'') | capital }}'"
    assert said(story(words)) == ["1 \x0eb\x0f day Days"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The street {% if n %}glitters.", "a {% if %} has no {% endif %}"),
        ("{% for x in people %}x", "a {% for %} has no {% endfor %}"),
        ("x {% endif %}", "{% endif %} has nothing before it that it belongs to"),
        ("{% if n %}{% for x in people %}{% endif %}", "{% endif %} comes before {% endfor %}"),
        ("{% frob %}", "there is no {% frob %}"),
        ("{{ n n }}", "'n' is not expected here"),
        ("{{ 'a }}", "a quote is not closed"),
        ("{{ (n }}", "a bracket or quote is not closed"),
    ],
)
def test_a_slip_in_braces_is_told_in_a_writers_words(text, said):
    made = compiled(story("say: |\n  " + text, head="variables: {n: 1}\n"))
    assert [said in each.message for each in made.diagnostics if each.code == "EXP001"] == [True]


# ---- what a set holds, places in an order


def test_what_is_only_called_may_be_the_name_of_a_variable_and_of_a_scene():
    head = "variables: {first: 3, rank: {one of: [low, high], ordered: true}, last: {set of: rank}}\n"
    source = story("do: last += rank", "'{{ first }} {{ rank(rank) }} {{ first(last, high) }}'", head=head)
    scene = source.replace("- end: e", "- go: rank").replace("endings:", "  rank: {body: [end: e]}\nendings:")
    assert said(scene) == ["3 0 low"]


def test_a_set_of_what_has_an_order_keeps_it_and_another_has_none():
    head = "variables:\n  m: {set of: %s}\n  mood: {one of: [low, high], ordered: true}\n"
    item = "if: last(m, low) >= high\nthen: Yes.\nelse: No."
    assert said(story("do: m += high", item, head=head % "mood")) == ["Yes."]
    assert codes_of(story(item, head=head % "[low, high]")) == ["TYP005"]


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("m", "ab"),
        ("(m if n > 3 else k)", "ab"),
        ("(m if n > 4 else k)", "c"),
        ("both(2)", "c"),
        ("k", "c"),
        ("none_", ""),
    ],
)
def test_a_loop_over_a_set_goes_over_what_it_holds_now(what, shown):
    head = (
        "variables:\n  n: 3\n  m: {set of: [a, b, c], start: [b, a]}\n  k: {set of: [a, b, c]}\n"
        "  none_: {set of: [a, b, c]}\ndefs: {both: {with: [x], be: k if x < n else m}}\n"
    )
    source = story("do: [k += c, n += 1]", f"'|{{% for x in {what} %}}{{{{ x }}}}{{% endfor %}}|'", head=head)
    assert said(source) == [f"|{shown}|"]


def test_loops_over_sets_are_counted_by_what_the_sets_may_hold():
    values = ", ".join(f"v{at}" for at in range(30))
    loops = "'{% for x in m %}{% for y in m %}x{% endfor %}{% endfor %}'"
    assert codes_of(story(loops, head=f"variables:\n  m: {{set of: [{values}]}}\n")) == ["EXP014"]


def test_a_loop_over_a_set_of_people_knows_their_fields():
    head = "people: {lena: {name: Lena, fields: {age: 3}}, oleg: {name: Oleg, fields: {age: 4}}}\nvariables:\n"
    head += "  met: {set of: people, start: [oleg]}\n"
    source = story("'{% for who in met %}{{ who }} {{ who.age }}{% endfor %}'", head=head)
    assert said(source) == ["Oleg 4"]


# ---- alternatives in alternatives


def test_an_alternative_in_another_moves_on_only_where_the_other_has_come_to_it():
    inner = "cycle('a', stop('b', once('c', id='z'), id='y'), id='x')"
    source = story(
        f'id: top\nsay: "{{% if n < 6 %}}{{{{ {inner} }}}}{{% endif %}}."',
        "choices:\n  - {choose: Go, do: n += 1, go: .top}\n  - {choose: Leave, end: e}",
        head="variables: {n: 0}\n",
    )
    assert said(source, *["go"] * 7) == ["a.", "b.", "a.", "c.", "a.", ".", ".", "."]
    cells = cells_by_name(source, *["go"] * 7)
    assert (cells["%a.x"], cells["%a.y"], cells["%a.z"]) == (6, 3, 2)


@pytest.mark.parametrize(
    ("written", "counts"),
    [("plural(n, once('o', id='x'), once('m', id='y'))", (1, 0)), ("pick(n, once('o', id='x'), 'b')", (0, None))],
)
def test_an_alternative_in_a_choice_by_number_moves_on_only_for_its_number(written, counts):
    cells = cells_by_name(story(f'say: "{{{{ {written} }}}}"', head="variables: {n: 1}\n"))
    assert (cells["%a.x"], cells.get("%a.y")) == counts


@pytest.mark.parametrize(("n", "index"), [(-5, 0), (0, 0), (1, 1), (2, 2), (9, 2)])
def test_an_alternative_in_a_pick_is_held_at_its_ends_as_the_pick_is(n, index):
    ways = ", ".join(f"once('w{at}', id='x{at}')" for at in range(3))
    source = story(f'say: "{{{{ pick(n, {ways}) }}}}"', head=f"variables: {{n: {n}}}\n")
    assert said(source) == [f"w{index}"]
    cells = cells_by_name(source)
    assert [cells[f"%a.x{at}"] for at in range(3)] == [int(at == index) for at in range(3)]


# ---- items that are counted


def test_an_item_is_counted_only_where_somebody_asks():
    source = story("id: top\nsay: Hello.")
    assert "#a.top" not in machine_of(source).layout.slots
    asked = story("id: top\nsay: Hello.", "'{{ visits(top) }} {{ visits(a.top) }} {{ seen(a.top) }}'")
    assert said(asked) == ["Hello.", "1 1 true"]


def test_a_choice_and_an_item_of_one_id_are_told_apart_for_the_choice():
    source = story(
        "id: stay\nsay: Hello.",
        "choices:\n  - {choose: Stay, then: '{{ visits(a.stay) }}'}",
        "id: x\nif: seen(x)\nthen: Yes.",
    )
    assert said(source, "stay") == ["Hello.", "1", "Yes."]


def test_an_event_may_wait_for_an_item():
    head = "clock: {start: 2022-09-20 20:30, end: 2022-09-22 21:00, grain: 5m, zone: Europe/Moscow}\n"
    head += "schedule: {bell: {after: {seen: a.door, wait: 10m}, say: A bell.}}\n"
    assert said(story("takes: 1h", "id: door\nsay: The door.", "takes: 1h", "The end.", head=head)) == [
        "The door.",
        "A bell.",
        "The end.",
    ]


def test_turns_counts_the_choices_made_and_the_answers_given():
    source = story(
        "id: top\nsay: '{{ turns }}'",
        "ask: {id: n_, into: n, kind: number, question: How many?}",
        "choices:\n  - {choose: Go, if: turns < 5, go: .top}\n  - {choose: Leave, end: e}",
        head="variables: {n: {number: 0, min: 0, max: 9}}\n",
    )
    assert said(source, "n_", "go", "n_", "go") == ["0", "2", "4"]
