"""What the two front-matter formats share: the header's borders, its fields, its probe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from warcorpus.model.values import Field, Step
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.yaml_composer import Scalar, compose

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"[\n\r](---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_KEY = re.compile(r"[\n\r]([A-Za-z_][\w -]{0,63}):(?=[ \t\r\n]|\Z)")
_FIRST_CONTENT = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_EXPORTED = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?\Z"
)


class Borders(NamedTuple):
    """Where a header stands: ``start:end`` without its delimiters, the body from ``body`` on.

    ``closed`` is False where no closing line follows; then ``end`` and ``body`` are the end.
    """

    start: int
    end: int
    body: int
    closed: bool


def split(text: str) -> Borders | None:
    """The borders of a header, None if line 1 is no ``---``.

    Only whole lines count: ``---`` with blanks at most opens it, and the next line that is
    ``---`` or ``...`` closes it.

    >>> split("---\\ntitle: X\\n---\\nThe body.")
    Borders(start=4, end=13, body=16, closed=True)
    >>> split("----\\n") is None
    True
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    # the line break of the opening line is the first that may stand before the closing one
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        return Borders(opening.end(), len(text), len(text), False)
    return Borders(opening.end(), closing.start(1), closing.end(), True)


class Probe(NamedTuple):
    """What a glance at a head shows: the whole block, and its column-0 keys."""

    block: tuple[int, int]
    keys: dict[str, tuple[int, int]]


@lru_cache(1)  # both formats ask for the same head
def probe(head: str) -> Probe | None:
    """The header of a head as a probe sees it: a block that begins like a mapping, or None.

    >>> probe("---\\ntitle: X\\n---\\n").keys
    {'title': (4, 9)}
    """
    borders = split(head)
    if borders is None:
        return None
    first = _FIRST_CONTENT.match(head, borders.start, borders.end)
    start = (first.end() if first else borders.start) - 1  # with the line break before it
    if _KEY.match(head, start, borders.end) is None:
        return None
    keys: dict[str, tuple[int, int]] = {}
    for found in _KEY.finditer(head, start, borders.end):
        keys.setdefault(found.group(1), found.span(1))
    return Probe((0, borders.body), keys)


class Header(NamedTuple):
    """A header that was read: its scalars, and where the body begins."""

    scalars: tuple[Scalar, ...]
    body: int

    def value(self, path: str) -> str | None:
        """The text of the first scalar at ``path``, None if there is none or it is empty."""
        for scalar in self.scalars:
            if scalar.path == path:
                return scalar.value.strip() or None
        return None


def read_header(text: Text, composer: Composer) -> Header:
    """The header of a document; problems and the header's characters go to ``composer``.

    A header beyond a cap is kept whole as the field ``header``, and the body is read. What is
    no header (unterminated, a list, a scalar) is body from line 1 on.
    """
    borders, limits = split(text.text), text.limits
    if borders is None:
        return Header((), 0)
    if not borders.closed:
        message = "found '---' in line 1 but no line '---' or '...' after it; all of it is body"
        composer.problem("header-unterminated", message, at=0)
        return Header((), 0)
    if _too_large(text.text, borders, limits.header_bytes):
        message = f"found a header of more than {limits.header_bytes} bytes; it was not parsed"
        hint = "raise limits.header_bytes"
        composer.problem("header-too-large", message, at=borders.start, hint=hint)
        return _unread(text, borders, composer)
    made = compose(text.text, borders.start, borders.end, limits)
    for problem in made.problems:
        at = problem.span.start if problem.span else None
        composer.problem(problem.slug, problem.message, at=at, hint=problem.hint)
    if made.root == "refused":
        return _unread(text, borders, composer)
    if made.root == "other":
        message = "found a header that is no mapping of keys to values; all of it is body"
        composer.problem("header-not-a-mapping", message, at=borders.start)
        return Header((), 0)
    composer.data((0, borders.body), "header")
    return Header(made.scalars, borders.body)


def _too_large(text: str, borders: Borders, cap: int) -> bool:
    size = borders.end - borders.start
    if size > cap or 4 * size <= cap:
        return size > cap
    return len(text[borders.start : borders.end].encode("utf-8", "surrogatepass")) > cap


def _unread(text: Text, borders: Borders, composer: Composer) -> Header:
    """A header that was not parsed: one raw field."""
    composer.data((0, borders.body), "header")
    composer.field(text.field("header", borders.start, borders.end))
    return Header((), borders.body)


_FOLDS = {
    style: (Step("fold", style),) for style in ("plain", "single", "double", "folded", "literal")
}


def as_fields(scalars: Iterable[Scalar], role: Callable[[str], str | None]) -> list[Field]:
    """The scalars as fields.

    Args:
        scalars: of a header.
        role: the canonical address of a path, None if no part of a record takes it. The later
            reading of a key that stands twice has none.
    """
    return [
        Field(
            scalar.path,
            scalar.raw,
            scalar.spans,
            _FOLDS[scalar.style] if scalar.style else (),
            None if scalar.repeated else role(scalar.path),
        )
        for scalar in scalars
    ]


_FACTS = {
    "title": "title",
    "subject": "title",
    "url": "url",
    "description": "description",
    "author": "author",
    "language": "language",
    "license": "license",
}
_LISTED = {"date": "date", "place": "place"}


def common_role(path: str) -> str | None:
    """The role of a key that both formats have.

    >>> common_role("subject"), common_role("date.0"), common_role("place.2"), common_role("img")
    ('title', 'date', 'place.2', None)
    """
    key, dot, rest = path.partition(".")
    if not dot:
        return _FACTS.get(key) or _LISTED.get(key)
    if key == "categories" and rest.isdecimal():
        return f"category.{rest}"
    if key in _LISTED and rest.isdecimal():
        return key if rest == "0" else f"{key}.{rest}"
    return None


def exported_at(value: str | None) -> str | None:
    """``pubDate`` as ISO 8601, with the precision and the zone that it gives; None if it is none.

    >>> exported_at("2023-07-28 11:07"), exported_at("2022-02-13"), exported_at("yesterday")
    ('2023-07-28T11:07', '2022-02-13', None)
    """
    found = _EXPORTED.match(value or "")
    if found is None:
        return None
    day, time, zone = found.groups()
    return day + (f"T{time}{zone or ''}" if time else "")


def header_facts(header: Header) -> dict[str, str | None]:
    """What a header says about its source: ``publisher``, ``exported_at``, ``license``."""
    return {
        "publisher": header.value("author"),
        "exported_at": exported_at(header.value("pubDate")),
        "license": header.value("license"),
    }
