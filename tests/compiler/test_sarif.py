"""The SARIF log keeps to the structure of SARIF 2.1.0: what must be there, indexes that fit, one-based regions."""

import json
import re

import pytest

from engine.diagnostics import CODES, Diagnostic, Place, sarif
from tests.stories import BAD, compiled, files_of

LEVELS = {"none", "note", "warning", "error"}
OF_REGION = {"startLine", "startColumn", "endLine", "endColumn", "snippet"}


def check_log(log: object) -> None:
    """What the standard asks of the parts that we write (sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.30, 3.49)."""
    assert isinstance(log, dict)
    assert json.loads(json.dumps(log)) == log
    assert log["version"] == "2.1.0"
    assert set(log) <= {"$schema", "version", "runs"}
    for run in log["runs"]:
        assert set(run) == {"tool", "columnKind", "results"}
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        driver = run["tool"]["driver"]
        assert driver["name"]
        rules = driver["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            check_rule(rule)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            check_result(result)


def check_rule(rule: dict) -> None:
    assert set(rule) == {"id", "shortDescription", "help", "defaultConfiguration", "properties"}
    assert rule["shortDescription"]["text"]
    assert rule["help"]["text"] == CODES[rule["id"]].remedy
    assert rule["defaultConfiguration"]["level"] in LEVELS


def check_result(result: dict) -> None:
    assert result["message"]["text"]
    assert result["level"] in LEVELS
    [location] = result["locations"]
    assert set(location) == {"physicalLocation"}
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", location["physicalLocation"]["artifactLocation"]["uri"])
    region = location["physicalLocation"]["region"]
    assert set(region) <= OF_REGION
    assert region["startLine"] >= 1
    assert region["startColumn"] >= 1
    assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
    if "snippet" in region:
        assert isinstance(region["snippet"]["text"], str)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_log_of_a_bad_story_keeps_to_the_standard(path):
    found = compiled(files_of(path)).diagnostics
    log = sarif(found, "1.2.3")
    check_log(log)
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == [each.code for each in found]


def test_the_log_of_nothing_is_a_run_without_rules_and_results():
    log = sarif([], "1.2.3")
    check_log(log)
    assert log["runs"][0]["tool"]["driver"] == {"name": "formalities", "version": "1.2.3", "rules": []}


def test_regions_are_one_based_and_end_after_the_last_character():
    [result] = sarif([Diagnostic("REF001", "error", "m", Place("a b/ж.yaml", 3, 5, 4), "  - csh")], "1")["runs"][0][
        "results"
    ]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%D0%B6.yaml"
    region = place["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 5, 9)


def test_a_hint_stands_in_the_message():
    [result] = sarif([Diagnostic("REF001", "error", "m", Place("s", 1, 1), "", "did you mean it?")], "1")["runs"][0][
        "results"
    ]
    assert result["message"]["text"] == "m (did you mean it?)"
