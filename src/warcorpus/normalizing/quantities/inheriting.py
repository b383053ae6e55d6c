"""What an item has from its surroundings, and its text form for the ``parse`` step."""

from __future__ import annotations

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Category, Quantity
from warcorpus.normalizing.quantities.tables import noun_kind

_MATERIEL_OUTCOMES = frozenset({"destroyed", "damaged", "shot_down", "sunk"})
_PEOPLE_OUTCOMES = frozenset(
    {
        "killed",
        "wounded",
        "missing",
        "executed",
        "surrendered",
        "deserted",
        "displaced",
        "arrested",
        "abducted",
        "freed",
    }
)

# What surroundings say here stands beside what the item says, not instead of it.
_ADDED = ("scope", "note")


class Inherited(msgspec.Struct, frozen=True, gc=False):
    """What surroundings say of an item that does not say it itself.

    >>> Inherited(subject="civilian", outcomes=("killed",)).text
    'subject=civilian; outcomes=killed'
    >>> Inherited.read("subject=civilian; outcomes=killed").subject
    'civilian'
    """

    subject: str | None = None
    outcomes: tuple[str, ...] = ()
    as_of: str | None = None
    according_to: str | None = None
    scope: str | None = None
    of: str | None = None
    note: str | None = None
    category: str | None = None

    def __bool__(self) -> bool:
        if self is NOTHING:
            return False
        return bool(
            self.subject
            or self.outcomes
            or self.as_of
            or self.according_to
            or self.scope
            or self.of
            or self.note
            or self.category
        )

    @property
    def text(self) -> str | None:
        """``key=value`` parts joined by ``; ``; None if nothing is inherited."""
        if not self:
            return None
        parts = []
        for name in _NAMES:
            value = getattr(self, name)
            value = ",".join(value) if isinstance(value, tuple) else value
            if value:
                escaped = value.replace("%", "%25").replace(";", "%3B").replace("\n", "%0A")
                parts.append(f"{name}={escaped}")
        return "; ".join(parts) or None

    @classmethod
    def read(cls, text: str | None) -> Inherited:
        """The inverse of :attr:`text`; parts that it does not know count nothing."""
        if not text:
            return NOTHING
        found: dict[str, str] = {}
        for part in text.split("; "):
            key, equals, value = part.partition("=")
            if equals and key in _NAMES:
                value = value.replace("%0A", "\n").replace("%3B", ";").replace("%25", "%")
                found[key] = value
        listed = tuple(part for part in found.pop("outcomes", "").split(",") if part)
        return cls(outcomes=listed, **found)

    def with_note(self, note: str | None) -> Inherited:
        """The same with one more note."""
        if not note:
            return self
        return evolve(self, note=note if self.note is None else f"{self.note}; {note}")

    def with_party(self, party: str) -> Inherited:
        """The same, counted for ``party``."""
        return evolve(self, of=party)

    def under(self, other: Inherited) -> Inherited:
        """This, and what only ``other`` says."""
        if not other:
            return self
        if not self:
            return other
        changes = {name: getattr(other, name) for name in _NAMES if not getattr(self, name)}
        return evolve(self, **changes)

    def missing_in(self, quantity: Quantity) -> Inherited:
        """The part of it that ``quantity`` does not say itself."""
        if not self:
            return self
        kept = {
            name: getattr(self, name)
            for name in _NAMES
            if name in _ADDED or not getattr(quantity, name)
        }
        return Inherited(**kept)

    def given_to(self, quantity: Quantity) -> Quantity:
        """``quantity`` with everything that is inherited."""
        if not self:
            return quantity
        changes = {name: getattr(self, name) for name in _NAMES if getattr(self, name)}
        for name in _ADDED:
            own = getattr(quantity, name)
            if own and changes.get(name):
                changes[name] = f"{changes[name]}; {own}"
        changed = evolve(quantity, **changes)
        if "category" in changes:
            return changed
        if quantity.state != "given" or not ({"subject", "outcomes"} & changes.keys()):
            return changed
        return evolve(changed, category=category_of(changed.subject, changed.outcomes))


_NAMES = Inherited.__struct_fields__
NOTHING = Inherited()


def category_of(subject: str | None, outcomes: tuple[str, ...]) -> Category | None:
    """What is counted: told by the last known noun, else by what happened to it.

    >>> category_of("Su-22 jet", ()), category_of("Russian civilian", ()), category_of("T-72", ())
    ('materiel', 'civilians', 'materiel')
    >>> category_of(None, ("killed",)), category_of("Hezbollah", ()), category_of(None, ())
    ('people', None, None)
    """
    for word in reversed((subject or "").split()):
        bare = word.strip("\"'“”,.")
        kind = noun_kind(bare) or noun_kind(bare.rpartition("-")[2])
        if kind == "people":
            return "people"
        if kind == "civilians":
            return "civilians"
        if kind == "materiel" or _is_model(bare):
            return "materiel"
    if _MATERIEL_OUTCOMES.intersection(outcomes):
        return "materiel"
    if subject is None and "captured" in outcomes:
        return "people"
    return "people" if _PEOPLE_OUTCOMES.intersection(outcomes) else None


def _is_model(word: str) -> bool:
    """Letters and digits in one word (``T-72``, ``2S1``), no ordinal (``77th``)."""
    if word[:1].isdigit() and word[-2:].casefold() in ("st", "nd", "rd", "th"):
        return False
    return any(char.isdigit() for char in word) and any(char.isalpha() for char in word)


def fits(subject: str, outcomes: tuple[str, ...]) -> bool:
    """Whether a subject can have these outcomes: nobody wounds a tank.

    >>> fits("tank", ("wounded",)), fits("tank", ("captured",)), fits("civilian", ("killed",))
    (False, True, True)
    """
    kind = category_of(subject, ())
    if kind == "materiel":
        return not _PEOPLE_OUTCOMES.intersection(outcomes)
    return not _MATERIEL_OUTCOMES.intersection(outcomes)
