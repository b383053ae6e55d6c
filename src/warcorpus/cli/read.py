"""``warcorpus read``: documents as records, one JSON line each."""

from __future__ import annotations

import click

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import print_bytes
from warcorpus.cli.talking import code_of
from warcorpus.errors import no_documents
from warcorpus.model.values import Problem
from warcorpus.model.wire import to_line
from warcorpus.pipeline import read


@subcommand(
    "read",
    "Read documents and write them as records, one JSON line each.",
    ("warcorpus read seeds/", "warcorpus read --raw seeds/004_17456dd19e178cae.txt"),
    json=False,
)
@paths_argument
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option("--raw", is_flag=True, help="As the readers made them, before normalizing.")
def run(context: Context, paths: tuple[str, ...], raw: bool) -> int:
    """Nothing is compared or merged: a document is a line, in the order of the paths."""
    problems: list[Problem] = []
    records = read(*paths, config=context.config, problems=problems, raw=raw)
    written = print_bytes(to_line(record) for record in records)
    if not written and not problems:
        raise no_documents()
    context.talk.problems(problems)
    return code_of(problems, context.strict)


command = run
