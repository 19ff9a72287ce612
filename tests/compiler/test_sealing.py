"""What is kept from one check to the next changes nothing that is said of a story, whatever was edited in between."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from random import Random
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import Compiled, compile_story, sealing, watched
from engine.compiler.kept import packed, unpacked, without
from engine.compiler.names import Names
from engine.compiler.schema import SceneShape
from engine.program.codec import encode
from tests.bench.checking import large_story
from tests.stories import GOOD, SHIPPED, files_of

Files = dict[str, bytes]

MANIFEST = """\
id: web
title: Web
start: one.a
clock: {start: 2022-09-20 20:30, end: 2022-09-25 00:00, grain: 5m, zone: Europe/Moscow}
forbid: [never ever]
variables:
  n: {number: 3, min: 0, title: Count}
  told: {flag: false, yes: you told, no: you did not}
  mood: {one of: [calm, cross], title: Mood}
  poor: {derived: n < 2 or seen(two.c.stay)}
people: {lena: {name: Lena, fields: {called: false}}}
documents: {pass_: {title: Pass}, visa: {title: Visa}}
places: {home: {title: Home}, away: {title: Away}}
tables: {queue: {rows: {2022-09-21: 1h, 2022-09-22: 9h}}}
tags: {t: A tag.}
facts: {F1: {text: A fact.}}
endings:
  e: {title: End, text: 'Of {{ visits(one.a.wait) }}.'}
  f: {title: Other}
scenes:
  top:
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
    body:
      - Long text
        over two lines.
      - choices:
          - choose: Wait
            id: wait
            once: true
            tags: [t]
            if: not poor
            do: n -= 1
          - choose: On
            needs: mood == calm and turns_since(two.d) < 3
            costs: {n: 1}
            takes: queue(now)
            go: b
          - choose: Over
            go: two.c
        again: true

  b:
    body:
      - "{% for d in documents %}{{ d }} {% endfor %}{{ lena.called }}"
      - call: {scene: two.booth, with: {doc: pass_}, into: n}
      - call: two.plain
      - |+
        Kept.


  # c follows
  quiet:
    body: [{end: e}]
"""
ONE = ONE.replace("        Kept.\n\n\n", "        Kept.\n\n\n      - go: two.d\n\n")
TWO = """\
namespace: two
glossary: {w: A word.}
scenes:
  c:
    body:
      - choices:
          - {choose: Stay, go: c}
          - {choose: Leave, go: d}
  booth:
    with: [doc]
    let: {tries: 0}
    body:
      - do: tries += 1
      - return: tries
  plain:
    body: [gain(visa), {if: here == home, then: Home., else: Away.}]
  d:
    intensity: 1
    body:
      - if: told
        then: [{end: f}]
      - go: quiet
notes: {war: A war.}
""".replace("[gain(visa), ", "[{do: gain(visa)}, ").replace("go: quiet", "go: one.quiet")
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


def checked(files: Mapping[str, bytes], store: MemoryStore) -> Compiled:
    """A compilation with the store, which is told of it."""
    made = compile_story(files, "f", kept=store)
    made.keep()
    return made


def same_as_cold(files: Mapping[str, bytes], store: MemoryStore) -> Any:
    """Compile both ways and compare all that comes of it; the one made with the store."""
    warm, cold = checked(files, store), compile_story(files, "f")
    assert warm.diagnostics == cold.diagnostics
    assert (warm.program is None) == (cold.program is None)
    if warm.program is not None and cold.program is not None:
        assert list(warm.program.scenes) == list(cold.program.scenes)
        assert encode(warm.program) == encode(cold.program)
    return warm


def read_scenes(files: Mapping[str, bytes], store: MemoryStore) -> set[str]:
    """Ids of the scenes that a compilation with the store had to read."""
    with mock.patch.object(sealing.Sealing, "keep", autospec=True) as keep:
        checked(files, store)
    lowered = keep.call_args.args[3]
    return {each.scene.id for each in lowered}


# -- random edits ----------------------------------------------------------------------------------------------------

WORDS = "a b c d one two quiet top booth plain e f n told mood calm cross poor home away t F1 war wait stay on".split()


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


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_after_any_edits_the_same_is_said_as_without_a_store(seed: int) -> None:
    walk_through_edits(WEB, Random(seed), 8)


@settings(max_examples=3)
@given(st.integers(0, 2**32))
def test_the_shipped_story_is_told_the_same_after_edits(seed: int) -> None:
    walk_through_edits(files_of(SHIPPED), Random(seed), 3)


@settings(max_examples=4)
@given(st.integers(0, 2**32))
def test_a_large_story_is_told_the_same_after_edits(seed: int) -> None:
    walk_through_edits(large_story(120, 6), Random(seed), 4)


@pytest.mark.parametrize("path", list(GOOD), ids=lambda path: path.stem)
def test_a_good_story_is_the_same_the_second_time(path: Any) -> None:
    store = MemoryStore()
    files = files_of(path)
    same_as_cold(files, store)
    assert same_as_cold(files, store).diagnostics == ()


# -- what is read again ----------------------------------------------------------------------------------------------


def test_the_story_of_these_tests_is_sound_and_most_of_it_can_be_sealed() -> None:
    store = MemoryStore()
    assert [each.code for each in checked(WEB, store).diagnostics] == ["FLO006"]
    assert read_scenes(WEB, store) == {"one.b", "two.booth"}
    assert store.puts == 3


def test_an_edit_reads_its_file_and_what_asked_for_what_it_changed() -> None:
    store = MemoryStore()
    checked(WEB, store)

    def again(name: str, old: str, new: str) -> set[str]:
        text = WEB[name].decode()
        assert old in text
        return read_scenes({**WEB, name: text.replace(old, new).encode()}, store) - {"one.b", "two.booth"}

    whole = {"one.a", "one.quiet"}
    assert again("1-one.yaml", "Long text", "Other text") == whole
    assert again("1-one.yaml", "  quiet:", "  silent:") == {"one.a", "one.silent", "two.d"}
    assert again("story.yaml", "title: Count", "title: Sum") == {"top", "one.a"}
    assert again("story.yaml", "title: Home", "title: House") >= {"top", "two.plain", "one.a"}
    assert again("story.yaml", "never ever", "ever never") >= {"top", "two.d", "one.a"}
    assert again("x/two.yaml", "{choose: Stay, ", "{choose: Stay, id: rest, ") >= {"two.c", "two.plain"}


def test_a_scene_with_something_wrong_in_it_is_always_read() -> None:
    store = MemoryStore()
    files = {**WEB, "x/two.yaml": TWO.replace("{end: f}", "{end: g}").encode()}
    checked(files, store)
    assert read_scenes(files, store) == {"one.b", "two.booth", "two.d"}


def test_a_file_that_did_not_change_is_not_written_again() -> None:
    store = MemoryStore()
    files = large_story(60, 6)
    checked(files, store)
    assert store.puts == 6
    checked(files, store)
    assert store.puts == 6
    checked({**files, "f2.yaml": files["f2.yaml"].replace(b"Scene", b"Place")}, store)
    assert store.puts == 7


def test_a_scene_with_a_key_that_others_may_look_at_is_always_read() -> None:
    store = MemoryStore()
    files = {**WEB, "1-one.yaml": ONE.replace("    facts: [F1]", "    tags: [t]").encode()}
    checked(files, store)
    assert "one.a" in read_scenes(files, store)


def test_every_table_of_names_is_one_that_takes_notes() -> None:
    others = {"clock", "counters", "lasts"}  # common to all scenes, and what scenes themselves add
    assert {each.name for each in fields(Names)} == watched.TABLES | others


def test_every_key_of_a_scene_is_its_own_or_keeps_it_from_being_sealed() -> None:
    looked_at = {"tags", "given", "let"}
    assert set(SceneShape.model_fields) >= sealing._ITS_OWN | looked_at
    assert not sealing._ITS_OWN & looked_at


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


@settings(max_examples=150)
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
        assert unpacked(store.kept[name], text) is None or text == ONE
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
