"""The measures that a story may declare, by name: what counts as better, and what each says.

What they mean in full, and how each is taken, stands in `engine.workbench.measures`.
"""

from __future__ import annotations

MORE, LESS = "more", "less"

MEASURES: dict[str, tuple[str, str]] = {
    "passages_reached": (MORE, "passages reached, of those in the files he comes to"),
    "dead_ends": (LESS, "plays that failed or came to no ending"),
    "lasting_effect": (MORE, "choices that change thirty words or the ending, two choices or more later"),
    "moving_choices": (MORE, "choices that move the endings by 0.30"),
    "ending_entropy": (MORE, "entropy of endings, against the most that so many can have"),
    "largest_ending": (LESS, "share of the commonest ending"),
    "fresh_text": (MORE, "text of a second play that the first did not have"),
    "first_text": (LESS, "passages to the first text that depends on a choice, the middle one"),
    "first_text_late": (LESS, "the same, nine in ten"),
    "returned_plants": (MORE, "planted acts with a near and a far return"),
    "rule_or_chance": (MORE, "share of the ledger that rule or chance decided"),
    "cited_passages": (MORE, "passages reached that cite a fact"),
    "cited_numbers": (MORE, "passages with numbers about the world that cite a fact"),
    "other_man": (MORE, "how far endings differ when another man makes the same decisions"),
}
"""Name to (whether more or less is better, in words)."""

KINDS = {"uniform": False, "least-used": False, "prefer": True, "avoid": True}
"""Ways to choose at random, and whether each wants a tag (`prefer:paper`)."""
