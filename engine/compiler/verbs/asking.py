"""A question to the player: who takes the answer, and what counts as one."""

from __future__ import annotations

from engine.compiler import schema
from engine.compiler.nodes import Scalar
from engine.compiler.values import whole_number
from engine.compiler.weave import Weave
from engine.diagnostics import nearest
from engine.errors import ChoiceError
from engine.expr import LARGEST, Words
from engine.program import Ask, Variable
from engine.program.answers import LONGEST, read_answer

_KINDS = ("text", "number")
_USUAL = 40
"""Characters of an answer where the story does not say how many."""


def ask(weave: Weave, item: schema.AskItem) -> None:
    """`ask`: a stop for one bounded answer, which goes into a variable. A question that is wrong asks nothing."""
    shape = item.ask
    owner = weave.own(shape.id, str(shape.id), shape.id.place)
    weave.unsafe = False
    question = weave.text(shape.question) or Words(())
    if shape.kind not in _KINDS:
        weave.bag.add("VAL010", shape.kind.place, value=shape.kind, known=" and ".join(_KINDS))
        return
    into = _into(weave, shape.into, str(shape.kind))
    bounds = None if into is None else _characters(weave, shape) if into.kind == "text" else _range(weave, shape, into)
    if into is None or bounds is None:
        return
    made = Ask(owner, into.name, into.kind, question, *bounds)
    weave.steps.add(shape.id.place, made.replace(default=_default(weave, shape.default, made)))


def _into(weave: Weave, written: Scalar, kind: str) -> Variable | None:
    """The variable that takes the answer; None, with a diagnostic, when it cannot."""
    cell = weave.local.cells.get(str(written), str(written))
    found = weave.names.variables.get(cell)
    if found is None:
        derived = written in weave.names.derived or written in weave.names.quantities
        known = nearest(written, [*weave.names.variables, *weave.local.cells])
        hint = f'did you mean "{known}"?' if known and not derived else None
        weave.bag.add("REF009" if derived else "REF008", written.place, name=written, hint=hint)
    elif found.kind != kind:
        declared = weave.names.kind_of(cell)
        said = declared.said() if declared else found.kind
        weave.bag.add("TYP001", written.place, wanted=f"a variable of the kind {kind}", found=said)
    return found if found is not None and found.kind == kind else None


def _characters(weave: Weave, shape: schema.AskShape) -> tuple[int, int] | None:
    """How many characters an answer has at least and at most."""
    if shape.min is not None:
        weave.bag.add("ASK005", shape.min.place, key="min")
    most = _USUAL if shape.max is None else whole_number(shape.max)
    if most is None or not 1 <= most <= LONGEST:
        weave.bag.add("ASK001", (shape.max or shape.id).place, most=LONGEST, value=shape.max)
        return None
    return 1, most


def _range(weave: Weave, shape: schema.AskShape, into: Variable) -> tuple[int, int] | None:
    """The least and the greatest answer: the variable's own bounds where the question names none."""
    low, high = into.low if into.low is not None else -LARGEST, into.high if into.high is not None else LARGEST
    least, most = _bound(weave, shape.min, low), _bound(weave, shape.max, high)
    if least is None or most is None:
        return None
    if least > most:
        weave.bag.add("ASK002", (shape.min or shape.max or shape.id).place, least=least, most=most)
        return None
    if least < low or most > high:
        place = (shape.min if least < low else shape.max) or shape.id
        weave.bag.add("ASK004", place.place, name=into.name, low=low, high=high, least=least, most=most)
        return None
    return least, most


def _bound(weave: Weave, written: Scalar | None, usual: int) -> int | None:
    if written is None:
        return usual
    found = whole_number(written)
    if found is None:
        weave.bag.add("VAL002", written.place, value=written)
    return found


def _default(weave: Weave, written: Scalar | None, asked: Ask) -> int | str | None:
    """The default, which must be an answer itself, whole and not cut."""
    if written is None:
        return None
    try:
        if asked.kind == "text":
            return _uncut(written, asked)
        number = whole_number(written)
        return read_answer(asked, str(written) if number is None else number)
    except ChoiceError:
        weave.bag.add("ASK003", written.place, value=written)
        return None


def _uncut(written: Scalar, asked: Ask) -> int | str:
    """The text as an answer. Raises ChoiceError when it is empty or too long."""
    found = read_answer(asked.replace(most=LONGEST), str(written))
    if len(str(found)) > asked.most or len(written.strip()) > LONGEST:
        raise ChoiceError("too long")
    return found
