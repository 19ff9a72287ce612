"""What a player writes into the record besides choices: names of branches, bookmarks, removals.

In: a record and words as typed. Out: the entry to write and a sentence that says what it did, or ChoiceError in words.
Without words nothing is written, and the sentence says what to say.
"""

from __future__ import annotations

from engine.errors import ChoiceError
from engine.record import Bookmark, Branch, Entry, Named, Record, Removal, removal_of
from engine.session.whither import branch_meant, branches_here, spoken_branches

LONGEST_NAME, LONGEST_NOTE = 60, 400
"""Letters."""

Made = tuple[tuple[Entry, ...], str]


def named(record: Record, words: str) -> Made:
    """Name the branch that the player stands on."""
    if not words:
        return (), "Say name and what this branch is to be called, as in: name evening train"
    if len(words) > LONGEST_NAME:
        raise ChoiceError(f"A name has at most {LONGEST_NAME} letters.")
    here = branches_here(record)
    if len(here) != 1:
        raise ChoiceError(
            f"Several branches go on from here: {spoken_branches(here, 'and')}. Go to the end of one first."
        )
    if words.isdecimal():
        raise ChoiceError("A number cannot be a name, for branches are found by number, too.")
    other = next((each for each in record.shape.branches(None) if each.name.lower() == words.lower()), None)
    if other is not None and other.number != here[0].number:
        raise ChoiceError(f"Branch {other.number} is called that already.")
    return (Named(here[0].tip, words),), f"Branch {here[0].number} is now called {words}."


def noted(record: Record, words: str) -> Made:
    """Keep the present turn as a bookmark."""
    if not words:
        return (), "Say note and what you want to remember of this place, as in: note ask Lena before this"
    if len(words) > LONGEST_NOTE:
        raise ChoiceError(f"A note has at most {LONGEST_NOTE} letters.")
    assert record.standing is not None
    number = len(record.bookmarks) + 1
    return (Bookmark(record.standing, words),), f"Kept as note {number}. To come back here: go note {number}"


def removed(record: Record, words: str) -> Made:
    """Remove what is on one branch only."""
    if not words:
        return (), "Say remove branch and its number or name; branches lists them."
    branch = branch_meant(record, words)
    turn = removal_of(record, branch)
    if turn is None:
        raise ChoiceError("It is the only branch there is.")
    assert record.standing is not None
    depths = record.shape.depths
    if depths[record.shape.common(record.standing, turn)] >= depths[turn]:
        raise ChoiceError("You stand on that branch. Go to another first.")
    choices = branch.depth - depths[turn] + 1
    gone = "1 choice of it was" if choices == 1 else f"{choices} choices of it were"
    return (Removal(turn),), (
        f"{_called(branch)} is removed; {gone} on no other branch. "
        f"To take that back, say: restore branch {branch.number}"
    )


def restored(record: Record, words: str) -> Made:
    """Take a removal back."""
    if not words:
        return (), "Say restore branch and its number or name; branches lists those that were removed."
    branch = branch_meant(record, words, removed=True)
    marks = tuple(Removal(each, undone=True) for each in record.shape.marks(branch.tip))
    return marks, f"{_called(branch)} is there again."


def _called(branch: Branch) -> str:
    return f"Branch {branch.number}" + (f", {branch.name}," if branch.name else "")
