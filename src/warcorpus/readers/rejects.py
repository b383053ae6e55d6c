"""A document that became no record, and why."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from warcorpus.errors import ReadError, WarcorpusError
from warcorpus.model.source import Source
from warcorpus.model.values import Problem

Stage = Literal["open", "decode", "sniff", "read", "normalize"]

_NO_LOSS = frozenset(("empty-file", "empty-document", "not-an-event"))
"""Rejects that cost nobody a document; they do not change the exit code."""


@frozen
class Reject:
    """One document without a record; exactly one problem says why.

    Args:
        source: what is known of it: path, member, index, digest of the bytes read.
        problem: the reason.
        stage: where it failed.
    """

    source: Source
    problem: Problem
    stage: Stage

    @classmethod
    def of(cls, error: WarcorpusError, source: Source, stage: Stage) -> Reject:
        """The reject that an error makes of a document.

        >>> error = ReadError("empty-file", "found no text")
        >>> Reject.of(error, Source("a.txt"), "decode").problem.level
        'info'
        """
        level = "info" if error.slug in _NO_LOSS else error.level
        problem = Problem(
            error.slug,
            level,  # type: ignore[arg-type]  # an error's level is one of the three
            error.message,
            error.hint,
            error.where or source.path,
        )
        return cls(source, problem, stage)

    def error(self) -> ReadError:
        """The error to raise where this was the only document asked for."""
        told = self.problem
        return ReadError(
            told.slug, told.message, hint=told.hint, where=told.where, level=told.level
        )
