"""A story's own functions and fragments, written out where they are used, their parameters standing for what was given.

In: a reading and a call of a definition. Out: the expression, or the reading in which a fragment's text is to be read.
What is written out is bounded: its own size and depth, and how often definitions are written out in one text.
"""

from __future__ import annotations

from engine.compiler.extent import MOST_LEVELS, MOST_NODES, extent
from engine.compiler.jinja import nodes
from engine.compiler.language.reading import LONGEST_TEXT, Bound, Kept, Reading, Refused, Typed
from engine.compiler.language.terms import has_meaning
from engine.compiler.names import Definition

MOST_EXPANSIONS = 500


def expression(reading: Reading, node: nodes.Call, name: str) -> Typed:
    """What a call of the function `name` comes to."""
    inner = entered(reading, node, name, reading.names.defs[name])
    found = inner.lower(inner.expression_tree())
    size, depth = extent(found.expr, reading.names.extents)
    if size > MOST_NODES or depth > MOST_LEVELS:
        raise reading.refusal("EXP021", node, token=name, name=name, most=MOST_NODES)
    return found


def entered(reading: Reading, node: nodes.Call, name: str, found: Definition) -> Reading:
    """The reading of the text of `found` with what this call gives it."""
    if name in reading.names.circular:
        raise Refused  # told where it is declared
    if node.kwargs or len(node.args) != len(found.given):
        wanted = f"{len(found.given)} ({', '.join(found.given)})" if found.given else "no"
        raise reading.refusal("EXP010", node, token=name, name=name, count=wanted)
    reading.names.expanded.add(name)
    reading.effort.expansions += 1
    reading.effort.letters += len(found.text)
    if reading.effort.expansions > MOST_EXPANSIONS or reading.effort.letters > LONGEST_TEXT:
        raise reading.refusal("EXP021", node, token=name, name=name, most=MOST_EXPANSIONS)
    values = {word: _given(reading, each) for word, each in zip(found.given, node.args, strict=True)}
    return reading.inside(found.text, found.local, values)


def _given(reading: Reading, node: nodes.Expr) -> Bound:
    """What a parameter stands for; a list, or a word that only an enum could know, is kept until it meets one."""
    return reading.lower(node) if has_meaning(reading, node) else Kept(node, reading)
