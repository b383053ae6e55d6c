"""From a field to values: the working text, its items, and the steps that replay each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from warcorpus.model.prose import LAYOUT, UNESCAPE, VERBATIM
from warcorpus.model.record import Record
from warcorpus.model.values import Basis, Field, Origin, Span, State, Step, Value
from warcorpus.normalizing.replay import parsed
from warcorpus.normalizing.steps import apply_text_step, is_plain
from warcorpus.text import html_values, mojibake, residue, wikitext_values
from warcorpus.text.capitals import recase
from warcorpus.text.lead_fields import ROLE as LEAD
from warcorpus.text.lead_fields import rows_between, spans_of, steps_making
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.unescaping import unescape_mapped
from warcorpus.text.yaml_folding import fold_mapped

_START = attrgetter("start")

DIGITS = Step("digits", "arab")
TRIM = Step("trim")
ARTICLE = Step("drop", "article")
FLAG = Step("drop", "flag")
FOOTNOTE = Step("drop", "footnote")
MARKUP = Step("drop", "markup")
RESIDUE = Step("drop", "residue")


_MARK_STEPS = (MARKUP, FOOTNOTE, TRIM, FLAG, DIGITS)
"""What changes no plain text."""


class Repairing(NamedTuple):
    """A step of a repair: its place among all, the raw characters that it changes."""

    number: int
    start: int
    end: int
    step: Step


class Working(msgspec.Struct, frozen=True, dict=True):
    """A field's text, folded and repaired, every character tied to the raw ones.

    Args:
        field: the field as it stands.
        text: what it says; residue is still in it.
        repairs: ordered by the raw characters they change.
        unchanged: whether the text is the field's raw characters, and so that its steps change no
            piece of it.
    """

    field: Field
    text: MappedText
    repairs: tuple[Repairing, ...] = ()
    unchanged: bool = False

    @cached_property
    def _before(self) -> list[int]:
        """How many characters of the raw text stand before each span."""
        lengths = [span.end - span.start for span in self.field.spans]
        return list(accumulate(lengths, initial=0))

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
        text = self.text.text
        start, end = _trimmed(text, start, end)
        if start >= end:
            return None
        if self.unchanged:
            raw, spans = text[start:end], self._spans(start, end)
            return value_of(raw, spans, (RESIDUE, *drops, TRIM), parse, origin, basis)
        spans, raw, steps = self._stretch(start, end)
        return value_of(raw, spans, [*steps, RESIDUE, *drops, TRIM], parse, origin, basis)

    def whole(
        self, drops: Sequence[Step] = (), parse: Step | None = None, *, origin: Origin = "field"
    ) -> Value | None:
        """The whole field as one value."""
        return self.item(0, len(self.text.text), drops, parse, origin=origin)

    def _spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The field's spans for ``start:end`` of its raw characters."""
        own = self.field.spans
        if len(own) == 1:
            return (Span(own[0].source, own[0].start + start, own[0].start + end),)
        before, found = self._before, []
        index = bisect_right(before, start) - 1
        while index < len(own) and before[index] < end:
            first, last = max(before[index], start), min(before[index + 1], end)
            offset = own[index].start - before[index]
            found.append(Span(own[index].source, first + offset, last + offset))
            index += 1
        return tuple(found)

    def _stretch(self, start: int, end: int) -> tuple[tuple[Span, ...], str, list[Step]]:
        """Spans, what they hold, and the field's own steps, for ``start:end`` of the text.

        Where markup was stripped, the stretch of raw characters may hold half of a template: then
        the words alone are taken, or the whole field if even those do not replay.
        """
        first = self.slices([self.text.raw_range(start, end)])
        if not any(step.parameter in wikitext_values.KINDS for step in self.field.steps):
            return first
        wanted = self.text.text[start:end].strip()
        whole = [(span.start, span.end) for span in self.field.spans]
        for ranges in [*wikitext_values.replayable(self.text, start, end), whole]:
            found = self.slices(ranges)
            if reduce(apply_text_step, found[2], found[1]).strip() == wanted:
                return found
        return first

    def slices(self, ranges: Sequence[tuple[int, int]]) -> tuple[tuple[Span, ...], str, list[Step]]:
        """What the field has of raw ranges: spans, characters, steps of the field and repairs."""
        parts = [self._raw(*own) for own in ranges]
        spans = tuple(span for own, _ in parts for span in own)
        steps = [*self.field.steps]
        if self.repairs and spans:
            steps += self._repairs_of(spans[0].start, spans[-1].end)
        return spans, "".join(raw for _, raw in parts), steps

    def _raw(self, start: int, end: int) -> tuple[tuple[Span, ...], str]:
        """The field's spans inside the raw range ``start:end``, and what they hold."""
        own = self.field.spans
        if len(own) == 1 and own[0].start <= start < end <= own[0].end:
            offset = own[0].start
            span = Span(own[0].source, start, end)
            return (span,), self.field.raw[start - offset : end - offset]
        spans, parts = [], []
        index = max(bisect_right(own, start, key=_START) - 1, 0)
        while index < len(own) and own[index].start < end:
            first, last = max(own[index].start, start), min(own[index].end, end)
            if first < last:
                spans.append(Span(own[index].source, first, last))
                offset = self._before[index] - own[index].start
                parts.append(self.field.raw[first + offset : last + offset])
            index += 1
        return tuple(spans), "".join(parts)

    def _repairs_of(self, start: int, end: int) -> list[Step]:
        """The steps of repairs that touch ``start:end``, in the order in which they were done."""
        index = bisect_right(self.repairs, start, key=lambda repair: repair.end)
        places: dict[tuple[int, int], list[Repairing]] = {}
        while index < len(self.repairs) and self.repairs[index].start < end:
            repair = self.repairs[index]
            places.setdefault((repair.start, repair.end), []).append(repair)
            index += 1
        # a step undoes all places of its kind at once; only a place misread twice needs two
        kinds: dict[tuple[Step, ...], int] = {}
        for place in places.values():
            kinds.setdefault(tuple(repair.step for repair in place), place[0].number)
        return [step for kind in sorted(kinds, key=kinds.__getitem__) for step in kind]


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
    if not rest and _stays(field.raw, style) and (runs := _runs(field)):
        whole = MappedText(field.raw, runs)
        if mojibake.is_whole(field.raw):
            return Working(field, whole, (), True)
        return _repaired(field, whole)
    text = fold_mapped(field.raw, field.spans, style)
    for step in rest:
        if step.action == "unescape":
            text = unescape_mapped(text, step.parameter or "")
        elif step.action == "strip":
            is_wikitext = step.parameter in wikitext_values.KINDS
            strip = wikitext_values.strip_mapped if is_wikitext else html_values.strip_mapped
            text = strip(text, step.parameter or "")
        if step.action == "recase":
            text = MappedText(recase(text.text, step.parameter or ""), text.runs)
    return _repaired(field, text)


def _runs(field: Field) -> tuple[Run, ...]:
    """The runs of a text that is the field's raw characters; none where its spans are odd."""
    if len(field.spans) == 1:
        (span,) = field.spans
        size = span.end - span.start
        return (Run(0, size, span.start, span.end),) if size == len(field.raw) > 0 else ()
    runs: list[Run] = []
    position, behind = 0, -1
    for span in field.spans:
        end = position + span.end - span.start
        if end <= position or span.start == behind:
            return ()  # empty, or touching the one before
        runs.append(Run(position, end, span.start, span.end))
        position, behind = end, span.end
    return tuple(runs) if position == len(field.raw) else ()


def _stays(raw: str, style: str) -> bool:
    """Whether folding changes nothing in a text, nor in any piece of it: no break, no escape."""
    if style in ("", "literal"):
        return not style or "\r" not in raw
    mark = _ESCAPES.get(style)
    return mark is not None and "\n" not in raw and "\r" not in raw and mark not in raw


_ESCAPES = {"plain": "\n", "single": "'", "double": "\\"}
"""What opens an escape in a scalar of one line, by its style."""


def _repaired(field: Field, text: MappedText) -> Working:
    text, repaired = mojibake.repair(text)
    if not repaired:
        return Working(field, text)
    repairs = [
        Repairing(number, own.start, own.end, Step(own.action, own.parameter))
        for number, own in enumerate(repaired)
    ]
    return Working(field, text, tuple(sorted(repairs, key=lambda own: (own.start, own.end))))


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
    plain = is_plain(raw)
    for step in candidates:
        if plain and step is not RESIDUE and step in _MARK_STEPS:
            continue
        changed = apply_text_step(text, step)
        if changed is not text and changed != text:
            steps.append(step)
            text, plain = changed, False
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

    The raw file is not at hand here, only the map of the text; so the stretch must be verbatim,
    or else a field of the role ``lead`` must hold its raw characters. What the reader cut
    (markup, blanks of a tokeniser) lies between its spans.

    Returns:
        None where some of the stretch was repaired, or no steps make it of its raw characters.
    """
    start, end = _trimmed(record.text, start, end)
    spans: list[Span] = []
    rows = record.text_map
    for number in range(max(bisect_right(rows, start, key=_START) - 1, 0), len(rows)):
        row = rows[number]
        if row.start >= end:
            break
        if row.method != VERBATIM or row.raw_start is None:
            return _kept_value(record, start, end, parse, origin, basis)
        first = row.raw_start + max(start - row.start, 0)
        last = row.raw_start + min(end, row.end) - row.start
        if spans and spans[-1].end == first:
            spans[-1] = Span(0, spans[-1].start, last)
        else:
            spans.append(Span(0, first, last))
    if not spans:
        return None
    return value_of(record.text[start:end], tuple(spans), [TRIM], parse, origin, basis)


def _kept_value(
    record: Record, start: int, end: int, parse: Step | None, origin: Origin, basis: Basis
) -> Value | None:
    """The same for a stretch with escapes or line breaks, from the field that kept the lead."""
    kept = next((own for own in record.source.fields if own.role == LEAD), None)
    rows = list(rows_between(record.text_map, start, end)) if kept is not None else []
    if kept is None or any(row.method not in (VERBATIM, LAYOUT, UNESCAPE) for row in rows):
        return None
    wanted = spans_of(rows, start, end)
    work = Working(kept, MappedText(""))
    spans, raw, outer = work.slices([(span.start, span.end) for span in wanted])
    if not raw or len(raw) < sum(span.end - span.start for span in wanted):
        return None
    steps = steps_making(raw, record.text[start:end], outer)
    if steps is None:
        return None
    return value_of(raw, spans, [*steps, TRIM], parse, origin, basis)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
