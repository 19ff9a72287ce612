"""Why something is as it is: from a value, a lock, a sentence or an ending back to choices, rules and chance.

In: a record and a question. Out: `Cause`s, nearest first. Nothing here runs during play: a question plays the turn it
is about once more in code that notes its steps, and evaluates guards again in the very cells they met.
"""

from engine.record.causes.model import START, Cause, Question, Weighed, Writing
from engine.record.causes.past import Past
from engine.record.causes.trace import Tracer
from engine.record.causes.why import Why

__all__ = ["START", "Cause", "Past", "Question", "Tracer", "Weighed", "Why", "Writing"]
