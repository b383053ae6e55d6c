"""Comparing two views: one row of evidence a comparison, with its level and match weight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from warcorpus.matching.alike import NameLevel, name_level
from warcorpus.matching.facts import CommonFacts
from warcorpus.matching.model import Model
from warcorpus.matching.naming import NameView
from warcorpus.matching.placing import compare_places
from warcorpus.matching.score import Row
from warcorpus.matching.sketch import MIN_TEXT, SHORT_SHINGLE, Overlap, estimate, shared
from warcorpus.matching.slots import Slots, compare_slots, passage_length
from warcorpus.matching.times import relation
from warcorpus.matching.view import View

MISSING = "missing"
COPIES = ("copy", "opening")
"""Levels of texts that are one text."""

_ONE_NAME = ("spelling", "skeleton", "near")
_CHANCE = ("skeleton", "near")
_WORDS = 64
"""A name that is all its document says has no more."""

LONG_TEXT = 100
"""Texts under so many tokens may differ in all words and still tell of one event."""

LEAST_SHARED = 10
"""Shingles that short texts have in common at least, to say anything."""


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

    Attributes:
        time: how the times stand to each other; None if one is missing.
        place: level of the places; None if one is missing.
        identical: whether both texts are long enough to be copies, and are.
    """

    def __init__(self, a: View, b: View, model: Model) -> None:
        self.a, self.b, self.model = a, b, model
        self.time = relation(a.time, b.time) if a.time and b.time else None
        self.place = compare_places(a.place, b.place) if a.place and b.place else None
        digest = a.prose.digest
        self.identical = digest is not None and digest == b.prose.digest
        self._levels = [(x, y, name_level(x, y)) for x in a.names for y in b.names]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row a comparison, undamped; missing evidence weighs nothing."""
        rows = [self._name(), self._date(), self._place(), self._containment(), self._facts()]
        if self.slots is not None:
            rows.append(self._slots(self.slots))
        return (*rows, self._id())

    @cached_property
    def overlap(self) -> Overlap | None:
        """Shared shingles; None if a text is too short. Exact where the estimate nears 1/8."""
        a, b = self.a.prose, self.b.prose
        if not (a.length and b.length):
            return None
        if self.identical:
            return Overlap(a.sketch.size, a.sketch.size, a.sketch.size)
        if a.length != b.length:
            first, second = a.shingles_of(SHORT_SHINGLE), b.shingles_of(SHORT_SHINGLE)
        else:
            rough = estimate(a.sketch, b.sketch)
            whole = rough.a == a.sketch.size and rough.b == b.sketch.size
            if whole or not rough.at_least(1, 8):
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
        first, second = self.a.prose, self.b.prose
        common = min(len(first.beginning), len(second.beginning))
        if first.beginning[:common] != second.beginning[:common] or first.size == second.size:
            return None
        if first.tokens[: second.size] != second.tokens[: first.size]:
            return None  # seen at once, where paragraphs would have to be counted
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
        best = None
        for x, y, level in self._levels:
            if level is None or (level == "differ" and (_is_no_name(x) or _is_no_name(y))):
                continue
            match = self._name_match(x, y, level)
            if best is None or _rank(match) > _rank(best):
                best = match
        return best

    @cached_property
    def editions(self) -> tuple[NameView, NameView] | None:
        """Names with one core and editions that exclude each other, unless others agree in both."""
        apart = next(
            (
                (x, y)
                for x, y in self._same_cores()
                if x.edition and y.edition and x.edition.contradicts(y.edition)
            ),
            None,
        )
        if apart is None or any(x.folded == y.folded for x, y in self._same_cores()):
            return None
        return apart

    def _same_cores(self) -> Iterator[tuple[NameView, NameView]]:
        for x, y, _ in self._levels:
            if x.core and x.core == y.core and x.primary and y.primary:
                yield x, y

    def same_core(self) -> bool:
        """Whether a name of the one has the core of a name of the other, or both are spellings."""
        return any(
            x.core == y.core or (x.primary and y.primary and level in _ONE_NAME)
            for x, y, level in self._levels
            if x.core
        )

    def _name_match(self, x: NameView, y: NameView, level: NameLevel) -> NameMatch:
        weight = self.model.weight("NAME", level)
        if weight > 0 and (x.weak or y.weak):
            return NameMatch(0, f"{level}, generic", x, y)
        if weight > 0:
            weight -= self.model.alias * ((not x.primary) + (not y.primary))
            weight = max(weight, 0)
        return NameMatch(weight, level, x, y)

    def _name(self) -> Row:
        match = self.names
        if match is None:
            return Row("NAME", "name", MISSING, 0)
        level, weight = match.level, match.weight
        if weight < 0 and self.containment_level in COPIES and self._is_guessed(match):
            level, weight = f"{level}, guessed", 0
        if weight > 0 and self._by_alias and (self.facts.contradict or self.facts.hardly_meet):
            # Neighbours list each other's names; what happened there is something else.
            level, weight = f"{level}, told otherwise", max(weight - self.model.alias, 0)
        if level in _CHANCE and self.filled_in_anew:
            # Of a thousand stubs of one template some are of villages that sound alike.
            level, weight = f"{level}, by chance", 0
        return Row("NAME", "name", level, weight)

    @property
    def _by_alias(self) -> bool:
        """Whether names agree in what a document only lists: neighbours list each other's."""
        match = self.names
        return match is not None and not (match.a.primary and match.b.primary)

    def _is_guessed(self, match: NameMatch) -> bool:
        """Whether a name was only guessed from the text: copies lose what it stood in."""
        if "lead" in (match.a.kind, match.b.kind):
            return True
        pairs = ((match.a, self.a.prose), (match.b, self.b.prose))
        return any(
            prose.size <= _WORDS and name.folded == " ".join(prose.tokens) for name, prose in pairs
        )

    def _date(self) -> Row:
        if self.time is None:
            return Row("TIME", "date", MISSING, 0)
        return Row("TIME", "date", self.time, self.model.weight("TIME", self.time))

    def _place(self) -> Row:
        if self.place is None:
            return Row("PLACE", "place", MISSING, 0)
        return Row("PLACE", "place", self.place, self.model.weight("PLACE", self.place))

    def _containment(self) -> Row:
        overlap, held = self.overlap, self.containment_level
        if overlap is None and held is None:
            return Row("TEXT", "containment", MISSING, 0)
        weight = self.model.weight("CONTAINMENT", held) if held else 0
        level = "1" if overlap is None else share(overlap.shared, overlap.smaller)
        return Row("TEXT", "containment", level, weight)

    @cached_property
    def containment_level(self) -> str | None:
        """Level of the texts; None if one is too short to say anything."""
        if self.cut_short and not self._other_title():
            return "copy" if self.cut_short.prose.size >= MIN_TEXT else "opening"
        overlap = self.overlap
        if overlap is None:
            return None
        if self._one_text(overlap) and not self.contradicted:
            return "copy" if self._shortest() >= LONG_TEXT else "opening"
        if SHORT_SHINGLE in (self.a.prose.length, self.b.prose.length):
            # Stubs share stock phrases (`This is a list of ...`): three words prove little.
            whole = overlap.at_least(9, 10) and not self.contradicted
            return "some" if whole else "stub" if overlap.at_least(6, 10) else None
        if self._shortest() < LONG_TEXT and not overlap.at_least(3, 10):
            # Neighbours share a sentence, everybody a phrase: ten words have six shingles.
            told = "some" if self._told_alike else "phrase"
            return told if overlap.shared >= LEAST_SHARED else None
        if self.filled_in_anew:
            return "phrase"  # of what both have in common, the template says nothing
        for level, tenths in (("most", 6), ("much", 3), ("some", 1)):
            if overlap.at_least(tenths, 10):
                # Accounts of one war repeat what led to it, and tell of other days and numbers.
                if level == "some" and self.facts.contradict:
                    return "little"
                return "most" if level == "much" and self._reworded else level
        return "little" if self._shortest() >= LONG_TEXT else None

    def _shortest(self) -> int:
        return min(self.a.prose.size, self.b.prose.size)

    @property
    def contradicted(self) -> bool:
        """Whether what differs inside the shared words speaks against one event."""
        return self.slots is not None and self.slots.penalty(self.model.slots) < 0

    @property
    def filled_in_anew(self) -> bool:
        """Whether both texts are one template, filled in with other names and numbers."""
        return self.slots is not None and self.slots.filled_in_anew

    @property
    def _reworded(self) -> bool:
        """Whether words differ all over the shared text, and hardly ever days, numbers, names."""
        if self.slots is None or not self.slots.reworded:
            return False
        return self.facts_level in ("all", "most")

    @property
    def _told_alike(self) -> bool:
        """Whether two leads of one title share a sentence and all days and numbers of one."""
        match = self.names
        if match is None or self._by_alias or match.weight < self.model.weight("NAME", "core"):
            return False
        return 0 < self.facts.smaller == self.facts.shared

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
    def facts(self) -> CommonFacts:
        """The days and numbers of both texts."""
        return CommonFacts.of(self.a.facts, self.b.facts)

    @property
    def facts_level(self) -> str | None:
        """Level of the facts of both texts; None if there are too few, or no text."""
        return None if self.overlap is None else self.facts.level

    @property
    def _may_be_one(self) -> bool:
        """Whether names or words agree; else facts cannot make two records one, and cost most."""
        named = self.names is not None and self.names.weight > 0
        return named or self.containment_level not in (None, "little", "phrase", "stub")

    def _facts(self) -> Row:
        if self.overlap is None or not self._may_be_one:
            return Row("TEXT", "facts", MISSING, 0)
        held = self.facts_level
        weight = self.model.weight("FACTS", held) if held else 0
        return Row("TEXT", "facts", f"{self.facts.shared} of {self.facts.smaller}", weight)

    def _slots(self, slots: Slots) -> Row:
        level = f"{slots.conflicts} of {slots.substitutions}"
        return Row("TEXT", "slots", level, slots.penalty(self.model.slots))

    @cached_property
    def common_id(self) -> tuple[str, str] | None:
        """Whether an id that both have is the same or different, and its namespace."""
        if not (self.a.ids and self.b.ids):
            return None
        first, second = dict(self.a.ids), dict(self.b.ids)
        shared = sorted(first.keys() & second.keys())
        same = [name for name in shared if first[name] == second[name]]
        # A corpus that holds an event twice numbers it twice: only pages and items are unique.
        common = same or [name for name in shared if not name.startswith("text:")]
        return ("same" if same else "different", common[0]) if common else None

    def _id(self) -> Row:
        if self.common_id is None:
            return Row("ID", "id", MISSING, 0)
        level, _ = self.common_id
        return Row("ID", "id", level, self.model.weight("ID", level))


def _is_no_name(name: NameView) -> bool:
    """Whether it is an acronym or number that was guessed to be the name of its document."""
    return name.kind == "lead" and name.weak


def _rank(match: NameMatch) -> tuple[int, int]:
    return match.weight, match.a.primary + match.b.primary


def share(part: int, whole: int) -> str:
    """A fraction with three decimals, rounded half up in whole numbers.

    >>> share(300, 363), share(5, 5), share(0, 0)
    ('.826', '1', '.000')
    """
    if whole and part >= whole:
        return "1"
    thousandths = (2000 * part + whole) // (2 * whole) if whole else 0
    return "1" if thousandths == 1000 else f".{thousandths:03d}"
