"""The command line. One module a subcommand; only click is imported before one is chosen."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "sniff": "Tell which format each file is, how sure, and on what evidence.",
    "read": "Read documents and write them as records, one JSON line each.",
    "dedupe": "Turn documents into one clean record per event (the main job).",
    "pairs": "List the pairs of documents that were compared, and the outcome.",
    "explain": "Show why two documents are one event, or why they are not.",
    "trace": "Find where a field or a phrase of a record comes from.",
    "verify": "Read every span of a corpus again in the raw files.",
    "evaluate": "Score the clusters of a corpus against a truth file, or matching itself.",
    "train": "Learn match weights from documents whose events are known.",
    "readers": "List the formats that can be read, and who ships them.",
    "schema": "Print the JSON Schema of a record, or of a command's --json.",
    "config": "Show every setting, its value and where it comes from.",
}

BARE = """\
warcorpus turns documents about wars and battles into one clean record per event.

    warcorpus dedupe seeds/ -o corpus.jsonl     one record per event, every word traceable
    warcorpus explain FILE FILE                 why two documents are one event, or not
    warcorpus trace corpus.jsonl ID date        where a field comes from
    warcorpus verify corpus.jsonl seeds/        read every span again

Try: warcorpus sniff seeds/
All commands: warcorpus --help
"""


class _Commands(click.Group):
    """Imports the module of a subcommand when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"warcorpus.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from warcorpus.cli.suggesting import nearest

            ctx.fail(f"No such command {args[0]!r}.{nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="warcorpus", prog_name="warcorpus")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turns messy, overlapping documents about wars and battles into one clean corpus.

    Results go to stdout, everything else to stderr. Every command has examples in its --help.
    """
    if ctx.invoked_subcommand is None:
        click.echo(BARE, nl=False)
