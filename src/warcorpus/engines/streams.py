"""An open file that can be read again from where it stood, although it may be a pipe."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import BinaryIO

_IN_MEMORY = 2**20


class Replayed:
    """A stream whose bytes are wanted once more after a worker died of them.

    A stream that can seek is read again; of any other the bytes are kept in an unnamed file.

    Args:
        stream: an open binary file; it is read from where it stands and not closed.

    >>> from io import BytesIO
    >>> twice = Replayed(BytesIO(b"Siege of X"))
    >>> first = twice.read(5); twice.rewind(); first, twice.read(10)
    (b'Siege', b'Siege of X')
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._start = _place_of(stream)
        seeks = self._start is not None
        self._kept = None if seeks else SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  see close
        self._known = 0  # bytes kept
        self._at = 0

    def rewind(self) -> None:
        """Begin again.

        Raises:
            OSError, ValueError: the stream does not seek.
        """
        self._at = 0
        if self._start is not None:
            self._stream.seek(self._start)

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; none at the end.

        Raises:
            OSError, ValueError: the stream cannot be read.
        """
        if self._kept is None:
            return self._stream.read(size) or b""
        if self._at < self._known:
            self._kept.seek(self._at)
            data = self._kept.read(min(size, self._known - self._at))
        else:
            data = self._stream.read(size) or b""
            self._kept.seek(self._known)
            self._kept.write(data)
            self._known += len(data)
        self._at += len(data)
        return data

    def close(self) -> None:
        """Give back what was kept; the stream itself stays open."""
        if self._kept is not None:
            self._kept.close()


def _place_of(stream: BinaryIO) -> int | None:
    """Where a stream stands, None if it cannot go back there."""
    try:
        return stream.tell() if stream.seekable() else None
    except (OSError, ValueError, AttributeError):
        return None
