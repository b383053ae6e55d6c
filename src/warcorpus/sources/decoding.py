"""From bytes to text: byte order mark, strict UTF-8, UTF-16 by its zero bytes, the fallback.

Character sets are never guessed beyond that: a detector called a cp1252 text ``cp1250``, and
UTF-8 with one cut byte ``shift_jis_2004``.
"""

from __future__ import annotations

import codecs
import re

from attrs import frozen

from warcorpus.errors import ConfigError
from warcorpus.model.values import Problem, Span

REPLACEMENT = "�"

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UNITS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_LONE = re.compile("[\ud800-\udfff]+")
_HEAD = 64 * 2**10
_HINT = "set read.fallback_encoding if the file is of another encoding"


@frozen
class Decoded:
    """The text of a document.

    Args:
        text: all characters but the byte order mark.
        encoding: the codec, as Python names it.
        bom: whether a byte order mark was removed.
        undecodable: ``(start, end, bytes)`` of each run of U+FFFD that stands for bytes which
            the encoding does not explain; one character a byte, in UTF-16
            and UTF-32 one a unit.
        problems: what a user should know; their spans are of source 0, ``where`` is empty.
    """

    text: str
    encoding: str
    bom: bool = False
    undecodable: tuple[tuple[int, int, int], ...] = ()
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, fallback: str = "cp1252", encoding: str | None = None) -> Decoded:
    """The text of ``data``; total but for a fallback that Python does not know.

    Args:
        data: the document's own bytes.
        fallback: how bytes are read that are not UTF-8.
        encoding: given when the file they come from settles it (UTF-16, UTF-32).

    Raises:
        ConfigError: ``fallback`` is no encoding.

    >>> decode("6–19 February".encode()).text
    '6–19 February'
    >>> d = decode(b"l'\\xe9tat")
    >>> d.text, d.encoding, d.problems[0].slug
    ("l'état", 'cp1252', 'encoding-fallback')
    """
    if encoding is not None:
        own = _without_mark(data, encoding)
        return _read(own, encoding, bom=len(own) < len(data))
    marked = _marked(data)
    if marked is not None:
        size, encoding = marked
        return _read(data[size:], encoding, bom=True)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, fallback)
    wide = _wide(data)
    return Decoded(text, "utf-8") if wide is None else wide


def decode_again(data: bytes, encoding: str) -> str:
    """The text of bytes whose encoding is known from a ``Source``, as `decode` gave it.

    >>> decode_again(b"\\xef\\xbb\\xbfA", "utf-8")
    'A'
    """
    return _lenient(_without_mark(data, encoding), encoding)[0]


def _without_mark(data: bytes, encoding: str) -> bytes:
    mark = next((mark for mark, name in _MARKS if name == encoding), b"")
    return data.removeprefix(mark)


def _marked(data: bytes) -> tuple[int, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-32-le" and not _is(data[4:], encoding):
                continue  # a UTF-16 mark followed by U+0000
            return len(mark), encoding
    return None


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: zeros at every other byte, and a text that has no controls."""
    head = data[:_HEAD]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    # One side full of zeros, the other without: Latin letters leave half of all bytes zero,
    # Arabic ones only the blanks and the digits, about one in six pairs.
    if min(zeros) > 0 or max(zeros) * 16 < max(len(head), 1) or len(data) % 2:
        return None
    if _is_ascii_with_zeros(head):
        return None
    encoding = "utf-16-be" if zeros[0] else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if any(ord(c) < 32 and c not in "\t\n\v\f\r" for c in text[:_HEAD]):
        return None
    problem = Problem(
        "utf16-without-bom",
        "warning",
        f"found zero bytes at every other place, expected a byte order mark; read as {encoding}",
        "write the file as UTF-8",
    )
    return Decoded(text, encoding, problems=(problem,))


def _is_ascii_with_zeros(head: bytes) -> bool:
    """Whether a text of one byte a letter has a few zeros, all at even or all at odd places.

    Pairs without a zero are letters then, both of them; in UTF-16 they are characters beyond
    Latin-1, and even of Japanese only about half of them look like two letters of ASCII.
    """
    filled = [pair for pair in zip(head[0::2], head[1::2], strict=False) if all(pair)]
    letters = sum(all(0x20 <= byte < 0x7F or byte in b"\t\r\n" for byte in p) for p in filled)
    return len(filled) * 40 > len(head) and letters > 0.9 * len(filled)


def _not_utf8(data: bytes, first: int, fallback: str) -> Decoded:
    wide = _wide(data)
    if wide is not None:
        return wide
    text, bad = _lenient(data, "utf-8")
    bad_bytes = sum(count for _, _, count in bad)
    letters = len(text) - len(text.encode("ascii", "ignore")) - bad_bytes
    if letters > bad_bytes or _is_cut(data, first, letters):
        return _with_holes(text, "utf-8", False, bad)
    return _fallen_back(data, first, fallback)


def _is_cut(data: bytes, first: int, letters: int) -> bool:
    """Whether the only fault is a character that the end of the data cuts off.

    One odd byte at the end of a text that is plain ASCII before may as well be ``é`` of cp1252.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data[first:], final=False)
    except UnicodeDecodeError:
        return False
    return letters > 0 or len(data) - first > 1


def _fallen_back(data: bytes, first: int, fallback: str) -> Decoded:
    try:
        decoded = _read(data, fallback, bom=False)
    except LookupError as error:
        raise ConfigError(
            "bad-value",
            f'found "{fallback}" for read.fallback_encoding, expected an encoding',
            hint="use a name that Python knows, such as cp1252",
        ) from error
    problem = Problem(
        "encoding-fallback",
        "warning",
        f"found byte 0x{data[first]:02x} at byte {first}, expected UTF-8; read as {fallback}",
        _HINT,
    )
    return Decoded(decoded.text, fallback, False, decoded.undecodable, (problem, *decoded.problems))


def _read(data: bytes, encoding: str, *, bom: bool) -> Decoded:
    text, bad = _lenient(data, encoding)
    return _with_holes(text, encoding, bom, bad)


def _with_holes(
    text: str, encoding: str, bom: bool, bad: tuple[tuple[int, int, int], ...]
) -> Decoded:
    if not bad:
        return Decoded(text, encoding, bom)
    total = sum(count for _, _, count in bad)
    problem = Problem(
        "undecodable-bytes",
        "warning",
        f"found {total} byte{'' if total == 1 else 's'} that {encoding} does not explain in "
        f"{len(bad)} place{'' if len(bad) == 1 else 's'}, expected text; shown as U+FFFD",
        _HINT,
        span=Span(0, bad[0][0], bad[0][1]),
    )
    return Decoded(text, encoding, bom, bad, (problem,))


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The text with U+FFFD for bad bytes, and the runs of them.

    Bad bytes pass through as lone surrogates, which no strict decoder gives, so that a U+FFFD
    that really stands in the file is not counted as one.
    """
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    unit = _UNITS.get(encoding, 1)
    tail = len(data) % unit
    try:
        errors = "surrogateescape" if unit == 1 else "surrogatepass"
        text = data[: len(data) - tail].decode(encoding, errors)
    except UnicodeError:
        text, unit, tail = data.decode(encoding, "replace"), 1, 0
        text = text.replace(REPLACEMENT, "\udfff")
    bad = [(run.start(), run.end(), len(run[0]) * unit) for run in _LONE.finditer(text)]
    if tail:
        bad.append((len(text), len(text) + 1, tail))
        text += REPLACEMENT
    return _LONE.sub(lambda run: REPLACEMENT * len(run[0]), text), tuple(bad)
