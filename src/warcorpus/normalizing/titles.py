"""The title of a record and all its names, with where they were read."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Name, NameKind
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Basis, Field, Origin, Value
from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.kinds import is_event_name
from warcorpus.normalizing.languages import script_of
from warcorpus.normalizing.leads import Subject, subject_of
from warcorpus.normalizing.names import name_of, qualifier_of, split_names
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.values import FOOTNOTE, MARKUP, lead_value
from warcorpus.normalizing.view import View
from warcorpus.text.folding import fold

SHORT_LINE = 100
"""Characters of the longest line that may be a title."""

_MARKS_OFF = (MARKUP, FOOTNOTE)


class Found(msgspec.Struct, frozen=True, gc=False):
    """A name as it was found: its words, where they stand, what it is."""

    text: str
    kind: NameKind
    value: Value | None
    language: str | None = None


class Naming(msgspec.Struct, frozen=True, gc=False):
    """Title and names with their provenance."""

    title: str
    title_entries: tuple[Entry, ...]
    names: tuple[Name, ...]
    name_entries: tuple[Entry, ...]


def naming_of(view: View, language: str) -> Naming:
    """The title by the first source that has one, and the names from all of them.

    Order: title of the document; name in the infobox; subject of the lead's first sentence;
    first short line; file stem.
    """
    headed = list(_from_fields(view, view.fields("title"), "title", "title"))
    boxed = list(_from_fields(view, _name_fields(view), "infobox", "field"))
    lead = list(_from_lead(view.record))
    others = list(_from_fields(view, view.fields("name"), "alias", "field"))
    title = next(iter(headed), None) or next(iter(boxed), None) or next(iter(lead), None)
    if title is None:
        title = _first_line(view.record) or _file_stem(view.record)
    elif title in lead and title.value is not None:
        title = evolve(title, value=evolve(title.value, basis="inferred"))
    if lead and not _belongs(lead[0].text, title.text):
        lead = []
    found = [evolve(title, kind="title"), *headed, *boxed, *others, *lead]
    own_script = script_of(title.text)
    found = [_native(own, own_script) for own in found]
    if title.value is None:
        del found[0]  # a file name is a label, not a name: paths have no say in what matches
    names, entries = _merged(found, language)
    return Naming(title.text, entry("/title", [title.value]), names, entries)


def _native(own: Found, script: str | None) -> Found:
    """A name in another script than the title's is a native one."""
    other = script_of(own.text)
    if own.kind == "title" or other in (None, "Latn", script):
        return own
    return evolve(own, kind="native")


def _name_fields(view: View) -> list[Field]:
    return [own.field for own in view.of_slot("name")]


def _from_fields(
    view: View, fields: list[Field], kind: NameKind, origin: Origin
) -> Iterator[Found]:
    """The names in fields; those after the first in another script are native ones."""
    for own in fields:
        work = view.working(own)
        for number, (start, end) in enumerate(split_names(work.text.text)):
            value = work.item(start, end, _MARKS_OFF, origin=origin)
            if value is None or not value.normalized:
                continue
            if number and parse_date(value.normalized).date.edtf:
                continue  # a line of its own below the name: `April–August 2019`
            native = number > 0 and script_of(value.normalized) not in (None, "Latn")
            yield Found(value.normalized, "native" if native else kind, value)


def _from_lead(record: Record) -> Iterator[Found]:
    """The subject of the first sentence, then its other names."""
    if not record.sections or not record.sections[0].sentences:
        return
    start, end = record.sections[0].sentences[0]
    sentence = record.text[start:end]
    subject: Subject = subject_of(sentence)
    mentions: list[tuple[NameKind, tuple[int, int, str | None]]] = []
    if subject.name is None:
        return
    kinds: tuple[NameKind, ...] = ("lead", "native", "alias")
    for kind, group in zip(kinds, ((subject.name,), subject.natives, subject.aliases), strict=True):
        mentions += [(kind, (m.start, m.end, m.language)) for m in group]
    for kind, (first, last, language) in mentions:
        value = lead_value(record, start + first, start + last)
        text = sentence[first:last] if value is None else value.normalized
        yield Found(" ".join(text.split()), kind, value, language)


def _belongs(subject: str, title: str) -> bool:
    """Whether a lead's subject may be the record's own: it names an event, or is the title."""
    qualifier = qualifier_of(title)
    bare = title.removesuffix(f"({qualifier})").strip() if qualifier else title
    return is_event_name(subject) or fold(subject) in (fold(title), fold(bare))


def _first_line(record: Record) -> Found | None:
    """The first line of the text, if it is short and no sentence.

    The heading of a section names that section; only one of level 1 may name the document.
    """
    if len(record.sections) > 1 and not record.sections[0].blocks and record.sections[1].level != 1:
        return None
    end = record.text.find("\n")
    line = record.text[: end if end >= 0 else len(record.text)].strip()
    if not line or len(line) > SHORT_LINE or line[-1] in ".!?:;,":
        return None
    origin: Origin = "body"
    basis: Basis = "inferred"
    value = lead_value(record, 0, len(line) + record.text.find(line), origin=origin, basis=basis)
    return Found(line, "title", value)


def _file_stem(record: Record) -> Found:
    name = (record.source.member or record.source.path).rstrip("/").rpartition("/")[2]
    stem = name.partition(".")[0] if not name.startswith(".") else name
    # The rows of one table would all be called alike.
    number = f" {record.source.text_id}" if record.source.text_id else ""
    return Found((stem or name or "untitled") + number, "title", None)


def _merged(found: list[Found], language: str) -> tuple[tuple[Name, ...], tuple[Entry, ...]]:
    """Equal strings are one name with several readings."""
    groups: dict[str, list[Found]] = {}
    for own in found:
        groups.setdefault(own.text, []).append(own)
    names: list[Name] = []
    entries: tuple[Entry, ...] = ()
    for number, (text, group) in enumerate(groups.items()):
        told = next((own.language for own in group if own.language), None)
        names.append(name_of(text, group[0].kind, language, told))
        values = list({own.value.spans: own.value for own in group if own.value}.values())
        entries += entry(f"/names/{number}", values)
    return tuple(names), entries
