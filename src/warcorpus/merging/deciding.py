"""Which reading of each unit the merged text takes, and by what rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import evolve, frozen

from warcorpus.config import MergeConfig
from warcorpus.merging.collate import Unit
from warcorpus.merging.gaps import Candidate, Sides
from warcorpus.merging.texts import Texts
from warcorpus.merging.typing_units import CONFLICTS, gravest, pair_type
from warcorpus.model.prose import CONTROL, MOJIBAKE
from warcorpus.model.record import VariantType
from warcorpus.text import residue
from warcorpus.text.folding import fold

Reason = Literal["omitted", "redacted", "truncated", "lost", "not-covered"]


@frozen
class Piece:
    """Tokens of one text that the merged text takes; ``supplied`` if they fill a hole."""

    text: int
    first: int
    last: int
    supplied: bool = False


@frozen(eq=False)
class Verdict:
    """What was decided about a unit.

    Args:
        unit: the column.
        type: of its difference; None where all are equal.
        rule: what settled it.
        conflict: its readings cannot all be true.
        pieces: what enters the text.
        reasons: why a text has nothing here, by text.
    """

    unit: Unit
    type: VariantType | None
    rule: str
    conflict: bool
    pieces: tuple[Piece, ...]
    reasons: tuple[Reason | None, ...] = ()

    def taking(self, text: int, rule: str) -> Verdict:
        """The same unit with the reading of another text."""
        first, last = self.unit.ranges[text]
        pieces = (Piece(text, first, last),) if first < last else ()
        return evolve(self, pieces=pieces, rule=rule)


class Judge:
    """Decides units one by one; knows the lineages and the holes.

    Args:
        texts: the texts that were collated.
        config: what may be filled.
    """

    def __init__(self, texts: Texts, config: MergeConfig) -> None:
        self.texts = texts
        self.config = config
        self.tokens = [text.tokens for text in texts.texts]
        self.fills: dict[int, tuple[int, Candidate]] = {}
        self._sides: dict[int, Sides] = {}
        self._off = texts.off_cadence(0) if self.tokens[0].holes else frozenset()
        self._lost = [_lost_headings(texts.record(k)) for k in range(len(self.tokens))]
        self._cut_start, self._cut_end = zip(*map(self._cuts, range(len(self.tokens))), strict=True)
        self._holes = [self._hole_ranges(k) for k in range(len(self.tokens))]
        self._unaligned = [
            (op.a0, op.a1)
            for text in texts.texts
            for op in (text.alignment.ops if text.alignment else ())
            if op.tag == "unaligned"
        ]

    def decide(self, unit: Unit) -> Verdict:
        """The verdict on one unit, but for additions of whole sentences."""
        if unit.equal:
            return Verdict(unit, None, "equal", False, (Piece(0, unit.start, unit.end),))
        reasons = tuple(self._reason(unit, k) for k in range(len(self.tokens)))
        kind = self._type(unit)
        conflict = kind in CONFLICTS
        base = (Piece(0, unit.start, unit.end),) if unit.start < unit.end else ()
        verdict = Verdict(unit, kind, "base", conflict, base, reasons)
        if self.tokens[0].has_hole(unit.start, unit.end):
            return self._fill(verdict)
        chosen, rule = self._choice(verdict)
        return verdict if chosen == 0 else verdict.taking(chosen, rule)

    # Types and absences

    def _type(self, unit: Unit) -> VariantType:
        if any(a < unit.end and unit.start < b for a, b in self._unaligned):
            return "unaligned"
        kinds: set[VariantType] = set()
        filled = [k for k, (i, j) in enumerate(unit.ranges) if i < j]
        lemma = filled[0] if unit.start == unit.end else 0
        seen = {self._key(unit, lemma)}
        for k in range(len(unit.ranges)):
            key = self._key(unit, k)
            if key in seen:
                continue
            seen.add(key)
            later = self._is_later(lemma, k, unit)
            kinds.add(
                pair_type(
                    self.tokens[lemma], unit.ranges[lemma], self.tokens[k], unit.ranges[k], later
                )
                if not self._in_hole(unit, k)
                else "gap"
            )
        return gravest(kinds or {"addition"})

    def _key(self, unit: Unit, text: int) -> tuple[str, ...]:
        first, last = unit.ranges[text]
        return tuple(self.tokens[text].surfaces[first:last])

    def _is_later(self, lemma: int, other: int, unit: Unit) -> bool | None:
        first, last = unit.ranges[other]
        lacking, having = (other, lemma) if first == last else (lemma, other)
        i, j = (self.texts.texts[k].witnesses[0] for k in (lacking, having))
        return self.texts.newer(i, j)

    def _reason(self, unit: Unit, text: int) -> Reason | None:
        """Why a text has nothing here; None if it has something."""
        first, last = unit.ranges[text]
        tokens = self.tokens[text]
        if first < last:
            return "redacted" if last - first == 1 and first in tokens.holes else None
        if self._in_hole(unit, text):
            return "redacted"
        if last == len(tokens) and self._cut_end[text]:
            return "truncated"
        if first == 0 and self._cut_start[text]:
            return "truncated"
        if self._lost[text] and self._is_lost(unit, text):
            return "lost"
        return "omitted"

    def _cuts(self, text: int) -> tuple[bool, bool]:
        """Whether a text begins or ends where others go on; the base only if its reader said so."""
        record, tokens = self.texts.record(text), self.tokens[text]
        if text:
            return True, True
        end = max((row.raw_end or 0 for row in record.text_map), default=0)
        said = any(gap.reason == "truncated" and gap.end >= end for gap in record.gaps)
        return False, said and len(tokens) > 0

    def _in_hole(self, unit: Unit, text: int) -> bool:
        if unit.start == unit.end:
            return any(a < unit.start < b for a, b in self._holes[text])
        return any(a <= unit.start and unit.end <= b for a, b in self._holes[text])

    def _hole_ranges(self, text: int) -> list[tuple[int, int]]:
        """Base ranges that stand against nothing but a hole of a text."""
        alignment, tokens = self.texts.texts[text].alignment, self.tokens[text]
        if alignment is None or not tokens.holes:
            return []
        return [
            (op.a0, op.a1) for op in alignment.ops if op.b1 - op.b0 == 1 and op.b0 in tokens.holes
        ]

    def _is_lost(self, unit: Unit, text: int) -> bool:
        base = self.tokens[0]
        if unit.start == unit.end:
            return False
        section = base.frames[base.frame_of(unit.start)].section
        heading = self.texts.record(0).sections[section].heading
        return heading is not None and fold(heading) in self._lost[text]

    # Choices

    def _choice(self, verdict: Verdict) -> tuple[int, str]:
        """The text whose reading is taken, and why."""
        unit = verdict.unit
        clean = self._clean_witness(verdict)
        if clean:
            return clean, "clean-witness"
        if len(self.texts.witnesses) < 3 or self._holds_sentence(unit):
            return 0, "base"
        for rule, votes in (
            ("majority-of-lineages", self._votes_of_lineages(verdict)),
            ("majority-in-lineage", self._votes_in_lineage(verdict)),
        ):
            chosen = self._winner(unit, votes)
            if chosen is not None:
                return chosen, rule
        return 0, "base"

    def _holds_sentence(self, unit: Unit) -> bool:
        """Whole sentences are added by union and never voted out."""
        borders = self.tokens[0].borders
        inside = sum(i in borders for i in range(unit.start, unit.end + 1))
        empty = any(i == j for i, j in unit.ranges)
        return empty and (unit.start == unit.end or inside > 1)

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

    def _forms(self, unit: Unit, text: int) -> tuple[str, ...]:
        first, last = unit.ranges[text]
        return tuple(self.tokens[text].forms[first:last])

    def _voters(self, verdict: Verdict) -> list[tuple[int, int]]:
        """Witnesses that say something here, with their texts, the best first."""
        speaks = [reason in (None, "omitted") for reason in verdict.reasons]
        by_witness = {w: k for k, text in enumerate(self.texts.texts) for w in text.witnesses}
        order = (w for w in self.texts.order if w in by_witness)
        return [(w, by_witness[w]) for w in order if speaks[by_witness[w]]]

    def _votes_of_lineages(self, verdict: Verdict) -> list[int]:
        """One vote a lineage: the reading of its newest revision, else of most of its witnesses."""
        members: dict[int, list[tuple[int, int]]] = {}
        for witness, text in self._voters(verdict):
            members.setdefault(self.texts.lineage[witness], []).append((witness, text))
        votes = []
        for group in members.values():
            newest = [
                text
                for witness, text in group
                if all(w == witness or self.texts.newer(witness, w) for w, _ in group)
            ]
            votes.append(newest[0] if newest else self._most(verdict.unit, group))
        return votes

    def _most(self, unit: Unit, group: Sequence[tuple[int, int]]) -> int:
        tally: dict[tuple[str, ...], list[int]] = {}
        for _, text in group:
            tally.setdefault(self._forms(unit, text), []).append(text)
        return min(min(tally.values(), key=lambda texts: (-len(texts), min(texts))))

    def _votes_in_lineage(self, verdict: Verdict) -> list[int]:
        """Votes of the base's own lineage, where no order of revisions is known; the base's not."""
        base = self.texts.order[0]
        own = [
            (w, text)
            for w, text in self._voters(verdict)
            if self.texts.lineage[w] == self.texts.lineage[base] and w != base
        ]
        if any(self.texts.newer(base, w) is not None for w, _ in own):
            return []
        return [text for _, text in own]

    def _clean_witness(self, verdict: Verdict) -> int:
        """The best text without damage, where the base's reading has some; else 0."""
        if not self._is_damaged(verdict, 0):
            return 0
        for k, (first, last) in enumerate(verdict.unit.ranges):
            if first < last and not self._is_damaged(verdict, k):
                return k
        return 0

    def _is_damaged(self, verdict: Verdict, text: int) -> bool:
        first, last = verdict.unit.ranges[text]
        if first == last:
            return False
        tokens = self.tokens[text]
        words = tokens.slice(first, last)
        if "\ufffd" in words or residue.find(words):
            return True
        if words.isascii() or verdict.type not in ("format", "spelling"):
            return False
        start, end = tokens.starts[first], tokens.ends[last - 1]
        return any(
            row.method in (MOJIBAKE, CONTROL) and row.start < end and start < row.end
            for row in self.texts.record(text).text_map
        )

    # Holes of the base

    def _fill(self, verdict: Verdict) -> Verdict:
        unit = verdict.unit
        holes = [i for i in range(unit.start, unit.end) if i in self.tokens[0].holes]
        if len(holes) > 1:
            return evolve(verdict, rule="unfilled")
        hole = holes[0]
        candidates = self._candidates(hole, unit)
        best = [c for c in candidates if c[1].grade == candidates[0][1].grade]
        if candidates and candidates[0][1].grade == "A" and self._disagree(best):
            return evolve(verdict, rule="unfilled", conflict=True)
        if candidates:
            self.fills[hole] = candidates[0]
        if not candidates or not self.may_fill(candidates[0][1]):
            return evolve(verdict, rule="unfilled")
        text, found = candidates[0]
        pieces = [
            Piece(0, unit.start, hole),
            Piece(text, found.start, found.end, supplied=True),
            Piece(0, hole + 1, unit.end),
        ]
        return evolve(
            verdict,
            pieces=tuple(piece for piece in pieces if piece.first < piece.last),
            rule=f"fill-{found.grade}",
        )

    def may_fill(self, found: Candidate) -> bool:
        """Whether a candidate is sure enough for what the user allows."""
        return (found.grade == "A" and self.config.fill != "off") or found.grade == self.config.fill

    def _candidates(self, hole: int, unit: Unit) -> list[tuple[int, Candidate]]:
        """What the other texts have in place of a hole, the surest first."""
        found = []
        for k, (first, last) in enumerate(unit.ranges):
            if k == 0 or first == last:
                continue
            if k not in self._sides:
                self._sides[k] = self.texts.sides(0, k)
            candidate = self._sides[k].candidate(hole, on_cadence=hole not in self._off)
            if candidate is not None:
                found.append((k, candidate))
        return sorted(found, key=lambda item: (item[1].grade, item[0]))

    def _disagree(self, candidates: Sequence[tuple[int, Candidate]]) -> bool:
        """Whether different lineages would fill a hole with different words."""
        words: dict[tuple[str, ...], set[int]] = {}
        for text, found in candidates:
            forms = tuple(self.tokens[text].forms[found.start : found.end])
            lineages = {self.texts.lineage[w] for w in self.texts.texts[text].witnesses}
            words.setdefault(forms, set()).update(lineages)
        groups = list(words.values())
        return any(a - b or b - a for i, a in enumerate(groups) for b in groups[:i])


def _lost_headings(record: object) -> frozenset[str]:
    sections = getattr(record, "sections", ())
    return frozenset(fold(s.heading) for s in sections if s.empty and s.heading)
