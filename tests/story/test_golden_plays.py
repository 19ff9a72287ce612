"""Recorded plays of Border Formalities come to the endings they came to when they were recorded."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.machine import Machine
from tests.story.test_border_formalities import program

PLAYS: dict[str, Any] = {
    name: play
    for path in sorted(Path(__file__).parent.glob("golden_*.yaml"))
    for name, play in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("name", PLAYS)
def test_a_recorded_play_comes_to_the_ending_it_came_to(name: str) -> None:
    play = PLAYS[name]
    run = Machine(program()).begin(play["seed"], play["profile"])
    for choice in play["choices"]:
        offered = [option for option, open_, *_ in run.change.offers if open_]
        assert choice in offered, f"{choice} is not open among {offered}"
        run.choose(choice)
    assert run.change.ending == play["ending"]


def test_every_ending_has_several_recorded_plays() -> None:
    counted = Counter(play["ending"] for play in PLAYS.values())
    assert set(counted) == {each.id for each in program().endings}
    assert min(counted.values()) >= 3
