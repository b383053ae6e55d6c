"""A noun with some fields changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from attrs import fields

_Noun = TypeVar("_Noun")


def evolve(noun: _Noun, **changes: Any) -> _Noun:
    """What ``attrs.evolve`` gives, in a third of the time, and for the nouns of msgspec as well.

    Args:
        noun: a struct, or of a class of attrs whose fields can all be given by position.
        changes: new values by the name of the field.

    >>> from warcorpus.model.values import Step
    >>> evolve(Step("drop", "flag"), parameter="residue")
    Step(action='drop', parameter='residue')
    """
    kind: Any = type(noun)
    if isinstance(noun, msgspec.Struct):
        return msgspec.structs.replace(noun, **changes)
    values_of, places = _plan(kind)
    values = [*values_of(noun)]
    for name, value in changes.items():
        values[places[name]] = value
    made: _Noun = kind(*values)
    return made


@cache
def _plan(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    """What reads all fields of a class at once, and the place of each."""
    given = [attribute for attribute in fields(kind) if attribute.init]
    if len(given) < 2 or any(attribute.kw_only for attribute in given):
        raise TypeError(f"found {kind.__name__}, expected a class of two fields given by position")
    names = [attribute.name for attribute in given]
    return attrgetter(*names), {attribute.alias: n for n, attribute in enumerate(given)}
