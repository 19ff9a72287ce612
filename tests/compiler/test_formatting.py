"""A file set in order means what it meant, keeps every comment and quote, and is in order the second time."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile_story
from engine.compiler.formatting import formatted
from engine.diagnostics import CODES
from engine.machine import Machine
from engine.program.codec import encode
from engine.workbench import wander
from tests.compiler.test_traps import TRAPS
from tests.generate_stories import stories
from tests.stories import BAD, GOOD, SHIPPED, files_of, story

Files = Mapping[str, bytes]


def meaning(files: Files) -> Any:
    """The program without its fingerprint and the lines its scenes stand on, else the codes of what is wrong."""
    made = compile_story(files, "f")
    if made.program is None:
        return sorted(each.code for each in made.diagnostics)
    scenes = {name: scene.replace(line=0) for name, scene in made.program.scenes.items()}
    return encode(made.program.replace(scenes=scenes))


def played(files: Files) -> Any:
    """Plays of each profile (six, of a large story one), every cell and word, and all but the steps.

    For ids, which add steps that do nothing: an item with an id may be gone to and asked about, so it has a step of its
    own to begin at.
    """
    made = compile_story(files, "f")
    if made.program is None:
        return sorted(each.code for each in made.diagnostics)
    machine = Machine(made.program)
    plays: list[Any] = [encode(made.program.replace(scenes={}))]
    for profile in made.program.profiles:
        for play in wander(machine, profile.id, range(6 if len(made.program.scenes) < 100 else 1), most=30):
            told = [
                ([(machine.layout.names[slot], *rest) for slot, *rest in change.wrote], change.said, change.drawn)
                for change in play.changes
            ]
            plays.append((play.choices, told, play.ending))
    return plays


def in_order(files: Files, **how: bool) -> dict[str, bytes]:
    return {name: formatted(name, raw, **how).content for name, raw in files.items()}


def comments(raw: bytes) -> list[str]:
    """Whole lines of comment and what stands behind a value, in order. Only for files without # in their prose."""
    return [found.rstrip() for found in re.findall(r"(?:^|(?<=[ \t]))#[^\n]*", raw.decode(), re.M)]


def holds(files: Files, **how: bool) -> dict[str, bytes]:
    once = in_order(files, **how)
    same = played if how.get("ids") else meaning
    assert same(once) == same(files)
    assert in_order(once, **how) == once
    assert {name: comments(raw) for name, raw in once.items()} == {name: comments(raw) for name, raw in files.items()}
    return once


@pytest.mark.parametrize("path", [*GOOD, *BAD, SHIPPED], ids=lambda path: path.stem)
@pytest.mark.parametrize("ids", [False, True])
def test_a_story_means_the_same_in_order(path: Path, ids: bool) -> None:
    holds(files_of(path), ids=ids)


def loosened(source: str, dice: Random) -> str:
    """The same story set out badly: other indents, blanks at the ends of lines, comments, dashes far from the text."""
    made: list[str] = []
    block = -1  # the indent of a block of text that is under way: in it nothing but its ends may change
    wide = dice.choice([1, 2, 3])
    for line in source.splitlines():
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent <= block:
            block = -1
        dashes, bare = re.fullmatch(r"((?:- +)*)(.*)", line.lstrip()).groups()  # type: ignore[union-attr]
        text = " " * (indent * wide) + dashes.replace("- ", "-" + " " * (2 * wide - 1)) + bare
        noise = dice.choice(["", "", "", "  ", "comment", "behind", "blank"])
        if noise == "comment" and block < 0:
            made.append(" " * dice.randint(0, 9) + "# a comment: with - all \"sorts' in it")
        if noise == "blank" and block < 0:
            made.append("   ")
        plain = block < 0 and text.strip() and not text.endswith(("|", "\\"))
        made.append(text + {"behind": " # behind" if plain else "", "  ": "  "}.get(noise, ""))
        if line.endswith("|"):
            block = indent
    return "\n".join(made) + dice.choice(["", "\n", "\n\n\n"])


@settings(max_examples=30)
@given(stories(), st.integers(0, 2**32))
def test_any_story_set_out_badly_means_the_same_in_order(source: str, seed: int) -> None:
    loose = {"story.yaml": loosened(source, Random(seed)).encode()}
    assert meaning(loose) == meaning({"story.yaml": source.encode()})
    once = holds(loose)
    for line in once["story.yaml"].decode().splitlines():
        assert line == line.rstrip()
        assert (len(line) - len(line.lstrip())) % 2 == 0
    assert once["story.yaml"].endswith(b"\n")
    assert not once["story.yaml"].endswith(b"\n\n")


@settings(max_examples=25)
@given(stories())
def test_ids_written_out_are_those_that_were_made(source: str) -> None:
    bare = re.sub(r", id: (?:call\d+|again_)|(?m:^ *id: (?:way|vary|cross)\d+\n)", "", source)
    numbers = iter(range(10_000))
    bare = re.sub(r"(choose: \|\n +)Way ", lambda found: f"{found[1]}Way number {next(numbers)} ", bare)
    files = {"story.yaml": bare.encode()}
    before = meaning(files)
    after = holds(files, ids=True)
    if before[0] != "Program":  # two ids made from the same words are a mistake
        return
    assert after["story.yaml"].count(b"id: way_number_") == bare.count("Way number")
    assert after["story.yaml"].count(b"id: call_") == bare.count("call: ")
    assert after["story.yaml"].count(b"id: cross_") == bare.count("cross: gate")
    assert after["story.yaml"].count(b"id: choices_") == bare.count("choices:")


MESSY = """\
# yaml-language-server: $schema=x
id:   s   # keep
title: "It's"
start: a
tags:
    t: 'One.'

scenes:
    # the first
    a:
        body:
        -   |
              Hello.   
                further in
            # not in the text

        - say: Long text
             that goes on
        -   choose_nothing: &x
    b: {body: [
            one, # in flow
          {end: e}]}
    # about c

    # and c


    c:
        body:
            - "quoted \\
               on"   
            -
                if: true
                then:
                - {end: e}
endings: {e: {title: E}}


"""  # noqa: W291
TIDY = """\
# yaml-language-server: $schema=x
id:   s   # keep
title: "It's"
start: a
tags:
  t: 'One.'

scenes:
  # the first
  a:
    body:
      - |
        Hello.
          further in
      # not in the text

      - say: Long text
          that goes on
      - choose_nothing: x

  b: {body: [
          one, # in flow
        {end: e}]}
  # about c

  # and c

  c:
    body:
      - "quoted \\
        on"
      -
        if: true
        then:
          - {end: e}
endings: {e: {title: E}}
"""


def test_what_is_out_of_order_is_put_in_order_and_nothing_else() -> None:
    made = formatted("s.yaml", MESSY.replace("&x", "x").encode())
    assert made.content.decode() == TIDY


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("a: |+\n    x\n\n\nb: c\n\n", "a: |+\n  x\n\n\nb: c\n"),
        ("b: c\na: |+\n    x\n\n\n", "b: c\na: |+\n  x\n\n\n"),
        ("a: |2\n     x\n", "a: |2\n     x\n"),
        ("a:\n    b: |1\n       x\n", "a:\n  b: |1\n     x\n"),
        ("a:\n  - - b\n    - c\n  -   - d\n", "a:\n  - - b\n    - c\n  - - d\n"),
        ("a:\n- b\n-   c: d\n    e: f\n", "a:\n  - b\n  - c: d\n    e: f\n"),
        ('a: "x \\ \n   y"\n', 'a: "x \\ \n  y"\n'),
        ("a: b\r\nc:   \r\n    d: e  \r\n", "a: b\r\nc:\r\n  d: e\r\n"),
        ("\ufeffa: b", "\ufeffa: b\n"),
        ("a: >\n     one\n       two\n\n     three\n", "a: >\n  one\n    two\n\n  three\n"),
        ("a: x\u2028b: c", "a: x\u2028b: c"),
        ("scenes:\n  a:\n    x: |+\n  b: {}\n", "scenes:\n  a:\n    x: |+\n  b: {}\n"),
        ("scenes:\n  a:\n    x: >+\n\n  b: {}\n", "scenes:\n  a:\n    x: >+\n\n  b: {}\n"),
        ("a: |+\n\n\n", "a: |+\n\n\n"),
        ("opening: |\n  a\n   \nid: b\n", "opening: |\n  a\n   \nid: b\n"),
        ("text: |\n  a\n   \nid: b\n", "text: |\n  a\n\nid: b\n"),
        ("title: |\n  a  \n   \n  b\n", "title: |\n  a  \n   \n  b\n"),
        ("say: |\n  a \\ \n  b\n", "say: |\n  a \\ \n  b\n"),
        ("scenes:\n  a: {}\n\n\n\n  # of b\n  b: {}\n", "scenes:\n  a: {}\n\n  # of b\n  b: {}\n"),
        ("scenes:\n  a:\n    x: |+\n      t\n\n\n  b: {}\n", "scenes:\n  a:\n    x: |+\n      t\n\n\n  b: {}\n"),
    ],
)
def test_corners_of_yaml_are_kept(given: str, wanted: str) -> None:
    assert formatted("s.yaml", given.encode()).content.decode() == wanted


def test_a_file_that_yaml_cannot_read_is_left_alone_with_its_diagnostics() -> None:
    raw = story("He said: no: never.").encode()
    made = formatted("s.yaml", raw)
    assert (made.content, [each.code for each in made.diagnostics]) == (raw, ["YML022"])
    raw = b"a: \xff\n"
    assert (formatted("s.yaml", raw, repair=True).content, formatted("s.yaml", raw).diagnostics[0].code) == (
        raw,
        "YML001",
    )


@pytest.mark.parametrize(("item", "code", "fixed"), [(each[0], each[1], each[3]) for each in TRAPS])
def test_a_trap_is_put_right_and_told_of(item: str, code: str, fixed: str) -> None:
    head, tail = "scenes:\n  a:\n    body:\n      - Hi.\n", "\n      - go: a\n"
    made = formatted("s.yaml", f"{head}      {item}{tail}".encode(), repair=True)
    assert made.content.decode() == f"{head}      {fixed}{tail}"
    assert [(each.line, each.code, each.before, each.after) for each in made.mended] == [(5, code, item, fixed)]
    assert made.diagnostics == ()


def test_many_mistakes_of_one_scene_are_put_right_together() -> None:
    items = ['"Shut that," she says.', "*so* it was.", "He said: no.", "He is #1 of them.", "{{ n }} left."]
    files = {"story.yaml": story(*items, head="variables: {n: 3}\n").encode()}
    made = formatted("story.yaml", files["story.yaml"], repair=True)
    assert len(made.mended) == 5
    assert not made.diagnostics
    assert compile_story({"story.yaml": made.content}).diagnostics == ()


def test_a_file_with_one_mistake_beyond_repair_is_left_alone_whole() -> None:
    raw = story('"Shut that," she says.', "One\n  and: two").encode()
    made = formatted("story.yaml", raw, repair=True)
    assert made.content == raw
    assert made.mended == ()
    assert {each.code for each in made.diagnostics} == {"YML020", "YML022"} or made.diagnostics


@pytest.mark.parametrize("code", [code for code, rule in CODES.items() if code.startswith("YML") and rule.sample])
def test_repair_ends_for_every_sample_and_never_makes_it_worse(code: str) -> None:
    raw = CODES[code].sample.encode()
    made = formatted("story.yaml", raw, repair=True)
    if made.diagnostics:
        assert made.content == raw
    else:
        assert code not in {each.code for each in compile_story({"story.yaml": made.content}).diagnostics} - {"YML003"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("a: {at: x, call: visitor}", "a: {at: x, call: {scene: visitor, id: call_visitor}}"),
        ("a:\n    call: 'visitor'  # now", "a:\n    call: {scene: 'visitor', id: call_visitor}  # now"),
        ("a: {call: {scene: visitor}}", "a: {call: {id: call_visitor, scene: visitor}}"),
        ("a:\n    call:\n      scene: visitor", "a:\n    call:\n      id: call_visitor\n      scene: visitor"),
        ("a: {call: {scene: visitor, id: mine}}", "a: {call: {scene: visitor, id: mine}}"),
        ("a: {say: Hi.}", "a: {say: Hi.}"),
    ],
)
def test_what_a_row_of_the_schedule_calls_has_its_id_written_out(given: str, wanted: str) -> None:
    made = formatted("s.yaml", f"schedule:\n  {given}\n".encode(), ids=True)
    assert made.content.decode() == f"schedule:\n  {wanted}\n"


def test_bodies_of_a_crossing_have_their_ids_written_out() -> None:
    rules = "    rules:\n      - code: A\n        then: {call: a}\n"
    given = f"crossings:\n  gate:\n{rules}    passes: [{{call: a}}, {{call: b}}, {{cross: c}}]\n"
    wanted = given.replace("then: {call: a}", "then: {call: a, id: call_a}").replace(
        "{call: b}", "{call: b, id: call_b}"
    )
    wanted = wanted.replace("{cross: c}", "{cross: c, id: cross_c}")
    assert formatted("s.yaml", given.encode(), ids=True).content.decode() == wanted


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("{deal: {id: d, pick: 2, tag: road}}", "road"),
        ("{choices: [{from: {pick: 2, tag: road}}]}", "road"),
        ("{choices: [{otherwise: No.}]}", "no"),
        ("{cross: gate, cases: {passed: x}}", "gate"),
        ("{travel: road}", "road"),
    ],
)
def test_the_id_of_a_vary_is_made_from_the_words_that_the_compiler_finds_first(given: str, short: str) -> None:
    source = f"scenes:\n  a:\n    body:\n      - vary: {{of: [{given}, x]}}\n".encode()
    made = formatted("s.yaml", source, ids=True).content.decode()
    assert f"vary: {{id: {short}, of:" in made


@pytest.mark.parametrize("given", ["{ask: {into: n, id: q}}", "{checkpoint: {title: Far, id: q}}"])
def test_a_vary_is_not_given_the_id_of_what_it_begins_with(given: str) -> None:
    source = f"scenes:\n  a:\n    body:\n      - vary: {{of: [{given}, x]}}\n".encode()
    assert formatted("s.yaml", source, ids=True).content == source


def test_a_block_of_storylets_alone_has_its_id_from_the_tag() -> None:
    source = b"scenes:\n  a:\n    body:\n      - choices: [{from: {tag: road}}]\n"
    made = formatted("s.yaml", source, ids=True).content.decode()
    assert "- id: choices_road\n        choices:" in made


def test_the_text_that_a_variable_starts_with_keeps_its_blanks() -> None:
    source = b"variables:\n  n:\n    text: |\n      a  \n"
    assert formatted("s.yaml", source).content == source


def test_a_call_alone_in_brackets_has_its_id_beside_it_in_braces() -> None:
    given = "scenes:\n  a:\n    body:\n      - if: x\n        then: [call: a, Then., call: b]\n"
    wanted = given.replace("[call: a, Then., call: b]", "[{call: a, id: call_a}, Then., {call: b, id: call_b}]")
    assert formatted("s.yaml", given.encode(), ids=True).content.decode() == wanted
