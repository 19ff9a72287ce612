"""All claims of a story looked into: each proved, refuted by a play, or not settled.

In: a machine without text, limits, somebody to tell how far things are. Out: a `Report`. Opens no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.machine import Machine
from engine.program import Claim, Target
from engine.program.claims import ALWAYS_CAN, EVERY, NEVER, REACH
from engine.workbench.exploring import judging
from engine.workbench.exploring.asking import Heard, Inquiries, Limits
from engine.workbench.exploring.judging import Judged
from engine.workbench.exploring.lives import Inquiry
from engine.workbench.exploring.report import OPEN, PROVED, REFUTED, Explored, FoundFault, Play, Report, Verdict
from engine.workbench.exploring.search import Found
from engine.workbench.exploring.watching import every


def explore(machine: Machine, limits: Limits, heard: Heard, claims: Iterable[Claim] | None = None) -> Report:
    """Look into `claims`, all of the story's unless some are given. The machine must be one without text."""
    program = machine.program
    wanted = program.claims if claims is None else tuple(claims)
    inquiries = Inquiries(machine, wanted, limits, heard)
    verdicts = tuple(verdict for claim in wanted for verdict in _Claimed(machine, claim, inquiries).verdicts())
    made = inquiries.made.values()
    faults = tuple(_faults(made))
    return Report(program.id, program.title, verdicts, tuple(map(_explored, made)), faults, inquiries.stopped)


class _Claimed:
    """One claim looked into."""

    def __init__(self, machine: Machine, claim: Claim, inquiries: Inquiries) -> None:
        self._machine = machine
        self._claim = claim
        self._inquiries = inquiries
        self._whom = claim.profiles or tuple(each.id for each in machine.program.profiles)

    def verdicts(self) -> Iterator[Verdict]:
        claim = self._claim
        if claim.says == ALWAYS_CAN:
            for profile in self._whom:
                yield self._of(profile, claim.targets)
            return
        for target in self._single():
            if claim.says == REACH and not claim.profiles:
                yield self._of_any(target)
            else:
                yield from (self._of(profile, (target,)) for profile in self._whom)

    def _single(self) -> Iterator[Target]:
        """The targets one by one: of every thing of a kind each."""
        for target in self._claim.targets:
            if target.name == EVERY:
                yield from (Target(target.kind, each) for each in every(self._machine.program, target.kind))
            else:
                yield target

    def _of_any(self, target: Target) -> Verdict:
        """Whether some man can; those who cannot by the steps alone are not even looked at."""
        found = [self._of(profile, (target,)) for profile in self._whom]
        proved = next((each for each in found if each.verdict == PROVED), None)
        if proved is not None:
            return proved
        verdict = REFUTED if all(each.verdict == REFUTED for each in found) else OPEN
        how = "flow" if all(each.how == "flow" for each in found) else "explored"
        states, remaining = sum(each.states for each in found), sum(each.remaining for each in found)
        return found[0].replace(profile="", verdict=verdict, how=how, states=states, remaining=remaining)

    def _of(self, profile: str, targets: tuple[Target, ...]) -> Verdict:
        claim = self._claim
        of = ", ".join(each.name if each.kind == "test" else f"{each.kind}:{each.name}" for each in targets)
        blank = Verdict(claim.id, claim.says, of, profile, OPEN, "flow", 0)
        ground = self._inquiries.ground(profile)
        if claim.says != ALWAYS_CAN and ground.out_of_reach(targets[0]):
            return blank.replace(verdict=PROVED if claim.says == NEVER else REFUTED)
        inquiry = self._inquiries.of(profile, claim, targets)
        judged = self._judged(inquiry, targets)
        graph = inquiry.graph
        return blank.replace(
            verdict=judged.verdict,
            how="explored",
            states=graph.looked_at,
            remaining=graph.states - graph.looked_at,
            why="Not every answer to a question was tried." if judged.verdict == OPEN and graph.partial else "",
            play=None if judged.found is None else self._shown(inquiry, judged.found, targets),
        )

    def _judged(self, inquiry: Inquiry, targets: tuple[Target, ...]) -> Judged:
        bits = inquiry.watching.bits
        match self._claim.says:
            case says if says == REACH:
                return judging.reach(inquiry.graph, bits[targets[0]])
            case says if says == NEVER:
                return judging.never(inquiry.graph, bits[targets[0]])
            case _:
                return judging.always_can(inquiry.graph, sum(bits[each] for each in targets))

    def _shown(self, inquiry: Inquiry, found: Found, targets: tuple[Target, ...]) -> Play:
        """The play that shows it; that it does is made sure of."""
        shown = inquiry.shown(inquiry.graph.path(found))
        watching, ground = inquiry.watching, inquiry.ground
        hit = watching.hit(shown.last, shown.run.cells)
        if found.state == 0:
            hit |= watching.first(ground.machine.first_cells(ground.man))
        if self._claim.says != ALWAYS_CAN and not hit & watching.bits[targets[0]]:
            raise AssertionError(f"the play for {self._claim.id} does not show it")
        return shown.play


def _explored(inquiry: Inquiry) -> Explored:
    graph = inquiry.graph
    return Explored(
        inquiry.ground.man.id,
        inquiry.name,
        graph.looked_at,
        len(graph.leads),
        graph.states - graph.looked_at,
        inquiry.prepared,
        inquiry.seconds,
        graph.complete,
    )


def _faults(made: Iterable[Inquiry]) -> Iterator[FoundFault]:
    """The faults that a play shows: a state stands for others, so each is played before it is told."""
    told: set[tuple[str, str]] = set()
    for inquiry in made:
        for (code, statement), found in inquiry.graph.faults.items():
            for each in found:
                if (code, statement) in told:
                    break
                shown = inquiry.shown(inquiry.graph.path(each))
                would_be = next((row[2] for row in shown.last.faults if row[:2] == (code, statement)), None)
                if would_be is not None:
                    told.add((code, statement))
                    yield FoundFault(code, statement, would_be, shown.play)
