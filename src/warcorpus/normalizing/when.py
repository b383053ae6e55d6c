"""The date of a record: from its fields, or else from its title and lead."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date
from warcorpus.model.record import Entry, Kind, Record
from warcorpus.model.values import Basis, Field, Step, Value
from warcorpus.normalizing.cells import is_bare_month
from warcorpus.normalizing.columns_dates import (
    grain_of,
    of_one_end,
    spanned,
    told_precision,
    without_midnight,
)
from warcorpus.normalizing.dates import dates_in, parse_date
from warcorpus.normalizing.dates.edtf import edtf_bounds
from warcorpus.normalizing.kinds import WIDTH
from warcorpus.normalizing.leads import subject_of
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.tables import words
from warcorpus.normalizing.values import DIGITS, FOOTNOTE, MARKUP, lead_value
from warcorpus.normalizing.view import View

_PARSE = Step("parse", "date")
_BEFORE = 40  # characters before a date that can hold the words that govern it
_SKIPPED = frozenset({"in", "on", "early", "mid", "late", "the"})
_CLEAN = (MARKUP, FOOTNOTE, DIGITS)


class Dated(msgspec.Struct, frozen=True, gc=False):
    """A date with its entries, and the slugs of what is wrong with it."""

    date: Date
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


def date_of(view: View, kind: Kind) -> Dated:
    """When it was.

    Args:
        view: the record's fields.
        kind: of the record. Title and lead tell only when an event was: ``founded in 2012`` is
            no date of a battle.
    """
    precision = told_precision(view, "date.precision")
    grain = grain_of(precision)
    parse = Step("parse", f"within {grain}") if grain else _PARSE
    more = entry("/date/start_precision", [precision])
    ends = _start_and_end(view, parse, grain)
    if ends is not None:
        return evolve(ends, entries=ends.entries + more)
    fields = [own.field for own in view.of_slot("date")]
    fields += [own for own in view.fields("date") if own.role not in _OF_COLUMNS]
    values = [view.working(own).whole(_CLEAN, parse) for own in fields]
    read = [value for value in values if value is not None and value.state != "absent"]
    read.sort(key=lambda value: value.state != "given")
    if not read or _says_no_date(read[0]):
        told = _told(view, kind)
        if told is not None:
            read.insert(0, told)
        elif not read:
            return Dated(Date())
    date, problems = _date(read[0])
    return Dated(date, entry("/date", read) + more, problems)


def _says_no_date(value: Value) -> bool:
    """Whether a field holds words that are no date: ``(8 years, 9 months)``."""
    return value.state == "given" and not (value.normalized.edtf or value.normalized.candidates)


def _date(value: Value) -> tuple[Date, tuple[str, ...]]:
    if value.state != "given":
        return Date(state=value.state, text=value.raw.strip(), basis=value.basis), ()
    date: Date = value.normalized
    date = without_midnight(evolve(date, basis=date.basis or value.basis))
    return date, _problems(date)


def _problems(date: Date) -> tuple[str, ...]:
    """What is wrong with the words of a date; a month that only its column shows is not."""
    # called as `parsed` does: then the result is remembered
    settled = date.edtf and is_bare_month(date.text or "")
    return () if settled else parse_date(date.text or "", None).problems


_ENDS = ("date.start", "date.end")
_OF_COLUMNS = (*_ENDS, "date.precision")


def _start_and_end(view: View, parse: Step, grain: str | None) -> Dated | None:
    """A date told in two columns, as catalogues do: ``start_date`` or ``date``, ``end_date``.

    Where both name one day, ``parse`` may make of it the month or year that is meant.
    """
    told: dict[str, Field] = {}
    for own in view.fields("date"):
        if own.role in _ENDS or own.role == "date":
            value = view.working(own).whole(_CLEAN, _PARSE)
            if value is not None and value.state == "given":
                told.setdefault(own.role, own)
    if "date.end" in told and "date" in told:
        told.setdefault("date.start", told["date"])
    ends = [told[role] for role in _ENDS if role in told]
    if not ends:
        return None
    read = [value for own in ends if (value := _end(view, own))]
    if len(read) < 2 or read[0].normalized.edtf == read[1].normalized.edtf:
        if parse != _PARSE:
            read = [value for own in ends if (value := view.working(own).whole(_CLEAN, parse))]
        date, problems = _date(read[0])
        return Dated(date, entry("/date", read), problems)
    return _hull(read[0], read[1], grain)


def _end(view: View, own: Field) -> Value | None:
    """What a column that tells one end of a span says."""
    value = view.working(own).whole(_CLEAN, _PARSE)
    parse = of_one_end(value) if value is not None else None
    return value if parse is None else view.working(own).whole(_CLEAN, parse)


def _hull(start: Value, end: Value, grain: str | None) -> Dated:
    first, last = start.normalized, end.normalized
    problems = _problems(first) + _problems(last)
    date = spanned(first, last, grain)
    if not date.edtf and first.edtf and last.edtf:
        problems = (*problems, "date-invalid")
    entries = entry("/date/earliest", [start]) + entry("/date/latest", [end])
    return Dated(date, entries, problems)


def _told(view: View, kind: Kind) -> Value | None:
    """The date of the lead, unless the title has another that it does not narrow."""
    if kind not in WIDTH and kind != "unknown":
        return None
    titled = next(_in_title(view), None)
    context = titled.normalized.edtf[:4] if titled is not None else None
    told = _in_lead(view.record, context, first_only=kind in ("war", "unknown"))
    if told is None or titled is None:
        return titled or told
    return told if _narrows(told.normalized, titled.normalized) else titled


def _in_title(view: View) -> Iterator[Value]:
    fields: list[Field] = view.fields("title") or [own.field for own in view.of_slot("name")]
    for own in fields[:1]:
        work = view.working(own)
        for found in dates_in(work.text.text):
            value = work.item(found.start, found.end, _CLEAN, _PARSE, origin="title")
            if value is not None and value.state == "given" and value.normalized.earliest:
                yield value


def _in_lead(record: Record, context: str | None, *, first_only: bool) -> Value | None:
    """The first date of the lead's first paragraph that is the event's own.

    One behind the first sentence is inferred. A year in the name gives way to the date that the
    first sentence tells (`The 2012 X offensive was … launched on 16 December 2012`).
    """
    lead = record.sections[0] if record.sections else None
    blocks = [block for block in lead.blocks if block.kind == "paragraph"] if lead else []
    if lead is None or not blocks:
        return None
    start, end = blocks[0].start, blocks[0].end
    if first_only and lead.sentences:
        end = min(end, lead.sentences[0][1])
    named: Value | None = None
    subject = _subject_end(record.text[start : lead.sentences[0][1]]) if lead.sentences else 0
    for found in dates_in(record.text[start:end], context):
        at = start + found.start
        if _tells_of_another(record.text[start:at]):
            continue
        if found.end > subject and _year_of_a_name(record.text[start:end], found.start, found.end):
            continue
        if named is not None and not (
            at < lead.sentences[0][1] and _narrows(found.date, named.normalized)
        ):
            continue
        step = Step("parse", f"date {context}") if context and _needs_year(found.date) else _PARSE
        first = not lead.sentences or at < lead.sentences[0][1]
        basis: Basis = "explicit" if first else "inferred"
        value = lead_value(record, at, start + found.end, step, basis=basis)
        if value is None or value.state != "given" or not value.normalized.earliest:
            continue
        if named is None and found.end <= subject:
            named = value
        else:
            return value
    return named


def _subject_end(lead: str) -> int:
    """Where the name in a lead sentence ends; 0 without one."""
    subject = subject_of(lead)
    return subject.name.end if subject.name is not None else 0


def _tells_of_another(before: str) -> bool:
    """Whether the words before a date say that it is not the event's: ``held since``."""
    tokens = before[-_BEFORE:].casefold().split()
    while tokens and tokens[-1] in _SKIPPED:
        tokens.pop()
    leads = words("other_date_leads")
    return bool(tokens) and (tokens[-1].strip("(,;") in leads or " ".join(tokens[-2:]) in leads)


def _year_of_a_name(lead: str, start: int, end: int) -> bool:
    """Whether a year begins the name of another event: ``during the 2020 X war``."""
    alone = lead[start:end].isdigit() and lead[:start].endswith(("the ", "The "))
    return alone and lead[end : end + 1] == " " and lead[end + 1 : end + 2].isupper()


def _needs_year(date: Date) -> bool:
    return date.basis == "context"


def _narrows(inner: Date, outer: Date) -> bool:
    """Whether a date lies in another and has both ends if that one has."""
    if not inner.edtf or not outer.edtf or ("/" in outer.edtf and "/" not in inner.edtf):
        return False
    low, high = edtf_bounds(outer.edtf)
    return (low or "") <= (inner.earliest or "") and (inner.latest or "~") <= (high or "~")
