"""``warcorpus dedupe``: the main job."""

from __future__ import annotations

import time
from collections.abc import Iterator

import click

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import plural, print_bytes
from warcorpus.cli.publishing import Outputs, check_writable, publish
from warcorpus.cli.talking import FINDINGS, UNREADABLE, by_slug, safe
from warcorpus.errors import ReadError
from warcorpus.pipeline import dedupe
from warcorpus.result import Result
from warcorpus.writers.manifest import MACHINE_DEPENDENT

_RELATIONS_SHOWN = 3


@subcommand(
    "dedupe",
    "Turn documents into one clean record per event (the main job).",
    ("warcorpus dedupe seeds/ -o corpus.jsonl", "warcorpus dedupe seeds/ --dry-run"),
    json=False,
)
@paths_argument
@click.option("-o", "--output", metavar="FILE", help="The corpus; stdout without it.")
@click.option("--clusters", metavar="FILE", help="Also a table of document and record id.")
@click.option("--problems", metavar="FILE", help="Problems, default OUTPUT.problems.jsonl.")
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option(
    "--fill",
    type=click.Choice(["off", "A", "B"]),
    help="Which gap fills enter the text; words that the base has itself always stay.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Do everything but write the corpus.")
def run(
    context: Context,
    paths: tuple[str, ...],
    output: str | None,
    clusters: str | None,
    problems: str | None,
    dry_run: bool,
) -> int:
    """The corpus appears whole or not at all. Beside it stand its problems and its manifest."""
    started = time.perf_counter()
    output = None if output == "-" else output
    outputs = Outputs(None if dry_run else output, clusters, problems)
    check_writable(outputs, paths)
    result = dedupe(*paths, config=context.config, progress=context.talk.progress)
    result.check()
    context.talk.clear()
    if not result.records and result.account.documents:
        context.talk.problems(result.problems)
        raise ReadError(
            "no-record",
            f"found {plural(result.account.documents, 'document')} but not one record, "
            "expected at least one; nothing was written",
            hint="the problems above say why each document was rejected",
        )
    publish(result, outputs)
    if output is None and not dry_run:
        print_bytes(result.lines())
    context.talk.problems(result.problems, outputs.problems_file or "")
    seconds = time.perf_counter() - started
    for line in _summary(result, outputs, paths, dry_run, seconds):
        context.talk.say(line)
    return _code(result, context.strict)


def _code(result: Result, strict: bool) -> int:
    if strict and any(problem.level != "info" for problem in result.problems):
        return FINDINGS
    rejects = result.account.rejects
    return UNREADABLE if any(reject.problem.level == "error" for reject in rejects) else 0


def _summary(
    result: Result, outputs: Outputs, paths: tuple[str, ...], dry_run: bool, seconds: float
) -> Iterator[str]:
    """At most seven lines; time stands here and in no file."""
    account = result.account
    formats = ", ".join(f"{name} {count}" for name, count in account.formats)
    yield f"files      {account.documents} read: {formats}"
    merged = [record for record in result.records if len(record.sources) > 1]
    members = sum(len(record.sources) for record in merged)
    single = len(result.records) - len(merged)
    yield (
        f"records    {len(result.records)} written: {len(merged)} merged from "
        f"{plural(members, 'document')}, {single} single"
    )
    yield f"relations  {_relations(result)}"
    inside = sum(1 for _, c in result.conflicts if not c.pointer.startswith("/relations"))
    # Both lines tell a conflict along a relation; it is counted once.
    across = (len(result.conflicts) - inside) // 2
    yield f"conflicts  {inside} inside records, {across} across related records"
    yield f"problems   {_problems(result)}   {outputs.problems_file or ''}".rstrip()
    where = "nothing written (dry run)" if dry_run else outputs.corpus or "stdout"
    yield f"output     {safe(where)}, {plural(len(result.records), 'line')}, {seconds:.1f} s"
    if outputs.corpus and "-" not in paths:
        yield f"next       warcorpus verify {safe(outputs.corpus)} {safe(' '.join(paths))}"


def _problems(result: Result) -> str:
    """How many of each level, warnings and rejects by slug."""
    rejects = [reject.problem for reject in result.account.rejects]
    others = set(result.problems) - set(rejects)
    infos = sum(1 for problem in others if problem.level == "info")
    warnings = [problem for problem in others if problem.level != "info"]
    told = [f"{infos} info"]
    for problems, noun in ((warnings, "warning"), (rejects, "reject")):
        told.append(plural(len(problems), noun) + by_slug(problems))
    varying = sum(1 for problem in rejects if problem.slug in MACHINE_DEPENDENT)
    if varying:
        told.append(f"{varying} of them for want of time or memory, which another machine may have")
    return ", ".join(told)


def _relations(result: Result) -> str:
    titles = {record.id: record.title for record in result.records}
    told = [
        f'"{safe(titles[own])}" is part of "{safe(titles[relation.id])}"'
        for own, relation in result.relations
        if relation.type == "part_of" and relation.id in titles
    ]
    if not told:
        return "none between records"
    more = len(told) - _RELATIONS_SHOWN
    return "; ".join(told[:_RELATIONS_SHOWN]) + (f"; and {more} more" if more > 0 else "")


command = run
