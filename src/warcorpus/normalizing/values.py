"""From a field to values: the working text, its items, and the steps that replay each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from warcorpus.model.prose import VERBATIM
from warcorpus.model.record import Record
from warcorpus.model.values import Basis, Field, Origin, Span, State, Step, Value
from warcorpus.normalizing.replay import parsed
from warcorpus.normalizing.steps import apply_text_step
from warcorpus.normalizing.unescaping import unescape_mapped
from warcorpus.text import mojibake, residue
from warcorpus.text.mapped import MappedText, spans_within
from warcorpus.text.yaml_folding import fold_mapped

DIGITS = Step("digits", "arab")
TRIM = Step("trim")
ARTICLE = Step("drop", "article")
FLAG = Step("drop", "flag")
FOOTNOTE = Step("drop", "footnote")
MARKUP = Step("drop", "markup")
RESIDUE = Step("drop", "residue")


@frozen
class Working:
    """A field's text, folded and repaired, every character tied to the raw ones.

    Args:
        field: the field as it stands.
        text: what it says; residue is still in it.
        repairs: steps of repairs with the raw characters they change.
    """

    field: Field
    text: MappedText
    repairs: tuple[tuple[Step, int, int], ...] = ()

    def item(
        self,
        start: int,
        end: int,
        drops: Sequence[Step] = (),
        parse: Step | None = None,
        *,
        origin: Origin = "field",
        basis: Basis = "explicit",
    ) -> Value | None:
        """The value that ``start:end`` of the text is; None where nothing stands there.

        Args:
            start: offset into the working text.
            end: one past it.
            drops: steps to take after the repairs; those that change nothing are left out.
            parse: the last step.
            origin: the part of the document that says it.
            basis: why it was understood so.
        """
        start, end = _trimmed(self.text.text, start, end)
        if start >= end:
            return None
        raw_start, raw_end = self.text.raw_range(start, end)
        spans = spans_within(self.field.spans, raw_start, raw_end)
        raw = self._raw(spans)
        steps = [*self.field.steps]
        steps += [step for step, a, b in self.repairs if a < raw_end and b > raw_start]
        steps += [RESIDUE, *drops, TRIM]
        return value_of(raw, spans, steps, parse, origin, basis)

    def whole(self, drops: Sequence[Step] = (), parse: Step | None = None) -> Value | None:
        """The whole field as one value."""
        return self.item(0, len(self.text.text), drops, parse)

    def _raw(self, spans: Iterable[Span]) -> str:
        parts = []
        for span in spans:
            before = 0
            for own in self.field.spans:
                if own.start <= span.start < own.end:
                    offset = before + span.start - own.start
                    parts.append(self.field.raw[offset : offset + span.end - span.start])
                before += own.end - own.start
        return "".join(parts)


def working(field: Field) -> Working:
    """The text of a field, ready to be split and parsed.

    >>> w = working(Field("date", "6â€“19 February", (Span(0, 9, 24),)))
    >>> w.text.text, w.item(0, 4).steps
    ('6–19 February', (Step(action='mojibake', parameter='cp1252'),))
    >>> w.item(0, 4).spans
    (Span(source=0, start=9, end=15),)
    """
    style = ""
    rest = field.steps
    if rest and rest[0].action == "fold":
        style, rest = rest[0].parameter or "plain", rest[1:]
    text = fold_mapped(field.raw, field.spans, style)
    for step in rest:
        if step.action == "unescape":
            text = unescape_mapped(text, step.parameter or "")
    text, repaired = mojibake.repair(text)
    repairs = tuple((Step(r.action, r.parameter), r.start, r.end) for r in repaired)
    return Working(field, text, repairs)


def leaks(text: str) -> list[tuple[int, int]]:
    """Ranges of a working text that a program leaked."""
    return [(found.start, found.end) for found in residue.find(text, "value")]


def value_of(
    raw: str,
    spans: tuple[Span, ...],
    candidates: Iterable[Step],
    parse: Step | None,
    origin: Origin,
    basis: Basis,
) -> Value:
    """A value whose steps are those of ``candidates`` that change something, and ``parse``.

    The normalized form is made by replaying them, so the replay law holds by construction.
    """
    text, steps = raw, []
    for step in candidates:
        changed = apply_text_step(text, step)
        if changed != text:
            steps.append(step)
            text = changed
    normalized: Any = text
    state: State = "given"
    if parse is not None:
        steps.append(parse)
        normalized = parsed(text, parse)
        state = getattr(normalized, "state", "given")
    if state != "given":
        normalized = None
    return Value(raw, normalized, spans, tuple(steps), state, origin, basis)


def lead_value(
    record: Record,
    start: int,
    end: int,
    parse: Step | None = None,
    *,
    origin: Origin = "lead",
    basis: Basis = "explicit",
) -> Value | None:
    """The value that ``start:end`` of a record's text is.

    The raw file is not at hand here, only the map of the text; so the stretch must be verbatim.
    What the reader cut (markup, blanks of a tokeniser) lies between its spans.

    Returns:
        None where some of the stretch was repaired or is layout.
    """
    start, end = _trimmed(record.text, start, end)
    spans: list[Span] = []
    for row in record.text_map:
        if row.end <= start or row.start >= end:
            continue
        if row.method != VERBATIM or row.raw_start is None:
            return None
        first = row.raw_start + max(start - row.start, 0)
        last = row.raw_start + min(end, row.end) - row.start
        if spans and spans[-1].end == first:
            spans[-1] = Span(0, spans[-1].start, last)
        else:
            spans.append(Span(0, first, last))
    if not spans:
        return None
    return value_of(record.text[start:end], tuple(spans), [TRIM], parse, origin, basis)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
