"""Documents that change hands: gain, lose, lodge, take_back."""

from __future__ import annotations

from engine.compiler.nodes import Scalar
from engine.compiler.weave import Weave
from engine.diagnostics import nearest
from engine.expr import Const, Value
from engine.program import Write
from engine.program.world import NOBODY


def hold(weave: Weave, written: Scalar, verb: str, name: str, keeper: str | None, owner: str) -> None:
    """The writes of one of the four verbs; `keeper` is the second word in the brackets, None where there is none."""
    if name in weave.local.cells or name not in weave.names.things_of("document"):
        known = nearest(name, weave.names.things_of("document"))
        weave.bag.add("REF007", written.place, name=name, hint=f'did you mean "{known}"?' if known else None)
        return
    with_whom = _keeper(weave, written, verb, name, keeper)
    if with_whom is None:
        return
    _write(weave, written, f"{name}.held", verb in ("gain", "take_back"), owner)
    if f"{name}.keeper" in weave.names.variables:
        _write(weave, written, f"{name}.keeper", with_whom, owner)
    if f"{name}.lost" in weave.names.quantities or weave.names.variables.get(f"{name}.lost") is not None:
        _write(weave, written, f"{name}.lost", verb == "lose", owner)


def _keeper(weave: Weave, written: Scalar, verb: str, name: str, keeper: str | None) -> str | None:
    """Who has the document afterwards; None, with a diagnostic, where that is not to be known."""
    declared = weave.names.variables.get(f"{name}.keeper")
    known = [each for each in declared.values if each != NOBODY] if declared else []
    if verb == "lodge":
        found = known[0] if keeper is None and len(known) == 1 else keeper
        if found not in known:
            hint = f"it has {', '.join(known)}" if known else None
            weave.bag.add("WLD013", written.place, document=name, name=keeper or "nobody named", hint=hint)
            return None
        return found
    if keeper is not None or (verb == "take_back" and not known):
        weave.bag.add("WLD013", written.place, document=name, name=keeper or "anybody")
        return None
    return NOBODY


def _write(weave: Weave, written: Scalar, cell: str, value: Value, owner: str) -> None:
    weave.steps.add(written.place, Write(cell, Const(value), f"{owner}:{cell}"))
