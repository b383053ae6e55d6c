"""Options that every command has, and what they make: settings and a voice."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import click
from attrs import evolve, frozen

from warcorpus.cli.talking import Talk, guarded
from warcorpus.config import Config
from warcorpus.config.loading import load_config


@frozen
class Context:
    """What the common options of one call came to."""

    config: Config
    talk: Talk
    json: bool
    strict: bool
    config_file: str | None
    settings: dict[str, str]


_COMMON = (
    click.option("-c", "--config", "config_file", metavar="FILE", help="A warcorpus.toml."),
    click.option(
        "--set", "settings", multiple=True, metavar="KEY=VALUE", help="One setting; may repeat."
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Worker processes that read, compare and merge; speed only, never the bytes.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Only errors on stderr."),
    click.option("-v", "--verbose", count=True, help="Infos too; -vv shows tracebacks."),
    click.option("--no-progress", is_flag=True, help="No live line on a terminal."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour on stderr; NO_COLOR is respected.",
    ),
    click.option("--strict", is_flag=True, help="Exit 1 if there is a warning or an error."),
)


_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")


def subcommand(
    name: str, short: str, examples: tuple[str, ...], json: bool = True
) -> Callable[..., click.Command]:
    """A subcommand with the common options; its function gets a :class:`Context` first.

    Args:
        name: the verb.
        short: one sentence.
        examples: commands that run as they are, in the project's folder.
        json: whether it can print one JSON object; what gives JSON lines has no such option.
    """

    def decorate(function: Callable[..., Any]) -> click.Command:
        @functools.wraps(function)
        def run(
            config_file: str | None,
            settings: tuple[str, ...],
            jobs: int | None,
            quiet: bool,
            verbose: int,
            no_progress: bool,
            color: str,
            strict: bool,
            as_json: bool = False,
            **own: Any,
        ) -> None:
            talk = Talk(quiet, verbose, not no_progress, color)
            with guarded(talk):
                given = _settings(settings)
                if jobs is not None:
                    given["run.jobs"] = str(jobs)
                config = load_config(config_file, {**given, **_own_settings(own)})
                context = Context(_isolating(config), talk, as_json, strict, config_file, given)
                code = function(context, **own)
                if code:
                    raise SystemExit(code)

        made: Any = run
        for option in reversed((*_COMMON, _JSON) if json else _COMMON):
            made = option(made)
        shown = "".join(f"\b\n    {example}\n\n" for example in examples)
        text = f"{short}\n\n{inspect.cleandoc(function.__doc__ or '')}\n\nExamples:\n\n{shown}"
        return click.command(name, help=text, short_help=short)(made)

    return decorate


def _isolating(config: Config) -> Config:
    """The command line always reads in workers, unless it is told not to."""
    if config.run.isolate != "auto":
        return config
    return evolve(config, run=evolve(config.run, isolate="always"))


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"--set takes KEY=VALUE, found {pair!r}")
        given[key.strip()] = value.strip()
    return given


_FLAGS = {"reader": "read.reader", "fill": "merge.fill"}
"""Options of single commands that are settings by another name."""


def _own_settings(own: dict[str, Any]) -> dict[str, str]:
    return {key: own.pop(flag) for flag, key in _FLAGS.items() if own.get(flag) is not None} | {
        key: value for flag, key in _FLAGS.items() if (value := own.pop(flag, None)) is not None
    }


def paths_argument(function: Any) -> Any:
    """``PATH...``: files, folders, or ``-`` for stdin; at least one."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(function)


def truth_option(function: Any) -> Any:
    """``--truth FILE``: which documents are one event; must be given."""
    return click.option(
        "--truth",
        required=True,
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        help="A table with the columns file and cluster, optionally id; or JSON lines.",
    )(function)
