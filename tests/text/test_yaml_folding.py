"""Folding of YAML scalars: our rules against libyaml's values."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from yaml.cyaml import CBaseLoader

from warcorpus.model.prose import UNESCAPE, VERBATIM
from warcorpus.model.values import Span
from warcorpus.text.yaml_composer import Scalar, compose
from warcorpus.text.yaml_folding import STYLES, fold, fold_mapped

LINES = st.lists(
    st.text(alphabet="ab *-:#'\"\\\té–🇮", max_size=6).map(lambda line: line.rstrip("\n")),
    min_size=1,
    max_size=7,
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])


def libyaml(document: str) -> str:
    """The value of the key ``k``; discards what libyaml refuses."""
    try:
        loaded = yaml.load(document, Loader=CBaseLoader)
    except yaml.YAMLError:
        assume(False)
    assume(isinstance(loaded, dict) and isinstance(loaded.get("k"), str))
    return loaded["k"]


def our(document: str) -> Scalar:
    """Our scalar of the key ``k``, its laws checked."""
    made = compose(document)
    scalar = next(scalar for scalar in made.scalars if scalar.path == "k")
    assert "".join(span.of(document) for span in scalar.spans) == scalar.raw
    assert all(span.start < span.end for span in scalar.spans)
    assert all(a.end <= b.start for a, b in zip(scalar.spans, scalar.spans[1:], strict=False))
    return scalar


def check(document: str) -> None:
    expected = libyaml(document)
    scalar = our(document)
    assert scalar.value == expected
    mapped = fold_mapped(scalar.raw, scalar.spans, scalar.style)
    assert mapped.text == expected
    for run in mapped.runs:
        if run.method == VERBATIM:
            assert mapped.text[run.start : run.end] == document[run.raw_start : run.raw_end]


@given(LINES, BREAKS, st.integers(1, 4))
@example(["a", "", "b"], "\n", 2)
def test_plain(lines: list[str], newline: str, indent: int) -> None:
    check("k: " + (newline + " " * indent).join(lines) + newline)


@given(LINES, BREAKS, st.integers(0, 4), st.sampled_from(["'", '"']))
@example(["a\\", "  b"], "\n", 2, '"')
@example(["a\\\\", "b\\t  ", "", "\\ c"], "\r\n", 2, '"')
@example(["  ", " a''b ", ""], "\n", 1, "'")
@example(["a \\", "\\", "", "b"], "\n", 1, '"')
def test_quoted(lines: list[str], newline: str, indent: int, quote: str) -> None:
    check(f"k: {quote}{(newline + ' ' * (indent + 1)).join(lines)}{quote}{newline}")


@given(
    LINES,
    BREAKS,
    st.integers(1, 4),
    st.sampled_from(["|", ">"]),
    st.sampled_from(["", "-", "+"]),
    st.booleans(),
    st.sampled_from(["", "x: y"]),
)
@example(["Indecisive", "", "*Rebel forces ", "", "*Syrian Army"], "\n", 2, ">", "-", False, "")
@example(["a", "  more", "", "b", "", ""], "\n", 2, ">", "+", False, "x: y")
@example(["   ", " a", "    ", "b"], "\r\n", 2, "|", "", True, "")
@example(["", ""], "\n", 2, "|", "+", False, "x: y")
def test_block(
    lines: list[str], newline: str, indent: int, mark: str, chomp: str, told: bool, tail: str
) -> None:
    head = f"k: {mark}{indent if told else ''}{chomp}{newline}"
    check(head + "".join(" " * indent + line + newline for line in lines) + tail)


@given(st.text(alphabet="ab \t\n\r\\'\"x", max_size=30), st.sampled_from(STYLES))
def test_fold_is_total_and_mapped_alike(raw: str, style: str) -> None:
    spans = [Span(0, 5, 5 + len(raw))] if raw else []
    assert fold_mapped(raw, spans, style).text == fold(raw, style)


@given(st.text(alphabet="ab–", max_size=30), st.sampled_from(["plain", "single", "double"]))
def test_one_line_without_escapes_stays(raw: str, style: str) -> None:
    assert fold(raw, style) == raw


def test_the_third_unit_of_000() -> None:
    """The span law's own example: two spans, the line break in the first."""
    raw = "Independent Infantry\nBrigade"
    spans = [Span(0, 1609, 1630), Span(0, 1638, 1645)]
    mapped = fold_mapped(raw, spans, "plain")
    assert mapped.text == "Independent Infantry Brigade"
    assert mapped.raw_range(12, 28) == (1621, 1645)


def test_escapes_are_runs_of_their_own() -> None:
    mapped = fold_mapped('say \\"x\\"', [Span(0, 10, 19)], "double")
    assert mapped.text == 'say "x"'
    assert [run.method for run in mapped.runs] == [VERBATIM, UNESCAPE, VERBATIM, UNESCAPE]
    assert mapped.raw_range(4, 7) == (14, 19)


def test_a_raw_that_needs_no_folding_is_mapped_too() -> None:
    mapped = fold_mapped("a\nb", [Span(0, 3, 5), Span(0, 9, 10)], "")
    assert (mapped.text, mapped.raw_range(2, 3)) == ("a\nb", (9, 10))


def test_unknown_style() -> None:
    with pytest.raises(ValueError, match="expected one of plain"):
        fold("x", "bold")
