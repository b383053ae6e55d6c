"""Turns messy, overlapping documents about wars and battles into one clean corpus.

>>> import warcorpus
>>> result = warcorpus.dedupe("seeds")
>>> len(result.records), result.records[0].title
(4, 'Battle of Safira')

The verbs are :func:`sniff`, :func:`read`, :func:`normalize`, :func:`pairs`, :func:`merge`,
:func:`dedupe` and :func:`explain`. Importing the package loads nothing else; a name is looked up
when it is first used (PEP 562).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warcorpus.config import Config
    from warcorpus.errors import WarcorpusError
    from warcorpus.model.record import MergedRecord, Record
    from warcorpus.model.values import Problem, Span, Value
    from warcorpus.pipeline import dedupe, explain, merge, normalize, pairs, read
    from warcorpus.readers.door import sniff
    from warcorpus.result import Result

__version__ = "0.1.0"

__all__ = [
    "Config",
    "MergedRecord",
    "Problem",
    "Record",
    "Result",
    "Span",
    "Value",
    "WarcorpusError",
    "dedupe",
    "explain",
    "merge",
    "normalize",
    "pairs",
    "read",
    "sniff",
]

_HOMES = {
    "Config": "config",
    "MergedRecord": "model.record",
    "Problem": "model.values",
    "Record": "model.record",
    "Result": "result",
    "Span": "model.values",
    "Value": "model.values",
    "WarcorpusError": "errors",
    "dedupe": "pipeline",
    "explain": "pipeline",
    "merge": "pipeline",
    "normalize": "pipeline",
    "pairs": "pipeline",
    "read": "pipeline",
    "sniff": "readers.door",
}


def __getattr__(name: str) -> Any:
    """Look a public name up in its room, once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'warcorpus' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"warcorpus.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
