"""The match model: how often a level holds for one event and for two, and the bits it yields."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import field, frozen

from warcorpus.config import Config
from warcorpus.errors import ConfigError

SIXTEENTHS = 16
"""Weights are whole sixteenths of a bit, so that sums are exact and free of order."""

MODEL_VERSION = 1

LEVELS: dict[str, tuple[str, ...]] = {
    "NAME": ("equal", "core", "spelling", "listed", "skeleton", "near", "within", "differ"),
    "TIME": (
        "equal",
        "fits",
        "inside",
        "adjacent",
        "nested",
        "overlap",
        "close",
        "disjoint",
    ),
    "PLACE": ("settlement", "unit", "open", "differ", "elsewhere"),
    "CONTAINMENT": ("copy", "opening", "most", "much", "some", "phrase", "stub", "little"),
    "FACTS": ("all", "most", "some", "few"),
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
        shares: comparison to level to ``(m, u)``: how often it holds for one event and for two.
        sha256: of the file, which names the model in a manifest and in decisions.
    """

    weights: Mapping[str, Mapping[str, int]]
    alias: int
    slots: int
    shares: Mapping[str, Mapping[str, tuple[float, float]]] = field(factory=dict, repr=False)
    sha256: str = ""

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
        ConfigError: ``bad-model`` for another version, a level that is missing, a share outside
            0 to 1, or a better agreement that would give fewer bits.
    """
    try:
        data: dict[str, Any] = json.loads(content)
        if data["version"] != MODEL_VERSION:
            raise ValueError(f"version {data['version']}, not {MODEL_VERSION}")
        shares = {name: _shares(name, data["groups"][name]) for name in LEVELS}
        return Model(
            {name: _weights(name, levels) for name, levels in shares.items()},
            int(data["alias_bits"]) * SIXTEENTHS,
            int(data["slot_bits"]) * SIXTEENTHS,
            shares,
            sha256(content.encode("utf-8")).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        told = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise ConfigError(
            "bad-model",
            f"found a match model that cannot be used ({told}), expected m and u of every level",
            hint="warcorpus train writes a model; without match.model the shipped one is used",
        ) from error


def model_of(config: Config) -> Model:
    """The model that the settings name: a file of one's own, or the shipped one.

    Args:
        config: ``match.model`` counts here.

    Raises:
        ConfigError: ``bad-model``: the file cannot be read, or cannot be used.

    >>> from warcorpus.config import DEFAULT
    >>> model_of(DEFAULT) is DEFAULT_MODEL
    True
    """
    if config.match.model is None:
        return default_model()
    try:
        return parse_model(Path(config.match.model).read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "bad-model",
            f"found no readable match model ({error}), expected the file of match.model",
            hint="warcorpus train writes a model; without match.model the shipped one is used",
            where=config.match.model,
        ) from error
    except ConfigError as error:
        error.at(config.match.model)
        raise


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


def _shares(name: str, levels: dict[str, dict[str, float]]) -> dict[str, tuple[float, float]]:
    found = {level: (levels[level]["m"], levels[level]["u"]) for level in LEVELS[name]}
    for level, (m, u) in found.items():
        if not (0 < m <= 1 and 0 < u <= 1):
            raise ValueError(f"{name} {level}: m and u lie between 0 and 1")
    return found


def _weights(name: str, shares: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    weights = {level: bits(m, u) for level, (m, u) in shares.items()}
    in_order = list(weights.values())
    if in_order != sorted(in_order, reverse=True):
        raise ValueError(f"{name}: better agreement gives fewer bits")
    return weights


DEFAULT_MODEL = default_model()
