"""The doors: paths, open files, records and texts side by side; content never raises."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.errors import ConfigError, ReadError
from warcorpus.model.record import MergedRecord, Record
from warcorpus.readers import read_text, registry
from warcorpus.readers.door import Reject, read_documents, sniff


class TestMixing:
    def test_records_pass_through_in_order(self):
        record = Record("0" * 32)
        witness = Record("1" * 32)
        merged = MergedRecord("0" * 32, witnesses=(witness, record))
        found = list(read_documents([record, BytesIO(), merged]))
        assert [found[0], *found[2:]] == [record, witness, record]
        assert found[1].problem.slug == "empty-file"

    def test_documents_in_are_records_and_rejects_out(self, tmp_path):
        for number in range(20):
            (tmp_path / f"{number:02}.txt").write_bytes(
                b"" if number % 5 == 0 else b"One day.\n\nAnother day.\n"
            )
        found = list(read_documents([tmp_path]))
        assert len(found) == 20
        assert sum(isinstance(one, Reject) for one in found) == 4

    def test_inputs_are_not_written_to(self, tmp_path):
        file = tmp_path / "a.txt"
        file.write_bytes(b"One day.\n")
        before = file.stat().st_mtime_ns
        list(read_documents([tmp_path]))
        assert file.stat().st_mtime_ns == before
        assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


class TestDoorsForOne:
    def test_sniff_gives_every_reader_best_first(self):
        found = sniff("seeds/001_7664b4e7f6915ef9.txt")
        assert found[0].reader == "english-corpora"
        assert {one.reader for one in found} == {one.name for one in registry.all_readers()}

    def test_sniff_raises(self, tmp_path):
        with pytest.raises(ReadError, match="no text"):
            sniff(BytesIO())
        with pytest.raises(ConfigError):
            sniff("seeds")

    def test_text_itself(self):
        (record,) = read_text("One day.\n\nAnother day.", reader="plain-text")
        assert record.text == "One day.\n\nAnother day."
        with pytest.raises(ConfigError):
            read_text("x", reader="no-such")
        with pytest.raises(ReadError):
            read_text(" ")


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_rejects(data):
    for one in read_documents([BytesIO(data)], DEFAULT):
        if isinstance(one, Reject):
            assert one.problem.slug != "reader-failed", one.problem.message


@given(st.text(max_size=300))
def test_any_text_gives_records_or_rejects(text):
    for one in read_documents([BytesIO(text.encode("utf-8", "replace"))], DEFAULT):
        if isinstance(one, Reject):
            assert one.problem.slug != "reader-failed", one.problem.message
