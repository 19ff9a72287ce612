"""The small tree that conditions, effects and text are made of, and what it means.

In: values of cells through a `Scope`. Out: a value, or words. Knows nothing of YAML, Jinja, scenes or turns.
"""

from engine.expr.evaluate import Scope, evaluate, render
from engine.expr.nodes import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Clock,
    Compare,
    Const,
    Derived,
    Either,
    Expr,
    Field,
    Logic,
    Lookup,
    Not,
    Part,
    Pick,
    Show,
    Value,
    Words,
    cells_read,
    children,
)

__all__ = [
    "LARGEST",
    "Among",
    "Arith",
    "Cell",
    "Clock",
    "Compare",
    "Const",
    "Derived",
    "Either",
    "Expr",
    "Field",
    "Logic",
    "Lookup",
    "Not",
    "Part",
    "Pick",
    "Scope",
    "Show",
    "Value",
    "Words",
    "cells_read",
    "children",
    "evaluate",
    "render",
]
