"""What an author claims of a story: that something can be come to, never comes, or can always still be come to.

Made by the compiler; looked into by `engine.workbench.exploring`. Play knows nothing of it.
"""

from __future__ import annotations

from engine.expr import Expr
from engine.frozen import Frozen

REACH, NEVER, ALWAYS_CAN = "reach", "never", "always can"
"""What a claim may say."""

EVERY = "*"
"""The name that stands for every thing of a kind."""

NAMED = ("ending", "scene", "tag", "choice", "event", "rule")
"""Kinds of what is named. A rule is `crossing.CODE`."""


class Target(Frozen):
    """What a claim is about. `kind` is one of NAMED (of a tag, any scene that has it), or test.

    `name` is the id, `EVERY` for all of the kind; of a test what the author wrote, with the expression in `test`.
    """

    kind: str
    name: str
    test: Expr | None = None


class Claim(Frozen):
    """A claim. `says` is reach, never or always can; `profiles` whom it is about (empty: see the manual).

    `line` is one-based in `file`.
    """

    id: str
    says: str
    targets: tuple[Target, ...]
    profiles: tuple[str, ...]
    file: str
    line: int
