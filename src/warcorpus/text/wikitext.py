"""Raw wikitext, as editors write it and dumps hold it: from a page to its record.

What is found by counting is settled first: a page that is too large, or leaves too many marks open,
is read as plain text, for parsing it could take minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Problem, Repair
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.mapped import MappedText
from warcorpus.text.plain import plain_record
from warcorpus.text.wikitext_arguments import trimmed
from warcorpus.text.wikitext_blocks import PageBlock, find_blocks, table_words
from warcorpus.text.wikitext_boxes import read_boxes
from warcorpus.text.wikitext_elements import Element, between
from warcorpus.text.wikitext_files import close_files
from warcorpus.text.wikitext_notes import add_notes, page_facts
from warcorpus.text.wikitext_pieces import Piece
from warcorpus.text.wikitext_render import Renderer
from warcorpus.text.wikitext_scan import Scan, scan
from warcorpus.text.wikitext_words import is_disambiguation, words

Extent = tuple[int, int]

_REDIRECT = re.compile(r"[ \t\r\n]{0,40}#[ ]?(\w{1,30})[ \t]{0,3}:?[ \t\r\n]{0,3}\[\[")
_TABLE_MARK = re.compile(r"(?:(?<=\n)|(?<=\r)|\A)[ \t:]{0,20}(\{\||\|\}(?!\}))")
_SHOWN = 10  # names in one message


def wikitext_record(text: Text, reader_id: str, **source: Any) -> Record:
    """The record of one page in wikitext.

    Args:
        text: the page: a file, or the inner document of a dump or a row.
        reader_id: name and version of the reader.
        source: further facts of the source (``text_id``, ``exported_at``).

    Raises:
        ReadError: ``not-an-event`` for a redirect and for a list of the meanings of a name,
            ``empty-document`` for a page without words; both of level info.

    >>> page = "{{Infobox battle|date=[[1 May]]}}\\n'''It''' began.<ref>x</ref> [[Category:Wars]]"
    >>> record = wikitext_record(Text.of(page), "wikitext/1")
    >>> record.text, [field.role for field in record.source.fields]
    ('It began.', ['infobox.0.date', 'infobox.0.date.link.0', 'category.0'])
    """
    raw = text.text
    if is_redirect(raw):
        raise _no_event("a redirect to another page")
    size = len(raw)
    limits = text.limits
    if 4 * size > limits.wikitext_bytes and _bytes(raw) > limits.wikitext_bytes:
        message = (
            f"found wikitext of {_bytes(raw)} bytes, expected at most {limits.wikitext_bytes} "
            "(limits.wikitext_bytes); it was read as plain text"
        )
        return _as_plain(text, reader_id, "wikitext-too-large", message, source)
    found = scan(raw, 0, size)
    refused = _refused(text, found)
    if refused:
        return _as_plain(text, reader_id, "wikitext-unbalanced", refused, source)
    return _Page(text, found).record(reader_id, source)


def is_redirect(raw: str) -> bool:
    """Whether a page only leads to another.

    >>> is_redirect("#REDIRECT [[Battle of X]]"), is_redirect("#WEITERLEITUNG[[Y]]")
    (True, True)
    """
    found = _REDIRECT.match(raw)
    return found is not None and found.group(1).casefold() in words("redirect")


def _no_event(what: str) -> ReadError:
    return ReadError(
        "not-an-event",
        f"found {what}, expected a page about an event",
        hint="nothing to do; the page it leads to is read by itself if it is among the files",
        level="info",
    )


def _bytes(raw: str) -> int:
    return len(raw.encode("utf-8", "surrogatepass"))


def _refused(text: Text, found: Scan) -> str:
    """Why a page is not parsed; nothing if it is."""
    most, deepest = text.limits.wikitext_unclosed, text.limits.wikitext_depth
    open_marks = found.unclosed
    counts = {
        "<": open_marks.tags,
        "[[": open_marks.links,
        "[http": open_marks.externals,
        "{{": open_marks.templates,
    }
    for mark, count in counts.items():
        if count > most:
            return (
                f"found {count} '{mark}' that are never closed, expected at most {most} "
                "(limits.wikitext_unclosed); it was read as plain text"
            )
    if open_marks.depth > deepest:
        return (
            f"found wikitext {open_marks.depth} levels deep, expected at most {deepest} "
            "(limits.wikitext_depth); it was read as plain text"
        )
    return ""


def _as_plain(
    text: Text, reader_id: str, slug: str, message: str, source: dict[str, Any]
) -> Record:
    record = plain_record(text, reader_id, **source)
    problem = Problem(slug, "warning", message, "look at the page's marks", text.source.path)
    return evolve(record, problems=(*record.problems, problem))


class _Page:
    """One page while its blocks and fields are made."""

    def __init__(self, text: Text, found: Scan) -> None:
        self._text = text
        self._raw = text.text
        self._scan, self._open_files = close_files(self._raw, found)
        self._composer = Composer(text)
        self._renderer = Renderer(self._raw, page=True)
        self._tables: list[Extent] = []
        self._table_words: dict[int, list[MappedText]] = {}

    def record(self, reader_id: str, source: dict[str, Any]) -> Record:
        """Read everything."""
        pieces = list(self._pieces())
        blocks = find_blocks(self._raw, pieces)
        notes = self._renderer.found
        if not notes.infoboxes and any(is_disambiguation(name) for name in notes.names):
            raise _no_event("a list of the meanings of a name")
        boxes = read_boxes(self._text, self._scan, notes)
        if not (blocks or boxes.fields):
            raise ReadError(
                "empty-document",
                "found a page without words, expected a text or an infobox",
                level="info",
            )
        self._hand_over(blocks, pieces)
        add_notes(self._text, notes, self._tables, self._composer)
        self._report()
        first = (*boxes.fields, *page_facts(self._text, notes, boxes))
        return _with_first(self._composer.record(reader_id, **source), first, boxes.repairs)

    def _pieces(self) -> Iterator[Piece]:
        """The pieces of the page; a table is one piece, and what it links to is noted."""
        elements, position = self._scan.elements, 0
        for start, end in self._find_tables():
            yield from self._renderer.pieces(position, start, between(elements, position, start))
            inside = self._renderer.pieces(start, end, between(elements, start, end))
            self._table_words[start] = table_words(self._raw, inside)
            yield Piece(start, end, "table")
            position = end
        size = len(self._raw)
        yield from self._renderer.pieces(position, size, between(elements, position, size))

    def _find_tables(self) -> list[Extent]:
        """The outermost tables; one that is never closed ends with its section."""
        if "{|" not in self._raw:
            return []
        inside = _Inside(self._scan.elements)
        depth, start = 0, 0
        for found in _TABLE_MARK.finditer(self._raw):
            mark = found.start(1)
            if inside.holds(mark):
                continue
            if found.group(1) == "{|":
                start = mark if depth == 0 else start
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    self._tables.append((start, found.end()))
        if depth:
            self._tables.append((start, self._open_table(start, inside)))
        return self._tables

    def _open_table(self, start: int, inside: _Inside) -> int:
        """Where a table ends that is never closed."""
        message = (
            "found a table that is never closed, expected '|}'; it was read to its section's end"
        )
        self._composer.problem("unclosed-markup", message, at=start)
        heading = self._raw.find("\n==", start)
        while heading >= 0 and inside.holds(heading):
            heading = self._raw.find("\n==", heading + 1)
        return len(self._raw) if heading < 0 else heading

    def _hand_over(self, blocks: list[PageBlock], pieces: list[Piece]) -> None:
        """All blocks in order, and an owner for what stands between them."""
        position, number = 0, 0
        above: PageBlock | None = None
        for block in [*blocks, None]:
            stop = block.start if block else len(self._raw)
            first, number = number, self._own_between(position, stop, pieces, number)
            if _is_leaf(above, block) and _holds_data(pieces, first, position, stop):
                # a section with nothing but data is not one whose text was lost
                self._composer.block("table", MappedText(""), (stop, stop))
            if block is None:
                break
            above = block
            extent = (block.start, block.end)
            if block.kind == "heading":
                self._composer.heading(block.content, block.level, extent)
            else:
                block.parts += self._table_words.get(block.start, [])
                self._composer.block(block.kind, block.content, extent)
            position = block.end

    def _own_between(self, start: int, end: int, pieces: list[Piece], number: int) -> int:
        """Own what is not blank between two blocks; gives the piece to go on with."""
        while number < len(pieces) and pieces[number].end <= start:
            number += 1
        while number < len(pieces) and pieces[number].start < end:
            piece = pieces[number]
            first, last = trimmed(self._raw, max(piece.start, start), min(piece.end, end))
            if first < last:
                owner = "markup" if piece.kind in _OF_BLOCKS else piece.kind
                self._composer.data((first, last), owner)
            if piece.end > end:
                break
            number += 1
        return number

    def _report(self) -> None:
        """What was never closed, and which templates are unknown."""
        for element in self._scan.open_ends[: self._text.limits.items]:
            mark = self._raw[element.start : element.start + 20].partition("\n")[0]
            message = f"found '{mark}' that is never closed; it was taken to end with its section"
            self._composer.problem("unclosed-markup", message, at=element.start)
        for start in self._open_files[: self._text.limits.items]:
            message = "found '[[File:' without its ']]', expected both; it ends with its line"
            self._composer.problem("unclosed-markup", message, at=start)
        unknown = self._renderer.found.unknown
        if unknown:
            names = sorted(unknown, key=lambda name: (-unknown[name], name))
            shown = ", ".join(f"{name[:40]} ({unknown[name]})" for name in names[:_SHOWN])
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            self._composer.problem(
                "unknown-template",
                f"found templates whose words are not known: {shown}{more}; they were left out",
                level="info",
            )


def _is_leaf(above: PageBlock | None, block: PageBlock | None) -> bool:
    """Whether a heading has nothing under it before the next of its level or the end."""
    if above is None or above.kind != "heading":
        return False
    return block is None or (block.kind == "heading" and block.level <= above.level)


def _holds_data(pieces: list[Piece], first: int, start: int, end: int) -> bool:
    """Whether a stretch, which begins in a piece, holds what a reader sees besides words."""
    for piece in pieces[first:]:
        if piece.start >= end:
            return False
        if piece.end > start and piece.kind in _SEEN:
            return True
    return False


_SEEN = frozenset({"template", "reference", "image", "gallery", "data", "infobox"})
_OF_BLOCKS = frozenset({"text", "line", "mark", "block", "quote", "/quote"})


class _Inside:
    """Elements that tell whether one of them holds an offset."""

    def __init__(self, elements: list[Element]) -> None:
        self._starts = [element.start for element in elements]
        self._ends = [element.end for element in elements]

    def holds(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]


def _with_first(record: Record, first: tuple[Field, ...], damage: tuple[Repair, ...]) -> Record:
    """The record with the fields of templates first, which the composer would take for residue."""
    made = record.source
    fields = (*first, *_renumbered(made.fields))
    repairs = tuple(sorted([*made.repairs, *damage], key=lambda r: (r.spans, r.action)))
    return evolve(record, sources=(evolve(made, fields=fields, repairs=repairs),))


def _renumbered(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Fields; those that lead elsewhere are numbered through, notes above sections first."""
    number = 0
    for field in fields:
        if field.role and field.role.startswith("see_also."):
            field = evolve(field, role=f"see_also.{number}")
            number += 1
        yield field
