"""``warcorpus sniff``: which format, how sure, on what evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import print_json, some
from warcorpus.cli.talking import code_of, safe
from warcorpus.config import Config
from warcorpus.readers.surveying import Survey, survey
from warcorpus.text.document import line_and_column


@subcommand(
    "sniff",
    "Tell which format each file is, how sure, and on what evidence.",
    ("warcorpus sniff seeds/", "warcorpus sniff --all seeds/004_17456dd19e178cae.txt"),
)
@paths_argument
@click.option("--all", "show_all", is_flag=True, help="The scores of all readers.")
def run(context: Context, paths: tuple[str, ...], show_all: bool) -> int:
    """Prints reader, score and features with line:column, best reader first."""
    found = some(_surveyed(paths, context.config))
    if context.json:
        print_json({"files": [_to_dict(one) for one in found]})
    else:
        for one in found:
            _print(one, show_all)
    problems = [one.problem for one in found if one.problem]
    context.talk.problems(problems)
    return code_of(problems, context.strict)


def _surveyed(paths: tuple[str, ...], config: Config) -> Iterator[Survey]:
    """Probes are code of readers too, so they run where they can do no harm."""
    if config.run.isolate == "never":
        return survey(paths, config)
    from warcorpus.engines.reading import survey_isolated

    return survey_isolated(paths, config)


def _print(one: Survey, show_all: bool) -> None:
    click.echo(safe(one.path))
    shown = one.sniffs if show_all else one.sniffs[:1]
    for sniffed in shown:
        features = ", ".join(
            f"{f.name} {':'.join(map(str, line_and_column(one.head, f.start)))} {f.weight:+.2f}"
            for f in sniffed.evidence
        )
        click.echo(f"  {sniffed.reader:<18} {sniffed.score:.2f}  {safe(features)}".rstrip())


def _to_dict(one: Survey) -> dict[str, Any]:
    return {
        "path": one.path,
        "sniffs": [
            {
                "reader": s.reader,
                "score": s.score,
                "evidence": [
                    {
                        "feature": f.name,
                        "weight": f.weight,
                        "start": f.start,
                        "end": f.end,
                        "line": line_and_column(one.head, f.start)[0],
                        "column": line_and_column(one.head, f.start)[1],
                    }
                    for f in s.evidence
                ],
            }
            for s in one.sniffs
        ],
    }


command = run
