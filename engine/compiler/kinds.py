"""The kinds of values, known before play."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expr import Value

_SAID = {
    "enum": "one of its values",
    "flag": "true or false",
    "thing": "a person, document or place",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is number, flag, enum, text, set, moment, duration, thing or anything.

    For an enum and a set, `owner` is the variable that declares it and `values` the ids in order; for a thing, `values`
    are the ids that it may be. `names` are words for values, as pairs, and `unit` follows amounts of it. `order` is
    the whole order of an enum that has one, the least first, or of the enum that a set is made of.
    """

    name: str
    owner: str = ""
    values: tuple[str, ...] = ()
    names: tuple[tuple[Value, str], ...] = ()
    unit: str = ""
    order: tuple[str, ...] = ()

    def fits(self, other: Kind) -> bool:
        """Whether a value of `other` may stand where this kind is wanted."""
        if "anything" in (self.name, other.name):
            return True
        if self.name == other.name == "enum":
            return set(other.values) <= set(self.values)
        if self.name == other.name == "set":
            return self.values == other.values
        return self.name == other.name

    def holds(self, other: Kind) -> bool:
        """Whether a value of `other` may be in this set."""
        if other.name == "anything":
            return True
        return other.name in ("enum", "thing") and set(other.values) <= set(self.values)

    def element(self) -> Kind:
        """What this set is made of, as an enum: so bare words are looked up among its values."""
        words = tuple(pair for pair in self.names if isinstance(pair[0], str))
        return Kind("enum", self.owner, self.values, words, order=self.order)

    def said(self) -> str:
        """The kind in a writer's words."""
        return _SAID.get(self.name, f"a {self.name}")


NUMBER = Kind("number")
FLAG = Kind("flag")
TEXT = Kind("text")
MOMENT = Kind("moment")
DURATION = Kind("duration")
ANYTHING = Kind("anything")
