"""What is kept of a file from one check to the next: its scenes that had nothing wrong with them, in short.

In: bytes of a store, of unknown soundness. Out: a `KeptFile`, or None. A kept scene says where it stands in the text,
what it asked of the story, where it leads, what it uses and cites: enough for every check, and none of its steps.
Whatever does not fit the text at hand is not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from engine.compiler.checks import Summary
from engine.compiler.checks.summary import Cites, Dealt
from engine.compiler.checks.uses import Uses
from engine.compiler.leads import Inner, Leads
from engine.compiler.names import Asked
from engine.compiler.watched import TABLES, Answer


class FileStore(Protocol):
    """Where what is kept of a file lies, by the file's path. The command line brings one."""

    def get(self, name: str) -> bytes | None:
        """What was kept of the file called `name`; None when nothing was, or it is damaged."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it; silent when that cannot be."""


class Sealed(NamedTuple):
    """A scene that need not be read again while its file is the same and the story answers it the same.

    `start` and `end` are those of its key, `begin` and `stop` those of all its lines, as indexes into the text.
    `answers` are numbers of what it asked and was answered among those of its file; `owned`, `items` and `ids` are
    short ids of its choices, of what can be gone to, and of what may have been renamed; `place` is where it is, or "".
    """

    key: str
    begin: int
    start: int
    end: int
    stop: int
    answers: tuple[int, ...]
    owned: tuple[str, ...]
    items: tuple[str, ...]
    ids: tuple[str, ...]
    place: str
    leads: Leads
    summary: Summary


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file: the sum of its bytes, of what is common to its scenes, where its scenes stand, and those kept.

    `scene_count` is how many scenes it has, `alone` says that nothing else is in it; `begin` and `stop` are those of
    all lines from `scenes:` on. `answers` is all that its scenes asked and were answered.
    """

    content: str
    common: str
    scene_count: int
    alone: bool
    begin: int
    stop: int
    answers: tuple[Answer, ...]
    scenes: tuple[Sealed, ...]


_FORM = [str, *[int] * 5, list, *[str] * 20]
"""The types of a kept scene's row: its key, five numbers, what it asked, and lists of names, each on a line."""

_PASSES, _PASSES_MET, _RUNS_OUT, _IS_DEALT, _SURE, _ONCE = (1 << bit for bit in range(6))


def packed(kept: KeptFile) -> bytes:
    """The file as bytes for a store."""
    rows = [[*asked, said] for asked, said in kept.answers]
    head = [kept.content, kept.common, kept.scene_count, kept.alone, kept.begin, kept.stop]
    raw = [*head, rows, [_row(each) for each in kept.scenes]]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def can_be_packed(scene: Sealed) -> bool:
    """Whether no name of a scene would be taken for two, or for none."""
    return all("" not in names and not any("\n" in name for name in names) for names in _lists(scene))


def _row(scene: Sealed) -> list[Any]:
    leads, found = scene.leads, scene.summary.dealt
    bits = (
        leads.passes,
        leads.passes_met,
        leads.runs_out,
        found is not None,
        found and found.sure,
        found and found.once,
    )
    flags = sum(1 << at for at, bit in enumerate(bits) if bit)
    lists = ["\n".join(names) for names in _lists(scene)]
    return [*scene[:5], flags, list(scene.answers), leads.straight or "", scene.place, *lists]


def _lists(scene: Sealed) -> list[Sequence[str]]:
    leads, (uses, cites, found) = scene.leads, _parts(scene.summary)
    runs = [f"{each.scene}\t{each.tag}\t{each.met:d}{each.again:d}" for each in leads.runs]
    named = [scene.owned, scene.items, scene.ids, leads.goes, leads.leaves, leads.met, runs, leads.ends]
    read = [sorted(each) for each in (uses.read, uses.written, uses.tables, uses.values - {""}, uses.expanded)]
    return [*named, *read, *cites, () if found is None else found.tags]


def _parts(summary: Summary) -> tuple[Uses, Cites, Dealt | None]:
    return summary.uses, summary.cites, summary.dealt


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
    answers = tuple([_answer(row) for row in rows])
    found = tuple([_scene(row, len(answers)) for row in scenes])
    _fits(found, text, begin, stop)
    return KeptFile(content, common, count, alone, begin, stop, answers, found)


def _answer(row: Any) -> Answer:
    table, key, said = row
    _sure([type(each) for each in row] == [str] * 3 and table in TABLES)
    return (table, key), said


def _scene(row: Any, answers: int) -> Sealed:
    _sure([type(each) for each in row] == _FORM)
    key, begin, start, end, stop, flags, asked, straight, place = row[:9]
    _sure(set(map(type, asked)) <= {int} and (not asked or (min(asked) >= 0 and max(asked) < answers)))
    _sure("." not in row[9] and "." not in row[10])  # short ids
    # written out: a large story has a hundred thousand of these lists, most of them empty
    owned, items, ids, goes, leaves, met, runs, ends, *used = [
        tuple(each.split("\n")) if each else () for each in row[9:]
    ]
    inner = tuple([_inner(each) for each in runs])
    passes = (bool(flags & _PASSES), bool(flags & _PASSES_MET), bool(flags & _RUNS_OUT))
    leads = Leads(goes, leaves, met, inner, ends, *passes, straight or None)
    uses, cites = Uses(*map(set, used[:5])), Cites(*used[5:9])
    found = Dealt(used[9], bool(flags & _SURE), bool(flags & _ONCE)) if flags & _IS_DEALT else None
    summary = Summary(uses, cites, found)
    return Sealed(key, begin, start, end, stop, tuple(asked), owned, items, ids, place, leads, summary)


def _inner(line: str) -> Inner:
    scene, tag, bits = line.split("\t")
    _sure(len(bits) == 2 and bool(scene) != bool(tag))
    return Inner(scene, tag, bits[0] == "1", bits[1] == "1")


def _fits(scenes: Sequence[Sealed], text: str, begin: int, stop: int) -> None:
    """Raises ValueError unless every scene is whole lines of `text`, in order, each beginning with its key."""
    at = begin
    for each in scenes:
        _sure(at <= each.begin < each.start < each.end < each.stop <= stop)
        _sure(text[each.start : each.end] == each.key and not text[each.begin : each.start].strip(" "))
        _sure(text[each.begin - 1] == "\n" and (text[each.stop - 1] == "\n" or each.stop == len(text)))
        at = each.stop


def _sure(holds: bool) -> None:
    if not holds:
        raise ValueError("not what is kept of a file")


def numbered(
    asked: Mapping[str, Iterable[Asked]], answer: Any
) -> tuple[tuple[Answer, ...], dict[str, tuple[int, ...]]]:
    """All that scenes asked with its answers, in order, and for each scene the numbers of its own."""
    every = sorted({each for found in asked.values() for each in found})
    places = {each: place for place, each in enumerate(every)}
    rows = tuple([(each, answer(each)) for each in every])
    return rows, {scene: tuple(sorted([places[each] for each in found])) for scene, found in asked.items()}


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
