"""Objects are found in the bytes of a file, however they are laid out and handed over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.json_items import json_items

OBJECTS = st.lists(
    st.dictionaries(
        st.text('ab"\\{}[],:\n é', max_size=5),
        st.text('ab"\\{}[],:\n é', max_size=8)
        | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.text(max_size=3), st.booleans(), max_size=2),
        max_size=3,
    ),
    max_size=5,
)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def documents(data: bytes, size: int = 2**16) -> list[bytes]:
    cuts = json_items(pieces(data, size))
    return [data[cut.start : cut.end] for cut in cuts if cut.kind == "document"]


def left_over(data: bytes) -> bytes:
    """What is in no cut."""
    rest, position = b"", 0
    for cut in json_items(iter([data])):
        rest += data[position : cut.start]
        position = cut.end
    return rest + data[position:]


@given(OBJECTS, st.integers(1, 9), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_every_object_of_an_array_is_found(
    values: list[dict[str, Any]], size: int, indent: Any, ascii_only: bool
) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode()
    assert list(map(json.loads, documents(data, size))) == values
    assert left_over(data).strip() == b""


@given(OBJECTS, st.integers(1, 9))
def test_objects_one_behind_the_other_are_found(values: list[dict[str, Any]], size: int) -> None:
    data = "\n".join(json.dumps(value, indent=2) for value in values).encode()
    assert list(map(json.loads, documents(data, size))) == values
    assert left_over(data).strip() == b""


@given(
    st.binary(max_size=60)
    | st.text('{}[]",\\\n', max_size=60).map(str.encode)
    | st.lists(st.sampled_from(['\n{"a"', "\n {", ":", '"', "}", ",", "\n,{", "["])).map(
        lambda parts: "".join(parts).encode()
    )
)
def test_cuts_are_in_order_and_the_same_in_any_pieces(data: bytes) -> None:
    whole = list(json_items(iter([data])))
    assert list(json_items(pieces(data, 1))) == whole
    position = 0
    for cut in whole:
        assert position <= cut.start < cut.end <= len(data)
        position = cut.end


@pytest.mark.parametrize(
    ("data", "found", "rest"),
    [
        (b'[{"a": 1}, 7, "x", {"b": 2}]', [b'{"a": 1}', b'{"b": 2}'], b' 7 "x" '),
        (b'[[1, {"no": 2}], {"a": 1}]', [b'{"a": 1}'], b'[1, {"no": 2}] '),
        (b'[{"a": 1}, {"b": 2', [b'{"a": 1}', b'{"b": 2'], b" "),
        (b'[{"a": 1} {"b": 2}]', [b'{"a": 1}', b'{"b": 2}'], b" "),
        (b'[{"a": 1}] {"b": 2}', [b'{"a": 1}', b'{"b": 2}'], b" "),
        (b'[{"a": "lost\n"b": 2},\n{"c": 3}]', [b'{"a": "lost\n"b": 2}', b'{"c": 3}'], b"\n"),
        (b"}{}", [b"{}"], b"}"),
        (b"[]", [], b""),
    ],
)
def test_what_is_damaged_costs_itself(data: bytes, found: list[bytes], rest: bytes) -> None:
    assert documents(data) == found
    assert left_over(data) == rest


@pytest.mark.parametrize(
    "broken",
    [
        b'{"id": 2, "text": "lost}',
        b'{"id": 2, "text": lost"}',
        b'{"id": 2, text": {"a": 1}}',
        b'{"id": 2, "text": ["lost], "more": {"b": 1}}',
        b'{"id": 2, "text": "cut he',
        b'{"id": 2, "text": "lost"',
    ],
)
@pytest.mark.parametrize(
    ("opening", "between", "closing"),
    [
        (b"[\n  ", b",\n  ", b"\n]"),
        (b"[\r\n\t", b",\r\n\t", b"\r\n]\r\n"),
        (b"[", b",\n", b"]"),
        (b"[", b",\n ", b"]"),
        (b"[", b"\n,", b"]"),
        (b"[ ", b"\n, ", b"\n]"),
        (b"", b"\n", b"\n"),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 2**16])
def test_a_broken_row_costs_itself(
    broken: bytes, opening: bytes, between: bytes, closing: bytes, size: int
) -> None:
    rows = [b'{"id": 1, "text": "x"}', broken, b'{"id": 3, "of": [{"y": "{"}]}', b'{"id": 4}']
    data = opening + between.join(rows) + closing
    first, lost, *others = documents(data, size)
    assert [first, *others] == [rows[0], *rows[2:]]
    assert lost.startswith(broken)
    assert left_over(data).strip() == b""


@pytest.mark.parametrize("broken", [b'"text": "lost,', b'"of": ["x", "lost],', b'"of": {"a": "b},'])
def test_a_broken_row_over_many_lines_costs_itself(broken: bytes) -> None:
    rows = [json.dumps({"id": n, "of": [{"a": "b"}], "text": "x"}, indent=2) for n in range(4)]
    lines = rows[1].encode().split(b"\n")
    damaged = b"\n".join([lines[0], broken, *lines[2:]])
    data = b"[\n" + b",\n".join([rows[0].encode(), damaged, *map(str.encode, rows[2:])]) + b"\n]"
    found = documents(data)
    assert [found[0], *found[2:]] == [row.encode() for row in (rows[0], *rows[2:])]
    assert found[1].startswith(damaged)


@pytest.mark.parametrize(
    "data",
    [
        b'[\n{"a": [\n{"b": 1},\n{"c": 2}\n],\n"d":\n{"e":\n\n{}}}\n]',
        b'[\n{"a": "x\n{{Infobox|y}}\n{| z |}"}\n]',
        b'[\n[\n{"a": 1},\n{"a": 1}\n]\n]',
    ],
)
def test_a_brace_at_the_start_of_a_line_alone_begins_no_row(data: bytes) -> None:
    assert len(documents(data)) == (data[2:3] == b"{")


def test_time_grows_with_the_file(assert_linear: Callable[..., None]) -> None:
    unit = b'{"a": "\\"x", "b": [1, {"c": 2}]},\n'
    assert_linear(lambda size: list(json_items(pieces(b"[" + unit * size, 2**16))), 3_000)
    broken = b'{"a": "lost},\n' + b" " * 90 + b'{"b"\n'
    assert_linear(lambda size: list(json_items(pieces(b"[\n" + broken * size, 2**16))), 3_000)
    assert_linear(lambda size: list(json_items(pieces(b"[\n" + b"{" * size * 9, 1000))), 3_000)
    assert_linear(lambda size: list(json_items(pieces(b'[{"' + b"\\" * size * 9, 1000))), 3_000)
