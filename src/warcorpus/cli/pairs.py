"""``warcorpus pairs``: what was compared, and the outcome."""

from __future__ import annotations

import click

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import print_json, some
from warcorpus.cli.talking import code_of, safe
from warcorpus.model.pairs import Outcome, Pair
from warcorpus.model.record import Record
from warcorpus.model.values import Problem
from warcorpus.pipeline import pairs, read
from warcorpus.report.explaining import Explanation


@subcommand(
    "pairs",
    "List the pairs of documents that were compared, and the outcome.",
    ("warcorpus pairs seeds/", "warcorpus pairs seeds/ --outcome SAME,PART_OF"),
)
@paths_argument
@click.option("--outcome", metavar="LIST", help="Only these outcomes, parted by commas.")
@click.option(
    "--near-misses",
    type=click.IntRange(min=1),
    metavar="N",
    help="The N best pairs that are not SAME and the N weakest that are.",
)
def run(
    context: Context, paths: tuple[str, ...], outcome: str | None, near_misses: int | None
) -> int:
    """One line a pair: outcome, bits, the families of keys that proposed it, both documents."""
    problems: list[Problem] = []
    records = list(read(*paths, config=context.config, problems=problems))
    some([*records, *problems])
    found = pairs(records, config=context.config)
    if outcome:
        wanted = _outcomes(outcome)
        found = [pair for pair in found if pair.outcome in wanted]
    if near_misses:
        found = _near(found, near_misses)
    by_id = {record.id: record for record in records}
    if context.json:
        made = [Explanation(p, by_id[p.a], by_id[p.b], context.config).to_dict() for p in found]
        print_json({"pairs": made})
    else:
        for pair in found:
            click.echo(_line(pair, by_id))
    context.talk.problems(problems)
    return code_of(problems, context.strict)


def _line(pair: Pair, by_id: dict[str, Record]) -> str:
    names = [f"{r.source.path} {r.title}" for r in (by_id[pair.a], by_id[pair.b])]
    by = ",".join(pair.proposed_by)
    return safe(f"{pair.outcome:<9} {pair.bits:+9.4f}  {by:<12} {names[0]} | {names[1]}")


def _outcomes(listed: str) -> set[Outcome]:
    try:
        return {Outcome(name.strip().upper().replace("-", "_")) for name in listed.split(",")}
    except ValueError as error:
        known = ", ".join(str(o) for o in Outcome)
        raise click.UsageError(f"--outcome takes some of {known}; {error}") from error


def _near(found: list[Pair], count: int) -> list[Pair]:
    same = sorted((p for p in found if p.outcome == Outcome.SAME), key=lambda p: (p.bits, p.a, p.b))
    rest = [p for p in found if p.outcome != Outcome.SAME]
    rest.sort(key=lambda p: (-p.bits, p.a, p.b))
    return [*rest[:count], *same[:count]]


command = run
