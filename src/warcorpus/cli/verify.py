"""``warcorpus verify``: every span of a corpus, read again in the raw files."""

from __future__ import annotations

from typing import Any

import click

from warcorpus.cli.corpora import corpus_lines
from warcorpus.cli.options import Context, paths_argument, subcommand
from warcorpus.cli.printing import plural, print_json
from warcorpus.cli.talking import FINDINGS, safe
from warcorpus.evaluation.verify import Finding, Raw, verify_line
from warcorpus.readers.registry import formats_of_many
from warcorpus.sources.finding import RawFiles

_SHOWN = 20
_WIDTH, _BEFORE = 60, 20
_CHANGED = (
    "the file has changed since the corpus was made, or the corpus has; run warcorpus dedupe again"
)
_HINTS = {"source-missing": "give the files or folders that the corpus was made from"}


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
    lines = list(corpus_lines(corpus))
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


def _raw(files: RawFiles, source: dict[str, Any]) -> Raw:
    text, name, same = files.text_of(source)
    return Raw(text, f"{name}#{source['index']}" if source["index"] else name, same)


def _tell(context: Context, corpus: str, one: Finding) -> None:
    at = f" at {one.where}" if one.where else ""
    pairs = enumerate(zip(one.found, one.expected, strict=False))
    start = max(next((i for i, (a, b) in pairs if a != b), 0) - _BEFORE, 0)
    context.talk.fault(
        "error",
        one.slug,
        f"{corpus}:{one.line} {one.pointer}".rstrip(),
        f"found {_short(one.found, start)}{at}, expected {_short(one.expected, start)}",
        _HINTS.get(one.slug, _CHANGED),
        see=False,
    )


def _short(text: str, start: int) -> str:
    """Long values around the place where they differ."""
    shown = safe(text[start : start + _WIDTH])
    return f"“{'…' if start else ''}{shown}{'…' if len(text) > start + _WIDTH else ''}”"


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
