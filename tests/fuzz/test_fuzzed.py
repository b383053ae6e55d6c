"""Any bytes at all: into the verbs and into every reader, as laws for hypothesis.

The fuzzer asks the same of the same targets, guided by what is covered; see ``run.py``.
"""

import pytest
import targets
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import FOUND, GOLDEN, golden, samples_of

from warcorpus.errors import ReaderContractError
from warcorpus.model.evolving import evolve
from warcorpus.readers import plain_text, sections
from warcorpus.readers.registry import all_readers
from warcorpus.text import cutting
from warcorpus.text.cutting import Cut

READERS = sorted(reader.name for reader in all_readers())
FEWER = settings(
    max_examples=max(settings().max_examples // 2, 10),
    suppress_health_check=[HealthCheck.too_slow],
)
MARKS = [
    b"{{", b"}}", b"[[", b"]]", b"{|", b"|}", b"\n|", b"==", b"'''", b"<ref", b"</ref>", b"<!--",
    b"-->", b"<doc", b"</doc>", b"<page>", b"</page>", b"<text", b"</text>", b"&lt;", b"&#0;",
    b"<![CDATA[", b"]]>", b"---\n", b": ", b"- ", b"|-\n", b"&a ", b"*a", b"!!x ", b"\n#", b"\n* ",
    b"![", b"](", b"\n\n", b'{"', b'": "', b'"}', b"\\u", b"\\ud800", b"[", b"@@1 ", b"@ @ @ @",
    b"@-@", b"\t", b",", b'"', b'""', b"\r", b"\r\n", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\x85", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\xf0\x9f\x87\xb8", "é".encode(),
    "حلب".encode(), b"9" * 40,
]  # fmt: skip
"""What formats are made of, and what no text should hold."""

PIECES = st.lists(st.binary(max_size=12) | st.sampled_from(MARKS), max_size=40).map(b"".join)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes after some cuts, insertions and swaps."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        data = data[:start] + draw(PIECES)[:60] + data[start + length :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@given(PIECES)
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\x1f\x8b\x08")
def test_every_probe_knows_what_it_sees_in_any_bytes(data: bytes) -> None:
    targets.target("sniff")(data)


@given(PIECES)
def test_any_bytes_become_records_or_problems(data: bytes) -> None:
    targets.target("read")(data)


@given(st.data())
def test_damaged_samples_become_records_or_problems(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(list(samples_of("read"))))
    targets.target("read")(data.draw(damaged(whole[:20_000])))


@pytest.mark.parametrize("name", READERS)
def test_every_reader_keeps_its_laws_on_damaged_samples(name: str) -> None:
    own = [path.read_bytes()[:6_000] for path in golden(name)] or [b""]

    @FEWER
    @given(st.sampled_from(own).flatmap(damaged) | PIECES)
    def keeps(data: bytes) -> None:
        targets.target(name)(data)

    keeps()


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: path.name)
def test_what_was_found_before_stays_mended(path) -> None:
    targets.target(path.parent.name)(path.read_bytes())


def test_targets_begin_with_samples() -> None:
    for name in ("sniff", "read", *targets.BY_TARGET):
        assert len(list(samples_of(name))) > 1, name
    assert {path.name for path in GOLDEN.iterdir() if path.is_dir()} >= set(READERS) - {"wikitext"}


class TestTheTargets:
    """They find what they are to find."""

    DATA = golden("sections")[0].read_bytes()

    def broken(self, monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
        reader = evolve(sections.READER, **changes)  # type: ignore[arg-type]
        monkeypatch.setattr(targets, "find_reader", lambda _: reader)
        targets.target("sections")(self.DATA)

    def test_a_good_reader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken(monkeypatch)

    def test_a_reader_that_raises(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(text):
            raise KeyError(text.text[:1])

        with pytest.raises(KeyError):
            self.broken(monkeypatch, read=read)

    def test_a_reader_that_loses_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(text):
            (record,) = sections.read(text)
            yield evolve(record, extents=record.extents[1:])

        with pytest.raises(ReaderContractError, match="ledger"):
            self.broken(monkeypatch, read=read)

    def test_a_reader_that_gives_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(targets.Broken, match="reader-failed"):
            self.broken(monkeypatch, read=lambda text: iter(()))

    def test_a_reader_that_takes_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(targets, "MOST_SECONDS", 0.0)
        with pytest.raises(targets.Broken, match="s of CPU"):
            self.broken(monkeypatch)

    def test_a_splitter_that_looks_at_the_chunks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def split(chunks):
            at = 0
            for chunk in chunks:
                yield Cut(at, at + len(chunk))
                at += len(chunk)

        with pytest.raises(targets.Broken, match="in pieces of"):
            self.broken(monkeypatch, split=split, read=plain_text.read)

    def test_a_splitter_that_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def split(chunks):
            yield from cutting.lines(chunks)
            raise IndexError

        with pytest.raises(IndexError):
            self.broken(monkeypatch, split=split, read=plain_text.read)

    def test_a_probe_that_sees_what_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = evolve(sections.READER.sniff(self.DATA.decode()), score=1.5)
        reader = evolve(sections.READER, sniff=lambda head: found)
        monkeypatch.setattr(targets, "all_readers", lambda: (reader,))
        with pytest.raises(targets.Broken, match=r"scores 1\.5"):
            targets.target("sniff")(self.DATA)
