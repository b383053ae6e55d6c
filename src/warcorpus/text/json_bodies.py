"""The text of a JSON document, however it is written: plain, or in the marks of another format."""

from __future__ import annotations

from typing import Any

from warcorpus.model.record import Record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.html import html_record
from warcorpus.text.json_page import JsonPage
from warcorpus.text.json_spans import Node
from warcorpus.text.markdown import read_markdown
from warcorpus.text.plain import Headings
from warcorpus.text.wikitext import wikitext_record

_OF_WIKIEXTRACTOR = frozenset(("id", "revid", "url", "title", "text"))


def read_body(page: JsonPage, node: Node, form: str, title: str, reader_id: str) -> bool:
    """Take a value as the text of the document.

    Args:
        page: the document.
        node: a string, or an array of strings, each of them some paragraphs.
        form: ``plain``, ``markdown``, ``wikitext`` or ``html``; an array is always plain.
        title: of the document; a first line that repeats it is no text.
        reader_id: name and version of the reader.

    Returns:
        whether it had words.

    Raises:
        ReadError: ``not-an-event``: it is a page that says so itself.
    """
    parser = _PARSERS.get(form)
    if node.kind == "string" and parser is not None:
        return page.inner(node, parser, reader_id)
    for part in [node] if node.kind == "string" else node.children:
        page.prose(part, title, _headings(page))
    return True


def _headings(page: JsonPage) -> Headings:
    """How the text of a row has its headings: WikiExtractor is known by its ``revid``."""
    names = {node.name for node in page.root.children}
    return "stops" if names >= _OF_WIKIEXTRACTOR else "lines"


def _markdown_record(text: Text, reader_id: str, **source: Any) -> Record:
    composer = Composer(text)
    read_markdown(text, 0, len(text.text), composer)
    return composer.record(reader_id, **source)


_PARSERS = {
    "markdown": _markdown_record,
    "wikitext": wikitext_record,
    "html": html_record,
}
