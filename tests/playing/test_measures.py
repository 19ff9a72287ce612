"""The figures of small stories, worked out by hand: what choices do, what returns, how text is spread."""

from collections import Counter
from math import log2
from random import Random

import pytest

from engine.cli.measuring import measures_lines
from engine.cli.playtest_lines import playtest_lines
from engine.cli.workers import executor
from engine.machine import Machine
from engine.program import Formula, Measure
from engine.program.measured import MEASURES
from engine.workbench.measures import MeasuresReport, Sampling, measures_report, read_plays, sample, stats_report
from engine.workbench.measures.continuing import cells_at, chosen, continued
from engine.workbench.measures.differing import NEVER
from engine.workbench.measures.estimates import Estimate, entropy, influence, share, total_variation
from engine.workbench.measures.judging import verdict_on
from engine.workbench.measures.prose import names_in, reading_level, sentences, spoken, words
from engine.workbench.playing import Bench, Here, playtest_report, policy_of
from tests.playing.stories import ENDINGS, FORK, compiled
from tests.stories import NAMES, corpus

SMALL = Sampling(runs=600, states=40, each=5, plants=60, pairs=60, ledgers=5, lives=60)
SAME = " ".join(f"word{number}" for number in range(20))


def measured(text: str, sampling: Sampling = SMALL, profile: str = "") -> MeasuresReport:
    """The measures of a small story, taken here."""
    program = compiled(text)
    men = [each.id for each in program.profiles]
    taken = sample(
        Here(Bench(program)),
        profile or men[0],
        policy_of(program, "uniform"),
        men=men,
        sampling=sampling,
        seed=3,
        tell=lambda doing, done, whole: None,
    )
    return measures_report(program, taken)


def value(report: MeasuresReport, name: str) -> float:
    """The figure of a measure that was taken."""
    found = next(each.estimate for each in report.measures if each.name == name)
    assert found is not None
    return found.value


def effect(report: MeasuresReport, block: str):
    """The one pair of options of a block of two."""
    [pair] = next(each for each in report.blocks if each.block == block).pairs
    return pair


# -- estimates -------------------------------------------------------------------------------------------------------


def test_entropy_of_an_even_fork_is_one_and_of_one_ending_none() -> None:
    assert entropy({"a": 5, "b": 5}) == pytest.approx(1)
    assert entropy({"a": 5}) == 0
    assert entropy({"a": 3, "b": 1, "c": 0}) == pytest.approx(0.75 * log2(4 / 3) + 0.25 * 2)


def test_total_variation_is_half_the_sum_of_the_differences() -> None:
    assert total_variation({"a": 1}, {"b": 4}) == 1
    assert total_variation({"a": 6, "b": 4}, {"a": 2, "b": 3}) == pytest.approx(0.2)


def test_options_that_decide_nothing_have_no_influence_though_chance_parts_them() -> None:
    coins = [[("a", "b"), ("b", "a"), ("a", "a"), ("b", "b"), ("a", "b")] for _ in range(100)]
    coins += [[("b", "a"), ("a", "b"), ("a", "a"), ("b", "b"), ("b", "a")] for _ in range(100)]
    found = influence(coins)
    assert found.value == 0
    assert found.low == 0


def test_options_that_decide_all_have_an_influence_near_one() -> None:
    found = influence([[("a", "b")] * 5 for _ in range(200)])
    assert 0.96 < found.low <= found.value <= found.high <= 1


def test_the_influence_of_a_half_is_found_within_its_interval() -> None:
    found = influence([[("a", "b") if number % 2 else ("a", "a")] * 5 for number in range(200)])
    assert found.low < 0.5 < found.high + 0.03
    assert found.value == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("truth", [0.0, 0.3])
def test_the_interval_of_an_influence_holds_the_truth_nine_times_in_ten(truth: float) -> None:
    chance = Random(4)
    found = [influence([_pairs(chance, truth) for _ in range(200)], seed) for seed in range(30)]
    assert all(each.low <= truth for each in found)
    assert sum(each.high >= truth for each in found) >= 27


def _pairs(chance: Random, truth: float) -> list[tuple[str, str]]:
    """Five pairs of outcomes of one state; the second option leads elsewhere with the chance `truth`."""
    weights = [chance.random() ** 3 for _ in "abcdef"]
    ones, others = (chance.choices("abcdef", weights, k=5) for _ in range(2))
    return [(one, "x" if chance.random() < truth else other) for one, other in zip(ones, others, strict=True)]


def test_the_interval_of_a_share_narrows_with_its_count() -> None:
    few, many = share(5, 10), share(500, 1_000)
    assert few.value == many.value == 0.5
    assert few.low < many.low < 0.5 < many.high < few.high


# -- choices ---------------------------------------------------------------------------------------------------------

CHOICES = (
    f"""id: choices
title: Choices
start: a
variables: {{left: false, mood: 0}}
tags: {{plant: An act that returns.}}
scenes:
  a:
    body:
      - choices:
          - {{choose: Look up, id: up, then: A lamp.}}
          - {{choose: Look down, id: down, then: A drain.}}
      - choices:
          - {{choose: Turn left, id: turn, tags: [plant], do: left = true}}
          - {{choose: Keep right, id: keep, tags: [plant]}}
      - A wall.
      - choices: [{{choose: Wait, id: wait}}, {{choose: Sit, id: sit, do: mood = 1}}]
      - "{{% if mood == 1 %}}The bench is cold.{{% else %}}The wall is cold.{{% endif %}}"
      - choices: [{{choose: Count, id: count}}, {{choose: Hum, id: hum}}]
      - "{{% if left %}}{SAME} {SAME}{{% else %}}Nothing.{{% endif %}}"
      - choices:
          - {{choose: Left door, id: left, end: left}}
          - {{choose: Right door, id: right, end: right}}
"""
    + ENDINGS
)


def test_a_planted_false_choice_is_found_and_a_real_one_is_not() -> None:
    report = measured(CHOICES)
    assert set(report.false) == {"a.choices_up", "a.choices_count"}


def test_a_lasting_effect_is_thirty_words_or_an_ending_two_choices_later() -> None:
    report = measured(CHOICES)
    lasting = {each.block: max(pair.lasting.value for pair in each.pairs) for each in report.blocks}
    assert lasting == {
        "a.choices_up": 0,
        "a.choices_turn": 1,
        "a.choices_wait": 0,
        "a.choices_count": 0,
        "a.choices_left": 1,
    }
    assert value(report, "lasting_effect") == pytest.approx(2 / 5)


def test_only_the_door_moves_the_endings() -> None:
    report = measured(CHOICES)
    assert value(report, "moving_choices") == pytest.approx(1 / 5)
    assert effect(report, "a.choices_left").moves.low > 0.9
    assert effect(report, "a.choices_turn").moves.value < 0.1


def test_the_first_text_that_depends_on_a_choice_is_counted_in_passages() -> None:
    first = {each.block: [number for number, _ in each.first] for each in measured(CHOICES).blocks}
    assert first["a.choices_wait"] == [1]
    assert first["a.choices_turn"] == [3]
    assert first["a.choices_up"] == [NEVER]


def test_a_choice_come_to_too_rarely_is_not_measured() -> None:
    report = measured(CHOICES, SMALL.replace(runs=30))
    assert all(met == 30 for _, met in report.unmeasured)
    assert next(each.verdict for each in report.measures if each.name == "lasting_effect") == "not measured"


def test_a_sampling_below_the_rule_says_that_it_is_a_quick_look() -> None:
    assert SMALL.quick
    assert not Sampling().quick
    assert Sampling(states=199).quick
    assert Sampling(each=4).quick


def test_continuations_choose_alike_where_they_can_and_each_by_itself_evenly() -> None:
    text = FORK.replace("then: Five six., end: left", "go: b").replace("id: right, end: right", "id: right, go: b")
    block = "{choices: [{choose: P, id: p}, {choose: Q, id: q}, {choose: R, id: r}]}"
    text = text.replace("scenes:\n", f"scenes:\n  b: {{body: [{block}, {{end: left}}]}}\n")
    machine = Machine(compiled(text))
    cells = cells_at(machine, 1, "default", ())
    taken: Counter[str] = Counter()
    for seed in range(600):
        came = [_second(machine, seed, cells, option) for option in ("a.left", "a.right")]
        assert came[0] == came[1]
        taken[came[0]] += 1
    assert all(150 < count < 250 for count in taken.values())
    assert len(taken) == 3


def _second(machine: Machine, seed: int, cells, option: str) -> str:
    """The choice after `option`, as the continuation of this seed makes it."""
    assert continued(machine, seed, cells, option, lambda opened: opened, 9).ending == "left"
    run = machine.run_from(seed, list(cells))
    run.choose(option)
    [found] = chosen(run, seed, lambda opened: opened, 1)
    return found


# -- returns ---------------------------------------------------------------------------------------------------------


def _road(days: int, place: str) -> str:
    return (
        f"""id: road
title: Road
start: a
clock: {{start: 2022-09-21 08:00, end: 2022-10-21 08:00, grain: 1h, zone: Europe/Moscow}}
tags: {{plant: An act that returns.}}
places: {{home: {{title: Home}}, gate: {{title: The gate}}}}
variables: {{coat: false, hat: false}}
scenes:
  a:
    place: home
    tags: [plant]
    body:
      - choices:
          - {{choose: Take the coat, id: coat, do: coat = true}}
          - {{choose: Leave it, id: leave, do: coat = false}}
      - "{{% if coat %}}It is heavy.{{% else %}}It hangs there.{{% endif %}}"
      - go: b
  b:
    place: {place}
    body:
      - choices: [{{choose: Go on, id: on, takes: {days}d}}, {{choose: Walk on, id: walk, takes: {days}d}}]
      - "{{% if coat %}}You are warm.{{% else %}}You are cold.{{% endif %}}"
      - end: left
"""
        + ENDINGS
    )


def test_a_plant_that_returns_near_and_far_is_counted() -> None:
    report = measured(_road(3, "gate"))
    [plant] = report.plants
    assert (plant.block, plant.taken, plant.near, plant.far, plant.both) == ("a.choices_coat", 60, 60, 60, 60)
    assert value(report, "returned_plants") == 1


@pytest.mark.parametrize(("days", "place"), [(2, "gate"), (3, "home")])
def test_a_return_too_soon_or_at_the_same_place_is_not_far(days: int, place: str) -> None:
    report = measured(_road(days, place))
    assert [(each.near, each.far) for each in report.plants] == [(60, 0)]
    assert value(report, "returned_plants") == 0


def test_what_another_act_wrote_since_is_no_return() -> None:
    text = _road(3, "gate").replace("id: on, takes: 3d", "id: on, takes: 3d, do: coat = false")
    [plant] = measured(text).plants
    assert 0 < plant.far < plant.near == 60


# -- other measures --------------------------------------------------------------------------------------------------

MEN = (
    """id: men
title: Men
start: a
variables: {paper: {flag: true, yes: he has a paper, no: he has none}}
profiles:
  one: {name: One, start: a}
  two: {name: Two, start: a, set: {paper: false}}
  three: {name: Three, start: a}
scenes:
  a:
    body:
      - choices: [{choose: Knock, id: knock}, {choose: Wait, id: wait}]
      - if: paper
        then: [{end: left}]
      - end: right
"""
    + ENDINGS
)


def test_another_man_with_the_same_decisions_comes_elsewhere_or_not() -> None:
    one = measured(MEN, profile="one")
    note = next(each.note for each in one.measures if each.name == "other_man")
    assert value(one, "other_man") == 0
    assert note.startswith("two 0.9")
    assert note.endswith("three 0.00")


def test_fresh_text_counts_sentences_that_the_first_play_had_not() -> None:
    text = FORK.replace("Go right, id: right", "Go right, id: right, then: Seven eight nine ten.")
    # Of four pairs, two are alike (0) and in one each the second reads 2 of 6 or 4 of 8 new words.
    found = value(measured(text, SMALL.replace(pairs=2_000)), "fresh_text")
    assert found == pytest.approx((0 + 0 + 2 / 6 + 4 / 8) / 4, abs=0.02)


def test_rule_or_chance_is_the_share_of_the_ledger_that_he_did_not_decide() -> None:
    text = (
        """id: ledger
title: Ledger
start: a
variables: {cash: {number: 5, unit: crowns, title: Money}, rain: {flag: false, yes: it rains, no: it is dry}}
scenes:
  a:
    body:
      - choices: [{choose: Pay, id: pay, do: cash -= 1}, {choose: Give, id: give, do: cash -= 2}]
      - chance: {id: sky, of: {wet: {weight: 1, then: [{do: rain = true}]}}}
      - end: left
"""
        + ENDINGS
    )
    # The ledger: money by him, rain by chance, the ending by rule.
    assert value(measured(text), "rule_or_chance") == pytest.approx(2 / 3)


def test_numbers_about_the_world_want_a_fact() -> None:
    text = FORK.replace("One two three four.", "The queue is 10 km long.").replace(
        "  a:\n    body:", "  b: {facts: [F1], body: [The fee is 300 euros., {end: left}]}\n  a:\n    body:"
    )
    text += "facts: {F1: {text: A fee., confidence: sure}}\n"
    text = text.replace("then: Five six., end: left", "then: Five six., go: b")
    report = measured(text)
    assert value(report, "cited_numbers") == 0.5
    assert value(report, "cited_passages") == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [((0.7, 0.65, 0.75), "met"), ((0.62, 0.55, 0.7), "short"), ((0.5, 0.4, 0.6), "short"), ((0.4, 0.3, 0.5), "failed")],
)
def test_a_target_is_met_by_the_lower_end(found: tuple[float, float, float], verdict: str) -> None:
    asked = Measure("lasting_effect", least=600, most=None, low=450)
    assert verdict_on(Estimate(*found, 100), asked) == verdict


def test_a_range_is_met_inside_of_it_only() -> None:
    asked = Measure("fresh_text", least=450, most=650, low=300)
    assert [verdict_on(Estimate(each, each, each, 9), asked) for each in (0.5, 0.7, 0.2)] == ["met", "short", "failed"]


# -- prose and statistics --------------------------------------------------------------------------------------------


def test_a_sentence_goes_on_after_speech_where_a_small_letter_follows() -> None:
    text = '"Can you?" says Vera. She laughs! "No."\n\nIt is 9 o\'clock'
    assert list(sentences(text)) == ['"Can you?" says Vera.', "She laughs!", '"No."', "It is 9 o'clock"]
    assert words("Half-past nine, she's \x0elate\x0f.") == ["Half-past", "nine", "she's", "late"]


def test_speech_is_what_stands_between_quotation_marks() -> None:
    assert spoken('"One two," he says. "Three."\n\nFour five.') == 3


def test_names_are_found_by_their_capitals_and_count_two_syllables() -> None:
    assert names_in(["He sees Vladikavkaz. Then he sees the town.", "The Town, he says."]) == {"vladikavkaz"}
    text = ["We saw Vladikavkaz and sat down. " * 10]
    known = reading_level(text, "en", frozenset({"vladikavkaz"}))
    unknown = reading_level(text, "en", frozenset())
    assert known is not None
    assert unknown is not None
    assert known < unknown - 3
    assert reading_level(text, "fr", frozenset()) is None


def test_a_story_may_bring_its_own_formula() -> None:
    formula = Formula("Mine", "ао", sentence=500, syllable=2_000, minus=1_000)
    # Six words in two sentences, nine syllables (1 1 3, 2 1 1): 0.5 * 3 + 2 * 9 / 6 - 1.
    found = reading_level(["Кот на окошко. Она та мост."], "ru", frozenset(), formula)
    assert found == pytest.approx(0.5 * 3 + 2 * 9 / 6 - 1)


def test_the_statistics_of_a_fork_are_those_of_its_two_paths() -> None:
    program = compiled(FORK)
    policy = policy_of(program, "uniform")
    read = read_plays(Here(Bench(program)), "default", policy, runs=200)
    report = stats_report(program, {"default": read}, policy, 0)
    [man] = report.men
    assert (report.words, report.passages, report.scenes) == (6, 2, 1)
    assert (man.shortest, man.longest, man.words, man.reached, man.choices) == (4, 6, 6, 2, 1)
    assert man.between[2] == 4
    assert (man.sentence, man.deviation) == (3, 1)
    assert man.labels == 4
    assert sum(count for _, count in man.paths) == 200


# -- every story -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_sound_story_can_be_playtested_and_measured(name: str) -> None:
    program = corpus(name)
    bench = Bench(program)
    policy, men = policy_of(program, "uniform"), [each.id for each in program.profiles]
    tiny = Sampling(runs=12, states=3, each=2, plants=4, pairs=2, ledgers=1, lives=2)
    for man in men:
        taken = sample(Here(bench), man, policy, men=men, sampling=tiny, seed=1, tell=lambda doing, done, whole: None)
        assert not [what for what in taken.tally.faults if what[0] == "exception"]
        report = measures_report(program, taken)
        assert len(report.measures) == len(MEASURES)
        assert len(list(measures_lines(report, all_=True))) > len(MEASURES)
        playtested = playtest_report(program, man, policy, 1, taken.tally)
        lines = list(playtest_lines(playtested, "story", all_=True))
        assert f"as {man}: 12 plays" in lines[0]
        read = read_plays(Here(bench), man, policy, runs=4)
        assert stats_report(program, {man: read}, policy, 1).men[0].runs == 4


def test_measures_do_not_depend_on_the_number_of_workers() -> None:
    program = compiled(CHOICES)
    found = []
    for jobs in (1, 2, 3):
        with executor(program, jobs=jobs) as workers:
            taken = sample(
                workers,
                "default",
                policy_of(program, "uniform"),
                men=["default"],
                sampling=SMALL,
                seed=3,
                tell=lambda doing, done, whole: None,
            )
        found.append(measures_report(program, taken))
    assert found[0] == found[1] == found[2]
