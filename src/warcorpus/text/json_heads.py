"""What the beginning of a JSON file shows: rows, an array of them, lines of a known export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from warcorpus.text.crosswalk import TEXT, TEXT_ID, is_known, role_of
from warcorpus.text.document import line_ranges
from warcorpus.text.json_spans import Glance, glance

Keys = dict[str, tuple[int, int]]
Kind = Literal["corpus", "enterprise", "index", "row"]

_LINES = 3  # a first line that is torn, or that somebody put there, does not hide the others
_CUT_TOKEN = 12  # characters; a head may end inside an escape or a word
_CORPUS_SCHEMA = re.compile(r'"schema" ?: ?"warcorpus\.(?:corpus|record)/')
_CORPUS_KEYS = re.compile(r'\{"id":"[0-9a-f]{32}","url":(?:null|"[^"\n]*"),"title":"')
_ENTERPRISE = frozenset(
    (
        "abstract", "additional_entities", "article_body", "date_previously_modified",
        "in_language", "infoboxes", "is_part_of", "main_entity", "namespace", "protection",
        "sections", "version", "visibility", "watchers_count",
    )
)  # fmt: skip


class Found(NamedTuple):
    """One thing that a probe found: what, how much it weighs, and its characters in the head."""

    name: str
    weight: float
    start: int
    end: int


class Row(NamedTuple):
    """An object at the beginning of a file, perhaps cut off.

    Args:
        number: of its line among those that are not blank, from 0.
        start: where it begins.
        end: one past it, or where the head ends.
        keys: its own, with their places in the head.
        whole: whether its end was seen.
    """

    number: int
    start: int
    end: int
    keys: Keys
    whole: bool


def rows(head: str) -> Iterator[Row]:
    """The first lines of a head that are objects; its last line may be cut off.

    >>> [list(row.keys) for row in rows('{"id": 1}\\n{"id": 2, "te')]
    [['id'], ['id']]
    """
    number = 0
    for start, end, following in line_ranges(head):
        if head[start:end].isspace() or start == end:
            continue
        if number == _LINES:
            return
        line = head[start:end].rstrip()
        if line.lstrip()[:1] == "{":
            seen = glance(line)
            is_cut = end == following == len(head) and _is_cut(seen, line)
            if seen.keys and (seen.end == len(line) or is_cut):
                yield Row(number, start, end, _shifted(seen.keys, start), seen.end is not None)
        number += 1


def spread(head: str) -> Row | None:
    """The first object of an array, or one that goes over several lines.

    >>> row = spread('[{"id": 1}, {"id": 2}]')
    >>> row and list(row.keys)
    ['id']
    >>> spread('{"id": 1}\\n{"id": 2}') is None
    True
    """
    start = len(head) - len(head.lstrip())
    in_array = head.startswith("[", start)
    if in_array:
        start += 1
        start += len(head[start:]) - len(head[start:].lstrip())
    if not head.startswith("{", start):
        return None
    seen = glance(head, start)
    if not seen.keys or not (seen.end is not None or _is_cut(seen, head)):
        return None
    end = len(head) if seen.end is None else seen.end
    if in_array:
        fits = seen.end is None or head[end : end + 1] in (",", "]", "")
    else:
        is_spread = _has_break(head[start:end].rstrip())
        fits = is_spread and head[end : end + 1] in ("", "{")
    return Row(0, start, end, seen.keys, seen.end is not None) if fits else None


def kind_of(head: str, row: Row) -> Kind:
    """Which export a row is of; ``row`` if it is none that has a reader of its own.

    >>> head = '{"index": {"_id": "7"}}'
    >>> [kind_of(head, row) for row in rows(head)]
    ['index']
    """
    if corpus_mark(head, row.start) is not None:
        return "corpus"
    if {"name", "identifier"} <= row.keys.keys() and not _ENTERPRISE.isdisjoint(row.keys):
        return "enterprise"
    if list(row.keys) in (["index"], ["create"]):
        return "index"
    return "row"


def corpus_mark(head: str, start: int = 0) -> tuple[int, int, bool] | None:
    """Where the line at ``start`` says that it is of a corpus, and whether its schema says so.

    The schema stands at the end of a line; of one that is longer than the head only the first
    keys are seen.
    """
    if not head.startswith("{", start):
        return None
    end = head.find("\n", start)
    schema = _CORPUS_SCHEMA.search(head, start, len(head) if end < 0 else end)
    if schema is not None:
        return (*schema.span(), True)
    keys = _CORPUS_KEYS.match(head, start) if end < 0 else None
    return None if keys is None else (*keys.span(), False)


def enterprise_keys(row: Row) -> list[str]:
    """The keys of a row that only Wikimedia Enterprise has."""
    return [key for key in row.keys if key in _ENTERPRISE]


def row_marks(keys: Keys) -> Iterable[Found]:
    """What the keys of a row weigh: a title, a text, an id, other columns that are known.

    >>> [mark.name for mark in row_marks({"title": (2, 7), "text": (15, 19), "x": (25, 26)})]
    ['title', 'text']
    """
    marks: dict[str, Found] = {}
    for key, place in keys.items():
        role = role_of(key)
        if role in ("title", "name"):
            marks.setdefault("title", Found("title", 0.15, *place))
        elif role == TEXT:
            marks.setdefault("text", Found("text", 0.20, *place))
        elif role == TEXT_ID:
            marks.setdefault("id", Found("id", 0.10, *place))
        elif is_known(key):
            marks.setdefault("column", Found(f"column {key}", 0.15, *place))
    return marks.values()


def _is_cut(seen: Glance, text: str) -> bool:
    return seen.end is None and seen.root is not None and seen.stop >= len(text) - _CUT_TOKEN


def _shifted(keys: Keys, by: int) -> Keys:
    return {name: (start + by, end + by) for name, (start, end) in keys.items()}


def _has_break(text: str) -> bool:
    return "\n" in text or "\r" in text
