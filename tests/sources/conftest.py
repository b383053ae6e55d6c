"""What tests of containers share: unpack bytes and say what came of each member."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from attrs import frozen

from warcorpus.config.settings import LimitsConfig
from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.sources import Input, Opened, open_input, unpacked


@frozen
class Member:
    """What one member gave: its bytes as far as they came, and what stopped them."""

    name: str | None
    containers: tuple[str, ...]
    data: bytes
    slug: str | None = None
    level: str | None = None
    where: str = ""
    problems: tuple[str, ...] = ()


def _read(opened: Opened) -> Member:
    pieces, slug, level, where = [], None, None, ""
    try:
        pieces.extend(opened.chunks())
    except ReadError as error:
        slug, level, where = error.slug, error.level, error.where
    problems = tuple(problem.slug for problem in opened.problems)
    opened.problems.clear()
    data = b"".join(pieces)
    assert len(data) == opened.size
    return Member(opened.member, opened.containers, data, slug, level, where, problems)


def _unpack(source: Any, limits: LimitsConfig | None = None, **changes: int) -> list[Member]:
    stream = io.BytesIO(source) if isinstance(source, bytes) else None
    one = Input("it", stream=stream) if stream else Input("it", source)
    found = []
    with open_input(one) as opened:
        for inner in unpacked(opened, evolve(limits or LimitsConfig(), **changes)):
            if isinstance(inner, Opened):
                found.append(_read(inner))
            else:
                error = inner.error
                told = (error.slug, error.level, error.where)
                found.append(Member(inner.member, inner.containers, b"", *told))
    return found


@pytest.fixture(scope="session")
def unpack() -> Callable[..., list[Member]]:
    """Unpacks bytes or a path; limits by name."""
    return _unpack


@pytest.fixture(scope="session")
def tarred() -> Callable[..., bytes]:
    """A tar of ``(name, content)``, or of ``TarInfo`` with content."""

    def make(members: Iterable[tuple[Any, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as archive:
            for name, content in members:
                info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
                if info.isreg():
                    info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def zipped() -> Callable[..., bytes]:
    """A zip of ``(name, content)``, or of ``ZipInfo`` with content."""

    def make(members: Iterable[tuple[Any, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in members:
                archive.writestr(name, content)
        return out.getvalue()

    return make
