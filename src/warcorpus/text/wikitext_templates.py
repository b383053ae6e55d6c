"""What known templates say: the actions of ``wikitext_templates.tsv``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from warcorpus.text.wikitext_arguments import Argument, arguments, effective, trimmed
from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_pieces import LinkFound, Piece, Speaker
from warcorpus.text.wikitext_sayings import SAYINGS, country_name, say
from warcorpus.text.wikitext_words import Rule, countries

_HOLE = re.compile(r"\{(\w+)\}")
_BRACKETS = str.maketrans("", "", "()[]{}|")
_BRACKETED = ("old style",)  # a date is read as a whole
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
        bare = parameter.partition("{")[0]
        bare = bare if "{" not in parameter else bare.strip()
        return _whole(element, "text" if bare else "mark", bare or None)
    if len(segments) == 1 and not after:
        return _filled(speaker, element, segments[0])
    said = [one.before + _spoken(speaker, element, one.argument) for one in segments]
    text = _one_line("".join(said) + after)
    return _whole(element, "text" if text else "mark", text or None)


def _circa(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """``{{circa|1187}}``; with two numbers both are uncertain."""
    if "2" not in effective(arguments(speaker.raw, element)):
        return _form(speaker, element, "c. {1}")
    return _SAID["circa"](speaker, element, parameter)


def _filled(speaker: Speaker, element: Element, segment: _Segment) -> Iterator[Piece]:
    start, end = trimmed(speaker.raw, segment.argument.start, segment.argument.end)
    yield _letters(element.start, start, segment.before)
    yield from speaker.inner(element, start, end)
    yield _letters(end, element.end, "")


def _spoken(speaker: Speaker, element: Element, argument: Argument) -> str:
    return speaker.words(element, argument.start, argument.end)


def _letters(start: int, end: int, letters: str) -> Piece:
    return Piece(start, end, "text", letters) if letters else Piece(start, end, "mark")


def _list(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _items(speaker, element, "\n", "")


def _bullets(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _items(speaker, element, "\n* ", "* ")


def _items(
    speaker: Speaker, element: Element, between: str, first: str, title: Argument | None = None
) -> Iterator[Piece]:
    """The unnamed arguments, and those with a number as name, parted; above them a title."""
    position, opening = element.start, first
    if title is not None:
        start, position = trimmed(speaker.raw, title.start, title.end)
        yield Piece(element.start, start, "mark")
        yield from speaker.inner(element, start, position)
    number = 0
    for argument in arguments(speaker.raw, element)[:_MOST_ITEMS]:
        start, end = trimmed(speaker.raw, argument.start, argument.end)
        if start == end or not argument.name.isdigit() or start < position:
            continue
        number += 1
        if number > 1 or title is not None:
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


def _titled(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """A list under a title; without one its items stand side by side."""
    found = arguments(speaker.raw, element)[:_MOST_ITEMS]
    title = effective(found).get(parameter)
    if title is None or not speaker.raw[title.start : title.end].strip():
        return _items(speaker, element, "\n", "")
    first = next((argument for argument in found if argument.name.isdigit()), None)
    if first is not None and first.start < title.start:
        return _items(speaker, element, "\n", "")
    return _items(speaker, element, "\n* ", "\n* ", title)


def _own(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    stop = element.bars[0] if element.bars else element.inner_end
    start, end = trimmed(speaker.raw, element.inner_start, stop)
    yield Piece(element.start, start, "mark")
    yield Piece(start, end, "text")
    yield Piece(end, element.end, "mark")


def _country(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """``{{SYR}}``: the flag of a country and its name."""
    stop = element.bars[0] if element.bars else element.inner_end
    page = trimmed(speaker.raw, element.inner_start, stop)
    name = _named_by_code(speaker.raw, page)
    if name is None:
        return _own(speaker, element, parameter)
    speaker.found.links.append(LinkFound(element, page, page))
    return _whole(element, "text", name)


def _flag(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    """``{{flag|Syria}}``, ``{{flag|USA}}``: the name of a country with a link to its page."""
    words = _chosen(speaker, element, parameter)
    if words is None or words.name != "1":
        return _link(speaker, element, parameter)
    page = trimmed(speaker.raw, words.start, words.end)
    name = _named_by_code(speaker.raw, page)
    if name is None:
        return _link(speaker, element, parameter)
    speaker.found.links.append(LinkFound(element, page, page))
    return _whole(element, "text", name)


def _named_by_code(raw: str, page: tuple[int, int]) -> str | None:
    """The name of a country by its code; None for what is no code."""
    code = raw[slice(*page)]
    return country_name(code) if code in countries() else None


def _saying(action: str) -> Callable[[Speaker, Element, str], Iterator[Piece]]:
    """What a template says in one piece, for its words do not stand so in the source."""

    def pieces(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
        unnamed, named = _said_arguments(speaker, element)
        text = say(action, parameter, unnamed, named)
        text = " ".join(text.split()) if action in _BRACKETED else _one_line(text)
        return _whole(element, "text" if text else "mark", text or None)

    return pieces


def _said_arguments(speaker: Speaker, element: Element) -> tuple[list[str], dict[str, str]]:
    """The words of the arguments of a template: of those with a number and of those with a name."""
    named: dict[str, str] = {}
    unnamed: list[str] = []
    found = effective(arguments(speaker.raw, element)[:_MOST_ITEMS])
    for name, argument in found.items():
        words = speaker.words(element, argument.start, argument.end)
        if not argument.named or name == str(len(unnamed) + 1):
            unnamed.append(words)
        else:
            named[name] = words
    return unnamed, named


def _one_line(text: str) -> str:
    """Words that stand for a template as one piece: nothing in them may be cut later."""
    return " ".join(text.translate(_BRACKETS).split())


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


def _pictures(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    speaker.found.files += pictures_in(speaker.raw, element)
    return _whole(element, "image")


def pictures_in(raw: str, template: Element) -> list[tuple[int, int]]:
    """Where ``{{multiple image}}`` names its files, each with the caption behind it.

    >>> from warcorpus.text.wikitext_scan import scan
    >>> raw = "{{multiple image|image1=A.jpg|caption1=One|image2=B.jpg}}"
    >>> [raw[a:b] for a, b in pictures_in(raw, scan(raw, 0, len(raw)).elements[0])]
    ['A.jpg|caption1=One', 'B.jpg']
    """
    own = effective(arguments(raw, template)[:_MOST_ITEMS])
    found: list[tuple[int, int]] = []
    for name, argument in own.items():
        number = name.removeprefix("image")
        if not (name.startswith("image") and number.isdecimal() and argument.start < argument.end):
            continue
        caption = own.get(f"caption{number}")
        following = own.get(f"image{int(number) + 1}")
        end = argument.end
        if caption and caption.start > end and not (following and following.start < caption.start):
            end = max(end, caption.end)
        found.append((argument.start, end))
    return sorted(found)


def _break(speaker: Speaker, element: Element, parameter: str) -> Iterator[Piece]:
    return _whole(element, "line", "\n")


_SAID = {action: _saying(action) for action in SAYINGS}
_ACTIONS = {
    **_SAID,
    "text": _text,
    "link": _link,
    "form": _form,
    "list": _list,
    "bullets": _bullets,
    "lines": _lines,
    "own": _own,
    "titled": _titled,
    "flag": _flag,
    "country": _country,
    "coord": _coord,
    "quote": _quote,
    "hatnote": _hatnote,
    "description": _description,
    "break": _break,
    "pictures": _pictures,
    "circa": _circa,
}
