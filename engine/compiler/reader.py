"""Bytes of a story's file to nodes: YAML's event stream, a small builder, and no trap left open.

In: a file's name, its bytes, a bag. Out: the top mapping, as much of it as could be read, or None. Every scalar stays
the text it was written as. Knows nothing of scenes but the key `scenes:`, by which it finds the next place to read on
after a syntax error. Never raises for what is in the bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import yaml

from engine.compiler.nodes import Map, Node, Scalar, Seq, Source
from engine.compiler.traps import (
    CONDITIONS,
    Failure,
    Trap,
    diagnose,
    lost_text,
    repaired,
    repaired_as_prose,
    repaired_flow,
    suspects,
    trap_in,
)
from engine.diagnostics import Bag, Place

MOST_BYTES = 16 * 1024 * 1024
DEEPEST = 40
_MOST_CONTROLS = 20
_MOST_TWICE = 500  # finding the first of a pair is linear in its mapping, and nobody reads more

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the pure one where libyaml is not built in

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TOP_KEY = re.compile(r"^[^\s#\-\"'{}\[\]&*!|>%@`?][^\n]*?:(?=[ \t\r\n]|\Z)", re.MULTILINE)
_SCENES = re.compile(r"scenes[ \t]*:")
_FIRST_INSIDE = re.compile(r"^( +)[^\s#]", re.MULTILINE)
_WORD = re.compile(r"\S+")
_COMPLEX_KEY = re.compile(r"\?[ \t\r\n]")


def read(file: str, raw: bytes, bag: Bag) -> Map | None:
    """The top mapping of a file, or None when nothing of it is usable; what is wrong goes into `bag`.

    After a syntax error it goes on at the next scene, else at the next key of the first column: one such error for each
    scene. What an error cut short is there with `.broken` set. Linear in the file.
    """
    if len(raw) > MOST_BYTES:
        bag.add("YML002", Place(file, 1, 1), size=f"{len(raw) / 1024 / 1024:.1f}", most=MOST_BYTES // 1024 // 1024)
        return None
    text = _decoded(file, raw, bag)
    if text is None:
        return None
    text = _without_controls(file, text, bag)
    bag.know_source(file, text)
    return _Reading(Source(file, text), bag).whole()


def _decoded(file: str, raw: bytes, bag: Bag) -> str | None:
    """The text without a byte order mark. Bytes that are no UTF-8 are told of once and read as U+FFFD."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_start = raw.rfind(b"\n", 0, error.start) + 1
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[line_start : error.start].decode("utf-8-sig" if line == 1 else "utf-8", "replace")) + 1
        text = raw.decode("utf-8-sig", "replace")
        bag.know_source(file, _FORBIDDEN.sub(" ", text))
        bag.add("YML001", Place(file, line, column), byte=f"{raw[error.start]:02X}", number=error.start + 1, line=line)
        return None if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else text


def _without_controls(file: str, text: str, bag: Bag) -> str:
    """The text with each forbidden character made a blank, so that lines and columns stay as they are."""
    first = _FORBIDDEN.search(text)
    if first is None:
        return text
    clean = _FORBIDDEN.sub(" ", text)
    bag.know_source(file, clean)
    source = Source(file, clean)
    for count, found in enumerate(_FORBIDDEN.finditer(text, first.start())):
        if count == _MOST_CONTROLS:
            break
        bag.add("YML005", source.place(found.start()), name=_name(found[0]))
    return clean


def _name(char: str) -> str:
    return {"\0": "NUL", "\ufeff": "a byte order mark"}.get(char, f"U+{ord(char):04X}")


class _Text:
    """A stretch of the text as a stream, so that reading on after an error copies nothing."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text, self._at, self._stop = text, start, stop

    def read(self, size: int) -> str:
        start = self._at
        self._at = min(start + size, self._stop)
        return self._text[start : self._at]


class _Stop(Exception):
    """Raised where we stop reading of our own accord, having said why."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class _Reading:
    """One file being read: piece after piece into one tree."""

    def __init__(self, source: Source, bag: Bag) -> None:
        self.source, self.bag = source, bag
        self.root: Map | None = None
        self.spans: list[tuple[int, int]] = []
        self.anchors: dict[str, int] = {}
        self.odd: list[tuple[Map, Scalar]] = []
        self.unclosed = 0
        self.trapped = 0
        self.twice = 0
        self.depth = 0
        self.last = 0
        self.open: list[Map | Seq] = []
        self.key: Scalar | None = None
        self._tops: list[int] = []
        self._held: list[tuple[str, Place, str | None, str | None, dict[str, object]]] = []

    def whole(self) -> Map | None:
        """Read all pieces, then look for text that was lost between them."""
        text = self.source.text
        found = suspects(text)
        start, stop, target = 0, len(text), self.root
        failed = self._piece(start, stop, target)
        while failed is not None or stop < len(text):
            start, stop, target = (stop, len(text), self._root()) if failed is None else self._skipped(failed, start)
            if start >= len(text):
                break
            failed = self._piece(start, stop, target)
        for owner, key in self.odd:
            owner.pop(key, None)
        if found:
            lost_text(self.source, found, self.spans, self.bag)
        return self.root

    def _root(self) -> Map:
        if self.root is None:
            self.root = _map(self.source, 0)
        return self.root

    # ---- going on after an error

    def _skipped(self, failed: int, start: int) -> tuple[int, int, Map]:
        """What `_after` says, with the part that is not read kept out of the search for lost text."""
        failed = max(failed, start)
        while self.spans and self.spans[-1][1] > failed:
            self.spans.pop()
        resumed = self._after(failed)
        self.spans.append((self.source.line_start(self.source.line(failed)), resumed[0]))
        return resumed

    def _after(self, failed: int) -> tuple[int, int, Map]:
        """Where to read on after an error at `failed`, how far, and into which mapping."""
        tops = self._top_keys()
        number = bisect_right(tops, failed)
        end = tops[number] if number < len(tops) else len(self.source.text)
        if number and _SCENES.match(self.source.text, tops[number - 1]):
            at = self._next_scene(tops[number - 1], failed, end)
            if at is not None:
                return at, end, self._scenes(tops[number - 1])
        return end, len(self.source.text), self._root()

    def _top_keys(self) -> list[int]:
        if not self._tops:
            self._tops = [found.start() for found in _TOP_KEY.finditer(self.source.text)]
        return self._tops

    def _next_scene(self, top: int, failed: int, end: int) -> int | None:
        """The start of the next line with a key at the depth of the scenes' ids; None when there is none left."""
        first = _FIRST_INSIDE.search(self.source.text, top, end)
        if first is None:
            return None
        key = re.compile(rf"^ {{{len(first[1])}}}[^\s#\-][^\n]*?:(?=[ \t\r\n]|\Z)", re.MULTILINE)
        after = self.source.line_start(self.source.line(failed) + 1)
        found = key.search(self.source.text, after, end)
        return found.start() if found else None

    def _scenes(self, top: int) -> Map:
        root = self._root()
        scenes = root.get(Scalar("scenes"))
        if not isinstance(scenes, Map):
            scenes = _map(self.source, top)
            root[_scalar(self.source, "scenes", top, top + len("scenes"))] = scenes
        return scenes

    # ---- one piece

    def _piece(self, start: int, stop: int, target: Map | None) -> int | None:
        """Read the text from `start` to `stop` into `target`; the index where it failed, or None.

        Only the first piece has no target: its mapping becomes the root.
        """
        holder = Seq()
        holder.source, holder.start = self.source, start
        self.last, self.unclosed = start, 0
        self.depth = 1 if target is not None and target is not self.root else 0
        try:
            loader = LOADER(_Text(self.source.text, start, stop))
            self._build(loader.get_event, start, holder, target)
            failed = self._check_top(holder)
            self._release(None)
        except _Stop as stopped:
            failed = stopped.index
            self._cut(failed)
            self._release(None)
        except yaml.YAMLError as error:
            failed = diagnose(self.source, self._failure(error, start), self.bag)
            self._cut(failed)
            self._release(failed)
        except (ValueError, OverflowError) as error:  # the pure loader, of an escape or a version that is no number
            failed = self.last
            self.bag.add("YML039", self.source.place(failed), said=str(error))
            self._cut(failed)
            self._release(failed)
        return failed

    def _cut(self, failed: int) -> None:
        """Mark what an error left open, and take out of it what was misread from the line of the error on.

        A key stays, with an empty and broken value: that it is defined is known.
        """
        cut = self.source.line_start(self.source.line(failed))
        if self.key is not None and self.open[-1].__class__ is Map:
            self.open[-1].setdefault(self.key, self._missing(self.key))
        for node in self.open:
            self.source.broken.add(node.start)
            if isinstance(node, Seq):
                while node and node[-1].start >= cut:
                    node.pop()
            elif node:
                key = next(reversed(node))
                if isinstance(node[key], Scalar) and key.end <= node[key].start and node[key].start >= cut:
                    node[key] = self._missing(key)

    def _missing(self, key: Scalar) -> Scalar:
        self.source.broken.add(key.end)
        return _scalar(self.source, "", key.end, key.end)

    def _failure(self, error: Any, base: int) -> Failure:
        context: Any = getattr(error, "context_mark", None)
        problem: Any = getattr(error, "problem_mark", None)
        noticed = base + problem.index if problem else self.last
        began = base + context.index if context else noticed
        said = " ".join(part for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part)
        flows = (node.start for node in self.open if self.source.text[node.start : node.start + 1] in ("[", "{"))
        return Failure(said or str(error), noticed, began, self.last, next(flows, None))

    def _check_top(self, holder: Seq) -> int | None:
        top = holder[0] if holder else None
        if isinstance(top, Map):
            return None
        if top is None or (isinstance(top, Scalar) and top.start == top.end):
            if self.root is None:
                self.bag.add("YML003", self.source.place(0))
            return None
        self.bag.add("YML004", top.place, hint="a file begins with lines like “scenes:” at its left edge")
        return None if self.root is None else top.start

    def _build(self, get_event: Callable[[], Any], base: int, here: Any, target: Map | None) -> None:
        """The loop over events. Kept flat and bare: it runs once for each word YAML sees."""
        source, node, key, flow = self.source, here, None, False
        stack: list[tuple[Any, Scalar | None, bool]] = []
        try:
            while (kind := (event := get_event()).__class__) is not yaml.StreamEndEvent:
                if kind is yaml.ScalarEvent:
                    node = Scalar(event.value)
                    node.source = source
                    node.start = event.start_mark.index + base
                    node.end = event.end_mark.index + base
                    node.style = style = event.style or ""
                    node._place = None
                    if style or flow or event.tag or event.anchor or " - " in node:
                        node = self._look_closer(event, node, key, flow)
                elif kind in _CLOSING:
                    here, key, flow = stack.pop()
                    continue
                elif kind in _OPENING:
                    node = self._opened(event, base, key, target if not stack else None, len(stack))
                elif kind is yaml.AliasEvent:
                    node = self._alias(event, base)
                else:
                    self._between(event, base, here)
                    continue
                if here.__class__ is Seq:
                    here.append(node)
                elif key is not None:
                    here[key], key = node, None
                elif kind is yaml.ScalarEvent:
                    key = self._bad_key(here, node) if node in here or node == "<<" else node
                else:
                    key = self._odd_key(here, node)
                if kind in _OPENING:
                    stack.append((here, key, flow))
                    here, key, flow = node, None, flow or event.flow_style
        finally:
            self.last = node.end if node.__class__ is Scalar and node.style in ("|", ">") else node.start
            self.open, self.key = [*(each[0] for each in stack), here], key

    # ---- what is said of nodes, once it is known that no syntax error explains them better

    def _say(
        self, code: str, place: Place, *, hint: str | None = None, fix: str | None = None, **words: object
    ) -> None:
        self._held.append((code, place, hint, fix, words))

    def _say_trap(self, line: int, trap: Trap) -> None:
        place = self.source.place(self.source.line_start(line) + trap.column, trap.length)
        self._say(trap.code, place, hint=trap.hint, fix=trap.fix, **trap.words)

    def _release(self, failed: int | None) -> None:
        """Hand on what was held back, but nothing from the line of a syntax error on: that is read anew or not."""
        last = self.source.line(failed) if failed is not None else 0
        for code, place, hint, fix, words in self._held:
            if not last or place.line < last:
                self.bag.add(code, place, hint=hint, fix=fix, **words)
        self._held.clear()

    # ---- what is seldom met

    def _opened(self, event: Any, base: int, key: Scalar | None, target: Map | None, depth: int) -> Map | Seq:
        start = event.start_mark.index + base
        if depth + self.depth >= DEEPEST:
            self.bag.add("YML007", self.source.place(start), most=DEEPEST)
            raise _Stop(start)
        if event.tag or event.anchor:
            self._refuse_marks(event, start, key)
        if event.flow_style or self.source.text[start : start + 1] == "?":
            self._flow_trap(start, key)
        if event.__class__ is yaml.SequenceStartEvent:
            seq = Seq()
            seq.source, seq.start = self.source, start
            return seq
        node = target if target is not None else _map(self.source, start)
        if depth == 0 and self.root is None:
            self.root = node
        return node

    def _flow_trap(self, start: int, key: Scalar | None) -> None:
        """Braces that were meant for an inserted value, a bracket that was meant for a condition, `? ` for prose."""
        text = self.source.text
        line = self.source.line(start)
        column = start - self.source.line_start(line)
        odd = text.startswith("{{", start) or _COMPLEX_KEY.match(text, start)
        trap = trap_in(self.source.line_text(line)) if odd else None
        if trap and trap.column == column:
            self.trapped = line
            self._say_trap(line, trap)
        elif text[start] == "[" and key is not None and key in CONDITIONS and not key.style:
            fix = repaired(self.source.line_text(line))
            self._say("YML026", self.source.place(start), fix=fix, key=str(key), mark="[")

    def _alias(self, event: Any, base: int) -> Scalar:
        start, end = event.start_mark.index + base, event.end_mark.index + base
        line = self.source.line(start)
        named = self.anchors.get(event.anchor)
        where = f"named on line {self.source.line(named)}" if named is not None else "named nowhere"
        fix = repaired(self.source.line_text(line))
        self._say("YML011", self.source.place(start, end - start), fix=fix, name=event.anchor, where=where)
        return _scalar(self.source, "", start, end)

    def _between(self, event: Any, base: int, here: Any) -> None:
        if here and event.__class__ is yaml.DocumentStartEvent:
            mark: Any = event.start_mark
            start = mark.index + base
            self._say("YML014", self.source.place(start, 3))
            self.spans.append((start, len(self.source.text)))
            raise _Stop(len(self.source.text))

    def _bad_key(self, here: Map, key: Scalar) -> Scalar:
        if key == "<<" and not key.style:
            self._say("YML012", key.place)
            self.odd.append((here, key))
        elif key in here and self.twice < _MOST_TWICE:
            self.twice += 1
            first = here.key(key)
            line = first.place.line if first is not None else 0
            self._say("YML015", key.place, key=str(key), file=self.source.file, line=line)
        return key

    def _odd_key(self, here: Map, node: Node) -> Scalar:
        start = node.start
        key = _scalar(self.source, f"\0{start}", start, start)
        self.odd.append((here, key))
        is_alias = isinstance(node, Scalar)
        if not is_alias and not self.source.text.startswith("{{", max(0, start - 1)):
            line = self.source.line_text(self.source.line(start))
            fix = repaired_as_prose(line) if line.lstrip().startswith("- ") else None
            self._say("YML016", self.source.place(start), fix=fix)
        return key

    def _look_closer(self, event: Any, node: Scalar, key: Scalar | None, flow: bool) -> Scalar:
        """Whatever may be wrong with one scalar; returns it, or what stands in for it."""
        if event.anchor or event.tag:
            self._refuse_marks(event, node.start, key)
        if node.style:
            self.spans.append((node.start, node.end))
            return node if node.isprintable() or node.style != '"' else self._without_escaped_controls(node)
        if " - " in node:
            self._swallowed(node)
        if flow:
            self._in_flow(node, key)
        return node

    def _without_escaped_controls(self, node: Scalar) -> Scalar:
        found = _FORBIDDEN.search(node)
        if not found:
            return node
        self._say("YML005", node.at_offset(found.start()), name=_name(found[0]))
        clean = _scalar(self.source, _FORBIDDEN.sub(" ", node), node.start, node.end)
        clean.style = node.style
        return clean

    def _swallowed(self, node: Scalar) -> None:
        """An item set in a little too far: YAML takes its line for more of the text above."""
        found = re.search(r"[\n\r][ \t]*(- )", self.source.text[node.start : node.end])
        if found:
            index = node.start + found.start(1)
            rest = self.source.line_text(self.source.line(index)).strip()
            self._say("YML035", self.source.place(index, len(rest)))

    def _in_flow(self, node: Scalar, key: Scalar | None) -> None:
        """A comma that ended what was meant to go on, in `[…]` or `{…}`."""
        if self.trapped and self.source.line(node.start) == self.trapped:
            return
        if node.start == node.end and key is not None and not self._has_colon(key):
            self._flow_complaint("YML028", key)
            self.source.told.add(key.start)
            return
        extra = node.count("(") - node.count(")")
        if extra > 0 or (extra < 0 and not self.unclosed):
            self._flow_complaint("YML025", node)
        self.unclosed = max(0, self.unclosed + extra)

    def _has_colon(self, key: Scalar) -> bool:
        return bool(re.compile(r"\s*:").match(self.source.text, key.end))

    def _flow_complaint(self, code: str, node: Scalar) -> None:
        line = self.source.line(node.start)
        fixed = repaired_flow(self.source.line_text(line), node.start - self.source.line_start(line))
        hint = None if fixed else "put the whole value in quotes"
        self._say(code, node.place, hint=hint, fix=fixed, text=str(node))

    def _refuse_marks(self, event: Any, start: int, key: Scalar | None) -> None:
        """An anchor or a tag, which in a story is a word that begins with `&` or `!`."""
        line = self.source.line(start)
        mark = self.source.text[start : start + 1]
        trap = trap_in(self.source.line_text(line))
        if trap and trap.code == "YML026" and self.source.line_start(line) + trap.column == start:
            self._say_trap(line, trap)
            return
        if event.anchor:
            self.anchors[event.anchor] = start
        written = _WORD.match(self.source.text, start)
        name = written[0] if written else mark
        code = "YML010" if mark == "&" else "YML013"
        fix = trap.fix if trap else None
        self._say(code, self.source.place(start, len(name)), fix=fix, name=name)


_OPENING = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_CLOSING = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def _map(source: Source, start: int) -> Map:
    node = Map()
    node.source, node.start = source, start
    return node


def _scalar(source: Source, text: str, start: int, end: int) -> Scalar:
    node = Scalar(text)
    node.source, node.start, node.end, node.style = source, start, end, ""
    return node
