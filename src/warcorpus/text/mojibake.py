"""Undoing wrong decodings: mojibake and control characters.

The 000 seed has ``6â€“19 February 2013``: a dash written as UTF-8 and read as Windows-1252. ftfy
decides *whether* a line is damaged; which characters change, and to what, is a small function of
the characters alone (:func:`restored`), so that every repair can be replayed from the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from attrs import frozen

from warcorpus.model.prose import CONTROL, MOJIBAKE
from warcorpus.text.mapped import MappedText, Run

PIECE = 64 * 2**10
"""Longest text given to ftfy at once, in characters: 10 MB of mojibake in one line never end."""

CONTROLS_FOUND = (
    "found {} control characters, expected text; they were dropped or read as Windows-1252"
)
"""What a document is told to hold, once however many there are."""

_ROUNDS = 4  # `6Ã¢â‚¬â€œ19` was misread twice; nobody has shown more than three times
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes that Windows-1252 leaves open
_NOT_A_BYTE = "\uffff"


@frozen
class Repaired:
    """One repair.

    Args:
        action: ``mojibake`` or ``control``, the action of a Step.
        parameter: the codec that the text was misread as; None for controls.
        start: first raw character that changed.
        end: one past the last.
        count: places repaired.
    """

    action: Literal["mojibake", "control"]
    parameter: str | None
    start: int
    end: int
    count: int = 1


@frozen
class _Change:
    """``start:end`` of a text, from ``raw_start:raw_end``, is to read ``new``."""

    start: int
    end: int
    new: str
    raw_start: int
    raw_end: int


def _byte_table(parameter: str) -> dict[int, str]:
    """For every character that the codec gives for a byte beyond ASCII: that byte, as a character.

    The five open bytes of Windows-1252 were passed through as C1 characters, as browsers do.
    """
    codes = range(0x80, 0x100)
    if parameter == "latin-1":
        return {code: chr(code) for code in codes}
    defined = {ord(bytes([c]).decode("cp1252")): chr(c) for c in codes if c not in _UNDEFINED}
    return defined | {code: chr(code) for code in _UNDEFINED}


_TABLES = {name: _byte_table(name) for name in ("cp1252", "latin-1")}
_CHARACTERS = "".join(chr(code) for code in sorted(set().union(*_TABLES.values())))
_BYTES = {
    name: {ord(char): table.get(ord(char), _NOT_A_BYTE) for char in _CHARACTERS}
    for name, table in _TABLES.items()
}
# a UTF-8 sequence of two to four bytes
_SEQUENCE = re.compile(
    "[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf][\x80-\xbf]"
    "|[\xf0-\xf4][\x80-\xbf][\x80-\xbf][\x80-\xbf]"
)
_TRAIL = "[" + re.escape("".join(c for c in _CHARACTERS if not "\xc0" <= c <= "\xff")) + "]"
# The same shape before the codec is undone. It is the exact condition for any repair of
# mojibake, and cheap: ftfy is imported only where it holds.
_CLUSTER = re.compile(
    f"(?:[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{_TRAIL}|[\xf0-\xf4]{_TRAIL}{_TRAIL}{_TRAIL})+"
)
# what every cluster begins with: a search for two characters of two sets is quick
_SUSPECT = re.compile(f"[\xc2-\xf4]{_TRAIL}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BYTES = bytes(code for code in range(0x100) if _CONTROLS.match(chr(code)))
_DOUBTFUL = _CONTROL_BYTES + bytes(range(0xA0, 0xC0))  # and what may follow in a cluster
_C1 = re.compile("[\x80-\x9f]")
# to the last blank that fits, or cut where there is none
_PIECE_OF_LINE = re.compile(rf"[^\n\r]{{1,{PIECE}}}(?![^ \t\n\r])|[^\n\r]{{1,{PIECE}}}")
_BLANK = re.compile(r"[ \t\n\r]")


def repair(text: MappedText) -> tuple[MappedText, tuple[Repaired, ...]]:
    """The text without mojibake and control characters, and what was done.

    A repaired place is one run (method mojibake or control); dropped controls leave no run.
    Steps that replay a value are the repairs in the order given here.

    >>> fixed, done = repair(MappedText.of("date: 6â€“19 February", 6, 21))
    >>> fixed.text, done[0].parameter, (done[0].start, done[0].end)
    ('6–19 February', 'cp1252', (7, 10))
    """
    if is_whole(text.text):
        return text, ()
    done: list[Repaired] = []
    mojibake = [_Change(*range_, *text.raw_range(*range_[:2])) for range_ in _damaged(text.text)]
    for change in mojibake:
        done.extend(
            Repaired("mojibake", parameter, change.raw_start, change.raw_end)
            for parameter in _undone(text.text[change.start : change.end])[1]
        )
    text = _exchange(text, mojibake, MOJIBAKE)
    controls = [
        _Change(*found.span(), _control(found.group()), *text.raw_range(*found.span()))
        for found in _CONTROLS.finditer(text.text)
    ]
    done.extend(Repaired("control", None, change.raw_start, change.raw_end) for change in controls)
    return _exchange(text, controls, CONTROL), tuple(done)


def is_whole(s: str) -> bool:
    """Whether nothing in ``s`` can be damaged: nearly always, and quickly told.

    >>> is_whole("6–19 février"), is_whole("6â€“19")
    (True, False)
    """
    # deleting bytes is many times as quick as any search in a string
    letters = s.encode("latin-1", "ignore")
    is_latin = len(letters) == len(s)
    if is_latin and len(letters.translate(None, _DOUBTFUL)) == len(s):
        return True
    if len(letters.translate(None, _CONTROL_BYTES)) < len(letters):
        return False
    if not is_latin:
        try:
            s.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate
            return False
    # without a letter of the first set nothing can be one; most other letters are no Latin-1
    return letters.isascii() or not _SUSPECT.search(s)


def repair_str(s: str, action: str, parameter: str | None = None) -> str:
    """Replay one repair on a string: the pure function behind a Step.

    Args:
        s: the text before the step.
        action: ``mojibake`` or ``control``.
        parameter: the codec of a ``mojibake`` step, ``cp1252`` or ``latin-1``.

    Raises:
        ValueError: for another action.

    >>> repair_str(repair_str("6Ã¢â‚¬â€œ19", "mojibake", "cp1252"), "mojibake", "cp1252")
    '6–19'
    >>> repair_str("6 \\x96 19", "control")
    '6 – 19'
    """
    if action == "control":
        return _CONTROLS.sub(lambda found: _control(found.group()), s)
    if action != "mojibake":
        raise ValueError(f"found action {action!r}, expected 'mojibake' or 'control'")
    return s if s.isascii() else _once(s, parameter or "cp1252")


def restored(s: str) -> str:
    """All mojibake of ``s`` undone, whatever the codec and however often it was misread.

    What a text row of method mojibake promises: this function of its raw slice is its text.

    >>> restored("â€“"), restored("l’état")
    ('–', 'l’état')
    """
    return _CLUSTER.sub(lambda found: _undone(found.group())[0], s)


@lru_cache(1024)
def _undone(cluster: str) -> tuple[str, tuple[str, ...]]:
    """The cluster decoded until nothing changes, and the codecs undone, in order.

    Left as it is where the result would hold control characters.
    """
    text, parameters = cluster, []
    for _ in range(_ROUNDS):
        for parameter in _TABLES:
            changed = _once(text, parameter)
            if changed != text:
                parameters.append(parameter)
                text = changed
                break
        else:
            break
    return (cluster, ()) if _C1.search(text) else (text, tuple(parameters))


def _once(s: str, parameter: str) -> str:
    """Every UTF-8 sequence that ``s`` spells in the codec, decoded once."""
    as_bytes = s.translate(_BYTES[parameter])
    parts: list[str] = []
    position = 0
    for found in _SEQUENCE.finditer(as_bytes):
        try:
            decoded = found.group().encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:  # overlong forms and surrogates have the shape, no meaning
            continue
        parts += (s[position : found.start()], decoded)
        position = found.end()
    return "".join([*parts, s[position:]])


def _control(char: str) -> str:
    """What a control character stands for: its cp1252 meaning, or nothing."""
    code = ord(char)
    if code >= 0xD800:
        return "\ufffd"
    return bytes([code]).decode("cp1252", "ignore") if code >= 0x80 else ""


def _damaged(text: str) -> Iterator[tuple[int, int, str]]:
    """Ranges of mojibake with what they should read, in order."""
    if text.isascii() or not _CLUSTER.search(text):
        return
    for piece in _PIECE_OF_LINE.finditer(text):
        clusters = list(_CLUSTER.finditer(text, *piece.span()))
        if not clusters:
            continue
        whole = _ftfy_agrees(piece.group())
        for cluster in clusters:
            if whole or _ftfy_agrees(_token(text, cluster.start(), cluster.end(), piece.span())):
                fixed, parameters = _undone(cluster.group())
                if parameters:
                    yield cluster.start(), cluster.end(), fixed


def _token(text: str, start: int, end: int, bounds: tuple[int, int]) -> str:
    """The word around a range, at most 64 characters to each side."""
    left = text[max(bounds[0], start - 64) : start]
    right = text[end : min(bounds[1], end + 64)]
    blanks = [found.end() for found in _BLANK.finditer(left)]
    blank = _BLANK.search(right)
    return (
        left[blanks[-1] if blanks else 0 :]
        + text[start:end]
        + right[: blank.start() if blank else len(right)]
    )


def _ftfy_agrees(piece: str) -> bool:
    """Whether ftfy finds the piece damaged and would repair it just as :func:`restored` does."""
    import ftfy  # here, not above: it costs a tenth of a second and most runs never need it
    from ftfy.badness import is_bad

    return is_bad(piece) and repair_str(ftfy.fix_encoding(piece), "control") == repair_str(
        restored(piece), "control"
    )


def _exchange(text: MappedText, changes: list[_Change], method: int) -> MappedText:
    """The text with all ranges replaced at once."""
    if not changes:
        return text
    parts: list[MappedText] = []
    position = 0
    for change in changes:
        parts.append(text.slice(position, change.start))
        if change.new:
            run = Run(0, len(change.new), change.raw_start, change.raw_end, method)
            parts.append(MappedText(change.new, (run,)))
        position = change.end
    parts.append(text.slice(position, len(text.text)))
    return MappedText.join(parts)
