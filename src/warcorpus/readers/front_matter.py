"""Front matter of the newer shape: ``title``, ``infoboxes`` and a Markdown body (000, 003).

The header is what the ``yaml`` package of npm writes; its infoboxes are the JSON of
wtf_wikipedia: a parameter holds ``text`` and perhaps ``links``, ``number`` and ``formatting``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.front_matter import (
    as_fields,
    common_role,
    header_facts,
    probe,
    read_header,
)
from warcorpus.text.markdown import read_markdown
from warcorpus.text.remembering import remembered

NAME = "front-matter"

_PARAMETER = re.compile(
    r"infoboxes\.(\d+)\.([^.]+)\.(?:text|links\.(\d+)\.(page|site|text|anchor))\Z"
)
_LINK_PARTS = {"page": "", "site": "", "text": ".text", "anchor": ".anchor"}


def sniff(head: str) -> Sniff:
    """A mapping between ``---`` lines, with ``title`` and ``infoboxes``."""
    found = probe(head)
    if found is None:
        return Sniff.of(NAME)
    derived = next((key for key in ("description", "author") if key in found.keys), None)
    return Sniff.of(
        NAME,
        Feature("front matter", 0.50, *found.block),
        _feature(found.keys, "title", 0.15),
        _feature(found.keys, derived, 0.08),
        _feature(found.keys, "infoboxes", 0.24),
    )


def _feature(keys: dict[str, tuple[int, int]], key: str | None, weight: float) -> Feature | None:
    return Feature(key, weight, *keys[key]) if key in keys else None


def read(text: Text) -> Iterator[Record]:
    """The record of one document; a broken header costs its fields, never the body."""
    composer = Composer(text)
    header = read_header(text, composer)
    for field in as_fields(header.scalars, role_of):
        composer.field(field)
    read_markdown(text, header.body, len(text.text), composer)
    yield composer.record(READER.id, **header_facts(header))


@remembered
def role_of(path: str) -> str | None:
    """The canonical address of a header scalar.

    >>> role_of("infoboxes.0.units1.text"), role_of("infoboxes.1.place.links.0.page")
    ('infobox.0.units1', 'infobox.1.place.link.0')
    >>> role_of("infoboxes.0.image_size.number") is None
    True
    """
    found = _PARAMETER.match(path)
    if found is None:
        return common_role(path)
    box, parameter, link, part = found.groups()
    role = f"infobox.{box}.{parameter.lower()}"
    return role if link is None else f"{role}.link.{link}{_LINK_PARTS[part]}"


READER = Reader(
    name=NAME,
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".txt", ".md", ".markdown"),
    looks_for="a YAML header with title and infoboxes, then Markdown",
)
