"""What the command line says on stderr: errors, warnings, progress; and its exit codes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from warcorpus.errors import (
    ConfigError,
    EngineError,
    MissingDependencyError,
    OutputError,
    ReaderContractError,
    WarcorpusError,
)
from warcorpus.model.values import Problem

DONE, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3
DEFECT, NO_MEMORY, NO_OUTPUT, IO_ERROR, LOCKED = 70, 71, 73, 74, 75
INTERRUPTED, TERMINATED = 130, 143

_SHOWN_OF_A_SLUG = 3
_SLUGS_SHOWN = 4
_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def safe(text: str) -> str:
    """Hostile characters shown, not obeyed: controls, escapes and bidi marks as ``\\uXXXX``.

    >>> safe("a\\x1b[31mb")
    'a\\\\u001b[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _shown(char)
        for char in text
    )


def _shown(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def coloured(when: str) -> bool:
    """Whether stderr may carry colour; ``NO_COLOR`` and dumb terminals win over ``auto``."""
    if when != "auto":
        return when == "always"
    dumb = os.environ.get("TERM") == "dumb"
    return not os.environ.get("NO_COLOR") and not dumb and sys.stderr.isatty()


class Talk:
    """Everything that goes to stderr.

    Args:
        quiet: only errors.
        verbose: problems of level info too; from 2 on tracebacks.
        progress: whether a live line may be drawn.
        color: ``auto``, ``always`` or ``never``.
    """

    def __init__(self, quiet: bool, verbose: int, progress: bool, color: str) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.color = coloured(color)
        self._live = progress and not quiet and sys.stderr.isatty()
        self._drawn = False

    def say(self, line: str) -> None:
        """One line, unless quiet."""
        if not self.quiet:
            self.clear()
            click.echo(line, err=True)

    def clear(self) -> None:
        """Take the live line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            self._drawn = False

    def progress(self, stage: str, done: int) -> None:
        """Draw the live line."""
        if self._live:
            sys.stderr.write(f"\r\x1b[K{stage} {done}")
            sys.stderr.flush()
            self._drawn = True

    def fault(
        self, level: str, slug: str, where: str, message: str, hint: str, see: bool = True
    ) -> None:
        """An error or a problem in its fixed form."""
        self.clear()
        head = f"{level}[{slug}]"
        head = click.style(head, fg=_COLOURS[level], bold=True) if self.color else head
        place = f" {safe(where)}" if where else ""
        click.echo(f"{head}{place}: {safe(message)}", err=True)
        if hint:
            click.echo(f"hint: {safe(hint)}", err=True)
        if see:
            click.echo(f"see: docs/reference/errors.md#{slug}", err=True)

    def problems(self, problems: Iterable[Problem], file: str = "") -> None:
        """Problems by slug: three of each, then how many more."""
        if self.quiet:
            return
        shown = [p for p in problems if p.level != "info" or self.verbose]
        counted = Counter(problem.slug for problem in shown)
        told: Counter[str] = Counter()
        for problem in sorted(shown, key=lambda p: (p.slug, p.where, p.message)):
            told[problem.slug] += 1
            if told[problem.slug] <= _SHOWN_OF_A_SLUG:
                self.fault(
                    problem.level, problem.slug, problem.where, problem.message, problem.hint, False
                )
            elif told[problem.slug] == counted[problem.slug]:
                more = counted[problem.slug] - _SHOWN_OF_A_SLUG
                see = f", see {file}" if file else ""
                click.echo(f"and {more} more of {problem.slug}{see}", err=True)

    def error(self, error: WarcorpusError) -> None:
        """An error that ends the run; each fault of a configuration by itself."""
        for fault in getattr(error, "faults", (error,)):
            self.fault("error", fault.slug, fault.where, fault.message, fault.hint)


def by_slug(problems: Iterable[Problem]) -> str:
    """The most frequent slugs with their counts, in brackets; nothing for no problem.

    >>> by_slug([Problem("too-slow", "error", ""), Problem("too-slow", "error", "")])
    ' (too-slow 2)'
    """
    counted = Counter(problem.slug for problem in problems)
    if not counted:
        return ""
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{slug} {count}" for slug, count in ranked[:_SLUGS_SHOWN]]
    more = len(ranked) - len(shown)
    return f" ({', '.join(shown)}{f', {more} more kinds' if more else ''})"


def code_of(problems: Iterable[Problem], strict: bool) -> int:
    """The exit code of a command that came to its end with these problems.

    Args:
        problems: all of them.
        strict: whether warnings and errors are findings.
    """
    levels = {problem.level for problem in problems}
    if strict and levels - {"info"}:
        return FINDINGS
    return UNREADABLE if "error" in levels else DONE


def exit_code(error: BaseException) -> int:
    """The exit code of what ended a run."""
    if isinstance(error, OutputError):
        return {"account-mismatch": DEFECT, "output-locked": LOCKED, "io-error": IO_ERROR}.get(
            error.slug, NO_OUTPUT
        )
    if isinstance(error, ConfigError | MissingDependencyError):
        return USAGE
    if isinstance(error, EngineError | ReaderContractError):
        return DEFECT
    if isinstance(error, WarcorpusError):
        return UNREADABLE
    if isinstance(error, KeyboardInterrupt):
        return TERMINATED if isinstance(error, _Terminated) else INTERRUPTED
    if isinstance(error, MemoryError):
        return NO_MEMORY
    return IO_ERROR if isinstance(error, OSError) else DEFECT


class _Terminated(KeyboardInterrupt):
    """Somebody wants the run to end, not from the keyboard."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM unwind the run, so that nothing of it stays behind."""

    def end(_number: int, _frame: object) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def guarded(talk: Talk) -> Iterator[None]:
    """Turn what ends a run into its message and its exit code; no traceback below ``-vv``."""
    try:
        with _terminable():
            yield
    except (click.exceptions.Exit, click.ClickException):
        raise
    except BrokenPipeError:
        # The reader of a pipe (| head) has seen enough; flushing at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except (Exception, KeyboardInterrupt) as error:
        if talk.verbose > 1:
            raise
        _tell(talk, error)
        raise SystemExit(exit_code(error)) from error


def _tell(talk: Talk, error: BaseException) -> None:
    if isinstance(error, WarcorpusError):
        talk.error(error)
    elif isinstance(error, KeyboardInterrupt):
        word = "terminated" if isinstance(error, _Terminated) else "interrupted"
        talk.say(f"{word}, nothing was written")
    elif isinstance(error, OSError):
        talk.fault("error", "io-error", str(error.filename or ""), str(error), "")
    else:
        talk.fault(
            "error",
            "defect",
            "",
            f"found {type(error).__name__}: {error}, expected no such thing",
            "this is a defect of warcorpus: run again with -vv and report what it prints",
        )
