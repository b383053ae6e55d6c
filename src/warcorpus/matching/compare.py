"""Comparing two views: one row of evidence a comparison, with its level and match weight."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from warcorpus.matching import explain
from warcorpus.matching.model import Model
from warcorpus.matching.naming import NameView
from warcorpus.matching.placing import PlaceView, near
from warcorpus.matching.sketch import SHORT_SHINGLE, Overlap, estimate
from warcorpus.matching.slots import Slots, compare_slots, passage_length
from warcorpus.matching.times import Relation, relation
from warcorpus.matching.view import View
from warcorpus.model.pairs import Evidence

MISSING = "missing"
NEAR_CORES = 9_200
"""Least Jaro-Winkler similarity of cores that count as near, in 1/10,000 (start value)."""

NEAR_WORDS = 8_000
"""The same for each word of such cores."""

LONG_TEXT = 100
"""Texts under so many tokens may differ in all words and still tell of one event."""

LEAST_FACTS = 4


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
    def place(self) -> str | None:
        """Level of the places; None if one is missing."""
        if self.a.place is None or self.b.place is None:
            return None
        return _place_level(self.a.place, self.b.place)

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
        return Overlap(len(first & second), len(first), len(second))

    @cached_property
    def same_opening(self) -> bool:
        """Whether both texts begin alike; an account of a part never begins like the whole."""
        first, second = self.a.prose.opening, self.b.prose.opening
        return 3 * len(first & second) >= max(len(first), len(second)) > 0

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
        """Whether a name of the one has the core of a name of the other."""
        return any(x.core == y.core for x in self.a.names for y in self.b.names if x.core)

    def _name_match(self, x: NameView, y: NameView) -> NameMatch | None:
        if {_script(x.folded), _script(y.folded)} == {"latin", "other"}:
            return None
        level = _name_level(x, y)
        weight = self.model.weight("NAME", level)
        if weight > 0 and (x.weak or y.weak):
            return NameMatch(0, f"{level}, generic", x, y)
        if weight > 0:
            weight -= self.model.alias * ((not x.primary) + (not y.primary))
        return NameMatch(weight, level, x, y)

    def _name(self) -> Evidence:
        match = self.names
        if match is None:
            first, second = explain.name(self.a.names), explain.name(self.b.names)
            return Evidence("NAME", "name", MISSING, 0, 0, first, second)
        first, second = explain.name((match.a,)), explain.name((match.b,))
        return Evidence("NAME", "name", match.level, match.weight, match.weight, first, second)

    def _date(self) -> Evidence:
        first, second = explain.date(self.a), explain.date(self.b)
        if self.time is None:
            return Evidence("TIME", "date", MISSING, 0, 0, first, second)
        weight = self.model.weight("TIME", self.time)
        return Evidence("TIME", "date", self.time, weight, weight, first, second)

    def _place(self) -> Evidence:
        first, second = explain.place(self.a), explain.place(self.b)
        if self.place is None:
            return Evidence("PLACE", "place", MISSING, 0, 0, first, second)
        weight = self.model.weight("PLACE", self.place)
        return Evidence("PLACE", "place", self.place, weight, weight, first, second)

    def _containment(self) -> Evidence:
        first, second = explain.size(self.a), explain.size(self.b)
        overlap = self.overlap
        if overlap is None:
            return Evidence("TEXT", "containment", MISSING, 0, 0, first, second)
        weight = self._containment_weight(overlap)
        level = explain.share(overlap.shared, overlap.smaller)
        return Evidence("TEXT", "containment", level, weight, weight, first, second)

    def _containment_weight(self, overlap: Overlap) -> int:
        contradicted = self.slots is not None and self.slots.penalty(self.model.slots) < 0
        if self._one_text(overlap) and not contradicted:
            return self.model.weight("CONTAINMENT", "copy")
        for level, tenths in (("most", 6), ("much", 3), ("some", 1)):
            if overlap.at_least(tenths, 10):
                # Stubs share stock phrases (`This is a list of ...`): three words prove less.
                stub = SHORT_SHINGLE in (self.a.prose.length, self.b.prose.length)
                return self.model.weight("CONTAINMENT", "some" if stub else level)
        if min(self.a.prose.size, self.b.prose.size) < LONG_TEXT:
            return 0
        return self.model.weight("CONTAINMENT", "little")

    def _near_copies(self, overlap: Overlap) -> bool:
        """Whether two long texts contain each other nearly whole: one text, hardly changed."""
        if min(self.a.prose.size, self.b.prose.size) < LONG_TEXT:
            return False
        return 10 * overlap.shared >= 8 * max(overlap.a, overlap.b)

    def _one_text(self, overlap: Overlap) -> bool:
        """Whether two texts are versions of one.

        Each holds most of the other, or the shorter one is nearly all found in the longer one,
        begins like it and breaks off: a tokenised copy has no title that could tell.
        """
        if SHORT_SHINGLE in (self.a.prose.length, self.b.prose.length):
            return False
        if min(self.a.prose.size, self.b.prose.size) < LONG_TEXT:
            # A lead of few words is like that of a sequel; its own page has it word for word.
            return overlap.at_least(95, 100) and self.same_opening
        if 10 * overlap.shared >= 7 * max(overlap.a, overlap.b):
            return True
        return overlap.at_least(85, 100) and self.same_opening

    def _facts(self) -> Evidence:
        if self.overlap is None:
            return Evidence("TEXT", "facts", MISSING, 0, 0)
        first, second = self.a.facts, self.b.facts
        smaller = min(first.count, second.count)
        shared = first.shared(second).count
        weight = 0
        if smaller >= LEAST_FACTS:
            high, middle = 10 * shared >= 7 * smaller, 10 * shared >= 4 * smaller
            weight = self.model.weight("FACTS", "most" if high else "some" if middle else "few")
        level = f"{shared} of {smaller}"
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
        common = sorted(first.keys() & second.keys())
        if not common:
            return Evidence("ID", "id", MISSING, 0, 0, explain.ids(self.a), explain.ids(self.b))
        same = [name for name in common if first[name] == second[name]]
        level = "same" if same else "different"
        weight = self.model.weight("ID", level)
        shown = (same or common)[0]
        return Evidence(
            "ID",
            "id",
            level,
            weight,
            weight,
            explain.plain(f"{shown} {first[shown]}"),
            explain.plain(f"{shown} {second[shown]}"),
        )


def _name_level(x: NameView, y: NameView) -> str:
    if x.folded == y.folded:
        return "equal"
    if x.core and x.core == y.core:
        return "core" if _editions_fit(x, y) else "near"
    if x.skeleton and x.skeleton == y.skeleton:
        return "skeleton"
    if x.core and y.core and _near(x.core, y.core):
        return "near"
    return "differ"


def _editions_fit(x: NameView, y: NameView) -> bool:
    """Whether both names may mean one edition; a siege of years is not its last offensive."""
    return x.edition is None or y.edition is None or x.edition.fits(y.edition)


def _near(x: str, y: str) -> bool:
    """Whether two cores are spellings of one, word by word.

    Other numbers, letters of another script, and another word beside a long common one (`second
    libyan`, `second yemeni`) are no spelling.
    """
    if _script(x) != _script(y) or _numbers(x) != _numbers(y):
        return False
    first, second = x.split(), y.split()
    if len(first) == len(second):
        alike = all(_similarity(p, q) >= NEAR_WORDS for p, q in zip(first, second, strict=True))
    else:
        # One writes in two words what the other writes in one; a further word is another name.
        x, y = "".join(first), "".join(second)
        alike = abs(len(x) - len(y)) <= 1
    return alike and _similarity(x, y) >= NEAR_CORES


def _similarity(x: str, y: str) -> int:
    """Jaro-Winkler similarity in 1/10,000."""
    return round(JaroWinkler.similarity(x, y) * 10_000)


def _numbers(core: str) -> list[str]:
    return [word for word in core.split() if any(c.isdigit() for c in word)]


def _script(text: str) -> str:
    """Whether letters are all of ASCII, none of it, or mixed: look-alikes are no near spelling."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() for c in letters)
    return "latin" if latin == len(letters) else "other" if latin == 0 else "mixed"


def _place_level(a: PlaceView, b: PlaceView) -> str:
    if a.point and b.point and near(a.point, b.point):
        return "settlement"
    levels = (
        ("settlement", a.settlement, b.settlement),
        ("unit", a.unit, b.unit),
        ("open", a.country, b.country),
    )
    for name, first, second in levels:
        if first is None or second is None:
            continue
        agrees = first.agrees(second)
        if agrees is not None:
            return name if agrees else "differ"
    return "open"
