"""Parquet tables as lines of JSON."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

Unpack = Callable[..., list[Any]]


def written(table: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def lines_of(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode("utf-8").split("\n")[:-1]]


ROWS = [
    {"title": "Siege of Vane", "text": 'It "fell"\non day two.', "id": 7, "url": None},
    {"title": "معركة", "text": "", "id": -1, "url": "u"},
]


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "stream"])
def test_row_is_a_line_with_the_columns_in_their_order(
    unpack: Unpack, tmp_path: Path, as_file: bool
) -> None:
    data = written(pa.Table.from_pylist(ROWS))
    (tmp_path / "it").write_bytes(data)
    (found,) = unpack(tmp_path / "it" if as_file else data)
    assert (found.containers, found.name, found.slug) == (("parquet",), None, None)
    assert lines_of(found.data) == ROWS
    assert list(lines_of(found.data)[0]) == ["title", "text", "id", "url"]
    assert '"معركة"'.encode() in found.data


def test_row_groups_and_compression_make_no_difference(unpack: Unpack) -> None:
    table = pa.table({"n": range(1_000), "text": [f"day {n}" for n in range(1_000)]})
    expected = unpack(written(table))[0].data
    assert len(lines_of(expected)) == 1_000
    for options in ({"row_group_size": 7}, {"compression": "zstd"}, {"use_dictionary": False}):
        assert unpack(written(table, **options))[0].data == expected


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1338854400000000123], pa.timestamp("ns"), "2012-06-05T00:00:00"),
        ([1338854400123], pa.timestamp("ms", tz="America/New_York"), "2012-06-05T00:00:00.123000Z"),
        ([date(1806, 6, 5)], pa.date32(), "1806-06-05"),
        ([3_600_000_000_001], pa.time64("ns"), "01:00:00"),
        ([1_500], pa.duration("ms"), 1.5),
        ([Decimal("1.60")], pa.decimal128(5, 2), "1.60"),
        ([36.2], pa.float32(), 36.2),
        ([[36.2, 0.1]], pa.list_(pa.float32()), [36.2, 0.1]),
        ([1.5], pa.float16(), 1.5),
        ([float("nan")], pa.float64(), None),
        ([float("inf")], pa.float32(), None),
        ([2**63], pa.uint64(), 2**63),
        ([True], pa.bool_(), True),
        (["Vane"], pa.large_string(), "Vane"),
        (["Vane"], pa.dictionary(pa.int8(), pa.string()), "Vane"),
        ([b"Van\xc3\xa9"], pa.binary(), "Vané"),
        ([{"b": [date(1806, 6, 5)]}], None, {"b": ["1806-06-05"]}),
        ([[("k", 1)]], pa.map_(pa.string(), pa.int32()), [["k", 1]]),
        ([None], pa.null(), None),
    ],
)
def test_values(unpack: Unpack, values: list[Any], kind: Any, expected: Any) -> None:
    (found,) = unpack(written(pa.table({"x": pa.array(values, kind)})))
    assert found.slug is None
    assert lines_of(found.data) == [{"x": expected}]


def test_bytes_that_are_no_text_are_null_and_told(unpack: Unpack) -> None:
    table = pa.table({"image": [{"bytes": b"\x89PNG\xff", "path": "a"}], "text": ["Vane"]})
    (found,) = unpack(written(table))
    assert lines_of(found.data) == [{"image": {"bytes": None, "path": "a"}, "text": "Vane"}]
    assert found.problems == ("undecodable-bytes",)


def test_columns_of_one_name_are_both_written(unpack: Unpack) -> None:
    table = pa.table([["1"], ["2"]], names=["x", "x"])
    assert unpack(written(table))[0].data == b'{"x":"1","x":"2"}\n'


def test_table_without_rows_holds_nothing(unpack: Unpack) -> None:
    (found,) = unpack(written(pa.table({"x": pa.array([], pa.string())})))
    assert (found.data, found.slug) == (b"", None)


def test_cut_and_changed_tables_are_damage(unpack: Unpack) -> None:
    data = written(pa.Table.from_pylist(ROWS * 50))
    (cut,) = unpack(data[:-20])
    assert (cut.slug, cut.level) == ("damaged-container", "error")


def test_table_in_other_containers(unpack: Unpack, zipped: Callable[..., bytes]) -> None:
    data = zipped([("a.parquet", written(pa.Table.from_pylist(ROWS)))])
    (found,) = unpack(data)
    assert (found.name, found.containers) == ("a.parquet", ("zip", "parquet"))
    assert lines_of(found.data) == ROWS


def test_few_bytes_for_very_many_rows_are_a_bomb(unpack: Unpack) -> None:
    table = pa.table({"text": pa.array(["Vane fell. " * 900] * 2_000).dictionary_encode()})
    (found,) = unpack(written(table, compression="zstd"))
    assert (found.slug, len(found.data) <= 10 * 2**20) == ("bomb", True)


def test_without_the_package_the_table_is_refused(
    unpack: Unpack, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = written(pa.Table.from_pylist(ROWS))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (found,) = unpack(data)
    assert (found.slug, found.containers) == ("missing-dependency", ("parquet",))


DATA = written(pa.Table.from_pylist(ROWS * 3), compression="none")


@given(flips=st.lists(st.tuples(st.integers(4, len(DATA) - 1), st.integers(1, 255)), max_size=3))
def test_changed_bytes_raise_nothing(unpack: Unpack, flips: list[tuple[int, int]]) -> None:
    data = bytearray(DATA)
    for at, bits in flips:
        data[at] ^= bits
    unpack(bytes(data))
