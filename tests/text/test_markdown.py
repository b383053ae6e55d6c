"""Markdown blocks: what the exporters write, and what it owns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import VERBATIM
from warcorpus.model.record import Record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.markdown import find_blocks, read_markdown
from warcorpus.text.markdown_lines import classify, glued_heading, heading
from warcorpus.text.markup import find_markup


def blocks(raw: str) -> list[tuple[str, str]]:
    made = find_blocks(raw, 0, len(raw), find_markup(raw, 0, len(raw)))
    return [(block.kind, block.content.text) for block in made]


def record(raw: str) -> Record:
    text = Text.of(raw)
    composer = Composer(text)
    read_markdown(text, 0, len(raw), composer)
    return composer.record("markdown/1")


def roles(made: Record) -> list[tuple[str, str | None, str]]:
    return [(field.name, field.role, field.raw) for field in made.source.fields]


def check_ledger(raw: str, made: Record) -> None:
    """Every character that is not white space has exactly one owner."""
    position = 0
    for start, end, _ in made.extents:
        assert start >= position, raw[start:end]
        assert not raw[position:start].strip(), raw[position:start]
        position = end
    assert not raw[position:].strip()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("## Battle\ntext", [("heading", "Battle"), ("paragraph", "text")]),
        ("##Battle\n### A ###", [("heading", "Battle"), ("heading", "A")]),
        ("####### seven", [("paragraph", "####### seven")]),
        ("#5 on the list", [("paragraph", "#5 on the list")]),
        ("one\ntwo\r\nthree\rfour", [("paragraph", "one two three four")]),
        ("one\n\ntwo", [("paragraph", "one"), ("paragraph", "two")]),
        (" * a\n * b\n\ntext", [("item", "a"), ("item", "b"), ("paragraph", "text")]),
        (
            "- a\n  goes on\n- b\nText",
            [("item", "a goes on"), ("item", "b"), ("paragraph", "Text")],
        ),
        ("- a\n  A capital", [("item", "a"), ("paragraph", "A capital")]),
        ("1. a\n2) b\n2012. Then", [("item", "a"), ("item", "b"), ("paragraph", "2012. Then")]),
        ("*Die Welt* said", [("paragraph", "Die Welt said")]),
        ("> a\n> b\n\n> c", [("quote", "a b"), ("quote", "c")]),
        ("| a | b |\n| --- |\nText", [("table", "| a | b |\n| --- |"), ("paragraph", "Text")]),
        ("a\n\n---\n\nb", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]),
        ("* * *\n***", [("rule", ""), ("rule", "")]),
        ("![a](b.png)\nText", [("paragraph", "Text")]),
        ("Text ![a](b.png) goes on", [("paragraph", "Text goes on")]),
        (
            "[[File:A.svg|thumb|b.\n\n]][[File:C.svg|\n\n]]On 7 May",
            [("paragraph", "On 7 May")],
        ),
        ("see [a *b*](./c_(d)) and [[e|f]].", [("paragraph", "see a b and f.")]),
        ("[a](./b)", [("paragraph", "a")]),
        ("```\n# no heading\n* no item\n```\nb", None),
        ("```\nnever closed", [("paragraph", "``` never closed")]),
        ("> ", [("rule", "")]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_blocks(raw: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        expected = [("code", "# no heading\n* no item"), ("paragraph", "b")]
    assert blocks(raw) == expected
    check_ledger(raw, record(raw))


def test_residue_behind_a_heading_runs_to_the_end() -> None:
    raw = "## References[object Object]\n[object Object]\n[object Object]"
    made = record(raw)
    assert [section.heading for section in made.sections] == [None, "References"]
    assert [(gap.reason, gap.start) for gap in made.gaps] == [("lost", 13)]
    repair = made.source.repairs[0]
    assert (repair.count, [(s.start, s.end) for s in repair.spans]) == (3, [(13, len(raw))])
    check_ledger(raw, made)


def test_a_heading_glued_to_a_line_is_one_only_before_residue() -> None:
    raw = "Perseguição no Levante## References[object Object]\n\nC## 5 is a note"
    assert blocks(raw) == [
        ("paragraph", "Perseguição no Levante"),
        ("heading", "References"),
        ("residue", ""),
        ("paragraph", "C## 5 is a note"),
    ]
    check_ledger(raw, record(raw))
    assert glued_heading("a ## b") == -1


def test_fields_and_their_spans() -> None:
    raw = "![a](b.png)\nSee [c](./d).\n\n| [e](./f) |\n\n[[File:g.png|h\n\n]]i"
    made = record(raw)
    assert roles(made) == [
        ("image.0", "image", "![a](b.png)"),
        ("link.0", "link", "[c](./d)"),
        ("link.1", None, "[e](./f)"),
        ("image.1", "image", "[[File:g.png|h\n\n]]"),
    ]
    for field in made.source.fields:
        assert field.spans[0].of(raw) == field.raw
    assert made.text == "See c.\n\ni"
    check_ledger(raw, made)


def test_unclosed_file_is_reported_and_costs_one_line() -> None:
    raw = "[[File:A.svg|thumb|b\nThe text."
    made = record(raw)
    assert made.text == "The text."
    assert [problem.slug for problem in made.problems] == ["unclosed-markup"]
    check_ledger(raw, made)


def test_a_second_header_is_body() -> None:
    made = record("---\ntitle: X\n---\n\nText.")
    assert made.text == "title: X\n\nText."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", "blank"),
        ("## [a](b)", "heading"),
        ("  ## a", "heading"),
        ("     ## a", "text"),
        ("##", "text"),
        ("[object Object] [object Object]", "residue"),
        ("[object Object] and", "text"),
        ("-5 degrees", "text"),
        ("- ", "text"),
        ("***bold*** start", "text"),
        ("|", "table"),
        ("~~~", "fence"),
    ],
)
def test_classify(line: str, kind: str) -> None:
    assert classify(line) == kind


def test_heading_marks() -> None:
    made = heading("### C# ##")
    assert made is not None
    assert "### C# ##"[made.start : made.end] == "C#"
    assert heading("#" * 6 + " x") is not None
    assert heading("## A sentence glued to nothing.") is not None
    assert heading("##A sentence that ends.") is None


PIECES = st.sampled_from(
    [
        "# ",
        "## A",
        "\n",
        "\n\n",
        "* ",
        "- ",
        "| ",
        "> ",
        "```",
        "---",
        "**",
        "_",
        "a",
        "B. ",
        " ",
        "[a](b)",
        "![c](d)",
        "[[File:e|",
        "]]",
        "[[f|g]]",
        "[",
        "](",
        "\\",
        "&amp;",
        "\r\n",
        "\t",
        "[object Object]",
        "#",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_laws_hold_for_any_text(raw: str) -> None:
    made = record(raw)
    check_ledger(raw, made)
    position = 0
    for row in made.text_map:
        assert row.start == position
        position = row.end
        if row.method == VERBATIM:
            assert made.text[row.start : row.end] == raw[row.raw_start : row.raw_end]
    assert position == len(made.text)
    for field in made.source.fields:
        assert "".join(span.of(raw) for span in field.spans) == field.raw
    assert record(raw) == made


@pytest.mark.parametrize(
    "unit",
    [
        "# a\n",
        "* a\n",
        "[a](b)",
        "**a** ",
        "| a |\n",
        "```\n",
        "a\n",
        "[[File:a|\n",
        "> b\n",
        "---\n",
    ],
)
def test_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    def work(times: int) -> None:
        raw = unit * times
        made = find_blocks(raw, 0, len(raw), find_markup(raw, 0, len(raw)))
        assert all(isinstance(block.content.text, str) for block in made)

    assert_linear(work, 2_000)
