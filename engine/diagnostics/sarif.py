"""Diagnostics as SARIF 2.1.0, the form that editors and review tools read.

In: diagnostics and the table of codes. Out: one JSON-ready log with one run. Rules are those that are met, in the order
of their codes; lines and columns are one-based, and columns count characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from engine.diagnostics.codes import CODES, Rule
from engine.diagnostics.model import Diagnostic

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LONGEST_SNIPPET = 2_000

Json = dict[str, object]


def sarif(found: Sequence[Diagnostic], version: str) -> Json:
    """The whole log; `version` is the engine's. A story without complaints gives a run without results."""
    codes = sorted({each.code for each in found})
    index = {code: at for at, code in enumerate(codes)}
    driver: Json = {"name": "formalities", "version": version, "rules": [_rule(CODES[code]) for code in codes]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index) for each in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    help_: Json = {"text": rule.remedy}
    if rule.sample:
        help_["markdown"] = f"{rule.remedy}\n\nThe smallest story that shows it:\n\n```yaml\n{rule.sample}```"
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.spoken},
        "help": help_,
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"stage": rule.stage},
    }


def _result(found: Diagnostic, index: Mapping[str, int]) -> Json:
    place = found.place
    region: Json = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.length,
    }
    if 0 < len(found.source) <= _LONGEST_SNIPPET:
        region["snippet"] = {"text": found.source}
    location: Json = {"artifactLocation": {"uri": _uri(place.file)}, "region": region}
    said = f"{found.message} ({found.hint})" if found.hint else found.message
    return {
        "ruleId": found.code,
        "ruleIndex": index[found.code],
        "level": found.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": location}],
    }


def _uri(file: str) -> str:
    """A relative reference: what may not stand in one is written by its bytes."""
    return quote(file.replace("\\", "/"), safe="/")
