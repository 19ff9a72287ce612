"""What exploration says of a story is what plain enumeration of all its states says, and every play it gives is one."""

import pytest

from engine.compiler import compile_story
from engine.machine import Machine
from engine.program import Target
from engine.workbench.exploring import PROVED, REFUTED, Limits, explore
from engine.workbench.exploring.watching import scenes_of
from tests.exploring.finite import story
from tests.exploring.naive import Plain, TooMany

MOST = 5_000


def heard(_):
    """Go on."""
    return True


def hits_of(program, target):
    """What plain enumeration calls the hits of a target."""
    match target.kind:
        case "ending":
            names = [each.id for each in program.endings if target.name in ("*", each.id)]
            return {("ending", name) for name in names}
        case "test":
            return {("test", target.name)}
        case _:
            return {("scene", each) for each in scenes_of(program, target)}


def plainly(program, plains, verdict):
    """The verdict and the length of the shortest play that shows it, by plain enumeration."""
    claim = next(each for each in program.claims if each.id == verdict.claim)
    targets = [each for each in claim.targets if spoken(each) == verdict.of]
    if verdict.says == "always can":
        targets = claim.targets
    targets = targets or [Target("ending", verdict.of.partition(":")[2])]
    hits = set().union(*(hits_of(program, each) for each in targets))
    lengths = []
    for profile in [verdict.profile] if verdict.profile else list(plains):
        if verdict.says == "always can":
            lengths.append(plains[profile].always_can(hits))
        else:
            lengths += [plains[profile].shortest(hit) for hit in hits]
    found = min((each for each in lengths if each is not None), default=None)
    shown = found is not None
    return (PROVED if shown == (verdict.says == "reach") else REFUTED), found


def spoken(target):
    return target.name if target.kind == "test" else f"{target.kind}:{target.name}"


def replays(program, verdict):
    """The play of a verdict, played by the machine as anybody plays: with its outcomes forced."""
    turns = verdict.play.turns
    forced = {(stream, count): outcome for turn in turns for stream, count, outcome in turn.drawn}
    run = Machine(program).begin(0, verdict.play.profile, forced=forced)
    for turn in turns[1:]:
        if turn.typed is None:
            run.choose(turn.choice)
        else:
            run.answer(turn.choice, turn.typed)
    return run


def compared(number):
    """Compare every verdict on one story; whether it was small enough, and how many verdicts there were."""
    program = compile_story({"story.yaml": story(number).encode()}).program
    assert program is not None, number
    try:
        plains = {each.id: Plain(program, each.id, MOST) for each in program.profiles}
    except TooMany:
        return 0
    report = explore(Machine(program, with_text=False), Limits(), heard)
    assert not report.stopped
    for verdict in report.verdicts:
        expected, length = plainly(program, plains, verdict)
        assert verdict.verdict == expected, (number, verdict.replace(play=None), expected)
        assert verdict.states <= sum(len(each.ways) for each in plains.values())
        if verdict.play is not None:
            replays(program, verdict)
            if verdict.profile or verdict.says == "reach":
                own = plains[verdict.play.profile]
                assert len(verdict.play.turns) - 1 >= length, number
                assert len(verdict.play.turns) - 1 == own_length(program, own, verdict), (number, verdict)
    assert {(each.code, each.statement) for each in report.faults} <= set().union(
        *(each.faults for each in plains.values())
    )
    return len(report.verdicts)


def own_length(program, plain, verdict):
    return plainly(program, {plain.man.id: plain}, verdict.replace(profile=plain.man.id))[1]


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_every_verdict_is_that_of_plain_enumeration(first):
    assert sum(compared(number) > 0 for number in range(first, first + 10)) > 0


@pytest.mark.proof
def test_every_verdict_on_two_hundred_stories_is_that_of_plain_enumeration():
    assert sum(compared(number) > 0 for number in range(1_000, 1_240)) >= 200
