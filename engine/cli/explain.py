"""`formalities explain`: what a diagnostic means."""

from __future__ import annotations

import re
import sys
from argparse import Namespace

from engine.diagnostics import CODES, nearest
from engine.errors import UserError


def _spoken(template: str) -> str:
    """A template with its blanks as dots: no value stands in them here."""
    return re.sub(r"\{\w+\}", "...", template)


def run(arguments: Namespace) -> int:
    """Print the remedy of a code and the smallest story that shows it."""
    rule = CODES.get(arguments.code.upper())
    if rule is None:
        known = nearest(arguments.code.upper(), CODES)
        raise UserError(f'There is no code "{arguments.code}".' + (f" Did you mean {known}?" if known else ""))
    sys.stdout.write(f"{rule.code} ({rule.severity}): {_spoken(rule.template)}\n\n{rule.remedy}\n")
    if rule.sample:
        sys.stdout.write("\nThe smallest story that shows it:\n\n" + rule.sample)
    return 0
