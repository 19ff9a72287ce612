"""Documents, routes and crossings as declared rules: their names, their expressions, and what is wrong with them.

In: the shapes of all files. Out: fields and derived variables among the names, a scene for each crossing, and the
`World` of the program. What a crossing and a journey become in steps is told by `engine.compiler.verbs.world`.
"""

from engine.compiler.world.checks import check_world
from engine.compiler.world.declare import declare_world
from engine.compiler.world.read import read_world

__all__ = ["check_world", "declare_world", "read_world"]
