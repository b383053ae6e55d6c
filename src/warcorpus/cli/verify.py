"""``warcorpus verify``: every span of a corpus, read again in the raw files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import plural, print_json
from warcorpus.cli.talking import FINDINGS, safe
from warcorpus.evaluation.verify import Finding, Raw, verify_line
from warcorpus.readers.registry import formats_of_many
from warcorpus.sources.finding import RawFiles

_SHOWN = 20


@subcommand(
    "verify",
    "Read every span of a corpus again in the raw files.",
    ("warcorpus verify corpus.jsonl seeds/", "warcorpus verify --json corpus.jsonl seeds/"),
)
@click.argument("corpus", metavar="CORPUS", type=click.Path(exists=True, dir_okay=False))
@paths_argument
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Only every so many lines, N in all."
)
def run(context: Context, corpus: str, paths: tuple[str, ...], sample: int | None) -> int:
    """PATH... are the files or folders that the corpus was made from. Exit 1 with a finding."""
    files = RawFiles(paths, formats_of_many())
    lines = list(_lines(corpus))
    if sample:
        # Evenly over the file, so that the same call always looks at the same lines.
        lines = [lines[i * len(lines) // sample] for i in range(min(sample, len(lines)))]
    found: list[Finding] = []
    for number, line in lines:
        if isinstance(line, dict):
            found += verify_line(line, number, lambda source: _raw(files, source))
        else:
            found.append(Finding("broken-line", number, "", "", str(line), "a line of a corpus"))
    if context.json:
        print_json({"lines": len(lines), "findings": [_to_dict(one) for one in found]})
    else:
        for one in found[:_SHOWN]:
            _tell(context, corpus, one)
        if len(found) > _SHOWN:
            context.talk.say(f"and {len(found) - _SHOWN} more; --json shows all")
        click.echo(f"{plural(len(lines), 'line')} checked, {plural(len(found), 'finding')}")
    return FINDINGS if found else 0


def _lines(corpus: str) -> Iterator[tuple[int, Any]]:
    import msgspec

    with Path(corpus).open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                yield number, msgspec.json.decode(raw)
            except msgspec.DecodeError as error:
                yield number, str(error)


def _raw(files: RawFiles, source: dict[str, Any]) -> Raw:
    text, name, same = files.text_of(source)
    return Raw(text, name, same)


def _tell(context: Context, corpus: str, one: Finding) -> None:
    at = f" at {one.where}" if one.where else ""
    hint = (
        "the file has changed since the corpus was made, or the corpus has; "
        "run warcorpus dedupe again"
    )
    context.talk.fault(
        "error",
        one.slug,
        f"{corpus}:{one.line} {one.pointer}".rstrip(),
        f"found {_short(one.found)}{at}, expected {_short(one.expected)}",
        hint,
        see=False,
    )


def _short(text: str) -> str:
    """Long values by their beginning: the place says where the rest is."""
    return f"“{safe(text[:60])}{'…' if len(text) > 60 else ''}”"


def _to_dict(one: Finding) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "line": one.line,
        "pointer": one.pointer,
        "where": one.where,
        "found": one.found,
        "expected": one.expected,
    }


command = run
