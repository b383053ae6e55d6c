"""What the benchmarks of readers read: generated documents, and real extracts where at hand."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path

import msgspec

from warcorpus.testing.events import generate
from warcorpus.testing.exporting import FORMATS
from warcorpus.testing.exporting_rows import told
from warcorpus.testing.wikipages import wiki_page

ROOT = Path(__file__).parent.parent
EVENTS = 200
"""Different events of a workload; longer ones repeat them under other ids."""

JSONL_LINES = 500
_JSONL_LETTERS = 4_280
"""With the names of the columns and what is escaped a line is 4.4 kB."""

_MEGABYTE = 10**6
_BATCH = 50


@cache
def headed(batch: int) -> tuple[bytes, ...]:
    """Fifty documents with front matter, of the mean size of the seeds 000 and 003.

    Those of two batches differ, for what was read once may be remembered.
    """
    first = batch * _BATCH
    return tuple(_headed(number) for number in range(first, first + _BATCH))


def _headed(number: int) -> bytes:
    """An event, and below it chapters of others until it is as long as a seed."""
    size = sum(len(_seed(name)) for name in ("000", "003")) // 2
    text = FORMATS["front-matter"](generate(number))
    for other in count(number + 10_000):
        if len(text) >= size:
            return text.encode()
        text += FORMATS["markdown"](generate(other)).partition("\n\n")[2]
    return b""


@cache
def _seed(number: str) -> bytes:
    """One of the user's five documents."""
    (path,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    return path.read_bytes()


@cache
def extract() -> tuple[str, bytes]:
    """About four MB of WikiExtractor text, real where there is any; and which it is."""
    folder = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
    found = sorted((folder / "wikiextractor" / "docs").glob("*.txt"))
    if found:
        return "real", b"".join(path.read_bytes() for path in found)
    return "generated", b"".join(_some(doc_elements(), 4 * _MEGABYTE))


def doc_elements() -> Iterator[bytes]:
    """``<doc>`` elements without end, each with an id of its own."""
    texts = [FORMATS["wikiextractor"](generate(number)) for number in range(EVENTS)]
    for number in count():
        yield texts[number % EVENTS].replace('id="71"', f'id="{number}"', 1).encode()


def json_lines(texts: Sequence[str] = ()) -> Iterator[bytes]:
    """Lines of 4.4 kB without end: id, url, title and a text, invented ones if none is given."""
    texts = texts or [_long_text(number) for number in range(EVENTS)]
    for number in count():
        row = {
            "id": str(number),
            "url": f"https://wiki.example/{number}",
            "title": f"Campaign {number}",
            "text": texts[number % len(texts)],
        }
        yield msgspec.json.encode(row) + b"\n"


def _long_text(number: int) -> str:
    """The text of several events, in typographic signs, as real ones are."""
    parts: list[str] = []
    for event in count(number):
        parts.append(told(generate(event)).replace("'", "’"))
        if sum(map(len, parts)) > _JSONL_LETTERS:
            break
    return "\n\n".join(parts)[:_JSONL_LETTERS]


def _real_texts(extracted: str) -> list[str]:
    """The texts of extracted articles, joined and cut to the length of a line."""
    found, held = [], ""
    for article in extracted.split("</doc>"):
        held += article.partition(">")[2].strip() + "\n\n"
        if len(held) > _JSONL_LETTERS:
            found.append(held[:_JSONL_LETTERS])
            held = ""
    return found


@cache
def jsonl() -> tuple[str, tuple[bytes, ...]]:
    """Some lines, of real texts where there are any; and which they are."""
    kind, data = extract()
    texts = _real_texts(data.decode()) if kind == "real" else []
    lines = json_lines(texts)
    return kind, tuple(line for line, _ in zip(lines, range(JSONL_LINES), strict=False))


@cache
def wiki_pages() -> tuple[str, ...]:
    """Pages in wikitext, with nested templates, references, tables and comments."""
    return tuple(wiki_page(number) for number in range(EVENTS))


@cache
def dump() -> bytes:
    """A dump of one page for each event."""
    pages = []
    for number in range(EVENTS):
        whole = FORMATS["mediawiki-xml"](generate(number))
        head, _, rest = whole.partition("  <page>")
        pages.append("  <page>" + rest.partition("</mediawiki>")[0])
    return (head + "".join(pages) + "</mediawiki>\n").encode()


@cache
def table() -> bytes:
    """A table of rows as catalogues of events have them."""
    rows = [FORMATS["csv"](generate(number)).partition("\n") for number in range(EVENTS)]
    return (rows[0][0] + "\n" + "".join(row for _, _, row in rows)).encode()


@cache
def html() -> tuple[bytes, ...]:
    """Pages as a browser gets them."""
    return tuple(FORMATS["wikipedia-html"](generate(n)).encode() for n in range(EVENTS))


def _some(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """As many pieces as reach a size."""
    total = 0
    for piece in pieces:
        yield piece
        total += len(piece)
        if total >= size:
            return


class Stream(io.RawIOBase):
    """A file of a given size that is made while it is read."""

    def __init__(self, make: Callable[[], Iterator[bytes]], size: int, name: str) -> None:
        self._pieces = _some(make(), size)
        self._held = b""
        self.name = name

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill a buffer as far as one batch of pieces goes."""
        while len(self._held) < len(buffer):
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        given = self._held[: len(buffer)]
        self._held = self._held[len(given) :]
        buffer[: len(given)] = given
        return len(given)
