"""Whether a key is known and its value of the right kind, and what was meant if not."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import fields

from warcorpus.config.settings import Config
from warcorpus.errors import ConfigError


def checked(key: str, value: Any) -> Any:
    """``value`` as the setting ``key`` takes it.

    Raises:
        ConfigError: the key is unknown, or the value is of the wrong kind or too small.

    >>> checked("match.distinct_within", ["catalogue.jsonl"])
    ('catalogue.jsonl',)
    >>> checked("read.columns", {"Battle": "title"})
    (('Battle', 'title'),)
    """
    kind, metadata = _known(key)
    if kind == tuple[str, ...]:
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise _bad(key, value, "a list of texts")
    if kind == tuple[tuple[str, str], ...]:
        return _checked_names(key, value)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise _bad(key, value, "one of: " + ", ".join(map(str, get_args(kind))))
        return value
    if kind is int:
        return _checked_number(key, value, metadata["least"])
    if value is None and type(None) in get_args(kind):
        return None
    if not isinstance(value, str):
        raise _bad(key, value, "a text")
    if key == "read.fallback_encoding":
        _check_encoding(key, value)
    return value


def read_written(key: str, text: str) -> Any:
    """The value that a flag or a variable writes as text.

    A list is written with commas, a table as ``NAME=MEANING,NAME=MEANING``; ``none`` or nothing
    unsets a key that may be unset.

    >>> read_written("match.same_bits", "12"), read_written("merge.fill", "off")
    (12, 'off')
    >>> read_written("match.distinct_within", '["a.csv", "b.csv"]')
    ['a.csv', 'b.csv']
    """
    kind, _ = _known(key)
    if kind is int:
        digits = text.strip().replace("_", "")
        if not digits.removeprefix("-").isdecimal() or len(digits) > 18:
            raise _bad(key, text, "a whole number")
        return int(digits)
    if kind == tuple[str, ...]:
        if text.lstrip().startswith("["):
            return _listed(key, text)
        return tuple(item.strip() for item in text.split(",") if item.strip())
    if kind == tuple[tuple[str, str], ...]:
        parts = [item.partition("=") for item in text.split(",") if item.strip()]
        return {name.strip(): meaning.strip() for name, _, meaning in parts}
    if type(None) in get_args(kind) and text.strip().casefold() in ("", "none"):
        return None
    return text


def _listed(key: str, text: str) -> Any:
    """A list written as in a file; taken apart at its commas, it would be other texts."""
    import json  # settings are read at every start, lists like this hardly ever

    try:
        return json.loads(text)
    except ValueError as error:
        raise _bad(key, text, 'a list: a,b or ["a", "b"]') from error


def _checked_number(key: str, value: Any, least: int | None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _bad(key, value, "a whole number")
    if least is not None and value < least:
        raise _bad(key, value, f"{least} or more")
    return value


def _checked_names(key: str, value: Any) -> tuple[tuple[str, str], ...]:
    """A table of texts as pairs; pairs are taken as they are."""
    pairs = tuple(value.items()) if isinstance(value, dict) else value
    if isinstance(pairs, list | tuple) and all(
        isinstance(pair, list | tuple)
        and len(pair) == 2
        and all(isinstance(item, str) and item for item in pair)
        for pair in pairs
    ):
        return tuple((name, meaning) for name, meaning in pairs)
    raise _bad(key, value, 'a table such as { Battle = "title" }')


def _check_encoding(key: str, name: str) -> None:
    try:
        b"a".decode(name)
    except UnicodeDecodeError:
        return  # an encoding of wider units
    except (LookupError, ValueError):
        raise _bad(key, name, "an encoding that Python knows, such as cp1252") from None


def _known(key: str) -> tuple[Any, dict[str, Any]]:
    sections = _sections()
    section, _, name = key.partition(".")
    if section not in sections:
        raise _unknown(section, "the configuration", list(sections))
    if name not in sections[section]:
        raise _unknown(name, f"[{section}]", list(sections[section]))
    return sections[section][name]


@cache
def _sections() -> dict[str, dict[str, tuple[Any, dict[str, Any]]]]:
    """Kind and metadata of every key, by section."""
    hints = get_type_hints(Config)
    return {
        section: {
            key.name: (get_type_hints(kind)[key.name], dict(key.metadata)) for key in fields(kind)
        }
        for section, kind in hints.items()
    }


def _unknown(name: str, place: str, known: list[str]) -> ConfigError:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else "warcorpus config lists every key"
    expected = ", ".join(sorted(known))
    return ConfigError(
        "unknown-config-key",
        f'found "{name}" in {place}, expected one of: {expected}',
        hint=hint,
    )


def _bad(key: str, value: Any, expected: str) -> ConfigError:
    shown = f'"{value}"' if isinstance(value, str) else repr(value)[:80]
    return ConfigError(
        "bad-value",
        f"found {shown} for {key}, expected {expected}",
        hint="warcorpus config lists every key with its default",
    )
