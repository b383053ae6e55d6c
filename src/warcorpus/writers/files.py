"""Files appear whole or not at all: temporary name, write, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from attrs import frozen

from warcorpus.errors import OutputError

Data = bytes | Iterable[bytes]


class FileSystem:
    """The few calls that writing needs; tests replace it to let each of them fail."""

    def open(self, path: Path) -> int:
        """Create a file that is not there yet, for writing alone."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o666)

    def write(self, file: int, data: bytes) -> None:
        """Write all of ``data``."""
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]

    def fsync(self, file: int) -> None:
        """Wait until the file is on the disk."""
        os.fsync(file)

    def close(self, file: int) -> None:
        """Give the file back."""
        os.close(file)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file its name, in place of what had it before."""
        os.replace(old, new)  # noqa: PTH105  named like the call it stands for

    def fsync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk."""
        if sys.platform == "win32":
            return
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()


@frozen
class Written:
    """What was written, as a manifest tells it."""

    name: str
    lines: int
    bytes: int
    sha256: str


Content = Data | Callable[[Sequence[Written]], bytes]
"""What a file shall hold: bytes, pieces of them, or what is made of those written before it."""


def check_creatable(path: str | os.PathLike[str], system: FileSystem | None = None) -> None:
    """Whether ``path`` can be written, asked before any work is done.

    Raises:
        OutputError: ``output-unwritable``: no such folder, a folder of that name, no permission.
    """
    target = _behind_links(Path(path))
    if target.is_dir():
        raise _unwritable(target, "a folder of that name")
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise _unwritable(target, "a special file of that name")
    system = system or FileSystem()
    trial = _temporary(target)
    try:
        system.close(system.open(trial))
        system.unlink(trial)
    except OSError as error:
        raise _unwritable(target, (error.strerror or str(error)).lower()) from error


def write_atomically(
    path: str | os.PathLike[str], data: Data, system: FileSystem | None = None
) -> Written:
    """Write one file; what stood there before stays until the new one is whole.

    Args:
        path: where; its folder must exist.
        data: bytes, or pieces of them.
        system: for tests.

    Raises:
        OutputError: ``output-unwritable`` if it cannot be created, ``io-error`` if it cannot be
            written to the end (a full disk); nothing is left behind.
    """
    return publish({Path(path): data}, system)[0]


def publish(files: Mapping[Path, Content], system: FileSystem | None = None) -> list[Written]:
    """Write several files that belong together: all are staged before the first gets its name.

    Raises:
        OutputError: as `write_atomically`.
    """
    system = system or FileSystem()
    for path in files:
        _sweep(_behind_links(path), system)
    staged: list[tuple[Path, Path]] = []
    done: list[Written] = []
    try:
        for path, content in files.items():
            data = content(done) if callable(content) else content
            target = _behind_links(path)
            temporary = _temporary(target)
            staged.append((temporary, target))
            done.append(_write(temporary, path, data, system))
        for temporary, path in staged:
            system.rename(temporary, path)
        for folder in sorted({target.parent for _, target in staged}):
            system.fsync_folder(folder)
    except OSError as error:
        raise _failed(staged[-1][1], error) from error
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                system.unlink(temporary)
    return done


def _write(temporary: Path, path: Path, data: Data, system: FileSystem) -> Written:
    try:
        number = system.open(temporary)
    except OSError as error:
        raise _unwritable(path, (error.strerror or str(error)).lower()) from error
    digest, size, lines = sha256(), 0, 0
    try:
        for piece in (data,) if isinstance(data, bytes) else data:
            system.write(number, piece)
            digest.update(piece)
            size += len(piece)
            lines += piece.count(b"\n")
        system.fsync(number)
    finally:
        system.close(number)
    return Written(path.name, lines, size, digest.hexdigest())


def _behind_links(path: Path) -> Path:
    """The file that a link names: the link itself, such as ``/dev/stdout``, is never replaced."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _temporary(path: Path) -> Path:
    """A name in the same folder that a walk leaves out and no other process has."""
    return path.with_name(f".{path.name[:200]}.{os.getpid()}.tmp")


def _sweep(path: Path, system: FileSystem) -> None:
    """Remove what killed runs left under temporary names of this file."""
    if sys.platform == "win32":  # no way to ask for a process without harming it
        return
    prefix = f".{path.name[:200]}."
    with suppress(OSError):
        for name in [entry.name for entry in path.parent.iterdir()]:
            number = name[len(prefix) : -len(".tmp")]
            if name == f"{prefix}{number}.tmp" and number.isdecimal() and _is_gone(int(number)):
                system.unlink(path.with_name(name))


def _is_gone(process: int) -> bool:
    if process == os.getpid():
        return True  # its number is ours now
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _unwritable(path: Path, why: str) -> OutputError:
    return OutputError(
        "output-unwritable",
        f"found {why}, expected a file that can be created",
        hint="name a file in a folder that exists and that you may write to",
        where=str(path),
    )


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(
        "io-error",
        f"found {(error.strerror or str(error)).lower()} while writing, expected room for it; "
        "what stood there before is untouched",
        hint="make room and run again",
        where=str(path),
    )
