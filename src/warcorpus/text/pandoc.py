"""The blocks of plain text that pandoc made of a wiki page.

Its writer leaves no marks on headings: one of the first two levels stands between two blank
lines and one, a deeper one between one and one. Bold became capitals, italics ``_x_``, notes
``[1]`` with their texts at the end; what it did not know (templates, captions of pictures) stands
there in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from warcorpus.text.document import line_ranges

Kind = Literal[
    "heading", "paragraph", "item", "quote", "table", "note", "categories", "languages",
    "formula", "template",
]  # fmt: skip

Line = tuple[int, int]

_LONGEST_HEADING = 100  # characters
_MOST_WORDS = 10  # of a deeper heading, which nothing but its shortness tells from a paragraph
_NO_HEADING_END = ".,;:!?…؟。]})"
_LONGEST_TABLE = 2_000  # groups of lines between the rules of one
_BRACES = re.compile(r"\{\{|\}\}")
_LEAST_PROSE = 8  # words; less is a remark inside a template
_NOTE = re.compile(r"\[[0-9]{1,4}\](?:\s|\Z)")
_ITEM = re.compile(r" {0,12}(?:[-*+•]|[0-9]{1,3}[.)]|\(?[a-z]\)) {1,4}(?=\S)")
_DASHES = re.compile(r" {0,4}-{2,}(?: {1,9}-{2,})* *\Z")
_LONG_RULE = re.compile(r" {0,4}-{10,} *\Z")
_GRID = re.compile(r" {0,4}\+[-=:+]{3,}\+ *\Z")
_LANGUAGES = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,10})?:\S")
_CATEGORY = "Category:"


@frozen
class Block:
    """Neighbouring lines.

    Args:
        kind: what they are.
        lines: ranges without line breaks.
        level: of a heading: 2, or 3 for all that are deeper.
        start: where its own words begin, behind a bullet.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: int | None = None
    start: int | None = None

    @property
    def extent(self) -> Line:
        """Its characters from the first line to the last."""
        return self.lines[0][0], self.lines[-1][1]


@frozen
class _Group:
    """Lines without a blank one between them, and how many blank ones stand around."""

    lines: tuple[Line, ...]
    before: int
    after: int


def find_blocks(raw: str) -> list[Block]:
    """The blocks of a page in order.

    >>> page = "The SIEGE OF KETTLE was long.\\n\\n\\nBattle\\n\\nIt began.\\n\\n-   An item\\n"
    >>> [block.kind for block in find_blocks(page)]
    ['paragraph', 'heading', 'paragraph', 'item']
    """
    groups = _groups(raw)
    ruled = _ruled(raw, groups)
    blocks: list[Block] = []
    number = 0
    while number < len(groups):
        taken = _table(raw, groups, ruled, number)
        if taken:
            rows = tuple(line for group in groups[number : number + taken] for line in group.lines)
            blocks.append(Block("table", rows))
            number += taken
            continue
        following = groups[number + 1] if number + 1 < len(groups) else None
        blocks += _of_group(raw, groups[number], following, blocks)
        number += 1
    return blocks


def _groups(raw: str) -> list[_Group]:
    found: list[_Group] = []
    held: list[Line] = []
    before = blank = 0
    for start, end, _ in line_ranges(raw):
        if raw[start:end].strip():
            if blank and held:
                found.append(_Group(tuple(held), before, blank))
                held = []
            if not held:
                before = blank
            blank = 0
            held.append((start, end))
        else:
            blank += 1
    if held:
        found.append(_Group(tuple(held), before, max(blank, 1)))
    return found


def _ruled(raw: str, groups: list[_Group]) -> list[int]:
    """For every group, and for the end, the next one from there that ends in a rule."""
    never = len(groups) + _LONGEST_TABLE
    found = [never] * (len(groups) + 1)
    for number in range(len(groups) - 1, -1, -1):
        closes = _LONG_RULE.match(raw[slice(*groups[number].lines[-1])])
        found[number] = number if closes else found[number + 1]
    return found


def _table(raw: str, groups: list[_Group], ruled: list[int], number: int) -> int:
    """How many groups from ``number`` on are one table; a ruled one may hold blank lines."""
    lines = [raw[start:end] for start, end in groups[number].lines]
    if _LONG_RULE.match(lines[0]):
        last = number if len(lines) > 1 and ruled[number] == number else ruled[number + 1]
        if last - number < _LONGEST_TABLE:
            return last - number + 1
    return int(any(_GRID.match(line) for line in lines) or _is_simple(lines))


def _is_simple(lines: list[str]) -> bool:
    """A line of dashes below a head, or above rows without one."""
    return len(lines) > 1 and any(_DASHES.match(line) for line in lines[:3])


def _of_group(
    raw: str, group: _Group, following: _Group | None, before: list[Block]
) -> Iterator[Block]:
    first = raw[slice(*group.lines[0])]
    if _NOTE.match(first) and before:
        yield Block("note", group.lines)
    elif _CATEGORY in first and _is_trailer(first):
        yield Block("categories", group.lines)
    elif len(group.lines) == 1 and _LANGUAGES.match(first) and _all_languages(first):
        yield Block("languages", group.lines)
    elif first.startswith("$$"):
        yield Block("formula", group.lines)
    elif first.startswith(("{{", "|")) or _closes_more(raw, group):
        yield from _template(raw, group)
    elif level := _heading_level(raw, group, following, before):
        yield Block("heading", group.lines, level)
    elif _ITEM.match(first):
        yield from _items(raw, group)
    elif first.startswith("  ") and not first.startswith("     "):
        yield Block("quote", group.lines)
    else:
        yield Block("paragraph", group.lines)


def _template(raw: str, group: _Group) -> Iterator[Block]:
    """What is left of a template; behind its end a lead may stand: ``| successor = … }} The …``."""
    start, end = group.lines[0][0], group.lines[-1][1]
    close = _template_end(raw, start, end)
    behind = raw[close:end]
    if close == start or behind.lstrip().startswith("|") or len(behind.split()) < _LEAST_PROSE:
        yield Block("template", group.lines)
        return
    close += len(behind) - len(behind.lstrip())
    yield Block("template", tuple((a, min(b, close)) for a, b in group.lines if a < close))
    yield Block("paragraph", tuple((max(a, close), b) for a, b in group.lines if b > close))


def _template_end(raw: str, start: int, end: int) -> int:
    """Where the templates end that a group begins with, or in; its start if one never does."""
    depth, close = int(not raw.startswith("{{", start)), start
    for brace in _BRACES.finditer(raw, start, end):
        if depth == 0 and raw[close : brace.start()].strip():
            break
        depth += 1 if brace.group() == "{{" else -1
        if depth == 0:
            close = brace.end()
    return close


def _is_trailer(line: str) -> bool:
    """Categories alone, or behind the links to other languages."""
    head = line[: line.find(_CATEGORY)].strip()
    return not head or _all_languages(head)


def _all_languages(line: str) -> bool:
    """``da:Lydmikser ja:ミキサー``: a page's names in other wikis; some have blanks."""
    words = line.split()
    marked = sum(1 for word in words if _LANGUAGES.match(word))
    return marked > 0 and _LANGUAGES.match(words[0]) is not None and 3 * marked >= len(words)


def _closes_more(raw: str, group: _Group) -> bool:
    """A line of a template whose beginning is lost: ``Slovincians {{·}} Sorbs }}``."""
    start, end = group.lines[0][0], group.lines[-1][1]
    return raw.endswith("}}", start, end) and raw.count("}}", start, end) > raw.count(
        "{{", start, end
    )


def _heading_level(
    raw: str, group: _Group, following: _Group | None, before: list[Block]
) -> int | None:
    """2 for a line between two blank ones and one; 3 for a short one that reads like a heading."""
    line = raw[slice(*group.lines[0])].strip()
    if (
        len(group.lines) > 1
        or following is None
        or len(line) > _LONGEST_HEADING
        or line[-1] in _NO_HEADING_END
        or not any(char.isalpha() for char in line)
        or _ITEM.match(line)
        or file_name(line, 0)
    ):
        return None
    if group.before >= 2:
        return 2
    return 3 if before and _reads_like_heading(raw, line, following, before[-1]) else None


def _reads_like_heading(raw: str, line: str, following: _Group, before: Block) -> bool:
    """Nothing but shortness tells it from a paragraph that a formula or a list goes on with."""
    if not (line[0].isupper() or line[0].isdigit()) or len(line.split()) > _MOST_WORDS:
        return False
    if before.kind == "paragraph" and raw[before.extent[1] - 1] in ",:;":
        return False
    after = raw[slice(*following.lines[0])]
    return not after.startswith(("$$", ":", " ")) and following.before == 1


def _items(raw: str, group: _Group) -> Iterator[Block]:
    """An item goes on to the next bullet; its continued lines are indented."""
    held: list[Line] = []
    first = 0
    for start, end in group.lines:
        found = _ITEM.match(raw, start, end)
        if found and held:
            yield Block("item", tuple(held), start=first)
            held = []
        if found:
            first = found.end()
        held.append((start, end))
    yield Block("item", tuple(held), start=first)


_EXTENSIONS = (
    ".jpg", ".jpeg", ".png", ".svg", ".gif", ".tif", ".tiff", ".webp", ".ogg", ".ogv", ".webm",
)  # fmt: skip
_WORD = re.compile(r"[^\s|\[\]{}<>]{5,200}")


def file_name(text: str, at: int, end: int | None = None) -> Line | None:
    """The bare name of a picture that stands at ``at``: its range, None if there is none.

    >>> file_name("Kettle_(map).png with local names]] Among", 0)
    (0, 16)
    """
    found = _WORD.match(text, at, len(text) if end is None else end)
    if found is None or not found.group().lower().endswith(_EXTENSIONS) or "/" in found.group():
        return None
    return found.span()


def categories(raw: str, start: int, end: int) -> list[Line]:
    """The names in ``Category:A Category:B``.

    >>> raw = "Category:Sieges Category:Battles of X"
    >>> [raw[slice(*one)] for one in categories(raw, 0, len(raw))]
    ['Sieges', 'Battles of X']
    """
    found = []
    at = raw.find(_CATEGORY, start, end)
    while at >= 0:
        first = at + len(_CATEGORY)
        at = raw.find(_CATEGORY, first, end)
        name = raw[first : end if at < 0 else at]
        left = first + len(name) - len(name.lstrip())
        right = first + len(name.rstrip())
        if left < right:
            found.append((left, right))
    return found
