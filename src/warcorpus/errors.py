"""Everything that warcorpus raises.

WarcorpusError              .slug .message .hint .where .level
├─ ConfigError              a setting or an option is wrong
├─ ReadError                a document cannot become a record
├─ ReaderContractError      a reader broke a promise that all readers make
├─ EngineError              the processes that do the work cannot be had
├─ OutputError              the output cannot be written, or its account does not add up
├─ SchemaError              a line that is no record, or of another version
└─ MissingDependencyError   an optional package is not installed
"""

from __future__ import annotations


class WarcorpusError(Exception):
    """The root of the tree.

    Args:
        slug: stable name of the fault, for programs (``"bad-line"``).
        message: one whole clause: what was found, what was expected.
        hint: what to do about it.
        where: the place, as ``path:line:column`` where it is known.
        level: how bad it is for the run: ``"info"``, ``"warning"`` or ``"error"``.

    >>> try:
    ...     raise ReadError("empty-file", "found no text, expected a document")
    ... except WarcorpusError as error:
    ...     print(error.slug, "-", error)
    empty-file - found no text, expected a document
    """

    def __init__(
        self, slug: str, message: str, *, hint: str = "", where: str = "", level: str = "error"
    ) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.hint = hint
        self.where = where
        self.level = level

    def at(self, where: str) -> WarcorpusError:
        """The same error, with its place filled in if it had none."""
        self.where = self.where or where
        return self


class ConfigError(WarcorpusError):
    """A setting, an option or an argument is wrong.

    >>> import warcorpus
    >>> try:
    ...     warcorpus.dedupe("seeds", config={"match": {"same_bit": 10}})
    ... except ConfigError as error:
    ...     print(error.slug)
    unknown-config-key
    """


def no_documents() -> ConfigError:
    """The error of a call whose paths hold no document at all."""
    return ConfigError(
        "no-input",
        "found no document, expected at least one",
        hint="name files or folders that hold documents",
    )


class ReadError(WarcorpusError):
    """A document cannot become a record. A run turns it into one reject and goes on."""


class ReaderContractError(WarcorpusError):
    """A reader broke a promise that all readers make; the message names who ships it."""


class EngineError(WarcorpusError):
    """The processes that do the work cannot be had; a document that ends one is a reject."""


class OutputError(WarcorpusError):
    """The output cannot be written, or what would be written does not add up."""


class SchemaError(WarcorpusError):
    """A line is no record of this version of the wire form."""


class MissingDependencyError(WarcorpusError):
    """A package that only some features need is not installed."""
