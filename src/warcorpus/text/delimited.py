"""Tables as text: cells with their offsets, and the rows of a file of any length.

RFC 4180 and what programs make of it: comma, semicolon, tab or ``|``, quotes with line breaks
inside, a first line ``sep=;``, line ends LF, CRLF or CR. A quote opens a quoted cell only where
a cell begins; one that is never closed, or is closed in the middle of words some lines later,
is a sign like any other, so that it cannot swallow the rows behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from warcorpus.text.crosswalk import is_known
from warcorpus.text.cutting import Cut

DELIMITERS = "\t;|,"
"""In the order in which one is taken where several serve alike: a comma is also a sign of prose."""

MOST_COLUMNS = 4_096
"""Cells of a row that are told apart, if nobody says otherwise."""

_LONGEST_HEADER = 2**20  # bytes in which a header row must end
_LONGEST_QUOTED = 16 * 2**20  # bytes in which a quoted cell must end, as limits.csv_field_bytes
_DECLARED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|[\r\n])', re.IGNORECASE)
_BREAK = re.compile(rb"[\r\n]")
_DECLARED_BYTES = re.compile(rb'"?sep=."?[ \t]*(?:\r\n|[\r\n])', re.IGNORECASE)
_BLANK = 32  # no byte of a character that is seen is smaller
_FILLED = re.compile(rb"\S")


@frozen
class Dialect:
    """How a table is written.

    Args:
        delimiter: what parts its cells.
        spaced: whether a blank stands behind every delimiter, also before a quote.
    """

    delimiter: str
    spaced: bool = False


@frozen
class Cell:
    """One cell.

    Args:
        start: first character, its opening quote included.
        end: one past the last, its closing quote included.
        spans: what it holds, without quotes; two where words follow the closing quote.
        escaped: whether quotes in it are written twice.
        unclosed: whether it begins with a quote that nothing closes.
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    escaped: bool = False
    unclosed: bool = False

    def value(self, text: str) -> str:
        """What it says.

        >>> row = 'a,"b ""c"" d"'
        >>> [cell.value(row) for cell in cells(row, Dialect(","))]
        ['a', 'b "c" d']
        """
        raw = "".join(text[start:end] for start, end in self.spans)
        return raw.replace('""', '"') if self.escaped else raw


def cells(text: str, dialect: Dialect, start: int = 0, most: int = MOST_COLUMNS) -> list[Cell]:
    """The cells of a row; line breaks outside quotes part cells too.

    Args:
        text: holds the row from ``start`` to its end.
        dialect: as :func:`dialect_of` tells it from the header.
        start: first character of the row.
        most: cells told apart; what stands behind them is one cell more.

    >>> [cell.spans for cell in cells('x;"y;z";', Dialect(";"))]
    [((0, 1),), ((3, 6),), ((8, 8),)]
    """
    found: list[Cell] = []
    borders = _borders(dialect.delimiter)
    position, size = start, len(text)
    while len(found) < most:
        cell = _cell(text, position, dialect, borders)
        found.append(cell)
        if cell.end >= size:
            return found
        position = cell.end + (2 if text.startswith("\r\n", cell.end) else 1)
    return [*found, Cell(position, size, ((position, size),))]


def _cell(text: str, start: int, dialect: Dialect, borders: re.Pattern[str]) -> Cell:
    opening = start + 1 if dialect.spaced and text.startswith(' "', start) else start
    unclosed = False
    if text.startswith('"', opening):
        closing, escaped = _closing(text, opening)
        if closing >= 0 and not _is_astray(text, opening, closing, dialect.delimiter):
            end = _next(text, closing + 1, borders)
            spans = tuple(
                span for span in ((opening + 1, closing), (closing + 1, end)) if span[0] < span[1]
            )
            return Cell(start, end, spans or ((closing, closing),), escaped)
        unclosed = True
    end = _next(text, start, borders)
    return Cell(start, end, ((start, end),), unclosed=unclosed)


def _next(text: str, position: int, borders: re.Pattern[str]) -> int:
    found = borders.search(text, position)
    return found.start() if found else len(text)


def _closing(text: str, opening: int) -> tuple[int, bool]:
    """Where the quote that closes a cell stands, -1 if nowhere; whether quotes are inside."""
    position, escaped = opening + 1, False
    while (at := text.find('"', position)) >= 0:
        if not text.startswith('"', at + 1):
            return at, escaped
        position, escaped = at + 2, True
    return -1, escaped


def _is_astray(text: str, opening: int, closing: int, delimiter: str) -> bool:
    """Whether a quote that seems to close a cell of several lines opens another one."""
    behind = text[closing + 1 : closing + 2]
    if not behind or behind in (delimiter, " ", "\t", "\r", "\n"):
        return False
    return "\n" in text[opening:closing] or "\r" in text[opening:closing]


@lru_cache(maxsize=16)
def _borders(delimiter: str) -> re.Pattern[str]:
    return re.compile(f"[\r\n{re.escape(delimiter)}]")


@frozen
class Header:
    """The first row of a table.

    Args:
        dialect: how the table is written.
        names: the column names, outer white space off; empty ones as they are.
        start: where the row begins, behind a line ``sep=;``.
    """

    dialect: Dialect
    names: tuple[str, ...]
    start: int


def read_header(text: str, most: int = MOST_COLUMNS) -> Header:
    """The header row at the beginning of a text.

    Args:
        text: the header row alone, with the line ``sep=`` before it if there is one.
        most: columns that are told apart.

    >>> read_header("sep=;\\nName;Start date").names
    ('Name', 'Start date')
    >>> read_header("name|date").dialect
    Dialect(delimiter='|', spaced=False)
    """
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    dialect = dialect_of(text[start:], declared.group(1) if declared else "")
    return Header(dialect, _names(text, dialect, start, most), start)


def dialect_of(header: str, declared: str = "") -> Dialect:
    """How a table is written, as its header row shows.

    The delimiter that makes most known column names of it, or else most columns. Only ASCII
    counts, so that the bytes of a header in an unknown encoding say the same as its text.

    >>> dialect_of("Name;Start date, local;Place").delimiter
    ';'
    """
    delimiter = declared or max(DELIMITERS, key=lambda sign: _serves(header, sign))
    between = header.count(delimiter)
    spaced = delimiter != " " and 0 < between == header.count(f"{delimiter} ")
    return Dialect(delimiter, spaced)


def _serves(header: str, delimiter: str) -> tuple[int, int]:
    if delimiter not in header:
        return 0, 1
    names = _names(header, Dialect(delimiter), 0, MOST_COLUMNS)
    return sum(name.isascii() and is_known(name) for name in names), len(names)


def _names(text: str, dialect: Dialect, start: int, most: int) -> tuple[str, ...]:
    return tuple(cell.value(text).strip() for cell in cells(text, dialect, start, most))


def table_rows(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """The rows of a table, without their line breaks; the header row is ``shared``.

    Rows without any character but white space are in no cut.

    >>> table = b'name,text\\r\\nA,"two\\r\\nlines"\\r\\nB,one'
    >>> [(cut.start, cut.end, cut.kind) for cut in table_rows(iter([table]))]
    [(0, 9, 'shared'), (11, 25, 'document'), (27, 32, 'document')]
    """
    held = bytearray()
    start = end = -1
    whole = False
    while end < 0:
        chunk = next(chunks, None)
        whole = chunk is None
        held += chunk or b""
        start, end = _header_range(held, whole)
        if whole and start < 0:
            return
    header = held[start:end].decode("latin-1")
    yield Cut(start, end, "shared")
    del held[:end]
    yield from _Rows(read_header(header).dialect, end, held).cuts(chunks)


def _header_range(held: bytearray, whole: bool) -> tuple[int, int]:
    """Where the header row stands, its end -1 if that is not at hand yet.

    Its quotes must be even in number; where no line makes them so, the first line is all of it.
    """
    filled = _FILLED.search(held)
    if filled is None:
        return -1, -1
    start = filled.start()
    declared = _DECLARED_BYTES.match(held[start : start + 64])
    position = start + (declared.end() if declared else 0)
    quotes, first, counted = 0, -1, position
    for found in _BREAK.finditer(held, position):
        end = found.start()
        quotes += held.count(b'"', counted, end)
        counted = end
        first = end if first < 0 else first
        if quotes % 2 == 0 and held[position:end].strip():
            return start, end
        if end - position > _LONGEST_HEADER:
            return start, first
    if whole:
        odd = (quotes + held.count(b'"', counted)) % 2
        return start, first if odd and first >= 0 else len(held)
    return (start, first) if first >= 0 and len(held) > 2 * _LONGEST_HEADER else (start, -1)


def _plain_row(delimiter: bytes, spaced: bool) -> re.Pattern[bytes]:
    """A whole row on a line of its own, whose quotes are as they should be.

    Nothing in it is tried twice: where it does not match, the row is taken step by step.
    """
    if spaced:
        return re.compile(rb'[^"\r\n]*+(?=[\r\n])')
    cell = rb'(?:"[^"\r\n]*+(?:""[^"\r\n]*+)*+"|[^"\r\n%s][^\r\n%s]*+)?+' % (delimiter, delimiter)
    return re.compile(rb"%s(?:%s%s)*+(?=[\r\n])" % (cell, delimiter, cell))


class _Rows:
    """Finds rows while bytes pass by: holds no more than one quoted cell.

    Args:
        dialect: of the table.
        base: offset in the file of the first byte held.
        held: bytes that were read already.
    """

    def __init__(self, dialect: Dialect, base: int, held: bytearray) -> None:
        delimiter = dialect.delimiter.encode("latin-1", "replace")
        quote = b' ?"' if dialect.spaced else b'"'
        self._event = re.compile(b"[\r\n]|" + re.escape(delimiter) + quote)
        self._plain = _plain_row(re.escape(delimiter), dialect.spaced)
        self._first = re.compile(b' ?"') if dialect.spaced else re.compile(b'"')
        self._ends = (delimiter, b" ", b"\t", b"\r", b"\n", b"")
        self._base, self._held = base, held
        self._at = 0  # place in what is held up to which it has been looked at
        self._row = base  # offset of the first byte of the row
        self._filled = False  # whether the row has a character in what is held no more
        self._opening: int | None = None  # offset of the quote that opened the cell

    def cuts(self, chunks: Iterator[bytes]) -> Iterator[Cut]:
        """The rows behind the header."""
        yield from self._found(False)
        for chunk in chunks:
            self._forget()
            self._held += chunk
            yield from self._found(False)
        yield from self._found(True)
        yield from self._row_to(len(self._held))

    def _forget(self) -> None:
        """Let go of what has been looked at, but for a quoted cell that is open."""
        kept = self._at if self._opening is None else self._opening - self._base
        if self._row < self._base + kept and not self._filled:
            first = max(self._row - self._base, 0)
            self._filled = _FILLED.search(self._held, first, kept) is not None
        del self._held[:kept]
        self._base += kept
        self._at -= kept

    def _found(self, whole: bool) -> Iterator[Cut]:
        """The rows that end in what is held."""
        while True:
            if self._opening is not None:
                if not self._to_closing(whole):
                    return
                continue
            if self._base + self._at == self._row:
                yield from self._plain_rows()
            at_start = self._base + self._at == self._row
            if at_start and len(self._held) - self._at < 2 and not whole:
                return
            opening = self._first.match(self._held, self._at) if at_start else None
            found = opening or self._event.search(self._held, self._at)
            if found is None:
                # the last bytes may be the beginning of a delimiter with its quote
                self._at = max(self._at, len(self._held) - (0 if whole else 2))
                return
            if found.group()[-1:] == b'"':
                self._opening, self._at = self._base + found.end() - 1, found.end()
                continue
            yield from self._row_to(found.start())
            self._at = found.end()
            self._row, self._filled = self._base + self._at, False

    def _plain_rows(self) -> Iterator[Cut]:
        """The rows from here on that end where their line does."""
        held, at, base, match = self._held, self._at, self._base, self._plain.match
        while found := match(held, at):
            end = found.end()
            if held[at] > _BLANK or _FILLED.search(held, at, end):
                yield Cut(base + at, base + end)
            at = end + 1
        self._at, self._row, self._filled = at, base + at, False

    def _to_closing(self, whole: bool) -> bool:
        """Go on to the end of a quoted cell; False if that is not at hand."""
        opening = (self._opening or 0) - self._base
        at = self._held.find(b'"', self._at)
        if at < 0 and not whole and len(self._held) - opening <= _LONGEST_QUOTED:
            self._at = len(self._held)
            return False
        if at < 0:
            self._give_up(opening)
        elif at + 1 == len(self._held) and not whole:
            self._at = at
            return False
        elif self._held[at + 1 : at + 2] == b'"':
            self._at = at + 2
        elif self._held[at + 1 : at + 2] in self._ends or not _BREAK.search(
            self._held, opening, at
        ):
            self._opening, self._at = None, at + 1
        else:
            self._give_up(opening)
        return True

    def _give_up(self, opening: int) -> None:
        """A quote that closes nothing: it is a sign of its cell, the row ends with its line."""
        self._opening, self._at = None, opening + 1

    def _row_to(self, end: int) -> Iterator[Cut]:
        """The row up to a place in what is held, unless it is blank."""
        first = max(self._row - self._base, 0)
        if self._filled or _FILLED.search(self._held, first, end):
            yield Cut(self._row, self._base + end)
