"""The plain face: append-only lines, for screen readers, braille, pipes, tests, and anyone who likes them.

In: a `Desk`, lines of input. Out: lines, and an exit code. Holds no story logic; loads no screen library.
"""

from engine.plain.jsonlines import as_json
from engine.plain.play import Plain, Start

__all__ = ["Plain", "Start", "as_json"]
