"""Holes in a text: who could fill them, how surely, and how the format would count the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from warcorpus.merging.collate import Alignment
from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.record import Record

Grade = Literal["A", "B", "C"]

FLANK = 12
"""Tokens looked at on each side of a hole."""

FLANK_EQUAL = 6
"""How many of them must be equal for grade A."""

NEAR_LENGTH = 2
"""How far the length of a candidate may be off for grade B."""

AROUND = 20
"""Tokens on each side whose drift is told beside a fill."""

CADENCE = {"english-corpora": 200}
"""White-space tokens from hole to hole, by format: ten of every 200 words are blacked out."""

CADENCE_SLACK = 3
"""How far a hole may be off its cadence without losing a grade."""

# Tokens as formats count them that redact: a possessive and a contracted `not` stand alone,
# initials, numbers with their separators, and words joined by a dash or an apostrophe are one
# (`Ba'ath`; english-corpora glues what a dash joined: `2064 years`).
_CLITIC = r"['’](?:s|re|ve|ll|d|m)\b"
_COUNTED = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[0-9]+(?:[.,\u2013\u2014][0-9]+)*(?:st|nd|rd|th)?(?![^\W_])"
    r"|[^\W_]+?(?=n['’]t\b)|n['’]t\b"
    rf"|[^\W_]+(?:(?!{_CLITIC})[-'’ʼʿʾ\u2010\u2011\u2013\u2014][^\W_]+)*"
    rf"|{_CLITIC}|\S"
)


@frozen
class Candidate:
    """What a text has where another has a hole.

    Args:
        start: its first token there.
        end: one past the last.
        grade: how sure it is that these words were blacked out.
        length: tokens as the format counts them that redacted.
        drift: tokens around the hole that differ.
        around: tokens around the hole that were compared.
    """

    start: int
    end: int
    grade: Grade
    length: int
    drift: int
    around: int


def counted(text: str) -> int:
    """How many tokens a redacting format would count in a text.

    >>> counted("at the factory after the fighting had ended. Later"), counted("Aleppo's")
    (10, 2)
    >>> counted("Ba'ath"), counted("the 20–64 years"), counted("Nu'man's"), counted("didn't")
    (1, 3, 2, 2)
    """
    return sum(1 for _ in _COUNTED.finditer(text))


class Sides:
    """An alignment seen from the text with the holes: what of it is equal, and where.

    Args:
        alignment: between the two texts.
        gapped: the text with the holes.
        supplier: the other one.
        mirrored: the supplier is the base of the alignment.
    """

    def __init__(
        self, alignment: Alignment, gapped: Tokens, supplier: Tokens, *, mirrored: bool
    ) -> None:
        self.gapped = gapped
        self.supplier = supplier
        self.ops: list[tuple[int, int, int, int]] = []
        self.equal: list[bool] = []
        for op in alignment.ops:
            ranges = (op.b0, op.b1, op.a0, op.a1) if mirrored else (op.a0, op.a1, op.b0, op.b1)
            g0, g1, s0, s1 = ranges
            self.ops.append(ranges)
            same = op.tag == "equal" or gapped.forms[g0:g1] == supplier.forms[s0:s1]
            self.equal.append(same)

    def candidate(self, hole: int, *, on_cadence: bool = True) -> Candidate | None:
        """What the supplier has in place of a hole, graded; None if nothing, or a hole.

        Args:
            hole: a gap token.
            on_cadence: False if the hole stands where the format makes none.
        """
        place = self.op_at(hole)
        g0, g1, s0, s1 = self.ops[place]
        # Words beside the hole inside the same change are edits; they are taken off both ends.
        before, after = hole - g0, g1 - hole - 1
        start, end = s0 + before, s1 - after
        if start >= end or self.supplier.has_hole(start, end):
            return None
        length = counted(self.supplier.slice(start, end))
        grade = self._grade(place, hole, length)
        if not on_cadence:
            grade = "B" if grade == "A" else "C"
        drift, around = self.drift(g0, g1, AROUND)
        return Candidate(start, end, grade, length, drift, around)

    def _grade(self, place: int, hole: int, length: int) -> Grade:
        g0, g1, _, _ = self.ops[place]
        count = self.gapped.holes[hole].words
        enough = (
            self.equal_within(g0 - FLANK, g0) >= FLANK_EQUAL
            and self.equal_within(g1, g1 + FLANK) >= FLANK_EQUAL
        )
        if count is None or not enough:
            return "C"
        beside = g1 - g0 == 1 and self.near(place, -1) and self.near(place, 1)
        if beside and length == count:
            return "A"
        return "B" if abs(length - count) <= NEAR_LENGTH else "C"

    def op_at(self, token: int) -> int:
        """Index of the operation that holds a token of the text with the holes."""
        return bisect_right(self.ops, token, key=lambda ranges: ranges[1])

    def near(self, place: int, way: int) -> bool:
        """Whether the operation beside is equal, so that the nearest token is."""
        beside = place + way
        return 0 <= beside < len(self.ops) and self.equal[beside]

    def equal_within(self, start: int, end: int) -> int:
        """Equal tokens of the text with the hole in a stretch of it."""
        start, end = max(start, 0), min(end, len(self.gapped))
        total, place = 0, self.op_at(start)
        while place < len(self.ops) and self.ops[place][0] < end:
            g0, g1, _, _ = self.ops[place]
            if self.equal[place]:
                total += max(0, min(g1, end) - max(g0, start))
            place += 1
        return total

    def drift(self, g0: int, g1: int, reach: int) -> tuple[int, int]:
        """How many of the tokens around a stretch differ, and how many there are."""
        left, right = max(g0 - reach, 0), min(g1 + reach, len(self.gapped))
        around = g0 - left + right - g1
        equal = self.equal_within(left, g0) + self.equal_within(g1, right)
        return around - equal, around


def off_cadence(record: Record, tokens: Tokens) -> frozenset[int]:
    """Gap tokens that stand where the format of the witness makes no hole.

    A hole is on the cadence if it follows or precedes another one by a multiple of the distance
    of its format; with one hole alone there is nothing to compare.

    Args:
        record: the witness.
        tokens: its tokens.
    """
    distance = CADENCE.get(record.source.format) if record.sources else None
    places = sorted(tokens.holes)
    if distance is None or len(places) < 2:
        return frozenset()
    positions = _white_space_positions(tokens, places)
    return frozenset(
        place
        for k, place in enumerate(places)
        if not any(_multiple(abs(positions[k] - p), distance) for p in _beside(positions, k))
    )


def _beside(positions: Sequence[int], k: int) -> list[int]:
    return [positions[j] for j in (k - 1, k + 1) if 0 <= j < len(positions)]


def _multiple(steps: int, distance: int) -> bool:
    times = max(1, (steps + distance // 2) // distance)
    return abs(steps - times * distance) <= CADENCE_SLACK * times


def _white_space_positions(tokens: Tokens, places: Sequence[int]) -> list[int]:
    """Where each hole begins, in white-space tokens of the tokenised file.

    There a heading stands between two marks of its own (`# Battle #`), and one (`<p>`) between
    two paragraphs without a heading.
    """
    positions: list[int] = []
    position = start = 0
    marks = list(_marks(tokens))
    for place in places:
        position += counted(tokens.text[start : tokens.starts[place]])
        position += sum(n for mark, n in marks if start <= mark < tokens.starts[place])
        positions.append(position)
        position += tokens.holes[place].words or 1
        start = tokens.ends[place]
    return positions


def _marks(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where the tokenised file has marks that are no words, and how many."""
    before = "heading"
    for frame in tokens.frames:
        if frame.kind == "heading":
            yield frame.start, 2
        elif before != "heading":
            yield frame.start, 1
        before = frame.kind
