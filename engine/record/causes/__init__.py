"""Why something is as it is: from a value, a lock, a sentence or an ending back to choices, rules and chance.

In: a record and a question. Out: `Cause`s, nearest first. Nothing here runs during play: a question plays the turn it
is about once more in code that notes its steps, and evaluates guards again in the very cells they met.
"""

from engine.record.causes.ledger import ledger
from engine.record.causes.model import (
    START,
    Cause,
    Ledger,
    Line,
    Opening,
    Question,
    Verdict,
    Verified,
    Weighed,
    Writing,
)
from engine.record.causes.otherwise import MOST_STEPS, MOST_TRIED, Otherwise
from engine.record.causes.past import Past
from engine.record.causes.trace import Tracer
from engine.record.causes.verify import MOST_VERIFIED, Verifying
from engine.record.causes.why import Why

__all__ = [
    "MOST_STEPS",
    "MOST_TRIED",
    "MOST_VERIFIED",
    "START",
    "Cause",
    "Ledger",
    "Line",
    "Opening",
    "Otherwise",
    "Past",
    "Question",
    "Tracer",
    "Verdict",
    "Verified",
    "Verifying",
    "Weighed",
    "Why",
    "Writing",
    "ledger",
]
