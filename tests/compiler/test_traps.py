"""Each trap YAML sets for prose: its code, its caret and a line to paste that puts it right."""

from __future__ import annotations

import pytest

from engine.compiler import compile_story
from engine.compiler.nodes import Map, Scalar, Seq
from engine.compiler.reader import read
from engine.compiler.traps import mapping_trap, quoted, sequence_trap
from engine.diagnostics import Bag, Diagnostic
from tests.stories import story

VERBS = ("say", "choices", "if", "match", "vary", "do", "remember", "takes", "go", "call", "return", "chance", "end")
BEFORE = "scenes:\n  a:\n    body:\n      - Hi.\n"
AFTER = "\n      - go: a\n  b:\n    body: [x]\n"
LINE = 5


def complaints(item: str) -> tuple[Diagnostic, ...]:
    """What is said of a body with `item` in it, by the reader and, of body items, by the traps for nodes."""
    bag = Bag()
    node = read("s.yaml", f"{BEFORE}      {item}{AFTER}".encode(), bag)
    assert node is not None
    scenes = node[Scalar("scenes")]
    assert isinstance(scenes, Map)
    assert list(scenes) == ["a", "b"]
    scene = scenes[Scalar("a")]
    body = scene[Scalar("body")] if isinstance(scene, Map) else None
    for each in body if isinstance(body, Seq) else []:
        if isinstance(each, Map) and not any(key in VERBS for key in each):
            mapping_trap(each, VERBS, bag)
        elif isinstance(each, Seq):
            sequence_trap(each, bag)
    return bag.sorted()


TRAPS = [
    ('- "Shut that," she says.', "YML020", 9, "- '\"Shut that,\" she says.'"),
    ("- 'Shut that,' she says.", "YML020", 9, "- \"'Shut that,' she says.\""),
    ('- "Don\'t," she says.', "YML020", 9, "- '\"Don''t,\" she says.'"),
    ('- choose: "Yes" or no', "YML020", 17, "- choose: '\"Yes\" or no'"),
    ('- "Yes," she says. # a note', "YML020", 9, "- '\"Yes,\" she says.' # a note"),
    ("- *so* it was.", "YML021", 9, '- "*so* it was."'),
    ("- *so it was.", "YML021", 9, '- "*so it was."'),
    ("- * * *", "YML021", 9, '- "* * *"'),
    ("- & so on.", "YML021", 9, '- "& so on."'),
    ("- % of them.", "YML021", 9, '- "% of them."'),
    ("- @home he is.", "YML021", 9, '- "@home he is."'),
    ("- `code` it is.", "YML021", 9, '- "`code` it is."'),
    ("- [sealed] it said.", "YML021", 9, '- "[sealed] it said."'),
    ("- {sealed} it said.", "YML021", 9, '- "{sealed} it said."'),
    ("- > he said.", "YML021", 9, '- "> he said."'),
    ("- | he said.", "YML021", 9, '- "| he said."'),
    ("- ? who is there", "YML021", 9, '- "? who is there"'),
    ("- - he said", "YML021", 9, '- "- he said"'),
    ("- [sealed]", "YML021", 9, '- "[sealed]"'),
    ("- &so it was.", "YML010", 9, '- "&so it was."'),
    ("- *so", "YML011", 9, '- "*so"'),
    ("- ! Stop.", "YML013", 9, '- "! Stop."'),
    ("- !Stop that.", "YML013", 9, '- "!Stop that."'),
    ("- He said: no.", "YML023", 9, '- "He said: no."'),
    ("- Then: no.", "YML023", 9, '- "Then: no."'),
    ("- He said: no: never.", "YML022", 20, '- "He said: no: never."'),
    ("- choose: Say: no", "YML022", 20, '- choose: "Say: no"'),
    ("- He is #1 of them.", "YML024", 15, '- "He is #1 of them."'),
    ("- say: He is #1.", "YML024", 20, '- say: "He is #1."'),
    ("- do: [a = 1] #todo", "YML024", 21, "- do: [a = 1] # todo"),
    ("- do: [gain(ticket, passport), b = 1]", "YML025", 14, '- do: ["gain(ticket, passport)", b = 1]'),
    ("- do: [b = 1, max(a, 3)]", "YML025", 21, '- do: [b = 1, "max(a, 3)"]'),
    ("- if: 'a' == b", "YML026", 13, "- if: \"'a' == b\""),
    ('- if: "a" == b', "YML026", 13, "- if: '\"a\" == b'"),
    ("- if: [a, b] == c", "YML026", 13, '- if: "[a, b] == c"'),
    ("- if: [a, b]", "YML026", 13, '- if: "[a, b]"'),
    ("- if: !looked", "YML026", 13, "- if: not looked"),
    ("- if: {{ cash > 3 }}", "YML026", 13, "- if: cash > 3"),
    ("- {{ cash }} left.", "YML027", 9, '- "{{ cash }} left."'),
    ("- {{ cash }}", "YML027", 9, '- "{{ cash }}"'),
    ("- {% if x %}Yes.{% endif %}", "YML027", 9, '- "{% if x %}Yes.{% endif %}"'),
    ("- say: {about: Ten-year, biometric., b: c}", "YML028", 32, '- say: {about: "Ten-year, biometric.", b: c}'),
    ("- 'Tis the season.", "YML030", 9, '- "\'Tis the season."'),
    ('- "Never closed.', "YML030", 9, '- "Never closed."'),
]


@pytest.mark.parametrize(
    "item",
    [
        "{say: Hi, he said}",
        "{go: a, at last}",
        "{if: n > 1, or less, then: x}",
        "choices: [{choose: Wait, go: a, and see}]",
        "{say: Hi, he said, and she, too}",
    ],
)
def test_what_a_comma_in_braces_made_a_key_is_not_told_again_as_unknown(item: str) -> None:
    def said(written: str) -> set[str]:
        made = compile_story({"story.yaml": story(written, head="variables: {n: 3}\n").encode()})
        return {each.code for each in made.diagnostics if each.code in ("YML028", "KEY001")}

    assert said(item) == {"YML028"}
    assert said(item.replace("{", "{colour: red, ", 1)) == {"YML028", "KEY001"}


def test_an_unknown_key_is_pointed_at_where_a_verb_stands_beside_it() -> None:
    made = compile_story(
        {"story.yaml": story("{colour: red, say: Hi}", "{if: true, then: [{hue: red, say: Hi}]}").encode()}
    )
    places = [(each.code, each.place.line, each.place.column) for each in made.diagnostics]
    assert places[:2] == [("KEY001", 7, 10), ("KEY001", 8, 28)]


@pytest.mark.parametrize(("item", "code", "column", "fixed"), TRAPS, ids=[each[0] for each in TRAPS])
def test_a_trap_has_its_code_its_caret_and_the_line_to_paste(item: str, code: str, column: int, fixed: str) -> None:
    found = complaints(item)
    assert [(each.code, each.place.line, each.place.column) for each in found] == [(code, LINE, column)]
    assert found[0].hint == f"write: {fixed}"


@pytest.mark.parametrize("fixed", [each[3] for each in TRAPS])
def test_a_line_to_paste_is_sound_when_pasted(fixed: str) -> None:
    assert complaints(fixed) == ()


@pytest.mark.parametrize(
    "item",
    [
        "- It was 10:30, and he said:no.",
        "- He said so. # a comment",
        "- He said so. # see #4",
        "# a line of comment #here",
        '- |\n        "Shut that," she says: #1 *so* {{ x }}.\n        \tTab.',
        '- "Quoted: all of it, #1."',
        "- '#1 of them'",
        '- "Over two lines: yes\n        and #1 more."',
        "- do: [cash -= 3000, gain(ticket)]",
        "- if: a in [b, c]",
        "- say: {text: In our own words., date: 21 September}",
        "- say: {text: [a,\n        b]}",
        "- say: >-\n        Folded: yes.",
        "- C#minor and F#4 it is.",
        "- A dash - like this - and ?what, -so.",
    ],
)
def test_sound_lines_are_left_alone(item: str) -> None:
    assert complaints(item) == ()


@pytest.mark.parametrize(
    ("item", "code", "line", "column"),
    [
        ("\t- Tab.", "YML006", 5, 7),
        ("\tTab.", "YML006", 5, 7),
        ("- One\n        and: two", "YML022", 6, 12),
        ("- One\n        two #3 of", "YML024", 6, 13),
        ("- do: [a, b\n      - go: a", "YML031", 5, 13),
        ("- say: {a: b\n      - go: a", "YML031", 5, 14),
        ("go: a", "YML032", 5, 7),
        ("Just text.", "YML033", 5, 7),
        ('- "C:\\q"', "YML034", 5, 12),
        (" - Two.", "YML035", 5, 8),
    ],
)
def test_a_mistake_with_no_line_to_paste_has_its_code_and_caret(item: str, code: str, line: int, column: int) -> None:
    found = complaints(item)
    assert [(each.code, each.place.line, each.place.column) for each in found][:1] == [(code, line, column)]
    assert len(found) == 1


def test_a_verb_misspelt_is_left_to_the_stage_that_knows_the_verbs() -> None:
    assert complaints("- choises: Open it") == ()
    assert complaints("- goto: kitchen") == ()


def test_the_librarys_words_are_never_shown_alone() -> None:
    bag = Bag()
    read("s.yaml", b"%TAG x\n---\na: b\n", bag)
    assert bag.sorted()[0].message.startswith("YAML cannot read the file from here on")


def test_quotes_are_chosen_so_that_little_must_be_marked_within() -> None:
    assert [quoted("so"), quoted("it's"), quoted('"so"'), quoted("a\\b")] == ['"so"', '"it\'s"', "'\"so\"'", "'a\\b'"]
