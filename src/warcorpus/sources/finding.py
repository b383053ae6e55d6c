"""Raw files again, long after they were read: for verify, trace and explain."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from warcorpus.model.source import Source
from warcorpus.sources.decoding import decode_again
from warcorpus.sources.holding import HeldFiles
from warcorpus.sources.walking import located


def find_text(
    source: Source,
    folders: Sequence[Path],
    of_many: Container[str] = (),
    held: HeldFiles | None = None,
) -> str | None:
    """The decoded text of a source, from the first folder that holds it unchanged.

    Args:
        source: its path, containers, member, byte range, encoding and digest.
        folders: where to look, in this order.
        of_many: formats whose files hold many documents.
        held: what was unpacked stays there; give it for many sources of the same containers.

    Returns:
        None if no file there has the source's sha256.
    """
    held = HeldFiles() if held is None else held
    facts = {name: getattr(source, name) for name in _FACTS}
    for folder in folders:
        data = _bytes_of(folder / located(source.path), facts, held, source.format in of_many)
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
        self._held = HeldFiles()

    def text_of(self, source: Mapping[str, Any]) -> tuple[str | None, str, bool]:
        """The text of a source as it stands on a line.

        Returns:
            ``(text, path, unchanged)``; text is None if there is no such file.
        """
        found: tuple[str | None, str, bool] = (None, str(source["path"]), False)
        for candidate in self._candidates(located(source["path"])):
            many = source["format"] in self._of_many
            data = _bytes_of(candidate, source, self._held, many)
            if data is None:
                continue
            unchanged = sha256(data).hexdigest() == source["sha256"]
            if unchanged or found[0] is None:
                member = source["member"]
                name = f"{candidate}:{member}" if member else str(candidate)
                found = (decode_again(data, source["encoding"]), name, unchanged)
            if unchanged:
                break
        return found

    def _candidates(self, path: str) -> list[Path]:
        return [
            root / path if root.is_dir() else root
            for root in self._roots
            if root.is_dir() or root.name == path.rsplit("/", 1)[-1]
        ]


_FACTS = ("containers", "member", "byte_start", "byte_end")


def _bytes_of(
    path: Path, source: Mapping[str, Any], held: HeldFiles, one_of_many: bool
) -> bytes | None:
    """The bytes of one document; to the end of its file where it is the only one.

    A file of one document that has grown since must not pass for unchanged.
    """
    start, end = source["byte_start"], source["byte_end"]
    may_have_grown = start == 0 and not one_of_many
    if source["containers"]:
        place = (tuple(source["containers"]), source["member"])
        return held.read(path, place, start, None if may_have_grown else end)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            file.seek(start)
            return file.read() if may_have_grown else file.read(end - start)
    except OSError:
        return None
