"""``<doc>`` elements: where they begin and end, what their tags say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.doc_elements import DocElement, doc_cuts

_PARTS = st.lists(
    st.sampled_from(
        ['<doc id="1" title="A">', "</doc>", "\n", "\r\n", " ", "words", "<doc ", "</doc", "ä"]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())


@given(_PARTS, st.integers(1, 40))
def test_cuts_do_not_depend_on_the_pieces(data: bytes, size: int) -> None:
    cuts = list(doc_cuts(iter([data])))
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert list(doc_cuts(pieces)) == cuts
    assert all(data[cut.start :].startswith(b"<doc ") for cut in cuts)
    assert all(a.end <= b.start for a, b in pairwise(cuts))


def test_only_words_before_or_between_elements_are_left_out() -> None:
    data = b'x <doc id="1" title="A">A</doc> y\n<doc id="2" title="B">B</doc>\nz'
    assert [data[cut.start : cut.end] for cut in doc_cuts(iter([data]))] == [
        b'<doc id="1" title="A">A</doc> y\n',
        b'<doc id="2" title="B">B</doc>',
    ]


_VALUES = st.text("ab &;<>'ä\"", max_size=12).filter(lambda v: '" ' not in v and '">' not in v)


@given(st.tuples(_VALUES, _VALUES, _VALUES), st.sampled_from(["", " ", "\r", "\t \r"]))
def test_attributes(values: tuple[str, str, str], blanks: str) -> None:
    number, url, title = values
    raw = f'<doc id="{number}" url="{url}" title="{title}">{blanks}\nwords\n</doc>'
    element = DocElement.of(raw)
    found = [(name, raw[start:end]) for name, start, end in element.attributes]
    assert found == [("id", number), ("url", url), ("title", title)]
    assert raw[element.head : element.tail].strip() == "words"
    assert element.closed


@pytest.mark.parametrize(
    "raw", ["", "words", "<doc", "<doc >", '<doc id=">', "</doc>", '<doc id="']
)
def test_what_is_no_element_is_all_body(raw: str) -> None:
    element = DocElement.of(raw)
    assert element.head <= element.tail <= len(raw)
    assert all(start <= end <= element.head for _, start, end in element.attributes)
