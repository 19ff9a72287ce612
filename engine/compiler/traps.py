"""The traps YAML sets for prose, each with its own code, caret and the corrected line to paste.

In: the lines of a file near the place where YAML gave up, or a node that came out odd. Out: diagnostics. Knows nothing
of verbs but what it is handed, and shows nobody the words of the YAML library alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from engine.compiler.nodes import Map, Node, Scalar, Seq, Source
from engine.diagnostics import Bag, Place, nearest

CONDITIONS = frozenset({"if", "needs", "when", "match", "derived", "return"})
_MOST_LINES = 200
_KEY = r"(?:[\w.]+|one of|set of)"
_LINE = re.compile(rf"(?P<lead>[ \t]*(?:-[ \t]+)*)(?:(?P<key>{_KEY})[ \t]*:[ \t]+)?(?P<value>.*)$")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?$")
_CLOSED = {'"': re.compile(r'"(?:\\.|[^"\\])*"'), "'": re.compile(r"'(?:''|[^'])*'")}
_QUOTED = {'"': re.compile(r'"(?:\\[\s\S]|[^"\\])*"'), "'": re.compile(r"'(?:''|[^'])*'")}
_CLEAN_END = re.compile(r"[ \t]*(?:$|[:,\]}]|#)", re.MULTILINE)
_COMPLAINED = re.compile(r"\{\{|\?\s|\[")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_.]*$")
BLOCK_HINT = 'begin the item with "- |" and put the text on the lines below it, set in by two more spaces'


@dataclass(frozen=True, slots=True)
class Trap:
    """A trap seen in one line. `column` is zero-based; `words` fill the template of `code`.

    `fix` is the corrected line without its indent; None where there is none, and then `hint` says what to do.
    """

    code: str
    column: int
    length: int
    fix: str | None
    words: dict[str, str] = field(default_factory=dict)
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart: `lead` is indent and dashes, `key` may be "", `comment` begins with its blanks."""

    lead: str
    key: str
    value: str
    comment: str

    @property
    def before(self) -> str:
        """All that stands before the value."""
        return f"{self.lead}{self.key}: " if self.key else self.lead

    @property
    def marked(self) -> bool:
        """Whether a value can begin on this line: after a dash or a key."""
        return bool(self.key) or "-" in self.lead


def quoted(text: str) -> str:
    """`text` in the quotes that need the fewest marks within: plain double ones, else single ones doubled."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def taken_apart(line: str) -> Line:
    """Split a line into lead, key, value and comment. In a list item only a lower-case word counts as a key."""
    found = _LINE.match(line)
    assert found is not None
    lead, key, value = found["lead"], found["key"] or "", found["value"]
    if key and "-" in lead and not _IDENTIFIER.match(key) and key not in ("one of", "set of"):
        key, value = "", line[len(lead) :]
    at = next((m.start() for m in re.finditer(r"[ \t]+#(?:[ \t]|$)", value)), len(value))
    bare = value[:at].rstrip()
    return Line(lead, key, bare, value[len(bare) :].rstrip())


def repaired(line: str) -> str:
    """`line`, without its indent, with its value in quotes: what to paste."""
    parts = taken_apart(line)
    return (parts.before.strip() + " " + quoted(parts.value) + parts.comment).strip()


def trap_in(line: str) -> Trap | None:
    """The trap of a line whose value begins on it; None when it holds none. Looks at the line alone."""
    parts = taken_apart(line)
    value, column = parts.value, line.find(parts.value, len(parts.before.rstrip()))
    if not value or not parts.marked:
        return None
    if parts.key in CONDITIONS and (value.startswith("{{") or _breaks(value)):
        return Trap("YML026", column, len(value), _condition_fix(parts), {"key": parts.key, "mark": value[0]})
    if value.startswith(("{{", "{%")):
        return Trap("YML027", column, len(value), repaired(line), {"mark": value[:2]})
    if not _breaks(value):
        return None
    if value[0] in "\"'":
        return Trap("YML020", column, len(value), repaired(line))
    return Trap("YML021", column, len(value), repaired(line), {"mark": value[0]})


def _breaks(value: str) -> bool:
    """Whether YAML takes the first character of `value` for a sign of its own and then trips over the rest."""
    first = value[0]
    if first in "\"'":
        closed = _CLOSED[first].match(value)
        return bool(closed) and not _CLEAN_END.match(value, closed.end() if closed else 0)
    if first in "[{":
        end = _closing(value, 0)
        return end is not None and bool(value[end + 1 :].strip(" \t,]}:"))
    if first in "|>":
        return not _BLOCK_HEAD.match(value)
    return first in "*&!%@`" or value.startswith("? ")


def _condition_fix(parts: Line) -> str:
    value = parts.value
    if value.startswith("!") and not value.startswith(("!!", "!=")):
        value = "not " + value[1:].lstrip()
    elif value.startswith("{{") and value.endswith("}}"):
        value = value[2:-2].strip()
    else:
        value = quoted(value)
    return (parts.before.strip() + " " + value + parts.comment).strip()


# ---- where YAML gave up


_SAID: tuple[tuple[str, str, bool], ...] = (
    # what the library's sentence holds, our code, whether the trap stands where the token began
    ("a tab character", "YML006", False),
    ("mapping values are not allowed", "YML022", False),
    ("escape", "YML034", False),
    ("hexdecimal", "YML034", False),
    ("hexadecimal", "YML034", False),
    ("stream", "YML030", True),
    ("document indicator", "YML030", True),
    ("expected ':'", "YML033", True),
    ("',' or", "YML031", True),
    ("did not find expected key", "YML032", False),
    ("'-' indicator", "YML032", False),
    ("<block end>", "YML032", False),
    ("document start", "YML032", False),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A syntax error: the library's sentence, where it was noticed, where its token began, the last node read.

    `flow` is where the outermost bracket open at that moment stands, or None.
    """

    said: str
    noticed: int
    began: int
    last: int
    flow: int | None = None


def diagnose(source: Source, failure: Failure, bag: Bag) -> int:
    """Add the one diagnostic that explains `failure`, and return the index it points at. Bounded: 200 lines."""
    noticed = source.line(failure.noticed)
    tab = re.match(r" *\t", source.line_text(noticed))
    if tab:
        return _tab(source, source.line_start(noticed) + tab.end() - 1, bag)
    for number in _candidates(source, source.line(failure.last), noticed):
        found = _open_quote(source, number) or trap_in(source.line_text(number))
        if found:
            return add_trap(source, number, found, bag)
    return _by_what_was_said(source, failure, bag)


def add_trap(source: Source, line: int, trap: Trap, bag: Bag) -> int:
    """Add `trap` at its place on `line`; returns the index of that place."""
    index = source.line_start(line) + trap.column
    bag.add(trap.code, source.place(index, trap.length), hint=trap.hint, fix=trap.fix, **trap.words)
    return index


def _candidates(source: Source, first: int, last: int) -> Iterator[int]:
    """The lines on which the culprit may stand: not those inside a block of text or a sound quotation."""
    number, inside = max(first, last - _MOST_LINES), -1
    while number <= last:
        text = source.line_text(number)
        indent = len(text) - len(text.lstrip())
        if text.strip() and indent <= inside:
            inside = -1
        if inside < 0:
            yield number
            if _BLOCK_HEAD.match(taken_apart(text).value or " "):
                inside = indent
            number = max(number, _sound_quote_end(source, number))
        number += 1


def _quote_start(source: Source, line: int) -> int | None:
    """The index of a quote that opens on `line` as its value and does not close there."""
    text = source.line_text(line)
    parts = taken_apart(text)
    if not parts.marked or parts.value[:1] not in ("'", '"') or _CLOSED[parts.value[0]].match(parts.value):
        return None
    return source.line_start(line) + text.find(parts.value, len(parts.before.rstrip()))


def _sound_quote_end(source: Source, line: int) -> int:
    """The line where a quotation that opens on `line` ends; `line` itself when none stays open."""
    start = _quote_start(source, line)
    closed = _QUOTED[source.text[start]].match(source.text, start) if start is not None else None
    return source.line(closed.end()) if closed else line


def _open_quote(source: Source, line: int) -> Trap | None:
    """The trap of a quote that never closes, or closes where another was meant to open."""
    start = _quote_start(source, line)
    if start is None:
        return None
    closed = _QUOTED[source.text[start]].match(source.text, start)
    if closed and _CLEAN_END.match(source.text, closed.end()):
        return None
    return _unclosed(source, start)


def _unclosed(source: Source, start: int) -> Trap:
    text = source.line_text(source.line(start))
    column = start - source.line_start(source.line(start))
    parts = taken_apart(text)
    value = text[column:].rstrip()
    if parts.marked and parts.value == value and value.count(value[0]) == 1:
        # One quote and no second: either it was forgotten, or the mark is an apostrophe ('Tis).
        fixed = quoted(value) if value[0] == "'" else value + value[0]
        fix = f"{parts.before.strip()} {fixed}".replace(":  ", ": ")
        return Trap("YML030", column, len(value), fix, {"mark": value[0]})
    hint = f"close it with another {value[0]}"
    return Trap("YML030", column, len(value), None, {"mark": value[0]}, hint)


def _tab(source: Source, index: int, bag: Bag) -> int:
    bag.add("YML006", source.place(index), hint="set the line in with spaces")
    return index


def _by_what_was_said(source: Source, failure: Failure, bag: Bag) -> int:
    char = source.text[failure.noticed : failure.noticed + 1]
    if failure.flow is not None and source.line(failure.flow) < source.line(failure.noticed):
        return _said(source, "YML031", failure.flow, bag)
    for part, code, at_start in _SAID:
        if part in failure.said:
            return _said(source, code, failure.began if at_start else failure.noticed, bag)
    if char == "\t":
        return _tab(source, failure.noticed, bag)
    if char and char in "*&!%@`":
        bag.add("YML021", source.place(failure.noticed), hint="put the text in quotes", mark=char)
        return failure.noticed
    bag.add("YML039", source.place(failure.noticed), said=failure.said)
    return failure.noticed


def _said(source: Source, code: str, index: int, bag: Bag) -> int:
    if code == "YML006":
        return _tab(source, index, bag)
    if code == "YML034":
        index = max(0, source.text.rfind("\\", 0, index + 1))
    line = source.line(index)
    text = source.line_text(line)
    rest = text[index - source.line_start(line) :].rstrip()
    words: dict[str, str] = {}
    hint: str | None = None
    fix: str | None = None
    if code == "YML022":
        hint, fix = _marked(text, BLOCK_HINT, repaired(text))
    elif code == "YML030":
        return add_trap(source, line, _unclosed(source, index), bag) if rest else index
    elif code == "YML031":
        words = {"mark": rest[:1], "close": {"[": "]", "{": "}"}.get(rest[:1], "]")}
        hint = f"close it with {words.pop('close')}, or put the text in quotes"
    elif code == "YML034":
        hint = r"write single quotes round the text, or \\ for one backslash"
    elif code in ("YML032", "YML033"):
        hint = "set it in like the lines it belongs to" if code == "YML032" else "put “- ” before a sentence"
    bag.add(code, source.place(index, 1 if code == "YML022" else len(rest)), hint=hint, fix=fix, **words)
    return index


def _marked(line: str, hint: str, fix: str) -> tuple[str | None, str | None]:
    """The fix for a line on which a value begins, else the hint; the other of the two is None."""
    return (None, fix) if taken_apart(line).marked else (hint, None)


# ---- nodes that came out odd


def mapping_trap(node: Map, verbs: Collection[str], bag: Bag) -> bool:
    """Complain of a sentence with `: ` in it that YAML made a mapping of; say whether it did.

    For a body item none of whose keys is a verb. True and silent too where the reader has said why already. False, and
    silent, when the first key looks like a verb misspelt rather than like a sentence: the caller knows better then.
    """
    first = next(iter(node), None)
    if node.broken or _COMPLAINED.match(node.source.text, node.start):
        return True
    if first is None or first in verbs or not _reads_as_prose(first, node[first], verbs):
        return False
    text = first.source.line_text(first.place.line)
    sentence = len(text) - (first.place.column - 1)
    fix = repaired_as_prose(text) if text.lstrip().startswith("-") else None
    hint = None if fix else BLOCK_HINT
    at = first.place
    bag.add("YML023", Place(at.file, at.line, at.column, max(1, sentence)), hint=hint, fix=fix, key=str(first))
    return True


def repaired_as_prose(line: str) -> str:
    """`line` with all that follows its dashes in quotes."""
    parts = taken_apart(line)
    return (parts.lead.strip() + " " + quoted(line[len(parts.lead) :].removesuffix(parts.comment).rstrip())).strip()


def _reads_as_prose(key: Scalar, value: Node, verbs: Collection[str]) -> bool:
    if not _IDENTIFIER.match(key):
        return True
    return nearest(key, verbs) is None and isinstance(value, Scalar) and " " in value


def sequence_trap(node: Seq, bag: Bag) -> bool:
    """Complain of a body item that became a list (`- - text`, `- [text]`); say whether it did.

    False for a list set out on lines of its own, which is a mistake of shape and not of prose.
    """
    place = node.place
    line = node.source.line_text(place.line)
    mark = line[place.column - 1 : place.column]
    first = re.match(r"[ \t]*-[ \t]+", line)
    if mark not in ("-", "[") or first is None or first.end() > place.column - 1:
        return False
    fix = "- " + quoted(line[place.column - 1 :].rstrip())
    trap = Trap("YML021", place.column - 1, len(line), fix, {"mark": mark})
    add_trap(node.source, place.line, trap, bag)
    return True


# ---- text that would be lost in silence


_HASH = re.compile(r"#(?<=[ \t]#)(?=[^\s#])")
_TAB = re.compile(r"^ *(?=\t[ \t]*\S)", re.MULTILINE)


def suspects(text: str) -> list[int]:
    """Where text may be lost: a `#` with a blank before it and none after, a tab that sets a line in. One pass."""
    tabs = [found.end() for found in _TAB.finditer(text)] if "\t" in text else []
    return sorted([found.start() for found in _HASH.finditer(text)] + tabs)


def lost_text(source: Source, found: Iterable[int], spans: Iterable[tuple[int, int]], bag: Bag) -> None:
    """Complain of those `found` that stand outside `spans`: quotations, blocks and parts not read."""
    waiting = iter(sorted(spans))
    span, commented = next(waiting, None), 0
    for index in found:
        while span and span[1] <= index:
            span = next(waiting, None)
        if span and span[0] <= index:
            continue
        if source.text[index] == "\t":
            if source.line_text(source.line(index)).lstrip()[:1] != "#":
                _tab(source, index, bag)
        elif source.line(index) != commented and not _in_comment(source, index):
            commented = source.line(index)
            _lost(source, index, bag)


def _in_comment(source: Source, index: int) -> bool:
    start = source.line_start(source.line(index))
    before = source.text[start:index]
    return not before.strip() or before.lstrip().startswith("#") or bool(re.search(r"[ \t]#(?:[ \t#])", before))


def _lost(source: Source, index: int, bag: Bag) -> None:
    line = source.line(index)
    text = source.line_text(line)
    column = index - source.line_start(line)
    parts = taken_apart(text)
    lost = text[column:].rstrip()
    as_comment = parts.value[:1] in ("", "#", "[", "{", "|", ">", "'", '"')
    fix = (text[:column] + "# " + text[column + 1 :]).strip() if as_comment else repaired(text)
    hint, found = _marked(text, BLOCK_HINT, fix)
    bag.add("YML024", source.place(index, len(lost)), hint=hint, fix=found, lost=lost)


# ---- lists and mappings on one line


def repaired_flow(line: str, column: int) -> str | None:
    """`line` with the elements of the `[…]` or `{…}` round zero-based `column` quoted where they must be.

    None when the bracket does not open and close on this line.
    """
    opened = [i for i in range(min(column, len(line))) if line[i] in "[{" and (_closing(line, i) or -1) >= column]
    if not opened:
        return None
    start = opened[-1]
    end = _closing(line, start)
    assert end is not None
    parts = _split(line[start + 1 : end])
    fixed = _listed(parts) if line[start] == "[" else _mapped(parts)
    return (line[: start + 1] + ", ".join(fixed) + line[end:]).strip()


def _listed(parts: list[str]) -> list[str]:
    bare = [part.strip() for part in parts]
    return [quoted(part) if re.search(r"[()]", part) and part[:1] not in "\"'" else part for part in bare]


def _mapped(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and not re.match(r"\s*[^\s:][^:]*:(?:\s|$)", part):
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return [_value_quoted(part.strip()) if part not in parts or "(" in part else part.strip() for part in joined]


def _value_quoted(part: str) -> str:
    key, _, value = part.partition(":")
    return part if value.strip()[:1] in ("", '"', "'") else f"{key}: {quoted(value.strip())}"


def _split(inside: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for index, char in enumerate(inside):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth <= 0:
            parts.append(inside[begin:index])
            begin = index + 1
    return [*parts, inside[begin:]]


def _closing(text: str, start: int) -> int | None:
    """The index of the bracket that closes the one at `start`; None when there is none on the line."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] in "[{") - (text[index] in "]}")
        if depth == 0:
            return index
    return None
