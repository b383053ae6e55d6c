"""Why a witness has nothing in one place: only words it left out count as its reading."""

from __future__ import annotations

from typing import Literal

from warcorpus.merging.collate import Unit
from warcorpus.merging.texts import Texts
from warcorpus.text.folding import fold

Reason = Literal["omitted", "redacted", "truncated", "lost", "not-covered"]


class Absences:
    """Tells for every unit and text why nothing stands there.

    Args:
        texts: the texts that were collated.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._tokens = [text.tokens for text in texts.texts]
        count = range(len(self._tokens))
        self._holes = [self._hole_ranges(text) for text in count]
        self._lost = [self._lost_headings(text) for text in count]
        self._base_is_cut = self._is_cut()

    def reason(self, unit: Unit, text: int) -> Reason | None:
        """Why a text has no words in a unit; None if it has some."""
        first, last = unit.ranges[text]
        tokens = self._tokens[text]
        if first < last:
            return "redacted" if last - first == 1 and first in tokens.holes else None
        if self.in_hole(unit, text):
            return "redacted"
        if self._is_at_edge(first, last, text):
            return "truncated"
        if self._is_lost(unit, text):
            return "lost"
        return "omitted"

    def in_hole(self, unit: Unit, text: int) -> bool:
        """Whether a unit lies in a hole of a text."""
        if unit.start == unit.end:
            return any(a < unit.start < b for a, b in self._holes[text])
        return any(a <= unit.start and unit.end <= b for a, b in self._holes[text])

    def _hole_ranges(self, text: int) -> list[tuple[int, int]]:
        """Base ranges that stand against nothing but a hole of a text."""
        alignment, tokens = self._texts.texts[text].alignment, self._tokens[text]
        if alignment is None or not tokens.holes:
            return []
        return [
            (op.a0, op.a1) for op in alignment.ops if op.b1 - op.b0 == 1 and op.b0 in tokens.holes
        ]

    def _is_at_edge(self, first: int, last: int, text: int) -> bool:
        """A witness that begins later or ends earlier leaves out nothing: it is cut.

        The base alone is taken for whole unless its reader said that it is not.
        """
        if last == len(self._tokens[text]):
            return text > 0 or self._base_is_cut
        return first == 0 and text > 0

    def _is_cut(self) -> bool:
        record = self._texts.record(0)
        end = max((row.raw_end or 0 for row in record.text_map), default=0)
        return any(gap.reason == "truncated" and gap.end >= end for gap in record.gaps)

    def _lost_headings(self, text: int) -> frozenset[str]:
        """Headings whose content an exporter dropped."""
        sections = self._texts.record(text).sections
        return frozenset(fold(s.heading) for s in sections if s.empty and s.heading)

    def _is_lost(self, unit: Unit, text: int) -> bool:
        if not self._lost[text] or unit.start == unit.end:
            return False
        base = self._tokens[0]
        section = base.frames[base.frame_of(unit.start)].section
        sections = self._texts.record(0).sections
        heading = sections[section].heading if section < len(sections) else None
        return heading is not None and fold(heading) in self._lost[text]
