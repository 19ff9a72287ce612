"""Bair's evening keeps the rules that a command can check: its budgets, its days, its papers and its roads."""

import re
import statistics
from collections import Counter
from functools import cache

import pytest

from engine.compiler.values import moment
from engine.expr import render
from engine.machine import Change, Machine
from engine.machine.scope import CellScope
from engine.workbench import Wandering, wander
from tests.story.test_border_formalities import (
    endings_of,
    program,
    prose,
    scenes_of,
    words_of,
)

PLAYS = 400
OF_BAIR = (
    *("boiler", "gym", "fence", "selenga", "titan", "tarbagatai", "bair_calls"),
    *("kyakhta_post", "petropavl_control"),
)
ENDS_OF_BAIR = set(endings_of("bair/8-endings.yaml"))
ONLY_IN_CLASS = {
    *("boiler.pump.has_he_come_out_yet", "gym.call.theyll_have_to_undress_says_2"),
    *("titan.thirtieth.bottles_you_say_one_between", "fence.parade.tsyrenov_second_train_says_the"),
}
NOT_HIS: set[str] = set()
"""Passages of the folder that are written for another man."""


@cache
def plays(profile: str) -> tuple[Wandering, ...]:
    return tuple(wander(Machine(program()), profile, range(PLAYS)))


@cache
def refusals() -> dict[str, list[tuple[int, frozenset[str]]]]:
    """For each rule that refused him: the hours at which it did, and the choices made before."""
    found: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for play in plays("bair"):
        for number, change in enumerate(play.changes):
            for passage, _, clock in change.said:
                if passage.split(".")[0] in ("kyakhta_post", "petropavl_control"):
                    found.setdefault(passage, []).append((clock, frozenset(play.choices[:number])))
    return found


def said(change: Change) -> int:
    return sum(len(text.split()) for _, text, _ in change.said)


def at(text: str) -> int:
    found = moment(f"2022-09-{text}", "Europe/Moscow")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("profile", "words", "choices"),
    [("bair", (4_300, 4_700), (40, 50)), ("bair_lesson", (2_350, 2_600), (18, 22))],
)
def test_a_median_path_keeps_to_its_budget(profile: str, words: tuple[int, int], choices: tuple[int, int]) -> None:
    assert words[0] <= statistics.median(words_of(play) for play in plays(profile)) <= words[1]
    assert choices[0] <= statistics.median(len(play.choices) for play in plays(profile)) <= choices[1]


@pytest.mark.parametrize("profile", ["bair", "bair_lesson"])
def test_between_two_choices_stand_a_hundred_words_and_never_three_hundred_and_fifty(profile: str) -> None:
    gaps = sorted(said(change) for play in plays(profile) for change in play.changes)
    assert 90 <= statistics.median(gaps) <= 130
    assert gaps[len(gaps) * 9 // 10] <= 220
    assert gaps[-1] <= 350


@pytest.mark.parametrize("profile", ["bair", "bair_lesson"])
def test_no_play_comes_to_a_fault_or_to_no_end_and_no_hour_runs_backwards(profile: str) -> None:
    for play in plays(profile):
        assert not any(change.faults for change in play.changes), play.seed
        assert play.ending, play.seed
        hours = [clock for change in play.changes for _, _, clock in change.said]
        assert hours == sorted(hours), play.seed


def test_he_comes_to_eight_endings_and_to_none_in_more_than_45_of_100_plays() -> None:
    ends = Counter(play.ending for play in plays("bair"))
    assert set(ends) == ENDS_OF_BAIR
    assert max(ends.values()) <= 0.45 * PLAYS


def test_the_class_cut_has_no_front_and_no_cellar() -> None:
    ends = Counter(play.ending for play in plays("bair_lesson"))
    assert set(ends) == ENDS_OF_BAIR - {"starobilsk", "rubizhne"}
    assert max(ends.values()) <= 0.45 * PLAYS
    cited = {fact for play in plays("bair_lesson") for each in scenes_of(play) for fact in program().scenes[each].facts}
    assert not cited & {"F051", "F064"}
    assert not any(each.startswith(("fence.starobilsk", "fence.front")) for each in _passages("bair_lesson"))


def _passages(profile: str) -> set[str]:
    return {passage for play in plays(profile) for change in play.changes for passage, _, _ in change.said}


def test_every_passage_of_his_is_come_to() -> None:
    mine = {each for each, _ in prose() if each.split(".")[0] in OF_BAIR and "." in each}
    reached = _passages("bair") | _passages("bair_lesson")
    for play in wander(Machine(program()), "bair", range(PLAYS, 3_000)):
        if mine - reached <= NOT_HIS:
            break
        reached |= {passage for change in play.changes for passage, _, _ in change.said}
    assert mine - reached == NOT_HIS
    assert _passages("bair_lesson") >= ONLY_IN_CLASS


@pytest.mark.parametrize("profile", ["bair", "bair_lesson"])
def test_every_path_has_three_ukraine_moments_two_days_and_his_february_once(profile: str) -> None:
    for play in plays(profile):
        tags = Counter(tag for scene in dict.fromkeys(scenes_of(play)) for tag in program().scenes[scene].tags)
        assert tags["ukraine"] >= 3, play.seed
        assert tags["february"] == tags["thirtieth"] == tags["tenth"] == 1, play.seed


@pytest.mark.parametrize("profile", ["bair", "bair_lesson"])
def test_the_form_is_filled_at_most_five_times_and_each_time_differently(profile: str) -> None:
    for play in plays(profile):
        forms = [text for change in play.changes for _, text, _ in change.said if "Signature" in text]
        assert len(forms) + 1 <= 5, play.seed
        assert len(set(forms)) == len(forms), play.seed


def test_mongolia_refuses_him_for_the_passport_of_2020_and_nothing_else() -> None:
    at_the_shelf = [play for play in plays("bair") if "selenga.window" in scenes_of(play)]
    assert len(refusals()["kyakhta_post.K1"]) == len(at_the_shelf) > 0
    assert {play.ending for play in at_the_shelf} == {"chita", "kyakhta", "tarbagatai"}


def test_the_list_refuses_him_from_the_night_of_the_24th_and_the_certificate_from_the_26th() -> None:
    found = refusals()
    assert min(clock for clock, _ in found["petropavl_control.P2"]) >= at("24 20:00")
    assert min(clock for clock, _ in found["petropavl_control.P3"]) >= at("26 00:00")
    passed = [clock for passage, rows in found.items() if "nothing_she_says" in passage for clock, _ in rows]
    assert min(passed) < at("24 20:00")


def test_whoever_passes_after_the_24th_had_done_something_for_dulma() -> None:
    rows = [row for passage, rows in refusals().items() if "nothing_she_says" in passage for row in rows]
    helped = {
        "boiler.two_oclock.ask",
        "boiler.sheet.night",
        "boiler.knock.file",
        "boiler.stair.tea",
        "boiler.stair.door",
    }
    late = [choices for clock, choices in rows if clock >= at("24 20:00")]
    assert late
    assert all(len(choices & helped) >= 2 for choices in late)


def test_no_choice_settles_an_ending_for_more_than_half_of_the_plays() -> None:
    offered = Counter[str]()
    after: dict[str, set[str | None]] = {}
    for play in plays("bair"):
        offered.update({choice for change in play.changes for choice, open_, *_ in change.offers if open_})
        for choice in play.choices:
            after.setdefault(choice, set()).add(play.ending)
    settling = {choice for choice, ends in after.items() if len(ends) == 1}
    assert {choice: offered[choice] for choice in settling if offered[choice] * 2 >= PLAYS} == {}


def test_the_endings_have_120_to_180_words() -> None:
    machine = Machine(program())
    texts = {each.id: each.text for each in program().endings}
    for profile in ("bair", "bair_lesson"):
        for play in plays(profile):
            cells = machine.first_cells(machine.profile(profile))
            for change in play.changes:
                change.redo(cells)
            assert play.ending is not None
            words = len(render(texts[play.ending], CellScope(program(), machine.layout, cells)).split())
            assert 115 <= words <= 180, (play.ending, play.seed, words)


def test_what_is_never_written_of_buryats_is_not_written() -> None:
    never = re.compile(r"\b(steppe|shaman\w*|Genghis|yurt\w*|slit|nomad\w*|horde\w*|stoic\w*)\b", re.IGNORECASE)
    his = [(each, text) for each, text in prose() if each.split(".")[0] in OF_BAIR or each in ENDS_OF_BAIR]
    assert [each for each, text in his if never.search(text)] == []


def test_the_facts_of_the_digest_that_are_his_are_met_in_play() -> None:
    cited = {fact for play in plays("bair") for each in scenes_of(play) for fact in program().scenes[each].facts}
    assert cited >= {"F003", "F004", "F005", "F007", "F008", "F010", "F011", "F012", "F013", "F014"}
