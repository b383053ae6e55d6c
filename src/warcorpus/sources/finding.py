"""Raw files again, long after they were read: for verify, trace and explain."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from warcorpus.model.source import Source
from warcorpus.sources.decoding import decode_again


def find_text(source: Source, folders: Sequence[Path], of_many: Container[str] = ()) -> str | None:
    """The decoded text of a source, from the first folder that holds it unchanged.

    Args:
        source: its path, byte range, encoding and digest.
        folders: where to look, in this order.
        of_many: formats whose files hold many documents.

    Returns:
        None if no file there has the source's sha256.
    """
    for folder in folders:
        place = (source.byte_start, source.byte_end)
        data = _slice(folder / source.path, *place, source.format in of_many)
        if data is not None and sha256(data).hexdigest() == source.sha256:
            return decode_again(data, source.encoding)
    return None


class RawFiles:
    """The raw files below some paths, opened by the sources of a corpus.

    Args:
        paths: the files and folders that the corpus was made from.
        of_many: formats whose files hold many documents.
    """

    def __init__(self, paths: Sequence[str], of_many: Container[str] = ()) -> None:
        self._roots = [Path(path) for path in paths]
        self._of_many = of_many

    def text_of(self, source: Mapping[str, Any]) -> tuple[str | None, str, bool]:
        """The text of a source as it stands on a line.

        Returns:
            ``(text, path, unchanged)``; text is None if there is no such file.
        """
        found: tuple[str | None, str, bool] = (None, str(source["path"]), False)
        for candidate in self._candidates(source["path"]):
            place = (source["byte_start"], source["byte_end"])
            data = _slice(candidate, *place, source["format"] in self._of_many)
            if data is None:
                continue
            unchanged = sha256(data).hexdigest() == source["sha256"]
            if unchanged or found[0] is None:
                found = (decode_again(data, source["encoding"]), str(candidate), unchanged)
            if unchanged:
                break
        return found

    def _candidates(self, path: str) -> list[Path]:
        return [
            root / path if root.is_dir() else root
            for root in self._roots
            if root.is_dir() or root.name == path.rsplit("/", 1)[-1]
        ]


def _slice(path: Path, start: int, end: int, one_of_many: bool) -> bytes | None:
    """The bytes of one document; to the end of the file where it is the only one."""
    try:
        if not path.is_file():
            return None
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(start)
            # A file of one document that has grown since must not pass for unchanged.
            grown = start == 0 and end != size and not one_of_many
            return file.read() if grown else file.read(end - start)
    except OSError:
        return None
