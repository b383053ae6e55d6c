"""``warcorpus train``: match weights from labelled documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from warcorpus.cli.evaluate import text_of
from warcorpus.cli.options import Context, paths_argument, subcommand, truth_option
from warcorpus.cli.printing import plural, some
from warcorpus.cli.publishing import Outputs, check_writable
from warcorpus.cli.talking import code_of
from warcorpus.errors import ConfigError
from warcorpus.evaluation.truth import Truth, labelled_records
from warcorpus.matching.model import SIXTEENTHS
from warcorpus.matching.training import Learned, Table, learn, model_content, tabulate
from warcorpus.merging import unfolded
from warcorpus.model.values import Problem
from warcorpus.pipeline import read
from warcorpus.writers.files import write_atomically


@subcommand(
    "train",
    "Learn match weights from documents whose events are known.",
    (
        "warcorpus train seeds/ --truth docs/examples/seeds-truth.tsv -o model.json",
        "warcorpus train -q seeds/ --truth docs/examples/seeds-truth.tsv -o model.json",
    ),
    json=False,
)
@paths_argument
@truth_option
@click.option("-o", "--output", required=True, metavar="FILE", help="The model.")
def run(context: Context, paths: tuple[str, ...], truth: str, output: str) -> int:
    """PATH... are the documents that the table names. Use the model with --set match.model=FILE.

    Weights stay within 3 bits of those that come with warcorpus, and better agreement never
    gives fewer bits. Prints each level with its bits before and now, and how often it was seen.
    """
    check_writable(Outputs(corpus=None, clusters=output, problems=None), [*paths, truth])
    labels = Truth.parse(text_of(truth), truth)
    problems: list[Problem] = []
    records = unfolded(read(*paths, config=context.config, problems=problems))
    some([*records, *problems])
    context.talk.problems(problems)
    documents = labelled_records(records, labels)
    known = {key: documents[key] for key in sorted(labels.clusters) if key in documents}
    _check(known, labels, truth, paths)
    events = {record: labels.clusters[key] for key, record in known.items()}
    table = tabulate(records, events)
    rows = learn(table)
    write_atomically(output, model_content(rows, table).encode("ascii"))
    for line in _lines(rows, table):
        click.echo(line)
    missing = len(labels.clusters) - len(known)
    if missing:
        context.talk.say(f"{plural(missing, 'labelled document')} of {truth} was not found")
    context.talk.say(f"next       warcorpus dedupe --set match.model={output} ...")
    return code_of(problems, context.strict)


def _check(known: dict[str, str], labels: Truth, truth: str, paths: Sequence[str]) -> None:
    """Whether the labels are of these documents at all, and do not contradict each other."""
    if not known:
        raise ConfigError(
            "bad-value",
            f"found none of the {len(labels.clusters)} documents of {truth} in {' '.join(paths)}",
            hint="the column file must hold the names of the files that are read",
        )
    first: dict[str, str] = {}
    for key, record in known.items():
        other = first.setdefault(record, key)
        if labels.clusters[other] != labels.clusters[key]:
            raise ConfigError(
                "bad-value",
                f"found {other} in {labels.clusters[other]} and {key} in {labels.clusters[key]}, "
                "expected one event, since both are the same document",
                where=truth,
            )


def _lines(rows: Sequence[Learned], table: Table) -> Iterator[str]:
    yield f"{'level':<22} {'default':>9} {'new':>9} {'change':>8} {'same':>8} {'different':>10}"
    for row in rows:
        name = f"{row.comparison.lower()} {row.level}"
        before, now = row.default / SIXTEENTHS, row.weight / SIXTEENTHS
        yield (
            f"{name:<22} {before:>+9.4f} {now:>+9.4f} {now - before:>+8.4f} "
            f"{row.same:>8} {row.different:>10}"
        )
    yield (
        f"from {table.documents} documents of {table.events} events: "
        f"{sum(table.same.values())} pairs of one event, "
        f"{sum(table.different.values())} of two"
    )


command = run
