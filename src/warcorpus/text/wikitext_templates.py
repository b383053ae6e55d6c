"""What known templates say: the actions of ``wikitext_templates.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from warcorpus.text.wikitext_arguments import Argument, arguments, effective, trimmed
from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_pieces import LinkFound, Piece, Speaker
from warcorpus.text.wikitext_words import Rule

_HOLE = re.compile(r"\{(\w+)\}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_BETWEEN_NUMBERS = {"to": " to ", "-": "–", "–": "–", "and": " and ", "or": " or ", "by": " by "}
_BRACKETS = str.maketrans("", "", "()[]{}|")
_MOST_ITEMS = 2_000  # arguments of one list that are looked at


def expand(speaker: Speaker, element: Element, rule: Rule) -> Iterator[Piece]:
    """The pieces of a template.

    Args:
        speaker: gives the pieces of its arguments.
        element: the template.
        rule: what it says.
    """
    if rule.action == "drop":
        return _whole(element, "template")
    return _ACTIONS[rule.action](speaker, element, rule.parameter)


def _whole(element: Element, kind: str, text: str | None = None) -> Iterator[Piece]:
    yield Piece(element.start, element.end, kind, text)


def _chosen(speaker: Speaker, element: Element, names: str) -> Argument | None:
    """The first of several arguments that is there and says something."""
    found = arguments(speaker.raw, element)
    known = effective(found)
    for name in names.split("|"):
        if name == "last":
            unnamed = [argument for argument in found if not argument.named]
            if unnamed:
                return unnamed[-1]
        elif name in known and speaker.raw[known[name].start : known[name].end].strip():
            return known[name]
    return None


def _text(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    if parameter == "0":  # {{formatnum:1234}}
        stop = element.bars[0] if element.bars else element.inner_end
        colon = speaker.raw.find(":", element.inner_start, stop)
        return speaker.around(element, max(colon + 1, element.inner_start), stop)
    argument = _chosen(speaker, element, parameter)
    if argument is None:
        return _whole(element, "mark")
    return speaker.around(element, argument.start, argument.end)


def _link(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    target = _chosen(speaker, element, "1")
    words = _chosen(speaker, element, parameter)
    if target is None or words is None:
        return _text(speaker, element, parameter)
    raw = speaker.raw
    page = trimmed(raw, target.start, target.end)
    place = trimmed(raw, words.start, words.end)
    speaker.found.links.append(LinkFound(element, page, place))
    return speaker.around(element, *place)


class _Segment(NamedTuple):
    """An argument in a form, with the letters before it."""

    before: str
    argument: Argument


def _form(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """Letters and arguments; letters stand for the raw characters between the arguments."""
    known = effective(arguments(speaker.raw, element)) if "{" in parameter else {}
    segments: list[_Segment] = []
    position, before = 0, ""
    for hole in _HOLE.finditer(parameter):
        before += parameter[position : hole.start()]
        position = hole.end()
        argument = known.get(hole.group(1))
        if argument is not None and argument.start < argument.end:
            segments.append(_Segment(before if segments else before.lstrip(), argument))
            before = ""
    after = parameter[position:]
    if not segments:
        bare = "" if known or "{" in parameter else after
        return _whole(element, "text" if bare else "mark", bare or None)
    return _filled(speaker, element, segments, after)


def _filled(
    speaker: Speaker, element: Element, segments: list[_Segment], after: str
) -> Iterator[Piece]:
    position = element.start
    for before, argument in segments:
        start, end = trimmed(speaker.raw, argument.start, argument.end)
        if start < position:
            continue  # written in another order than the form
        yield _letters(position, start, before)
        yield from speaker.inner(element, start, end)
        position = end
    yield _letters(position, element.end, after)


def _letters(start: int, end: int, letters: str) -> Piece:
    return Piece(start, end, "text", letters) if letters else Piece(start, end, "mark")


def _list(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _items(speaker, element, "\n", "")


def _bullets(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _items(speaker, element, "\n* ", "* ")


def _items(speaker: Speaker, element: Element, between: str, first: str) -> Iterator[Piece]:
    """The unnamed arguments, and those with a number as name, parted."""
    position, opening = element.start, first
    number = 0
    for argument in arguments(speaker.raw, element)[:_MOST_ITEMS]:
        start, end = trimmed(speaker.raw, argument.start, argument.end)
        if start == end or not argument.name.isdigit():
            continue
        number += 1
        if number > 1:
            yield Piece(position, start, "line", between)
        else:
            yield _letters(position, start, opening)
        yield from speaker.inner(element, start, end)
        position = end
    yield Piece(position, element.end, "mark")


def _lines(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    argument = _chosen(speaker, element, parameter)
    if argument is not None:
        start, end = argument.start, argument.end
    elif element.bars:  # `a = b` in the list made a name of what stands before it
        start, end = element.parts()[1]
    else:
        yield Piece(element.start, element.end, "mark")
        return
    yield Piece(element.start, start, "mark")
    yield from speaker.listed(element, start, end)
    yield Piece(end, element.end, "mark")


def _own(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    stop = element.bars[0] if element.bars else element.inner_end
    start, end = trimmed(speaker.raw, element.inner_start, stop)
    yield Piece(element.start, start, "mark")
    yield Piece(start, end, "text")
    yield Piece(end, element.end, "mark")


def _unnamed(speaker: Speaker, element: Element) -> list[str]:
    return [
        speaker.words(element, argument.start, argument.end)
        for argument in arguments(speaker.raw, element)[:_MOST_ITEMS]
        if not argument.named
    ]


def _convert(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """``{{convert|5|to|10|km|mi}}`` says ``5 to 10 km``."""
    words = _unnamed(speaker, element)
    if len(words) >= 4 and words[1] in _BETWEEN_NUMBERS:
        words = [words[0] + _BETWEEN_NUMBERS[words[1]] + words[2], *words[3:]]
    text = _one_line(" ".join(words[:2]))
    return _whole(element, "text" if text else "mark", text or None)


def _one_line(text: str) -> str:
    """Words that stand for a template as one piece: nothing in them may be cut later."""
    return " ".join(text.translate(_BRACKETS).split())


def _date(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    words = _unnamed(speaker, element)[int(parameter) - 1 :]
    text = _one_line(date_text(words))
    return _whole(element, "text" if text else "mark", text or None)


def date_text(words: list[str]) -> str:
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


def _coord(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    speaker.found.coordinates.append(element)
    return _whole(element, "coordinates")


def _quote(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    argument = _chosen(speaker, element, parameter)
    if argument is None:
        yield Piece(element.start, element.end, "mark")
        return
    yield Piece(element.start, argument.start, "quote")
    yield from speaker.inner(element, argument.start, argument.end)
    yield Piece(argument.end, element.end, "/quote")


def _hatnote(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    for argument in arguments(speaker.raw, element)[:_MOST_ITEMS]:
        if not argument.named and speaker.raw[argument.start : argument.end].strip():
            page = trimmed(speaker.raw, argument.start, argument.end)
            speaker.found.hatnotes.append(page)
    return _whole(element, "see also")


def _description(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    argument = _chosen(speaker, element, "1")
    if argument is not None:
        speaker.found.descriptions.append(trimmed(speaker.raw, argument.start, argument.end))
    return _whole(element, "template")


def _break(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _whole(element, "line", "\n")


_ACTIONS = {
    "text": _text,
    "link": _link,
    "form": _form,
    "list": _list,
    "bullets": _bullets,
    "lines": _lines,
    "own": _own,
    "convert": _convert,
    "date": _date,
    "coord": _coord,
    "quote": _quote,
    "hatnote": _hatnote,
    "description": _description,
    "break": _break,
}
