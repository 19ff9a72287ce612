"""The generated story in our language: a manifest and files of scenes, as an author would lay them out."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.story import (
    PLACES,
    START_CASH,
    START_TIRED,
    SUMMONS,
    Choice,
    Effect,
    If,
    Part,
    Scene,
    Story,
    Test,
    files,
)

_VALUES = {"money": "cash | money", "time": "now | time", "tired": "tired", "summons": "summons"}


def as_yaml(story: Story) -> dict[str, bytes]:
    """Files by name."""
    made = {"story.yaml": _manifest(story)}
    for namespace, scenes in files(story.scenes).items():
        lines = ["scenes:"]
        for scene in scenes:
            lines += _scene(scene, story)
        made[f"{namespace}.yaml"] = "\n".join(lines) + "\n"
    return {name: text.encode() for name, text in made.items()}


def _manifest(story: Story) -> str:
    values = ", ".join(f"{key}: {said}" for key, said in SUMMONS.items())
    lines = [
        "id: bench",
        "title: The road",
        f"start: {story.scenes[0].id}",
        "clock: {start: 2022-09-20 20:30, end: 2090-01-01 00:00, grain: 5m, zone: Europe/Moscow}",
        "variables:",
        f"  cash: {{number: {START_CASH}, min: 0, unit: roubles, title: Money}}",
        f"  tired: {{number: {START_TIRED}, min: 0, max: 100}}",
        f"  summons: {{one of: [{', '.join(SUMMONS)}], title: Summons, values: {{{values}}}}}",
        *(f"  {flag}: false" for flag in story.flags),
        "places:",
        *(f"  {place}: {{title: {place.capitalize()}}}" for place in PLACES),
    ]
    return "\n".join(lines) + "\n"


def _scene(scene: Scene, story: Story) -> Iterator[str]:
    yield f"  {scene.name}:"
    yield f"    title: Scene {scene.number}"
    yield f"    place: {scene.place}"
    yield "    body:"
    if scene.chance is not None:
        ways = zip(("kept", "changed"), scene.chance.weights, scene.chance.said, scene.chance.tired, strict=True)
        yield "      - chance:"
        yield "          id: luck"
        yield "          of:"
        for id_, weight, said, tired in ways:
            yield f"            {id_}:"
            yield f"              weight: {weight}"
            yield "              then:"
            yield f"                - do: tired {'+' if tired > 0 else '-'}= {abs(tired)}"
            yield f"                - {said}"
    yield "      - |"
    for number, paragraph in enumerate(scene.paragraphs):
        if number:
            yield ""
        yield "        " + "".join(_part(part, scene, story) for part in paragraph)
    yield "      - choices:"
    for choice in scene.choices:
        yield from _choice(choice, scene, story)


def _part(part: Part, scene: Scene, story: Story) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, If):
        other = f"{{% else %}}{part.other}" if part.other else ""
        return f"{{% if {_test(part.test, story)} %}}{part.then}{other}{{% endif %}}"
    return f"{{{{ {_VALUES[part.what]} }}}}"


def _test(test: Test, story: Story) -> str:
    match test.what:
        case "flag":
            return test.name if test.value else f"not {test.name}"
        case "cash":
            return f"cash >= {test.value}"
        case "summons":
            return f"summons == {test.value}"
        case _:
            return f"visits({story.scenes[int(test.name)].id}) >= {test.value}"


def _choice(choice: Choice, scene: Scene, story: Story) -> Iterator[str]:
    label = "".join(_part(part, scene, story) for part in choice.label)
    yield f"          - choose: {label}"
    yield f"            id: {choice.id}"
    if choice.shown is not None:
        yield f"            if: {_test(choice.shown, story)}"
    if choice.lock is not None:
        yield f"            needs: {_test(choice.lock, story)}"
    if choice.once:
        yield "            once: true"
    if choice.takes:
        yield f"            takes: {choice.takes}m"
    if choice.cost:
        yield f"            costs: {{cash: {choice.cost}}}"
    yield f"            do: [{', '.join(_effect(effect) for effect in choice.effects)}]"
    if choice.remember:
        yield f"            remember: {choice.remember}"
    if choice.then:
        yield "            then: |"
        yield f"              {choice.then}"
    yield f"            go: {story.scenes[choice.to].id}"


def _effect(effect: Effect) -> str:
    match effect.what:
        case "flag":
            return f"{effect.name} = {str(effect.value).lower()}"
        case "summons":
            return f"summons = {effect.value}"
        case _:
            amount = int(effect.value)
            return f"{effect.what} {'+' if amount > 0 else '-'}= {abs(amount)}"
