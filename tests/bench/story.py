"""A generated story as plain data, from a seed: what every contender of `make bench` is made to tell.

In: a number of scenes. Out: a `Story`, written out by `yaml_story` (our language), `python_story` (by hand, as it were)
and `ink_story`. What is in it, and why. The measures are those of a story of this kind (90 to 130 words between two
choices, 2 to 4 options); where the shipped story and a guess differed, the shipped story was followed:

- A scene is one passage and one menu. It has a place; its passage has two paragraphs of 30 to 52 words; half of all
  choices lead through 14 to 34 words of their own (`then`) before the next scene.
- Two values stand in each passage (money, hour, a number, words of an enum); the shipped story prints far fewer, so
  this is harder for everybody. Every second passage has a conditional sentence, half of those with an `else`; in one
  scene of five it asks how often the scene was visited. One label in eight prints a value.
- Of the choices one in three is guarded, one in six can be locked (half of those by a cost that is then paid), one in
  ten is gone once taken. The first of a menu is plain, so that no walk is ever stuck.
- A choice has one or two effects: half set a flag, the rest move money (held at 0), a number held in 0 to 100, or an
  enum. One in three takes time. Half leave a clause for the record; ink, which has no such thing, is spared it.
- One scene of twenty begins with chance. What comes out is shown and moves the number, which no guard reads: the same
  choices stay open whatever falls, so that each contender may be timed with the dice of its own house.
- A flag for every five scenes; the story is a ring of short forward jumps without an ending, so that a walk can be of
  any length and its state grows as stories' states do.

Visits are counted in every contender. Nothing is in here that only one of them could do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

START_CASH = 200_000
START_TIRED = 50
SUMMONS = {"not_yet": "none so far", "written": "written out", "signed": "signed for", "refused": "refused"}
PLACES = ("moscow", "saratov", "uralsk", "vladikavkaz", "tbilisi", "oral", "samara", "chita")
SCENES_A_FILE = 250

_WORDS = """
    the a his her their no some every another that this one two old new cold late early small long last first grey wet
    window queue paper road bridge kitchen door river lamp kettle clerk driver sister bus coat list stamp form border
    phone radio station platform bread price ticket pencil yard stair voice morning market lorry bench corner winter
    asks waits turns writes counts says folds carries leaves holds hears finds knows stands takes keeps opens reads
    under behind before after beside without into along past near and but while until because though again already
    nobody somebody everyone slowly twice almost still only there here outside downstairs tomorrow yesterday can't it's
""".split()
_VERBS = (
    "Ask Buy Call Carry Fold Give Go Keep Leave Lend Open Pay Read Ring Show Sign Stand Take Turn Wait Walk".split()
)


@dataclass(frozen=True)
class Test:
    """A condition. `what` is flag (name, wanted), cash (at least), summons (equal to), visits (scene, at least)."""

    what: str
    name: str = ""
    value: int | bool | str = True


@dataclass(frozen=True)
class Value:
    """A value shown in text. `what` is money, time, tired or summons."""

    what: str


@dataclass(frozen=True)
class If:
    """A sentence if the test holds, else another or nothing."""

    test: Test
    then: str
    other: str = ""


Part = str | Value | If


@dataclass(frozen=True)
class Effect:
    """A change. `what` is flag (name), cash or tired (by so much) or summons (to)."""

    what: str
    name: str = ""
    value: int | bool | str = True


@dataclass(frozen=True)
class Choice:
    """One option. `shown` hides it, `lock` and `cost` close it; `then` is read on the way to the scene number `to`."""

    id: str
    label: tuple[Part, ...]
    to: int
    shown: Test | None = None
    lock: Test | None = None
    cost: int = 0
    once: bool = False
    takes: int = 0
    effects: tuple[Effect, ...] = ()
    remember: str = ""
    then: str = ""


@dataclass(frozen=True)
class Chance:
    """Two outcomes with weights, each a sentence and what it adds to the number `tired`."""

    weights: tuple[int, int]
    said: tuple[str, str]
    tired: tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """A passage of paragraphs and a menu. `namespace` and `name` make its id."""

    number: int
    place: str
    paragraphs: tuple[tuple[Part, ...], ...]
    choices: tuple[Choice, ...]
    chance: Chance | None = None

    @property
    def namespace(self) -> str:
        """The file it stands in."""
        return f"part{self.number // SCENES_A_FILE}"

    @property
    def name(self) -> str:
        """Its id within the file."""
        return f"s{self.number}"

    @property
    def id(self) -> str:
        """Its id in the story."""
        return f"{self.namespace}.{self.name}"


@dataclass(frozen=True)
class Story:
    """All scenes, in order, and the names of the flags."""

    scenes: tuple[Scene, ...]
    flags: tuple[str, ...]


def story(scenes: int, seed: int = 1) -> Story:
    """The story of so many scenes that `seed` gives."""
    return _Maker(scenes, seed).story()


class _Maker:
    def __init__(self, count: int, seed: int) -> None:
        self._count = count
        self._random = random.Random(f"{seed}/{count}")
        self._flags = tuple(f"flag{number}" for number in range(max(6, count // 5)))

    def story(self) -> Story:
        return Story(tuple(self._scene(number) for number in range(self._count)), self._flags)

    def _scene(self, number: int) -> Scene:
        count = self._random.choice((2, 3, 3, 4))
        return Scene(
            number,
            self._random.choice(PLACES),
            (self._paragraph(number, 0), self._paragraph(number, 1)),
            tuple(self._choice(number, which) for which in range(count)),
            self._chance() if number % 20 == 7 else None,
        )

    # -- words ---------------------------------------------------------------------------------------------------

    def _sentence(self, least: int, most: int) -> str:
        words = self._random.choices(_WORDS, k=self._random.randint(least, most))
        if len(words) > 9 and self._random.random() < 0.6:
            words[4] += ","
        said = " ".join(words)
        said = said[0].upper() + said[1:]
        return f"“{said},” {self._random.choice(('he', 'she'))} says." if self._random.random() < 0.25 else f"{said}."

    def _sentences(self, least: int, most: int) -> str:
        """So many words, in sentences of 5 to 16."""
        wanted, said, words = self._random.randint(least, most), [], 0
        while words < wanted:
            said.append(self._sentence(5, 16))
            words += len(said[-1].split())
        return " ".join(said)

    def _paragraph(self, number: int, which: int) -> tuple[Part, ...]:
        value = Value(self._random.choice(("money", "time", "tired", "summons")))
        parts: list[Part] = [self._sentences(8, 20), f" {self._sentence(3, 6)[:-1]} ", value, ", and that is that."]
        if which == 1 and (number % 5 == 0 or self._random.random() < 0.375):
            test = Test("visits", str(number), 2) if number % 5 == 0 else self._test(number)
            other = self._sentence(6, 14) if self._random.random() < 0.5 else ""
            parts += [" ", If(test, self._sentence(6, 14), other)]
        return (*parts, " " + self._sentences(12, 24))

    def _label(self) -> tuple[Part, ...]:
        said = f"{self._random.choice(_VERBS)} {' '.join(self._random.choices(_WORDS, k=self._random.randint(4, 9)))}"
        if self._random.random() < 0.125:
            return (f"{said} with ", Value("money"))
        return (said,)

    # -- choices -------------------------------------------------------------------------------------------------

    def _choice(self, number: int, which: int) -> Choice:
        draw = self._random.random
        plain = which == 0
        locked = not plain and draw() < 0.25
        paid = locked and draw() < 0.5
        return Choice(
            f"c{which}",
            self._label(),
            (number + self._random.randint(1, 12)) % self._count,
            self._test(number) if not plain and draw() < 0.5 else None,
            self._test(number, threshold=True) if locked and not paid else None,
            self._random.randrange(500, 6000, 500) if paid else 0,
            not plain and draw() < 0.15,
            self._random.choice((10, 15, 25, 40, 60, 90)) if draw() < 1 / 3 else 0,
            tuple(self._effect(number) for _ in range(self._random.choice((1, 1, 2)))),
            f"you {self._sentence(4, 9).strip('“').lower()}"[:-1].replace("”", "") if draw() < 0.5 else "",
            self._sentences(14, 30) if draw() < 0.5 else "",
        )

    def _flag(self, number: int) -> str:
        """A flag of this part of the story."""
        middle = number * len(self._flags) // self._count
        return self._flags[(middle + self._random.randint(-3, 3)) % len(self._flags)]

    def _test(self, number: int, *, threshold: bool = False) -> Test:
        draw = self._random.random()
        if threshold and draw < 0.5:
            return Test("cash", "", self._random.randrange(60_000, 300_000, 10_000))
        if draw < 0.7:
            return Test("flag", self._flag(number), self._random.random() < 0.5)
        if draw < 0.85:
            return Test("cash", "", self._random.randrange(60_000, 300_000, 10_000))
        return Test("summons", "", self._random.choice(tuple(SUMMONS)))

    def _effect(self, number: int) -> Effect:
        draw = self._random.random()
        if draw < 0.5:
            return Effect("flag", self._flag(number), self._random.random() < 0.5)
        if draw < 0.75:
            more = self._random.random() < 0.5
            return Effect(
                "cash", "", self._random.randrange(500, 6500, 500) if more else -self._random.randrange(500, 4500, 500)
            )
        if draw < 0.9:
            return Effect("tired", "", self._random.choice((-3, -2, -1, 1, 2, 3)))
        return Effect("summons", "", self._random.choice(tuple(SUMMONS)))

    def _chance(self) -> Chance:
        weight = self._random.choice((50, 60, 70, 80))
        said = (self._sentence(8, 16), self._sentence(8, 16))
        return Chance((weight, 100 - weight), said, (-1, 2))


def files(scenes: Sequence[Scene]) -> dict[str, list[Scene]]:
    """Scenes by the file they stand in."""
    found: dict[str, list[Scene]] = {}
    for scene in scenes:
        found.setdefault(scene.namespace, []).append(scene)
    return found
