"""Days of the proleptic Gregorian calendar as whole numbers, for any year.

``datetime.date`` ends at year 1; battles do not. Years are astronomical: 0 is 1 BC.
"""

from __future__ import annotations

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CYCLE_DAYS = 146_097  # days in the 400 years after which the Gregorian calendar repeats


def is_leap(year: int) -> bool:
    """Whether ``year`` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int | None, month: int) -> int:
    """Days of a month; an unknown year counts as a leap year.

    >>> month_days(2013, 2), month_days(None, 2)
    (28, 29)
    """
    if month == 2 and (year is None or is_leap(year)):
        return 29
    return _MONTH_DAYS[month - 1]


def to_ordinal(year: int, month: int, day: int) -> int:
    """The number of a day; 1 January of year 1 is 1, as in ``datetime.date.toordinal``.

    >>> to_ordinal(1, 1, 1), to_ordinal(0, 12, 31)
    (1, 0)
    """
    # Years are counted from March so that the leap day is the last day of its year.
    shifted = year - (month <= 2)
    cycle, year_of_cycle = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_cycle = year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + day_of_year
    return cycle * _CYCLE_DAYS + day_of_cycle - 305


def from_ordinal(ordinal: int) -> tuple[int, int, int]:
    """Year, month and day of a day number; the inverse of :func:`to_ordinal`.

    >>> from_ordinal(0)
    (0, 12, 31)
    """
    cycle, day_of_cycle = divmod(ordinal + 305, _CYCLE_DAYS)
    year_of_cycle = (
        day_of_cycle - day_of_cycle // 1460 + day_of_cycle // 36_524 - day_of_cycle // 146_096
    ) // 365
    day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = (shifted_month + 2) % 12 + 1
    return cycle * 400 + year_of_cycle + (month <= 2), month, day


def julian_to_gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The Gregorian name of a day named in the Julian calendar (Old Style).

    >>> julian_to_gregorian(1632, 11, 6)
    (1632, 11, 16)
    """
    shifted = year - (month <= 2)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return from_ordinal(shifted * 365 + shifted // 4 + day_of_year - 307)


def format_year(year: int) -> str:
    """An astronomical year in four digits.

    >>> format_year(604), format_year(-489)
    ('0604', '-0489')
    """
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def iso_day(ordinal: int) -> str:
    """ISO 8601 of a day number.

    >>> iso_day(to_ordinal(-489, 9, 12))
    '-0489-09-12'
    """
    year, month, day = from_ordinal(ordinal)
    return f"{format_year(year)}-{month:02d}-{day:02d}"


def parse_iso_day(text: str) -> int:
    """The day number of an ISO day as :func:`iso_day` writes it.

    Raises:
        ValueError: ``text`` is no ISO day.

    >>> iso_day(parse_iso_day("2013-02-06"))
    '2013-02-06'
    """
    sign = -1 if text.startswith("-") else 1
    year, month, day = text.removeprefix("-").split("-")
    return to_ordinal(sign * int(year), int(month), int(day))
