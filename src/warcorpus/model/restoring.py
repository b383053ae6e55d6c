"""From the plain data of a line to nouns; whatever does not fit is told with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite
from typing import Any

from warcorpus.errors import SchemaError
from warcorpus.model.record import CORPUS_SCHEMA, RECORD_SCHEMA, Reading
from warcorpus.model.shapes import Shape, shape_of
from warcorpus.model.values import Value

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""


def restored(cls: type, plain: Any) -> Any:
    """The noun of class ``cls`` that ``plain`` stands for.

    Raises:
        SchemaError: ``bad-line``, with a JSON Pointer to the first place that does not fit.

    >>> from warcorpus.model.facts import Part
    >>> restored(Part, {"name": "Syrian Civil War", "link": None, "basis": "link"}).basis
    'link'
    """
    return _loader(shape_of(cls))(plain, "")


def check_version(line: Mapping[str, Any]) -> None:
    """Whether this version of warcorpus wrote the line.

    Raises:
        SchemaError: ``schema-version`` or ``bad-line``.

    >>> check_version({"schema": "warcorpus.corpus/1"})
    """
    schema = line.get("schema") if isinstance(line, Mapping) else None
    if schema in (CORPUS_SCHEMA, RECORD_SCHEMA):
        return
    if isinstance(schema, str) and schema.startswith("warcorpus."):
        raise SchemaError(
            "schema-version",
            f"found the schema {schema[:40]!r}, expected {CORPUS_SCHEMA!r} or {RECORD_SCHEMA!r}",
            hint="make the corpus again from its documents with this version of warcorpus",
        )
    raise SchemaError(
        "bad-line",
        f"found no key 'schema' with {CORPUS_SCHEMA!r}, expected a line of a corpus",
        hint="warcorpus schema prints what a line must be",
    )


Loader = Callable[[Any, str], Any]
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


@cache
def _loader(shape: Shape) -> Loader:
    """The function that checks plain data against a shape and makes the noun of it."""
    if shape.kind == "object":
        load = _object_loader(shape)
    elif shape.kind == "list":
        load = _list_loader(shape)
    elif shape.kind == "row":
        load = _row_loader(shape)
    else:
        return _scalar_loader(shape)
    if not shape.nullable:
        return load
    return lambda plain, at: None if plain is None else load(plain, at)


def _object_loader(shape: Shape) -> Loader:
    names = {key: name for key, name, _ in shape.keys}
    loaders = {key: _loader(inner) for key, _, inner in shape.keys}
    make = _make_reading if shape.maker is Reading else shape.maker
    assert make is not None  # noqa: S101

    def load(plain: Any, at: str) -> Any:
        if not isinstance(plain, dict):
            raise _unfit(plain, "an object", at)
        if plain.keys() != names.keys():
            raise _other_keys(plain, list(names), at)
        found = {names[key]: loaders[key](plain[key], f"{at}/{key}") for key in names}
        return make(**found)

    return load


def _list_loader(shape: Shape) -> Loader:
    assert shape.item is not None  # noqa: S101
    one = _loader(shape.item)

    def load(plain: Any, at: str) -> Any:
        if not isinstance(plain, list):
            raise _unfit(plain, "an array", at)
        return tuple([one(item, f"{at}/{number}") for number, item in enumerate(plain)])

    return load


def _row_loader(shape: Shape) -> Loader:
    columns = shape.columns
    make = shape.maker

    def load(plain: Any, at: str) -> Any:
        fits = isinstance(plain, list) and len(plain) == len(columns)
        for nullable, value in zip(columns, plain if fits else (), strict=False):
            fits = fits and (nullable if value is None else type(value) is int and value >= 0)
        if not fits:
            raise _unfit(plain, f"an array of {len(columns)} whole numbers", at)
        return make(*plain) if make is not None else tuple(plain)

    return load


def _scalar_loader(shape: Shape) -> Loader:
    allowed = _TYPES[shape.kind]
    choices = frozenset(shape.choices)

    def load(plain: Any, at: str) -> Any:
        if plain is None and shape.nullable:
            return None
        if type(plain) not in allowed or (choices and plain not in choices):
            raise _unfit(plain, " or ".join(sorted(choices)) or f"a {shape.kind}", at)
        if type(plain) is int and abs(plain) > MAX_INTEGER:
            raise _unfit(plain, "an integer below 2^53", at)
        if type(plain) is float and not isfinite(plain):
            raise _unfit(plain, "a finite number", at)
        return plain

    return load


def _make_reading(**found: Any) -> Reading:
    text = found["text"]
    value = Value(
        found["raw"],
        None,
        found["spans"],
        found["steps"],
        text if text in ("unknown", "none") else "given",
        found["origin"],
        found["basis"],
    )
    return Reading(found["source"], value, text, found["chosen"])


def _unfit(plain: Any, expected: str, at: str) -> SchemaError:
    shown = "null" if plain is None else f"{plain!r:.40}"
    return bad_line(f"found {shown} at {at or '/'}, expected {expected}")


def _other_keys(plain: Mapping[str, Any], known: list[str], at: str) -> SchemaError:
    missing = [key for key in known if key not in plain]
    if missing:
        return bad_line(f"found no key {missing[0]!r} at {at or '/'}, expected it")
    extra = next(key for key in plain if key not in known)
    return bad_line(f"found the key {extra!r:.40} at {at or '/'}, expected no such key")


def bad_line(message: str) -> SchemaError:
    """The error of a line of a corpus that is not what the schema says, to be raised.

    >>> bad_line("found null at /id, expected a text").slug
    'bad-line'
    """
    return SchemaError("bad-line", message, hint="warcorpus schema prints what a line must be")
