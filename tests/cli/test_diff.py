"""`formalities diff` on disk: what it prints, and what it answers the shell."""

import json

import pytest

from engine.cli import main
from tests.workbench.test_differing import STORY

FLY = "{choose: Fly, id: fly, needs: cash >= 40, costs: {cash: 40}, go: airport}"


@pytest.fixture
def versions(tmp_path):
    """Files of the story as it was, and without a way to fly."""
    paths = [tmp_path / "before.yaml", tmp_path / "after.yaml"]
    for path, text in zip(paths, (STORY, STORY.replace(FLY, "{choose: Wait, id: wait}")), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_two_versions_are_told_by_meaning_and_by_how_plays_come_out(versions, capsys):
    assert main(["diff", *versions, "--plays", "60"]) == 0
    said = capsys.readouterr().out
    assert "lost kitchen.fly" in said
    assert "gained kitchen.wait" in said
    assert "away: in" in said
    assert "Measured" not in said


def test_measures_that_moved_are_told_with_both_figures(versions, capsys):
    assert main(["diff", *versions, "--plays", "0", "--measures"]) == 0
    said = capsys.readouterr().out
    assert "Measured, by a quick look, as" in said
    assert "passages_reached: 100 %; now 67 %" in said
    assert "dead_ends" not in said


def test_the_measures_of_two_versions_that_mean_the_same_are_not_taken(versions, capsys):
    assert main(["diff", versions[0], versions[0], "--measures"]) == 0
    assert capsys.readouterr().out == "The two mean the same.\n"


def test_what_moved_is_in_the_json_object(versions, capsys):
    assert main(["diff", *versions, "--plays", "0", "--measures", "--json"]) == 0
    [moved] = json.loads(capsys.readouterr().out)["moved"].values()
    assert "passages_reached" in [each["after"]["name"] for each in moved]


def test_a_man_who_is_not_there_is_an_error_of_use(versions, capsys):
    assert main(["diff", *versions, "--as", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
