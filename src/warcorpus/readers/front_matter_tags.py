"""Front matter of the older shape: ``subject``, ``tags`` and a Markdown body (002).

The exporter wrote the values of an infobox into ``tags`` (before the categories), ``date`` and
``place``. They are given the roles that an infobox would give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.front_matter import (
    Header,
    as_fields,
    common_role,
    header_facts,
    probe,
    read_header,
)
from warcorpus.text.markdown import read_markdown
from warcorpus.text.tag_items import assign

NAME = "front-matter-tags"

_LEAD = 2_000  # characters of the body in which the bold names of the page are looked for
_BOLD = re.compile(r"\*\*([^*\n]{3,150})\*\*")
_TAG = re.compile(r"tags\.\d+\Z")


def sniff(head: str) -> Sniff:
    """A mapping between ``---`` lines, with ``subject`` and ``tags`` and without ``infoboxes``."""
    found = probe(head)
    if found is None or "infoboxes" in found.keys:
        return Sniff.of(NAME)
    weights = {"subject": 0.20, "tags": 0.15, "pubDate": 0.12}
    return Sniff.of(
        NAME,
        Feature("front matter", 0.50, *found.block),
        *(
            Feature(key, weight, *found.keys[key])
            for key, weight in weights.items()
            if key in found.keys
        ),
    )


def read(text: Text) -> Iterator[Record]:
    """The record of one document; a broken header costs its fields, never the body."""
    composer = Composer(text)
    header = read_header(text, composer)
    roles = _tag_roles(text, header, composer)
    for field in as_fields(header.scalars, lambda path: roles.get(path) or common_role(path)):
        composer.field(field)
    read_markdown(text, header.body, len(text.text), composer)
    yield composer.record(READER.id, **header_facts(header))


def _tag_roles(text: Text, header: Header, composer: Composer) -> dict[str, str]:
    """The role of every item of ``tags``, by its path."""
    items = [s for s in header.scalars if _TAG.match(s.path) and not s.repeated]
    lead = text.text[header.body : header.body + _LEAD]
    names = [header.value("subject") or header.value("title") or "", *_BOLD.findall(lead)]
    boxed = any(s.path.startswith(("date", "place")) and s.raw.strip() for s in header.scalars)
    roles: dict[str, str] = {}
    categories = 0
    found = assign([item.value for item in items], names, boxed)
    for item, what in zip(items, found, strict=True):
        if what == "category":
            roles[item.path] = f"category.{categories}"
            categories += 1
        elif what is not None:
            roles[item.path] = f"infobox.0.{what}"
        else:
            message = (
                f"found the tag {item.value.split(chr(10))[0]!r} among the categories, expected a "
                "category; it looks like a party and is kept in the fields alone"
            )
            at = item.spans[0].start if item.spans else None
            composer.problem("tag-unassigned", message, at=at)
    return roles


READER = Reader(
    name=NAME,
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".txt", ".md", ".markdown"),
    looks_for="a YAML header with subject and tags, then Markdown",
)
