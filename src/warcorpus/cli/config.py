"""``warcorpus config``: every setting, its value, and where that comes from."""

from __future__ import annotations

import json
from typing import Any

import click

from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.config.loading import effective
from warcorpus.engines.limits import unenforced


@subcommand(
    "config",
    "Show every setting, its value and where it comes from.",
    ("warcorpus config", "warcorpus config --set merge.fill=off"),
)
def run(context: Context) -> int:
    """Flags beat WARCORPUS_* variables, these beat a file, a file beats the defaults."""
    rows = effective(context.config_file, context.settings)
    if context.json:
        shown = [{"key": r.key, "value": r.value, "origin": r.origin} for r in rows]
        print_json({"settings": shown})
    else:
        for row in rows:
            click.echo(f"{row.key:<26} {_shown(row.value):<12} {row.origin}")
    for key in unenforced():
        context.talk.say(f"note: this system does not enforce {key}")
    return 0


def _shown(value: Any) -> str:
    """As it would stand in the file, where it can."""
    if value is None:
        return "not set"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


command = run
