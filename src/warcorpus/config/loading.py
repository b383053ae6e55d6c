"""From flags, environment, file and defaults to one Config; every fault is told at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen

from warcorpus.config.checking import checked, read_written
from warcorpus.config.settings import DEFAULT, Config
from warcorpus.errors import ConfigError

_PREFIX = "WARCORPUS_"
_SPEED_ALONE = "run."
_BY_CONTENT = "match.model"
_FILES = ("warcorpus.toml", "pyproject.toml")


@frozen
class Setting:
    """One effective setting, as ``warcorpus config`` shows it.

    Args:
        key: section and name (``match.same_bits``).
        value: the value in force.
        origin: ``default``, the file with its line, the variable, or the flag.
    """

    key: str
    value: Any
    origin: str = "default"


class FaultyConfigError(ConfigError):
    """Several faults of one configuration; ``faults`` are all of them, in order."""

    def __init__(self, faults: Iterable[ConfigError]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        lines = [f"{fault.where}: {fault.message}".removeprefix(": ") for fault in self.faults]
        super().__init__(first.slug, "\n".join(lines), hint=first.hint)


@frozen
class _Given:
    """A value that somebody wrote: where it stands, and whether it is text yet to be read."""

    key: str
    value: Any
    origin: str
    where: str
    written: bool = False


def load_config(
    file: str | os.PathLike[str] | None = None,
    overrides: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Config:
    """The configuration in force: flags over ``WARCORPUS_*`` over the file over defaults.

    Args:
        file: a TOML file; without one ``warcorpus.toml`` or ``[tool.warcorpus]`` of
            ``pyproject.toml`` in the working folder is taken, if there is one.
        overrides: flags, ``{"match.same_bits": "12"}``; text is read as TOML, else as it stands.
        environ: the environment; ``os.environ`` if not given.

    Raises:
        ConfigError: the file cannot be read, a key is unknown or a value is wrong; a
            :class:`FaultyConfigError` when there are several faults.

    >>> load_config(overrides={"match.same_bits": "12"}, environ={}).match.same_bits
    12
    """
    return _config_of(effective(file, overrides, environ))


def effective(
    file: str | os.PathLike[str] | None = None,
    overrides: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Setting, ...]:
    """Every setting with its value and where that comes from; arguments as `load_config`.

    >>> rows = effective(environ={"WARCORPUS_MATCH_SAME_BITS": "12"})
    >>> [str(row.value) + " " + row.origin for row in rows if row.key == "match.same_bits"]
    ['12 WARCORPUS_MATCH_SAME_BITS']
    """
    given = [
        *_from_file(_found(file)),
        *_from_environment(os.environ if environ is None else environ),
        *(_Given(key, text, "--set", "--set", True) for key, text in (overrides or {}).items()),
    ]
    return _settled(given)


def as_config(value: Config | Mapping[str, Any] | str | os.PathLike[str] | None) -> Config:
    """What ``config=`` of the Python functions takes: a Config, a mapping or a TOML path.

    Neither the environment nor the working folder has a say here. A mapping is nested as the
    sections are, or has dotted keys.

    Raises:
        ConfigError: as `load_config`.

    >>> as_config({"match": {"same_bits": 12}}).match.same_bits
    12
    """
    if value is None:
        return DEFAULT
    if isinstance(value, Config):
        return value
    if isinstance(value, Mapping):
        return _config_of(_settled(_flat(value, "config", lambda section, key: "config")))
    return _config_of(_settled(_from_file(Path(value))))


def settings_of(config: Config) -> tuple[Setting, ...]:
    """Every setting of a Config, in the order of its definition.

    >>> settings_of(DEFAULT)[0].key
    'read.reader'
    """
    return tuple(
        Setting(f"{section.name}.{key.name}", getattr(getattr(config, section.name), key.name))
        for section in fields(Config)
        for key in fields(type(getattr(config, section.name)))
    )


def config_digest(config: Config) -> str:
    """SHA-256 of the settings that can change a corpus: of all but those of ``[run]``.

    The path of ``match.model`` is left out too: what the file holds has a digest of its own.

    >>> config_digest(DEFAULT) == config_digest(as_config({"merge": {"fill": "off"}}))
    False
    >>> config_digest(DEFAULT) == config_digest(as_config({"run": {"jobs": 2}}))
    True
    """
    from hashlib import sha256
    from json import dumps

    rows = {
        row.key: row.value
        for row in settings_of(config)
        if not row.key.startswith(_SPEED_ALONE) and row.key != _BY_CONTENT
    }
    return sha256(dumps(rows, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


def _config_of(rows: Iterable[Setting]) -> Config:
    changes: dict[str, dict[str, Any]] = {}
    for row in rows:
        section, _, key = row.key.partition(".")
        changes.setdefault(section, {})[key] = row.value
    parts = {name: evolve(getattr(DEFAULT, name), **keys) for name, keys in changes.items()}
    return evolve(DEFAULT, **parts)


def _settled(given: Iterable[_Given]) -> tuple[Setting, ...]:
    rows = {row.key: row for row in settings_of(DEFAULT)}
    faults: list[ConfigError] = []
    for item in given:
        try:
            value = read_written(item.key, item.value) if item.written else item.value
            rows[item.key] = Setting(item.key, checked(item.key, value), item.origin)
        except ConfigError as fault:
            fault.at(item.where)
            faults.append(fault)
    faults.extend(_contradictions(rows))
    if faults:
        raise faults[0] if len(faults) == 1 else FaultyConfigError(faults)
    return tuple(rows.values())


def _contradictions(rows: Mapping[str, Setting]) -> list[ConfigError]:
    same, review = rows["match.same_bits"], rows["match.review_bits"]
    if review.value <= same.value:
        return []
    return [
        ConfigError(
            "bad-value",
            f"found match.review_bits {review.value} above match.same_bits {same.value}, "
            "expected it not above",
            hint="a pair is looked at before it is merged: lower match.review_bits",
            where=review.origin,
        )
    ]


def _from_environment(environ: Mapping[str, str]) -> list[_Given]:
    """Variables of known sections only: other programs may own ``WARCORPUS_`` names too."""
    given = []
    for section in fields(Config):
        prefix = f"{_PREFIX}{section.name.upper()}_"
        for name in sorted(environ):
            if name.startswith(prefix):
                key = f"{section.name}.{name[len(prefix) :].lower()}"
                given.append(_Given(key, environ[name], name, name, True))
    return given


def _found(file: str | os.PathLike[str] | None) -> Path | None:
    if file is not None:
        return Path(file)
    return next((Path(name) for name in _FILES if Path(name).is_file()), None)


def _from_file(file: Path | None) -> list[_Given]:
    if file is None:
        return []
    import tomllib

    try:
        text = file.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(
            "unreadable-config",
            f"found no readable file ({error.strerror}), expected a configuration",
            hint="check the path behind -c, --config",
            where=str(file),
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "unreadable-config",
            f"found no valid TOML ({error}), expected sections such as [match]",
            hint="quote text, and write one key = value a line",
            where=str(file),
        ) from error
    prefix = ""
    if file.name == "pyproject.toml":
        prefix = "tool.warcorpus."
        table = table.get("tool", {}).get("warcorpus", {})
    places = _places(text)

    def origin(section: str, key: str) -> str:
        line = places.get(f"{prefix}{section}.{key}".strip(".")) or places.get(prefix + section)
        return f"{file}:{line}" if line else str(file)

    return _flat(table, str(file), origin)


def _flat(table: Mapping[str, Any], where: str, origin: Callable[[str, str], str]) -> list[_Given]:
    """``{"match": {"same_bits": 1}}`` or ``{"match.same_bits": 1}`` as a list of given keys."""
    given = []
    for name, keys in table.items():
        section = str(name)
        if isinstance(keys, Mapping) and "." not in section:
            for key, value in keys.items():
                place = origin(section, str(key))
                at = f"{place}:1" if place != where else where
                given.append(_Given(f"{section}.{key}", value, place, at))
        else:
            place = origin(section, "")
            given.append(_Given(section, keys, place, f"{place}:1" if place != where else where))
    return given


def _places(text: str) -> dict[str, int]:
    """Line numbers of ``[section]`` heads and of keys, by dotted name; plain layouts only."""
    places: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("[") and "]" in stripped:
            section = stripped[1 : stripped.index("]")].replace('"', "").replace(" ", "")
            places.setdefault(section, number)
        elif "=" in stripped and not stripped.startswith("#"):
            key = stripped[: stripped.index("=")].replace('"', "").replace(" ", "")
            places.setdefault(f"{section}.{key}".strip("."), number)
    return places
