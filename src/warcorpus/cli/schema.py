"""``warcorpus schema``: what a line, or the --json of a command, looks like."""

from __future__ import annotations

import click

from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.suggesting import nearest
from warcorpus.model.schema import arrow_schema, json_schema
from warcorpus.report.schemas import COMMAND_SCHEMAS


@subcommand(
    "schema",
    "Print the JSON Schema of a record, or of a command's --json.",
    ("warcorpus schema", "warcorpus schema explain"),
)
@click.argument("of", metavar="[COMMAND]", required=False)
@click.option("--arrow", is_flag=True, help="The Arrow schema of a line, as JSON.")
def run(context: Context, of: str | None, arrow: bool) -> int:
    """Without COMMAND: the schema that every line of a corpus, and of read, validates against."""
    if arrow:
        print_json(arrow_schema())
    elif of is None or of in ("dedupe", "read"):
        print_json(json_schema())
    elif of in COMMAND_SCHEMAS:
        print_json(COMMAND_SCHEMAS[of])
    else:
        raise click.UsageError(f"{of!r} prints no JSON object.{nearest(of, COMMAND_SCHEMAS)}")
    return 0


command = run
