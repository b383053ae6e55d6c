"""One JSON value from one line, without any of the things that JSON parsers do in silence."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from warcorpus.errors import ReadError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_line(line: str, max_depth: int = 64) -> tuple[Any, bool]:
    """The value of ``line``, and whether a lone surrogate in it became U+FFFD.

    Args:
        line: one line, its line break included or not.
        max_depth: deepest nesting of arrays and objects.

    Raises:
        ReadError: ``bad-line`` (no JSON), ``json-too-deep``, ``json-duplicate-key``,
            ``json-value`` (NaN, infinite, an integer of thousands of digits).

    >>> parse_line('{"id": 7}')
    ({'id': 7}, False)
    """
    import json

    try:
        value = json.loads(line, object_pairs_hook=_object, parse_constant=_refused)
    except RecursionError:
        raise _too_deep(max_depth) from None
    except json.JSONDecodeError as error:
        raise ReadError(
            "bad-line",
            f"found {error.msg[:1].lower()}{error.msg[1:]} at column {error.pos + 1}, "
            "expected one JSON value a line",
            hint="the other lines are read; repair or drop this one",
        ) from None
    except ValueError:
        _refused("an integer of thousands of digits")
    _check_depth(value, max_depth)
    if "\\u" not in line:
        return value, False
    repaired = _encodable(value)
    return repaired, repaired != value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    twice = next(key for key in keys if keys.count(key) > 1)
    raise ReadError(
        "json-duplicate-key",
        f"found the key {twice[:40]!r} twice in one object, expected it once",
        hint="keep the one that is meant",
    )


def _refused(what: str) -> NoReturn:
    raise ReadError(
        "json-value",
        f"found {what}, expected a finite number",
        hint="write null where nothing is known",
    )


def _too_deep(max_depth: int) -> ReadError:
    return ReadError(
        "json-too-deep",
        f"found nesting deeper than {max_depth}, expected a record",
        hint="flatten the line, or drop it",
    )


def _check_depth(value: Any, max_depth: int) -> None:
    level = [value]
    for _ in range(max_depth):
        level = [item for one in level if isinstance(one, dict | list) for item in _items(one)]
        if not level:
            return
    if any(isinstance(one, dict | list) for one in level):
        raise _too_deep(max_depth)


def _items(one: dict[str, Any] | list[Any]) -> Any:
    return one.values() if isinstance(one, dict) else one


def _encodable(value: Any) -> Any:
    """The value with U+FFFD for lone surrogates, which UTF-8 cannot hold."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("�", value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return value
