"""The measures of one man, held to what the story asks.

In: a program and samples. Out: a `MeasuresReport`. A measure without a target is told all the same; one that the
samples are too small for is "not measured".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from engine.compiler.checks.sourcing import number_of_the_world
from engine.compiler.checks.walking import literals
from engine.frozen import Frozen
from engine.program import Measure, Program
from engine.program.measured import MEASURES
from engine.workbench.measures.differing import NEVER
from engine.workbench.measures.effects import BlockEffect, PairEffect
from engine.workbench.measures.estimates import Estimate, entropy, exact, influence, mean
from engine.workbench.measures.plants import PlantCount, plant_counts
from engine.workbench.measures.taking import Samples, Sampling
from engine.workbench.playing import Tally, passages, quantile

MET, SHORT, FAILED, NOT_MEASURED, UNASKED = "met", "short", "failed", "not measured", ""

MOVES = 0.30
"""Total variation by which a choice is said to move the endings."""

LASTS = 0.5
"""Share of the states in which two options must differ for good."""

RETURNS = 0.05
"""Share of the plays that took a planted act in which both of its returns must be seen."""


class Measured(Frozen):
    """One measure: its `estimate` (None: not measured, and `note` says why), its target and what came of it.

    `verdict` is met, short (between target and failing), failed, not measured, or "" where nothing is asked. Bounds are
    in thousandths, as in `engine.program.Measure`.
    """

    name: str
    says: str
    estimate: Estimate | None
    note: str
    least: int | None = None
    most: int | None = None
    low: int | None = None
    high: int | None = None
    verdict: str = UNASKED


class MeasuresReport(Frozen):
    """All measures of one man. `false` are blocks no option of which differs from another; `alike` pairs of options.

    `unmeasured` are blocks with too few states, as (block, plays that came to it).
    """

    story: str
    title: str
    profile: str
    policy: str
    seed: int
    sampling: Sampling
    quick: bool
    measures: tuple[Measured, ...]
    blocks: tuple[BlockEffect, ...]
    false: tuple[str, ...]
    unmeasured: tuple[tuple[str, int], ...]
    plants: tuple[PlantCount, ...]


def measures_report(program: Program, samples: Samples, others: Iterable[Tally] = ()) -> MeasuresReport:
    """Judge the samples of one man; `others` are tallies of other men, for what is shared between them."""
    sound = [each for each in samples.effects if _best(each, samples.sampling)]
    taken = _Taken(program, samples, sound, tuple(others))
    asked = {each.name: each for each in program.measures if not each.profiles or samples.profile in each.profiles}
    return MeasuresReport(
        program.id,
        program.title,
        samples.profile,
        samples.policy.name,
        samples.seed,
        samples.sampling,
        samples.sampling.quick,
        tuple(_judged(name, says, *taken.take(name), asked.get(name)) for name, (_, says) in MEASURES.items()),
        tuple(samples.effects),
        false_choices(samples.effects),
        tuple((each.block, each.met) for each in samples.effects if each not in sound),
        taken.plants,
    )


def false_choices(effects: Iterable[BlockEffect]) -> tuple[str, ...]:
    """Blocks no option of which ever differed from another, but for its own words."""
    return tuple(each.block for each in effects if each.alike)


def _best(effect: BlockEffect, sampling: Sampling) -> list[PairEffect]:
    """The pairs of a block with enough states and continuations."""
    least = sampling.states * sampling.each
    return [each for each in effect.pairs if each.states >= sampling.states and each.continuations >= least]


class _Taken:
    """Works each measure out of the samples."""

    def __init__(
        self, program: Program, samples: Samples, sound: Sequence[BlockEffect], others: tuple[Tally, ...]
    ) -> None:
        self._program = program
        self._samples = samples
        self._sound = sound
        self._said = list(passages(program, samples.tally, others))
        self._reached = [(scene, step) for scene, step, reached in self._said if reached]
        self.plants = plant_counts(program, samples.planted)

    def take(self, name: str) -> tuple[Estimate | None, str]:
        """The estimate of a measure, and a note on it."""
        found: Callable[[], tuple[Estimate | None, str]] = getattr(self, f"_{name}")
        return found()

    def _passages_reached(self) -> tuple[Estimate | None, str]:
        return _share(len(self._reached), len(self._said), "passages")

    def _dead_ends(self) -> tuple[Estimate | None, str]:
        runs = self._samples.tally.runs
        return exact(sum(self._samples.tally.faults.values()), runs), f"of {runs:,} plays"

    def _lasting_effect(self) -> tuple[Estimate | None, str]:
        return self._blocks(lambda pair: pair.lasting, LASTS)

    def _moving_choices(self) -> tuple[Estimate | None, str]:
        return self._blocks(lambda pair: pair.moves, MOVES)

    def _blocks(self, of: Callable[[PairEffect], Estimate], bound: float) -> tuple[Estimate | None, str]:
        """The share of blocks whose strongest pair comes to `bound`; the interval is that of the pairs' ends."""
        if not self._sound:
            return None, "no choice was come to often enough"
        best = [
            max((of(pair) for pair in _best(each, self._samples.sampling)), key=lambda found: found.value)
            for each in self._sound
        ]
        shares = [sum(end >= bound for end in ends) / len(best) for ends in zip(*map(_ends, best), strict=True)]
        rest = len(self._samples.effects) - len(best)
        note = f"of {len(best)} choices" + (f"; {rest} not measured" if rest else "")
        return Estimate(shares[0], shares[1], shares[2], len(best)), note

    def _ending_entropy(self) -> tuple[Estimate | None, str]:
        endings = self._samples.tally.endings
        return exact(entropy(endings), len(endings)), f"of {len(endings)} endings he comes to"

    def _largest_ending(self) -> tuple[Estimate | None, str]:
        endings = self._samples.tally.endings
        if not endings:
            return None, "no play came to an ending"
        [(ending, count)] = endings.most_common(1)
        return exact(count / self._samples.tally.runs, self._samples.tally.runs), ending

    def _fresh_text(self) -> tuple[Estimate | None, str]:
        return mean(self._samples.fresh), f"of {len(self._samples.fresh):,} pairs of plays"

    def _first_text(self) -> tuple[Estimate | None, str]:
        return self._first(0.5)

    def _first_text_late(self) -> tuple[Estimate | None, str]:
        return self._first(0.9)

    def _first(self, part: float) -> tuple[Estimate | None, str]:
        """Each block counts as often as it is come to."""
        weights: Counter[int] = Counter()
        for each in self._sound:
            for number, count in each.first:
                weights[number] += round(1_000 * count * each.met / each.states)
        if not weights:
            return None, "no choice was come to often enough"
        whole = weights.total()
        number = quantile(weights.items(), part)
        return exact(number, len(self._sound)), f"{100 * weights[NEVER] / whole:.0f} % of choices never show"

    def _returned_plants(self) -> tuple[Estimate | None, str]:
        if not self.plants:
            return exact(0, 0), "no choice that he comes to is tagged plant"
        both = sum(each.both >= RETURNS * each.taken and each.both > 0 for each in self.plants)
        middle = quantile(self._samples.planted.per_play.items(), 0.5)
        return exact(both, len(self.plants)), f"of {len(self.plants)} planted; {middle} in the play in the middle"

    def _rule_or_chance(self) -> tuple[Estimate | None, str]:
        shares = [part / whole for part, whole in self._samples.ledgers if whole]
        if not shares:
            return None, "no ledger has a line"
        return mean(shares), f"of {len(shares)} ledgers"

    def _cited_passages(self) -> tuple[Estimate | None, str]:
        return _share(sum(bool(scene.facts) for scene, _ in self._reached), len(self._reached), "passages")

    def _cited_numbers(self) -> tuple[Estimate | None, str]:
        found = [
            scene
            for scene, step in self._reached
            if scene.truth != "invented" and number_of_the_world(" ".join(literals(step.words.parts)))
        ]
        return _share(sum(bool(scene.facts) for scene in found), len(found), "passages with numbers")

    def _other_man(self) -> tuple[Estimate | None, str]:
        found = {man: influence([[pair] for pair in pairs]) for man, pairs in self._samples.others.items() if pairs}
        if not found:
            return None, "there is no other man"
        nearest = min(found, key=lambda man: found[man].value)
        told = ", ".join(f"{man} {each.value:.2f}" for man, each in found.items())
        return found[nearest], told


def _ends(found: Estimate) -> tuple[float, float, float]:
    return found.value, found.low, found.high


def _share(part: int, whole: int, of: str) -> tuple[Estimate | None, str]:
    return (exact(part / whole, whole), f"{part} of {whole} {of}") if whole else (None, f"there are no {of}")


def _judged(name: str, says: str, estimate: Estimate | None, note: str, asked: Measure | None) -> Measured:
    if asked is None:
        return Measured(name, says, estimate, note, verdict=UNASKED if estimate else NOT_MEASURED)
    verdict = NOT_MEASURED if estimate is None else verdict_on(estimate, asked)
    return Measured(name, says, estimate, note, asked.least, asked.most, asked.low, asked.high, verdict)


def verdict_on(estimate: Estimate, asked: Measure) -> str:
    """Met when the worse end of the interval meets the target, failed when the figure itself lies beyond."""
    value = round(1000 * estimate.value)
    if (asked.low is not None and value < asked.low) or (asked.high is not None and value > asked.high):
        return FAILED
    least = asked.least is None or round(1000 * estimate.low) >= asked.least
    most = asked.most is None or round(1000 * estimate.high) <= asked.most
    return MET if least and most else SHORT
