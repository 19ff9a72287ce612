"""Which explorations the claims of a story need, each made once, within the limits.

In: a machine without text, limits, somebody to tell. Out: inquiries by man and conditions. Endings and scenes of all
claims share one exploration a man, and so do conditions; a condition that is not settled so has one of its own, for
what others read need not be told apart for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Claim, Target
from engine.program.claims import ALWAYS_CAN, EVERY, REACH
from engine.workbench.exploring.lives import Ground, Inquiry
from engine.workbench.exploring.watching import every

TIME_OVER, INTERRUPTED = "the time was over", "it was interrupted"
"""Why an exploration may stop, besides its limit of states."""

_LOOK_EVERY = 256
"""States between two looks at the clock."""

_PLAYING = 2.0
"""Seconds that plays may always take."""


class Limits(Frozen):
    """`states` each exploration may look at (under a kilobyte each), `seconds` for all together, or for one man."""

    states: int = 2_000_000
    seconds: float = 600.0


class Progress(Frozen):
    """How far an exploration is: states looked at and a second, states that wait, seconds since all began."""

    profile: str
    of: str
    states: int
    rate: int
    remaining: int
    elapsed: float


Heard = Callable[[Progress], bool]
"""Is told now and then how far things are; whether to go on."""


class Inquiries:
    """The explorations, made when first asked for."""

    def __init__(self, machine: Machine, claims: Iterable[Claim], limits: Limits, heard: Heard) -> None:
        self._machine = machine
        self._limits = limits
        self._heard = heard
        self._began = monotonic()
        self.interrupted = False
        self._claims = tuple(claims)
        self._grounds: dict[str, Ground] = {}
        self.made: dict[tuple[str, tuple[Target, ...], bool], Inquiry] = {}
        self.stopped = ""
        self._over = ""

    def ground(self, profile: str) -> Ground:
        """What is known of a man's story without playing it."""
        if profile not in self._grounds:
            self._grounds[profile] = Ground(self._machine, profile)
        return self._grounds[profile]

    def of(self, profile: str, claim: Claim, targets: tuple[Target, ...]) -> Inquiry:
        """The exploration that tells of `targets` of `claim`; the search is over when this returns."""
        tests = tuple(each for each in targets if each.kind == "test")
        together = self._together(profile)
        if not tests:
            share = 2 if together else 1
            return self._made(profile, "endings and scenes", self._flowing(profile), self._about(profile), share=share)
        if claim.says == ALWAYS_CAN:
            return self._made(profile, tests[0].name, targets, [claim], at_stops=tests)
        if len(together) > 1:
            found = self._made(profile, "conditions together", together, self._about(profile), share=3)
            if self._tells(found, targets):
                return found
        return self._made(profile, tests[0].name, targets, [claim])

    @staticmethod
    def _tells(inquiry: Inquiry, targets: tuple[Target, ...]) -> bool:
        """Whether there is nothing more to find out about the targets."""
        graph, bit = inquiry.graph, inquiry.watching.bits[targets[0]]
        return graph.complete or bit in graph.first or bit in graph.plays

    def _made(
        self,
        profile: str,
        name: str,
        targets: tuple[Target, ...],
        claims: list[Claim],
        *,
        at_stops: tuple[Target, ...] = (),
        share: int = 1,
    ) -> Inquiry:
        """The exploration with these targets; it may take one part in `share` of the time that is left."""
        key = (profile, targets, bool(at_stops))
        if key not in self.made:
            until = monotonic() + (self._began + self._limits.seconds - monotonic()) / share
            inquiry = self.made[key] = Inquiry(
                self.ground(profile), name, targets, at_stops, lambda: monotonic() < until
            )
            only_reach = all(each.says == REACH for each in claims)
            enough = sum(inquiry.watching.bits.values()) if only_reach else 0
            inquiry.go(self._more(inquiry, enough, until))
            if not inquiry.graph.complete and not self.interrupted:
                self._played(inquiry, claims, targets, until)
        return self.made[key]

    def _played(self, inquiry: Inquiry, claims: list[Claim], targets: tuple[Target, ...], until: float) -> None:
        """Plays for what the search has not met, where one would settle something, for a tenth of its time."""
        if all(each.says == ALWAYS_CAN for each in claims):
            return
        over = max(until, monotonic()) + max(_PLAYING, self._limits.seconds / 20)
        inquiry.play(sum(inquiry.watching.bits[each] for each in targets), lambda: monotonic() < over)

    def _together(self, profile: str) -> tuple[Target, ...]:
        """The conditions of all claims about this man, but for those that must hold where one stands."""
        claims = [each for each in self._about(profile) if each.says != ALWAYS_CAN]
        return tuple(dict.fromkeys(each for claim in claims for each in claim.targets if each.kind == "test"))

    def _about(self, profile: str) -> list[Claim]:
        return [each for each in self._claims if not each.profiles or profile in each.profiles]

    def _flowing(self, profile: str) -> tuple[Target, ...]:
        """All endings, scenes and other things that claims about this man name."""
        named = [target for claim in self._about(profile) for target in claim.targets]
        kinds = dict.fromkeys(each.kind for each in named if each.name == EVERY)
        all_ = [Target(kind, name) for kind in kinds for name in every(self._machine.program, kind)]
        whole = [each for each in named if each.kind == "ending" or each.name != EVERY]
        return tuple(dict.fromkeys([*(each for each in whole if each.kind != "test"), *all_]))

    def _more(self, inquiry: Inquiry, enough: int, until: float) -> Callable[[], bool]:
        """Whether to go on, asked before each state: looks at the limits now and then.

        When all bits of `enough` were hit there is no more to find out.
        """
        graph, search, looked = inquiry.graph, inquiry.search, 0
        began = monotonic()

        def more() -> bool:
            nonlocal looked
            looked += 1
            if looked > self._limits.states:
                self.stopped = self.stopped or f"{self._limits.states:,} states had been looked at"
                return False
            if looked % _LOOK_EVERY != 1:
                return True
            if enough and sum(graph.first) & enough == enough:
                return False
            now = monotonic()
            rate = int(looked / max(now - began, 0.001))
            told = Progress(inquiry.ground.man.id, inquiry.name, looked, rate, search.frontier + 1, now - self._began)
            if not self._heard(told):
                self._over = self.stopped = INTERRUPTED
                self.interrupted = True
            elif now - self._began > self._limits.seconds:
                self._over = self.stopped = TIME_OVER
            return not self._over and now < until

        return more
