"""How a made-up reader chooses: uniform, what was least used so far, what has a tag, what has not; or a mixture.

In: a policy as written (`prefer:paper`, or the name of one that the story declares), a program. Out: choosers. A
chooser decides by the play's seed and by nothing outside its own batch, so that no result depends on who played what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from engine.errors import UserError
from engine.frozen import Frozen
from engine.machine.draws import fraction, weighted
from engine.program import Choices, Policy, Program
from engine.program.ids import DEALT
from engine.program.measured import KINDS

RULES = tuple(KINDS)


class Rule(Frozen):
    """One way to choose: `kind` is one of RULES, `tag` the tag that is preferred or avoided."""

    kind: str
    tag: str = ""


class Mixture(Frozen):
    """Each play is one reader's: the rule that all of its choices follow is drawn by weight."""

    name: str
    parts: tuple[tuple[Rule, int], ...]


def policy_of(program: Program, written: str) -> Mixture:
    """The policy called `written`. Raises UserError for one there is not, and for a tag that the story has not."""
    declared = next((each for each in program.policies if each.name == written), None)
    if declared is not None:
        return _declared(declared)
    kind, _, tag = written.partition(":")
    known = _tags(program)
    if kind in ("prefer", "avoid") and tag in known:
        return Mixture(written, ((Rule(kind, tag), 1),))
    if kind in ("uniform", "least-used") and not tag:
        return Mixture(written, ((Rule(kind), 1),))
    if kind in ("prefer", "avoid"):
        raise UserError(f'No choice and no storylet has the tag "{tag}".{_hint(tag, sorted(known))}')
    names = [*RULES[:2], "prefer:TAG", "avoid:TAG", *(each.name for each in program.policies)]
    raise UserError(f'There is no policy "{written}"; there are {", ".join(names)}.{_hint(written, names)}')


def _declared(policy: Policy) -> Mixture:
    return Mixture(policy.name, tuple((Rule(kind, tag), weight) for kind, tag, weight in policy.parts))


def _hint(written: str, known: Sequence[str]) -> str:
    close = get_close_matches(written, known, 1)
    return f' Did you mean "{close[0]}"?' if close else ""


def _tags(program: Program) -> set[str]:
    return {tag for tags in choice_tags(program).values() for tag in tags} | {
        tag for each in program.storylets for tag in each.tags
    }


def choice_tags(program: Program) -> dict[str, frozenset[str]]:
    """The tags of each choice that has any; those of a storylet by its scene."""
    found = {
        option.id: frozenset(option.tags)
        for scene in program.scenes.values()
        for step in scene.steps
        if isinstance(step, Choices)
        for option in step.options
        if option.tags
    }
    return found | {each.scene: frozenset(each.tags) for each in program.storylets}


class Chooser:
    """Chooses for the plays of one batch, in their order; `least-used` counts what was taken within the batch."""

    def __init__(self, mixture: Mixture, tags: Mapping[str, frozenset[str]]) -> None:
        self._mixture = mixture
        self._tags = tags
        self._used: Counter[str] = Counter()
        self._rule = mixture.parts[0][0]

    def begin(self, seed: int) -> None:
        """The next play: whose it is."""
        if len(self._mixture.parts) > 1:
            weights = [weight for _, weight in self._mixture.parts]
            self._rule = self._mixture.parts[weighted(seed, "reader", 0, weights)][0]

    def choose(self, seed: int, turn: int, opened: Sequence[str]) -> str:
        """One of `opened`, which is not empty, at choice number `turn` of the play."""
        among = opened if len(opened) == 1 else self.among(opened)
        choice = among[0] if len(among) == 1 else among[fraction(seed, "reader", turn + 1) * len(among) >> 48]
        if self._rule.kind == "least-used":
            self._used[choice] += 1
        return choice

    def among(self, opened: Sequence[str]) -> Sequence[str]:
        """Those of `opened` between which the present reader does not care."""
        kind = self._rule.kind
        if kind == "uniform":
            return opened
        if kind == "least-used":
            least = min(self._used[each] for each in opened)
            return [each for each in opened if self._used[each] == least]
        wanted = [each for each in opened if self._has_tag(each) == (kind == "prefer")]
        return wanted or opened

    def _has_tag(self, choice: str) -> bool:
        own, _, storylet = choice.partition(DEALT)
        return self._rule.tag in self._tags.get(storylet or own, ())
