"""What a notebook shows of a record or a result: small escaped tables, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from warcorpus.model.record import Record

_ROWS = 20


def result_html(records: Sequence[Record]) -> str:
    """A table of at most twenty records.

    >>> result_html([])
    '<table><thead><tr><th>id</th><th>title</th><th>date</th><th>place</th>\
<th>sources</th></tr></thead><tbody></tbody></table>'
    """
    rows = "".join(_row(record) for record in records[:_ROWS])
    more = len(records) - _ROWS
    note = f"<p>and {more} more</p>" if more > 0 else ""
    head = "".join(f"<th>{name}</th>" for name in ("id", "title", "date", "place", "sources"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _row(record: Record) -> str:
    cells = (
        record.id[:8],
        record.title,
        record.date.edtf or record.date.text or "",
        record.place.text or "",
        ", ".join(source.path for source in record.sources),
    )
    return "<tr>" + "".join(f"<td><bdi>{escape(cell[:200])}</bdi></td>" for cell in cells) + "</tr>"
