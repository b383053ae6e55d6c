"""``warcorpus readers``: the formats that can be read."""

from __future__ import annotations

import click

from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.talking import safe
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
    for reader, origin in found:
        click.echo(safe(f"{reader.id:<22} {origin:<12} {reader.looks_for}".rstrip()))
    return 0


command = run
