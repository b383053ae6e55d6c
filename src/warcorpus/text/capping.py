"""A cap on the sentences of one record: what is beyond it is one sentence a section."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Section


def cap_sentences(sections: Sequence[Section], most: int) -> tuple[tuple[Section, ...], int]:
    """The sections with at most so many sentences, and how many there were.

    From the one at which the cap is reached on, all that a section still says is one sentence:
    no word is left out.

    Args:
        sections: of a record.
        most: sentences that are kept apart.

    >>> section = Section(None, 1, None, 0, 9, False, (), ((0, 2), (3, 5), (6, 9)))
    >>> capped, count = cap_sentences([section], 2)
    >>> capped[0].sentences, count
    (((0, 2), (3, 9)), 3)
    """
    count = sum(len(section.sentences) for section in sections)
    if count <= most:
        return tuple(sections), count
    made, left = [], most
    for section in sections:
        found = section.sentences
        if len(found) > max(left, 1):
            kept = found[: max(left, 1) - 1]
            rest = (found[len(kept)][0], found[-1][1])
            section = evolve(section, sentences=(*kept, rest))
        left -= len(section.sentences)
        made.append(section)
    return tuple(made), count
