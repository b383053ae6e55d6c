"""What every reader says about every file, without reading one: for ``warcorpus sniff``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from warcorpus.config import DEFAULT, Config
from warcorpus.errors import ReadError
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.base import Sniff
from warcorpus.readers.documents import head_of, suffix_of
from warcorpus.readers.rejects import Reject
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.sources import Opened, Refusal, open_input, unpacked, walk
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
        yield from survey_file(one, config)


def survey_file(one: Input, config: Config = DEFAULT) -> Iterator[Survey]:
    """The same of one file; each member of an archive by itself."""
    try:
        with open_input(one) as opened:
            for member in unpacked(opened, config.limits):
                yield _of_member(member, config)
    except ReadError as error:
        yield Survey(one.path, problem=_problem(error, one.path))


def _of_member(member: Opened | Refusal, config: Config) -> Survey:
    if isinstance(member, Refusal):
        where = member.error.where
        return Survey(where, problem=_problem(member.error, where))
    try:
        head = head_of(member, config)
    except ReadError as error:
        return Survey(member.where, problem=_problem(error, member.where))
    sniffs = tuple(sniff_text(head.text, suffix_of(Source(member.path, member.member))))
    try:
        doubt = settle(sniffs, member.where)[1]
    except ReadError as error:
        doubt = _problem(error, member.where)
    return Survey(member.where, head.text, sniffs, doubt)


def _problem(error: ReadError, path: str) -> Problem:
    return Reject.of(error, Source(path), "sniff").problem
