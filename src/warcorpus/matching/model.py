"""The match model: how often a level holds for one event and for two, and the bits it yields."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from warcorpus.errors import ConfigError

SIXTEENTHS = 16
"""Weights are whole sixteenths of a bit, so that sums are exact and free of order."""

_RISING: dict[str, tuple[str, ...]] = {
    "NAME": ("equal", "core", "skeleton", "near", "differ"),
    "TIME": ("equal", "fits", "nested", "overlap", "close", "disjoint"),
    "PLACE": ("settlement", "unit", "open", "differ"),
    "CONTAINMENT": ("copy", "most", "much", "some", "little"),
    "FACTS": ("most", "some", "few"),
    "ID": ("same", "different"),
}
"""Levels of every comparison, best agreement first."""


@frozen
class Model:
    """Match weights by comparison and level.

    Args:
        weights: comparison to level to weight, in 1/16 bit.
        alias: what a name that is no title or infobox name costs, in 1/16 bit.
        slots: the largest penalty of slots, in 1/16 bit.
    """

    weights: Mapping[str, Mapping[str, int]]
    alias: int
    slots: int

    def weight(self, comparison: str, level: str) -> int:
        """The weight of a level, in 1/16 bit.

        >>> DEFAULT_MODEL.weight("NAME", "equal") / 16
        14.6875
        """
        return self.weights[comparison][level]


def parse_model(content: str) -> Model:
    """A model from its file.

    Args:
        content: JSON with ``m`` and ``u`` of every level.

    Raises:
        ConfigError: ``bad-model`` for a level that is missing, a share outside 0 to 1, or a
            better agreement that would give fewer bits.
    """
    try:
        data: dict[str, Any] = json.loads(content)
        groups = {name: _weights(name, data["groups"][name]) for name in _RISING}
        return Model(
            groups, int(data["alias_bits"]) * SIXTEENTHS, int(data["slot_bits"]) * SIXTEENTHS
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            "bad-model",
            f"found a match model that cannot be used ({error}), expected m and u of every level",
        ) from error


@cache
def default_model() -> Model:
    """The model that comes with the package."""
    return parse_model(files("warcorpus.matching").joinpath("data/model.json").read_text("utf-8"))


def bits(m: float, u: float) -> int:
    """Match weight in 1/16 bit: how much likelier a level is for one event than for two.

    >>> bits(0.55, 2.1e-5)
    235
    """
    return round(SIXTEENTHS * math.log2(m / u))


def _weights(name: str, levels: dict[str, dict[str, float]]) -> dict[str, int]:
    weights = {}
    for level in _RISING[name]:
        m, u = levels[level]["m"], levels[level]["u"]
        if not (0 < m <= 1 and 0 < u <= 1):
            raise ValueError(f"{name} {level}: m and u lie between 0 and 1")
        weights[level] = bits(m, u)
    in_order = list(weights.values())
    if in_order != sorted(in_order, reverse=True):
        raise ValueError(f"{name}: better agreement gives fewer bits")
    return weights


DEFAULT_MODEL = default_model()
