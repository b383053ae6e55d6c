"""Floors that figures must reach."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from warcorpus.errors import ConfigError


@frozen
class Gate:
    """What figures must be.

    Args:
        least: dotted name of a figure (``pairwise.f1``) → the least it may be.
        most: the same → the most it may be.
    """

    least: Mapping[str, float]
    most: Mapping[str, float]

    @classmethod
    def parse(cls, text: str, name: str) -> Gate:
        """Read a TOML file with the tables ``[least]`` and ``[most]``.

        Raises:
            ConfigError: it is no TOML, has neither table, or a floor that is no number.

        >>> Gate.parse('[least]\\n"pairwise.f1" = 0.99\\n', "floors.toml").least
        {'pairwise.f1': 0.99}
        """
        try:
            tables = tomllib.loads(text)
            floors = [dict(flat(tables.get(key, {}))) for key in ("least", "most")]
        except (tomllib.TOMLDecodeError, AttributeError, RecursionError) as error:
            raise _bad(f"found no floors ({error})", name) from error
        if not any(floors):
            raise _bad("found no floor", name)
        return cls(*floors)

    def failures(self, figures: Mapping[str, Any], name: str) -> list[str]:
        """What is not reached, a sentence each.

        Args:
            figures: what ``evaluate --json`` prints.
            name: of the gate's file.

        Raises:
            ConfigError: there is no such figure.

        >>> Gate({"pairwise.f1": 0.9}, {}).failures({"pairwise": {"f1": 0.5}}, "floors.toml")
        ['found pairwise.f1 0.5, expected at least 0.9']
        """
        known = dict(flat(figures))
        for key in (*self.least, *self.most):
            if key not in known:
                near = ", ".join(sorted(known))
                raise _bad(f'found the figure "{key}", expected one of: {near}', name)
        low = [(k, "least", v) for k, v in self.least.items() if known[k] < v]
        high = [(k, "most", v) for k, v in self.most.items() if known[k] > v]
        return [
            f"found {key} {known[key]:.6g}, expected at {kind} {bound:.6g}"
            for key, kind, bound in sorted(low + high)
        ]


def flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """All numbers of a nested object by their dotted names; of a list its length.

    >>> dict(flat({"a": {"b": 1, "c": ["x"]}, "d": None}))
    {'a.b': 1, 'a.c': 1}
    """
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield f"{prefix}{key}", len(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{prefix}{key}", value


def _bad(message: str, where: str) -> ConfigError:
    return ConfigError(
        "bad-gate",
        message if "expected" in message else f"{message}, expected [least] or [most]",
        hint='write tables such as [least] with lines such as "pairwise.f1" = 0.99',
        where=where,
    )
