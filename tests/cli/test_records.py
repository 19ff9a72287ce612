"""What the command line does with play-throughs that were kept: transcripts, a changed story, another man's life."""

import json
from pathlib import Path

import pytest

from tests.cli.test_command_line import run
from tests.stories import HERE

LETTER = HERE / "good" / "questions-are-asked-and-answered.yaml"
GATE = """id: gate
title: Gate
start: a
variables:
  cash: {number: 100, min: 0, unit: r, title: Money}
profiles:
  one: {name: One}
  two: {name: Two}
scenes:
  a:
    body:
      - choices:
          - {choose: Coat, id: coat, costs: {cash: 60}}
          - {choose: Bread, id: bread, costs: {cash: 10}}
      - choices:
          - {choose: Bus, id: bus, costs: {cash: 50}}
          - {choose: Walk, id: walk}
          - {choose: Stay, id: stay}
      - end: e
endings:
  e: {title: The end}
"""


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    path = tmp_path / "gate.yaml"
    path.write_text(GATE, encoding="utf-8")
    return path


def test_a_transcript_leaves_out_what_was_typed_and_plays_again(tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    run("play", LETTER, "--plain", "--saves", saves, text="Zvyozdochka\n43\n2\nMalaya Bronnaya\n")
    command = ("transcript", "asked/default-1", "--story", LETTER, "--saves", saves)
    for form in ("text", "markdown", "html", "json"):
        bare, whole = (run(*command, "--format", form, *more).stdout for more in ((), ("--typed",)))
        assert "Zvyozdochka" not in bare
        assert "Bronnaya" not in bare
        assert "Zvyozdochka" in whole
    for more, said in (((), "What was typed is not in this transcript"), (("--typed",), "Zvyozdochka")):
        path = tmp_path / f"told{len(more)}.json"
        run(*command, "--format", "json", "--out", path, *more)
        again = run("play", LETTER, "--plain", "--from", path, "--saves", saves, text="record\n").stdout
        assert said in again
        assert "From the transcript 4 of 4 choices were made again." in again
        assert "The old save" not in again


def test_a_save_of_a_changed_story_goes_on_with_its_branches(gate: Path, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    run("play", gate, "--plain", "--saves", saves, text="1\n2\nname coat first\ngo 1\n2\n1\ngo 2\nnote here\n")
    gate.write_text(GATE.replace("choose: Walk,", "choose: Walk, needs: cash > 50,"), encoding="utf-8")
    checked = run("saves", "check", gate, saves)
    assert checked.returncode == 0
    told = "Branch 1 (coat first): 1 of 2 choices. Choice 2, a.walk, is closed now."
    assert told in checked.stdout
    [listed, *_] = run("saves", "check", gate, saves, "--json").stdout.splitlines()
    assert [(each["number"], each["kept"], each["turns"]) for each in json.loads(listed)["branches"]] == [
        (1, 1, 2),
        (2, 2, 2),
    ]
    again = run("play", gate, "--plain", "--save", "gate/one-1", "--saves", saves, text="branches\nnotes\n").stdout
    assert "Of 2 other branches, 1 could be carried over whole." in again
    assert told in again
    assert "1. coat first. 1 choice" in again
    assert "1. After choice 1: here" in again
    once_more = run("play", gate, "--plain", "--save", "gate/one-2", "--saves", saves, text="branches\n")
    assert "2. 2 choices" in once_more.stdout


def test_causes_are_verified_in_words_and_as_an_object(gate: Path, tmp_path: Path) -> None:
    play = ("play", gate, "--saves", tmp_path / "saves")
    said = run(*play, "--plain", text="1\nwhy 1 verify\n").stdout
    assert "Taken back: you chose “Coat” (choice 1). With the same choices after it, it would be open." in said
    shown = json.loads(run(*play, "--json", text="1\nwhy 1 verify\n").stdout.splitlines()[-1])
    assert (shown["kind"], shown["outcomes"][0]["checks"][0]["came"]) == ("tested", "other")


def test_another_man_is_told_side_by_side(gate: Path, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    run("play", gate, "--plain", "--saves", saves, text="1\n2\n")
    said = run("another", "gate/one-1", "--as", "two", "--story", gate, "--saves", saves)
    assert said.returncode == 0
    assert said.stdout.splitlines()[:2] == [
        "One, and Two with the same decisions.",
        "The same choices could all be made.",
    ]
