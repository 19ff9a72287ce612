"""Thirty and more ways to change the frozen story, each with what it does to a play-through, by what that has in it.

An edit is the changed text, and the verdicts that may come for a path: survives, moves, breaks. Where an edit touches a
path it may also lock a later choice, and so break what would only have moved; there two verdicts stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.record import Turn
from tests.stories.frozen import STORY

TEXT = STORY.read_text(encoding="utf-8")
SURVIVES, MOVES, BREAKS = frozenset({"survives"}), frozenset({"moves"}), frozenset({"breaks"})
CHANGES = MOVES | BREAKS
Path = list[Turn]


@dataclass(frozen=True)
class Edit:
    """`verdicts` of a path; `kind` of difference or break that must be told where it is touched, "" for none."""

    name: str
    text: str
    verdicts: Callable[[Path], frozenset[str]]
    kind: str = ""

    def touches(self, path: Path) -> bool:
        """Whether this path is one that the edit does something to."""
        return self.verdicts(path) != SURVIVES


def replaced(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def scene(name: str) -> str:
    """The text of a scene."""
    found = re.search(rf"^  {name}:\n(?:    .*\n)+", TEXT, re.M)
    assert found
    return found[0]


def choice(scene_: str, id_: str) -> str:
    """The text of a choice in a scene, from its dash to the next."""
    found = re.search(rf"^( +)- (?:\{{choose:[^\n]*\bid: {id_}\b[^\n]*\n|choose:(?:(?!^\1- ).*\n)*?\1  id: {id_}\n(?:\1  .*\n)*)", scene(scene_), re.M)  # fmt: skip  # noqa: E501
    assert found, (scene_, id_)
    return found[0]


def without(scene_: str, *parts: str) -> str:
    text = scene(scene_)
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return TEXT.replace(scene(scene_), text)


def in_choice(scene_: str, id_: str, old: str, new: str) -> str:
    """The story with something changed in one choice."""
    part = choice(scene_, id_)
    assert old in part
    return TEXT.replace(scene(scene_), scene(scene_).replace(part, part.replace(old, new, 1)))


def with_more(scene_: str, id_: str, line: str) -> str:
    """The story with one more key in a choice that stands over several lines."""
    return in_choice(scene_, id_, f"id: {id_}\n", f"id: {id_}\n            {line}\n")


def any_path(verdicts: frozenset[str]) -> Callable[[Path], frozenset[str]]:
    return lambda path: verdicts


def takes(*ids: str, then: frozenset[str], otherwise: frozenset[str] = SURVIVES) -> Callable[[Path], frozenset[str]]:
    """`then` where the path takes one of these choices (a scene and a dot: any of its choices)."""

    def verdicts(path: Path) -> frozenset[str]:
        taken = any(
            each.choice == id_ or (id_[-1] == "." and each.choice.startswith(id_)) for each in path for id_ in ids
        )
        return then if taken else otherwise

    return verdicts


def came_to(path: Path, *scenes: str) -> bool:
    """Whether the path ever stood in one of these scenes."""
    places = (str(new) for turn in path for cell, _, new, _ in turn.wrote if cell == "@place")
    return any(place.partition(".")[0] in scenes for place in places)


def line_scene(*, renamed: bool) -> str:
    text = TEXT.replace("  queue:\n", "  line:\n").replace("go: queue", "go: line")
    return text + ("renamed: {queue: line}\n" if renamed else "")


def split_window(renamed: str) -> str:
    head, _, blocks = scene("window").partition("      - choices:\n")
    split = f"{head}      - go: counter\n  counter:\n    body:\n      - choices:\n{blocks}"
    return TEXT.replace(scene("window"), split) + renamed


def with_question() -> str:
    asked = "      - ask: {id: who, into: address, kind: text, max: 9, question: Who is there?, default: me}\n"
    return TEXT.replace(scene("hall"), scene("hall").replace("      - choices:\n", asked + "      - choices:\n"))


def drew(outcome: str) -> Callable[[Path], frozenset[str]]:
    return lambda path: CHANGES if any(out == outcome for turn in path for _, _, out in turn.drawn) else SURVIVES


def beyond(place: int) -> Callable[[Path], frozenset[str]]:
    return lambda path: BREAKS if len(path) > place else MOVES


def queue_gone(path: Path) -> frozenset[str]:
    if any(each.choice.startswith("queue.") for each in path):
        return CHANGES
    return CHANGES if came_to(path, "queue") else SURVIVES


def window_gone(path: Path) -> frozenset[str]:
    if any(each.choice.startswith("window.") for each in path):
        return BREAKS
    return CHANGES if came_to(path, "window") else SURVIVES


HALL = [choice("hall", each) for each in ("number", "guard", "leave")]
COUNTER = "renamed: {window.pay: counter.pay, window.again_: counter.again_, window.tell: counter.tell}\n"

EDITS = (
    Edit("nothing", TEXT, any_path(SURVIVES)),
    Edit("scenes in another order", TEXT.replace(scene("street"), "").replace(scene("hall"), scene("street") + scene("hall")), any_path(SURVIVES)),  # noqa: E501
    Edit("choices in another order", TEXT.replace("".join(HALL), "".join(reversed(HALL))), any_path(SURVIVES)),
    Edit("variables in another order", replaced(("  cash: {number: 500, min: 0, max: 9000, unit: roubles, title: Money}\n", ""), ("  address: {text", "  cash: {number: 500, min: 0, max: 9000, unit: roubles, title: Money}\n  address: {text")), any_path(SURVIVES)),  # noqa: E501
    Edit("other weights", replaced(("found: {weight: 1", "found: {weight: 9")), any_path(SURVIVES)),
    Edit("other words", replaced(("Nobody speaks.", "Nobody says a word.")), any_path(SURVIVES)),
    Edit("a label", replaced(("choose: Buy a place nearer the front", "choose: Pay")), any_path(SURVIVES)),
    Edit("another title of a scene", replaced(("title: The archive", "title: Behind the door")), any_path(SURVIVES)),
    Edit("a choice renamed and said", in_choice("hall", "number", "id: number", "id: ticket") + "renamed: {hall.number: hall.ticket}\n", any_path(SURVIVES)),  # noqa: E501
    Edit("a choice renamed and not said", in_choice("hall", "number", "id: number", "id: ticket"), takes("hall.number", then=BREAKS), "removed"),  # noqa: E501
    Edit("a scene renamed and said", line_scene(renamed=True), any_path(SURVIVES)),
    Edit("a scene renamed and not said", line_scene(renamed=False), queue_gone),
    Edit("a choice deleted", without("corridor", choice("corridor", "up")), takes("corridor.up", then=BREAKS), "removed"),  # noqa: E501
    Edit("a storylet deleted", TEXT.replace(scene("cat"), ""), any_path(SURVIVES)),
    Edit("an offered storylet deleted", TEXT.replace(scene("about_vera"), ""), takes("corridor.doors>about_vera", then=BREAKS), "removed"),  # noqa: E501
    Edit("a choice locked", with_more("corridor", "knock", "needs: cash > 8000"), takes("corridor.knock", then=BREAKS), "locked"),  # noqa: E501
    Edit("a choice hidden", in_choice("window", "tell", "if: not told", "if: not told and cash > 8000"), takes("window.tell", then=BREAKS), "hidden"),  # noqa: E501
    Edit("a choice too dear", in_choice("window", "pay", "cash: 150", "cash: 8000"), takes("window.pay", then=BREAKS), "locked"),  # noqa: E501
    Edit("another price", in_choice("street", "tram", "cash: 40", "cash: 45"), takes("street.tram", then=CHANGES), "effect"),  # noqa: E501
    Edit("another number in an effect", in_choice("hall", "number", "patience -= 1", "patience -= 2"), takes("hall.number", then=CHANGES), "effect"),  # noqa: E501
    Edit("another duration", in_choice("street", "walk", "takes: 40m", "takes: 55m"), takes("street.walk", then=MOVES), "effect"),  # noqa: E501
    Edit("an effect more", in_choice("archive", "folder", "do: patience += 2", "do: [patience += 2, mood = sad]"), takes("archive.folder", then=CHANGES), "effect"),  # noqa: E501
    Edit("more money to begin with", replaced(("number: 500", "number: 600")), any_path(SURVIVES)),
    Edit("a wider range", replaced(("max: 9000", "max: 10000")), any_path(SURVIVES)),
    Edit("a variable more", replaced(("  told: {flag", "  rain: {number: 3}\n  told: {flag")), any_path(SURVIVES)),
    Edit("a variable more, and written", with_more("corridor", "up", "do: rain += 1").replace("  told: {flag", "  rain: {number: 3}\n  told: {flag"), any_path(SURVIVES)),  # noqa: E501
    Edit("a variable less", replaced(("  told: {flag: false, yes: you told her, no: you have not told her}\n", ""), ("            if: not told\n", ""), ("[told = true, vera.trust += 1]", "vera.trust += 1")), any_path(SURVIVES)),  # noqa: E501
    Edit("a scene split and said", split_window(COUNTER), lambda path: MOVES if came_to(path, "window") else SURVIVES, "road"),  # noqa: E501
    Edit("a scene split and not said", split_window(""), window_gone),
    Edit("a choice more", TEXT.replace(HALL[0], "          - {choose: Look, id: look, go: hall}\n" + HALL[0]), any_path(SURVIVES)),  # noqa: E501
    Edit("a question before the first choice", with_question(), beyond(1)),
    Edit("another ending", in_choice("street", "walk", "end: home", "end: house") + "  house: {title: House}\n", takes("street.walk", then=MOVES), "ending"),  # noqa: E501
    Edit("a choice that leads elsewhere", in_choice("queue", "wait", "go: window", "go: corridor"), takes("queue.wait", then=CHANGES), "road"),  # noqa: E501
    Edit("an outcome of chance renamed", replaced(("moves: {weight", "goes: {weight")), drew("moves"), "chance"),
    Edit("a question made narrower", replaced(("max: 30, question: Where do you live?, default: nowhere", "max: 4, question: Where do you live?, default: here")), takes("form.where", then=CHANGES), "effect"),  # noqa: E501
    Edit("a checkpoint less", replaced(("      - checkpoint: {id: at_window, title: The window}\n", "")), any_path(SURVIVES)),  # noqa: E501
    Edit("more time", replaced(("end: 2022-09-25", "end: 2022-09-27")), any_path(SURVIVES)),
)  # fmt: skip
