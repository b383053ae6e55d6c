"""Zip archives: members read one by one, each from its own place in the file."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, Any, BinaryIO

from attrs import frozen

from warcorpus.config.settings import LimitsConfig
from warcorpus.errors import ReadError
from warcorpus.sources.members import unsafe
from warcorpus.sources.metering import Flow, Meter
from warcorpus.sources.refusing import bomb, damaged, too_many, truncated

_CHUNK = 2**18
_DENSE_CHUNK = 2**12
"""Of these methods zipfile unpacks whole what it has read at once."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_DENSE = (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_SMALLEST_HEADER = 30
_TAIL = 2**16 + 22
"""The end record, with the longest comment behind it."""


@frozen
class ZipMember:
    """A file in a zip; like ``TarMember``."""

    name: str
    pieces: Iterator[bytes]
    error: ReadError | None = None


def zip_members(
    file: BinaryIO, limits: LimitsConfig, meter: Meter, depth: int = 0
) -> Iterator[ZipMember]:
    """Every file of an archive in the order of its directory; folders are passed over.

    Args:
        file: can seek.
        limits: ``members`` counts.
        meter: of the file that it is or stands in.
        depth: how many containers stand around it.

    Raises:
        ReadError: ``truncated-stream`` if the directory at its end is missing,
            ``damaged-container``, ``too-many-members``.
    """
    _check_directory(file)
    guarded: Any = _Guarded(file, limits.members)
    try:
        archive = zipfile.ZipFile(guarded)
    except ReadError:
        raise
    except Exception as error:  # whatever a damaged directory makes zipfile do
        raise damaged("zip", error) from error
    guarded.counting = False
    with archive:
        overlapping = _overlapping(archive.infolist())
        for number, info in enumerate(archive.infolist()):
            if not info.is_dir():
                refused = _why_not(info, number in overlapping)
                pieces = Flow(meter, "zip", depth, info.compress_size).giving(
                    _content(archive, info)
                )
                yield ZipMember(info.filename, pieces, refused)


class _Guarded:
    """A file for zipfile, which reads the whole directory at once and makes objects of it."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.counting = True
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Bytes; as long as the directory is read, with not too many entries in them."""
        data = self._file.read(size)
        if self.counting and data.count(_ENTRY) > self._limit:
            raise too_many("zip", self._limit)
        return data


def _check_directory(file: BinaryIO) -> None:
    file.seek(0, 2)
    file.seek(max(file.tell() - _TAIL, 0))
    if _END not in file.read(_TAIL):
        raise truncated("zip")


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Numbers of members that reach into the next one: the trick of a bomb in one layer."""
    order = sorted(range(len(infos)), key=lambda number: (infos[number].header_offset, number))
    found = set()
    for number, following in pairwise(order):
        end = infos[number].header_offset + _SMALLEST_HEADER + infos[number].compress_size
        if end > infos[following].header_offset:
            found.add(number)
    return found


def _why_not(info: zipfile.ZipInfo, overlaps: bool) -> ReadError | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return unsafe("a symbolic link")
    if kind not in (0, stat.S_IFREG):
        return unsafe("a special file")
    if info.flag_bits & _ENCRYPTED:
        return ReadError(
            "encrypted-member",
            "found an encrypted file, expected one that can be read; it was skipped",
            hint="unpack the archive with its password first",
        )
    if info.compress_type not in _METHODS:
        return ReadError(
            "unsupported-format",
            f"found a file packed by method {info.compress_type} in the zip, expected deflate, "
            "bzip2, lzma or none; it was skipped",
            hint="unpack it first: 7z x FILE",
        )
    return bomb("zip", "members that overlap") if overlaps else None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    size = _DENSE_CHUNK if info.compress_type in _DENSE else _CHUNK
    member: IO[bytes] | None = None
    try:
        member = archive.open(info)
        while piece := member.read(size):
            yield piece
    except EOFError as error:
        raise truncated("zip") from error
    except Exception as error:  # whatever damaged bytes make zipfile do
        raise damaged("zip", error) from error
    finally:
        if member is not None:
            member.close()
