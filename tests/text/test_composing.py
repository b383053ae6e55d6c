"""What every reader gets from the composer: text, outline, gaps, ledger."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import GAP_MARK, OPEN_GAP
from warcorpus.model.record import Record
from warcorpus.model.values import Span
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges


def read(raw: str) -> Record:
    """A tiny reader: ``#`` headings, ``*`` items, other lines are paragraphs, `@@` is a gap."""
    text = Text.of(raw)
    composer = Composer(text)
    for start, end, _ in line_ranges(raw):
        line = raw[start:end]
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            composer.heading(text.slice(start + level, end).strip(), level, (start, end))
        elif line.startswith("* "):
            composer.block("item", text.slice(start + 2, end), (start, end))
        elif line.strip():
            content = text.slice(start, end)
            hole = line.find("@@")
            if hole >= 0:
                content = content.replace(hole, hole + 2, OPEN_GAP, GAP_MARK)
                composer.gap(start + hole, start + hole + 2, "redacted", "token", 2)
            composer.block("paragraph", content, (start, end))
    return composer.record("tiny/1", publisher="P")


def test_blocks_are_parted_by_blank_lines_and_items_by_line_feeds() -> None:
    record = read("One. Two.\n## A\nThree.\n* x\n* y\n")
    assert record.text == "One. Two.\n\nA\n\nThree.\n\nx\ny"
    lead, section = record.sections
    assert (lead.heading, lead.start, lead.end, lead.sentences) == (None, 0, 9, ((0, 4), (5, 9)))
    assert (section.heading, section.level, section.parent, section.start) == ("A", 2, 0, 11)
    assert [block.kind for block in section.blocks] == ["paragraph", "item", "item"]
    assert record.source.publisher == "P"


def test_an_empty_leaf_is_a_gap_and_no_text() -> None:
    record = read("One.\n## Battle\n### First\nTwo.\n### Second\n## References\n")
    assert record.text == "One.\n\nBattle\n\nFirst\n\nTwo."
    assert [section.empty for section in record.sections] == [False, False, False, True, True]
    lost = [gap.start for gap in record.gaps if gap.reason == "lost"]
    assert [record_text_before(record, at) for at in lost] == ["### Second", "## References"]


def record_text_before(record: Record, at: int) -> str:
    raw = "One.\n## Battle\n### First\nTwo.\n### Second\n## References\n"
    return raw[raw.rindex("\n", 0, at) + 1 : at]


def test_a_paragraph_without_an_end_is_truncated() -> None:
    record = read("It went on to the\n## A\nAll is well.\n")
    (gap,) = record.gaps
    assert (gap.reason, gap.start, gap.text_start) == ("truncated", 17, 17)
    assert read("It ended (so).\n## A\nHe said “Yes.”\n").gaps == ()


def test_navigation_sections_become_links_and_no_text() -> None:
    record = read("One.\n## See also\n* Houla massacre\n* Qubeir\n## Notes\nA note.\n")
    assert record.text == "One."
    fields = [(field.raw, field.role) for field in record.source.fields]
    assert fields == [
        ("Houla massacre", "see_also.0"),
        ("Qubeir", "see_also.1"),
        ("A note.", None),
    ]
    assert [section.empty for section in record.sections] == [False, False, False]


def test_an_open_gap_knows_its_mark() -> None:
    record = read("They came @@ and left.\n")
    (gap,) = record.gaps
    assert record.text[gap.text_start : gap.text_end] == OPEN_GAP
    assert (gap.start, gap.end, gap.quantity) == (10, 12, 2)


def test_residue_and_mojibake_are_counted_and_leave_no_trace() -> None:
    record = read(
        "On 6â€“19 May.\n## End[object Object]\nDone.\n[object Object]\n[object Object]\n"
    )
    assert record.text == "On 6–19 May.\n\nEnd\n\nDone."
    repairs = {(r.action, r.parameter): r for r in record.source.repairs}
    assert repairs["mojibake", "cp1252"].count == 1
    assert repairs["drop", "residue"].count == 3


def test_control_characters_are_told_once_a_document_at_the_first() -> None:
    made = read("# A\x07b\nc\x0b d.\n\n* e\x92\x00 f\n")
    assert made.text == "Ab\n\nc d.\n\ne’ f"
    (told,) = [problem for problem in made.problems if problem.slug == "control-characters"]
    assert (told.level, told.where, told.span) == ("warning", "<text>:1:4", Span(0, 3, 3))
    assert told.message.startswith("found 4 control characters, expected text")
    assert "control-characters" not in {p.slug for p in read("# A\tb\r\nc\u2028 d.").problems}


def test_a_full_stop_before_a_small_letter_is_reported_not_corrected() -> None:
    record = read("In the province. with 31 more.\n")
    assert [p.slug for p in record.problems] == ["lowercase-after-stop"]
    assert record.problems[0].where == "<text>:1:16"
    assert len(record.sections[0].sentences) == 1


DOCUMENTS = st.lists(
    st.sampled_from(
        [
            "# T",
            "## A",
            "### B",
            "One. Two.",
            "* item",
            "",
            "  ",
            "no end",
            "a @@ b.",
            "## See also",
            "x[object Object]",
            "6â€“19",
            "[object Object]",
            "(  )",
            "é\x92s",
        ]
    ),
    max_size=12,
).map("\n".join)


@given(DOCUMENTS)
def test_every_character_has_one_owner(raw: str) -> None:
    record = read(raw)
    position = 0
    for start, end, _ in record.extents:
        assert position <= start < end <= len(raw)
        assert not raw[position:start].strip()
        position = end
    assert not raw[position:].strip()


@given(DOCUMENTS)
def test_rows_tile_the_text_and_sections_stay_inside(raw: str) -> None:
    record = read(raw)
    position = 0
    for row in record.text_map:
        assert row.start == position < row.end
        position = row.end
        if row.method == 0:
            assert record.text[row.start : row.end] == raw[row.raw_start : row.raw_end]
    assert position == len(record.text)
    for section in record.sections:
        assert 0 <= section.start <= section.end <= len(record.text)
        covered = [record.text[block.start : block.end] for block in section.blocks]
        assert all(covered)
        for start, end in section.sentences:
            assert any(b.start <= start < end <= b.end for b in section.blocks)
    assert not re.search(r"\[object Object\]", record.text)


def test_a_blank_between_two_repairs_is_not_repaired() -> None:
    """`fightersâ€™ â€œheroes`: the blank stays in the text, so no repair may claim it."""
    raw = "The fightersâ€™ â€œheroesâ€\x9d won."
    text = Text.of(raw)
    composer = Composer(text)
    composer.block("paragraph", text.slice(0, len(raw)), (0, len(raw)))
    (repair,) = composer.record("tiny/1").source.repairs
    assert [raw[span.start : span.end] for span in repair.spans] == ["â€™", "â€œ", "â€\x9d"]


@pytest.mark.parametrize("piece", ["One is. two ", "[object Object] a\n", "a ()\n", "# S\n"])
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: read(piece * n), 1_000)


def test_stops_before_lower_case_are_told_where_they_stand() -> None:
    record = read("# A\nOne. Two is. three was.\n\nFour is. five.")
    places = [(problem.where, problem.span) for problem in record.problems]
    assert places == [("<text>:2:12", Span(0, 15, 15)), ("<text>:4:8", Span(0, 36, 36))]
