"""Bad inputs: every row of the table of what may come, as bytes and what must become of them."""

from __future__ import annotations

from hostile import caps, containers, formats, json_lines, markup, tables, texts, wikitext
from hostile.bad import Bad

__all__ = ["CATALOGUE", "Bad"]

CATALOGUE: tuple[Bad, ...] = (
    *texts.BAD,
    *json_lines.BAD,
    *formats.BAD,
    *wikitext.BAD,
    *containers.BAD,
    *markup.BAD,
    *tables.BAD,
    *caps.BAD,
)
