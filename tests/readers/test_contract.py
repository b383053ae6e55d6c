"""Every reader keeps what readers promise, and a reader that does not is found out."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

import warcorpus
from warcorpus.errors import ReaderContractError
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import GAP_MARK, LAYOUT
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span
from warcorpus.model.wire import to_line
from warcorpus.readers import english_corpora, sections
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.readers.registry import all_readers
from warcorpus.testing import check_reader, golden_lines
from warcorpus.testing.contract import golden_name
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import english_corpora as as_english_corpora
from warcorpus.testing.exporting import front_matter
from warcorpus.text import cutting
from warcorpus.text.cutting import Cut
from warcorpus.text.document import Text

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SEEDS = {
    "000": "front-matter",
    "001": "english-corpora",
    "002": "front-matter-tags",
    "003": "front-matter",
    "004": "sections",
}
READERS = {reader.name: reader for reader in all_readers()}
SECTIONS = GOLDEN / "sections" / "continued.txt"


def samples(name: str) -> list[Path]:
    """The samples of a reader: its golden folder, and the seeds of its format in place."""
    own = [p for p in sorted((GOLDEN / name).iterdir()) if not p.name.endswith(".golden.jsonl")]
    seeds = [seed for number, form in SEEDS.items() if form == name for seed in _seed(number)]
    return own + seeds


def _seed(number: str) -> list[Path]:
    return sorted((ROOT / "seeds").glob(f"{number}_*.txt"))


def foreign(name: str) -> list[Path]:
    return [path for other in READERS if other != name for path in samples(other)]


def write_corpus_sample() -> None:
    """A corpus of two invented events, one of them told twice."""
    told = (front_matter(generate(2)), as_english_corpora(generate(2), redacted=True))
    streams = [BytesIO(text.encode()) for text in (*told, front_matter(generate(5)))]
    warcorpus.dedupe(*streams).to_jsonl(GOLDEN / "warcorpus" / "corpus.jsonl")


@pytest.mark.parametrize("name", READERS)
def test_reader_keeps_its_promises(name: str, update_golden: bool) -> None:
    if update_golden:
        if name == "warcorpus":
            write_corpus_sample()
        for path in samples(name):
            (GOLDEN / name / golden_name(path)).write_bytes(golden_lines(READERS[name], path))
    check_reader(READERS[name], samples(name), foreign(name), golden=GOLDEN / name)


def test_every_reader_has_samples_and_every_sample_its_reader() -> None:
    folders = {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    assert folders == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_the_public_verb_gives_the_golden_lines(name: str) -> None:
    for path in samples(name):
        lines = b"".join(to_line(record) for record in warcorpus.read(path, problems=[]))
        assert lines == (GOLDEN / name / golden_name(path)).read_bytes()


def only(record: Record, **changes: object) -> Iterator[Record]:
    yield evolve(record, **changes)  # type: ignore[arg-type]


def with_fields(record: Record, *fields: Field) -> Iterator[Record]:
    yield evolve(record, sources=(evolve(record.source, fields=fields),))


def page(text: Text) -> Record:
    return next(sections.read(text))


class Broken:
    """One way to break each promise; the name of a method is not looked at."""

    def other_id(self, text: Text) -> Iterator[Record]:
        return only(page(text), id="0" * 32)

    def no_source(self, text: Text) -> Iterator[Record]:
        return only(page(text), sources=())

    def shifted(self, text: Text) -> Iterator[Record]:
        field = page(text).source.fields[0]
        moved = tuple(Span(0, s.start + 1, s.end + 1) for s in field.spans)
        return with_fields(page(text), evolve(field, spans=moved))

    def beyond_the_end(self, text: Text) -> Iterator[Record]:
        return with_fields(page(text), Field("x", "", (Span(0, 0, len(text.text) + 1),)))

    def backwards(self, text: Text) -> Iterator[Record]:
        raw = text.text[5:7] + text.text[0:2]
        return with_fields(page(text), Field("x", raw, (Span(0, 5, 7), Span(0, 0, 2))))

    def hole(self, text: Text) -> Iterator[Record]:
        return only(page(text), text_map=page(text).text_map[1:])

    def short(self, text: Text) -> Iterator[Record]:
        return only(page(text), text=page(text).text + "more")

    def false_words(self, text: Text) -> Iterator[Record]:
        return only(page(text), text=page(text).text.swapcase())

    def false_layout(self, text: Text) -> Iterator[Record]:
        record = page(text)
        rows = tuple(
            evolve(row, source=None, raw_start=None, raw_end=None, method=LAYOUT)
            for row in record.text_map
        )
        return only(record, text_map=rows)

    def no_raw(self, text: Text) -> Iterator[Record]:
        rows = tuple(evolve(row, raw_start=None) for row in page(text).text_map)
        return only(page(text), text_map=rows)

    def mark_without_gap(self, text: Text) -> Iterator[Record]:
        first, *rows = page(text).text_map
        return only(page(text), text_map=(evolve(first, method=GAP_MARK), *rows), gaps=())

    def disowned(self, text: Text) -> Iterator[Record]:
        return only(page(text), extents=page(text).extents[:-1])

    def owned_twice(self, text: Text) -> Iterator[Record]:
        start, end, owner = page(text).extents[0]
        return only(page(text), extents=((start, end, owner), *page(text).extents))

    def raising(self, text: Text) -> Iterator[Record]:
        raise KeyError(text.text[:3])

    def raising_at_zero(self, text: Text) -> Iterator[Record]:
        if "\x00" in text.text:
            raise ValueError
        return sections.read(text)

    def in_turns(self, text: Text) -> Iterator[Record]:
        TURNS.append(len(TURNS))
        return only(page(text), title=f"{len(TURNS)}")

    def slow(self, text: Text) -> Iterator[Record]:
        for _ in text.text:  # enough to see in a short sample: a long one would cost seconds
            sorted(text.text[::2])
        return sections.read(text)

    def online(self, text: Text) -> Iterator[Record]:
        socket.socket().close()
        return sections.read(text)

    def telling_the_time(self, text: Text) -> Iterator[Record]:
        return only(page(text), url=str(datetime.now().year > 0))  # noqa: DTZ005


TURNS: list[int] = []


def reader(**changes: object) -> Reader:
    return evolve(sections.READER, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("way", "promise"),
    [
        ("other_id", "origin"),
        ("no_source", "origin"),
        ("shifted", "span law"),
        ("beyond_the_end", "spans"),
        ("backwards", "spans"),
        ("hole", "text map"),
        ("short", "text map"),
        ("false_words", "text map"),
        ("false_layout", "text map"),
        ("no_raw", "text map"),
        ("mark_without_gap", "gaps"),
        ("disowned", "ledger"),
        ("owned_twice", "ledger"),
        ("raising", "total"),
        ("raising_at_zero", "total"),
        ("in_turns", "same records"),
    ],
)
def test_broken_reader_is_found_out(way: str, promise: str) -> None:
    made = reader(read=in_module(getattr(Broken(), way)))
    with pytest.raises(ReaderContractError, match=f"promise of {promise}: "):
        check_reader(made, [SECTIONS])


def in_module(read: object, name: str = "an_innocent_module", **names: object) -> object:
    """The function as if it stood in a module of its own."""
    module = ModuleType(name)
    vars(module).update(names)
    sys.modules[name] = module

    def reads(text: Text) -> Iterator[Record]:
        yield from read(text)  # type: ignore[operator]

    reads.__module__ = name
    return reads


def test_slow_reader_is_found_out() -> None:
    with pytest.raises(ReaderContractError, match="promise of growth: four times"):
        check_reader(reader(read=in_module(Broken().slow)), [SECTIONS])


def test_reader_that_opens_a_connection_is_found_out() -> None:
    with pytest.raises(ReaderContractError, match=r"promise of purity: reading did socket\."):
        check_reader(reader(read=in_module(Broken().online)), [SECTIONS])


@pytest.mark.parametrize("thing", [time, time.time, socket])
def test_reader_whose_module_has_a_clock_is_found_out(thing: object) -> None:
    made = reader(read=in_module(sections.read, "a_module_with_a_clock", thing=thing))
    with pytest.raises(ReaderContractError, match="promise of purity: its module uses thing"):
        check_reader(made, [SECTIONS])


def test_reader_that_asks_for_the_time_is_found_out() -> None:
    asks = vars(Broken)["telling_the_time"]
    made = reader(read=in_module(sections.read, "a_module_that_asks", asks=asks))
    with pytest.raises(ReaderContractError, match="purity: asks asks for the time"):
        check_reader(made, [SECTIONS])


def test_reader_that_remembers_is_found_out() -> None:
    seen: set[str] = set()

    def remembering(text: Text) -> Iterator[Record]:
        seen.add(text.source.path)
        return only(page(text), url=str(len(seen)))

    with pytest.raises(ReaderContractError, match="what was read in between changed a record"):
        check_reader(reader(read=in_module(remembering)), samples("sections"))


def sure(score: float) -> object:
    return lambda head: Sniff.of("sections", Feature("all", score, 0, 1))


def failing(head: str) -> Sniff:
    raise IndexError(head[:1])


@pytest.mark.parametrize(
    ("sniff", "message"),
    [
        (sure(0.05), "plain-text scores 0.1, this reader 0.05"),
        (lambda head: Sniff("sections", 1.5), "scores 1.5, expected 0 to 1"),
        (failing, "raised IndexError"),
        (sure(1.0), "on a foreign sample"),
    ],
)
def test_bad_probe_is_found_out(sniff: object, message: str) -> None:
    with pytest.raises(ReaderContractError, match=f"promise of sniffing: .*{message}"):
        check_reader(reader(sniff=sniff), [SECTIONS], foreign("sections")[:1])


def test_splitting_that_fails_is_found_out() -> None:
    def split(chunks: Iterator[bytes]) -> Iterator[Cut]:
        for chunk in chunks:
            if b"\x00" in chunk:
                raise ValueError
            yield from cutting.lines(iter([chunk]))

    sample = GOLDEN / "english-corpora" / "two-documents.txt"
    made = evolve(english_corpora.READER, split=split)
    with pytest.raises(ReaderContractError, match="splitting raised ValueError"):
        check_reader(made, [sample])


def test_other_lines_than_the_golden_ones_are_found_out(tmp_path: Path) -> None:
    lines = golden_lines(sections.READER, SECTIONS)
    golden = tmp_path / golden_name(SECTIONS)
    golden.write_bytes(lines.replace(b"Kettle", b"Kettel", 1))
    with pytest.raises(ReaderContractError, match=r"golden lines: continued\.txt") as error:
        check_reader(sections.READER, [SECTIONS], golden=tmp_path)
    assert error.value.where == f"{golden}:1"


def test_no_sample_is_no_check() -> None:
    with pytest.raises(ReaderContractError, match="expected at least one"):
        check_reader(sections.READER, [])
