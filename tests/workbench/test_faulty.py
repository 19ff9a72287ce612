"""Stories with one planted fault each: whatever it is, one of the tools finds it, and in sound stories none does."""

import re
from pathlib import Path

import pytest

from engine.compiler import compile_story
from engine.machine import Machine
from engine.program import Program
from engine.workbench.beginning import beginning
from engine.workbench.exploring import PROVED, REFUTED, Limits, Report, explore
from engine.workbench.measures import QUICK, false_choices, find_effects
from engine.workbench.measures.plants import PlantTask
from engine.workbench.playing.bench import Bench
from engine.workbench.playing.executor import Here
from engine.workbench.playing.playtest import playtest
from engine.workbench.playing.policies import policy_of
from tests.stories import GOOD, HERE, files_of

FAULTY = tuple(sorted((HERE / "faulty").glob("*.yaml")))
KIND = re.compile(r"(stuck|trapped|unreachable|never open|false|loop|dead rule|never happens|unread|fault) ?(.*)")
TARGETS = {
    "trapped": "trapped",
    "unreachable": "",
    "never open": "choice:",
    "dead rule": "rule:",
    "never happens": "event:",
}
SOUND = (
    "alternatives-vary-in-four-modes",
    "branches-go-by-condition-and-by-case",
    "calls-take-parameters-and-give-results",
    "chance-draws-by-weight",
    "checkpoints-are-noted",
    "going-back-makes-branches",
    "items-are-gone-to-forward-and-backward",
    "namespaces-find-short-names-first",
    "ordered-values-are-compared",
    "people-documents-and-facts-are-told",
    "prose-goes-on-in-the-next-scene",
    "prose-has-paragraphs-breaks-and-emphasis",
    "questions-are-asked-and-answered",
    "renamed-streams-draw-as-before",
    "sets-are-gone-through-and-overlap",
    "the-same-decisions-are-made-by-another-man",
    "what-is-known-is-told-of",
)
"""Good stories that show no closed door on purpose."""
CLAIMS = """\
claims:
  nothing_in_vain: {reach: ["scene:*", "choice:*", "rule:*", "event:*", "ending:*"]}
  a_way_out: {always can: "ending:*"}
"""


def planted(path: Path) -> str:
    """What is wrong with a story, as its first line says."""
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def program(files: dict[str, bytes], more: str = "") -> Program:
    first, *rest = files
    compiled = compile_story({first: files[first] + more.encode(), **{each: files[each] for each in rest}})
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def explored(files: dict[str, bytes]) -> Report:
    return explore(
        Machine(program(files, CLAIMS), with_text=False),
        Limits(states=200_000, seconds=60),
        heard=lambda progress: True,
    )


def refuted(report: Report) -> set[str]:
    """What was claimed and does not hold: targets that are not come to, and `trapped`."""
    found = {each.of for each in report.verdicts if each.verdict == REFUTED and each.says == "reach"}
    trapped = any(each.verdict == REFUTED and each.says == "always can" for each in report.verdicts)
    return found | ({"trapped"} if trapped else set())


def alike(files: dict[str, bytes]) -> set[str]:
    """Scenes with a block of choices of which none makes a difference."""
    made = program(files)
    uniform = policy_of(made, "uniform")
    found = find_effects(Here(Bench(made)), "default", uniform, sampling=QUICK, seed=1, tell=lambda *_: None)
    return {each.rpartition(".")[0] for each in false_choices(found)}


def stumbled(files: dict[str, bytes]) -> set[str]:
    """Faults that plays at random run into. What nothing reads is not told apart by the exploration."""
    made = program(files)
    tally = playtest(Here(Bench(made)), "default", policy_of(made, "uniform"), runs=300, seed=1)
    return {each.kind for each in tally.failures} | {each.what.split(" ")[0] for each in tally.failures}


def unread(files: dict[str, bytes]) -> set[str]:
    """Planted acts that nothing ever comes back to."""
    made = program(files)
    planted = PlantTask(1, 1, 200, "default", policy_of(made, "uniform")).done(Bench(made))
    return {act for act in planted.taken if not planted.near[act] + planted.far[act]}


def finds(path: Path, fault: str) -> bool:
    """Whether the tool for that kind of fault finds it."""
    files = files_of(path)
    kind, what = KIND.fullmatch(fault).groups()
    match kind:
        case "false":
            return what.rpartition(".")[0] in alike(files)
        case "unread":
            return what in unread(files)
        case "stuck" | "fault" | "loop":
            code = what if kind == "fault" else kind
            return code in {each.code for each in explored(files).faults} | stumbled(files)
        case _:
            return f"{TARGETS[kind]}{what}" in refuted(explored(files))


def test_there_are_forty_planted_faults_of_all_kinds():
    assert len(FAULTY) >= 40
    assert {KIND.fullmatch(planted(path))[1] for path in FAULTY} == {
        *TARGETS,
        "stuck",
        "false",
        "loop",
        "unread",
        "fault",
    }


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_planted_fault_is_found(path):
    assert finds(path, planted(path)), planted(path)


def raises_nothing(files: dict[str, bytes]) -> None:
    report = explored(files)
    assert report.faults == ()
    assert {each.verdict for each in report.verdicts} == {PROVED}, refuted(report)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_story_raises_nothing(name):
    raises_nothing(files_of(next(each for each in GOOD if each.stem == name)))


def test_a_story_as_it_is_begun_raises_nothing():
    raises_nothing({file: text.encode() for file, text in beginning("mine", "").items()})


MENDED = {
    "a-fine-larger-than-the-purse": ("cash -= 20", "cash -= 5"),
    "an-ending-comes-after-the-last-hour": ("2022-09-24 00:00", "2022-09-22 00:00"),
    "a-choice-costs-what-nobody-has-left": ("cash: 45", "cash: 35"),
    "a-summons-signed-closes-the-last-window": ("{choose: Try again, id: try, go: b}", "{choose: Go, id: try, end: e}"),
}
"""Stories with a planted fault, and the one change that mends it."""


@pytest.mark.parametrize("name", MENDED)
def test_a_fault_that_is_mended_is_not_found_any_more(name):
    path, (wrong, right) = HERE / "faulty" / f"{name}.yaml", MENDED[name]
    text = path.read_text(encoding="utf-8")
    assert wrong in text
    raises_nothing({path.name: text.replace(wrong, right).encode()})
