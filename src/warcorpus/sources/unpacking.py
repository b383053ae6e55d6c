"""From a file to the documents in it: containers are opened, however they are nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import BinaryIO

from attrs import define, field

from warcorpus.config.settings import LimitsConfig
from warcorpus.errors import ReadError
from warcorpus.sources.magic import container_of
from warcorpus.sources.members import Names, is_left_out, is_unsafe, member_name, unsafe
from warcorpus.sources.metering import Flow, Meter
from warcorpus.sources.opening import Opened, as_error, open_pieces
from warcorpus.sources.parquets import parquet_lines
from warcorpus.sources.refusing import Refusal, too_many, unheld
from warcorpus.sources.streams import STREAMS, unpacked_stream
from warcorpus.sources.tars import Blocks, TarMember, tar_members
from warcorpus.sources.zips import ZipMember, zip_members


def unpacked(opened: Opened, limits: LimitsConfig) -> Iterator[Opened | Refusal]:
    """What a file holds: itself if it is no container, else each of its members.

    What is inside is opened in turn if it is a container, by its first bytes, never its name.
    Members come in the order of the archive; each must be read before the next is asked for,
    what is left of it is passed over. Folders and files that a walk of folders leaves out are
    left out in silence. Memory is constant, but for zip and Parquet in another container or
    from a stream, which are held up to ``limits.member_bytes``. Nothing is written anywhere.

    Args:
        opened: not read yet.
        limits: ``container_*``, ``members`` and ``member_bytes`` count.

    Yields:
        what can be read, and a Refusal for each member or rest of a container that cannot. Who
        tells the ``problems`` of one clears them; a Refusal tells what is left of them.

    >>> import gzip
    >>> from io import BytesIO
    >>> from warcorpus.sources import Input, open_input
    >>> packed = BytesIO(gzip.compress(b"= Siege of Vane ="))
    >>> with open_input(Input("a.gz", stream=packed)) as opened:
    ...     for inner in unpacked(opened, LimitsConfig()):
    ...         print(inner.containers, inner.read(100))
    ('gz',) b'= Siege of Vane ='
    """
    return _Unpacking(limits).inside(opened)


@define
class _Unpacking:
    """One file while it is unpacked."""

    limits: LimitsConfig
    meter: Meter = field(init=False)
    names: Names = field(factory=Names, init=False)
    members: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self.meter = Meter(self.limits)

    def inside(self, opened: Opened) -> Iterator[Opened | Refusal]:
        """What something holds, or itself."""
        kind = container_of(opened.head)
        if kind is None:
            yield opened
            return
        if _depth((*opened.containers, kind)) > self.limits.container_depth:
            yield _refusal(_too_deep(kind, self.limits.container_depth), opened)
            return
        try:
            if kind in STREAMS:
                yield from self._stream(kind, opened)
            elif kind == "tar":
                yield from self._tar(opened)
            elif kind == "zip":
                yield from self._zip(opened)
            else:
                yield from self._parquet(opened)
        except ReadError as error:
            yield _refusal(error, opened, kind)
        # What nobody has told at a document stands alone.
        for problem in opened.problems:
            yield Refusal(as_error(problem), opened.member, (*opened.containers, kind))
        opened.problems.clear()

    def _pieces(self, opened: Opened) -> Iterator[bytes]:
        """Its bytes; those of the file itself are counted."""
        return opened.chunks() if opened.containers else self.meter.taking(opened.chunks())

    def _stream(self, kind: str, opened: Opened) -> Iterator[Opened | Refusal]:
        flow = Flow(self.meter, kind, len(opened.containers))
        packed = flow.taking(self._pieces(opened))
        pieces = unpacked_stream(packed, kind, opened.problems, opened.where)
        yield from self._content(flow.giving(pieces), kind, opened)

    def _content(
        self, pieces: Iterator[bytes], kind: str, opened: Opened
    ) -> Iterator[Opened | Refusal]:
        """What a container of one file gives; it has the container's own name."""
        around = (*opened.containers, kind)
        inner = open_pieces(pieces, opened.path, opened.member, around, opened.problems)
        if inner.failure is not None and not inner.head:
            raise inner.failure
        yield from self.inside(inner)

    def _tar(self, opened: Opened) -> Iterator[Opened | Refusal]:
        blocks = Blocks(self._pieces(opened))
        yield from self._archive(tar_members(blocks), "tar", opened)

    def _zip(self, opened: Opened) -> Iterator[Opened | Refusal]:
        file = self._file(opened, "zip")
        found = zip_members(file, self.limits, self.meter, len(opened.containers))
        yield from self._archive(found, "zip", opened)
        opened.check_unchanged()

    def _parquet(self, opened: Opened) -> Iterator[Opened | Refusal]:
        file = self._file(opened, "Parquet")
        lines = parquet_lines(file, opened.problems, opened.where)
        flow = Flow(self.meter, "parquet", len(opened.containers), file.seek(0, 2))
        yield from self._content(flow.giving(lines), "parquet", opened)
        opened.check_unchanged()

    def _file(self, opened: Opened, what: str) -> BinaryIO:
        """The container as a file that can seek; one that is no file is held in memory."""
        if opened.file is not None:
            self.meter.taken = opened.file.seek(0, 2)
            return opened.file
        held = BytesIO()
        for piece in self._pieces(opened):
            if held.tell() + len(piece) > self.limits.member_bytes:
                raise unheld(what, self.limits.member_bytes)
            held.write(piece)
        return held

    def _archive(
        self, found: Iterable[TarMember | ZipMember], kind: str, opened: Opened
    ) -> Iterator[Opened | Refusal]:
        around = (*opened.containers, kind)
        empty = True
        for one in found:
            own = member_name(one.name)
            if is_left_out(own):
                continue
            if self.members >= self.limits.members:
                raise too_many(kind, self.limits.members)
            self.members += 1
            empty = False
            name = self.names.unique(f"{opened.member}/{own}" if opened.member else own)
            error = unsafe("a name that leads out of the archive") if is_unsafe(own) else one.error
            if error is not None:
                yield Refusal(_at(error, f"{opened.path}:{name}"), name, around)
            else:
                yield from self._member(open_pieces(one.pieces, opened.path, name, around))
        if empty:
            raise _empty(kind)

    def _member(self, inner: Opened) -> Iterator[Opened | Refusal]:
        if inner.failure is not None and not inner.head:
            yield _refusal(inner.failure, inner)
            return
        yield from self.inside(inner)
        if inner.failure is not None:
            # Nobody has read so far, so nobody has been told.
            yield _refusal(inner.failure, inner)


def _depth(containers: tuple[str, ...]) -> int:
    """How deep something lies; a compressed tar, which nobody takes apart by hand, is one.

    >>> _depth(("gz", "tar", "gz")), _depth(("zip", "tar", "gz"))
    (2, 3)
    """
    pairs = pairwise(containers)
    packed = sum(outer in STREAMS and inner == "tar" for outer, inner in pairs)
    return len(containers) - packed


def _refusal(error: ReadError, opened: Opened, kind: str | None = None) -> Refusal:
    around = (*opened.containers, kind) if kind else opened.containers
    return Refusal(_at(error, opened.where), opened.member, around)


def _at(error: ReadError, where: str) -> ReadError:
    error.where = error.where or where
    return error


def _too_deep(kind: str, depth: int) -> ReadError:
    return ReadError(
        "container-too-deep",
        f"found a {kind} in {depth} other containers, expected at most limits.container_depth",
        hint="unpack the outer ones first, or raise limits.container_depth",
    )


def _empty(kind: str) -> ReadError:
    return ReadError(
        "empty-file",
        f"found no file in the {kind}, expected a document",
        hint="leave it out",
        level="info",
    )
