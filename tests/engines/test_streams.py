"""A stream that is read again gives the same bytes."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.engines.streams import Replayed


class Once(io.BytesIO):
    """Bytes that can be read once."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise io.UnsupportedOperation("seek")


@given(
    st.binary(max_size=60),
    st.integers(0, 60),
    st.booleans(),
    st.lists(st.lists(st.integers(1, 9), max_size=9), max_size=4),
)
def test_every_reading_is_the_same(
    data: bytes, start: int, seeks: bool, readings: list[list[int]]
) -> None:
    stream = (io.BytesIO if seeks else Once)(data)
    stream.read(start)
    replayed = Replayed(stream)
    for sizes in readings:
        replayed.rewind()
        found = b"".join(replayed.read(size) for size in sizes)
        assert found == data[start : start + len(found)]
        assert len(found) >= min(len(data[start:]), len(sizes))
    replayed.rewind()
    whole = b"".join(iter(lambda: replayed.read(7), b""))
    assert whole == data[start:]
    replayed.close()
    assert not stream.closed
