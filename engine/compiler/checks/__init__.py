"""What is odd in a story that could be played: one idea a file, each a pass over the lowered scenes.

In: a story that has no errors. Out: warnings. While there are errors nothing is said here: what was left out for its
mistake may hold the only use of a variable or the only way to an ending. All passes are linear in the story.
"""

from engine.compiler.checks.blocks import always_open, check_blocks
from engine.compiler.checks.characters import check_characters
from engine.compiler.checks.citing import check_citing
from engine.compiler.checks.conditions import check_conditions
from engine.compiler.checks.declared import Manners, read_manners
from engine.compiler.checks.length import check_length
from engine.compiler.checks.level import check_level
from engine.compiler.checks.material import Material
from engine.compiler.checks.quotes import check_quotes
from engine.compiler.checks.ranges import Ranges
from engine.compiler.checks.sourcing import check_sourcing
from engine.compiler.checks.stretches import check_stretches
from engine.compiler.checks.summary import Summary, glossary_of, summary_of
from engine.compiler.checks.use import check_use
from engine.compiler.checks.ways_out import check_ways_out
from engine.compiler.checks.wording import check_wording
from engine.diagnostics import Bag

__all__ = [
    "Manners",
    "Material",
    "Ranges",
    "Summary",
    "always_open",
    "check_characters",
    "check_story",
    "glossary_of",
    "read_manners",
    "summary_of",
]


def check_story(story: Material, ranges: Ranges, manners: Manners, bag: Bag) -> None:
    """All checks of a whole story. Nothing is to be said of what is in scenes that were not read."""
    check_use(story, bag)
    check_citing(story, bag)
    check_conditions(story, ranges, bag)
    check_blocks(story, ranges, bag)
    check_ways_out(story, bag)
    check_wording(story, bag)
    check_sourcing(story, manners, bag)
    check_length(story, manners, bag)
    check_stretches(story, manners.stretch, bag)
    check_level(story, manners.grade, bag)
    check_quotes(story, manners.quotes, bag)
