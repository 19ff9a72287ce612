"""What came of scripted plays, as lines and as JUnit's XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from engine.workbench.testing.playing import Failing, Rehearsal


def rehearsal_lines(results: Sequence[Rehearsal]) -> Iterator[str]:
    """Lines for a person: what failed and how, what failed as expected, and the count."""
    for each in results:
        yield from _lines(each)
    failed = sum(not each.passed for each in results)
    plays = "1 scripted play" if len(results) == 1 else f"{len(results)} scripted plays"
    yield f"{plays}, {'all as expected' if not failed else f'{failed} not as expected'}."


def _lines(tested: Rehearsal) -> Iterator[str]:
    script, failing = tested.script, tested.failing
    if tested.passed:
        if failing is not None:
            yield f"{script.name}: fails, as expected ({script.fails})."
        return
    if failing is None:
        yield f"{script.file}:{script.line}: {script.name}: expected to fail ({script.fails}), and passes now."
        yield ""
        return
    yield f"{failing.file}:{failing.line}: {script.name}, after {_turns(failing.turn)}"
    yield f"    expected: {failing.expected}"
    yield f"    found: {failing.found}"
    if len(failing.shortest) < failing.turn:
        yield f"    the shortest play found that fails so: {', '.join(failing.shortest) or 'no choice at all'}"
    yield ""


def _turns(count: int) -> str:
    return "1 choice" if count == 1 else f"{count} choices"


def as_json(tested: Rehearsal) -> dict[str, object]:
    """Plain mapping for `--json`; keys are stable."""
    script, failing = tested.script, tested.failing
    return {
        "test": script.id,
        "row": dict(script.row),
        "title": script.title,
        "passed": tested.passed,
        "expected_to_fail": script.fails,
        "turns": tested.turns,
        "failure": None if failing is None else _failure(failing),
    }


def _failure(failing: Failing) -> dict[str, object]:
    return {name: getattr(failing, name) for name in ("file", "line", "turn", "expected", "found", "shortest")}


def as_junit(story: str, results: Sequence[Rehearsal]) -> str:
    """One test suite of JUnit's XML, as CI servers read it."""
    failures = [each for each in results if not each.passed]
    suite = Element("testsuite", name=story, tests=str(len(results)), failures=str(len(failures)), errors="0")
    for each in results:
        case = SubElement(suite, "testcase", classname=story, name=each.script.name, file=each.script.file)
        case.set("line", str(each.script.line))
        if not each.passed:
            lines = list(_lines(each))
            SubElement(case, "failure", message=lines[0]).text = "\n".join(lines[1:]).strip()
        elif each.failing is not None:
            SubElement(case, "skipped", message=each.script.fails)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + tostring(suite, encoding="unicode") + "\n"
