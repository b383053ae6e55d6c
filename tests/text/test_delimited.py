"""Tables as text: cells with offsets, rows in streams of bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text import delimited
from warcorpus.text.delimited import Dialect, cells, dialect_of, read_header, table_rows

_BLANK = " \t\r\n\x0b\x0c"  # what a byte of white space is


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def rows(data: bytes, size: int = 1 << 20) -> list[bytes]:
    return [data[cut.start : cut.end] for cut in table_rows(pieces(data, size))]


def values(row: str, delimiter: str = ",") -> list[str]:
    return [cell.value(row) for cell in cells(row, Dialect(delimiter))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a,,c,", ["a", "", "c", ""]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a ""b""",c', ['a "b"', "c"]),
        ('"",""', ["", ""]),
        ('"two\r\nlines",c', ["two\r\nlines", "c"]),
        ('5" gun,c', ['5" gun', "c"]),
        ('"abc" def,c', ["abc def", "c"]),
        ('"unclosed,c', ['"unclosed', "c"]),
        ('a,"unclosed, and more', ["a", '"unclosed', " and more"]),
        ('"5 inch\nx,"quoted" y', ['"5 inch', "x", "quoted y"]),
    ],
)
def test_cells_of_a_row(row: str, expected: list[str]) -> None:
    assert values(row) == expected


def test_a_quote_that_nothing_closes_is_told() -> None:
    first, second = cells('"open,closed', Dialect(","))
    assert (first.unclosed, second.unclosed) == (True, False)


def test_blanks_behind_every_delimiter_may_stand_before_quotes() -> None:
    header = read_header("name, date, text")
    assert header.dialect == Dialect(",", spaced=True)
    row = 'A, 1861, "one, two"'
    assert [cell.value(row) for cell in cells(row, header.dialect)][2] == "one, two"
    data = b'name, date\nA, "one\ntwo"\nB, x\n'
    assert rows(data) == [b"name, date", b'A, "one\ntwo"', b"B, x"]


def test_cells_beyond_the_last_column_are_one() -> None:
    found = cells("a,b,c,d", Dialect(","), most=2)
    assert [cell.spans for cell in found] == [((0, 1),), ((2, 3),), ((4, 7),)]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("name,date", ","),
        ("name;date", ";"),
        ("name\tdate", "\t"),
        ("name|date", "|"),
        ("Name;Start date, local;Place", ";"),
        ("Colour;Weight, dry;Height, wet", ";"),
        ("title,place | region,date", ","),
        ("alone", ","),
    ],
)
def test_the_delimiter_is_told_from_the_header(header: str, delimiter: str) -> None:
    if header != "alone":
        assert dialect_of(header).delimiter == delimiter
    assert read_header(header).names == tuple(
        name.strip() for name in next(csv.reader([header], delimiter=delimiter))
    )


def test_a_line_that_declares_the_delimiter() -> None:
    assert read_header("sep=|\r\nname,first|date").names == ("name,first", "date")
    data = b"sep=;\r\nname;date\r\nA;1861\r\n"
    assert [cut.kind for cut in table_rows(iter([data]))] == ["shared", "document"]
    assert rows(data) == [b"sep=;\r\nname;date", b"A;1861"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"\n \r\n", []),
        (b"a,b", [b"a,b"]),
        (b"a,b\r1,2\r\r3,4", [b"a,b", b"1,2", b"3,4"]),
        (b'"a\nb",c\n1,2', [b'"a\nb",c', b"1,2"]),
        (b'a,b\n"x\ny",1\n \n2,"\n"', [b"a,b", b'"x\ny",1', b'2,"\n"']),
        (b'a,b\n1,"open\n2,x\n3,y\n', [b"a,b", b'1,"open', b"2,x", b"3,y"]),
        (b'a,b\n1,"5 inch\n2,"x, y"\n3,z', [b"a,b", b'1,"5 inch', b'2,"x, y"', b"3,z"]),
        (b'a,b\n5" gun,x\n2,y', [b"a,b", b'5" gun,x', b"2,y"]),
        (b'a"b,c\n1,2\n3,4', [b'a"b,c', b"1,2", b"3,4"]),
    ],
)
def test_rows_of_a_file(data: bytes, expected: list[bytes]) -> None:
    assert rows(data) == expected


CELL = st.text(
    st.sampled_from("ab1é \t,;|\"'\n\r=") | st.characters(exclude_categories=["Cs"]), max_size=8
)
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=5)


@given(
    table=TABLE,
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    size=st.integers(1, 9),
)
def test_what_a_writer_of_tables_writes_is_read_back(
    table: list[list[str]], delimiter: str, ending: str, quoting: int, size: int
) -> None:
    if quoting == csv.QUOTE_MINIMAL:  # this writer leaves foreign line ends without quotes
        foreign = dict.fromkeys(map(ord, {"\r", "\n"} - set(ending)), "x")
        table = [[cell.translate(foreign) for cell in row] for row in table]
    header = [f"column{number}" for number in range(3)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([header, *table])
    data = out.getvalue().encode()
    found = [row.decode() for row in rows(data, size)]
    dialect = read_header(found[0]).dialect
    assert dialect == Dialect(delimiter)
    read = [[cell.value(row) for cell in cells(row, dialect)] for row in found[1:]]
    # in a file with tabs a row of empty cells is a blank line
    assert read == [
        row for row in table if delimiter != "\t" or quoting or "".join(row).strip(_BLANK)
    ]


@given(data=st.binary(max_size=60) | st.text('ab,;"\r\n ', max_size=60).map(str.encode))
def test_cuts_do_not_depend_on_the_pieces_and_lose_nothing(data: bytes) -> None:
    whole = list(table_rows(iter([data])))
    for size in (1, 2, 3, 7):
        assert list(table_rows(pieces(data, size))) == whole
    position = 0
    for cut in whole:
        assert position <= cut.start < cut.end
        assert not data[position : cut.start].strip(b" \t\r\n\x0b\x0c")
        position = cut.end
    assert not data[position:].strip(b" \t\r\n\x0b\x0c")
    assert [cut.kind for cut in whole] == ["shared", "document"][: len(whole)] + [
        "document" for _ in whole[2:]
    ]


@given(text=st.text('ab,"\r\n ', max_size=40))
def test_cells_tile_any_row(text: str) -> None:
    found = cells(text, Dialect(","))
    position = 0
    for number, cell in enumerate(found):
        assert cell.start == position
        assert all(cell.start <= a <= b <= cell.end for a, b in cell.spans)
        last = number == len(found) - 1
        position = cell.end + (0 if last else 2 if text.startswith("\r\n", cell.end) else 1)
    assert position == len(text)


def test_a_quote_that_is_never_closed_does_not_hold_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "_LONGEST_QUOTED", 1_000)
    data = b'a,b\n1,"open\n' + b"2,x\n" * 2_000
    cuts = table_rows(pieces(data, 100))
    assert data[slice(*[next(cuts), next(cuts)][1][:2])] == b'1,"open'
    assert len(list(cuts)) == 2_000


@pytest.mark.parametrize("unit", [b'1,"x""\n', b'1,"x\n', b'"",', b'"', b",", b'a,"b" c\n'])
def test_cutting_and_reading_are_linear(unit: bytes, assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        data = b"a,b\n" + unit * size
        for cut in table_rows(pieces(data, 1 << 16)):
            cells(data[cut.start : cut.end].decode(), Dialect(","), most=1 << 20)

    assert_linear(work, 20_000)
