"""Which readers there are: the modules of this package, and the plug-ins of others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from attrs import frozen

from warcorpus.errors import ConfigError, ReaderContractError
from warcorpus.readers.base import Reader

GROUP = "warcorpus.readers"
"""The entry-point group in which other distributions name their readers."""

OWN = "warcorpus"
"""Origin of the readers of this package."""


@frozen
class Registered:
    """A reader and the distribution that ships it."""

    reader: Reader
    origin: str


def all_readers() -> tuple[Reader, ...]:
    """Every reader, by name.

    Raises:
        ConfigError: two readers have one name.
        ReaderContractError: a plug-in cannot be loaded or is no reader.

    >>> "warcorpus" in [reader.name for reader in all_readers()]
    True
    """
    return tuple(entry.reader for entry in registered())


@cache
def registered() -> tuple[Registered, ...]:
    """Every reader with its origin, by name; looked up once a process."""
    return checked([*_own(), *_foreign()])


def formats_of_many() -> frozenset[str]:
    """Formats whose files hold many documents.

    >>> "english-corpora" in formats_of_many(), "sections" in formats_of_many()
    (True, False)
    """
    return frozenset(reader.name for reader in all_readers() if reader.split is not None)


def find_reader(name: str) -> Reader:
    """The reader called ``name``.

    Raises:
        ConfigError: ``unknown-reader``, with the nearest name.

    >>> find_reader("warcorpus").id
    'warcorpus/1'
    """
    from difflib import get_close_matches

    readers = {reader.name: reader for reader in all_readers()}
    if name in readers:
        return readers[name]
    near = get_close_matches(name, readers, 1)
    raise ConfigError(
        "unknown-reader",
        f'found the reader "{name}", expected one of: {", ".join(readers)}',
        hint=f'did you mean "{near[0]}"?' if near else "warcorpus readers lists them",
    )


def checked(found: Iterable[Registered]) -> tuple[Registered, ...]:
    """The readers by name; no two may share one.

    Raises:
        ConfigError: ``duplicate-reader``, naming both origins.
    """
    by_name: dict[str, Registered] = {}
    for entry in found:
        other = by_name.setdefault(entry.reader.name, entry)
        if other is not entry:
            raise ConfigError(
                "duplicate-reader",
                f'found the reader "{entry.reader.name}" in {other.origin} and in '
                f"{entry.origin}, expected it once",
                hint="uninstall one of them",
            )
    return tuple(by_name[name] for name in sorted(by_name))


def _own() -> list[Registered]:
    from warcorpus import readers

    found = []
    for module in iter_modules(readers.__path__):
        if not module.name.startswith("_"):
            reader = getattr(import_module(f"{readers.__name__}.{module.name}"), "READER", None)
            if isinstance(reader, Reader):
                found.append(Registered(reader, OWN))
    return found


def _foreign() -> list[Registered]:
    from importlib.metadata import entry_points

    found = []
    for point in entry_points(group=GROUP):
        origin = point.dist.name if point.dist is not None else point.value
        try:
            reader = point.load()
        except Exception as error:  # a plug-in may fail in any way
            raise _broken(origin, f"{type(error).__name__}: {error}") from error
        if not isinstance(reader, Reader):
            raise _broken(origin, f"{point.value} is no Reader")
        found.append(Registered(reader, origin))
    return found


def _broken(origin: str, why: str) -> ReaderContractError:
    return ReaderContractError(
        "reader-broken",
        f"found a plug-in of {origin} that cannot be used ({why}), expected a Reader",
        hint=f"update or uninstall {origin}",
    )
