"""Which format a text is: every reader is asked, the surest is taken."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.values import Problem
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.readers.registry import all_readers

HEAD_CHARACTERS = 64 * 2**10
"""What a probe sees of a text."""

LEAST_SCORE = 0.10
"""Below it for all readers the format is unknown."""

CLOSE = 0.05
"""Two scores this near are told as ambiguous."""

SUFFIX_WEIGHT = 0.02
"""What a file name's ending may add; the content decides."""


def sniff_text(text: str, suffix: str = "", readers: Sequence[Reader] | None = None) -> list[Sniff]:
    """What each reader says about a text, best first, ties by name.

    Args:
        text: the text or its beginning.
        suffix: the ending of the file name, with its dot.
        readers: who is asked; all readers if not given.

    >>> sniff_text('{"id":"x","schema":"warcorpus.corpus/1"}')[0].reader
    'warcorpus'
    """
    head = text[:HEAD_CHARACTERS]
    asked = all_readers() if readers is None else readers
    found = [_asked(reader, head, suffix) for reader in asked]
    return sorted(found, key=lambda one: (-one.score, one.reader))


def settle(sniffs: Sequence[Sniff], path: str) -> tuple[str, Problem | None]:
    """The name of the surest reader, and a problem if another is nearly as sure.

    Raises:
        ReadError: ``unknown-format``; the message lists every score.
    """
    if not sniffs or sniffs[0].score < LEAST_SCORE:
        scores = ", ".join(f"{one.reader} {one.score:.2f}" for one in sniffs)
        raise ReadError(
            "unknown-format",
            f"found no format ({scores}), expected a score of {LEAST_SCORE:.2f} at least",
            hint="name one with --reader NAME",
            where=path,
        )
    best, *others = sniffs
    if (
        not others
        or others[0].score < LEAST_SCORE
        or round(best.score - others[0].score, 4) >= CLOSE
    ):
        return best.reader, None
    second = others[0]
    return best.reader, Problem(
        "ambiguous-format",
        "warning",
        f"found {best.reader} ({best.score:.2f}) and {second.reader} ({second.score:.2f}) "
        f"nearly alike, expected one; read as {best.reader}",
        f"settle it with --reader {best.reader} or --reader {second.reader}",
        path,
    )


def _asked(reader: Reader, head: str, suffix: str) -> Sniff:
    """A reader's own word and what the suffix adds; a probe that fails knows nothing."""
    try:
        found = reader.sniff(head)
    except Exception:  # a plug-in's probe may fail in any way
        return Sniff(reader.name, 0.0)
    if found.score <= 0 or suffix.casefold() not in reader.suffixes:
        return found
    score = round(min(found.score + SUFFIX_WEIGHT, 1.0), 4)
    added = Feature(f"suffix {suffix}", round(score - found.score, 4), 0, 0)
    return evolve(found, score=score, evidence=(*found.evidence, added))
