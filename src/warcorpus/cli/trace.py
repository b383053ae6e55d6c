"""``warcorpus trace``: where a field or a phrase of a record comes from."""

from __future__ import annotations

import click

from warcorpus.cli.addresses import line_of, search_path, texts_from
from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.suggesting import nearest
from warcorpus.cli.talking import FINDINGS, safe
from warcorpus.model.wire import record_from_wire
from warcorpus.report.tracing import FIELDS, is_field, trace


@subcommand(
    "trace",
    "Find where a field or a phrase of a record comes from.",
    (
        "warcorpus trace corpus.jsonl 601a07e7 date",
        'warcorpus trace corpus.jsonl 601a07e7 "at the factory after the fighting had ended"',
    ),
)
@click.argument("corpus", metavar="CORPUS", type=click.Path(exists=True, dir_okay=False))
@click.argument("record", metavar="ID")
@click.argument("what", metavar='[FIELD | "QUOTED WORDS"]', required=False)
@click.option("--files", multiple=True, metavar="DIR", help="Where raw files are; may repeat.")
def run(
    context: Context, corpus: str, record: str, what: str | None, files: tuple[str, ...]
) -> int:
    """Shows raw characters with line:column, and the steps from them to the value.

    Raw files are sought in --files, else beside the corpus and in the working folder; they are
    used only if their sha256 is the one that the corpus has.
    """
    found = record_from_wire(line_of(corpus, record))
    texts = texts_from(search_path(corpus, files))
    asked = [what] if what else ["title", "date", "place"]
    traces = [one for field in asked for one in trace(found, field, texts)]
    if context.json:
        print_json({"id": found.id, "traces": [one.to_dict() for one in traces]})
    else:
        for one in traces:
            click.echo("\n".join(safe(line) for line in str(one).split("\n")))
    if not traces:
        kind = "field" if what and is_field(what) else "phrase"
        context.talk.say(
            f"found no such {kind} in {found.id[:8]} {safe(found.title)!r}."
            f"{nearest(what or '', FIELDS)}"
        )
        return FINDINGS
    return 0


command = run
