"""WikiExtractor's elements: what is a document, a heading, a loss; the real files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.readers.base import Reader
from warcorpus.readers.door import read_documents
from warcorpus.readers.rejects import Reject
from warcorpus.readers.wikiextractor import READER, read, sniff
from warcorpus.testing.contract import documents
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

# what the real files hold: read by eye where it is few, counted where it is many
COUNTS = {
    "empty-document": 4_716,
    "record": 2_117,
    "headings": 3_576,
    "possible-lost-template": 105,
}


def page(title: str, *lines: str, more: str = "") -> str:
    body = "\n".join((title, "", *lines))
    return f'<doc id="1"{more} url="https://example.org/1" title="{title}">\n{body}\n\n</doc>\n'


def record_of(raw: str) -> Record:
    text = Text.of(raw)
    (record,) = read(text)
    check_record(READER, record, text)
    return record


def outcomes(raw: str) -> list[Record | Reject]:
    return list(read_documents([BytesIO(raw.encode("utf-8"))]))


def headings(record: Record) -> list[str]:
    return [section.heading for section in record.sections if section.heading]


class TestDocument:
    raw = page(
        "Fall of Kestrel &amp; Low Pier",
        "The Fall of Kestrel () was in 1921. It covers .",
        "Aftermath and return.",
        "Nobody came back &lt;at once&gt;.",
        "He left.",
        "It was over.",
        more=' revid="77"',
    )
    record = record_of(raw)

    def test_text(self) -> None:
        assert self.record.text == (
            "The Fall of Kestrel was in 1921. It covers .\n\nAftermath and return\n\n"
            "Nobody came back <at once>.\n\nHe left.\n\nIt was over."
        )
        assert headings(self.record) == ["Aftermath and return"]
        assert self.record.sections[1].level is None

    def test_fields(self) -> None:
        fields = {field.name: field for field in self.record.source.fields}
        assert fields["title"].raw == "Fall of Kestrel &amp; Low Pier"
        assert [str(step) for step in fields["title"].steps] == ["unescape html"]
        assert fields["url"].role == "url"
        assert fields["revid"].raw == "77"
        assert self.record.source.text_id == "1"

    def test_what_was_lost_is_told_once(self) -> None:
        (problem,) = self.record.problems
        assert problem.slug == "possible-lost-template"
        assert problem.level == "info"
        assert problem.span is not None
        assert self.raw[: problem.span.start].endswith("It covers ")
        assert [repair.count for repair in self.record.source.repairs] == [1]


def test_relative_address_is_no_url() -> None:
    record = record_of('<doc id="3" url="?curid=3" title="A">\nA\n\nIt was so.\n</doc>')
    assert [field.role for field in record.source.fields] == [None, None, "title"]


@pytest.mark.parametrize(
    "body",
    ["", "\n", "A\n\n\n", "  A  ", "\u00a0"],
)
def test_title_alone_is_no_document(body: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(Text.of(f'<doc id="3" url="?curid=3" title="A">\n{body}</doc>')))
    assert caught.value.slug == "empty-document"
    assert caught.value.level == "info"


def test_redirect_is_no_event() -> None:
    for words in ("REDIRECT Low Pier", "#REDIRECT Low Pier"):
        (outcome,) = outcomes(f'<doc id="3" url="?curid=3" title="A">\n{words}\n</doc>')
        assert isinstance(outcome, Reject)
        assert outcome.problem.slug == "not-an-event"


def test_line_one_that_is_not_the_title_is_text() -> None:
    record = record_of('<doc id="3" url="?curid=3" title="A">\nAnother line.\n</doc>')
    assert record.text == "Another line."


def test_attributes_may_hold_quotes_brackets_and_entities() -> None:
    title = 'The "Grey" > Gull &quot;x&quot; & <y>'
    raw = f'<doc id="3" revid="" url="u" title="{title}">\nIt was so.\n</doc>'
    fields = {field.name: field.raw for field in record_of(raw).source.fields}
    assert fields == {"text_id": "3", "revid": "", "url": "u", "title": title}


def test_marks_of_older_versions() -> None:
    record = record_of(
        page("A", "It was so.", "Section::::The men.", "BULLET::::- One man.", "- Two men.")
    )
    assert headings(record) == ["The men"]
    assert record.text == "It was so.\n\nThe men\n\nOne man.\nTwo men."


def test_formula_is_a_gap() -> None:
    record = record_of(page("A", "Let formula_12 be &gt; codice_3 here."))
    assert record.text == "Let […] be > […] here."
    assert [(gap.reason, gap.text_start) for gap in record.gaps] == [("lost", 4), ("lost", 13)]


@pytest.mark.parametrize(
    "line",
    [
        "Professional career.",
        "Early life, education, and career.",
        "Battle of St. Albans.",
        "1920s &amp; 1930s.",
        "World War I.",
        '"The Grey Gull".',
        "历史.",
        "Геология.",
    ],
)
def test_headings(line: str) -> None:
    assert headings(record_of(page("A", "It was so.", line, "It ended."))) != []


@pytest.mark.parametrize(
    "line",
    [
        "He died.",
        "Its tail is long.",
        "Lake is a member of YPO.",
        "Adapted from the novel.",
        "The larva feeds on grass.",
        "Nobody was hurt. They went home.",
        "and the others.",
        "He won the war!",
        "Everything...",
        "A line that goes on and on and on for ever.",
        "No stop at all",
    ],
)
def test_sentences_are_no_headings(line: str) -> None:
    assert headings(record_of(page("A", "It was so.", line, "It ended."))) == []


def test_last_line_is_a_heading_only_of_a_section_that_leads_elsewhere() -> None:
    assert headings(record_of(page("A", "It was so.", "Election results."))) == []
    assert headings(record_of(page("A", "It was so.", "References."))) == ["References"]


class TestSplitting:
    def test_two_on_a_line(self) -> None:
        raw = '<doc id="1" title="A">A\nOne.</doc><doc id="2" title="B">B\nTwo.</doc>'
        assert [record_of(text.text).text for text in documents(READER, Text.of(raw))] == [
            "One.",
            "Two.",
        ]

    def test_mentioned_marks_stay_text(self) -> None:
        line = 'Write <doc id="8" title="x"> and </doc> around it.'
        (text,) = documents(READER, Text.of(page("A", line)))
        assert record_of(text.text).text == line

    def test_element_that_is_not_closed_ends_before_the_next(self) -> None:
        raw = page("A", "It was so.").replace("</doc>", "") + page("B", "It is so.")
        first, second = outcomes(raw)
        assert isinstance(first, Record)
        assert first.text == "It was so."
        assert [problem.slug for problem in first.problems] == ["unclosed-document"]
        assert [gap.reason for gap in first.gaps] == ["truncated"]
        assert isinstance(second, Record)
        assert [problem.slug for problem in second.problems] == ["duplicate-id"]

    def test_cut_file_tells_one_gap(self) -> None:
        raw = page("A", "It was so.") + '<doc id="2" title="B">\nB\n\nIt was cut in'
        last = outcomes(raw)[-1]
        assert isinstance(last, Record)
        assert [gap.reason for gap in last.gaps] == ["truncated"]
        assert [problem.slug for problem in last.problems] == ["unclosed-document"]

    def test_words_between_elements_are_told(self) -> None:
        told = outcomes(page("A", "It was so.") + "Lost words.\n" + page("B", "It is so."))
        assert [o.problem.slug for o in told if isinstance(o, Reject)] == ["stray-text"]

    def test_line_ends_of_other_systems(self) -> None:
        for newline in ("\r\n", "\r"):
            raw = page("A", "It was so.", "The end of all.", "They went.").replace("\n", newline)
            assert headings(record_of(raw.strip())) == ["The end of all"]

    def test_many_small_ones(self) -> None:
        raw = page("A") * 2_000 + page("B", "It was so.")
        told = Counter(
            one.problem.slug if isinstance(one, Reject) else "record" for one in outcomes(raw)
        )
        assert told == {"empty-document": 2_000, "record": 1}

    def test_too_large_one_keeps_its_neighbours(self) -> None:
        large = page("B", "It was a long day. " * 2**20)
        told = outcomes(page("A", "It was so.") + large + page("C", "It is so."))
        assert [one.problem.slug for one in told if isinstance(one, Reject)] == ["too-large"]
        assert [one.text for one in told if isinstance(one, Record)] == ["It was so.", "It is so."]


@frozen
class Invented:
    title: str
    lines: tuple[str, ...]


_WORDS = st.text("abcde ÄЖعß'&<>\"", min_size=1, max_size=20)
_LINE = _WORDS.map(lambda words: f"Then {' '.join(words.split())} was there")
_TITLE = st.text("abc ÄЖ'&<", min_size=1, max_size=12).map(lambda t: f"T{' '.join(t.split())}")
_PAGES = st.lists(st.builds(Invented, _TITLE, st.lists(_LINE, max_size=4).map(tuple)), max_size=6)


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(pages=_PAGES, newline=st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_read(pages: list[Invented], newline: str) -> None:
    raw = "".join(page(escaped(p.title), *map(escaped, p.lines)) for p in pages)
    raw = raw.replace("\n", newline)
    found = list(documents(READER, Text.of(raw)))
    assert len(found) == len(pages)
    for text, invented in zip(found, pages, strict=True):
        if not invented.lines:
            with pytest.raises(ReadError):
                list(read(text))
            continue
        record = record_of(text.text)
        assert record.text == "\n\n".join(invented.lines)


@given(
    st.lists(
        st.sampled_from(
            [*'A.&;\n\r"<> ', '<doc id="1" title="', '">', "</doc>", "formula_1", " .", "- "]
        ),
        max_size=60,
    ).map("".join)
)
def test_laws_on_any_text(raw: str) -> None:
    for text in [Text.of(raw), *documents(READER, Text.of(raw))]:
        try:
            (record,) = read(text)
        except ReadError:
            continue
        check_record(READER, record, text)


def test_sniff() -> None:
    assert sniff(page("A", "It was so.")).score == 0.95
    assert sniff('Words about <doc id="1" title="x">').score == 0
    assert sniff('A line.\n<doc id="1" url="u" title="x">').score == 0.6


def test_time_grows_with_the_size(assert_linear: Callable[..., None]) -> None:
    for unit in ('<doc id="', '" a="', "formula_1 . ", "Life.\n", "a .", '<doc id="1" title="">'):
        assert_linear(lambda size, unit=unit: _try(READER, unit * size), 6_000)


def _try(reader: Reader, raw: str) -> None:
    for text in documents(reader, Text.of('<doc id="1" title="A">\n' + raw)):
        with suppress(ReadError):
            list(reader.read(text))


def test_real_files(data_folder: Path) -> None:
    folder = data_folder / "wikiextractor" / "docs"
    told: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        for text in documents(READER, Text.of(path.read_text("utf-8"), path.name)):
            try:
                (record,) = read(text)
            except ReadError as error:
                told[error.slug] += 1
                continue
            told["record"] += 1
            check_record(READER, record, text, deep=told["record"] % 20 == 0)
            told.update(problem.slug for problem in record.problems)
            told.update(gap.reason for gap in record.gaps)
            told["headings"] += len(headings(record))
    assert told["empty-document"] + told["record"] == 6_833
    assert {name: told[name] for name in COUNTS} == COUNTS
