"""``warcorpus evaluate``: the clusters of a corpus against a truth file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from warcorpus.cli.corpora import records_of
from warcorpus.cli.options import Context, subcommand
from warcorpus.cli.printing import print_json
from warcorpus.cli.talking import safe
from warcorpus.errors import ConfigError
from warcorpus.evaluation.truth import Evaluation, Truth, by_column, evaluate, found_clusters

_SHOWN = 10


@subcommand(
    "evaluate",
    "Score the clusters of a corpus against a truth file.",
    (
        "warcorpus evaluate corpus.jsonl --truth docs/examples/seeds-truth.tsv",
        "warcorpus evaluate --json corpus.jsonl --truth docs/examples/seeds-truth.tsv",
    ),
)
@click.argument("corpus", metavar="CORPUS", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--truth",
    required=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="A table with the columns file and cluster, optionally id.",
)
@click.option("--by", metavar="COLUMN", help="One row for each value of this column of the truth.")
def run(context: Context, corpus: str, truth: str, by: str | None) -> int:
    """Only labelled documents are counted; a row with an empty cluster says nothing."""
    labels = Truth.parse(Path(truth).read_text(encoding="utf-8"), truth)
    found = found_clusters(records_of(corpus), labels)
    whole = evaluate(found, labels.clusters)
    if len(whole.missing) == whole.documents:
        raise ConfigError(
            "bad-value",
            f"found none of the {whole.documents} documents of {truth} in {corpus}",
            hint="the column file must hold the names of the files that the corpus was made from",
        )
    parts = by_column(found, labels, by) if by else []
    if context.json:
        shown = whole.to_dict()
        if by:
            shown["by"] = {value: part.to_dict() for value, part in parts}
        print_json(shown)
        return 0
    click.echo(
        f"{'':<20} {'documents':>9}  {'pairwise P':>10} {'R':>6} {'F1':>6}  "
        f"{'B3 P':>6} {'R':>6} {'F1':>6}"
    )
    for name, part in [("all", whole), *parts]:
        click.echo(_row(name, part))
    for line in _errors(whole):
        click.echo(safe(line))
    return 0


def _row(name: str, one: Evaluation) -> str:
    pairs = one.pairs
    cubed = "  ".join([f"{one.cubed[0]:.4f} {one.cubed[1]:.4f} {one.cubed[2]:.4f}"])
    return (
        f"{safe(name):<20} {one.documents:>9}      {pairs.precision:.4f} {pairs.recall:.4f} "
        f"{pairs.f1:.4f}  {cubed}"
    )


def _errors(one: Evaluation) -> Iterator[str]:
    for title, items in (
        ("merged", [f"{line[:8]}: {', '.join(events)}" for line, events in one.merged]),
        ("split", list(one.split)),
        ("missing", list(one.missing)),
    ):
        for item in items[:_SHOWN]:
            yield f"{title:<8} {item}"
        if len(items) > _SHOWN:
            yield f"{title:<8} and {len(items) - _SHOWN} more"


command = run
