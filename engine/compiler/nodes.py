"""What the reader makes of a YAML file: text, mappings and lists that know where they stand.

In: nothing. Out: `Source`, `Scalar`, `Map`, `Seq`. Knows nothing of what a key means, nor of the YAML library; every
scalar is the text that was written, and the schema decides what it is. Places are worked out only when asked for: a
node keeps two numbers, since most nodes are never complained about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from engine.diagnostics import Place

_LINE_ENDS = "\r\n\x85\u2028\u2029"


class Source:
    """The text of one file. Indexes are zero-based characters into `text`, lines and columns one-based.

    `broken` holds the starts of the nodes that a syntax error cut short, `told` those of the keys that a comma in
    braces made and that were told of.
    """

    __slots__ = ("_starts", "broken", "file", "text", "told")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.broken: set[int] = set()
        self.told: set[int] = set()
        self._starts: list[int] = []

    def _line_starts(self) -> list[int]:
        if not self._starts:
            index, starts = 0, [0]
            for line in self.text.splitlines(keepends=True):
                index += len(line)
                starts.append(index)
            self._starts = starts if len(starts) == 1 or self.text[-1] in _LINE_ENDS else starts[:-1]
        return self._starts

    def line(self, index: int) -> int:
        """The line that `index` is on."""
        return bisect_right(self._line_starts(), index)

    def line_start(self, line: int) -> int:
        """The index of the first character of `line`; the end of the text for a line past the last."""
        starts = self._line_starts()
        return starts[line - 1] if line <= len(starts) else len(self.text)

    def line_text(self, line: int) -> str:
        """The text of `line` without its line end; "" for a line there is not."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip(_LINE_ENDS)

    def place(self, index: int, length: int = 1) -> Place:
        """The place of `length` characters at `index`, cut at the end of the line."""
        starts = self._starts or self._line_starts()
        line = bisect_right(starts, index)
        start = starts[line - 1]
        stop = starts[line] if line < len(starts) else len(self.text)
        while stop > start and self.text[stop - 1] in _LINE_ENDS:
            stop -= 1
        return Place(self.file, line, index - start + 1, max(1, min(length, stop - index)))


_NOWHERE = Source("", "")
_UNPLACED = {"source": _NOWHERE, "start": 0, "end": 0, "style": "", "_place": None}

_WRITTEN = {
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\(?:x\w\w|u\w{4}|U\w{8}|\r\n|[\s\S])|\S"),
}
_INK = re.compile(r"\S")
_BLANK_ESCAPES = frozenset("ntrvf NLP_\t\r\n\x85\u2028\u2029")


class Scalar(str):
    """The text of a scalar after YAML's own unquoting and folding; "" also for `key:` with nothing after it.

    `style` is one of "" `'` `"` `|` `>`; `start` and `end` are indexes into `source.text`, quotes and block mark
    included. One made by hand, `Scalar("x")`, stands nowhere: file "", line 1, column 1.
    """

    __slots__ = ("_place", "end", "source", "start", "style")
    source: Source
    start: int
    end: int
    style: str
    _place: Place | None

    def __getattr__(self, name: str) -> object:
        # Reached only for a slot never filled: the reader fills all four, a test or a default may fill none.
        try:
            return _UNPLACED[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def place(self) -> Place:
        """The scalar's first line: of a block its first line of text, of a quoted one from its quote on. Kept."""
        if self._place is None:
            block = self.style in ("|", ">")
            self._place = self._block_place() if block else self.source.place(self.start, self.end - self.start)
        return self._place

    @property
    def broken(self) -> bool:
        """Whether this stands in for a value that a syntax error made unreadable."""
        return self.start in self.source.broken

    def at(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Where line `line`, column `column` of this value stands in the file.

        Exact for every style, if the character there is not blank; a blank one is put after the text before it. A
        line beyond the last counts as the last.
        """
        if self.style == "|":
            first = self.source.line(self.start)
            return Place(self.source.file, first + line, self._indent() + column, length)
        rows = self.split("\n")
        before = rows[: min(line, len(rows)) - 1]
        return self.at_offset(sum(len(row) + 1 for row in before) + column - 1, length)

    def at_offset(self, offset: int, length: int = 1) -> Place:
        """Where the character at zero-based `offset` of this value stands in the file. Linear in the scalar."""
        if self.style == "|":
            line = self.count("\n", 0, offset)
            return self.at(line + 1, offset - self.rfind("\n", 0, offset), length)
        if not self.style and 0 <= offset < len(self) and self.source.text.startswith(self, self.start):
            return self.source.place(self.start + offset, length)
        inked = len(_INK.findall(self[:offset]))
        blank = not self[offset : offset + 1].strip()
        found = next(islice(self._written(), inked - 1 if blank and inked else inked, None), None)
        if found is None:
            return self.place
        index = found.end() + (offset - len(self[:offset].rstrip())) if blank and inked else found.start()
        return self.source.place(index, length)

    def _written(self) -> list[re.Match[str]]:
        """The places in the file of the characters that are not blank in the value, in order."""
        begin, end = self.start, self.end
        if self.style in ("'", '"'):
            begin, end = begin + 1, end - 1
        elif self.style == ">":
            begin = self.source.line_start(self.source.line(begin) + 1)
        found = _WRITTEN.get(self.style, _INK).finditer(self.source.text, begin, end)
        return [each for each in found if not _is_blank_escape(each[0])]

    def _block_place(self) -> Place:
        line = self.source.line(self.start) + 1
        last = self.source.line(max(self.start, self.end - 1))
        while line <= last and not self.source.line_text(line).strip():
            line += 1
        if line > last:
            return self.source.place(self.start)
        text = self.source.line_text(line)
        bare = text.lstrip()
        return Place(self.source.file, line, len(text) - len(bare) + 1, len(bare))

    def _indent(self) -> int:
        """How many columns a block's text is set in; found by comparing a line of the value with that of the file."""
        first = self.source.line(self.start) + 1
        for number, row in enumerate(self.split("\n")):
            if row.strip():
                return max(0, len(self.source.line_text(first + number)) - len(row))
        return 0


def _is_blank_escape(written: str) -> bool:
    if written[0] != "\\" or len(written) == 1:
        return False
    if written[1] in "xuU" and len(written) > 2:
        return chr(int(written[2:], 16)).isspace()
    return written[1] in _BLANK_ESCAPES


class Map(dict["Scalar", "Node"]):
    """A mapping in the order written. Its keys carry places. Of a key given twice the last value stands."""

    __slots__ = ("source", "start")
    source: Source
    start: int

    def __getattr__(self, name: str) -> object:
        return _unplaced(name)

    @property
    def place(self) -> Place:
        """Where the mapping begins: its first key, or its brace."""
        return self.source.place(self.start)

    @property
    def broken(self) -> bool:
        """Whether a syntax error cut it short: what is missing from it is then no mistake of its own."""
        return self.start in self.source.broken

    def key(self, name: str) -> Scalar | None:
        """The key called `name` as written, with its place; None when there is none. Linear."""
        return next((key for key in self if key == name), None)


class Seq(list["Node"]):
    """A list in the order written."""

    __slots__ = ("source", "start")
    source: Source
    start: int

    def __getattr__(self, name: str) -> object:
        return _unplaced(name)

    @property
    def place(self) -> Place:
        """Where the list begins: its first dash, or its bracket."""
        return self.source.place(self.start)

    @property
    def broken(self) -> bool:
        """Whether a syntax error cut it short."""
        return self.start in self.source.broken


def _unplaced(name: str) -> object:
    if name in ("source", "start"):
        return _UNPLACED[name]
    raise AttributeError(name)


Node = Scalar | Map | Seq
