"""What is kept from one check to the next changes nothing that is said of a story, whatever was edited in between."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from random import Random
from typing import Any, get_args
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import Checked, check_files, compile_story, sealing, watched
from engine.compiler.kept import packed, unpacked, without
from engine.compiler.names import Names
from engine.compiler.scenes import SceneLowering
from engine.compiler.schema import SceneShape
from engine.program import Step
from tests.bench.checking import large_story
from tests.stories import GOOD, SHIPPED, files_of

Files = dict[str, bytes]

MANIFEST = """\
id: web
title: Web
start: one.a
clock: {start: 2022-09-20 20:30, end: 2022-09-25 00:00, grain: 5m, zone: Europe/Moscow}
forbid: [never ever]
manners: {label: 40, numbers: cite, truth: declared}
variables:
  n: {number: 3, min: 0, max: 9, title: Count}
  told: {flag: false, yes: you told, no: you did not}
  mood: {one of: [calm, cross], title: Mood}
  bag: {set of: [milk, bread], title: Bag}
  poor: {derived: n < 2 or seen(two.c.stay)}
  rich: {derived: not poor and n > 5}
people: {lena: {name: Lena, fields: {called: false}}}
documents:
  pass_: {title: Pass, held: true, rules: {good: {requires: told, says: It is not good., holds: It is good.}}}
  visa: {title: Visa}
places: {home: {title: Home}, away: {title: Away}}
routes: {bus: {title: The bus, from: home, to: away, takes: 30m, costs: {n: 1}, facts: [F1]}}
crossings:
  gate:
    title: The gate
    place: home
    to: away
    wait: 10m
    rules: [{code: G1, requires: pass_.good, says: No.}]
    passes: [Through.]
tables: {queue: {rows: {2022-09-21: 1h, 2022-09-22: 9h}}}
defs: {low: {with: [x], be: n < x}}
fragments: {wet: {text: "{% if told %}It rains.{% endif %}"}}
tags: {t: A tag., road: On the road.}
facts: {F1: {text: A fact., sources: [S1]}}
sources: {S1: {title: A source.}}
glossary: {porridge: Oats., samovar: A kettle.}
schedule:
  bell: {at: 2022-09-21 12:00, say: A bell., do: n += 1}
  late: {after: {seen: two.c.stay, wait: 2h}, if: not told, call: two.plain}
renamed: {gone: one.quiet}
endings:
  e: {title: End, text: 'Of {{ visits(one.a.wait) }}.'}
  f: {title: Other}
scenes:
  top:
    truth: invented
    body: [{go: one.a}]
"""
ONE = """\
# one
scenes:
  # a
  a:
    title: A {{ n }}
    place: home
    facts: [F1]
    truth: documented
    body:
      - Long text of porridge
        over two lines. {{ wet() }}
      - choices:
          - choose: Wait
            id: wait
            once: true
            tags: [t]
            if: not poor
            do: [n -= 1, bag += milk, told = true]
          - choose: On
            needs: mood == calm and turns_since(two.d) < 3
            closed: Not now.
            costs: {n: 1}
            takes: queue(now)
            go: b
          - choose: Over
            go: two.c
          - {choose: Ride, travel: bus, go: two.c}
        again: true

  b:
    truth: invented
    body:
      - "{% for d in documents %}{{ d }} {% endfor %}{{ lena.called }}"
      - call: {scene: two.booth, with: {doc: pass_}, into: n}
      - call: two.plain
      - |+
        Kept.


      - go: two.d

  # c follows
  quiet:
    truth: invented
    body:
      - deal: {id: first, tag: road, pick: 2}
        else: Nothing came.
      - id: corner
        say: A corner. {{ cycle('One', 'two') }}
      - if: rich or low(4)
        then: [{go: .corner}]
      - cross: gate
      - end: e
"""
TWO = """\
namespace: two
scenes:
  c:
    truth: invented
    body:
      - checkpoint: half_way
      - choices:
          - {choose: Stay, go: c}
          - {choose: Leave, go: d}
          - from: {tag: road, pick: 1, by: least seen}
      - go: d
  booth:
    truth: invented
    with: [doc]
    let: {tries: 0}
    body:
      - do: tries += 1
      - return: tries
  plain:
    truth: invented
    body: [{do: gain(visa)}, {if: here == home, then: Home., else: Away.}]
  goat:
    truth: invented
    title: A goat
    tags: [road]
    when: n > 1 and seen(one.quiet)
    weight: n
    body: [{say: A goat by the samovar., safe: An animal.}]
  rain:
    truth: invented
    tags: [road]
    when: not told or rich
    once: true
    body: [Rain., {takes: 10m}, {remember: it rained}]
  d:
    truth: invented
    intensity: 1
    body:
      - ask: {id: many, into: n, kind: number, question: How many?, min: 0, max: 5}
      - chance:
          id: die
          of: {one: {weight: 1, then: One.}, more: {weight: n, then: More.}}
      - match: mood
        cases: {calm: Calm., cross: [{call: plain}]}
      - if: told
        then: [{end: f}]
      - go: one.quiet
notes: {war: A war.}
"""
WEB: Files = {"story.yaml": MANIFEST.encode(), "1-one.yaml": ONE.encode(), "x/two.yaml": TWO.encode()}


class MemoryStore:
    """Keeps bytes in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.puts = 0

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def put(self, name: str, content: bytes) -> None:
        self.kept[name] = content
        self.puts += 1


def checked(files: Mapping[str, bytes], store: MemoryStore) -> Checked:
    """A check with the store, which is told of it."""
    made = check_files(files, store)
    made.keep()
    return made


def same_as_cold(files: Mapping[str, bytes], store: MemoryStore) -> Checked:
    """Check with the store, with an empty one and without; the one made with the store."""
    warm = checked(files, store)
    assert warm == check_files(files) == check_files(files, MemoryStore())
    return warm


def read_scenes(files: Mapping[str, bytes], store: MemoryStore) -> set[str]:
    """Ids of the scenes that a check with the store has to read, rows of the schedule and crossings left out."""
    with mock.patch.object(SceneLowering, "lower_all", autospec=True, side_effect=SceneLowering.lower_all) as lower:
        check_files(files, store)
    entries = lower.call_args.args[0]._read
    return {each.id for each in entries if not each.crossing and not each.id.startswith("@")}


# -- random edits ----------------------------------------------------------------------------------------------------

WORDS = (
    "a b c d one two quiet top booth plain goat rain e f n told mood calm cross poor rich low wet bag milk home away t "
    "road F1 S1 war porridge samovar wait stay on gate bus bell corner first die if needs then true 10m 3"
).split()


def edited(text: str, dice: Random) -> str:
    """One change such as a person makes, or a slip of the hand."""
    lines = text.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    line = lines[at]
    word = re.compile(rf"(?<!\w){dice.choice(WORDS)}(?!\w)")
    match dice.randrange(9):
        case 0:
            return word.sub(dice.choice(WORDS), text, count=1)
        case 1:
            return word.sub(dice.choice(WORDS), text)
        case 2:
            del lines[at]
        case 3:
            lines.insert(at, line)
        case 4:
            lines[at] = dice.choice(["  " + line, line[2:], line.rstrip("\n") + " never ever\n", "\n", line.upper()])
        case 5:
            lines.insert(at, dice.choice(["# note\n", "\n", "      - Rain.\n", "          - choose: Rest\n"]))
        case 6:
            lines.append(dice.choice([f"  {dice.choice(WORDS)}:\n    body: [{{end: e}}]\n", "variables: {z: 1}\n"]))
        case 7:
            return word.sub(str(dice.randrange(9)), text, count=1)
        case _:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], line
    return "".join(lines)


def walk_through_edits(files: Files, dice: Random, count: int) -> None:
    store = MemoryStore()
    same_as_cold(files, store)
    history = [files]
    for _ in range(count):
        name = dice.choice(list(files))
        files = {**files, name: edited(files[name].decode(), dice).encode()}
        if dice.random() < 0.25:  # undone
            files = dice.choice(history)
        same_as_cold(files, store)
        history.append(files)


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_after_any_edits_the_same_is_said_as_without_a_store(seed: int) -> None:
    walk_through_edits(WEB, Random(seed), 8)


@pytest.mark.parametrize("seed", [1, *(pytest.param(each, marks=pytest.mark.proof) for each in range(2, 12))])
def test_the_shipped_story_is_told_the_same_after_edits(seed: int) -> None:
    walk_through_edits(files_of(SHIPPED), Random(seed), 2)


@settings(max_examples=4)
@given(st.integers(0, 2**32))
def test_a_large_story_is_told_the_same_after_edits(seed: int) -> None:
    walk_through_edits(large_story(120, 6), Random(seed), 4)


@pytest.mark.parametrize("path", list(GOOD), ids=lambda path: path.stem)
def test_a_good_story_is_the_same_the_second_time(path: Any) -> None:
    store = MemoryStore()
    files = files_of(path)
    same_as_cold(files, store)
    assert same_as_cold(files, store).diagnostics == compile_story(files).diagnostics


# -- what is read again ----------------------------------------------------------------------------------------------


ALWAYS = {"one.b", "two.booth", "two.c"}
"""Scenes that pass values, or keep places: others may look into them."""


def test_the_story_of_these_tests_is_sound_and_most_of_it_can_be_sealed() -> None:
    store = MemoryStore()
    found = [each.code for each in checked(WEB, store).diagnostics]
    assert found == ["USE002", "USE004", "FCT005", "FLO006", "USE013", "USE011"]
    assert read_scenes(WEB, store) == ALWAYS
    assert store.puts == 3


def test_an_edit_reads_its_file_and_what_asked_for_what_it_changed() -> None:
    store = MemoryStore()
    checked(WEB, store)

    def again(name: str, old: str, new: str) -> set[str]:
        text = WEB[name].decode()
        assert old in text
        return read_scenes({**WEB, name: text.replace(old, new).encode()}, store) - ALWAYS

    one, two = {"one.a", "one.quiet"}, {"two.plain", "two.goat", "two.rain", "two.d"}
    assert again("1-one.yaml", "Long text", "Other text") == one
    assert again("1-one.yaml", "  quiet:", "  silent:") == {"one.a", "one.silent", "two.goat", "two.d"}
    assert again("story.yaml", "title: Count", "title: Sum") == {"top", "one.a", "one.quiet", *two} - {"two.plain"}
    assert again("story.yaml", "be: n < x", "be: n <= x") == {"top", "one.quiet"}
    assert again("story.yaml", "max: 9", "max: 8") >= {"top", "one.a", "one.quiet", "two.rain"}
    assert again("story.yaml", "variables:\n", "variables:\n  new: 3\n") == {"top"}
    assert again("story.yaml", "{one of: [calm, cross]", "{one of: [calm, cross, sad]") == {"top", "one.a", "two.d"}
    assert again("story.yaml", "title: Home", "title: House") >= {"top", "two.plain", "one.a"}
    assert again("story.yaml", "never ever", "ever never") == {"top", *one, *two}
    assert again("story.yaml", "wait: 10m", "wait: 20m") == {"top", *one, *two}
    assert again("x/two.yaml", "{choose: Stay, ", "{choose: Stay, id: rest, ") >= {"one.a", "one.quiet", *two}
    assert again("x/two.yaml", "tags: [road]\n    when: n", "when: n") == {"one.quiet", *two}


def test_a_scene_with_something_wrong_in_it_is_always_read() -> None:
    store = MemoryStore()
    files = {**WEB, "x/two.yaml": TWO.replace("if: told", "if: n > 9").encode()}
    assert "LOG001" in [each.code for each in checked(files, store).diagnostics]
    assert read_scenes(files, store) == {*ALWAYS, "two.d"}


def test_while_there_are_errors_nothing_is_kept_and_what_was_kept_is_still_used() -> None:
    store = MemoryStore()
    checked(WEB, store)
    files = {**WEB, "x/two.yaml": TWO.replace("{end: f}", "{end: g}").encode()}
    assert "REF013" in [each.code for each in checked(files, store).diagnostics]
    assert store.puts == 3
    assert read_scenes(files, store) == {*ALWAYS, "two.plain", "two.goat", "two.rain", "two.d"}
    assert read_scenes(WEB, store) == ALWAYS


def test_a_file_that_did_not_change_is_not_written_again() -> None:
    store = MemoryStore()
    files = large_story(60, 6)
    checked(files, store)
    assert store.puts == 6
    checked(files, store)
    assert store.puts == 6
    checked({**files, "f2.yaml": files["f2.yaml"].replace(b"Scene", b"Place")}, store)
    assert store.puts == 7


def test_every_table_of_names_takes_notes_or_is_known_not_to() -> None:
    plain = {"clock", "timed"}  # common to all scenes
    assert {each.name for each in fields(Names)} == watched.TABLES | watched.UNASKED | plain


def test_every_key_of_a_scene_is_in_its_summary_or_keeps_it_from_being_sealed() -> None:
    assert set(SceneShape.model_fields) == sealing.ITS_OWN | {"given", "let"}


def test_every_step_is_in_the_summary_or_keeps_its_scene_from_being_sealed() -> None:
    assert set(get_args(Step)) == sealing.STEPS


# -- what cannot be believed -----------------------------------------------------------------------------------------


def store_of(files: Files) -> MemoryStore:
    store = MemoryStore()
    checked(files, store)
    return store


def test_what_is_kept_survives_its_own_form() -> None:
    for name, content in store_of(WEB).kept.items():
        kept = unpacked(content, WEB[name].decode())
        assert kept is not None
        assert packed(kept) == content


@settings(max_examples=80)
@given(st.data())
def test_whatever_a_store_gives_back_is_no_crash(data: Any) -> None:
    """Cut, changed and made up entries: either they are not believed, or they are sound in form."""
    store = store_of(WEB)
    name = data.draw(st.sampled_from(sorted(store.kept)))
    content = store.kept[name]
    raw = json.loads(content)
    way = data.draw(st.sampled_from(["cut", "byte", "value", "noise"]))
    if way == "cut":
        content = content[: data.draw(st.integers(0, len(content)))]
    elif way == "byte":
        at = data.draw(st.integers(0, len(content) - 1))
        content = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    elif way == "value":
        content = json.dumps(swapped(raw, data)).encode()
    else:
        content = data.draw(
            st.one_of(
                st.binary(max_size=60),
                st.recursive(st.none() | st.integers() | st.text(), st.lists).map(
                    lambda made: json.dumps(made).encode()
                ),
            )
        )
    store.kept[name] = content
    checked(WEB, store)


def swapped(raw: Any, data: Any) -> Any:
    """One leaf, or list, of a plain value changed for something else."""
    if isinstance(raw, list) and raw and data.draw(st.integers(0, 5)):
        at = data.draw(st.integers(0, len(raw) - 1))
        return [*raw[:at], swapped(raw[at], data), *raw[at + 1 :]]
    return data.draw(st.sampled_from([None, True, -1, 0, 7, 10**9, "", "a", "x.y", [], ["a"], [[]], {}, 1.5]))


def test_an_entry_of_another_text_is_not_believed() -> None:
    store = store_of(WEB)
    name = "1-one.yaml"
    for text in (ONE.replace("\n", "\r"), ONE[5:], "", "scenes: {}"):
        assert unpacked(store.kept[name], text) is None
    other = {**WEB, name: ONE.replace("Long", "Lang").encode()}
    assert read_scenes(other, store) >= {"one.a", "one.quiet"}


@pytest.mark.parametrize("lines", ["a:\n", "a: b\n\n  c\r\n", "a: b", "a:\n  b\n  c", "a: \u2028 x\n"])
def test_emptied_lines_are_as_many_and_as_long(lines: str) -> None:
    text = f"x: y\n{lines}"
    made = without(text, [(5, len(text))])
    assert len(made) == len(text)
    assert len(made.splitlines()) == len(text.splitlines())
    assert made[5] == "#"
    assert not made[6:].strip()
