"""Rows of the pages that one chooses from: turns, branches, causes, notes, what was found.

In: plain data of a session. Out: `Row`s; the id of a row is the line that one would type in the plain face.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.session import Page, SessionView
from engine.session.view import BranchLine, FoundLine, TimelineTurn
from engine.tui.widgets.menu import Row

SHOWN = 60
"""Turns that one page of the record lists."""

_CHOICE = re.compile(r"\bchoice (\d{1,9})\b")
_NUMBERED = re.compile(r"(\d+)\. (.*)", re.DOTALL)


def record_rows(turns: Sequence[TimelineTurn], until: int) -> list[Row]:
    """The turns up to `until`, a heading a day; before them the way to what is earlier."""
    ends = [each for each in turns if each.number <= until]
    shown = ends[-SHOWN:]
    rows = [Row(f"before {shown[0].number - 1}", 0, "Earlier choices")] if len(ends) > len(shown) else []
    day = None
    for each in shown:
        label = f"{each.hour} {each.label or 'The beginning'}".strip()
        heading = each.day if each.day != day else ""
        day = each.day
        rows.append(Row(f"record {each.number}", each.number, label, notes=each.noted, heading=heading))
    return rows


def turn_rows(number: int, most: int) -> list[Row]:
    """The ways from one turn of the record."""
    ways = [(f"go {number}", "Go back to before this choice. What was chosen stays, as a branch.")]
    ways += [(f"record {number - 1}", "The choice before.")] if number > 1 else []
    ways += [(f"record {number + 1}", "The choice after.")] if number < most else []
    return _numbered(ways)


def branch_rows(tree: Sequence[BranchLine]) -> list[Row]:
    """The branches, each under the one it parts from, further in."""
    return [
        Row(f"branch {each.number}", each.number, _called(each), notes=(each.told,), deep=deep)
        for each, deep in _down(tree, 0, 0)
    ]


def _down(tree: Sequence[BranchLine], parent: int, deep: int) -> Iterator[tuple[BranchLine, int]]:
    for each in sorted((one for one in tree if one.parent == parent), key=lambda one: (one.after, one.number)):
        yield each, deep
        yield from _down(tree, each.number, deep + 1)


def _called(branch: BranchLine) -> str:
    return (branch.name or f"Branch {branch.number}") + (", where you are" if branch.here else "")


def ways_of_branch(branch: BranchLine) -> list[Row]:
    """What can be done with a branch."""
    if branch.here:
        return _numbered([("name", "Give it a name.")])
    at = branch.number
    ways = [(f"go branch {at}", "Go to its end."), (f"compare {at}", "Lay it beside this path.")]
    return _numbered([*ways, (f"remove branch {at}", "Remove it; it can be restored.")])


def restoring_rows(page: Page, first: int) -> list[Row]:
    """The removed branches of the page about branches, each to be restored."""
    lines = [line for part in page.sections if part.heading.startswith("Removed") for line in part.paragraphs]
    found = [match for line in lines if (match := _NUMBERED.match(line))]
    return [
        Row(f"restore branch {each[1]}", number, f"Restore: {each[2]}", heading="" if at else "Removed")
        for at, (number, each) in enumerate(enumerate(found, first))
    ]


def why_rows(view: SessionView, page: Page, labels: Mapping[int, str], of: str) -> list[Row]:
    """Each choice that the page speaks of, to be opened; after a page of all, what else can be asked."""
    ways = [(f"record {number}", f"Choice {number}: {labels[number]}") for number in _spoken(page) if number in labels]
    if not of:
        ways += [(f"why {each.number}", f"Why {each.number}. {each.label}") for each in view.choices]
        ways += [
            (f"why {line.title.lower()}", f"Why {line.title.lower()}") for line in view.status if line.title != "Papers"
        ]
    return _numbered(ways)


def _spoken(page: Page) -> list[int]:
    """The choices that sentences of ours name, as in "(Thursday, choice 12)", nearest cause first."""
    texts = " ".join(line for part in page.sections for line in part.paragraphs)
    return list(dict.fromkeys(int(found) for found in _CHOICE.findall(texts)))


def note_rows(page: Page) -> list[Row]:
    """The notes to go to, and the way to a new one."""
    found = [match for part in page.sections for line in part.paragraphs if (match := _NUMBERED.match(line))]
    notes = [Row(f"go note {each[1]}", int(each[1]), each[2]) for each in found]
    return [*notes, Row("note", len(notes) + 1, "Mark this place with a few words.")]


def found_rows(lines: Iterable[FoundLine]) -> list[Row]:
    """The places where words were found."""
    return [
        Row(f"record {each.number}", at, each.piece, f"choice {each.number}" if each.number else "the opening")
        for at, each in enumerate(lines, 1)
    ]


def men_rows(men: Iterable[tuple[str, str]]) -> list[Row]:
    """The other men, by id and name."""
    return _numbered([(f"as {id_}", name) for id_, name in men])


def _numbered(ways: Iterable[tuple[str, str]]) -> list[Row]:
    return [Row(id_, number, label) for number, (id_, label) in enumerate(ways, 1)]
