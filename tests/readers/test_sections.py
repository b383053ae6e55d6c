"""Plain sections: the seed 004, tolerant headings, infobox lists, and the laws."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.readers import english_corpora, plain_text, sections
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
SHARED = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
RAW = next(SEEDS.glob("004_*.txt")).read_bytes().decode("utf-8")


def read(raw: str) -> Record:
    (record,) = sections.read(Text.of(raw))
    return record


def outline(record: Record) -> list[tuple[str | None, int | None]]:
    return [(section.heading, section.level) for section in record.sections[1:]]


def values(record: Record) -> dict[str, str]:
    return {field.name: field.raw for field in record.source.fields}


class TestSeed004:
    """The golden values of the records spec."""

    record = read(RAW)

    def test_text(self) -> None:
        assert len(self.record.text) == 3584
        assert sha256(self.record.text.encode()).hexdigest()[:16] == "870b6cb814736877"

    def test_structure(self) -> None:
        assert outline(self.record) == [
            ("Background", 2),
            ("Event", 2),
            ("Rebels capture Al-Haffah", 3),
            ("Army counter-attack", 3),
            ("Army recaptures Al-Haffah", 3),
            ("Aftermath", 2),
            ("See also", 2),
        ]
        assert [section.empty for section in self.record.sections] == [False] * 8
        paragraphs = [b for s in self.record.sections for b in s.blocks if b.kind == "paragraph"]
        assert len(paragraphs) == 7
        assert sum(len(section.sentences) for section in self.record.sections) == 26

    def test_gaps_and_residue(self) -> None:
        assert self.record.gaps == ()
        (repair,) = self.record.source.repairs
        assert (repair.action, repair.parameter, repair.count) == ("drop", "residue", 1)
        assert [(span.start, span.end) for span in repair.spans] == [(131, 135)]

    def test_fields(self) -> None:
        fields = {field.name: field for field in self.record.source.fields}
        title = fields["title"]
        assert (title.raw, title.role) == ("Battle of al-Haffah", "title")
        assert (title.spans[0].start, title.spans[0].end) == (2, 21)
        conflict = fields["Infobox.Conflict"]
        assert conflict.raw == "Battle of al-Haffah, معركة الحفة"
        assert conflict.role == "infobox.0.conflict"
        date = fields["Infobox.Date"]
        assert (date.spans[0].start, date.spans[0].end) == (117, 135)
        assert len([name for name in fields if name.startswith("Infobox.")]) == 14
        assert [f.raw for f in fields.values() if (f.role or "").startswith("see_also")] == [
            "Houla massacre",
            "Al-Kubeir massacre",
        ]

    def test_laws(self) -> None:
        check_record(sections.READER, self.record, Text.of(RAW))
        assert read(RAW) == self.record

    def test_sniff(self) -> None:
        sniff = sections.sniff(RAW)
        assert sniff.score >= 0.90
        assert all(RAW[f.start : f.end] for f in sniff.evidence)
        for other in (english_corpora, plain_text):
            assert other.sniff(RAW).score <= sniff.score - 0.30


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("== Event ==", ("Event", 2)),
        ("===Rebels capture===", ("Rebels capture", 3)),
        ("=== Rebels capture Al-Haffah===", ("Rebels capture Al-Haffah", 3)),
        ("====== 7 =======", ("7 =", 6)),
        ("=== a ==", ("= a", 2)),
        ("  == Event ==  ", ("Event", 2)),
        ("== References ==[object Object][object Object]", ("References", 2)),
        ("= Part two =", ("Part two", 1)),
    ],
)
def test_headings(line: str, expected: tuple[str, int]) -> None:
    raw = f"= Battle of X =\n\nIt began.\n\n{line}\nIt went on."
    record = read(raw)
    assert outline(record) == [expected]
    assert "object" not in record.text
    check_record(sections.READER, record, Text.of(raw))


@pytest.mark.parametrize(
    "line", ["a = b =", "= 5 men", "====", "=", "== x == y", "= =", "x ==[edit]"]
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert outline(read(f"= Battle of X =\n\nIt began.\n\n{line}\n")) == []


class TestInfobox:
    def test_keys_end_at_the_first_colon_and_values_go_on_in_the_next_line(self) -> None:
        raw = (
            "= X =\n\nInfobox\n- Notes: Source: Y\n- Units1: 1st Brigade\n  2nd Brigade\n"
            "3rd Brigade\n- Result:\n  Victory\n- Map type: Z\n- Territory:\n\nIt began."
        )
        record = read(raw)
        assert values(record) == {
            "title": "X",
            "Infobox.Notes": "Source: Y",
            "Infobox.Units1": "1st Brigade\n2nd Brigade\n3rd Brigade",
            "Infobox.Result": "Victory",
            "Infobox.Map type": "Z",
            "Infobox.Territory": "",
        }
        units = next(f for f in record.source.fields if f.name == "Infobox.Units1")
        assert len(units.spans) == 2
        roles = [field.role for field in record.source.fields]
        assert "infobox.0.map_type" in roles
        assert record.text == "It began."
        check_record(sections.READER, record, Text.of(raw))

    def test_two_stay_two(self) -> None:
        raw = "= X =\n\nInfobox\n- Date: May\n\nInfobox\n- Date: June\n\nIt began."
        assert [f.role for f in read(raw).source.fields] == [
            "title",
            "infobox.0.date",
            "infobox.1.date",
        ]

    def test_a_heading_ends_it(self) -> None:
        record = read("Infobox\n- Date: May\n== Event ==\nIt began.")
        assert values(record) == {"Infobox.Date": "May"}
        assert outline(record) == [("Event", 2)]

    def test_the_word_alone_is_text(self) -> None:
        assert read("= X =\n\nInfobox\n\nIt began.").text == "Infobox\n\nIt began."


def test_lists_are_items_and_navigation_is_no_text() -> None:
    record = read("= X =\n\nUnits:\n- First\n* Second\n\n== See also ==\n- Battle of Y\n")
    assert record.text == "Units:\n\nFirst\nSecond"
    assert [b.kind for b in record.sections[0].blocks] == ["paragraph", "item", "item"]
    assert [f.raw for f in record.source.fields if f.role == "see_also.0"] == ["Battle of Y"]


def test_wrapped_lines_are_one_paragraph() -> None:
    record = read("= X =\n\nIt began\nin May.\n\n== Y ==\nIt ended.")
    assert record.text == "It began in May.\n\nY\n\nIt ended."


PIECES = st.sampled_from(
    [
        "= T =",
        "== H ==",
        "==",
        "= ",
        "Infobox",
        "- Key: value",
        "- item",
        "  more",
        "",
        "\r",
        "text.",
        "[object Object]",
        "6â€“19",
        "* x",
        "====== 7 =======",
        "- a.b: 5–13 June, ()",
        "\x1c",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("\n".join))


@given(TEXTS)
def test_any_text_gives_a_record_and_every_character_an_owner(raw: str) -> None:
    check_record(sections.READER, read(raw), Text.of(raw))


@given(TEXTS)
def test_sniffing_is_total(raw: str) -> None:
    sniff = sections.sniff(raw)
    assert 0 <= sniff.score <= 1
    assert all(0 <= f.start < f.end <= len(raw) for f in sniff.evidence)


@pytest.mark.parametrize(
    "piece", ["=", "= ", "== H ==\n", "Infobox\n- a: b\n", "- a: b\n", " \n", "==[edit]", "- \n"]
)
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(
        lambda n: (read("Infobox\n- x: y\n" + piece * n), sections.sniff(piece * n)), 2_000
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_other_formats_are_not_taken_for_it() -> None:
    heads = [
        path.read_text("utf-8", "replace")[: 2**16]
        for folder in ("conflict-articles/docs", "wikitext", "wikiextractor")
        for path in sorted((SHARED / folder).rglob("*.txt"))
    ]
    assert len(heads) > 300
    assert max(sections.sniff(head).score for head in heads) < 0.5
    assert max(english_corpora.sniff(head).score for head in heads) < 0.5
