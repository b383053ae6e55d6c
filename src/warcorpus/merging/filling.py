"""Filling the holes of the base: who has the words, and whether they may enter the text."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from warcorpus.config import MergeConfig
from warcorpus.merging.collate import Unit
from warcorpus.merging.gaps import Candidate, Sides
from warcorpus.merging.texts import Texts


@frozen
class Fill:
    """What is known about one hole of the base.

    Args:
        text: the text with the surest candidate, None if there is none.
        candidate: its words.
        disputed: different lineages would fill the hole with different words.
    """

    text: int | None = None
    candidate: Candidate | None = None
    disputed: bool = False


class Filler:
    """Finds and grades what other texts have in place of the base's holes.

    Args:
        texts: the texts that were collated.
        config: what may enter the text.
    """

    def __init__(self, texts: Texts, config: MergeConfig) -> None:
        self._texts = texts
        self._config = config
        self._sides: dict[int, Sides] = {}
        self._off = texts.off_cadence(0) if texts.base.tokens.holes else frozenset()
        self.fills: dict[int, Fill] = {}

    def fill(self, hole: int, unit: Unit) -> Fill:
        """The surest candidate for a hole.

        Args:
            hole: a gap token of the base.
            unit: the unit it stands in.
        """
        found = self._candidates(hole, unit)
        if not found:
            made = Fill()
        else:
            text, best = found[0]
            equals = [item for item in found if item[1].grade == best.grade]
            disputed = best.grade == "A" and self._disagree(equals)
            made = Fill(text, best, disputed)
        self.fills[hole] = made
        return made

    def may_enter(self, candidate: Candidate) -> bool:
        """Whether a candidate is sure enough for what the user allows."""
        allowed = self._config.fill
        return candidate.grade == allowed or (candidate.grade == "A" and allowed == "B")

    def _candidates(self, hole: int, unit: Unit) -> list[tuple[int, Candidate]]:
        """What the other texts have in place of a hole, the surest first."""
        found = []
        for text, (first, last) in enumerate(unit.ranges):
            if text == 0 or first == last:
                continue
            if text not in self._sides:
                self._sides[text] = self._texts.sides(0, text)
            candidate = self._sides[text].candidate(hole, on_cadence=hole not in self._off)
            if candidate is not None:
                found.append((text, candidate))
        return sorted(found, key=lambda item: (item[1].grade, item[0]))

    def _disagree(self, candidates: Sequence[tuple[int, Candidate]]) -> bool:
        words: dict[tuple[str, ...], set[int]] = {}
        for text, found in candidates:
            entry = self._texts.texts[text]
            forms = tuple(entry.tokens.forms[found.start : found.end])
            words.setdefault(forms, set()).update(self._texts.lineage[w] for w in entry.witnesses)
        groups = list(words.values())
        return any(a != b or len(a) > 1 for i, a in enumerate(groups) for b in groups[:i])
