"""Which reading of each unit the merged text takes, and by what rule."""

from __future__ import annotations

from attrs import frozen

from warcorpus.config import MergeConfig
from warcorpus.merging.absences import Absences, Reason
from warcorpus.merging.collate import Unit
from warcorpus.merging.filling import Filler
from warcorpus.merging.texts import Texts
from warcorpus.merging.typing_units import CONFLICTS, gravest, pair_type
from warcorpus.merging.voting import Ballot
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import CONTROL, MOJIBAKE
from warcorpus.model.record import VariantType
from warcorpus.text import residue


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
    """Decides units one by one.

    Args:
        texts: the texts that were collated.
        config: what may be filled.
    """

    def __init__(self, texts: Texts, config: MergeConfig) -> None:
        self.texts = texts
        self.tokens = [text.tokens for text in texts.texts]
        self.filler = Filler(texts, config)
        self._absences = Absences(texts)
        self._ballot = Ballot(texts)
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
        reasons = tuple(self._absences.reason(unit, k) for k in range(len(self.tokens)))
        kind = self._type(unit)
        base = (Piece(0, unit.start, unit.end),) if unit.start < unit.end else ()
        verdict = Verdict(unit, kind, "base", kind in CONFLICTS, base, reasons)
        if self.tokens[0].has_hole(unit.start, unit.end):
            return self._filled(verdict)
        clean = self._clean_text(verdict)
        if clean:
            return verdict.taking(clean, "clean-witness")
        if self._holds_sentence(unit):
            return verdict
        chosen, rule = self._ballot.choose(unit, reasons)
        if chosen == 0 or not self._same_headings(unit, chosen):
            return verdict
        return verdict.taking(chosen, rule)

    def _type(self, unit: Unit) -> VariantType:
        """The gravest type of all readings against the base's, or the first where it has none."""
        if any(a < unit.end and unit.start < b for a, b in self._unaligned):
            return "unaligned"
        lemma = 0
        if unit.start == unit.end:
            lemma = next(k for k, (first, last) in enumerate(unit.ranges) if first < last)
        kinds: list[VariantType] = []
        seen = {self._surfaces(unit, lemma)}
        for text in range(len(unit.ranges)):
            surfaces = self._surfaces(unit, text)
            if surfaces not in seen:
                seen.add(surfaces)
                kinds.append(self._pair_type(unit, lemma, text))
        return gravest(kinds or ["addition"])

    def _pair_type(self, unit: Unit, lemma: int, text: int) -> VariantType:
        if self._absences.in_hole(unit, text):
            return "gap"
        first, last = unit.ranges[text]
        lacking, having = (text, lemma) if first == last else (lemma, text)
        newer = self.texts.newer(
            self.texts.texts[lacking].witnesses[0], self.texts.texts[having].witnesses[0]
        )
        return pair_type(
            self.tokens[lemma], unit.ranges[lemma], self.tokens[text], (first, last), newer
        )

    def _surfaces(self, unit: Unit, text: int) -> tuple[str, ...]:
        first, last = unit.ranges[text]
        return tuple(self.tokens[text].surfaces[first:last])

    def _holds_sentence(self, unit: Unit) -> bool:
        """Whole sentences are added by union and never voted out."""
        if all(first < last for first, last in unit.ranges):
            return False
        if unit.start == unit.end:
            return True
        borders = self.tokens[0].borders
        return sum(i in borders for i in range(unit.start, unit.end + 1)) > 1

    def _same_headings(self, unit: Unit, text: int) -> bool:
        """A heading gives way to a heading alone: the text has the base's sections."""
        counts = [
            sum(self.tokens[k].is_heading(i) for i in range(*unit.ranges[k])) for k in (0, text)
        ]
        first, last = unit.ranges[text]
        return counts == [0, 0] or (counts == [1, 1] and unit.end - unit.start == last - first == 1)

    def _clean_text(self, verdict: Verdict) -> int:
        """The best text without damage, where the base's reading has some; else 0."""
        if not self._is_damaged(verdict, 0):
            return 0
        for text in range(1, len(verdict.unit.ranges)):
            if self._may_replace(verdict.unit, text) and not self._is_damaged(verdict, text):
                return text
        return 0

    def _may_replace(self, unit: Unit, text: int) -> bool:
        """Whether a reading says what the damaged one does: one bad character in three
        paragraphs does not make one word in their place the better reading."""
        first, last = unit.ranges[text]
        tokens = self.tokens[text]
        if first == last or tokens.has_hole(first, last) or not self._same_headings(unit, text):
            return False
        clean, damaged = tokens.slice(first, last), self.tokens[0].slice(unit.start, unit.end)
        return 2 * len(clean) >= len(damaged) or not self._has_border_inside(unit)

    def _has_border_inside(self, unit: Unit) -> bool:
        """Whether a sentence of the base ends inside a unit."""
        borders = self.tokens[0].borders
        return any(i in borders for i in range(unit.start + 1, unit.end))

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

    def _filled(self, verdict: Verdict) -> Verdict:
        """The verdict on a unit with a hole of the base."""
        unit = verdict.unit
        holes = [i for i in range(unit.start, unit.end) if i in self.tokens[0].holes]
        fills = [self.filler.fill(hole, unit) for hole in holes]
        hole, fill = holes[0], fills[0]
        if fill.disputed:
            return evolve(verdict, rule="unfilled", conflict=True)
        found = fill.candidate
        if len(holes) > 1 or fill.text is None or not found or not self.filler.may_enter(found):
            return evolve(verdict, rule="unfilled")
        pieces = (
            Piece(0, unit.start, hole),
            Piece(fill.text, found.start, found.end, supplied=True),
            Piece(0, hole + 1, unit.end),
        )
        kept = tuple(piece for piece in pieces if piece.first < piece.last)
        return evolve(verdict, pieces=kept, rule=f"fill-{found.grade}")
