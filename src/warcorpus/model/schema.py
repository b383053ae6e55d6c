"""What a line of a corpus must be: as JSON Schema, and as an Arrow schema."""

from __future__ import annotations

from typing import Any

from warcorpus.model.record import CORPUS_SCHEMA, RECORD_SCHEMA, Record
from warcorpus.model.restoring import MAX_INTEGER
from warcorpus.model.shapes import Shape, shape_of

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line; every line written validates against it.

    >>> json_schema()["properties"]["kind"]["enum"][:2]
    ['battle', 'operation']
    """
    nouns: dict[str, Any] = {}
    line = _object(shape_of(Record), nouns)
    line["properties"]["schema"] = {"enum": [CORPUS_SCHEMA, RECORD_SCHEMA]}
    return {
        "$schema": _DIALECT,
        "title": CORPUS_SCHEMA,
        "description": "One record of a corpus made by warcorpus: one line of corpus.jsonl.",
        **line,
        "$defs": dict(sorted(nouns.items())),
    }


def arrow_schema() -> dict[str, Any]:
    """The Arrow schema of a corpus as plain data, so that pyarrow is not needed to print it.

    A type is ``utf8``, ``int64``, ``float64``, ``bool``, ``{"list": field}`` or
    ``{"struct": [fields]}``; a field has name, type and nullable.

    >>> arrow_schema()["fields"][0]
    {'name': 'id', 'type': 'utf8', 'nullable': False}
    """
    return {
        "fields": [_arrow_field(key, shape) for key, _, shape in shape_of(Record).keys],
        "metadata": {"schema": CORPUS_SCHEMA},
    }


def pyarrow_schema() -> Any:
    """The same as a ``pyarrow.Schema``.

    Raises:
        ImportError: pyarrow is not installed.
    """
    from importlib import import_module

    pyarrow = import_module("pyarrow")
    plain = arrow_schema()
    return pyarrow.schema(
        [_pyarrow_field(pyarrow, field) for field in plain["fields"]], metadata=plain["metadata"]
    )


def _pyarrow_field(pyarrow: Any, plain: dict[str, Any]) -> Any:
    kind = plain["type"]
    if isinstance(kind, str):
        made = getattr(pyarrow, {"bool": "bool_"}.get(kind, kind))()
    elif "list" in kind:
        made = pyarrow.list_(_pyarrow_field(pyarrow, kind["list"]))
    else:
        made = pyarrow.struct([_pyarrow_field(pyarrow, field) for field in kind["struct"]])
    return pyarrow.field(plain["name"], made, nullable=plain["nullable"])


def _schema(shape: Shape, nouns: dict[str, Any]) -> dict[str, Any]:
    if shape.kind == "object":
        name = shape.maker.__name__ if shape.maker else "Object"
        if name not in nouns:
            nouns[name] = {}  # nouns do not nest in themselves, but the order is ours
            nouns[name] = _object(shape, nouns)
        found: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
        return {"anyOf": [found, {"type": "null"}]} if shape.nullable else found
    if shape.kind == "list":
        assert shape.item is not None  # noqa: S101
        return {"type": "array", "items": _schema(shape.item, nouns)}
    if shape.kind == "row":
        return _row(shape)
    return _scalar(shape)


def _object(shape: Shape, nouns: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: _schema(inner, nouns) for key, _, inner in shape.keys},
        "required": [key for key, _, _ in shape.keys],
        "additionalProperties": False,
    }


def _row(shape: Shape) -> dict[str, Any]:
    columns = [
        {"type": ["integer", "null"] if nullable else "integer", "minimum": 0}
        for nullable in shape.columns
    ]
    size = len(columns)
    return {
        "type": "array",
        "prefixItems": columns,
        "items": False,
        "minItems": size,
    }


def _scalar(shape: Shape) -> dict[str, Any]:
    if shape.choices:
        return {"enum": [*shape.choices, *([None] if shape.nullable else [])]}
    name = {"text": "string"}.get(shape.kind, shape.kind)
    found: dict[str, Any] = {"type": [name, "null"] if shape.nullable else name}
    if shape.kind == "integer":
        found |= {"minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
    return found


_ARROW = {"text": "utf8", "integer": "int64", "number": "float64", "boolean": "bool"}


def _arrow_field(name: str, shape: Shape) -> dict[str, Any]:
    return {"name": name, "type": _arrow_type(shape), "nullable": shape.nullable}


def _arrow_type(shape: Shape) -> Any:
    if shape.kind == "object":
        return {"struct": [_arrow_field(key, inner) for key, _, inner in shape.keys]}
    if shape.kind == "list":
        assert shape.item is not None  # noqa: S101
        return {"list": _arrow_field("item", shape.item)}
    if shape.kind == "row":
        nullable = any(shape.columns)
        return {"list": {"name": "item", "type": "int64", "nullable": nullable}}
    return _ARROW[shape.kind]
