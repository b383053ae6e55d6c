"""Markdown inside a block: emphasis, backslash escapes and entities.

Links and images are cut before (:mod:`warcorpus.text.markup`), since their brackets may run
over lines.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import NamedTuple
from unicodedata import category

from warcorpus.model.prose import UNESCAPE, VERBATIM
from warcorpus.text.mapped import MappedText, Run

_MARKS = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|\*\**|__*"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


_LOOSE = 200  # characters at most between two marks that a blank keeps apart


class Edit(NamedTuple):
    """``start:end`` of a text becomes ``new``: nothing, or what an entity stands for."""

    start: int
    end: int
    new: str


class _Delimiter:
    """A run of ``*`` or ``_`` that may open emphasis; what is left of it after closings."""

    __slots__ = ("left", "start")

    def __init__(self, start: int, left: int) -> None:
        self.start = start
        self.left = left


def plain(content: MappedText) -> MappedText:
    """The words of a block, without the marks around them.

    Marks that open nothing stay, as in ``190 killed*`` or ``snake_case``.

    >>> plain(MappedText.of("The **Battle of X** (*y*) 5 * 3 &amp; a_b\\\\*", 0, 44)).text
    'The Battle of X (y) 5 * 3 & a_b*'
    """
    text = content.text
    if not ("*" in text or "_" in text or "&" in text or "\\" in text):
        return content
    edits = _edits(text)
    return _edited(content, edits) if edits else content


def _edits(text: str) -> list[Edit]:
    edits: list[Edit] = []
    open_runs: dict[str, list[_Delimiter]] = {"*": [], "_": []}
    doubles: list[tuple[int, int]] = []
    for found in _MARKS.finditer(text):
        start, end, mark = found.start(), found.end(), found.group()[0]
        if mark == "\\":
            edits.append(Edit(start, start + 1, ""))
        elif mark == "&":
            new = _character(found.group())
            if new:
                edits.append(Edit(start, end, new))
        else:
            edits += _emphasis(text, start, end, open_runs[mark])
            if end - start in (2, 3):
                doubles.append((start, end))
    used = {edit.start for edit in edits}
    edits += _loose(text, [double for double in doubles if double[0] not in used])
    edits.sort()
    return edits


def _character(entity: str) -> str:
    """What an entity stands for; nothing for a name that HTML does not know."""
    known = entity[1] == "#" or entity[1:] in html5
    return unescape(entity) if known else ""


def _loose(text: str, doubles: list[tuple[int, int]]) -> list[Edit]:
    """Pairs of ``**`` that close nothing because of one blank inside: ``**February 23 **``."""
    edits: list[Edit] = []
    number = 0
    while number + 1 < len(doubles):
        left, right = doubles[number], doubles[number + 1]
        opens, closes = _flanks(text, *left)[0], _flanks(text, *right)[1]
        fits = (opens and _is_lone(text, *right)) or (_is_lone(text, *left) and closes)
        alike = text[slice(*left)] == text[slice(*right)]
        if fits and alike and right[0] - left[0] <= _LOOSE:
            edits += (Edit(*left, ""), Edit(*right, ""))
            number += 1
        number += 1
    return edits


def _is_lone(text: str, start: int, end: int) -> bool:
    """Whether the marks stand between blanks or ends of the text."""
    return (text[start - 1 : start] or " ").isspace() and (text[end : end + 1] or " ").isspace()


def _emphasis(text: str, start: int, end: int, opened: list[_Delimiter]) -> list[Edit]:
    """Close what a run of marks closes, and keep it as an opener where it may open."""
    can_open, can_close = _flanks(text, start, end)
    edits: list[Edit] = []
    while can_close and start < end and opened:
        opener = opened[-1]
        size = 2 if min(opener.left, end - start) >= 2 else 1
        opener.left -= size
        inner = opener.start + opener.left
        edits += (Edit(inner, inner + size, ""), Edit(start, start + size, ""))
        start += size
        if not opener.left:
            opened.pop()
    if can_open and start < end:
        opened.append(_Delimiter(start, end - start))
    return edits


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of marks may open, and whether it may close: CommonMark's flanking rules."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    blank_before, blank_after = before.isspace(), after.isspace()
    word_before, word_after = _is_word(before), _is_word(after)
    left = not blank_after and (word_after or not word_before)
    right = not blank_before and (word_before or not word_after)
    if text[start] == "_":  # no emphasis inside of words
        return left and (not right or not word_before), right and (not left or not word_after)
    return left, right


def _is_word(char: str) -> bool:
    """Neither blank nor punctuation; the marks of Arabic and Hebrew letters belong to words."""
    return category(char)[0] not in "PSZ" and not char.isspace()


def _edited(content: MappedText, edits: list[Edit]) -> MappedText:
    """All edits made in one walk over the runs."""
    parts: list[str] = []
    runs: list[Run] = []
    length = position = number = 0

    def keep(run: Run, end: int) -> int:
        """The text from ``position`` to ``end``; gives the new length."""
        if position >= end:
            return length
        parts.append(content.text[position:end])
        runs.append(run.clipped(position, end).shifted(length - position))
        return length + end - position

    for run in content.runs:
        position = max(position, run.start)
        while number < len(edits) and edits[number].start < run.end:
            edit = edits[number]
            number += 1
            if edit.new and (edit.end > run.end or run.method != VERBATIM):
                continue  # no entity: something was cut out of its middle
            length = keep(run, edit.start)
            if edit.new:
                raw = run.raw_start + edit.start - run.start
                size = len(edit.new)
                raw_end = raw + edit.end - edit.start
                runs.append(Run(length, length + size, raw, raw_end, UNESCAPE))
                parts.append(edit.new)
                length += size
            position = edit.end
        length = keep(run, run.end)
    return MappedText("".join(parts), tuple(runs))
