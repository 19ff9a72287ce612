"""A scene's steps as Python functions, one for each place that something else can jump to.

In: a program, the layout, a scene's id. Out: compiled source with the names of its entry, choices, blocks and calls.
Each function takes the run and its cells, does its steps in place, and returns the next function or None; nothing it
contains comes from a story except through `repr` or as a constant beside it (see `engine.machine.phrases`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import CodeType
from typing import Any, NamedTuple, cast

from engine.expr import LARGEST, Const, Expr, spoken
from engine.expr.calendar import date_words, day_words, hour_of, midnight_of, time_words, weekday_of
from engine.expr.evaluate import between, tidy
from engine.expr.sets import combined, edge, gathered, listed, nth, overlap
from engine.machine import interludes
from engine.machine.phrases import Phrases, Range, longest
from engine.program import (
    CLOCK,
    PLACE,
    STACK,
    Arm,
    Ask,
    Branch,
    Call,
    Chance,
    Choices,
    Count,
    Deal,
    End,
    Go,
    Jump,
    Layout,
    Option,
    Pass,
    Program,
    Remember,
    Return,
    Say,
    Scene,
    Step,
    Tick,
    Vary,
    Write,
)
from engine.program.layout import DUE, LONGEST_CELL_TEXT
from engine.program.steps import MODES

RUNTIME: dict[str, Any] = {
    "__builtins__": {"min": min, "max": max, "len": len},
    "between": between,
    "tidy": tidy,
    "combined": combined,
    "edge": edge,
    "gathered": gathered,
    "joined": spoken.joined,
    "listed": listed,
    "nth": nth,
    "overlap": overlap,
    "number": spoken.number,
    "money": spoken.money,
    "words": spoken.words,
    "span": spoken.span,
    "plain": spoken.plain,
    "capital": spoken.capital,
    "time_words": time_words,
    "date_words": date_words,
    "day_words": day_words,
    "hour_of": hour_of,
    "weekday_of": weekday_of,
    "midnight_of": midnight_of,
}
"""What generated code may name besides its own functions and constants."""


class SceneCode(NamedTuple):
    """Code of one scene and the names in it: its entry, and by id its choices, blocks' offers, calls' returns.

    What is asked stands among choices and blocks too: it offers one choice, which takes the answer.
    `resumes` and `takers` take a third value: what a frame carries, the storylet that was chosen of a block.
    """

    code: CodeType
    entry: str
    names: dict[str, Any]
    options: dict[str, str]
    offers: dict[str, str]
    returns: dict[str, tuple[str, str | None]]
    asks: dict[str, Ask]
    resumes: dict[str, str]
    takers: dict[str, str]


def generate(
    program: Program,
    layout: Layout,
    scene: str,
    indexes: Mapping[str, int],
    *,
    with_text: bool,
    traced: bool = False,
) -> SceneCode:
    """The code of `scene`. Cost: linear in its steps, about a millisecond for forty of them.

    `traced` code notes in `r.trace` each step it comes to, as (scene, step, writes so far); play never runs it.
    """
    return _Generator(program, layout, program.scenes[scene], indexes, with_text, traced).scene_code()


class _Generator:
    """Writes the functions of one scene: `s4` runs from step 4, `q4` lists what the block at step 4 offers."""

    def __init__(
        self,
        program: Program,
        layout: Layout,
        scene: Scene,
        indexes: Mapping[str, int],
        with_text: bool,
        traced: bool = False,
    ) -> None:
        self._program = program
        self._layout = layout
        self._scene = scene
        self._indexes = indexes
        self._with_text = with_text
        self._traced = traced
        self._phrases = Phrases(program, layout)
        self._lines: list[str] = []
        self._heads = _heads(scene.steps)
        self._due = layout.slots.get(DUE)
        if self._due is not None:
            self._heads |= {at + 1 for at, step in enumerate(scene.steps) if isinstance(step, Pass)}

    def scene_code(self) -> SceneCode:
        """Generate and compile."""
        options: dict[str, str] = {}
        offers: dict[str, str] = {}
        returns: dict[str, tuple[str, str | None]] = {}
        asks: dict[str, Ask] = {}
        resumes: dict[str, str] = {}
        takers: dict[str, str] = {}
        for at in sorted(self._heads):
            self._lines += [f"def s{at}(r, v):", " w = r.wrote"]
            self._run_from(at, " ")
        for at, step in enumerate(self._scene.steps):
            if isinstance(step, Choices):
                self._offers(at, step)
                offers[step.id] = f"q{at}"
                options.update({option.id: f"s{option.to}" for option in step.options})
                if step.offerings:
                    self._lines += interludes.taker_lines(at, step, self._layout, self._keep)
                    takers[step.id] = f"t{at}"
                    returns[step.id] = (f"s{step.offerings[0].back}", None)
            elif isinstance(step, Ask):
                self._asked(at, step)
                asks[step.id], offers[step.id], options[step.id] = step, f"q{at}", f"a{at}"
            elif isinstance(step, Call):
                returns[step.id] = (f"s{at + 1}", step.into)
            elif isinstance(step, Deal):
                self._lines += interludes.deal_lines(at, step, self._layout, self._keep)
                resumes[step.id] = f"d{at}"
            elif isinstance(step, Pass) and self._due is not None:
                self._lines += interludes.resume_lines(at, step, self._keep)
                resumes[step.id] = f"p{at}"
        code = compile("\n".join(self._lines), f"<scene {self._scene.id!r}>", "exec")
        names = {**RUNTIME, **interludes.NAMES, **self._phrases.constants}
        return SceneCode(code, "s0", names, options, offers, returns, asks, resumes, takers)

    # -- steps -------------------------------------------------------------------------------------------------

    def _run_from(self, at: int, indent: str) -> None:
        """Lines for the steps from `at` on, until one leaves; every way through ends in `return`."""
        first = True
        while True:
            if at in self._heads and not first:
                self._lines.append(f"{indent}return s{at}")
                return
            first = False
            step = self._scene.steps[at]
            if self._traced:
                self._lines.append(f"{indent}r.came({self._keep(self._scene.id)}, {at})")
            if isinstance(step, Jump):
                at = step.to
                first = False
            elif isinstance(step, Branch):
                self._phrases.context = f"{self._scene.id}:if"
                self._lines.append(f"{indent}if {self._phrases.value(step.test)}:")
                self._run_from_inside(at + 1, indent + " ")
                at = step.otherwise
            elif self._leaves(step, at, indent):
                return
            else:
                self._plain(step, indent)
                at += 1

    def _run_from_inside(self, at: int, indent: str) -> None:
        if at in self._heads:
            self._lines.append(f"{indent}return s{at}")
        else:
            self._run_from(at, indent)

    def _plain(self, step: Step, indent: str) -> None:
        """A step that goes on with the next."""
        match step:
            case Say():
                self._say(step, indent)
            case Write(cell=cell, value=value, statement=statement):
                self._write(cell, value, statement, indent)
            case Pass():
                self._pass(step, indent)
            case Arm(event=event, counter=counter, wait=wait):
                grain = self._program.clock.grain
                armed = f"arm(r, v, {self._keep(event)}, {-(-max(0, wait) // grain) * grain})"
                self._lines += [f"{indent}if v[{self._layout.slots[counter]}] == 1:", f"{indent} {armed}"]
            case Count():
                self._count(step, indent)
            case Tick():
                self._tick(step, indent)
            case Remember(words=words, statement=statement):
                self._phrases.context = statement
                said = self._phrases.words(words) if self._with_text else "''"
                self._lines.append(f"{indent}r.change.remembered.append(({self._keep(statement)}, {said}))")
            case _:
                raise TypeError(step)

    def _leaves(self, step: Step, at: int, indent: str) -> bool:
        """Write a step after which another function runs, or none; False for a step of another sort."""
        if isinstance(step, Go) and step.clears:
            self._store(STACK, "()", (0, 0), None, self._scene.id, indent)
        match step:
            case Choices():
                self._stop(at, step, indent)
            case Ask(id=asked):
                self._stand(at, asked, indent)
            case Pass() if self._due is not None:
                self._pass(step, indent, interludes.pause_lines(at, step, self._due, self._keep, indent))
                self._lines.append(f"{indent}return s{at + 1}")
            case Deal():
                self._lines.append(f"{indent}return d{at}(r, v, '')")
            case Go(among=among, to=None):
                self._lines.append(f"{indent}return entries[{self._indexes[among[0]]}]")
            case Go(among=among, to=to) if to is not None:
                known = {scene: self._indexes[scene] for scene in among}
                self._lines.append(f"{indent}return entries[{self._keep(known)}[{self._phrases.value(to)}]]")
            case Call():
                self._call(step, indent)
            case Return(value=value):
                self._lines.append(
                    f"{indent}return r.leave(v, {'None' if value is None else self._phrases.value(value)})"
                )
            case End(ending=ending):
                self._lines.append(f"{indent}return r.end(v, {self._keep(ending)})")
            case Vary(id=stream, mode=mode, to=to, after=after):
                ways = ", ".join(f"s{each}" for each in (*to, after))
                slot = self._layout.slots[f"%{stream}"]
                self._lines.append(
                    f"{indent}return ({ways},)["
                    f"r.varied(v, {slot}, {self._keep(stream)}, {self._keep(mode)}, {len(to)})]"
                )
            case Chance():
                self._chance(step, indent)
            case _:
                return False
        return True

    def _keep(self, value: object) -> str:
        return repr(value) if isinstance(value, str) else self._phrases.keep(value)

    def _say(self, step: Say, indent: str) -> None:
        if not self._with_text:
            return
        self._phrases.context = step.id
        line = f"r.said(({self._keep(step.id)}, {self._phrases.words(step.words)}, v[{CLOCK}]))"
        if step.safe is None:
            self._lines.append(indent + line)
            return
        if step.words.parts:
            self._lines += [f"{indent}if not r.safe:", f"{indent} {line}"]
        if step.safe.parts:
            safe = self._phrases.words(step.safe)
            self._lines += [f"{indent}if r.safe:", f"{indent} r.said(({self._keep(step.id)}, {safe}, v[{CLOCK}]))"]

    def _write(self, cell: str, value: Expr, statement: str, indent: str) -> None:
        self._phrases.context = statement
        source, found = self._phrases.top(value)
        variable = self._layout.variables.get(cell)
        if variable is not None and variable.kind == "text" and longest(value) > LONGEST_CELL_TEXT:
            source = f"r.shortened({source}, {self._keep(statement)})"
        self._store(self._layout.slots[cell], source, found, self._range(cell), statement, indent)

    def _range(self, cell: str) -> Range | None:
        """The range a cell is held in; None for a cell that is no number."""
        variable = self._layout.variables.get(cell)
        if variable is None or variable.kind not in ("number", "duration", "moment"):
            return None
        low, high = variable.low, variable.high
        return (-LARGEST if low is None else low, LARGEST if high is None else high)

    def _store(
        self,
        slot: int,
        source: str,
        found: Range,
        limit: Range | None,
        statement: str,
        indent: str,
        first: Iterable[str] = (),
    ) -> None:
        """Write a cell, held within `limit`; the lines `first` come before, when the value wanted stands in `b`."""
        kept = self._keep(statement)
        self._lines += [f"{indent}b = {source}", *first]
        if limit and found[0] < limit[0]:
            self._lines += [f"{indent}if b < {limit[0]}:", f"{indent} b = r.held(b, {limit[0]}, {limit[1]}, {kept})"]
        if limit and found[1] > limit[1]:
            self._lines += [f"{indent}if b > {limit[1]}:", f"{indent} b = r.held(b, {limit[0]}, {limit[1]}, {kept})"]
        self._lines += [f"{indent}w.append(({slot}, v[{slot}], b, {kept}))", f"{indent}v[{slot}] = b"]

    def _pass(self, step: Pass, indent: str, first: Iterable[str] = ()) -> None:
        takes, statement = step.takes, step.statement
        self._phrases.context = statement
        clock = self._program.clock
        if isinstance(takes, Const) and isinstance(takes.value, int):
            minutes = str(-(-max(0, takes.value) // clock.grain) * clock.grain)
        else:
            grain = clock.grain
            minutes = f"max(0, ({self._phrases.value(takes)} + {grain - 1}) // {grain} * {grain})"
        limit = (clock.start, clock.end)
        self._store(CLOCK, f"v[{CLOCK}] + {minutes}", (clock.start, LARGEST), limit, statement, indent, first)

    def _count(self, step: Count, indent: str) -> None:
        slot = self._layout.slots[step.counter]
        kept = self._keep(step.statement)
        self._lines += [
            f"{indent}a = v[{slot}]",
            f"{indent}v[{slot}] = a + 1",
            f"{indent}w.append(({slot}, a, a + 1, {kept}))",
        ]
        if step.last is not None:
            self._store(self._layout.slots[step.last], "v[3]", (0, LARGEST), None, step.statement, indent)

    def _tick(self, step: Tick, indent: str) -> None:
        if step.size < 1 or step.mode not in MODES:
            raise ValueError(step)
        slots = self._layout.slots
        source = f"r.varied(v, {slots[f'%{step.id}']}, {self._keep(step.id)}, {self._keep(step.mode)}, {step.size})"
        self._store(slots[f"^{step.id}"], source, (0, step.size), None, step.id, indent)

    def _call(self, step: Call, indent: str) -> None:
        for cell, value in step.given:
            self._write(cell, value, f"{step.id}:{cell}", indent)
        self._store(STACK, f"(*v[{STACK}], {self._keep(step.id)})", (0, 0), None, step.id, indent)
        self._lines.append(f"{indent}return entries[{self._indexes[step.scene]}]")

    def _chance(self, step: Chance, indent: str) -> None:
        self._phrases.context = step.id
        outcomes = self._keep(tuple(outcome.id for outcome in step.outcomes))
        weights = ", ".join(self._phrases.value(outcome.weight) for outcome in step.outcomes)
        ways = ", ".join(f"s{outcome.to}" for outcome in step.outcomes)
        slot = self._layout.slots[f"%{step.id}"]
        drawn = f"r.drawn(v, {slot}, {self._keep(step.id)}, {outcomes}, ({weights},))"
        self._lines.append(f"{indent}return ({ways},)[{drawn}]")

    # -- choices -----------------------------------------------------------------------------------------------

    def _stop(self, at: int, step: Choices, indent: str) -> None:
        if not all(_may_fail(option) for option in step.options):
            self._stand(at, step.id, indent)
            return
        after = step.after if step.fallback is None else step.fallback
        self._lines += [f"{indent}o = q{at}(r, v)", f"{indent}if not r.any_open(o):"]
        if step.fallback is None:
            self._lines.append(f"{indent} r.stuck({self._keep(step.id)})")
        self._lines.append(f"{indent} return s{after}")
        self._stand(at, step.id, indent, offered=True)

    def _stand(self, at: int, block: str, indent: str, *, offered: bool = False) -> None:
        """Lines that end the step at `block`; `offered` says that `o` holds its offers already."""
        kept = self._keep(block)
        if not offered:
            self._lines.append(f"{indent}o = q{at}(r, v)")
        self._lines += [
            f"{indent}r.change.offers = o",
            f"{indent}w.append(({PLACE}, v[{PLACE}], {kept}, {kept}))",
            f"{indent}v[{PLACE}] = {kept}",
            f"{indent}return None",
        ]

    def _offers(self, at: int, step: Choices) -> None:
        """`q`: the list of offers, hidden ones left out; a plain display where nothing is hidden."""
        self._lines.append(f"def q{at}(r, v):")
        self._phrases.context = step.id
        if not step.offerings and not any(option.shown or option.once is not None for option in step.options):
            self._lines.append(" return [" + ", ".join(self._offer(option) for option in step.options) + "]")
            return
        self._lines.append(" o = []")
        for number, option in enumerate(step.options):
            self._lines += interludes.offering_lines(step, number, self._layout, self._keep)
            tests = [] if option.once is None else [f"not v[{self._layout.slots[option.once]}]"]
            tests += [] if option.shown is None else [self._phrases.value(option.shown)]
            lead = f" if {' and '.join(tests)}: " if tests else " "
            self._lines.append(f"{lead}o.append({self._offer(option)})")
        self._lines += interludes.offering_lines(step, len(step.options), self._layout, self._keep)
        self._lines.append(" return o")

    def _asked(self, at: int, step: Ask) -> None:
        """`q`: the question as the one offer there is; `a`: put the answer where it belongs and go on.

        Raises ValueError for a question that no compiler made: its answer would not fit, or nothing follows it.
        """
        if self._layout.variables[step.into].kind != step.kind or at + 1 == len(self._scene.steps):
            raise ValueError(step)
        self._phrases.context = step.id
        kept = self._keep(step.id)
        question = self._phrases.words(step.question) if self._with_text else "''"
        self._lines += [f"def q{at}(r, v):", f" return [({kept}, True, {question})]"]
        slot = self._layout.slots[step.into]
        self._lines += [f"def a{at}(r, v):", f" r.take_answer(v, {slot}, {kept})", f" return s{at + 1}"]

    def _offer(self, option: Option) -> str:
        tests = [] if option.open_if is None else [self._phrases.value(option.open_if)]
        tests += [f"v[{self._layout.slots[cell]}] >= {self._phrases.value(amount)}" for cell, amount in option.costs]
        if not tests and (not self._with_text or all(isinstance(part, str) for part in option.label.parts)):
            label = "".join(cast(tuple[str, ...], option.label.parts)) if self._with_text else ""
            return self._keep((option.id, True, label))
        label = self._phrases.words(option.label) if self._with_text else "''"
        return f"({self._keep(option.id)}, {' and '.join(tests) or 'True'}, {label})"


def _may_fail(option: Option) -> bool:
    return bool(option.shown or option.open_if or option.once or option.costs)


def _heads(steps: tuple[Step, ...]) -> set[int]:
    """Steps that need a function of their own: entries from outside, and where two ways meet."""
    entries = {0}
    arrivals: Counter[int] = Counter()
    for at, step in enumerate(steps):
        match step:
            case Jump(to=to):
                arrivals[to] += 1
            case Branch(otherwise=otherwise):
                arrivals.update((at + 1, otherwise))
            case Choices(options=options, fallback=fallback, after=after):
                entries |= {option.to for option in options} | ({after} if fallback is None else {fallback})
                entries |= {offering.back for offering in step.offerings}
            case Vary(to=to, after=after):
                entries |= {*to, after}
            case Chance(outcomes=outcomes):
                entries |= {outcome.to for outcome in outcomes}
            case Deal(after=after, otherwise=otherwise):
                entries |= {after, otherwise}
            case Call() | Ask():
                entries.add(at + 1)
            case Go() | Return() | End():
                pass
            case _:
                arrivals[at + 1] += 1
    return {at for at in entries | {at for at, count in arrivals.items() if count > 1} if at < len(steps)}
