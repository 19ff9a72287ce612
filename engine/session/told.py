"""A whole path as it was told: every turn with its words, and when asked for with its causes and sources.

In: a session's record. Out: `Told`, plain data that `engine.publish` writes as text, Markdown, HTML or JSON.
"""

from __future__ import annotations

from engine.frozen import Frozen
from engine.program.layout import CellValue
from engine.record import Header
from engine.session.view import EndingView, TurnView


class ToldTurn(Frozen):
    """One turn. `number` is its place on the path, 0 for the opening; `choice` the id chosen, "" at the opening.

    `when` is the hour before it in words; `because` and `sources` are whole sentences, empty unless asked for. `typed`
    is what was answered, None where that is left out and where nothing was asked. `carried` are (cell, old, new) of a
    turn without a choice that carried a state over from an earlier version of the story, without the cells `left_out`,
    which may hold something typed; the opening has none.
    """

    number: int
    choice: str
    when: str
    view: TurnView
    drawn: tuple[tuple[str, int, str], ...]
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    typed: int | str | None = None
    carried: tuple[tuple[str, CellValue, CellValue], ...] = ()
    left_out: tuple[str, ...] = ()


class Told(Frozen):
    """A path of a play-through: whose, of what, and all its turns. `ending` is None where the story goes on.

    `left_out` says that something was typed and is not told.
    """

    header: Header
    man: str
    language: str
    turns: tuple[ToldTurn, ...]
    ending: EndingView | None
    ending_because: tuple[str, ...] = ()
    left_out: bool = False
