"""The generated story in ink, as its manual teaches it: one knot a scene, functions for money and hours.

A locked option, which ink does not have, is an option of its own whose label ends in LOCKED. Chance is an external
function with a fall-back of ink's own: bound, outcomes can be told from outside; unbound, ink rolls.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.story import START_CASH, START_TIRED, SUMMONS, Choice, Effect, If, Part, Scene, Story, Test

LOCKED = " LOCKED"
_VALUES = {
    "money": "{thousands(cash)} roubles",
    "time": "{two((now / 60) mod 24)}:{two(now mod 60)}",
    "tired": "{tired}",
    "summons": "{summons_words()}",
}
_HEAD = """EXTERNAL luck(first)
VAR now = 1230
VAR place = ""
VAR cash = {cash}
VAR tired = {tired}
VAR summons = "not_yet"
{flags}
-> {start}
== function luck(first)
~ return RANDOM(1, 100) <= first
== function two(n)
~ return "{{n < 10:0}}{{n}}"
== function three(n)
~ return "{{n < 10:0}}{{n < 100:0}}{{n}}"
== function thousands(n)
{{ n < 1000:
    ~ return "{{n}}"
- else:
    ~ return thousands(INT(n / 1000)) + "," + three(n mod 1000)
}}
== function summons_words()
{{ summons:
{cases}
}}
"""


def as_ink(story: Story) -> str:
    """The source."""
    head = _HEAD.format(
        cash=START_CASH,
        tired=START_TIRED,
        flags="\n".join(f"VAR {flag} = false" for flag in story.flags),
        start=_name(story.scenes[0]),
        cases="\n".join(f'- "{key}": ~ return "{said}"' for key, said in SUMMONS.items()),
    )
    return head + "\n".join(line for scene in story.scenes for line in _scene(scene, story)) + "\n"


def _name(scene: Scene) -> str:
    return scene.id.replace(".", "_")


def _scene(scene: Scene, story: Story) -> Iterator[str]:
    yield f"=== {_name(scene)}"
    yield f'~ place = "{scene.place}"'
    if scene.chance is not None:
        yield f"{{ luck({scene.chance.weights[0]}):"
        for said, tired, other in zip(scene.chance.said, scene.chance.tired, (True, False), strict=True):
            yield f"    ~ tired = {_held('tired', tired)}"
            yield f"    {said}"
            if other:
                yield "- else:"
        yield "}"
    for paragraph in scene.paragraphs:
        yield "".join(_part(part, story) for part in paragraph)
    for choice in scene.choices:
        yield from _choice(choice, story)


def _choice(choice: Choice, story: Story) -> Iterator[str]:
    label = "".join(_part(part, story) for part in choice.label)
    shown = f"{{{_test(choice.shown, story)}}} " if choice.shown is not None else ""
    lock = f"cash >= {choice.cost}" if choice.cost else _test(choice.lock, story) if choice.lock is not None else ""
    bullet = "*" if choice.once else "+"
    if lock:
        yield f"{bullet} {_mark(choice)}{shown}{{{lock}}} [{label}]"
        yield from _taken(choice, story)
        taken = f"{{not {choice.id}}} " if choice.once else ""
        yield f"+ {shown}{{{_unless(lock)}}} {taken}[{label}{LOCKED}] -> DONE"
    else:
        yield f"{bullet} {shown}[{label}]"
        yield from _taken(choice, story)


def _mark(choice: Choice) -> str:
    """A name by which the locked twin of a once-only option knows that it was taken."""
    return f"({choice.id}) " if choice.once else ""


def _taken(choice: Choice, story: Story) -> Iterator[str]:
    if choice.cost:
        yield f"    ~ cash = cash - {choice.cost}"
    for effect in choice.effects:
        yield f"    ~ {effect.name or effect.what} = {_new(effect)}"
    if choice.takes:
        yield f"    ~ now = now + {choice.takes}"
    if choice.then:
        yield f"    {choice.then}"
    yield f"    -> {_name(story.scenes[choice.to])}"


def _part(part: Part, story: Story) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, If):
        other = f"|{part.other}" if part.other else ""
        return f"{{{_test(part.test, story)}:{part.then}{other}}}"
    return _VALUES[part.what]


def _test(test: Test, story: Story) -> str:
    match test.what:
        case "flag":
            return test.name if test.value else f"not {test.name}"
        case "cash":
            return f"cash >= {test.value}"
        case "summons":
            return f'summons == "{test.value}"'
        case _:
            return f"{_name(story.scenes[int(test.name)])} >= {test.value}"


def _unless(test: str) -> str:
    if test.startswith("not "):
        return test.removeprefix("not ")
    return test.replace(">=", "<").replace("==", "!=") if " " in test else f"not {test}"


def _new(effect: Effect) -> str:
    if effect.what == "flag":
        return str(effect.value).lower()
    return f'"{effect.value}"' if effect.what == "summons" else _held(effect.what, int(effect.value))


def _held(name: str, by: int) -> str:
    moved = f"{name} {'+' if by > 0 else '-'} {abs(by)}"
    if by < 0:
        return f"MAX(0, {moved})"
    return f"MIN(100, {moved})" if name == "tired" else moved
