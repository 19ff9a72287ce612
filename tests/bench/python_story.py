"""The generated story as a good programmer would write it by hand: the baseline.

One function a scene that returns its text and its options, one function a choice, f-strings, one mutable state with
slots. Nothing is recorded and nothing can be undone; that is what an engine is for, and what its ratio pays for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from engine.machine import draws
from tests.bench.story import START_CASH, START_TIRED, SUMMONS, Chance, Choice, Effect, If, Part, Scene, Story, Test

_HEAD = '''
class State:
    """All that changes."""

    __slots__ = ({slots})

    def __init__(self):
        self.turn = 0
        self.now = 20 * 60 + 30
        self.place = ""
        self.cash = {cash}
        self.tired = {tired}
        self.summons = "not_yet"
        self.visits = dict.fromkeys(SCENES, 0)
        self.taken = set()
        self.remembered = []
{flags}

SUMMONS = {summons}


def clock(minutes):
    return f"{{minutes // 60 % 24:02d}}:{{minutes % 60:02d}}"


def choose(s, options, number):
    """Take an option: what is read on the way, the next passage, the next options."""
    _, _, is_open, act = options[number]
    if not is_open:
        raise ValueError("closed")
    s.turn += 1
    then, scene = act(s)
    text, options = scene(s)
    return then, text, options
'''
_FIELDS = ("turn", "now", "place", "cash", "tired", "summons", "visits", "taken", "remembered")
_VALUES = {
    "money": "{s.cash:,} roubles",
    "time": "{clock(s.now)}",
    "tired": "{s.tired}",
    "summons": "{SUMMONS[s.summons]}",
}
Luck = Callable[[Any, str, float], bool]
"""Whether the first outcome comes: given the state, the id of the draw, the chance of the first."""


def as_python(story: Story) -> str:
    """The source. It wants SCENES (all ids) and luck in its globals."""
    lines = [
        _HEAD.format(
            slots=", ".join(repr(name) for name in (*_FIELDS, *story.flags)),
            cash=START_CASH,
            tired=START_TIRED,
            summons=repr(SUMMONS),
            flags="\n".join(f"        self.{flag} = False" for flag in story.flags),
        )
    ]
    for scene in story.scenes:
        lines += _scene(scene, story)
    return "\n".join(lines) + "\n"


def loaded(story: Story, luck: Luck | None = None) -> dict[str, Any]:
    """The module's names, ready to play. Without `luck` it rolls with `random`, as a hand would."""
    source = as_python(story)
    names: dict[str, Any] = {"SCENES": [scene.id for scene in story.scenes], "luck": luck or own_luck()}
    exec(compile(source, "<by hand>", "exec"), names)
    return names


def own_luck() -> Luck:
    """Dice of the house."""
    roll = random.Random(1).random
    return lambda state, stream, first: roll() < first


def our_luck(seed: int) -> Luck:
    """The engine's draws, so that texts can be compared."""
    counts: dict[str, int] = {}

    def luck(state: Any, stream: str, first: float) -> bool:
        count = counts[stream] = counts.get(stream, -1) + 1
        weight = round(first * 100)
        return draws.weighted(seed, stream, count, (weight, 100 - weight)) == 0

    return luck


def _name(scene: Scene) -> str:
    return scene.id.replace(".", "_")


def _scene(scene: Scene, story: Story) -> Iterator[str]:
    name = _name(scene)
    yield f"\n\ndef {name}(s):"
    yield f"    s.visits[{scene.id!r}] += 1"
    yield f"    s.place = {scene.place!r}"
    if scene.chance is not None:
        yield from _chance(scene.id, scene.chance)
    paragraphs = ["".join(_part(part, story) for part in paragraph) for paragraph in scene.paragraphs]
    begun = "luck_said + " if scene.chance is not None else ""
    yield f'    text = {begun}f"""' + "\n\n".join(paragraphs) + '"""'
    yield from _options(scene, story)
    for choice in scene.choices:
        yield from _act(choice, scene, story)


def _chance(scene: str, chance: Chance) -> Iterator[str]:
    for line, said, tired in zip(
        (f"    if luck(s, {scene + '.luck'!r}, {chance.weights[0] / 100}):", "    else:"),
        chance.said,
        chance.tired,
        strict=True,
    ):
        yield line
        yield f"        luck_said = {said + chr(10) * 2!r}"
        yield f"        s.tired = {_held('tired', tired)}"


def _options(scene: Scene, story: Story) -> Iterator[str]:
    shown = [_shown(choice, scene, story) for choice in scene.choices]
    offers = [_offer(choice, scene, story) for choice in scene.choices]
    sure = next((at for at, test in enumerate(shown) if test), len(shown))
    yield f"    options = [{', '.join(offers[:sure])}]"
    for test, offer in zip(shown[sure:], offers[sure:], strict=True):
        if test:
            yield f"    if {test}:"
        yield f"    {'    ' if test else ''}options.append({offer})"
    yield "    return text, options"


def _shown(choice: Choice, scene: Scene, story: Story) -> str:
    tests = [f"{f'{scene.id}.{choice.id}'!r} not in s.taken"] if choice.once else []
    tests += [_test(choice.shown, story)] if choice.shown is not None else []
    return " and ".join(tests)


def _offer(choice: Choice, scene: Scene, story: Story) -> str:
    label = "".join(_part(part, story) for part in choice.label)
    tests = [_test(choice.lock, story)] if choice.lock is not None else []
    tests += [f"s.cash >= {choice.cost}"] if choice.cost else []
    lead = "f" if len(choice.label) > 1 else ""
    return f'("{choice.id}", {lead}"{label}", {" and ".join(tests) or "True"}, {_name(scene)}_{choice.id})'


def _part(part: Part, story: Story) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, If):
        return f'{{"{part.then}" if {_test(part.test, story)} else "{part.other}"}}'
    return _VALUES[part.what]


def _test(test: Test, story: Story) -> str:
    match test.what:
        case "flag":
            return f"s.{test.name}" if test.value else f"not s.{test.name}"
        case "cash":
            return f"s.cash >= {test.value}"
        case "summons":
            return f"s.summons == {test.value!r}"
        case _:
            return f"s.visits[{story.scenes[int(test.name)].id!r}] >= {test.value}"


def _act(choice: Choice, scene: Scene, story: Story) -> Iterator[str]:
    yield f"\n\ndef {_name(scene)}_{choice.id}(s):"
    if choice.once:
        yield f"    s.taken.add({f'{scene.id}.{choice.id}'!r})"
    if choice.cost:
        yield f"    s.cash -= {choice.cost}"
    for effect in choice.effects:
        yield f"    s.{effect.name or effect.what} = {_new(effect)}"
    if choice.takes:
        yield f"    s.now += {choice.takes}"
    if choice.remember:
        yield f"    s.remembered.append({choice.remember!r})"
    yield f"    return {choice.then!r}, {_name(story.scenes[choice.to])}"


def _new(effect: Effect) -> str:
    if effect.what in ("flag", "summons"):
        return repr(effect.value)
    return _held(effect.what, int(effect.value))


def _held(name: str, by: int) -> str:
    moved = f"s.{name} {'+' if by > 0 else '-'} {abs(by)}"
    if by < 0:
        return f"max(0, {moved})"
    return f"min(100, {moved})" if name == "tired" else moved
