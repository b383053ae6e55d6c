"""The promises that every reader makes, as one call.

A reader that passes may be installed beside warcorpus' own: its records can be matched, merged
and verified, and no document can stop a run through it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from warcorpus.config import DEFAULT
from warcorpus.errors import WarcorpusError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.wire import to_line
from warcorpus.normalizing import normalize_record
from warcorpus.readers.base import Reader, Sniff
from warcorpus.readers.registry import all_readers
from warcorpus.readers.sniffing import HEAD_CHARACTERS
from warcorpus.sources.decoding import decode
from warcorpus.testing.laws import broken, check_record
from warcorpus.testing.purity import check_purity
from warcorpus.text.document import Text

_MUTATIONS = 40
_GROWTH = 1.7
_ENOUGH_SECONDS = 0.015
_LARGEST_SAMPLE = 1_000_000

Sample = str | Path


def check_reader(
    reader: Reader,
    samples: Iterable[Sample],
    foreign: Iterable[Sample] = (),
    golden: Sample | None = None,
) -> None:
    """Check everything that a reader promises, over its own samples.

    Args:
        reader: the reader; it need not be installed.
        samples: files of its format, at least one.
        foreign: files of other formats, which it must score lower than their own readers do.
        golden: folder with the lines that each sample must give, ``one.golden.jsonl`` for the
            sample ``one.txt``; without it they are not compared. `golden_lines` makes them.

    Raises:
        ReaderContractError: the first promise that does not hold: which one, on which sample, at
            which characters.

    >>> from warcorpus.readers.sections import READER
    >>> check_reader(READER, ["seeds/004_17456dd19e178cae.txt"],
    ...              foreign=["seeds/000_0d7aad7cfa0080c0.txt"])
    """
    own = [Path(sample) for sample in samples]
    if not own:
        raise broken(reader, "samples", "", "found no sample, expected at least one")
    others = [other for other in all_readers() if other.name != reader.name]
    before = {path: _read_all(reader, _text(path), path) for path in own}
    for path in own:
        text = _text(path)
        _check_scores(reader, others, text, path)
        for document in documents(reader, text):
            _check_document(reader, document, path)
        check_purity(reader, lambda text=text, path=path: _read_all(reader, text, path), path)  # type: ignore[misc]
        _check_growth(reader, text, path)
        for mutated in mutations(text.text):
            _check_total(reader, Text.of(mutated, path.name), path)
    for path in own:
        if not _same(before[path], _read_all(reader, _text(path), path)):
            raise broken(reader, "same records", path, "what was read in between changed a record")
    for path in (Path(sample) for sample in foreign):
        _check_foreign(reader, others, _text(path), path)
    if golden is not None:
        for path in own:
            _check_golden(reader, path, Path(golden) / golden_name(path))


def golden_name(sample: Path) -> str:
    """The file that holds what a sample must give.

    >>> golden_name(Path("samples/one.txt"))
    'one.golden.jsonl'
    """
    return f"{sample.stem}.golden.jsonl"


def golden_lines(reader: Reader, sample: Sample) -> bytes:
    """What ``warcorpus read`` prints for a sample: a line a record."""
    path = Path(sample)
    records = _read_all(reader, _text(path), path)
    return b"".join(to_line(normalize_record(record, DEFAULT)) for record in records)


def documents(reader: Reader, text: Text) -> Iterator[Text]:
    """The documents of a file, as the reader splits it, each with its own digest.

    Raises:
        ReaderContractError: its ranges overlap, are out of order or reach beyond the file.
    """
    if reader.split is None:
        yield text
        return
    data = text.text.encode("utf-8", "surrogatepass")
    shared, position, index = "", 0, 0
    for start, end, kind in reader.split(iter([data])):
        if not position <= start <= end <= len(data):
            raise broken(reader, "splitting", text.source.path, f"cuts {start}–{end} out of order")
        position = end
        piece = data[start:end].decode("utf-8", "surrogatepass")
        if kind == "shared":
            shared = piece
        elif kind == "document":
            document = Text.of(piece, text.source.path)
            document = document.with_source(index=index, byte_start=start, byte_end=end)
            index += 1
            yield evolve(document, shared=shared, columns=text.columns)


def _text(path: Path) -> Text:
    return Text.of(decode(path.read_bytes(), "cp1252").text, path.name)


def _check_document(reader: Reader, document: Text, path: Path) -> None:
    first, second = _read(reader, document, path), _read(reader, document, path)
    if not _same(first, second):
        raise broken(reader, "same records", path, "reading twice gave different records")
    for record in first:
        if not reader.restores:
            check_record(reader, record, document)


def _same(first: list[Record], second: list[Record]) -> bool:
    """Equal in everything, also in what records do not compare."""
    return first == second and all(
        (a.problems, a.extents) == (b.problems, b.extents)
        for a, b in zip(first, second, strict=True)
    )


def _check_golden(reader: Reader, sample: Path, golden: Path) -> None:
    expected = golden.read_bytes() if golden.is_file() else b""
    found = golden_lines(reader, sample)
    if found != expected:
        lines = zip(found.split(b"\n"), expected.split(b"\n"), strict=False)
        line = next((n for n, (a, b) in enumerate(lines, 1) if a != b), 0)
        raise broken(reader, "golden lines", f"{golden}:{line}", f"{sample.name} reads differently")


def _read_all(reader: Reader, text: Text, where: object) -> list[Record]:
    return [r for document in documents(reader, text) for r in _read(reader, document, where)]


def _read(reader: Reader, document: Text, where: object) -> list[Record]:
    try:
        return list(reader.read(document))
    except WarcorpusError:
        return []
    except Exception as error:
        raise broken(
            reader,
            "total",
            where,
            f"raised {type(error).__name__}: {error}; expected records or a ReadError",
        ) from error


def _check_scores(reader: Reader, others: list[Reader], text: Text, path: Path) -> None:
    head = text.text[:HEAD_CHARACTERS]
    own = _sniff(reader, head, path).score
    for other in others:
        score = other.sniff(head).score
        if score >= own:
            raise broken(
                reader, "sniffing", path, f"{other.name} scores {score}, this reader {own}"
            )


def _check_foreign(reader: Reader, others: list[Reader], text: Text, path: Path) -> None:
    head = text.text[:HEAD_CHARACTERS]
    own = _sniff(reader, head, path).score
    best = max((other.sniff(head).score for other in others), default=0.0)
    if own >= best:
        raise broken(reader, "sniffing", path, f"scores {own} on a foreign sample, best is {best}")


def _sniff(reader: Reader, head: str, path: Path) -> Sniff:
    try:
        sniffed = reader.sniff(head)
    except Exception as error:
        raise broken(reader, "sniffing", path, f"raised {type(error).__name__}") from error
    if not 0 <= sniffed.score <= 1:
        raise broken(reader, "sniffing", path, f"scores {sniffed.score}, expected 0 to 1")
    return sniffed


def _check_total(reader: Reader, text: Text, path: Path) -> None:
    _sniff(reader, text.text[:HEAD_CHARACTERS], path)
    try:
        pieces = list(documents(reader, text))
    except WarcorpusError:
        raise
    except Exception as error:
        raise broken(reader, "total", path, f"splitting raised {type(error).__name__}") from error
    for document in pieces:
        for record in _read(reader, document, path):
            if not reader.restores:
                check_record(reader, record, document, deep=False)


def mutations(sample: str) -> Iterator[str]:
    """Damaged copies of a sample, the same ones every time: cut, doubled, sprinkled, reordered."""
    dice = random.Random(20130206)  # noqa: S311 - not for secrets; the seed makes it repeatable
    signs = "{}[]()<>|*#=@-:&!\\\"'`_~\n\r\t \x00\x85\u2028\ufffdé"
    for _ in range(_MUTATIONS):
        start, end = sorted(dice.randrange(len(sample) + 1) for _ in range(2))
        kind = dice.randrange(4)
        if kind == 0:
            yield sample[:start]
        elif kind == 1:
            yield sample[:start] + sample[start:end] * 2 + sample[end:]
        elif kind == 2:
            yield sample[end:] + sample[:end]
        else:
            letters = list(sample)
            for _ in range(20):
                letters.insert(dice.randrange(len(letters) + 1), dice.choice(signs))
            yield "".join(letters)


def _check_growth(reader: Reader, text: Text, path: Path) -> None:
    """Four times the text takes about four times as long."""
    once = text.text
    while (base := _seconds(reader, once, path)) < _ENOUGH_SECONDS:
        if len(once) >= _LARGEST_SAMPLE:
            return
        once *= 4
    times = _seconds(reader, once * 4, path) / base
    if times > 4 * _GROWTH:
        # measured again, longer: another program may have had the processor
        times = min(times, _seconds(reader, once * 4, path) / _seconds(reader, once, path))
    if times > 4 * _GROWTH:
        raise broken(reader, "growth", path, f"four times the text took {times:.1f} times as long")


def _seconds(reader: Reader, raw: str, path: Path) -> float:
    """The shorter of two runs: a busy machine only ever adds."""
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        _read_all(reader, Text.of(raw, path.name), path)
        best = min(best, time.process_time() - started)
    return best
