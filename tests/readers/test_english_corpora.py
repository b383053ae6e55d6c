"""Tokenised, redacted documents: the seed 001, its format's marks, and the laws."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.readers import english_corpora, plain_text, sections
from warcorpus.testing.contract import documents
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

SEEDS = Path(__file__).parents[2] / "seeds"
RAW = next(SEEDS.glob("001_*.txt")).read_bytes().decode("utf-8")


def read(raw: str) -> Record:
    (record,) = english_corpora.read(Text.of(raw))
    return record


def documents_of(raw: str) -> list[Text]:
    """The documents of a file."""
    return list(documents(english_corpora.READER, Text.of(raw)))


def headings(record: Record) -> list[str]:
    return [section.heading for section in record.sections if section.heading]


class TestSeed001:
    """The golden values of the records spec."""

    record = read(RAW)

    def test_text(self) -> None:
        assert len(self.record.text) == 2264
        assert sha256(self.record.text.encode()).hexdigest()[:16] == "49c5b7e23e66494e"

    def test_structure(self) -> None:
        assert headings(self.record) == ["Battle", "Aftermath", "References"]
        assert [section.level for section in self.record.sections[1:]] == [None] * 3
        assert [section.empty for section in self.record.sections] == [False, False, False, True]
        assert sum(len(section.blocks) for section in self.record.sections) == 3
        assert sum(len(section.sentences) for section in self.record.sections) == 16

    def test_gaps(self) -> None:
        found = [
            (gap.start, gap.end, gap.reason, gap.unit, gap.quantity, gap.text_start, gap.text_end)
            for gap in self.record.gaps
        ]
        assert found == [
            (1074, 1093, "redacted", "token", 10, 1046, 1049),
            (2150, 2169, "redacted", "token", 10, 2087, 2090),
            (2362, 2362, "lost", "block", None, None, None),
        ]

    def test_source(self) -> None:
        source = self.record.source
        assert source.text_id == "38601514"
        assert (source.fields[0].spans[0].start, source.fields[0].spans[0].end) == (2, 10)
        assert self.record.id == "6ad88de49670e1f42e05e3c992f5820a"
        assert source.repairs == ()
        assert self.record.problems == ()

    def test_laws(self) -> None:
        check_record(english_corpora.READER, self.record, Text.of(RAW))
        assert read(RAW) == self.record

    def test_sniff(self) -> None:
        sniff = english_corpora.sniff(RAW)
        assert sniff.score >= 0.90
        assert all(RAW[f.start : f.end] for f in sniff.evidence)
        for other in (sections, plain_text):
            assert other.sniff(RAW).score <= sniff.score - 0.30


class TestMarks:
    def test_a_heading_with_its_dates_is_one(self) -> None:
        record = read(
            "@@1 It was long . # First partial ceasefire ( 26 February – July 2016 ) # # Notes # "
            "# See also # # References #"
        )
        assert headings(record) == [
            "First partial ceasefire (26 February – July 2016)",
            "Notes",
            "See also",
            "References",
        ]

    def test_headings_of_navigation_need_no_sentence_before(self) -> None:
        record = read("@@1 It was long . # Units # A Brigade B Brigade # See also # # References #")
        assert headings(record) == ["Units", "See also", "References"]

    def test_a_sign_that_stands_before_a_sentence_opens_no_heading(self) -> None:
        record = read("@@1 It fell . # 5 was lost . They fled . # Aftermath # It burnt .")
        assert headings(record) == ["Aftermath"]

    def test_headings_need_a_sentence_before_and_few_words(self) -> None:
        words = " ".join("abcdefghijklmnopq")
        record = read(
            "@@1 Regiment # 5 fought . # The Siege of X # It fell # not here # to us . "
            f"# {words} # It was . # Odd"
        )
        assert headings(record) == ["The Siege of X"]
        assert record.text.endswith(f"It fell # not here # to us. # {words} # It was. # Odd")

    def test_heading_at_the_start_and_after_a_redaction(self) -> None:
        record = read("##12 # Siege # They held @ @ # End # It was over .")
        assert headings(record) == ["Siege", "End"]
        assert [gap.quantity for gap in record.gaps if gap.reason == "redacted"] == [2]

    def test_runs_have_their_own_length(self) -> None:
        record = read("@@1 @ @ @ were seen . He left @ @")
        assert [(g.start, g.end, g.quantity) for g in record.gaps if g.reason == "redacted"] == [
            (4, 9, 3),
            (30, 33, 2),
        ]
        assert record.text == "[…] were seen. He left […]"

    def test_addresses_and_stray_signs_are_text(self) -> None:
        record = read("@@1 Write to user@host @ noon .")
        assert record.text == "Write to user@host @ noon."
        assert [problem.slug for problem in record.problems] == ["stray-at-sign"]
        assert [gap.reason for gap in record.gaps] == []

    def test_paragraph_marks_copies_and_dropped_tokens(self) -> None:
        raw = "@@1 One . <p> Two @qwx123 three **30;600955;TOOLONG four ."
        record = read(raw)
        assert record.text == "One.\n\nTwo three […] four."
        (gap,) = record.gaps
        assert (raw[gap.start : gap.end], gap.reason, gap.unit, gap.quantity) == (
            "TOOLONG",
            "lost",
            "token",
            1,
        )
        assert sum(repair.count for repair in record.source.repairs) == 2
        check_record(english_corpora.READER, record, Text.of(raw))

    def test_nothing_is_invented(self) -> None:
        assert read("@@1 2064 years of Safira. # References #").text == "2064 years of Safira."


class TestSplit:
    def test_a_thousand_documents_with_byte_ranges(self) -> None:
        raw = "".join(f"@@{n} Schlacht {n} , für immer .\n" for n in range(1_000))
        data = raw.encode("utf-8")
        found = documents_of(raw)
        records = [next(english_corpora.read(document)) for document in found]
        assert len(records) == 1_000
        for document in found:
            source = document.source
            assert data[source.byte_start : source.byte_end].decode() == document.text
        assert records[77].source.text_id == "77"
        assert records[77].text == "Schlacht 77, für immer."

    def test_lines_without_an_id_belong_to_the_document_above(self) -> None:
        raw = "\n@@1 One .\nMore .\n\n##2 Two .\n\n"
        found = documents_of(raw)
        assert [document.text for document in found] == [
            "\n@@1 One .\nMore .\n\n",
            "##2 Two .\n\n",
        ]
        assert next(english_corpora.read(found[0])).text == "One.\n\nMore."

    def test_one_document_is_the_whole_file(self) -> None:
        (document,) = documents_of(RAW)
        assert document.text == RAW
        assert document.source.size == len(RAW.encode())

    def test_blank_files_hold_no_document(self) -> None:
        assert documents_of("\n \n") == []


PIECES = st.sampled_from(
    [
        "@@1",
        "##22",
        "@",
        "@ @",
        "#",
        "# Heading #",
        "<p>",
        "@qwx9",
        "**30;6;TOOLONG",
        ",",
        ".",
        "word",
        "'s",
        "(",
        ")",
        "\n",
        "\r\n",
        "[object Object]",
        "6â€“19",
        "user@host",
        '"',
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join))


@given(TEXTS)
def test_any_text_gives_a_record_and_every_character_an_owner(raw: str) -> None:
    check_record(english_corpora.READER, read(raw), Text.of(raw))


@given(TEXTS)
def test_sniffing_is_total(raw: str) -> None:
    sniff = english_corpora.sniff(raw)
    assert 0 <= sniff.score <= 1
    assert all(0 <= f.start < f.end <= len(raw) for f in sniff.evidence)


@given(TEXTS)
def test_documents_tile_the_file(raw: str) -> None:
    data = raw.encode("utf-8", "surrogatepass")
    end = 0
    for document in documents_of(raw):
        source = document.source
        assert not data[end : source.byte_start].strip()
        assert (
            document.text.encode("utf-8", "surrogatepass")
            == data[source.byte_start : source.byte_end]
        )
        end = source.byte_end
    assert not data[end:].decode("utf-8", "surrogatepass").strip()


@pytest.mark.parametrize(
    "piece", ["# ", "# a ", "@ ", "@ @ ", "<p> ", ", ", "x # y # ", "**1;2;X ", '" # ']
)
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: (read("@@1 " + piece * n), english_corpora.sniff(piece * n)), 2_000)
