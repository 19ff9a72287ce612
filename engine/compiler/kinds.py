"""The kinds of values, known before play."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is number, flag, enum, text, moment, duration, thing or anything.

    For an enum, `owner` is the variable that declares it and `values` its ids in order; for a thing, `values` are the
    ids that it may be. `names` are words for values, as pairs, and `unit` follows amounts of it.
    """

    name: str
    owner: str = ""
    values: tuple[str, ...] = ()
    names: tuple[tuple[int | bool | str | None, str], ...] = ()
    unit: str = ""

    def fits(self, other: Kind) -> bool:
        """Whether a value of `other` may stand where this kind is wanted."""
        if "anything" in (self.name, other.name):
            return True
        if self.name == other.name == "enum":
            return set(other.values) <= set(self.values)
        return self.name == other.name

    def said(self) -> str:
        """The kind in a writer's words."""
        return {"enum": "one of its values", "flag": "true or false", "thing": "a person, document or place"}.get(
            self.name, f"a {self.name}"
        )


NUMBER = Kind("number")
FLAG = Kind("flag")
TEXT = Kind("text")
MOMENT = Kind("moment")
DURATION = Kind("duration")
ANYTHING = Kind("anything")
