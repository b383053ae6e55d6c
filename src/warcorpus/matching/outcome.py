"""The five outcomes, asked in a fixed order: PART_OF, SAME, REVIEW, RELATED, DIFFERENT."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warcorpus.config import Config
from warcorpus.matching import explain
from warcorpus.matching.compare import Comparison
from warcorpus.matching.mentions import mentioned, names_in_text
from warcorpus.matching.model import SIXTEENTHS, Model
from warcorpus.matching.score import Row, damped, prior
from warcorpus.matching.vetoes import binding, find_vetoes, sources_apart
from warcorpus.matching.view import View
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Evidence, Outcome, Pair, Veto

IDENTICAL = "identical text"
LONG_PASSAGE = 25
"""Tokens of a shared passage that relate two events."""

OPENING = "opening: "
ONE_TO_ONE = "one to one: "
FEWER_BITS = 8
"""Bits that two records of different duplicate-free sources need less. `same_bits` is so high
because a record meets up to 64 candidates (6 bits), of which only one can be it there, and the
prior counts all records (2 bits), though a partner stands in the other source alone."""

_SHOWN = (Outcome.SAME, Outcome.REVIEW)
_RELATIONS = ("both part of ", "sequel: ", "link: ", "passage: ")


def judge(
    a: View,
    b: View,
    model: Model,
    config: Config,
    documents: int,
    families: Sequence[str] = (),
    *,
    slim: bool = False,
) -> Pair:
    """Compare two records.

    Args:
        a: one view.
        b: the other.
        model: match weights.
        config: thresholds, and the sources that list an event once.
        documents: distinct documents of the corpus, for the prior.
        families: keys that proposed the pair.
        slim: give evidence only for pairs that are one event, left to a person or linked by an
            id. Most pairs are none of these, and their evidence takes ten times their place.

    Returns:
        The pair with its evidence; the same whichever view comes first.
    """
    if b.id < a.id:
        a, b = b, a
    comparison = Comparison(a, b, model)
    counted = damped(comparison.rows)
    vetoes = find_vetoes(comparison, config.match.distinct_within)
    part = _part(comparison)
    if part is not None:
        whole = b if part.child is a else a
        vetoes.append(Veto("V3", "part", part.child.title, whole.title))
    reasons = _reasons(comparison, part, config)
    found = _Found(sum(counted) + prior(documents), vetoes, reasons, part is not None)
    outcome = _outcome(found, config)
    shown = not slim or outcome in _SHOWN or _linked(reasons, comparison.rows)
    return Pair(
        a.id,
        b.id,
        outcome,
        sum(counted),
        prior(documents),
        explain.evidence(comparison, counted) if shown else (),
        tuple(vetoes),
        tuple(reasons),
        tuple(families),
        None if part is None else part.child.id,
    )


def _reasons(comparison: Comparison, part: _Part | None, config: Config) -> list[str]:
    """Why, in words."""
    reasons = [] if part is None else [part.reason]
    if comparison.identical:
        reasons.append(IDENTICAL)
    cut = comparison.cut_short
    if cut is not None:
        which = "first" if cut is comparison.a else "second"
        reasons.append(f"{OPENING}the {which} breaks off after {cut.prose.size} tokens")
    sources = sources_apart(comparison, config.match.distinct_within)
    if sources is not None:
        reasons.append(f"{ONE_TO_ONE}{min(sources)} and {max(sources)}")
    return reasons + _relations(comparison)


def rejudge(pair: Pair, config: Config) -> Pair:
    """The same pair under other thresholds; nothing is compared again.

    Args:
        pair: a compared pair.
        config: the settings whose thresholds decide.
    """
    bits, is_part = pair.score + pair.prior, pair.part is not None
    found = _Found(bits, pair.vetoes, pair.reasons, is_part)
    return evolve(pair, outcome=_outcome(found, config))


def one_to_one(pair: Pair) -> bool:
    """Whether two records stand in two sources each of which lists an event once."""
    return _one_to_one(pair.reasons)


def _one_to_one(reasons: Sequence[str]) -> bool:
    return any(reason.startswith(ONE_TO_ONE) for reason in reasons)


def only_an_opening(pair: Pair) -> str | None:
    """The record that is one with the other because its text is just the beginning of it.

    Names that agree as well make it an account like any other.
    """
    if pair.outcome is not Outcome.SAME or IDENTICAL in pair.reasons:
        return None
    told = next((reason for reason in pair.reasons if reason.startswith(OPENING)), None)
    if told is None or any(row.group == "NAME" and row.counted > 0 for row in pair.evidence):
        return None
    return pair.a if told.startswith(f"{OPENING}the first") else pair.b


def must_link(pair: Pair) -> bool:
    """Whether two records are one document in two copies, or carry one strong id."""
    return _linked(pair.reasons, pair.evidence)


def _linked(reasons: Sequence[str], rows: Sequence[Evidence | Row]) -> bool:
    if IDENTICAL in reasons:
        return True
    levels = {row.comparison: row.level for row in rows}
    return levels.get("id") == "same" and levels.get("date") != "disjoint"


class _Found(NamedTuple):
    """What an outcome follows from: bits in 1/16."""

    bits: int
    vetoes: Sequence[Veto]
    reasons: Sequence[str]
    is_part: bool


def _outcome(found: _Found, config: Config) -> Outcome:
    bound = binding(found.vetoes)
    if IDENTICAL in found.reasons:
        # Copies that contradict each other in title or kind are for a person to look at.
        return Outcome.REVIEW if bound else Outcome.SAME
    if found.is_part:
        return Outcome.PART_OF
    if not bound:
        if any(veto.outcome is Outcome.REVIEW for veto in found.vetoes):
            return Outcome.REVIEW
        least = config.match.same_bits
        if _one_to_one(found.reasons):
            least -= FEWER_BITS
        if found.bits >= least * SIXTEENTHS:
            return Outcome.SAME
        if found.bits >= config.match.review_bits * SIXTEENTHS:
            return Outcome.REVIEW
    related = any(reason.startswith(_RELATIONS) for reason in found.reasons)
    return Outcome.RELATED if related else Outcome.DIFFERENT


class _Part(NamedTuple):
    """The record that is part of the other one, and why."""

    child: View
    reason: str


def _part(comparison: Comparison) -> _Part | None:
    """Which record is part of the other, and why; None if neither is or both are."""
    a, b = comparison.a, comparison.b
    if a.parts or b.parts:
        by_name = [found for x, y in ((a, b), (b, a)) if (found := _named_part(x, y)) is not None]
        if by_name:
            return by_name[0] if len(by_name) == 1 else None
    nested = next((x for x in ((a, b), (b, a)) if _shorter(*x)), None)
    if nested is None or comparison.same_core():
        return None  # another account of the same
    part = _mentioned_part(*nested) or _told_part(comparison, *nested)
    return None if part is None or comparison.same_opening else part  # a copy cut short


def _mentioned_part(child: View, whole: View) -> _Part | None:
    """Whether the lead of a record says that it belongs to a longer event around it."""
    named = [name for name in mentioned(child) if name in whole.name_keys]
    return _Part(child, f"part: the lead names {whole.title}") if named else None


def _told_part(comparison: Comparison, child: View, whole: View) -> _Part | None:
    """Whether a text tells, among other things, what a shorter one is about."""
    overlap = comparison.overlap
    if overlap is None or child.prose.size >= whole.prose.size:
        return None
    count = overlap.a if child is comparison.a else overlap.b
    if not 8 * overlap.shared >= count > 0:
        return None
    named = names_in_text(child, whole)
    if named:
        told = 5 * overlap.shared >= count or comparison.passage >= LONG_PASSAGE
    else:
        # Accounts of one war repeat what led to it. A part is named as well where it is told,
        # or most of it is found there.
        least = 5 if named is None else 2
        told = least * overlap.shared >= count and 2 * child.prose.size <= whole.prose.size
    reason = f"part: {overlap.shared} of {count} shingles of {child.title}"
    return _Part(child, reason) if told else None


def _named_part(child: View, whole: View) -> _Part | None:
    """Whether a record says that it is part of the other, and its time does not deny it."""
    targets = [written for key, written in child.parts.items() if key in whole.name_keys]
    if not targets or (child.time and whole.time and not child.time.lies_in(whole.time)):
        return None
    return _Part(child, f"part of {targets[0]}")


def _shorter(child: View, whole: View) -> bool:
    """Whether an event lies in the time of the other, and took but a small part of it."""
    if child.time is None or whole.time is None or not child.time.lies_in(whole.time):
        return False
    if child.time.grain == "day":
        return whole.time.least_days >= 5 * child.time.days
    # A month that something happened in is longer than what happened.
    return whole.time.days >= 2 * child.time.days


def _relations(comparison: Comparison) -> list[str]:
    a, b = comparison.a, comparison.b
    reasons = [f"both part of {name}" for key, name in a.parts.items() if key in b.parts]
    if comparison.editions is not None:
        first, second = comparison.editions
        reasons.append(f"sequel: {first.text} and {second.text}")
    for source, target in ((a, b), (b, a)):
        if source.links_to(target):
            reasons.append(f"link: {source.title} to {target.title}")
    if not comparison.identical and comparison.passage >= LONG_PASSAGE:
        reasons.append(f"passage: {comparison.passage} tokens")
    return reasons
