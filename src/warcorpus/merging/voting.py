"""Votes: one a lineage, because copies copy errors."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.merging.absences import Reason
from warcorpus.merging.collate import Unit
from warcorpus.merging.texts import Texts

Voter = tuple[int, int]
"""A witness and the text it has."""


class Ballot:
    """Asks lineages which reading of a unit they prefer to the base's.

    Args:
        texts: the texts that were collated.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        text_of = {w: k for k, text in enumerate(texts.texts) for w in text.witnesses}
        self._voters = [(w, text_of[w]) for w in texts.order if w in text_of]

    def choose(self, unit: Unit, reasons: Sequence[Reason | None]) -> tuple[int, str]:
        """The text whose reading is taken, and the rule.

        Args:
            unit: where the texts differ.
            reasons: why a text has nothing there; only ``omitted`` is a reading.
        """
        if len(self._voters) < 3:
            return 0, "base"
        voters = [v for v in self._voters if reasons[v[1]] in (None, "omitted")]
        for rule, votes in (
            ("majority-of-lineages", self._of_lineages(unit, voters)),
            ("majority-in-lineage", self._in_lineage(voters)),
        ):
            chosen = self._winner(unit, votes)
            if chosen is not None:
                return chosen, rule
        return 0, "base"

    def _forms(self, unit: Unit, text: int) -> tuple[str, ...]:
        first, last = unit.ranges[text]
        return tuple(self._texts.texts[text].tokens.forms[first:last])

    def _winner(self, unit: Unit, votes: Sequence[int]) -> int | None:
        """The reading that at least two votes prefer to the base's, and more than its own."""
        tally: dict[tuple[str, ...], list[int]] = {}
        for text in votes:
            tally.setdefault(self._forms(unit, text), []).append(text)
        for_base = len(tally.pop(self._forms(unit, 0), ()))
        if not tally:
            return None
        best = min(tally.values(), key=lambda group: (-len(group), min(group)))
        return min(best) if len(best) >= 2 and len(best) > for_base else None

    def _of_lineages(self, unit: Unit, voters: Sequence[Voter]) -> list[int]:
        """The reading of each lineage's newest revision, else of most of its witnesses."""
        members: dict[int, list[Voter]] = {}
        for voter in voters:
            members.setdefault(self._texts.lineage[voter[0]], []).append(voter)
        votes = []
        for group in members.values():
            newest = [
                text
                for witness, text in group
                if all(w == witness or self._texts.newer(witness, w) for w, _ in group)
            ]
            votes.append(newest[0] if newest else self._most(unit, group))
        return votes

    def _most(self, unit: Unit, group: Sequence[Voter]) -> int:
        tally: dict[tuple[str, ...], list[int]] = {}
        for _, text in group:
            tally.setdefault(self._forms(unit, text), []).append(text)
        return min((-len(texts), min(texts)) for texts in tally.values())[1]

    def _in_lineage(self, voters: Sequence[Voter]) -> list[int]:
        """The other witnesses of the base's lineage, where no order of revisions is known."""
        base, lineage = self._texts.order[0], self._texts.lineage
        own = [(w, text) for w, text in voters if lineage[w] == lineage[base] and w != base]
        if any(self._texts.newer(base, w) is not None for w, _ in own):
            return []
        return [text for _, text in own]
