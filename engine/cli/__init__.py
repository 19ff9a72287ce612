"""The command line, where concrete meets abstract: the one place that knows every layer.

In: arguments. Out: an exit code: 0 done, 1 the story has mistakes, 2 the request cannot be done, 3 our own fault,
130 interrupted, 141 nobody reads what is written.
"""

from engine.cli.main import main

__all__ = ["main"]
