"""Whether a document says anything at all."""

from __future__ import annotations

from warcorpus.errors import ReadError
from warcorpus.text.document import Text


def check_words(text: Text) -> None:
    """Refuse a document of signs without a letter or digit: the rest of a removed picture.

    Args:
        text: the whole document.

    Raises:
        ReadError: ``empty-document``: nothing in it could be lost.
    """
    if text.text.strip() and not any(map(str.isalnum, text.text)):
        raise ReadError(
            "empty-document",
            "found a document of signs alone, expected a letter or a digit",
            hint="nothing to do; it holds nothing that could be lost",
            level="info",
        )
