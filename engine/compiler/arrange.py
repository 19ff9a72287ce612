"""A story's YAML set in order by edits of its text: no word, quote or comment is lost, and nothing is written anew.

In: the text of a file that reads without an error. Out: the same with indents of two, no blanks at the ends of lines,
one empty line between scenes and one line end at the end. Works on the positions of YAML's tokens. Flow mappings and
lists keep their layout, and move as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import yaml

from engine.compiler.nodes import Source
from engine.compiler.reader import LOADER

STEP = 2
_PROSE = frozenset("body say safe then else otherwise of closed text next door".split())
"""Keys under which a block of text is prose: blanks at the ends of its lines mean nothing."""

_ODD_ENDS = re.compile("[\x85\u2028\u2029]")
"""Line ends that YAML keeps as they are in a text; a file with one is left as it is."""

_OPEN_TAG = re.compile(r"\{[{%][^}]*\n")
_HEAD = re.compile(r"[|>](?:[-+]?(?P<by>[1-9])?[-+]?)")
_FLOW_OPENS = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_FLOW_CLOSES = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BLOCK_OPENS = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)


@dataclass(slots=True)
class _Block:
    """A mapping or list that is set out in lines: the column it stands in and the one it will stand in."""

    old: int
    new: int
    mapping: bool
    key: str = ""
    indentless: bool = False
    names: bool = False


@dataclass(slots=True)
class _Layout:
    """What is known of each line (one-based): its new indent, or how far it moves and not below which column."""

    indents: dict[int, int] = field(default_factory=dict)
    moves: dict[int, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[int, tuple[int, int, bool]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    escaped: set[int] = field(default_factory=set)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    scenes: list[int] = field(default_factory=list)


def arranged(text: str) -> str:
    """`text` in order. It must be YAML that the reader takes without an error. Linear."""
    if _ODD_ENDS.search(text):
        return text
    source = Source("", text)
    return _Lines(source, _Walk(source).layout()).whole()


class _Walk:
    """Goes through YAML's tokens once and notes what becomes of each line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._layout = _Layout()
        self._stack: list[_Block] = []
        self._flow = 0
        self._flow_start = 0
        self._dash: int | None = None
        self._names_next = False
        self._expects_key = False

    def layout(self) -> _Layout:
        """The notes."""
        loader: Any = LOADER(self._source.text)
        while (token := loader.get_token()).__class__ is not yaml.StreamEndToken:
            self._take(token)
        return self._layout

    def _take(self, token: Any) -> None:
        start: int = token.start_mark.index
        if self._flow or isinstance(token, _FLOW_OPENS):
            self._in_flow(token, start)
        elif isinstance(token, _BLOCK_OPENS):
            self._open(token, start)
        elif token.__class__ is yaml.BlockEndToken:
            if self._stack and self._stack[-1].indentless:
                self._stack.pop()
            self._stack.pop()
        elif token.__class__ is yaml.BlockEntryToken:
            self._entry(start)
        elif token.__class__ is yaml.KeyToken:
            self._key(start)
        elif token.__class__ is yaml.ScalarToken:
            self._scalar(token, start)

    # -- blocks ------------------------------------------------------------------------------------------------

    def _open(self, token: Any, start: int) -> None:
        new = self._stack[-1].new + STEP if self._stack else 0
        mapping = token.__class__ is yaml.BlockMappingStartToken
        key = self._stack[-1].key if self._stack else ""
        self._stack.append(_Block(token.start_mark.column, new, mapping, key, names=self._names_next))
        self._names_next = False

    def _entry(self, start: int) -> None:
        top = self._stack[-1]
        if top.mapping:  # a list whose dashes stand under its key
            top = _Block(top.old, top.new + STEP, False, top.key, indentless=True)
            self._stack.append(top)
        self._place(start, top.new)
        self._dash = start
        self._names_next = False

    def _key(self, start: int) -> None:
        if self._stack[-1].indentless:
            self._stack.pop()
        top = self._stack[-1]
        self._place(start, top.new)
        if top.names and self._begins_line(start):
            self._layout.scenes.append(self._source.line(start))
        self._expects_key = True

    def _place(self, start: int, column: int) -> None:
        """Something stands at `start`: at the beginning of its line, or after a dash."""
        if self._begins_line(start):
            self._layout.indents[self._source.line(start)] = column
        elif self._dash is not None and not self._source.text[self._dash + 1 : start].strip(" "):
            self._layout.gaps.append((self._dash + 1, start))
        self._dash = None

    def _begins_line(self, start: int) -> bool:
        return not self._source.text[self._source.line_start(self._source.line(start)) : start].strip(" ")

    # -- text --------------------------------------------------------------------------------------------------

    def _scalar(self, token: Any, start: int) -> None:
        if self._expects_key:
            self._expects_key = False
            self._stack[-1].key = token.value
            self._names_next = len(self._stack) == 1 and token.value == "scenes"
            return
        self._names_next = False
        base = self._stack[-1] if self._stack else _Block(-STEP, -STEP, False)
        self._place(start, base.new + STEP)
        if token.style in ("|", ">"):
            self._block_text(token, start, base)
            return
        for line in range(self._source.line(start) + 1, self._source.line(token.end_mark.index - 1) + 1):
            self._layout.indents[line] = base.new + STEP
        if token.style == '"':
            self._layout.escaped.update(range(self._source.line(start), self._source.line(token.end_mark.index)))

    def _block_text(self, token: Any, start: int, base: _Block) -> None:
        """Its lines move together, so that what is set in further stays so."""
        head = _HEAD.match(self._source.text, start)
        given = int(head["by"]) if head and head["by"] else 0
        first = self._source.line(start) + 1
        old = max(base.old, 0) + given if given else self._first_indent(first, base)
        keeps = head is not None and "+" in head[0]
        lines = self._lines_of(first, len(self._source.text) if old is None else old, keeps)
        if keeps:
            self._layout.kept.update((first - 1, *lines))
        if old is None:
            return
        prose = base.key in _PROSE and not keeps and not _OPEN_TAG.search(token.value)
        new = max(base.new, 0) + (given or STEP)
        self._layout.blocks.update(dict.fromkeys(lines, (old, new, prose)))

    def _first_indent(self, line: int, base: _Block) -> int | None:
        """The indent of a block's first line of text; None when it has none."""
        while (text := self._source.line_text(line)) or self._source.line_start(line) < len(self._source.text):
            if text.strip(" "):
                found = len(text) - len(text.lstrip(" "))
                return found if found > base.old else None
            line += 1
        return None

    def _lines_of(self, line: int, indent: int, keeps: bool) -> range:
        """The lines of a block of text; empty lines at its end only if it keeps them."""
        last = first = line
        while self._source.line_start(line) < len(self._source.text):
            text = self._source.line_text(line)
            if text.strip(" "):
                if len(text) - len(text.lstrip(" ")) < indent:
                    break
                last = line + 1
            elif keeps or len(text) > indent:
                last = line + 1
            line += 1
        return range(first, last)

    # -- flow --------------------------------------------------------------------------------------------------

    def _in_flow(self, token: Any, start: int) -> None:
        if isinstance(token, _FLOW_OPENS):
            if not self._flow:
                self._expects_key, self._names_next = False, False
                self._place(start, (self._stack[-1].new if self._stack else -STEP) + STEP)
                self._flow_start = self._source.line(start)
            self._flow += 1
        elif isinstance(token, _FLOW_CLOSES):
            self._flow -= 1
            if not self._flow:
                self._move(self._flow_start, self._source.line(start))
        elif token.__class__ is yaml.ScalarToken and token.style == '"':
            self._layout.escaped.update(range(self._source.line(start), self._source.line(token.end_mark.index)))

    def _move(self, first: int, last: int) -> None:
        text = self._source.line_text(first)
        old = len(text) - len(text.lstrip(" "))
        by = self._layout.indents.get(first, old) - old
        least = (self._stack[-1].new if self._stack else -STEP) + STEP
        for line in range(first + 1, last + 1):
            self._layout.moves[line] = (by, least)


class _Lines:
    """Writes the lines out again."""

    def __init__(self, source: Source, layout: _Layout) -> None:
        self._source = source
        self._layout = layout
        self._count = source.line(max(0, len(source.text) - 1)) if source.text else 0
        self._placed = sorted(layout.indents)
        self._made: list[tuple[str, int]] = []  # each line, and the number it had

    def whole(self) -> str:
        """All of it."""
        for number in range(1, self._count + 1):
            self._made.append((self._line(number), number))
        for line in reversed(self._layout.scenes[1:]):
            self._part(line)
        while self._made and not self._made[-1][0] and self._made[-1][1] not in self._layout.kept:
            self._made.pop()
        end = "\r\n" if "\r\n" in self._source.text else "\n"
        return "".join(text + end for text, _ in self._made)

    def _line(self, number: int) -> str:
        text = self._source.line_text(number)
        bare = text.lstrip(" ")
        if number in self._layout.blocks:
            return self._block_line(text, bare, *self._layout.blocks[number])
        if not bare.strip(" \t"):
            return ""
        column = self._column(number, len(text) - len(bare), bare)
        return " " * column + self._ended(self._closed_gaps(number, text)[len(text) - len(bare) :], number)

    def _block_line(self, text: str, bare: str, old: int, new: int, prose: bool) -> str:
        if not bare and (prose or len(text) <= old):
            return ""
        moved = " " * new + text[old:]
        ended = moved.rstrip(" \t") if prose else moved
        return moved if ended.endswith("\\") else ended

    def _ended(self, text: str, number: int) -> str:
        ended = text.rstrip(" \t")
        return text if number in self._layout.escaped and ended.endswith("\\") else ended

    def _closed_gaps(self, number: int, text: str) -> str:
        """A line with one space after each dash."""
        start = self._source.line_start(number)
        inside = [gap for gap in self._layout.gaps if start <= gap[0] < start + len(text)]
        for first, last in reversed(inside):
            text = text[: first - start] + " " + text[last - start :]
        return text

    def _column(self, number: int, old: int, bare: str) -> int:
        if number in self._layout.indents:
            return self._layout.indents[number]
        if number in self._layout.moves:
            by, least = self._layout.moves[number]
            return max(old + by, least)
        return self._comment_column(number, old) if bare.startswith("#") else old

    def _comment_column(self, number: int, old: int) -> int:
        """A comment stands with what follows it, or with what is above it if that is where it stood."""
        at = bisect_right(self._placed, number)
        after = self._placed[at] if at < len(self._placed) else None
        before = self._placed[at - 1] if at else None
        for line in (after, before):
            if line is not None and self._old_indent(line) == old:
                return self._layout.indents[line]
        return self._layout.indents[after] if after is not None else 0

    def _old_indent(self, line: int) -> int:
        text = self._source.line_text(line)
        return len(text) - len(text.lstrip(" "))

    def _part(self, line: int) -> None:
        """One empty line above a scene and the comments that belong to it."""
        at = line - 1
        mark = " " * self._layout.indents[line] + "#"
        while at and self._made[at - 1][0].startswith(mark) and self._made[at - 1][1] not in self._layout.blocks:
            at -= 1
        while at and not self._made[at - 1][0] and self._made[at - 1][1] not in self._layout.kept:
            at -= 1
            del self._made[at]
        if not at or self._made[at - 1][1] not in self._layout.kept:
            self._made.insert(at, ("", 0))
