"""Moments as the people of a story read them: minutes since 1970 to local dates and hours, without a disk.

A zone is a tuple of (from minute, minutes east of Greenwich), oldest first, worked out by the compiler; nothing here
reads a time-zone database. The civil calendar is the proleptic Gregorian one.
"""

from __future__ import annotations

from bisect import bisect_right

Zone = tuple[tuple[int, int], ...]

DAY = 1440
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_TWO_DIGITS = tuple(f"{number:02d}" for number in range(60))


def local(minute: int, zone: Zone) -> int:
    """The wall-clock minute of `minute` in `zone`; Greenwich for an empty zone."""
    if len(zone) < 2:
        return minute + zone[0][1] if zone else minute
    row = max(0, bisect_right(zone, (minute, DAY)) - 1)
    return minute + zone[row][1]


def hour_of(minute: int, zone: Zone) -> int:
    """Hour of the day, 0 to 23, in `zone`."""
    return local(minute, zone) % DAY // 60


def weekday_of(minute: int, zone: Zone) -> int:
    """Day of the week in `zone`: 1 is Monday, 7 Sunday."""
    return (local(minute, zone) // DAY + 3) % 7 + 1


def midnight_of(minute: int, zone: Zone) -> int:
    """The moment at which the local day of `minute` began."""
    return minute - local(minute, zone) % DAY


def time_words(minute: int, zone: Zone) -> str:
    """As on a station clock: 09:05."""
    past = local(minute, zone) % DAY
    return f"{_TWO_DIGITS[past // 60]}:{_TWO_DIGITS[past % 60]}"


def date_words(minute: int, zone: Zone) -> str:
    """As spoken: Tuesday 27 September. The year is left out; a story declares its own."""
    days = local(minute, zone) // DAY
    _, month, day = civil(days)
    return f"{WEEKDAYS[(days + 3) % 7]} {day} {MONTHS[month - 1]}"


def day_words(minute: int, zone: Zone) -> str:
    """As on a document: 1 March 2029."""
    year, month, day = civil(local(minute, zone) // DAY)
    return f"{day} {MONTHS[month - 1]} {year}"


def civil(days: int) -> tuple[int, int, int]:
    """Year, month, day of a day counted from 1 January 1970 (Howard Hinnant, chrono-compatible date algorithms)."""
    days += 719_468
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, day
