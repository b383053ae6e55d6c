"""The wire form of every noun, derived from its class: one source for all that needs it.

Writing, reading back, the JSON Schema and the Arrow schema all walk the same shapes, so they
cannot disagree.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from attrs import fields, frozen, has

from warcorpus.model.facts import OFF_THE_WIRE
from warcorpus.model.prose import TextRow
from warcorpus.model.record import Reading
from warcorpus.model.values import Basis, Origin, Span, Step

Kind = Literal["text", "integer", "number", "boolean", "list", "row", "object"]


@frozen(eq=False)
class Shape:
    """What stands in one place of a line.

    Args:
        kind: of JSON; a ``row`` is an array of integers, one for each column.
        nullable: whether null may stand there.
        choices: the only texts allowed, if not all are.
        item: shape of the items of a list.
        columns: for each column of a row whether it may be null.
        keys: keys of an object in their order, with shape and name of the attribute.
        maker: the class that an object or a row stands for; None for a plain tuple.
    """

    kind: Kind
    nullable: bool = False
    choices: tuple[str, ...] = ()
    item: Shape | None = None
    columns: tuple[bool, ...] = ()
    keys: tuple[tuple[str, str, Shape], ...] = ()
    maker: type | None = None


@cache
def shape_of(cls: type) -> Shape:
    """The shape of a noun.

    >>> from warcorpus.model.facts import Part
    >>> [(key, shape.nullable) for key, _, shape in shape_of(Part).keys]
    [('name', False), ('link', True), ('basis', False)]
    """
    if cls in _ROWS:
        return Shape("row", columns=_ROWS[cls], maker=cls)
    if cls is Reading:
        return _reading()
    hints = get_type_hints(cls)
    keys = tuple((name.rstrip("_"), name, _shape(hints[name])) for name in _written(cls))
    return Shape("object", keys=keys, maker=cls)


def _written(cls: type) -> Iterator[str]:
    """The attributes of a noun that are part of the wire form, in order."""
    if has(cls):
        for attribute in fields(cls):
            if attribute.init and attribute.metadata.get("wire", True):
                yield attribute.name
        return
    for name, hint in get_type_hints(cls, include_extras=True).items():
        if OFF_THE_WIRE not in getattr(hint, "__metadata__", ()):
            yield name


_ROWS: dict[type, tuple[bool, ...]] = {
    Span: (False, False, False),
    TextRow: (False, False, True, True, True, False),
}
_SCALARS: dict[Any, Kind] = {str: "text", int: "integer", float: "number", bool: "boolean"}


def _shape(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _shape(next(one for one in arguments if one is not type(None)))
        return _nullable(inner)
    if origin is Literal:
        return Shape("text", choices=tuple(arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return Shape("list", item=_shape(arguments[0]))
    if origin is tuple:
        return Shape("row", columns=(False,) * len(arguments))
    if isinstance(hint, type) and (has(hint) or issubclass(hint, msgspec.Struct)):
        return shape_of(hint)
    return Shape(_SCALARS[hint])


def _nullable(inner: Shape) -> Shape:
    return Shape(
        inner.kind, True, inner.choices, inner.item, inner.columns, inner.keys, inner.maker
    )


def _reading() -> Shape:
    """A reading stands flat on the wire: its value's parts, and its short text as ``value``."""
    spans = Shape("list", item=shape_of(Span))
    steps = Shape("list", item=shape_of(Step))
    keys = (
        ("source", "source", Shape("integer")),
        ("raw", "raw", Shape("text")),
        ("spans", "spans", spans),
        ("steps", "steps", steps),
        ("value", "text", Shape("text")),
        ("chosen", "chosen", Shape("boolean")),
        ("origin", "origin", _shape(Origin)),
        ("basis", "basis", _shape(Basis)),
    )
    return Shape("object", keys=keys, maker=Reading)
