"""The guide for those who know ink tells the truth of both languages."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.diagnostics import render_all
from tests.bench import ink
from tests.project.from_ink import PAGE, Pair, compiled, machine_of, pairs, play, transcript

TEXT = PAGE.read_text(encoding="utf-8")
PAIRS = pairs(TEXT)
TITLES = [each.title for each in PAIRS]
CONSTRUCTS = """
lines of text
`//`, `/* */`
`TODO:`
`\\` before a sign
`# tag` on a line
`# tag` on a choice or knot
global `# tag`
`<>`
`<>` over a divert
`INCLUDE`
`=== knot ===`
`= stitch`
the first stitch is the default
local names of stitches
`->`
a divert in mid-line
`-> END`
`-> DONE`
`*`
`+`
`[ ]` in a choice
`* ->`
`{ }` before a choice
several conditions on a choice
choices inside a condition
variable text in a choice
`-` gather
`* *`, `- -`
`(label)` on a choice
`(label)` on a gather
`knot.stitch.label`
a divert to a gather
a divert to a choice
a loop to the choices
`{a|b}`
`{&a|b}`
`{!a|b}`
`{~a|b}`
empty alternatives
nested alternatives
alternatives with diverts
`stopping:`
`cycle:`
`once:`
`shuffle:`
`shuffle once:`
`shuffle stopping:`
`{x: a|b}`
`{x: ... }` over lines
`{ - a: - b: - else: }`
`{x: - 0: - 1: }`
`VAR`
numbers
fractions
`true`, `false`
a number, list or text as a condition
strings
`VAR x = -> knot`
`{x}`
`~ x = ...`
`++`, `--`
`+=`, `-=`
`temp`
`CONST`
`+ - * /`
`%`, `mod`
`MIN`, `MAX`
`INT`, `FLOOR`, `FLOAT`
`POW`
`== != < > <= >=`
`and`, `&&`, `or`, `||`, `not`, `!`
`"a" == "b"`
`"a" + "b"`
`"abc" ? "b"`
`=== knot(x)`
`-> knot` as a parameter
`== -> knot`
`=== function` with `~ return`
a function in a condition
a function in text
a function that changes something in text
`ref`
recursion
`-> tunnel ->`
`->->`
`->-> elsewhere`
tunnels in a row
tunnels with parameters
a tunnel that gives a result
`<-` thread
`<-` with parameters
`LIST` with one value
`LIST` with several values
`LIST` values with numbers
values in brackets at the start
`list.value` where names are shared
values of several lists in one variable
`list = value`
`list = (a, b)`, `list = ()`
`list += value`, `list -= value`
`list++`, `list--`
`list ? value`, `has`
`list ? (a, b)`
`!?`, `hasnt`
`list == (a, b)`, `!=`
`list > list`, `<`, `>=`, `<=`
`^`
`LIST_COUNT`
`LIST_MIN`, `LIST_MAX`
`LIST_VALUE`
`list(2)`
`LIST_ALL`
`LIST_RANGE`
`LIST_INVERT`
`LIST_RANDOM`
printing a list
a typed empty list `list()`
`TURNS()`
`TURNS_SINCE(-> x)`
`READ_COUNT(-> x)`
a knot's name as a number
`CHOICE_COUNT()`
`RANDOM(a, b)`
`SEED_RANDOM`
`EXTERNAL`
a variable set by the game, such as a name typed in
variable observers, jumps by the game
""".strip().splitlines()


def table() -> dict[str, str]:
    """What the page's one table says of each construct."""
    lines = TEXT.split("\n## Every construct\n")[1].splitlines()
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("|")]
    return {left.strip().replace("\\|", "|"): right.strip() for left, right in rows[2:]}


def test_there_are_at_least_forty_pairs_and_every_block_of_ink_is_one() -> None:
    assert len(PAIRS) >= 40
    assert len(PAIRS) == len(re.findall("^```ink", TEXT, re.M)) == len(set(TITLES))


def test_the_table_names_every_construct_once() -> None:
    said = table()
    assert list(said) == CONSTRUCTS
    assert all(said.values())


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    left = [said for said in table().values() if "left out" in said.lower()]
    assert left
    assert [said for said in left if ", because " not in said] == []


@pytest.mark.parametrize("pair", PAIRS, ids=TITLES)
def test_our_side_of_a_pair_compiles_without_a_complaint(pair: Pair) -> None:
    made = compiled(pair)
    assert made.diagnostics == (), render_all(made.diagnostics)


@pytest.mark.parametrize("pair", PAIRS, ids=TITLES)
def test_our_side_of_a_pair_shows_what_the_page_says(pair: Pair) -> None:
    machine = machine_of(pair)
    assert {play(machine, pair.choices, seed) for seed in pair.seeds} == set(pair.plays)


class Ink:
    """A node process that plays ink."""

    def __init__(self, module: Path) -> None:
        player = Path(__file__).with_name("ink_plays.js")
        self._process = subprocess.Popen(
            ["node", str(player), str(module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def play(self, pair: Pair, seed: int) -> str:
        """What ink shows when the pair's choices are taken."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"ink": pair.ink, "choices": pair.choices, "seed": seed}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "node ended"}')
        assert "error" not in answer, answer["error"]
        return transcript(answer["turns"], pair.choices)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=20)


@pytest.fixture(scope="module")
def inkjs() -> Iterator[Ink]:
    module = ink.installed()
    if isinstance(module, str):
        pytest.skip(module)
    player = Ink(module)
    yield player
    player.close()


@pytest.mark.proof
@pytest.mark.parametrize("pair", PAIRS, ids=TITLES)
def test_the_ink_of_a_pair_shows_what_the_page_says(pair: Pair, inkjs: Ink) -> None:
    assert {inkjs.play(pair, seed) for seed in pair.seeds} == set(pair.plays)
