"""All claims of a story looked into: each proved, refuted by a play, or not settled.

In: a machine without text, limits, somebody to tell how far things are. Out: a `Report`. Opens no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import monotonic

from engine.machine import Machine
from engine.program import Claim, Program, Target
from engine.program.claims import ALWAYS_CAN, EVERY, NEVER, REACH
from engine.workbench.exploring import judging
from engine.workbench.exploring.asking import INTERRUPTED, TIME_OVER, Heard, Inquiries, Limits, Progress
from engine.workbench.exploring.judging import Judged
from engine.workbench.exploring.lives import Ground, Inquiry
from engine.workbench.exploring.report import OPEN, PROVED, REFUTED, Explored, FoundFault, Play, Report, Verdict
from engine.workbench.exploring.watching import every


def explore(
    machine: Machine,
    limits: Limits,
    heard: Heard,
    claims: Iterable[Claim] | None = None,
    men: Sequence[str] | None = None,
) -> Report:
    """Look into `claims`, all of the story's unless some are given, of `men`, all unless some are given.

    The machine must be one without text. Each man may take his part of the time that those before him left.
    """
    program = machine.program
    wanted = program.claims if claims is None else tuple(claims)
    order = in_order(machine, wanted, men)
    over = monotonic() + limits.seconds
    parts: dict[str, Report] = {}
    for at, man in enumerate(order):
        seconds = max(over - monotonic(), 0.0) / (len(order) - at)
        parts[man] = of_man(machine, man, wanted, limits.replace(seconds=seconds), heard)
        if parts[man].stopped == INTERRUPTED:
            heard = _no_more
    return together(program, wanted, parts, limits, men)


def in_order(machine: Machine, claims: Sequence[Claim], men: Sequence[str] | None = None) -> tuple[str, ...]:
    """The men whom `claims` are about, those of fewest points first: what they leave of their time is others'."""
    named = [each.id for each in machine.program.profiles if men is None or each.id in men]
    about = [each for each in named if any(not claim.profiles or each in claim.profiles for claim in claims)]
    if len(about) == 1:
        return tuple(about)
    return tuple(sorted(about, key=lambda each: (len(Ground(machine, each).points.all), named.index(each))))


def of_man(machine: Machine, man: str, claims: Sequence[Claim], limits: Limits, heard: Heard) -> Report:
    """What is found of one man: a verdict for each claim about him and each thing it names."""
    about = tuple(each for each in claims if not each.profiles or man in each.profiles)
    inquiries = Inquiries(machine, about, limits, heard)
    verdicts = tuple(verdict for claim in about for verdict in _Claimed(machine, claim, man, inquiries).verdicts())
    made = inquiries.made.values()
    program = machine.program
    explored, faults = tuple(map(_explored, made)), tuple(_faults(made))
    return Report(program.id, program.title, verdicts, explored, faults, inquiries.stopped)


def together(
    program: Program,
    claims: Sequence[Claim],
    parts: Mapping[str, Report],
    limits: Limits,
    men: Sequence[str] | None = None,
) -> Report:
    """One report of those of single men, in the order of claims and men, whichever was made first."""
    whom = [each.id for each in program.profiles if each.id in parts]
    found = {(each.claim, each.of, each.profile): each for man in whom for each in parts[man].verdicts}
    verdicts: list[Verdict] = []
    for claim in claims:
        for of in dict.fromkeys(of for named, of, _ in found if named == claim.id):
            of_men = [found[claim.id, of, man] for man in whom if (claim.id, of, man) in found]
            verdicts += [_of_any(of_men, men)] if claim.says == REACH and not claim.profiles else of_men
    reasons = [parts[man].stopped for man in whom if parts[man].stopped]
    stopped = min(reasons, key=lambda each: each != INTERRUPTED, default="")
    faults: dict[tuple[str, str], FoundFault] = {}
    for man in whom:
        for fault in parts[man].faults:
            faults.setdefault((fault.code, fault.statement), fault)
    explored = tuple(each for man in whom for each in parts[man].explored)
    if stopped == TIME_OVER:
        stopped = f"{limits.seconds / 60:g} minutes were over"
    return Report(program.id, program.title, tuple(verdicts), explored, tuple(faults.values()), stopped)


def _of_any(found: Sequence[Verdict], men: Sequence[str] | None) -> Verdict:
    """Whether some man can. Where not all men were looked at, none of them is no answer."""
    proved = next((each for each in found if each.verdict == PROVED), None)
    if proved is not None:
        return proved
    refuted = men is None and all(each.verdict == REFUTED for each in found)
    how = "flow" if all(each.how == "flow" for each in found) else "explored"
    states, remaining = sum(each.states for each in found), sum(each.remaining for each in found)
    why = "" if men is None else f"Only {', '.join(men)} was looked at."
    verdict = REFUTED if refuted else OPEN
    return found[0].replace(profile="", verdict=verdict, how=how, states=states, remaining=remaining, why=why)


def _no_more(_: Progress) -> bool:
    return False


class _Claimed:
    """One claim looked into for one man."""

    def __init__(self, machine: Machine, claim: Claim, man: str, inquiries: Inquiries) -> None:
        self._machine = machine
        self._claim = claim
        self._inquiries = inquiries
        self._man = man

    def verdicts(self) -> Iterator[Verdict]:
        claim = self._claim
        if claim.says == ALWAYS_CAN:
            yield self._of(self._man, claim.targets)
            return
        for target in self._single():
            yield self._of(self._man, (target,))

    def _single(self) -> Iterator[Target]:
        """The targets one by one: of every thing of a kind each."""
        for target in self._claim.targets:
            if target.name == EVERY:
                yield from (Target(target.kind, each) for each in every(self._machine.program, target.kind))
            else:
                yield target

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
            how="explored" if judged.played is None else "played",
            states=graph.looked_at,
            remaining=graph.states - graph.looked_at,
            why="Not every answer to a question was tried." if judged.verdict == OPEN and graph.partial else "",
            play=self._shown(inquiry, judged, targets),
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

    def _shown(self, inquiry: Inquiry, judged: Judged, targets: tuple[Target, ...]) -> Play | None:
        """The play that shows it, if one does; that it does is made sure of."""
        deeds = judged.played if judged.found is None else inquiry.graph.path(judged.found)
        if deeds is None:
            return None
        shown = inquiry.shown(deeds)
        watching, ground = inquiry.watching, inquiry.ground
        hit = watching.hit(shown.last, shown.run.cells)
        if len(deeds) == 1:
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
