"""Programs survive JSON, and what comes back plays the same; what no compiler made is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StoryError
from engine.machine import Machine
from engine.program import Layout, Program, Tick
from engine.program.codec import decode, encode
from tests.generate_stories import PICKS, stories
from tests.stories import GOOD, NAMES, corpus, files_of, program_of


def through_json(program: Program) -> Program:
    found = decode(Program, json.loads(json.dumps(encode(program))))
    assert isinstance(found, Program)
    return found


def play(program: Program, picks: list[int]) -> list[object]:
    """All that happens on a play: at each turn the open choice that the pick falls on."""
    run = Machine(program).begin(7)
    seen: list[object] = []
    for pick in [*picks, None]:
        change = run.change
        seen.append(
            (list(run.cells), change.wrote, change.said, change.offers, change.drawn, change.faults, change.ending)
        )
        open_ = [offer[0] for offer in change.offers if offer[1]]
        if pick is None or not open_:
            break
        run.choose(open_[pick % len(open_)])
    return seen


@pytest.mark.parametrize("name", NAMES)
def test_a_story_survives_json_and_plays_the_same(name):
    back = through_json(corpus(name))
    assert back == corpus(name)
    assert play(back, [2, 0, 1, 1, 0, 3, 0, 1]) == play(corpus(name), [2, 0, 1, 1, 0, 3, 0, 1])


@settings(max_examples=15)
@given(stories(), PICKS)
def test_any_story_survives_json_and_plays_the_same(source, picks):
    program = program_of(source)
    back = through_json(program)
    assert back == program
    assert encode(back) == encode(program)
    assert play(back, picks) == play(program, picks)


@pytest.mark.parametrize("name", NAMES)
def test_compiling_twice_gives_the_same_bytes(name):
    again = program_of(files_of(next(each for each in GOOD if each.stem == name)), name)
    assert json.dumps(encode(again)) == json.dumps(encode(corpus(name)))


DAMAGED = (
    "calls-take-parameters-and-give-results",
    "sets-know-what-is-in-them",
    "ordered-values-are-compared",
    "text-is-joined-and-kept",
    "text-takes-turns",
)

_JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=100)
@given(data=st.data())
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_program_is_refused_or_is_another_sound_program(name, data):
    """One node is replaced by junk; nothing but StoryError comes of it, and what is read is of the right types."""
    raw = json.loads(json.dumps(encode(corpus(name))))
    node, step = raw, None
    for _ in range(data.draw(st.integers(1, 9))):
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        if not keys:
            break
        parent, step = node, data.draw(st.sampled_from(list(keys)))
        node = node[step]
    parent[step] = data.draw(_JUNK)
    try:
        found = decode(Program, raw)
    except StoryError:
        return
    assert encode(found) == raw
    machine = Machine(found)
    for scene in found.scenes:
        try:
            machine.book.load(scene)
        except StoryError:
            continue


def test_a_step_of_turns_that_no_compiler_made_is_a_story_error():
    for size, mode in ((0, "cycle"), (-1, "stop"), (2, "often")):
        program = corpus("text-takes-turns")
        [scene] = program.scenes.values()
        steps = tuple(step.replace(size=size, mode=mode) if isinstance(step, Tick) else step for step in scene.steps)
        machine = Machine(program.replace(scenes={scene.id: scene.replace(steps=steps)}))
        with pytest.raises(StoryError):
            machine.begin(0)


def test_no_name_of_a_cell_stands_twice():
    for name in NAMES:
        layout = Layout(corpus(name))
        assert len(set(layout.names)) == len(layout.names) == len(layout.first_values())
