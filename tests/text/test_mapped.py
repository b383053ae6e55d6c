"""Every operation on mapped text keeps what it says about raw characters true."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import LAYOUT, MOJIBAKE, VERBATIM, TextRow
from warcorpus.model.values import Span
from warcorpus.text.mapped import MappedText, raw_of

RAW = st.text("abc \n*é", max_size=40)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    raw = draw(RAW)
    points = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return raw, [(a, b) for a, b in pairs if a < b]


def assert_true(mapped: MappedText, raw: str) -> None:
    """The runs tile the text; verbatim ones are their raw characters."""
    position = 0
    for run in mapped.runs:
        assert run.start == position < run.end
        position = run.end
        if run.method == VERBATIM:
            assert mapped.text[run.start : run.end] == raw[run.raw_start : run.raw_end]
    assert position == len(mapped.text)


@given(cuts())
def test_cut_is_cutting_the_string(case: tuple[str, list[tuple[int, int]]]) -> None:
    raw, ranges = case
    cut = MappedText.of(raw, 0, len(raw)).cut(ranges)
    kept = [c for i, c in enumerate(raw) if not any(a <= i < b for a, b in ranges)]
    assert cut.text == "".join(kept)
    assert_true(cut, raw)


@given(cuts(), st.integers(0, 40), st.integers(0, 40))
def test_slices_of_slices_stay_true(
    case: tuple[str, list[tuple[int, int]]], start: int, end: int
) -> None:
    raw, ranges = case
    mapped = MappedText.of(raw, 0, len(raw)).cut(ranges)
    piece = mapped.slice(start, end)
    assert piece.text == mapped.text[start:end]
    assert_true(piece, raw)
    if piece:
        first, last = piece.raw_range(0, len(piece))
        assert piece.text[0] == raw[first]
        assert piece.text[-1] == raw[last - 1]


@given(RAW, st.integers(0, 40), st.integers(1, 5))
def test_a_replaced_piece_is_never_divided(raw: str, start: int, size: int) -> None:
    if start + size > len(raw):
        return
    mapped = MappedText.of(raw, 0, len(raw)).replace(start, start + size, "–!", MOJIBAKE)
    assert_true(mapped, raw)
    assert mapped.raw_range(start, start + 1) == (start, start + size)
    assert mapped.slice(start + 1, start + 2).raw_range(0, 1) == (start, start + size)


def test_layout_stands_for_nothing() -> None:
    raw = "ab\ncd"
    text = MappedText.join(
        [MappedText.of(raw, 0, 2), MappedText.layout(" ", 2), MappedText.of(raw, 3, 5)]
    )
    assert text.text == "ab cd"
    assert text.rows(10) == (
        TextRow(10, 12, 0, 0, 2, VERBATIM),
        TextRow(12, 13, None, None, None, LAYOUT),
        TextRow(13, 15, 0, 3, 5, VERBATIM),
    )


def test_the_end_of_a_text_is_a_place_too() -> None:
    assert MappedText.of("abc", 0, 3).raw_range(3, 3) == (3, 3)
    assert MappedText.of("abc", 1, 3).raw_range(0, 0) == (1, 1)


def test_raw_of_joins_the_slices() -> None:
    assert raw_of([Span(0, 0, 2), Span(0, 3, 4)], "abcd") == "abd"


@given(st.text(" ab\n", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_trimmed_is_stripped(raw: str, start: int, end: int) -> None:
    start, end = min(start, len(raw)), min(end, len(raw))
    assert MappedText.trimmed(raw, start, end) == MappedText.of(raw, start, end).strip()


@given(cuts(), cuts())
def test_joined_runs_say_the_same_as_their_parts(
    first: tuple[str, list[tuple[int, int]]], second: tuple[str, list[tuple[int, int]]]
) -> None:
    parts = [MappedText.of(raw, 0, len(raw)).cut(ranges) for raw, ranges in (first, second)]
    joined = MappedText.join(parts)
    size = len(parts[0])
    for part, start in ((parts[0], 0), (parts[1], size)):
        for at in range(len(part)):
            assert joined.raw_range(start + at, start + at + 1) == part.raw_range(at, at + 1)
