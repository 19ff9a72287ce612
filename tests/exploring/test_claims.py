"""How claims are read: what they name, whom they are about, and what is wrong with one."""

import pytest

from engine.machine import Machine
from engine.program import Target
from engine.program.codec import decode, encode
from engine.program.model import Program
from engine.workbench.exploring import PROVED, REFUTED, Limits, explore
from tests.project.test_authoring import BLOCKS
from tests.stories import ROOT, codes_of, files_of, program_of, story

HEAD = "claims:\n  sure: {%s}\nprofiles: {ada: {name: Ada, start: a}}\ntags: {far: Far.}\n"


def claimed(claim):
    return program_of(story("Rain.", head=HEAD % claim)).claims


def test_a_claim_names_endings_scenes_tags_and_conditions():
    [claim] = claimed("never: ['ending:*', 'scene:a', 'tag: far', 'turns > 3'], as: ada")
    assert (claim.id, claim.says, claim.profiles, claim.line) == ("sure", "never", ("ada",), 5)
    assert claim.targets[:3] == (Target("ending", "*"), Target("scene", "a"), Target("tag", "far"))
    assert (claim.targets[3].kind, claim.targets[3].name) == ("test", "turns > 3")


def test_what_a_claim_asks_for_is_counted():
    text = story("choices: [{choose: On, id: on}]", head="claims: {sure: {reach: seen(a.on)}}\n")
    assert "a.on" in program_of(text).counters


def test_a_claim_that_is_wrong_is_told_with_its_place():
    def codes(claim):
        return codes_of(story("Rain.", head=HEAD % claim))

    assert "CLM001" in codes("as: ada")
    assert "CLM002" in codes("never: 'scene:b'")
    assert "REF014" in codes("never: 'scene:a', as: bob")
    assert "EXP" in codes("never: '1 +'")[0]
    assert "KEY001" in codes("forever: 'scene:a'")


def test_claims_survive_their_encoding():
    program = program_of(story("Rain.", head=HEAD % "never: ['ending:*', 'turns > 3']"))
    assert decode(Program, encode(program)).claims == program.claims


def test_the_claims_of_the_manual_are_proved():
    text = next(text for kind, text in BLOCKS if kind == "story" and "\nclaims:" in text)
    report = explore(Machine(program_of(text), with_text=False), Limits(), lambda _: True)
    assert {each.verdict for each in report.verdicts} == {PROVED}
    assert report.faults == ()


def test_the_claims_of_the_night_ferry_are_proved():
    program = program_of(files_of(ROOT / "story" / "night-ferry"))
    report = explore(Machine(program, with_text=False), Limits(), lambda _: True)
    assert {each.verdict for each in report.verdicts} == {PROVED}
    assert report.faults == ()


@pytest.mark.proof
def test_the_claims_of_border_formalities_are_settled_and_none_is_refuted():
    program = program_of(files_of(ROOT / "story" / "border-formalities"))
    report = explore(Machine(program, with_text=False), Limits(), lambda _: True)
    found = [each.verdict for each in report.verdicts]
    assert REFUTED not in found
    assert found.count(PROVED) >= 0.9 * len(found)
    assert report.faults == ()
