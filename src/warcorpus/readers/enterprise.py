"""Lines of Wikimedia Enterprise: an article as JSON, structured or with its HTML and wikitext."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.cutting import lines
from warcorpus.text.document import Text
from warcorpus.text.front_matter import exported_at
from warcorpus.text.json_bodies import read_body
from warcorpus.text.json_contents import divided_fields, infobox_roles, read_sections
from warcorpus.text.json_heads import enterprise_keys, kind_of, rows
from warcorpus.text.json_page import JsonPage, check_namespace, empty_document
from warcorpus.text.json_spans import Node

_ROLES = {
    "name": "title",
    "url": "url",
    "abstract": "description",
    "in_language.identifier": "language",
    "license.0.identifier": "license",
}
_NUMBERED = re.compile(r"(categories|redirects)\.(\d{1,6})\.name\Z")
_FORMS = ("wikitext", "html")


def sniff(head: str) -> Sniff:
    """``name`` and ``identifier``, and keys that only this export has."""
    lines_of_it = [row for row in rows(head) if kind_of(head, row) == "enterprise"]
    if not lines_of_it:
        return Sniff.of("enterprise")
    row = max(lines_of_it, key=lambda row: len(enterprise_keys(row)))
    first, *others = enterprise_keys(row)
    return Sniff.of(
        READER.name,
        Feature("name", 0.25, *row.keys["name"]),
        Feature("identifier", 0.25, *row.keys["identifier"]),
        Feature(first, 0.30, *row.keys[first]),
        Feature(others[0], 0.17, *row.keys[others[0]]) if others else None,
    )


def read(text: Text) -> Iterator[Record]:
    """The record of an article."""
    page = JsonPage(text)
    check_namespace(page.said(page.root, "namespace", "identifier"))
    infoboxes = page.root.child("infoboxes")
    roles = infobox_roles(page, infoboxes) if infoboxes is not None else {}
    for node, field in divided_fields(page, roles):
        page.composer.field(field)
        page.skip(node)
    _read_text(page)

    def role_of(path: str, node: Node) -> str | None:
        return roles.get(id(node)) or _role(path)

    record = page.record(
        READER.id,
        role_of,
        text_id=page.said(page.root, "identifier"),
        exported_at=exported_at(page.said(page.root, "date_modified")),
        publisher=page.said(page.root, "is_part_of", "identifier"),
        license=_license(page),
    )
    fields = record.source.fields
    if not record.text and not any((own.role or "").startswith("infobox.") for own in fields):
        raise empty_document("an article")
    yield record


def _read_text(page: JsonPage) -> None:
    """The text: structured, else as wikitext or HTML, else the abstract alone."""
    title = page.said(page.root, "name") or ""
    sections = page.root.child("sections")
    if sections is not None and read_sections(page, sections):
        return
    body = page.root.child("article_body")
    for form in _FORMS:
        node = body.child(form) if body is not None else None
        if node is None or node.kind != "string" or not page.said(node):
            continue
        if read_body(page, node, form, title, READER.id):
            return
    abstract = page.root.child("abstract")
    if abstract is not None and abstract.kind == "string":
        page.prose(abstract)


def _role(path: str) -> str | None:
    """The canonical address of a leaf outside of infoboxes."""
    found = _NUMBERED.match(path)
    if found is None:
        return _ROLES.get(path)
    what, number = found.groups()
    return f"category.{number}" if what == "categories" else f"name.{number}"


def _license(page: JsonPage) -> str | None:
    node = page.root.child("license")
    if node is not None and node.kind == "array":
        node = node.children[0] if node.children else None
    return page.said(node, "identifier") or page.said(node, "name")


READER = Reader(
    name="enterprise",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".ndjson", ".jsonl", ".json"),
    split=lines,
    looks_for="lines of JSON with name, identifier, and infoboxes, sections or article_body",
)
