"""Merging: a function of the set of witnesses, derived from them anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import fields, frozen

from warcorpus.config import DEFAULT, Config
from warcorpus.merging.apparatus import merged_gaps, variant_conflicts, variants
from warcorpus.merging.collate import collate
from warcorpus.merging.compose import Composed, compose
from warcorpus.merging.deciding import Judge, Verdict
from warcorpus.merging.lineage import base_decision
from warcorpus.merging.reconcile import reconcile
from warcorpus.merging.roundtrip import reads_back, tiles
from warcorpus.merging.texts import Texts, gather
from warcorpus.merging.unions import with_additions
from warcorpus.merging.witnesses import numbered, unfolded
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Gap
from warcorpus.model.record import CORPUS_SCHEMA, Decision, MergedRecord, Record, Variant
from warcorpus.model.values import Problem


def merge_records(
    witnesses: Sequence[Record], config: Config = DEFAULT, *, base: str | None = None
) -> MergedRecord:
    """One record of several witnesses of one event.

    The result depends on the set of witnesses alone: their order, copies of them and earlier
    merges of them make no difference.

    Args:
        witnesses: normalized records; a merged record stands for its witnesses.
        config: ``merge.fill``, ``merge.additions`` and ``merge.max_witnesses`` count here.
        base: id of the witness whose paragraphs the text follows; by default the best.

    Raises:
        ValueError: there is no witness.

    >>> from warcorpus.model.source import Source
    >>> record = Record("0", text="It fell.", sources=(Source("a.txt", sha256="0"),))
    >>> merge_records([record, record]) == merge_records([merge_records([record])])
    True
    """
    records = unfolded(witnesses)
    if not records:
        raise ValueError("merging needs at least one record")
    if len(records) == 1:
        return _alone(records[0])
    sources, numbers = numbered(records)
    texts = gather(numbers, config.merge.max_witnesses, base)
    prose = _prose(texts, config)
    facts = reconcile(texts)
    return MergedRecord(
        id=records[0].id,
        text=prose.composed.text,
        text_map=prose.composed.text_map,
        sections=prose.composed.sections,
        gaps=prose.gaps,
        sources=sources,
        apparatus=prose.apparatus,
        provenance=facts.provenance,
        conflicts=(*facts.conflicts, *variant_conflicts(prose.apparatus)),
        decisions=(*_base_decisions(texts), *prose.decisions, *facts.decisions),
        schema=CORPUS_SCHEMA,
        problems=_problems(texts, prose),
        witnesses=records,
        **facts.values,
    )


def _alone(record: Record) -> MergedRecord:
    """One witness alone: its own record."""
    own = {f.name: getattr(record, f.name) for f in fields(Record)}
    return MergedRecord(**{**own, "schema": CORPUS_SCHEMA, "witnesses": (record,)})


@frozen(eq=False)
class _Prose:
    """The text of a merged record and what stands off from it."""

    composed: Composed
    apparatus: tuple[Variant, ...]
    gaps: tuple[Gap, ...]
    decisions: tuple[Decision, ...]
    complete: bool


def _prose(texts: Texts, config: Config) -> _Prose:
    others = [(t.tokens, t.alignment) for t in texts.texts[1:] if t.alignment is not None]
    units = collate(texts.base.tokens, others)
    judge = Judge(texts, config.merge)
    if tiles(units, judge.tokens):
        verdicts = [judge.decide(unit) for unit in units]
        if config.merge.additions == "union":
            verdicts = with_additions(verdicts, texts)
        composed = compose(verdicts, texts)
        apparatus = variants(verdicts, composed, texts)
        if _all_read_back(composed, apparatus, texts):
            gaps = merged_gaps(verdicts, judge, composed, texts)
            return _Prose(composed, apparatus, gaps, _fills(verdicts, judge, texts), True)
    return _base_alone(texts)


def _all_read_back(composed: Composed, apparatus: Sequence[Variant], texts: Texts) -> bool:
    return all(
        reads_back(composed.text, apparatus, texts.record(k), texts.witness(k).number)
        for k in range(len(texts.texts))
    )


def _base_alone(texts: Texts) -> _Prose:
    """The base's text, the others attached without alignment: what a failed round trip leaves."""
    composed = compose((), texts)
    gaps = tuple(
        witness.gap(gap)
        if witness is texts.base_witness
        else evolve(witness.gap(gap), text_start=None, text_end=None)
        for witness in texts.witnesses
        for gap in witness.record.gaps
    )
    return _Prose(composed, (), gaps, (), False)


def _base_decisions(texts: Texts) -> Iterable[Decision]:
    numbers = [witness.number for witness in texts.witnesses]
    yield base_decision(texts.order, texts.merits, numbers)
    base = set(texts.base.tokens.forms)
    for index in texts.left_out:
        forms = set(texts.tokens[index].forms)
        share = len(forms & base) * 100 // max(len(forms), 1)
        yield Decision(
            "attached",
            "max-witnesses",
            f"source {numbers[index]} was not collated, {share} % of its words are in the base",
            "rule",
        )


def _fills(verdicts: Sequence[Verdict], judge: Judge, texts: Texts) -> tuple[Decision, ...]:
    """What was put into holes of the base, with the drift around each."""
    filled = {
        piece.first: verdict.rule
        for verdict in verdicts
        for piece in verdict.pieces
        if piece.supplied
    }
    decisions = []
    for hole, fill in sorted(judge.filler.fills.items()):
        found = fill.candidate
        if found is None or fill.text is None or found.start not in filled:
            continue
        count = texts.base.tokens.holes[hole].words
        detail = (
            f"source {texts.witness(fill.text).number} gives {found.length} tokens for {count}, "
            f"{found.drift} of {found.around} around differ"
        )
        decisions.append(Decision("fill", filled[found.start], detail, "rule"))
    return tuple(decisions)


def _problems(texts: Texts, prose: _Prose) -> tuple[Problem, ...]:
    """The witnesses' own problems, each still speaking of its one document, and new ones."""
    found = [problem for w in texts.witnesses for problem in w.record.problems]
    if not prose.complete:
        found.append(
            Problem(
                "round-trip",
                "error",
                "the witnesses could not be read back from the collation; "
                "the text is that of the base alone",
                "please report the documents of this record",
                texts.base_witness.record.source.path,
            )
        )
    return tuple(found)
