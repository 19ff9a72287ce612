"""Denis's evening keeps what a command can check of it: its length, its days, his papers and gates, his endings."""

import math
import statistics
from collections import Counter
from functools import cache

import pytest
import yaml

from engine.compiler.values import moment
from engine.expr import render
from engine.machine import Machine
from engine.machine.codebook import scene_of
from engine.machine.scope import CellScope
from engine.program import Say
from engine.workbench import Wandering, wander, world_report
from tests.story.test_border_formalities import FOLDER, PLAYS, endings_of, literal, plays, program, scenes_of

FULL, CUT = "denis", "denis_lesson"
HIS = {path.stem.split("-", 1)[-1] for path in (FOLDER / "denis").glob("*.yaml")}
ENDINGS = set(endings_of("denis/endings.yaml"))


@cache
def many(profile: str) -> tuple[Wandering, ...]:
    """More plays than most tests need: the road to the army is taken by few."""
    return (*plays(profile), *wander(Machine(program()), profile, range(PLAYS, 2_000)))


def words(play: Wandering) -> int:
    """Words of a play, its ending included."""
    machine, said = Machine(program()), sum(len(text.split()) for change in play.changes for _, text, _ in change.said)
    cells = machine.first_cells(machine.profile(FULL))
    for change in play.changes:
        change.redo(cells)
    ending = next(each for each in program().endings if each.id == play.ending)
    return said + len(render(ending.text, CellScope(program(), machine.layout, cells)).split())


# -- how long --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("profile", "least", "most"), [(FULL, 4_300, 4_760), (CUT, 2_350, 2_640)])
def test_a_play_in_the_middle_has_the_words_it_should(profile: str, least: int, most: int) -> None:
    assert least <= statistics.median(words(play) for play in plays(profile)[:200]) <= most


@pytest.mark.parametrize(("profile", "least", "most"), [(FULL, 39, 50), (CUT, 18, 22)])
def test_a_play_in_the_middle_has_the_choices_it_should(profile: str, least: int, most: int) -> None:
    assert least <= statistics.median(len(play.choices) for play in plays(profile)) <= most


@pytest.mark.parametrize("profile", [FULL, CUT])
def test_between_two_choices_stand_few_words(profile: str) -> None:
    gaps = sorted(
        sum(len(text.split()) for _, text, _ in change.said) for play in plays(profile) for change in play.changes
    )
    assert statistics.median(gaps) <= 130
    assert gaps[int(len(gaps) * 0.9)] <= 220
    assert gaps[-1] <= 350


# -- where it leads --------------------------------------------------------------------------------------------------


def test_he_comes_to_all_his_endings_and_to_none_of_another_man() -> None:
    assert {play.ending for play in many(FULL)} == ENDINGS


def test_no_ending_takes_more_than_forty_five_in_a_hundred_and_they_are_well_spread() -> None:
    ends = Counter(play.ending for play in plays(FULL))
    assert max(ends.values()) <= 0.45 * PLAYS
    spread = -sum(count / PLAYS * math.log(count / PLAYS) for count in ends.values())
    assert spread >= 0.75 * math.log(len(ENDINGS))


def test_the_class_sees_no_front() -> None:
    ends = {play.ending for play in many(CUT)}
    assert "novoaidar" not in ends
    assert "totskoye" in ends
    assert not any(scene in {"camp.house", "camp.far_ten"} for play in many(CUT) for scene in scenes_of(play))


def test_a_choice_that_settles_his_ending_is_open_in_fewer_than_half_of_all_plays() -> None:
    offered = Counter[str]()
    after: dict[str, set[str | None]] = {}
    for play in plays(FULL):
        offered.update({choice for change in play.changes for choice, open_, *_ in change.offers if open_})
        for choice in play.choices:
            after.setdefault(choice, set()).add(play.ending)
    settling = {choice for choice, endings in after.items() if len(endings) == 1}
    assert {choice for choice in settling if offered[choice] * 2 >= PLAYS} == set()


def test_all_his_passages_are_reached() -> None:
    mine = {
        step.id
        for scene in program().scenes.values()
        if scene.id.split(".")[0] in HIS
        for step in scene.steps
        if isinstance(step, Say) and step.words.parts
    }
    reached = {passage for play in many(FULL) for change in play.changes for passage, _, _ in change.said}
    for play in wander(Machine(program()), FULL, range(2_000, 6_000)):
        if mine <= reached:
            break
        reached |= {passage for change in play.changes for passage, _, _ in change.said}
    assert mine - reached == set()


# -- what every road holds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [FULL, CUT])
def test_every_road_of_his_has_the_days_the_ukraine_moments_and_february_once(profile: str) -> None:
    for play in many(profile):
        tags = Counter(tag for scene in dict.fromkeys(scenes_of(play)) for tag in program().scenes[scene].tags)
        assert tags["ukraine"] >= 3, play.seed
        assert tags["february"] == tags["thirtieth"] == tags["tenth"] == 1, play.seed


@pytest.mark.parametrize("profile", [FULL, CUT])
def test_every_third_passage_calls_him_by_a_name(profile: str) -> None:
    for play in plays(profile)[:100]:
        said = [text for change in play.changes for _, text, _ in change.said]
        named = sum("Denis" in text or "Lapin" in text for text in said)
        assert named * 3 >= len(said), play.seed


def test_nobody_passes_the_age_of_choice_without_two_women_who_decide_something() -> None:
    deciding = {"larisa": "supper.scanner", "katya": "supper.square", "ring": "hall.ring", "aigerim": "hall.blankets"}
    for play in plays(FULL):
        met = set(scenes_of(play))
        assert {"belt.passes", "belt.chemist"} <= met
        assert met & set(deciding.values()), play.seed


# -- papers and gates ------------------------------------------------------------------------------------------------


def test_upper_lars_refuses_him_for_want_of_a_foreign_passport_on_every_play_that_comes_there() -> None:
    came = [play for play in many(FULL) if "denis.window" in scenes_of(play)]
    assert came
    for play in came:
        rules = {
            passage for change in play.changes for passage, _, _ in change.said if passage.startswith("upper_lars.")
        }
        assert rules == {"upper_lars.L1"}, play.seed


def test_ozinki_refuses_by_a_list_before_the_twenty_ninth_and_by_the_tent_from_noon_of_it() -> None:
    noon = moment("2022-09-29 12:00", "Europe/Moscow")
    assert noon is not None
    found = Counter[str]()
    for play in many(FULL):
        for change in play.changes:
            for passage, _, clock in change.said:
                if passage in {"ozinki_post.Z2", "ozinki_post.Z3"}:
                    found[passage] += 1
                    assert (clock >= noon) == (passage == "ozinki_post.Z2"), play.seed
    assert set(found) == {"ozinki_post.Z2", "ozinki_post.Z3"}


def test_whoever_is_refused_by_the_list_at_ozinki_had_his_name_written_down_by_an_act_of_his() -> None:
    causes = {"supper.desk.both", "supper.scanner.back", "supper.scanner.read"}
    for play in many(FULL):
        said = {passage for change in play.changes for passage, _, _ in change.said}
        if "ozinki_post.Z3" in said:
            assert causes & set(play.choices), play.seed


def test_on_foot_at_mashtakovo_he_passes_on_the_first_night() -> None:
    for play in many(FULL):
        if "steppe.booth" in scenes_of(play):
            assert "hall.early" in scenes_of(play), play.seed


def test_who_has_signed_for_wednesday_is_not_given_the_key_to_the_dacha() -> None:
    signed = [play for play in many(FULL) if "supper.scanner.sign" in play.choices]
    assert signed
    assert not any("supper.kitchen.key" in play.choices for play in signed)


def test_nobody_hears_of_the_morning_of_the_tenth_before_nine_by_moscow() -> None:
    nine = moment("2022-10-10 09:00", "Europe/Moscow")
    assert nine is not None
    heard = 0
    for play in (*many(FULL), *many(CUT)):
        for change in play.changes:
            for passage, text, clock in change.said:
                if "tenth" in program().scenes[scene_of(passage)].tags and "Kyiv" in text:
                    heard += 1
                    assert clock >= nine, (play.seed, passage)
    assert heard


def test_the_map_of_a_day_shows_him_his_own_roads() -> None:
    report = world_report(Machine(program()), FULL, moment("2022-09-25", "Europe/Moscow"))
    gates = {each.id: each for each in report.crossings}
    assert gates["ozinki_post"].refused == ()
    assert [why.code for why in gates["upper_lars"].refused] == ["L1"]


# -- the text --------------------------------------------------------------------------------------------------------


def test_his_endings_are_places_in_the_order_of_the_alphabet() -> None:
    declared = yaml.safe_load((FOLDER / "denis" / "endings.yaml").read_text(encoding="utf-8"))["endings"]
    titles = [each["title"] for each in declared.values()]
    assert titles == sorted(titles)
    for ending in declared.values():
        assert "_Signature:_" in ending["text"]


def test_nobody_goes_hot_nods_shrugs_or_sighs_by_habit() -> None:
    said = " ".join(
        literal(step.words.parts)
        for scene in program().scenes.values()
        if scene.id.split(".")[0] in HIS
        for step in scene.steps
        if isinstance(step, Say)
    )
    for habit in ("nods", "shrugs", "sighs", "swallows", "whispers"):
        assert said.count(f" {habit}") <= 1, habit
    assert said.count("goes hot") <= 3


def test_scenes_of_his_belong_to_him() -> None:
    for profile in ("ilya",):
        met = {
            scene_of(passage)
            for play in plays(profile)[:60]
            for change in play.changes
            for passage, _, _ in change.said
        }
        assert not {scene for scene in met if scene.split(".")[0] in HIS}
