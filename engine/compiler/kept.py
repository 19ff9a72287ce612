"""What is kept of a file from one check to the next: its scenes that had nothing wrong with them, in short.

In: bytes of a store, of unknown soundness. Out: a `KeptFile`, or None. A kept scene says where it stands in the text,
what it asked of the story, and where it leads: enough for every check, and none of its steps. Whatever does not fit the
text at hand is not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from engine.compiler.leads import Leads
from engine.compiler.watched import TABLES, Answer


class FileStore(Protocol):
    """Where what is kept of a file lies, by the file's path. The command line brings one."""

    def get(self, name: str) -> bytes | None:
        """What was kept of the file called `name`; None when nothing was, or it is damaged."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it; silent when that cannot be."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A scene that need not be read again while its file is the same and the story answers it the same.

    `start` and `end` are those of its key, `begin` and `stop` those of all its lines, as indexes into the text.
    `answers` is what it asked and what was answered; `owned` are short ids of its choices.
    """

    key: str
    begin: int
    start: int
    end: int
    stop: int
    answers: frozenset[Answer]
    owned: tuple[str, ...]
    counters: tuple[str, ...]
    lasts: tuple[str, ...]
    streams: tuple[str, ...]
    leads: Leads


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file: the sum of its bytes, of what is common to its scenes, where its scenes stand, and those kept.

    `count` is how many scenes it has, `alone` says that nothing else is in it; `begin` and `stop` are those of all
    lines from `scenes:` on.
    """

    content: str
    common: str
    count: int
    alone: bool
    begin: int
    stop: int
    scenes: tuple[Sealed, ...]


def packed(kept: KeptFile) -> bytes:
    """The file as bytes for a store."""
    answers = sorted({answer for scene in kept.scenes for answer in scene.answers})
    places = {answer: place for place, answer in enumerate(answers)}
    rows = [[*asked, said] for asked, said in answers]
    scenes = [_row(scene, places) for scene in kept.scenes]
    raw = [kept.content, kept.common, kept.count, kept.alone, kept.begin, kept.stop, rows, scenes]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _row(scene: Sealed, places: Mapping[Answer, int]) -> list[Any]:
    asked = sorted([places[answer] for answer in scene.answers])
    names = [scene.owned, scene.counters, scene.lasts, scene.streams]
    leads = [scene.leads.goes, scene.leads.calls, scene.leads.reached, scene.leads.runs_out, scene.leads.straight]
    return [scene.key, scene.begin, scene.start, scene.end, scene.stop, asked, *names, *leads]


def unpacked(content: bytes, text: str) -> KeptFile | None:
    """The file, if it can have been kept of this `text`; else None. Never raises for what is in `content`."""
    try:
        return _file(json.loads(content.decode()), text)
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        return None


def _file(raw: Any, text: str) -> KeptFile:
    content, common, count, alone, begin, stop, rows, scenes = raw
    _sure(isinstance(content, str) and isinstance(common, str) and isinstance(alone, bool))
    _sure({type(each) for each in (count, begin, stop)} == {int} and 0 <= begin < stop <= len(text))
    _sure(count >= len(scenes) and (begin == 0 or text[begin - 1] == "\n"))
    answers = [_answer(row) for row in rows]
    found = tuple(_scene(row, answers) for row in scenes)
    _fits(found, text, begin, stop)
    return KeptFile(content, common, count, alone, begin, stop, found)


def _answer(row: Any) -> Answer:
    table, key, said = _strings(row)
    _sure(table in TABLES)
    return (table, key), said


def _scene(row: Any, answers: Sequence[Answer]) -> Sealed:
    key, begin, start, end, stop, asked, owned, counters, lasts, streams, goes, calls, reached, runs_out, straight = row
    _sure(isinstance(key, str) and {type(each) for each in (begin, start, end, stop)} == {int})
    _sure(isinstance(runs_out, bool) and (straight is None or isinstance(straight, str)))
    _sure(all(type(each) is int and each >= 0 for each in asked))
    leads = Leads(_strings(goes), _strings(calls), _strings(reached), runs_out, straight)
    answered = frozenset([answers[each] for each in asked])
    return Sealed(
        key,
        begin,
        start,
        end,
        stop,
        answered,
        _strings(owned),
        _strings(counters),
        _strings(lasts),
        _strings(streams),
        leads,
    )


def _fits(scenes: Sequence[Sealed], text: str, begin: int, stop: int) -> None:
    """Raises ValueError unless every scene is whole lines of `text`, in order, each beginning with its key."""
    at = begin
    for each in scenes:
        _sure(at <= each.begin < each.start < each.end < each.stop <= stop)
        _sure(text[each.start : each.end] == each.key and not text[each.begin : each.start].strip(" "))
        _sure(text[each.begin - 1] == "\n" and (text[each.stop - 1] == "\n" or each.stop == len(text)))
        at = each.stop


def _strings(raw: Any) -> tuple[str, ...]:
    _sure(type(raw) is list and set(map(type, raw)) <= {str})
    return tuple(raw)


def _sure(holds: bool) -> None:
    if not holds:
        raise ValueError("not what is kept of a file")


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with nothing in the lines of `spans`, and all else where it stood."""
    pieces, at = list[str](), 0
    for begin, stop in spans:
        pieces += [text[at:begin], _emptied(text[begin:stop])]
        at = stop
    return "".join([*pieces, text[at:]])


def _emptied(lines: str) -> str:
    """As many lines and as many characters, with nothing in them that YAML reads.

    The mark of a comment stands first: a text above that keeps its empty lines ends there, as it did before.
    """
    count, ended = len(lines.splitlines()), lines.endswith("\n")
    blanks = len(lines) - count - (1 if ended else 0)
    return "#" + "\n" * (count - 1) + " " * blanks + ("\n" if ended else "")
