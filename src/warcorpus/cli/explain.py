"""``warcorpus explain``: why two documents are one event, or why not."""

from __future__ import annotations

import click

from warcorpus.cli.addresses import locator, one_record
from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.talking import safe
from warcorpus.model.record import Record
from warcorpus.pipeline import explain, pairs
from warcorpus.report.explaining import Explanation


@subcommand(
    "explain",
    "Show why two documents are one event, or why they are not.",
    (
        "warcorpus explain seeds/000_0d7aad7cfa0080c0.txt seeds/001_7664b4e7f6915ef9.txt",
        "warcorpus explain seeds/002_475e68448c0becbd.txt seeds/003_6862d8f265db2093.txt",
    ),
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B", required=False)
@click.option("--corpus", metavar="CORPUS", help="Take ids from this corpus; without B, show why.")
def run(context: Context, a: str, b: str | None, corpus: str | None) -> int:
    """A and B are files (FILE#2 is the third document of a file) or, with --corpus, ids."""
    first = one_record(a, corpus, context.config)
    if b is not None:
        found = [explain(first, one_record(b, corpus, context.config), config=context.config)]
    elif corpus:
        found = _around(first, corpus, context)
    else:
        raise click.UsageError("explain takes two documents, or one and --corpus")
    if context.json:
        shown = [one.to_dict() for one in found]
        print_json(shown[0] if b is not None else {"explanations": shown})
        return 0
    for one in found:
        if b is None:
            apart = "in one record:" if one.outcome == "SAME" else "nearest that stayed apart:"
            click.echo(apart)
        click.echo("\n".join(safe(line) for line in _lines(one)))
    if not found:
        context.talk.say(f"nothing in {corpus} was near enough to be compared with {safe(a)}")
    return 0


def _lines(one: Explanation) -> list[str]:
    located = Explanation(one.pair, one.a, one.b, one.config, locator())
    return located.lines()


def _around(record: Record, corpus: str, context: Context) -> list[Explanation]:
    """The evidence that put a record into its line, and the nearest record outside of it."""
    from warcorpus.pipeline import read

    records = {r.id: r for r in read(corpus, config=context.config, problems=[])}
    records[record.id] = record
    found = [p for p in pairs(records.values(), context.config) if record.id in (p.a, p.b)]
    found.sort(key=lambda p: (-p.bits, p.a, p.b))
    same = [p for p in found if p.outcome == "SAME"]
    others = [p for p in found if p.outcome != "SAME"]
    return [
        Explanation(p, records[p.a], records[p.b], context.config) for p in [*same, *others[:1]]
    ]


command = run
