"""Title and names of a merged record."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.matching.naming import read_name
from warcorpus.merging.claims import Claim, Court, entry_of
from warcorpus.merging.listing import Listed, paired, slot_entries
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Name
from warcorpus.model.record import Entry
from warcorpus.model.values import Origin

_OUTRIGHT: dict[Origin, int] = {
    "field": 0,
    "title": 0,
    "lead": 1,
    "body": 2,
    "category": 2,
    "name": 3,
}
_KEPT_KINDS = frozenset({"native", "redirect"})


def settle_title(claims: Sequence[Claim], court: Court) -> tuple[str, tuple[Entry, ...]]:
    """The title, and its entry.

    Of the titles that are said most outright the base's is taken if half the lineages agree on
    its core, else the most frequent, then the longest.

    Args:
        claims: one a witness, the base's first.
        court: knows the lineages.
    """
    titled = [claim for claim in claims if claim.value]
    if not titled:
        return "", ()
    best = min(_origin(claim) for claim in titled)
    outright = [claim for claim in titled if _origin(claim) == best]
    cores = {claim.value: core(claim.value) for claim in outright}
    votes: dict[str, set[int]] = {}
    for claim in outright:
        votes.setdefault(cores[claim.value], set()).add(court.texts.lineage[claim.witness])
    all_lineages = {lineage for group in votes.values() for lineage in group}
    first = outright[0]
    is_base = first.witness == court.texts.order[0]
    if is_base and 2 * len(votes[cores[first.value]]) >= len(all_lineages):
        chosen = first
    else:
        chosen = min(
            outright,
            key=lambda c: (-len(votes[cores[c.value]]), -len(c.value), court.place[c.witness]),
        )
    rule = _rule(claims, outright, chosen, is_base and chosen is first)
    entry = entry_of("/title", rule, claims, chosen, ())
    return chosen.value, (entry,) if entry.readings else ()


def _rule(
    claims: Sequence[Claim], outright: Sequence[Claim], chosen: Claim, from_base: bool
) -> str:
    if sum(len(claim.readings) for claim in claims) <= 1:
        return "only-reading"
    if len({claim.value for claim in claims}) == 1:
        return "agreed"
    if len({claim.value for claim in outright}) == 1:
        return "origin"
    return "smallest-id" if from_base and len(outright) == 1 else "lineages"


def _origin(claim: Claim) -> int:
    """Fields and titles say a title alike, the lead less so, a file name least."""
    if not claim.readings:
        return len(_OUTRIGHT)
    return min(_OUTRIGHT[reading.value.origin] for reading in claim.readings)


def core(name: str) -> str:
    """What a name has besides generic words, by its consonants."""
    view = read_name(name)
    return view.skeleton or view.core or view.folded


def settle_names(title: str, claims: Sequence[Claim], court: Court) -> Listed:
    """All names of all witnesses, the title first; others' names are aliases.

    Args:
        title: the title of the merged record.
        claims: every name of every witness, the base's first.
        court: knows the base.
    """
    base = court.texts.order[0]
    slots, _ = paired(claims, lambda name: [name.text])
    slots.sort(key=lambda slot: slot.first.value.text != title)
    names = []
    for slot in slots:
        name: Name = slot.first.value
        if name.text == title:
            name = evolve(name, kind="title")
        elif name.kind == "title" or (slot.first.witness != base and name.kind not in _KEPT_KINDS):
            name = evolve(name, kind="alias")
        names.append(name)
    return Listed(tuple(names), slot_entries("/names", slots, base))
