"""`formalities explore` from outside: words, JSON, exit codes, plays that `play --from` opens, and Ctrl+C."""

import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.test_command_line import run, sentence
from tests.stories import ROOT, story

DREAM = "{choose: Dream, id: dream, if: \"name == 'Lena'\", end: f}"
BODY = (
    "ask: {id: who, into: name, kind: text, question: Who?}",
    "chance: {id: guard, of: {tall: {weight: 1, then: [{do: cash -= 1}]}, short: {weight: 2, then: Short.}}}",
    f"choices:\n  - {{choose: Pay, id: pay, do: cash -= 3}}\n  - {DREAM}",
)
VARIABLES = "variables: {cash: {number: 3, min: 0, title: Cash}, name: {text: '', title: Name}}\n"
ENDLESS = (
    "choices:\n  - {choose: One, id: one, do: n += 1}\n  - {choose: Other, id: other, do: m += 1}\n"
    "  - {choose: Off, id: off, if: n == m, end: e}\nagain: true"
)


def written(folder, claims, *body, head=VARIABLES):
    path = folder / "story.yaml"
    lines = "".join(f"  {line}\n" for line in claims)
    path.write_text(story(*body, head=f"{head}claims:\n{lines}") + "  f: {title: F}\n", encoding="utf-8")
    return path


@pytest.fixture
def guarded(tmp_path):
    return written(
        tmp_path, ["ends: {reach: 'ending:*'}", "no_f: {never: 'ending:f'}", "debt: {never: cash < 0}"], *BODY
    )


@pytest.fixture
def endless(tmp_path):
    head = "variables: {n: {number: 0, max: 9999999}, m: {number: 0, max: 9999999}}\n"
    return written(tmp_path, ["way: {always can: 'ending:e'}"], ENDLESS, head=head)


def test_verdicts_are_told_in_words_with_the_shortest_play(guarded):
    done = run("explore", guarded)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "ends: reach ending:e, default: proved. The shortest way takes 2 choices."
    at = lines.index("no_f: never ending:f, default: refuted. It comes after 2 choices.")
    assert lines[at + 1 : at + 3] == ["    1. a.who = Lena (a.guard: tall)", "    2. a.dream"]
    assert "Fault: range at a.pay:cash (would be -1), as default after 2 choices." in lines
    assert lines[-1] == "S: 2 proved, 2 refuted. 1 fault found."
    assert done.stderr == ""


def test_a_play_that_refutes_is_written_and_played_again(guarded, tmp_path):
    out = tmp_path / "out"
    assert run("explore", guarded, "--claim", "no_f", "--out", out).returncode == 1
    [file] = out.iterdir()
    assert file.name == "no_f-ending-f-default.json"
    done = run("play", guarded, "--from", file, "--saves", tmp_path / "saves", text="quit\n")
    assert done.returncode == 0, done.stderr
    assert "\nF\n" in done.stdout
    assert "2 of 2 choices were made again" in done.stdout


def test_the_report_is_one_json_object(guarded, tmp_path):
    done = run("explore", guarded, "--json", "--out", tmp_path / "out")
    report = json.loads(done.stdout)
    assert [each["verdict"] for each in report["verdicts"]] == ["proved", "proved", "refuted", "refuted"]
    assert report["verdicts"][2]["play"]["turns"][1] == {
        "choice": "a.who",
        "drawn": [["a.guard", 0, "tall"]],
        "typed": "Lena",
    }
    assert {each[0] for each in report["files"]} == {"ends", "no_f", "debt"}


def test_the_report_is_the_same_from_one_process_and_from_two(tmp_path):
    men = "profiles:\n  rich: {name: Rich, start: a, set: {cash: 9}}\n  poor: {name: Poor, start: a}\n"
    path = written(tmp_path, ["ends: {reach: 'ending:*'}", "debt: {never: cash < 0}"], *BODY, head=VARIABLES + men)
    reports = [json.loads(run("explore", path, "--json", "--jobs", jobs).stdout) for jobs in ("1", "2")]
    for report in reports:
        for each in report["explored"]:
            del each["seconds"], each["prepared"]
    assert reports[0] == reports[1]
    assert [each["profile"] for each in reports[0]["verdicts"]] == ["rich", "rich", "rich", "poor"]
    only = json.loads(run("explore", path, "--json", "--as", "poor").stdout)
    assert {each["profile"] for each in only["explored"]} == {"poor"}
    assert 'has no man "nobody"' in sentence(run("explore", path, "--as", "nobody"), 2)


def test_what_is_not_settled_has_an_exit_code_of_its_own(endless):
    done = run("explore", endless, "--states", "300")
    assert done.returncode == 4, done.stderr
    assert "not settled. 301 states looked at" in done.stdout
    assert "when 300 states had been looked at." in done.stdout
    assert "proved" not in done.stdout


def test_a_story_whose_claims_all_hold_ends_well():
    done = run("explore", "night-ferry", "--claim", "every_ending")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "The Night Ferry: 3 proved."


def test_what_cannot_be_explored_is_answered_with_a_sentence(guarded, tmp_path):
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "story.yaml").write_text(story("Rain."), encoding="utf-8")
    assert "claims nothing" in sentence(run("explore", plain), 2)
    assert "has no claim" in sentence(run("explore", guarded, "--claim", "nothing"), 2)
    assert sentence(run("explore", guarded, "--minutes", "0"), 2)
    assert "cannot be written" in sentence(run("explore", guarded, "--out", guarded), 2)


def test_it_says_how_far_it_is_and_ctrl_c_gives_what_is_known(endless):
    main, side = pty.openpty()
    command = [sys.executable, "-m", "engine", "explore", str(endless), "--states", "100000000"]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FORMALITIES_CACHE": os.environ["XDG_CACHE_HOME"]},
        stdout=subprocess.PIPE,
        stderr=side,
    )
    said = b""
    until = time.monotonic() + 60
    while b"a second" not in said and time.monotonic() < until:
        said += os.read(main, 4096)
    child.send_signal(signal.SIGINT)
    told, _ = child.communicate(timeout=60)
    os.close(main)
    os.close(side)
    assert b"default, endings and scenes: " in said
    assert child.returncode == 4
    assert b"waited when it was interrupted." in told
