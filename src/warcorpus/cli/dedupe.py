"""``warcorpus dedupe``: the main job."""

from __future__ import annotations

import time
from collections.abc import Iterator

import click
from attrs import frozen

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.overview import Overview
from warcorpus.cli.printing import plural, print_bytes
from warcorpus.cli.publishing import Outputs, check_writable, checked_lines, publish
from warcorpus.cli.talking import FINDINGS, UNREADABLE, by_slug, safe
from warcorpus.errors import ReadError
from warcorpus.model.values import Problem
from warcorpus.pipeline import dedupe
from warcorpus.result import Result, in_order
from warcorpus.writers.manifest import MACHINE_DEPENDENT


@subcommand(
    "dedupe",
    "Turn documents into one clean record per event (the main job).",
    (
        "warcorpus dedupe seeds/ -o corpus.jsonl",
        "warcorpus dedupe seeds/ --against corpus.jsonl -o additions.jsonl",
    ),
    json=False,
)
@paths_argument
@click.option("-o", "--output", metavar="FILE", help="The corpus; stdout without it.")
@click.option(
    "--against",
    metavar="CORPUS",
    type=click.Path(exists=True, dir_okay=False),
    help="Deduplicate PATH... against this corpus; only records with new documents are written.",
)
@click.option("--clusters", metavar="FILE", help="Also a table of document and record id.")
@click.option("--problems", metavar="FILE", help="Problems, default OUTPUT.problems.jsonl.")
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option(
    "--fill",
    type=click.Choice(["off", "A", "B"]),
    help="Which gap fills enter the text; words that the base has itself always stay.",
)
@click.option(
    "-n",
    "--dry-run",
    is_flag=True,
    help="Read and match, but merge nothing and write no corpus; --clusters and --problems are.",
)
def run(
    context: Context,
    paths: tuple[str, ...],
    output: str | None,
    against: str | None,
    clusters: str | None,
    problems: str | None,
    dry_run: bool,
) -> int:
    """The corpus appears whole or not at all. Beside it stand its problems and its manifest."""
    started = time.perf_counter()
    output = None if output == "-" else output
    outputs = Outputs(None if dry_run else output, clusters, problems)
    check_writable(outputs, paths, against)
    result = dedupe(*paths, against=against, config=context.config, progress=context.talk.progress)
    result.check()
    context.talk.clear()
    if not result.records and result.account.documents and not result.account.known:
        context.talk.problems(result.reading)
        raise ReadError(
            "no-record",
            f"found {plural(result.account.documents, 'document')} but not one record, "
            "expected at least one; nothing was written",
            hint="the problems above say why each document was rejected",
        )
    if output is None and not dry_run:
        seen = Overview()
        print_bytes(checked_lines(result, seen))
        publish(result, outputs)
    else:
        seen = publish(result, outputs)
    found = in_order((*result.reading, *seen.problems))
    context.talk.problems(found, outputs.problems_file or "")
    run = _Run(result, seen, found, outputs, dry_run)
    for line in _summary(run, paths, time.perf_counter() - started):
        context.talk.say(line)
    return _code(result, found, context.strict)


@frozen
class _Run:
    """What the summary tells of."""

    result: Result
    seen: Overview
    problems: tuple[Problem, ...]
    outputs: Outputs
    dry: bool


def _code(result: Result, problems: tuple[Problem, ...], strict: bool) -> int:
    if strict and any(problem.level != "info" for problem in problems):
        return FINDINGS
    rejects = result.account.rejects
    return UNREADABLE if any(reject.problem.level == "error" for reject in rejects) else 0


def _summary(run: _Run, paths: tuple[str, ...], seconds: float) -> Iterator[str]:
    """At most seven lines; time stands here and in no file."""
    result, seen, outputs = run.result, run.seen, run.outputs
    told = [f"{name} {count}" for name, count in result.account.formats]
    if result.records.shown is not None:
        told.append(f"{result.account.known} known")
    yield f"files      {result.account.documents} read: {', '.join(told)}"
    lines = len(result.records)
    yield (
        f"records    {lines} written: {seen.merged} merged from "
        f"{plural(seen.members, 'document')}, {lines - seen.merged} single"
    ).replace("written:", "found:" if run.dry else "written:")
    if seen.looked:
        yield f"relations  {_relations(result, seen)}"
        yield f"conflicts  {seen.conflicts} inside records, {seen.across} across related records"
    yield f"problems   {_problems(run)}   {outputs.problems_file or ''}".rstrip()
    where = "no corpus written (dry run)" if run.dry else outputs.corpus or "stdout"
    yield f"output     {safe(where)}, {plural(lines, 'line')}, {seconds:.1f} s"
    # The raw files of what --against adds are not among the paths, so there is nothing to verify.
    if outputs.corpus and "-" not in paths and result.records.shown is None:
        yield f"next       warcorpus verify {safe(outputs.corpus)} {safe(' '.join(paths))}"


def _problems(run: _Run) -> str:
    """How many of each level, warnings and rejects by slug."""
    rejects = [reject.problem for reject in run.result.account.rejects]
    others = set(run.problems) - set(rejects)
    infos = sum(1 for problem in others if problem.level == "info")
    warnings = [problem for problem in others if problem.level != "info"]
    told = [f"{infos} info"]
    for problems, noun in ((warnings, "warning"), (rejects, "reject")):
        told.append(plural(len(problems), noun) + by_slug(problems))
    varying = sum(1 for problem in rejects if problem.slug in MACHINE_DEPENDENT)
    if varying:
        told.append(f"{varying} of them for want of time or memory, which another machine may have")
    return ", ".join(told)


def _relations(result: Result, seen: Overview) -> str:
    told = [
        f'"{safe(title)}" is part of "{safe(result.records.by_id(whole).title)}"'
        for title, whole in seen.parts
    ]
    if not told:
        return "none between records"
    return "; ".join(told) + (f"; and {seen.more_parts} more" if seen.more_parts else "")


command = run
