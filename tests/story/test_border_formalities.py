"""Border Formalities keeps the rules that a command can check: its budgets, its dates, what every road passes."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.compiler import compile_story
from engine.compiler.values import moment
from engine.expr import Either, Part, Show, render
from engine.machine import Machine
from engine.machine.codebook import scene_of
from engine.machine.scope import CellScope
from engine.program import CLOCK, Choices, Program, Remember, Say
from engine.workbench import Wandering, wander
from tests.stories.sitting import sit

FOLDER = Path(__file__).resolve().parents[2] / "story" / "border-formalities"
PLAYS = 400
FORBIDDEN = re.compile(
    r"little did (he|she|you)|\ba mix of\b|something (in him )?(shifts|breaks)|the weight of|hangs? in the air"
    r"|silence (stretches|is deafening)|time stands still|heart (pounds|hammers)|breath catches|blood runs cold"
    r"|eyes (that say|meet)|ghost of a smile|barely above a whisper|a dog barks|\bnot just\b|\band yet\."
    r"|as if the (city|road|sky)|testament to|tapestry|for the first time in|and just like that|the only sound"
    r"|in (that|this) moment|you realise that|can't help but|no one (speaks|needs to)"
    r"|(a world|the world) (away|outside)"
    r"|(what remains|all that is left) is|(says|said|asks) (quietly|softly|finally)|\u2014|\u2026|\.\.\.",
    re.IGNORECASE,
)

WORDING = re.compile(
    r"\b(wording|grammar|tense|verbs?|nouns?|adverbs?|adjectives?|commas?|clauses?|sentences?|spell(ed|s|ing)?"
    r"|quer(y|ied|ies)|footnotes?|infinitives?|plural|genitives?|subordinate|brackets?|strictly|semicolon|italics?)\b",
    re.IGNORECASE,
)


MET_BY_ALL = {
    *("vnukovo_control.V1", "vnukovo_control.V2", "vnukovo_control.V3", "torfyanovka_hall.T1", "torfyanovka_hall.T2"),
    *("vaalimaa_window.F1", "vaalimaa_window.F2", "vaalimaa_window.F3", "vaalimaa_window.F4"),
    *("green_booth.M1", "dariali_window.D1"),
}
"""Rules that whoever comes so far meets on every road; the map and the report tell them."""

REFUSED_TO_DENIS = {"upper_lars.L1"}

ILYAS = {path.stem.split("-", 1)[-1] for path in (FOLDER / "ilya").glob("*.yaml")}
"""The first words of the ids of his scenes: each man has a folder, and each file of it a name of its own."""

HIS_CROSSINGS = {
    "vnukovo_control",
    "torfyanovka_hall",
    "vaalimaa_window",
    "green_booth",
    "upper_lars",
    "dariali_window",
}


@cache
def program() -> Program:
    files = {each.relative_to(FOLDER).as_posix(): each.read_bytes() for each in sorted(FOLDER.rglob("*.yaml"))}
    compiled = compile_story(files)
    assert compiled.diagnostics == ()
    assert compiled.program is not None
    return compiled.program


@cache
def plays(profile: str) -> tuple[Wandering, ...]:
    return tuple(wander(Machine(program()), profile, range(PLAYS)))


def literal(parts: Sequence[Part]) -> str:
    """Return all that a text may say, alternatives one after another."""
    said = ""
    for part in parts:
        if isinstance(part, str):
            said += part
        elif isinstance(part, Either):
            said += " ".join(literal(words.parts) for words in (*(each for _, each in part.cases), part.other))
        elif isinstance(part, Show):
            said += "0"
    return said


def prose() -> Iterator[tuple[str, str]]:
    """Yield every passage and ending with its id."""
    for scene in program().scenes.values():
        said = (step for step in scene.steps if isinstance(step, Say) and step.words.parts)
        yield from ((step.id, literal(step.words.parts)) for step in said)
    yield from ((each.id, literal(each.text.parts)) for each in program().endings)


def blocks() -> Iterator[Choices]:
    for scene in program().scenes.values():
        yield from (step for step in scene.steps if isinstance(step, Choices))


def fallbacks() -> Iterator[Say]:
    """Yield what is said where nothing can be taken: for a man without money or legs, and few come to be that."""
    for scene in program().scenes.values():
        for step in scene.steps:
            first = None if not isinstance(step, Choices) or step.fallback is None else scene.steps[step.fallback]
            if isinstance(first, Say):
                yield first


def endings_of(file: str) -> list[str]:
    """Return the endings that one file declares, as they stand."""
    return list(yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))["endings"])


def words_of(play: Wandering) -> int:
    return sum(len(text.split()) for change in play.changes for _, text, _ in change.said)


def scenes_of(play: Wandering) -> list[str]:
    return [scene_of(passage) for change in play.changes for passage, _, _ in change.said]


# -- the whole -------------------------------------------------------------------------------------------------------


def test_ilya_has_sixty_passages_or_more_and_all_are_reached() -> None:
    reached = {passage for play in plays("ilya") for change in play.changes for passage, _, _ in change.said}
    last_resorts = {step.id for step in fallbacks()}
    mine = {each for each, _ in prose() if each.split(".")[0] in ILYAS | HIS_CROSSINGS and "." in each} - last_resorts
    assert len(mine) >= 60
    reached |= {passage for play in plays("ilya_lesson") for change in play.changes for passage, _, _ in change.said}
    machine = Machine(program())
    for play in wander(machine, "ilya", range(PLAYS, 6_000)):
        reached |= {passage for change in play.changes for passage, _, _ in change.said}
        if mine - reached <= MET_BY_ALL | REFUSED_TO_DENIS:
            break
    assert mine - reached == MET_BY_ALL | REFUSED_TO_DENIS


def test_denis_is_told_the_rule_that_refuses_him() -> None:
    reached = {passage for play in plays("denis") for change in play.changes for passage, _, _ in change.said}
    assert reached >= REFUSED_TO_DENIS


def by_ending(profile: str) -> dict[str, list[Wandering]]:
    found: dict[str, list[Wandering]] = {}
    for play in plays(profile):
        found.setdefault(play.ending or "", []).append(play)
    return found


def test_ilyas_whole_evening_keeps_its_budget_of_words_and_choices() -> None:
    counts = [words_of(play) for play in plays("ilya")]
    assert 4_300 <= statistics.median(counts) <= 4_700
    assert min(counts) >= 3_700
    assert all(34 <= len(play.choices) <= 52 for play in plays("ilya"))
    for ending, came in by_ending("ilya").items():
        assert 4_000 <= statistics.median(map(words_of, came)) <= 5_750, ending
        assert 37 <= statistics.median(len(play.choices) for play in came) <= 50, ending


def test_ilyas_lesson_keeps_its_budget_on_every_road() -> None:
    counts = [words_of(play) for play in plays("ilya_lesson")]
    assert 2_350 <= statistics.median(counts) <= 2_600
    assert max(counts) <= 3_250
    assert 18 <= statistics.median(len(play.choices) for play in plays("ilya_lesson")) <= 22
    assert all(18 <= len(play.choices) <= 24 for play in plays("ilya_lesson"))
    for ending, came in by_ending("ilya_lesson").items():
        assert 2_300 <= statistics.median(map(words_of, came)) <= 2_750, ending


def test_ilya_comes_to_every_ending_and_none_takes_more_than_three_in_ten() -> None:
    ends = Counter(play.ending for play in plays("ilya"))
    assert set(ends) == set(endings_of("endings.yaml"))
    assert len(ends) >= 6
    assert max(ends.values()) <= 0.3 * PLAYS
    assert len(by_ending("ilya_lesson")) >= 7


def test_at_least_twelve_of_the_acts_of_a_play_are_spoken_of_again_in_another_scene_of_it() -> None:
    texts, sets = ilyas_yaml()
    for play in plays("ilya"):
        met = [(turn, scene_of(passage)) for turn, change in enumerate(play.changes) for passage, _, _ in change.said]
        met.append((len(play.changes), f"end.{play.ending}"))
        again = 0
        for turn, choice in enumerate(play.choices):
            later = {scene for when, scene in met if when > turn and scene != scene_of(choice)}
            names = {f"seen({choice})", *sets.get(choice, ())}
            again += any(name in texts.get(scene, "") for scene in later for name in names)
        assert again >= 12, play.seed


def ilyas_yaml() -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return what each of his scenes and endings says and asks, in its YAML, and what each of his choices sets."""
    texts, sets = dict[str, str](), dict[str, set[str]]()
    told = str(yaml.safe_load((FOLDER / "ilya" / "6-ilya_calls.yaml").read_text(encoding="utf-8"))["fragments"])
    for path in sorted((FOLDER / "ilya").glob("[0-9]-*.yaml")):
        space = path.stem.split("-")[1]
        for name, scene in yaml.safe_load(path.read_text(encoding="utf-8"))["scenes"].items():
            said = str(scene) + (told if "lately()" in str(scene) else "")
            texts[f"{space}.{name}"] = re.sub(r"seen\((\w+\.\w+)\)", rf"seen({space}.\1)", said)
            sets |= {f"{space}.{name}.{choice}": names for choice, names in what_choices_set(scene)}
    endings = yaml.safe_load((FOLDER / "endings.yaml").read_text(encoding="utf-8"))["endings"]
    texts |= {f"end.{name}": str(each) for name, each in endings.items()}
    return texts, sets


def what_choices_set(part: Any) -> Iterator[tuple[str, set[str]]]:
    """Yield by choice the variables that it sets; money, strength and the road itself are not counted."""
    if isinstance(part, dict):
        if "choose" in part and "id" in part:
            done = str(part.get("do", ""))
            names = set(re.findall(r"([a-z][\w.]*) =", done)) - {"cash", "body", "battery", "going"}
            yield part["id"], names | {f"{each}.held" for each in re.findall(r"(?:gain|lose|lodge)\((\w+)", done)}
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from what_choices_set(each)


def test_what_lena_has_of_halyna_on_the_tenth_goes_by_what_was_done() -> None:
    for ending, came in by_ending("ilya").items():
        news = set[str]()
        for play in came:
            said = [(scene_of(passage), text) for change in play.changes for passage, text, _ in change.said]
            news |= {
                text for scene, text in said if "tenth" in program().scenes[scene].tags and "alive" in text.lower()
            }
        assert len(news) >= min(3, len(came)) or ending == "moscow", ending


def test_people_seldom_go_red_or_shout() -> None:
    found = [
        each
        for path in sorted((FOLDER / "ilya").glob("*.yaml"))
        for each in re.findall(
            r"(?:goes|went|gone) (?:red|white|grey|scarlet)|\bshout\w*|\bcrying\b|begun to (?:cry|shake)",
            path.read_text(encoding="utf-8"),
        )
    ]
    assert len(found) <= 20, found


@pytest.mark.parametrize("profile", ["ilya", "ilya_lesson", "denis"])
def test_no_play_comes_to_a_fault_or_to_no_end(profile: str) -> None:
    assert [(play.seed, change.faults) for play in plays(profile) for change in play.changes if change.faults] == []
    assert all(play.ending for play in plays(profile))


@pytest.mark.parametrize("profile", ["ilya", "ilya_lesson", "denis"])
def test_every_road_passes_the_thirtieth_of_september_and_the_tenth_of_october(profile: str) -> None:
    for play in plays(profile):
        tags = {tag for scene in scenes_of(play) for tag in program().scenes[scene].tags}
        assert {"thirtieth", "tenth"} <= tags, play.seed


@pytest.mark.parametrize("profile", ["ilya", "ilya_lesson", "denis"])
def test_every_road_has_three_ukraine_moments_and_his_february_once(profile: str) -> None:
    for play in plays(profile):
        tags = Counter(tag for scene in dict.fromkeys(scenes_of(play)) for tag in program().scenes[scene].tags)
        assert tags["ukraine"] >= 3, play.seed
        assert tags["february"] == 1, play.seed


def test_what_is_tagged_with_a_day_happens_on_that_day() -> None:
    days = {"thirtieth": "2022-09-30", "tenth": "2022-10-10"}
    for play in (*plays("ilya"), *plays("denis")):
        for change in play.changes:
            for passage, _, clock in change.said:
                for tag in set(program().scenes[scene_of(passage)].tags) & set(days):
                    begins = moment(days[tag], "Europe/Moscow")
                    assert begins is not None
                    assert begins - 360 <= clock < begins + 1440 + 360, (passage, play.seed)


def test_a_choice_that_settles_the_ending_is_offered_only_to_who_did_something_before() -> None:
    """Nobody comes to an ending by one click: whatever settles it is open in fewer than half of all plays."""
    offered = Counter[str]()
    after: dict[str, set[str | None]] = {}
    for play in plays("ilya"):
        offered.update({choice for change in play.changes for choice, open_, *_ in change.offers if open_})
        for choice in play.choices:
            after.setdefault(choice, set()).add(play.ending)
    settling = {choice for choice, endings in after.items() if len(endings) == 1}
    assert {choice: offered[choice] for choice in settling if offered[choice] * 2 >= PLAYS} == {}


@pytest.mark.parametrize("profile", ["ilya", "denis"])
def test_what_a_later_page_reads_was_counted_when_it_was_chosen(profile: str) -> None:
    machine = Machine(program())
    for play in plays(profile)[:100]:
        cells = machine.first_cells(machine.profile(profile))
        for change in play.changes:
            change.redo(cells)
        read = {f"#{choice}" for choice in play.choices} & set(machine.layout.slots)
        assert [name for name in read if not cells[machine.layout.slots[name]]] == [], play.seed


@pytest.mark.parametrize("profile", ["ilya", "denis"])
def test_no_hour_runs_backwards(profile: str) -> None:
    for play in plays(profile):
        hours = [clock for change in play.changes for _, _, clock in change.said]
        assert hours == sorted(hours), play.seed


# -- choices ---------------------------------------------------------------------------------------------------------


def test_a_menu_has_two_to_four_options_and_no_two_begin_with_the_same_word() -> None:
    for block in blocks():
        if block.offerings:
            continue  # storylets: test_soslan.py looks at what is offered of them
        assert 2 <= len(block.options) <= 4, block.id
        first = [literal(option.label.parts).split()[0].lower() for option in block.options]
        assert len(set(first)) == len(first), block.id


def test_labels_and_remembered_clauses_have_at_most_fourteen_words() -> None:
    long = [
        option.id for block in blocks() for option in block.options if len(literal(option.label.parts).split()) > 14
    ]
    for scene in program().scenes.values():
        clauses = [step for step in scene.steps if isinstance(step, Remember)]
        long += [step.statement for step in clauses if len(literal(step.words.parts).split()) > 14]
    assert long == []


def test_between_two_choices_stand_at_most_350_words() -> None:
    for profile in ("ilya", "ilya_lesson"):
        changes = [change for play in plays(profile) for change in play.changes]
        gaps = [sum(len(text.split()) for _, text, _ in change.said) for change in changes]
        assert max(gaps) <= 350
        assert sorted(gaps)[int(len(gaps) * 0.9)] <= 220
        assert 90 <= statistics.median(gaps) <= 130


def test_time_never_runs_past_the_story() -> None:
    end = program().clock.end
    for play in plays("ilya"):
        hours = [new for change in play.changes for slot, _, new, _ in change.wrote if slot == CLOCK]
        assert all(isinstance(hour, int) and hour <= end for hour in hours)


# -- prose -----------------------------------------------------------------------------------------------------------


def test_no_passage_uses_a_forbidden_pattern() -> None:
    found = [(each, match[0]) for each, text in prose() for match in [FORBIDDEN.search(text)] if match]
    assert found == []


def test_the_war_is_called_by_its_name_in_every_play_of_ilya() -> None:
    for play in plays("ilya"):
        said = " ".join(text for change in play.changes for _, text, _ in change.said)
        assert {"war", "Putin", "occupied", "Ukraine"} <= set(re.findall(r"\w+", said)), play.seed
        assert re.search(r"annex", said), play.seed


def test_jokes_about_wording_are_few() -> None:
    """They are Ilya's and Lena's; a whole play may have a dozen such words at most."""
    for play in plays("ilya"):
        said = " ".join(text for change in play.changes for _, text, _ in change.said)
        assert len(WORDING.findall(said)) <= 12, play.seed


def test_hard_passages_have_a_short_version() -> None:
    for scene in program().scenes.values():
        if scene.intensity >= 2:
            assert any(isinstance(step, Say) and step.safe is not None for step in scene.steps), scene.id


def test_every_scene_says_what_kind_of_truth_it_is_and_cites_a_fact() -> None:
    assert [scene.id for scene in program().scenes.values() if not scene.truth] == []
    silent = [scene.id for scene in program().scenes.values() if not scene.facts]
    assert len(silent) <= 0.4 * len(program().scenes)


def test_every_fact_has_a_confidence_and_is_cited() -> None:
    cited = {fact for scene in program().scenes.values() for fact in scene.facts}
    cited |= {fact for each in program().endings for fact in each.facts}
    cited |= {fact for table in program().tables for fact in table.facts}
    opening = {"F011", "F250", "F251"}
    assert {each.id for each in program().facts} - cited - opening == set()
    assert [each.id for each in program().facts if not each.confidence] == []


def test_an_ending_has_its_text_its_sequel_its_door_and_three_questions() -> None:
    for ending in program().endings:
        assert ending.next is not None
        assert len(literal(ending.next.parts).split()) <= 60, ending.id
        assert ending.door is not None
        assert len(re.findall(r"[.!?](?:\s|$)", literal(ending.door.parts))) == 1, ending.id
        assert len(ending.ask) == 3, ending.id
        assert not any(re.search(r"would you|you have done", each) for each in ending.ask), ending.id
        assert ending.facts, ending.id


def test_the_text_of_an_ending_has_120_to_180_words() -> None:
    machine = Machine(program())
    texts = {each.id: each.text for each in program().endings}
    for profile in ("ilya", "denis"):
        for play in plays(profile)[:150]:
            cells = machine.first_cells(machine.profile(profile))
            for change in play.changes:
                change.redo(cells)
            assert play.ending is not None
            said = render(texts[play.ending], CellScope(program(), machine.layout, cells))
            assert 115 <= len(said.split()) <= 180, (play.ending, play.seed)


def test_the_queue_at_upper_lars_follows_the_record() -> None:
    tables = [each for each in program().tables if "F166" in each.facts]
    assert tables
    assert len(tables[0].rows) >= 5


@pytest.mark.parametrize("man", ["ilya", "denis", "bair", "soslan"])
def test_nobody_is_shown_the_papers_the_debts_or_the_way_of_another(man: str) -> None:
    session = sit(Machine(program()), profile=man)
    own = {
        "ilya": ["Foreign passport", "Inside passport", "Schengen visa", "Military ID"],
        "denis": ["Red book", "Grandmother's prescription", "Inside passport"],
        "bair": ["Foreign passport", "Military ID", "Inside passport"],
        "soslan": ["Foreign passport", "Red book", "Order slip", "Inside passport"],
    }
    papers = next(line.value for line in session.view.status if line.title == "Papers").split(", ")
    assert sorted(papers) == sorted(own[man])
    titles = [line.title for line in session.view.status]
    assert ("The arrears" in titles) == (man == "soslan")
    assert "To the gate" not in titles
    about = str(session.page("papers"))
    assert ("Lieutenant" in about) == (man == "ilya")
    assert ("Window five" in about, "Seat to Istanbul" in about) == (False, man == "ilya")
