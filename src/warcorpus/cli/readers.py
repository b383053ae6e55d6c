"""``warcorpus readers``: the formats that can be read."""

from __future__ import annotations

import click

from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.talking import safe
from warcorpus.readers.base import Reader
from warcorpus.readers.registry import registered


@subcommand(
    "readers",
    "List the formats that can be read, and who ships them.",
    ("warcorpus readers", "warcorpus readers --json"),
)
def run(context: Context) -> int:
    """Readers of other distributions register in the entry-point group warcorpus.readers."""
    found = [(entry.reader, entry.origin) for entry in registered()]
    if context.json:
        shown = [
            {
                "name": reader.name,
                "version": reader.version,
                "origin": origin,
                "looks_for": reader.looks_for,
            }
            for reader, origin in found
        ]
        print_json({"readers": shown})
        return 0
    widths = [max(len(cell) for cell in column) for column in zip(*_cells(found), strict=True)]
    for name, origin, looks_for in _cells(found):
        click.echo(safe(f"{name:<{widths[0]}}  {origin:<{widths[1]}}  {looks_for}".rstrip()))
    return 0


def _cells(found: list[tuple[Reader, str]]) -> list[tuple[str, str, str]]:
    return [(reader.id, origin, reader.looks_for) for reader, origin in found]


command = run
