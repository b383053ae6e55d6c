"""Which files the arguments of a run name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from attrs import field, frozen

from warcorpus.errors import ConfigError
from warcorpus.model.evolving import evolve
from warcorpus.model.values import Problem
from warcorpus.sources.decoding import REPLACEMENT

PathLike = str | os.PathLike[str] | BinaryIO

STDIN = "-"
SIDE_FILES = (".manifest.json", ".problems.jsonl", ".jsonl.work")
"""Endings of what stands beside a corpus; no documents."""


@frozen
class Input:
    """A file that is to be read.

    Args:
        path: as a ``Source`` records it: relative to the argument that named it, with ``/``.
        location: where it lies; None for a stream.
        stream: an open binary file; it is read from where it stands and not closed.
        only: index of the one document that is wanted (``FILE#2``).
        member: the one member of an archive that is wanted (``FILE!MEMBER``).
        problem: why it cannot be read, if that is known already.
    """

    path: str
    location: Path | None = None
    stream: BinaryIO | None = field(default=None, eq=False, repr=False)
    only: int | None = None
    member: str | None = None
    problem: Problem | None = None


def walk(paths: Iterable[PathLike]) -> list[Input]:
    """Every file that ``paths`` name, in their order; folders sorted, each real one once.

    Names that begin with a dot are left out in folders; side files of a corpus
    (``corpus.jsonl.manifest.json``) are left out everywhere, so that ``out/*`` works. A file that
    two arguments name is read once.

    Args:
        paths: files, folders, ``-`` for standard input, or open binary files. ``FILE#2`` is the
            third document of a file, ``FILE!MEMBER`` what stands in an archive under that name,
            unless a file has that very name.

    Raises:
        ConfigError: a text with a line break that is no file: most likely a document itself.
    """
    found: list[Input] = []
    for path in paths:
        found.extend(_named(path))
    return _each_once(found)


def recorded(name: str) -> str:
    """A file name as records keep it: always encodable, and never ambiguous.

    A backslash is doubled, a byte that is no UTF-8 becomes ``\\\\xNN``; `located` undoes it.

    >>> recorded("caf\\udce9.txt"), located("caf\\\\\\\\xe9.txt") == "caf\\\\xe9.txt"
    ('caf\\\\xe9.txt', True)
    """
    if os.sep != "/":
        return name.replace("\\", "/")
    return as_recorded(name)


def as_recorded(name: str) -> str:
    """As `recorded` on a system whose folders are parted by ``/``, as they are in archives."""
    return "".join(map(_recorded_character, name))


def located(path: str) -> str:
    """The file name that `recorded` wrote.

    >>> located("seeds/000.txt")
    'seeds/000.txt'
    """
    if os.sep != "/" or "\\" not in path:
        return path
    pieces, at = [], 0
    while at < len(path):
        if path.startswith("\\x", at):
            pieces.append(chr(0xDC00 + int(path[at + 2 : at + 4], 16)))
            at += 4
        elif path.startswith("\\\\", at):
            pieces.append("\\")
            at += 2
        else:
            pieces.append(path[at])
            at += 1
    return "".join(pieces)


def _recorded_character(c: str) -> str:
    if c == "\\":
        return "\\\\"
    if "\udc80" <= c <= "\udcff":
        return f"\\x{ord(c) - 0xDC00:02x}"
    return REPLACEMENT if "\ud800" <= c <= "\udfff" else c


def _named(path: PathLike) -> Iterator[Input]:
    if not isinstance(path, str | os.PathLike):
        if not hasattr(path, "read"):
            raise ConfigError(
                "bad-value",
                f"found a {type(path).__name__}, expected a path or an open binary file",
                hint="give several paths one by one: dedupe(*paths)",
            )
        name = getattr(path, "name", None)
        shown = Path(name).name if isinstance(name, str) else "<stream>"
        yield Input(recorded(shown), stream=path)
        return
    text = os.fspath(path)
    if text == STDIN:
        import sys

        yield Input(STDIN, stream=sys.stdin.buffer)
        return
    if not text:
        raise ConfigError(
            "bad-value",
            "found an empty path, expected a file or folder",
            hint="the working folder is written .",
        )
    if text.endswith(SIDE_FILES):
        return
    if Path(text).is_dir():
        yield from _in_folder(Path(text))
    else:
        yield _file(text)


def _file(text: str) -> Input:
    one = _checked(recorded(Path(text).name), Path(text))
    if one.problem is None or Path(text).is_symlink():
        return one
    if "\n" in text or "\r" in text:
        raise ConfigError(
            "bad-value",
            "found a text with a line break, expected the path of a file or folder",
            hint="warcorpus.readers.read_text reads a text itself",
        )
    name, mark, number = text.rpartition("#")
    if not (mark and number.isdecimal() and len(number) < 10):
        return _member(text) or one
    only = _member(name) or _checked(recorded(Path(name).name), Path(name))
    return evolve(only, only=int(number))


def _member(text: str) -> Input | None:
    """The input of ``FILE!MEMBER``, if there is such a file."""
    mark = text.find("!")
    while mark > 0:
        file = Path(text[:mark])
        if file.is_file():
            return evolve(_checked(recorded(file.name), file), member=text[mark + 1 :])
        mark = text.find("!", mark + 1)
    return None


def _checked(path: str, location: Path) -> Input:
    """An input, or why it cannot be opened: special files are never opened, they may block."""
    try:
        mode = location.stat().st_mode
    except (OSError, ValueError) as error:
        return Input(path, location, problem=unreadable(path, error))
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return Input(path, location)
    return Input(path, location, problem=special(path))


def unreadable(path: str, error: Exception) -> Problem:
    """The problem of a file that the system does not give."""
    why = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem(
        "unreadable-file",
        "error",
        f"found no readable file ({why}), expected a document",
        "check that it exists and that you may read it",
        path,
    )


def special(path: str) -> Problem:
    """The problem of a pipe, socket or device."""
    return Problem(
        "special-file",
        "error",
        "found a pipe, socket or device, expected a file; it was not opened",
        "to read from a pipe name it - and redirect it to standard input",
        path,
    )


def _in_folder(root: Path) -> Iterator[Input]:
    """Files below ``root``; real folders come before links, so a file keeps its real name."""
    seen: set[tuple[int, int]] = set()
    links: list[tuple[str, Path]] = []
    found: list[Input] = []
    waiting = [("", root)]
    while waiting or links:
        if not waiting:
            links.sort(reverse=True)
            waiting.append(links.pop())
        prefix, folder = waiting.pop()
        try:
            key = (folder.stat().st_dev, folder.stat().st_ino)
            if key in seen:
                continue
            seen.add(key)
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError as error:
            path = prefix.rstrip("/") or recorded(root.name)
            found.append(Input(path, folder, problem=unreadable(path, error)))
            continue
        for name in names:
            if name.startswith(".") or name.endswith(SIDE_FILES):
                continue
            path, location = f"{prefix}{recorded(name)}", folder / name
            if not location.is_dir():
                found.append(_checked(path, location))
            else:
                (links if location.is_symlink() else waiting).append((f"{path}/", location))
    return iter(sorted(found, key=lambda one: one.path))


_Entry = tuple[str, str, int | None, str | None]


def _each_once(found: list[Input]) -> list[Input]:
    """One input a directory entry; the longest path of several wins, whatever their order."""
    _real.cache_clear()
    best: dict[_Entry, Input] = {}
    keys = [_entry(one) for one in found]
    for key, one in zip(keys, found, strict=True):
        if key is not None and (key not in best or _rank(one) < _rank(best[key])):
            best[key] = one
    kept, done = [], set()
    for key, one in zip(keys, found, strict=True):
        if key is None:
            kept.append(one)
        elif key not in done:
            done.add(key)
            kept.append(best[key])
    return kept


def _rank(one: Input) -> tuple[int, str]:
    return (-len(one.path), one.path)


def _entry(one: Input) -> _Entry | None:
    """What names a directory entry: its real folder and its own name."""
    if one.location is None:
        return None
    return (_real(one.location.parent), one.location.name, one.only, one.member)


@lru_cache(maxsize=1024)
def _real(folder: Path) -> str:
    return os.path.realpath(folder)
