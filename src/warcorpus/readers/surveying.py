"""What every reader says about every file, without reading one: for ``warcorpus sniff``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from attrs import frozen

from warcorpus.config import DEFAULT, Config
from warcorpus.errors import ReadError
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.base import Sniff
from warcorpus.readers.rejects import Reject
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.sources import check_kind, check_text, decode, open_input, walk
from warcorpus.sources.walking import Input, PathLike


@frozen
class Survey:
    """One file.

    Args:
        path: as it is recorded.
        head: its first characters; empty if it is no text.
        sniffs: what each reader says, best first; empty if it is no text.
        problem: why it would be rejected, or what is doubtful.
    """

    path: str
    head: str = ""
    sniffs: tuple[Sniff, ...] = ()
    problem: Problem | None = None


def survey(paths: Iterable[PathLike], config: Config = DEFAULT) -> Iterator[Survey]:
    """Each file below ``paths``; a bad one has a problem and no sniffs.

    >>> [one.sniffs[0].reader for one in survey(["seeds/001_7664b4e7f6915ef9.txt"])]
    ['english-corpora']
    """
    for one in walk(paths):
        try:
            yield _of(one, config)
        except ReadError as error:
            yield Survey(one.path, problem=Reject.of(error, Source(one.path), "sniff").problem)


def _of(one: Input, config: Config) -> Survey:
    with open_input(one) as opened:
        check_kind(opened.head, one.path)
        head = decode(opened.head, config.read.fallback_encoding)
        check_text(opened.head, head.encoding, one.path)
    sniffs = tuple(sniff_text(head.text, PurePosixPath(one.path).suffix))
    try:
        doubt = settle(sniffs, one.path)[1]
    except ReadError as error:
        doubt = Reject.of(error, Source(one.path), "sniff").problem
    return Survey(one.path, head.text, sniffs, doubt)
