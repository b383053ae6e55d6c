"""Whether a corpus is still the one that its manifest describes."""

from __future__ import annotations

from pathlib import Path

from warcorpus.errors import ReadError

_MOST = 2**24
"""Bytes of a manifest that are looked at; ours have some thousand."""


def check_untorn(corpus: Path, path: str) -> None:
    """Compare a corpus with the manifest beside it, if there is one.

    Raises:
        ReadError: ``torn-output``: a run that wrote them was cut off, or the file was changed.
    """
    expected = _digest_in(corpus.with_name(f"{corpus.name}.manifest.json"), corpus.name)
    if expected is None or expected == _digest_of(corpus):
        return
    raise ReadError(
        "torn-output",
        "found another digest than its manifest names, expected the corpus of one whole run",
        hint="make the corpus again, or remove the manifest if the file was changed on purpose",
        where=path,
    )


def _digest_in(manifest: Path, name: str) -> str | None:
    import json

    try:
        with manifest.open("rb") as stream:
            told = json.loads(stream.read(_MOST))
        files = {entry["name"]: entry["sha256"] for entry in told["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    found = files.get(name)
    return found if isinstance(found, str) else None


def _digest_of(path: Path) -> str | None:
    from hashlib import file_digest

    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
