"""A story with one of everything, random typed trees over it, and both ways to work them out."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from engine.expr import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Chosen,
    Clock,
    Combine,
    Compare,
    Const,
    Derived,
    Edge,
    Either,
    Expr,
    Field,
    Gather,
    Join,
    Logic,
    Lookup,
    Not,
    Nth,
    Overlap,
    Pick,
    Rank,
    Shift,
    Show,
    Size,
    Value,
    Within,
    Words,
    evaluate,
    render,
)
from engine.expr.marks import BEGIN, END, JOIN
from engine.machine import Machine, Run
from engine.machine.generate import RUNTIME
from engine.machine.phrases import Phrases
from engine.machine.scope import CellScope
from engine.program import CLOCK, HERE
from tests.stories import program_of, story

HEAD = """\
clock: {start: 2022-03-20 20:30, end: 2022-11-12 00:00, grain: 5m, zone: Europe/Berlin}
variables:
  near: {number: 3, min: -7, max: 40, unit: roubles}
  small: {number: 0, min: 0, max: 3}
  wide: {number: 3}
  told: false
  mood: {one of: [calm, cross, sad], values: {calm: quite calm}}
  knows: {set of: mood}
  name: {text: ''}
  since: {moment: 2022-09-24 23:59}
  slept: {duration: 3h, min: 0h}
  twice: {derived: near * 2 - small}
  rich: {derived: near > 20 or told}
documents:
  pass_: {title: Pass, held: true, fields: {pages: {number: 30, min: 0}}}
  visa: {title: Visa, fields: {pages: 20}}
places:
  here_: {title: Here, zone: Asia/Tbilisi}
  there: {title: There}
tables:
  queue: {rows: {2022-03-21: 10h, 2022-09-22 12:00: 16h, 2022-10-01: 3h}}
  fare: {between: step, rows: {2022-03-21: -100, 2022-09-22 12:00: 16, 2022-10-01: 3}}
"""


@cache
def machine() -> Machine:
    """The machine of the world. The document that is held in a parameter is `a:doc`."""
    source = story("Hello.", "call: {scene: b, with: {doc: pass_ if told else visa}}", head=HEAD)
    called = "  b:\n    with: [doc]\n    body: ['{{ doc.pages }} {{ visits(b) }} {{ turns_since(b) }}', return: ]\n"
    return Machine(program_of(source.replace("endings:", called + "endings:")))


@st.composite
def cells(draw: Any) -> list[Any]:
    """Cells with every variable somewhere in its range, its ends likeliest."""
    made = machine()
    found = made.first_cells(made.profile(None))
    for name, variable in made.layout.variables.items():
        found[made.layout.slots[name]] = draw(_value(variable))
    found[CLOCK] = draw(st.integers(made.program.clock.start, made.program.clock.end))
    found[HERE] = draw(st.sampled_from(["", "here_", "there"]))
    found[made.layout.slots["#b"]] = draw(st.integers(0, 3))
    return found


def _value(variable: Any) -> st.SearchStrategy[Any]:
    match variable.kind:
        case "flag":
            return st.booleans()
        case "enum":
            return st.sampled_from(variable.values)
        case "thing":
            return st.sampled_from(["pass_", "visa"])
        case "set":
            return st.sets(st.sampled_from(ORDER)).map(lambda found: tuple(each for each in ORDER if each in found))
        case "text":
            return st.sampled_from(["", "Lena", "  a  b ", "calm", "{x}'\\", "é👩\n"])
        case "moment":
            return st.integers(27_000_000, 28_500_000)
        case _:
            low = -LARGEST if variable.low is None else variable.low
            high = LARGEST if variable.high is None else variable.high
            inside = st.integers(max(low, -50), min(high, 50))
            return st.one_of(st.sampled_from([low, high]), inside, inside)


LITERAL = st.text(
    st.sampled_from([*" \n\n  abcXY.,'\"\\{}%$é中\u0301👩_", BEGIN, END, "\t", "\u00a0", "\u2003"]),
    min_size=1,
    max_size=8,
)
ORDER = ("calm", "cross", "sad")
FIELD = Field("b:doc", "pages", ("pass_", "visa"))
_BIG = st.sampled_from([LARGEST, -LARGEST, LARGEST - 1, 2**31, 10**9])
_CONSTANT = st.one_of(st.integers(-9, 9), _BIG).map(Const)
_LEAF_NUMBER = st.one_of(
    _CONSTANT,
    st.sampled_from(["near", "small", "wide", "pass_.pages", "#b", "@turn"]).map(Cell),
    st.sampled_from([FIELD, Derived("twice"), Clock("hour"), Clock("weekday")]),
)
_LEAF_MOMENT = st.sampled_from([Clock("now"), Clock("today"), Cell("since"), Const(27_733_439)])
_LEAF_FLAG = st.one_of(
    st.booleans().map(Const),
    st.sampled_from([Cell("told"), Derived("rich"), Field("b:doc", "held", ("pass_", "visa")), Cell("visa.held")]),
)
_ORDERS = st.just(ORDER) | st.permutations(ORDER).map(tuple) | st.just(("calm", "sad"))
_WORD = st.sampled_from(["calm", "cross", "sad"]).map(Const) | st.just(Cell("mood"))


def moments(deep: int) -> st.SearchStrategy[Expr]:
    if deep <= 0:
        return _LEAF_MOMENT
    part = numbers(deep - 1)
    return st.one_of(
        _LEAF_MOMENT,
        st.builds(Arith, st.sampled_from("+-"), moments(deep - 1), part),
        st.builds(Pick, flags(deep - 1), moments(deep - 1), moments(deep - 1)),
    )


@cache
def ranks(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is a place in an order."""
    return st.builds(Rank, words(deep), _ORDERS)


@cache
def words(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is a word of the enum."""
    if deep <= 0:
        return _WORD
    less = words(deep - 1)
    rows = st.lists(less, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        _WORD,
        st.builds(Pick, flags(deep - 1), less, less),
        st.builds(Nth, numbers(deep - 1), rows),
        st.builds(Shift, less, numbers(deep - 1), _ORDERS),
        st.builds(Edge, st.sampled_from([0, -1]), wholes(deep - 1), less),
    )


@cache
def wholes(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is a set."""
    fixed = st.sets(st.sampled_from(ORDER)).map(lambda found: Const(tuple(each for each in ORDER if each in found)))
    leaf = st.one_of(fixed, st.just(Cell("knows")))
    if deep <= 0:
        return leaf
    less = wholes(deep - 1)
    return st.one_of(
        leaf,
        st.builds(Gather, st.just(ORDER), st.lists(words(deep - 1), max_size=3).map(tuple)),
        st.builds(Combine, st.sampled_from("+-"), st.just(ORDER), less, less),
        st.builds(Pick, flags(deep - 1), less, less),
    )


@cache
def spoken(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is text."""
    leaf = st.one_of(LITERAL.map(Const), st.just(Cell("name")))
    if deep <= 0:
        return leaf
    less = spoken(deep - 1)
    rows = st.lists(less, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        leaf,
        st.builds(Join, st.lists(shows(deep - 1), min_size=1, max_size=3).map(tuple)),
        st.builds(Nth, numbers(deep - 1), rows),
        st.builds(Pick, flags(deep - 1), less, less),
    )


@cache
def numbers(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is a whole number."""
    if deep <= 0:
        return _LEAF_NUMBER
    less = numbers(deep - 1)
    return st.one_of(
        _LEAF_NUMBER,
        st.builds(Arith, st.sampled_from(["+", "-", "*", "//", "%", "min", "max"]), less, less),
        st.builds(Arith, st.sampled_from(["+", "-", "*", "//", "%", "min", "max"]), less, less),
        st.builds(Pick, flags(deep - 1), less, less),
        st.builds(Lookup, st.sampled_from(["queue", "fare"]), moments(deep - 1)),
        st.builds(Arith, st.just("-"), moments(deep - 1), moments(deep - 1)),
        st.builds(Size, wholes(deep - 1)),
        ranks(deep - 1),
        st.builds(Nth, less, st.lists(less, min_size=1, max_size=3).map(tuple)),
    )


@cache
def flags(deep: int) -> st.SearchStrategy[Expr]:
    """Trees whose value is true or false."""
    if deep <= 0:
        return _LEAF_FLAG
    less, number = flags(deep - 1), numbers(deep - 1)
    order = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        _LEAF_FLAG,
        st.builds(Not, less),
        st.builds(Logic, st.sampled_from(["and", "or"]), st.lists(less, min_size=2, max_size=3).map(tuple)),
        st.builds(Compare, order, number, number),
        st.builds(Compare, order, moments(deep - 1), moments(deep - 1)),
        st.builds(Compare, st.sampled_from(["==", "!="]), _WORD, _WORD),
        st.builds(Among, number, st.lists(number, min_size=1, max_size=3).map(tuple)),
        st.builds(Among, _WORD, st.lists(_WORD, min_size=1, max_size=3).map(tuple)),
        st.builds(Compare, order, ranks(deep - 1), ranks(deep - 1)),
        st.builds(Within, words(deep - 1), wholes(deep - 1)),
        st.builds(Overlap, st.sampled_from(["and", "or"]), wholes(deep - 1), wholes(deep - 1)),
        st.builds(Compare, st.sampled_from(["==", "!="]), wholes(deep - 1), wholes(deep - 1)),
        st.builds(Compare, st.sampled_from(["==", "!="]), spoken(deep - 1), spoken(deep - 1)),
        st.builds(Among, spoken(deep - 1), st.lists(spoken(0), min_size=1, max_size=3).map(tuple)),
        st.builds(Pick, less, less, less),
    )


def trees() -> st.SearchStrategy[Expr]:
    """Any expression, four deep."""
    return st.one_of(numbers(4), flags(4), moments(3), words(3), wholes(3), spoken(3), ranks(2))


# -- text ------------------------------------------------------------------------------------------------------------
_NAMES = st.sampled_from(
    [((True, "true"), (False, "false")), ((True, "you're {in}"), (False, "")), ((True, ""), (False, ""))]
)
_MOODS = st.sampled_from(
    [(("calm", "quite calm"), ("cross", "c\"r'oss"), ("sad", "")), (("calm", "é"), ("cross", "x"), ("sad", "y"))]
)


_SETS = st.sampled_from(
    [(), (("calm", "quite calm"), ("cross", "c\"r'oss"), ("sad", "")), (("sad", "{y}"), (None, "none yet"))]
)


@cache
def shows(deep: int = 2) -> st.SearchStrategy[Show]:
    """Values in text, as the compiler makes them."""
    number = numbers(deep)
    unit = st.sampled_from(["", "roubles", "₽ {x}", "'"])
    return st.one_of(
        st.builds(Show, number, st.sampled_from(["plain", "number", "words", "span"])),
        st.builds(Show, number, st.just("money"), unit),
        st.builds(Show, moments(1), st.sampled_from(["time", "date"])),
        st.builds(Show, wholes(deep), st.sampled_from(["list", "capital list"]), st.just(""), _SETS),
        st.builds(Show, spoken(deep), st.sampled_from(["text", "capital"])),
        st.builds(Show, flags(deep), st.sampled_from(["plain", "capital"]), st.just(""), _NAMES),
        st.builds(Show, _WORD, st.sampled_from(["plain", "capital"]), st.just(""), _MOODS),
        st.builds(Show, LITERAL.map(Const), st.sampled_from(["plain", "capital"])),
    )


@cache
def texts(deep: int) -> st.SearchStrategy[Words]:
    """Text with values and alternatives in it, tidied or not."""
    part: st.SearchStrategy[Any] = st.one_of(LITERAL, LITERAL, shows())
    if deep > 0:
        inner = texts(deep - 1)
        case = st.tuples(flags(2), inner)
        ways = st.lists(inner, min_size=1, max_size=3).map(tuple)
        chosen = st.builds(Chosen, numbers(2), ways)
        part = st.one_of(part, st.builds(Either, st.lists(case, min_size=1, max_size=3).map(tuple), inner), chosen)
    last = st.sampled_from([(), (), (JOIN,)])
    parts = st.tuples(st.lists(part, max_size=5), last).map(lambda both: (*both[0], *both[1]))
    return st.builds(Words, parts, st.booleans())


# -- both ways -------------------------------------------------------------------------------------------------------

Answer = tuple[Value, list[tuple[str, int]]]


def reference(node: Expr | Words, values: Sequence[Any]) -> Answer:
    """By the plain walk: the value and the faults."""
    made = machine()
    scope = CellScope(made.program, made.layout, values)
    value = render(node, scope) if isinstance(node, Words) else evaluate(node, scope)
    return value, scope.faults


def generated(node: Expr | Words, values: list[Any]) -> Answer:
    """By generated code: the value and the faults."""
    made = machine()
    phrases = Phrases(made.program, made.layout)
    phrases.context = "here's \\ {it}"
    source = phrases.words(node) if isinstance(node, Words) else phrases.value(node)
    names = {**RUNTIME, **phrases.constants, "zones": made.book.zones}
    run = Run(made.book, 0, values)
    value = eval(f"lambda r, v: {source}", names)(run, values)
    assert all(where == phrases.context for _, where, _ in run.change.faults)
    return value, [(code, would_be) for code, _, would_be in run.change.faults]


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same, kind and all."""
    return one == other and type(one[0]) is type(other[0])
