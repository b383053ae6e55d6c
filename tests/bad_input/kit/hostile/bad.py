"""What a bad input is: its bytes, and what must become of it."""

from __future__ import annotations

from attrs import field, frozen

_INFO = frozenset(
    (
        "date-ambiguous", "duplicate-id", "empty-document", "empty-file", "not-an-event",
        "number-ambiguous",
    )
)  # fmt: skip
_WARNING = frozenset(
    ("bad-xml", "stray-text", "trailing-garbage", "unexpected-columns", "unsafe-member")
)


@frozen
class Bad:
    """One bad input and what reading it must give.

    Args:
        row: of the table in ``rows.py``.
        name: of the file, its ending included.
        data: its bytes.
        problems: slugs that the records must tell, all of level warning but for those of info.
        rejects: slugs of the documents without a record, in order.
        records: how many documents must become records.
        words: must stand in a record: nothing may be lost in silence.
        format: the reader of the records.
        told: words that the messages must hold.
        settings: the configuration that is read with.
        only_here: too slow to be read a second time through the command line, or read otherwise
            there.
    """

    row: str
    name: str
    data: bytes = field(repr=False)
    problems: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    records: int = 1
    words: tuple[str, ...] = ()
    format: str | None = None
    told: tuple[str, ...] = ()
    settings: dict[str, dict[str, object]] = field(factory=dict)
    only_here: bool = False


def level_of_problem(slug: str) -> str:
    """The level of a problem of a record."""
    return "info" if slug in _INFO else "warning"


def level_of_reject(slug: str) -> str:
    """The level of a document without a record; ``error`` changes the exit code."""
    return "info" if slug in _INFO else "warning" if slug in _WARNING else "error"
