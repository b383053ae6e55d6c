"""WikiText: articles, spaced headings, joints, unknown words; the real file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.prose import OPEN_GAP
from warcorpus.model.record import Record
from warcorpus.readers import english_corpora
from warcorpus.readers.door import read_documents
from warcorpus.readers.rejects import Reject
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.readers.wikitext_lm import READER, read, sniff
from warcorpus.testing.contract import documents
from warcorpus.testing.laws import check_record
from warcorpus.text.detokenizing import tokens
from warcorpus.text.document import Text
from warcorpus.text.spaced_headings import article_cuts


def record_of(raw: str) -> Record:
    text = Text.of(raw)
    (record,) = read(text)
    check_record(READER, record, text)
    return record


def records_of(raw: str) -> list[Record]:
    return [record_of(text.text) for text in documents(READER, Text.of(raw))]


def title_of(record: Record) -> str | None:
    return next((field.raw for field in record.source.fields if field.role == "title"), None)


class TestArticle:
    raw = (
        " \n = The Gull 's <unk> @-@ War = \n \n The <unk> @-@ boat took 8 @,@ 600 men , "
        "and 0 @.@ 5 tons . \n They did n't come back ; x = y . \n"
        " = = First day = = \n \n It was half @-@ over . \n \n = = = Morning = = = \n \n Fog . \n"
    )
    record = record_of(raw)

    def test_title(self) -> None:
        assert title_of(self.record) == "The Gull's <unk>-War"

    def test_text(self) -> None:
        assert self.record.text == (
            "The […]-boat took 8,600 men, and 0.5 tons.\n\nThey didn't come back; x = y.\n\n"
            "First day\n\nIt was half-over.\n\nMorning\n\nFog."
        )

    def test_sections(self) -> None:
        assert [(s.heading, s.level, s.parent) for s in self.record.sections] == [
            (None, 1, None),
            ("First day", 2, 0),
            ("Morning", 3, 1),
        ]

    def test_gaps(self) -> None:
        title, boat = self.record.gaps
        assert [self.raw[gap.start : gap.end] for gap in (title, boat)] == ["<unk>", "<unk>"]
        assert (boat.reason, boat.unit, boat.quantity, boat.text_start) == (
            "redacted",
            "token",
            1,
            4,
        )
        assert title.text_start is None


@pytest.mark.parametrize(
    "line",
    [
        " where x = 5 ",
        " = 40 carts = ",
        " = = ",
        " = ",
        " = a",
        " a = ",
    ],
)
def test_lines_with_signs_that_are_text(line: str) -> None:
    record = record_of(f" = Title = \n \n The sum was \n{line}\n by noon . \n")
    assert len(record.sections) == 1
    assert line.strip() in record.text


def test_title_needs_blank_lines_around_it() -> None:
    raw = (
        " = A = \n \n One . \n = B = \n \n Two . \n \n = C = \n Three . \n \n = D = \n \n Four . \n"
    )
    assert [title_of(record) for record in records_of(raw)] == ["A", "D"]


def test_piece_of_a_file_begins_without_a_title() -> None:
    first, second = records_of(" The end of it . \n \n = B = \n \n Two . \n")
    assert (title_of(first), first.text) == (None, "The end of it.")
    assert title_of(second) == "B"


def test_lines_without_outer_blanks() -> None:
    raw = "= A =\n\nOne , two .\n\n= = S = =\n\nThree @-@ four .\n\n= B =\n\nFive .\n"
    assert [(title_of(r), r.text) for r in records_of(raw)] == [
        ("A", "One, two.\n\nS\n\nThree-four."),
        ("B", "Five."),
    ]
    assert settle(sniff_text(raw), "x") == ("wikitext-lm", None)


@pytest.mark.parametrize("end", ["", " ", " \n", " \n \n"])
def test_title_alone_is_no_document(end: str) -> None:
    outcomes = list(read_documents([BytesIO(f" = A = \n \n One . \n \n = B ={end}".encode())]))
    assert isinstance(outcomes[0], Record)
    assert isinstance(outcomes[1], Reject)
    assert (outcomes[1].problem.slug, outcomes[1].problem.level) == ("empty-document", "info")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems(newline: str) -> None:
    raw = " = A = \n \n One . \n \n = = S = = \n \n Two . \n \n = B = \n \n Three . \n"
    assert [record.text for record in records_of(raw.replace("\n", newline))] == [
        record.text for record in records_of(raw)
    ]


def test_the_two_tokenised_formats_are_told_apart() -> None:
    piece = " One , two , and three @-@ four . Five , <unk> . \n" * 20
    assert sniff(piece).score == 0.2
    assert english_corpora.sniff(piece).score == 0
    assert settle(sniff_text(f" = A = \n \n{piece} \n = = S = = \n"), "x") == ("wikitext-lm", None)
    other = "@@1 One , two , and three . Five , @ @ @ . \n"
    assert sniff(other).score == 0
    assert settle(sniff_text(other), "x") == ("english-corpora", None)


_WORD = st.sampled_from(["men", "1", "600", "half", ",", ".", "'s", "n't", "=", "Ä", '"'])
_SENTENCE = st.lists(_WORD, min_size=1, max_size=12).map(lambda w: " ".join(["So", *w, "."]))
_ARTICLE = st.tuples(st.integers(0, 99), st.lists(_SENTENCE, min_size=1, max_size=4))


@given(articles=st.lists(_ARTICLE, max_size=4), cut=st.integers(1, 50))
def test_what_was_written_is_read(articles: list[tuple[int, list[str]]], cut: int) -> None:
    raw = "".join(
        f" \n = Article {number} = \n \n" + "".join(f" {line} \n" for line in lines)
        for number, lines in articles
    )
    found = records_of(raw)
    assert [title_of(record) for record in found] == [f"Article {n}" for n, _ in articles]
    for record, (_, lines) in zip(found, articles, strict=True):
        assert tokens(record.text, "wikitext-lm") == tokens(" ".join(lines), "wikitext-lm")
    data = raw.encode()
    pieces = (data[at : at + cut] for at in range(0, len(data), cut))
    assert list(article_cuts(pieces)) == list(article_cuts(iter([data])))


@given(
    st.lists(
        st.sampled_from([" ", "=", " = ", "\n", " \n", "<unk>", "@-@", "@,@", "8", "a", ".", "'s"]),
        max_size=60,
    ).map("".join)
)
def test_laws_on_any_text(raw: str) -> None:
    for text in [Text.of(raw), *documents(READER, Text.of(raw))]:
        with suppress(ReadError):
            (record,) = read(text)
            check_record(READER, record, text)


def test_time_grows_with_the_size(assert_linear: Callable[..., None]) -> None:
    for unit in (" = a = \n \n", " = ", "<unk> @-@ ", " = = a", "a , "):
        assert_linear(lambda size, unit=unit: records(unit * size), 4_000)


def records(raw: str) -> int:
    return sum(1 for text in documents(READER, Text.of(raw)) for _ in _read(text))


def _read(text: Text) -> list[Record]:
    with suppress(ReadError):
        return list(read(text))
    return []


def test_real_file(data_folder: Path) -> None:
    path = data_folder / "wikitext" / "docs" / "valid.txt"
    told: Counter[str] = Counter()
    for outcome in read_documents([path]):
        assert not isinstance(outcome, Reject)
        told["records"] += 1
        told["titles"] += title_of(outcome) is not None
        told["headings"] += len(outcome.sections) - 1
        told.update(gap.reason for gap in outcome.gaps)
        assert outcome.problems == ()
        assert "<unk>" not in outcome.text.replace(OPEN_GAP, "")
        assert " @-@ " not in outcome.text
    for text in documents(READER, Text.of(path.read_text("utf-8"), path.name)):
        for number, record in enumerate(read(text)):
            check_record(READER, record, text, deep=not number % 10)
    assert told["redacted"] == path.read_text("utf-8").count("<unk>")
    assert told["records"] == told["titles"] == 60
    assert told["headings"] == 560


def test_one_file_of_many() -> None:
    found = list(read_documents([BytesIO(TestArticle.raw.encode() * 3)]))
    assert len(found) == 3
