"""Comparing two views: one row of evidence a comparison, with its level and match weight."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from warcorpus.matching import explain
from warcorpus.matching.alike import name_level
from warcorpus.matching.model import Model
from warcorpus.matching.naming import NameView
from warcorpus.matching.placing import PlaceLevel, compare_places
from warcorpus.matching.sketch import MIN_TEXT, SHORT_SHINGLE, Overlap, estimate, shared
from warcorpus.matching.slots import Slots, compare_slots, passage_length
from warcorpus.matching.times import Relation, relation
from warcorpus.matching.view import View
from warcorpus.model.pairs import Evidence

MISSING = "missing"
COPIES = ("copy", "opening")
"""Levels of texts that are one text."""

_ONE_NAME = ("spelling", "skeleton", "near")
_WORDS = 64
"""A name that is all its document says has no more."""

LONG_TEXT = 100
"""Texts under so many tokens may differ in all words and still tell of one event."""

LEAST_SHARED = 10
"""Shingles that short texts have in common at least, to say anything."""

LEAST_FACTS = 4
"""With fewer facts on a side nothing follows from those in common."""

MANY_FACTS = 8
"""So many days and numbers, nearly all the same on both sides, are those of one event."""


class NameMatch(NamedTuple):
    """The best pair of names of two records."""

    weight: int
    level: str
    a: NameView
    b: NameView


class Comparison:
    """Everything that two records have to say about each other; worked out when asked for.

    Args:
        a: the view with the smaller id.
        b: the other one.
        model: the match weights.
    """

    def __init__(self, a: View, b: View, model: Model) -> None:
        self.a, self.b, self.model = a, b, model

    @cached_property
    def rows(self) -> tuple[Evidence, ...]:
        """One row a comparison, undamped; missing evidence weighs nothing."""
        rows = [self._name(), self._date(), self._place(), self._containment(), self._facts()]
        if self.slots is not None:
            rows.append(self._slots(self.slots))
        return (*rows, self._id())

    @cached_property
    def identical(self) -> bool:
        """Whether both texts are long enough to be copies, and are."""
        digest = self.a.prose.digest
        return digest is not None and digest == self.b.prose.digest

    @cached_property
    def time(self) -> Relation | None:
        """How the times stand to each other; None if one is missing."""
        if self.a.time is None or self.b.time is None:
            return None
        return relation(self.a.time, self.b.time)

    @cached_property
    def place(self) -> PlaceLevel | None:
        """Level of the places; None if one is missing."""
        if self.a.place is None or self.b.place is None:
            return None
        return compare_places(self.a.place, self.b.place)

    @cached_property
    def overlap(self) -> Overlap | None:
        """Shared shingles; None if a text is too short. Exact where the estimate nears 1/8."""
        a, b = self.a.prose, self.b.prose
        if not (a.length and b.length):
            return None
        if self.identical:
            return Overlap(len(a.shingles), len(a.shingles), len(a.shingles))
        if a.length != b.length:
            first, second = a.shingles_of(SHORT_SHINGLE), b.shingles_of(SHORT_SHINGLE)
        else:
            rough = estimate(a.sketch, b.sketch)
            if not rough.at_least(1, 8):
                return rough
            first, second = a.shingles, b.shingles
        return Overlap(shared(first, second), len(first), len(second))

    @cached_property
    def same_opening(self) -> bool:
        """Whether both texts begin alike; an account of a part never begins like the whole."""
        first, second = self.a.prose.opening, self.b.prose.opening
        return 3 * shared(first, second) >= max(len(first), len(second)) > 0

    @cached_property
    def cut_short(self) -> View | None:
        """The record whose text is just the first paragraphs of the other one; None if none is."""
        for part, whole in ((self.a, self.b), (self.b, self.a)):
            if part.prose.is_opening_of(whole.prose):
                return part
        return None

    @cached_property
    def read_in_full(self) -> bool:
        """Whether the texts share enough to be aligned."""
        return self.overlap is not None and self.overlap.at_least(1, 8)

    @cached_property
    def slots(self) -> Slots | None:
        """What differs inside the shared words; None where too little is shared."""
        if self.overlap is None or not self.overlap.at_least(3, 10):
            return None
        if self.identical:
            return Slots(passage=self.a.prose.size)
        return compare_slots(self.a.prose, self.b.prose, self._near_copies(self.overlap))

    @cached_property
    def passage(self) -> int:
        """Tokens of the longest shared passage."""
        if self.slots is not None:
            return self.slots.passage
        return passage_length(self.a.prose, self.b.prose) if self.read_in_full else 0

    @cached_property
    def names(self) -> NameMatch | None:
        """The names that agree best; None if a record has none that can be compared."""
        found = [
            match
            for x in self.a.names
            for y in self.b.names
            if (match := self._name_match(x, y)) is not None
        ]
        return max(found, key=lambda m: (m.weight, m.a.primary + m.b.primary), default=None)

    def same_core(self) -> bool:
        """Whether a name of the one has the core of a name of the other, or both are spellings."""
        return any(
            x.core == y.core or (x.primary and y.primary and name_level(x, y) in _ONE_NAME)
            for x in self.a.names
            for y in self.b.names
            if x.core
        )

    def _name_match(self, x: NameView, y: NameView) -> NameMatch | None:
        level = name_level(x, y)
        if level is None:
            return None
        weight = self.model.weight("NAME", level)
        if weight > 0 and (x.weak or y.weak):
            return NameMatch(0, f"{level}, generic", x, y)
        if weight > 0:
            weight -= self.model.alias * ((not x.primary) + (not y.primary))
            weight = max(weight, 0)
        return NameMatch(weight, level, x, y)

    def _name(self) -> Evidence:
        match = self.names
        if match is None:
            first, second = explain.name(self.a.names), explain.name(self.b.names)
            return Evidence("NAME", "name", MISSING, 0, 0, first, second)
        first, second = explain.name((match.a,)), explain.name((match.b,))
        level, weight = match.level, match.weight
        if weight < 0 and self.containment_level in COPIES and self._is_guessed(match):
            level, weight = f"{level}, guessed", 0
        return Evidence("NAME", "name", level, weight, weight, first, second)

    def _is_guessed(self, match: NameMatch) -> bool:
        """Whether a name was only guessed from the text: copies lose what it stood in."""
        if "lead" in (match.a.kind, match.b.kind):
            return True
        pairs = ((match.a, self.a.prose), (match.b, self.b.prose))
        return any(
            prose.size <= _WORDS and name.folded == " ".join(prose.tokens) for name, prose in pairs
        )

    def _date(self) -> Evidence:
        first, second = self.a.written_date, self.b.written_date
        if self.time is None:
            return Evidence("TIME", "date", MISSING, 0, 0, first, second)
        weight = self.model.weight("TIME", self.time)
        return Evidence("TIME", "date", self.time, weight, weight, first, second)

    def _place(self) -> Evidence:
        first, second = self.a.written_place, self.b.written_place
        if self.place is None:
            return Evidence("PLACE", "place", MISSING, 0, 0, first, second)
        weight = self.model.weight("PLACE", self.place)
        return Evidence("PLACE", "place", self.place, weight, weight, first, second)

    def _containment(self) -> Evidence:
        first, second = explain.size(self.a), explain.size(self.b)
        overlap, held = self.overlap, self.containment_level
        if overlap is None and held is None:
            return Evidence("TEXT", "containment", MISSING, 0, 0, first, second)
        weight = self.model.weight("CONTAINMENT", held) if held else 0
        level = "1" if overlap is None else explain.share(overlap.shared, overlap.smaller)
        return Evidence("TEXT", "containment", level, weight, weight, first, second)

    @cached_property
    def containment_level(self) -> str | None:
        """Level of the texts; None if one is too short to say anything."""
        if self.cut_short and not self._other_title():
            return "copy" if self.cut_short.prose.size >= MIN_TEXT else "opening"
        overlap = self.overlap
        if overlap is None:
            return None
        if self._one_text(overlap) and not self._contradicted():
            return "copy" if self._shortest() >= LONG_TEXT else "opening"
        if SHORT_SHINGLE in (self.a.prose.length, self.b.prose.length):
            # Stubs share stock phrases (`This is a list of ...`): three words prove little.
            whole = overlap.at_least(9, 10) and not self._contradicted()
            return "some" if whole else "stub" if overlap.at_least(6, 10) else None
        if self._shortest() < LONG_TEXT and not overlap.at_least(3, 10):
            # Neighbours share a sentence, everybody a phrase: ten words have six shingles.
            return "phrase" if overlap.shared >= LEAST_SHARED else None
        for level, tenths in (("most", 6), ("much", 3), ("some", 1)):
            if overlap.at_least(tenths, 10):
                return level
        return "little" if self._shortest() >= LONG_TEXT else None

    def _shortest(self) -> int:
        return min(self.a.prose.size, self.b.prose.size)

    def _contradicted(self) -> bool:
        return self.slots is not None and self.slots.penalty(self.model.slots) < 0

    def _other_title(self) -> bool:
        """Whether both documents have a title, and another one."""
        match = self.names
        return match is not None and match.level == "differ" and not self._is_guessed(match)

    def _near_copies(self, overlap: Overlap) -> bool:
        """Whether two long texts without gaps are versions of one, told word by word."""
        a, b = self.a.prose, self.b.prose
        if min(a.size, b.size) < LONG_TEXT or not (a.is_whole and b.is_whole):
            return False
        return 10 * overlap.shared >= 4 * max(overlap.a, overlap.b)

    def _one_text(self, overlap: Overlap) -> bool:
        """Whether two texts are versions of one.

        Each holds most of the other, or the shorter one is nearly all found in the longer one,
        begins like it and breaks off: a tokenised copy has no title that could tell.
        """
        if SHORT_SHINGLE in (self.a.prose.length, self.b.prose.length):
            return False
        if self._shortest() < LONG_TEXT:
            # A lead of few words is like that of a sequel; its own page has it word for word.
            if overlap.at_least(95, 100) and self.same_opening:
                return True
            mutual = 10 * overlap.shared >= 7 * max(overlap.a, overlap.b)
            return mutual and self.slots is not None and self.slots.conflicts == 0
        if 10 * overlap.shared >= 7 * max(overlap.a, overlap.b):
            return True
        return overlap.at_least(85, 100) and self.same_opening

    @cached_property
    def shared_facts(self) -> int:
        """How many day-months and numbers stand in both texts."""
        return self.a.facts.shared(self.b.facts).count

    @cached_property
    def facts_level(self) -> str | None:
        """Level of the facts of both texts; None if there are too few, or no text."""
        smaller = min(self.a.facts.count, self.b.facts.count)
        if self.overlap is None or smaller < LEAST_FACTS:
            return None
        shared, larger = self.shared_facts, max(self.a.facts.count, self.b.facts.count)
        if smaller >= MANY_FACTS and 10 * shared >= 9 * smaller and 10 * shared >= 7 * larger:
            return "all"
        high, middle = 10 * shared >= 7 * smaller, 10 * shared >= 4 * smaller
        return "most" if high else "some" if middle else "few"

    @property
    def _may_be_one(self) -> bool:
        """Whether names or words agree; else facts cannot make two records one, and cost most."""
        named = self.names is not None and self.names.weight > 0
        return named or self.containment_level not in (None, "little", "phrase", "stub")

    def _facts(self) -> Evidence:
        if self.overlap is None or not self._may_be_one:
            return Evidence("TEXT", "facts", MISSING, 0, 0)
        first, second = self.a.facts, self.b.facts
        held = self.facts_level
        weight = self.model.weight("FACTS", held) if held else 0
        level = f"{self.shared_facts} of {min(first.count, second.count)}"
        return Evidence(
            "TEXT", "facts", level, weight, weight, explain.facts(first), explain.facts(second)
        )

    def _slots(self, slots: Slots) -> Evidence:
        level = f"{slots.conflicts} of {slots.substitutions}"
        weight = slots.penalty(self.model.slots)
        first, second = explain.slots(slots)
        return Evidence("TEXT", "slots", level, weight, weight, first, second)

    def _id(self) -> Evidence:
        first, second = dict(self.a.ids), dict(self.b.ids)
        shared = sorted(first.keys() & second.keys())
        same = [name for name in shared if first[name] == second[name]]
        # A corpus that holds an event twice numbers it twice: only pages and items are unique.
        common = same or [name for name in shared if not name.startswith("text:")]
        if not common:
            return Evidence("ID", "id", MISSING, 0, 0, explain.ids(self.a), explain.ids(self.b))
        level = "same" if same else "different"
        weight = self.model.weight("ID", level)
        shown = common[0]
        return Evidence(
            "ID",
            "id",
            level,
            weight,
            weight,
            explain.plain(f"{shown} {first[shown]}"),
            explain.plain(f"{shown} {second[shown]}"),
        )
