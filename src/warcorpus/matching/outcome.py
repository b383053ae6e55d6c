"""The five outcomes, asked in a fixed order: PART_OF, SAME, REVIEW, RELATED, DIFFERENT."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.config import Config
from warcorpus.matching.compare import Comparison
from warcorpus.matching.model import SIXTEENTHS, Model
from warcorpus.matching.score import damped, prior, total
from warcorpus.matching.vetoes import binding, contradicting_editions, find_vetoes, sources_apart
from warcorpus.matching.view import View
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome, Pair, Veto

IDENTICAL = "identical text"
LONG_PASSAGE = 25
"""Tokens of a shared passage that relate two events."""

OPENING = "opening: "
ONE_TO_ONE = "one to one: "
FEWER_BITS = 8
"""Bits that two records of different duplicate-free sources need less. `same_bits` is so high
because a record meets up to 64 candidates (6 bits), of which only one can be it there, and the
prior counts all records (2 bits), though a partner stands in the other source alone."""

_RELATIONS = ("both part of ", "sequel: ", "link: ", "passage: ")


def judge(
    a: View, b: View, model: Model, config: Config, documents: int, families: Sequence[str] = ()
) -> Pair:
    """Compare two records.

    Args:
        a: one view.
        b: the other.
        model: match weights.
        config: thresholds, and the sources that list an event once.
        documents: distinct documents of the corpus, for the prior.
        families: keys that proposed the pair.

    Returns:
        The pair with its evidence; the same whichever view comes first.
    """
    if b.id < a.id:
        a, b = b, a
    comparison = Comparison(a, b, model)
    evidence = damped(comparison.rows)
    vetoes = find_vetoes(comparison, config.match.distinct_within)
    reasons = []
    part = _part(comparison)
    if part is not None:
        child, reason = part
        whole = b if child is a else a
        vetoes.append(Veto("V3", "part", _title(child), _title(whole)))
        reasons.append(reason)
    if comparison.identical:
        reasons.append(IDENTICAL)
    cut = comparison.cut_short
    if cut is not None:
        which = "first" if cut is a else "second"
        reasons.append(f"{OPENING}the {which} breaks off after {cut.prose.size} tokens")
    sources = sources_apart(comparison, config.match.distinct_within)
    if sources is not None:
        reasons.append(f"{ONE_TO_ONE}{min(sources)} and {max(sources)}")
    pair = Pair(
        a=a.id,
        b=b.id,
        outcome=Outcome.DIFFERENT,
        score=total(evidence),
        prior=prior(documents),
        evidence=evidence,
        vetoes=tuple(vetoes),
        reasons=(*reasons, *_relations(comparison)),
        proposed_by=tuple(families),
        part=None if part is None else part[0].id,
    )
    return rejudge(pair, config)


def rejudge(pair: Pair, config: Config) -> Pair:
    """The same pair under other thresholds; nothing is compared again.

    Args:
        pair: a compared pair.
        config: the settings whose thresholds decide.
    """
    return evolve(pair, outcome=_outcome(pair, config))


def one_to_one(pair: Pair) -> bool:
    """Whether two records stand in two sources each of which lists an event once."""
    return any(reason.startswith(ONE_TO_ONE) for reason in pair.reasons)


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
    if IDENTICAL in pair.reasons:
        return True
    levels = {row.comparison: row.level for row in pair.evidence}
    return levels.get("id") == "same" and levels.get("date") != "disjoint"


def _outcome(pair: Pair, config: Config) -> Outcome:
    bound = binding(pair.vetoes)
    if IDENTICAL in pair.reasons:
        # Copies that contradict each other in title or kind are for a person to look at.
        return Outcome.REVIEW if bound else Outcome.SAME
    if pair.part is not None:
        return Outcome.PART_OF
    sixteenths = pair.score + pair.prior
    if not bound:
        if any(veto.outcome is Outcome.REVIEW for veto in pair.vetoes):
            return Outcome.REVIEW
        least = config.match.same_bits
        if one_to_one(pair):
            least -= FEWER_BITS
        if sixteenths >= least * SIXTEENTHS:
            return Outcome.SAME
        if sixteenths >= config.match.review_bits * SIXTEENTHS:
            return Outcome.REVIEW
    related = any(reason.startswith(_RELATIONS) for reason in pair.reasons)
    return Outcome.RELATED if related else Outcome.DIFFERENT


def _part(comparison: Comparison) -> tuple[View, str] | None:
    """Which record is part of the other, and why; None if neither is or both are."""
    a, b = comparison.a, comparison.b
    by_name = [found for x, y in ((a, b), (b, a)) if (found := _named_part(x, y)) is not None]
    if by_name:
        return by_name[0] if len(by_name) == 1 else None
    overlap = comparison.overlap
    if overlap is None or comparison.same_core():
        return None
    if overlap.at_least(85, 100) and comparison.same_opening:
        return None  # a copy cut short
    for child, whole, count in ((a, b, overlap.a), (b, a, overlap.b)):
        if 5 * overlap.shared >= count > 0 and _smaller(child, whole):
            return child, f"part: {overlap.shared} of {count} shingles of {_title(child)}"
    return None


def _named_part(child: View, whole: View) -> tuple[View, str] | None:
    """Whether a record says that it is part of the other, and its time does not deny it."""
    targets = [written for key, written in child.parts.items() if key in whole.name_keys]
    if not targets or (child.time and whole.time and not child.time.within(whole.time)):
        return None
    return child, f"part of {targets[0]}"


def _smaller(child: View, whole: View) -> bool:
    """Whether a text and its time are small enough to be a part of the other."""
    if child.time is None or whole.time is None or 2 * child.prose.size > whole.prose.size:
        return False
    # A month that something happened in is longer than what happened.
    times = 5 if child.time.grain == "day" else 2
    return child.time.within(whole.time) and whole.time.days >= times * child.time.days


def _relations(comparison: Comparison) -> list[str]:
    a, b = comparison.a, comparison.b
    reasons = [f"both part of {name}" for key, name in a.parts.items() if key in b.parts]
    editions = contradicting_editions(comparison)
    if editions is not None:
        reasons.append(f"sequel: {editions[0].text} and {editions[1].text}")
    for source, target in ((a, b), (b, a)):
        if source.links_to(target):
            reasons.append(f"link: {_title(source)} to {_title(target)}")
    if not comparison.identical and comparison.passage >= LONG_PASSAGE:
        reasons.append(f"passage: {comparison.passage} tokens")
    return reasons


def _title(view: View) -> str:
    return view.title
