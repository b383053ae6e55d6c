"""``warcorpus evaluate``: clusters, or matching itself, against a truth file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from warcorpus.cli.corpora import records_of
from warcorpus.cli.options import Context, paths_argument, subcommand, truth_option
from warcorpus.cli.printing import print_json, some
from warcorpus.cli.talking import FINDINGS, code_of, safe
from warcorpus.errors import ConfigError
from warcorpus.evaluation.clusters import Evaluation, by_column, evaluate
from warcorpus.evaluation.gate import Gate
from warcorpus.evaluation.outcomes import Matching, Wrong, judge_matching
from warcorpus.evaluation.truth import Truth, found_clusters, labelled_records
from warcorpus.matching import cluster_records, compare_records, find_pairs
from warcorpus.merging import unfolded
from warcorpus.model.record import Record
from warcorpus.model.values import Problem
from warcorpus.pipeline import read
from warcorpus.report.explaining import Explanation

_SHOWN = 10
_ROWS = ("SAME", "PART_OF", "RELATED", "DIFFERENT", "REVIEW")
_ERRORS = {
    "false_same": "two events taken for one",
    "missed_same": "one event taken for two",
    "never_proposed": "one event, never compared",
    "merged": "two events in one cluster",
}


@subcommand(
    "evaluate",
    "Score the clusters of a corpus against a truth file, or matching itself.",
    (
        "warcorpus evaluate corpus.jsonl --truth docs/examples/seeds-truth.tsv",
        "warcorpus evaluate --matching seeds/ --truth docs/examples/seeds-truth.tsv",
    ),
)
@paths_argument
@truth_option
@click.option("--by", metavar="COLUMN", help="One row for each value of this column of the truth.")
@click.option(
    "--matching",
    is_flag=True,
    help="PATH... are documents: read and match them, and judge each step. Nothing is merged.",
)
@click.option(
    "--worst",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="With --matching: errors of each kind that are explained.",
)
@click.option(
    "--gate",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="A TOML file with floors; exit 1 if a figure does not reach its own.",
)
def run(
    context: Context,
    paths: tuple[str, ...],
    truth: str,
    by: str | None,
    matching: bool,
    worst: int,
    gate: str | None,
) -> int:
    """PATH is one corpus. Only labelled documents are counted; a row without cluster says nothing.

    With --matching also: blocking apart from scoring, outcomes, the worst errors explained. All
    at the thresholds of the settings; none is sought for the best figures.
    """
    floors = None if gate is None else Gate.parse(text_of(gate), gate)
    labels = Truth.parse(text_of(truth), truth)
    judged = _Judged(context, paths, labels, worst) if matching else None
    found = _of_corpus(paths, labels) if judged is None else judged.found
    whole = evaluate(found, labels)
    if len(whole.missing) == whole.documents:
        raise ConfigError(
            "bad-value",
            f"found none of the {whole.documents} documents of {truth} in {' '.join(paths)}",
            hint="the column file must hold the names of the files that the corpus was made from",
        )
    parts = by_column(found, labels, by) if by else []
    figures = whole.to_dict()
    if by:
        figures["by"] = {value: part.to_dict() for value, part in parts}
    if judged is not None:
        figures["matching"] = judged.matching.to_dict()
    failed = [] if floors is None or gate is None else floors.failures(figures, gate)
    if context.json:
        if judged is not None:
            figures["matching"]["errors"] = judged.errors()
        print_json(figures)
    else:
        for line in _table(whole, parts):
            click.echo(safe(line))
        for line in [] if judged is None else judged.lines():
            click.echo(safe(line))
    for sentence in failed:
        context.talk.fault("error", "below-gate", gate or "", sentence, "", see=False)
    problems = [] if judged is None else judged.problems
    return FINDINGS if failed else code_of(problems, context.strict)


def text_of(path: str) -> str:
    """A small text file, with or without a byte order mark.

    Raises:
        ConfigError: it is not UTF-8.
    """
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            "bad-value", f"found bytes that are not UTF-8 ({error}), expected a text", where=path
        ) from error


def _of_corpus(paths: Sequence[str], labels: Truth) -> dict[str, str]:
    if len(paths) != 1 or not Path(paths[0]).is_file():
        raise ConfigError(
            "not-a-corpus",
            f"found {' '.join(paths)}, expected one corpus",
            hint="with --matching documents are read and matched",
        )
    return found_clusters(records_of(paths[0]), labels)


class _Judged:
    """Documents read and matched, and how good that is."""

    def __init__(self, context: Context, paths: Sequence[str], truth: Truth, worst: int) -> None:
        self.config = context.config
        self.problems: list[Problem] = []
        records = unfolded(read(*paths, config=self.config, problems=self.problems))
        some([*records, *self.problems])
        context.talk.problems(self.problems)
        pairs = find_pairs(records, self.config)
        clusters = cluster_records(records, pairs, self.config)
        documents = labelled_records(records, truth)
        self.records: dict[str, Record] = {record.id: record for record in records}
        self.matching: Matching = judge_matching(pairs, clusters, documents, truth, worst)
        home = {member: one.members[0] for one in clusters for member in one.members}
        self.found = {key: home[record] for key, record in documents.items()}

    def lines(self) -> Iterator[str]:
        """What is printed below the table of clusters."""
        yield from _steps(self.matching)
        yield from _confusion(self.matching)
        told: set[tuple[str, str]] = set()
        for kind, wrongs in self.matching.errors.items():
            for wrong in wrongs:
                yield ""
                yield f"{_ERRORS[kind]} (truth: {wrong.truly})"
                lines = self._explained(wrong).lines()
                again = (wrong.a, wrong.b) in told
                yield from [*lines[:3], "  explained above"] if again else lines
                told.add((wrong.a, wrong.b))

    def errors(self) -> dict[str, Any]:
        """The same errors as JSON."""
        return {
            kind: [
                {"truly": wrong.truly, "explanation": self._explained(wrong).to_dict()}
                for wrong in wrongs
            ]
            for kind, wrongs in self.matching.errors.items()
        }

    def _explained(self, wrong: Wrong) -> Explanation:
        a, b = self.records[wrong.a], self.records[wrong.b]
        pair = wrong.pair or compare_records(a, b, self.config, len(self.records))
        return Explanation(pair, a, b, self.config)


def _table(whole: Evaluation, parts: Sequence[tuple[str, Evaluation]]) -> Iterator[str]:
    yield (
        f"{'':<20} {'documents':>9}  {'pairwise P':>10} {'R':>6} {'F1':>6}  "
        f"{'B3 P':>6} {'R':>6} {'F1':>6}  {'ARI':>6}  {'exact':>11}  {'largest':>7}"
    )
    for name, part in [("all", whole), *parts]:
        yield _row(name, part)
    if whole.parts is not None:
        yield (
            f"parts    {whole.parts.documents} documents tell a part of an event, "
            f"{len(whole.parts.merged)} were merged with it"
        )
    yield from _errors(whole)


def _row(name: str, one: Evaluation) -> str:
    pairs = one.pairs
    cubed = " ".join(f"{figure:.4f}" for figure in one.cubed)
    exact = f"{one.exact}/{one.events}"
    return (
        f"{name:<20} {one.documents:>9}      {pairs.precision:.4f} {pairs.recall:.4f} "
        f"{pairs.f1:.4f}  {cubed}  {one.rand:.4f}  {exact:>11}  {one.largest:>7}"
    )


def _errors(one: Evaluation) -> Iterator[str]:
    parts = () if one.parts is None else one.parts.merged
    for title, items in (
        ("merged", [f"{line[:8]}: {', '.join(events)}" for line, events in one.merged]),
        ("part", [f"{key} stands with {event}" for key, event in parts]),
        ("split", list(one.split)),
        ("missing", list(one.missing)),
    ):
        for item in items[:_SHOWN]:
            yield f"{title:<8} {item}"
        if len(items) > _SHOWN:
            yield f"{title:<8} and {len(items) - _SHOWN} more"


def _steps(one: Matching) -> Iterator[str]:
    """Candidates, reviews, parts: a line each."""
    blocking = one.blocking
    yield ""
    yield (
        f"blocking  completeness {blocking.completeness:.4f} ({blocking.covered} of "
        f"{blocking.true} pairs), reduction {blocking.reduction:.4f}, "
        f"{blocking.per_document:.2f} candidates a document"
    )
    yield f"review    {one.review} of {one.candidates} candidate pairs ({one.review_share:.4f})"
    for name, score in (("events", one.part_of), ("documents", one.part_of_documents)):
        if score is not None:
            yield (
                f"part of   P {score.precision:.4f} R {score.recall:.4f} F1 {score.f1:.4f} "
                f"of {name} ({score.hits:.0f} of {score.true:.0f})"
            )
    if one.hard:
        told = ", ".join(f"{kind} {count}" for kind, count in one.hard.items())
        yield f"merged    related events in one cluster: {told}"


def _confusion(one: Matching) -> Iterator[str]:
    """Relations of the truth against outcomes."""
    yield ""
    yield f"{'truth':<10}" + "".join(f"{name:>10}" for name in (*_ROWS, "not seen"))
    for truly, outcomes in one.confusion.items():
        unseen = one.unproposed.get(truly, "")
        counts = "".join(f"{outcomes[name]:>10}" for name in _ROWS)
        yield f"{truly:<10}{counts}{unseen:>10}".rstrip()


command = run
