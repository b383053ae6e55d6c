"""Tar archives, member by member as they come; nothing is kept, nothing sought."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from attrs import define, field, frozen

from warcorpus.errors import ReadError
from warcorpus.sources.members import unsafe
from warcorpus.sources.refusing import damaged, truncated

BLOCK = 512
"""A tar archive is made of blocks of this many bytes."""

_MOST_NAME = 2**20
"""Bytes of a header that holds a long name; a path has 4,096 at most."""

_CHUNK = 2**18
_ZEROS = bytes(BLOCK)
_LONG_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_PAX_ONCE = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_PAX_ALWAYS = tarfile.XGLTYPE
_NO_FILES = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
}
_NO_CONTENT = frozenset((*_NO_FILES, tarfile.DIRTYPE))
_VOLUME, _DUMPED_FOLDER = b"V", b"D"
_IN_PARTS = {tarfile.GNUTYPE_SPARSE: "a sparse file", b"M": "a part of a file"}


@frozen
class TarMember:
    """A file in a tar.

    Args:
        name: as it stands there.
        pieces: its bytes; to be read before the next member is asked for.
        error: why it is not read; None for an ordinary file.
    """

    name: str
    pieces: Iterator[bytes]
    error: ReadError | None = None


@define
class Blocks:
    """A tar's bytes, handed out in the amounts that it asks for."""

    _pieces: Iterator[bytes]
    _waiting: memoryview = field(default=memoryview(b""), init=False)
    failed: bool = field(default=False, init=False)

    def up_to(self, size: int) -> memoryview:
        """Some of the next ``size`` bytes, at least one; none at the end."""
        while not self._waiting:
            try:
                piece = next(self._pieces, None)
            except ReadError:
                self.failed = True
                raise
            if piece is None:
                return memoryview(b"")
            self._waiting = memoryview(piece)
        found, self._waiting = self._waiting[:size], self._waiting[size:]
        return found

    def exactly(self, size: int) -> bytes:
        """The next ``size`` bytes; fewer only at the end."""
        found = bytearray()
        while len(found) < size:
            piece = self.up_to(size - len(found))
            if not piece:
                break
            found += piece
        return bytes(found)

    def pass_over(self) -> int:
        """Skip all there is; how much it was."""
        size = 0
        while piece := self.up_to(_CHUNK):
            size += len(piece)
        return size

    def content(self, size: int) -> Iterator[bytes]:
        """The next ``size`` bytes in pieces, and the padding behind them.

        Raises:
            ReadError: ``truncated-stream``.
        """
        left = size + -size % BLOCK
        while left > 0:
            piece = self.up_to(min(left, _CHUNK))
            if not piece:
                self.failed = True
                raise truncated("tar")
            own = min(size, len(piece))
            left, size = left - len(piece), size - own
            if own:
                yield bytes(piece[:own])


def tar_members(blocks: Blocks) -> Iterator[TarMember]:
    """Every file of an archive in its order; folders are passed over.

    Raises:
        ReadError: ``truncated-stream``, ``damaged-container``, ``trailing-garbage`` behind the
            last member; or as the pieces do.
    """
    once: dict[str, str] = {}
    always: dict[str, str] = {}
    for header in _headers(blocks):
        pieces = blocks.content(_size(header, {**always, **once}))
        if header.type in _LONG_NAMES:
            text = _all(pieces).split(b"\0")[0].decode("utf-8", "surrogateescape")
            if header.type == tarfile.GNUTYPE_LONGNAME:
                once["path"] = text
        elif header.type in _PAX_ONCE:
            once.update(pax_records(_all(pieces)))
        elif header.type == _PAX_ALWAYS:
            always.update(pax_records(_all(pieces)))
        else:
            yield from _member(header, pieces, {**always, **once})
            once = {}
            if blocks.failed:
                return


def _headers(blocks: Blocks) -> Iterator[tarfile.TarInfo]:
    """The blocks that are headers; who takes one takes its content too.

    Behind the zeros at the end another archive may stand: that is how ``cat`` joins them.
    """
    ended = False
    while block := blocks.exactly(BLOCK):
        if block == _ZEROS:
            ended = True
            continue
        try:
            yield _header(block)
            ended = False
        except ReadError:
            if ended:
                raise _garbage(len(block) + blocks.pass_over()) from None
            raise
    if not ended:
        error = truncated("tar")
        error.level = "warning"  # some writers leave out the zeros at the end
        raise error


def _header(block: bytes) -> tarfile.TarInfo:
    if len(block) < BLOCK:
        raise truncated("tar")
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise damaged("tar", error) from error


def _size(header: tarfile.TarInfo, pax: dict[str, str]) -> int:
    """Bytes of content; links and folders have none, whatever their header says."""
    if header.type in _NO_CONTENT:
        return 0
    told = pax.get("size", "")
    size = int(told) if told.isascii() and told.isdigit() and len(told) < 20 else header.size
    if header.type in (*_LONG_NAMES, *_PAX_ONCE, _PAX_ALWAYS):
        size = header.size
        if size > _MOST_NAME:
            raise damaged("tar", f"a name of {size} bytes")
    if size < 0:
        raise damaged("tar", "a size below zero")
    return size


def _member(
    header: tarfile.TarInfo, pieces: Iterator[bytes], pax: dict[str, str]
) -> Iterator[TarMember]:
    name = pax.get("path", header.name)
    is_folder = header.type == tarfile.DIRTYPE or name.endswith("/")
    if not is_folder and header.type not in (_VOLUME, _DUMPED_FOLDER):
        error = None
        if header.type in _NO_FILES:
            error = unsafe(_NO_FILES[header.type])
        elif header.type in _IN_PARTS or any(key.startswith("GNU.sparse.") for key in pax):
            error = _in_parts(_IN_PARTS.get(header.type, "a sparse file"))
        yield TarMember(name, pieces, error)
    for _ in pieces:
        pass


def _in_parts(what: str) -> ReadError:
    return ReadError(
        "unsupported-format",
        f"found {what} in the tar, expected whole files; it was skipped",
        hint="unpack it first: tar -xf FILE",
    )


def _all(pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


def pax_records(data: bytes) -> dict[str, str]:
    """The ``length key=value`` lines of an extended header; ends at the first that is none.

    >>> pax_records(b"16 path=texts/a\\n")
    {'path': 'texts/a'}
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(data):
        blank = data.find(b" ", at, at + 20)
        number = data[at:blank] if blank > 0 else b""
        if not number.isdigit():
            break
        end = at + int(number)
        key, equals, value = data[blank + 1 : end - 1].partition(b"=")
        if not equals or end <= blank or end > len(data):
            break
        found[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        at = end
    return found


def _garbage(size: int) -> ReadError:
    return ReadError(
        "trailing-garbage",
        f"found {size} bytes behind the end of the tar, expected zeros; they are not read",
        hint="nothing to do unless you miss a document",
        level="warning",
    )
