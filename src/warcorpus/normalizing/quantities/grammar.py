"""Where the items of a list of quantities begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.normalizing.quantities.inheriting import NOTHING, Inherited
from warcorpus.normalizing.quantities.labels import Label, read_label
from warcorpus.normalizing.quantities.masking import DATE
from warcorpus.normalizing.quantities.notes import claimant
from warcorpus.normalizing.quantities.numbers import numbered_nouns
from warcorpus.normalizing.quantities.surface import FLAG, Head, Surface, Word
from warcorpus.normalizing.quantities.tables import noun_kind, outcomes
from warcorpus.normalizing.tables import words as word_list

Border = Literal["line", "comma", "and", "semicolon", "flag", "label", "bullet", "blank"]

_BULLET = re.compile(r"[ \t\u00a0]*(?:[*•·]+|[-–—](?=\s))?[ \t\u00a0]*")
_SEPARATOR = re.compile(r"[,;*]|\s(?:and|&|plus)(?=\s)")
_BORDERS: dict[str, Border] = {",": "comma", ";": "semicolon", "*": "bullet"}
_INCLUDING = ("including", "incl", "among")
_COLON = re.compile(r":")
_DASHES = ("-", "–", "—")
_MARKS = " \t\n\u00a0,;*•·"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """An item's range, and what stands before it.

    Args:
        start: first character.
        end: one past the last.
        border: what parts it from the item before.
        line: index of its line; brackets on a line of their own belong to the line above.
        bullets: how many bullets open its line.
        blank_above: whether a blank line stands between it and the line before.
        label: the label that it inherits from; not the one that its own range begins with.
        bracket: range of a bracket on a line of its own that belongs to its line.
    """

    start: int
    end: int
    border: Border
    line: int
    bullets: int = 0
    blank_above: bool = False
    label: Label | None = None
    bracket: tuple[int, int] | None = None


_Range = tuple[int, int, Border]
"""First character of an item, one past its last, and what parts it from the one before."""


class _Line(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    bullets: int
    blank_above: bool


def _lines(surface: Surface) -> Iterator[_Line]:
    position, blank = 0, False
    for line in surface.outside.split("\n"):
        mark = _BULLET.match(surface.plain[position : position + len(line)])
        start = position + (mark.end() if mark else 0)
        end = position + len(line)
        bullets = line[: start - position].count("*")
        if surface.plain[start:end].strip():
            yield _Line(start, end, bullets, blank)
            blank = False
        elif not bullets:
            blank = True
        position = end + 1


def pieces(surface: Surface) -> list[Piece]:
    """The items of a value in order; their ranges do not overlap."""
    lines = [*_lines(surface)]
    if len(lines) == 1 and ":" not in surface.outside and len(_heads(surface, lines[0])) < 2:
        return _only_piece(surface, lines[0])
    found: list[Piece] = []
    label: Label | None = None
    used = False  # whether an item stands between the label and here
    lasting = True  # whether the label outlives a blank line
    for number, line in enumerate(lines):
        if found and _speaks_of_above(surface, line):
            _attach_bracket(surface, found, line)
            continue
        if used and not lasting and line.blank_above:
            label = None
        for piece, own in _line_pieces(surface, line, number, label):
            if own is not label:
                label, used = own, False
                lasting = piece is None and (own is None or own.kind != "total")
            if piece is not None:
                used = True
                found.append(piece)
    return found


def _heads(surface: Surface, line: _Line) -> list[Head]:
    return surface.heads(line.start, line.end)


def _only_piece(surface: Surface, line: _Line) -> list[Piece]:
    """The item of a value of one line without a label and with one number: the usual case."""
    if not surface.plain[line.start : line.end].strip(_MARKS):
        return []
    start, end, border = _piece(surface, line.start, line.end, "line")
    return [Piece(start, end, border, 0, line.bullets, line.blank_above)]


def _attach_bracket(surface: Surface, found: list[Piece], line: _Line) -> None:
    """A line that is only a bracket or a remark speaks of all items of the line above."""
    above = found[-1].line
    bracket = (line.start, line.end)
    for index in range(len(found) - 1, -1, -1):
        if found[index].line != above or found[index].bracket is not None:
            break
        found[index] = evolve(found[index], bracket=bracket)
    if not surface.outside[line.start : line.end].strip():
        end = _trimmed(surface, found[-1].start, line.end)
        found[-1] = evolve(found[-1], end=end)


def _speaks_of_above(surface: Surface, line: _Line) -> bool:
    """Only a bracket, ``See Casualties for details``, or ``Rebel claim`` without a number."""
    words = surface.words(line.start, line.end)
    if not surface.outside[line.start : line.end].strip():
        return True
    if not words or ":" in surface.outside[line.start : line.end]:
        return False
    if words[0].folded in word_list("note_openers"):
        return True
    if surface.heads(line.start, line.end):
        return False
    claim = claimant(surface.plain[line.start : line.end].strip())
    return claim is not None and not claim[0]


def _trimmed(surface: Surface, start: int, end: int) -> int:
    while end > start and surface.text[end - 1] in _MARKS:
        end -= 1
    return end


def _line_pieces(
    surface: Surface, line: _Line, number: int, label: Label | None
) -> Iterator[tuple[Piece | None, Label | None]]:
    """Items of a line with the label that holds after each; no item for a label alone."""
    blocks = list(_blocks(surface, line))
    for index, (start, body, end) in enumerate(blocks):
        own, first = label, label
        if body > start:
            own = read_label(surface.text[start : body - 1])
            above = _from_above(label, own)
            # The first item has the label in its own characters.
            first = Label(own.kind, above)
            own = Label(own.kind, own.inherited.under(above))
        alone = not surface.plain[body:end].strip(_MARKS)
        if alone:
            yield None, own
            label = own
            continue
        border: Border = "line" if index == 0 else "label"
        # A party named before its own number is nobody else's label.
        lasting = label if own is not None and own.kind == "party" and body > start else own
        for begin, stop, parted in _body_pieces(surface, start, body, end, border):
            held = first if begin < body else own
            yield Piece(begin, stop, parted, number, line.bullets, line.blank_above, held), lasting
        label = lasting


def _from_above(above: Label | None, own: Label) -> Inherited:
    """What of a label goes on below another: who claims; a heading above parties as a note."""
    if above is None or own.kind in ("claim", "scope", "date"):
        return NOTHING
    heading = own.kind == "party" and above.kind in ("heading", "total")
    return Inherited(
        according_to=above.inherited.according_to, note=above.inherited.note if heading else None
    )


def _blocks(surface: Surface, line: _Line) -> Iterator[tuple[int, int, int]]:
    """Start, start of the body and end of each labelled stretch of a line."""
    start, body, floor = line.start, line.start, line.start
    outcomes_first = False  # "Killed: 20 wounded: 30"
    for colon in _COLON.finditer(surface.outside, line.start, line.end):
        at = colon.start()
        begin = None
        if outcomes_first:
            begin = _outcome_before(surface, floor, at)
        if begin is None:
            begin = _label_start(surface, floor, at, first=floor == line.start)
        floor = at + 1
        if begin is None:
            continue
        if begin == line.start:
            outcomes_first = read_label(surface.text[begin:at]).kind == "outcome"
        if begin > start and surface.text[start:begin].strip(_MARKS):
            yield start, body, begin
        start, body = begin, at + 1
    yield start, body, line.end


def _outcome_before(surface: Surface, start: int, end: int) -> int | None:
    """Where an outcome that ends just before ``end`` begins."""
    words = surface.words(start, end)[-3:]
    for index, word in enumerate(words):
        match = outcomes().match([later.folded for later in words], index)
        if match is not None and index + match[1] == len(words):
            blank = surface.plain[words[-1].end : end].strip(" \t")
            return None if blank else word.start
    return None


def _label_start(surface: Surface, start: int, colon: int, *, first: bool) -> int | None:
    """Where the label that ends at a colon begins; None if it is no label."""
    before = surface.heads(start, colon)
    if first and not before:
        return start if surface.outside[start:colon].strip() else None
    begin = before[-1].end if before else start
    begin = surface.bracket_end(begin, colon) or begin
    words = surface.words(begin, colon)
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        gap = surface.outside[
            word.end : words[index + 1].start if index + 1 < len(words) else colon
        ]
        dashed = gap.strip() in _DASHES and word.folded.isdigit()
        if (gap.strip() and not dashed) or _ends_item(word):
            words = words[index + 1 :]
            break
    if not words:
        hidden = surface.outside.find(DATE, begin, colon)
        return None if hidden < 0 else hidden
    while words and not _opens_label(surface, words[0]):
        words = words[1:]
    if not words:
        return None
    flag = FLAG.search(surface.text, begin, words[0].start)
    return words[0].start if flag is None else flag.start()


def _ends_item(word: Word) -> bool:
    return noun_kind(word.folded) is not None or outcomes().match([word.folded], 0) is not None


def _opens_label(surface: Surface, word: Word) -> bool:
    first = surface.text[word.start]
    return first.isupper() or first.isdigit()


def _body_pieces(
    surface: Surface, start: int, body: int, end: int, border: Border
) -> Iterator[_Range]:
    """Items of one labelled stretch."""
    found = _own_heads(surface, body, end)
    begin = start
    for head, following in pairwise(found):
        cut, kind = _cut(surface, head, following)
        if _outcome_before(surface, begin, head.start) is not None:
            # "Killed 20 Wounded 30": what happened stands before each number
            own = _outcome_before(surface, head.end, following.start)
            cut = cut if own is None else min(cut, own)
        yield _piece(surface, begin, cut, border)
        begin, border = cut, kind
    yield _piece(surface, begin, end, border)


def _piece(surface: Surface, start: int, end: int, border: Border) -> _Range:
    while start < end and surface.text[start] in _MARKS:
        start += 1
    if surface.plain[start : start + 4].casefold() == "and ":
        start += 4
    while start < end and surface.text[start] in _MARKS:
        start += 1
    return start, max(start + 1, _trimmed(surface, start, end)), border


def _own_heads(surface: Surface, start: int, end: int) -> list[Head]:
    """The heads that open an item; the others belong to the item they stand in."""
    found: list[Head] = []
    before: Head | None = None
    including = False  # up to a bracket all numbers are part of the first
    for head in surface.heads(start, end):
        if before is None:
            found.append(head)
        else:
            words = surface.words(before.end, head.start)
            including = including or any(word.folded in _INCLUDING for word in words)
            including = including and surface.bracket_end(before.end, head.start) is None
            if not including and _opens(surface, words, before, head):
                found.append(head)
        before = head
    return found


def _opens(surface: Surface, words: list[Word], before: Head, head: Head) -> bool:
    gap = surface.outside[before.end : head.start]
    after = [word.folded for word in surface.words(head.end, head.end + 12)]
    if after[:2] in (["of", "them"], ["of", "whom"], ["of", "which"]):
        return False
    if FLAG.search(surface.text, before.end, head.start) or "*" in gap:
        return True
    if words and words[-1].folded in ("of", "each", "with") and words[-1].end + 1 == head.start:
        return words[-1].folded == "of" and len(words) > 1 and words[-2].folded == "total"
    if head.kind == "number":
        return not _is_model_tail(surface, words, head)
    return _stands_open(surface, words, before, head)


def _is_model_tail(surface: Surface, words: list[Word], head: Head) -> bool:
    """``8-10 Leopard 2 tanks``: the number of a name that already has its number."""
    number = head.number
    if number is None or not words or head.start != number_start(head, surface):
        return False
    digits = surface.plain[head.start : head.end]
    last = words[-1]
    if not digits.isdigit() or surface.plain[last.end : head.start] != " ":
        return False
    if last.folded in numbered_nouns():
        return True
    name = surface.plain[last.start : last.end]
    if not name[:1].isupper() or name.isupper() or _ends_item(last):
        return False
    following = surface.words(head.end, min(len(surface.text), head.end + 30))
    return bool(following) and noun_kind(following[0].folded) == "materiel"


def number_start(head: Head, surface: Surface) -> int:
    """First character of a head's digits, bounding words left out."""
    if head.number is None:
        return head.start
    return head.start + head.number.start - head.number.bound_start


def _stands_open(surface: Surface, words: list[Word], before: Head, head: Head) -> bool:
    """Whether a word like ``several`` begins an item: not in the middle of a phrase."""
    if not words:
        # "unknown several", "many various": one phrase; but "(Sanamayn) unknown" is not
        return bool(surface.plain[before.end : head.start].strip())
    last = words[-1]
    gap = surface.plain[last.end : head.start].strip()
    if gap or _ends_item(last) or last.folded in ("and", "plus"):
        return True
    return surface.text[head.start].isupper()


def _cut(surface: Surface, before: Head, head: Head) -> tuple[int, Border]:
    """Where the item of ``head`` begins, after the item of ``before``."""
    flag = FLAG.search(surface.text, before.end, head.start)
    if flag is not None:
        return flag.start(), "flag"
    floor = surface.bracket_end(before.end, head.start) or before.end
    separators = list(_SEPARATOR.finditer(surface.outside, before.end, head.start))
    last = separators[-1] if separators else None
    opening = _prefix_start(surface, floor, head.start)
    if last is None:
        return opening, "blank"
    between = surface.words(last.end(), head.start)
    sign = last.group().strip()
    kind: Border = _BORDERS.get(sign, "and")
    if kind == "and" and between:
        return opening, "blank"
    if any(_ends_item(word) for word in between):
        return opening, "blank"
    return last.start() if kind == "and" else last.end(), kind


def _prefix_start(surface: Surface, floor: int, at: int) -> int:
    """``at``, or where a quote or ``a total of`` just before it begins."""
    start = at
    while start > floor and surface.text[start - 1] in "\"“'‘":
        start -= 1
    for phrase in ("a total of ", "total of ", "an ", "the "):
        if surface.plain[max(floor, start - len(phrase)) : start].casefold() == phrase:
            return start - len(phrase)
    return start
