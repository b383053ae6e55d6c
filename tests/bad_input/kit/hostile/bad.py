"""What a bad input is: its bytes, and what must become of it."""

from __future__ import annotations

from attrs import field, frozen

_INFO = frozenset(("duplicate-id", "empty-document", "empty-file", "not-an-event"))
_WARNING = frozenset(("stray-text", "trailing-garbage", "unsafe-member"))


@frozen
class Bad:
    """One bad input and what reading it must give.

    Args:
        row: of the table of bad inputs, by its name in ``test_table.py``.
        name: of the file, its ending included.
        data: its bytes.
        problems: slugs that the records tell, each at least once.
        rejects: slugs of the documents without a record, in order.
        records: how many documents become records.
        words: stand in a record: nothing may be lost in silence.
        format: the reader of the records.
        told: words that the messages hold.
        repairs: what was done to the text, as its source tells it.
        settings: the configuration that it is read with.
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
    repairs: tuple[str, ...] = ()
    settings: dict[str, dict[str, object]] = field(factory=dict)

    @property
    def levels_of_problems(self) -> set[tuple[str, str]]:
        """Slug and level of every problem of the records."""
        return {(slug, "info" if slug in _INFO else "warning") for slug in self.problems}

    @property
    def levels_of_rejects(self) -> list[tuple[str, str]]:
        """Slug and level of every document without a record."""
        return [(slug, level_of_reject(slug)) for slug in self.rejects]


def level_of_reject(slug: str) -> str:
    """The level of a document without a record; ``error`` changes the exit code."""
    return "info" if slug in _INFO else "warning" if slug in _WARNING else "error"
