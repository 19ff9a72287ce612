"""`formalities explain`: what a diagnostic means, or all of them by stage."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from engine.diagnostics import CODES, STAGES, Rule, nearest
from engine.errors import UserError


def run(arguments: Namespace) -> int:
    """Print one code in full, or the list of all."""
    rules = [_rule(arguments.code)] if arguments.code else list(CODES.values())
    if arguments.json:
        sys.stdout.writelines(json.dumps(each.as_json(), ensure_ascii=False) + "\n" for each in rules)
    elif arguments.code:
        _explain(rules[0])
    else:
        _list(rules)
    return 0


def _rule(code: str) -> Rule:
    rule = CODES.get(code.upper())
    if rule is None:
        known = nearest(code.upper(), CODES)
        raise UserError(f'There is no code "{code}".' + (f" Did you mean {known}?" if known else ""))
    return rule


def _explain(rule: Rule) -> None:
    """Severity, meaning, remedy, and the smallest story that shows it."""
    sys.stdout.write(f"{rule.code} ({rule.severity}): {rule.spoken}\n\n{rule.remedy}\n")
    if rule.sample:
        sys.stdout.write("\nThe smallest story that shows it:\n\n" + rule.sample)


def _list(rules: list[Rule]) -> None:
    for stage, words in STAGES.items():
        sys.stdout.write(f"{stage}: {words}\n")
        for rule in rules:
            if rule.code.startswith(stage):
                mark = " (warning)" if rule.severity == "warning" else ""
                sys.stdout.write(f"  {rule.code}{mark}: {rule.spoken}\n")
    sys.stdout.write(f"{len(rules)} codes. formalities explain CODE tells one in full.\n")
