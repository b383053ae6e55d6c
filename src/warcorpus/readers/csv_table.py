"""Tables of events: comma, semicolon, tab or ``|`` between the cells, a row is a record.

What a column tells is known by its header name (UCDP GED, ACLED, schema.org, Wikidata, plain
words) or named by the user under ``[read.columns]``. Every cell that is not empty is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from attrs import frozen

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span, Step
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.crosswalk import TEXT, TEXT_ID, is_known, roles_of
from warcorpus.text.delimited import Cell, Dialect, Header, cells, read_header, table_rows
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.mapped import raw_of
from warcorpus.text.plain import compose_plain
from warcorpus.text.unescaping import unescape_mapped

_UNESCAPE = Step("unescape", "csv")
_LABELS = frozenset(("url", "language", "license", "author", "description", TEXT_ID))
_LISTED = frozenset(("name", "category"))
_SHOWN = 12  # column names in one message
_SNIFFED = 20  # rows that are looked at
_ALIKE = 0.8  # share of them with as many cells as the header
_LONGEST_NAME = 64  # characters of a column name
_LEAST_KNOWN = 3
_MANY = 4  # columns that no sentence parts by semicolons or tabs
_RDF_TERM = re.compile(r'[ \t]*(?:"((?:[^"\\]|\\.)*+)"(?:@[A-Za-z0-9-]+|\^\^<[^<>]*>)?|<([^<>]*)>)')
_NO_NAME = "<{[@=#-*>"


def sniff(head: str) -> Sniff:
    """Column names of the crosswalk in the first row; rows of as many cells as it has."""
    name = READER.name
    first = head[: head.find("\n") + 1] or head
    if not any(sign in first for sign in ",;\t|"):
        return Sniff.of(name)
    data = head.encode("utf-8", "replace")
    found = list(islice(table_rows(iter([data])), _SNIFFED + 2))
    rows = [data[cut.start : cut.end].decode("utf-8", "replace") for cut in found]
    header = read_header(rows[0]) if rows else None
    ruled = len(rows) > 1 and not rows[1].strip("|:- \t")  # the second line of a pipe table
    if header is None or ruled or not _are_names(header.names):
        return Sniff.of(name)
    counts = [len(cells(row, header.dialect)) for row in rows[1 : 1 + _SNIFFED]]
    alike = _alike(counts, len(header.names))
    known = sum(map(is_known, header.names))
    start = len(data[: found[0].start].decode("utf-8", "replace"))
    end = start + len(rows[0])
    return Sniff.of(
        name,
        Feature("one delimiter", 0.35, start, end)
        if alike >= _ALIKE and (known > 1 or _is_plainly_table(header, len(counts)))
        else None,
        Feature("names of known columns", 0.45, start, end)
        if _are_known(known, len(header.names), alike, counts)
        else None,
    )


def _are_names(names: Sequence[str]) -> bool:
    """Whether the cells of a first row may be column names, nearly all of them filled."""
    filled = [name for name in names if name]
    if len(names) < 2 or len(filled) < 0.8 * len(names) or not names[0]:
        return False
    return len(set(filled)) > 0.8 * len(filled) and all(
        len(name) <= _LONGEST_NAME
        and name[0] not in _NO_NAME
        and name[-1] not in ".!?"
        and any(char.isalpha() for char in name)
        and not name[:1].isdigit()
        for name in filled
    )


def _alike(counts: Sequence[int], columns: int) -> float:
    """The share of rows with as many cells as the header; the last row may be cut."""
    if len(counts) < 2:
        return 1.0 if all(count <= columns for count in counts) else 0.0
    whole = counts[:-1]
    return sum(count == columns for count in whole) / len(whole)


def _are_known(known: int, columns: int, alike: float, counts: Sequence[int]) -> bool:
    """Whether enough names are known for rows that are so much alike.

    Where nearly all are, ragged rows are a damaged table; prose would have lines without any
    delimiter.
    """
    if not 1 < known >= columns / 4:
        return False
    plainly = known >= _LEAST_KNOWN and known >= _ALIKE * columns
    if plainly and counts and all(count > 1 for count in counts):
        return True
    return alike >= (0.5 if known >= _LEAST_KNOWN else 1)


def _is_plainly_table(header: Header, rows: int) -> bool:
    """Whether a table without known names is no prose: commas with blanks are a sentence's."""
    sure = header.dialect.delimiter in ";\t"
    if sure and len(header.names) >= _MANY and rows:
        return True
    return rows > 2 and not header.dialect.spaced and len(header.names) >= (2 if sure else 3)


@frozen
class _Table:
    """What the header says: how rows are written, the columns with their roles."""

    dialect: Dialect
    names: tuple[str, ...]
    roles: tuple[str | None, ...]

    @property
    def of_rdf(self) -> bool:
        """Whether it holds what a SPARQL query found: variables above terms of RDF."""
        return all(name.startswith("?") for name in self.names)

    @property
    def tells(self) -> bool:
        """Whether any column tells of an event."""
        return any(role and role not in _LABELS for role in self.roles)


@lru_cache(maxsize=8)
def _table(shared: str, columns: tuple[tuple[str, str], ...], most: int) -> _Table:
    header = read_header(shared, most)
    roles = roles_of(header.names, columns)
    names = (name or _unnamed(number) for number, name in enumerate(header.names))
    return _Table(header.dialect, tuple(names), roles)


def _unnamed(number: int) -> str:
    return f"column {number + 1}"


def read(text: Text) -> Iterator[Record]:
    """The record of one row.

    Raises:
        ReadError: all cells are empty; the header has no column that tells of an event; a cell
            is too large.
    """
    table = _table(text.shared, text.columns, text.limits.csv_columns)
    row = cells(text.text, table.dialect, most=text.limits.csv_columns)
    if not any(_is_filled(cell, text.text) for cell in row):
        raise ReadError(
            "empty-document",
            "found a row of empty cells, expected a row with words",
            hint="nothing to do; it holds nothing that could be lost",
            level="info",
        )
    if not table.tells:
        raise _nothing_known(table)
    yield _Row(text, table, row).record()


class _Row:
    """One row while its record is made."""

    def __init__(self, text: Text, table: _Table, row: list[Cell]) -> None:
        self._text = text
        self._raw = text.text
        self._table = table
        self._row = row
        self._composer = Composer(text, "csv")
        self._told: dict[str, str] = {}
        self._owned = 0

    def record(self) -> Record:
        """Read every cell."""
        self._check_shape()
        for number, own in enumerate(self._row):
            cell = _term(own, self._raw) if self._table.of_rdf else own
            if not _is_filled(cell, self._raw):
                continue
            self._check(cell)
            role = self._table.roles[number] if number < len(self._table.roles) else None
            if role == TEXT:
                self._body(cell)
            else:
                self._field(self._name(number), cell, role)
        self._own(len(self._raw))
        return self._composer.record(
            READER.id, text_id=self._told.get(TEXT_ID), license=self._told.get("license")
        )

    def _name(self, number: int) -> str:
        names = self._table.names
        return names[number] if number < len(names) else _unnamed(number)

    def _field(self, name: str, cell: Cell, role: str | None) -> None:
        """A cell as a field; one that lists names or categories as a field each."""
        spans = tuple(span for span in (_stripped(self._raw, *own) for own in cell.spans) if span)
        steps = (_UNESCAPE,) if cell.escaped else ()
        if role in (TEXT_ID, "license"):
            self._told.setdefault(role, cell.value(self._raw).strip())
        kept = None if role == TEXT_ID else role
        if role and role.partition(".")[0] in _LISTED and len(spans) == 1:
            for part in _parts(self._raw, spans[0]):
                self._composer.field(Field(name, part.of(self._raw), (part,), steps, kept))
            return
        self._composer.field(Field(name, raw_of(spans, self._raw), spans, steps, kept))

    def _body(self, cell: Cell) -> None:
        """The words of a cell as paragraphs."""
        lines = []
        for start, end in cell.spans:
            for first, last, _ in line_ranges(self._raw[start:end]):
                line = self._text.slice(start + first, start + last)
                lines.append(unescape_mapped(line, "csv") if cell.escaped else line)
        for start, end in compose_plain(self._text, self._composer, lines):
            self._own(start)
            self._owned = max(self._owned, end)

    def _own(self, end: int) -> None:
        """What lies before ``end`` and is no body belongs to the row."""
        if end > self._owned:
            self._composer.data((self._owned, end), "row")
            self._owned = end

    def _check_shape(self) -> None:
        """Tell of a row that has not as many cells as the header."""
        row, names = self._row, self._table.names
        most = self._text.limits.csv_columns
        if len(row) > most:
            self._composer.problem(
                "too-many-items",
                f"found more than {most} cells in a row, expected no more (limits.csv_columns); "
                "the rest was kept in one",
                at=row[-1].start,
            )
        surplus = any(_is_filled(cell, self._raw) for cell in row[len(names) :])
        if len(row) < len(names) or surplus:
            self._composer.problem(
                "ragged-row",
                f"found {len(row)} cells, expected {len(names)} as the header has; the row was "
                "read as far as it goes",
                at=row[min(len(row), len(names)) - 1].start,
                hint="look whether a cell holds the delimiter without quotes around it",
            )

    def _check(self, cell: Cell) -> None:
        """Whether a cell is whole and not too large.

        Raises:
            ReadError: ``too-large``.
        """
        limit = self._text.limits.csv_field_bytes
        held = self._raw[cell.start : cell.end]
        if 4 * len(held) > limit and len(held.encode("utf-8", "replace")) > limit:
            raise ReadError(
                "too-large",
                f"found a cell of more than {limit} bytes, expected no more "
                "(limits.csv_field_bytes)",
                hint="raise limits.csv_field_bytes if you trust the file",
                where=self._text.where(cell.start),
            )
        if cell.unclosed:
            self._composer.problem(
                "unclosed-quote",
                "found a quote that opens a cell and none that closes it, expected both; it was "
                "kept as a sign, and the row ends with its line",
                at=cell.start,
                hint="close the quote, or write it twice inside quotes",
            )


def _term(cell: Cell, raw: str) -> Cell:
    """A cell that holds a term of RDF: its literal or its address alone, without what frames it.

    The language of a literal (``@en``) and its type (``^^<…>``) are no part of what it says.
    """
    found = _RDF_TERM.fullmatch(raw, cell.start, cell.end)
    if found is None:
        return cell
    return evolve(cell, spans=(found.span(found.lastindex or 0),), escaped=False, unclosed=False)


def _is_filled(cell: Cell, raw: str) -> bool:
    return any(raw[start:end].strip() for start, end in cell.spans)


def _stripped(raw: str, start: int, end: int) -> Span | None:
    """The range without outer white space; None for a blank one."""
    part = raw[start:end]
    left, right = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
    return Span(0, left, right) if left < right else None


def _parts(raw: str, span: Span) -> Iterator[Span]:
    """The items of a cell that lists several: ``First Name; Second Name``."""
    start = span.start
    for at in range(span.start, span.end + 1):
        if at == span.end or raw[at] in ";|\r\n":
            part = _stripped(raw, start, at)
            if part:
                yield part
            start = at + 1


def _nothing_known(table: _Table) -> ReadError:
    shown = ", ".join(repr(name[:40]) for name in table.names[:_SHOWN]) or "none"
    more = f" and {len(table.names) - _SHOWN} more" if len(table.names) > _SHOWN else ""
    return ReadError(
        "unexpected-columns",
        f"found the columns {shown}{more} in the first row; expected one with the text or one "
        "with the title, the date or the place of an event",
        hint="name yours under [read.columns]: their name, then text, title, date, place …",
    )


READER = Reader(
    name="csv",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    split=table_rows,
    looks_for="a first row of known column names, one delimiter, rows of as many cells",
)
