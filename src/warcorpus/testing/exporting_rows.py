"""Exporters of rows: JSON lines and arrays, tables, and the NDJSON of wikis.

Each loses what the real ones lose; `warcorpus.testing.exporting.surviving` declares it.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

from warcorpus.testing.events import Event
from warcorpus.testing.infoboxes import parameters

_LABELS = {
    "date": "Date", "place": "Location", "result": "Result", "combatant": "Belligerents",
    "commander": "Commanders and leaders", "units": "Units involved", "strength": "Strength",
    "casualties": "Casualties and losses",
}  # fmt: skip


def told(event: Event) -> str:
    """Lead and paragraphs, an empty line between each two."""
    paragraphs = [p for chapter in event.chapters for p in chapter.paragraphs]
    return "\n\n".join([" ".join(event.lead), *map(" ".join, paragraphs)])


def jsonl(event: Event) -> str:
    """A line of a catalogue with a text.

    >>> from warcorpus.testing.events import generate
    >>> jsonl(generate(1))[:40]
    '{"id": 71, "url": "https://wiki.example/'
    """
    return json.dumps(_row(event)) + "\n"


def json_array(event: Event) -> str:
    """An array of one object, for people to read.

    >>> from warcorpus.testing.events import generate
    >>> json_array(generate(1)).split("\\n")[:2]
    ['[', '  {']
    """
    return json.dumps([_row(event)], indent=2, ensure_ascii=False) + "\n"


def _row(event: Event) -> dict[str, Any]:
    return {
        "id": event.page,
        "url": f"https://{event.site}/{event.page}",
        "title": event.title,
        "start_date": event.first,
        "end_date": event.last,
        "place": ", ".join(event.place),
        "result": event.result,
        "text": told(event),
    }


def table(event: Event) -> str:
    """A table of one row, headers as the vendors of event data have them.

    >>> from warcorpus.testing.events import generate
    >>> table(generate(1)).split(",")[:3]
    ['id', 'title', 'date_start']
    """
    first, second = (party.name for party in event.parties)
    row = {
        "id": str(event.page),
        "title": event.title,
        "date_start": event.first,
        "date_end": event.last,
        "location": ", ".join(event.place),
        "side_a": first,
        "side_b": second,
        "conflict_name": event.war or "",
        "text": told(event),
    }
    held = StringIO()
    writer = csv.DictWriter(held, list(row), lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(row)
    return held.getvalue()


def enterprise(event: Event) -> str:
    """A line of structured contents.

    >>> from warcorpus.testing.events import generate
    >>> enterprise(generate(1))[:26]
    '{"name": "Lenov Offensive"'
    """
    chapters = [
        _part(chapter.heading, [_paragraph(" ".join(p)) for p in chapter.paragraphs])
        for chapter in event.chapters
    ]
    line = {
        "name": event.title,
        "identifier": event.page,
        "url": f"https://{event.site}/{event.page}",
        "namespace": {"identifier": 0},
        "in_language": {"identifier": "en"},
        "categories": [{"name": f"Category:{name}"} for name in event.categories],
        "abstract": event.lead[0],
        "infoboxes": [
            {
                "name": "Infobox military conflict",
                "type": "infobox",
                "has_parts": [_part(event.title, _head(event)), *_sides(event)],
            }
        ][: event.boxed],
        "sections": [_part("Abstract", [_paragraph(" ".join(event.lead))]), *chapters],
    }
    return json.dumps(line) + "\n"


def _part(name: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": name, "type": "section", "has_parts": parts}


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": text}


def _head(event: Event) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = []
    for key, items, links in parameters(event):
        linked = [{"url": f"https://wiki.example/{page}", "text": page} for page in links]
        if key == "partof":
            fields.append({"type": "field", "value": f"Part of {items[0]}", "links": linked})
        elif key in _LABELS:
            field = {"type": "field", "name": _LABELS[key], "value": items[0], "links": linked}
            fields.append(field)
    return fields


def _sides(event: Event) -> list[dict[str, Any]]:
    values = {key: items for key, items, _ in parameters(event)}
    found = []
    for key in ("combatant", "strength", "casualties"):
        cells = [values.get(f"{key}{number}", []) for number in (1, 2)]
        if any(cells):
            fields = [{"type": "field", "value": "\n".join(c), "values": c} for c in cells]
            found.append(_part(_LABELS[key], fields))
    return found


def cirrus_search(event: Event) -> str:
    """Two lines of a search index: the text without any structure.

    >>> from warcorpus.testing.events import generate
    >>> cirrus_search(generate(1)).split("\\n")[0]
    '{"index": {"_type": "_doc", "_id": "71"}}'
    """
    words = [" ".join(event.lead)]
    for chapter in event.chapters:
        words += [chapter.heading, *map(" ".join, chapter.paragraphs)]
    line = {
        "title": event.title,
        "namespace": 0,
        "language": "en",
        "text": " ".join(words),
        "opening_text": " ".join(event.lead),
        "category": list(event.categories),
    }
    index = {"index": {"_type": "_doc", "_id": str(event.page)}}
    return json.dumps(index) + "\n" + json.dumps(line) + "\n"
