"""What the columns of event tables tell: header names of known vocabularies, as roles.

The names stand in ``data/crosswalk.tsv``, the precision codes in ``data/precision.tsv``. Names
count without case, blanks, ``_`` and ``-``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from attrs import frozen

from warcorpus.errors import ConfigError

TEXT = "text"
"""Pseudo-role of a cell whose words are the record's body."""

TEXT_ID = "text_id"
"""Pseudo-role of a cell that names the document (``Source.text_id``)."""

LEAST_COLUMNS = 3
"""Columns of a vocabulary that make a table one of its own: ``best`` and ``high`` are deaths in a
table of UCDP GED, and anything elsewhere."""

_ANYWHERE = (TEXT_ID, "place.", "url")
_LABEL = "label"
"""What the label service of Wikidata puts behind the name of the column that holds the entity."""

Mapping = Sequence[tuple[str, str]]


@frozen
class _Told:
    """What a vocabulary says of a column: its role, None if it tells nothing that we take.

    A weak one gives way to another column that tells the same; a shy one counts only in a table
    of that vocabulary.
    """

    role: str | None
    weak: bool = False
    shy: bool = False


def fold_column(name: str) -> str:
    """The letters and digits of a column name, without case.

    >>> fold_column("Start date"), fold_column("start_date"), fold_column("startDate")
    ('startdate', 'startdate', 'startdate')
    """
    return "".join(char for char in name.casefold() if char.isalnum())


def is_known(column: str) -> bool:
    """Whether any vocabulary has a column of that name, also one that tells nothing we take.

    >>> is_known("where_prec"), is_known("Source scale"), is_known("colour")
    (True, True, False)
    """
    folded = fold_column(column)
    names = (folded, folded.removesuffix(_LABEL))
    return any(name in known for known in _vocabularies().values() for name in names)


def role_of(column: str, columns: Mapping = ()) -> str | None:
    """The role of one column, seen alone.

    Args:
        column: a header name, or the key of a JSON row.
        columns: the user's own mapping of names to roles (``[read.columns]``); it comes first.

    Returns:
        A role of :mod:`warcorpus.model.roles`, ``text`` or ``text_id``; None if it has none. A
        whole header is told better by :func:`roles_of`.

    >>> role_of("Actor 1"), role_of("notes"), role_of("Ort", [("ort", "place")])
    ('side.1.belligerent', None, 'place')
    """
    return roles_of((column,), columns)[0]


def roles_of(header: Iterable[str], columns: Mapping = ()) -> tuple[str | None, ...]:
    """The roles of all columns of a table, in order.

    A name that two vocabularies have is read by the one that knows more columns of the table.

    Args:
        header: the column names, or the keys of a JSON row.
        columns: the user's own mapping of names to roles; it comes first.

    >>> roles_of(["id", "date", "year", "best"])
    ('text_id', 'date', None, None)
    >>> roles_of(["side_a", "side_b", "date_start", "best"])[3]
    'side.all.deaths'
    """
    return _roles(tuple(header), tuple(columns))


@lru_cache(maxsize=256)
def _roles(header: tuple[str, ...], columns: tuple[tuple[str, str], ...]) -> tuple[str | None, ...]:
    own = {fold_column(name): role for name, role in columns}
    folded = [fold_column(name) for name in header]
    known = _ordered(folded)
    labelled = {name.removesuffix(_LABEL) for name in folded if name.endswith(_LABEL)}
    found: list[_Told] = []
    for name in folded:
        if name in own:
            found.append(_Told(None if own[name] == "-" else own[name]))
        elif name in labelled:
            found.append(_entity(_first(known, name) or _first(known, name + _LABEL)))
        else:
            found.append(_first(known, name) or _first(known, name.removesuffix(_LABEL)) or _NOBODY)
    strong = {_what(told.role) for told in found if told.role and not told.weak}
    return tuple(
        None if told.role and told.weak and _what(told.role) in strong else told.role
        for told in found
    )


_NOBODY = _Told(None)


def _first(known: Iterable[dict[str, _Told]], name: str) -> _Told | None:
    """What the first vocabulary that has a name says of it."""
    return next((vocabulary[name] for vocabulary in known if name in vocabulary), None)


def _entity(told: _Told | None) -> _Told:
    """What a column of entities tells where another has their labels: which event the row is."""
    role = told.role if told is not None else None
    return _Told(TEXT_ID) if role in ("title", TEXT_ID) else _NOBODY


def _what(role: str) -> str:
    """What a role is about, for a weak one to give way: ``date``, ``side.belligerent``."""
    first, *rest = role.split(".")
    return f"side.{rest[1]}" if first == "side" and len(rest) > 1 else first


def _ordered(folded: Sequence[str]) -> list[dict[str, _Told]]:
    """The vocabularies, the one that knows most of a table's columns first.

    Without its shy names where it knows too few; a column seen alone may be of any table.
    """
    found: list[tuple[int, dict[str, _Told]]] = []
    for vocabulary in _vocabularies().values():
        told = [vocabulary[column] for column in folded if column in vocabulary]
        spoken = len(folded) == 1 or sum(map(_tells_much, told)) >= LEAST_COLUMNS
        kept = {name: one for name, one in vocabulary.items() if spoken or not one.shy}
        found.append((len(told), kept))
    # sorted is stable: of equal counts the more special vocabulary, which stands above
    return [vocabulary for _, vocabulary in sorted(found, key=lambda one: -one[0])]


def _tells_much(told: _Told) -> bool:
    """Whether a column is more than what any table has: a number, a year, a place on a map."""
    plain = not told.role or told.weak or told.shy
    return not plain and not (told.role or "").startswith(_ANYWHERE)


@cache
def _vocabularies() -> dict[str, dict[str, _Told]]:
    """Vocabulary → folded column → role, in the order of the file."""
    found: dict[str, dict[str, _Told]] = {}
    for vocabulary, column, role in _rows("crosswalk"):
        bare = role.lstrip("~?")
        told = _Told(None if bare == "-" else bare, role.startswith("~"), role.startswith("?"))
        found.setdefault(vocabulary, {})[fold_column(column)] = told
    return found


def known_roles() -> tuple[str, ...]:
    """The roles that a column may be mapped to; ``N`` stands for a number, ``-`` for none.

    What each of them tells stands in ``data/roles.tsv``.

    >>> "side.N.deaths" in known_roles()
    True
    """
    return tuple(role for role, _ in _rows("roles"))


def is_role(role: str) -> bool:
    """Whether a column may be mapped to a role.

    >>> is_role("side.2.deaths"), is_role("place.admin.1"), is_role("colour"), is_role("-")
    (True, True, False, True)
    """
    parts = ["N" if part.isascii() and part.isdigit() else part for part in role.split(".")]
    return ".".join(parts) in known_roles()


def check_roles(columns: Mapping) -> None:
    """Whether every role of a user's mapping is one that warcorpus has.

    Raises:
        ConfigError: ``bad-value``, with the role that was probably meant.

    >>> check_roles([("Battle", "title"), ("Losses", "side.all.casualties")])
    """
    from difflib import get_close_matches

    for name, role in columns:
        if is_role(role):
            continue
        near = get_close_matches(role, known_roles(), 1)
        raise ConfigError(
            "bad-value",
            f'found the role "{role}" for the column "{name}" in [read.columns], expected one of: '
            + ", ".join(known_roles()),
            hint=f'did you mean "{near[0]}"?' if near else 'the role "-" leaves a column alone',
        )


def precision_of(column: str, cell: str) -> str | None:
    """What a precision code means.

    Args:
        column: the column it stands in: vocabularies count differently.
        cell: the code, or a plain word.

    Returns:
        ``day``, ``week``, ``month``, ``year``, ``decade`` or ``century`` of a date; ``place``,
        ``nearby``, ``area`` or ``country`` of a place; None for a code that is not in the table.

    >>> precision_of("date_prec", "4"), precision_of("time_precision", "3"), precision_of("x", "9")
    ('month', 'month', None)
    """
    code = cell.strip().casefold()
    table = _precisions()
    return table.get((fold_column(column.rpartition(".")[2]), code)) or table.get(("", code))


@cache
def _precisions() -> dict[tuple[str, str], str]:
    return {(fold_column(column), code): word for column, code, word in _rows("precision")}


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    content = files("warcorpus.text").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    lines = (line.rstrip("\r") for line in content.split("\n"))
    return tuple(
        tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")
    )
