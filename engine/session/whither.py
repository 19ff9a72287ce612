"""Which turn, branch or bookmark a person means: 12, branch 2, branch evening train, note 1.

In: a record and words as typed. Out: a turn of it, or ChoiceError in a whole sentence that says what can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ChoiceError
from engine.record import Branch, Record

TO_GO = "Say go and the number of a choice, go branch and its number or name, or go note and its number."


def turn_meant(record: Record, words: str) -> int:
    """The turn to stand at for `go WORDS`. Raises ChoiceError."""
    first, _, rest = words.partition(" ")
    if first == "branch" and rest:
        return branch_meant(record, rest).tip
    if first in ("note", "bookmark") and rest:
        return _bookmarked(record, rest)
    if words.isdecimal():
        return _before_choice(record, int(words[:9]))
    raise ChoiceError(TO_GO)


def turn_made(record: Record, words: str) -> int:
    """The turn that the choice of that number made, on the present path. Raises ChoiceError."""
    standing, most = record.standing, 0 if record.standing is None else record.shape.depths[record.standing]
    if standing is not None and words.isdecimal() and 1 <= int(words[:9]) <= most:
        found = record.turn_at(standing, int(words[:9]))
        assert found is not None
        return found
    if not most:
        raise ChoiceError("No choice has been made yet.")
    raise ChoiceError(f"Say record and the number of a choice, from 1 to {most}." if most > 1 else "Say record 1.")


def branch_meant(record: Record, words: str, *, removed: bool = False) -> Branch:
    """The branch of that number, name or beginning of a name; among the removed ones if so said. Raises ChoiceError."""
    wanted = words.removeprefix("branch ").strip().lower()
    known = record.shape.removed(record.standing) if removed else record.shape.branches(record.standing)
    exact = [each for each in known if wanted in (str(each.number), each.name.lower())]
    found = exact or [each for each in known if each.name and each.name.lower().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    kind = "removed branch" if removed else "branch"
    if found:
        raise ChoiceError(f'"{words}" may mean {spoken_branches(found, "or")}. Say the number.')
    if not known:
        raise ChoiceError(f"There is no {kind}.")
    raise ChoiceError(f'There is no {kind} "{words}". There is {spoken_branches(known, "and")}.')


def branches_here(record: Record) -> tuple[Branch, ...]:
    """The branches that go through where the player stands, or end there."""
    return tuple(each for each in record.shape.branches(record.standing) if each.goes_on)


def spoken_branches(branches: Sequence[Branch], last: str) -> str:
    """As in "branch 1, branch 2 (evening train) and branch 3"; of many the first few."""
    most = 9
    named = [f"branch {each.number}" + (f" ({each.name})" if each.name else "") for each in branches[:most]]
    if len(branches) > most:
        named.append(f"{len(branches) - most} more")
    return f" {last} ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _bookmarked(record: Record, words: str) -> int:
    count = len(record.bookmarks)
    if words.isdecimal() and 1 <= int(words[:9]) <= count:
        turn = record.bookmarks[int(words[:9]) - 1].turn
        if record.shape.is_there(turn):
            return turn
        raise ChoiceError("That note is on a removed branch. Restore the branch first.")
    if not count:
        raise ChoiceError("There is no note yet. Say note and what it says.")
    raise ChoiceError("There is only note 1." if count == 1 else f"Notes have numbers from 1 to {count}.")


def _before_choice(record: Record, number: int) -> int:
    """The turn before the choice `number` of this path; after its end, of what goes on from here."""
    standing = record.standing
    if standing is None:
        raise ChoiceError("Nothing has been played yet.")
    here = record.shape.depths[standing]
    if 1 <= number <= here + 1:
        found = record.turn_at(standing, number - 1)
        assert found is not None
        return found
    onward = branches_here(record)
    ways = {turn for each in onward if (turn := record.turn_at(each.tip, number - 1)) is not None} if number else set()
    if len(ways) == 1:
        return ways.pop()
    if ways:
        raise ChoiceError(f"Several branches go on from here: {spoken_branches(onward, 'and')}. Say go branch and one.")
    most = max([here, *(each.depth for each in onward)]) + 1
    raise ChoiceError(f"This path has choices from 1 to {most}." if most > 1 else "This path has choice 1 only.")
