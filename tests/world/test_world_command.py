"""`formalities world` from outside: lines, one JSON object, and a sentence for what cannot be asked."""

import json

import pytest

from tests.cli.test_command_line import run, sentence
from tests.stories import HERE

GATE = HERE / "good" / "crossings-decide-by-their-rules.yaml"
PLAIN = HERE / "good" / "visits-and-turns-are-counted.yaml"


def test_the_report_is_printed_in_lines():
    done = run("world", GATE, "--on", "2024-05-09 10:00")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[1] == "On 2024-05-09 10:00, at The yard. Money: 100 crowns. Papers: Pass."
    assert "Now: refused. G2: A pass that is good, in your own hands." in lines


def test_the_report_is_one_json_object():
    done = run("world", GATE, "--json")
    report = json.loads(done.stdout)
    assert report["story"] == "gate"
    assert report["crossings"][0]["passed"]["legs"] == [["gate", "2024-05-06 08:00", "2024-05-06 11:00"]]


@pytest.mark.parametrize(
    "asked",
    [(GATE, "--as", "nobody"), (GATE, "--on", "tomorrow"), (GATE, "--on", "2030-01-01"), (PLAIN,)],
    ids=["no such man", "no date", "a day outside the story", "a story without a map"],
)
def test_what_cannot_be_asked_is_answered_with_a_sentence(asked):
    assert sentence(run("world", *asked), 2)
