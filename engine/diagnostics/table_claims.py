"""Rows of the table of codes for claims about a story."""

from engine.diagnostics.samples import Row, with_section


def _claiming(claim: str) -> str:
    """A whole story with one claim."""
    return with_section(f"claims:\n  sure: {{{claim}}}\n", "Rain.")


CLAIMS: tuple[Row, ...] = (
    (
        "CLM001",
        "error",
        'the claim "{name}" must say one thing: reach, never, or always can',
        "Give a claim one of `reach:`, `never:` and `always can:`. For two of them write two claims.",
        _claiming("reach: ending:e, never: scene:a"),
    ),
    (
        "CLM002",
        "error",
        'no {kind} is called "{name}"',
        "After `ending:`, `scene:` or `tag:` stands a name that the story has; `ending:*` means every ending. "
        "For a condition, write it without such a word.",
        _claiming("reach: ending:f"),
    ),
)
