"""The apparatus: every place where witnesses differ, with all that stands there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warcorpus.merging.compose import Composed, raw_spans
from warcorpus.merging.deciding import Judge, Piece, Verdict
from warcorpus.merging.gaps import Sides
from warcorpus.merging.texts import Texts
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Gap
from warcorpus.model.record import Conflict, ConflictValue, Variant, VariantReading
from warcorpus.model.values import Span

_NOWHERE: dict[str, Any] = dict.fromkeys(("text_start", "text_end", "supplied_by", "grade"))


def variants(verdicts: Sequence[Verdict], composed: Composed, texts: Texts) -> tuple[Variant, ...]:
    """One entry for each unit that is not equal, in the order of the text.

    Args:
        verdicts: one a unit, in order.
        composed: the merged text.
        texts: the texts they speak of.
    """
    entries: list[Variant] = []
    position = 0
    for verdict in verdicts:
        if verdict.type is None:
            for piece in verdict.pieces[-1:]:
                placed = composed.place(texts, piece)
                position = placed[1] if placed else position
            continue
        start, end = _stretch(verdict.pieces, composed, texts, position)
        position = end
        entries.append(
            Variant(
                start,
                end,
                verdict.type,
                composed.text[start:end],
                verdict.rule,
                verdict.conflict,
                _readings(verdict, texts),
            )
        )
    return tuple(entries)


def _stretch(
    pieces: Sequence[Piece], composed: Composed, texts: Texts, position: int
) -> tuple[int, int]:
    """Where a unit stands in the merged text; what is empty stands behind what is before it."""
    if not pieces:
        return position, position
    first, last = composed.place(texts, pieces[0]), composed.place(texts, pieces[-1])
    return (first[0] if first else position), (last[1] if last else position)


def _readings(verdict: Verdict, texts: Texts) -> tuple[VariantReading, ...]:
    """What the sources have in one place, those with the same words together."""
    groups: dict[object, list[int]] = {}
    for text, (first, last) in enumerate(verdict.unit.ranges):
        tokens = texts.texts[text].tokens
        reason = verdict.reasons[text]
        # A second part of one hole is another absence than its first, which has the mark.
        key = (reason, last - first) if reason else tuple(tokens.surfaces[first:last])
        groups.setdefault(key, []).append(text)
    readings = [_reading(verdict, group, texts) for group in groups.values()]
    return tuple(sorted(readings, key=lambda reading: reading.sources))


def _reading(verdict: Verdict, group: Sequence[int], texts: Texts) -> VariantReading:
    sources: list[int] = []
    spans: list[Span] = []
    for text in group:
        sources += texts.numbers(text)
        spans += _spans(verdict, text, texts)
    reason = verdict.reasons[group[0]]
    first, last = verdict.unit.ranges[group[0]]
    words = None if reason else texts.texts[group[0]].tokens.slice(first, last)
    return VariantReading(tuple(sorted(sources)), words, tuple(sorted(spans)), reason)


def _spans(verdict: Verdict, text: int, texts: Texts) -> list[Span]:
    """The raw characters of a reading in every witness that has it."""
    first, last = verdict.unit.ranges[text]
    if first == last:
        return []
    spans: list[Span] = []
    for index in texts.texts[text].witnesses:
        witness, tokens = texts.witnesses[index], texts.tokens[index]
        spans += raw_spans(witness, tokens.starts[first], tokens.ends[last - 1])
    return spans


def merged_gaps(
    verdicts: Sequence[Verdict], judge: Judge, composed: Composed, texts: Texts
) -> tuple[Gap, ...]:
    """The gaps of all witnesses, told where they stand now and who supplied the words."""
    filled = _filled_in_base(verdicts, judge, composed, texts)
    supplied = _supplied_by_base(judge, composed, texts)
    gaps: list[Gap] = []
    for index, witness in enumerate(texts.witnesses):
        for number, gap in enumerate(witness.record.gaps):
            found = filled.get((index, number)) or supplied.get((index, number)) or {}
            source = witness.numbers[gap.source]
            gaps.append(evolve(gap, **{**_NOWHERE, "source": source, **found}))
    return tuple(sorted(gaps, key=lambda gap: (gap.source, gap.start, gap.end, gap.reason)))


Change = dict[str, Any]
Changes = dict[tuple[int, int], Change]


def _filled_in_base(
    verdicts: Sequence[Verdict], judge: Judge, composed: Composed, texts: Texts
) -> Changes:
    """Holes of the base, open or filled."""
    changes: Changes = {}
    tokens = texts.base.tokens
    for verdict in verdicts:
        unit = verdict.unit
        for hole in range(unit.start, unit.end):
            if hole not in tokens.holes:
                continue
            fill = judge.filler.fills.get(hole)
            pieces = [p for p in verdict.pieces if p.supplied] or [Piece(0, hole, hole + 1)]
            placed = composed.place(texts, pieces[0])
            change: Change = {}
            if placed:
                change |= {"text_start": placed[0], "text_end": placed[1]}
            if fill and fill.candidate:
                change["grade"] = fill.candidate.grade
            if pieces[0].supplied:
                change["supplied_by"] = texts.witness(pieces[0].text).number
            for index in texts.base.witnesses:
                number = texts.tokens[index].holes[hole].gap
                if number is not None:
                    changes[index, number] = change
    return changes


def _supplied_by_base(judge: Judge, composed: Composed, texts: Texts) -> Changes:
    """Holes of other witnesses where the base has the words."""
    changes: Changes = {}
    for text, entry in enumerate(texts.texts):
        if text == 0 or not entry.tokens.holes:
            continue
        sides = texts.sides(text, 0)
        off = texts.off_cadence(text)
        for hole in sorted(entry.tokens.holes):
            change = _supply(judge, composed, texts, sides, hole, on_cadence=hole not in off)
            for index in entry.witnesses:
                number = texts.tokens[index].holes[hole].gap
                if number is not None and change:
                    changes[index, number] = change
    return changes


def _supply(
    judge: Judge,
    composed: Composed,
    texts: Texts,
    sides: Sides,
    hole: int,
    *,
    on_cadence: bool,
) -> Change:
    found = sides.candidate(hole, on_cadence=on_cadence)
    if found is None:
        return {}
    change: Change = {"grade": found.grade}
    placed = composed.place(texts, Piece(0, found.start, found.end))
    if placed and judge.filler.may_enter(found):
        change |= {"text_start": placed[0], "text_end": placed[1]}
        change["supplied_by"] = texts.base_witness.number
    return change


def variant_conflicts(entries: Sequence[Variant]) -> tuple[Conflict, ...]:
    """One conflict for each entry whose readings cannot all be true."""
    return tuple(
        Conflict(
            f"/apparatus/{index}",
            tuple(ConflictValue(r.text, r.sources) for r in entry.readings if r.text is not None),
            entry.lemma or None,
            entry.rule,
        )
        for index, entry in enumerate(entries)
        if entry.conflict
    )
