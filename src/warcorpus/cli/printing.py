"""What goes to stdout: JSON objects, JSON lines, plain lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, TypeVar

import click

from warcorpus.errors import no_documents

Found = TypeVar("Found")


def print_json(value: Any) -> None:
    """One JSON object, indented, non-ASCII as itself."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def print_bytes(chunks: Iterable[bytes]) -> int:
    """Chunks as they are, for lines that were encoded already; tells how many there were."""
    sys.stdout.flush()
    count = 0
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
        count += 1
    sys.stdout.buffer.flush()
    return count


def some(found: Iterable[Found]) -> list[Found]:
    """What was found; none is an error of the call, not a result.

    Raises:
        ConfigError: ``no-input``.
    """
    held = list(found)
    if not held:
        raise no_documents()
    return held


def plural(count: int, noun: str) -> str:
    """``1 warning``, ``2 warnings``.

    >>> plural(1, "line"), plural(0, "reject")
    ('1 line', '0 rejects')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
