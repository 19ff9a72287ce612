"""The commands as a writer meets them: reports, coverage beside the YAML, failing runs kept and played again."""

import json
from pathlib import Path

import pytest

from engine.cli import main
from engine.cli.desk import LocalDesk
from engine.publish import record_from_json
from tests.playing.stories import FORK
from tests.playing.test_playtest import BROKEN, LOCKED


@pytest.fixture
def story(tmp_path: Path):
    """Writes a story and gives its path."""

    def written(text: str) -> str:
        path = tmp_path / "story.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def test_coverage_stands_beside_the_lines_of_the_yaml(story, capsys) -> None:
    assert main(["playtest", story(LOCKED), "--runs", "100", "--coverage", "--json", "--policy", "prefer:slow"]) == 0
    counts = {each["line"]: each["count"] for each in map(json.loads, capsys.readouterr().out.splitlines())}
    lines = LOCKED.splitlines()
    at = {
        word: 1 + next(n for n, line in enumerate(lines) if word in line) for word in ("Pay", "Walk", "Rest", "Never")
    }
    assert [counts[at[word]] for word in ("Pay", "Walk", "Rest", "Never")] == [100, 0, 100, 0]


def test_a_failing_run_is_kept_and_opens_as_a_session(story, capsys, tmp_path) -> None:
    path = story(BROKEN)
    kept = tmp_path / "kept"
    assert main(["playtest", path, "--runs", "20", "--most", "5", "--failed", str(kept)]) == 1
    said = capsys.readouterr().out
    assert "Failed: 20 runs" in said
    found = sorted(kept.iterdir())
    assert len(found) == 20
    transcript = next(each for each in found if '"a.circle"' in each.read_text(encoding="utf-8"))
    assert f"play {path} --from {transcript}" in said
    desk = LocalDesk(story=path, saves=str(tmp_path / "saves"))
    session = desk.begin_from(record_from_json(transcript.read_text(encoding="utf-8")))
    assert session.view.turn.id == 5


def test_a_playtest_is_one_json_object_a_man(story, capsys) -> None:
    assert main(["playtest", story(FORK), "--runs", "60", "--json"]) == 0
    [report] = map(json.loads, capsys.readouterr().out.splitlines())
    assert (report["runs"], report["profile"], report["false"]) == (60, "default", [])


def test_measures_that_fail_give_exit_code_1(story, capsys) -> None:
    asked = "measures: {moving_choices: {target: 100 %, fails: 90 %}, largest_ending: {target: 10 %, fails: 20 %}}\n"
    text = FORK.replace("scenes:\n", asked + "scenes:\n", 1)
    assert main(["playtest", story(text), "--measures", "--quick"]) == 1
    said = capsys.readouterr().out
    assert "A quick look" in said
    rows = {line.split()[0]: line for line in said.splitlines() if line.startswith("  ") and "_" in line}
    assert "wanted at least 100 %, fails below 90 %" in rows["moving_choices"]
    assert " met " in rows["moving_choices"]
    assert " failed " in rows["largest_ending"]


def test_the_page_of_figures_fetches_nothing_and_runs_nothing(story, tmp_path, capsys) -> None:
    page = tmp_path / "figures.html"
    text = FORK.replace("title: The fork", "title: The <fork>")
    assert main(["stats", story(text), "--runs", "40", "--html", str(page)]) == 0
    assert "6 words, 1 scene, 2 passages" in capsys.readouterr().out
    written = page.read_text(encoding="utf-8")
    assert "The &lt;fork&gt;" in written
    assert written.count("<svg") == 2
    assert not any(each in written for each in ("<script", "http", "src=", "@import", "url("))


@pytest.mark.parametrize(
    "arguments", [["--runs", "0"], ["--measures", "--states", "0"], ["--quick"], ["--policy", "nobody"]]
)
def test_what_cannot_be_done_is_told_in_words(story, capsys, arguments: list[str]) -> None:
    assert main(["playtest", story(FORK), *arguments]) == 2
    assert capsys.readouterr().err
