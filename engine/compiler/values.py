"""Leaves of a story as values: whole numbers, flags, durations, moments, time zones.

In: text as written. Out: a value, or None where the text is none. The zone database of the machine is read here, once,
and what a program needs of it goes into the program.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.expr.calendar import DAY, Zone

_NUMBER = re.compile(r"[+-]?\d[\d_ ,]*")
_MOMENT = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?):(\d\d))?")
_SPAN = re.compile(r"(\d+)\s*(d|h|m|days?|hours?|min(?:utes?)?)")
_LONGEST_SPAN = 80
"""Characters; a pattern that looks for digits from each place on would take for ever over a million of them."""

_ZONE = re.compile(r"[\w+-]{1,32}(?:/[\w+-]{1,32}){0,3}", re.ASCII)
_UNITS = {"d": DAY, "h": 60, "m": 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def whole_number(text: str) -> int | None:
    """`340000`, `340 000` or `340,000`; None for anything else."""
    bare = text.strip()
    if not _NUMBER.fullmatch(bare) or len(bare) > 24:
        return None
    return int(re.sub(r"[_ ,]", "", bare))


def flag(text: str) -> bool | None:
    """true or false, also yes or no; None for anything else."""
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.strip().lower())


def span(text: str) -> int | None:
    """Minutes of `1h 30m`, `2d`, `15 minutes`; None for anything else."""
    bare = text.strip().lower()
    if not bare or len(bare) > _LONGEST_SPAN or _SPAN.sub("", bare).strip(" ,"):
        return None
    parts = _SPAN.findall(bare)
    if not parts or any(len(count) > 7 for count, _ in parts):
        return None
    return sum(int(count) * _UNITS[unit[0]] for count, unit in parts)


def moment(text: str, zone: str) -> int | None:
    """Minutes since 1970 of `2022-09-26 14:00` (or a bare date, its midnight) as the clocks of `zone` show it."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute = (int(each or 0) for each in found.groups())
    if not 1 < year < 9900:
        return None
    try:
        when = datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError):
        return None
    return int((when - _EPOCH).total_seconds()) // 60


def known_zone(name: str) -> bool:
    """Whether the zone database has `name`; what could be a path is never looked for."""
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return False
    return True


def zone_rows(name: str, first: int, last: int) -> Zone:
    """Offsets of the zone `name` between two moments, day by day looked at, the changes kept to the minute."""
    zone = ZoneInfo(name)
    rows = [(first, _offset(zone, first))]
    minute = first
    while minute < last and last - first < 400 * 366 * DAY:
        following = min(minute + DAY, last)
        if _offset(zone, following) != rows[-1][1]:
            change = _change(zone, minute, following)
            rows.append((change, _offset(zone, change)))
        minute = following
    return tuple(rows)


def _offset(zone: ZoneInfo, minute: int) -> int:
    offset = (_EPOCH + timedelta(minutes=minute)).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first minute in (low, high] with another offset than `low` has."""
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
