"""Prose with or without a short version, and time that passes."""

from __future__ import annotations

from engine.compiler import prose, schema
from engine.compiler.nodes import Scalar
from engine.compiler.weave import Weave
from engine.expr import Words
from engine.program import Say


def _say(weave: Weave, written: Scalar, safe: Scalar | None) -> None:
    words = weave.text_of_step(written)
    if words is None:
        return
    short = weave.text(safe)
    if short is None and weave.unsafe:
        short = Words(())
    weave.steps.add(written.place, Say(weave.unowned(prose.slug(written)), words, short))


def passage(weave: Weave, written: Scalar) -> None:
    """A bare paragraph."""
    _say(weave, written, None)


def say(weave: Weave, item: schema.Say) -> None:
    """`say`, perhaps with a short version."""
    _say(weave, item.say, item.safe)


def takes(weave: Weave, item: schema.Takes) -> None:
    """`takes`: the clock moves."""
    weave.pass_time(item.takes, f"{weave.local.scene}:takes")
