"""A corpus as input again."""

import json
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import CORPUS_SCHEMA, MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.model.wire import to_line, to_wire
from warcorpus.readers.door import Reject, read_documents, sniff
from warcorpus.readers.warcorpus_jsonl import READER
from warcorpus.text.json_lines import parse_line
from warcorpus.writers.files import write_atomically
from warcorpus.writers.manifest import manifest_bytes


def record(number, text=""):
    digest = f"{number:064x}"
    return Record(digest[:32], sources=(Source(f"{number}.txt", sha256=digest),))


def corpus(*records):
    return b"".join(to_line(one) for one in records)


def outcomes(data):
    return list(read_documents([BytesIO(data)]))


def test_lines_are_their_records_again():
    records = [record(1), record(2)]
    assert outcomes(corpus(*records)) == records


def test_merged_line_is_its_witnesses():
    one, other = record(1), record(2)
    merged = MergedRecord(
        one.id, sources=(one.source, other.source), schema=CORPUS_SCHEMA, witnesses=(one, other)
    )
    sections = (evolve_section(),)
    one, other = evolve(one, sections=sections), evolve(other, sections=sections)
    merged = evolve(merged, witnesses=(one, other))
    assert outcomes(corpus(merged)) == [one, other]


def evolve_section():
    from warcorpus.model.prose import Section

    return Section(None, 1, None, 0, 0, False)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n \n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_blank_lines(end, mark):
    data = mark + corpus(record(1), record(2)).replace(b"\n", end)
    assert outcomes(data) == [record(1), record(2)]


def test_utf16():
    data = corpus(record(1), record(2)).decode().encode("utf-16")
    assert outcomes(data) == [record(1), record(2)]


def lines_with(bad):
    return corpus(record(1)) + bad + b"\n" + corpus(record(2))


@pytest.mark.parametrize(
    ("bad", "slug"),
    [
        (b'{"id": ', "bad-line"),
        (b"no json", "bad-line"),
        (b"{}", "bad-line"),
        (b"[1, 2]", "bad-line"),
        (b"7", "bad-line"),
        (to_line(record(3)).replace(b'"title":""', b'"title":null').strip(), "bad-line"),
        (b'{"schema":"warcorpus.corpus/99"}', "schema-version"),
        (b"[" * 100_000, "json-too-deep"),
        (b"[" * 100 + b"]" * 100, "json-too-deep"),
        (b'{"a": NaN}', "json-value"),
        (b'{"a": -Infinity}', "json-value"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json-value"),
        (b'{"a": 1, "a": 2}', "json-duplicate-key"),
    ],
)
def test_one_bad_line_costs_itself_and_is_numbered(bad, slug):
    found = outcomes(lines_with(bad))
    assert [isinstance(one, Reject) for one in found] == [False, True, False]
    problem = found[1].problem
    assert (problem.slug, problem.level, problem.where) == (slug, "error", "<stream>:2")
    assert problem.hint


def test_place_inside_the_line_is_told():
    bad = to_line(record(3)).replace(b'"title":""', b'"title":null')
    assert "/title" in outcomes(lines_with(bad.strip()))[1].problem.message


def test_half_a_surrogate_pair_is_replaced_and_told():
    line = to_line(record(1)).replace(b'"1.txt"', b'"\\ud800.txt"')
    (found,) = outcomes(line)
    assert found.source.path == "�.txt"
    assert [problem.slug for problem in found.problems] == ["lone-surrogate"]


def test_corpus_is_recognised_at_once():
    data = corpus(record(1))
    assert sniff(BytesIO(data))[0].reader == "warcorpus"
    assert READER.sniff(data.decode()).score == 0.99


def test_line_longer_than_the_head_is_recognised_by_its_first_keys():
    long = evolve(record(1), title="x" * 100_000)
    head = to_line(long).decode()[:65536]
    assert "schema" not in head
    assert READER.sniff(head).score == 0.97


@pytest.mark.parametrize(
    "head",
    [
        '{"id":"7","url":null,"title":"T","text":"x"}',
        '{"id": "00000000000000000000000000000000", "text": "x',
        "---\nschema: warcorpus.corpus/1\n---\n",
        'A text that says "schema":"warcorpus.corpus/1".',
        "",
    ],
)
def test_other_json_is_no_corpus(head):
    assert READER.sniff(head).score == 0


def with_manifest(folder, told):
    path = folder / "corpus.jsonl"
    written = write_atomically(path, corpus(record(1)))
    name, digest = told or (written.name, written.sha256)
    content = {"files": [{"name": name, "sha256": digest}]}
    (folder / "corpus.jsonl.manifest.json").write_bytes(manifest_bytes(content))
    return path


def test_corpus_that_fits_its_manifest_is_read(tmp_path):
    assert list(read_documents([with_manifest(tmp_path, None)])) == [record(1)]


def test_corpus_that_does_not_is_torn(tmp_path):
    path = with_manifest(tmp_path, ("corpus.jsonl", "0" * 64))
    (found,) = read_documents([path])
    assert found.problem.slug == "torn-output"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"files": 7}', b'{"files": [{}]}'])
def test_manifest_that_is_none_is_not_believed(tmp_path, content):
    path = with_manifest(tmp_path, None)
    (tmp_path / "corpus.jsonl.manifest.json").write_bytes(content)
    assert list(read_documents([path])) == [record(1)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@given(JSON)
def test_json_comes_back(value):
    try:
        line = json.dumps(value, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(value)
        assert parse_line(line)[1]
        return
    assert parse_line(line) == (value, False)


@given(st.text() | st.text(alphabet='{}[]":,\\ud80', max_size=30))
def test_any_line_raises_only_read_errors(line):
    with suppress(ReadError):
        parse_line(line)


def test_depth_is_counted_exactly():
    assert parse_line("[" * 64 + "]" * 64)[0]
    with pytest.raises(ReadError, match="64"):
        parse_line("[" * 65 + "]" * 65)


@given(JSON, st.integers(0, 200))
def test_damaged_lines_never_crash(value, at):
    line = to_line(record(1))
    plain = json.loads(line)
    plain[sorted(plain)[at % len(plain)]] = value
    for one in outcomes(json.dumps(plain).encode() + b"\n"):
        assert not isinstance(one, Reject) or one.problem.slug in ("bad-line", "unknown-format")
    assert to_wire(record(1))["schema"]
