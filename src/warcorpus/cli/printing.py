"""What goes to stdout: JSON objects, JSON lines, plain lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click


def print_json(value: Any) -> None:
    """One JSON object, indented, non-ASCII as itself."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def print_bytes(chunks: Iterable[bytes]) -> None:
    """Chunks as they are, for lines that were encoded already."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def plural(count: int, noun: str) -> str:
    """``1 warning``, ``2 warnings``.

    >>> plural(1, "line"), plural(0, "reject")
    ('1 line', '0 rejects')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
