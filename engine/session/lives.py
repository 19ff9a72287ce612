"""Two lives told side by side: a path, and the same decisions made by another man.

In: a session's machine and record, the other's profile. Out: `Lives`, plain data in words, and a page of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Profile
from engine.record import Life, Record, Row, Turn, another, cells_after
from engine.session.retelling import retell
from engine.session.shown import Shown
from engine.session.transcript import turn_lines
from engine.session.view import EndingView, Page, Section, TurnView

MOST_TOLD = 40
"""Rows of a page after the lives have parted."""

_STOOD = {
    "closed": "was closed",
    "hidden": "was not offered",
    "elsewhere": "could not be chosen there",
}
_TOOK = {
    "later": "This was chosen later by {man}.",
    "alike": "Taken instead, for it is of the same kind: “{took}”.",
    "place": "Taken instead, at the same place of the menu: “{took}”.",
    "first": "Taken instead, as the first that was open: “{took}”.",
}


class LivesRow(Frozen):
    """One decision. `wanted` and `took` are labels, `why` a sentence or two, "" where the same was chosen.
    `rule` and `stood` are those of `engine.record.another.Row`.

    `mine` and `theirs` are the turns of the two lives, None where one of them made none.
    """

    number: int
    wanted_id: str
    wanted: str
    took_id: str
    took: str
    rule: str
    stood: str
    why: str
    mine: TurnView | None
    theirs: TurnView | None


class Lives(Frozen):
    """Two lives. `shared` rows at the beginning are the same choices; `left` decisions were not used up.

    `other_number` of a row's turn is its place in the other life. Endings are None where a life goes on.
    """

    man: str
    other: str
    shared: int
    rows: tuple[LivesRow, ...]
    left: int
    ending: EndingView | None
    other_ending: EndingView | None


class Telling:
    """Tells the lives of one story."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._machine = machine
        self._shown = shown

    def lives(self, record: Record, words: str, *, safe: bool) -> Lives:
        """The present path, and its decisions made by the man that `words` mean. Raises ChoiceError in words."""
        man, other = self._machine.profile(record.header.profile), self._meant(record, words)
        path = record.path()
        life = another(self._machine, record.header, path, other.id)
        mine = {each.id: view for each, view in self._views(record, path, safe=safe)}
        his = {each.id: view for each, view in self._views(life.record, life.record.path(), safe=safe)}
        rows = tuple(self._row(record, life, each, (mine, his), path, man.name) for each in life.rows)
        shared = next((at for at, each in enumerate(life.rows) if each.rule != "same"), len(rows))
        return Lives(man.name, other.name, shared, rows, life.left, self._ending(record), self._ending(life.record))

    def page(self, record: Record, words: str, *, safe: bool) -> Page:
        """The same as a page. Without words it says which men there are."""
        if not words:
            men = ", ".join(f"as {each.id}" for each in self._others(record))
            told = f"Say whose life is to be told with your decisions: {men}." if men else "There is only one man."
            return Page("As another", (Section("", (told,)),))
        return lives_page(self.lives(record, words, safe=safe))

    def _others(self, record: Record) -> list[Profile]:
        """One profile of each other man, the first with his name."""
        profiles = self._machine.program.profiles
        own = self._machine.profile(record.header.profile)
        men = {each.name or each.id: each for each in reversed(profiles) if each.id != own.id}
        men.pop(own.name, None)
        return [each for each in profiles if each in men.values()]

    def _meant(self, record: Record, words: str) -> Profile:
        wanted = words.lower()
        profiles = self._machine.program.profiles
        found = [each for each in profiles if wanted == each.id.lower()]
        found = found or [each for each in profiles if wanted == each.name.lower()]
        found = found or [each for each in profiles if each.name.lower().startswith(wanted)]
        if len({each.name for each in found}) == 1:
            found = found[:1]
        if len(found) == 1 and found[0].id != record.header.profile:
            return found[0]
        men = ", ".join(each.id for each in self._others(record))
        known = f"The others are: {men}." if men else "There is no other man in this story."
        said = f"This is the life of {found[0].name} already." if len(found) == 1 else f'There is no man "{words}".'
        raise ChoiceError(f"{said} {known}")

    def _views(self, record: Record, path: list[Turn], *, safe: bool) -> Iterator[tuple[Turn, TurnView]]:
        yield from zip(path, retell(self._machine, self._shown, record, path, safe=safe)[1], strict=True)

    def _row(
        self,
        record: Record,
        life: Life,
        row: Row,
        views: tuple[dict[int, TurnView], dict[int, TurnView]],
        path: list[Turn],
        man: str,
    ) -> LivesRow:
        followed = path[row.place]
        wanted = self._shown.label(followed, cells_after(self._machine, record, followed.parent))
        turn = None if row.turn is None else life.record.turns[row.turn]
        took = "" if turn is None else self._shown.label(turn, cells_after(self._machine, life.record, turn.parent))
        stood = f"“{wanted.rstrip('.')}” {_STOOD[row.stood]}." if row.stood in _STOOD else ""
        told = row.stood == "never" and row.rule in ("place", "first")  # once, at the top
        how = "" if told else _TOOK.get(row.rule, "").format(man=man, took=took.rstrip("."))
        why = " ".join(filter(None, (stood, row.why, how)))
        waits = row.stood == "elsewhere" and row.turn is not None
        mine = None if waits else views[0][followed.id]
        theirs = None if row.turn is None else views[1][row.turn]
        return LivesRow(row.place, row.wanted, wanted, row.took, took, row.rule, row.stood, why, mine, theirs)

    def _ending(self, record: Record) -> EndingView | None:
        [last] = record.last(1)
        return (
            None
            if last.ending is None
            else self._shown.ending(last.ending, cells_after(self._machine, record, last.id))
        )


def lives_page(lives: Lives) -> Page:
    """Each life's turns under its name, from where the two part."""
    sections = [Section("", tuple(_above(lives)))]
    for row in lives.rows[lives.shared : lives.shared + MOST_TOLD]:
        sections += _sections(lives, row)
    over = len(lives.rows) - lives.shared - MOST_TOLD
    if over > 0:
        sections.append(Section("", (f"And {over} more.",)))
    sections.append(Section("How they end", tuple(_ends(lives))))
    return Page(f"{lives.man}, and {lives.other} with the same decisions", tuple(sections))


def _above(lives: Lives) -> Iterator[str]:
    """How far they are alike, and what is done where one never comes to the other's choices."""
    if lives.shared == len(lives.rows) and not lives.left:
        yield "The same choices could all be made."
    elif not lives.shared:
        yield "They part at the first choice."
    else:
        same = (
            f"{lives.shared} choices are the same; after them" if lives.shared > 1 else "choice is the same; after it"
        )
        yield f"The first {same} they part."
    never = sum(each.stood == "never" for each in lives.rows)
    if never:
        many = "No road" if never == len(lives.rows) else "Not every road"
        leads = "leads to these choices" if never == len(lives.rows) else "leads to all of these choices"
        yield (
            f"{many} of {lives.other}'s {leads} of {lives.man}'s. Each stands for a choice of {lives.other}'s own: "
            "the one at the same place of the menu, or else the first that is open."
        )


def _sections(lives: Lives, row: LivesRow) -> Iterator[Section]:
    if row.mine is not None:
        yield Section(f"Choice {row.number}, {lives.man}", tuple(turn_lines(row.mine)))
    if row.theirs is not None:
        why = (row.why,) if row.why else ()
        yield Section(f"{lives.other}", (*why, *turn_lines(row.theirs)))
    elif row.rule == "passed":
        yield Section(f"{lives.other}", ("Never came there.",))


def _ends(lives: Lives) -> Iterator[str]:
    for man, ending in ((lives.man, lives.ending), (lives.other, lives.other_ending)):
        yield f"{man}: {'not ended' if ending is None else ending.title.rstrip('.')}."
    if lives.ending is not None and lives.other_ending is None and not lives.left:
        yield f"No decision of {lives.man}'s is left for {lives.other}, whose story could go on."
    if lives.left:
        left = "1 decision was" if lives.left == 1 else f"{lives.left} decisions were"
        end = f"{lives.other} could go no further" if lives.other_ending is None else f"{lives.other}'s story ended"
        yield f"{left} left when {end}."
