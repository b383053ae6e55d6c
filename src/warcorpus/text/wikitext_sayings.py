"""What templates say whose words do not stand in the page as they are shown: dates, measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from warcorpus.text.wikitext_words import countries

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_BETWEEN_NUMBERS = {
    "to": " to ", "to(-)": " to ", "-": "–", "–": "–", "and": " and ", "or": " or ",
    "by": " by ", "x": " × ", "×": " × ", "*": " × ", "+/-": " ± ", "±": " ± ", "+": " + ",
    "/": "/", "to about": " to about ",
}  # fmt: skip
_MOST_NUMBERS = 4  # of one measure: 4 x 5 x 6 km
_NAME_ALONE = "2"  # the form of a ship's name without what stands before it

Named = Mapping[str, str]


def say(action: str, parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """The words of a template.

    Args:
        action: one of :data:`SAYINGS`.
        parameter: of the action.
        unnamed: the words of its unnamed arguments.
        named: those of the named ones.

    >>> say("convert", "", ["5", "to", "10", "km", "mi"], {})
    '5 to 10 km'
    """
    return SAYINGS[action](parameter, unnamed, named)


def date_text(words: Sequence[str]) -> str:
    """Year, month and day as a date in words; other words as they stand.

    >>> date_text(["2012", "3", "1"]), date_text(["2012", "03"]), date_text(["1 March 2012"])
    ('1 March 2012', 'March 2012', '1 March 2012')
    """
    if not words or not (words[0].isdecimal() and 3 <= len(words[0]) <= 4):
        return " ".join(word for word in words[:3] if word)
    year, *rest = words[:3]
    month = rest[0] if rest else ""
    day = rest[1] if len(rest) > 1 else ""
    if month.isdecimal() and len(month) <= 2:
        month = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else ""
    shown = [day.lstrip("0"), month, year] if month and day.isdecimal() else [month, year]
    return " ".join(part for part in shown if part)


def _date(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    return date_text(unnamed[int(parameter) - 1 :])


def _dates(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """``{{start and end dates|2013|5|11|2013|6|8}}``."""
    ends = [date_text(unnamed[:3]), date_text(unnamed[3:6])]
    return " – ".join(end for end in ends if end)


def _old_style(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """``{{OldStyleDate|5 July|1943|22 June}}``: the day, its year, the day of the old calendar.

    With the parameter ``year`` the old day has a year of its own and stands last.
    """
    day, year, old = (*unnamed[:3], "", "", "")[:3]
    old = f"[O.S. {old}]" if old else ""
    parts = (day, year, old) if parameter == "year" else (day, old, year)
    return " ".join(part for part in parts if part)


def _as_of(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    if named.get("alt"):
        return named["alt"]
    opening = "Since" if named.get("since") else "As of"
    opening = opening.lower() if named.get("lc") else opening
    if not unnamed or not unnamed[0]:
        return ""
    return f"{opening} {date_text(unnamed)}{named.get('post', '')}"


def _circa(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    return " – ".join(f"c. {number}" for number in unnamed[:2] if number)


def _fraction(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """``{{frac|2|1|2}}`` is two and a half; one number alone is the part of one."""
    numbers = [number for number in unnamed[:3] if number]
    if len(numbers) == 3:
        return f"{numbers[0]} {numbers[1]}/{numbers[2]}"
    return "/".join(numbers) if len(numbers) == 2 else "".join(f"1/{n}" for n in numbers)


def _convert(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """The numbers and the unit that were measured in; not what they are in another."""
    words = [word.strip() for word in unnamed]
    shown = words[0] if words else ""
    position = 1
    while shown and position < 2 * _MOST_NUMBERS and words[position : position + 1]:
        between = _BETWEEN_NUMBERS.get(words[position])
        if between is None:
            break
        number = words[position + 1] if position + 1 < len(words) else ""
        is_number = number.lstrip("+-−.")[:1].isdecimal()
        shown += between + number if is_number else ""
        position += 1 + is_number
    rest = words[position : position + 3]
    shown = " ".join([shown.replace("+1/", " 1/"), *rest[:1]]) if shown else ""
    if len(rest) == 3 and rest[1][:1].isdecimal() and rest[0] in ("ft", "lb", "st", "mi", "yd"):
        shown += f" {rest[1]} {rest[2]}"  # {{convert|6|ft|4|in|m}}
    return shown.strip()


def _value(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """``{{val|3.5|u=km}}``."""
    unit = named.get("u") or named.get("ul") or ""
    shown = f"{unnamed[0]} {unit}" if unnamed else ""
    return f"{named.get('p', '')}{shown.strip()}"


def _ship(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """A ship: with the parameter as what its name begins with, else with the first argument.

    What tells ships of one name apart is in the page that they link to.
    """
    words = [parameter, *unnamed] if parameter else list(unnamed)
    prefix, name, _, form = (*words[:4], "", "", "", "")[:4]
    if form == _NAME_ALONE or not name:
        return name or prefix
    return f"{prefix} {name}".strip()


def _first_of(parameter: str, unnamed: Sequence[str], named: Named) -> str:
    """The first of the named words that the parameter lists, else the first unnamed ones."""
    found = [named[name] for name in parameter.split("|") if named.get(name)]
    return next(iter([*found, *unnamed]), "")


def country_name(code: str) -> str:
    """The name of a country by the code in a flag template; other words stay.

    >>> country_name("USA"), country_name("Syria")
    ('United States', 'Syria')
    """
    return countries().get(code.strip(), code).partition(" (")[0]


SAYINGS: dict[str, Callable[[str, Sequence[str], Named], str]] = {
    "convert": _convert,
    "date": _date,
    "dates": _dates,
    "old style": _old_style,
    "as of": _as_of,
    "circa": _circa,
    "fraction": _fraction,
    "value": _value,
    "ship": _ship,
    "first": _first_of,
}
"""Actions of ``wikitext_templates.tsv`` whose words are one piece."""
