"""Values as words: what a filter in text prints. English; one function a filter."""

from __future__ import annotations

from engine.expr.calendar import DAY

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def plain(value: object) -> str:
    """A flag as true or false, nothing for null, a number in digits, text as it is."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return "" if value is None else str(value)


def joined(*values: object) -> str:
    """The plain words of all `values`, one after the other."""
    return "".join([plain(each) for each in values])


def number(value: int) -> str:
    """With a comma between thousands: 41,000."""
    return f"{value:,}"


def money(value: int, unit: str) -> str:
    """With its unit: 41,000 roubles; without one, as `number`."""
    return f"{value:,} {unit}" if unit else f"{value:,}"


def words(value: int) -> str:
    """Spelled below a hundred (forty-one); in digits from there."""
    if value < 0:
        return f"minus {words(-value)}"
    if value < 20:
        return _SMALL[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    return f"{value:,}"


def span(minutes: int) -> str:
    """A duration in at most two units: 2 days 3 hours, 3 hours 20 minutes, no time."""
    if minutes < 0:
        return f"minus {span(-minutes)}"
    parts = ((minutes // DAY, "day"), (minutes % DAY // 60, "hour"), (minutes % 60, "minute"))
    said = [f"{count} {unit}" + ("" if count == 1 else "s") for count, unit in parts if count]
    return " ".join(said[:2]) or "no time"


def capital(text: str) -> str:
    """With its first letter large and the rest as it was."""
    return text[:1].upper() + text[1:]
