"""Which explorations the claims of a story need, each made once, within the limits.

In: a machine without text, limits, somebody to tell. Out: inquiries by man and conditions. Endings and scenes of all
claims share one exploration a man; each condition has one of its own, for what it reads must be told apart everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Claim, Target
from engine.program.claims import ALWAYS_CAN, EVERY, REACH
from engine.workbench.exploring.lives import Ground, Inquiry

_LOOK_EVERY = 256
"""States between two looks at the clock."""


class Limits(Frozen):
    """`states` each exploration may look at (about a kilobyte each), `seconds` for all together."""

    states: int = 2_000_000
    seconds: float = 600.0


class Progress(Frozen):
    """How far an exploration is: states looked at and a second, states that wait, seconds since all began."""

    profile: str
    condition: str
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
        self._claims = tuple(claims)
        self._grounds: dict[str, Ground] = {}
        self.made: dict[tuple[str, tuple[Target, ...], bool], Inquiry] = {}
        self.stopped = ""

    def ground(self, profile: str) -> Ground:
        """What is known of a man's story without playing it."""
        if profile not in self._grounds:
            self._grounds[profile] = Ground(self._machine, profile)
        return self._grounds[profile]

    def of(self, profile: str, claim: Claim, targets: tuple[Target, ...]) -> Inquiry:
        """The exploration that tells of `targets` of `claim`; the search is over when this returns."""
        tests = tuple(each for each in targets if each.kind == "test")
        at_stops = bool(tests) and claim.says == ALWAYS_CAN
        key = (profile, tests, at_stops)
        if key not in self.made:
            wanted = targets if tests else self._flowing(profile)
            inquiry = self.made[key] = Inquiry(self.ground(profile), wanted, tests if at_stops else ())
            only_reach = 0
            if all(each.says == REACH for each in ((claim,) if tests else self._about(profile))):
                only_reach = sum(inquiry.watching.bits.values())
            inquiry.go(self._more(inquiry, only_reach))
        return self.made[key]

    def _about(self, profile: str) -> list[Claim]:
        return [each for each in self._claims if not each.profiles or profile in each.profiles]

    def _flowing(self, profile: str) -> tuple[Target, ...]:
        """All endings and scenes that claims about this man name."""
        named = [each for claim in self._about(profile) for target in claim.targets for each in (target,)]
        endings = self._machine.program.endings if any(each.name == EVERY for each in named) else ()
        every = [Target("ending", each.id) for each in endings]
        return tuple(dict.fromkeys([*(each for each in named if each.kind != "test"), *every]))

    def _more(self, inquiry: Inquiry, only_reach: int) -> Callable[[], bool]:
        """Whether to go on, asked before each state: looks at the limits now and then."""
        graph, search, looked = inquiry.graph, inquiry.search, 0
        condition = next((each.name for each in inquiry.targets if each.kind == "test"), "")
        began = monotonic()

        def more() -> bool:
            nonlocal looked
            looked += 1
            if looked > self._limits.states:
                self.stopped = self.stopped or f"{self._limits.states:,} states were looked at"
                return False
            if looked % _LOOK_EVERY == 1:
                if only_reach and sum(graph.first) & only_reach == only_reach:
                    return False
                now = monotonic()
                rate = int(looked / max(now - began, 0.001))
                told = Progress(
                    inquiry.ground.man.id, condition, looked, rate, search.frontier + 1, now - self._began
                )
                if not self._heard(told):
                    self.stopped = "it was interrupted"
                elif now - self._began > self._limits.seconds:
                    self.stopped = self.stopped or f"{self._limits.seconds / 60:g} minutes were over"
                return not self.stopped or "states" in self.stopped
            return True

        return more
