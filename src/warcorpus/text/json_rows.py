"""Rows of JSON: which key holds the text, what the other keys tell, and what makes a document.

A row is an object. One of its keys may hold the text; what the others tell stands in the
crosswalk of tables, and a user may name columns of their own (``[read.columns]``). A catalogue
has rows without any text: they are records as long as they name an event, a day or a place.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.text.crosswalk import TEXT, TEXT_ID, fold_column, role_of, roles_of
from warcorpus.text.document import Text
from warcorpus.text.json_bodies import read_body
from warcorpus.text.json_page import JsonPage, empty_document
from warcorpus.text.json_spans import Node

_MOST_COLUMNS = 256  # a table has fewer; the names of more are not looked up together
_LONGEST_COLUMN = 100  # characters; a longer key is no name of a column
_SHOWN = 12  # names of columns in one message
_WRAPPED = 4  # levels at which rows may stand: {"results": {"bindings": [
_PROSE = 400  # characters; a value as long in a column that nobody knows may be the text
_LABELS = ("url", "language", "license", "author")
_PAGE_KEYS = frozenset(("id", "revid", "url", "title", "text", "ns", "namespace", "timestamp"))
_NUMBERED = ("name", "category", "date", "place")
_ABOUT_THE_DOCUMENT = frozenset(("meta", "metadata"))
_OF_THE_DOCUMENT = ("url", "language", "license", "author", "title", "category")
_CLOCK = re.compile(r"\A\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2}(?::\d{2})?)")


def row_record(text: Text, reader_id: str) -> Record:
    """The record of one row.

    Args:
        text: the document, one JSON object.
        reader_id: name and version of the reader.

    Raises:
        ReadError: no JSON object (``bad-line``, ``json-too-deep``); no text and nothing else that
            tells of an event (``empty-document``); no column that is known
            (``unexpected-columns``).

    >>> record = row_record(Text.of('{"title": "X", "text": "One day."}'), "jsonl/1")
    >>> record.text, [(field.name, field.role) for field in record.source.fields]
    ('One day.', [('title', 'title')])
    """
    return _Row(text).record(reader_id)


class _Row:
    """One row while its record is made."""

    def __init__(self, text: Text) -> None:
        self._page = JsonPage(text)
        self._columns = text.columns
        self._nodes = self._page.root.children
        names = [node.name for node in self._nodes[:_MOST_COLUMNS]]
        short = tuple(name if len(name) <= _LONGEST_COLUMN else "" for name in names)
        self._roles, self._forms = _table(short, text.columns)

    def record(self, reader_id: str) -> Record:
        """Read the text, then all other columns."""
        page = self._page
        title = page.said(self._first("title")) or ""
        source = {
            "text_id": page.said(self._first(TEXT_ID)),
            "license": page.said(self._first("license")),
        }
        bodies = self._bodies()
        for _, form, node in bodies:
            if self._is_filled(node) and read_body(page, node, form, title, reader_id):
                break
        if not bodies:
            self._tell_of_prose()
        made = page.record(reader_id, self._role, **source)
        if not made.text:
            self._check(made, bodies)
        return made

    def _first(self, role: str) -> Node | None:
        """The first column of a role that says something."""
        roles = self._roles
        for node in self._nodes:
            if roles.get(node.name) == role and self._page.said(node):
                return node
        return None

    def _bodies(self) -> list[tuple[int, str, Node]]:
        """Columns that may hold the text, the surest first: rank, how it is written, value."""
        found = [
            (*self._forms[node.name], node)
            for node in self._nodes
            if node.name in self._forms
            and (node.kind in ("string", "array") or self._is_null(node))
        ]
        return sorted(found, key=lambda one: one[0])

    def _is_null(self, node: Node) -> bool:
        return node.kind == "word" and self._page.text.text.startswith("null", node.start)

    def _is_filled(self, node: Node) -> bool:
        """Whether a string, or every item of an array, is one with words."""
        if node.kind == "string":
            first = self._page.text.text[node.start : node.start + 1]
            if first not in ("", "\\", '"') and not first.isspace():
                return True  # nearly always; the value need not be unescaped for that
            return bool(self._page.value(node).strip())
        kinds = {child.kind for child in node.children}
        return kinds == {"string"} and any(map(self._is_filled, node.children))

    def _role(self, path: str, node: Node) -> str | None:
        """The role of a leaf."""
        role = self._roles.get(path)
        if role is None and "." in path:
            above = self._roles.get(path.partition(".")[0])
            role = nested_role(path, above, self._columns)
            if above is None and role in self._roles.values():
                return None  # the row says it itself
        if role == "date" and self._is_stamp(path, node):
            return None
        return None if role in (TEXT, TEXT_ID) else role

    def _is_stamp(self, path: str, node: Node) -> bool:
        """Whether a date is that of a page, to the second, and none of an event.

        A page that was fetched or published says when; a table of events tells days, and exports
        write midnight behind them. A column that the user named is what they say.
        """
        if not self._forms or fold_column(path) in {fold_column(name) for name, _ in self._columns}:
            return False
        clock = _CLOCK.match(self._page.value(node))
        return clock is not None and bool(clock.group(1).strip("0:"))

    def _check(self, made: Record, bodies: list[tuple[int, str, Node]]) -> None:
        """Whether a record without text tells of anything.

        Raises:
            ReadError: ``empty-document``, ``unexpected-columns``.
        """
        roles = {field.role.partition(".")[0] for field in made.source.fields if field.role}
        told = roles.difference(_LABELS)
        names = [node.name for node in self._nodes]
        # a text that is null is a row of a list; one without words is a page without words
        is_page = any(not self._is_null(node) for _, _, node in bodies)
        if is_page and told <= {"title"} and set(map(str.casefold, names)) <= _PAGE_KEYS:
            raise empty_document("a row")
        if told - {"category"}:
            return
        if not bodies:
            self._check_wrapped()
        if told:
            return
        if bodies or any(self._roles.get(name) for name in names):
            raise empty_document("a row")
        raise ReadError(
            "unexpected-columns",
            f"found the columns {_listed(names)}; expected one with the text or one with the "
            "title, the date or the place of an event",
            hint="name yours under [read.columns]: their name, then text, title, date, place …",
        )

    def _check_wrapped(self) -> None:
        """Whether what tells of nothing holds rows that do.

        Raises:
            ReadError: ``unexpected-columns``.
        """
        levels = [("", self._page.root)]
        for _ in range(_WRAPPED):
            for path, own in levels:
                if _are_rows(own):
                    raise _wrapped(path, len(own.children))
            levels = [
                (f"{path}.{own.name}", own) for path, above in levels for own in above.children
            ]

    def _tell_of_prose(self) -> None:
        """There is no column with text, but one that nobody knows reads like it."""
        for node in self._nodes:
            if node.end - node.start >= _PROSE and self._roles.get(node.name) is None:
                self._page.composer.problem(
                    "unexpected-columns",
                    f"found no column with text, but {node.name[:40]!r} holds "
                    f"{node.end - node.start} characters; it was kept as a field",
                    at=node.start,
                    hint="name it under [read.columns] as text if it is the text",
                )
                return


@lru_cache(maxsize=64)
def _table(
    names: tuple[str, ...], columns: tuple[tuple[str, str], ...]
) -> tuple[dict[str, str | None], dict[str, tuple[int, str]]]:
    """What the columns of rows tell: their roles; and of those with text rank and form."""
    roles = dict(zip(names, roles_of(names, columns), strict=True))
    own = {fold_column(name): role for name, role in columns}
    forms = {}
    for name, role in roles.items():
        folded = fold_column(name)
        rank, form = text_columns().get(folded, (len(text_columns()), ""))
        if own.get(folded) == TEXT:
            forms[name] = (-1, form or "plain")
        elif folded not in own and (form or role == TEXT):
            forms[name] = (rank, form or "plain")
    return roles, forms


def nested_role(
    path: str, above: str | None, columns: tuple[tuple[str, str], ...] = ()
) -> str | None:
    """The role of a leaf inside an array or an object.

    Args:
        path: ``sides.0.name``; numbers are places in arrays.
        above: the role of the column that holds it.
        columns: the user's own names.

    >>> nested_role("categories.2", "category.1")
    'category.3'
    >>> nested_role("sides.0.name", "side.each.belligerent")
    'side.1.belligerent'
    >>> nested_role("location.lat", "place"), nested_role("meta.crawl.date", None) is None
    ('place.latitude', True)
    """
    own = {fold_column(name): role for name, role in columns}
    if own and fold_column(path) in own:
        return own[fold_column(path)]
    first, *rest = path.split(".")
    if above is None:
        return _role_of_document(first, rest)
    number = int(rest[0]) if len(rest[0]) < 6 and rest[0].isdecimal() else None
    if above.startswith("side."):
        return _side_role(above, rest, number)
    if number is not None:
        return _item_role(above, number) if len(rest) == 1 else None
    found = role_of(f"{first}_{rest[-1]}") or role_of(rest[-1])
    if above == "place" and found in ("title", "name"):
        found = "place.name"
    same = found is not None and found.partition(".")[0] == above.partition(".")[0]
    return found if same and len(rest) == 1 else None


def _role_of_document(first: str, rest: list[str]) -> str | None:
    """The role of a leaf that tells of the document itself: ``metadata.url``, ``meta.lang``.

    When such an object says when something was, it is when the page was fetched.
    """
    if fold_column(first) not in _ABOUT_THE_DOCUMENT:
        return None
    role = role_of(rest[0]) or ""
    if role.partition(".")[0] not in _OF_THE_DOCUMENT:
        return None
    if len(rest) == 1:
        return role
    is_item = len(rest) == 2 and rest[1].isdecimal() and len(rest[1]) < 6
    return _item_role(role, int(rest[1])) if is_item else None


def _item_role(above: str, number: int) -> str | None:
    """The role of an item of an array of plain values."""
    what, _, start = above.partition(".")
    if what not in _NUMBERED or (start and not start.isdecimal()):
        return above if number == 0 else None
    number += int(start or 0)
    return f"{what}.{number}" if number or what in ("name", "category") else what


def _side_role(above: str, rest: list[str], number: int | None) -> str | None:
    """The role of what stands below a column of sides: an item, or a key of one."""
    _, who, what = above.split(".", 2)
    key = next((part for part in reversed(rest) if not part.isdecimal()), None)
    if number is not None and (who == "each" or (who == "all" and key is not None)):
        who = str(number + 1)
    if key is None:
        return f"side.{who}.{what}"
    found = role_of(key) or ""
    if found in ("title", "name"):
        return f"side.{who}.belligerent"
    return f"side.{who}.{found.split('.', 2)[2]}" if found.startswith("side.") else None


@cache
def text_columns() -> dict[str, tuple[int, str]]:
    """Columns that hold the text: rank and how it is written, by folded name."""
    table = files("warcorpus.text").joinpath("data/text_columns.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.split("\n") if line and line[0] != "#"]
    return {fold_column(name): (rank, form) for rank, (name, form) in enumerate(rows)}


def _are_rows(outer: Node) -> bool:
    """Whether a value is an array of objects, or an object of objects that are alike."""
    rows = outer.children
    if not rows or any(row.kind != "object" for row in rows):
        return False
    alike = {node.name for node in rows[0].children} & {node.name for node in rows[-1].children}
    return outer.kind == "array" or (len(rows) > 1 and bool(alike))


def _wrapped(path: str, number: int) -> ReadError:
    where = f" under {path[1:81]!r}" if path else ""
    return ReadError(
        "unexpected-columns",
        f"found {number} objects{where}, expected each to be a document: a line, or in an array",
        hint=f"take them out of what is around them: jq -c '{path[:80] or '.'}[]'",
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown or "none"
