"""Corpora that are given by name: their lines, and a clear word if the file is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warcorpus.errors import ConfigError


def corpus_lines(corpus: str) -> Iterator[tuple[int, Any]]:
    """Number and content of every line; for a line that is no JSON, what is wrong with it.

    Raises:
        ConfigError: ``not-a-corpus``: the file does not even begin like one.
    """
    import msgspec

    with Path(corpus).open("rb") as file:
        for number, raw in enumerate(file, 1):
            if number == 1 and not raw.startswith(b"{"):
                raise ConfigError(
                    "not-a-corpus",
                    f"found {raw[:20].decode('utf-8', 'replace')!r}, expected a line of a corpus",
                    where=f"{corpus}:1:1",
                    hint="a corpus is what warcorpus dedupe writes",
                )
            try:
                yield number, msgspec.json.decode(raw)
            except msgspec.DecodeError as error:
                yield number, str(error)


def records_of(corpus: str) -> Iterator[dict[str, Any]]:
    """The lines of a corpus that must be whole.

    Raises:
        ConfigError: ``not-a-corpus``, with the line that is none.
    """
    for number, line in corpus_lines(corpus):
        if not isinstance(line, dict) or "sources" not in line:
            raise ConfigError(
                "not-a-corpus",
                "found a line that is no record, expected a line of a corpus",
                where=f"{corpus}:{number}:1",
                hint="warcorpus verify tells what is wrong with it",
            )
        yield line
