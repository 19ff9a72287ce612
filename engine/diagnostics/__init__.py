"""What is wrong with a story, as values: a code, a place, a sentence and a remedy.

In: a code of the table and where it was seen. Out: a `Diagnostic`, printable, sortable, JSON-ready. Knows nothing of
YAML, programs or terminals.
"""

from engine.diagnostics.bag import Bag
from engine.diagnostics.codes import CODES, STAGES, Rule
from engine.diagnostics.model import Diagnostic, Place, nearest
from engine.diagnostics.render import render, render_all
from engine.diagnostics.sarif import sarif

__all__ = ["CODES", "STAGES", "Bag", "Diagnostic", "Place", "Rule", "nearest", "render", "render_all", "sarif"]
