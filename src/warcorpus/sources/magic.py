"""What a file is by its first bytes: containers, documents of other kinds, binaries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from attrs import frozen

HEAD_BYTES = 64 * 2**10
"""How much of a file its kind is decided on (reliability, section 4)."""

_TAR_BLOCK = 512
_NUL_SHARE = 100
_CONTROL_SHARE = 20
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")


@frozen
class Magic:
    """A row of the table: what a file is that begins so.

    ``container`` is the name of those that can be opened, as ``Source.containers`` has it.
    """

    name: str
    kind: Literal["container", "document", "binary"]
    offset: int
    pattern: tuple[int | None, ...]
    also: bytes
    container: str | None
    advice: str

    def fits(self, head: bytes) -> bool:
        """Whether a file with this head is one."""
        found = head[self.offset : self.offset + len(self.pattern)]
        if len(found) != len(self.pattern) or self.also not in head:
            return False
        return all(
            want is None or want == is_ for want, is_ in zip(self.pattern, found, strict=True)
        )


def magic_of(head: bytes) -> Magic | None:
    """The first row of the table that fits, None for what may be text.

    >>> magic_of(b"%PDF-1.7 ...").name
    'PDF'
    >>> magic_of(b"---\\ntitle: Battle of Safira\\n") is None
    True
    """
    return next((magic for magic in _table() if magic.fits(head)), None)


def container_of(head: bytes) -> str | None:
    """Which container a file is that can be opened; None for all others.

    >>> container_of(b"\\x1f\\x8b\\x08\\x00"), container_of(b"7z\\xbc\\xaf\\x27\\x1c")
    ('gz', None)
    """
    magic = magic_of(head)
    if magic is not None:
        return magic.container
    return "tar" if _is_old_tar(head) else None


def _is_old_tar(head: bytes) -> bool:
    """A tar from before there was a magic: the header holds the sum of its own bytes."""
    told = head[148:156].strip(b" \0")
    if len(head) < _TAR_BLOCK or not told or told.strip(b"01234567"):
        return False
    sum_ = sum(head[:148]) + sum(head[156:_TAR_BLOCK]) + 8 * ord(" ")
    return int(told, 8) == sum_


def looks_binary(head: bytes) -> bool:
    """More than 1 % zero bytes, or more than 5 % other control characters.

    Random bytes hold 0.4 % of the former and 10 % of the latter; no text holds either.

    >>> looks_binary(b"a\\x00b"), looks_binary(b"Battle\\n" * 9)
    (True, False)
    """
    if head.count(0) * _NUL_SHARE > len(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * _CONTROL_SHARE > len(head)


@cache
def _table() -> tuple[Magic, ...]:
    table = files("warcorpus.sources").joinpath("data/magic.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.split("\n") if line and not line.startswith("#")]
    return tuple(_row(*row) for row in rows)


def _row(*cells: str) -> Magic:
    name, kind, offset, code, also, container, advice = cells
    pairs = [code[at : at + 2] for at in range(0, len(code), 2)]
    pattern = tuple(None if pair == "??" else int(pair, 16) for pair in pairs)
    needed = {"-": b"", "NUL": b"\x00"}.get(also, also.encode("ascii"))
    opens_as = None if container == "-" else container
    return Magic(name, kind, int(offset), pattern, needed, opens_as, advice)  # type: ignore[arg-type]
